"""Moving: what a held credential asked, the way for people certified elsewhere, and what remains."""

from datetime import date
from typing import Any

import pytest
from conftest import make_credential

from peercert.model import Credential, Fact
from peercert.proof import proofs
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.transfer import Standing, Transfer, fitting, nearest_first, standing, taken_as_held, transfer

DAY = date(2026, 11, 22)


def credential(id_: str, requirements: list[dict[str, Any]], **keys: Any) -> Credential:
    """A credential of the state that its id begins with; every requirement cites one source."""
    top = {k: keys.pop(k) for k in ("role", "facts", "not_found") if k in keys}
    made = make_credential([r | {"cite": "b"} for r in requirements], **keys)
    return made.but(id=id_, jurisdiction=id_[:2], **top)


def move(source: Credential, target: Credential, record: dict[str, Any] | None = None, *others: Credential) -> Transfer:
    by_id = {c.id: c for c in (source, target, *others)}
    held = taken_as_held(Record.parse(record or {}), source.id)
    return transfer(source, target, held, DAY, by_id.get)


def shown(source: list[dict[str, Any]], target: dict[str, Any], **keys: Any) -> list[tuple[float, float, bool]]:
    """(asked, asks, enough) of one requirement of a target in another state."""
    found = move(credential("aa-x", source, **keys), credential("bb-y", [target]))
    return [(p.asked, p.asks, p.enough) for p in found.proves]


TRAINING = {"training": {"hours": 46}}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ([{"training": {"hours": 46}}], [(46, 46, True)]),
        ([{"training": {"hours": 60, "provider": "Board"}}], [(60, 46, True)]),
        ([{"training": {"hours": 40}}], [(40, 46, False)]),
        ([{"training": {"hours": 40}}, {"training": {"hours": 20, "topic": "ethics"}}], [(60, 46, True)]),
        ([{"training": {"hours": 40}}, {"training": {"hours": 20, "topic": "ethics", "counts_inside": True}}], [(40, 46, False)]),
        ([{"any_of": [{"training": {"hours": 60}}, {"training": {"hours": 30}}]}], [(30, 46, False)]),
        ([{"any_of": [{"training": {"hours": 60}}, {"age": {"at_least": 18}}]}], []),
        ([{"training": {"hours": 60}, "when": {"age": {"at_least": 18}}}], []),
        ([{"training": {"hours": 60, "less": [{"by": 20, "when": {"education": {"at_least": "bachelor"}}}]}}], [(40, 46, False)]),
        ([{"training": {"course": "wrap"}}], []),
        ([{"training": {"hours": 60}, "until": "2020-01-01"}], []),
        ([{"age": {"at_least": 18}}], []),
    ],
)  # fmt: skip
def test_hours_that_the_held_credential_asked_of_everyone(source: list[dict[str, Any]], found: list[Any]) -> None:
    assert shown(source, TRAINING) == found


def test_of_several_usual_ways_the_least_counts() -> None:
    other = {"kind": "initial", "requirements": [{"training": {"hours": 20}, "cite": "b"}]}
    none = {"kind": "initial", "requirements": [{"age": {"at_least": 18}, "cite": "b"}]}
    assert shown([{"training": {"hours": 60}}], TRAINING, quick=other) == [(20, 46, False)]
    assert shown([{"training": {"hours": 60}}], TRAINING, quick=none) == []


def test_what_a_first_step_asked_counts() -> None:
    first = credential("aa-w", [{"training": {"hours": 50}}])
    source = credential("aa-x", [{"credential_held": {"any": "aa-w"}}])
    found = move(source, credential("bb-y", [TRAINING]), {}, first)
    assert [(p.asked, p.enough) for p in found.proves] == [(50, True)]


@pytest.mark.parametrize(
    ("source", "target", "enough"),
    [
        ({"training": {"hours": 60}}, {"training": {"hours": 46, "parts": {"ethics": 16}}}, False),
        ({"training": {"hours": 60, "parts": {"ethics": 16}}}, {"training": {"hours": 46, "parts": {"ethics": 16}}}, True),
        ({"training": {"hours": 60}}, {"training": {"hours": 46, "within": "2 years"}}, False),
        ({"training": {"hours": 60, "within": "2 years"}}, {"training": {"hours": 46, "within": "2 years"}}, False),
        ({"work_experience": {"hours": 500}}, {"work_experience": {"hours": 250, "before": "application"}}, True),
        ({"supervision": {"hours": 10}}, {"supervision": {"hours": 25}}, False),
        ({"age": {"at_least": 21}}, {"age": {"at_least": 18}}, True),
        ({"age": {"at_least": 16}}, {"age": {"at_least": 18}}, False),
        ({"education": {"at_least": "high_school"}}, {"education": {"at_least": "high_school"}}, True),
        ({"education": {"at_least": "high_school"}}, {"education": {"at_least": "associate"}}, False),
        ({"recovery_time": {"at_least": "24 months"}}, {"recovery_time": {"at_least": "2 years"}}, True),
        ({"recovery_time": {"at_least": "1 year"}}, {"recovery_time": {"at_least": "18 months"}}, False),
        ({"recovery_time": {"at_least": "2 years"}}, {"recovery_time": {"at_least": "1 year", "of": "substance_use"}}, False),
        ({"exam": {"name": "IC&RC PR"}}, {"exam": {"name": "IC&RC Peer Recovery", "also": ["IC&RC PR"]}}, True),
        ({"background_check": {}}, {"background_check": {}}, True),
        ({"background_check": {}}, {"background_check": {"within": "60 days"}}, False),
    ],
)  # fmt: skip
def test_enough_only_where_it_asks_as_much_by_structure(
    source: dict[str, Any], target: dict[str, Any], enough: bool
) -> None:
    assert [e for _, _, e in shown([source], target)] == [enough]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ({"age": {"at_least": 18}}, {"age": {"at_least": 18, "at_most": 29}}),
        ({"education": {"at_least": "high_school", "or_in_progress": True}}, {"education": {"at_least": "high_school"}}),
        ({"recovery_time": {"quality": "sustained recovery"}}, {"recovery_time": {"at_least": "1 year"}}),
        ({"exam": {"name": "CPS exam"}}, {"exam": {"name": "CPS exam"}}),
        ({"exam": {}}, {"exam": {}}),
        ({"references": {"count": 3}}, {"references": {"count": 2}}),
        ({"agreement": {"of": "code_of_ethics"}}, {"agreement": {"of": "code_of_ethics"}}),
    ],
)  # fmt: skip
def test_nothing_is_said_of_what_cannot_be_compared(source: dict[str, Any], target: dict[str, Any]) -> None:
    assert shown([source], target) == []


def test_an_exam_of_one_state_is_the_same_within_it() -> None:
    source, target = (credential(i, [{"exam": {"name": "CPS exam"}}]) for i in ("aa-x", "aa-y"))
    assert [p.enough for p in proofs(source, target, target.pathways["initial"].requirements, DAY, {}.get)] == [True]


def test_what_is_shown_does_not_remain_and_is_not_met() -> None:
    found = move(credential("aa-x", [TRAINING]), credential("bb-y", [TRAINING, {"fee": {"for": "application", "usd": 20}}]), {"training": [], "paid": []})  # fmt: skip
    assert [f.id for f in found.remaining] == ["fee-application"]
    assert found.usual is not None
    assert found.usual.missing == 2


def test_what_is_met_needs_no_showing() -> None:
    done = {"training": [{"hours": 50, "completed": "2026-01-01"}]}
    found = move(credential("aa-x", [TRAINING]), credential("bb-y", [TRAINING]), done)
    assert (found.proves, found.remaining) == ((), ())


def test_a_group_is_shown_by_one_of_its_members() -> None:
    either = {"any_of": [{"training": {"hours": 40}}, {"document": {"name": "diploma"}}]}
    both = {"all_of": [{"training": {"hours": 40}}, {"document": {"name": "diploma"}}]}
    empty: dict[str, Any] = {"training": [], "documents": []}
    assert move(credential("aa-x", [TRAINING]), credential("bb-y", [either]), empty).remaining == ()
    assert len(move(credential("aa-x", [TRAINING]), credential("bb-y", [both]), empty).remaining) == 1


def elsewhere(*requirements: dict[str, Any]) -> dict[str, Any]:
    return {"reciprocity": {"requirements": [{**r, "cite": "b"} for r in requirements]}}


def test_the_way_for_people_certified_elsewhere_is_held_against_the_record() -> None:
    ways = elsewhere({"credential_held": {"from": "other_states"}}, {"fee": {"for": "transfer", "usd": 85}})
    target = credential("bb-y", [TRAINING], **ways)
    found = move(credential("aa-x", []), target, {"paid": []})
    (way,) = found.elsewhere
    assert (way.fits, way.report.outcome, way.report.totals.fees_usd) == (True, "not_ready", 85)


def test_an_expired_credential_is_of_the_right_sort_but_does_not_count() -> None:
    target = credential("bb-y", [], **elsewhere({"credential_held": {"from": "other_states"}}))
    (way,) = move(credential("aa-x", []), target, {"credentials": [{"id": "aa-x", "status": "expired"}]}).elsewhere
    assert (way.fits, way.report.outcome) == (True, "not_ready")


def test_it_is_not_for_a_credential_of_the_same_state() -> None:
    target = credential("bb-y", [TRAINING], **elsewhere({"credential_held": {"from": "other_states"}}))
    (way,) = move(credential("bb-x", []), target).elsewhere
    assert not way.fits


@pytest.mark.parametrize(
    ("because", "said"), [("equivalence", True), ("discretion", True), ("not_decidable", False), ("content", False)]
)
def test_case_by_case_is_what_the_sources_say(because: str, said: bool) -> None:
    ways = elsewhere({"credential_held": {"from": "other_states"}}, {"review": {"what": "it", "because": because}})
    assert move(credential("aa-x", []), credential("bb-y", [], **ways)).case_by_case is said


def test_what_is_stated_and_what_was_looked_for_in_vain() -> None:
    fact = Fact.parse({"about": "reciprocity", "says": "They do not transfer.", "value": False, "cite": "b"})
    over = fact.but(until=Fact.parse({"about": "x", "says": "y", "cite": "b", "until": "2020-01-01"}).until)
    found = move(credential("aa-x", []), credential("bb-y", [], facts=(fact, over), not_found=("reciprocity terms",)))
    assert (found.stated, found.searched, found.elsewhere) == ((fact,), True, ())


@pytest.mark.parametrize(
    ("held", "now"),
    [
        (None, Standing.ASSUMED),
        ([], Standing.ASSUMED),
        ([{"id": "aa-x", "status": "active"}], Standing.HELD),
        ([{"id": "aa-x", "expires": "2027-01-01"}], Standing.HELD),
        ([{"id": "aa-x"}], Standing.OPEN),
        ([{"id": "aa-x", "status": "suspended"}], Standing.GONE),
        ([{"id": "aa-x", "status": "active", "expires": "2026-11-21"}], Standing.GONE),
    ],
)
def test_how_the_record_has_it(held: list[dict[str, Any]] | None, now: Standing) -> None:
    record = Record.parse({} if held is None else {"credentials": held})
    assert standing(record, "aa-x", DAY) is now


def test_the_records_own_word_wins() -> None:
    record = Record.parse({"credentials": [{"id": "aa-x", "status": "expired"}]})
    assert taken_as_held(record, "aa-x") is record
    added = taken_as_held(Record.parse({"credentials": [{"id": "aa-z"}]}), "aa-x").credentials or ()
    assert [(h.id, h.status) for h in added] == [("aa-z", None), ("aa-x", "active")]


@pytest.mark.parametrize(
    ("role", "lived", "fits"),
    [
        ("person", None, ["person", "either"]),
        ("family", None, ["family", "either"]),
        ("either", None, ["person", "family", "either"]),
        ("either", "parent", ["family", "either"]),
        ("person", "parent", ["person", "family", "either"]),
        ("youth", None, ["person", "youth", "either"]),
    ],
)
def test_those_of_the_same_lived_experience_fit(role: str, lived: str | None, fits: list[str]) -> None:
    source = credential("aa-x", [], role=role)
    others = [credential(f"bb-{r}", [], role=r) for r in ("person", "family", "youth", "either", "supervisor")]
    record = Record.parse({"lived_experience": [{"as": lived, "of": "mental_health"}]} if lived else {})
    fitting_, rest = fitting(source, [source, *others], record)
    assert [c.role for c in fitting_] == fits
    assert len(fitting_) + len(rest) == len(others)


def test_nearest_first() -> None:
    source = credential("aa-x", [])
    way = elsewhere({"credential_held": {"from": "other_states"}}, {"fee": {"for": "transfer", "usd": 85}})
    free = elsewhere({"credential_held": {"from": "other_states"}})
    targets = [credential("bb-c", [TRAINING]), credential("bb-b", [TRAINING], **way), credential("bb-a", [TRAINING], **free)]  # fmt: skip
    found = nearest_first(move(source, t, {"training": [], "paid": []}) for t in targets)
    assert [t.target.id for t in found] == ["bb-a", "bb-b", "bb-c"]


def test_from_north_carolina_to_virginia(rules: Rulebook) -> None:
    source, certificate, registration = (rules.credential(i) for i in ("nc-cpss", "va-cprs", "va-rprs"))
    assert source is not None
    assert certificate is not None
    assert registration is not None
    held = taken_as_held(Record(), source.id)
    found = transfer(source, certificate, held, DAY, rules.credential)
    assert [e.fits for e in found.elsewhere] == [True]
    hours = next(p for p in found.proves if p.requirement.rule.kind == "training")
    assert (hours.asked, hours.asks, hours.enough) == (70, 72, False)
    assert transfer(source, registration, held, DAY, rules.credential).case_by_case
    assert not found.case_by_case


def test_to_south_carolina_the_sources_say_that_nothing_transfers(rules: Rulebook) -> None:
    source, target = rules.credential("nc-cpss"), rules.credential("sc-cpss-share")
    assert source is not None
    assert target is not None
    found = transfer(source, target, taken_as_held(Record(), source.id), DAY, rules.credential)
    assert found.elsewhere == ()
    assert [f.value for f in found.stated] == [False]


def test_every_pair_of_the_rule_book_can_be_worked_out(rules: Rulebook) -> None:
    active = [c for c in rules.credentials() if c.status_on(DAY) == "active"]
    source = rules.credential("us-icrc-pr")
    assert source is not None
    held = taken_as_held(Record(), source.id)
    for target in active:
        found = transfer(source, target, held, DAY, rules.credential)
        assert {f.id for f in found.remaining} <= ({f.id for f in found.usual.report.findings} if found.usual and found.usual.report else set())  # fmt: skip
