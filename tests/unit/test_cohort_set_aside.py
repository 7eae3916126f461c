"""What the roster sums up and the activities do not come to is said; the activities count."""

from typing import Any

import pytest

from peercert.cohort.set_aside import set_aside
from peercert.words import say

ROSTER = {"continuing_education": [{"hours": 20, "topics": {"ethics": 3}}]}
HEADINGS = {"continuing_education_hours": "CE hrs", "continuing_education_hours.ethics": "CE ethics"}


def said(*activities: dict[str, Any], listed: str = "continuing_education") -> list[str]:
    remarks = set_aside(5, ROSTER, {listed: activities}, HEADINGS)
    return [f"{r.about} {r.row} {r.column}: {say(r.says)}" for r in remarks]


def test_hours_that_become_fewer_are_said() -> None:
    assert said({"hours": 2, "topic": ["ethics"]}, {"hours": 1, "topic": ["ethics"]}) == [
        "set_aside 5 CE hrs: the roster says 20 hours of continuing education, the activities come to 3 hours; "
        "the activities count"
    ]


def test_hours_on_a_topic_as_well() -> None:
    assert said({"hours": 25, "topic": ["other"]}, {"hours": 1, "topics": {"ethics": 1}}) == [
        "set_aside 5 CE ethics: the roster says 3 hours of continuing education on ethics, the activities come to 1 hour; "
        "the activities count"
    ]


@pytest.mark.parametrize(
    "activities",
    [({"hours": 20},), ({"hours": 17, "topic": ["other"]}, {"hours": 3, "topic": ["ethics"]}), ({},), ()],
    ids=["as much", "as much on the topic", "perhaps somebody else's", "none"],
)
def test_nothing_is_said_where_nothing_is_lost(activities: tuple[dict[str, Any], ...]) -> None:
    assert said(*activities) == []


def test_figures_of_another_list_stay_what_they_are() -> None:
    assert said({"hours": 1}, listed="training") == []
