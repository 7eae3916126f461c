"""What waits for what: as the rules say it, then as their stages have it; never in a circle."""

from collections.abc import Iterable, Sequence

from peercert.judging.entries import same
from peercert.plan.stages import CORE
from peercert.plan.steps import Draft
from peercert.verdicts import MISSING, UNKNOWN

Waits = dict[str, tuple[str, ...]]
"""For each step, the steps that it directly waits for."""
_AFTERWARDS = ("_approved", "_approval", "_complete", "_completed")
"""Endings of milestones that stand for the end of a step: application_approved."""
_SENT_AFTER = frozenset({"interview", "review", "milestone", "application", "exam"})
"""Kinds that do not have to be there before an application of the same stage is sent."""


def links(steps: Sequence[Draft], order: Sequence[str]) -> Waits:
    """Which steps each step directly waits for."""
    graph = Graph(s.id for s in steps)
    for step in steps:
        for before, after in _said(step, steps):
            graph.add(before.id, after.id)
    for step in steps:
        for before in _by_stage(step, steps, order):
            graph.add(before.id, step.id)
    return graph.direct()


def in_turn(made: Sequence[Draft], order: Sequence[str]) -> tuple[Draft, ...]:
    """Steps of which it is not known whether they are taken get their place where what comes before is not done yet.

    A requirement that gives no stage but says what it comes after belongs to the stage of that.
    """
    for _ in made:  # what comes after something that itself comes after something
        made = [_after_its_step(d, made) for d in made]
    possible = {d.id for d in made if d.verdict is UNKNOWN and d.kind in ("application", "milestone", "exam")}
    among = [d._replace(in_turn=d.in_turn or d.id in possible) for d in made]
    graph = Graph(d.id for d in among if d.planned)
    for name, before in links([d for d in among if d.planned], order).items():
        for other in before:
            graph.add(other, name)
    missing = {d.id for d in among if d.verdict is MISSING and d.planned}
    return tuple(
        d._replace(in_turn=d.in_turn and (not d.findings or bool(missing & graph.all_before(d.id)))) for d in among
    )


def _after_its_step(step: Draft, steps: Sequence[Draft]) -> Draft:
    if step.staged or step.kind in CORE:
        return step
    target = next((s for s in _called(getattr(step.rule, "after", None), steps) if s is not step), None)
    return step if target is None else step._replace(stage=target.stage)


class Graph:
    """Who waits for whom; what would close a circle is left out."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.waits: dict[str, dict[str, None]] = {i: {} for i in ids}

    def add(self, before: str, after: str) -> bool:
        """Let `after` wait for `before`; False where it cannot, because `before` already waits for it."""
        if before == after or after in self.all_before(before):
            return False
        self.waits[after][before] = None
        return True

    def all_before(self, name: str) -> set[str]:
        """Everything that a step waits for, directly or not."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for other in self.waits[waiting.pop()]:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def direct(self) -> Waits:
        """Only what is waited for directly: not what another step that is waited for waits for itself."""
        before = {name: self.all_before(name) for name in self.waits}
        return {
            name: tuple(w for w in mine if not any(w in before[other] for other in mine))
            for name, mine in self.waits.items()
        }


def _said(step: Draft, steps: Sequence[Draft]) -> Iterable[tuple[Draft, Draft]]:
    """Pairs (first, then) that the rules of a step say themselves."""
    for finding in (*step.findings, *step.leaves):
        rule = finding.requirement.rule
        runs_from = getattr(getattr(rule, "attempts", None), "from_", None)
        for name in (getattr(rule, "after", None), runs_from):
            yield from ((other, step) for other in _called(name, steps))
        for name in (getattr(rule, "before", None), getattr(rule, "counted_to", None)):
            yield from ((step, other) for other in _called(name, steps))
        if rule.kind == "milestone":
            yield from ((o, step) for o in _called(getattr(rule, "of", None), steps) if o.kind != "milestone")
        held = set(getattr(rule, "while_holding", None) or ())
        if held:
            yield from ((o, step) for o in steps if o.kind == "credential_held" and held & {*_any(o), *o.names})


def _any(step: Draft) -> tuple[str, ...]:
    return getattr(step.rule, "any", None) or ()


def _called(name: str | None, steps: Sequence[Draft]) -> list[Draft]:
    """The steps that a rule means by a name; what ends a step (application_approved) means the step."""
    if not isinstance(name, str):
        return []
    wanted = [name, *(name.removesuffix(end) for end in _AFTERWARDS if name.endswith(end))]
    for said in wanted:
        found = [s for s in steps if same(said) in map(same, s.names)] or [s for s in steps if s.kind == said]
        if found:
            return found
    return []


def _by_stage(step: Draft, steps: Sequence[Draft], order: Sequence[str]) -> Iterable[Draft]:
    """What comes before a step by its stage: all of the stages before, and what its own stage is prepared with.

    What only prepares for a stage (work, time in recovery, papers) can be done side by side with the stages before.
    """
    here = order.index(step.stage)
    if step.stage in CORE or step.stage == "before_exam" or step.kind in ("interview", "application"):
        yield from (s for s in steps if order.index(s.stage) < here)
    beside = [s for s in steps if s.stage == step.stage and s is not step]
    if step.kind == "application":
        yield from (s for s in beside if s.kind not in _SENT_AFTER)
    if step.kind == "fee":
        yield from (s for s in beside if s.kind == "wait")
    if step.kind in ("application", "interview", "review", "milestone"):
        yield from (s for s in beside if s.kind == "application" and s.place < step.place)
    if step.kind == "exam":
        yield from (s for s in beside if s.kind in ("training", "work_experience") and s.place < step.place)
