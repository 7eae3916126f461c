"""Pathway x record x date -> report. Pure: no clock, no file, nothing changed."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from peercert.cycles import Period
from peercert.doubts import Doubt, doubts
from peercert.judging.context import Context
from peercert.judging.groups import find_members, out_of_reach
from peercert.model import Credential, Pathway
from peercert.record import Record
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Finding, Outcome, Verdict

Lookup = Callable[[str], Credential | None]


class Totals(NamedTuple):
    """What is left over the whole pathway; of an *any of*, only the branch with the least left counts."""

    fees_usd: float
    """Dollars certainly still to pay."""
    fees_usd_at_most: float
    """The same with fees of which the record does not say whether they are paid or asked."""
    fees_not_published: tuple[str, ...]
    """What fees are for whose amount no source gives."""
    hours: dict[str, float]
    """Hours still to do, by kind."""
    earliest: date | None
    """First day on which time alone would allow it; None where that cannot be said."""


class Alternative(NamedTuple):
    """Another pathway of the same credential, in short."""

    pathway: str
    outcome: Outcome
    missing: int


class Report(NamedTuple):
    """All findings for one pathway on one date."""

    credential: Credential
    pathway: Pathway
    as_of: date
    findings: tuple[Finding, ...]
    totals: Totals
    alternatives: tuple[Alternative, ...] = ()
    period: Period | None = None
    """Of a pathway with a clock: the certification period that the record shows."""
    doubts: tuple[Doubt, ...] = ()
    """What in the record contradicts something else in it (`evaluate_all` looks for it, whatever the pathway)."""

    @property
    def outcome(self) -> Outcome:
        """ready, not_ready, undetermined or review."""
        return outcome_of(self.findings)

    def count(self, verdict: Verdict) -> int:
        """How many top-level findings have this verdict."""
        return sum(f.verdict is verdict for f in self.findings)


def evaluate(
    pathway: Pathway,
    record: Record,
    as_of: date,
    *,
    credential: Credential | None = None,
    lookup: Lookup | None = None,
) -> Report:
    """Hold `record` against `pathway` as of a day.

    `credential` names what the pathway leads to (its own period, its jurisdiction); `lookup` finds other
    credentials by id (`Rulebook.credential` is one), for rules that depend on what a held credential itself asked.
    Neither input is changed, and nothing is raised: what the record does not say is *unknown* in the report.

    >>> from datetime import date
    >>> from peercert import Record, evaluate, load_rulebook
    >>> credential = load_rulebook().credential("sc-cpss-share")
    >>> record = Record.parse({"born": "1990-04-02", "training": [{"hours": 20, "provider": "SC SHARE", "completed": "2026-05"}]})
    >>> report = evaluate(credential.pathways["initial"], record, date(2026, 11, 22), credential=credential)
    >>> training = next(f for f in report.findings if f.id == "training")
    >>> training.verdict.value, training.judgement.gap, training.judgement.unit
    ('missing', 20, 'hours')
    """
    known = credential or _NO_CREDENTIAL
    context = context_of(pathway, record, as_of, known, lookup)
    findings = find_members(pathway.requirements, context)
    period = context.period if pathway.cycle else None
    return Report(known, pathway, as_of, findings, totals(findings, as_of, _opens(pathway, period)), (), period)


def context_of(pathway: Pathway, record: Record, as_of: date, credential: Credential, lookup: Lookup | None) -> Context:
    """What the requirements of a pathway to this credential are judged against."""
    return Context(record, as_of, credential_id=credential.id, jurisdiction=credential.jurisdiction, cycle=pathway.cycle,
                   pathway_kind=pathway.kind or "", around=pathway.around, lookup=lookup)  # fmt: skip


def evaluate_all(
    credential: Credential,
    record: Record,
    as_of: date,
    *,
    pathway: str | None = None,
    lookup: Lookup | None = None,
) -> Report:
    """The report for one pathway (by name, or the likeliest), with the others of the credential in short.

    What contradicts itself in the record is named beside it. Raises ValueError for a credential without pathways,
    KeyError for a pathway that it does not have.

    >>> from datetime import date
    >>> from peercert import Record, evaluate_all, load_rulebook
    >>> rules = load_rulebook()
    >>> record = Record.parse({"credentials": [{"id": "sc-cpss-share", "expires": "2027-01-14"}]})
    >>> report = evaluate_all(rules.credential("sc-cpss-share"), record, date(2026, 11, 22), lookup=rules.credential)
    >>> report.pathway.name, report.outcome.value
    ('renewal', 'undetermined')
    """
    holds = record.held((credential.id,)) is not None
    chosen = credential.pathways[pathway] if pathway else credential.default_pathway(holds)
    if chosen is None:
        raise ValueError(f"{credential.id} has no pathway in the rule book")
    report = evaluate(chosen, record, as_of, credential=credential, lookup=lookup)
    others = []
    for other in credential.pathways.values():
        if (
            other.name != chosen.name
            and other.open_on(as_of)
            and (other.kind not in ("renewal", "reinstatement") or holds)
        ):
            found = evaluate(other, record, as_of, credential=credential, lookup=lookup)
            others.append(Alternative(other.name, found.outcome, found.count(MISSING)))
    return report._replace(alternatives=tuple(others), doubts=doubts(record, as_of))


def outcome_of(findings: tuple[Finding, ...]) -> Outcome:
    """The outcome of a list of findings that must all hold."""
    verdicts = {f.verdict for f in findings}
    if MISSING in verdicts:
        return Outcome.NOT_READY
    if UNKNOWN in verdicts:
        return Outcome.UNDETERMINED
    return Outcome.REVIEW if REVIEW in verdicts else Outcome.READY


def _opens(pathway: Pathway, period: Period | None) -> date | None:
    """First day on which a renewal may be sent in, where the rule sets one and the record lets it be known."""
    if period is None or period.end is None or pathway.cycle is None or pathway.cycle.opens is None:
        return None
    return pathway.cycle.opens.before(period.end.lo)


def totals(findings: tuple[Finding, ...], as_of: date, opens: date | None = None) -> Totals:
    """Money, hours and time still left; nothing before the day on which a renewal `opens`."""
    sure = most = 0.0
    hours: dict[str, float] = {}
    unpublished: dict[str, None] = {}
    earliest: date = max(as_of, opens) if opens else as_of
    bounded = True
    open_ = [f for f in findings if f.judgement.verdict not in (MET, NOT_APPLICABLE)]
    for surely, leaf in [(f.verdict is MISSING, x) for f in open_ for x in f.counted()]:
        found, rule = leaf.judgement, leaf.requirement.rule
        if leaf.verdict in (MET, NOT_APPLICABLE):
            continue
        missing = surely and leaf.verdict is MISSING  # what may not be asked at all is not surely missing
        if found.not_published:
            unpublished[getattr(rule, "for_", leaf.id)] = None
        if found.usd:
            most += found.usd
            sure += (found.usd if found.usd_at_least is None else found.usd_at_least) if missing else 0
        if missing:
            if rule.hours_kind and found.unit == "hours" and found.gap and not getattr(rule, "counts_inside", None):
                hours[rule.hours_kind] = hours.get(rule.hours_kind, 0) + found.gap
            if found.earliest:
                earliest = max(earliest, found.earliest)
            elif out_of_reach(leaf):
                bounded = False
    return Totals(sure, most, tuple(unpublished), hours, earliest if bounded else None)


_NO_CREDENTIAL = Credential.__new__(Credential)
_NO_CREDENTIAL.__dict__.update({"id": "", "jurisdiction": "", "pathways": {}, "name": ""})

__all__ = [
    "Alternative",
    "Report",
    "Totals",
    "context_of",
    "evaluate",
    "evaluate_all",
    "outcome_of",
    "totals",
]
