"""A yes-or-no question that a rule asks, and that no other kind covers.

statement: {that: veteran, text: You are a veteran of the US armed forces}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Data, Question, YesNo, put_at
from peercert.shapes import field
from peercert.verdicts import MET, MISSING, UNKNOWN, Judgement, Prose, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Statement(Rule):
    """A plain yes or no about the person."""

    that: str = field(doc="Short name in snake case, the key under `statements` in records.", example="veteran")
    text: str = field(
        doc="What it means, as a sentence to the person, without a full stop.", example="You are a veteran"
    )

    example: ClassVar[Any] = {"that": "veteran", "text": "You are a veteran"}
    names_itself: ClassVar[bool] = True

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        said = (context.record.statements or {}).get(self.that)
        if said is None:
            return Judgement(
                UNKNOWN,
                Says("Your record does not say: {text}.", {"text": Prose(self.text)}),
                fields=(f"statements.{self.that}",),
            )
        return Judgement(MET if said else MISSING, Says("Your record says yes." if said else "Your record says no."))

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, cases

        said = sheet.yes_no("statement", self.that)
        return Form(cases((said.yes, MET), (said.no, MISSING), otherwise=UNKNOWN))

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return (table.statement(self.that, Prose(self.text)),)

    def title(self) -> Says:
        return Says("About you")

    def need(self) -> Says:
        return Says("{text}", {"text": Prose(self.text)})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Say yes or no: {text}.", {"text": Prose(self.text)})
        return Says("Still to be done: {text}.", {"text": Prose(self.text)})

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        if field != f"statements.{self.that}":
            return None
        return Question(field, Says("{text}. Is that so?", {"text": Prose(self.text)}), YesNo(), put_at(field))

    def slug(self) -> str:
        return f"statement-{self.that.replace('_', '-')}"
