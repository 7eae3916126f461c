"""At least so many of several.

at_least:
  count: 2
  of:
    - document: {name: photo_id}
    - document: {name: utility_bill}
    - document: {name: lease}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.groups import find_members, inherited, left_to_do, next_in_group
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import ShapeError, Where, field
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN, AnyOf, Finding, Judgement, Says, at_least

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class AtLeast(Rule):
    """So many of these."""

    count: int = field(doc="How many must hold.", example=2, least=1)
    of: tuple[Requirement, ...] = field(
        doc="The requirements.", example=[{"document": {"name": "photo_id"}}, {"document": {"name": "lease"}}]
    )

    example: ClassVar[Any] = {
        "count": 2,
        "of": [{"document": {"name": "photo_id"}}, {"document": {"name": "lease"}}],
    }

    def check(self, where: Where) -> None:
        if self.count > len(self.of):
            raise ShapeError((*where, "count"), f"asks for {self.count} of only {len(self.of)}")

    def judge(self, requirement: Requirement, context: Context) -> Judgement:
        return self.find(requirement, context).judgement

    def find(self, requirement: Requirement, context: Context) -> Finding:
        found = find_members(self.of, context)
        met = sum(f.verdict is MET for f in found)
        verdict = at_least(self.count, [f.verdict for f in found])
        why = Says("{met} of these hold; {count} needed.", {"met": met, "count": self.count})
        gap = 0.0 if verdict is MET else float(self.count - met)
        judgement = Judgement(
            verdict,
            why,
            met,
            self.count,
            gap,
            "items",
            fields=tuple(n for f in found for n in f.judgement.fields),
        )
        ranked = sorted((f for f in found if f.verdict is not MET), key=left_to_do)
        kept = tuple(f for f in found if f.verdict is MET or f in ranked[: self.count - met])
        return Finding(
            requirement,
            judgement,
            found if verdict is MET else kept + tuple(f for f in found if f not in kept),
        )

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, cases, cell
        from peercert.judging.formula import count, where

        members = sheet.members(self.of)
        met = count(m.verdicts.met for m in members)
        decided = met + count(m.verdicts.review for m in members)
        possible = decided + count(m.verdicts.unknown for m in members)
        verdicts = cases(
            (met >= self.count, MET),
            (possible < self.count, MISSING),
            (decided >= self.count, REVIEW),
            otherwise=UNKNOWN,
        )
        gap = where(verdicts.met, 0, self.count - met)
        return Form(verdicts, Cell(met), cell(self.count), Cell(gap), "items", members=members)

    def reads(self, reading: "Reading") -> "Columns":
        return reading.members(self.of)

    def title(self) -> Says:
        return Says("At least {count} of these", {"count": self.count})

    def need(self) -> Says:
        return Says(
            "{count} of: {members}",
            {"count": self.count, "members": AnyOf(tuple(m.rule.need() for m in self.of))},
        )

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return next_in_group(judgement)

    def members(self) -> tuple[Requirement, ...]:
        return self.of

    def inherit(self, parent: Requirement) -> Rule:
        return self.but(of=inherited(self.of, parent))
