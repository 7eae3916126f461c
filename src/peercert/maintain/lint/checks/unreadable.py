"""PC001: the file cannot be read as YAML.

A bracket or quote is not closed, a tab indents, a key stands twice, it is no text in UTF-8, or far too large.

Passes:

    requirement: {age: {at_least: 18}, cite: board}

Fails:

    requirement: {age: {at_least: 18, cite: board}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.maintain.lint.problems import UNREADABLE

CODE, SEVERITY = UNREADABLE, "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    """A file that cannot be read is said before there is a subject to check."""
    yield from ()
