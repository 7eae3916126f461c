"""What is still open as steps in order: what waits for what, what takes how long, what decides the date. Pure."""

from datetime import date
from typing import NamedTuple

from peercert.evaluation import Report
from peercert.judging.requirement import Rule
from peercert.plan.links import in_turn, links
from peercert.plan.schedule import Span, critical_path, schedule
from peercert.plan.stages import stage_order
from peercert.plan.steps import Draft, counts_inside, drafts, hours_of, joined
from peercert.verdicts import MISSING, UNKNOWN, Finding, Says, Verdict


class Step(NamedTuple):
    """One thing to do, to find out, or to wait for."""

    id: str
    """The same from run to run while the rules stay as they are."""
    kind: str
    """Kind of requirement; `wait` for a day that only has to come."""
    what: Says
    verdict: Verdict
    """missing, unknown (to be found out first) or review (people decide)."""
    stage: str
    staged: bool
    """Its rule says at which stage it is asked; otherwise it stands where such things usually do."""
    findings: tuple[Finding, ...]
    """What is done with it: the first gives its name, others are fees and dates that belong to it."""
    leaves: tuple[Finding, ...]
    """The findings that count toward the totals."""
    choices: int
    """In how many ways the rule can be met; this is the nearest."""
    whom: tuple[str, ...]
    """With whom, where that is not the certifier."""
    hours: float
    """Hours that it takes at most; 0 where it takes none, or none are set."""
    inside: bool
    """Its hours are inside those of another step, and no total adds them."""
    fees_usd: float
    """Dollars that it certainly costs."""
    fees_usd_at_most: float
    not_published: tuple[str, ...]
    """Fees whose amount no source gives."""
    waiting: bool
    """Only time brings it about."""
    blocked: bool
    """As the record stands, neither time nor work brings it about."""
    ask_first: bool
    """To be found out before anything else."""
    starts: date | None
    """First day on which it can start; None where it is not planned."""
    ends: date | None
    """First day on which it can be done, as far as its length is known."""
    waits_for: tuple[str, ...]
    beside: str | None
    """The step inside whose hours it is done."""
    critical: bool
    """It is in the chain that decides the date."""


class Plan(NamedTuple):
    """The steps of one report, in order."""

    report: Report
    hours_per_week: float | None
    steps: tuple[Step, ...]
    ends: date | None
    """First day on which everything can be done; None where a step is out of reach, or the way is closed."""
    critical_path: tuple[str, ...]

    @property
    def dated(self) -> bool:
        """Hours are in the dates: none are left, or it is said how many there are a week."""
        return self.hours_per_week is not None or not any(s.hours for s in self.to_do)

    @property
    def to_do(self) -> tuple[Step, ...]:
        """The steps that have their place in the order."""
        return tuple(s for s in self.steps if s.starts is not None and not s.ask_first)

    @property
    def ask_first(self) -> tuple[Step, ...]:
        """What is to be found out before anything else."""
        return tuple(s for s in self.steps if s.ask_first)

    @property
    def blocked(self) -> tuple[Step, ...]:
        """What neither time nor work brings about."""
        return tuple(s for s in self.steps if s.blocked)

    @property
    def closed(self) -> bool:
        """This way could be taken only until a day that is over."""
        until = self.report.pathway.until
        return until is not None and self.report.as_of > until.day

    @property
    def hours(self) -> float:
        """Hours still to do, of all kinds, as the report adds them up."""
        return sum(self.report.totals.hours.values())

    @property
    def hours_at_most(self) -> float:
        """The same with what the record leaves open."""
        unknown = (leaf for s in self.steps for leaf in s.leaves if leaf.verdict is UNKNOWN and not counts_inside(leaf))
        return self.hours + sum(map(hours_of, unknown))

    def step(self, name: str) -> Step:
        """The step with this id. Raises KeyError."""
        return {s.id: s for s in self.steps}[name]


def make_plan(report: Report, hours_per_week: float | None = None) -> Plan:
    """The open findings of a report as ordered steps, with the earliest days that they allow.

    `hours_per_week`: how many hours the person has for all of it; left out, hours have no length.

    >>> from datetime import date
    >>> from peercert import evaluate_all, load_record, load_rulebook, make_plan
    >>> day = date(2026, 11, 22)
    >>> record = load_record("examples/nearly-ready.yaml", today=day)
    >>> plan = make_plan(evaluate_all(load_rulebook().credential("sc-cpss-share"), record, day), hours_per_week=5)
    >>> "references" in [step.id for step in plan.to_do]
    True
    """
    order = stage_order([f.requirement for f in report.findings])
    made = joined(in_turn(drafts(report), order))
    planned = [d for d in made if d.planned]
    waits = links(planned, order)
    placed = _in_order(planned, waits, order)
    spans = schedule(placed, waits, report.as_of, hours_per_week)
    others = [d for d in made if not d.planned]
    open_ = report.pathway.until is None or report.as_of <= report.pathway.until.day
    reachable = open_ and not any(d.blocked for d in others)
    critical = critical_path(placed, waits, spans, report.as_of) if reachable else ()
    first = [_step(d, report.as_of) for d in sorted(others, key=lambda d: not d.blocked)]
    steps = (*first, *(_step(d, report.as_of, spans[d.id], waits[d.id], d.id in critical) for d in placed))
    ends = max((s.ends for s in steps if s.ends), default=report.as_of) if reachable else None
    return Plan(report, hours_per_week, steps, ends, critical)


def _in_order(steps: list[Draft], waits: dict[str, tuple[str, ...]], order: tuple[str, ...]) -> list[Draft]:
    """By stage and then as the rules list them, each after all that it waits for."""
    left = sorted(steps, key=lambda d: (order.index(d.stage), d.place))
    placed: list[Draft] = []
    while left:
        there = {d.id for d in placed}
        step = next(d for d in left if there.issuperset(waits[d.id]))
        placed.append(step)
        left.remove(step)
    return placed


def _step(
    draft: Draft, today: date, span: Span | None = None, waits: tuple[str, ...] = (), critical: bool = False
) -> Step:
    sure = most = 0.0
    unpublished: dict[str, None] = {}
    for leaf in draft.leaves:
        found = leaf.judgement
        if found.not_published:
            unpublished[getattr(leaf.requirement.rule, "for_", leaf.id)] = None
        if found.usd:
            most += found.usd
            least = found.usd if found.usd_at_least is None else found.usd_at_least
            sure += least if leaf.verdict is MISSING else 0
    starts = span.starts if span else None if draft.blocked else today
    return Step(
        draft.id, draft.kind, draft.what, draft.verdict, draft.stage, draft.staged, draft.findings, draft.leaves,
        draft.choices, _whom(draft.rule), draft.hours, draft.inside, sure, most, tuple(unpublished),
        draft.until is not None, draft.blocked, draft.ask_first, starts, span.ends if span else starts, waits,
        span.beside if span else None, critical,
    )  # fmt: skip


def _whom(rule: Rule | None) -> tuple[str, ...]:
    """Who has to do with a step, where the rule names somebody."""
    for name in ("to", "provider"):
        said = getattr(rule, name, None)
        if said:
            return (said,) if isinstance(said, str) else tuple(said)
    by = getattr(rule, "by", None)
    return (by,) if rule is not None and rule.kind == "interview" and isinstance(by, str) else ()


__all__ = ["Plan", "Step", "make_plan"]
