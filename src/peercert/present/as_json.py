"""Reports as JSON: the contract in `schemas/report.schema.json`."""

from collections.abc import Sequence
from typing import Any

from peercert.doubts import Doubt
from peercert.evaluation import Report
from peercert.model import Jurisdiction
from peercert.verdicts import Finding
from peercert.words import say


def report_json(report: Report, jurisdiction: Jurisdiction) -> dict[str, Any]:
    """One report as plain data, ready for `json.dumps`."""
    totals = report.totals
    return {
        "credential": report.credential.id,
        "name": report.credential.name,
        "jurisdiction": jurisdiction.jurisdiction,
        "pathway": report.pathway.name,
        "as_of": report.as_of.isoformat(),
        "status": report.credential.status_on(report.as_of),
        "outcome": report.outcome.value,
        "findings": [finding_json(f, jurisdiction) for f in report.findings],
        "totals": {
            "fees_usd": totals.fees_usd,
            "fees_usd_at_most": totals.fees_usd_at_most,
            "fees_not_published": list(totals.fees_not_published),
            "hours": totals.hours,
            "earliest": totals.earliest.isoformat() if totals.earliest else None,
        },
        "alternatives": [a._asdict() | {"outcome": a.outcome.value} for a in report.alternatives],
        "certifier": {"name": report.credential.certifier.name, "url": report.credential.certifier.url},
        "not_found": list(report.credential.not_found),
        "doubts": doubts_json(report.doubts),
    }


def doubts_json(doubts: Sequence[Doubt]) -> list[dict[str, Any]]:
    """What in the record contradicts something else in it: the fields, and a sentence."""
    return [{"fields": list(d.fields), "says": say(d.says)} for d in doubts]


def finding_json(finding: Finding, jurisdiction: Jurisdiction) -> dict[str, Any]:
    """One requirement held against a record, with the members of a group inside it."""
    requirement, found = finding.requirement, finding.judgement
    made: dict[str, Any] = {
        "id": finding.id,
        "kind": requirement.rule.kind,
        "verdict": finding.verdict.value,
        "have": value_json(found.have),
        "need": value_json(found.need),
        "gap": value_json(found.gap),
        "unit": found.unit,
        "reason": finding.reason,
        "next": finding.next,
        "confidence": jurisdiction.confidence(requirement),
        "stage": requirement.stage,
        "sources": [
            _source(c.source, c.locator, jurisdiction) for c in requirement.cite if c.source in jurisdiction.sources
        ],
        "findings": [finding_json(f, jurisdiction) for f in finding.findings],
    }
    if found.have_at_most is not None:
        made["have_at_most"] = value_json(found.have_at_most)
    if found.gap_at_least is not None:
        made["gap_at_least"] = value_json(found.gap_at_least)
    if found.parts:
        made["parts"] = [{"name": say(p.name), "have": value_json(p.have), "have_at_most": value_json(p.have_at_most), "need": p.need, "unit": p.unit} for p in found.parts]  # fmt: skip
    if found.fields and finding.verdict == "unknown":
        made["settled_by"] = list(dict.fromkeys(found.fields))
    if found.earliest:
        made["earliest"] = found.earliest.isoformat()
    if found.not_published:
        made["not_published"] = True
    if finding.best is not None:
        made["nearest"] = finding.findings[finding.best].id
    if requirement.note:
        made["note"] = requirement.note
    if requirement.disputed:
        made["disputed"] = [{"value": d.value, "note": d.note, "sources": [_source(c.source, c.locator, jurisdiction) for c in d.cite if c.source in jurisdiction.sources]} for d in requirement.disputed]  # fmt: skip
    return made


def value_json(value: Any) -> Any:
    """A JSON value; an endless upper bound is null (not known)."""
    if isinstance(value, float):
        return None if value == float("inf") else int(value) if value.is_integer() else value
    return list(value) if isinstance(value, tuple) else value


def _source(name: str, locator: str | None, jurisdiction: Jurisdiction) -> dict[str, Any]:
    source = jurisdiction.sources[name]
    return {
        "url": source.url, "title": source.title, "publisher": source.publisher, "kind": source.kind, "locator": locator,
        "dated": str(source.dated) if source.dated else None, "read": str(source.read),
    }  # fmt: skip
