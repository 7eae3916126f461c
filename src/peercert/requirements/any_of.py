"""Any of: one member is enough; the one with the least left to do is put forward, the others stay visible.

any_of:
  - work_experience: {hours: 1550, within: 1 year}
  - work_experience: {hours: 1550, within: 3 years}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan
from peercert.judging.context import NEVER, Context
from peercert.judging.groups import Group, find_members, left_to_do
from peercert.judging.requirement import Requirement, ShownAs
from peercert.verdicts import MET, Finding, Says, any_of
from peercert.verdicts import AnyOf as Alternatives

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet


class AnyOf(Group):
    """One of these."""

    example: ClassVar[Any] = [
        {"education": {"at_least": "high_school"}},
        {"statement": {"that": "literate", "text": "You can read and write"}},
    ]

    def find(self, requirement: Requirement, context: Context) -> Finding:
        found = find_members(self.requirements, context)
        verdict = any_of([f.verdict for f in found])
        ranked = sorted(
            range(len(found)), key=lambda i: (found[i].verdict == "not_applicable", left_to_do(found[i]), i)
        )
        best = ranked[0]
        chosen = found[best]
        if verdict is MET:
            why = Says("One is enough: {reason}", {"reason": chosen.judgement.why})
        else:
            why = Says(
                "One of {count} is enough; the nearest: {reason}",
                {"count": len(found), "reason": chosen.judgement.why},
            )
        part = chosen.judgement
        judgement = part._replace(
            verdict=verdict,
            why=why,
            next=None,
            parts=(),
            fields=tuple(n for f in found if f.verdict == verdict for n in f.judgement.fields),
        )
        return Finding(requirement, judgement, found, best)

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        days = [m.rule.met_on(m, context) for m in self.requirements]
        reached = [d for d in days if d is not None and d is not NEVER]
        return min(reached, key=lambda d: d.hi) if reached else None if None in days else NEVER

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, NoColumnForm, some
        from peercert.judging.group_columns import nearest, of_best

        members = sheet.members(self.requirements)
        if not members:
            raise NoColumnForm("no branch is in force")
        best = nearest(members)
        have, need, gap = of_best(members, best)
        return Form(some(m.verdicts for m in members), have, need, gap, members=members, best=best)

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        from peercert.judging.day_formulas import UNKNOWN_DAY, Span
        from peercert.judging.sheet import NEVER_SPAN

        days = [m.rule.met_on_columns(m, sheet) for m in self.requirements]
        first, open_ = NEVER_SPAN, ~NEVER_SPAN.known
        for day in reversed(days):
            first = Span(day.lo, day.hi).or_else(day.reached & (day.hi <= first.hi), first)
            open_ = open_ | ~day.known
        return first.or_else(first.reached, UNKNOWN_DAY.or_else(open_, NEVER_SPAN))

    def shown(self) -> tuple[ShownAs, ShownAs]:
        shown = [m.rule.shown() for m in self.requirements]
        have, need = ("text" if "text" in kinds else "number" for kinds in zip(*shown, strict=True))
        return have, need  # type: ignore[return-value]

    def title(self) -> Says:
        return Says("One of these")

    def need(self) -> Says:
        return Says("{members}", {"members": Alternatives(tuple(m.rule.need() for m in self.requirements))})
