"""How long past the end of the certification period: a deadline, or a test for late fees.

overdue: {at_most: 90 days}                                  # renewed no later than 90 days after the end
when: {overdue: {more_than: 6 months, at_most: 12 months}}   # used as a test
when: {overdue: {more_than: 0 days}}                         # any lateness
overdue: {ahead: 30 days}                                    # at least 30 days before the end
"""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan, Duration, later
from peercert.judging.asking import held_ones
from peercert.judging.context import NEVER, Context
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import Data, Question
from peercert.shapes import ShapeError, Where, field
from peercert.verdicts import MET, MISSING, UNKNOWN, Judgement, On, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Overdue(Rule):
    """Time since the certification period ended (before its end: none)."""

    more_than: Duration | None = field(default=None, doc="Later than this after the end.", example="6 months")
    ahead: Duration | None = field(default=None, doc="At least this long before the end.", example="30 days")
    at_most: Duration | None = field(default=None, doc="No later than this after the end.", example="12 months")
    counted_to: str | None = field(
        default=None,
        doc="Milestone whose day counts, once reached; the day of the check until then.",
        example="renewal_application",
    )

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"at_most": "90 days"}

    def check(self, where: Where) -> None:
        if self.more_than is None and self.at_most is None and self.ahead is None:
            raise ShapeError(where, "needs more_than, at_most or ahead")

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        end = context.period.end
        if end is None:
            return Judgement(
                UNKNOWN, Says("When your certification ends is not in the record."), fields=("credentials",)
            )
        today = context.counted_to(self.counted_to)
        answers = {self._holds(day, today) for day in end}
        says = Says(
            "The period ends {on}." if end.hi >= context.as_of else "The period ended {on}.",
            {"on": On(end)},
        )
        if len(answers) > 1:
            return Judgement(UNKNOWN, Says("The exact day decides."), str(end), fields=("credentials",))
        if answers == {True}:
            return Judgement(MET, says, str(end))
        late = self.at_most is not None and today > self.at_most.after(end.lo)
        if self.ahead is not None and today > self.ahead.before(end.lo):
            late = True
        next_ = (
            Says("It is too late for this; ask the certifier about reinstatement or starting again.") if late else None
        )
        return Judgement(MISSING, says, str(end), next=next_)

    def _holds(self, end: date, today: date) -> bool:
        if self.ahead is not None and today > self.ahead.before(end):
            return False
        if self.more_than is not None and today <= self.more_than.after(end):
            return False
        return self.at_most is None or today <= self.at_most.after(end)

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        end = context.period.end
        if end is None or self.more_than is None:
            return None
        first, last = (later(self.more_than.after(d), 1) for d in end)
        return DateSpan(first, last) if first <= context.as_of else NEVER

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return held_ones(field, ())

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, cases
        from peercert.judging.day_formulas import after, before, span_cell
        from peercert.judging.formula import TRUE, Formula

        end, today = sheet.period.end, sheet.counted_to(self.counted_to)

        def holds(day: Formula) -> Formula:
            found = TRUE
            if self.ahead is not None:
                found = found & (today <= before(self.ahead, day))
            if self.more_than is not None:
                found = found & (after(self.more_than, day) < today)
            return found if self.at_most is None else found & (today <= after(self.at_most, day))

        first, last = holds(end.lo), holds(end.hi)
        verdicts = cases(
            (~end.known, UNKNOWN), (first & last, MET), (~first & ~last, MISSING), otherwise=UNKNOWN
        )  # fmt: skip
        return Form(verdicts, span_cell(end))

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        from peercert.judging.day_formulas import UNKNOWN_DAY, Span, after, next_day
        from peercert.judging.sheet import NEVER_SPAN

        end, length = sheet.period.end, self.more_than
        if length is None:
            return UNKNOWN_DAY
        late = Span(end.lo, end.hi).map(lambda day: next_day(after(length, day)))
        return late.or_else(late.lo <= sheet.today, NEVER_SPAN).or_else(end.known, UNKNOWN_DAY)

    def reads(self, reading: "Reading") -> "Columns":
        return reading.period() + reading.day(self.counted_to)

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        return reading.period()

    def title(self) -> Says:
        return Says("Timing")

    def need(self) -> Says:
        if self.ahead is not None:
            return Says("renewing at least {ahead} before the end of the period", {"ahead": self.ahead})
        if self.more_than is None and self.at_most is not None and self.at_most.number == 0:
            return Says("renewing by the end of the period")
        if self.more_than is None:
            return Says("renewing no later than {most} after the end of the period", {"most": self.at_most})
        if self.more_than.number == 0 and self.at_most is None:
            return Says("renewing after the end of the period")
        if self.at_most is None:
            return Says("renewing more than {least} after the end", {"least": self.more_than})
        values = {"least": self.more_than, "most": self.at_most}
        return Says("renewing more than {least} after the end, at most {most}", values)

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("Add the credential with the day it expires.")
