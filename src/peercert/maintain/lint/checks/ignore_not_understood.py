"""PC901: a comment by which a problem should be ignored is not understood.

It names one code or several, and the reason: `# peercert: ignore=PC114 the rule does ask only 1.5 hours`. Behind a line it speaks of that line,
on a line of its own of the next one. What keeps the rules from being read as meant (PC001 to PC004, PC203) cannot be
ignored.

Passes:

    requirement: {training: {hours: 4600}, cite: board}  # peercert: ignore=PC114 looked again, the rule says so

Fails:

    requirement: {training: {hours: 4600}, cite: board}  # peercert: ignore=PC114
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.maintain.lint.problems import BAD_IGNORE
from peercert.words import tell

CODE, SEVERITY = BAD_IGNORE, "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    for ignore in subject.ignores:
        if ignore.problem:
            says = tell("this comment ignores nothing: {problem}", problem=ignore.problem)
            yield Found((), says, span=ignore.span)
