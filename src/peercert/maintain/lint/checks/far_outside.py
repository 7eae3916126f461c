"""PC114: a figure far outside what the other states ask (look again).

Training, work, supervision and continuing education hours are held against the span in which all rules of this book
lie. A figure outside may be right; `# looked` at the end of its line says that somebody looked again.

Passes:

    requirement: {training: {hours: 46}, cite: board}

Fails:

    requirement: {training: {hours: 4600}, cite: board}
"""

from collections.abc import Iterator

from peercert.judging.requirement import Requirement
from peercert.judging.tally import Tally
from peercert.maintain.lint import Book, Found, Subject

CODE, SEVERITY = "PC114", "warning"
USUAL = {
    "training": (2.0, 240.0),
    "work_experience": (5.0, 4000.0),
    "supervision": (0.5, 250.0),
    "continuing_education": (0.5, 120.0),
}
"""Hours between which nearly all rules of this book lie, by kind; wider than any of them."""


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    for where, requirement in subject.requirements:
        bounds = USUAL.get(requirement.rule.kind)
        hours = _hours(requirement)
        if (
            bounds is None
            or hours is None
            or "looked" in subject.document.line(subject.document.place((*where, requirement.rule.kind, "hours"))[0])
        ):
            continue
        if not bounds[0] <= hours <= bounds[1]:
            yield Found(
                (*where, requirement.rule.kind, "hours"),
                f"{hours:g} hours is far outside what other states ask ({bounds[0]:g} to {bounds[1]:g}); look again",
            )


def _hours(requirement: Requirement) -> float | None:
    return requirement.rule.hours if isinstance(requirement.rule, Tally) else None
