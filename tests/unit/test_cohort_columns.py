"""The columns of a pathway, and a row of them as a record."""

from datetime import date
from typing import Any

from conftest import make_credential

from peercert.cohort.columns import columns_of, record_data
from peercert.evaluation import evaluate
from peercert.model import Credential
from peercert.record import Record
from peercert.rulebook import Rulebook

DAY = date(2026, 11, 22)


def columns(*requirements: dict[str, Any], **keys: Any) -> list[Any]:
    made = make_credential(list(requirements), **keys)
    return columns_of(next(iter(made.pathways.values())), made)


def names(*requirements: dict[str, Any], **keys: Any) -> list[str]:
    return [c.name for c in columns(*requirements, **keys)]


def data(row: dict[str, Any], *requirements: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return record_data(row, columns(*requirements, **keys))


def verdicts(row: dict[str, Any], made: Credential) -> dict[str, str]:
    pathway = next(iter(made.pathways.values()))
    record = Record.parse(record_data(row, columns_of(pathway, made)))
    return {f.id: str(f.verdict) for f in evaluate(pathway, record, DAY, credential=made).findings}


def test_a_pathway_reads_exactly_what_its_rules_ask_for() -> None:
    assert names(
        {"age": {"at_least": 18}}, {"training": {"hours": 40, "parts": {"ethics": 6}, "within": "2 years"}}
    ) == [
        "born",
        "training_hours",
        "training_hours.ethics",
        "training_completed",
    ]


def test_a_test_and_a_step_that_a_rule_waits_for_are_read_as_well() -> None:
    fee = {"fee": {"for": "exam", "usd": 50}, "when": {"statement": {"that": "veteran", "text": "You are a veteran"}}}
    work = {"work_experience": {"hours": 100, "after": "training"}}
    assert names(fee, work, {"training": {"hours": 40}}) == [
        "experience_hours",
        "experience_from",
        "experience_to",
        "training_completed",
        "training_hours",
        "paid.exam",
        "statement.veteran",
    ]


def test_one_exam_needs_no_name_and_several_do() -> None:
    one, other = {"exam": {"name": "Post-Test"}}, {"exam": {"name": "IC&RC PR", "score": 80}}
    assert names(one) == ["exam_passed"]
    assert columns(one)[0].also == ("exam_passed.post_test",)
    assert names(one, other) == ["exam_passed.post_test", "exam_passed.ic_rc_pr", "exam_score.ic_rc_pr"]


def test_courses_by_name_have_columns_of_their_own_where_there_are_several() -> None:
    assert names({"training": {"hours": 40, "course": ["kfla"]}}) == ["training_hours", "training_course"]
    assert names({"training": {"hours": 40, "except_course": "kfla"}}, {"training": {"course": "kfla"}}) == [
        "training_hours",
        "course.kfla",
    ]


def test_every_column_of_the_rule_book_is_named_once_and_explained(rules: Rulebook) -> None:
    for credential in rules.credentials():
        for pathway in credential.pathways.values():
            found = columns_of(pathway, credential)
            assert len({c.name for c in found}) == len({c.place for c in found}) == len(found)
            assert all(c.explained() for c in found)


def test_an_empty_cell_stays_out_of_the_record() -> None:
    row = {"born": None, "training_hours": float("nan"), "education": " "}
    assert (
        data(row, {"age": {"at_least": 18}}, {"training": {"hours": 40}}, {"education": {"at_least": "bachelor"}}) == {}
    )


def test_zero_hours_and_nothing_else_is_no_training() -> None:
    rule = {"training": {"hours": 40, "within": "2 years"}}
    assert data({"training_hours": 0}, rule) == {"training": []}
    assert data({"training_hours": 0, "training_completed": "2026"}, rule) == {
        "training": [{"hours": 0, "completed": "2026"}]
    }


def test_yes_is_in_the_list_and_no_is_known_to_be_lacking() -> None:
    papers = [{"document": {"name": n}} for n in ("diploma", "photo", "lease")]
    assert data({"document.diploma": True, "document.photo": "no", "document.lease": None}, *papers) == {
        "documents": ["diploma"],
        "not_yet": {"documents": ["photo"]},
    }


def test_a_list_that_is_half_answered_leaves_the_other_half_open() -> None:
    made = make_credential([{"exam": {"name": n}} for n in ("midterm", "final", "essay")])
    assert verdicts({"exam_passed.midterm": True, "exam_passed.final": False}, made) == {
        "exam": "met",
        "exam-2": "missing",
        "exam-3": "unknown",
    }


def test_a_course_that_is_not_spoken_of_is_not_known() -> None:
    other = {"id": "other", "training": {"hours": 20, "except_course": ["kfla", "wrap"]}}
    made = make_credential([other, *({"id": c, "training": {"course": c}} for c in ("kfla", "wrap"))])
    assert verdicts({"course.kfla": True, "training_hours": 12}, made) == {
        "other": "missing",
        "kfla": "met",
        "wrap": "unknown",
    }
    assert verdicts({"course.kfla": False}, made) == {"other": "unknown", "kfla": "missing", "wrap": "unknown"}


def test_hours_in_all_say_nothing_of_a_course_that_is_blank() -> None:
    other = {"id": "other", "training": {"hours": 20, "except_course": ["kfla", "wrap"]}}
    made = make_credential([other, *({"id": c, "training": {"course": c}} for c in ("kfla", "wrap"))])
    assert verdicts({"training_hours": 300}, made) == {"other": "unknown", "kfla": "unknown", "wrap": "unknown"}
    row = {"training_hours": 300, "course.kfla": False}
    assert verdicts(row, made) == {"other": "unknown", "kfla": "missing", "wrap": "unknown"}
    row = {"training_hours": 300, "course.kfla": False, "course.wrap": False}
    assert verdicts(row, made) == {"other": "met", "kfla": "missing", "wrap": "missing"}


def test_a_training_without_a_name_is_no_course_that_was_not_taken() -> None:
    course = {"id": "course", "training": {"course": "kfla"}}
    other = {"id": "other", "training": {"hours": 20, "except_course": "kfla"}}
    made = make_credential([course, other])
    for lacking, said in (([], ("unknown", "unknown")), (["kfla"], ("missing", "met"))):
        record = Record.parse({"training": [{"hours": 30}], "not_yet": {"training": lacking}})
        findings = evaluate(made.pathways["initial"], record, DAY, credential=made).findings
        assert tuple(f.verdict.value for f in findings) == said


def test_a_course_is_on_a_topic_that_it_may_have_hours_on() -> None:
    made = make_credential([{"id": "course", "training": {"topic": "peer_support"}}])
    pathway = made.pathways["initial"]
    for entry, said in (
        ({"topics": {"supervision": 80}}, "unknown"), ({"topics": {"supervision": 80}, "hours": 80}, "missing"),
        ({"topics": {"supervision": 80}, "hours": 90}, "unknown"), ({"topics": {"peer_support": 2}}, "met"),
        ({"topics": {"peer_support": 0}, "hours": 90}, "missing"), ({"hours": 90}, "unknown"),
        ({"topic": "peer_support"}, "met"), ({"topic": "supervision"}, "missing"),
    ):  # fmt: skip
        record = Record.parse({"training": [entry]})
        (finding,) = evaluate(pathway, record, DAY, credential=made).findings
        assert (entry, finding.verdict.value) == (entry, said)


def test_hours_that_take_in_a_course_are_not_counted_twice() -> None:
    made = make_credential(
        [{"id": "all", "training": {"hours": 60}}, *({"id": c, "training": {"hours": 10, "course": c}} for c in ("kfla", "wrap"))]
    )  # fmt: skip
    row = {"training_hours": 60, "course.kfla.hours": 10, "course.wrap.hours": 4}
    pathway = made.pathways["initial"]
    record = record_data(row, columns_of(pathway, made))
    assert sorted(e["hours"] for e in record["training"]) == [4, 10, 46]
    assert verdicts(row, made) == {"all": "met", "kfla": "met", "wrap": "missing"}


def test_a_credential_that_is_not_spoken_of_is_not_known() -> None:
    made = make_credential([{"id": i, "credential_held": {"any": [i]}} for i in ("nc-cpss", "va-prs", "ga-cps-mh")])
    row = {"holds.nc-cpss": True, "holds.nc-cpss.status": "active", "holds.va-prs": False}
    assert verdicts(row, made) == {"nc-cpss": "met", "va-prs": "missing", "ga-cps-mh": "unknown"}
    assert verdicts(row | {"holds.ga-cps-mh": False}, made)["ga-cps-mh"] == "missing"


def test_own_certification_comes_from_its_own_columns() -> None:
    clock = {"every": "24 months"}
    row = {"certified_on": date(2024, 3, 1), "expires_on": "2026-12-31", "status": "active", "renewals": 0.0}
    assert data(row, {"overdue": {"at_most": "0 days"}}, cycle=clock) == {
        "credentials": [
            {"id": "xx", "issued": "2024-03-01", "expires": "2026-12-31", "status": "active", "renewals": 0}
        ]
    }


def test_letters_by_kind_and_the_rest_without_one() -> None:
    rule = {"references": {"count": 3, "kinds": ["professional", "supervisor"]}}
    professional, supervisor = {"kind": "professional"}, {"kind": "supervisor"}
    row = {"references": 4, "references.professional": 2, "references.supervisor": 1}
    assert data(row, rule) == {"references": [professional, professional, supervisor, {}]}
    assert data({"references.professional": 2}, rule) == {}
    counted = {"references.professional": 2, "references.supervisor": 0}
    assert data(counted, rule) == {"references": [professional, professional]}


def test_where_letters_of_any_kind_count_those_of_one_kind_do_not_tell_how_many_there_are() -> None:
    made = make_credential([{"references": {"count": 2, "of_which": {"professional": 1}}}])
    assert verdicts({"references.professional": 1}, made) == {"references": "unknown"}
    assert verdicts({"references.professional": 1, "references": 1}, made) == {"references": "missing"}
    assert verdicts({"references.professional": 1, "references": 2}, made) == {"references": "met"}


def test_pairs_of_dates_that_contradict_each_other_are_not_known() -> None:
    work = {"work_experience": {"hours": 100, "within": "2 years"}}
    row = {"experience_hours": 5, "experience_from": "2026-05-01", "experience_to": "2026-04"}
    assert data(row, work) == {"experience": [{"hours": 5}]}


def test_what_cannot_be_read_is_not_known() -> None:
    rules = [{"age": {"at_least": 18}}, {"education": {"at_least": "bachelor"}}, {"training": {"hours": 1}}]
    assert data({"born": "31/31/90", "education": "phd", "training_hours": -3}, *rules) == {}


def test_several_values_are_joined_by_semicolons() -> None:
    rule = {"lived_experience": {"as": "person", "of": ["trauma", "justice"]}}
    row = {"lived_experience_as": "person", "lived_experience_of": "trauma; nonsense;justice"}
    assert data(row, rule) == {"lived_experience": [{"as": "person", "of": ["trauma", "justice"]}]}
    assert data({"lived_experience_as": "none"}, rule) == {"lived_experience": []}


def test_steps_have_a_day_or_are_expressly_not_taken() -> None:
    steps = [{"milestone": {"of": s}} for s in ("hire", "approval")]
    assert data({"step.hire": date(2026, 1, 5), "step.approval": "no"}, *steps) == {
        "milestones": {"hire": "2026-01-05"},
        "not_yet": {"milestones": ["approval"]},
    }
