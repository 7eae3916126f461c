"""Whose verdict a change of rules touches: each record held against the old rules and the new, on the same day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from peercert.evaluation import Report, evaluate
from peercert.maintain.changes import Diff
from peercert.maintain.revisions import Side
from peercert.model import Credential, Pathway
from peercert.record import Record
from peercert.verdicts import MISSING, Finding, Money, Outcome, Quantity, Verdict
from peercert.words import N_, say, tell

_ONLY_HOLDERS = ("renewal", "reinstatement")


class Turn(NamedTuple):
    """One requirement that is judged otherwise."""

    id: str
    title: str
    before: Verdict | None
    """None where it was not asked before."""
    after: Verdict | None
    """None where it is no longer asked."""
    says: str
    """From what to what, with how much is left to do."""
    reason: str
    """Why, under the new rules (under the old ones where it is no longer asked)."""


class Effect(NamedTuple):
    """What the change does to one record on one day."""

    who: str
    """The name of the record's file."""
    credential: str
    pathway: str
    day: date
    before: Outcome | None
    """None where the pathway was not there, or not open."""
    after: Outcome | None
    turns: tuple[Turn, ...]


def days_to_look_at(found: Diff, today: date) -> tuple[date, ...]:
    """Today, and each later day from which something that changed holds or no longer holds."""
    return tuple(sorted({today, *(day for day in found.days if day > today)}))


def impact(found: Diff, records: Sequence[tuple[str, Record]], days: Sequence[date]) -> list[Effect]:
    """Every record whose answer changes, by name and credential; what is so on several days is said of the first."""
    effects: list[Effect] = []
    for name in _touched(found):
        old, new = found.old.credential(name), found.new.credential(name)
        for who, record in records:
            for pathway in _pathways(old, new, record):
                told: set[Turn | Outcome | None] = set()
                for day in days:
                    effect = _effect(found, (old, new), pathway, record, who, day)
                    if effect is None:
                        continue
                    turns = tuple(turn for turn in effect.turns if turn not in told)
                    if turns or (effect.before != effect.after and effect.after not in told):
                        effects.append(effect._replace(turns=turns))
                    told |= {*effect.turns, effect.after}
    return sorted(effects, key=lambda e: (e.who, e.credential, e.day))


def _touched(found: Diff) -> list[str]:
    """The credentials that changed, and those whose rules ask what a credential that changed asked itself."""
    changed = dict.fromkeys(found.credentials)
    if changed:
        for side in (found.old, found.new):
            changed |= dict.fromkeys(_asking_of_others(side))
    return list(changed)


def _asking_of_others(side: Side) -> Iterator[str]:
    for path, text in side.files.items():
        if b"itself_required" in text:
            yield from (c.id for c in side.place(path).jurisdiction.credentials)


def _pathways(old: Credential | None, new: Credential | None, record: Record) -> Iterator[str]:
    """Ways that are of interest to somebody: to who has a credential those to keep it, to others those to get it."""
    known = [c for c in (new, old) if c is not None]
    for name, pathway in {n: p for c in reversed(known) for n, p in c.pathways.items()}.items():
        if (pathway.kind in _ONLY_HOLDERS) == (record.held((known[0].id,)) is not None):
            yield name


def _effect(
    found: Diff,
    credentials: tuple[Credential | None, Credential | None],
    pathway: str,
    record: Record,
    who: str,
    day: date,
) -> Effect | None:
    old, new = (
        _report(c, pathway, record, day, side) for c, side in zip(credentials, (found.old, found.new), strict=True)
    )
    turns = tuple(_turns(old, new))
    before, after = (r.outcome if r is not None else None for r in (old, new))
    if before == after and not turns:
        return None
    name = next(c.id for c in credentials if c is not None)
    return Effect(who, name, pathway, day, before, after, turns)


def _report(credential: Credential | None, pathway: str, record: Record, day: date, side: Side) -> Report | None:
    way: Pathway | None = credential.pathways.get(pathway) if credential is not None else None
    if way is None or not way.open_on(day):
        return None
    return evaluate(way, record, day, credential=credential, lookup=side.credential)


def _turns(old: Report | None, new: Report | None) -> Iterator[Turn]:
    """The requirements that are judged otherwise; those of two versions of one rule are one by their id."""
    if old is None or new is None:
        return
    before, after = ({f.id: f for f in r.findings} for r in (old, new))
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name), after.get(name)
        if _left(one) != _left(other):
            shown = other or one
            assert shown is not None
            yield Turn(
                name,
                say(shown.requirement.rule.heading()),
                one.verdict if one else None,
                other.verdict if other else None,
                _says(one, other),
                shown.reason,
            )


def _left(finding: Finding | None) -> tuple[Verdict, float | None] | None:
    """The verdict, and how much is missing."""
    if finding is None:
        return None
    return finding.verdict, finding.judgement.gap if finding.verdict is MISSING else None


VERDICTS = N_({
    "met": "done", "missing": "missing", "unknown": "not known yet", "review": "for people to decide", "not_applicable": "not asked of this person",
    None: "not asked",
})  # fmt: skip
OUTCOMES = N_({
    "ready": "ready", "not_ready": "not yet", "undetermined": "not known yet", "review": "for people to decide", None: "not open",
})  # fmt: skip


def _says(one: Finding | None, other: Finding | None) -> str:
    """From what to what: done to missing, 6 hours to do."""
    return tell("{before}, now {after}", before=_stands(one), after=_stands(other))


def _stands(finding: Finding | None) -> str:
    if finding is None:
        return tell(VERDICTS[None])
    stands, found = tell(VERDICTS[finding.verdict.value]), finding.judgement
    if finding.verdict is MISSING and found.gap and found.unit and not finding.findings:
        quantity = Money(found.gap) if found.unit == "usd" else Quantity(found.gap, found.unit)
        return tell("{verdict} ({quantity} to go)", verdict=stands, quantity=quantity)
    return stands


def names(effects: Iterable[Effect]) -> list[str]:
    """Whose answer changes, each once."""
    return list(dict.fromkeys(effect.who for effect in effects))
