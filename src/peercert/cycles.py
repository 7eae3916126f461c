"""Renewal clocks: when a period of certification starts and ends."""

from datetime import date
from typing import Any, Literal, NamedTuple

from peercert.dates import DateSpan, Day, Duration, _shift, later
from peercert.record import Held
from peercert.sayings import Says
from peercert.shapes import Shape, ShapeError, Where, field, said
from peercert.sources import Cites

_NAMED = ("recorded", "anniversary", "birthday", "birth_month", "end_of_month", "first_of_month")


class Ends(str):
    """When a period ends: a named clock, or a fixed calendar day written MM-DD."""

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "Ends":
        """``anniversary`` or ``12-31`` -> Ends; raises ShapeError."""
        if isinstance(data, str):
            if data in _NAMED:
                return cls(data)
            try:
                if len(data) == 5 and data[2] == "-":
                    date(2024, int(data[:2]), int(data[3:]))
                    return cls(data)
            except ValueError:
                pass
        values = {"value": said(data), "clocks": ", ".join(_NAMED)}
        raise ShapeError(where, Says("{value} is no clock; use {clocks}, or a day of the year such as 12-31", values))

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the written form."""
        return {
            "anyOf": [{"enum": list(_NAMED)}, {"type": "string", "pattern": r"^\d{2}-\d{2}$"}],
            "x-form": f"one of {', '.join(_NAMED)}, or a day of the year such as 12-31",
        }

    @property
    def fixed(self) -> tuple[int, int] | None:
        """(month, day) of a fixed calendar day."""
        return (int(self[:2]), int(self[3:])) if self[:1].isdigit() else None


class Period(NamedTuple):
    """The certification period that a renewal is for."""

    start: DateSpan | None
    """First day, None where the record does not let it be known."""
    end: DateSpan | None
    """Last valid day."""
    first: bool | None
    """Is it the first period since certification?"""
    full: Duration
    """How long a full period is."""
    may_be_short: bool = False
    """The first period is cut short, and whether this is the first is not known."""

    @property
    def short(self) -> bool | None:
        """True when the period is shorter than a full one by more than a month's rounding."""
        if self.start is None or self.end is None or self.may_be_short:
            return None
        sure = self.full.after(self.start.lo) > later(self.end.hi, 32)
        possible = self.full.after(self.start.hi) > later(self.end.lo, 32)
        return sure if sure == possible else None


class Cycle(Shape):
    """How often a certification is renewed and when its period ends."""

    every: Duration = field(doc="Length of a full period.", example="24 months")
    ends: Ends = field(default=Ends("anniversary"), doc="recorded (the holder chose; only the date on the certificate tells), anniversary (of issue), birthday, birth_month (its last day), end_of_month, first_of_month, or a fixed day MM-DD.", example="12-31")  # fmt: skip
    years: Literal["odd", "even"] | None = field(
        default=None, doc="Fixed day in odd or even years only.", example="odd"
    )
    anchor: Day | None = field(
        default=None,
        doc="One day on which a period ended or ends, to fix the rhythm of a fixed calendar day.",
        example="2024-09-30",
    )
    first: Literal["full", "short", "long"] = field(
        default="full",
        doc="First period: full, cut short at the first such day, or running on to the day after a full length.",
        example="short",
    )
    opens: Duration | None = field(default=None, doc="How long before the end renewal opens.", example="90 days")
    grace: Duration | None = field(
        default=None, doc="How long after the end renewal is still possible.", example="90 days"
    )
    after_grace: Literal["reinstatement", "start_over", "inactive", "retest"] | None = field(
        default=None, doc="What happens after that.", example="start_over"
    )
    cite: Cites | None = field(default=None, doc="Where the clock was read.", example="board-renewal")

    def period(self, held: Held | None, born: DateSpan | None, as_of: date) -> Period:
        """The current period of a held credential; the record's own expiry date wins over computation.

        A period computed from the day of issue that is over by `as_of` tells nothing, unless the record says
        that it was never renewed: there may have been renewals since.
        """
        if held is None:
            return Period(None, None, None, self.every)
        began = held.renewed or held.issued
        end = held.expires or self._end(held, born)
        never_renewed = held.renewals == 0 or held.status in ("expired", "lapsed", "inactive")
        if end is not None and held.expires is None and end.lo < as_of and not never_renewed:
            end = None
        if end is None:
            return Period(began, None, self._is_first(held, None), self.every)
        start = DateSpan(self.start(end.lo, self.every), self.start(end.hi, self.every))
        if began is not None and began.lo <= end.hi:
            rounded = self.ends in ("end_of_month", "first_of_month")
            long_first = self.first == "long" and held.renewed is None
            if rounded and began.hi >= later(start.lo, -31):
                start = DateSpan(min(began.lo, start.lo), min(began.hi, start.hi))
            elif held.expires is None or long_first:
                start = began
            elif began.hi >= start.lo:
                start = DateSpan(max(began.lo, start.lo), max(began.hi, start.hi))
        first = self._is_first(held, start)
        return Period(start, end, first, self.every, self.first == "short" and first is None)

    def start(self, end: date, length: Duration) -> date:
        """First day of a stretch of `length` that ends with the period on `end` (an anniversary starts on the anniversary)."""
        back = length.before(end)
        return back if self.ends in ("anniversary", "birthday", "first_of_month") else later(back, 1)

    def _is_first(self, held: Held, start: DateSpan | None) -> bool | None:
        if held.renewals is not None:
            return held.renewals == 0
        if held.renewed is not None:
            return False
        if held.issued is None or start is None:
            return None
        if held.issued.lo >= start.lo:
            return True
        return False if held.issued.hi < start.lo else None

    def _end(self, held: Held, born: DateSpan | None) -> DateSpan | None:
        began = held.renewed or held.issued
        if began is None:
            return None
        lo, hi = (self._end_from(day, born, held.renewed is None) for day in (began.lo, began.hi))
        if lo is None or hi is None:
            return None
        return DateSpan(min(lo.lo, hi.lo), max(lo.hi, hi.hi))

    def _end_from(self, day: date, born: DateSpan | None, first: bool) -> DateSpan | None:
        full = self.every.after(day)
        if self.ends == "recorded":
            return None
        if self.ends in ("birthday", "birth_month"):
            if born is None or born.lo.month != born.hi.month:
                return None
            days = {born.lo.day, born.hi.day} if self.ends == "birthday" else {31}
            spans = [self._aligned(day, full, born.lo.month, d, first) for d in days]
            return DateSpan(min(s.lo for s in spans), max(s.hi for s in spans))
        if self.ends == "end_of_month":
            return _exact(_shift(full.replace(day=1), 1, -1))
        if self.ends == "first_of_month":
            return _exact(full.replace(day=1))
        if self.ends.fixed:
            return self._aligned(day, full, *self.ends.fixed, first)
        return _exact(full)

    def _aligned(self, began: date, full: date, month: int, day: int, first: bool) -> DateSpan:
        """The calendar day that ends the period begun on `began` (a full length would end on `full`).

        A first period that is cut short ends on such a day within the full length; where there are several,
        the rule leaves it open, and so does the span.
        """
        days = [d for d in self._days(began, month, day) if d > began]
        if first and self.first == "short":
            inside = [d for d in days if d <= full] or days[:1]
            return DateSpan(inside[0], inside[-1])
        if first and self.first == "long":
            return _exact(next(d for d in days if d >= full))
        return _exact(min(days, key=lambda d: abs((d - full).days)))

    def _days(self, began: date, month: int, day: int) -> list[date]:
        """The days on which periods can end, from the year of `began` on."""
        years = range(began.year, began.year + 2 * max(1, self.every.months // 12) + 3)
        if self.anchor is not None:
            step = max(1, self.every.months // 12)
            years_kept = [y for y in years if (y - self.anchor.day.year) % step == 0]
        else:
            years_kept = [y for y in years if self.years is None or (y % 2 == 1) == (self.years == "odd")]
        return [_clip(y, month, day) for y in years_kept]


def _exact(day: date) -> DateSpan:
    return DateSpan(day, day)


def _clip(year: int, month: int, day: int) -> date:
    return _shift(date(year, month, 1), 0, min(day, (_shift(date(year, month, 1), 1, -1)).day) - 1)
