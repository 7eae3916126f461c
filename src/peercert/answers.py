"""What people type, made into the plain data of a record: dates as they say them, hours with fractions, yes and no."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from peercert.dates import DateSpan
from peercert.questions import NONE, Amount, Choice, Form, Place, When, Words, YesNo
from peercert.shapes import ShapeError
from peercert.verdicts import Name
from peercert.words import spoken, tell, word

Names = Callable[[], Mapping[str, str]]
"""Gives the codes of places by their names, folded; asked for only where somebody types a name."""
_YES = frozenset({"y", "yes", "yeah", "yep", "yup", "true", "si", "s", "1"})
_NO = frozenset({"n", "no", "nope", "false", "0", "2"})
_NONE = frozenset({"none", "no", "nothing", "never", "not yet", "ninguno", "ninguna", "nada", "nunca", "todavia no", "aun no", "0", "n/a"})  # fmt: skip
_LEADING = re.compile(
    r"^(?:(?:since|in|on|about|around|ca\.?|the|from|until|till|more or less|el|en|desde|hacia|hasta|cerca de|como|mas o menos)\s+)+"
)

_NUMBER = re.compile(r"^(\d+(?:[.,]\d+)*)?\s*(?:(\d+)\s*/\s*(\d+))?$")


class UnclearError(Exception):
    """An answer that cannot be read; the message says what would be right."""


def read(form: Form, text: str, today: date, names: Names | None = None) -> Any:
    """What was typed -> the answer that a question of this form takes. Raises UnclearError."""
    typed = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if isinstance(form, YesNo):
        return _yes_or_no(typed)
    if isinstance(form, When):
        if form.or_none is not None and folded(typed) in _NONE:
            return NONE
        return _when(typed, today)
    if isinstance(form, Amount):
        return _amount(typed, form)
    if isinstance(form, Choice):
        return _several(typed, form) if form.several else _one(typed, form)
    if isinstance(form, Place):
        return _place(typed, form, names)
    if isinstance(form, Words):
        return typed
    raise TypeError(form)


def folded(text: str) -> str:
    """Small letters without accents, and without the marks around a word."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip(" .!¡?¿")


def _yes_or_no(typed: str) -> bool:
    answer = folded(typed)
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    raise UnclearError(tell("Please answer yes or no."))


def _amount(typed: str, form: Amount) -> float:
    """``37 1/2``, ``1,200``, ``$75``, ``40 hours``, ``none`` -> a number."""
    text = folded(typed)
    if text in _NONE:
        return 0
    text = "".join(
        f" {Fraction(unicodedata.numeric(c)).limit_denominator(16)}" if c in "½¼¾⅓⅔⅛" else c for c in typed.casefold()
    )
    text = re.sub(r"usd|us\$|\$|%|~|[a-záéíóúñ]+\.?", " ", text).strip()
    found = _NUMBER.match(text)
    parts = [int(part) for part in (found[2], found[3]) if len(part or "") < 10 and part] if found else []
    if not text or found is None or not (found[1] or found[2]) or (found[2] and (len(parts) < 2 or parts[1] == 0)):
        raise UnclearError(tell("Please answer with a number, such as 40 or 37.5; none if there is none."))
    whole = _decimal(found[1]) if found[1] else 0.0
    value = whole + (parts[0] / parts[1] if parts else 0)
    if value > 100_000:
        raise UnclearError(tell("{number} is more than can be right; please look again.", number=value))
    if form.whole and value != int(value):
        raise UnclearError(tell("Please answer with a whole number."))
    return int(value) if float(value).is_integer() else round(value, 2)


def _decimal(text: str) -> float:
    """``1,200`` is a thousand and more, ``37,5`` is a half."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return float(text.replace(",", "."))
    try:
        return float(text)
    except ValueError:
        raise UnclearError(tell("Please answer with a number, such as 40 or 37.5; none if there is none.")) from None


def _when(typed: str, today: date) -> str:
    """A date as people type it -> ``2024-03-14``, ``2024-03`` or ``2024``, as roughly as it was said."""
    text = _LEADING.sub("", folded(typed).replace("hace como", "hace").replace("hace mas o menos", "hace"))
    try:
        return str(DateSpan.parse(text))
    except ShapeError:
        pass
    if re.search(r"[a-z]|\d[/.-]\d", text):
        from dateparser.date import DateDataParser

        language = spoken()
        order = "MDY" if language.code == "en" or getattr(language, "region", "US") in ("US", "PR") else "DMY"
        parser = DateDataParser(
            languages=list(dict.fromkeys((language.code, "en", "es"))),
            settings={
                "RELATIVE_BASE": datetime.combine(today, datetime.min.time()),
                "PREFER_DATES_FROM": "past",
                "PREFER_DAY_OF_MONTH": "first",
                "DATE_ORDER": order,
            },
        )
        found = parser.get_date_data(text)
        if found.date_obj is not None:
            day = found.date_obj.date()
            span = {"year": f"{day:%Y}", "month": f"{day:%Y-%m}", "week": f"{day:%Y-%m}"}
            return span.get(str(found.period), day.isoformat())
    raise UnclearError(tell("Please answer with a date, such as 3/14/2024, March 2024, 2024, or 2 years ago."))


def _one(typed: str, form: Choice) -> str:
    found = _option(typed, form)
    if found is None:
        raise UnclearError(tell("Please answer with one of the numbers 1 to {most}.", most=len(form.options)))
    return found


def _several(typed: str, form: Choice) -> list[str]:
    """``1, 3`` or names; ``none`` -> an empty list, ``all`` -> all."""
    text = folded(typed)
    if text in _NONE:
        return []
    if text in ("all", "all of them", "todo", "todos", "todas"):
        return [value for value, _ in form.options]
    chosen: list[str] = []
    parts = [p for p in re.split(r"\s*[,;]\s*|\s+(?:and|y|e|&)\s+", typed) if p]
    if len(parts) == 1 and re.fullmatch(r"\d+(?:\s+\d+)+", typed):
        parts = typed.split()
    for part in parts:
        found = _option(part, form)
        if found is None:
            raise UnclearError(
                tell("Please answer with numbers from 1 to {most}, such as 1, 2; none if there is none.", most=len(form.options))
            )  # fmt: skip
        chosen.append(found)
    return list(dict.fromkeys(chosen))


def _option(typed: str, form: Choice) -> str | None:
    """The option that was meant: its number, its name, the beginning of its name; what was typed where that may be."""
    if typed.isdecimal():  # unlike isdigit, without raised figures
        number = int(typed[:9])
        return form.options[number - 1][0] if 1 <= number <= len(form.options) else None
    text = folded(typed)
    for value, said in form.options:
        if text in (folded(word(said)), folded(value), folded(word(Name(value)))):
            return value
    starting = [value for value, said in form.options if len(text) > 1 and folded(word(said)).startswith(text)]
    if len(starting) == 1:
        return starting[0]
    return typed if form.other is not None else None


def _place(typed: str, form: Place, names: Names | None) -> str:
    if form.or_none is not None and folded(typed) in _NONE:
        return NONE
    if re.fullmatch(r"[A-Za-z]{2}", typed):
        return typed.upper()
    code = names().get(folded(typed)) if names is not None else None
    if code is None:
        raise UnclearError(tell("Please answer with the name of a state or its two letters, such as SC."))
    return code.upper()
