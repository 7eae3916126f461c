"""Questions that would settle what a record leaves open: how they are asked, and where an answer goes.

A question is made by the kind of requirement that asks it (`Rule.ask`), or from the record's own field. An answer is plain
data, put into the plain data of a record; nothing here reads or prints.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

from peercert.verdicts import Says

Data = dict[str, Any]
"""A record as plain data, as it stands in YAML."""
Put = Callable[[Data, Any], None]
"""Puts an answer into a record (its own copy of it)."""
NONE = "none"
"""The answer that there is none: no such training, not over yet."""


class YesNo(NamedTuple):
    """Answered by yes or no: a bool."""


class When(NamedTuple):
    """Answered by a date, as roughly as it is known: text such as 2024-03-14, 2024-03 or 2024."""

    or_none: Says | None = None
    """What *none* would mean, where that is an answer as well."""


class Amount(NamedTuple):
    """Answered by a number, zero or more."""

    unit: str
    """hours, references, percent..."""
    whole: bool = False


class Choice(NamedTuple):
    """Answered by one (a value) or several (a list of values) of some options."""

    options: tuple[tuple[str, Any], ...]
    """(value, what it is called)."""
    several: bool = False
    other: Says | None = None
    """Where something else may be typed: what sort of thing."""


class Place(NamedTuple):
    """Answered by a state or a country: its code."""

    or_none: Says | None = None


class Words(NamedTuple):
    """Answered in a few words of one's own."""


Form = YesNo | When | Amount | Choice | Place | Words


class Question(NamedTuple):
    """One question, and where its answer goes."""

    field: str
    """Path in the record: ``born``, ``training[0].completed``, ``statements.veteran``."""
    text: Says
    form: Form
    put: Put
    hint: Says | None = None
    """What makes it easier to answer."""

    def answered(self, data: Data, answer: Any) -> Data:
        """The record with this answer; the one given stays as it is."""
        changed = deepcopy(data)
        self.put(changed, answer)
        return changed


_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


def steps(path: str) -> list[str | int]:
    """``training[0].completed`` -> ["training", 0, "completed"]."""
    found: list[str | int] = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            found.append(part)
            continue
        found.append(match[1])
        if match[2] is not None:
            found.append(int(match[2]))
    return found


def value_at(data: Any, path: str) -> Any:
    """What stands at a path, None where nothing does."""
    for step in steps(path):
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def put_at(path: str) -> Put:
    """Put an answer at a path; mappings on the way are made."""

    def put(data: Data, answer: Any) -> None:
        *way, last = steps(path)
        inner: Any = data
        for step in way:
            inner = inner[step] if isinstance(step, int) else inner.setdefault(step, {})
        inner[last] = answer

    return put


def put_entry(field: str, key: str, more: Data | None = None) -> Put:
    """Add an entry to a list, with the answer under `key`; zero or no adds none, so that the list says *none*."""

    def put(data: Data, answer: Any) -> None:
        entries = data.setdefault(field, [])
        if answer not in (0, False, None, NONE):
            entries.append({key: answer} | (more or {}) if key else dict(more or {}))

    return put


def put_ticks(field: str, options: tuple[str, ...]) -> Put:
    """Of several items of a list, those chosen go into it, and the others among those not there yet."""

    def put(data: Data, answer: Any) -> None:
        there = data.setdefault(field, [])
        there += [a for a in answer if a not in there]
        lacking = data.setdefault("not_yet", {}).setdefault(field, [])
        lacking += [o for o in options if o not in answer and o not in lacking]

    return put
