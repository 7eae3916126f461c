"""`peercert plan`: what is still open as steps in order, with what they cost and when they can be done."""

import os
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import (
    AsOf,
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
from peercert.words import tell, tell_many

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from peercert.evaluation import Report
    from peercert.model import Credential, Jurisdiction
    from peercert.plan import Plan
    from peercert.plan.deadlines import Deadline
    from peercert.record import Record
    from peercert.rulebook import Rulebook

HOURS_A_WEEK = 168


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
    hours_per_week: Annotated[
        float | None,
        typer.Option(
            "--hours-per-week",
            metavar="N",
            help=tell("How many hours a week you have for it; turns hours into dates."),
            show_default=False,
        ),
    ] = None,
    ics: Annotated[
        str | None,
        typer.Option(
            "--ics",
            metavar="FILE",
            help=tell("Also write its days to a calendar file, with reminders."),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"],
        typer.Option("--format", "-f", help=tell("How to print it; markdown is a checklist for paper.")),
    ] = "table",
    output: OutputFile = None,
    force: Annotated[
        bool, typer.Option("--force", help=tell("Let --output and --ics replace files that are there already."))
    ] = False,
    rules: Rules = None,
) -> None:
    """Plan your way: the steps still to take in order, what they cost, what waits for what, and when it can be done."""
    from peercert.plan import make_plan
    from peercert.plan.deadlines import find_deadlines
    from peercert.plan.ways import compare_ways
    from peercert.present.formats import put_json, show
    from peercert.rulebook import open_rulebook

    if hours_per_week is not None and not 0 < hours_per_week <= HOURS_A_WEEK:
        raise stop(
            tell("--hours-per-week: {number} does not fit in a week; give a number such as 5 or 10.", number=hours_per_week)
        )  # fmt: skip
    for option, file in (("--record", record), ("--output", output)):
        if ics is not None and file is not None and os.path.realpath(ics) == os.path.realpath(file):
            raise stop(tell("{file} is named for {option} already; name another file for --ics.", file=ics, option=option))  # fmt: skip
    day = parse_day(as_of)
    form = format_for(format_, output, record=record)
    rulebook = open_rulebook(rules)
    credential, places = find(rulebook, wanted)
    person = load_person(record, day)
    if credential is not None:
        report = _report(credential, person, day, pathway, rulebook)
        place = places[0]
        heading: list[str] = []
    else:
        report, place, heading = _nearest(places, person, day, pathway, rulebook)
    plan = make_plan(report, hours_per_week)
    choice = compare_ways(plan, person, rulebook.credential)
    deadlines = find_deadlines(plan, person, rulebook.credential)
    if ics is not None:
        _write_calendar(ics, plan, deadlines, force=force)
    if form == "json":
        from peercert.present.plan_json import plan_json

        put_json(plan_json(plan, choice, deadlines), output, force=force, private=True)
    else:
        from peercert.present.plan_page import plan_page

        page = plan_page(plan, place, choice, deadlines)
        show([page], form, heading, title=page.title, output=output, force=force, private=True)


def _report(
    credential: "Credential", person: "Record", day: "date", pathway: str | None, rulebook: "Rulebook"
) -> "Report":
    """The report that a plan is made of. Raises typer.Exit(2) where there is no such way, or none is known."""
    from peercert.evaluation import evaluate_all

    if not credential.pathways:
        raise stop(
            tell(
                "the sources say nothing on how to get {credential}; `peercert show {credential}` says what is known.",
                credential=credential.id,
            )
        )
    if pathway is not None and pathway not in credential.pathways:
        raise _no_such_way(pathway, credential.pathways)
    return evaluate_all(credential, person, day, pathway=pathway, lookup=rulebook.credential)


def _no_such_way(pathway: str, ways: "Iterable[str]") -> typer.Exit:
    names = sorted(set(ways))
    return stop(
        tell_many(
            "there is no pathway called {pathway} here; there is {ways}.",
            "there is no pathway called {pathway} here; there are {ways}.",
            len(names),
            pathway=pathway,
            ways=", ".join(names) or tell("none"),
        )
    )


def _nearest(
    places: "tuple[Jurisdiction, ...]", person: "Record", day: "date", pathway: str | None, rulebook: "Rulebook"
) -> "tuple[Report, Jurisdiction, list[str]]":
    """Of a state: the credential that is nearest to ready, with a word on why, and how to plan the others."""
    from peercert.plan.ways import nearness

    name = places[0].name if len(places) == 1 else tell("National credentials")
    active = [(c, j) for j in places for c in j.credentials if c.status_on(day) == "active" and c.pathways]
    chosen = [(c, j) for c, j in active if pathway is None or pathway in c.pathways]
    if active and not chosen:
        raise _no_such_way(str(pathway), (name for c, _ in active for name in c.pathways))
    found = [(_report(c, person, day, pathway, rulebook), j) for c, j in chosen]
    if not found:
        none = places[0].none_found
        said = none_issued(none) if none is not None else []
        if none is not None and none.instead:
            said = [*said[:-1], tell("`{command}` plans it.", command=f"peercert plan {none.instead[0]}")]
        raise stop(" ".join([tell("{place} has nothing to plan for.", place=name), *said]))
    report, place = min(found, key=lambda r: nearness(r[0]))
    others = [r.credential.id for r, _ in found if r is not report]
    if not others:
        return report, place, []
    why = tell(
        "This is the plan for {credential}, for which you have the least left to do (hours first, then waiting time and money).",
        credential=report.credential.id,
    )
    many = tell_many("{place}: {count} credential.", "{place}: {count} credentials.", len(found), place=name)
    more = tell("Plan another: {commands}.", commands=", ".join(f"peercert plan {other}" for other in others))
    return report, place, [f"{many} {why}", more]


def _write_calendar(path: str, plan: "Plan", deadlines: "tuple[Deadline, ...]", *, force: bool) -> None:
    """Write the days of a plan to a calendar file; a word on stderr where there are none, or where it went."""
    import sys

    from peercert.present.plan_calendar import plan_events

    events = plan_events(plan, deadlines)
    if not events:
        says = tell("nothing in this plan has a day yet, so no calendar file was written.")
        if plan.hours_per_week is None and plan.hours:
            says += " " + tell("With --hours-per-week the hours get days.")
        print(f"peercert: {says}", file=sys.stderr)
        return
    from peercert.present.calendar import calendar
    from peercert.writing import write_file

    write_file(path, calendar(events, plan.report.as_of), over=force, private=True)
    from peercert.present.terminal import inert

    says = tell_many("{count} day written to {file}.", "{count} days written to {file}.", len(events), file=path)
    print(f"peercert: {inert(says)}", file=sys.stderr)
