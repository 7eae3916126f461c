"""Transfers as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peercert.evaluation import Report
from peercert.transfer import Standing, Transfer
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Verdict


def transfer_json(
    source: str, wanted: str, as_of: date, standing: Standing, found: Sequence[Transfer], **more: Any
) -> dict[str, Any]:
    """Transfers as plain data."""
    return {
        "from": source, "to": wanted, "as_of": as_of.isoformat(), "assumed_held": standing is Standing.ASSUMED,
        "standing": standing.value, "targets": [_json(t) for t in found],
    } | more  # fmt: skip


def _json(one: Transfer) -> dict[str, Any]:
    near = one.usual
    return {
        "credential": one.target.id,
        "name": one.target.name,
        "jurisdiction": one.target.jurisdiction,
        "case_by_case": one.case_by_case,
        "reciprocity": [_report(e.report) | {"fits": e.fits, "case_by_case": e.case_by_case} for e in one.elsewhere],
        "stated": [{"says": f.says, "value": f.value, "sources": [c.source for c in f.cite]} for f in one.stated],
        "looked_for_in_vain": one.searched,
        "usual": _report(near.report) | {"first": near.first.credential.id if near.first else None} if near and near.report else None,
        "proves": [
            {"requirement": p.requirement.id, "kind": p.requirement.rule.kind, "asked": p.asked, "asks": p.asks,
             "enough": p.enough, "narrower": p.narrower} for p in one.proves
        ],
        "remaining": [f.id for f in one.remaining],
    } | _fees_json(near.report if near else None)  # fmt: skip


def _report(report: Report) -> dict[str, Any]:
    of: dict[Verdict, list[str]] = {v: [f.id for f in report.findings if f.verdict is v] for v in Verdict}
    return {
        "pathway": report.pathway.name,
        "outcome": report.outcome.value,
        "met": of[MET],
        "missing": of[MISSING],
        "unknown": of[UNKNOWN],
        "review": of[REVIEW],
        "not_applicable": of[NOT_APPLICABLE],
    } | _fees_json(report)


def _fees_json(report: Report | None) -> dict[str, Any]:
    if report is None:
        return {"fees_usd": None, "fees_usd_at_most": None, "fees_not_published": [], "hours": {}, "earliest": None}
    totals = report.totals
    return {
        "fees_usd": totals.fees_usd,
        "fees_usd_at_most": totals.fees_usd_at_most,
        "fees_not_published": list(totals.fees_not_published),
        "hours": totals.hours,
        "earliest": totals.earliest.isoformat() if totals.earliest else None,
    }
