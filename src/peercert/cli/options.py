"""Arguments that several commands share, and finding what they name."""

import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from peercert.verdicts import AnyOf, Prose
from peercert.words import tell
from peercert.yamlfile import FileError

if TYPE_CHECKING:
    from pathlib import Path

    from peercert.model import Credential, Jurisdiction, NoCertification
    from peercert.record import Record
    from peercert.rulebook import Rulebook


def complete_id(incomplete: str) -> list[str]:
    """Ids of credentials and state codes that start so, for the shell."""
    from peercert.rulebook import open_rulebook

    found: list[str] = []
    rulebook = open_rulebook()
    if not rulebook.on_disk:
        found = [c.id for c in rulebook.credentials()]
        found += [p.jurisdiction.upper() for p in rulebook.jurisdictions() if p.jurisdiction != "us"]
    for path in rulebook.files if rulebook.on_disk else ():
        found += [
            line.split("id:", 1)[1].strip()
            for line in path.read_text("utf-8").splitlines()
            if line.startswith(("  - id:", "- id:"))
        ]
        if path.parent.name == "states":
            found.append(path.stem.upper())
    return [f for f in found if f.casefold().startswith(incomplete.casefold())]


Wanted = Annotated[str, typer.Argument(metavar="CREDENTIAL_OR_STATE", help=tell("A credential such as sc-cpss-share, or a state such as SC."), autocompletion=complete_id, show_default=False)]  # fmt: skip
Rules = Annotated[str | None, typer.Option("--rules", metavar="PATH", help=tell("Another rule book than the bundled one: a folder, or a JSON file that `export` wrote (or set PEERCERT_RULES)."), show_default=False)]  # fmt: skip
RecordFile = Annotated[str | None, typer.Option("--record", "-r", metavar="FILE", help=tell("Your record (YAML or JSON); - reads standard input."), show_default=False)]  # fmt: skip
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=tell("Hold it against the rules of this day, such as 2026-11-22; today if left out."), show_default=False)]  # fmt: skip
OutputFile = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=tell("Write it to this file; a name that ends in .html, .md or .json also tells the format."), show_default=False)]  # fmt: skip
Force = Annotated[bool, typer.Option("--force", help=tell("Let --output replace a file that is there already."))]


def stop(says: str) -> typer.Exit:
    """Say on stderr what is wrong with the call; raise what this returns (exit status 2)."""
    from peercert.present.terminal import inert

    print(f"peercert: {inert(says)}", file=sys.stderr)
    return typer.Exit(2)


def parse_day(text: str | None) -> date:
    """The day of --as-of; today where it is left out. Raises typer.Exit(2)."""
    if text is None:
        return date.today()
    from peercert.dates import Day
    from peercert.shapes import ShapeError

    try:
        return Day.parse(text.strip()).day
    except ShapeError as error:
        raise stop(tell("--as-of: {problem}", problem=error.says)) from None


def format_for(format_: str, output: str | None, *, record: str | None = None, data: bool = True) -> str:
    """The format: as asked, or where only a file is named, as its name ends.

    Stops where the file is the `record` itself, or JSON and the command has no `data` to print. Raises typer.Exit(2).
    """
    from peercert.present.formats import ENDINGS, SCREEN

    if output is None or output in SCREEN:
        return format_
    if record is not None and record not in SCREEN and same_file(output, record):
        raise stop(tell("{file} is your record; name another file for --output.", file=output))
    if format_ != "table":
        return format_
    form = ENDINGS.get(os.path.splitext(output)[1].casefold(), format_)
    if form == "json" and not data:
        raise stop(tell("there is no JSON of this; name a file that ends in .html, .md or .txt."))
    return form


def own_book(rules: str | None = None) -> "Path":
    """The rule book that somebody works on: `rules`, else PEERCERT_RULES, else data/ here, else the bundled one."""
    from pathlib import Path

    from peercert.rulebook import FOLDERS, bundled

    chosen = rules or os.environ.get("PEERCERT_RULES")
    if chosen:
        return Path(chosen)
    here = Path("data")
    return here if any(os.path.isdir(here / folder) for folder in FOLDERS) else bundled("data")


def same_file(one: str, other: str) -> bool:
    """Do two names stand for one file?"""
    return one == other or (os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other))


def load_person(name: str | None, day: date) -> "Record":
    """The record of --record; an empty one, with a word on stderr, where none is given. Raises FileError."""
    from peercert.recordfile import load_record, record_from

    latest = max(day, date.today())
    if name is None:
        says = tell(
            "no --record is given, so nothing is known of you yet. `peercert check` asks you on a terminal, and can keep your answers in a file."
        )
        print(f"peercert: {says}", file=sys.stderr)
        from peercert.record import Record

        return Record()
    if name == "-":
        from peercert.yamlfile import MAX_BYTES, parse_text

        return record_from(parse_text(sys.stdin.buffer.read(MAX_BYTES + 1), tell("standard input")), today=latest)
    return load_record(name, today=latest)


def find(rulebook: "Rulebook", wanted: str) -> "tuple[Credential | None, tuple[Jurisdiction, ...]]":
    """What CREDENTIAL_OR_STATE names: a credential with its file, or the file(s) of a state. Raises typer.Exit(2)."""
    places = rulebook.places(wanted)
    if places:
        return None, places
    credential = rulebook.credential(wanted)
    if credential is not None:
        return credential, (rulebook.of_credential(credential),)
    close = AnyOf(tuple(rulebook.suggestions(wanted)))
    if close.items:
        raise stop(
            tell(
                "there is no credential or state called {name}; did you mean {close}? `peercert list` shows all.",
                name=wanted,
                close=close,
            )
        )
    raise stop(tell("there is no credential or state called {name}. `peercert list` shows all.", name=wanted))


def none_issued(none: "NoCertification") -> list[str]:
    """What to say of a place where nothing is issued, and what its people use instead."""
    said = [tell("{says} (Searched on {day}.)", says=Prose(none.says), day=none.searched.day)]
    if none.instead:
        ids = ", ".join(none.instead)
        said.append(tell("What people there can use instead: {credentials}.", credentials=ids))
        said.append(tell("`{command}` checks it.", command=f"peercert check {none.instead[0]}"))
    return said


__all__ = [
    "AsOf",
    "FileError",
    "Force",
    "OutputFile",
    "RecordFile",
    "Rules",
    "Wanted",
    "complete_id",
    "find",
    "format_for",
    "load_person",
    "own_book",
    "parse_day",
    "stop",
]
