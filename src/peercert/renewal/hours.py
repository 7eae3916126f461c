"""Hours of a renewal: asked, done, left; by part; and what does not count because of a cap.

A cap is weighed by judging the requirement with it, without it, and with nothing let in by it: the differences are
what it takes off and what it lets in.
"""

from collections.abc import Iterable, Iterator
from math import inf, isfinite
from typing import NamedTuple

from peercert.cycles import Period
from peercert.dates import DateSpan, Duration
from peercert.judging.context import Context
from peercert.judging.parts import PartRange
from peercert.judging.requirement import Requirement
from peercert.judging.tally import Tally
from peercert.judging.tally_words import sort
from peercert.requirements.continuing_education import ContinuingEducation
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, UNKNOWN, Finding, Judgement, Name, Part, Says


class CapUse(NamedTuple):
    """How much of one sort may count, and how much does."""

    what: Says
    """Which sort: "online", "carried over"."""
    limit: float | None
    """At most so much counts; None where the rules do not say that any does (it does not)."""
    used: float
    """So much of it counts."""
    not_counted: float
    """So much does not count because of the cap (at most, where the record leaves the sort of an entry open)."""
    not_counted_at_least: float
    """The same, at least."""


class Hours(NamedTuple):
    """One requirement that counts hours (or credits, courses, sessions, days), as far as it is done."""

    finding: Finding
    """As it stands in the report."""
    unit: str
    need: float
    usual: float
    """What a full period asks, where `need` is less because the period is short."""
    done: float | None
    """What counts, at least; None where the record says nothing."""
    done_at_most: float | None
    """What counts, at most; `inf` without bound."""
    left: float
    """What is left to do, at most."""
    left_at_least: float
    parts: tuple[Part, ...]
    caps: tuple[CapUse, ...]
    counted: DateSpan | None
    """Of hours on a clock of their own: first and last day that count."""
    every: Duration | None
    """That clock."""
    from_any_time: bool
    """The rules give no period, so all hours in the record are counted."""
    too_late: bool
    """What is left had to be done by the end of the period, which is over."""

    @property
    def kind(self) -> str:
        """What sort of hours: continuing_education, work_experience, ..."""
        rule = self.finding.requirement.rule
        return rule.hours_kind or rule.kind

    @property
    def inside(self) -> bool:
        """They are part of other hours that are asked, not on top."""
        return bool(getattr(self.finding.requirement.rule, "counts_inside", None))


def hours_of(findings: Iterable[Finding], context: Context) -> tuple[Hours, ...]:
    """Every sum that is asked of this person, of alternatives the nearest; in the order of the rule."""
    found = []
    for finding, asked in (leaf for f in findings for leaf in _leaves(f)):
        rule = finding.requirement.rule
        if isinstance(rule, Tally) and rule.measure != "items":
            found.append(_hours(finding, rule, context, asked))
    return tuple(found)


def not_asked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sums that the rule asks of others, or at another time."""
    return tuple(
        f for f in findings if f.verdict is NOT_APPLICABLE and f.requirement.rule.kind == "continuing_education"
    )


def left_in_all(hours: Iterable[Hours]) -> dict[tuple[str, str], tuple[float, float]]:
    """What is left by kind and unit, at least and at most; hours inside others are not added on top."""
    sums: dict[tuple[str, str], list[float]] = {}
    for one in hours:
        outer_lo, outer_hi, inner_lo, inner_hi = sums.get((one.kind, one.unit), [0.0] * 4)
        if one.inside:
            inner_lo, inner_hi = max(inner_lo, one.left_at_least), inner_hi + one.left
        else:
            outer_lo, outer_hi = outer_lo + one.left_at_least, outer_hi + one.left
        sums[one.kind, one.unit] = [outer_lo, outer_hi, inner_lo, inner_hi]
    return {key: (max(s[0], s[2]), max(s[1], s[3])) for key, s in sums.items()}


def _leaves(finding: Finding, asked: bool = True) -> Iterator[tuple[Finding, bool]]:
    """The requirement, or of a group those that count: of alternatives the one that is met or nearest.

    With each: is it certainly asked, or does what is not known above it leave that open?
    """
    asked = asked and finding.verdict is not UNKNOWN
    if finding.verdict is NOT_APPLICABLE:
        return
    if not finding.findings:
        yield finding, asked
        return
    members = finding.findings if finding.best is None else (finding.findings[finding.best],)
    for member in members:
        yield from _leaves(member, asked)


def _hours(finding: Finding, rule: Tally, context: Context, asked: bool) -> Hours:
    found = _judged(rule, finding.requirement, context)
    need = rule.needed(context)[1] if found.need is None else float(found.need)
    own = isinstance(rule, ContinuingEducation)
    usual = rule.but(prorated=None).needed(context)[1] if own and getattr(rule, "prorated", None) else need
    gap = 0.0 if found.verdict is MET else need if found.gap is None else found.gap
    least = gap if found.gap_at_least is None else found.gap_at_least
    certain = found.verdict in (MET, MISSING) and asked
    every = rule.every if isinstance(rule, ContinuingEducation) else None
    return Hours(
        finding, rule.measure, need, max(need, usual), found.have, found.have if found.have_at_most is None else found.have_at_most,
        gap, least if certain else 0.0, found.parts, _caps(rule, finding.requirement, found, context),
        _window(every, context), every, own and context.cycle is None and not (rule.within or rule.after),
        bool(gap) and _by_end(rule) and context.period.end is not None and context.period.end.hi < context.as_of,
    )  # fmt: skip


def _by_end(rule: Tally) -> bool:
    return isinstance(rule, ContinuingEducation) and bool(rule.by_end)


def _judged(rule: Tally, requirement: Requirement, context: Context) -> Judgement:
    """The sum; of hours that may not be due yet, the sum all the same."""
    found = rule.judge(requirement, context)
    if found.have is None and getattr(context.record, rule.record_field) is not None:
        return Tally.judge(rule, requirement, context)
    return found


def _window(every: Duration | None, context: Context) -> DateSpan | None:
    """First and last day that count on a clock of its own; of an end known roughly, the widest."""
    period: Period = context.period
    if every is None or context.cycle is None or period.end is None:
        return None
    return DateSpan(context.cycle.start(period.end.lo, every), period.end.hi)


def _caps(rule: Tally, requirement: Requirement, found: Judgement, context: Context) -> tuple[CapUse, ...]:
    if found.have is None:
        return ()
    uses = []

    def weigh(what: Says, limit: float | None, without: Tally, nothing: Tally) -> None:
        with_ = _sum(found)
        free, shut = (_sum(_judged(r, requirement, context)) for r in (without, nothing))
        used = max(0.0, with_[0] - shut[0])
        lost = [max(0.0, a - b) for a, b in zip(free, with_, strict=True) if isfinite(a) and isfinite(b)]
        uses.append(CapUse(what, limit, used, max(lost), min(lost)))

    for i, (cap, limit) in enumerate(rule.caps(float(found.need))):
        others = (rule.at_most[:i], rule.at_most[i + 1 :])
        shut = rule.at_most[i].but(hours=0.0, share=None)
        weigh(
            Says("{sort}", {"sort": sort(cap)}), limit,
            rule.but(at_most=(*others[0], *others[1])), rule.but(at_most=(*others[0], shut, *others[1])),
        )  # fmt: skip
    for name, part in (rule.parts or {}).items():
        if isinstance(part, PartRange) and part.at_most is not None:
            parts = rule.parts or {}
            weigh(
                Says("on {topic}", {"topic": Name(name)}), part.at_most,
                rule.but(parts=parts | {name: part.but(at_most=None)}), rule.but(parts=parts | {name: part.but(at_most=0.0)}),
            )  # fmt: skip
    if isinstance(rule, ContinuingEducation) and _lets_carry(rule, context):
        weigh(Says("carried over"), rule.carry_over, rule.but(carry_over=inf), rule.but(carry_over=None))
    return tuple(uses)


def _lets_carry(rule: ContinuingEducation, context: Context) -> bool:
    """Is there something to say of hours carried over: by the rule, or because there are some?"""
    some = any(e.carried_over for e in context.record.continuing_education or ())
    return rule.carry_over is not None or (some and not rule.counts_inside)


def _sum(found: Judgement) -> tuple[float, float]:
    """At least and at most what counts."""
    low = float(found.have or 0)
    return low, low if found.have_at_most is None else found.have_at_most
