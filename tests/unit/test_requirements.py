"""Edges of single kinds, each with the sentence that a person reads."""

from datetime import date
from typing import Any

import pytest
from conftest import make_credential

from peercert.evaluation import evaluate
from peercert.judging.requirement import Requirement
from peercert.model import Pathway
from peercert.record import Record
from peercert.shapes import ShapeError
from peercert.verdicts import Finding
from peercert.words import say

DAY = date(2026, 11, 22)


def judge(
    requirement: dict[str, Any], record: dict[str, Any], day: date = DAY, cycle: dict[str, Any] | None = None
) -> Finding:
    made = make_credential([requirement], **({"cycle": cycle} if cycle else {}))
    way: Pathway = next(iter(made.pathways.values()))
    return evaluate(way, Record.parse(record), day, credential=made).findings[0]


@pytest.mark.parametrize(
    ("born", "day", "verdict", "reason"),
    [
        ("2008-11-22", DAY, "met", "You are 18."),  # a birthday today
        ("2008-11-23", DAY, "missing", "You are 17."),
        ("2008-02-29", date(2026, 2, 28), "missing", "You are 17."),  # a leap day's child, the day before 1 March
        ("2008-02-29", date(2026, 3, 1), "met", "You are 18."),
        ("2008-11", DAY, "unknown", "The exact day of birth decides."),
        ("2008", DAY, "unknown", "The exact day of birth decides."),
        ("2007", DAY, "met", "You are 18 or 19."),
    ],
)
def test_age(born: str, day: date, verdict: str, reason: str) -> None:
    found = judge({"age": {"at_least": 18}}, {"born": born}, day)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_age_can_be_waited_for() -> None:
    found = judge({"age": {"at_least": 18}}, {"born": "2010-02-29".replace("29", "28")})
    assert found.judgement.earliest == date(2028, 2, 28)
    assert found.next == "Wait until February 28, 2028."


def test_recovery_since_exactly_the_time_asked() -> None:
    rule = {"recovery_time": {"at_least": "2 years"}}
    lived = {"as": "person", "of": "substance_use"}
    assert judge(rule, {"lived_experience": [lived | {"recovery_since": "2024-11-22"}]}).verdict == "met"
    short = judge(rule, {"lived_experience": [lived | {"recovery_since": "2024-11-23"}]})
    assert (short.verdict, short.judgement.gap, short.reason) == (
        "missing",
        1,
        "In recovery since November 23, 2024; the rest is still to come.",
    )
    assert judge(rule, {"lived_experience": [lived | {"recovery_since": "2024-11"}]}).verdict == "unknown"
    assert judge(rule, {"lived_experience": []}).verdict == "missing"


def test_an_expiry_today_is_still_valid() -> None:
    rule = {"credential_held": {"any": "nc-cpss"}}
    assert judge(rule, {"credentials": [{"id": "nc-cpss", "expires": "2026-11-22"}]}).verdict == "met"
    assert judge(rule, {"credentials": [{"id": "nc-cpss", "expires": "2026-11-21"}]}).verdict == "missing"
    assert judge(rule, {"credentials": [{"id": "nc-cpss"}]}).verdict == "unknown"
    assert judge(rule, {"credentials": []}).verdict == "missing"


def test_a_straddling_entry_leaves_the_sum_open_only_where_it_decides() -> None:
    rule = {"work_experience": {"hours": 100, "within": "1 year"}}
    across = {"from": "2025-09-01", "to": "2026-02-01", "hours": 60}
    found = judge(rule, {"experience": [across, {"from": "2026-03-01", "to": "2026-06-01", "hours": 50}]})
    assert (found.verdict, found.judgement.have, found.judgement.have_at_most) == ("unknown", 50, 110)
    assert found.judgement.fields == ("experience[0].from",) or found.judgement.fields == ("experience[0].to",)
    assert (
        judge(rule, {"experience": [across, {"from": "2026-03-01", "to": "2026-06-01", "hours": 100}]}).verdict == "met"
    )
    assert (
        judge(rule, {"experience": [across, {"from": "2026-03-01", "to": "2026-06-01", "hours": 30}]}).verdict
        == "missing"
    )


def test_hours_without_a_number_are_not_counted_and_not_denied() -> None:
    found = judge({"training": {"hours": 40}}, {"training": [{"title": "Peer course"}]})
    assert (found.verdict, found.judgement.fields) == ("unknown", ("training[0].hours",))
    assert found.reason == "Your record does not say how many hours all of it has; 40 hours needed."


def test_topics_that_are_kindred_may_count() -> None:
    rule = {"continuing_education": {"hours": 10, "parts": {"law_and_ethics": 2}, "within": "1 year"}}
    entry = {"hours": 10, "completed": "2026-05-05"}
    assert (
        judge(rule, {"continuing_education": [entry | {"topics": {"law_and_ethics": 2, "other": 8}}]}).verdict == "met"
    )
    assert judge(rule, {"continuing_education": [entry | {"topics": {"ethics": 2, "other": 8}}]}).verdict == "unknown"
    assert judge(rule, {"continuing_education": [entry | {"topics": {"other": 10}}]}).verdict == "missing"


def test_late_hours_are_for_the_certifier_where_the_rule_is_silent() -> None:
    held = {"credentials": [{"id": "xx", "issued": "2024-10-01", "expires": "2026-10-01"}]}
    late = held | {"continuing_education": [{"hours": 20, "completed": "2026-10-15"}]}
    rule: dict[str, Any] = {"continuing_education": {"hours": 20}}
    assert judge(rule, late, cycle={"every": "24 months"}).verdict == "review"
    rule["continuing_education"]["by_end"] = True
    assert judge(rule, late, cycle={"every": "24 months"}).verdict == "missing"
    rule["continuing_education"]["by_end"] = False
    assert judge(rule, late, cycle={"every": "24 months"}).verdict == "met"


def test_a_long_clock_is_not_due_before_it_has_run_once() -> None:
    rule = {"continuing_education": {"hours": 3, "topic": "suicide_prevention", "every": "6 years"}}
    held = {"credentials": [{"id": "xx", "issued": "2025-12-01", "expires": "2027-12-01"}], "continuing_education": []}
    found = judge(rule, held, cycle={"every": "24 months"})
    assert (found.verdict, found.reason) == ("not_applicable", "Not due before December 1, 2031.")


def test_references_need_distinct_writers() -> None:
    rule = {"references": {"count": 3, "of_which": {"professional": 1, "supervisor": 1, "personal": 1}}}
    one_too_few = judge(rule, {"references": [{"kind": "supervisor"}, {"kind": "friend"}, {"kind": "friend"}]})
    assert (one_too_few.verdict, one_too_few.judgement.gap) == ("missing", 1)
    assert (
        judge(rule, {"references": [{"kind": "supervisor"}, {"kind": "colleague"}, {"kind": "friend"}]}).verdict
        == "met"
    )
    assert judge(rule, {"references": [{"kind": "supervisor"}, {}, {"kind": "friend"}]}).verdict == "unknown"


def test_exam_tries_are_counted_and_waits_dated() -> None:
    rule = {"exam": {"name": "State exam", "wait": "90 days", "attempts": {"at_most": 3, "then": "retrain"}}}
    failed = [{"name": "state-exam", "passed": False, "taken": "2026-10-01"}]
    found = judge(rule, {"exams": failed})
    assert (found.reason, found.next) == ("Not passed yet; 2 tries left.", "Try again from December 30, 2026.")
    assert judge(rule, {"exams": failed * 3}).next == "Repeat the training, then try again."
    assert judge(rule, {"exams": [{"name": "Another exam", "passed": True}]}).verdict == "unknown"


def test_two_exams_of_one_pathway_do_not_stand_for_each_other() -> None:
    made = make_credential([{"exam": {"name": "oral"}, "id": "oral"}, {"exam": {"name": "written"}, "id": "written"}])
    report = evaluate(
        made.pathways["initial"], Record.parse({"exams": [{"name": "Oral", "passed": True}]}), DAY, credential=made
    )
    assert {f.id: f.verdict.value for f in report.findings} == {"oral": "met", "written": "missing"}


@pytest.mark.parametrize(
    ("requirement", "says"),
    [
        ({"age": {}}, "needs at_least or at_most, in years"),
        ({"training": {"hours": 40, "days": 5}}, "counts in hours and in days; write two requirements"),
        ({"training": {"parts": {"ethics": 6}}}, "parts and caps need a total, such as hours"),
        ({"recovery_time": {}}, "needs at_least (a length) or quality (words), not both"),
        ({"fee": {"for": "exam", "usd": {"at_least": 9, "at_most": 3}}}, "at most 3 is less than at least 9"),
        ({"references": {"count": 1, "of_which": {"supervisor": 2}}}, "adds up to more than the 1 references"),
        ({"any_of": []}, "the list is empty; name at least one requirement"),
        ({"at_least": {"count": 3, "of": [{"age": {"at_least": 18}}]}}, "asks for 3 of only 1"),
        (
            {"age": {"at_least": 18}, "from": "2026-01-01", "until": "2025-01-01"},
            "in force until 2025-01-01, before it starts on 2026-01-01",
        ),
        ({"age": {"at_least": 18}, "fee": {"for": "exam", "usd": 1}}, "exactly one kind"),
    ],
)
def test_laws_between_keys(requirement: dict[str, Any], says: str) -> None:
    with pytest.raises(ShapeError) as error:
        judge(requirement, {})
    assert says in error.value.says


def test_what_comes_before_a_group_is_measured_by_the_day_the_group_was_met() -> None:
    course = [
        {"id": "one", "training": {"courses": 1, "course": "one"}},
        {"id": "two", "training": {"courses": 1, "course": "two"}},
    ]
    made = make_credential([{"any_of": course, "id": "course"}, {"work_experience": {"hours": 10, "before": "course"}}])
    record = {
        "training": [{"course": "two", "completed": "2026-05-01"}],
        "experience": [{"hours": 10, "from": "2026-06-01", "to": "2026-06-30"}],
    }
    report = evaluate(made.pathways["initial"], Record.parse(record), DAY, credential=made)
    assert {f.id: f.verdict.value for f in report.findings} == {"course": "met", "work_experience": "missing"}


def test_a_gap_that_the_record_leaves_open_is_said_as_a_span() -> None:
    rule = {"training": {"hours": 46, "parts": {"advocacy": 10, "ethics": 16}}}
    found = judge(rule, {"training": [{"hours": 40, "topics": {"ethics": 6}}]})
    assert (found.verdict, found.judgement.gap, found.judgement.gap_at_least) == ("missing", 20, 10)
    assert (
        found.reason
        == "You have 40 of 46 hours. As far as your record says, still short: on advocacy 0 of 10 hours and on ethics 6 of 16 hours."
    )
    assert found.next is not None
    assert found.next.startswith(
        "Do 10 to 20 hours more, with 10 hours on advocacy and 10 hours on ethics; say in your record"
    )


def asked(requirement: dict[str, Any]) -> str:
    return say(Requirement.parse(requirement).rule.need())


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, "46 hours of training"),
        ({"format": "in_person"}, "46 hours of training in person"),
        ({"format": "live_online"}, "46 hours of training, live online"),
        ({"except": "college"}, "46 hours of training, not college"),
        ({"within": "1 year"}, "46 hours of training within the last year"),
        ({"parts": {"ethics": 16}}, "46 hours of training, 16 of them on ethics"),
        (
            {"within": "10 years", "parts": {"ethics": {"at_least": 8, "at_most": 16}}, "counts_inside": True},
            "46 hours of training, within the last 10 years; at least 8 and at most 16 on ethics; "
            "inside other hours asked here, not on top",
        ),
        (
            {"at_most": [{"share": 50, "format": "self_paced"}, {"hours": 10, "as": "teaching"}]},
            "46 hours of training, at most 50 percent self paced; at most 10 teaching",
        ),
        (
            {"less": [{"by": 10, "when": {"education": {"at_least": "bachelor"}}}]},
            "46 hours of training, 10 less with at least a bachelor's degree",
        ),
    ],
)
def test_what_a_sum_asks_in_words(rule: dict[str, Any], words: str) -> None:
    assert asked({"training": {"hours": 46} | rule}) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"attempts": {"at_most": 1}}, "passing the exam, in at most 1 try"),
        ({"attempts": {"at_most": 3, "within": "1 year"}}, "passing the exam, in at most 3 tries within 1 year"),
        (
            {"attempts": {"within": "6 months", "from": "application"}},
            "passing the exam, within 6 months from the application",
        ),
        ({"attempts": {"then": "retrain"}}, "passing the exam"),
        ({"name": "CPSS final exam", "after": "training"}, "passing the CPSS final exam, after the training"),
        ({"name": "IC&RC PR", "score": 500, "unit": "points"}, "passing the IC&RC PR exam with 500 points"),
    ],
)
def test_what_an_exam_asks_in_words(rule: dict[str, Any], words: str) -> None:
    assert asked({"exam": rule}) == words


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("training program", "an interview with the training program"),
        ("the trainers", "an interview with the trainers"),
        ("Kiva Centers", "an interview with Kiva Centers"),
    ],
)
def test_who_holds_an_interview(by: str, words: str) -> None:
    assert asked({"interview": {"by": by}}) == words


def test_a_fee_for_some_people_in_words() -> None:
    rates = [
        {"usd": 25, "when": {"statement": {"that": "veteran", "text": "You are a veteran"}}},
        {"usd": 50, "when": {"membership": {"of": "naadac"}}},
    ]
    fee = Requirement.parse({"fee": {"for": "exam", "usd": 75, "rates": rates, "includes": ["certificate"]}}).rule
    rest = "; $25 if you are a veteran; $50 with membership of NAADAC (certificate included)"
    assert (say(fee.need()), say(fee.heading())) == (f"$75 for exam{rest}", f"Fee for exam: $75{rest}")


def test_a_further_try_has_its_price() -> None:
    rule = {"exam": {"retake_usd": 150, "attempts": {"at_most": 2}}}
    once = {"taken": "2026-01-10", "passed": False}
    found = judge(rule, {"exams": [once]})
    assert (found.reason, found.next) == (
        "Not passed yet; 1 try left.",
        "Take the exam again; each further try costs $150.",
    )
    assert judge(rule, {"exams": []}).next == "Take the exam; ask the certifier for dates."
    assert judge(rule, {"exams": [once, once]}).reason == "All 2 tries are used up."
    assert judge({"exam": {"attempts": {"at_most": 1}}}, {"exams": [once]}).reason == "The one try is used up."


@pytest.mark.parametrize(
    ("entry", "least", "most"),
    [
        ({"hours": 70}, 4, 70),  # all of it may be on the topic of which only 4 count, or on none with a ceiling
        ({"hours": 70, "topics": {"mentoring": 20, "ethics": 10}}, 4 + 10 + 10, 4 + 10 + 40),  # 40 are on anything
        ({"hours": 70, "topics": {"mentoring": 30, "advocacy": 20, "ethics": 20}}, 4 + 10 + 20, 4 + 10 + 20),
    ],
)
def test_hours_without_a_topic_harm_once(entry: dict[str, Any], least: float, most: float) -> None:
    """Ceilings: mentoring 4, advocacy 10. An hour whose topic is not said is above one ceiling only."""
    parts = {"mentoring": {"at_most": 4}, "advocacy": {"at_most": 10}}
    made = make_credential([{"training": {"hours": 60, "parts": parts}}])
    found = evaluate(
        made.pathways["initial"], Record.parse({"training": [entry]}), date(2026, 11, 22), credential=made
    ).findings[0]
    assert found.judgement.have == least
    assert (found.judgement.have_at_most or found.judgement.have) == most
