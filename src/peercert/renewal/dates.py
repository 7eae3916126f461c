"""The days of a renewal: when it opens, when it is due, how long it is still possible late, what lateness brings.

Everything is worked out by holding the rule's own requirements against days to come, with the period as it is now,
so that a late fee from a month after the end, or from 45 days before it, needs no case of its own.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from peercert.cycles import Cycle
from peercert.dates import DateSpan
from peercert.judging.context import Context, fully
from peercert.judging.groups import find
from peercert.judging.requirement import Requirement
from peercert.model import Pathway
from peercert.record import Held
from peercert.requirements.credential_held import CredentialHeld
from peercert.requirements.overdue import Overdue
from peercert.verdicts import MET, NOT_APPLICABLE, Finding

SOON = 90
"""Days before the deadline from which it is called near."""
_DAY = timedelta(days=1)


class State(StrEnum):
    """Where a holder stands on a day."""

    NOT_OPEN = "not_open"
    """The renewal cannot be sent in yet."""
    RUNNING = "running"
    """Time is left; the rules do not say when the renewal opens."""
    OPEN = "open"
    """The renewal can be sent in, and is due in more than 90 days."""
    DUE_SOON = "due_soon"
    """Due within 90 days."""
    LATE = "late"
    """The day to send it in by is over, while the certificate itself still runs."""
    OVERDUE = "overdue"
    """The certificate has ended; renewing is still possible."""
    LAPSED = "lapsed"
    """The certificate has ended, and so has the time to renew it."""
    ENDED = "ended"
    """The certificate has ended; the rules do not say how long it can still be renewed."""
    UNKNOWN = "unknown"
    """When it ends, or whether it has, the record does not say."""
    ASK_CERTIFIER = "ask_certifier"
    """The record says that it is suspended, revoked, retired or inactive: the certifier decides what comes next."""
    NO_RULE = "no_rule"
    """The rule book has no way to renew it."""


GONE = frozenset({"suspended", "revoked", "retired"})
"""What a certifier may say of a credential that no renewal mends."""
IN_TIME = frozenset({State.NOT_OPEN, State.RUNNING, State.OPEN, State.DUE_SOON})
"""States in which nothing is too late."""


class Days(NamedTuple):
    """The days of a renewal for one last day of the certificate."""

    end: date
    """Last valid day of the certificate."""
    opens: date | None
    """First day on which the renewal can be sent in; None where the rules do not say."""
    due: date
    """Last day to renew in time: the end, or earlier where the rule wants it sent in before."""
    until: date | None
    """Last day on which it can be renewed late; None where it cannot be, or where the rules do not say (see `late`)."""
    late: bool | None
    """Can it be renewed after the end? None where the rules do not say."""


class Late(NamedTuple):
    """A requirement that is asked only of those who renew late."""

    finding: Finding
    """As it would be judged on its first day."""
    first: date
    last: date | None
    """Last day on which it is asked; None without end."""


def state_of(held: Held, days: tuple[Days, ...], as_of: date) -> State:
    """Where a holder stands, from the days that are possible (two where the end is known only roughly)."""
    if held.status in GONE:
        return State.ASK_CERTIFIER
    over = held.status in ("expired", "lapsed", "inactive")
    if not days:
        return State.ASK_CERTIFIER if held.status == "inactive" else State.ENDED if over else State.UNKNOWN
    if over and days[-1].end >= as_of:
        return State.ASK_CERTIFIER if held.status == "inactive" else State.UNKNOWN
    states = [_state(d, as_of) for d in days]
    return states[0] if len(set(states)) == 1 or set(states) <= IN_TIME else State.UNKNOWN


def _state(days: Days, as_of: date) -> State:
    if as_of <= days.due:
        if days.opens is not None and as_of < days.opens:
            return State.NOT_OPEN
        if (days.due - as_of).days <= SOON:
            return State.DUE_SOON
        return State.RUNNING if days.opens is None else State.OPEN
    if as_of <= days.end:
        return State.LATE
    if days.until is not None and as_of <= days.until:
        return State.OVERDUE
    return State.ENDED if days.late is None else State.LAPSED


def days_of(pathway: Pathway | None, end: date, context: Context) -> Days:
    """The days of a renewal of a certificate that ends on `end`."""
    cycle = pathway.cycle if pathway else None
    opens = cycle.opens.before(end) if cycle and cycle.opens else None
    last = _last_in_time(pathway, end, context) if pathway else None
    if last is not None and last <= end:
        return Days(end, opens, last, None, False)
    grace = cycle.grace.after(end) if cycle and cycle.grace else None
    until = min((d for d in (last, grace) if d is not None), default=None)
    return Days(end, opens, end, until, True if until else _without_grace(cycle))


def _without_grace(cycle: Cycle | None) -> bool | None:
    """Where no time after the end is named: what follows the end is known, so there is none; else it is open."""
    return False if cycle is not None and cycle.after_grace is not None else None


def _last_in_time(pathway: Pathway, end: date, context: Context) -> date | None:
    """Last day on which every requirement about timing holds; None where none ever stops holding."""
    rules = [r for r in pathway.requirements if r.when is None and r.in_force(context.as_of) and _is_timing(r, context)]
    for day in _changes(rules, end):
        if any(fully(r, _on(day, end, context)) is False for r in rules):
            return day - _DAY
    return None


def _is_timing(requirement: Requirement, context: Context) -> bool:
    """A time limit; or that the credential itself is still held."""
    rule = requirement.rule
    if isinstance(rule, CredentialHeld):
        return context.credential_id in (rule.any or ()) and rule.status == ("active",) and not rule.expired_within
    return isinstance(rule, Overdue)


def late_of(pathway: Pathway, days: Days, context: Context) -> tuple[Late, ...]:
    """What is asked only of those who are late, in the order of the days.

    What is over by the day of the check is left out, and so is what would begin when it can no longer be renewed.
    """
    end, until = days.end, days.until or date.max
    found = []
    for requirement in late_rules(pathway):
        assert requirement.when is not None
        span = _asked_from(requirement.when, end, context)
        if span is None or span[0] > until or (span[1] is not None and span[1] < context.as_of):
            continue
        finding = find(requirement, _on(max(span[0], context.as_of), end, context))
        if finding is not None and finding.verdict not in (MET, NOT_APPLICABLE):
            found.append(Late(finding, span[0], min(span[1] or until, until) if span[1] or days.until else None))
    return tuple(sorted(found, key=lambda late: late.first))


def late_rules(pathway: Pathway) -> tuple[Requirement, ...]:
    """The requirements that depend on how late a renewal is."""
    return tuple(
        r
        for r in pathway.requirements
        if r.when is not None and any(isinstance(x.rule, Overdue) for x in inside(r.when))
    )


def _asked_from(when: Requirement, end: date, context: Context) -> tuple[date, date | None] | None:
    """First and last day on which a condition of lateness holds or may hold; None where it never will."""
    days = _changes([when], end)
    if not days or fully(when, _on(days[0] - _DAY, end, context)) is not False:
        return None  # asked of the early as well
    holds = [fully(when, _on(day, end, context)) is not False for day in days]
    if True not in holds:
        return None
    first = holds.index(True)
    last = next((days[i] - _DAY for i in range(first, len(days)) if not holds[i]), None)
    return days[first], last


def _changes(tests: list[Requirement], end: date) -> list[date]:
    """The days on which something about lateness changes, in order."""
    found: set[date] = set()
    for test in tests:
        for rule in (r.rule for r in inside(test)):
            if isinstance(rule, CredentialHeld):
                found.add(end + _DAY)
            if isinstance(rule, Overdue):
                found |= {length.after(end) + _DAY for length in (rule.more_than, rule.at_most) if length is not None}
                found |= {rule.ahead.before(end) + _DAY} if rule.ahead is not None else set()
    return sorted(found)


def inside(requirement: Requirement) -> Iterator[Requirement]:
    """A requirement and all that it is made of."""
    yield requirement
    for member in requirement.rule.members():
        yield from inside(member)


def _on(day: date, end: date, context: Context) -> Context:
    """The same record on another day, in the same period, with nothing done in between."""
    there = Context(context.record, day, credential_id=context.credential_id, jurisdiction=context.jurisdiction, cycle=context.cycle,
                    pathway_kind=context.pathway_kind, around=context.around, lookup=context.lookup)  # fmt: skip
    there.period = context.period._replace(end=DateSpan(end, end))
    return there
