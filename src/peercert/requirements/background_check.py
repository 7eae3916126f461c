"""Background check: done, and fresh enough. A result that is not clear is for the certifier to weigh, never for us.

background_check: {within: 60 days}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan, Duration
from peercert.judging.context import Context
from peercert.judging.entries import inside
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import Data, Question, YesNo, put_at
from peercert.shapes import OneOrMany, field
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN, All, Judgement, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.formula import Formula
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class BackgroundCheck(Rule):
    """A background check."""

    within: Duration | None = field(default=None, doc="No older than this.", example="60 days")
    counted_to: str | None = field(
        default=None, doc="Milestone that `within` is counted back from, once reached.", example="application"
    )
    scope: OneOrMany[str] | None = field(default=None, doc="What is looked at.", example=["state", "fbi", "registry"])

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"within": "60 days"}
    names_itself: ClassVar[bool] = True

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        done = context.record.background_check
        if done is None:
            return Judgement(
                UNKNOWN,
                Says("Your record does not say whether a background check was done."),
                fields=("background_check",),
            )
        if done.done is False:
            return Judgement(MISSING, Says("To be done."), 0, 1, 1, "items")
        if done.passed is False:
            return Judgement(REVIEW, Says("The result is looked at case by case by those who decide."), next=Says("Ask the certifier how it looks at a record, and what you can add."))  # fmt: skip
        lacks: tuple[str, ...] = () if done.passed else ("background_check.passed",)
        if self.within:
            day = context.counted_to(self.counted_to)
            start = self.within.before(day)
            fresh = inside(done.date, done.date, DateSpan(start, start), DateSpan(day, day))
            if fresh is False:
                return Judgement(
                    MISSING,
                    Says("The check is not from the {within} that count.", {"within": self.within}),
                    str(done.date),
                    str(self.within),
                )
            lacks += () if fresh else ("background_check.date",)
        if lacks:
            return Judgement(UNKNOWN, Says("The record leaves out a part of it."), fields=lacks)
        return Judgement(MET, Says("Done."))

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import YES, Form, cases, cell
        from peercert.judging.day_formulas import Span, before, inside, span_cell

        done, passed = sheet.yes_no("background_check", "done"), sheet.yes_no("background_check", "passed")
        date = sheet.date("background_check", "date")
        said = ~done.open | ~passed.open | date.known
        fresh, stale = YES, YES.no
        have = need = cell(None)
        if self.within:
            day = sheet.counted_to(self.counted_to)
            start = before(self.within, day)
            fresh = inside(date, date, Span(start, start), Span(day, day))
            stale = said & ~done.no & ~passed.no & fresh.no
            have, need = span_cell(date).when(stale), cell(str(self.within)).when(stale)
        verdicts = cases(
            (~said, UNKNOWN), (done.no, MISSING), (passed.no, REVIEW), (stale, MISSING), (passed.open | fresh.open, UNKNOWN),
            otherwise=MET,
        )  # fmt: skip
        none = said & done.no
        return _to_be_done(Form(verdicts, have, need), none)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        dated = (table.CHECK_DATE, *reading.day(self.counted_to)) if self.within else ()
        return (table.CHECK_DONE, table.CHECK_PASSED, *dated)

    def title(self) -> Says:
        return Says("Background check")

    def need(self) -> Says:
        said = Says("a background check")
        if self.scope:
            said = Says("a background check ({scope})", {"scope": All.names(self.scope)})
        return Says("{check} no older than {length}", {"check": said, "length": self.within}) if self.within else said

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        if field != "background_check":
            return None
        ask = Says("Has a background check been made of you for this?")
        return Question(field, ask, YesNo(), lambda record, yes: put_at(field)(record, {"done": yes}))

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("If it was done, add its date and result; if not, it is to be done.")
        return Says("To be done: have a new check made.")


def _to_be_done(form: "Form", none: "Formula") -> "Form":
    """The same, with none there and one needed where expressly none was done."""
    from peercert.judging.column_forms import Cell, pick
    from peercert.judging.formula import formula

    have, need, gap = (Cell(formula(v), none) for v in ("0", "1", 1.0))
    return form._replace(have=pick(none, have, form.have), need=pick(none, need, form.need), gap=gap, unit="items")
