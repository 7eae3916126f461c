"""Worked examples: people, days and verdicts written out by hand from the sources, one file a credential."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from peercert import yamlfile
from peercert.dates import DateSpan
from peercert.evaluation import evaluate_all
from peercert.record import Record
from peercert.rulebook import Rulebook

CASES = Path(__file__).parent / "cases"
RULES = Rulebook()
KEYS = {
    "name",
    "as_of",
    "pathway",
    "record",
    "outcome",
    "met",
    "missing",
    "unknown",
    "review",
    "not_applicable",
    "totals",
}


def load() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        data = yamlfile.read(path).data
        assert data["credential"] == path.stem, f"{path.name} is about {data['credential']}"
        found += [pytest.param(data["credential"], case, id=f"{path.stem}: {case['name']}") for case in data["cases"]]
    return found


@pytest.mark.parametrize(("credential_id", "case"), load())
def test_case(credential_id: str, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS, f"unknown keys {set(case) - KEYS}"
    credential = RULES.credential(credential_id)
    assert credential is not None
    day: date = DateSpan.parse(case["as_of"]).lo
    report = evaluate_all(
        credential, Record.parse(case["record"]), day, pathway=case["pathway"], lookup=RULES.credential
    )
    got = {f.id: f.verdict.value for f in report.findings}
    want = dict.fromkeys(case.get("missing") or {}, "missing")
    for verdict in ("met", "unknown", "review", "not_applicable"):
        want |= dict.fromkeys(case.get(verdict) or (), verdict)
    assert got == want
    assert {f.id: f.judgement.gap for f in report.findings if f.verdict == "missing"} == (case.get("missing") or {})
    assert report.outcome == case["outcome"]
    totals = case.get("totals") or {}
    shown = {
        "fees_usd": report.totals.fees_usd,
        "fees_usd_at_most": report.totals.fees_usd_at_most,
        "fees_not_published": sorted(report.totals.fees_not_published),
        "hours": report.totals.hours,
        "earliest": report.totals.earliest.isoformat() if report.totals.earliest else None,
    }
    assert {k: shown[k] for k in totals} == totals


TWELVE = {"sc", "tx", "wa", "ca", "nc", "ga", "pa", "ny", "fl", "nh", "dc", "us"}
"""The first jurisdictions of the book: three people each."""


@pytest.mark.parametrize("credential_id", [c.id for c in RULES.credentials() if c.status == "active"])
def test_every_active_credential_has_its_people(credential_id: str) -> None:
    credential = RULES.credential(credential_id)
    assert credential is not None
    cases = yamlfile.read(CASES / f"{credential_id}.yaml").data["cases"]
    assert len(cases) >= (3 if credential.jurisdiction in TWELVE else 2)
    assert len({case["name"] for case in cases}) == len(cases)
    outcomes = {case["outcome"] for case in cases}
    assert outcomes & {"ready", "review"}, "nobody is ready, or down to what people decide"
    only_people_decide = all(r.rule.kind == "review" for p in credential.pathways.values() for r in p.requirements)
    assert outcomes & {"not_ready", "undetermined"} or only_people_decide, "nobody has something missing"
    kinds = {credential.pathways[case["pathway"]].kind for case in cases}
    assert "renewal" in kinds or not any(p.kind == "renewal" for p in credential.pathways.values()), "nobody renews"


def test_no_case_is_about_nothing() -> None:
    ids = {c.id for c in RULES.credentials()}
    assert {p.stem for p in CASES.glob("*.yaml")} <= ids
