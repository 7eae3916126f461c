"""What the page of a plan says."""

from datetime import date
from typing import Any

import pytest
from conftest import make_credential

from peercert.evaluation import evaluate
from peercert.model import Jurisdiction
from peercert.plan import make_plan
from peercert.plan.ways import compare_ways
from peercert.present.markdown import markdown
from peercert.present.plan_page import plan_page
from peercert.present.plan_steps import step_names
from peercert.present.sections import Item, Page, Section
from peercert.present.terminal import page_lines
from peercert.record import Record

DAY = date(2026, 11, 22)
PLACE = Jurisdiction.parse({"jurisdiction": "xx", "name": "Nowhere", "summary": ".", "sources": {}, "credentials": []})
TRAINING = {"stage": "training", "training": {"hours": 40}}


def page(rules: list[dict[str, Any]], record: dict[str, Any], hours: float | None = None, **ways: Any) -> Page:
    made = make_credential(rules, **ways)
    person = Record.parse(record)
    way = next(iter(made.pathways.values()))
    plan = make_plan(evaluate(way, person, DAY, credential=made), hours)
    return plan_page(plan, PLACE, compare_ways(plan, person))


def lines(found: Page) -> list[str]:
    return [line.text for line in page_lines(found)]


def test_a_checklist_can_be_ticked_off_on_screen_and_on_paper() -> None:
    section = Section("Steps", (Item("Go", ("Now.",)),), checklist=True)
    made = Page("T", "S", "A", "todo", (section,), (), "C")
    assert [(x.text, x.indent) for x in page_lines(made)][6:8] == [("[ ] Go", 2), ("Now.", 6)]
    assert "- [ ] **Go**\n  - Now.\n" in markdown(made)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([3], "step 3"),
        ([3, 5], "steps 3 and 5"),
        ([5, 4], "steps 4 and 5"),
        ([3, 4, 5], "steps 3 through 5"),
        ([1, 3, 4, 5, 6], "steps 1 and 3 through 6"),
    ],
)
def test_steps_are_named_in_runs(numbers: list[int], said: str) -> None:
    assert step_names(numbers) == said


def test_only_people_are_left_to_decide() -> None:
    found = page([{"review": {"what": "admission"}}], {})
    assert found.answer == "Nothing is missing any more: what is left is for people to decide."
    assert found.tone == "good"


def test_what_stands_in_the_way_comes_before_the_steps() -> None:
    found = page([TRAINING, {"age": {"at_most": 20}}], {"born": "1990-01-01", "training": []})
    assert found.answer.startswith("As your record stands, this way does not lead there")
    assert [s.title for s in found.sections][1:3] == ["What stands in the way (1)", "The training"]
    assert "You can start now." not in lines(found)


def test_another_way_that_is_open_is_named_where_this_one_is_not() -> None:
    other = {"kind": "alternative", "title": "By exam", "requirements": [{"exam": {}}]}
    found = page([{"age": {"at_most": 20}}], {"born": "1990-01-01", "exams": []}, other=other)
    assert "Open to you: other (By exam), as far as your record says. See --pathway other." in lines(found)


def test_a_fee_is_said_with_its_step() -> None:
    fees = [{"stage": "training", "fee": {"for": "training", "usd": 300, "to": "the school"}},
            {"stage": "training", "fee": {"for": "books", "usd": "not_published"}}]  # fmt: skip
    said = lines(page([TRAINING, *fees], {"training": [], "paid": []}))
    assert "To pay: $300 for training, to the school." in said
    assert "Fee for books: no source says how much; ask before you start." in said
    assert "Money: $300 to pay for sure." in said
    assert "No source says how much is asked for: books." in said


def test_money_that_nobody_names_is_not_called_nothing() -> None:
    assert "Money: no source that was read names a fee for this; ask before you start." in lines(
        page([TRAINING], {"training": []})
    )


def test_what_has_no_known_length_is_named() -> None:
    said = lines(page([{"education": {"at_least": "bachelor"}, "stage": "before_training"}, TRAINING], {"education": "high_school", "training": []}, 10))  # fmt: skip
    assert "Nor how long these take: step 1." in said
    assert "With 10 hours a week it can be done by December 20, 2026 at the earliest." in " ".join(said)


def test_how_to_get_what_has_to_be_held_first() -> None:
    rules = [{"stage": "before_application", "work_experience": {"hours": 10, "while_holding": "xx"}}]
    trainee = {"kind": "trainee", "requirements": [TRAINING]}
    said = lines(page(rules, {"experience": []}, start=trainee))
    assert "[ ] 1. Holding xx" in said
    assert "How to get there: peercert plan xx --pathway start." in said


def test_a_ready_renewal_and_a_sent_application_are_told_what_comes_now() -> None:
    sent = page([{"application": {}}], {"milestones": {"application": "2026-11-01"}})
    assert sent.answer.endswith("your application is in. Nothing is left but to wait for the answer.")
    held = {"credentials": [{"id": "xx", "issued": "2025-01-14", "expires": "2027-01-14"}],
            "continuing_education": [{"hours": 20, "completed": "2026-05-05"}]}  # fmt: skip
    kept = page([{"continuing_education": {"hours": 20}}], held, cycle={"every": "24 months"})
    assert kept.answer.startswith("Well done: everything asked for is there.")
