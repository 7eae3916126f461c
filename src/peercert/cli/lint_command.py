"""`peercert lint`: exact diagnostics for rule files."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.words import tell, tell_many

if TYPE_CHECKING:
    from pathlib import Path

    from peercert.maintain.lint import Outcome, Selection

Codes = list[str] | None


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help=tell("Rule files or folders; the rule book here (data/), else the bundled one, if left out."),
            show_default=False,
        ),
    ] = None,
    cases: Annotated[
        str | None,
        typer.Option(
            "--cases",
            metavar="DIR",
            help=tell("Folder of worked examples; tests/cases beside the rule book if it is there."),
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        Codes,
        typer.Option(
            metavar="CODES",
            help=tell("Only these checks: codes or beginnings of codes, such as PC101,PC2."),
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        Codes,
        typer.Option(metavar="CODES", help=tell("Not these checks; the longer beginning wins."), show_default=False),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help=tell("Mend what is safe to mend: first lines, date forms, order of keys."))
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help=tell("Say what a check is about, with examples; all lists the checks."),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        Literal["text", "json", "github", "sarif"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "text",
) -> None:
    """Check rule files: file, line, column, code, what is wrong and what would be right."""
    import os
    from pathlib import Path

    from peercert.cli.options import own_book, stop
    from peercert.maintain import lint
    from peercert.maintain.lint.selection import Selection, codes_in

    if explain is not None:
        _explain(explain)
        return
    selection = Selection(codes_in(select or ()), codes_in(ignore or ()))
    strangers = selection.strangers(check.CODE for check in lint.all_checks())
    if strangers:
        raise stop(
            tell(
                "there is no check whose code begins with {code}; `peercert lint --explain all` lists them.",
                code=strangers[0],
            )
        )
    chosen = [Path(p) for p in paths] if paths else [own_book()]
    beside = next(
        (c for p in chosen for c in (p.parent / "tests" / "cases", p / "tests" / "cases") if os.path.isdir(c)), None
    )
    examples = Path(cases) if cases else beside
    outcome = lint.check_files(chosen, cases=examples, selection=selection)
    mended = 0
    if fix:
        before = _safe(outcome)
        outcome = _mended(outcome, chosen, examples, selection)
        mended = before - _safe(outcome)
    _print(outcome, format_)
    _sum_up(outcome, mended)
    if any(d.severity == "error" for d in outcome.found):
        raise typer.Exit(1)


def _mended(outcome: "Outcome", chosen: "list[Path]", cases: "Path | None", selection: "Selection") -> "Outcome":
    """Mend what is safe, and look again, until nothing more can be mended (one fix may uncover another)."""
    from peercert.maintain import lint
    from peercert.maintain.lint.fixing import mend
    from peercert.writing import write_file

    for _ in range(3):
        texts = mend(outcome.found)
        for path, text in texts.items():
            write_file(path, text, over=True)
        if not texts:
            break
        outcome = lint.check_files(chosen, cases=cases, selection=selection)
    return outcome


def _safe(outcome: "Outcome") -> int:
    """How many of the problems --fix can mend."""
    return sum(d.fix is not None and d.fix.safe for d in outcome.found)


def _print(outcome: "Outcome", format_: str) -> None:
    """Print what was found on standard output."""
    import shutil
    from importlib.metadata import version

    from peercert.maintain import lint
    from peercert.maintain.lint import formats
    from peercert.present.formats import put_json

    if format_ == "json":
        put_json(formats.as_data(outcome.found))
    elif format_ == "sarif":
        from peercert.maintain.lint.sarif import sarif

        put_json(sarif(outcome, lint.all_checks(), version("peercert")))
    elif format_ == "github":
        print("".join(f"{line}\n" for line in formats.as_github(outcome.found)), end="")
    else:
        width = shutil.get_terminal_size((100, 24)).columns
        print("".join(f"{line}\n" for line in formats.as_text(outcome.found, width)), end="")


def _sum_up(outcome: "Outcome", mended: int) -> None:
    """Say on stderr how much there is, and what can be done about it."""
    import sys

    found = outcome.found
    errors = sum(d.severity == "error" for d in found)
    says = [tell_many("{count} problem mended.", "{count} problems mended.", mended)] if mended > 0 else []
    if found:
        says.append(
            tell(
                "{errors} and {warnings} in {files}.",
                errors=tell_many("{count} error", "{count} errors", errors),
                warnings=tell_many("{count} warning", "{count} warnings", len(found) - errors),
                files=tell_many("{count} file", "{count} files", len({d.path for d in found})),
            )
        )
        if safe := _safe(outcome):
            says.append(tell_many("--fix can mend {count} of them.", "--fix can mend {count} of them.", safe))
    else:
        says.append(tell("No problems found."))
    if outcome.ignored:
        count = len(outcome.ignored)
        says.append(tell_many("{count} ignored by a comment.", "{count} ignored by comments.", count))
    print(" ".join(says), file=sys.stderr)


def _explain(code: str) -> None:
    """Print the page of a check, or the list of them; exit 2 for a code that is none."""
    from peercert.cli.options import stop
    from peercert.maintain import lint

    pages = {c.CODE: (c.__doc__ or "").strip() for c in lint.all_checks()}
    if code.casefold() == "all":
        print("\n".join(page.partition("\n")[0] for page in pages.values()))
        return
    if code.upper() not in pages:
        raise stop(tell("there is no check {code}; there are {codes}.", code=code, codes=", ".join(sorted(pages))))
    print(pages[code.upper()])
