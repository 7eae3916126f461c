"""`peercert check`: what is still missing, says who, what next, what does it cost."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.asking import interviewed
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
    none_issued,
    parse_day,
    stop,
)
from peercert.words import N_, tell, tell_many

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
            help=tell("Which way: initial, renewal, reciprocity, ..."),
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    ask: Annotated[
        bool | None,
        typer.Option(
            "--ask/--no-ask",
            help=tell("Ask for what is not in your record; without a record that is what it does."),
            show_default=False,
        ),
    ] = None,
    medicaid: Annotated[
        bool, typer.Option("--medicaid", help=tell("Also hold it against the federal conditions for Medicaid."))
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help=tell("Unfold what is done and what is not asked of you."))
    ] = False,
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Hold your record against the rules: what is missing, says who, what next, what does it cost."""
    from peercert.present.formats import put_json, show
    from peercert.rulebook import open_rulebook

    day = parse_day(as_of)
    form = format_for(format_, output, record=record)
    rulebook = open_rulebook(rules)
    credential, places = find(rulebook, wanted)
    if credential is not None:
        chosen = [(credential, places[0])]
    else:
        chosen = [(c, j) for j in places for c in j.credentials if c.status_on(day) == "active"]
    answers = None
    if ask or (record is None and ask is None):
        answers = interviewed(chosen, pathway, day, rulebook, record)
    person = load_person(record, day) if answers is None else answers.record
    chosen = chosen if answers is None else answers.chosen
    reports = _reports(chosen, person, day, pathway, rulebook, state=credential is None)
    federal = _federal(person, day, rulebook) if medicaid else []
    if form == "json":
        data = _json(reports, places, day, federal, state=credential is None)
        put_json(data, output, force=force, private=True)
    else:
        from peercert.present.page import report_page

        heading = _overview([*reports, *federal], places, day) if credential is None else []
        pages = [report_page(r, j, all_=all_) for r, j in [*reports, *federal]]
        show(pages, form, heading, title=_name(places), output=output, force=force, private=True)
    if answers is not None:
        answers.offer_to_save()
    if any(r.outcome in ("not_ready", "undetermined") for r, _ in [*reports, *federal]) or not reports:
        raise typer.Exit(1)


def _federal(person: "Record", day: "date", rulebook: "Rulebook") -> "list[tuple[Report, Jurisdiction]]":
    """The federal conditions for peer support under Medicaid, held against the same record."""
    credential = rulebook.credential("us-cms-medicaid")
    if credential is None:
        raise stop(tell("this rule book has no us-cms-medicaid, which holds the federal conditions."))
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
        if not ways:
            raise stop(tell("there is no pathway called {pathway} here, nor any other.", pathway=pathway))
        raise stop(
            tell("there is no pathway called {pathway} here; there are {ways}.", pathway=pathway, ways=", ".join(ways))
        )
    made = []
    for credential, jurisdiction in chosen:
        if (pathway is None or pathway in credential.pathways) and credential.pathways:
            report = evaluate_all(credential, person, day, pathway=pathway, lookup=rulebook.credential)
            made.append((report, jurisdiction))
        elif not state:
            raise stop(
                tell(
                    "the sources say nothing on how to get {credential}; `peercert show {credential}` says what is known.",
                    credential=credential.id,
                )
            )
    return made


def _json(
    reports: "list[tuple[Report, Jurisdiction]]",
    places: "tuple[Jurisdiction, ...]",
    day: "date",
    federal: "list[tuple[Report, Jurisdiction]]",
    *,
    state: bool,
) -> object:
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
    return whole


def _name(places: "tuple[Jurisdiction, ...]") -> str:
    return places[0].name if len(places) == 1 else tell("National credentials")


def _overview(
    reports: "list[tuple[Report, Jurisdiction]]", places: "tuple[Jurisdiction, ...]", day: "date"
) -> list[str]:
    """What a state has: which credentials are checked, which are not and why."""
    name = _name(places)
    reports = [(r, j) for r, j in reports if r.credential.status != "standard"]
    lines = []
    if reports:
        lines.append(
            tell_many("{place} has {count} credential to check:", "{place} has {count} credentials to check:", len(reports), place=name)
        )  # fmt: skip
        lines += [
            tell("- {id}: {name}, by {certifier}", id=r.credential.id, name=r.credential.name, certifier=r.credential.certifier.name)
            for r, _ in reports
        ]  # fmt: skip
    none = places[0].none_found
    if none is not None:
        first, *rest = none_issued(none)
        lines += [f"{name}: {first}", *rest]
    checked = {r.credential.id for r, _ in reports}
    for credential in (c for j in places for c in j.credentials if c.id not in checked):
        why = tell(_NOT_CHECKED[credential.status_on(day)])
        if credential.replaced_by:
            why = tell("{why}; replaced by {credentials}", why=why, credentials=", ".join(credential.replaced_by))
        lines.append(tell("Not checked: {id}, {name} ({why}).", id=credential.id, name=credential.name, why=why))
    return lines or [tell("{place}: nothing is known here.", place=name)]


_NOT_CHECKED = N_(
    {
        "retired": "no longer issued",
        "planned": "not issued yet",
        "unclear": "not clear whether it is issued",
        "active": "nothing known on how to get it",
        "standard": "a standard to compare with, not issued",
    }
)
