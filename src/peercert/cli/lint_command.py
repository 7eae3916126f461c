"""`peercert lint`: exact diagnostics for rule files."""

from typing import Annotated, Literal

import typer

from peercert.words import tell, tell_many


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help=tell("Rule files or folders; the bundled rules if left out."),
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
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="CODE", help=tell("Say what a check is about, with examples."), show_default=False
        ),
    ] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help=tell("How to print it."))] = "text",
) -> None:
    """Check rule files: file, line, column, code, what is wrong and what would be right."""
    import os
    import sys
    from pathlib import Path

    from peercert.maintain import lint
    from peercert.present.terminal import inert
    from peercert.rulebook import bundled

    if explain is not None:
        _explain(explain)
        return
    chosen = [Path(p) for p in paths or [str(bundled("data"))]]
    beside = next(
        (c for p in chosen for c in (p.parent / "tests" / "cases", p / "tests" / "cases") if os.path.isdir(c)), None
    )
    found = lint.run(chosen, cases=Path(cases) if cases else beside)
    errors = sum(d.severity == "error" for d in found)
    if format_ == "json":
        from peercert.present.formats import put_json

        put_json([d._asdict() for d in found])
    else:
        for d in found:
            print(inert(f"{d.path}:{d.line}:{d.column}: {d.severity} {d.code} {d.says}"))
            if d.text.strip():
                print(f"    {inert(d.text.strip())}")
        files = len({d.path for d in found})
        if found:
            print(
                tell(
                    "{errors} and {warnings} in {files}.",
                    errors=tell_many("{count} error", "{count} errors", errors),
                    warnings=tell_many("{count} warning", "{count} warnings", len(found) - errors),
                    files=tell_many("{count} file", "{count} files", files),
                ),
                file=sys.stderr,
            )
        else:
            print(tell("No problems found."), file=sys.stderr)
    if errors:
        raise typer.Exit(1)


def _explain(code: str) -> None:
    """Print the page of a check; exit 2 for a code that is none."""
    from peercert.cli.options import stop
    from peercert.maintain import lint

    pages = {"PC001": "PC001: the file cannot be read as YAML.", "PC002": "PC002: the file does not fit the schema (`peercert schema jurisdiction`).",
             "PC003": "PC003: keys that fit the schema one by one contradict each other."}  # fmt: skip
    pages |= {c.CODE: (c.__doc__ or "").strip() for c in lint.all_checks()}
    if code.upper() not in pages:
        raise stop(tell("there is no check {code}; there are {codes}.", code=code, codes=", ".join(sorted(pages))))
    print(pages[code.upper()])
