"""What changed in one credential: its keys, its pathways and their clocks, facts, what is not asked, what was not found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from peercert.maintain.change_words import Detail, compressed, details_of, said, told
from peercert.maintain.requirement_changes import ADDED, CHANGED, REMOVED, Change, requirement_changes, rules
from peercert.model import Credential, Pathway
from peercert.shapes import Shape, written
from peercert.words import N_, plain, tell

Written = tuple[Credential, Mapping[str, Any]]
"""A credential, and how it is written."""
_FIELDS = ("name", "acronym", "certifier", "populations", "role", "status", "from_", "until", "replaced_by", "note", "advises")  # fmt: skip


def credential_changes(old: Written | None, new: Written | None) -> Iterator[Change]:
    """What changed in a credential, which may have come or gone."""
    if old is None and new is not None:
        yield Change("credential", ADDED, new[0].id, tell("new credential: {name}", name=new[0].name), new=new[0].name)
        yield from _pathways(None, new)
        return
    if new is None and old is not None:
        says = tell("the credential is no longer in the rule book: {name}", name=old[0].name)
        yield Change("credential", REMOVED, old[0].id, says, old[0].name)
        return
    if old is None or new is None or old[0] == new[0]:
        return
    for key in _FIELDS:
        yield from key_changes("credential", key, old[0], new[0], old[1], new[1])
    yield from _pathways(old, new)
    yield from _facts(old, new)
    yield from _spared(old, new)
    yield from text_changes("not_found", old[0].not_found, new[0].not_found)


_WORDED = N_({
    "status": "status: {change}", "name": "name: {change}", "summary": "summary: {change}", "note": "note: {change}", "certifier": "certifier: {change}",
    "populations": "for whom: {change}", "role": "whose lived experience: {change}", "from": "issued from: {change}", "until": "issued until: {change}",
    "replaced_by": "replaced by: {change}", "acronym": "letters: {change}", "none_found": "what was found: {change}", "advises": "what it advises: {change}",
    "title": "title: {change}", "kind": "what it leads to: {change}", "jurisdiction": "code: {change}",
})  # fmt: skip


def key_changes(
    what: str,
    key: str,
    old: Shape,
    new: Shape,
    raw_old: Mapping[str, Any],
    raw_new: Mapping[str, Any],
    pathway: str = "",
) -> Iterator[Change]:
    """One key of a file, a credential or a pathway."""
    if getattr(old, key) == getattr(new, key):
        return
    name = written(key)
    before, after = said(name, raw_old.get(name)), said(name, raw_new.get(name))
    how = ADDED if before is None else REMOVED if after is None else CHANGED
    change = compressed(before, after)
    details: tuple[Detail, ...] = ()
    if before is not None and after is not None:
        change, details = told(name, before, after)
    says = tell(_WORDED[name], change=change)
    days = tuple(v.day for v in (getattr(old, key), getattr(new, key)) if hasattr(v, "day"))
    yield Change(what, how, name, says, before, after, pathway, details, days=days)


def _pathways(old: Written | None, new: Written) -> Iterator[Change]:
    before = old[0].pathways if old else {}
    for name in dict.fromkeys((*before, *new[0].pathways)):
        one, other = before.get(name), new[0].pathways.get(name)
        if one == other:
            continue
        if one is None and other is not None:
            asked = tuple(
                requirement_changes((), rules(other.requirements, new[1]["pathways"][name]["requirements"]), name)
            )
            yield Change(
                "pathway",
                ADDED,
                name,
                tell("new way: {name}", name=name),
                new=name,
                pathway=name,
                inside=asked,
                days=_days(other),
            )
        elif other is None and one is not None:
            yield Change(
                "pathway", REMOVED, name, tell("this way is no longer there: {name}", name=name), name, pathway=name
            )
        elif one is not None and other is not None and old is not None:
            raw = old[1]["pathways"][name], new[1]["pathways"][name]
            for key in ("kind", "title", "from_", "until", "note"):
                yield from key_changes("pathway", key, one, other, *raw, name)
            if one.cycle != other.cycle:
                yield _clock(one, other, *raw)
            before_rules, after_rules = (
                rules(p.requirements, r["requirements"]) for p, r in zip((one, other), raw, strict=True)
            )
            yield from requirement_changes(before_rules, after_rules, name)


def _days(pathway: Pathway) -> tuple[date, ...]:
    return tuple(d.day for d in (pathway.from_, pathway.until) if d is not None)


def _clock(old: Pathway, new: Pathway, raw_old: Mapping[str, Any], raw_new: Mapping[str, Any]) -> Change:
    """The renewal clock of a pathway."""
    before, after = said("cycle", raw_old.get("cycle")), said("cycle", raw_new.get("cycle"))
    if old.cycle is None or new.cycle is None:
        how, says = (ADDED, tell("new renewal clock: {clock}", clock=after)) if old.cycle is None else (REMOVED, tell("no renewal clock any more: {clock}", clock=before))  # fmt: skip
        return Change("clock", how, "cycle", says, before, after, old.name)
    details = tuple(details_of(old.cycle, new.cycle, raw_old["cycle"], raw_new["cycle"]))
    return Change(
        "clock", CHANGED, "cycle", tell("the renewal clock changed"), before, after, old.name, details=details
    )


def _facts(old: Written, new: Written) -> Iterator[Change]:
    """Facts that ask nothing: those alike are matched by what they are about."""
    before = list(zip(old[0].facts, old[1].get("facts", ()), strict=True))
    after = list(zip(new[0].facts, new[1].get("facts", ()), strict=True))
    gone = [pair for pair in before if pair[0] not in new[0].facts]
    came = [pair for pair in after if pair[0] not in old[0].facts]
    for fact, raw in gone:
        match = next((pair for pair in came if pair[0].about == fact.about), None)
        topic = plain(fact.about)
        if match is None:
            yield Change(
                "fact",
                REMOVED,
                fact.about,
                tell("fact taken out ({topic}): {fact}", topic=topic, fact=fact.says),
                fact.says,
            )
            continue
        came.remove(match)
        if match[0].says == fact.says:
            details = tuple(details_of(fact, match[0], raw, match[1]))
            yield Change(
                "fact",
                CHANGED,
                fact.about,
                tell("fact changed ({topic}): {fact}", topic=topic, fact=fact.says),
                details=details,
            )
        else:
            change, earlier = told("says", fact.says, match[0].says)
            details = (*earlier, *(d for d in details_of(fact, match[0], raw, match[1]) if d.aspect != "says"))
            yield Change(
                "fact",
                CHANGED,
                fact.about,
                tell("fact changed ({topic}): {fact}", topic=topic, fact=change),
                fact.says,
                match[0].says,
                details=details,
            )
    for fact, _ in came:
        topic = plain(fact.about)
        yield Change(
            "fact", ADDED, fact.about, tell("new fact ({topic}): {fact}", topic=topic, fact=fact.says), new=fact.says
        )


def _spared(old: Written, new: Written) -> Iterator[Change]:
    """What is expressly not asked."""
    before = {n.what: (n, r) for n, r in zip(old[0].not_required, old[1].get("not_required", ()), strict=True)}
    after = {n.what: (n, r) for n, r in zip(new[0].not_required, new[1].get("not_required", ()), strict=True)}
    for what in dict.fromkeys((*before, *after)):
        one, other = before.get(what), after.get(what)
        if one is None:
            yield Change(
                "not_required", ADDED, what, tell("now expressly not asked: {what}", what=plain(what)), new=plain(what)
            )
        elif other is None:
            says = tell("no longer said to be not asked: {what}", what=plain(what))
            yield Change("not_required", REMOVED, what, says, plain(what))
        elif one[0] != other[0]:
            details = tuple(details_of(one[0], other[0], one[1], other[1]))
            yield Change("not_required", CHANGED, what, tell("not asked: {what}", what=plain(what)), details=details)


_CAME = N_({"not_found": "looked for and not found, new: {text}", "note": "new note: {text}"})
_WENT = N_({"not_found": "no longer among what was not found: {text}", "note": "note taken out: {text}"})


def text_changes(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Texts in a list that came or went."""
    for text in (t for t in old if t not in new):
        yield Change(what, REMOVED, text, tell(_WENT[what], text=text), text)
    for text in (t for t in new if t not in old):
        yield Change(what, ADDED, text, tell(_CAME[what], text=text), new=text)
