"""Where am I closest? Every active credential by how near a record is to it. Pure.

**What counts as left.** Of the way that is nearest: the things that are missing, those that the record does not
tell, and those that no source tells (they have to be asked about), each as one. What is not known is so never
nearer than what is known: a record that says more can only come nearer by it. Where a credential has to be got
first (a first step, a state certificate under a registration), what that one asks is added.

**The order.** Credentials that are held; then the open ones by what is left, hours of training, work and
supervision, waiting time, dollars, and name; then those of which so few rules are known that nothing can be said of
how near they are; then those only for people who live or work in another place; last those that are not open to the
person as far as the record says, such as a family credential for someone with experience of their own only.

**The ways that are looked at.** Ways in, on that day: the usual ones (as a trainee only where there is no other),
those for people with earlier experience, those for people certified elsewhere if the record shows a credential, and
named alternatives. An alternative that asks for less than half as many things as the usual way is a step beside it
(an endorsement, a post at an agency), not a way in, and is left out.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from peercert.evaluation import Lookup, Report, evaluate
from peercert.judging.groups import out_of_reach
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Pathway
from peercert.record import Held, Record
from peercert.verdicts import MISSING, REVIEW, UNKNOWN, Finding, Outcome

FEW_RULES = 6
"""Fewer things asked than this are few rules: a usual way in of which the rules are known asks about eleven."""
NEAR, SOME = 2, 5
"""Up to so many things left are called near, and some."""


class Level(StrEnum):
    """How near a record is, in a word."""

    HELD = "held"
    READY = "ready"
    NEAR = "near"
    SOME = "some"
    FAR = "far"
    FEW_RULES = "few_rules"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"


_LATER = {Level.HELD: 0, Level.FEW_RULES: 2, Level.ELSEWHERE: 3, Level.CLOSED: 4}
_SHARED = {
    "person": ("person", "youth"),
    "youth": ("person", "youth"),
    "family": ("parent", "caregiver", "family_member", "ally"),
}
"""Whose experience may count for a role, where the rules that were found name none."""


class Nearness(NamedTuple):
    """How near a record is to one credential, by its nearest way."""

    credential: Credential
    report: Report | None
    """Of the nearest way; None where the credential is held, or no way to it is known."""
    level: Level
    missing: int = 0
    unknown: int = 0
    to_ask: int = 0
    """Things of which no source says what is asked."""
    review: int = 0
    """Things that a person decides, beside those."""
    hours: dict[str, float] = {}
    """Hours still to do, by kind, as far as the record says."""
    hours_at_most: float = 0
    """The same in all, with those of which the record says nothing."""
    fees_usd: float = 0
    fees_usd_at_most: float = 0
    fees_not_published: tuple[str, ...] = ()
    earliest: date | None = None
    first: "Nearness | None" = None
    """Of the credential that has to be got before; its steps are counted in the figures."""
    known: int = 0
    """How many rules are known."""
    closed_by: Finding | None = None
    """What keeps it closed to this person; None where it is the role itself, or nothing does."""

    @property
    def open(self) -> bool:
        """Can this person get there by work and time, as far as the record says?"""
        return self.level not in (Level.ELSEWHERE, Level.CLOSED)

    @property
    def left(self) -> int:
        """How many things are left to do, to tell or to ask about."""
        return self.missing + self.unknown + self.to_ask

    @property
    def outcome(self) -> Outcome | None:
        """Of the nearest way; None where there is no report."""
        return self.report.outcome if self.report else None

    @property
    def key(self) -> tuple[int, int, int, float, int, float, str]:
        """What the order goes by."""
        wait = self.earliest.toordinal() if self.earliest else date.max.toordinal()
        no_way = int(self.report is None and self.level is not Level.HELD)
        return (_LATER.get(self.level, 1), no_way, self.left, self.hours_at_most, wait, self.fees_usd_at_most, self.credential.id)  # fmt: skip


def rank(credentials: Iterable[Credential], record: Record, as_of: date, lookup: Lookup) -> list[Nearness]:
    """Every active credential, nearest first; `lookup` finds the credentials that others ask for.

    >>> from datetime import date
    >>> from peercert import load_record, load_rulebook, rank_credentials
    >>> rules, day = load_rulebook(), date(2026, 11, 22)
    >>> record = load_record("examples/near-renewal.yaml", today=day)
    >>> nearest = rank_credentials(rules.credentials(), record, day, rules.credential)[0]
    >>> nearest.credential.id, nearest.level.value
    ('sc-cpss-share', 'held')
    """
    finder = Finder(record, as_of, lookup)
    found = [finder.nearness(c) for c in credentials if c.status_on(as_of) == "active"]
    return sorted(found, key=lambda n: n.key)


def ways_in(credential: Credential, day: date) -> tuple[Pathway, ...]:
    """The pathways that lead to a credential and are open on a day."""
    open_ = [p for p in credential.pathways.values() if p.open_on(day)]
    usual = [p for p in open_ if p.kind == "initial"] or [p for p in open_ if p.kind == "trainee"]
    half = max((_asked(p, day) for p in usual), default=0) / 2
    earlier = [p for p in open_ if p.kind in ("grandparent", "reciprocity")]
    return (*usual, *earlier, *(p for p in open_ if p.kind == "alternative" and _asked(p, day) >= half))


def held_today(record: Record, credential_id: str, as_of: date) -> Held | None:
    """The entry of a credential that is held and, as far as the record says, in force on a day."""
    held = record.held((credential_id,))
    if held is None or held.status not in (None, "active") or (held.expires and held.expires.hi < as_of):
        return None
    return held


class Finder:
    """Nearness to one credential after another, for one record on one day; each is worked out once."""

    def __init__(self, record: Record, as_of: date, lookup: Lookup) -> None:
        self.record, self.as_of, self.lookup = record, as_of, lookup
        self._known: dict[str, Nearness] = {}
        self._asking: set[str] = set()
        """Ids that are being worked out: what they ask for does not lead back to them."""

    def nearness(self, credential: Credential) -> Nearness:
        """How near the record is to a credential, by its nearest way."""
        known = self._known.get(credential.id)
        if known is not None:
            return known
        found = Nearness(credential, None, Level.HELD, earliest=self.as_of)
        if not held_today(self.record, credential.id, self.as_of):
            nowhere = Level.FEW_RULES if self._shares(credential, None) else Level.CLOSED
            found = min(self.ways(credential), key=lambda n: n.key, default=Nearness(credential, None, nowhere))
        if not self._asking:  # within another's steps, ways that lead back to that one are left out
            self._known[credential.id] = found
        return found

    def ways(self, credential: Credential) -> list[Nearness]:
        """How near each way in is; those for people certified elsewhere only where the record shows a credential."""
        self._asking.add(credential.id)
        found = [self._way(credential, p) for p in ways_in(credential, self.as_of)]
        self._asking.discard(credential.id)
        return [w for w in found if w is not None]

    def _way(self, credential: Credential, pathway: Pathway) -> Nearness | None:
        report = evaluate(pathway, self.record, self.as_of, credential=credential, lookup=self.lookup)
        if pathway.kind == "reciprocity" and not (self.record.credentials and _certified(report)):
            return None
        leaves = [x for f in report.findings if f.verdict in (MISSING, UNKNOWN) for x in f.counted()]
        missing = [x for x in leaves if x.verdict is MISSING]
        decided = [f for f in report.findings if f.verdict is REVIEW or (f.verdict is UNKNOWN and _for_people(f))]
        unknown = sum(f.verdict is UNKNOWN and not _for_people(f) for f in report.findings)
        to_ask = sum(_nobody_says(f) for f in decided)
        found = Nearness(
            credential, report, Level.FAR, report.count(MISSING), unknown, to_ask, len(decided) - to_ask, dict(report.totals.hours), sum(_hours(x) for x in leaves),
            report.totals.fees_usd, report.totals.fees_usd_at_most, report.totals.fees_not_published,
            report.totals.earliest, known=_asked(pathway, self.as_of),
        )  # fmt: skip
        blocks = [(self._blocks(x), x) for x in missing]
        silent = self.record.credentials is None
        for leaf in leaves if silent else missing:
            if leaf.requirement.rule.kind == "credential_held":
                found, block = self._with_first(found, leaf, pathway)
                blocks.append((Level.FEW_RULES if silent and block is Level.CLOSED else block, leaf))
        if not self._shares(credential, pathway):
            return found._replace(level=Level.CLOSED)
        worst, by = max(blocks, key=lambda b: _LATER.get(b[0], 0), default=(Level.FAR, None))
        if worst in (Level.ELSEWHERE, Level.CLOSED):
            return found._replace(level=worst, closed_by=by)
        few = found.to_ask > 0 if pathway.kind == "reciprocity" else found.known < FEW_RULES
        return found._replace(level=Level.FEW_RULES if few or worst is Level.FEW_RULES else _near(found.left))

    def _with_first(self, found: Nearness, leaf: Finding, pathway: Pathway) -> tuple[Nearness, Level]:
        """The same with what a credential that has to be got first asks, and the level of that one.

        One that is named but has no rules here is one more thing to ask about, unless it is the trainee's
        certificate of the same credential. A record that says nothing of credentials is taken to have none here.
        """
        rule = leaf.requirement.rule
        ids = [i for i in getattr(rule, "any", None) or () if i not in self._asking]
        if pathway.kind in ("grandparent", "reciprocity") or (getattr(rule, "from_", None) and not ids):
            return found, Level.CLOSED
        steps = [self.nearness(c) for i in ids if (c := self.lookup(i)) is not None]
        if not steps and pathway.kind == "initial":
            own = [p for p in found.credential.pathways.values() if p.kind == "trainee" and p.open_on(self.as_of)]
            steps = [n for p in own if (n := self._way(found.credential, p)) is not None]
        if not steps:
            return found._replace(to_ask=found.to_ask + 1), Level.FAR
        step = min(steps, key=lambda n: n.key)
        hours = dict(found.hours)
        for kind, number in step.hours.items():
            hours[kind] = hours.get(kind, 0) + number
        return found._replace(
            missing=found.missing + step.missing, unknown=found.unknown + step.unknown, to_ask=found.to_ask + step.to_ask,
            review=found.review + step.review, hours=hours, hours_at_most=found.hours_at_most + step.hours_at_most,
            fees_usd=found.fees_usd + step.fees_usd, fees_usd_at_most=found.fees_usd_at_most + step.fees_usd_at_most,
            fees_not_published=tuple(dict.fromkeys((*found.fees_not_published, *step.fees_not_published))),
            earliest=max(found.earliest, step.earliest) if found.earliest and step.earliest else None,
            first=step, known=found.known + step.known,
        ), step.level  # fmt: skip

    def _blocks(self, leaf: Finding) -> Level:
        """Does this keep the way closed to the person for good, or (residency) from where they are?"""
        rule = leaf.requirement.rule
        if rule.kind == "residency":
            return Level.ELSEWHERE
        last = getattr(rule, "by", None) if rule.kind == "application" else getattr(rule, "completed_until", None)
        last = last or getattr(rule, "passed_until", None)
        return Level.CLOSED if out_of_reach(leaf) or (last is not None and last.day < self.as_of) else Level.FAR

    def _shares(self, credential: Credential, pathway: Pathway | None) -> bool:
        """Is the lived experience of the record of the credential's sort? True where the record does not say."""
        mine = self.record.lived_experience
        asked = any(
            r.rule.kind == "lived_experience" for top in (pathway.requirements if pathway else ()) for r in _all(top)
        )
        wanted = _SHARED.get(credential.role)
        return mine is None or asked or wanted is None or any(e.as_ in wanted for e in mine)


def _near(left: int) -> Level:
    return Level.READY if left == 0 else Level.NEAR if left <= NEAR else Level.SOME if left <= SOME else Level.FAR


def _certified(report: Report) -> bool:
    """Is the credential that a way for people certified elsewhere asks for held, or may it be?"""
    tests = [x for f in report.findings for x in _leaves(f) if x.requirement.rule.kind == "credential_held"]
    return not tests or any(x.verdict is not MISSING for x in tests)


def _asked(pathway: Pathway, day: date) -> int:
    """How many things a way asks for that are known."""
    return sum(r.in_force(day) and not _silent(r) for r in pathway.requirements)


def _silent(requirement: Requirement) -> bool:
    """Does it only say that no source was found?"""
    return requirement.rule.kind == "review" and getattr(requirement.rule, "because", "") == "not_decidable"


def _for_people(finding: Finding) -> bool:
    """Is it for people to decide, or not asked at all, whatever else becomes known?"""
    return all(x.requirement.rule.kind == "review" for x in finding.counted())


def _nobody_says(finding: Finding) -> bool:
    return any(_silent(x.requirement) for x in finding.counted())


def _hours(leaf: Finding) -> float:
    """Hours that are missing, or that may be where the record does not say."""
    found, rule = leaf.judgement, leaf.requirement.rule
    if not rule.hours_kind or found.unit != "hours" or getattr(rule, "counts_inside", None):
        return 0.0
    return float(found.gap if found.gap is not None else found.need or 0)


def _leaves(finding: Finding) -> Iterator[Finding]:
    if not finding.findings:
        yield finding
    for member in finding.findings:
        yield from _leaves(member)


def _all(requirement: Requirement) -> Iterator[Requirement]:
    yield requirement
    for member in requirement.rule.members():
        yield from _all(member)


__all__ = ["FEW_RULES", "Finder", "Level", "Nearness", "held_today", "rank", "ways_in"]
