"""PC003: keys that fit the schema one by one contradict each other.

A rule ends before it starts, a range is upside down, a sum counts in hours and in courses.

Passes:

    requirement: {age: {at_least: 18}, from: 2025-07-01, until: 2026-06-30, cite: board}

Fails:

    requirement: {age: {at_least: 18}, from: 2026-07-01, until: 2025-06-30, cite: board}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.maintain.lint.problems import CONTRADICTING

CODE, SEVERITY = CONTRADICTING, "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    yield from (problem for code, problem in subject.broken if code == CODE)
