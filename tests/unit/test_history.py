"""A rule over time, from what is dated in it."""

from datetime import date
from typing import Any

from peercert.maintain.history import history
from peercert.model import Jurisdiction
from peercert.present.history_page import history_page

SOURCES = {
    "board": {"publisher": "Board", "title": "Rules", "url": "https://example.org", "kind": "regulation", "read": "2026-11-20"},
    "old": {"publisher": "State", "title": "Plan", "url": "https://example.org/old", "kind": "state_agency", "dated": "2004-04", "read": "2026-11-20"},
}  # fmt: skip


def place(requirements: list[dict[str, Any]], **keys: Any) -> Jurisdiction:
    credential = {
        "id": "xx-cpss", "name": "Example", "certifier": {"name": "Board"}, "populations": "other", "role": "person", "status": "active",
        "pathways": {"initial": {"requirements": requirements}},
    }  # fmt: skip
    earlier = credential | {"id": "xx-old", "status": "retired", "replaced_by": "xx-cpss"}
    return Jurisdiction.parse(
        {
            "jurisdiction": "xx",
            "name": "X",
            "summary": "X",
            "sources": SOURCES,
            "credentials": [credential | keys, earlier],
        }
    )


def told(requirements: list[dict[str, Any]], **keys: Any) -> list[str]:
    one = place(requirements, **keys)
    return [f"{e.when} {e.pathway}: {e.says}" for e in history(one.credentials[0], one).events]


def test_versions_of_a_rule_are_one_story() -> None:
    assert told([
        {"training": {"hours": 30}, "until": "2021-06-30", "cite": "board"},
        {"training": {"hours": 40}, "from": "2021-07-01", "until": "2026-12-31", "cite": "board"},
        {"training": {"hours": 46}, "from": "2027-01-01", "cite": "board"},
    ]) == ["2021-07-01 initial: 30 → 40 hours of training.", "2027-01-01 initial: 40 → 46 hours of training."]  # fmt: skip


def test_rules_that_come_and_go() -> None:
    assert told([
        {"fee": {"for": "exam", "usd": 75}, "until": "2025-05-31", "cite": "board"},
        {"any_of": [{"age": {"at_least": 18}}, {"document": {"name": "diploma"}, "from": "2026-01-01"}], "cite": "board"},
    ]) == ["2025-05-31 initial: Last day of this rule: Fee for exam: $75.", "2026-01-01 initial: New: To send in: diploma."]  # fmt: skip


def test_the_credential_its_ways_and_its_facts() -> None:
    pathways = {"initial": {"from": "2025-07-01", "until": "2027-06-30", "requirements": []}}
    facts = [{"about": "medicaid", "says": "It may be billed.", "from": "2026-01-01", "cite": "board"}]
    assert told([], pathways=pathways, facts=facts, **{"from": "2025-07-01", "until": "2028-06-30", "replaced_by": "us-x"}) == [
        "2025-07-01 : It is issued from this day on, in place of xx-old.",
        "2025-07-01 initial: This way opens.",
        "2026-01-01 : From this day: It may be billed.",
        "2027-06-30 initial: Last day of this way.",
        "2028-06-30 : Last day on which it is issued; us-x takes its place.",
    ]  # fmt: skip


def test_what_older_sources_said_has_the_date_of_the_source() -> None:
    one = place([
        {"training": {"hours": 40}, "cite": "board", "disputed": [{"value": 30, "cite": "old", "note": "older plan"}, {"value": 52, "cite": "board"}]}
    ])  # fmt: skip
    found = history(one.credentials[0], one)
    assert [(str(e.when), e.says, e.note) for e in found.events] == [
        ("2004-04", "40 hours of training; another source says 30 hours.", "older plan")
    ]
    assert [o.says for o in found.undated] == ["40 hours of training; another source says 52 hours."]


def test_the_page_parts_past_and_future() -> None:
    one = place([
        {"training": {"hours": 40}, "until": "2026-12-31", "cite": "board"},
        {"training": {"hours": 46}, "from": "2027-01-01", "cite": "board"},
        {"age": {"at_least": 18}, "from": "2020-01-01", "cite": "board"},
    ])  # fmt: skip
    credential = one.credentials[0]
    page = history_page(credential, one, history(credential, one), date(2026, 11, 22))
    assert page.answer == "1 dated step so far, 1 still to come. Only what the rule book dates is here."
    assert [(s.title, [i.head for i in s.items], list(s.lines)) for s in page.sections] == [
        ("So far", ["January 1, 2020: initial: New: Age: at least 18 years old. [1]"], []),
        ("Now", [], ["On November 22, 2026: It is issued.", "initial: 2 requirements in force."]),
        ("Still to come", ["January 1, 2027: initial: 40 → 46 hours of training. [1]"], []),
    ]


def test_nothing_dated_is_said_as_such() -> None:
    one = place([{"age": {"at_least": 18}, "cite": "board"}])
    page = history_page(one.credentials[0], one, history(one.credentials[0], one), date(2026, 11, 22))
    assert page.answer.startswith("No change of this rule is known")
