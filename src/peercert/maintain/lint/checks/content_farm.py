"""PC109: a source that is a content farm.

Generated "ultimate guides" invent numbers; they are no source.

Passes:

    sources: {board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-11-22}}
    requirement: {age: {at_least: 18}, cite: board}

Fails:

    sources: {board: {publisher: Guide, title: Ultimate guide, url: "https://example.org/ultimate-guide-peer-support", kind: other, read: 2026-11-22}}
    requirement: {age: {at_least: 18}, cite: board}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC109", "error"
_MARKS = (
    "ultimate-guide",
    "complete-guide-to",
    "everything-you-need-to-know",
    "medium.com/@",
    "quora.com",
    "chegg.com",
    "coursehero.com",
    "scribd.com/doc",
)


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    for name, source in subject.sources.items():
        if any(mark in source.url.casefold() for mark in _MARKS):
            yield Found(
                ("sources", name, "url"),
                tell("this looks like a content farm; cite the rule itself, or a body that answers for it"),
            )
