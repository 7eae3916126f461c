"""PC002: the file does not fit the schema (`peercert schema jurisdiction`).

A key is misspelled or missing, a value is of another sort than its place asks for, a requirement has no kind or two.

Passes:

    requirement: {age: {at_least: 18}, cite: board}

Fails:

    requirement: {age: {at_leest: eighteen}, cite: board}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.maintain.lint.problems import NOT_IN_SCHEMA

CODE, SEVERITY = NOT_IN_SCHEMA, "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    yield from (problem for code, problem in subject.broken if code == CODE)
