"""The cheapest way and the quickest one, among those of a credential that are open to this person; which is nearest."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from peercert.evaluation import Lookup, Report, evaluate, outcome_of
from peercert.judging.groups import left_to_do
from peercert.model import Credential, Pathway
from peercert.plan import Plan, make_plan
from peercert.plan.steps import hours_of
from peercert.record import Record
from peercert.verdicts import MISSING, UNKNOWN, Finding, Judgement, Outcome, Says, Verdict

_WAYS_IN = ("initial", "alternative", "grandparent", "reciprocity")
_SIZED = frozenset({"training", "work_experience", "supervision", "continuing_education"})
"""Kinds that take a person's own time."""


class Way(NamedTuple):
    """What one pathway still takes."""

    pathway: Pathway
    fees_usd: float
    fees_usd_at_most: float
    fees_not_published: tuple[str, ...]
    names_fees: bool
    """Some source says what it costs, or that something is to be paid."""
    all_known: bool
    """The rules of this way are not only partly known."""
    hours: float
    hours_at_most: float
    without_hours: int
    """Courses, credits or years of work that are still to do and have no number of hours."""
    ends: date | None

    @property
    def priced(self) -> bool:
        """All it costs is known."""
        return self.names_fees and self.all_known and not self.fees_not_published


class Choice(NamedTuple):
    """The ways that are open, the planned one first, and which of them certainly cost and take least."""

    ways: tuple[Way, ...] = ()
    cheapest: Way | None = None
    """None where there is only one way, or where what is known does not tell."""
    quickest: Way | None = None


NO_CHOICE = Choice()
"""Nothing to compare."""


def compare_ways(plan: Plan, record: Record, lookup: Lookup | None = None) -> Choice:
    """The planned way beside the others into the same credential that are open to this person on this day.

    A way is called cheaper only where the most that it can cost is less than what the other certainly does, and
    quicker only where neither its hours nor its days are more.
    """
    if not _way_in(plan.report.pathway, plan.report.credential):
        return NO_CHOICE
    others = [_way(p) for p in _others(plan, record, lookup)]
    if not others or (plan.ends is not None and not _open_to(plan)):
        return NO_CHOICE
    if plan.ends is None:  # out of reach itself: the others are all there is
        return Choice(tuple(others), _cheapest(others[0], others[1:]), _quickest(others[0], others[1:], plan))
    planned = _way(plan)
    return Choice((planned, *others), _cheapest(planned, others), _quickest(planned, others, plan))


def _others(plan: Plan, record: Record, lookup: Lookup | None) -> Iterator[Plan]:
    credential, today = plan.report.credential, plan.report.as_of
    for pathway in credential.pathways.values():
        if pathway.name == plan.report.pathway.name or not pathway.open_on(today) or not _way_in(pathway, credential):
            continue
        report = evaluate(pathway, record, today, credential=credential, lookup=lookup)
        other = make_plan(report, plan.hours_per_week)
        if _open_to(other):
            yield other


def _way_in(pathway: Pathway, credential: Credential) -> bool:
    """Does a pathway lead to the credential itself?

    The start as a trainee does so only where there is nothing beyond it; and another way that ends in no application
    or exam may be a condition of a post.
    """
    if pathway.kind == "trainee":
        return all(p.kind != "initial" for p in credential.pathways.values())
    if pathway.kind == "alternative":
        return any(
            r.rule.kind in ("application", "exam") for top in pathway.requirements for r in (top, *top.rule.members())
        )
    return pathway.kind in _WAYS_IN


def _open_to(plan: Plan) -> bool:
    """Nothing stands in the way that no step of the plan brings about.

    Coming from elsewhere, or with what one did before, asks for things that are there already.
    """
    open_ = [s for s in plan.steps if s.verdict in (MISSING, UNKNOWN)]
    past = any(s.kind == "milestone" and getattr(s.findings[0].requirement.rule, "until", None) for s in open_)
    held = any(s.kind == "credential_held" for s in open_)
    missing = {s.kind for s in open_ if s.verdict is MISSING}
    closed = {"not", "statement"} | (_SIZED if plan.report.pathway.kind in ("grandparent", "reciprocity") else set())
    return plan.ends is not None and not past and not held and not missing & closed


def _way(plan: Plan) -> Way:
    totals = plan.report.totals
    leaves = [leaf for f in plan.report.findings for leaf in _leaves(f)]
    unsure = any(getattr(x.requirement.rule, "because", "") == "not_decidable" for x in leaves)
    lengths = [s for s in plan.steps if s.kind in _SIZED and not s.hours]
    return Way(
        plan.report.pathway, totals.fees_usd, totals.fees_usd_at_most, totals.fees_not_published,
        any(x.requirement.rule.kind == "fee" for x in leaves), not unsure, plan.hours, plan.hours_at_most,
        len(lengths), plan.ends,
    )  # fmt: skip


def _leaves(finding: Finding) -> list[Finding]:
    return [leaf for m in finding.findings for leaf in _leaves(m)] if finding.findings else [finding]


def _cheapest(planned: Way, others: Sequence[Way]) -> Way | None:
    cheaper = [w for w in others if w.priced and w.fees_usd_at_most < planned.fees_usd]
    if cheaper:
        return min(cheaper, key=lambda w: w.fees_usd_at_most)
    sure = planned.priced and all(w.names_fees and w.fees_usd >= planned.fees_usd_at_most for w in others)
    return planned if sure and others else None


def _quickest(planned: Way, others: Sequence[Way], plan: Plan) -> Way | None:
    dated = plan.hours_per_week is not None

    def no_slower(one: Way, other: Way) -> bool:
        if one.ends is None or other.ends is None or not one.all_known or one.without_hours:
            return False
        return one.ends <= other.ends and (dated or one.hours_at_most <= other.hours)

    quicker = [w for w in others if no_slower(w, planned) and not no_slower(planned, w)]
    if quicker:
        return min(quicker, key=lambda w: (w.ends or date.max, w.hours_at_most))
    return planned if others and all(no_slower(planned, w) for w in others) else None


def nearness(report: Report) -> tuple[float, ...]:
    """How far a whole report is from ready, for ranking: what is out of reach, then effort in hours, days, dollars.

    Where little is known, nothing can be said to be near: rules that are hardly known come last.
    """
    known = [f for f in report.findings if getattr(f.requirement.rule, "because", "") != "not_decidable"]
    if not known:
        return (float("inf"),)
    verdict = {
        Outcome.NOT_READY: Verdict.MISSING, Outcome.UNDETERMINED: Verdict.UNKNOWN, Outcome.REVIEW: Verdict.REVIEW,
    }.get(outcome_of(report.findings), Verdict.MET)  # fmt: skip
    whole = Finding(known[0].requirement, Judgement(verdict, Says("")), report.findings)
    rank, closed, missing, hours, wait, usd = left_to_do(whole)
    leaves = [x for f in report.findings if f.verdict is not Verdict.MET for x in f.counted()]
    unknown = [x for x in leaves if x.verdict is UNKNOWN]
    effort = hours + sum(max(2.0, hours_of(x)) for x in unknown)  # what is not known may have to be done
    return (closed, len(known) < 3, effort, wait, usd, rank, missing)
