"""`peercert export`: the whole rule book for other programs."""

import os
from typing import Annotated, Literal

import typer

from peercert.cli.options import AsOf, Rules, complete_id, stop
from peercert.words import tell, tell_many

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
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Write the whole rule book for other programs: JSON, CSV, SQLite, CTDL, or a static web API."""
    from peercert.cli.options import find, parse_day
    from peercert.exporting import export, is_ours
    from peercert.present.formats import SCREEN, put
    from peercert.rulebook import open_rulebook

    form = format_ or _ENDINGS.get(os.path.splitext(output or "")[1].casefold(), "json")
    to_screen = output is None or output in SCREEN
    if to_screen and form in ("csv", "sqlite", "api"):
        raise stop(
            tell("{format} does not fit on the screen; name a file or folder with --output.", format=form)
            if form == "sqlite"
            else tell("{format} is a folder of files; name the folder with --output.", format=form)
        )
    if language_maps and form != "ctdl":
        raise stop(tell("--language-maps is only for ctdl."))
    day = parse_day(as_of)
    rulebook = open_rulebook(rules)
    chosen = [find(rulebook, name) for name in wanted] if wanted else None
    folder = form in ("csv", "api") or (
        form == "ctdl" and not to_screen and not str(output).endswith((".jsonld", ".json"))
    )
    made = export(rulebook, form, as_of=day, chosen=chosen, folder=folder, language_maps=language_maps)
    if isinstance(made, str):
        put(made, output, force=force)
        return
    assert output is not None
    from peercert.writing import write_file, write_folder

    if isinstance(made, bytes):
        write_file(output, made, over=force)
        _say(tell("Written to {file}.", file=output))
    else:
        write_folder(output, made, over=force, ours=lambda path: is_ours(form, path))
        says = tell_many(
            "{count} file written to the folder {folder}.",
            "{count} files written to the folder {folder}.",
            len(made),
            folder=output,
        )
        _say(says)


def _say(text: str) -> None:
    """What was done, on stderr."""
    import sys

    from peercert.present.terminal import inert

    print(f"peercert: {inert(text)}", file=sys.stderr)
