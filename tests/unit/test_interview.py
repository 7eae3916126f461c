"""The interview asks what decides most, only what can still matter, and never what is known."""

from datetime import date
from typing import Any

import pytest
from conftest import make_credential

from peercert.interview import Asked, Interview, Target
from peercert.model import Credential
from peercert.questions import NONE
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.shapes import ShapeError
from peercert.words import say

TODAY = date(2026, 11, 22)


def about(credential: Credential, pathway: str = "initial", **data: Any) -> Interview:
    return Interview([Target(credential, credential.pathways[pathway])], data, TODAY)


def held(interview: Interview, answers: dict[str, Any]) -> list[str]:
    """Answer by field until nothing is asked; the keys in the order in which they were asked."""
    keys = []
    while (asked := interview.next()) is not None:
        keys.append(asked.key)
        if asked.question.field in answers:
            interview.answer(asked, answers[asked.question.field])
        elif asked.key in answers:
            interview.answer(asked, answers[asked.key])
        else:
            interview.set_aside(asked)
        assert len(keys) < 50
    return keys


def question(interview: Interview) -> Asked:
    asked = interview.next()
    assert asked is not None
    return asked


def test_nothing_is_asked_where_everything_is_known() -> None:
    assert about(make_credential([{"age": {"at_least": 18}}]), born="1990-04-02").next() is None


def test_a_field_that_several_rules_read_is_asked_once() -> None:
    credential = make_credential([{"agreement": {"of": "code_of_ethics"}}, {"agreement": {"of": "scope_of_practice"}}])
    interview = about(credential)
    asked = question(interview)
    assert say(asked.question.text) == "Which of these have you signed?"
    assert len(asked.reasons) == 2
    interview.answer(asked, ["code_of_ethics"])
    assert interview.next() is None
    assert interview.data == {"agreements": ["code_of_ethics"], "not_yet": {"agreements": ["scope_of_practice"]}}
    assert [f.verdict for f in interview.reports()[0].findings] == ["met", "missing"]


def test_what_was_not_asked_stays_unknown_for_other_rules() -> None:
    """A list from an interview is complete only for what was asked: another state's paper is not said to be missing."""
    interview = about(make_credential([{"document": {"name": "diploma"}}]))
    interview.answer(question(interview), ["diploma"])
    other = about(
        make_credential([{"document": {"name": "diploma"}}, {"document": {"name": "photo_id"}}]), **interview.data
    )
    assert [f.verdict for f in other.reports()[0].findings] == ["met", "unknown"]


def test_an_any_of_is_left_alone_once_a_branch_is_met() -> None:
    either = [
        {
            "any_of": [
                {"education": {"at_least": "high_school"}},
                {"statement": {"that": "literate", "text": "You can read and write"}},
            ]
        }
    ]
    interview = about(make_credential(either))
    assert held(interview, {"education": "bachelor"}) == ["education"]
    assert held(about(make_credential(either)), {"education": "none", "statements.literate": True}) == [
        "education",
        "statements.literate",
    ]


def test_a_condition_is_asked_before_what_hangs_on_it() -> None:
    rules = [
        {
            "document": {"name": "discharge_papers"},
            "when": {"statement": {"that": "veteran", "text": "You are a veteran"}},
        }
    ]
    assert held(about(make_credential(rules)), {"statements.veteran": False}) == ["statements.veteran"]
    asked = held(about(make_credential(rules)), {"statements.veteran": True, "documents": []})
    assert asked == ["statements.veteran", "documents"]


def test_what_nobody_can_change_comes_first_and_money_last() -> None:
    rules = [
        {"fee": {"for": "application", "usd": 50}}, {"fee": {"for": "exam", "usd": 50}}, {"training": {"hours": 40}},
        {"recovery_time": {"at_least": "2 years"}}, {"age": {"at_least": 18}},
    ]  # fmt: skip
    assert held(about(make_credential(rules)), {}) == ["born", "lived_experience", "training#0", "paid"]


def test_entries_of_a_list_until_there_is_no_more_with_their_details_in_between() -> None:
    rules = [{"training": {"hours": 30, "provider": "SC SHARE", "within": "5 years"}}]
    answers = {"training#0": 40, "training[0].approved_by": True, "training[0].completed": "2019-05", "training#1": 0}
    interview = about(make_credential(rules))
    assert held(interview, answers) == list(answers)
    assert interview.data == {"training": [{"hours": 40, "approved_by": ["SC SHARE"], "completed": "2019-05"}]}
    finding = interview.reports()[0].findings[0]
    assert (finding.verdict, finding.judgement.gap) == ("missing", 30)


def test_details_that_change_nothing_are_not_asked() -> None:
    rules = [{"training": {"hours": 60, "provider": "SC SHARE"}}]
    assert held(about(make_credential(rules)), {"training#0": 40, "training#1": 0}) == ["training#0", "training#1"]


def test_no_more_entries_are_asked_for_once_there_is_enough() -> None:
    assert held(about(make_credential([{"training": {"hours": 40}}])), {"training#0": 46}) == ["training#0"]


def test_hours_on_topics_one_by_one() -> None:
    rules = [{"training": {"hours": 40, "parts": {"ethics": 6, "advocacy": 4}}}]
    answers = {"training#0": 40, "training[0].topics.ethics": 6, "training[0].topics.advocacy": 10}
    interview = about(make_credential(rules))
    assert held(interview, answers) == list(answers)
    assert interview.data["training"][0]["topics"] == {"ethics": 6, "advocacy": 10}
    assert interview.reports()[0].outcome == "ready"


def test_exams_are_asked_together() -> None:
    credential = make_credential(
        [{"exam": {"name": "oral evaluation"}, "id": "oral"}, {"exam": {"name": "post-test"}, "id": "post"}]
    )
    interview = about(credential)
    interview.answer(question(interview), ["post-test"])
    assert interview.next() is None
    assert [f.verdict for f in interview.reports()[0].findings] == ["missing", "met"]


def test_a_rough_date_is_asked_more_exactly_only_where_the_day_decides() -> None:
    credential = make_credential([{"recovery_time": {"at_least": "2 years"}}])
    lived = [{"as": "person", "of": "mental_health", "recovery_since": "2024-11"}]
    asked = question(about(credential, lived_experience=lived))
    assert asked.key == "lived_experience[0].recovery_since!"
    assert asked.question.hint is not None
    assert say(asked.question.hint) == "You said 2024-11; the exact day decides."
    early = [{"as": "person", "of": "mental_health", "recovery_since": "2020"}]
    assert about(credential, lived_experience=early).next() is None


def test_back_skip_and_not_knowing() -> None:
    interview = about(make_credential([{"age": {"at_least": 18}}, {"education": {"at_least": "high_school"}}]))
    assert interview.back() is False
    interview.set_aside(question(interview), later=True)
    assert question(interview).key == "education"
    interview.answer(question(interview), "bachelor")
    assert question(interview).key == "born", "what was skipped comes again at the end"
    interview.set_aside(question(interview))
    assert interview.next() is None
    assert interview.back() is True
    assert interview.back() is True
    assert interview.data == {}
    assert question(interview).key == "education"


def test_an_answer_that_the_record_cannot_hold_changes_nothing() -> None:
    work = [{"hours": 100, "from": "2025-01-06"}]
    interview = about(make_credential([{"work_experience": {"hours": 100, "within": "2 years"}}]), experience=work)
    asked = Asked(
        "x",
        question(about(make_credential([{"age": {"at_least": 18}}]))).question._replace(field="experience[0].to"),
        (),
        1,
    )
    put = asked._replace(question=asked.question._replace(put=lambda d, a: d["experience"][0].update(to=a)))
    with pytest.raises(ShapeError, match="before it starts"):
        interview.answer(put, "2024-01-01")
    assert interview.data == {"experience": work}


def test_a_step_not_taken_yet_is_known_from_then_on() -> None:
    interview = about(make_credential([{"application": {}}, {"milestone": {"of": "orientation"}}]))
    interview.answer(question(interview), NONE)
    assert interview.data == {"not_yet": {"milestones": ["application"]}}
    assert [f.verdict for f in interview.reports()[0].findings] == ["missing", "unknown"]


def test_a_background_check_that_was_not_made_is_to_be_done() -> None:
    interview = about(make_credential([{"background_check": {}}]))
    interview.answer(question(interview), False)
    finding = interview.reports()[0].findings[0]
    assert (finding.verdict, finding.reason) == ("missing", "To be done.")


def test_for_a_renewal_the_end_of_the_period_is_asked(rules: Rulebook) -> None:
    credential = rules.credential("sc-cpss-share")
    assert credential is not None
    interview = about(credential, "renewal", credentials=[{"id": "sc-cpss-share"}])
    assert question(interview).key == "credentials[0].expires"


@pytest.mark.parametrize(("name", "most"), [("sc-cpss-share", 14), ("tx-mhps-initial", 16)])
def test_far_fewer_questions_than_a_record_has_fields(rules: Rulebook, name: str, most: int) -> None:
    """A newcomer who has nothing yet: every question that is asked, against the fields that a record can have."""
    credential = rules.credential(name)
    assert credential is not None
    interview = about(credential)
    count = 0
    while (asked := interview.next()) is not None:
        count += 1
        interview.set_aside(asked)
    assert 5 <= count <= most
    assert _fields(Record) > 8 * count


def _fields(shape: Any) -> int:
    """Every field that a record can have, those of its entries counted once."""
    from typing import get_args

    from peercert.shapes import Shape

    inner = [b for kind, _ in shape.fields_.values() for a in (kind, *get_args(kind)) for b in (a, *get_args(a))]
    return len(shape.fields_) + sum(
        _fields(s) for s in {b for b in inner if isinstance(b, type) and issubclass(b, Shape)}
    )
