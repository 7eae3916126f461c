"""From values to words, in the language that is spoken: numbers, units, money, dates, lists, and sentences.

Sentences are templates with values; a template is also the key under which its translation is found
(`peercert.locale` brings other languages than English).
"""

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import date
from typing import Any

from peercert.dates import DateSpan, Duration
from peercert.sayings import N_ as N_
from peercert.sayings import All, AnyOf, Money, Name, Note, On, Prose, Quantity, Says, The

ENGLISH, END = "\ue000", "\ue001"
"""Stand around a stretch of English within another language, for formats that can say so; others leave them out."""


def unmarked(text: str) -> str:
    """The text without the marks around stretches of English."""
    return text.replace(ENGLISH, "").replace(END, "")


class Language:
    """English, in which the messages are written; other languages override what they say otherwise."""

    code = "en"

    def message(self, text: str, context: str = "") -> str:  # noqa: ARG002
        """A message in this language; `context` tells apart what is one word in English."""
        return text

    def plural(self, one: str, many: str, count: float) -> str:
        """The form of a message for a number of things."""
        return one if count == 1 else many

    def prose(self, text: str) -> str:
        """A text of the rule book that says what is asked; marked as English where it is not translated."""
        return text

    def note(self, text: str) -> str:
        """A note of the rule book; it stays in English, and is marked so in other languages."""
        return text

    def number(self, value: float) -> str:
        """1000 -> 1,000; 2.50 -> 2.5; 40.0 -> 40."""
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")

    def money(self, usd: float) -> str:
        """75 -> $75; 12.5 -> $12.50."""
        return f"${usd:,.0f}" if float(usd).is_integer() else f"${usd:,.2f}"

    def day(self, when: date) -> str:
        """March 14, 2024."""
        return f"{when:%B} {when.day}, {when.year}"

    def month(self, when: date) -> str:
        """March 2024."""
        return f"{when:%B} {when.year}"

    def day_of_year(self, when: date) -> str:
        """March 14."""
        return f"{when:%B} {when.day}"

    def on(self, when: str, *, exact: bool) -> str:
        """A date in words, with the preposition of its day: on March 14, 2024; in March 2024."""
        return f"on {when}" if exact else f"in {when}"

    def the(self, when: str, *, exact: bool) -> str:  # noqa: ARG002
        """A date in words, as it stands after a preposition."""
        return when

    def listed(self, items: Sequence[str], *, every: bool) -> str:
        """a, b and c (`every`), or a, b or c."""
        last = "and" if every else "or"
        return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


_SPOKEN: ContextVar[Language] = ContextVar("language", default=Language())  # noqa: B039 (it has no state)


def speak(language: Language) -> None:
    """Say everything in this language from now on (in this context)."""
    _SPOKEN.set(language)


def spoken() -> Language:
    """The language that is spoken now."""
    return _SPOKEN.get()


def say(sentence: Says) -> str:
    """The sentence in words, in the language that is spoken (English, unless `speak` was told otherwise).

    >>> from peercert import Says, say
    >>> say(Says("{count} things are missing.", {"count": 3}))
    '3 things are missing.'
    """
    language = _SPOKEN.get()
    if sentence.many is not None and sentence.number is not None:
        template = language.plural(sentence.template, sentence.many, sentence.number)
    else:
        template = language.message(sentence.template)
    return template.format(**{k: word(v) for k, v in sentence.values.items()})


def tell(template: str, /, **values: Any) -> str:
    """A sentence or phrase from its English template and its values, in words."""
    return say(Says(template, values))


def tell_many(one: str, many: str, count: float, /, **values: Any) -> str:
    """The same where the words depend on a number; `{count}` is the number itself."""
    return say(Says(one, {"count": count, **values}, many, count))


def word(value: Any) -> str:
    """One value in words: 40, 2.5, $75, March 14, 2024, law and ethics."""
    if isinstance(value, str):
        return value
    if isinstance(value, Says):
        return say(value)
    if isinstance(value, Quantity):
        return quantity(value.value, value.unit)
    if isinstance(value, All):
        return all_of_words([word(v) for v in value.items])
    if isinstance(value, AnyOf):
        return any_of_words([word(v) for v in value.items])
    if isinstance(value, (On, The)):
        speech, when = _SPOKEN.get(), _span(value.when)
        return (speech.on if isinstance(value, On) else speech.the)(when, exact=value.when.exact)
    if isinstance(value, Name):
        return plain(value.slug)
    if isinstance(value, Prose):
        return prose(value.text)
    if isinstance(value, Note):
        return note(value.text)
    if isinstance(value, Money):
        return money(value.usd)
    if isinstance(value, bool):
        return tell("yes") if value else tell("no")
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, DateSpan):
        return _span(value)
    if isinstance(value, Duration):
        return quantity(value.number, f"{value.unit}s")
    if isinstance(value, (list, tuple)):
        return any_of_words([word(v) for v in value])
    return str(value)


def number(value: float) -> str:
    """1000 -> 1,000; 2.50 -> 2.5; 40.0 -> 40."""
    return _SPOKEN.get().number(value)


def money(usd: float) -> str:
    """75 -> $75; 12.5 -> $12.50."""
    return _SPOKEN.get().money(usd)


def day(when: date) -> str:
    """March 14, 2024."""
    return _SPOKEN.get().day(when)


def _span(when: DateSpan) -> str:
    """A date as roughly as it is known: a day, a month, a year."""
    if when.exact:
        return day(when.lo)
    text = str(when)
    if len(text) == len("2024-03"):
        return _SPOKEN.get().month(when.lo)
    return text if len(text) == len("2024") else tell("{first} to {last}", first=when.lo, last=when.hi)


_BACK = N_({"day": "the last day", "week": "the last week", "month": "the last month", "year": "the last year"})
_BACK_MANY = N_({"day": "the last {count} days", "week": "the last {count} weeks", "month": "the last {count} months", "year": "the last {count} years"})  # fmt: skip


def back(length: Duration) -> str:
    """A stretch of time that ends now: the last year, the last 90 days."""
    return tell(_BACK[length.unit]) if length.number == 1 else tell(_BACK_MANY[length.unit], count=length.number)


_UNITS = N_(
    {
        "hours": ("{count} hour", "{count} hours"), "courses": ("{count} course", "{count} courses"),
        "credits": ("{count} credit", "{count} credits"), "days": ("{count} day", "{count} days"),
        "weeks": ("{count} week", "{count} weeks"), "sessions": ("{count} session", "{count} sessions"),
        "months": ("{count} month", "{count} months"), "years": ("{count} year", "{count} years"),
        "references": ("{count} reference", "{count} references"), "usd": ("{count} dollar", "{count} dollars"),
        "attempts": ("{count} try", "{count} tries"), "percent": ("{count} percent", "{count} percent"),
        "points": ("{count} point", "{count} points"), "items": ("{count} item", "{count} items"),
    }
)  # fmt: skip


def quantity(value: float, unit: str) -> str:
    """40 hours, 1 hour."""
    forms = _UNITS.get(unit)
    return tell_many(*forms, value) if forms else f"{number(value)} {plain(unit)}".strip()


_SHORT = {"usd": "USD", "ccar": "CCAR", "samhsa": "SAMHSA", "cpss": "CPSS", "fpss": "FPSS", "cprs": "CPRS", "icrc": "IC&RC", "hiv": "HIV", "ceu": "CEU", "cpr": "CPR", "wrap": "WRAP", "naadac": "NAADAC", "id": "ID", "ged": "GED", "dbt": "DBT", "ehr": "EHR", "hipaa": "HIPAA"}  # fmt: skip
_PHRASES = {
    "mentoring_education": "mentoring and education", "recovery_wellness": "recovery and wellness",
    "co_occurring": "co-occurring conditions", "ccar_recovery_coach_academy": "CCAR Recovery Coach Academy",
    "personal_professional_competence": "personal and professional competence",
}  # fmt: skip
"""Names that need more than their words with spaces between."""
WORD = "word"
"""Context of messages that are single names out of the rule book."""


def plain(slug: str) -> str:
    """`law_and_ethics` -> law and ethics, in the language that is spoken."""
    return _SPOKEN.get().message(english(slug), WORD)


def english(slug: str) -> str:
    """`law_and_ethics` -> law and ethics; initials that are known stay capital."""
    if slug in _PHRASES:
        return _PHRASES[slug]
    return " ".join(_SHORT.get(part, part) for part in slug.replace("-", "_").split("_"))


def step(slug: str) -> str:
    """A step or requirement with its article: the training, the application."""
    return _SPOKEN.get().message(f"the {english(slug)}", WORD)


def prose(text: str) -> str:
    """A text of the rule book that says what is asked; marked as English where it is not translated."""
    return _SPOKEN.get().prose(text)


def note(text: str) -> str:
    """A note of the rule book; marked as English where another language is spoken."""
    return _SPOKEN.get().note(text)


def any_of_words(items: Sequence[str]) -> str:
    """a, b or c."""
    return _SPOKEN.get().listed(items, every=False)


def all_of_words(items: Sequence[str]) -> str:
    """a, b and c."""
    return _SPOKEN.get().listed(items, every=True)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with its first letter small: a sentence as part of another."""
    return text[:1].lower() + text[1:]
