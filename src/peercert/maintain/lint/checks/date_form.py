"""PC203: a date in another form than 2025-07-01.

Dates are written year, month, day. Other forms are understood only where they can mean one day; 7/1/2025 is July 1 to
some and January 7 to others, so that nothing is put in its place unasked.

Passes:

    requirement: {age: {at_least: 18}, from: 2025-07-01, cite: board}

Fails:

    requirement: {age: {at_least: 18}, from: "July 1, 2025", cite: board}
"""

from collections.abc import Iterator
from typing import Any

from peercert.dates import DateSpan
from peercert.maintain.key_order import meanings
from peercert.maintain.lint import Book, Fix, Found, Subject
from peercert.maintain.lint.dates import readings
from peercert.maintain.lint.problems import DATE_FORM
from peercert.shapes import ShapeError
from peercert.words import tell

CODE, SEVERITY = DATE_FORM, "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    if not subject.broken:
        return
    for where, value, about in meanings(subject.data, subject.schema):
        if about.get("x-check") != "date" or not isinstance(value, (str, int)) or _is_date(value):
            continue
        days = readings(str(value))
        if len(days) == 1:
            fix = Fix(tell("write {text}", text=days[0]), (subject.instead(where, days[0]),), safe=True)
            yield Found(where, tell("{date} is written {text}", date=str(value), text=days[0]), fix=fix)
        elif days:
            says = tell("{date} can be {one} or {other}; write the one that is meant", date=str(value), one=days[0], other=days[1])  # fmt: skip
            yield Found(where, says)


def _is_date(value: Any) -> bool:
    try:
        DateSpan.parse(value)
    except ShapeError:
        return False
    return True
