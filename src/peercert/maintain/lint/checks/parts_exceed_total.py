"""PC107: hours by topic that add up to more than the total.

Parts lie inside the total. Parts that may overlap say `parts_overlap: true`.

Passes:

    requirement: {training: {hours: 46, parts: {ethics: 16, advocacy: 10}}, cite: board}

Fails:

    requirement: {training: {hours: 20, parts: {ethics: 16, advocacy: 10}}, cite: board}
"""

from collections.abc import Iterator

from peercert.judging.parts import PartRange
from peercert.judging.tally import Tally
from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC107", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    for where, requirement in subject.requirements:
        rule = requirement.rule
        if not isinstance(rule, Tally) or not rule.parts or rule.parts_overlap or rule.measure == "items":
            continue
        floors = [(p.at_least or 0) if isinstance(p, PartRange) else p for p in rule.parts.values()]
        total = getattr(rule, rule.measure)
        if sum(floors) > total:
            says = tell("the parts add up to {parts}, more than the {total} in all", parts=sum(floors), total=total)
            yield Found((*where, rule.kind, "parts"), says)
        for i, least in enumerate(rule.at_least):
            if least.hours is not None and least.hours > total:
                says = tell("asks for {hours} inside a total of {total}", hours=least.hours, total=total)
                yield Found((*where, rule.kind, "at_least", i), says)
