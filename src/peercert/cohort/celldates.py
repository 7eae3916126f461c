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


class NoDateError(UnclearError):
    """What stands there is nothing like a date."""


class Order(StrEnum):
    """What stands first in a date such as 3/4/2024."""

    MONTH = "month"
    DAY = "day"
    MIXED = "mixed"
    """Now the one, now the other: only what is clear by itself is read."""


_CLOCK = re.compile(
    r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?:Z| ?(?:GMT|UTC)?(?:[+-]\d{2}:?\d{2})?(?: \([^()]*\))?)?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$|^(\d{4}) (\d{2}) (\d{2})$")
_PACKED = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_THREE = re.compile(r"^(\d{1,2})([-/. ])(\d{1,2})([-/. ])(\d{4}|\d{2}|'\d{2})$")
_RUN = re.compile(r"^(\d{2})(\d{2})((?:19|20)\d{2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_NUMBER = re.compile(r"^\d{5}(?:\.\d+)?$")
_NAME, _DAY, _YEAR = (
    r"(?P<month>[a-z]{3,10})\.?",
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|°|o|ero)?",
    r"(?P<year>\d{4}|'?\d{2})",
)
_BETWEEN = r"[-/. ,]+(?:de |del |of )?"
_NAMED = tuple(
    re.compile(f"^{form}$")
    for form in (
        f"{_DAY}{_BETWEEN}{_NAME}{_BETWEEN}{_YEAR}",
        r"(?P<day>\d{1,2})(?P<month>[a-z]{3,10})(?P<year>\d{4})",
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
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[., ]+|^(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo),? "
)
_YEARS = (1900, 2100)
_FIRST_SERIAL = date(1899, 12, 30)
SERIALS = (1, 73_050)
"""What Excel counts as days from 1900 to the end of 2099; numbers of four figures are years."""


def mark_of(text: str) -> str:
    """What stands between the numbers of a date such as 3/4/2024, *run* for nothing (03042024); empty for other dates."""
    return found[1] if (found := _numbers(_trimmed(text))) is not None else ""


def orders_of(texts: Iterable[str]) -> dict[str, Order]:
    """Which order the dates of a column show, by the mark between their numbers: 14.3.2024 tells nothing of 3/4/2024."""
    shown: dict[str, Order] = {}
    for text in texts:
        if (found := _numbers(_trimmed(text))) is not None:
            first, mark, second, _ = found
            here = Order.DAY if first > 12 >= second else Order.MONTH if second > 12 >= first else None
            if here is not None:
                shown[mark] = here if shown.get(mark, here) is here else Order.MIXED
    return shown


def is_ambiguous(text: str) -> bool:
    """Does only the order of day and month tell which day this is?"""
    found = _numbers(_trimmed(text))
    return found is not None and found[0] <= 12 and found[2] <= 12 and found[0] != found[2]


def _trimmed(text: str) -> str:
    """A date without the time of day, what cannot be seen, and a mark for a footnote."""
    seen = text if text.isascii() else "".join(c for c in _western(text) if unicodedata.category(c) != "Cf")
    return _CLOCK.sub("", " ".join(seen.split())).removesuffix("*").rstrip().casefold()


def _numbers(text: str) -> tuple[int, str, int, str] | None:
    """Two numbers with the mark between them, and the year, of a date that may have the month or the day first."""
    if (found := _THREE.match(text)) is not None:
        mark = found[2] if found[2] == found[4] else ""
        return int(found[1]), mark, int(found[3]), found[5]
    if (found := _RUN.match(text)) is not None and _PACKED.match(text) is None:
        return int(found[1]), "run", int(found[2]), found[3]
    return None


def read_date(text: str, order: Order, today: date, *, ahead: bool = False, born: bool = False) -> str:
    """A date as ``2024-03-14``, ``2024-03`` or ``2024``; raises UnclearError.

    `today` is the last day on which anything can have happened; `ahead`: this date may lie after it; `born`: it is a
    date of birth.
    """
    found = _parsed(_trimmed(text), order, today, ahead=ahead)
    try:
        span = DateSpan.parse(found)
    except ShapeError:
        raise UnclearError(tell("there is no such date")) from None
    if span.lo < earliest(born=born):
        year = (span.lo - _FIRST_SERIAL).days
        if span.exact and _YEARS[0] <= year <= _YEARS[1]:
            raise UnclearError(tell("is this the year {year}? Then write just that, in a cell that is no date", year=str(year)))  # fmt: skip
        raise UnclearError(tell("that is too long ago to be right"))
    if not ahead and span.lo > today:
        raise UnclearError(tell("that day is still to come; is the year right?"))
    return found


def earliest(*, born: bool) -> date:
    """Before this day nobody was born, or did anything, who is in a roster: what is there is a placeholder, or a year
    that a spreadsheet took for a count of days (2025 is July 17, 1905)."""
    return date(1915, 1, 1) if born else date(1925, 1, 1)


def _western(text: str) -> str:
    """The same with the figures 0 to 9 for those of other scripts."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _parsed(text: str, order: Order, today: date, *, ahead: bool) -> str:
    if found := _ISO.match(text):
        if found[4]:
            return _written(int(found[4]), int(found[5]), int(found[6]))
        return _written(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if re.fullmatch(r"\d{4}", text):
        return text
    if found := _PACKED.match(text):
        return _written(int(found[1]), int(found[2]), int(found[3]))
    if (numbers := _numbers(text)) is not None:
        return _three(numbers[0], numbers[2], _year(numbers[3], today, ahead=ahead), order)
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
    raise NoDateError(tell("this is not a date that can be read; write it as 2024-03-14 or 3/14/2024"))


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


__all__ = ["NoDateError", "Order", "earliest", "is_ambiguous", "mark_of", "orders_of", "read_date"]
