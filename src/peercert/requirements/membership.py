"""Membership of an association; mostly used as a test for lower fees.

membership: {of: naadac}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.asking import ticks
from peercert.judging.context import Context
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Data, Question
from peercert.requirements.agreement import listed, listed_columns
from peercert.shapes import OneOrMany, field
from peercert.verdicts import AnyOf, Judgement, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_MEMBER, _NO_MEMBER = Says("You are a member."), Says("You are not a member.")


class Membership(Rule):
    """Being a member of an association."""

    of: OneOrMany[str] = field(doc="Which (one of these is enough).", example="naadac")

    example: ClassVar[Any] = {"of": "naadac"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        known = context.record.memberships
        held = next((o for o in self.of if same(o) in {same(k) for k in known or ()}), self.of[0])
        return listed(context.record, "memberships", held, _MEMBER, _NO_MEMBER)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.formula import any_true

        first = listed_columns(sheet, "memberships", self.of[0])
        met = any_true(sheet.item("memberships", of).yes for of in self.of)
        old = first.verdicts
        verdicts = old._replace(met=met, missing=old.missing & ~met, unknown=old.unknown & ~met)
        return first._replace(verdicts=verdicts, **{n: getattr(first, n).when(~met) for n in ("have", "need", "gap")})

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return tuple(map(table.member, self.of))

    def title(self) -> Says:
        return Says("Membership")

    def need(self) -> Says:
        return Says("membership of {what}", {"what": AnyOf.names(self.of)})

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return ticks(field, "memberships", self.of, Says("Which of these are you a member of?"))

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("Say whether you are a member of {what}.", {"what": AnyOf.names(self.of)})
