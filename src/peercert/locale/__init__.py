"""Other languages than English: message catalogues (gettext), and dates and numbers as people there write them.

`es/LC_MESSAGES/messages.po` is the catalogue to edit; `pybabel compile -d src/peercert/locale` makes the file that is
read. The domain is `messages`, which the libraries that print help and call errors look into as well.
"""

import gettext
import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from peercert.words import END, ENGLISH, N_, WORD, Language, tell, unmarked

DOMAIN = "messages"
FOLDER = Path(__file__).parent
RULES = "rules"
"""Context of texts of the rule book itself."""
SPOKEN = {"en": "English", "es": "español"}
"""Languages by code, each named by itself."""

OF_LIBRARIES = N_(
    (
        "(deprecated) ", "[default: {}]", "[env var: {}]", "[required]", "Arguments", "Options", "Commands", "Error", "Aborted.",
        "Try [blue]'{command_path} {help_option}'[/] for help.", "Show this message and exit.", "Missing command.",
    )
)  # fmt: skip
"""What the libraries print in their own words, and look up in the same catalogue."""


class _NotKnown(gettext.NullTranslations):
    """What the catalogue has not: a sentence stays English, a text of the rules is marked as English."""

    def pgettext(self, context: str, message: str) -> str:
        return "" if context == RULES else message


class Translated(Language):
    """A language with a message catalogue."""

    def __init__(self, code: str, region: str | None = None) -> None:
        """`code` names the catalogue (``es``); `region` the form of dates and numbers (``US``, ``MX``)."""
        self.code = code
        self.region = region or "US"
        self._catalogue = gettext.translation(DOMAIN, FOLDER, [code])
        self._catalogue.add_fallback(_NotKnown())

    @cached_property
    def _forms(self) -> Any:
        """The customs of language and region; those of the language alone where there are none for the region."""
        from babel.core import Locale, UnknownLocaleError

        try:
            return Locale(self.code, self.region)
        except UnknownLocaleError:
            return Locale(self.code)

    def message(self, text: str, context: str = "") -> str:
        if not text:
            return text
        return self._catalogue.pgettext(context, text) if context else self._catalogue.gettext(text)

    def plural(self, one: str, many: str, count: float) -> str:
        return self._catalogue.ngettext(one, many, 1 if count == 1 else 2)

    def prose(self, text: str) -> str:
        return self._catalogue.pgettext(RULES, text) or self.note(text)

    def note(self, text: str) -> str:
        return tell("{text} (in English)", text=f"{ENGLISH}{unmarked(text)}{END}")

    def number(self, value: float) -> str:
        from babel.numbers import format_decimal

        return str(format_decimal(value, "#,##0.##", self._forms))

    def money(self, usd: float) -> str:
        from babel.numbers import format_currency

        pattern = self._forms.currency_formats["standard"].pattern
        if float(usd).is_integer():
            pattern = pattern.replace("0.00", "0")
        return str(format_currency(usd, "USD", pattern, self._forms, currency_digits=False))

    def day(self, when: date) -> str:
        from babel.dates import format_date

        return str(format_date(when, "long", self._forms))

    def month(self, when: date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", when, locale=self._forms))

    def day_of_year(self, when: date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMMd", when, locale=self._forms))

    def listed(self, items: Sequence[str], *, every: bool) -> str:
        if len(items) < 2:
            return "".join(items)
        if every:
            return tell("{items} and {last}", items=", ".join(items[:-1]), last=items[-1])
        return tell("{items} or {last}", items=", ".join(items[:-1]), last=items[-1])


class Spanish(Translated):
    """Spanish: days have an article, and *y* and *o* give way to *e* and *u* before their own sound."""

    def on(self, when: str, *, exact: bool) -> str:
        return f"el {when}" if exact else f"en {when}"

    def the(self, when: str, *, exact: bool) -> str:
        return f"el {when}" if exact else when

    def listed(self, items: Sequence[str], *, every: bool) -> str:
        if len(items) > 1:
            sound = items[-1].casefold().lstrip("¡¿«\"'(")
            first = ", ".join(items[:-1])
            if every and sound.startswith(("i", "hi", "í")) and not sound.startswith(("hie", "ie")):
                return f"{first} e {items[-1]}"
            if not every and sound.startswith(("o", "ho", "ó")):
                return f"{first} u {items[-1]}"
        return super().listed(items, every=every)


def language(wanted: str) -> Language | None:
    """The language for ``es``, ``es-MX``, ``es_US.UTF-8``, ``en``; None where there is no catalogue for it."""
    parts = wanted.split(".")[0].split("@")[0].replace("-", "_").split("_")
    code, region = parts[0].casefold(), parts[1].upper() if len(parts) > 1 else None
    if code in ("en", "c", "posix", ""):
        return Language()
    if code == "es":
        return Spanish(code, region)
    return None


def from_environment(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for, by the order of gettext; empty where it asks for none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            chosen = environment[name]
            first = environment.get("LANGUAGE", "").split(":")[0]
            return first or chosen if chosen not in ("C", "POSIX") else chosen
    return ""


def tell_libraries(code: str) -> None:
    """Let the libraries that print help and call errors find the same catalogue."""
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain(DOMAIN, FOLDER)


__all__ = ["WORD", "Spanish", "Translated", "from_environment", "language", "tell_libraries"]
