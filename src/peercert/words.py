"""From values to words: numbers, units, money, dates, lists, and the sentences made from them."""

from datetime import date
from typing import Any

from peercert.dates import DateSpan, Duration
from peercert.verdicts import All, Quantity, Says

_UNITS = {
    "hours": ("hour", "hours"), "courses": ("course", "courses"), "credits": ("credit", "credits"),
    "days": ("day", "days"), "sessions": ("session", "sessions"), "months": ("month", "months"),
    "years": ("year", "years"), "references": ("reference", "references"), "usd": ("dollar", "dollars"),
    "attempts": ("try", "tries"), "percent": ("percent", "percent"), "points": ("point", "points"),
    "items": ("item", "items"),
}  # fmt: skip
_SHORT = {"usd": "USD", "ccar": "CCAR", "samhsa": "SAMHSA", "cpss": "CPSS", "fpss": "FPSS", "cprs": "CPRS", "icrc": "IC&RC", "hiv": "HIV", "ceu": "CEU", "cpr": "CPR", "wrap": "WRAP", "naadac": "NAADAC", "id": "ID", "ged": "GED", "dbt": "DBT", "ehr": "EHR", "hipaa": "HIPAA"}  # fmt: skip


def say(sentence: Says) -> str:
    """The sentence in words."""
    return sentence.template.format(**{k: word(v) for k, v in sentence.values.items()})


def word(value: Any) -> str:
    """One value in words: 40, 2.5, $75, 14 March 2024, `law_and_ethics` -> law and ethics."""
    if isinstance(value, Says):
        return say(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Quantity):
        return quantity(value.value, value.unit)
    if isinstance(value, All):
        return all_of_words([word(v) for v in value.items])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, DateSpan):
        return day(value.lo) if value.exact else str(value)
    if isinstance(value, (list, tuple)) and not isinstance(value, Duration):
        return any_of_words([word(v) for v in value])
    return str(value)


def number(value: float) -> str:
    """1000 -> 1,000; 2.50 -> 2.5; 40.0 -> 40."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def money(usd: float) -> str:
    """75 -> $75; 12.5 -> $12.50."""
    return f"${usd:,.0f}" if float(usd).is_integer() else f"${usd:,.2f}"


def back(length: Duration) -> str:
    """A length of time after "the last": year, 2 years, 90 days."""
    return length.unit if length.number == 1 else str(length)


def day(when: date) -> str:
    """14 March 2024."""
    return f"{when.day} {when:%B} {when.year}"


def quantity(value: float, unit: str) -> str:
    """40 hours, 1 hour."""
    one, many = _UNITS.get(unit, (unit, unit))
    return f"{number(value)} {one if value == 1 else many}"


_PHRASES = {
    "mentoring_education": "mentoring and education", "recovery_wellness": "recovery and wellness",
    "co_occurring": "co-occurring conditions", "ccar_recovery_coach_academy": "CCAR Recovery Coach Academy",
    "personal_professional_competence": "personal and professional competence",
}  # fmt: skip
"""Names that need more than their words with spaces between."""


def plain(slug: str) -> str:
    """`law_and_ethics` -> law and ethics; initials that are known stay capital."""
    if slug in _PHRASES:
        return _PHRASES[slug]
    return " ".join(_SHORT.get(part, part) for part in slug.replace("-", "_").split("_"))


def any_of_words(items: list[str]) -> str:
    """a, b or c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}" if items else ""


def all_of_words(items: list[str]) -> str:
    """a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
