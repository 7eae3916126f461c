"""The days of renewals that are worth a reminder, for a calendar file."""

from collections.abc import Iterable
from datetime import date

from peercert.present.calendar import Event
from peercert.present.renewal_answer import left_to_do
from peercert.renewal import IN_TIME, Renewal, State
from peercert.words import tell

_REMIND = (90, 30, 7)
"""Days before a deadline on which to remind of it."""


def events(renewals: Iterable[Renewal], today: date) -> list[Event]:
    """Deadline, opening day and last day to renew late of each, from today on; only of ends that are known exactly."""
    found: list[Event] = []
    for renewal in renewals:
        if renewal.state in IN_TIME | {State.OVERDUE} and len(renewal.days) == 1:
            found += [e for e in _events(renewal) if e.day >= today]
    return found


def _events(renewal: Renewal) -> Iterable[Event]:
    days, credential = renewal.days[0], renewal.credential
    who = credential.certifier
    ask = tell("Whom to ask: {who}", who=", ".join(x for x in (who.name, who.url) if x))
    left = tell("On {day}: {left}", day=renewal.as_of, left=" ".join(left_to_do(renewal)))
    text = "\n".join([left, ask])
    name = credential.acronym or credential.id
    yield Event(f"{credential.id}-renewal-due", days.due, tell("{credential}: last day to renew in time", credential=name), text, _REMIND)  # fmt: skip
    if days.opens is not None:
        yield Event(f"{credential.id}-renewal-opens", days.opens, tell("{credential}: renewal opens", credential=name), text, (7,))  # fmt: skip
    if days.until is not None:
        yield Event(f"{credential.id}-renewal-grace-ends", days.until, tell("{credential}: last day to renew late", credential=name), text, _REMIND)  # fmt: skip
