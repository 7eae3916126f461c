"""What contradicts itself in a record: both places, in exact words; and nothing where nothing does."""

from datetime import date
from typing import Any

import pytest
from conftest import ROOT, make_credential

from peercert.doubts import doubts
from peercert.evaluation import evaluate, evaluate_all
from peercert.present.page import report_page
from peercert.record import Record
from peercert.recordfile import load_record
from peercert.rulebook import Rulebook
from peercert.words import say

DAY = date(2026, 11, 22)


def found(record: dict[str, Any]) -> list[tuple[tuple[str, ...], str]]:
    return [(d.fields, say(d.says)) for d in doubts(Record.parse(record), DAY)]


@pytest.mark.parametrize(
    ("record", "fields", "says"),
    [
        (
            {"born": "1990-04-02", "lived_experience": [{"as": "person", "of": "trauma", "recovery_since": "1989-06"}]},
            ("born", "lived_experience[0].recovery_since"),
            "Your date of birth is April 2, 1990, but the first day of this recovery is June 1989, which is earlier; one of the two is not right.",
        ),
        (
            {"born": 1990, "lived_experience": [{"as": "person", "of": "trauma", "recovery_periods": [{"from": "1985"}]}]},
            ("born", "lived_experience[0].recovery_periods[0].from"),
            "Your date of birth is 1990, but the first day of this recovery is 1985, which is earlier; one of the two is not right.",
        ),
        (
            {"born": "2016-05-10", "training": [{"hours": 40}, {"hours": 40, "completed": "2006-05-10"}]},
            ("born", "training[1].completed"),
            "Your date of birth is May 10, 2016, but the date of this training is May 10, 2006, which is earlier; one of the two is not right.",
        ),
        (
            {"born": "2016-05-10", "continuing_education": [{"hours": 3, "completed": "2006-05-10"}]},
            ("born", "continuing_education[0].completed"),
            "Your date of birth is May 10, 2016, but the date of this training is May 10, 2006, which is earlier; one of the two is not right.",
        ),
        (
            {"born": "2016-05-10", "exams": [{"taken": "2010-01"}]},
            ("born", "exams[0].taken"),
            "Your date of birth is May 10, 2016, but the date of this exam is January 2010, which is earlier; one of the two is not right.",
        ),
        (
            {"born": "2016-05-10", "experience": [{"from": "2010-01-04", "to": "2011-01-04"}]},
            ("born", "experience[0].from"),
            "Your date of birth is May 10, 2016, but the first day of this work is January 4, 2010, which is earlier; one of the two is not right.",
        ),
        (
            {"born": "2016-05-10", "supervision": [{"from": "2010-01-04", "hours": 4}]},
            ("born", "supervision[0].from"),
            "Your date of birth is May 10, 2016, but the first day of this supervision is January 4, 2010, which is earlier; one of the two is not right.",
        ),
        (
            {"born": "2016-05-10", "credentials": [{"id": "nc-cpss", "issued": "2010-03-01"}]},
            ("born", "credentials[0].issued"),
            "Your date of birth is May 10, 2016, but the date of issue of this credential is March 1, 2010, which is earlier; one of the two is not right.",
        ),
        (
            {"lived_experience": [{"as": "person", "of": "trauma", "recovery_since": "2020-03-01", "recovery_periods": [{"from": "2018-01-01"}]}]},
            ("lived_experience[0].recovery_since", "lived_experience[0].recovery_periods[0].from"),
            "Recovery is said to go on without a break since March 1, 2020, and also since January 1, 2018; one of the two is not right.",
        ),
        (
            {"lived_experience": [{"as": "person", "of": "trauma", "recovery_since": "2020-03-01", "recovery_periods": [{"from": "2018-01", "to": "2021-06"}]}]},
            ("lived_experience[0].recovery_since", "lived_experience[0].recovery_periods[0].to"),
            "Recovery is said to go on without a break since March 1, 2020, but the last day of a stretch of it is June 2021; one of the two is not right.",
        ),
        (
            {"lived_experience": [{"as": "person", "of": "trauma", "recovery_periods": [{"from": "2018-01-01", "to": "2017-12-31"}]}]},
            ("lived_experience[0].recovery_periods[0].from", "lived_experience[0].recovery_periods[0].to"),
            "The last day here, December 31, 2017, is earlier than the first, January 1, 2018; one of the two is not right.",
        ),
        (
            {"supervision": [{"from": "2025-06-01", "to": "2025-01-06"}]},
            ("supervision[0].from", "supervision[0].to"),
            "The last day here, January 6, 2025, is earlier than the first, June 1, 2025; one of the two is not right.",
        ),
        (
            {"events": [{"kind": "inpatient_stay", "from": "2024-01-12", "to": "2024-01-10"}]},
            ("events[0].from", "events[0].to"),
            "The last day here, January 10, 2024, is earlier than the first, January 12, 2024; one of the two is not right.",
        ),
        (
            {"credentials": [{"id": "nc-cpss", "expires": "2026-03-01", "status": "active"}]},
            ("credentials[0].status", "credentials[0].expires"),
            "nc-cpss is given as active, but its last valid day was March 1, 2026, before November 22, 2026; it is treated as expired.",
        ),
        (
            {"credentials": [{"id": "nc-cpss", "expires": "2027-03-01", "status": "lapsed"}]},
            ("credentials[0].status", "credentials[0].expires"),
            "nc-cpss is given as expired, but it is valid until March 1, 2027; one of the two is not right.",
        ),
        (
            {"credentials": [{"id": "nc-cpss", "issued": "2026-03-01", "renewed": "2024-03-01"}]},
            ("credentials[0].issued", "credentials[0].renewed"),
            "The last renewal of nc-cpss, March 1, 2024, is earlier than its first issue, March 1, 2026; one of the two is not right.",
        ),
        (
            {"credentials": [{"id": "nc-cpss", "renewed": "2024-03-01", "renewals": 0}]},
            ("credentials[0].renewals", "credentials[0].renewed"),
            "nc-cpss has 0 renewals, but also a day of its last renewal, March 1, 2024; one of the two is not right.",
        ),
        (
            {"works_in": "none", "employment": {"status": "employed"}},
            ("works_in", "employment.status"),
            "works_in says that you do not work, but employment says that you have a post.",
        ),
        (
            {"employment": {"status": "none"}, "experience": [{"from": "2025-01-06", "hours": 20}]},
            ("employment.status", "experience[0].to"),
            "employment says that you have no post, but this work has a first day, January 6, 2025, and no last day, so it goes on.",
        ),
        (
            {"training": [{"hours": 6, "topics": {"ethics": 4, "advocacy": 3.5}}]},
            ("training[0].hours", "training[0].topics"),
            "This entry has 6 hours, but its topics add up to 7.5 hours; one of the two is not right.",
        ),
        (
            {"continuing_education": [{"hours": 1, "topics": {"ethics": 2}}]},
            ("continuing_education[0].hours", "continuing_education[0].topics"),
            "This entry has 1 hour, but its topics add up to 2 hours; one of the two is not right.",
        ),
        (
            {"experience": [{"hours": 10, "supervised_hours": 12}]},
            ("experience[0].hours", "experience[0].supervised_hours"),
            "This work has 10 hours, but 12 hours of supervision in it; one of the two is not right.",
        ),
        (
            {"experience": [{"hours": 100, "supervised": False, "supervised_hours": 1}]},
            ("experience[0].supervised", "experience[0].supervised_hours"),
            "This work is said not to be supervised, and also to have 1 hour of supervision in it; one of the two is not right.",
        ),
        (
            {"experience": [{"from": "2026-01-05", "to": "2026-01-09", "hours": 121}]},
            ("experience[0].hours", "experience[0].to"),
            "This work has 121 hours, but there are only 5 days from its first to its last day; that would be more than 24 hours a day.",
        ),
        (
            {"experience": [{"from": "2026-11-22", "hours": 25}]},
            ("experience[0].hours", "experience[0].from"),
            "This work has 25 hours, but there is only 1 day from its first to its last day; that would be more than 24 hours a day.",
        ),
        (
            {"education": "none", "documents": ["diploma"]},
            ("education", "documents"),
            "education says that you did not finish high school, but a diploma is among your documents.",
        ),
        (
            {"education": "some_high_school", "enrolled_in": "doctorate"},
            ("education", "enrolled_in"),
            "education says that you did not finish high school, but enrolled_in that you study for a degree that comes after college.",
        ),
        (
            {"training": [{"title": "Core", "hours": 40, "completed": "2026-05"}, {"title": "Core", "hours": 40, "completed": "2026-05"}]},
            ("training[0]", "training[1]"),
            "“Core” of 40 hours stands here twice with the same date; if it is one and the same, take one out, because both are counted.",
        ),
        (
            {"experience": [{"employer": "Center", "from": "2025-01-06", "to": "2025-06-30", "hours": 120, "kind": kind} for kind in ("paid", "volunteer")]},
            ("experience[0]", "experience[1]"),
            "“Center” of 120 hours stands here twice with the same date; if it is one and the same, take one out, because both are counted.",
        ),
    ],
)  # fmt: skip
def test_a_contradiction_names_both_places(record: dict[str, Any], fields: tuple[str, ...], says: str) -> None:
    assert found(record) == [(fields, says)]


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"born": "1990", "lived_experience": [{"as": "person", "of": "trauma", "recovery_since": "1990-02"}]},
        {"lived_experience": [{"as": "person", "of": "trauma", "recovery_since": "2020-03-01", "recovery_periods": [{"from": "2018-01", "to": "2019-06"}]}]},
        {"credentials": [{"id": "nc-cpss", "expires": "2026-11-22", "status": "active"}]},
        {"credentials": [{"id": "nc-cpss", "expires": "2026-11-22", "status": "expired"}]},
        {"credentials": [{"id": "nc-cpss", "expires": "2026-11", "status": "active"}]},
        {"works_in": "none", "employment": {"status": "volunteer"}},
        {"employment": {"status": "none"}, "experience": [{"from": "2025-01-06", "to": "2025-06-30"}, {"hours": 20}]},
        {"training": [{"hours": 6, "topics": {"ethics": 6}}, {"topics": {"ethics": 6}}]},
        {"experience": [{"hours": 10, "supervised_hours": 10, "supervised": True}]},
        {"experience": [{"from": "2026-01-05", "to": "2026-01-09", "hours": 120}]},
        {"education": "high_school", "documents": ["diploma"], "enrolled_in": "bachelor"},
        {"training": [{"title": "Core", "hours": 40, "completed": "2026-05"}, {"title": "Core", "hours": 40, "completed": "2026-06"}]},
        {"training": [{"hours": 40}, {"hours": 40}]},
    ],
)  # fmt: skip
def test_what_fits_together_is_not_doubted(record: dict[str, Any]) -> None:
    assert found(record) == []


@pytest.mark.parametrize("name", ["newcomer", "nearly-ready", "near-renewal"])
def test_the_examples_are_sound(name: str) -> None:
    assert doubts(load_record(ROOT / "examples" / f"{name}.yaml", today=DAY), DAY) == ()


EXPIRED = {"credentials": [{"id": "yy", "issued": "2022-03-01", "expires": "2026-03-01", "status": "active"}]}


def test_an_expired_credential_given_as_active_does_not_count() -> None:
    credential = make_credential([{"credential_held": {"any": ["yy"]}}])
    held = evaluate(credential.pathways["initial"], Record.parse(EXPIRED), DAY).findings[0]
    assert held.verdict == "missing"
    assert held.reason == "Your record shows no such credential."


def test_an_expired_credential_given_as_active_counts_as_expired() -> None:
    credential = make_credential([{"credential_held": {"any": ["yy"], "status": ["expired"]}}])
    assert evaluate(credential.pathways["initial"], Record.parse(EXPIRED), DAY).findings[0].verdict == "met"


def test_hours_after_the_expiry_of_a_credential_given_as_active_are_not_hours_while_holding_it() -> None:
    credential = make_credential([{"work_experience": {"hours": 10, "while_holding": "yy"}}])
    record = EXPIRED | {"experience": [{"from": "2026-04-01", "to": "2026-05-01", "hours": 10}]}
    assert evaluate(credential.pathways["initial"], Record.parse(record), DAY).findings[0].verdict == "missing"


def test_every_report_names_them_under_please_mind(rules: Rulebook) -> None:
    credential = rules.credential("sc-cpss-share")
    assert credential is not None
    report = evaluate_all(credential, Record.parse(EXPIRED), DAY)
    page = report_page(report, rules.of_credential(credential))
    mind = next(s for s in page.sections if s.title == "Please mind")
    assert mind.lines[-1] == (
        "yy is given as active, but its last valid day was March 1, 2026, before November 22, 2026; it is treated as expired."
        " In your record: credentials[0].status and credentials[0].expires."
    )
