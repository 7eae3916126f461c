"""`peercert stale`: which sources to read again first."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import AsOf, Force, OutputFile, Rules, stop
from peercert.words import tell

if TYPE_CHECKING:
    from peercert.dates import Duration

_UNITS = ("day", "week", "month", "year")


def command(
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="[STATE]...", help=tell("Only the sources of these states."), show_default=False),
    ] = None,
    older_than: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help=tell("Only those read longer ago, such as 180 days or 1 year."), show_default=False
        ),
    ] = None,
    certifier: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=tell("Only for certifiers with this in their name."), show_default=False),
    ] = None,
    confidence: Annotated[
        Literal["confirmed", "secondary", "disputed"] | None,
        typer.Option(help=tell("Only those on which such a rule rests."), show_default=False),
    ] = None,
    by: Annotated[
        Literal["age", "certifier", "confidence"], typer.Option("--by", help=tell("How to group them."))
    ] = "age",
    all_: Annotated[bool, typer.Option("--all", "-a", help=tell("All of them; the first 20 if left out."))] = False,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "markdown", "html", "json"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """List the sources by what is most urgent to read again."""
    from peercert.cli.options import find, format_for, parse_day
    from peercert.maintain.staleness import stale
    from peercert.present.formats import put_json, show
    from peercert.present.stale_page import as_data, stale_page
    from peercert.rulebook import open_rulebook

    day, form = parse_day(as_of), format_for(format_, output)
    least, wanted = _time(older_than, list(places or ()))
    rulebook = open_rulebook(rules)
    chosen = [j for p in wanted for j in find(rulebook, p)[1]] if wanted else list(rulebook.jurisdictions())
    found = stale(chosen, day, least)
    if certifier is not None:
        found = [s for s in found if any(certifier.casefold() in name.casefold() for name in s.certifiers)]
    if confidence is not None:
        found = [s for s in found if s.confidence.get(confidence)]
    if form == "json":
        put_json(as_data(found), output, force=force)
        return
    page = stale_page(found, day, by=by, shown=None if all_ else 20 if by == "age" else 3)
    show([page], form, output=output, force=force)


def _time(text: str | None, places: list[str]) -> "tuple[Duration | None, list[str]]":
    """The time of --older-than, also where its unit was taken for a state (``180 days`` without quotes)."""
    from peercert.dates import Duration
    from peercert.shapes import ShapeError

    if text is None:
        return None, places
    given = " ".join(text.split()).casefold()
    if given.isdigit() and places and places[0].casefold().rstrip("s") in _UNITS:
        given = f"{given} {places.pop(0).casefold()}"
    elif given.isdigit():
        given = f"{given} days"
    try:
        return Duration.parse(given), places
    except ShapeError:
        raise stop(
            tell("--older-than: {time} is not a length of time; write 180 days, 6 months or 1 year.", time=text)
        ) from None
