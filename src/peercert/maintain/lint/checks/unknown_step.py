"""PC111: `after`, `before`, `dated_by` or `of` names no requirement of the pathway and no usual milestone.

Steps that are no requirement of the pathway are milestones of the record. The usual ones: application,
application_approved, training_application, enrolment, training_completed, registration,
supervision_agreement_approved, exam_approved, hire, certification, renewal_application.

Passes:

    requirements:
      - {training: {hours: 40}, cite: board}
      - {work_experience: {hours: 100, after: training}, cite: board}

Fails:

    requirements:
      - {training: {hours: 40}, cite: board}
      - {work_experience: {hours: 100, after: trainig}, cite: board}
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from peercert.maintain.lint import Book, Fix, Found, Subject
from peercert.shapes import Where
from peercert.words import tell

CODE, SEVERITY = "PC111", "error"
MILESTONES = frozenset({
    "application", "application_approved", "training_application", "enrolment", "training_completed", "registration",
    "supervision_agreement_approved", "exam_approved", "hire", "renewal_application", "certification",
})  # fmt: skip
_KEYS = ("after", "before", "dated_by", "counted_to")


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    ids: dict[Where, set[str]] = {}
    for where, requirement in subject.requirements:
        if len(where) == 6:
            ids.setdefault(where[:4], set()).add(requirement.id)
    declared = {r.rule.of for _, r in subject.requirements if r.rule.kind in ("milestone", "application")}  # type: ignore[attr-defined]
    for where, name in _steps(subject.data, ()):
        known = MILESTONES | declared | ids.get(where[:4], set())
        if where[:1] == ("credentials",) and name not in known:
            close = get_close_matches(name, known, n=1)
            if not close:
                yield Found(where, tell("no requirement of this pathway and no milestone is called {name}", name=name))
                continue
            says = tell(
                "no requirement of this pathway and no milestone is called {name}; did you mean {close}?",
                name=name,
                close=close[0],
            )
            yield Found(where, says, fix=Fix(tell("write {text}", text=close[0]), (subject.instead(where, close[0]),)))


def _steps(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from _steps(one, (*where, i))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and (
                key in _KEYS or (key, where[-1:]) in (("of", ("supervision",)), ("from", ("attempts",)))
            ):
                yield (*where, key), inner
            yield from _steps(inner, (*where, key))
