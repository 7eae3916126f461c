"""A cell with a number -> the number: 1,200 and 37 1/2 and 40 hrs; raises UnclearError for what is not clear.

What is counted must fit the column: 5 days are not 5 hours. Where three figures follow one mark (1.200), other cells of
the column or the table tell whether it is a decimal mark; where none does, a comma parts thousands, as Americans write
it, and a point leaves it open.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from peercert.answers import UnclearError
from peercert.cohort.cellvalues import NONE, folded
from peercert.words import N_, tell

MOST = 100_000
"""More hours or dollars than this cannot be right in one cell."""
MOST_COUNTED = 999
"""More letters, courses or renewals than this cannot be right either."""


class Mark(StrEnum):
    """What stands before the decimals."""

    POINT = "point"
    COMMA = "comma"
    MIXED = "mixed"
    """Now the one, now the other."""


_WEEKLY = r"(?:(?:per|a|each|por|a la) (?:week|wk|semana)|/ ?(?:week|wk|w|semana)|weekly|semanales)"
_UNITS = {
    "hours": r"(?:(?:clock|contact|training|ce) )?(?:hours?|hrs?\.?|horas?)|h|hs",
    "credits": r"credits?|creditos?|credit hours?|ceus?|units?",
    "days": r"days?|dias?",
    "sessions": r"sessions?|sesion(?:es)?|meetings?|times?|veces|vez",
    "courses": r"courses?|cursos?|class(?:es)?|clases?",
    "references": r"references?|referencias?|letters?(?: of (?:reference|recommendation))?|refs?|cartas?",
    "renewals": r"renewals?|renovacion(?:es)?|times?|veces|vez",
    "score": r"points?|pts?|puntos?",
    "share": r"%|percent|por ciento",
    "hours_per_week": rf"(?:hours?|hrs?\.?|horas?|h|hs)?(?: ?{_WEEKLY})?",
    "": r"usd|dollars?|dolares|\$",
}
"""Words that may stand behind a number, by what the column counts; money, which no column counts."""
_FITS = {unit: re.compile(rf"(?:{words})?\.?") for unit, words in _UNITS.items()}
_ANY = re.compile("(?:" + "|".join(_UNITS.values()) + rf")?\.?(?: ?{_WEEKLY})?")
_WANTED = N_(
    {
        "hours": "this column is for hours; how many hours is that?",
        "credits": "this column is for credits; how many credits is that?",
        "days": "this column is for days; how many days is that?",
        "sessions": "this column is for sessions; how many sessions is that?",
        "courses": "this column counts courses; how many courses is that?",
        "references": "this column counts references; how many references is that?",
        "renewals": "this column counts renewals; how many renewals is that?",
        "score": "this column is for a score in points; how many points is that?",
        "hours_per_week": "this column is for hours a week; how many hours a week is that?",
    }
)
_NUMBER = re.compile(
    r"^(?P<usd>(?:us)?\$)?\s*(?P<digits>[-+]?(?:\d[\d.,\u00a0\u202f' ]*(?:e[-+]?\d{1,2})?|\.\d+))?\s*(?:(?P<top>\d+)\s*/\s*(?P<bottom>\d+))?\s*(?P<unit>[a-z/$%][a-z/$%. ]*)?$"
)
_CLOCK = re.compile(r"^(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$")
_LASTED = re.compile(r"^pt(?:(\d{1,5})h)?(?:(\d{1,2})m)?(?:(\d{1,2})(?:\.\d+)?s)?$")
"""A length of time as ODS writes it."""
_FRACTIONS = {"\u00bd": " 1/2", "\u00bc": " 1/4", "\u00be": " 3/4", "\u2153": " 1/3", "\u2154": " 2/3"}
_PARTS = ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/8", "3/8", "5/8", "7/8")
IN_DOUBT = r"^-?\d{1,3}\.\d{3}$"
"""How a number is written that would be in doubt if somebody had typed it: 1.200 may be a thousand and more."""
_THREE = re.compile(r"^[-+]?[1-9]\d{0,2}[.,]\d{3}$")
_POINT = re.compile(r"^(?:\d+\.\d{1,2}|\d+\.\d{4,}|(?:0|\d{4,})\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?)$")
_COMMA = re.compile(r"^(?:\d+,\d{1,2}|(?:0|\d{4,}),\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})$")
_FIRST = re.compile(r"\d[\d.,]*\d")


def is_open(text: str) -> bool:
    """Does only the rest of the table tell what the mark in this number is?"""
    found = _FIRST.search(text)
    return found is not None and _THREE.match(found[0]) is not None


def mark_of(texts: Iterable[str], *, thousands: bool = False) -> Mark | None:
    """The decimal mark that numbers show; None where they show none. `thousands`: 1,200 is taken to show the point."""
    numbers = [found[0] for text in texts if (found := _FIRST.search(text))]
    points = any(_POINT.match(n) and (thousands or not _THREE.match(n)) for n in numbers)
    commas = any(map(_COMMA.match, numbers))
    return Mark.MIXED if points and commas else Mark.POINT if points else Mark.COMMA if commas else None


def read_number(text: str, unit: str = "hours", mark: Mark | None = None, *, whole: bool = False) -> float:
    """``1,200``, ``37 1/2``, ``40 hrs``, ``37:30`` -> a number of what the column counts; raises UnclearError.

    `unit`: hours, credits, days, sessions, courses, references, renewals, score, hours_per_week; or share, in percent.
    """
    said = folded("".join(_FRACTIONS.get(c, c) for c in text))
    if said in NONE:
        return 0.0
    if unit == "share":
        return _percent(said)
    clock = _CLOCK.match(said) or _LASTED.match(said) if unit in ("hours", "hours_per_week") else None
    if clock and any(clock.groups()):
        value = round(int(clock[1] or 0) + int(clock[2] or 0) / 60 + int(clock[3] or 0) / 3600, 4)
    else:
        value = _plain_number(said, unit, mark)
    if value < 0:
        raise UnclearError(tell("this is less than zero"))
    if value > (MOST_COUNTED if whole else MOST):
        raise UnclearError(tell("this is more than can be right"))
    if whole and value != int(value):
        raise UnclearError(tell("this should be a whole number"))
    return value


def _percent(said: str) -> float:
    """A share in percent; a part of one without its sign may be either."""
    value = _plain_number(said, "share", Mark.POINT if "." in said else None)
    if 0 < value <= 1 and "%" not in said and "percent" not in said:
        raise UnclearError(tell("is this {one} or {other}? Write it with the sign, such as 80%", one=f"{value:g}%", other=f"{value * 100:g}%"))  # fmt: skip
    if not 0 <= value <= 100:
        raise UnclearError(tell("a share is between 0% and 100%"))
    return value


def _plain_number(said: str, unit: str, mark: Mark | None) -> float:
    found = _NUMBER.match(said.removesuffix("*").rstrip())
    if found is None or not (found["digits"] or found["top"]):
        raise UnclearError(tell("this is not a number that can be read"))
    digits, part = found["digits"] or "", f"{found['top']}/{found['bottom']}" if found["top"] else ""
    if part and (part not in _PARTS or (digits and not digits[-1].isspace())):
        # "31/2" is cut by the pattern into 3 and 1/2; 20/40 is no half hour
        raise UnclearError(tell("this is not a number that can be read"))
    _check_unit("$" if found["usd"] else found["unit"] or "", unit)
    whole = decimal(digits, mark) if digits.strip() else 0.0
    return whole + (int(part[0]) / int(part[2:]) if part else 0.0)


def _check_unit(said: str, unit: str) -> None:
    """Raises UnclearError where what stands behind a number is not what the column counts."""
    said = said.strip()
    said = re.sub(r"(?:^| )total\.?$", "", said)
    if _FITS[unit].fullmatch(said):
        return
    if _ANY.fullmatch(said) and unit in _WANTED:
        raise UnclearError(tell(_WANTED[unit]))
    raise UnclearError(tell("this is not a number that can be read"))


def decimal(digits: str, mark: Mark | None = None) -> float:
    """``1,200`` and ``1 200`` are a thousand and more, ``37,5`` is a half, ``1.200,5`` is as Spanish writes it."""
    text = digits.strip().removeprefix("+")
    if _THREE.match(text):
        text = _three(text, mark)
    elif re.fullmatch(r"-?\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d+)?", text):
        text = re.sub(r"[ \u00a0\u202f']", "", text).replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:\.\d{3}){2,}", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    try:
        return float(text)
    except ValueError:
        raise UnclearError(tell("this is not a number that can be read")) from None


def _three(text: str, mark: Mark | None) -> str:
    """A number with three figures behind its one mark, as Python writes it. Raises UnclearError."""
    point = "." in text
    parted, joined = text.replace(",", "."), text.replace(",", "").replace(".", "")
    if mark is (Mark.COMMA if point else Mark.POINT) or (mark is None and not point):
        return joined
    if mark is Mark.POINT and point:
        return parted
    raise UnclearError(tell("is this {one} or {other}?", one=f"{float(parted):g}", other=f"{int(joined):,}"))


__all__ = ["IN_DOUBT", "MOST", "Mark", "decimal", "is_open", "mark_of", "read_number"]
