"""`peercert compare`: the rules of several credentials side by side."""

from typing import Annotated, Literal

import typer

from peercert.cli.options import AsOf, Rules, complete_id, parse_day, stop


def command(
    wanted: Annotated[
        list[str],
        typer.Argument(
            metavar="CREDENTIAL...", help="Two or more credentials.", autocompletion=complete_id, show_default=False
        ),
    ],
    renewal: Annotated[bool, typer.Option("--renewal", help="How to keep them, not how to get them.")] = False,
    with_model: Annotated[
        bool, typer.Option("--with-model", help="With SAMHSA's national model standards as a column.")
    ] = False,
    as_of: AsOf = None,
    format_: Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="How to print it.")] = "table",
    rules: Rules = None,
) -> None:
    """Put the rules of several credentials side by side; differences are marked."""
    from peercert.cli.options import find
    from peercert.compare import compare
    from peercert.present.terminal import Line, print_lines
    from peercert.requirements import KIND_NAMES, kind
    from peercert.rulebook import open_rulebook
    from peercert.words import plain

    rulebook = open_rulebook(rules)
    day = parse_day(as_of)
    chosen = []
    for name in [*wanted, *(["us-samhsa-model"] if with_model else [])]:
        credential, places = find(rulebook, name)
        chosen += (
            [credential] if credential else [c for j in places for c in j.credentials if c.status_on(day) == "active"]
        )
    chosen = list(dict.fromkeys(chosen))
    if len(chosen) < 2:
        raise stop("name at least two credentials to compare; `peercert list` shows all.")
    rows = compare(chosen, day, renewal=renewal)
    if format_ == "json":
        import json

        print(json.dumps([{"topic": r.kind, "differs": r.differs, "beside": dict(zip((c.id for c in chosen), r.beside, strict=False)), **{c.id: list(x) for c, x in zip(chosen, r.cells, strict=True)}} for r in rows], indent=2, ensure_ascii=False))  # fmt: skip
        return
    lines = [Line(f"{c.id}: {c.name}") for c in chosen] + [Line("")]
    for row in rows:
        assert row.kind == "validity" or kind(row.kind).kind in KIND_NAMES
        lines.append(
            Line(
                f"{plain(row.kind).capitalize()}" + (" (they differ)" if row.differs else " (the same)"),
                style="head" if row.differs else "",
            )
        )
        if not row.differs:
            lines.append(Line("; ".join(row.cells[0]), 2, 2))
            continue
        for credential, cell, beside in zip(chosen, row.cells, row.beside or ("",) * len(chosen), strict=True):
            said = "; ".join(cell) or "nothing known to be asked"
            lines.append(Line(f"{credential.id}: {said}" + (f" ({beside})" if beside else ""), 2, 4))
    print_lines(lines)
