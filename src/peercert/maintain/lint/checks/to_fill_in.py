"""PC004: something is still to be filled in.

`peercert new` writes FILL IN wherever only the writer can say what is right.

Passes:

    credential: {certifier: {name: Board of Peer Support}}

Fails:

    credential: {certifier: {name: FILL IN}}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peercert.maintain.key_order import meanings
from peercert.maintain.lint import Book, Found, Subject
from peercert.maintain.lint.problems import FILL_IN, TO_FILL_IN
from peercert.verdicts import Prose
from peercert.words import tell

CODE, SEVERITY = TO_FILL_IN, "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    if FILL_IN not in subject.document.text:
        return
    for where, value, about in meanings(subject.data, subject.schema):
        if value == FILL_IN:
            yield Found(where, _says(where, about))


def _says(where: tuple[Any, ...], about: Mapping[str, Any]) -> str:
    name = str(next((step for step in reversed(where) if isinstance(step, str)), ""))
    if "description" not in about:
        return tell("still to be filled in: {key}", key=name)
    example = about.get("examples", [None])[0]
    if isinstance(example, (dict, list, bool)) or example is None:
        return tell("still to be filled in: {key}. {meaning}", key=name, meaning=Prose(about["description"]))
    return tell(
        "still to be filled in: {key}. {meaning} For example: {example}",
        key=name,
        meaning=Prose(about["description"]),
        example=str(example),
    )
