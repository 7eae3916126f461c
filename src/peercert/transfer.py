"""What a holder of one credential still needs for another. Pure.

Two ways are looked at: the one for people certified elsewhere, where the sources know of one, and the usual way in,
with what the held credential itself asked beside what is still open there. That is evidence for the certifier,
never a verdict: no finding becomes met by it.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from peercert.evaluation import Lookup, Report, evaluate
from peercert.model import Credential, Fact, Pathway
from peercert.proof import Proof, proofs
from peercert.record import Held, Record
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Finding
from peercert.where import Finder, Level, Nearness, held_today, ways_in

_FAMILY = frozenset({"parent", "caregiver", "family_member", "ally"})


class Standing(StrEnum):
    """How a record has the credential that is moved from."""

    HELD = "held"
    ASSUMED = "assumed"
    """It is not listed: taken as held and active for this question."""
    OPEN = "open"
    """It is listed without saying whether it is still active."""
    GONE = "gone"
    """It has expired, or is suspended or the like."""


class Elsewhere(NamedTuple):
    """A way for people certified elsewhere, held against the record."""

    report: Report
    fits: bool
    """May the held credential, while it is active, be of the sort that it asks for?"""
    case_by_case: bool
    """Do the sources say that people decide in each case?"""


class Transfer(NamedTuple):
    """From one credential to another."""

    source: Credential
    target: Credential
    as_of: date
    elsewhere: tuple[Elsewhere, ...]
    """Ways for people certified elsewhere; the likeliest first."""
    usual: Nearness | None
    """The nearest other way in; None where none is known."""
    proves: tuple[Proof, ...]
    """What the held credential asked, beside what is still open on the usual way."""
    remaining: tuple[Finding, ...]
    """What is missing or not known on the usual way, and not shown by what the held credential asked."""
    stated: tuple[Fact, ...]
    """What the sources say about moving it, where they do."""
    searched: bool
    """It was looked for in vain whether there is a way for people certified elsewhere."""

    @property
    def case_by_case(self) -> bool:
        """Do the sources say that the certifier decides in each case?"""
        return any(e.case_by_case for e in self.elsewhere)


def standing(record: Record, credential_id: str, as_of: date) -> Standing:
    """How the record has a credential on a day."""
    held = record.held((credential_id,))
    if held is None:
        return Standing.ASSUMED
    if held_today(record, credential_id, as_of) is None:
        return Standing.GONE
    sure = held.status == "active" or (held.expires is not None and held.expires.lo >= as_of)
    return Standing.HELD if sure else Standing.OPEN


def taken_as_held(record: Record, credential_id: str) -> Record:
    """The record with a credential added as held and active, unless it lists it."""
    if record.held((credential_id,)) is not None:
        return record
    return record.but(credentials=(*(record.credentials or ()), Held(id=credential_id, status="active")))


def fitting(
    source: Credential, targets: Iterable[Credential], record: Record
) -> tuple[list[Credential], list[Credential]]:
    """Of the targets, those for the same sort of lived experience as the held credential or the record; the others."""
    mine = {e.as_ for e in record.lived_experience or ()}
    roles = {source.role, "either"} | ({"person", "family"} if source.role == "either" and not mine else set())
    roles |= {"person"} if mine & {"person", "youth"} or source.role == "youth" else set()
    roles |= ({"family"} if mine & _FAMILY else set()) | ({"youth"} if "youth" in mine else set())
    fits: list[Credential] = []
    others: list[Credential] = []
    for target in targets:
        if target.id != source.id:
            (fits if target.role in roles else others).append(target)
    return fits, others


def transfer(source: Credential, target: Credential, record: Record, as_of: date, lookup: Lookup) -> Transfer:
    """What a holder of `source` still needs for `target`; `record` has the held credential (see `taken_as_held`).

    >>> from datetime import date
    >>> from peercert import Record, load_rulebook, make_transfer
    >>> rules = load_rulebook()
    >>> record = Record.parse({"credentials": [{"id": "nc-cpss", "status": "active"}]})
    >>> move = make_transfer(rules.credential("nc-cpss"), rules.credential("sc-cpss-share"), record, date(2026, 11, 22), rules.credential)
    >>> [fact.says for fact in move.stated]
    ['Certifications of other states or agencies do not transfer.']
    """
    finder = Finder(record, as_of, lookup)
    ways = [w for w in finder.ways(target) if w.report and w.report.pathway.kind != "reciprocity"]
    usual = min(ways, key=_detour, default=None)
    open_ = [f for f in usual.report.findings if f.verdict in (MISSING, UNKNOWN)] if usual and usual.report else []
    shown = proofs(source, target, [f.requirement for f in open_], as_of, lookup)
    enough = {id(p.requirement) for p in shown if p.enough}
    return Transfer(
        source, target, as_of, _elsewhere(source, target, record, as_of, lookup), usual, tuple(shown),
        tuple(f for f in open_ if not _covered(f, enough)),
        tuple(f for f in target.facts if f.about == "reciprocity" and _in_force(f, as_of)),
        any("reciprocity" in text.casefold() and "fee" not in text.casefold() for text in target.not_found),
    )  # fmt: skip


def other_ways(source: Credential, as_of: date) -> list[Pathway]:
    """Ways on which the held credential may have been got beside the usual ones; of these nothing is compared."""
    earlier = [p for p in source.pathways.values() if p.kind in ("grandparent", "reciprocity")]
    return earlier + [p for p in ways_in(source, as_of) if p.kind == "alternative"]


def _detour(way: Nearness) -> tuple[bool, int, int]:
    """What tells the way in that is looked at: one that is open, that needs no other credential, with the least left."""
    found = way.report.findings if way.report else ()
    first = sum(
        x.verdict is MISSING and x.requirement.rule.kind == "credential_held" for f in found for x in f.counted()
    )
    own = sum(f.verdict in (MISSING, UNKNOWN) for f in found)
    return way.level is Level.CLOSED, first, own


def nearest_first(found: Iterable[Transfer]) -> list[Transfer]:
    """Transfers to several credentials: first those with a way for people certified elsewhere, then by what is left."""
    return sorted(found, key=_distance)


def _distance(one: Transfer) -> tuple[bool, bool, int, int, str]:
    fits = [e.report for e in one.elsewhere if e.fits]
    left = min((r.count(MISSING) + r.count(UNKNOWN) for r in fits), default=0)
    closed = not fits and (one.usual is None or one.usual.level is Level.CLOSED)
    return closed, not fits, left, len(one.remaining), one.target.id


def _elsewhere(
    source: Credential, target: Credential, record: Record, day: date, lookup: Lookup
) -> tuple[Elsewhere, ...]:
    found = []
    for way in target.pathways.values():
        if way.kind == "reciprocity" and way.open_on(day):
            report = evaluate(way, record, day, credential=target, lookup=lookup)
            active = evaluate(way, taken_as_held(Record(), source.id), day, credential=target, lookup=lookup)
            found.append(Elsewhere(report, _fits(active, source), _decided_by_people(way)))
    return tuple(sorted(found, key=lambda e: (not e.fits, e.report.count(MISSING), e.report.count(UNKNOWN))))


def _fits(report: Report, source: Credential) -> bool:
    """Is the held credential, or may it be, of the sort that is asked for? Not one of the same state, for instance."""
    tests = [x for f in report.findings for x in _leaves(f) if x.requirement.rule.kind == "credential_held"]
    if not tests:
        return source.jurisdiction != report.credential.jurisdiction
    return any(x.verdict is not MISSING for x in tests)


def _decided_by_people(way: Pathway) -> bool:
    because = [getattr(r.rule, "because", None) for top in way.requirements for r in (top, *top.rule.members())]
    return any(b in ("equivalence", "discretion") for b in because)


def _covered(finding: Finding, enough: set[int]) -> bool:
    """Is all that is open in a finding shown by what the held credential asked?"""
    if not finding.findings:
        return id(finding.requirement) in enough
    kind = finding.requirement.rule.kind
    inner = [f.verdict in (MET, NOT_APPLICABLE, REVIEW) or _covered(f, enough) for f in finding.findings]
    if kind == "at_least":
        return sum(inner) >= getattr(finding.requirement.rule, "count", len(inner))
    return any(inner) if kind == "any_of" else all(inner)


def _leaves(finding: Finding) -> list[Finding]:
    return [leaf for m in finding.findings for leaf in _leaves(m)] if finding.findings else [finding]


def _in_force(fact: Fact, day: date) -> bool:
    return not ((fact.from_ and day < fact.from_.day) or (fact.until and day > fact.until.day))
