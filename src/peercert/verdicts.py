"""Verdicts, and how they combine: Kleene's three values plus `review` (a human decides)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from peercert.sayings import All as All
from peercert.sayings import AnyOf as AnyOf
from peercert.sayings import Money as Money
from peercert.sayings import Name as Name
from peercert.sayings import Note as Note
from peercert.sayings import On as On
from peercert.sayings import Prose as Prose
from peercert.sayings import Quantity as Quantity
from peercert.sayings import Says as Says
from peercert.sayings import The as The
from peercert.sayings import called as called

if TYPE_CHECKING:
    from peercert.judging.requirement import Requirement


class Verdict(StrEnum):
    """What one requirement says of one record."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"
    REVIEW = "review"
    NOT_APPLICABLE = "not_applicable"


MET, MISSING, UNKNOWN, REVIEW, NOT_APPLICABLE = Verdict


class Outcome(StrEnum):
    """What a whole report says."""

    READY = "ready"
    NOT_READY = "not_ready"
    UNDETERMINED = "undetermined"
    REVIEW = "review"


def all_of(verdicts: Sequence[Verdict]) -> Verdict:
    """Every one must hold; nothing applicable leaves nothing to ask."""
    for wanted in (MISSING, UNKNOWN, REVIEW, MET):
        if wanted in verdicts:
            return wanted
    return NOT_APPLICABLE


def any_of(verdicts: Sequence[Verdict]) -> Verdict:
    """One is enough; a met branch wins however little is known of the others."""
    for wanted in (MET, UNKNOWN, REVIEW, MISSING):
        if wanted in verdicts:
            return wanted
    return NOT_APPLICABLE


def at_least(count: int, verdicts: Sequence[Verdict]) -> Verdict:
    """`count` of them must hold."""
    met, review, unknown = (sum(v is w for v in verdicts) for w in (MET, REVIEW, UNKNOWN))
    if met >= count:
        return MET
    if met + review + unknown < count:
        return MISSING
    return REVIEW if met + review >= count else UNKNOWN


def negated(verdict: Verdict) -> Verdict:
    """Not: met and missing change places, the rest stays open."""
    return {MET: MISSING, MISSING: MET}.get(verdict, verdict)


class Part(NamedTuple):
    """One part of a total: a topic, a format, a window."""

    name: Says
    have: float
    have_at_most: float
    need: float
    unit: str

    @property
    def gap(self) -> float:
        """What is missing of this part at most."""
        return max(0.0, self.need - self.have)


class Judgement(NamedTuple):
    """What a requirement's kind says of a record, before it is put into a report."""

    verdict: Verdict
    why: Says
    """The reason."""
    have: Any = None
    """What the record shows: a number, a level, a date."""
    need: Any = None
    """What the rule asks, in the same unit."""
    gap: float | None = None
    """What is missing, in `unit`; None where it is not a quantity."""
    unit: str | None = None
    have_at_most: float | None = None
    """Upper end where the record leaves it open how much counts."""
    fields: tuple[str, ...] = ()
    """Record fields that would settle an `unknown`."""
    earliest: date | None = None
    """First day on which time alone would make it met."""
    usd: float | None = None
    """Money this requirement still costs at most (known amounts only)."""
    usd_at_least: float | None = None
    """The same at least, where it is a range; None where it is `usd`."""
    not_published: bool = False
    """It costs money, and no source says how much."""
    parts: tuple[Part, ...] = ()
    next: Says | None = None
    """The next action, where the kind has a better one than its usual."""
    gap_at_least: float | None = None
    """What is missing at the least, where the record leaves open how much counts and `gap` is the most it can be."""
    caution: Says | None = None
    """Something to mind although it does not change the verdict."""


class Finding(NamedTuple):
    """One requirement held against one record."""

    requirement: "Requirement"
    judgement: Judgement
    findings: tuple["Finding", ...] = ()
    """Of a group: its members."""
    best: int | None = None
    """Of an *any of*: the member with the least left to do."""

    @property
    def id(self) -> str:
        """The requirement's id within its pathway."""
        return self.requirement.id

    @property
    def verdict(self) -> Verdict:
        """met, missing, unknown, review or not_applicable."""
        return self.judgement.verdict

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        from peercert.words import say

        return say(self.judgement.why)

    @property
    def next(self) -> str | None:
        """What to do next, None when there is nothing to do."""
        from peercert.words import say

        if self.verdict in (MET, NOT_APPLICABLE):
            return None
        return say(self.judgement.next or self.requirement.rule.next_step(self.requirement, self.judgement))

    def counted(self) -> tuple["Finding", ...]:
        """The leaves that count toward totals: of an *any of*, only the best branch."""
        if not self.findings:
            return (self,)
        if self.verdict in (MET, NOT_APPLICABLE):
            return ()
        members = self.findings if self.best is None else (self.findings[self.best],)
        return tuple(leaf for m in members for leaf in m.counted())
