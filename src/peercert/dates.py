"""Calendar arithmetic for rules: durations in calendar words, and dates that may be known only roughly.

Decided here, once, for the whole tool (each has a test):

* A date known only to the month or year (``2021-06``, ``2021``) is a span; a rule is met or missing only
  when every day of the span says so.
* **Deadlines and windows** run back to the month's last day: 31 August + 6 months = 28 February. What
  happened exactly 24 months ago still counts today; what expires today is valid through today.
* **Time that must have passed** (age, recovery) runs forward: someone born on 29 February turns 18 on
  1 March, and one year from 29 February ends on 1 March. Both roundings are the cautious ones.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from peercert.sayings import N_, Says
from peercert.shapes import ShapeError

_DURATION = re.compile(r"^(\d{1,4}) (day|week|month|year)s?$", re.ASCII)
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)
MAX_YEAR = 2200


class Duration(NamedTuple):
    """A length of calendar time, as a rule words it: ``24 months``, ``10 years``, ``90 days``."""

    number: int
    """How many."""
    unit: str
    """``day``, ``week``, ``month`` or ``year``."""

    @classmethod
    def parse(cls, data: Any, where: tuple[Any, ...] = ()) -> "Duration":
        """``"24 months"`` -> Duration; raises ShapeError for anything else."""
        found = _DURATION.match(data) if isinstance(data, str) else None
        if not found:
            says = Says(
                "{value} is not a length of time; write it as 24 months, 10 years or 90 days", {"value": repr(data)}
            )
            raise ShapeError(where, says)
        return cls(int(found[1]), found[2])

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the written form."""
        return {
            "type": "string",
            "pattern": _DURATION.pattern,
            "x-form": N_("a length of time such as 24 months, 10 years or 90 days"),
        }

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    def plain(self) -> str:
        """As it is written: ``24 months``."""
        return str(self)

    @property
    def months(self) -> int:
        """Whole months, 0 for days and weeks."""
        return self.number * (12 if self.unit == "year" else 1) if self.unit in ("month", "year") else 0

    @property
    def days(self) -> int:
        """Days, 0 for months and years."""
        return self.number * (7 if self.unit == "week" else 1) if self.unit in ("day", "week") else 0

    def before(self, day: date) -> date:
        """The day this long before `day`, at the month's end where the month is shorter."""
        return _shift(day, -self.months, -self.days)

    def after(self, day: date) -> date:
        """The day this long after `day`, at the month's end where the month is shorter (deadlines, windows)."""
        return _shift(day, self.months, self.days)

    def elapsed_on(self, day: date) -> date:
        """First day on which this much time has passed since `day` (29 February + 1 year = 1 March)."""
        ahead = _shift(day, self.months, self.days)
        return _shift(ahead, 0, 1) if self.months and ahead.day < day.day else ahead


class DateSpan(NamedTuple):
    """A date as somebody knows it: the earliest and the latest day it can be (equal for an exact date)."""

    lo: date
    hi: date

    @classmethod
    def parse(cls, data: Any, where: tuple[Any, ...] = ()) -> "DateSpan":
        """``2024-03-14``, ``2024-03`` or ``2024`` -> DateSpan; raises ShapeError for impossible dates."""
        found = _DATE.match(str(data)) if isinstance(data, (str, int)) and not isinstance(data, bool) else None
        if not found:
            says = Says("{value} is not a date; write it as 2024-03-14 (or 2024-03, or 2024)", {"value": repr(data)})
            raise ShapeError(where, says)
        year, month, day = int(found[1]), found[2], found[3]
        try:
            if not 1 <= year <= MAX_YEAR:
                raise ValueError
            lo = date(year, int(month or 1), int(day or 1))
            hi = lo if day else date(year, int(month or 12), _last_day(year, int(month or 12)))
        except ValueError:
            says = Says("{value} is not a date that exists; write it as 2024-03-14", {"value": str(data)})
            raise ShapeError(where, says) from None
        return cls(lo, hi)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the written form (YAML reads a bare year as a number)."""
        return {"type": ["string", "integer"], "pattern": _DATE.pattern, "minimum": 1, "maximum": MAX_YEAR,
                "x-form": N_("a date such as 2024-03-14 (or 2024-03, or 2024)"), "x-check": "date"}  # fmt: skip

    @property
    def exact(self) -> bool:
        """True when it is one day."""
        return self.lo == self.hi

    def __str__(self) -> str:
        if self.exact:
            return self.lo.isoformat()
        if self.hi == _shift(self.lo, 12, -1) and self.lo.month == 1 and self.lo.day == 1:
            return f"{self.lo.year:04}"
        if self.hi == _shift(self.lo, 1, -1) and self.lo.day == 1:
            return f"{self.lo.year:04}-{self.lo.month:02}"
        return f"{self.lo.isoformat()} to {self.hi.isoformat()}"

    def plain(self) -> str:
        """As it is written: ``2024-03-14``, ``2024-03`` or ``2024``."""
        return str(self)


class Day(NamedTuple):
    """One exact day, where a rule needs one (in force from / until)."""

    day: date

    @classmethod
    def parse(cls, data: Any, where: tuple[Any, ...] = ()) -> "Day":
        """``2025-07-01`` -> Day; raises ShapeError for a rough or impossible date."""
        span = DateSpan.parse(data, where)
        if not span.exact:
            raise ShapeError(where, Says("{value} needs a month and a day, such as 2025-07-01", {"value": str(data)}))
        return cls(span.lo)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the written form."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "x-form": N_("a day such as 2025-07-01"), "x-check": "date"}  # fmt: skip

    def __str__(self) -> str:
        return self.day.isoformat()

    def plain(self) -> str:
        """As it is written: ``2025-07-01``."""
        return self.day.isoformat()


def _last_day(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


@lru_cache(maxsize=8192)
def _shift(day: date, months: int, days: int) -> date:
    if months:
        index = day.year * 12 + day.month - 1 + months
        year, month = divmod(index, 12)
        if not 1 <= year <= 9999:
            return date.min if year < 1 else date.max
        day = date(year, month + 1, day.day if day.day < 29 else min(day.day, _last_day(year, month + 1)))
    if days:
        try:
            day += timedelta(days=days)
        except OverflowError:
            return date.max if days > 0 else date.min
    return day


def later(day: date, days: int) -> date:
    """So many days after `day` (before it, where negative), never past the ends of the calendar."""
    return _shift(day, 0, days)


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`, a part of a month counting as one; 0 if `end` is not later."""
    if end <= start:
        return 0
    whole = (end.year - start.year) * 12 + end.month - start.month
    return whole + (1 if _shift(start, whole, 0) < end else 0)
