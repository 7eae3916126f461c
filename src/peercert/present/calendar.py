"""Deadlines and milestones as a calendar file (iCalendar, RFC 5545) with reminders."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from peercert.present.terminal import inert

PRODUCT = "-//peercert//peercert//EN"


class Event(NamedTuple):
    """One day to remember."""

    id: str
    """Name that stays the same from run to run, so that a calendar updates its entry instead of adding another."""
    day: date
    title: str
    text: str = ""
    """What to do, and whom to ask."""
    remind_days: tuple[int, ...] = (30, 7)
    """Reminders this many days before."""


def calendar(events: Sequence[Event], made_on: date) -> bytes:
    """The calendar file: an all-day event a day, in the order of the days."""
    from icalendar import Alarm, Calendar
    from icalendar import Event as Entry

    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    for event in sorted(events, key=lambda e: (e.day, e.id)):
        entry = Entry()
        entry.add("uid", f"{inert(event.id)}@peercert")
        entry.add("dtstamp", datetime.combine(made_on, time(), UTC))
        entry.add("dtstart", event.day)
        if event.day < date.max:  # without an end it is the same one day
            entry.add("dtend", event.day + timedelta(days=1))
        entry.add("summary", inert(event.title))
        entry.add("transp", "TRANSPARENT")
        if event.text:
            entry.add("description", inert(event.text))
        for days in event.remind_days:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", inert(event.title))
            alarm.add("trigger", -timedelta(days=days))
            entry.add_component(alarm)
        whole.add_component(entry)
    return bytes(whole.to_ical())
