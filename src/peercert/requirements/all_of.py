"""All of: every member must hold.

all_of:
  - age: {at_least: 16}
  - education: {at_least: high_school, or_in_progress: true}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan
from peercert.judging.context import NEVER, Context
from peercert.judging.groups import Group, find_members
from peercert.judging.requirement import Requirement
from peercert.verdicts import All, Finding, Judgement, Says, all_of

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet


class AllOf(Group):
    """Every one of these."""

    example: ClassVar[Any] = [{"age": {"at_least": 16}}, {"education": {"at_least": "high_school"}}]

    def find(self, requirement: Requirement, context: Context) -> Finding:
        found = find_members(self.requirements, context)
        verdict = all_of([f.verdict for f in found])
        open_ = [f for f in found if f.verdict == verdict]
        judgement = Judgement(verdict, Says("{done} of {all} hold.", {"done": sum(f.verdict == "met" for f in found), "all": len(found)}),
                              fields=tuple(n for f in open_ for n in f.judgement.fields))  # fmt: skip
        return Finding(requirement, judgement, found)

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        days = [m.rule.met_on(m, context) for m in self.requirements]
        known = [d for d in days if d is not None]
        return NEVER if NEVER in days else max(known, key=lambda d: d.hi) if len(known) == len(days) else None

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, every

        members = sheet.members(self.requirements)
        return Form(every(m.verdicts for m in members), members=members)

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        from peercert.judging.day_formulas import UNKNOWN_DAY, Span
        from peercert.judging.sheet import NEVER_SPAN

        days = [m.rule.met_on_columns(m, sheet) for m in self.requirements]
        last = days[0]
        for day in days[1:]:
            last = day.or_else(day.hi > last.hi, last)
        known, never = last.known, last.never
        for day in days:
            known, never = known & day.known, never | day.never
        return NEVER_SPAN.or_else(never, Span(last.lo, last.hi).or_else(known, UNKNOWN_DAY))

    def title(self) -> Says:
        return Says("All of these")

    def need(self) -> Says:
        return Says("{members}", {"members": All(tuple(m.rule.need() for m in self.requirements))})
