"""An agreement to sign: a code of ethics, a scope of practice.

agreement: {of: code_of_ethics}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.asking import ticks
from peercert.judging.context import Context
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Data, Question
from peercert.record import Record
from peercert.shapes import field
from peercert.verdicts import MET, MISSING, UNKNOWN, Judgement, Name, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_SIGNED, _TO_SIGN = Says("Signed."), Says("Still to be signed.")


class Agreement(Rule):
    """Something to sign or to promise."""

    of: str = field(doc="What is signed, in snake case.", example="code_of_ethics")

    example: ClassVar[Any] = {"of": "code_of_ethics"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        return listed(context.record, "agreements", self.of, _SIGNED, _TO_SIGN)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        return listed_columns(sheet, "agreements", self.of)

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return (table.signed(self.of),)

    def title(self) -> Says:
        return Says("To sign")

    def need(self) -> Says:
        return Says("signing the {what}", {"what": Name(self.of)})

    def heading(self) -> Says:
        return Says("To sign: {what}", {"what": Name(self.of)})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("Read and sign the {what}.", {"what": Name(self.of)})

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return ticks(field, "agreements", (self.of,), Says("Which of these have you signed?"))

    def slug(self) -> str:
        return f"agreement-{self.of.replace('_', '-')}"


def listed(record: Record, name: str, wanted: str, there: Says, lacking: Says) -> Judgement:
    """Verdict on one item of the list `name` of a record: absent list unknown, absent item missing."""
    item = same(wanted)
    if any(same(known) == item for known in getattr(record, name) or ()):
        return Judgement(MET, there)
    if record.lacks(name, lambda entry: same(entry) == item) is None:
        return Judgement(UNKNOWN, Says("Your record does not say."), fields=(name,))
    return Judgement(MISSING, lacking, 0, 1, 1, "items")


def listed_columns(sheet: "Sheet", name: str, wanted: str) -> "Form":
    """The same as `listed`, for every row of a table at once."""
    from peercert.judging.column_forms import Cell, Form, cases
    from peercert.judging.formula import formula

    said = sheet.item(name, wanted)
    verdicts = cases((said.yes, MET), (said.no, MISSING), otherwise=UNKNOWN)
    one, nothing = (Cell(formula(n), said.no) for n in (1.0, 0.0))
    return Form(verdicts, nothing, one, one, "items")
