"""`peercert renew`: what it takes to keep the credentials that you hold."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import (
    AsOf,
    OutputFile,
    RecordFile,
    Rules,
    complete_id,
    find,
    format_for,
    load_person,
    parse_day,
    same_file,
    stop,
)
from peercert.words import tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from peercert.present.sections import Page
    from peercert.record import Record
    from peercert.renewal import Renewal
    from peercert.rulebook import Rulebook


def command(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CREDENTIAL_OR_STATE]...",
            help=tell("Only these; every credential in the record if left out."),
            autocompletion=complete_id,
            show_default=False,
        ),
    ] = None,
    record: RecordFile = None,
    pathway: Annotated[
        str | None,
        typer.Option(
            "--pathway",
            "-p",
            metavar="NAME",
            help=tell("Which way to renew, where there are several."),
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    ics: Annotated[
        str | None,
        typer.Option(
            "--ics",
            metavar="FILE",
            help=tell("Also write the days to remember to this calendar file, with reminders."),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    output: OutputFile = None,
    force: Annotated[
        bool, typer.Option("--force", help=tell("Let --output and --ics replace a file that is there already."))
    ] = False,
    rules: Rules = None,
) -> None:
    """Say by when to renew what you hold, which hours are done and left, and what it costs."""
    from peercert.renewal import not_listed, renewals
    from peercert.rulebook import open_rulebook

    day = parse_day(as_of)
    form = format_for(format_, output, record=record)
    if ics is not None and any(name is not None and same_file(ics, name) for name in (record, output)):
        raise stop(tell("{file} is named twice; name another file for --ics.", file=ics))
    rulebook = open_rulebook(rules)
    chosen = _chosen(rulebook, wanted or [])
    person = load_person(record, day)
    _held(person, chosen)
    made = renewals(person, day, rulebook.credential, only=chosen, pathway=pathway)
    if pathway is not None and not any(r.pathway and r.pathway.name == pathway for r in made):
        raise stop(tell("none of these can be renewed by a way called {way}.", way=pathway))
    unlisted = {} if chosen else {name: _close(rulebook, name) for name in not_listed(person, rulebook.credential)}
    if ics is not None:
        _write_calendar(made, day, ics, force)
    if form == "json":
        from peercert.present.formats import put_json
        from peercert.present.renewal_json import renewals_json

        with_places = [(r, rulebook.of_credential(r.credential)) for r in made]
        put_json(renewals_json(with_places, day, unlisted), output, force=force, private=True)
    else:
        from peercert.present.formats import show

        pages, heading = _pages(made, rulebook, person, unlisted)
        show(pages, form, heading, title=tell("Your credentials"), output=output, force=force, private=True)
    if not all(r.settled or r.leads_to for r in made) or unlisted or person.credentials is None:
        raise typer.Exit(1)


def _chosen(rulebook: "Rulebook", wanted: "Sequence[str]") -> list[str]:
    """Ids of the credentials that are named; all of a state that is named. Raises typer.Exit(2)."""
    found: list[str] = []
    for name in wanted:
        credential, places = find(rulebook, name)
        found += [credential.id] if credential else [c.id for j in places for c in j.credentials]
    if wanted and not found:
        raise stop(tell("nothing is issued there: {names}.", names=", ".join(wanted)))
    return found


def _held(person: "Record", chosen: "Sequence[str]") -> None:
    """Stop where none of the credentials that were named is in a record that lists some. Raises typer.Exit(2)."""
    held = [h.id for h in person.credentials or ()]
    if chosen and person.credentials is not None and not set(chosen) & set(held):
        raise stop(
            tell(
                "your record does not say that you hold {wanted}; {held}.",
                wanted=", ".join(chosen),
                held=tell("it lists {held}", held=", ".join(held)) if held else tell("it lists no credential"),
            )
        )


def _close(rulebook: "Rulebook", name: str) -> list[str]:
    """Ids in the rule book that look like this one; none for what the record itself says is not there."""
    return [] if name.startswith("other:") else [c for c in rulebook.suggestions(name) if "-" in c]


def _pages(
    made: "Sequence[Renewal]", rulebook: "Rulebook", person: "Record", unlisted: dict[str, list[str]]
) -> "tuple[list[Page], list[str]]":
    """A page for each, and what is said above them."""
    from peercert.present.renewal_page import overview, renewal_page, unlisted_lines

    heading = overview(made) if len(made) > 1 else []
    heading += unlisted_lines(unlisted)
    pages = [renewal_page(r, rulebook.of_credential(r.credential)) for r in made]
    if not pages and not unlisted:
        heading = [
            tell("Your record does not say which credentials you hold.")
            if person.credentials is None
            else tell("Your record says that you hold no credential, so there is nothing to renew."),
            tell("If you hold one, add it, with the dates on your certificate:"),
            "credentials:",
            "  - {id: sc-cpss-share, issued: 2026-01-14, expires: 2027-01-14}",
            tell("`peercert list` shows the ids."),
        ]
    return pages, heading


def _write_calendar(made: "Sequence[Renewal]", day: "date", path: str, force: bool) -> None:
    """The days to remember, as a calendar file; a word on stderr. Raises FileError."""
    import sys

    from peercert.present.calendar import calendar
    from peercert.present.renewal_days import events
    from peercert.present.terminal import inert
    from peercert.words import tell_many
    from peercert.writing import write_file

    found = events(made, day)
    if not found:
        print("peercert:", tell("no calendar file is written, because no day to come is known."), file=sys.stderr)
        return
    write_file(path, calendar(found, day), over=force, private=True)
    count = len(found)
    print("peercert:", inert(tell_many("{count} day is written to {file}.", "{count} days are written to {file}.", count, file=path)), file=sys.stderr)  # fmt: skip
