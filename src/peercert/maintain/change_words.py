"""Old and new side by side, in words: the part that differs, and keys with their values."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from peercert.maintain.scaffold import flow
from peercert.present.sections import STAGES
from peercert.shapes import Shape, written
from peercert.words import N_, all_of_words, day, plain, tell

ARROW = "→"
_MIDDLE = 3
"""At most so many words differ for old and new to be said inside one sentence."""
_SHORT = 40
"""Values of at most so many letters stand side by side."""
_SLUG = re.compile(r"[a-z]+(_[a-z]+)+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Detail(NamedTuple):
    """One aspect of a change: a key and its values."""

    aspect: str
    """The key in YAML."""
    old: str | None
    new: str | None
    says: str


_LABELS = N_({
    "from": "in force from", "until": "in force until", "cite": "sources", "when": "only for people of whom this is true", "stage": "when",
    "confidence": "how sure", "note": "note", "disputed": "what other sources say", "dated_by": "the day that decides", "id": "id",
})  # fmt: skip
"""Keys that are said in other words than their own."""


def told(aspect: str, old: str, new: str) -> tuple[str, tuple[Detail, ...]]:
    """The new words with an arrow from the old ones, where only a few differ; else the new ones, and the old beside them."""
    short = arrow(old, new)
    if short is not None:
        return short, ()
    return new, (Detail(aspect, old, new, tell("before: {old}", old=old)),)


def compressed(old: str | None, new: str | None) -> str:
    """Old and new in one line."""
    if old is None:
        return tell("{new} (new)", new=new)
    if new is None:
        return tell("{old} (taken out)", old=old)
    return arrow(old, new) or tell("{new} (before: {old})", new=new, old=old)


def arrow(old: str, new: str) -> str | None:
    """Old and new in one sentence, with an arrow between the few words that differ; None where that would not read."""
    if {old[:1], new[:1]} & set("[{"):  # as it is written in the file: not to be cut up
        return f"{old} {ARROW} {new}" if max(len(old), len(new)) <= _SHORT else None
    before, after = old.split(), new.split()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    listed = any(word.endswith((",", ";", ":")) for word in (*one[:-1], *other[:-1]))
    if not one or not other or listed or max(len(one), len(other)) > _MIDDLE:
        return None
    return " ".join([*before[:start], *one, ARROW, *other, *before[len(before) - end :]])


def details_of(old: Shape, new: Shape, raw_old: Mapping[str, Any], raw_new: Mapping[str, Any]) -> Iterator[Detail]:
    """The keys whose values differ; `raw_...` is how they are written."""
    for name in dict.fromkeys((*raw_new, *raw_old)):
        before, after = (shape.attribute(name) for shape in (old, new))
        if before is None or after is None or getattr(old, before) == getattr(new, after):
            continue
        one, other = said(name, raw_old.get(name)), said(name, raw_new.get(name))
        label = tell(_LABELS[name]) if name in _LABELS else plain(name)
        yield Detail(written(name), one, other, tell("{key}: {change}", key=label, change=compressed(one, other)))


def said(key: str, value: Any) -> str | None:
    """A value of a rule file in words, as far as there are any; None where there is none."""
    if value is None:
        return None
    if isinstance(value, bool):
        return tell("yes") if value else tell("no")
    if key == "stage" and value in STAGES:
        return tell(STAGES[value])
    if isinstance(value, str):
        if _DAY.fullmatch(value):
            with suppress(ValueError):  # a text may look like a date
                return day(date.fromisoformat(value))
        return plain(value) if _SLUG.fullmatch(value) else value
    if isinstance(value, list) and key != "cite" and all(isinstance(v, (str, int, float)) for v in value):
        return all_of_words([str(said(key, v)) for v in value])
    return flow(value)
