"""What groups share: judging members with their conditions and dates, and how much is left in a branch."""

from typing import TYPE_CHECKING, Any, Self

from peercert.judging.context import NEVER, Context, fully
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import ShapeError, Where, field, parse, schema_of
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Finding, Judgement, Says

if TYPE_CHECKING:
    from peercert.judging.table import Columns, Reading

_FIXED = frozenset({"free_of", "recovery_time", "age", "lived_experience", "not", "overdue", "period", "residency"})
_HOURS_EACH = {"hours": 1.0, "days": 8.0, "courses": 8.0, "credits": 15.0, "sessions": 1.0, "references": 2.0}
"""How many hours of effort one of these units is taken for when branches are compared."""
_LARGE = {"credential_held": 1000.0, "employment": 100.0}
"""How many hours of effort a missing item of these kinds is taken for when branches are compared."""
_RANK = {MET: 0, NOT_APPLICABLE: 0, REVIEW: 1, UNKNOWN: 2, MISSING: 3}


def find(requirement: Requirement, context: Context) -> Finding | None:
    """One requirement with its dates in force and its condition; None where it is not in force."""
    if (requirement.from_ is not None or requirement.until is not None) and not requirement.in_force(
        _day_that_decides(requirement, context)
    ):
        return None
    if requirement.when is None:
        return requirement.rule.find(requirement, context)
    holds = fully(requirement.when, context)
    if holds is False:
        why = Says("Asked only of some people: {when}.", {"when": requirement.when.rule.need()})
        return Finding(requirement, Judgement(NOT_APPLICABLE, why))
    found = requirement.rule.find(requirement, context)
    if holds or found.verdict is MET:
        return found
    test = requirement.when.rule.find(requirement.when, context).judgement
    why = Says("This may not be asked of you; it depends on this: {when}.", {"when": requirement.when.rule.need()})
    inner = found.judgement
    opened = Judgement(UNKNOWN, why, inner.have, inner.need, None, inner.unit, inner.have_at_most, (*test.fields, *inner.fields),
                       usd=inner.usd, not_published=inner.not_published)  # fmt: skip
    return Finding(requirement, opened, found.findings, found.best)


def _day_that_decides(requirement: Requirement, context: Context) -> Any:
    """The person's own date where the rule says so and it is known, else the day of the check."""
    if requirement.dated_by:
        own = context.date_of(requirement.dated_by)
        if own is not None and own is not NEVER and own.hi <= context.as_of:
            return own.hi
    return context.as_of


def find_members(members: tuple[Requirement, ...], context: Context) -> tuple[Finding, ...]:
    """Findings of those in force."""
    return tuple(f for m in members if (f := find(m, context)) is not None)


def left_to_do(finding: Finding) -> tuple[float, ...]:
    """How far a branch is from met: worst verdict, number missing, hours, days to wait, dollars."""
    leaves = finding.counted()
    closed = sum(out_of_reach(f) or (f.verdict is MISSING and f.requirement.rule.kind == "statement") for f in leaves)
    lacking = [f for f in leaves if f.verdict is MISSING]
    missing = [f.judgement for f in lacking]
    hours = sum(_effort(f) for f in lacking)
    wait = max((j.earliest.toordinal() for j in missing if j.earliest), default=0)
    return (_RANK[finding.verdict], closed, len(missing), hours, wait, sum(j.usd or 0 for j in missing))


def _effort(leaf: Finding) -> float:
    """Hours of effort that a missing leaf is taken for; waiting and money are compared by themselves."""
    found = leaf.judgement
    if found.unit == "usd" or (found.unit == "days" and found.earliest) or out_of_reach(leaf):
        return 0.0
    return _LARGE.get(leaf.requirement.rule.kind, (found.gap or 1) * _HOURS_EACH.get(found.unit or "", 2.0))


def out_of_reach(leaf: Finding) -> bool:
    """Missing in a way that neither time nor work mends (too old, too late, another kind of experience)."""
    return leaf.verdict is MISSING and leaf.judgement.earliest is None and leaf.requirement.rule.kind in _FIXED


def inherited(members: tuple[Requirement, ...], parent: Requirement) -> tuple[Requirement, ...]:
    """Members with the group's sources and confidence where they give none of their own."""
    made = []
    for member in members:
        if not member.cite:
            member = member.but(cite=parent.cite, confidence=member.confidence or parent.confidence)
            member = member.but(rule=member.rule.inherit(member)) if member.rule.members() else member
        made.append(member)
    return tuple(made)


def next_in_group(judgement: Judgement) -> Says:
    """The next step of a group is that of its nearest member."""
    return Says("Settle one of these." if judgement.verdict is UNKNOWN else "Do what is nearest among these.")


class Group(Rule):
    """Base of all-of and any-of: written as a plain list of requirements."""

    requirements: tuple[Requirement, ...] = field(doc="The members.", example=[{"age": {"at_least": 18}}])

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> Self:
        """A list of requirements -> group; raises ShapeError."""
        members = parse(tuple[Requirement, ...], data, where)
        if not members:
            raise ShapeError(where, "the list is empty; name at least one requirement")
        return cls(requirements=members)

    @classmethod
    def schema(cls, refs: dict[str, Any]) -> dict[str, Any]:
        """JSON Schema: a list of requirements."""
        return {"type": "array", "minItems": 1, "items": schema_of(Requirement, None, refs)}

    def plain(self) -> list[Any]:
        """As it is written: the list of its members."""
        return [m.plain() for m in self.requirements]

    def judge(self, requirement: Requirement, context: Context) -> Judgement:
        return self.find(requirement, context).judgement

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return next_in_group(judgement)

    def members(self) -> tuple[Requirement, ...]:
        return self.requirements

    def reads(self, reading: "Reading") -> "Columns":
        return reading.members(self.requirements)

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        return tuple(c for m in self.requirements for c in m.rule.reads_day(m, reading))

    def inherit(self, parent: Requirement) -> Rule:
        return self.but(requirements=inherited(self.requirements, parent))
