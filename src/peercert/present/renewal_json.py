"""Renewals as plain data, for `peercert renew --format json`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peercert.model import Jurisdiction
from peercert.present.as_json import doubts_json, finding_json, value_json
from peercert.renewal import Hours, Late, Renewal, State
from peercert.words import say


def renewals_json(
    renewals: Sequence[tuple[Renewal, Jurisdiction]], as_of: date, not_listed: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """All of them, the most urgent first; `not_listed` are held ids that the rule book lacks, with suggestions."""
    return {
        "as_of": as_of.isoformat(),
        "renewals": [_renewal(r, j) for r, j in renewals],
        "not_listed": [{"id": name, "suggestions": list(close)} for name, close in not_listed.items()],
    }


def _renewal(renewal: Renewal, jurisdiction: Jurisdiction) -> dict[str, Any]:
    report, days, period = renewal.report, renewal.days, renewal.period
    cycle = renewal.pathway.cycle if renewal.pathway else None
    late_fees = [_late_fee(x) for x in renewal.late if x.finding.requirement.rule.kind == "fee"]
    made: dict[str, Any] = {
        "credential": renewal.credential.id,
        "name": renewal.credential.name,
        "pathway": renewal.pathway.name if renewal.pathway else None,
        "outcome": report.outcome.value if report else None,
        "state": renewal.state.value,
        "period": {
            "start": _day(period.start),
            "end": _day(period.end),
            "opens": _day(days[0].opens) if days else None,
        },
        "deadline": _day(renewal.deadline),
        "days_left": renewal.days_left,
        "grace_until": _day(days[0].until) if days else None,
        "late_renewal": days[0].late if days and renewal.state is not State.NO_RULE else None,
        "hours": [_hours(h) for h in renewal.hours],
        "fees_usd": report.totals.fees_usd if report else None,
        "fees_usd_at_most": report.totals.fees_usd_at_most if report else None,
        "fees_not_published": list(report.totals.fees_not_published) if report else [],
        "late_fees": late_fees,
        "after_grace": cycle.after_grace if cycle else None,
        "reinstatement": renewal.reinstatement.name if renewal.reinstatement else None,
        "settled_by": list(renewal.settled_by),
        "replaced_by": list(renewal.credential.replaced_by or ()),
        "doubts": doubts_json(report.doubts if report else ()),
        "findings": [finding_json(f, jurisdiction) for f in report.findings] if report else [],
    }
    if len(days) > 1:
        made["deadline_at_latest"] = _day(days[-1].due)
    return made


def _hours(hours: Hours) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": hours.finding.id,
        "kind": hours.kind,
        "need": value_json(hours.need),
        "done": value_json(hours.done),
        "done_at_most": value_json(hours.done_at_most),
        "left": value_json(hours.left),
        "left_at_least": value_json(hours.left_at_least),
        "unit": hours.unit,
        "inside": hours.inside,
        "parts": [
            {"name": say(p.name), "have": value_json(p.have), "have_at_most": value_json(p.have_at_most), "need": p.need, "left": value_json(p.gap), "unit": p.unit}
            for p in hours.parts
        ],
        "caps": [
            {"what": say(c.what), "limit": value_json(c.limit), "used": value_json(c.used), "not_counted": value_json(c.not_counted), "not_counted_at_least": value_json(c.not_counted_at_least)}
            for c in hours.caps
        ],
    }  # fmt: skip
    if hours.counted is not None:
        made["counted"] = {"from": _day(hours.counted.lo), "to": _day(hours.counted.hi), "every": str(hours.every)}
    if hours.need < hours.usual:
        made["full_period_need"] = value_json(hours.usual)
    return made


def _late_fee(late: Late) -> dict[str, Any]:
    found = late.finding.judgement
    least = found.usd if found.usd_at_least is None else found.usd_at_least
    return {
        "id": late.finding.id,
        "for": getattr(late.finding.requirement.rule, "for_", late.finding.id),
        "usd": value_json(least),
        "usd_at_most": value_json(found.usd),
        "not_published": found.not_published,
        "from": late.first.isoformat(),
        "until": _day(late.last),
    }


def _day(value: Any) -> str | None:
    """A day (or, where it is known only roughly, a month, a year, a span) as text."""
    return None if value is None else str(value)
