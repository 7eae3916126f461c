"""Where a record is closest: what counts as left, in which order, and what keeps a way closed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import ROOT, make_credential
from hypothesis import given
from hypothesis import strategies as st

from peercert.model import Credential
from peercert.record import Record
from peercert.recordfile import load_record
from peercert.rulebook import Rulebook
from peercert.where import Level, Nearness, rank, ways_in

DAY = date(2026, 11, 22)
EXAMPLES = ("newcomer", "nearly-ready", "near-renewal")
SIX_SIGNED = [{"agreement": {"of": f"paper_{i}"}, "cite": "b"} for i in range(6)]
"""Six requirements that are met by `agreements`, so that enough rules are known."""
SIGNED = [f"paper_{i}" for i in range(6)]


def credential(id_: str, requirements: list[dict[str, Any]], **keys: Any) -> Credential:
    """A credential of the state that its id begins with."""
    top = {k: keys.pop(k) for k in ("role", "status") if k in keys}
    made = make_credential([*SIX_SIGNED, *requirements], **keys)
    return made.but(id=id_, jurisdiction=id_[:2], **top)


def ranked(record: dict[str, Any], *credentials: Credential) -> list[Nearness]:
    by_id = {c.id: c for c in credentials}
    return rank(credentials, Record.parse({"agreements": SIGNED, "credentials": []} | record), DAY, by_id.get)


def only(record: dict[str, Any], *credentials: Credential) -> Nearness:
    """How near the first of these is."""
    return next(n for n in ranked(record, *credentials) if n.credential is credentials[0])


HOURS = {"training": {"hours": 40}, "cite": "b"}
FEE = {"fee": {"for": "application", "usd": 75}, "cite": "b"}


def test_what_is_left_is_what_is_missing_not_known_and_to_be_asked_about() -> None:
    near = only(
        {"training": [{"hours": 10}], "paid": []},
        credential("aa", [HOURS, FEE, {"age": {"at_least": 18}, "cite": "b"}, {"review": {"what": "more", "because": "not_decidable"}, "cite": "b"}]),
    )  # fmt: skip
    assert (near.missing, near.unknown, near.to_ask, near.left) == (2, 1, 1, 4)
    assert (near.hours, near.hours_at_most, near.fees_usd) == ({"training": 30}, 30, 75)
    assert near.level is Level.SOME


def test_what_a_person_decides_is_not_left() -> None:
    near = only({}, credential("aa", [{"review": {"what": "admission", "because": "competitive"}, "cite": "b"}]))
    assert (near.left, near.review, near.level) == (0, 1, Level.READY)


@pytest.mark.parametrize(
    ("open_", "level"), [(0, "ready"), (1, "near"), (2, "near"), (3, "some"), (5, "some"), (6, "far")]
)
def test_levels(open_: int, level: str) -> None:
    near = only({}, credential("aa", [{"agreement": {"of": f"other_{i}"}, "cite": "b"} for i in range(open_)]))
    assert near.level == level


def test_fewer_things_come_first_then_fewer_hours_then_less_money() -> None:
    record = {"training": [], "paid": []}
    order = ranked(
        record,
        credential("dd", [HOURS, FEE]),
        credential("cc", [{"training": {"hours": 60}, "cite": "b"}]),
        credential("bb", [HOURS]),
        credential("aa", [FEE]),
    )
    assert [n.credential.id for n in order] == ["aa", "bb", "cc", "dd"]


def test_hours_of_which_nothing_is_said_count_as_not_done() -> None:
    silent = only({}, credential("aa", [HOURS]))
    assert (silent.unknown, silent.hours, silent.hours_at_most) == (1, {}, 40)


def test_few_known_rules_never_come_before_well_known_ones() -> None:
    little = make_credential([{"review": {"what": "all of it", "because": "not_decidable"}, "cite": "b"}])
    far = credential("zz", [HOURS, FEE] * 5)
    order = ranked({"training": [], "paid": []}, little.but(id="aa"), far)
    assert [(n.credential.id, n.level) for n in order] == [("zz", Level.FAR), ("aa", Level.FEW_RULES)]


def test_another_kind_of_lived_experience_comes_last() -> None:
    family = credential(
        "aa", [{"lived_experience": {"as": "parent", "of": "mental_health"}, "cite": "b"}], role="family"
    )
    far = credential("zz", [HOURS, FEE] * 5)
    own = {"lived_experience": [{"as": "person", "of": "mental_health"}], "training": [], "paid": []}
    order = ranked(own, family, far)
    assert [(n.credential.id, n.open) for n in order] == [("zz", True), ("aa", False)]
    assert order[1].level is Level.CLOSED
    assert order[1].closed_by is not None
    assert order[1].closed_by.id == "lived_experience"


def test_a_family_credential_is_closed_though_its_rules_do_not_say_so() -> None:
    own = {"lived_experience": [{"as": "person", "of": "mental_health"}]}
    assert only(own, credential("aa", [], role="family")).level is Level.CLOSED
    assert only(own, credential("aa", [], role="either")).level is Level.READY
    assert only({}, credential("aa", [], role="family")).level is Level.READY


@pytest.mark.parametrize(("lives_in", "level"), [("AA", Level.READY), ("SC", Level.ELSEWHERE), (None, Level.NEAR)])
def test_residency_counts(lives_in: str | None, level: Level) -> None:
    record = {"lives_in": lives_in} if lives_in else {}
    assert only(record, credential("aa", [{"residency": {"in": "aa", "by": "living"}, "cite": "b"}])).level is level


def test_a_way_that_is_over_is_closed() -> None:
    near = only({"milestones": {}}, credential("aa", [{"application": {"by": "2022-12-31"}, "cite": "b"}]))
    assert near.level is Level.CLOSED


def test_what_has_to_be_got_first_is_added() -> None:
    first = credential("bb", [HOURS, FEE])
    second = credential("aa", [{"credential_held": {"any": "bb"}, "cite": "b"}, FEE])
    near = only({"training": [], "paid": []}, second, first)
    assert (near.missing, near.fees_usd, near.hours) == (2 + 2, 150, {"training": 40})
    assert near.first is not None
    assert near.first.credential is first


def test_a_first_step_that_is_closed_closes_the_second() -> None:
    first = credential("bb", [{"age": {"at_least": 16, "at_most": 24}, "cite": "b"}])
    second = credential("aa", [{"credential_held": {"any": "bb"}, "cite": "b"}])
    assert only({"born": 1960}, second, first).level is Level.CLOSED


def test_two_that_ask_for_each_other_end() -> None:
    one = credential("aa", [{"credential_held": {"any": "bb"}, "cite": "b"}])
    other = credential("bb", [{"credential_held": {"any": "aa"}, "cite": "b"}])
    assert len(ranked({}, one, other)) == 2


def test_the_nearest_way_is_the_one_that_counts() -> None:
    near = only(
        {"training": []},
        credential("aa", [HOURS, HOURS], quick={"kind": "initial", "requirements": [*SIX_SIGNED, HOURS]}),
    )
    assert near.report is not None
    assert (near.report.pathway.name, near.left) == ("quick", 1)


def test_a_way_for_people_certified_elsewhere_needs_a_credential() -> None:
    ways = {"reciprocity": {"requirements": [{"credential_held": {"from": "other_states"}, "cite": "b"}]}}
    asked = credential("aa", [HOURS], **ways)
    none, held = ([] if not has else [{"id": "sc-x", "status": "active"}] for has in (False, True))
    for credentials, way in ((none, "initial"), (held, "reciprocity")):
        near = only({"training": [], "credentials": credentials}, asked)
        assert near.report is not None
        assert near.report.pathway.name == way


def test_an_endorsement_is_no_way_in() -> None:
    step = {"post": {"requirements": [{"employment": {"status": "employed"}, "cite": "b"}]}}
    like = {"other": {"requirements": [*SIX_SIGNED, FEE]}}
    made = credential("aa", [HOURS], **step, **like)
    assert [p.name for p in ways_in(made, DAY)] == ["initial", "other"]


def test_held_comes_first_and_lapsed_does_not() -> None:
    asked = [credential("aa", []), credential("bb", [HOURS])]
    held = ranked({"credentials": [{"id": "bb", "status": "active"}]}, *asked)
    assert [(n.credential.id, n.level) for n in held] == [("bb", Level.HELD), ("aa", Level.READY)]
    lapsed = ranked({"credentials": [{"id": "bb", "status": "active", "expires": "2026-11-21"}]}, *asked)
    assert [(n.credential.id, n.level) for n in lapsed] == [("aa", Level.READY), ("bb", Level.NEAR)]


def test_only_active_credentials() -> None:
    assert ranked({}, credential("aa", [], status="retired"), credential("bb", [], status="unclear")) == []


@pytest.fixture(scope="module")
def book(rules: Rulebook) -> Callable[[Record], list[Nearness]]:
    credentials = list(rules.credentials())
    return lambda record: rank(credentials, record, DAY, rules.credential)


def example(name: str) -> Record:
    return load_record(ROOT / "examples" / f"{name}.yaml", today=DAY)


@pytest.mark.parametrize("name", [*EXAMPLES, None])
def test_the_rule_book_is_ranked_whole(
    name: str | None, book: Callable[[Record], list[Nearness]], rules: Rulebook
) -> None:
    found = book(example(name) if name else Record())
    assert sorted(n.credential.id for n in found) == sorted(
        c.id for c in rules.credentials() if c.status_on(DAY) == "active"
    )
    assert [n.key for n in found] == sorted(n.key for n in found)
    assert len({n.key for n in found}) == len(found)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("extra", [
    {"training": {"hours": 60, "completed": "2026-10-01", "format": "in_person"}},
    {"training": {"hours": 500, "provider": "SC SHARE", "completed": "2026-10-01"}},
    {"experience": {"from": "2025-01-01", "to": "2026-10-01", "hours": 2500, "supervised_hours": 120, "supervised": True,
                    "kind": "paid", "role": "peer_support"}},
    {"exams": {"name": "IC&RC Peer Recovery", "taken": "2026-10-01", "passed": True, "score": 600}},
    {"references": {"kind": "professional", "dated": "2026-10-01"}},
])  # fmt: skip
def test_doing_more_never_leaves_more_missing(
    name: str, extra: dict[str, Any], book: Callable[[Record], list[Nearness]]
) -> None:
    ((field, entry),) = extra.items()
    record = example(name)
    record = record.but(**{field: getattr(record, field) or ()})
    more = record.but(**{field: (*getattr(record, field), *getattr(Record.parse({field: [entry]}), field))})
    before = {n.credential.id: n.missing for n in book(record)}
    assert [
        (n.credential.id, before[n.credential.id], n.missing) for n in book(more) if n.missing > before[n.credential.id]
    ] == []


@given(st.lists(st.integers(0, 60), max_size=4), st.integers(1, 60))
def test_more_hours_never_move_a_credential_down(hours: list[int], more: int) -> None:
    asked = credential("aa", [{"training": {"hours": 46, "parts": {"ethics": 16}}, "cite": "b"}, {"any_of": [
        {"training": {"hours": 30, "within": "2 years"}, "cite": "b"}, {"work_experience": {"hours": 100}, "cite": "b"}], "cite": "b"}])  # fmt: skip
    entries = [{"hours": h, "topics": {"ethics": h / 2}, "completed": "2026-05-01"} for h in [*hours, more]]
    before, after = (only({"training": e, "experience": []}, asked) for e in (entries[:-1], entries))
    assert after.key <= before.key


def test_the_order_of_the_files_does_not_matter(rules: Rulebook) -> None:
    credentials = list(rules.credentials())
    record = example("nearly-ready")
    one, other = (rank(c, record, DAY, rules.credential) for c in (credentials, credentials[::-1]))
    assert [n.key for n in one] == [n.key for n in other]


def test_the_nearly_ready_are_near_to_what_they_prepared_for(book: Callable[[Record], list[Nearness]]) -> None:
    found = book(example("nearly-ready"))
    place = next(i for i, n in enumerate(found, 1) if n.credential.id == "sc-cpss-share")
    assert place <= 5
    assert (found[place - 1].missing, found[place - 1].unknown, found[place - 1].fees_usd) == (3, 0, 75)


def test_moving_opens_what_asks_for_residency(book: Callable[[Record], list[Nearness]]) -> None:
    record = example("nearly-ready")
    at_home = {n.credential.id: n for n in book(record)}
    in_georgia = {n.credential.id: n for n in book(record.but(lives_in="GA"))}
    assert at_home["ga-cps-mh"].level is Level.ELSEWHERE
    assert in_georgia["ga-cps-mh"].open
    assert in_georgia["ga-cps-mh"].left == at_home["ga-cps-mh"].left - 1
