"""PC101: a citation names no source of the file.

Every `cite` names an id under `sources:` of the same file.

Passes:

    sources: {board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-11-22}}
    requirement: {age: {at_least: 18}, cite: board}

Fails:

    sources: {board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-11-22}}
    requirement: {age: {at_least: 18}, cite: bord}
"""

from collections.abc import Iterator
from difflib import get_close_matches

from peercert.maintain.lint import Book, Found, Subject

CODE, SEVERITY = "PC101", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    known = subject.data.get("sources")
    names = list(known) if isinstance(known, dict) else []
    for cited in subject.cited:
        if cited.source not in names:
            close = get_close_matches(cited.source, names, n=1)
            yield Found(
                cited.where,
                f"no source is called {cited.source}" + (f"; did you mean {close[0]}?" if close else ""),
            )
