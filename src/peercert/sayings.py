"""What is to be said, as plain data: sentences not yet made, and values to be put into words.

The ground floor, below everything that has something to say: no imports of our own. `peercert.words` makes the words,
in the language that is spoken when they are asked for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from peercert.dates import DateSpan

T = TypeVar("T")


def N_(messages: T) -> T:  # noqa: N802
    """Mark a text, or a table of texts, that is said later by `tell` or as `Says`; nothing is changed."""
    return messages


class Says(NamedTuple):
    """A sentence not yet made: an English template and its values (made into words by `peercert.words`)."""

    template: str
    values: dict[str, Any] = {}
    many: str | None = None
    """The template for another number of things than one, where the words depend on it."""
    number: float | None = None
    """That number."""


class Quantity(NamedTuple):
    """A number with its unit, to be said: 40 hours."""

    value: float
    unit: str


class Name(NamedTuple):
    """A name out of the rule book, in snake case, to be said in words: law_and_ethics."""

    slug: str


class All(NamedTuple):
    """Several things to be said, joined by *and*."""

    items: tuple[Any, ...]

    @classmethod
    def names(cls, slugs: Sequence[str]) -> "All":
        """Names out of the rule book: ethics and advocacy."""
        return cls(tuple(Name(slug) for slug in slugs))


class AnyOf(NamedTuple):
    """Several things to be said, joined by *or*."""

    items: tuple[Any, ...]

    @classmethod
    def names(cls, slugs: Sequence[str]) -> "AnyOf":
        """Names out of the rule book: ethics or advocacy."""
        return cls(tuple(Name(slug) for slug in slugs))


class On(NamedTuple):
    """A day, as roughly as it is known, on which something was: on March 14, 2024; in March 2024."""

    when: "DateSpan"


class The(NamedTuple):
    """A day, as roughly as it is known, after another preposition: since March 14, 2024; since March 2024."""

    when: "DateSpan"


class Money(NamedTuple):
    """Dollars to be said: $75."""

    usd: float


class Prose(NamedTuple):
    """A text of the rule book that says what is asked, written in English: a statement, a title."""

    text: str


class Note(NamedTuple):
    """A note of the rule book, which stays in English and is marked so where another language is spoken."""

    text: str


def called(text: str) -> str | Prose:
    """Somebody or something as the rule book calls it: a proper name stays as it is, a description is English prose."""
    return Prose(text) if text[:1].islower() else text
