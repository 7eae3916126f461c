"""Sources to read again, as a page: the most urgent first, or by certifier, or by how sure the rules are."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from peercert.maintain.staleness import Stale
from peercert.present.sections import Item, Page, Section
from peercert.verdicts import All, Quantity
from peercert.words import N_, plain, tell, tell_many

BY: dict[str, Callable[[Stale], Sequence[str]]] = {
    "age": lambda _: ("",),
    "certifier": lambda one: one.certifiers or ("",),
    "confidence": lambda one: (one.least_sure,),
}
"""Ways to group: each gives the groups that a source belongs to."""
CONFIDENCE = N_({
    "disputed": "Sources disagree about what rests on it", "secondary": "Not confirmed by an official source",
    "confirmed": "Confirmed by an official source", "": "No rule rests on it",
})  # fmt: skip


def stale_page(found: Sequence[Stale], today: date, *, by: str = "age", shown: int | None = None) -> Page:
    """The page of these sources; `shown`: no more than so many of each group."""
    groups: dict[str, list[Stale]] = {}
    for one in found:
        for group in BY[by](one):
            groups.setdefault(group, []).append(one)
    names = list(CONFIDENCE) if by == "confidence" else list(groups)
    sections = []
    for name in names:
        if mine := groups.get(name):
            rest = len(mine) - (shown or len(mine))
            lines = (tell_many("The first {shown}; {count} more (--all shows it).", "The first {shown}; {count} more (--all shows them).", rest, shown=shown),) if rest > 0 else ()  # fmt: skip
            items = tuple(_item(one) for one in mine[: shown or len(mine)])
            sections.append(Section(_title(by, name), items, lines, numbered=True))
    return Page(
        tell("Sources to read again"),
        tell("As of {day}. Most urgent first: the oldest; among those of one age, what most rests on.", day=today),
        _answer(found),
        "",
        tuple(sections),
        (),
        tell("Whoever has read a source again sets its read: to that day, and changes what has changed."),
    )


def _title(by: str, name: str) -> str:
    if by == "confidence":
        return tell(CONFIDENCE[name])
    return name or (tell("Cited by nothing that is issued") if by == "certifier" else tell("By age"))


def _answer(found: Sequence[Stale]) -> str:
    if not found:
        return tell("No source is that old.")
    oldest = max(found, key=lambda one: one.age)
    return tell(
        "{sources}; the oldest was read on {day} ({age} ago).",
        sources=tell_many("{count} source", "{count} sources", len(found)),
        day=oldest.source.read.day,
        age=Quantity(oldest.age, "days"),
    )


def _item(one: Stale) -> Item:
    source = one.source
    read = tell("Read on {day}, {age} ago.", day=source.read.day, age=Quantity(one.age, "days")) if one.age else tell("Read on {day}.", day=source.read.day)  # fmt: skip
    kind = plain(source.kind)
    if source.dated:
        kind = tell("{kind}, dated {date}", kind=kind, date=str(source.dated))
    return Item(
        f"{one.place.upper()} {one.id}: {source.publisher}, {source.title}",
        (tell("{read} ({kind})", read=read, kind=kind), _rests(one), source.url),
    )


def _rests(one: Stale) -> str:
    """What rests on a source."""
    if not one.credentials:
        return tell("Nothing cites it.")
    which = All(one.credentials) if len(one.credentials) < 4 else tell("{first} and {count} more", first=", ".join(one.credentials[:3]), count=len(one.credentials) - 3)  # fmt: skip
    if not one.rules:
        return tell("Facts of {credentials} rest on it.", credentials=which)
    said = tell_many(
        "{count} rule of {credentials} rests on it", "{count} rules of {credentials} rest on it", one.rules, credentials=which
    )  # fmt: skip
    if one.alone:
        said = tell("{said}, {count} of them on nothing else", said=said, count=one.alone)
    sure = All(tuple(tell(_SURE[name], count=count) for name, count in sorted(one.confidence.items())))
    return tell("{said} ({how_sure}).", said=said, how_sure=sure)


_SURE = N_({"confirmed": "{count} confirmed", "secondary": "{count} not confirmed", "disputed": "{count} disputed"})


def as_data(found: Sequence[Stale]) -> list[dict[str, Any]]:
    """The same as plain data for JSON."""
    return [
        {
            "jurisdiction": one.place, "source": one.id, "publisher": one.source.publisher, "title": one.source.title, "url": one.source.url,
            "kind": one.source.kind, "official": one.source.official, "dated": str(one.source.dated) if one.source.dated else None,
            "read": str(one.source.read), "days": one.age, "certifiers": list(one.certifiers), "credentials": list(one.credentials), "active": one.active,
            "rules": one.rules, "rules_alone": one.alone, "confidence": one.confidence,
        }
        for one in found
    ]  # fmt: skip
