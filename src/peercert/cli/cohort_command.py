"""`peercert cohort`: everybody in a roster at once."""

from typing import Annotated, Literal

import typer

from peercert.cli.options import AsOf, complete_id, stop
from peercert.words import tell


def command(
    roster: Annotated[
        str,
        typer.Argument(
            metavar="ROSTER",
            help=tell(
                "A roster (CSV, XLSX, ODS, Parquet, JSON Lines, a folder of records); or the word template, for an empty one."
            ),
            show_default=False,
        ),
    ],
    wanted: Annotated[
        str | None,
        typer.Argument(
            metavar="[CREDENTIAL]",
            help=tell("A credential such as sc-cpss-share."),
            autocompletion=complete_id,
            show_default=False,
        ),
    ] = None,
    credential: Annotated[
        str | None,
        typer.Option(
            "--credential",
            "-c",
            metavar="ID",
            help=tell("The credential, named as an option."),
            autocompletion=complete_id,
            show_default=False,
        ),
    ] = None,
    pathway: Annotated[
        str | None,
        typer.Option(
            "--pathway",
            "-p",
            metavar="NAME",
            help=tell("Which way: initial, renewal, reciprocity, ..."),
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=tell("Write what is found of each person: a file that ends in .csv, .xlsx, .parquet or .jsonl."),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"],
        typer.Option("--format", "-f", help=tell("How to print the summary.")),
    ] = "table",
    html: Annotated[
        str | None,
        typer.Option(
            "--html", metavar="FILE", help=tell("Write the summary as a web page in one file."), show_default=False
        ),
    ] = None,
    letters: Annotated[
        str | None,
        typer.Option(
            "--letters",
            metavar="DIR",
            help=tell("Write a report for each person into this folder."),
            show_default=False,
        ),
    ] = None,
    letter_format: Annotated[
        Literal["markdown", "html"],
        typer.Option("--letter-format", help=tell("How the reports for each person are written.")),
    ] = "markdown",
    activities: Annotated[
        str | None,
        typer.Option(
            "--activities",
            metavar="FILE",
            help=tell(
                "A file with a row for each activity, beside the roster; FILE:SHEET names the sheet of a workbook."
            ),
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar="NAME", help=tell("Which sheet of a workbook is the roster."), show_default=False
        ),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="HEADING=COLUMN",
            help=tell('What a heading stands for: "Training Hrs=training_hours"; may be given several times.'),
            show_default=False,
        ),
    ] = None,
    map_file: Annotated[
        str | None,
        typer.Option(
            "--map-file", metavar="FILE", help=tell("A file that says what the headings stand for."), show_default=False
        ),
    ] = None,
    save_map: Annotated[
        str | None,
        typer.Option(
            "--save-map",
            metavar="FILE",
            help=tell("Write what the headings were read as, for --map-file."),
            show_default=False,
        ),
    ] = None,
    dates: Annotated[
        Literal["month", "day"] | None,
        typer.Option("--dates", help=tell("What stands first in dates such as 3/4/2024."), show_default=False),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=tell("Stop at the first thing that cannot be read."))
    ] = False,
    unread: Annotated[
        str | None,
        typer.Option(
            "--unread",
            metavar="FILE",
            help=tell("Write all that could not be read to this CSV file."),
            show_default=False,
        ),
    ] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help=tell("Leave names, ids and e-mail addresses out of what is written."))
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help=tell("Every credential at once: which are nearest for each person."))
    ] = False,
    engine: Annotated[
        Literal["columns", "rows", "spark"],
        typer.Option(
            "--engine",
            help=tell(
                "How it is worked out: by columns, row by row (the same, slower), or by Spark on a folder of Parquet files."
            ),
        ),
    ] = "columns",
    force: Annotated[bool, typer.Option("--force", help=tell("Replace files that are there already."))] = False,
    rules: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="DIR",
            help=tell("What if: compare with the rules of this other rule book."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Hold everybody in a roster against the rules: who is ready, who lacks what, what to teach next."""
    import gc
    from importlib.util import find_spec

    if not all(map(find_spec, ("polars", "python_calamine", "xlsxwriter"))):
        raise stop(
            tell(
                "rosters need more than peercert alone; install it with: {command}",
                command="pip install 'peercert[cohort]'",
            )
        )
    gc.enable()  # long work, unlike other commands
    from peercert.cli.cohort_run import Call, run

    if wanted is not None and credential is not None and wanted != credential:
        raise stop(tell("{one} and {other} are two credentials; name one.", one=wanted, other=credential))
    call = Call(
        roster, wanted or credential, pathway, as_of, output, format_, html, letters, letter_format, activities, sheet, tuple(map_ or ()), map_file,
        save_map, dates, strict, unread, anonymous, all_, engine, force, rules,
    )  # fmt: skip
    if run(call):
        raise typer.Exit(1)
