"""`peercert show`: the rules of a credential in plain words, with their sources."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import Force, OutputFile, Rules, Wanted, find, format_for, none_issued, stop
from peercert.words import prose, tell

if TYPE_CHECKING:
    from peercert.model import Jurisdiction


def command(
    wanted: Wanted,
    pathway: Annotated[
        str | None, typer.Option("--pathway", "-p", metavar="NAME", help=tell("Only this way."), show_default=False)
    ] = None,
    format_: Annotated[
        Literal["table", "markdown", "html"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Show the rules in plain words, with their sources."""
    from peercert.present.formats import show
    from peercert.present.rules_page import rules_page
    from peercert.rulebook import open_rulebook

    form = format_for(format_, output, data=False)
    credential, places = find(open_rulebook(rules), wanted)
    chosen = [(credential, places[0])] if credential else [(c, j) for j in places for c in j.credentials]
    if pathway is not None:
        chosen = [(c, j) for c, j in chosen if pathway in c.pathways]
        if not chosen:
            raise stop(tell("there is no pathway called {pathway} here.", pathway=pathway))
    pages = [rules_page(one, place, pathway) for one, place in chosen]
    heading = [] if pages else _nothing_issued(places[0])
    show(pages, form, heading, title=places[0].name, output=output, force=force)


def _nothing_issued(place: "Jurisdiction") -> list[str]:
    """What is known of a place that issues no credential, and what its people can use instead."""
    return [place.name, prose(place.summary), *(none_issued(place.none_found) if place.none_found else ())]
