"""A credential's rule over time: what its dated rules say of the past and of what is to come, and what older sources said."""

from collections.abc import Iterator
from typing import NamedTuple

from peercert.dates import DateSpan, Day
from peercert.judging.requirement import Requirement
from peercert.maintain.change_words import told
from peercert.maintain.requirement_changes import Rule, earlier_version
from peercert.model import Credential, Fact, Jurisdiction, Pathway
from peercert.sources import Cites, Disputed
from peercert.verdicts import All, Note, Quantity
from peercert.words import plain, prose, say, tell, word

_GROUPS = ("any_of", "all_of", "at_least")


class Event(NamedTuple):
    """Something that happened to the rule, or will."""

    when: DateSpan
    """A day, or a month or year where no more is known."""
    what: str
    """status, pathway, rule, fact or document"""
    pathway: str
    """Empty where it is of the credential."""
    about: str
    """Id of the requirement, topic of the fact."""
    says: str
    note: str = ""
    cite: Cites = Cites()


class Other(NamedTuple):
    """What a source says instead of what is followed, where no date tells whether it is older."""

    pathway: str
    about: str
    says: str
    note: str
    cite: Cites


class History(NamedTuple):
    """All that is known of a rule over time, the earliest first."""

    events: tuple[Event, ...]
    undated: tuple[Other, ...]


def history(credential: Credential, jurisdiction: Jurisdiction) -> History:
    """What the dated parts of a credential say, and the other values that its sources give."""
    events = [*_status(credential, jurisdiction)]
    others: list[tuple[str, str, str, Disputed]] = []
    """Pathway, what it is about, what is followed and said otherwise, and what is said instead."""
    for pathway in credential.pathways.values():
        events += _opening(pathway)
        events += _versions(list(pathway.requirements), pathway.name)
        for requirement in pathway.requirements:
            others += [(pathway.name, *one) for one in _disputed(requirement)]
    for fact in credential.facts:
        events += _fact(fact)
        others += [
            (
                "",
                fact.about,
                tell("{fact} Another source says {value}.", fact=prose(fact.says), value=_value(other, fact.unit)),
                other,
            )
            for other in fact.disputed
        ]
    for spared in credential.not_required:
        what = plain(spared.what)
        others += [
            (
                "",
                spared.what,
                tell("Not asked: {what}; another source says {value}.", what=what, value=_value(other)),
                other,
            )
            for other in spared.disputed
        ]
    dated, undated = [], []
    for pathway_name, about, says, other in others:
        note = word(Note(other.note)) if other.note else ""
        when = _dated(other, jurisdiction)
        if when is None:
            undated.append(Other(pathway_name, about, says, note, other.cite))
        else:
            dated.append(Event(when, "document", pathway_name, about, says, note, other.cite))
    ordered = sorted([*events, *dated], key=lambda e: (e.when.lo, e.when.hi))
    return History(tuple(dict.fromkeys(ordered)), tuple(dict.fromkeys(undated)))


def _status(credential: Credential, jurisdiction: Jurisdiction) -> Iterator[Event]:
    """Since when and until when it is issued, what it took the place of, what takes its place."""
    before = tuple(c.id for c in jurisdiction.credentials if credential.id in (c.replaced_by or ()))
    if credential.from_ is not None:
        says = tell("It is issued from this day on.")
        if before:
            says = tell("It is issued from this day on, in place of {credentials}.", credentials=All(before))
        yield Event(_on(credential.from_), "status", "", credential.id, says)
    if credential.until is not None:
        says = tell("Last day on which it is issued.")
        if credential.replaced_by:
            after = All(credential.replaced_by)
            says = tell("Last day on which it is issued; {credentials} takes its place.", credentials=after)
        yield Event(_on(credential.until), "status", "", credential.id, says)


def _opening(pathway: Pathway) -> Iterator[Event]:
    if pathway.from_ is not None:
        yield Event(_on(pathway.from_), "pathway", pathway.name, "", tell("This way opens."))
    if pathway.until is not None:
        yield Event(_on(pathway.until), "pathway", pathway.name, "", tell("Last day of this way."))


def _versions(requirements: list[Requirement], pathway: str) -> Iterator[Event]:
    """Requirements that start or end; one that follows another on the next day is said as a change."""
    rules = [Rule(requirement, {}) for requirement in requirements]
    followed = {id(earlier) for rule in rules if (earlier := earlier_version(rule, rules)) is not None}
    for rule in rules:
        requirement = rule.requirement
        about, cite = requirement.id, requirement.cite
        if requirement.from_ is not None:
            earlier = earlier_version(rule, rules)
            if earlier is None:
                says, note = tell("New: {what}.", what=rule.words), ""
            else:
                change, before = told(rule.kind, earlier.words, rule.words)
                says, note = tell("{change}.", change=change), "".join(d.says for d in before)
            yield Event(_on(requirement.from_), "rule", pathway, about, says, note, cite)
        if requirement.until is not None and id(rule) not in followed:
            says = tell("Last day of this rule: {what}.", what=rule.words)
            yield Event(_on(requirement.until), "rule", pathway, about, says, "", cite)
        if rule.kind in _GROUPS:
            yield from _versions(list(requirement.rule.members()), pathway)


def _disputed(requirement: Requirement) -> Iterator[tuple[str, str, Disputed]]:
    for other in requirement.disputed:
        what, value = say(requirement.rule.heading()), _value(other, getattr(requirement.rule, "measure", None))
        yield requirement.id, tell("{what}; another source says {value}.", what=what, value=value), other
    if requirement.rule.kind in _GROUPS:
        for member in requirement.rule.members():
            yield from _disputed(member)


def _fact(fact: Fact) -> Iterator[Event]:
    if fact.from_ is not None:
        says = tell("From this day: {fact}", fact=prose(fact.says))
        yield Event(_on(fact.from_), "fact", "", fact.about, says, "", fact.cite)
    if fact.until is not None:
        says = tell("Until this day: {fact}", fact=prose(fact.says))
        yield Event(_on(fact.until), "fact", "", fact.about, says, "", fact.cite)


def _on(day: Day) -> DateSpan:
    return DateSpan(day.day, day.day)


def _dated(other: Disputed, jurisdiction: Jurisdiction) -> DateSpan | None:
    """The date of the document that gives another value; None where it bears none."""
    dates = [s.dated for c in other.cite if (s := jurisdiction.sources.get(c.source)) is not None and s.dated]
    return min(dates, key=lambda d: d.lo, default=None)


def _value(other: Disputed, unit: str | None = None) -> str:
    """The other value; a number in the unit of the rule."""
    if isinstance(other.value, str):
        return word(Note(other.value))
    if isinstance(other.value, bool) or unit is None:
        return word(other.value)
    return word(Quantity(other.value, unit))
