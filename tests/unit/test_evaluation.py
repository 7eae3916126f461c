"""Totals, the nearest branch, dates in force, other pathways."""

from datetime import date
from typing import Any

from conftest import make_credential

from peercert.evaluation import Report, evaluate_all
from peercert.record import Record

DAY = date(2026, 11, 22)


def report(requirements: list[dict[str, Any]], record: dict[str, Any], day: date = DAY, **pathways: Any) -> Report:
    made = make_credential(requirements, **pathways)
    return evaluate_all(made, Record.parse(record), day)


def test_outcomes() -> None:
    age, letter, human = {"age": {"at_least": 18}}, {"document": {"name": "letter"}}, {"review": {"what": "admission"}}
    assert report([age], {"born": 1990}).outcome == "ready"
    assert report([age, letter], {"born": 1990}).outcome == "undetermined"
    assert report([age, letter], {"documents": []}).outcome == "not_ready"
    assert report([age, human], {"born": 1990}).outcome == "review"


def test_money_is_added_once_and_never_guessed() -> None:
    fees = [
        {"fee": {"for": "application", "usd": 60}},
        {"fee": {"for": "training", "usd": {"at_least": 200, "at_most": 300}}},
        {"fee": {"for": "exam", "usd": "not_published"}},
        {"fee": {"for": "card", "usd": 10}},
    ]
    totals = report(fees, {"paid": ["card"]}).totals
    assert (totals.fees_usd, totals.fees_usd_at_most, totals.fees_not_published) == (260, 360, ("exam",))
    silent = report(fees, {}).totals
    assert (silent.fees_usd, silent.fees_usd_at_most) == (0, 370)


def test_only_the_nearest_branch_counts_and_the_others_stay_visible() -> None:
    either = {
        "any_of": [
            {"id": "long", "work_experience": {"hours": 500}},
            {"id": "short", "work_experience": {"hours": 200}},
        ]
    }
    found = report([either], {"experience": [{"hours": 120}]})
    group = found.findings[0]
    assert group.best is not None
    assert group.findings[group.best].id == "short"
    assert len(group.findings) == 2
    assert found.totals.hours == {"work_experience": 80}


def test_a_branch_that_nothing_can_mend_comes_last() -> None:
    either = {"any_of": [{"lived_experience": {"as": "parent"}}, {"recovery_time": {"at_least": "2 years"}}]}
    found = report(
        [either], {"lived_experience": [{"as": "person", "of": "substance_use", "recovery_since": "2025-02-01"}]}
    )
    group = found.findings[0]
    assert group.best is not None
    assert group.findings[group.best].id == "recovery_time"
    assert found.totals.earliest == date(2027, 2, 1)


def test_a_rule_holds_on_both_its_ends() -> None:
    rules = [
        {"id": "fee", "fee": {"for": "application", "usd": 100}, "until": "2026-11-21"},
        {"id": "fee", "fee": {"for": "application", "usd": 120}, "from": "2026-11-22"},
    ]
    assert report(rules, {"paid": []}, date(2026, 11, 21)).totals.fees_usd == 100
    assert report(rules, {"paid": []}, date(2026, 11, 22)).totals.fees_usd == 120


def test_conditions_are_three_valued() -> None:
    rule = [{"fee": {"for": "late", "usd": 50}, "when": {"membership": {"of": "naadac"}}}]
    assert report(rule, {"paid": [], "memberships": []}).findings[0].verdict == "not_applicable"
    assert report(rule, {"paid": [], "memberships": ["NAADAC"]}).findings[0].verdict == "missing"
    open_ = report(rule, {"paid": []})
    assert open_.findings[0].verdict == "unknown"
    assert "memberships" in open_.findings[0].judgement.fields
    assert (open_.totals.fees_usd, open_.totals.fees_usd_at_most) == (0, 50)


def test_a_holder_is_shown_renewal_and_its_opening() -> None:
    renewal = {
        "cycle": {"every": "24 months", "opens": "90 days"},
        "requirements": [{"continuing_education": {"hours": 1}}],
    }
    held = {
        "credentials": [{"id": "xx", "issued": "2026-01-01"}],
        "continuing_education": [{"hours": 1, "completed": "2026-05-05"}],
    }
    found = report([{"age": {"at_least": 18}}], held, renewal=renewal)
    assert found.pathway.name == "renewal"
    assert found.period is not None
    assert str(found.period.end) == "2028-01-01"
    assert found.totals.earliest == date(2027, 10, 3)
    assert [a.pathway for a in found.alternatives] == ["initial"]


def test_what_may_not_be_asked_is_not_surely_to_pay() -> None:
    """A group that is asked only of veterans, of somebody who does not say: at most, not for sure."""
    veteran = {"statement": {"that": "veteran", "text": "You are a veteran"}}
    group = {"all_of": [{"fee": {"for": "application", "usd": 50}}, {"training": {"hours": 8}}], "when": veteran}
    totals = report([group], {"paid": [], "training": []}).totals
    assert (totals.fees_usd, totals.fees_usd_at_most, totals.hours) == (0, 50, {})


def test_a_neighbour_is_looked_at_in_the_version_of_the_day() -> None:
    """Supervision is asked by the hours of work needed: 100 until 2026, 200 from 2027 on."""
    rules = [
        {"work_experience": {"hours": 100}, "id": "work", "until": "2026-12-31"},
        {"work_experience": {"hours": 200}, "id": "work", "from": "2027-01-01"},
        {"supervision": {"hours": 1, "for_each": 25, "of": "work"}},
    ]
    for day, need in ((date(2026, 11, 22), 4), (date(2027, 1, 1), 8)):
        assert report(rules, {"experience": [], "supervision": []}, day).findings[-1].judgement.need == need
