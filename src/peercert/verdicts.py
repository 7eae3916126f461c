"""Verdicts, and how they combine: Kleene's three values plus `review` (a human decides)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from peercert.dates import DateSpan

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


class Says(NamedTuple):
    """A sentence not yet made: an English template and its values (made into words by `peercert.words`)."""

    template: str
    values: dict[str, Any] = {}
    many: str | None = None
    """The template for another number of things than one, where the words depend on it."""
    number: float | None = None
    """That number."""


class Quantity(NamedTuple):
    """A number with its unit, to be said: 40 hours."""

    value: float
    unit: str


class Name(NamedTuple):
    """A name out of the rule book, in snake case, to be said in words: law_and_ethics."""

    slug: str


class All(NamedTuple):
    """Several things to be said, joined by *and*."""

    items: tuple[Any, ...]

    @classmethod
    def names(cls, slugs: Sequence[str]) -> "All":
        """Names out of the rule book: ethics and advocacy."""
        return cls(tuple(Name(slug) for slug in slugs))


class AnyOf(NamedTuple):
    """Several things to be said, joined by *or*."""

    items: tuple[Any, ...]

    @classmethod
    def names(cls, slugs: Sequence[str]) -> "AnyOf":
        """Names out of the rule book: ethics or advocacy."""
        return cls(tuple(Name(slug) for slug in slugs))


class On(NamedTuple):
    """A day, as roughly as it is known, on which something was: on March 14, 2024; in March 2024."""

    when: DateSpan


class The(NamedTuple):
    """A day, as roughly as it is known, after another preposition: since March 14, 2024; since March 2024."""

    when: DateSpan


class Money(NamedTuple):
    """Dollars to be said: $75."""

    usd: float


class Prose(NamedTuple):
    """A text of the rule book that says what is asked, written in English: a statement, a title."""

    text: str


class Note(NamedTuple):
    """A note of the rule book, which stays in English and is marked so where another language is spoken."""

    text: str


def called(text: str) -> str | Prose:
    """Somebody or something as the rule book calls it: a proper name stays as it is, a description is English prose."""
    return Prose(text) if text[:1].islower() else text


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
