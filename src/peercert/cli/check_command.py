"""`peercert check`: what is still missing, says who, what next, what does it cost."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import (
    AsOf,
    Force,
    OutputFile,
    RecordFile,
    Rules,
    Wanted,
    find,
    format_for,
    load_person,
    parse_day,
    stop,
)

if TYPE_CHECKING:
    from datetime import date

    from peercert.evaluation import Report
    from peercert.model import Credential, Jurisdiction
    from peercert.record import Record
    from peercert.rulebook import Rulebook


def command(
    wanted: Wanted,
    record: RecordFile = None,
    pathway: Annotated[
        str | None,
        typer.Option(
            "--pathway",
            "-p",
            metavar="NAME",
            help="Which way: initial, renewal, reciprocity, ...",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"], typer.Option("--format", "-f", help="How to print it.")
    ] = "table",
    medicaid: Annotated[
        bool, typer.Option("--medicaid", help="Also hold it against the federal conditions for Medicaid.")
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help="Unfold what is done and what is not asked of you.")] = False,
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Hold your record against the rules: what is missing, says who, what next, what does it cost."""
    from peercert.present.formats import put, show
    from peercert.rulebook import open_rulebook

    day = parse_day(as_of)
    form = format_for(format_, output, record=record)
    rulebook = open_rulebook(rules)
    credential, places = find(rulebook, wanted)
    person = load_person(record, day)
    if credential is not None:
        chosen = [(credential, places[0])]
    else:
        chosen = [(c, j) for j in places for c in j.credentials if c.status_on(day) == "active"]
    reports = _reports(chosen, person, day, pathway, rulebook, state=credential is None)
    federal = _federal(person, day, rulebook) if medicaid else []
    if form == "json":
        put(_json(reports, places, day, federal, state=credential is None), output, force=force, private=True)
    else:
        from peercert.present.page import report_page

        heading = _overview([*reports, *federal], places, day) if credential is None else []
        pages = [report_page(r, j, all_=all_) for r, j in [*reports, *federal]]
        show(pages, form, heading, title=_name(places), output=output, force=force, private=True)
    if any(r.outcome in ("not_ready", "undetermined") for r, _ in [*reports, *federal]) or not reports:
        raise typer.Exit(1)


def _federal(person: "Record", day: "date", rulebook: "Rulebook") -> "list[tuple[Report, Jurisdiction]]":
    """The federal conditions for peer support under Medicaid, held against the same record."""
    credential = rulebook.credential("us-cms-medicaid")
    if credential is None:
        raise stop("this rule book has no us-cms-medicaid, which holds the federal conditions.")
    return _reports([(credential, rulebook.of_credential(credential))], person, day, None, rulebook, state=False)


def _reports(
    chosen: "list[tuple[Credential, Jurisdiction]]",
    person: "Record",
    day: "date",
    pathway: str | None,
    rulebook: "Rulebook",
    *,
    state: bool,
) -> "list[tuple[Report, Jurisdiction]]":
    from peercert.evaluation import evaluate_all

    if pathway is not None and not any(pathway in c.pathways for c, _ in chosen):
        ways = sorted({name for c, _ in chosen for name in c.pathways})
        raise stop(
            f"there is no pathway called {pathway} here; there {'is' if len(ways) == 1 else 'are'} {', '.join(ways) or 'none'}."
        )
    made = []
    for credential, jurisdiction in chosen:
        if (pathway is None or pathway in credential.pathways) and credential.pathways:
            report = evaluate_all(credential, person, day, pathway=pathway, lookup=rulebook.credential)
            made.append((report, jurisdiction))
        elif not state:
            raise stop(
                f"the sources say nothing on how to get {credential.id}; `peercert show {credential.id}` says what is known."
            )
    return made


def _json(
    reports: "list[tuple[Report, Jurisdiction]]",
    places: "tuple[Jurisdiction, ...]",
    day: "date",
    federal: "list[tuple[Report, Jurisdiction]]",
    *,
    state: bool,
) -> str:
    import json

    from peercert.present.as_json import report_json

    made = [report_json(r, j) for r, j in reports]
    whole: object = (
        made[0] if not state else {"jurisdiction": places[0].jurisdiction, "as_of": day.isoformat(), "reports": made}
    )
    none = places[0].none_found
    if state and none is not None and isinstance(whole, dict):
        whole |= {"none_found": none.says, "instead": list(none.instead)}
    if federal and isinstance(whole, dict):
        whole |= {"medicaid": report_json(*federal[0])}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _name(places: "tuple[Jurisdiction, ...]") -> str:
    return places[0].name if len(places) == 1 else "National credentials"


def _overview(
    reports: "list[tuple[Report, Jurisdiction]]", places: "tuple[Jurisdiction, ...]", day: "date"
) -> list[str]:
    """What a state has: which credentials are checked, which are not and why."""
    name = _name(places)
    lines = []
    reports = [(r, j) for r, j in reports if r.credential.status != "standard"]
    if reports:
        lines.append(f"{name} has {len(reports)} {'credential' if len(reports) == 1 else 'credentials'} to check:")
        lines += [f"- {r.credential.id}: {r.credential.name}, by {r.credential.certifier.name}" for r, _ in reports]
    none = places[0].none_found
    if none is not None:
        lines.append(f"{name}: {none.says} (Searched on {none.searched}.)")
        if none.instead:
            lines.append(
                f"What people there can use instead: {', '.join(none.instead)}. `peercert check {none.instead[0]}` checks it."
            )
    checked = {r.credential.id for r, _ in reports}
    for credential in (c for j in places for c in j.credentials if c.id not in checked):
        status = credential.status_on(day)
        after = f"; replaced by {', '.join(credential.replaced_by)}" if credential.replaced_by else ""
        said = {
            "retired": "no longer issued",
            "planned": "not issued yet",
            "unclear": "not clear whether it is issued",
            "active": "nothing known on how to get it",
            "standard": "a standard to compare with, not issued",
        }
        lines.append(f"Not checked: {credential.id}, {credential.name} ({said[status]}{after}).")
    return lines or [f"{name}: nothing is known here."]
