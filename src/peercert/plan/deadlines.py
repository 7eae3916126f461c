"""Days by which something has to be done: this way closes, the last day to apply, what counts only for some time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from peercert.dates import Duration
from peercert.evaluation import Lookup, evaluate
from peercert.plan import Plan
from peercert.record import Record
from peercert.verdicts import MET, MISSING, Finding, Says

AHEAD = Duration(1, "year")
"""How far ahead is looked for what will stop counting, where the plan itself does not reach further."""
_OWN_CLOCK = frozenset({"continuing_education", "overdue", "period", "age", "not"})
"""Kinds that change with the days for other reasons than that something has grown too old."""


class Deadline(NamedTuple):
    """One last day."""

    id: str
    day: date
    """The last day on which it still holds."""
    what: Says
    kind: str
    """closes, apply_by, rule_ends, counts_until, period_ends or late_until."""


def find_deadlines(plan: Plan, record: Record, lookup: Lookup | None = None) -> tuple[Deadline, ...]:
    """Every last day that the rules and the record tell, from the day of the plan on, in order."""
    found = [*_of_the_way(plan), *_of_steps(plan), *_of_the_period(plan), *_counts_until(plan, record, lookup)]
    return tuple(sorted((d for d in found if d.day >= plan.report.as_of), key=lambda d: d.day))


def _of_the_way(plan: Plan) -> Iterator[Deadline]:
    until = plan.report.pathway.until
    if until is not None:
        yield Deadline("way-closes", until.day, Says("This way closes on {day}.", {"day": until.day}), "closes")


def _of_steps(plan: Plan) -> Iterator[Deadline]:
    for step in plan.steps:
        for finding in step.findings:
            rule = finding.requirement.rule
            by = getattr(rule, "by" if rule.kind == "application" else "until", None)
            if by is not None and rule.kind in ("application", "milestone"):
                says = Says("Last day for this is {day}: {what}.", {"day": by.day, "what": step.what})
                yield Deadline(f"{step.id}-by", by.day, says, "apply_by")
            ends = finding.requirement.until
            if ends is not None:
                says = Says("This rule holds until {day}: {what}.", {"day": ends.day, "what": step.what})
                yield Deadline(f"{step.id}-rule-ends", ends.day, says, "rule_ends")


def _of_the_period(plan: Plan) -> Iterator[Deadline]:
    cycle, period = plan.report.pathway.cycle, plan.report.period
    if plan.report.pathway.kind != "renewal" or cycle is None or period is None or period.end is None:
        return
    end = period.end.lo
    yield Deadline("period-ends", end, Says("Your certification ends on {day}.", {"day": end}), "period_ends")
    if cycle.grace is not None:
        late = cycle.grace.after(end)
        says = Says("Renewing late is possible until {day}.", {"day": late})
        yield Deadline("late-until", late, says, "late_until")


def _counts_until(plan: Plan, record: Record, lookup: Lookup | None) -> Iterator[Deadline]:
    """What is done today and would have to be done again later: held against the same rules on later days."""
    report = plan.report
    if report.pathway.cycle is not None:
        return
    last = max(AHEAD.after(report.as_of), plan.ends or report.as_of)

    def on(day: date) -> dict[str, Finding]:
        later = evaluate(report.pathway, record, day, credential=report.credential, lookup=lookup)
        return {f.id: f for f in later.findings}

    then = on(last)
    for now in report.findings:
        later = then.get(now.id)
        same_rule = later is not None and later.requirement is now.requirement
        if now.verdict is MET and same_rule and later is not None and later.verdict is MISSING:
            if now.requirement.rule.kind in _OWN_CLOCK:
                continue
            first, over = report.as_of, last
            while (over - first).days > 1:
                middle = first + timedelta(days=(over - first).days // 2)
                found = on(middle).get(now.id)
                first, over = (middle, over) if found is not None and found.verdict is MET else (first, middle)
            what = {"day": first, "what": _what_holds(now).requirement.rule.title()}
            says = Says("What you have for this counts until {day}: {what}.", what)
            yield Deadline(f"{now.id}-counts-until", first, says, "counts_until")


def _what_holds(finding: Finding) -> Finding:
    """Of a group, what makes it met today."""
    met = next((f for f in finding.findings if f.verdict is MET), None)
    return finding if met is None else _what_holds(met)
