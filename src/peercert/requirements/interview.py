"""An interview: a human decides, until the record says that it was passed.

interview: {by: training program}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import field
from peercert.verdicts import MET, MISSING, REVIEW, Judgement, Says, called

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Interview(Rule):
    """An interview with the certifier or the training program."""

    by: str | None = field(default=None, doc="Who holds it.", example="training program")

    example: ClassVar[Any] = {"by": "training program"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        held = context.record.interviews or ()
        if any(i.passed for i in held):
            return Judgement(MET, Says("Done."))
        if held and all(i.passed is False for i in held):
            return Judgement(
                MISSING,
                Says("The interview did not lead to a yes so far."),
                next=Says("Ask when you can try again."),
            )
        return Judgement(REVIEW, Says("The people who hold it decide."))

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, cases

        said = sheet.yes_no("interview", "passed")
        return Form(cases((said.yes, MET), (said.no, MISSING), otherwise=REVIEW))

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return (table.INTERVIEW_PASSED,)

    def title(self) -> Says:
        return Says("Interview")

    def need(self) -> Says:
        if self.by is None:
            return Says("an interview")
        own_article = not self.by[:1].islower() or self.by.startswith("the ")
        return Says("an interview with {by}" if own_article else "an interview with the {by}", {"by": called(self.by)})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("Ask for a date, and what to prepare.")
