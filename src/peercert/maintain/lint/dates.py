"""What a date may mean that is written in another form than 2025-07-01."""

import re
from datetime import date

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})")
_CLOSED_UP = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3,9})\.?\s*,?\s+(\d{4})")


def readings(text: str) -> tuple[str, ...]:
    """The days that a date can mean, as 2025-07-01: one, two where day and month can change places, none if it is no date."""
    plain = " ".join(text.split()).lower()
    if found := _YEAR_FIRST.fullmatch(plain) or _CLOSED_UP.fullmatch(plain):
        return _days((found[1], found[2], found[3]))
    if found := _YEAR_LAST.fullmatch(plain):
        return _days((found[3], found[1], found[2]), (found[3], found[2], found[1]))
    if found := _MONTH_DAY.fullmatch(plain):
        return _days((found[3], _month(found[1]), found[2]))
    if found := _DAY_MONTH.fullmatch(plain):
        return _days((found[3], _month(found[2]), found[1]))
    return ()


def _month(name: str) -> str:
    """The number of a month by its name or the beginning of it; 0 for no month."""
    hits = [i for i, month in enumerate(_MONTHS, 1) if month.startswith(name) or (name, i) == ("sept", 9)]
    return str(hits[0]) if len(hits) == 1 else "0"


def _days(*parts: tuple[str, str, str]) -> tuple[str, ...]:
    """Those that exist, each once."""
    found: dict[str, None] = {}
    for year, month, day in parts:
        try:
            found[date(int(year), int(month), int(day)).isoformat()] = None
        except ValueError:
            continue
    return tuple(found)
