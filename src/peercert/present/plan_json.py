"""A plan as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peercert.plan import Plan, Step
from peercert.plan.deadlines import Deadline
from peercert.plan.ways import NO_CHOICE, Choice, Way
from peercert.words import say


def plan_json(plan: Plan, choice: Choice = NO_CHOICE, deadlines: Sequence[Deadline] = ()) -> dict[str, Any]:
    """One plan as plain data, ready for `json.dumps`; days are written as 2027-06-01."""
    report, totals = plan.report, plan.report.totals
    return {
        "credential": report.credential.id,
        "pathway": report.pathway.name,
        "as_of": report.as_of.isoformat(),
        "outcome": report.outcome.value,
        "hours_per_week": None if plan.hours_per_week is None else _number(plan.hours_per_week),
        "steps": [_step(s, plan) for s in plan.steps],
        "totals": {
            "fees_usd": totals.fees_usd,
            "fees_usd_at_most": totals.fees_usd_at_most,
            "fees_not_published": list(totals.fees_not_published),
            "hours": totals.hours,
            "hours_at_most": _number(plan.hours_at_most),
            "earliest": _day(totals.earliest),
            "ends": _day(plan.ends),
            "hours_in_dates": plan.dated,
        },
        "critical_path": list(plan.critical_path),
        "cheapest": _way(choice.cheapest),
        "quickest": _way(choice.quickest),
        "deadlines": [{"id": d.id, "day": d.day.isoformat(), "kind": d.kind, "what": say(d.what)} for d in deadlines],
        "certifier": {"name": report.credential.certifier.name, "url": report.credential.certifier.url},
    }


def _step(step: Step, plan: Plan) -> dict[str, Any]:
    whom = list(step.whom)
    if not whom and not step.waiting:
        whom = [plan.report.credential.certifier.name]
    return {
        "id": step.id, "kind": step.kind, "what": say(step.what), "stage": step.stage, "stage_given": step.staged,
        "verdict": step.verdict.value, "with": whom, "hours": _number(step.hours), "hours_inside": step.inside,
        "cost_usd": _number(step.fees_usd), "cost_usd_at_most": _number(step.fees_usd_at_most),
        "cost_not_published": list(step.not_published), "starts": _day(step.starts), "ends": _day(step.ends),
        "waits_for": list(step.waits_for), "critical": step.critical, "waiting": step.waiting,
        "out_of_reach": step.blocked, "find_out_first": step.ask_first,
        "next": step.findings[0].next if step.findings else None, "findings": [f.id for f in step.findings],
    }  # fmt: skip


def _way(way: Way | None) -> dict[str, Any] | None:
    if way is None:
        return None
    return {
        "pathway": way.pathway.name, "fees_usd": _number(way.fees_usd), "fees_usd_at_most": _number(way.fees_usd_at_most),
        "fees_not_published": list(way.fees_not_published), "hours": _number(way.hours), "ends": _day(way.ends),
    }  # fmt: skip


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
