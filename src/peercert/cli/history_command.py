"""`peercert history`: a credential's rule over time."""

from typing import Annotated, Literal

import typer

from peercert.cli.options import AsOf, Force, OutputFile, Rules, Wanted
from peercert.words import tell


def command(
    wanted: Wanted,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "markdown", "html", "json"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Tell how a rule has changed, and what is to come: a timeline in words."""
    from peercert.cli.options import find, format_for, none_issued, parse_day
    from peercert.maintain.history import history
    from peercert.present.formats import put_json, show
    from peercert.present.history_page import as_data, history_page
    from peercert.rulebook import open_rulebook

    day, form = parse_day(as_of), format_for(format_, output)
    rulebook = open_rulebook(rules)
    credential, places = find(rulebook, wanted)
    if credential:  # the whole file: what a credential took the place of stands beside it
        places = rulebook.places(credential.jurisdiction)
    chosen = [(c, j) for j in places for c in j.credentials if credential is None or c.id == credential.id]
    found = [(c, j, history(c, j)) for c, j in chosen]
    if form == "json":
        data = [as_data(c, h, day) for c, _, h in found]
        put_json(data[0] if credential else data, output, force=force)
        return
    heading = [] if found else [places[0].name, *(none_issued(places[0].none_found) if places[0].none_found else ())]
    pages = [history_page(c, j, h, day) for c, j, h in found]
    show(pages, form, heading, title=places[0].name, output=output, force=force)
