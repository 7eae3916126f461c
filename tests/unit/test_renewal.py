"""Keeping a credential: states of a holder, hours and caps, late fees, and what is said where little is known."""

import os
from datetime import date
from typing import Any

import pytest
from conftest import make_credential
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peercert.model import Credential
from peercert.present.renewal_answer import answer, standing
from peercert.present.renewal_json import renewals_json
from peercert.present.renewal_page import renewal_page
from peercert.present.terminal import page_lines
from peercert.record import Record
from peercert.renewal import Hours, Renewal, State, not_listed, renewals
from peercert.rulebook import Rulebook
from peercert.words import say

DAY = date(2026, 11, 22)
YEARLY = {"every": "12 months"}
HOURS = {"continuing_education": {"hours": 20}}


def renewed(
    requirements: list[dict[str, Any]], held: dict[str, Any], *, cycle: dict[str, Any] | None = None, day: date = DAY, ways: dict[str, Any] | None = None, **record: Any
) -> Renewal:  # fmt: skip
    """The renewal of the one made-up credential `xx`."""
    credential = make_credential(requirements, cycle=cycle or YEARLY, **ways or {})
    data = {"credentials": [{"id": "xx"} | held], "continuing_education": []} | record
    (made,) = renewals(Record.parse(data), day, {"xx": credential}.get)
    return made


def course(hours: float, completed: str = "2026-05-05", **keys: Any) -> dict[str, Any]:
    return {"hours": hours, "completed": completed} | keys


# --- where the holder stands


@pytest.mark.parametrize(
    ("cycle", "expires", "state", "says"),
    [
        ({"opens": "90 days"}, "2027-06-30", "not_open", "Your renewal is due on June 30, 2027, in 220 days; it opens on April 1, 2027."),
        ({"opens": "60 days"}, "2027-02-10", "not_open", "Your renewal is due on February 10, 2027, in 80 days; it opens on December 12, 2026."),
        ({}, "2027-06-30", "running", "Your renewal is due on June 30, 2027, in 220 days."),
        ({"opens": "9 months"}, "2027-06-30", "open", "Your renewal is open, and due on June 30, 2027, in 220 days."),
        ({}, "2027-02-21", "running", "Your renewal is due on February 21, 2027, in 91 days."),
        ({}, "2027-02-20", "due_soon", "Your renewal is due on February 20, 2027, in 90 days."),
        ({"opens": "90 days"}, "2027-01-14", "due_soon", "Your renewal is open, and due on January 14, 2027, in 53 days."),
        ({}, "2026-11-23", "due_soon", "Your renewal is due on November 23, 2026, in 1 day."),
        ({}, "2026-11-22", "due_soon", "Your renewal is due today, November 22, 2026."),
        ({"grace": "90 days"}, "2026-11-21", "overdue", "Your certificate ended on November 21, 2026, 1 day ago. You can still renew it until February 19, 2027, for 89 days more."),
        ({"grace": "90 days"}, "2026-08-24", "overdue", "Your certificate ended on August 24, 2026, 90 days ago. You can still renew it until November 22, 2026, for 0 days more."),
        ({"grace": "90 days"}, "2026-08-23", "lapsed", "Your certificate ended on August 23, 2026, and the time to renew it late on November 21, 2026."),
        ({"after_grace": "start_over"}, "2026-11-21", "lapsed", "Your certificate ended on November 21, 2026, and it cannot be renewed after that."),
        ({}, "2026-11-21", "ended", "Your certificate ended on November 21, 2026, 1 day ago. The rules that were read do not say how long it can still be renewed; ask Board soon."),
        ({}, "2026-11", "unknown", "Your certificate ends, or ended, between November 1, 2026 and November 30, 2026; the date on it decides."),
        ({}, "2027-01", "due_soon", "Your renewal is due between January 1, 2027 and January 31, 2027; the date on your certificate decides."),
    ],
)  # fmt: skip
def test_states(cycle: dict[str, Any], expires: str, state: str, says: str) -> None:
    made = renewed([HOURS], {"expires": expires}, cycle=YEARLY | cycle)
    assert made.state == state
    assert standing(made) == says


def test_a_rule_that_wants_it_sent_in_before_the_end_sets_the_deadline() -> None:
    rule = [{"overdue": {"ahead": "30 days", "counted_to": "sent"}}]
    soon = renewed(rule, {"expires": "2026-12-31"})
    assert (soon.state, soon.deadline, soon.days_left) == ("due_soon", date(2026, 12, 1), 9)
    late = renewed(rule, {"expires": "2026-12-10"})
    assert late.state == "late"
    assert standing(late) == (
        "Your renewal was to be sent in by November 10, 2026. The certificate itself runs until December 10, 2026;"
        " ask Board at once whether it can still be renewed."
    )
    sent = renewed(rule, {"expires": "2026-12-10"}, milestones={"sent": "2026-11-01"})
    assert (sent.state, sent.deadline) == ("due_soon", date(2026, 12, 10))


@pytest.mark.parametrize(
    ("requirements", "cycle", "until", "late"),
    [
        ([{"overdue": {"at_most": "90 days"}}], {}, date(2027, 4, 14), True),
        ([{"overdue": {"at_most": "90 days"}}], {"grace": "6 months"}, date(2027, 4, 14), True),
        ([{"overdue": {"at_most": "0 days"}}], {"grace": "1 year"}, None, False),
        ([{"credential_held": {"any": ["xx"]}}], {}, None, False),
        ([{"overdue": {"at_most": "90 days"}, "until": "2026-11-21"}], {}, None, None),
        ([HOURS], {"grace": "1 month"}, date(2027, 2, 14), True),
        ([HOURS], {}, None, None),
    ],
)
def test_how_long_it_can_be_renewed_late(
    requirements: list[dict[str, Any]], cycle: dict[str, Any], until: date | None, late: bool | None
) -> None:
    (days,) = renewed(requirements, {"expires": "2027-01-14"}, cycle=YEARLY | cycle).days
    assert (days.until, days.late) == (until, late)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("suspended", "Your record says that it is suspended. Ask Board what has to happen first."),
        ("revoked", "Your record says that it was revoked. Ask Board whether and how it can be got back."),
        ("retired", "Your record says that it is retired. Ask Board whether and how it can be taken up again."),
        ("inactive", "Your record says that it is inactive. Ask Board what makes it active again."),
    ],
)
def test_what_only_the_certifier_can_mend(status: str, says: str) -> None:
    made = renewed([HOURS], {"expires": "2027-01-14", "status": status})
    assert made.state == "ask_certifier"
    assert standing(made) == says
    assert not made.settled


def test_expired_by_the_record_but_valid_by_its_date() -> None:
    made = renewed([HOURS], {"expires": "2027-01-14", "status": "expired"})
    assert made.state == "unknown"
    assert standing(made) == (
        "Your record says that it has expired, and also that it is valid until January 14, 2027; one of the two is not right."
    )


def test_given_as_active_although_it_expired() -> None:
    made = renewed([HOURS], {"expires": "2026-10-31", "status": "active"}, cycle=YEARLY | {"grace": "90 days"})
    assert made.state == "overdue"
    assert made.report is not None
    assert [say(d.says) for d in made.report.doubts] == [
        "xx is given as active, but its last valid day was October 31, 2026, before November 22, 2026; it is treated as expired."
    ]


@pytest.mark.parametrize(
    ("cycle", "held", "fields"),
    [
        (YEARLY, {}, ("credentials[0].expires", "credentials[0].issued")),
        (YEARLY, {"issued": "2024-05-01"}, ("credentials[0].expires", "credentials[0].renewed")),
        ({"every": "12 months", "ends": "recorded"}, {"issued": "2026-05-01"}, ("credentials[0].expires",)),
        ({"every": "24 months", "ends": "birthday"}, {"issued": "2026-05-01"}, ("credentials[0].expires", "credentials[0].renewed", "born")),
    ],
)  # fmt: skip
def test_what_settles_when_it_ends(cycle: dict[str, Any], held: dict[str, Any], fields: tuple[str, ...]) -> None:
    made = renewed([HOURS], held, cycle=cycle)
    assert (made.state, made.deadline, made.settled_by) == ("unknown", None, fields)
    assert standing(made) == "When your certificate ends cannot be told from your record."


def test_expired_but_not_when() -> None:
    made = renewed([HOURS], {"status": "expired"})
    assert made.state == "ended"
    assert standing(made) == "Your record says that it has expired, but not when."


# --- hours


def hours(rule: dict[str, Any], *courses: dict[str, Any], **keys: Any) -> Hours:
    (found,) = renewed(
        [{"continuing_education": rule}], {"expires": "2027-01-14"}, continuing_education=list(courses), **keys
    ).hours
    return found


def test_hours_done_and_left() -> None:
    found = hours({"hours": 20, "parts": {"ethics": 6}}, course(10, topic="ethics"), course(2, topic="advocacy"))
    assert (found.need, found.done, found.left, found.left_at_least, found.unit) == (20, 12, 8, 8, "hours")
    assert [(say(p.name), p.have, p.need, p.gap) for p in found.parts] == [("on ethics", 10, 6, 0)]


def test_hours_that_the_record_leaves_open_are_a_span() -> None:
    found = hours({"hours": 20}, course(10), {"hours": 4})
    assert (found.done, found.done_at_most, found.left, found.left_at_least) == (10, 14, 10, 6)


def test_a_silent_record_leaves_all_open() -> None:
    credential = make_credential([HOURS], cycle=YEARLY)
    (made,) = renewals(
        Record.parse({"credentials": [{"id": "xx", "expires": "2027-01-14"}]}), DAY, {"xx": credential}.get
    )
    (found,) = made.hours
    assert (found.done, found.need, found.left, found.left_at_least) == (None, 20, 20, 0)


@pytest.mark.parametrize(
    ("rule", "courses", "cap"),
    [
        # (what, limit, used, not counted at most and at least)
        ({"at_most": [{"hours": 3, "format": "online"}]}, [course(5, format="online"), course(4, format="in_person")], ("online", 3, 3, 2, 2)),
        ({"at_most": [{"hours": 3, "format": "online"}]}, [course(2, format="online")], ("online", 3, 2, 0, 0)),
        ({"at_most": [{"hours": 3, "format": "online"}]}, [course(5), course(4, format="in_person")], ("online", 3, 3, 2, 0)),
        ({"at_most": [{"share": 50, "format": "online"}]}, [course(14, format="self_paced")], ("online", 10, 10, 4, 4)),
        ({"at_most": [{"hours": 0, "topic": "first_aid"}]}, [course(4, topic="first_aid"), course(1, topic="ethics")], ("on first aid", 0, 0, 4, 4)),
        ({"parts": {"ethics": {"at_most": 3}}}, [course(5, topic="ethics"), course(1, topic="advocacy")], ("on ethics", 3, 3, 2, 2)),
        ({"carry_over": 5}, [course(8, carried_over=True), course(2)], ("carried over", 5, 5, 3, 3)),
        ({"carry_over": 5}, [course(2)], ("carried over", 5, 0, 0, 0)),
        ({}, [course(8, carried_over=True), course(2)], ("carried over", None, 0, 8, 8)),
    ],
)  # fmt: skip
def test_caps(rule: dict[str, Any], courses: list[dict[str, Any]], cap: tuple[Any, ...]) -> None:
    (use,) = hours({"hours": 20} | rule, *courses).caps
    assert (say(use.what), use.limit, use.used, use.not_counted, use.not_counted_at_least) == cap


def test_each_of_two_caps_is_weighed_by_itself() -> None:
    rule = {"hours": 40, "at_most": [{"hours": 5, "format": "self_paced"}, {"hours": 10, "as": "teaching"}]}
    found = hours(rule, course(8, format="self_paced"), course(12, format="in_person", kind="teaching"), course(1, format="in_person"))  # fmt: skip
    assert found.done == 16
    assert [(c.limit, c.used, c.not_counted) for c in found.caps] == [(5, 5, 3), (10, 10, 2)]


def test_no_cap_no_word_of_one() -> None:
    assert hours({"hours": 20}, course(5, format="online")).caps == ()


def test_hours_on_a_clock_of_their_own() -> None:
    found = hours({"hours": 3, "topic": "ethics", "every": "24 months", "first_due": "first_renewal", "counts_inside": True}, course(3, "2025-02-01", topic="ethics"))  # fmt: skip
    assert found.counted is not None
    assert (found.counted.lo, found.counted.hi, found.left, found.inside) == (
        date(2025, 1, 14),
        date(2027, 1, 14),
        0,
        True,
    )


def test_a_short_period_asks_less() -> None:
    (found,) = renewed(
        [{"continuing_education": {"hours": 24, "prorated": True}}], {"issued": "2026-05-10"},
        cycle={"every": "12 months", "ends": "12-31", "first": "short"},
    ).hours  # fmt: skip
    assert (found.need, found.usual) == (16, 24)  # 10 May to 31 December: 8 of 12 months


def test_hours_that_had_to_be_done_by_the_end() -> None:
    rule = [{"continuing_education": {"hours": 20, "by_end": True}}]
    made = renewed(rule, {"expires": "2026-10-31"}, cycle=YEARLY | {"grace": "90 days"}, continuing_education=[course(12)])  # fmt: skip
    assert made.hours[0].too_late
    assert answer(made)[0].endswith("Hours are missing that had to be done by October 31, 2026; ask Board what can be done.")  # fmt: skip


def test_of_alternatives_the_nearest_counts() -> None:
    either = {"any_of": [{"continuing_education": {"hours": 40}}, {"continuing_education": {"hours": 15, "topic": "ethics"}}]}  # fmt: skip
    (found,) = renewed([either], {"expires": "2027-01-14"}, continuing_education=[course(10, topic="ethics")]).hours
    assert (found.need, found.done, found.left) == (15, 10, 5)


def test_hours_asked_only_perhaps_are_left_perhaps() -> None:
    rule = HOURS | {"when": {"statement": {"that": "supervises", "text": "You supervise other peers"}}}
    made = renewed([rule], {"expires": "2027-01-14"})
    assert made.left == {("continuing_education", "hours"): (0, 20)}
    assert "At most 20 hours are left to do." in answer(made)[0]


@pytest.mark.parametrize(
    ("rules", "left", "says"),
    [
        ([{"hours": 20}], (8, 8), "8 hours are left to do."),
        ([{"hours": 13}], (1, 1), "1 hour is left to do."),
        ([{"hours": 12}], (0, 0), "All that is asked is done."),
        ([{"hours": 20}, {"hours": 3, "topic": "law", "counts_inside": True}], (8, 8), "8 hours are left to do."),
        ([{"hours": 12}, {"hours": 3, "topic": "law", "counts_inside": True}], (3, 3), "3 hours are left to do."),
        ([{"hours": 20}, {"hours": 3, "topic": "law"}], (11, 11), "11 hours are left to do."),
    ],
)
def test_hours_left_in_all(rules: list[dict[str, Any]], left: tuple[float, float], says: str) -> None:
    made = renewed(
        [{"continuing_education": r} for r in rules],
        {"expires": "2027-01-14"},
        continuing_education=[course(12, topic="ethics")],
    )
    assert made.left == {("continuing_education", "hours"): left}
    assert answer(made)[0] == f"Your renewal is due on January 14, 2027, in 53 days. {says}"


def test_what_people_decide_is_not_missing() -> None:
    made = renewed([{"continuing_education": {"hours": 12}}, {"review": {"what": "conduct"}}], {"expires": "2027-01-14"}, continuing_education=[course(12)])  # fmt: skip
    assert made.settled
    assert answer(made)[0].endswith("in 53 days. Nothing is missing; what is left is for people to decide.")


def test_other_kinds_of_hours_are_named() -> None:
    rules = [HOURS, {"work_experience": {"hours": 100}}, {"continuing_education": {"courses": 1, "topic": "law"}}]
    made = renewed(rules, {"expires": "2027-01-14"}, experience=[{"hours": 40, "from": "2026-01-05", "to": "2026-03-31"}])  # fmt: skip
    assert answer(made)[0].endswith(
        "Left to do: 20 hours of continuing education, 60 hours of work experience and 1 course of continuing education."
    )


# --- late


LATE_FEE = {"id": "late", "fee": {"for": "late_renewal", "usd": 50}}


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ({"overdue": {"more_than": "0 days"}}, date(2027, 1, 15), None),
        ({"overdue": {"more_than": "6 months"}}, date(2027, 7, 15), None),
        ({"overdue": {"more_than": "0 days", "at_most": "29 days"}}, date(2027, 1, 15), date(2027, 2, 12)),
        ({"not": {"overdue": {"ahead": "45 days"}}}, date(2026, 12, 1), None),
        ({"all_of": [{"not": {"overdue": {"ahead": "45 days"}}}, {"overdue": {"at_most": "6 months"}}]}, date(2026, 12, 1), date(2027, 7, 14)),
    ],
)  # fmt: skip
def test_from_when_a_late_fee_is_asked(when: dict[str, Any], first: date, last: date | None) -> None:
    (late,) = renewed([LATE_FEE | {"when": when}], {"expires": "2027-01-14"}, paid=[]).late
    assert (late.first, late.last, late.finding.judgement.usd) == (first, last, 50)


@pytest.mark.parametrize("when", [{"overdue": {"ahead": "45 days"}}, {"period": {"first": True}}])
def test_a_fee_that_is_not_for_lateness(when: dict[str, Any]) -> None:
    assert renewed([LATE_FEE | {"when": when}], {"issued": "2026-01-14", "expires": "2027-01-14"}, paid=[]).late == ()


def test_a_late_fee_ends_with_the_time_to_renew() -> None:
    rules = [LATE_FEE | {"when": {"overdue": {"more_than": "0 days"}}}, LATE_FEE | {"id": "later", "when": {"overdue": {"more_than": "6 months"}}}]  # fmt: skip
    made = renewed(rules, {"expires": "2027-01-14"}, cycle=YEARLY | {"grace": "90 days"}, paid=[])
    assert [(x.finding.id, x.last) for x in made.late] == [("late", date(2027, 4, 14))]


def test_whoever_sent_it_in_on_time_pays_no_late_fee() -> None:
    rule = LATE_FEE | {"when": {"overdue": {"more_than": "0 days", "counted_to": "sent"}}}
    assert renewed([rule], {"expires": "2027-01-14"}, paid=[], milestones={"sent": "2026-11-01"}).late == ()


# --- which credentials, and in what order


def test_the_most_urgent_comes_first_and_steps_come_last() -> None:
    step, later, other = (
        make_credential([HOURS], cycle=YEARLY | {"grace": "90 days"}).but(id=name)
        for name in ("step", "later", "other")
    )
    entry = {"requirements": [{"credential_held": {"any": ["step"]}}]}
    later = make_credential([HOURS], cycle=YEARLY, initial=entry).but(id="later")
    book = {c.id: c for c in (step, later, other)}
    record = Record.parse({"credentials": [{"id": "step", "expires": "2026-10-31"}, {"id": "later", "expires": "2027-10-31"}, {"id": "other", "expires": "2026-10-30"}]})  # fmt: skip
    made = renewals(record, DAY, book.get)
    assert [(r.credential.id, r.leads_to) for r in made] == [("other", None), ("later", None), ("step", "later")]
    assert standing(made[2]) == "It was a step to later, which you hold; it ended on October 31, 2026."


def test_only_those_that_are_named() -> None:
    book = {name: make_credential([HOURS], cycle=YEARLY).but(id=name) for name in ("aa", "bb")}
    record = Record.parse({"credentials": [{"id": "aa"}, {"id": "bb"}, {"id": "cc"}]})
    assert [r.credential.id for r in renewals(record, DAY, book.get, only=["bb"])] == ["bb"]
    assert not_listed(record, book.get) == ("cc",)


def test_an_id_in_capitals_is_not_taken_for_another() -> None:
    credential = make_credential([HOURS], cycle=YEARLY)
    record = Record.parse({"credentials": [{"id": "XX"}]})
    assert renewals(record, DAY, lambda name: credential if name.casefold() == "xx" else None) == ()
    assert not_listed(record, lambda name: credential if name.casefold() == "xx" else None) == ("XX",)


def test_a_credential_without_a_way_to_renew() -> None:
    credential = make_credential([{"age": {"at_least": 18}}])
    (made,) = renewals(Record.parse({"credentials": [{"id": "xx", "expires": "2027-01-14"}]}), DAY, {"xx": credential}.get)  # fmt: skip
    assert (made.state, made.report, made.hours) == (State.NO_RULE, None, ())
    assert standing(made) == "Yours runs until January 14, 2027. How it is renewed, no source that was read says; ask Board."  # fmt: skip


def test_a_replaced_credential_says_what_took_its_place(rules: Rulebook) -> None:
    record = Record.parse({"credentials": [{"id": "wa-cpc", "expires": "2026-02-01"}]})
    (made,) = renewals(record, DAY, rules.credential)
    assert standing(made) == (
        "wa-cpc has not been issued since June 30, 2025; wa-cpss or wa-cpsst took its place. Yours ended on February 1, 2026."
        " How it is renewed, no source that was read says; ask Washington State Health Care Authority."
    )


def test_a_rule_without_a_period_counts_all_and_says_so() -> None:
    credential = make_credential([], renewal={"requirements": [HOURS]})
    data = {"credentials": [{"id": "xx", "expires": "2027-01-14"}], "continuing_education": [course(5, "2010-01-01")]}
    (made,) = renewals(Record.parse(data), DAY, {"xx": credential}.get)
    assert (made.state, made.hours[0].done, made.hours[0].from_any_time) == ("due_soon", 5, True)


def test_another_way_to_renew_by_name() -> None:
    two = {
        "kind": "renewal",
        "cycle": {"every": "24 months"},
        "requirements": [{"continuing_education": {"hours": 40}}],
    }
    credential = make_credential([HOURS], cycle=YEARLY, **{"two-years": two})
    record = Record.parse({"credentials": [{"id": "xx", "expires": "2027-01-14"}], "continuing_education": []})
    (first,) = renewals(record, DAY, {"xx": credential}.get)
    (second,) = renewals(record, DAY, {"xx": credential}.get, pathway="two-years")
    assert (first.hours[0].need, second.hours[0].need) == (20, 40)
    assert first.report is not None
    assert [a.pathway for a in first.report.alternatives] == ["two-years"]


# --- every credential of the rule book

RULES = Rulebook()
RENEWED: list[Credential] = [c for c in RULES.credentials() if any(p.kind == "renewal" for p in c.pathways.values())]
formats = st.sampled_from(["in_person", "live_online", "online", "self_paced"])
activity = st.fixed_dictionaries(
    {"hours": st.sampled_from([0.5, 3, 6, 10, 40])},
    optional={
        "completed": st.sampled_from(["2025-03-01", "2026-02-01", "2026-10", "2027-02-01"]),
        "topic": st.sampled_from(["ethics", "law_and_ethics", "peer_support", "suicide_prevention", "core"]),
        "format": formats,
        "carried_over": st.just(True),
        "kind": st.sampled_from(["teaching", "course_preparation"]),
    },
)
ends = st.sampled_from([None, "2026-12-31", "2027-01-14", "2026-11", "2026-10-31", "2020-01-01"])
statuses = st.sampled_from([None, "active", "expired", "inactive"])
often = settings(
    max_examples=int(os.environ.get("PEERCERT_EXAMPLES", "150")), deadline=None, suppress_health_check=list(HealthCheck)
)


@often
@given(
    credential=st.sampled_from(RENEWED),
    end=ends,
    status=statuses,
    known=st.one_of(st.none(), st.lists(activity, max_size=4)),
    born=st.sampled_from([None, "1985-06-15", "1985"]),
)
def test_every_holder_is_answered(
    credential: Credential, end: str | None, status: str | None, known: list[dict[str, Any]] | None, born: str | None
) -> None:
    held = {
        "id": credential.id,
        "issued": "2025-01-15" if end != "2020-01-01" else "2018-01-15",
        "expires": end,
        "status": status,
    }
    data = {
        "credentials": [{k: v for k, v in held.items() if v is not None}],
        "born": born,
        "continuing_education": known,
    }
    (made,) = renewals(Record.parse({k: v for k, v in data.items() if v is not None}), DAY, RULES.credential)
    assert made.report is not None
    place = RULES.of_credential(credential)
    text = "\n".join(line.text for line in page_lines(renewal_page(made, place)))
    assert made.report.credential.name in text
    assert "{" not in text
    assert renewals_json([(made, place)], DAY, {})["renewals"][0]["credential"] == credential.id
    for one in made.hours:
        check_hours(one)


def check_hours(one: Hours) -> None:
    """What is done and left fits what is needed, and no cap is below zero."""
    assert 0 <= one.left_at_least <= one.left
    if one.done is None:
        assert one.left == one.need
        return
    short = max(0.0, one.need - one.done)
    if not any(p.gap for p in one.parts):
        assert one.left == pytest.approx(short)
    assert one.left >= short - 1e-9
    for cap in one.caps:
        assert cap.used >= 0
        assert 0 <= cap.not_counted_at_least <= cap.not_counted
        assert cap.limit is None or cap.used <= cap.limit + 1e-9
