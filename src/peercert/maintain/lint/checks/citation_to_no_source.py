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
from typing import Any

from peercert.maintain.lint import Book, Fix, Found, Subject
from peercert.shapes import Where
from peercert.words import tell

CODE, SEVERITY = "PC101", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    known = subject.data.get("sources")
    names = list(known) if isinstance(known, dict) else []
    for cited in subject.cited:
        if cited.source not in names:
            close = get_close_matches(cited.source, names, n=1)
            where = _place(subject, cited.where, cited.source)
            if not close:
                says = tell("no source is called {name}; describe it under sources:", name=cited.source)
                yield Found(where, says, where[-1] == cited.source)
                continue
            says = tell("no source is called {name}; did you mean {close}?", name=cited.source, close=close[0])
            key = where[-1] == cited.source
            fix = Fix(tell("write {text}", text=close[0]), (subject.instead(where, close[0], key=key),))
            yield Found(where, says, key, fix)


def _place(subject: Subject, where: Where, source: str) -> Where:
    """Where in a citation (an id, id: place in it, or a list of these) this source is named."""
    value: Any = subject.data
    for step in where:
        value = value[step]
    for i, one in enumerate(value if isinstance(value, list) else [value]):
        at = (*where, i) if isinstance(value, list) else where
        if isinstance(one, dict) and source in one:
            return (*at, source)
        if isinstance(one, str) and one.strip() == source:
            return at
    return where
