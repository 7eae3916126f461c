"""What a word in a rule means: topics, competencies, core values, kinds of support, and the tool's own words."""

from typing import Literal

from peercert.shapes import OneOrMany, Shape, field
from peercert.sources import Cites, Source

TermKind = Literal["word", "topic", "competency", "core_value", "support", "body"]


class Term(Shape):
    """One word or phrase, in plain words."""

    title: str = field(doc="The word as people say it.", example="Lived experience")
    says: str = field(
        doc="What it means, in one to three short sentences of our own.",
        example="Having lived through something yourself.",
    )
    kind: TermKind = field(doc="What sort of term it is.", example="word")
    also: tuple[str, ...] = field(default=(), doc="Other names it goes by.", example=["first-hand experience"])
    see: OneOrMany[str] = field(default=(), doc="Terms to read next.", example=["recovery"])
    members: tuple[str, ...] = field(
        default=(), doc="What belongs to it, in plain words, where it is a list.", example=["advocacy"]
    )
    cite: Cites | None = field(
        default=None, doc="Where it was read; the tool's own words need none.", example="samhsa-2023"
    )


class Glossary(Shape):
    """All terms, with the sources they were read in."""

    sources: dict[str, Source] = field(doc="Documents, by a short id.", example={})
    terms: dict[str, Term] = field(doc="Terms, by snake case name.", example={})

    def find(self, wanted: str) -> tuple[str, Term] | None:
        """A term by its name, title or another name; case, spaces and hyphens do not count."""
        names = self._names()
        name = names.get(_fold(wanted))
        return (name, self.terms[name]) if name else None

    def suggestions(self, wanted: str) -> list[str]:
        """Titles that look like `wanted`, best first."""
        from difflib import get_close_matches

        names = self._names()
        return list(
            dict.fromkeys(self.terms[names[c]].title for c in get_close_matches(_fold(wanted), names, n=4, cutoff=0.6))
        )

    def _names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, term in self.terms.items():
            for text in (name, term.title, *term.also):
                found.setdefault(_fold(text), name)
        return found


def _fold(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
