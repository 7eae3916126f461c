"""Plans: order, waiting, side by side, hours a week, what decides the date, money, other ways, last days."""

from datetime import date
from typing import Any

import pytest
from conftest import make_credential

from peercert.evaluation import evaluate
from peercert.model import Credential
from peercert.plan import Plan, Step, make_plan
from peercert.plan.deadlines import find_deadlines
from peercert.plan.stages import stage_order
from peercert.plan.ways import compare_ways, nearness
from peercert.record import Record
from peercert.words import say

DAY = date(2026, 11, 22)
Rules = list[dict[str, Any]]

APPLICATION = {"stage": "application", "application": {}}
TRAINING = {"stage": "training", "training": {"hours": 40}}
WORK = {"stage": "before_application", "work_experience": {"hours": 100}}
EXAM = {"stage": "exam", "exam": {"name": "Board exam"}}
RECOVERY = {"stage": "before_application", "recovery_time": {"at_least": "1 year"}}
NOTHING = {
    "training": [], "exams": [], "experience": [], "milestones": {}, "paid": [], "agreements": [], "documents": [],
    "lived_experience": [{"as": "person", "of": "substance_use", "recovery_since": "2026-06-01"}],
}  # fmt: skip
"""Someone who has done nothing so far, in recovery since June 1, 2026."""


def plan(rules: Rules, record: dict[str, Any] | None = None, hours: float | None = None, **keys: Any) -> Plan:
    made = make_credential(rules, **keys)
    return plan_of(made, NOTHING if record is None else record, hours)


def plan_of(credential: Credential, record: dict[str, Any], hours: float | None = None, way: str = "") -> Plan:
    pathway = credential.pathways[way] if way else next(iter(credential.pathways.values()))
    return make_plan(evaluate(pathway, Record.parse(record), DAY, credential=credential), hours)


def ids(found: Plan) -> list[str]:
    return [s.id for s in found.steps]


def days(found: Plan, name: str) -> tuple[date | None, date | None]:
    step: Step = found.step(name)
    return step.starts, step.ends


def test_stages_are_taken_in_the_order_in_which_the_rules_list_them() -> None:
    usual = plan([TRAINING, APPLICATION, EXAM])
    assert ids(usual) == ["training", "application", "exam"]
    apply_first = plan([APPLICATION, TRAINING, EXAM])
    assert ids(apply_first) == ["application", "training", "exam"]
    assert apply_first.step("training").waits_for == ("application",)
    assert apply_first.step("exam").waits_for == ("training",)


def test_a_stage_stands_where_its_own_step_is_listed() -> None:
    diploma = {"stage": "application", "document": {"name": "diploma"}}
    assert ids(plan([diploma, TRAINING, APPLICATION])) == ["training", "document-diploma", "application"]


def test_what_only_prepares_for_a_stage_runs_side_by_side_with_the_stages_before() -> None:
    found = plan([TRAINING, WORK, APPLICATION])
    assert found.step("work_experience").waits_for == ()
    assert found.step("application").waits_for == ("training", "work_experience")


def test_the_application_is_sent_when_the_rest_of_its_stage_is_ready() -> None:
    signed = {"stage": "application", "agreement": {"of": "code_of_ethics"}}
    interview = {"stage": "application", "interview": {}}
    found = plan([APPLICATION, signed, interview])
    assert ids(found) == ["agreement-code-of-ethics", "application", "interview"]
    assert found.step("application").waits_for == ("agreement-code-of-ethics",)
    assert found.step("interview").waits_for == ("application",)


def test_a_member_of_a_group_has_the_stage_of_the_group() -> None:
    either = {"stage": "before_training", "any_of": [{"document": {"name": "diploma"}}, {"age": {"at_least": 99}}]}
    found = plan([{"stage": "application", "application": {}}, TRAINING, either], NOTHING | {"born": "1990-01-01"})
    assert found.step("document-diploma").stage == "before_training"
    assert found.step("training").waits_for == ("application", "document-diploma")


def test_only_the_nearest_branch_is_planned_and_it_says_that_there_are_others() -> None:
    either = {"any_of": [{"id": "long", "work_experience": {"hours": 500}}, {"id": "short", "work_experience": {"hours": 200}}]}  # fmt: skip
    found = plan([either])
    assert ids(found) == ["short"]
    assert found.step("short").choices == 2
    assert found.step("short").hours == 200


def test_so_many_of_several_is_one_step() -> None:
    proofs = {"at_least": {"count": 2, "of": [{"document": {"name": n}} for n in ("photo_id", "bill", "lease")]}}
    found = plan([proofs])
    assert ids(found) == ["at_least"]
    assert {f.id for f in found.steps[0].leaves} == {"document-photo-id", "document-bill", "document-lease"}


def test_links_that_the_rules_say_come_before_stages() -> None:
    found = plan(
        [
            TRAINING,
            APPLICATION,
            {"stage": "after_approval", "milestone": {"of": "peer_in_training"}},
            {"work_experience": {"hours": 500, "after": "peer_in_training"}},
            {"id": "exam", "exam": {"after": "work_experience"}},
        ]
    )
    assert ids(found) == ["training", "application", "milestone-peer-in-training", "work_experience", "exam"]
    assert found.step("work_experience").stage == "after_approval"
    assert found.step("exam").waits_for == ("work_experience",)


def test_hours_that_count_only_after_approval_wait_for_the_application() -> None:
    found = plan([WORK | {"work_experience": {"hours": 100, "after": "application_approved"}}, APPLICATION])
    assert found.step("work_experience").waits_for == ("application",)
    assert found.step("application").waits_for == ()


def test_a_circle_in_the_rules_is_not_followed() -> None:
    found = plan([{"id": "a", "training": {"hours": 1, "after": "b"}}, {"id": "b", "training": {"hours": 1, "after": "a"}}])  # fmt: skip
    assert found.step("a").waits_for == ("b",)
    assert found.step("b").waits_for == ()


def test_hours_under_a_credential_that_is_not_held_wait_for_it() -> None:
    found = plan([{"stage": "before_application", "work_experience": {"hours": 100, "while_holding": "xx-t"}}, APPLICATION])  # fmt: skip
    assert ids(found) == ["hold-xx-t", "work_experience", "application"]
    assert found.step("work_experience").waits_for == ("hold-xx-t",)
    begun = plan(
        [{"stage": "before_application", "work_experience": {"hours": 100, "while_holding": "xx-t"}}],
        {
            "credentials": [{"id": "xx-t", "issued": "2026-01-01", "expires": "2027-01-01"}],
            "experience": [{"hours": 30, "from": "2026-02-01", "to": "2026-03-01"}],
        },
    )
    assert ids(begun) == ["work_experience"]


def test_time_that_has_to_pass_is_a_step_and_holds_up_only_what_needs_it() -> None:
    found = plan([RECOVERY, TRAINING, APPLICATION])
    waiting = found.step("recovery_time")
    assert (waiting.waiting, waiting.starts, waiting.ends) == (True, DAY, date(2027, 6, 1))
    assert days(found, "training") == (DAY, DAY)
    assert days(found, "application") == (date(2027, 6, 1), date(2027, 6, 1))
    assert found.ends == date(2027, 6, 1)
    assert found.critical_path == ("recovery_time",)


def test_a_wait_before_another_try_belongs_to_the_exam() -> None:
    tried = NOTHING | {"exams": [{"name": "Board exam", "taken": "2026-11-01", "passed": False}]}
    found = plan([{"exam": {"name": "Board exam", "wait": "90 days"}}], tried)
    assert days(found, "exam") == (date(2027, 1, 30), date(2027, 1, 30))
    assert found.critical_path == ("exam",)


def test_hours_a_week_turn_hours_into_dates_one_step_after_the_other() -> None:
    found = plan([TRAINING, WORK, APPLICATION], hours=10)
    assert days(found, "training") == (DAY, date(2026, 12, 20))  # 40 hours: four weeks
    assert days(found, "work_experience") == (date(2026, 12, 20), date(2027, 2, 28))  # 100 hours: ten weeks more
    assert days(found, "application") == (date(2027, 2, 28), date(2027, 2, 28))
    assert found.critical_path == ("training", "work_experience")
    assert found.dated


def test_without_hours_a_week_hours_have_no_length() -> None:
    found = plan([TRAINING, WORK, APPLICATION])
    assert {(s.starts, s.ends) for s in found.steps} == {(DAY, DAY)}
    assert not found.dated
    assert found.critical_path == ()


def test_hours_go_on_while_time_passes() -> None:
    late = {"stage": "before_training", "recovery_time": {"at_least": "1 year"}}
    found = plan([late, TRAINING, WORK, APPLICATION], hours=10)
    assert days(found, "work_experience") == (DAY, date(2027, 1, 31))
    assert days(found, "training") == (date(2027, 6, 1), date(2027, 6, 29))
    assert found.critical_path == ("recovery_time", "training")


def test_supervision_goes_along_with_the_work_and_is_not_added_to_its_time() -> None:
    found = plan([WORK, {"stage": "before_application", "supervision": {"hours": 10}}], hours=10)
    assert days(found, "work_experience") == (DAY, date(2027, 1, 31))
    assert days(found, "supervision") == (DAY, date(2027, 1, 31))
    assert found.step("supervision").beside == "work_experience"
    assert found.critical_path == ("work_experience",)


def test_hours_inside_others_are_not_added() -> None:
    inside = {"id": "ethics", "stage": "training", "training": {"hours": 6, "topic": "ethics", "counts_inside": True}}
    found = plan([TRAINING, inside], hours=10)
    assert found.step("ethics").inside
    assert found.ends == date(2026, 12, 20)
    assert found.hours == 40


def test_lengths_that_the_rules_set_count_without_hours_a_week() -> None:
    found = plan([{"work_experience": {"duration": "2 years"}}])
    assert days(found, "work_experience") == (DAY, date(2028, 11, 22))
    waits = plan([{"stage": "before_exam", "milestone": {"of": "registration", "ago": "6 months"}}, EXAM])
    assert days(waits, "milestone-registration") == (DAY, date(2027, 5, 22))
    assert days(waits, "exam") == (date(2027, 5, 22), date(2027, 5, 22))


def test_what_is_not_known_is_found_out_first() -> None:
    silent = {k: v for k, v in NOTHING.items() if k != "documents"}
    found = plan([TRAINING, {"stage": "application", "document": {"name": "diploma"}}, APPLICATION], silent)
    assert [(s.id, s.ask_first) for s in found.steps] == [
        ("document-diploma", True),
        ("training", False),
        ("application", False),
    ]
    assert found.step("document-diploma").verdict == "unknown"


def test_a_step_of_which_it_is_not_known_whether_it_is_taken_has_its_place_after_what_is_missing() -> None:
    silent = {k: v for k, v in NOTHING.items() if k != "milestones"}
    found = plan([TRAINING, APPLICATION], silent)
    assert [(s.id, s.verdict.value, s.ask_first) for s in found.steps] == [
        ("training", "missing", False),
        ("application", "unknown", False),
    ]
    trained = silent | {"training": [{"hours": 40, "completed": "2026-05-01"}]}
    assert [(s.id, s.ask_first) for s in plan([TRAINING, APPLICATION], trained).steps] == [("application", True)]


def test_hours_that_are_not_known_count_at_most() -> None:
    silent = {k: v for k, v in NOTHING.items() if k != "training"} | {"training": [{"completed": "2026-01-01"}]}
    found = plan([TRAINING, WORK], silent)
    assert (found.hours, found.hours_at_most) == (100, 140)


def test_people_decide_in_the_place_of_the_stage() -> None:
    found = plan([TRAINING, {"stage": "before_training", "interview": {}}])
    assert [(s.id, s.verdict.value) for s in found.steps] == [("interview", "review"), ("training", "missing")]


def test_fees_go_with_what_they_are_for_and_each_dollar_is_shown_once() -> None:
    found = plan(
        [
            TRAINING,
            {"stage": "training", "fee": {"for": "training", "usd": {"at_least": 200, "at_most": 300}}},
            APPLICATION,
            {"stage": "application", "fee": {"for": "application", "usd": 75}},
            {"stage": "application", "fee": {"for": "membership", "usd": 50}},
            {"fee": {"for": "lanyard", "usd": 5}, "stage": "after_approval"},
            EXAM,
            {"stage": "exam", "fee": {"for": "exam", "usd": "not_published"}},
        ]
    )
    cost = {s.id: (s.fees_usd, s.fees_usd_at_most, s.not_published) for s in found.steps}
    assert cost == {
        "training": (200, 300, ()),
        "application": (125, 125, ()),
        "exam": (0, 0, ("exam",)),
        "fee-lanyard": (5, 5, ()),
    }
    totals = found.report.totals
    assert (totals.fees_usd, totals.fees_usd_at_most, totals.fees_not_published) == (330, 430, ("exam",))


def test_a_rule_that_only_dates_another_step_goes_with_it() -> None:
    found = plan([APPLICATION, EXAM, {"stage": "exam", "milestone": {"of": "exam", "after": "application", "no_later_than": "1 year"}}])  # fmt: skip
    assert ids(found) == ["application", "exam"]
    assert [f.id for f in found.step("exam").findings] == ["exam", "milestone-exam"]


def test_a_credential_that_cannot_be_reached_has_no_date_and_says_so() -> None:
    found = plan([{"age": {"at_most": 25}}, TRAINING], NOTHING | {"born": "1990-01-01"})
    assert [s.id for s in found.blocked] == ["age"]
    assert found.ends is None
    assert found.steps[0].id == "age"
    assert found.step("training").waits_for == ()


def test_steps_without_a_stage_have_their_usual_place_and_are_marked() -> None:
    found = plan([{"exam": {"name": "Board exam"}}, {"application": {}}, {"training": {"hours": 40}}])
    assert ids(found) == ["training", "application", "exam"]
    assert not any(s.staged for s in found.steps)


def test_ready_is_an_empty_plan() -> None:
    found = plan([TRAINING], {"training": [{"hours": 40, "completed": "2026-05-01"}]})
    assert found.steps == ()
    assert found.ends == DAY


def test_a_renewal_is_not_sent_before_it_opens() -> None:
    rules = [{"continuing_education": {"hours": 10}, "stage": "renewal"}, {"application": {"of": "renewal_application"}, "stage": "renewal"}]  # fmt: skip
    cycle = {"every": "24 months", "opens": "60 days"}
    held = {"credentials": [{"id": "xx", "issued": "2025-03-01", "expires": "2027-03-01"}], "continuing_education": [], "milestones": {}}  # fmt: skip
    found = plan(rules, held, cycle=cycle)
    assert days(found, "renewal-opens") == (DAY, date(2026, 12, 31))
    assert days(found, "continuing_education") == (DAY, DAY)
    assert days(found, "renewal-application") == (date(2026, 12, 31), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("listed", "order"),
    [
        (["training", "application", "exam"], ["training", "application", "exam"]),
        (["application", "training", "exam"], ["application", "training", "exam"]),
        (["training", "exam", "application"], ["training", "exam", "application"]),
        (["exam"], ["training", "application", "exam"]),
    ],
)
def test_stage_order(listed: list[str], order: list[str]) -> None:
    made = make_credential([{"stage": s, s: {"name": "x"} if s == "exam" else {"hours": 1} if s == "training" else {}} for s in listed])  # fmt: skip
    found = stage_order(made.pathways["initial"].requirements)
    assert [s for s in found if s in order] == order
    assert found.index("before_training") == found.index("training") - 1


OTHER = {"requirements": [{"application": {}}, {"fee": {"for": "application", "usd": 40}}], "kind": "alternative"}
FIRST: Rules = [TRAINING, APPLICATION, {"fee": {"for": "application", "usd": 100}, "stage": "application"}]


def choice(rules: Rules, record: dict[str, Any] | None = None, hours: float | None = None, **ways: Any) -> Any:
    made = make_credential(rules, **ways)
    record = NOTHING if record is None else record
    return compare_ways(plan_of(made, record, hours), Record.parse(record))


def test_the_cheapest_and_the_quickest_way_where_they_differ() -> None:
    found = choice(FIRST, other=OTHER)
    assert (found.cheapest.pathway.name, found.cheapest.fees_usd_at_most) == ("other", 40)
    assert (found.quickest.pathway.name, found.quickest.hours) == ("other", 0)


def test_a_way_whose_price_is_not_published_is_not_called_cheapest() -> None:
    silent = {"requirements": [{"application": {}}, {"fee": {"for": "application", "usd": "not_published"}}], "kind": "alternative"}  # fmt: skip
    assert choice(FIRST, other=silent).cheapest is None
    unnamed = {"requirements": [{"application": {}}], "kind": "alternative"}
    assert choice(FIRST, other=unnamed).cheapest is None


def test_the_planned_way_is_named_where_it_is_the_cheapest_and_quickest() -> None:
    dear = {"requirements": [{"training": {"hours": 80}}, {"application": {}}, {"fee": {"for": "application", "usd": 200}}], "kind": "alternative"}  # fmt: skip
    found = choice(FIRST, other=dear)
    assert (found.cheapest.pathway.name, found.quickest.pathway.name) == ("initial", "initial")


@pytest.mark.parametrize(
    "way",
    [
        {"kind": "reciprocity", "requirements": [{"credential_held": {"from": "other_states"}}, {"application": {}}]},
        {"kind": "grandparent", "requirements": [{"work_experience": {"hours": 10}}, {"application": {}}]},
        {"kind": "grandparent", "requirements": [{"application": {}}], "until": "2026-01-01"},
        {"kind": "alternative", "requirements": [{"age": {"at_most": 20}}, {"application": {}}]},
        {"kind": "alternative", "requirements": [{"background_check": {}}]},
        {"kind": "renewal", "requirements": [{"application": {}}]},
    ],
    ids=["not certified elsewhere", "not done before", "closed", "out of reach", "no way in", "renewal"],
)
def test_ways_that_are_not_open_are_not_offered(way: dict[str, Any]) -> None:
    found = choice(FIRST, NOTHING | {"born": "1990-01-01", "credentials": []}, other=way)
    assert found.ways == ()


def test_an_open_way_is_offered_where_the_planned_one_is_out_of_reach() -> None:
    found = choice([{"age": {"at_most": 20}}, TRAINING], NOTHING | {"born": "1990-01-01"}, other=OTHER)
    assert [w.pathway.name for w in found.ways] == ["other"]


def test_more_hours_are_not_called_quicker_because_their_days_are_not_known() -> None:
    slow = {"requirements": [{"training": {"hours": 90}}, {"application": {}}], "kind": "alternative"}
    waits = [RECOVERY, TRAINING, APPLICATION]
    assert choice(waits, other=slow).quickest is None
    assert choice(waits, hours=10, other=slow).quickest.pathway.name == "other"  # nine weeks, and not until June


def test_last_days_are_those_that_the_rules_and_the_record_tell() -> None:
    rules = [
        {"application": {"by": "2027-03-31"}},
        {"background_check": {"within": "12 months", "counted_to": "application"}},
        TRAINING,
    ]
    record = NOTHING | {"background_check": {"date": "2026-05-10", "passed": True}}
    found = find_deadlines(plan(rules, record), Record.parse(record))
    assert [(d.kind, d.day) for d in found] == [
        ("apply_by", date(2027, 3, 31)),
        ("counts_until", date(2027, 5, 10)),
    ]
    assert say(found[1].what) == "What you have for this counts until May 10, 2027: Background check."


def test_the_last_day_of_a_way_is_a_last_day() -> None:
    made = make_credential([TRAINING], other={"kind": "grandparent", "until": "2027-01-31", "requirements": [TRAINING]})
    found = find_deadlines(plan_of(made, NOTHING, way="other"), Record.parse(NOTHING))
    assert [(d.kind, d.day) for d in found] == [("closes", date(2027, 1, 31))]


def test_a_closed_way_has_no_end() -> None:
    made = make_credential([TRAINING], other={"kind": "grandparent", "until": "2026-01-31", "requirements": [TRAINING]})
    assert plan_of(made, NOTHING, way="other").ends is None
    assert plan_of(made, NOTHING, way="other").closed


def test_nearness_counts_effort_after_what_is_out_of_reach() -> None:
    def near(rules: Rules) -> tuple[float, ...]:
        return nearness(plan(rules, NOTHING | {"born": "1990-01-01"}).report)

    papers = [{"document": {"name": n}} for n in ("diploma", "photo_id", "letter")]
    assert near(papers) < near([TRAINING, WORK, APPLICATION])
    assert near([TRAINING, WORK, APPLICATION]) < near([{"age": {"at_most": 20}}, *papers])
    assert near([TRAINING, WORK, APPLICATION]) < near([{"review": {"what": "all of it", "because": "not_decidable"}}])


@pytest.mark.parametrize("hours", [0.001, 1e-320])
def test_hours_that_take_longer_than_the_calendar_goes(hours: float) -> None:
    assert plan([WORK], hours=hours).step("work_experience").ends >= date(2200, 1, 1)
