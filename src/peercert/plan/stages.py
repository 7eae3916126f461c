"""The order in which a pathway's stages are taken: as its own list has them, which differs from state to state."""

from collections.abc import Iterator, Sequence

from peercert.judging.requirement import Requirement, Rule

CORE = ("training", "application", "exam", "after_approval", "within_period", "renewal")
"""The stages that come one after the other, in the usual order."""
_PREPARES = frozenset(
    {"age", "education", "lived_experience", "recovery_time", "residency", "free_of", "credential_held", "statement",
     "membership", "employment", "work_experience", "supervision", "milestone", "continuing_education", "not"}
)  # fmt: skip
"""Kinds that are usually asked before the application."""


def stage_order(requirements: Sequence[Requirement]) -> tuple[str, ...]:
    """Every stage in the order in which this pathway takes them.

    A stage stands where its own step (the training, the application, the exam) is first listed, else where anything
    of it is; one that is only prepared for stands after the last of that. What is not named has its usual place.
    """
    listed = list(_staged(requirements, None))
    at = {core: place for core in CORE if (place := _place(core, listed)) is not None}
    placed = sorted(at, key=lambda core: at[core])
    for i, core in enumerate(CORE):
        if core not in placed:
            earlier = [placed.index(other) for other in CORE[:i] if other in placed]
            placed.insert(max(earlier, default=-1) + 1, core)
    return tuple(stage for core in placed for stage in (f"before_{core}", core))


def _staged(requirements: Sequence[Requirement], group: str | None) -> Iterator[tuple[str | None, str]]:
    """(stage, kind) of every requirement, members of groups with the group's stage where they have none."""
    for requirement in requirements:
        stage = requirement.stage or group
        yield stage, requirement.rule.kind
        if requirement.rule.kind in ("any_of", "all_of", "at_least"):
            yield from _staged(requirement.rule.members(), stage)


def _place(core: str, listed: Sequence[tuple[str | None, str]]) -> int | None:
    own = [i for i, (stage, _) in enumerate(listed) if stage == core]
    if own:
        return next((i for i in own if listed[i][1] == core), own[0])
    return max((i for i, (stage, _) in enumerate(listed) if stage == f"before_{core}"), default=None)


def usual_stage(rule: Rule) -> str:
    """Where a requirement of this kind usually stands, for one whose stage the rules do not give."""
    if rule.kind in ("training", "exam"):
        return rule.kind
    if rule.kind == "fee":
        words = str(getattr(rule, "for_", "")).split("_")
        return "exam" if "exam" in words else "training" if {"training", "course"} & set(words) else "application"
    return "before_application" if rule.kind in _PREPARES else "application"
