"""`peercert show`: the rules of a credential in plain words, with their sources."""

from typing import Annotated, Literal

import typer

from peercert.cli.options import Rules, Wanted, find, stop
from peercert.words import tell


def command(
    wanted: Wanted,
    pathway: Annotated[
        str | None, typer.Option("--pathway", "-p", metavar="NAME", help=tell("Only this way."), show_default=False)
    ] = None,
    format_: Annotated[
        Literal["table", "markdown"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    rules: Rules = None,
) -> None:
    """Show the rules in plain words, with their sources."""
    from peercert.cli.options import none_issued
    from peercert.present.markdown import markdown
    from peercert.present.rules_page import rules_page
    from peercert.present.terminal import Line, print_lines, show_page
    from peercert.rulebook import open_rulebook
    from peercert.words import prose

    credential, places = find(open_rulebook(rules), wanted)
    chosen = [(credential, places[0])] if credential else [(c, j) for j in places for c in j.credentials]
    if pathway is not None:
        chosen = [(c, j) for c, j in chosen if pathway in c.pathways]
        if not chosen:
            raise stop(tell("there is no pathway called {pathway} here.", pathway=pathway))
    if not chosen:
        none = places[0].none_found
        print_lines([Line(places[0].name, style="head"), Line(prose(places[0].summary))])
        if none:
            print_lines([Line(text) for text in none_issued(none)])
    for i, (one, place) in enumerate(chosen):
        page = rules_page(one, place, pathway)
        if format_ == "markdown":
            print(markdown(page), end="")
        else:
            if i:
                print_lines([Line(""), Line("- - -"), Line("")])
            show_page(page)
