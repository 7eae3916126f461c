"""Dates as they stand in rosters: in several forms, as Excel counts days, with the month or the day first.

A date such as 3/4/2024 is read by the order that its column shows (25/3/2024 can only have the day first); where a
column shows both orders, such a date is unclear; where it shows none, the order of the other columns holds. Where
nothing tells, the month stands first, as Americans write it, unless there are points between the numbers.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from peercert.answers import UnclearError
from peercert.dates import DateSpan
from peercert.shapes import ShapeError
from peercert.words import tell


class Order(StrEnum):
    """What stands first in a date such as 3/4/2024."""

    MONTH = "month"
    DAY = "day"
    MIXED = "mixed"
    """Now the one, now the other: only what is clear by itself is read."""


_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$")
_PACKED = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_THREE = re.compile(r"^(\d{1,2})([-/. ])(\d{1,2})([-/. ])(\d{4}|\d{2}|'\d{2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_NUMBER = re.compile(r"^\d{5}(?:\.\d+)?$")
_NAME, _DAY, _YEAR = r"(?P<month>[a-z]{3,10})\.?", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4}|'?\d{2})"
_BETWEEN = r"[-/. ,]+(?:de |del |of )?"
_NAMED = tuple(
    re.compile(f"^{form}$")
    for form in (
        f"{_DAY}{_BETWEEN}{_NAME}{_BETWEEN}{_YEAR}",
        f"{_NAME}[-/. ]+{_DAY}{_BETWEEN}{_YEAR}",
        f"{_NAME}{_BETWEEN}(?P<day>)(?P<year>\\d{{4}}|'\\d{{2}})",
    )
)
_SHORT_NAMED = re.compile(rf"^(?:{_NAME}[-/. ]\d{{1,2}}|\d{{1,2}}[-/. ](?P<other>[a-z]{{3,10}})\.?)$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril", "may mayo", "jun june junio",
            "jul july julio", "aug august ago agosto", "sep sept september set septiembre setiembre", "oct october octubre",
            "nov november noviembre", "dec december dic diciembre",
        ), 1
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[., ]+")
_FIRST_SERIAL = date(1899, 12, 30)
SERIALS = (1, 73_050)
"""What Excel counts as days from 1900 to the end of 2099; numbers of four figures are years."""


def mark_of(text: str) -> str:
    """What stands between the numbers of a date such as 3/4/2024; empty for other dates."""
    found = _THREE.match(_CLOCK.sub("", text.strip()))
    return found[2] if found is not None and found[2] == found[4] else ""


def orders_of(texts: Iterable[str]) -> dict[str, Order]:
    """Which order the dates of a column show, by the mark between their numbers: 14.3.2024 tells nothing of 3/4/2024."""
    shown: dict[str, Order] = {}
    for text in texts:
        found = _THREE.match(_CLOCK.sub("", text.strip()))
        if found is not None:
            first, second, mark = int(found[1]), int(found[3]), found[2]
            here = Order.DAY if first > 12 >= second else Order.MONTH if second > 12 >= first else None
            if here is not None:
                shown[mark] = here if shown.get(mark, here) is here else Order.MIXED
    return shown


def is_ambiguous(text: str) -> bool:
    """Does only the order of day and month tell which day this is?"""
    found = _THREE.match(_CLOCK.sub("", text.strip()))
    return found is not None and int(found[1]) <= 12 and int(found[3]) <= 12 and int(found[1]) != int(found[3])


def read_date(text: str, order: Order, today: date, *, ahead: bool = False) -> str:
    """A date as ``2024-03-14``, ``2024-03`` or ``2024``; raises UnclearError.

    `today` is the last day on which anything can have happened; `ahead`: this date may lie after it.
    """
    plain = _CLOCK.sub("", " ".join(_western(text).split())).casefold()
    found = _parsed(plain, order, today, ahead=ahead)
    try:
        span = DateSpan.parse(found)
    except ShapeError:
        raise UnclearError(tell("there is no such date")) from None
    if span.lo.year < 1900:
        raise UnclearError(tell("that is too long ago to be right"))
    if not ahead and span.lo > today:
        raise UnclearError(tell("that day is still to come; is the year right?"))
    return found


def _western(text: str) -> str:
    """The same with the figures 0 to 9 for those of other scripts."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _parsed(text: str, order: Order, today: date, *, ahead: bool) -> str:
    if found := _ISO.match(text):
        return _written(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if re.fullmatch(r"\d{4}", text):
        return text
    if found := _PACKED.match(text):
        return _written(int(found[1]), int(found[2]), int(found[3]))
    if found := _THREE.match(text):
        return _three(int(found[1]), int(found[3]), _year(found[5], today, ahead=ahead), order)
    if found := _MONTH_YEAR.match(text):
        return _written(int(found[2]), int(found[1]), None)
    if _NUMBER.match(text) and SERIALS[0] <= float(text) <= SERIALS[1]:
        return (_FIRST_SERIAL + timedelta(days=int(float(text)))).isoformat()
    text = _WEEKDAY.sub("", text)
    for form in _NAMED:
        if (found := form.match(text)) and found["month"] in _MONTHS:
            year = _year(found["year"], today, ahead=ahead)
            return _written(year, _MONTHS[found["month"]], int(found["day"]) if found["day"] else None)
    if (found := _SHORT_NAMED.match(text)) and (found["month"] or found["other"]) in _MONTHS:
        raise UnclearError(tell("this may be a month of a year or a day of a month; write it as 2024-03 or 2024-03-14"))
    raise UnclearError(tell("this is not a date that can be read; write it as 2024-03-14 or 3/14/2024"))


def _three(first: int, second: int, year: int, order: Order) -> str:
    if first > 12 or (order is Order.DAY and second <= 12):
        return _written(year, second, first)
    if order is Order.MIXED and second <= 12 and 0 < first != second > 0:
        raise UnclearError(
            tell("{one} or {other}? Say which stands first with --dates month or --dates day", one=date(year, first, second), other=date(year, second, first))
        )  # fmt: skip
    return _written(year, first, second)


def _year(text: str, today: date, *, ahead: bool) -> int:
    """A year of four figures; of two, the latest that can be meant."""
    number = int(text.lstrip("'"))
    if len(text) == len("2024"):
        return number
    latest = today.year + (20 if ahead else 0)
    return latest - (latest - number) % 100


def _written(year: int, month: int, day: int | None) -> str:
    return f"{year:04}-{month:02}-{day:02}" if day is not None else f"{year:04}-{month:02}"


__all__ = ["Order", "is_ambiguous", "mark_of", "orders_of", "read_date"]
