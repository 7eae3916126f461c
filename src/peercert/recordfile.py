"""Reading a person's record from YAML or JSON, with exact words for what is wrong in it."""

from datetime import date
from pathlib import Path
from typing import Any

from peercert import yamlfile
from peercert.dates import DateSpan
from peercert.record import Record
from peercert.rulebook import build
from peercert.shapes import Shape, Where, written
from peercert.yamlfile import Document, FileError

_MAY_BE_AHEAD = frozenset({"expires", "to"})
"""Dates that may lie in the future; all others say what has happened."""


def load_record(path: str | Path, *, today: date) -> Record:
    """A record from a file; raises FileError that names file, line, what is wrong and what would be right.

    `today` is the later of the real day and the day asked about: nothing can have happened after it.
    """
    return record_from(yamlfile.read(path), today=today)


def record_from(document: Document, *, today: date) -> Record:
    """A record from a document; raises FileError."""
    if not isinstance(document.data, dict):
        raise FileError(document.path, "a record is a list of keys and values, such as born: 1990-04-02", 1, 1)
    record = build(document, Record, "record")
    for where, when in _dates(record, ()):
        if when.lo > today:
            line, column = document.place(where)
            raise FileError(
                document.path,
                f"{'.'.join(str(w) for w in where if isinstance(w, str))} is {when}, which is still to come; is the year right?",
                line,
                column,
            )
    return record


def _dates(value: Any, where: Where) -> list[tuple[Where, DateSpan]]:
    if isinstance(value, DateSpan):
        return [] if where[-1] in _MAY_BE_AHEAD else [(where, value)]
    if isinstance(value, Shape):
        return [x for n in value.fields_ for x in _dates(getattr(value, n), (*where, written(n)))]
    if isinstance(value, tuple):
        return [x for i, v in enumerate(value) for x in _dates(v, (*where, i))]
    if isinstance(value, dict):
        return [x for k, v in value.items() for x in _dates(v, (*where, k))]
    return []
