"""Laws of plans over the whole rule book and the bundled records."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_laws import records

from peercert.evaluation import Report, evaluate
from peercert.model import Credential
from peercert.plan import Plan, make_plan
from peercert.plan.deadlines import find_deadlines
from peercert.plan.ways import compare_ways
from peercert.present.calendar import calendar
from peercert.present.markdown import markdown
from peercert.present.plan_calendar import plan_events
from peercert.present.plan_json import plan_json
from peercert.present.plan_page import plan_page
from peercert.present.terminal import page_lines
from peercert.record import Record
from peercert.recordfile import load_record
from peercert.rulebook import Rulebook
from peercert.verdicts import MET, NOT_APPLICABLE

DAY = date(2026, 11, 22)
RULES = Rulebook()
WAYS = [(c, name) for c in RULES.credentials() for name in c.pathways]
RECORDS = {
    n: load_record(ROOT / "examples" / f"{n}.yaml", today=DAY) for n in ("newcomer", "nearly-ready", "near-renewal")
}
RECORDS["silent"] = Record()
HOURS = (None, 7.5)


def plans(record: Record) -> list[tuple[Plan, Record]]:
    made = []
    for credential, name in WAYS:
        report = evaluate(credential.pathways[name], record, DAY, credential=credential, lookup=RULES.credential)
        made += [(make_plan(report, hours), record) for hours in HOURS]
    return made


def name_of(plan: Plan) -> str:
    return f"{plan.report.credential.id} {plan.report.pathway.name} at {plan.hours_per_week}"


def counted(report: Report) -> list[int]:
    open_ = [f for f in report.findings if f.verdict not in (MET, NOT_APPLICABLE)]
    return [id(x) for f in open_ for x in f.counted() if x.verdict not in (MET, NOT_APPLICABLE)]


@pytest.fixture(params=sorted(RECORDS), name="made")
def _made(request: pytest.FixtureRequest) -> list[tuple[Plan, Record]]:
    return plans(RECORDS[request.param])


def test_everything_that_is_open_is_in_exactly_one_step(made: list[tuple[Plan, Record]]) -> None:
    for plan, _ in made:
        planned = [id(leaf) for step in plan.steps for leaf in step.leaves]
        assert sorted(planned) == sorted(counted(plan.report)), name_of(plan)


def test_ids_of_steps_differ(made: list[tuple[Plan, Record]]) -> None:
    for plan, _ in made:
        names = [s.id for s in plan.steps]
        assert len(set(names)) == len(names), name_of(plan)


def test_no_step_starts_before_what_it_waits_for_is_done_and_none_waits_in_a_circle(
    made: list[tuple[Plan, Record]],
) -> None:
    for plan, _ in made:
        seen: set[str] = set()
        for step in plan.to_do:
            assert step.starts is not None, name_of(plan)
            assert step.ends is not None, name_of(plan)
            assert DAY <= step.starts <= step.ends, (name_of(plan), step.id)
            assert seen.issuperset(step.waits_for), (name_of(plan), step.id)
            assert all((plan.step(w).ends or DAY) <= step.starts for w in step.waits_for), (name_of(plan), step.id)
            seen.add(step.id)


def test_hours_share_the_week(made: list[tuple[Plan, Record]]) -> None:
    for plan, _ in made:
        if plan.hours_per_week:
            own = sorted((s.starts, s.ends) for s in plan.to_do if s.hours and not s.beside)
            assert all(a[1] <= b[0] for a, b in pairwise(own)), name_of(plan)


def test_steps_add_up_to_the_totals_of_the_report(made: list[tuple[Plan, Record]]) -> None:
    for plan, _ in made:
        totals = plan.report.totals
        assert sum(s.fees_usd for s in plan.steps) == pytest.approx(totals.fees_usd), name_of(plan)
        assert sum(s.fees_usd_at_most for s in plan.steps) == pytest.approx(totals.fees_usd_at_most), name_of(plan)
        assert {f for s in plan.steps for f in s.not_published} == set(totals.fees_not_published), name_of(plan)
        hours = sum(s.hours for s in plan.steps if s.verdict == "missing" and not s.inside)
        assert hours == pytest.approx(sum(totals.hours.values())), name_of(plan)


def test_the_end_is_no_earlier_than_time_alone_allows(made: list[tuple[Plan, Record]]) -> None:
    for plan, _ in made:
        if plan.ends is None:
            assert plan.report.totals.earliest is None or plan.closed, name_of(plan)
        else:
            assert plan.report.totals.earliest is not None, name_of(plan)
            assert plan.ends >= plan.report.totals.earliest, name_of(plan)
            assert plan.ends == max((s.ends for s in plan.steps if s.ends), default=DAY), name_of(plan)


def test_the_chain_that_decides_leads_to_the_end(made: list[tuple[Plan, Record]]) -> None:
    for plan, _ in made:
        chain = [plan.step(n) for n in plan.critical_path]
        assert all((a.ends or DAY) <= (b.starts or DAY) for a, b in pairwise(chain)), name_of(plan)
        if plan.ends is not None and plan.ends > DAY:
            assert chain[-1].ends == plan.ends, name_of(plan)
            assert chain[0].starts == DAY or chain[0].waiting, name_of(plan)
        else:
            assert not chain, name_of(plan)


def test_every_plan_can_be_said_in_every_form(made: list[tuple[Plan, Record]]) -> None:
    for plan, record in made:
        choice = compare_ways(plan, record, RULES.credential)
        deadlines = find_deadlines(plan, record, RULES.credential)
        page = plan_page(plan, RULES.of_credential(plan.report.credential), choice, deadlines)
        assert len(page_lines(page)) > 4, name_of(plan)
        assert markdown(page).count("- [ ] ") == (0 if plan.closed else len(plan.to_do) + len(plan.ask_first))
        assert len(plan_json(plan, choice, deadlines)["steps"]) == len(plan.steps)
        events = plan_events(plan, deadlines)
        assert len({e.id for e in events}) == len(events), name_of(plan)
        if events:
            assert calendar(events, DAY).count(b"BEGIN:VEVENT") == len(events)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=records, way=st.sampled_from(WAYS), hours=st.sampled_from([None, 0.5, 10, 168]))
def test_any_record_can_be_planned(record: dict[str, Any], way: tuple[Credential, str], hours: float | None) -> None:
    credential, name = way
    person = Record.parse(record)
    report = evaluate(credential.pathways[name], person, DAY, credential=credential, lookup=RULES.credential)
    made = [(make_plan(report, hours), person)]
    test_everything_that_is_open_is_in_exactly_one_step(made)
    test_no_step_starts_before_what_it_waits_for_is_done_and_none_waits_in_a_circle(made)
    test_steps_add_up_to_the_totals_of_the_report(made)
    test_the_end_is_no_earlier_than_time_alone_allows(made)
    test_the_chain_that_decides_leads_to_the_end(made)
    test_every_plan_can_be_said_in_every_form(made)
