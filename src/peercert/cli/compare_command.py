"""`peercert compare`: the rules of several credentials side by side."""

from typing import Annotated, Literal

import typer

from peercert.cli.options import AsOf, Force, OutputFile, Rules, complete_id, format_for, parse_day, stop
from peercert.words import tell


def command(
    wanted: Annotated[
        list[str],
        typer.Argument(
            metavar="CREDENTIAL...",
            help=tell("Two or more credentials, or a state for all of its own."),
            autocompletion=complete_id,
            show_default=False,
        ),
    ],
    renewal: Annotated[bool, typer.Option("--renewal", help=tell("How to keep them, not how to get them."))] = False,
    with_model: Annotated[
        bool, typer.Option("--with-model", help=tell("With SAMHSA's national model standards beside them."))
    ] = False,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Put the rules of several credentials side by side; what differs comes first."""
    from peercert.cli.options import find
    from peercert.compare import compare
    from peercert.present.compare_page import compare_json, compare_page
    from peercert.present.formats import put_json, show
    from peercert.rulebook import open_rulebook

    rulebook = open_rulebook(rules)
    day = parse_day(as_of)
    form = format_for(format_, output)
    chosen = []
    for name in [*wanted, *(["us-samhsa-model"] if with_model else [])]:
        credential, places = find(rulebook, name)
        chosen += (
            [credential] if credential else [c for j in places for c in j.credentials if c.status_on(day) == "active"]
        )
    chosen = list(dict.fromkeys(chosen))
    if len(chosen) < 2:
        raise stop(tell("name at least two credentials to compare; `peercert list` shows all."))
    rows = compare(chosen, day, renewal=renewal)
    if form == "json":
        put_json(compare_json(rows, chosen), output, force=force)
        return

    show([compare_page(rows, chosen, renewal=renewal)], form, output=output, force=force)
