"""What changed in the requirements of a pathway: each old one matched with what has become of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from peercert.judging.requirement import Requirement
from peercert.maintain.change_words import Detail, details_of, told
from peercert.words import say, tell

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_GROUPS = ("any_of", "all_of", "at_least")
_ALIKE = 0.6
"""From this likeness on, two requirements of one kind are taken for one that changed."""


class Change(NamedTuple):
    """One change, in words."""

    what: str
    """file, source, credential, pathway, clock, requirement, fact, not_required, not_found or note"""
    how: str
    """added, removed or changed"""
    about: str
    """Id of what changed: of the requirement, the source; the key of a credential."""
    says: str
    old: str | None = None
    """As it was said before."""
    new: str | None = None
    """As it is said now."""
    pathway: str = ""
    details: tuple[Detail, ...] = ()
    inside: "tuple[Change, ...]" = ()
    """Of a group of requirements, and of a new pathway: the changes of its members."""
    days: tuple[date, ...] = ()
    """Days from which it holds or no longer holds, where the rules say so."""
    kind: str = ""
    """Of a requirement: its kind."""


class Rule(NamedTuple):
    """A requirement, and how it is written."""

    requirement: Requirement
    raw: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.requirement.rule.kind

    @property
    def words(self) -> str:
        """What it asks, in one line."""
        return say(self.requirement.rule.heading())

    def members(self) -> "list[Rule]":
        """Of a group: what is in it."""
        raw = self.raw[self.kind]
        parts = raw["of"] if self.kind == "at_least" else raw
        return rules(self.requirement.rule.members(), parts)

    def same_as(self, other: "Rule") -> bool:
        """Do both say the same?"""
        return self.requirement == other.requirement or self.raw == other.raw


def rules(requirements: Iterable[Requirement], raw: Iterable[Mapping[str, Any]]) -> list[Rule]:
    """Requirements with how they are written."""
    return [Rule(*pair) for pair in zip(requirements, raw, strict=True)]


def requirement_changes(old: Sequence[Rule], new: Sequence[Rule], pathway: str) -> Iterator[Change]:
    """What changed from the old requirements of a pathway (or group) to the new ones, in the order of the new ones."""
    pairs = _matched(old, new)
    followed: list[Rule] = []
    """Versions that another one follows, so that their end needs no words of its own."""
    found: list[Change] = []
    for one, other in pairs:
        if one is None and other is not None:
            earlier = earlier_version(other, new)
            if earlier is None:
                found.append(_added(other, pathway))
            else:
                followed.append(earlier)
                found.append(_succession(earlier, other, pathway))
    added = iter(found)
    for one, other in pairs:
        if one is None:
            yield next(added)
        elif other is None:
            says = tell("no longer asked: {what}", what=one.words)
            yield Change("requirement", REMOVED, one.requirement.id, says, one.words, pathway=pathway, kind=one.kind)
        else:
            yield from _changed(one, other, pathway, besides=("until",) if other in followed else ())


def _matched(old: Sequence[Rule], new: Sequence[Rule]) -> list[tuple[Rule | None, Rule | None]]:
    """Pairs of what was and what has become of it; those that stayed are left out."""
    gone = list(enumerate(old))
    came = list(enumerate(new))
    for i, rule in list(came):
        same = next((pair for pair in gone if pair[1].same_as(rule)), None)
        if same is not None:
            gone.remove(same)
            came.remove((i, rule))
    pairs: dict[int, Rule] = {}
    alone = _alone(gone, came)
    likely = [(_likeness(a, b), i, j, a, b) for i, a in gone for j, b in came if a.kind == b.kind]
    for likeness, i, j, one, other in sorted(likely, key=lambda found: (-found[0], found[1], found[2])):
        if (i, one) in gone and (j, other) in came and (likeness >= _ALIKE or one.kind in alone):
            gone.remove((i, one))
            came.remove((j, other))
            pairs[j] = one
    placed: list[tuple[float, Rule | None, Rule | None]] = [(i, pairs[i], new[i]) for i in pairs]
    placed += [(i, None, rule) for i, rule in came] + [(i - 0.5, rule, None) for i, rule in gone]
    return [(one, other) for _, one, other in sorted(placed, key=lambda p: p[0])]


def _alone(gone: Sequence[tuple[int, Rule]], came: Sequence[tuple[int, Rule]]) -> set[str]:
    """Kinds of which one is gone, and one has come."""
    before, after = (Counter(rule.kind for _, rule in listed) for listed in (gone, came))
    return {kind for kind in before if before[kind] == after[kind] == 1}


def _likeness(one: Rule, other: Rule) -> float:
    """How alike two requirements of one kind are: in their words (0 to 1), and more where they share an id."""
    words = SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()
    same_id = one.requirement.id == other.requirement.id
    given = "id" in one.raw and "id" in other.raw
    same_start = one.requirement.from_ == other.requirement.from_
    return words + (2 if same_id and given else 0) + (0.25 if same_id else 0) + (0.1 if same_start else 0)


def earlier_version(rule: Rule, new: Sequence[Rule]) -> Rule | None:
    """The version that a dated one follows, day after day."""
    start = rule.requirement.from_
    if start is None:
        return None
    eve = start.day - timedelta(days=1)
    ends = (
        o for o in new if o.requirement.until is not None and o.requirement.until.day == eve and o.kind == rule.kind
    )
    return max((o for o in ends if _likeness(o, rule) >= _ALIKE), key=lambda o: _likeness(o, rule), default=None)


def _added(rule: Rule, pathway: str) -> Change:
    start = rule.requirement.from_
    if start is None:
        says = tell("new: {what}", what=rule.words)
    else:
        says = tell("new, from {day}: {what}", day=start.day, what=rule.words)
    return Change(
        "requirement",
        ADDED,
        rule.requirement.id,
        says,
        new=rule.words,
        pathway=pathway,
        days=_days(rule),
        kind=rule.kind,
    )


def _succession(earlier: Rule, rule: Rule, pathway: str) -> Change:
    """A later version of a rule, with the day from which it holds."""
    start = rule.requirement.from_
    assert start is not None
    details = _details(earlier, rule, besides=("from", "until", "id"))
    change, before = told(rule.kind, earlier.words, rule.words) if earlier.words != rule.words else (rule.words, ())
    says, details = tell("{change}, from {day}", change=change, day=start.day), (*before, *details)
    return Change(
        "requirement", CHANGED, rule.requirement.id, says, earlier.words, rule.words, pathway, details, days=_days(rule), kind=rule.kind
    )  # fmt: skip


def _changed(one: Rule, other: Rule, pathway: str, besides: Sequence[str] = ()) -> Iterator[Change]:
    """What changed in one requirement; nothing where only what it takes over from its group did, or keys `besides`."""
    inside: tuple[Change, ...] = ()
    before, after = one.words, other.words
    details = _details(one, other, besides)
    if one.kind in _GROUPS and one.kind == other.kind:
        inside = tuple(requirement_changes(one.members(), other.members(), pathway))
        before = after = say(other.requirement.rule.title())
        details = tuple(d for d in details if d.aspect != one.kind)
    if before == after and not details and not inside:
        return
    start, ends = other.requirement.from_, other.requirement.until
    if before != after:
        says, earlier = told(other.kind, before, after)
        details = (*earlier, *details)
        if start is not None and start != one.requirement.from_:
            says = tell("{change}, from {day}", change=says, day=start.day)
            if one.requirement.from_ is None:
                lost = tell("what held before that day is no longer said; keep it as a version of its own, with until:")
                details = (*(d for d in details if d.aspect != "from"), Detail("from", None, str(start), lost))
    elif ends is not None and [d.aspect for d in details] == ["until"] and one.requirement.until is None:
        says, details = tell("{what}, until {day}", what=after, day=ends.day), ()
    else:
        says = after
    days = tuple(d for d in _days(other) if d not in _days(one)) + tuple(d for d in _days(one) if d not in _days(other))
    yield Change(
        "requirement", CHANGED, other.requirement.id, says, before, after, pathway, details, inside, days, other.kind
    )


def _details(one: Rule, other: Rule, besides: Sequence[str] = ()) -> tuple[Detail, ...]:
    """The keys that changed, beside those that the words say already."""
    common = [
        d
        for d in details_of(one.requirement, other.requirement, one.raw, other.raw)
        if d.aspect not in (*besides, one.kind, other.kind)
    ]
    if one.kind != other.kind:
        return tuple(common)
    if one.kind in _GROUPS:
        counts = details_of(one.requirement.rule, other.requirement.rule, *_counts(one, other))
        return (*counts, *common)
    values = (r.raw[r.kind] if isinstance(r.raw[r.kind], Mapping) else {} for r in (one, other))
    own = list(details_of(one.requirement.rule, other.requirement.rule, *values))
    if len(own) == 1 and one.words != other.words:
        own = []  # the words say it
    return tuple(own + common)


def _counts(one: Rule, other: Rule) -> tuple[dict[str, Any], dict[str, Any]]:
    """How many of a group must hold, where it says so."""
    if one.kind != "at_least":
        return {}, {}
    return {"count": one.raw["at_least"]["count"]}, {"count": other.raw["at_least"]["count"]}


def _days(rule: Rule) -> tuple[date, ...]:
    """First day on which it holds, and first on which it no longer does."""
    start, end = rule.requirement.from_, rule.requirement.until
    return ((start.day,) if start else ()) + ((end.day + timedelta(days=1),) if end else ())
