"""PC112: a source read more than a year ago.

Rules change; a source that nobody has read for a year is worth another look.

Passes:

    sources: {board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-11-22}}
    requirement: {age: {at_least: 18}, cite: board}

Fails:

    sources: {board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2020-01-01}}
    requirement: {age: {at_least: 18}, cite: board}
"""

from collections.abc import Iterator

from peercert.dates import Duration
from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC112", "warning"
_AGE = Duration(12, "month")


def check(subject: Subject, book: Book) -> Iterator[Found]:
    for name, source in subject.sources.items():
        if _AGE.after(source.read.day) < book.today:
            says = tell("last read on {day}, more than 12 months ago; read it again", day=str(source.read))
            yield Found(("sources", name, "read"), says)
