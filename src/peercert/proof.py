"""What a credential itself asked, and so what holding it shows. Pure.

Only what can be compared by structure is compared: hours of training, work and supervision, age, level of
schooling, length of recovery, the same exam, a background check. What is found is evidence that a certifier may
accept, never a verdict: the work may be older than a rule allows, and a certificate may have been got another way
than the usual one, which is the one looked at. Of several usual ways, the least that any of them asks counts.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from peercert.dates import Duration
from peercert.evaluation import Lookup
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule
from peercert.judging.tally import Tally
from peercert.model import Credential, Pathway
from peercert.record import EDUCATION_ORDER

HOURS = ("training", "work_experience", "supervision")
_NO_NARROWING = frozenset({"hours", "courses", "credits", "days", "sessions", "convert", "less", "at_rate", "counts_inside", "parts_overlap"})  # fmt: skip
_BESIDE = {
    "recovery_time": ("within", "of", "as_"),
    "background_check": ("within", "scope"),
    "exam": ("within", "after", "passed_until"),
}
_WINDOWS = frozenset({"within", "after", "completed_from", "completed_until", "passed_until", "in_period"})
_DAY = date(2001, 1, 1)
"""Lengths of time are compared as if they began on this day."""
Measure = Callable[[Rule], float | None]
"""How much a rule asks, in a figure that can be compared; None where it asks for something else."""


class Proof(NamedTuple):
    """One requirement, beside what a credential that is held asked of the same kind."""

    requirement: Requirement
    asked: float
    """What the held credential asked at least: hours, years of age, rank of a level of schooling, days, 1 for yes."""
    asks: float
    """What is asked here, in the same figure."""
    by: Requirement
    """The requirement of the held credential that says so (of several, the one that asks the most)."""
    narrower: bool = False
    """Here it has to be of a sort (by topic, provider, date) that the held credential did not ask for."""

    @property
    def enough(self) -> bool:
        """Did the held credential ask for at least as much, with no narrowing of this one's own?"""
        return self.asked >= self.asks and not self.narrower


def proofs(
    source: Credential, target: Credential, requirements: Iterable[Requirement], day: date, lookup: Lookup
) -> list[Proof]:
    """Those of the requirements of `target` (members of groups too) that what `source` asked can be compared with."""
    shared = source.jurisdiction == target.jurisdiction or "us" in (source.jurisdiction, target.jurisdiction)
    found = []
    for requirement in (leaf for top in requirements for leaf in _leaves(top)):
        proof = _proof(source, requirement, day, lookup, all_names=shared)
        if proof is not None:
            found.append(proof)
    return found


def usual_ways(credential: Credential) -> tuple[Pathway, ...]:
    """The ways in that most holders took: the initial ones, else that of trainees."""
    ways = credential.pathways.values()
    return tuple(p for p in ways if p.kind == "initial") or tuple(p for p in ways if p.kind == "trainee")


def _proof(source: Credential, requirement: Requirement, day: date, lookup: Lookup, *, all_names: bool) -> Proof | None:
    rule = requirement.rule
    measure = _measure(rule, all_names=all_names)
    asks = measure(rule) if measure else None
    if measure is None or asks is None:
        return None
    least = _least(source, rule.kind, measure, day, lookup, frozenset())
    if least is None or (rule.kind in HOURS and least[0] <= 0):
        return None
    return Proof(requirement, least[0], asks, least[1], _narrower(rule, source, day))


def _measure(target: Rule, *, all_names: bool) -> Measure | None:
    """How the rules of one kind are compared with this one; None where they cannot be."""
    if isinstance(target, Tally):
        return _hours if target.kind in HOURS and target.hours is not None else None
    if target.kind == "exam":
        names = _names(target, every=all_names)
        return (lambda rule: 1.0 if _names(rule, every=all_names) & names else None) if names else None
    return _MEASURES.get(target.kind)


def _hours(rule: Rule) -> float | None:
    hours: float | None = getattr(rule, "hours", None)
    if hours is None or getattr(rule, "for_each", None):
        return None
    less = sum(float(less.by) for less in rule.less) if isinstance(rule, Tally) else 0.0
    return max(0.0, hours - less)


def _age(rule: Rule) -> float | None:
    years: int | None = getattr(rule, "at_least", None)
    return None if getattr(rule, "at_most", None) is not None else years


def _schooling(rule: Rule) -> float | None:
    if getattr(rule, "or_in_progress", None) or getattr(rule, "field_", None):
        return None
    return float(EDUCATION_ORDER.index(getattr(rule, "at_least", "none")))


def _recovery(rule: Rule) -> float | None:
    length: Duration | None = getattr(rule, "at_least", None)
    if length is None or length.number == 0 or getattr(rule, "in_total", None):
        return None
    return float((length.elapsed_on(_DAY) - _DAY).days)


_MEASURES: dict[str, Measure] = {
    "age": _age,
    "education": _schooling,
    "recovery_time": _recovery,
    "background_check": lambda _: 1.0,
}


def _names(rule: Rule, *, every: bool) -> frozenset[str]:
    """The names of an exam, folded: every one, or only those that mean one exam in all states.

    Two states may each have a "CPS exam" of their own; the exams of IC&RC are the same everywhere. An exam without
    a name is each body's own.
    """
    name = getattr(rule, "name", None)
    found = [same(n) for n in (name, *getattr(rule, "also", ()))] if name else []
    return frozenset(n for n in found if every or n.startswith("icrc"))


Least = tuple[float, Requirement]


def _least(
    source: Credential, kind: str, measure: Measure, day: date, lookup: Lookup, seen: frozenset[str]
) -> Least | None:
    """The least that all usual ways to a credential ask of a kind; None where one of them asks for none."""
    asked = [_of_way(way, kind, measure, day, lookup, seen | {source.id}) for way in usual_ways(source)]
    found = [a for a in asked if a is not None]
    return min(found, key=lambda a: a[0]) if found and len(found) == len(asked) else None


def _of_way(way: Pathway, kind: str, measure: Measure, day: date, lookup: Lookup, seen: frozenset[str]) -> Least | None:
    def of(requirement: Requirement) -> Least | None:
        """What everyone on this way is asked by one requirement."""
        rule = requirement.rule
        if requirement.when is not None:
            return None
        if rule.kind == "any_of":
            inner = [of(m) for m in rule.members()]
            found = [a for a in inner if a is not None]
            return min(found, key=lambda a: a[0]) if len(found) == len(inner) else None
        if rule.kind == "all_of":
            return _together([of(m) for m in rule.members()], kind)
        if rule.kind == "credential_held":
            steps = [lookup(i) for i in getattr(rule, "any", None) or () if i not in seen]
            first = [_least(s, kind, measure, day, lookup, seen) if s else None for s in steps]
            known = [a for a in first if a is not None]
            return min(known, key=lambda a: a[0]) if known and len(known) == len(first) else None
        amount = measure(rule) if rule.kind == kind and not getattr(rule, "counts_inside", None) else None
        return None if amount is None else (amount, requirement)

    inside = [r for r in way.requirements if r.in_force(day)]
    own = _together([of(r) for r in inside if r.rule.kind != "credential_held"], kind)
    before = _together([of(r) for r in inside if r.rule.kind == "credential_held"], "")
    return max((a for a in (own, before) if a is not None), key=lambda a: a[0], default=None)


def _together(asked: list[Least | None], kind: str) -> Least | None:
    """What several requirements ask together: hours add up, of all else the most counts."""
    found = [a for a in asked if a is not None]
    if not found:
        return None
    most = max(found, key=lambda a: a[0])
    return (sum(a[0] for a in found), most[1]) if kind in HOURS else most


def _narrower(rule: Rule, source: Credential, day: date) -> bool:
    """Does this rule want it of a sort that a usual way to the held credential did not ask for?

    A window of time that ends today is always narrower: what was done for the held credential may lie before it.
    """
    mine = _narrowing(rule)
    if not mine.keys().isdisjoint(_WINDOWS):
        return True
    for way in usual_ways(source) if mine else ():
        rules = [x.rule for r in way.requirements if r.in_force(day) and r.when is None for x in _leaves(r)]
        asked = [_narrowing(other) for other in rules if other.kind == rule.kind]
        if not any(mine.items() <= {n: v for n, v in a.items() if n in mine}.items() for a in asked):
            return True
    return False


def _narrowing(rule: Rule) -> dict[str, Any]:
    """What a rule asks beside the amount; that it is done before the application goes without saying."""
    names = _BESIDE.get(rule.kind, ())
    if isinstance(rule, Tally):
        names = tuple(n for n in rule.fields_ if n not in _NO_NARROWING)
    given = {n: v for n in names if (v := getattr(rule, n, None)) not in (None, ())}
    return {n: v for n, v in given.items() if (n, v) != ("before", "application")}


def _leaves(requirement: Requirement) -> Iterator[Requirement]:
    if requirement.rule.kind in ("any_of", "all_of", "at_least"):
        for member in requirement.rule.members():
            yield from _leaves(member)
    else:
        yield requirement
