"""PC902: a comment ignores something that is not there.

The rule was mended, or the comment stands at the wrong line. Take it out.

Passes:

    requirement: {training: {hours: 4600}, cite: board}  # peercert: ignore=PC114 looked again, the rule says so

Fails:

    requirement: {training: {hours: 46}, cite: board}  # peercert: ignore=PC114 looked again, the rule says so
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.maintain.lint.problems import UNUSED_IGNORE

CODE, SEVERITY = UNUSED_IGNORE, "warning"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    """What a comment ignores is known only after all other checks; `lint.check_files` says what is left over."""
    yield from ()
