"""`peercert diff`: what changed in the rules, in words, and whom it touches."""

import os
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import AsOf, Force, OutputFile
from peercert.words import tell

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from peercert.maintain.revisions import Side
    from peercert.record import Record


def command(
    old: Annotated[
        str | None,
        typer.Argument(
            metavar="[OLD]",
            help=tell("A revision of git (main~1, v0.1, or main..new-rules), or a folder of rules; HEAD if left out."),
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help=tell("The same; the files here if left out."), show_default=False),
    ] = None,
    impact: Annotated[
        list[str] | None,
        typer.Option(
            "--impact",
            metavar="FILE_OR_FOLDER",
            help=tell("Records, one or a folder of them: say whose answer changes, and why. May be given again."),
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "markdown", "html", "json"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    exit_code: Annotated[bool, typer.Option("--exit-code", help=tell("Exit with 1 where something changed."))] = False,
    output: OutputFile = None,
    force: Force = False,
    rules: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="DIR",
            help=tell("The rule book that revisions are of; data/ here, else the bundled one, if left out."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say what changed in the rules, in words; made for pull requests."""
    from peercert.cli.options import format_for, own_book, parse_day
    from peercert.maintain.changes import diff
    from peercert.maintain.impact import days_to_look_at
    from peercert.maintain.impact import impact as held_against
    from peercert.present.changes_page import as_data, changes_page
    from peercert.present.formats import put_json, show

    day, book = parse_day(as_of), own_book(rules)
    form = format_for(format_, output)
    if old is not None and new is None and ".." in old and not old.startswith("."):
        old, _, new = (part.strip(".") or "HEAD" for part in old.partition(".."))
    sides = _side(old or "HEAD", book), _here(book) if new is None else _side(new, book)
    found = diff(*sides)
    days = days_to_look_at(found, day)
    people = _records(impact, day) if impact else []
    effects = held_against(found, people, days) if impact else None
    if form == "json":
        put_json(as_data(found, effects), output, force=force, private=bool(impact))
    else:
        page = changes_page(found, effects, len(people), days)
        show([page], form, output=output, force=force, private=bool(impact))
    if exit_code and (found.about or found.relaid):
        raise typer.Exit(1)


def _side(wanted: str, book: "Path") -> "Side":
    """What OLD or NEW names: a folder, else a revision. Raises FileError."""
    from pathlib import Path

    from peercert.maintain.revisions import at_revision, in_folder

    folder = Path(wanted)
    return in_folder(folder) if os.path.isdir(folder) else at_revision(wanted, book)


def _here(book: "Path") -> "Side":
    from peercert.maintain.revisions import in_folder

    return in_folder(book, tell("the files here"))


def _records(names: list[str], day: "date") -> "list[tuple[str, Record]]":
    """The records named, and of folders every one in them. Raises FileError."""
    from datetime import date
    from pathlib import Path

    from peercert.recordfile import load_record
    from peercert.yamlfile import FileError

    found: list[Path] = []
    for name in names:
        path = Path(name)
        if os.path.isdir(path):
            inside = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml", ".json") and p.is_file())
            if not inside:
                raise FileError(name, tell("no records (*.yaml, *.json) in this folder"))
            found += inside
        else:
            found.append(path)
    return [(path.name, load_record(path, today=max(day, date.today()))) for path in dict.fromkeys(found)]
