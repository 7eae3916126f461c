"""A paper to hand in.

document: {name: diploma}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.asking import ticks
from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Data, Question
from peercert.requirements.agreement import listed, listed_columns
from peercert.shapes import field
from peercert.verdicts import Judgement, Name, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_THERE, _TO_FIND = Says("You have it."), Says("Still to be found or made.")


class Document(Rule):
    """A paper that goes with the application."""

    name: str = field(doc="Which, in snake case.", example="diploma")

    example: ClassVar[Any] = {"name": "diploma"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        return listed(context.record, "documents", self.name, _THERE, _TO_FIND)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        return listed_columns(sheet, "documents", self.name)

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return (table.document(self.name),)

    def title(self) -> Says:
        return Says("To send in")

    def need(self) -> Says:
        return Says("{what}", {"what": Name(self.name)})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("Get this ready to send in: {what}.", {"what": Name(self.name)})

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return ticks(field, "documents", (self.name,), Says("Which of these papers do you have?"))

    def slug(self) -> str:
        return f"document-{self.name.replace('_', '-')}"
