"""What a requirement is judged against: the record, the date, the pathway around it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from peercert.cycles import Cycle, Period
from peercert.dates import DateSpan, Duration
from peercert.judging.requirement import Requirement
from peercert.record import Held, Record
from peercert.verdicts import Judgement

if TYPE_CHECKING:
    from peercert.model import Credential

NEVER = DateSpan(date.max, date.max)
"""Date of something that has not happened."""


class Around(NamedTuple):
    """The requirements of a pathway, as rules that look at their neighbours see them."""

    by_id: Mapping[str, Requirement]
    """Of a rule with dated versions: the last."""
    exam_names: frozenset[str] = frozenset()
    """Names of every exam that the pathway asks for, folded."""
    steps: frozenset[str] = frozenset()
    """Milestones that stand for this pathway's own applications."""
    versions: tuple[Requirement, ...] = ()
    """Dated versions of rules that share an id."""

    def on(self, day: date) -> Mapping[str, Requirement]:
        """The requirements by id, of dated versions the one in force on a day."""
        if not self.versions:
            return self.by_id
        return {**self.by_id, **{r.id: r for r in self.versions if r.in_force(day)}}

    @classmethod
    def of(cls, requirements: tuple[Requirement, ...]) -> "Around":
        """Worked out once for a pathway."""
        from peercert.judging.entries import same

        names: set[str] = set()
        steps: set[str] = set()
        waiting = list(requirements)
        while waiting:
            rule = waiting.pop().rule
            waiting += rule.members()
            if rule.kind == "application":
                steps.add(getattr(rule, "of", ""))
            if rule.kind == "exam":
                names |= {same(n) for n in (getattr(rule, "name", None), *getattr(rule, "also", ())) if n}
        seen: dict[str, int] = {}
        for requirement in requirements:
            seen[requirement.id] = seen.get(requirement.id, 0) + 1
        dated = tuple(r for r in requirements if seen[r.id] > 1)
        return cls({r.id: r for r in requirements}, frozenset(names), frozenset(steps), dated)


class Context:
    """Everything a rule may look at; nothing here reads a file or a clock."""

    def __init__(
        self,
        record: Record,
        as_of: date,
        *,
        credential_id: str = "",
        jurisdiction: str = "",
        cycle: Cycle | None = None,
        pathway_kind: str = "",
        around: "Around | None" = None,
        lookup: "Callable[[str], Credential | None] | None" = None,
    ) -> None:
        self.record, self.as_of = record, as_of
        self.credential_id, self.jurisdiction, self.cycle = credential_id, jurisdiction, cycle
        self.pathway_kind = pathway_kind
        self.around = around or Around({})
        self.requirements = self.around.on(as_of)
        self.lookup = lookup or (lambda _id: None)
        self._dates: dict[str, DateSpan | None] = {}
        self._asking: set[str] = set()
        self.judged: dict[str, Judgement] = {}

    @cached_property
    def period(self) -> Period:
        """The certification period that a renewal is for."""
        cycle = self.cycle
        if cycle is None:
            return Period(None, None, None, Duration(0, "day"))
        return cycle.period(self.record.held((self.credential_id,)), self.record.born, self.as_of)

    def end_of(self, held: Held) -> DateSpan | None:
        """Last valid day of a held credential: as recorded, else from the clock of its own rule."""
        if held.expires is not None:
            return held.expires
        credential = self.lookup(held.id)
        clocks = [p for p in credential.pathways.values() if p.cycle] if credential else []
        cycle = min(clocks, key=lambda p: p.kind != "renewal").cycle if clocks else None
        return cycle.period(held, self.record.born, self.as_of).end if cycle else None

    def date_of(self, name: str) -> DateSpan | None:
        """Date of a milestone, or of the day a requirement of this pathway was first met.

        None: the record does not say. NEVER: it has not happened.
        """
        if name in self._dates:
            return self._dates[name]
        found: DateSpan | None
        if name in (self.record.milestones or ()):
            found = self.milestone(name)
        elif name in self.requirements and name not in self._asking:
            self._asking.add(name)
            requirement = self.requirements[name]
            found = requirement.rule.met_on(requirement, self)
            self._asking.discard(name)
        else:
            found = self.milestone(name)
        if found is not None and name in self.around.steps and self._earlier_period(found):
            found = NEVER
        self._dates[name] = found
        return found

    def milestone(self, name: str) -> DateSpan | None:
        """Date of a step as the record has it; None: it does not say, NEVER: it was not taken."""
        when = (self.record.milestones or {}).get(name)
        if when is not None:
            return when
        return None if self.record.lacks("milestones", lambda step: step == name) is None else NEVER

    def _earlier_period(self, step: DateSpan) -> bool:
        """Of a renewal: was this step taken for a period before the present one?"""
        start = self.period.start if self.cycle is not None and self.pathway_kind == "renewal" else None
        return start is not None and step.hi < start.lo

    def counted_to(self, milestone: str | None) -> date:
        """The day that age or time is counted to: that of the milestone once reached, else the day of the check."""
        reached = self.date_of(milestone) if milestone else None
        return self.as_of if reached is None or reached is NEVER else min(reached.hi, self.as_of)

    def until(self, day: date) -> "Context":
        """The same, as things stood at the end of `day`."""
        seen = Context(self.record, min(day, self.as_of), credential_id=self.credential_id, jurisdiction=self.jurisdiction,
                       cycle=self.cycle, pathway_kind=self.pathway_kind, around=self.around, lookup=self.lookup)  # fmt: skip
        seen._asking = set(self._asking)
        return seen


def fully(condition: Requirement, context: Context) -> bool | None:
    """A requirement used as a test: True, False, or None where the record leaves it open."""
    verdict: Any = judge_condition(condition, context)
    return {"met": True, "missing": False, "not_applicable": False}.get(verdict)


def judge_condition(condition: Requirement, context: Context) -> str:
    """Verdict of a requirement used as a test; its own *when* counts."""
    if condition.when is not None:
        outer = fully(condition.when, context)
        if outer is not True:
            return "missing" if outer is False else "unknown"
    return condition.rule.find(condition, context).verdict
