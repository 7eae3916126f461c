"""`peercert export`: the whole rule book for other programs."""

import os
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import Rules, complete_id, stop
from peercert.words import tell, tell_many

if TYPE_CHECKING:
    from peercert.exporting import Files

_ENDINGS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sqlite": "sqlite",
    ".db": "sqlite",
    ".jsonld": "ctdl",
}
"""The format that the end of a file's name stands for."""


def command(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CREDENTIAL_OR_STATE]...",
            help=tell("Only these; everything if left out."),
            autocompletion=complete_id,
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        Literal["json", "jsonl", "csv", "sqlite", "ctdl", "api"] | None,
        typer.Option(
            "--format",
            "-f",
            help=tell(
                "json: one document; jsonl: a credential a line; csv: a folder of tables; sqlite: a database; "
                "ctdl: Credential Engine's vocabulary, as JSON-LD; api: a folder that any web server can serve."
            ),
            show_default="json",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help=tell(
                "Write it to this file or folder; csv, sqlite and api need one. ctdl: a folder, or a file whose name ends in .jsonld."
            ),
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=tell("Let --output replace what an earlier export wrote there."))
    ] = False,
    language_maps: Annotated[
        bool, typer.Option("--language-maps", help=tell("Of ctdl: write each text with its language."))
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help=tell("The day that ctdl and api describe, such as 2026-11-22; today if left out."),
            show_default=False,
        ),
    ] = None,
    rules: Rules = None,
) -> None:
    """Write the whole rule book for other programs: JSON, CSV, SQLite, CTDL, or a static web API."""
    from peercert.cli.options import find, parse_day
    from peercert.exporting import export
    from peercert.present.formats import SCREEN
    from peercert.rulebook import open_rulebook

    ending = os.path.splitext(output or "")[1].casefold()
    form = format_ or _ENDINGS.get(ending, "json")
    to_screen = output is None or output in SCREEN
    if to_screen and form in ("csv", "api"):
        raise stop(tell("{format} is a folder of files; name the folder with --output.", format=form))
    if to_screen and form == "sqlite":
        raise stop(tell("a database does not fit on the screen; name a file with --output."))
    if language_maps and form != "ctdl":
        raise stop(tell("--language-maps is only for ctdl."))
    day = parse_day(as_of)
    rulebook = open_rulebook(rules)
    chosen = [find(rulebook, name) for name in wanted] if wanted else None
    folder = not to_screen and ending not in (".jsonld", ".json")
    made = export(rulebook, form, as_of=day, chosen=chosen, folder=folder, language_maps=language_maps)
    _write(made, form, output, force)


def _write(made: "str | bytes | Files", form: str, output: str | None, force: bool) -> None:
    """Print a text; write a file or a folder, and say so on stderr. Raises FileError."""
    from peercert.exporting import is_ours
    from peercert.present.formats import put
    from peercert.writing import write_file, write_folder

    if isinstance(made, str):
        put(made, output, force=force)
    elif isinstance(made, bytes):
        write_file(str(output), made, over=force)
        _say(tell("Written to {file}.", file=str(output)))
    else:
        write_folder(str(output), made, over=force, ours=lambda path: is_ours(form, path))
        _say(
            tell_many(
                "{count} file written to the folder {folder}.",
                "{count} files written to the folder {folder}.",
                len(made),
                folder=str(output),
            )
        )


def _say(text: str) -> None:
    from peercert.present.terminal import inert

    print(f"peercert: {inert(text)}", file=sys.stderr)
