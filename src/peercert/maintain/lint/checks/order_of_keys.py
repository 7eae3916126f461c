"""PC202: keys stand in another order than in all other files.

Whoever looks for something finds it at the same place everywhere: the kind of a requirement first, then its id, dates
and conditions, its stage, its sources, what is to be noted. `peercert fmt` puts keys in order.

Passes:

    requirement: {age: {at_least: 18}, stage: application, cite: board}

Fails:

    requirement: {cite: board, stage: application, age: {at_least: 18}}
"""

from collections.abc import Iterator

from peercert.maintain.key_order import mappings
from peercert.maintain.lint import Book, Fix, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC202", "warning"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    for found in mappings(subject.data, subject.schema):
        if found.misplaced is not None:
            key, there = found.misplaced
            says = tell("{key} belongs before {other}", key=key, other=there)
            fix = Fix(tell("put the keys in this order: {keys}", keys=", ".join(found.order)), safe=True, layout=True)
            yield Found((*found.where, key), says, True, fix)
