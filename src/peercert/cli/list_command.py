"""`peercert list`: every credential in the rule book."""

from typing import Annotated, Literal

import typer

from peercert.cli.options import Rules, stop
from peercert.words import tell


def command(
    places: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE]...", help=tell("Only these states."), show_default=False)
    ] = None,
    population: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=tell("Only for this population: mental_health, substance_use, family, youth, veteran, ..."),
            show_default=False,
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=tell("Only for this lived experience: person, family, youth, supervisor."),
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=tell("Only with this status: active, planned, retired, unclear."),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        Literal["table", "json"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    rules: Rules = None,
) -> None:
    """List the credentials of the rule book."""
    from datetime import date
    from typing import get_args

    from peercert.cli.options import find
    from peercert.model import Population, Role, Status
    from peercert.rulebook import open_rulebook

    for name, value, options in (
        ("--population", population, Population),
        ("--role", role, Role),
        ("--status", status, Status),
    ):
        if value is not None and value not in get_args(options):
            raise stop(
                tell(
                    "{option}: {value} is not one of {options}.",
                    option=name,
                    value=value,
                    options=", ".join(get_args(options)),
                )
            )
    rulebook = open_rulebook(rules)
    wanted = [j for p in places for j in find(rulebook, p)[1]] if places else list(rulebook.jurisdictions())
    today = date.today()
    rows = []
    for jurisdiction in wanted:
        for credential in jurisdiction.credentials:
            if population is not None and population not in credential.populations:
                continue
            if (
                role is not None
                and credential.role != role
                and not (credential.role == "either" and role in ("person", "family"))
            ):
                continue
            if status is not None and credential.status_on(today) != status:
                continue
            rows.append((credential, jurisdiction))
    if format_ == "json":
        from peercert.present.formats import put_json

        put_json([{"id": c.id, "name": c.name, "jurisdiction": j.jurisdiction, "certifier": c.certifier.name, "populations": list(c.populations),
                           "role": c.role, "status": c.status_on(today), "pathways": list(c.pathways)} for c, j in rows])  # fmt: skip
        return
    from peercert.present.terminal import Line, print_lines
    from peercert.words import all_of_words, plain, tell_many

    lines: list[Line] = []
    for jurisdiction in wanted:
        mine = [c for c, j in rows if j is jurisdiction]
        lines += [Line(jurisdiction.name, style="head")] if mine else []
        for credential in mine:
            status = credential.status_on(today)
            shown = "" if status == "active" else f" [{plain(status)}]"
            populations = all_of_words([plain(p) for p in credential.populations])
            lines.append(Line(f"{credential.id}{shown}: {credential.name}; {populations}", 2, 4))
    how_many = tell_many("{count} credential.", "{count} credentials.", len(rows))
    how = tell("`peercert show ID` shows the rules, `peercert check ID` checks what you have.")
    print_lines([*lines, Line(f"{how_many} {how}")])
