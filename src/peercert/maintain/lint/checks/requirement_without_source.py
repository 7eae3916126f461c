"""PC103: a requirement without a source.

Every fact cites. A member of a group may leave it to the group; a test under `when` cites with its requirement.

Passes:

    requirement: {age: {at_least: 18}, cite: board}

Fails:

    requirement: {age: {at_least: 18}}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC103", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    for where, requirement in subject.requirements:
        if "when" in where or "not" in where:
            continue
        if not requirement.cite and (where[-2] == "requirements" or _group_has_none(where, subject)):
            says = tell("the requirement {name} cites no source; add cite: and the id of a source", name=requirement.id)
            yield Found(where, says, True)


def _group_has_none(where: tuple[object, ...], subject: Subject) -> bool:
    """Members are reported only where their group is not, and has none to give."""
    return not any(len(w) < len(where) and where[: len(w)] == w for w, _ in subject.requirements)
