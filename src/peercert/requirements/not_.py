"""Not: the member must not hold.

not: {lived_experience: {as: person, of: substance_use}}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.groups import inherited
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import Where, field
from peercert.verdicts import MISSING, Finding, Judgement, Says, negated

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Not(Rule):
    """The opposite of a requirement."""

    requirement: Requirement = field(doc="What must not hold.", example={"age": {"at_most": 17}})

    example: ClassVar[Any] = {"age": {"at_most": 17}}

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "Not":
        """Written as the requirement itself."""
        return cls(requirement=Requirement.parse(data, where))

    @classmethod
    def schema(cls, refs: dict[str, Any]) -> dict[str, Any]:
        """JSON Schema: a requirement."""
        from peercert.shapes import schema_of

        return schema_of(Requirement, None, refs)

    def plain(self) -> Any:
        """As it is written: the requirement itself."""
        return self.requirement.plain()

    def judge(self, requirement: Requirement, context: Context) -> Judgement:
        return self.find(requirement, context).judgement

    def find(self, requirement: Requirement, context: Context) -> Finding:
        inner = self.requirement.rule.find(self.requirement, context)
        verdict = negated(inner.verdict)
        why = Says(
            "This way is not open to you." if verdict is MISSING else "{reason}",
            {"reason": inner.judgement.why},
        )
        return Finding(requirement, Judgement(verdict, why, fields=inner.judgement.fields))

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form

        inner = self.requirement.rule.columns(self.requirement, sheet).verdicts
        return Form(inner._replace(met=inner.missing, missing=inner.met))

    def reads(self, reading: "Reading") -> "Columns":
        return self.requirement.rule.reads(reading)

    names_itself: ClassVar[bool] = True

    def title(self) -> Says:
        return Says("Not: {what}", {"what": self.requirement.rule.title()})

    def need(self) -> Says:
        group = self.requirement.rule.kind == "any_of"
        return Says("none of these: {what}" if group else "not this: {what}", {"what": self.requirement.rule.need()})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:
        if judgement.verdict is MISSING:
            return Says("Look at the other pathways and credentials.")
        return self.requirement.rule.next_step(requirement, judgement)

    def members(self) -> tuple[Requirement, ...]:
        return (self.requirement,)

    def inherit(self, parent: Requirement) -> Rule:
        return self.but(requirement=inherited((self.requirement,), parent)[0])
