"""PC114: a figure far outside what the other states ask (look again).

Training, work, supervision and continuing education hours are held against the span in which all rules of this book
lie. A figure outside may be right: then `# peercert: ignore=PC114` with the reason behind it says that somebody looked.

Passes:

    requirement: {training: {hours: 46}, cite: board}

Fails:

    requirement: {training: {hours: 4600}, cite: board}
"""

from collections.abc import Iterator

from peercert.judging.requirement import Requirement
from peercert.judging.tally import Tally
from peercert.maintain.lint import Book, Found, Subject
from peercert.verdicts import Quantity
from peercert.words import tell

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
        if bounds is None or hours is None or bounds[0] <= hours <= bounds[1]:
            continue
        says = tell(
            "{hours} is far outside what other states ask ({least} to {most}); look again",
            hours=Quantity(hours, "hours"),
            least=bounds[0],
            most=bounds[1],
        )
        yield Found((*where, requirement.rule.kind, "hours"), says)


def _hours(requirement: Requirement) -> float | None:
    return requirement.rule.hours if isinstance(requirement.rule, Tally) else None
