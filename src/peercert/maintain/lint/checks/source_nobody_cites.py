"""PC102: a source that nothing cites.

A source that no fact of the file cites is either forgotten or not needed.

Passes:

    sources: {board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-11-22}}
    requirement: {age: {at_least: 18}, cite: board}

Fails:

    sources:
      board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-11-22}
      other: {publisher: Other, title: Page, url: "https://example.org/2", kind: other, read: 2026-11-22}
    requirement: {age: {at_least: 18}, cite: board}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC102", "warning"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    cited = {c.source for c in subject.cited}
    sources = subject.data.get("sources")
    for name in sources if isinstance(sources, dict) else ():
        if name not in cited:
            says = tell("nothing cites the source {name}; cite it or take it out", name=name)
            yield Found(("sources", name), says, True)
