"""The application: to whom, by when. Done when the record has the milestone `application`.

application: {to: Department of Health}
application: {to: GMHCN, by: 2022-12-31}
"""

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.dates import DateSpan, Day
from peercert.judging.asking import step_taken
from peercert.judging.context import NEVER, Context
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Data, Question
from peercert.shapes import field
from peercert.verdicts import MET, MISSING, UNKNOWN, Judgement, Name, On, Says, called

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Application(Rule):
    """Sending in the application."""

    of: str = field(
        default="application",
        doc="Milestone that shows it is done, where there are several applications.",
        example="training_application",
    )
    to: str | None = field(
        default=None, doc="Who takes it; the certifier where left out.", example="Department of Health"
    )
    form: Literal["online", "paper", "email"] | None = field(default=None, doc="How it is sent.", example="online")
    by: Day | None = field(default=None, doc="Last day for it.", example="2022-12-31")

    example: ClassVar[Any] = {"to": "Department of Health"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        sent = context.milestone(self.of)
        if sent is not None and context.date_of(self.of) is NEVER:
            sent = NEVER  # it was sent for an earlier period
        if sent is None:
            if self.by and context.as_of > self.by.day:
                return Judgement(
                    UNKNOWN,
                    Says("It had to be sent by {day}; your record does not say.", {"day": self.by.day}),
                    fields=(f"milestones.{self.of}",),
                )
            return Judgement(
                UNKNOWN,
                Says("Your record does not say whether it was sent."),
                fields=(f"milestones.{self.of}",),
            )
        if sent is NEVER or sent.lo > context.as_of:
            if self.by and context.as_of > self.by.day:
                return Judgement(
                    MISSING,
                    Says("The last day for it was {day}.", {"day": self.by.day}),
                    next=Says("This way is closed; look at the other pathways."),
                )
            return Judgement(MISSING, Says("Still to be sent."), 0, 1, 1, "items")
        if self.by and sent.lo > self.by.day:
            return Judgement(MISSING, Says("It was sent after the last day, {day}.", {"day": self.by.day}))
        return Judgement(MET, Says("Sent {on}.", {"on": On(sent)}))

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        return context.milestone(self.of)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, cases
        from peercert.judging.day_formulas import number_of
        from peercert.judging.formula import FALSE, formula

        sent, counted = sheet.step(self.of), sheet.date_of(self.of)
        ahead = sent.never | counted.never | (sent.lo > sheet.today)
        closed = self.by is not None and sheet.as_of > self.by.day
        late = sent.lo > number_of(self.by.day) if self.by is not None else FALSE
        verdicts = cases((~sent.known, UNKNOWN), (ahead | late, MISSING), otherwise=MET)
        to_send = sent.known & ahead & formula(not closed)
        one, nothing = (Cell(formula(n), to_send) for n in (1.0, 0.0))
        return Form(verdicts, nothing, one, one, "items")

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        return sheet.step(self.of)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        return (table.step(self.of), *reading.day(self.of))

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return (table.step(self.of),)

    def title(self) -> Says:
        return Says("Application")

    def need(self) -> Says:
        said = Says("the application")
        if self.to:
            said = Says("the application to {to}", {"to": called(self.to)})
        if self.form:
            said = Says("{application} ({form})", {"application": said, "form": Name(self.form)})
        return Says("{application} by {day}", {"application": said, "day": self.by.day}) if self.by else said

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if self.to is None:
            return Says("Send it to the certifier when the rest is ready.")
        return Says("Send it to {to} when the rest is ready.", {"to": called(self.to)})

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        ask = Says("Have you sent in {application}? If so, when?", {"application": self.need()})
        return step_taken(field, self.of, ask)

    def slug(self) -> str:
        return self.of.replace("_", "-")
