"""Calendar arithmetic as formulas: days written as numbers (20261122), compared with what `peercert.dates` computes.

A test against a fixed day is turned into one comparison with the last day for which the rule's own arithmetic says
yes, found by halving; only where the other day is a column too is the arithmetic itself written as a formula.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from peercert.dates import MAX_YEAR, Duration
from peercert.judging.column_forms import Cell, Tri
from peercert.judging.formula import FALSE, NEVER, Formula, Given, formula, joined, larger, smaller, where

NOT_KNOWN = 0
"""Stands for a day that is not known: earlier than every day."""
_FIRST_DAY = 10101
"""The first day of the calendar, before which there is none."""
NEVER_DAY = NEVER
"""Stands for the day of something that has not happened: later than every day."""


def number_of(day: date) -> int:
    """A day as a number: 20261122."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The day that such a number stands for."""
    return date(number // 10000, number // 100 % 100, number % 100)


class Span(NamedTuple):
    """A date as a column has it: earliest and latest day, both 0 where it is not known."""

    lo: Formula
    hi: Formula
    said: Formula | None = None
    """How the table writes it, where it does."""

    @property
    def known(self) -> Formula:
        """Is anything known of it? (that it has not happened is known too)"""
        return self.lo > NOT_KNOWN

    @property
    def never(self) -> Formula:
        """Has it expressly not happened?"""
        return self.lo.equals(NEVER_DAY)

    @property
    def reached(self) -> Formula:
        """Is there a day?"""
        return self.known & ~self.never

    def map(self, change: Callable[[Formula], Formula]) -> "Span":
        """Both ends changed likewise."""
        lo = change(self.lo)
        return Span(lo, lo if self.lo is self.hi else change(self.hi))

    def text(self) -> Formula:
        """As reports write it: 2021-06-01, 2021-06, 2021, or from one day to another."""
        return span_text(self) if self.said is None else self.said

    def or_else(self, condition: Given, other: "Span") -> "Span":
        """This one where the condition holds, the other where it does not."""
        lo = where(condition, self.lo, other.lo)
        hi = lo if self.lo is self.hi and other.lo is other.hi else where(condition, self.hi, other.hi)
        both = (self.said, other.said)
        said = self.text() if both[0] is not None else None
        if self.said is not None or other.said is not None:
            said = where(condition, self.text(), other.text())
        return Span(lo, hi, said)


UNKNOWN_DAY = Span(formula(NOT_KNOWN), formula(NOT_KNOWN), formula(""))


def as_written(digits: Formula, size: Formula, said: Formula | None) -> Span:
    """A date as somebody wrote it, a day, a month or a year; not known where there is no such day."""
    year, month, day = digits // 10000, digits // 100 % 100, digits % 100
    last = _last_day(year, month)
    exists = (digits > 0) & (year >= 1) & (year <= MAX_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= last)
    end = where(size.equals(4), year * 10000 + 1231, where(size.equals(7), year * 10000 + month * 100 + last, digits))
    never = digits.equals(NEVER_DAY)
    return Span(
        where(exists | never, digits, NOT_KNOWN), where(exists | never, where(never, digits, end), NOT_KNOWN), said
    )


def exact(day: date) -> Span:
    """One fixed day."""
    number = formula(number_of(day))
    return Span(number, number, formula(day.isoformat()))


def inside(first: Span, last: Span, start: Span | None, end: Span | None) -> Tri:
    """Does [first, last] lie inside [start, end]? Open where it straddles an edge or is not known."""
    no = FALSE
    yes = first.known & last.known
    if start is not None:
        no = no | (last.known & (last.hi < start.lo))
        yes = yes & (first.lo >= start.hi)
    if end is not None:
        no = no | (first.known & (first.lo > end.hi))
        yes = yes & (last.hi <= end.lo)
    return Tri(yes & ~no, no)


@lru_cache(maxsize=4096)
def latest(shift: Callable[[Duration, date], date], length: Duration, day: date) -> int:
    """The latest day for which shift(length, day of it) is on or before `day`; 0 where there is none."""
    low, high = 0, date.max.toordinal()
    while low < high:
        middle = (low + high + 1) // 2
        if shift(length, date.fromordinal(middle)) <= day:
            low = middle
        else:
            high = middle - 1
    return number_of(date.fromordinal(low)) if low else 0


def passed(length: Duration, since: Formula, day: Given) -> Formula:
    """Has so much time passed between `since` and `day`? (29 February + 1 year = 1 March)"""
    return _on_or_before(Duration.elapsed_on, length, since, day)


def ended(length: Duration, since: Formula, day: Given) -> Formula:
    """Is the end of so much time from `since` (the month's last day where it is shorter) on or before `day`?"""
    return _on_or_before(Duration.after, length, since, day)


def _on_or_before(shift: Callable[[Duration, date], date], length: Duration, since: Formula, day: Given) -> Formula:
    day = formula(day)
    if day.constant:
        return since <= latest(shift, length, day_of(day.value))
    return (elapsed(length, since) if shift is Duration.elapsed_on else after(length, since)) <= day


def after(length: Duration, day: Formula) -> Formula:
    """The day this long after, at the month's end where the month is shorter."""
    return _shifted(length, day, 1, forward=False)


def before(length: Duration, day: Formula) -> Formula:
    """The day this long before, at the month's end where the month is shorter."""
    return _shifted(length, day, -1, forward=False)


def elapsed(length: Duration, day: Formula) -> Formula:
    """First day on which this much time has passed (29 February + 1 year = 1 March)."""
    return _shifted(length, day, 1, forward=True)


def _shifted(length: Duration, day: Formula, sign: int, *, forward: bool) -> Formula:
    if day.constant and day.value in (NOT_KNOWN, NEVER_DAY):
        return day
    if day.constant:
        shift = Duration.elapsed_on if forward else Duration.after if sign > 0 else Duration.before
        return formula(number_of(shift(length, day_of(day.value))))
    if length.months:
        months = day // 10000 * 12 + day // 100 % 100 - 1 + sign * length.months
        year, month = months // 12, months % 12 + 1
        last = _last_day(year, month)
        moved = year * 10000 + month * 100 + smaller(day % 100, last)
        if sign < 0:
            moved = larger(_FIRST_DAY, moved)
        if forward:
            following = year * 10000 + (month + 1) * 100 + 1  # December is never too short
            moved = where(day % 100 > last, following, moved)
        return moved
    if not length.days:
        return day
    count = ordinal(day) + sign * length.days
    return from_ordinal(count if sign > 0 else larger(1, count))


def next_day(day: Formula) -> Formula:
    """The day after."""
    return from_ordinal(ordinal(day) + 1)


def _last_day(year: Formula, month: Formula) -> Formula:
    leap = (year % 4).equals(0) & (~(year % 100).equals(0) | (year % 400).equals(0))
    short = month.equals(4) | month.equals(6) | month.equals(9) | month.equals(11)
    return where(month.equals(2), where(leap, 29, 28), where(short, 30, 31))


def ordinal(day: Formula) -> Formula:
    """A day counted from 1 January of year 1, as `date.toordinal` does."""
    if day.constant:
        return formula(day_of(day.value).toordinal()) if day.value else day
    month = day // 100 % 100
    early = month <= 2
    year = day // 10000 - where(early, 1, 0)  # years that begin in March
    since_march = month + where(early, 9, -3)
    return year * 365 + year // 4 - year // 100 + year // 400 + (since_march * 153 + 2) // 5 + day % 100 - 306


def from_ordinal(count: Formula) -> Formula:
    """The day that is so many days from the beginning."""
    shifted = count + 305
    era = shifted // 146097
    of_era = shifted % 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (year_of_era * 365 + year_of_era // 4 - year_of_era // 100)
    since_march = (of_year * 5 + 2) // 153
    month = where(since_march < 10, since_march + 3, since_march - 9)
    year = era * 400 + year_of_era + where(month <= 2, 1, 0)
    return year * 10000 + month * 100 + of_year - (since_march * 153 + 2) // 5 + 1


def days_between(start: Given, end: Given) -> Formula:
    """Days from one day to another, below zero where the end comes first."""
    return ordinal(formula(end)) - ordinal(formula(start))


def months_between(start: Formula, end: Formula) -> Formula:
    """Whole months from `start` to `end`, a part of a month counting as one; 0 if `end` is not later."""
    whole = (end // 10000 - start // 10000) * 12 + end // 100 % 100 - start // 100 % 100
    clipped = smaller(start % 100, _last_day(end // 10000, end // 100 % 100))
    return where(end <= start, 0, whole + where(clipped < end % 100, 1, 0))


def day_text(day: Formula) -> Formula:
    """A day as reports write it: 2026-11-22."""
    if day.constant:
        return formula(day_of(day.value).isoformat() if day.value else "")
    return Formula("day_text", (day,), "text")


def span_text(span: Span) -> Formula:
    """A span as reports write it."""
    one = day_text(span.lo)
    if span.lo is span.hi:
        return one
    first = (span.lo % 100).equals(1)
    year = first & (span.lo // 100 % 100).equals(1) & (span.hi - span.lo).equals(1130)
    month = first & (span.lo // 100).equals(span.hi // 100)
    month = month & (span.hi % 100).equals(_last_day(span.lo // 10000, span.lo // 100 % 100))
    rough = where(year, Formula("first", (one, 4), "text"), where(month, Formula("first", (one, 7), "text"), joined(one, " to ", day_text(span.hi))))  # fmt: skip
    return where(span.lo.equals(span.hi), one, rough)


def earlier(a: Formula, b: Formula) -> Formula:
    """The earlier of two days."""
    return smaller(a, b)


def later(a: Formula, b: Formula) -> Formula:
    """The later of two days."""
    return larger(a, b)


def span_cell(span: Span) -> Cell:
    """A date as a cell of text."""
    return Cell(span.text(), span.known)
