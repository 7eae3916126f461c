"""Laws that hold for every rule in the rule book and every record."""

import copy
import json
import os
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from peercert import schema
from peercert.evaluation import Report, evaluate_all
from peercert.model import Credential
from peercert.present.as_json import report_json
from peercert.present.markdown import markdown
from peercert.present.page import report_page
from peercert.present.terminal import page_lines
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.verdicts import Finding

RULES = Rulebook()
WAYS: list[tuple[Credential, str]] = [(c, name) for c in RULES.credentials() for name in c.pathways]
JURISDICTIONS = {c.id: RULES.of_credential(c) for c, _ in WAYS}
REPORT = Draft202012Validator(schema.make("report"))
ORDER = {"missing": 0, "unknown": 1, "review": 1, "not_applicable": 1, "met": 2}
DAY = date(2026, 11, 22)

days = st.dates(date(2016, 1, 1), date(2026, 11, 22)).map(str)
hours = st.sampled_from([0, 0.5, 3, 6, 10, 20, 40, 46, 100, 500, 2000])
topics = st.dictionaries(
    st.sampled_from(
        ["ethics", "law_and_ethics", "advocacy", "peer_support", "suicide_prevention", "mentoring_education"]
    ),
    hours,
    max_size=3,
)


def some(**fields: Any) -> Any:
    """A mapping in which every key may be left out."""
    return st.fixed_dictionaries({}, optional=fields)


activity = some(
    hours=hours,
    completed=days,
    topics=topics,
    provider=st.sampled_from(["SC SHARE", "Other"]),
    format=st.sampled_from(["in_person", "live_online", "online", "self_paced"]),
)
ids = st.sampled_from(sorted({c.id for c, _ in WAYS}))
held = st.fixed_dictionaries({"id": ids}, optional={"issued": days, "status": st.sampled_from(["active", "expired"])})
records = some(
    born=st.dates(date(1950, 1, 1), date(2010, 12, 31)).map(str),
    education=st.sampled_from(["none", "high_school", "bachelor"]),
    lives_in=st.sampled_from(["SC", "TX", "NC"]),
    lived_experience=st.lists(
        st.fixed_dictionaries(
            {
                "as": st.sampled_from(["person", "parent"]),
                "of": st.sampled_from(["mental_health", "substance_use"]),
            },
            optional={"recovery_since": days},
        ),
        max_size=2,
    ),
    training=st.lists(activity, max_size=3),
    continuing_education=st.lists(activity, max_size=3),
    experience=st.lists(
        some(
            hours=hours,
            supervised_hours=hours,
            supervised=st.booleans(),
            kind=st.sampled_from(["paid", "volunteer"]),
        ),
        max_size=2,
    ),
    exams=st.lists(some(passed=st.booleans(), taken=days, score=st.integers(0, 100)), max_size=2),
    references=st.lists(some(kind=st.sampled_from(["professional", "supervisor", "friend"])), max_size=3),
    agreements=st.lists(st.sampled_from(["code_of_ethics", "code_of_conduct"]), max_size=2),
    documents=st.lists(st.sampled_from(["diploma", "photo_id"]), max_size=2),
    credentials=st.lists(held, max_size=2),
    paid=st.lists(st.sampled_from(["application", "registration", "exam"]), max_size=2),
    milestones=st.dictionaries(
        st.sampled_from(["application", "application_approved", "registration"]), days, max_size=2
    ),
)
ways = st.sampled_from(WAYS)
# PEERCERT_EXAMPLES=5000 for a longer look
often = settings(
    max_examples=int(os.environ.get("PEERCERT_EXAMPLES", "150")), deadline=None, suppress_health_check=list(HealthCheck)
)


def report(way: tuple[Credential, str], data: dict[str, Any], day: date = DAY) -> Report:
    return evaluate_all(way[0], Record.parse(data), day, pathway=way[1], lookup=RULES.credential)


def leaves(findings: tuple[Finding, ...]) -> list[Finding]:
    return [x for f in findings for x in (leaves(f.findings) if f.findings else [f])]


def no_worse(before: Report, after: Report, kinds: set[str]) -> None:
    for old, new in zip(leaves(before.findings), leaves(after.findings), strict=True):
        if (
            old.requirement.rule.kind in kinds
            and not old.requirement.when
            and "not_applicable" not in (old.verdict, new.verdict)
        ):
            assert ORDER[new.verdict] >= ORDER[old.verdict], f"{old.id}: {old.verdict} became {new.verdict}"


@often
@given(way=ways, data=records)
def test_evaluation_is_deterministic_and_changes_nothing(way: tuple[Credential, str], data: dict[str, Any]) -> None:
    kept = copy.deepcopy(data)
    record = Record.parse(data)
    first = evaluate_all(way[0], record, DAY, pathway=way[1], lookup=RULES.credential)
    second = evaluate_all(way[0], record, DAY, pathway=way[1], lookup=RULES.credential)
    assert report_json(first, JURISDICTIONS[way[0].id]) == report_json(second, JURISDICTIONS[way[0].id])
    assert data == kept
    assert record == Record.parse(kept)


@often
@given(way=ways, data=records, day=st.dates(date(2018, 1, 1), date(2032, 12, 31)))
def test_every_report_fits_its_schema_and_can_be_said(
    way: tuple[Credential, str], data: dict[str, Any], day: date
) -> None:
    made = report(way, data, day)
    place = JURISDICTIONS[way[0].id]
    REPORT.validate(json.loads(json.dumps(report_json(made, place), allow_nan=False)))
    page = report_page(made, place, all_=True)
    assert page_lines(page)
    assert markdown(page)
    for finding in leaves(made.findings):
        assert "{" not in finding.reason
        assert finding.judgement.gap is None or finding.judgement.gap >= 0


@often
@given(way=ways)
def test_silence_is_never_met_and_never_missing(way: tuple[Credential, str]) -> None:
    for finding in leaves(report(way, {}).findings):
        kind = finding.requirement.rule.kind
        if finding.verdict == "met":
            # what no record is needed for: nothing to pay, no length of recovery, history that plays no part
            assert kind in (
                "fee",
                "recovery_time",
                "criminal_history",
                "training",
                "work_experience",
                "continuing_education",
                "supervision",
            ), finding.id
            assert finding.judgement.need in (0, "0 months", "0 days", None) or kind == "fee", finding.id
        else:
            assert finding.verdict in ("unknown", "review", "not_applicable"), finding.id


@often
@given(way=ways, data=records, more=hours, when=days)
def test_more_training_never_makes_it_worse(
    way: tuple[Credential, str], data: dict[str, Any], more: float, when: str
) -> None:
    data = data | {"training": data.get("training", [])}
    further = data | {
        "training": [
            *data["training"],
            {
                "hours": more,
                "completed": when,
                "format": "in_person",
                "topics": {"ethics": more},
                "provider": "SC SHARE",
                "kind": "other",
                "course": "none",
            },
        ]
    }
    no_worse(report(way, data), report(way, further), {"training"})


@often
@given(
    way=ways,
    data=records,
    what=st.sampled_from(["application", "registration", "exam", "certification", "renewal"]),
)
def test_paying_never_makes_it_worse(way: tuple[Credential, str], data: dict[str, Any], what: str) -> None:
    data = data | {"paid": data.get("paid", [])}
    before, after = report(way, data), report(way, data | {"paid": [*data["paid"], what]})
    no_worse(before, after, {"fee"})
    assert after.totals.fees_usd <= before.totals.fees_usd


@often
@given(way=ways, data=records, years=st.integers(0, 5))
def test_waiting_never_makes_recovery_worse(way: tuple[Credential, str], data: dict[str, Any], years: int) -> None:
    before, after = report(way, data), report(way, data, DAY + timedelta(days=365 * years))
    for old in leaves(before.findings):
        new = next((f for f in leaves(after.findings) if f.requirement is old.requirement), None)
        rule = old.requirement.rule
        if (
            new is not None
            and rule.kind == "recovery_time"
            and not old.requirement.when
            and getattr(rule, "within", None) is None
        ):
            assert ORDER[new.verdict] >= ORDER[old.verdict]


@often
@given(way=ways, data=records)
def test_knowing_more_never_turns_met_into_missing(way: tuple[Credential, str], data: dict[str, Any]) -> None:
    """What is met or missing with little known stays so when a field that was silent is filled in."""
    for name in ("born", "education", "references", "agreements", "documents", "paid"):
        if name not in data:
            continue
        silent = {k: v for k, v in data.items() if k != name}
        for old, new in zip(leaves(report(way, silent).findings), leaves(report(way, data).findings), strict=True):
            if old.verdict in ("met", "missing") and not old.requirement.when and old.requirement.rule.kind != "fee":
                assert new.verdict == old.verdict, f"{name}: {old.id}"
