"""Keeping a credential: where its holder stands in the period, what is done and left, by when, and what comes after.

Pure: a record, a day, and a way to look credentials up; nothing is read from a file or a clock.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peercert.cycles import Period
from peercert.dates import Duration
from peercert.doubts import doubts
from peercert.evaluation import Alternative, Lookup, Report, context_of, evaluate
from peercert.model import Credential, Pathway
from peercert.record import Held, Record
from peercert.renewal.dates import GONE, IN_TIME, Days, Late, State, days_of, inside, late_of, late_rules, state_of
from peercert.renewal.hours import CapUse, Hours, hours_of, left_in_all, not_asked
from peercert.verdicts import MISSING, Finding, Outcome, Verdict

_URGENT = (
    State.OVERDUE, State.LATE, State.DUE_SOON, State.LAPSED, State.ENDED, State.ASK_CERTIFIER, State.UNKNOWN,
    State.OPEN, State.NOT_OPEN, State.RUNNING, State.NO_RULE,
)  # fmt: skip
"""The most urgent first."""


class Renewal(NamedTuple):
    """One credential that is held, and what it takes to keep it."""

    credential: Credential
    held: Held
    where: str
    """Where it stands in the record: ``credentials[0]``."""
    as_of: date
    state: State
    pathway: Pathway | None
    """The way to renew it; None where the rule book has none."""
    report: Report | None
    """That way held against the record."""
    period: Period
    days: tuple[Days, ...] = ()
    """The days of the renewal; two entries where the end is known only roughly, none where it is not known."""
    hours: tuple[Hours, ...] = ()
    late: tuple[Late, ...] = ()
    """What is asked only of those who renew late, from today on."""
    reinstatement: Pathway | None = None
    """The way to get it back once it has lapsed."""
    leads_to: str | None = None
    """Another credential that is held, for which this one was a step."""
    settled_by: tuple[str, ...] = ()
    """Record fields that would tell when it ends, where that is not known."""

    @property
    def deadline(self) -> date | None:
        """Last day to renew in time; the earliest possible where the end is known only roughly."""
        return self.days[0].due if self.days else None

    @property
    def days_left(self) -> int | None:
        """Days until the deadline; negative once it is over."""
        return None if self.deadline is None else (self.deadline - self.as_of).days

    @property
    def left(self) -> dict[tuple[str, str], tuple[float, float]]:
        """What is left to do by kind and unit (hours, credits), at least and at most."""
        return left_in_all(self.hours)

    def others(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Findings with this verdict beside hours, fees and (where they are known) the days of the period."""
        counted = {id(h.finding) for h in self.hours}
        found = self.report.findings if self.report else ()
        skipped = ("fee", "overdue") if self.days else ("fee",)
        return tuple(f for f in found if f.verdict is verdict and _is_other(f, counted, skipped))

    @property
    def settled(self) -> bool:
        """Nothing is missing, unknown or too late (what people decide may be left)."""
        done = self.report is not None and self.report.outcome in (Outcome.READY, Outcome.REVIEW)
        return done and self.state in IN_TIME


def renewals(
    record: Record, as_of: date, lookup: Lookup, *, only: Iterable[str] = (), pathway: str | None = None
) -> tuple[Renewal, ...]:
    """What it takes to keep each credential that the record holds, the most urgent first.

    `lookup` finds credentials by id; what it does not find is left out (see `not_listed`). `only` names the ids that
    are wanted, all where it is empty; `pathway` is a way of renewing by name, for credentials that have several.

    >>> from datetime import date
    >>> from peercert import load_record, load_rulebook, renewals
    >>> day = date(2026, 11, 22)
    >>> record = load_record("examples/near-renewal.yaml", today=day)
    >>> [(r.credential.id, str(r.deadline), r.days_left) for r in renewals(record, day, load_rulebook().credential)]
    [('sc-cpss-share', '2027-01-14', 53)]
    """
    wanted = frozenset(only)
    made = []
    for name in dict.fromkeys(h.id for h in record.credentials or ()):
        credential = _listed(name, lookup)
        held = record.held((name,))
        if credential is None or held is None or (wanted and name not in wanted):
            continue
        made.append(_renewal(credential, held, record, as_of, lookup, pathway))
    return tuple(sorted(made, key=_urgency))


def not_listed(record: Record, lookup: Lookup) -> tuple[str, ...]:
    """Ids of held credentials that the rule book does not have."""
    return tuple(dict.fromkeys(h.id for h in record.credentials or () if _listed(h.id, lookup) is None))


def _listed(name: str, lookup: Lookup) -> Credential | None:
    """The credential of exactly this id."""
    found = lookup(name)
    return found if found is not None and found.id == name else None


def renewal_pathways(credential: Credential, as_of: date) -> tuple[Pathway, ...]:
    """The ways to renew a credential, those that are open on a day first."""
    ways = [p for p in credential.pathways.values() if p.kind == "renewal"]
    return tuple(sorted(ways, key=lambda p: not p.open_on(as_of)))


def _is_other(finding: Finding, counted: set[int], skipped: tuple[str, ...]) -> bool:
    """Neither a sum of hours, nor of one of these kinds."""
    if finding.findings:
        return any(_is_other(m, counted, skipped) for m in finding.findings)
    return id(finding) not in counted and finding.requirement.rule.kind not in skipped


def _urgency(renewal: Renewal) -> tuple[bool, int, date, str]:
    last = renewal.deadline or date.max
    return renewal.leads_to is not None, _URGENT.index(renewal.state), last, renewal.credential.id


def _renewal(
    credential: Credential, held: Held, record: Record, as_of: date, lookup: Lookup, wanted: str | None
) -> Renewal:
    where = next(f"credentials[{i}]" for i, h in enumerate(record.credentials or ()) if h is held)
    ways = renewal_pathways(credential, as_of)
    way = next((p for p in ways if p.name == wanted), ways[0] if ways else None)
    context = context_of(way or Pathway(requirements=()), record, as_of, credential, lookup)
    period = (
        context.period if way and way.cycle else Period(held.renewed or held.issued, held.expires, None, _NO_LENGTH)
    )
    days = tuple(days_of(way, end, context) for end in dict.fromkeys(period.end or ()))
    made = Renewal(
        credential, held, where, as_of, State.NO_RULE, way, None, period, days,
        reinstatement=next((p for p in credential.pathways.values() if p.kind == "reinstatement" and p.open_on(as_of)), None),
        leads_to=_leads_to(credential, record, as_of, lookup),
        settled_by=() if period.end is not None else _settled_by(where, held, way, record),
    )  # fmt: skip
    if way is None:
        return made._replace(state=State.ASK_CERTIFIER) if held.status in GONE else made
    report = evaluate(way, record, as_of, credential=credential, lookup=lookup)
    others = [
        (p, evaluate(p, record, as_of, credential=credential, lookup=lookup))
        for p in ways
        if p is not way and p.open_on(as_of)
    ]
    return made._replace(
        state=state_of(held, days, as_of),
        report=report._replace(
            doubts=doubts(record, as_of),
            alternatives=tuple(Alternative(p.name, r.outcome, r.count(MISSING)) for p, r in others),
        ),
        hours=hours_of(report.findings, context),
        late=late_of(way, days[0], context) if len(days) == 1 else (),
    )


_NO_LENGTH = Duration(0, "day")


def _settled_by(where: str, held: Held, way: Pathway | None, record: Record) -> tuple[str, ...]:
    """What the record would have to say for the end to be known."""
    fields = [f"{where}.expires"]
    cycle = way.cycle if way else None
    if cycle is not None and cycle.ends != "recorded":
        if held.renewed is None:
            fields.append(f"{where}.issued" if held.issued is None else f"{where}.renewed")
        if cycle.ends in ("birthday", "birth_month") and record.born is None:
            fields.append("born")
    return tuple(fields)


def _leads_to(credential: Credential, record: Record, as_of: date, lookup: Lookup) -> str | None:
    """A credential that is held today and whose first way asks for this one."""
    for held in record.credentials or ():
        later = lookup(held.id) if held.id != credential.id else None
        gone = held.status not in (None, "active") or (held.expires is not None and held.expires.hi < as_of)
        if later is None or gone:
            continue
        ways = [p for p in later.pathways.values() if p.kind == "initial"]
        rules = [r.rule for p in ways for top in p.requirements for r in inside(top)]
        if any(credential.id in (getattr(rule, key, None) or ()) for rule in rules for key in ("any", "while_holding")):
            return later.id
    return None


__all__ = [
    "IN_TIME",
    "CapUse",
    "Days",
    "Hours",
    "Late",
    "Renewal",
    "State",
    "late_rules",
    "left_in_all",
    "not_asked",
    "not_listed",
    "renewal_pathways",
    "renewals",
]
