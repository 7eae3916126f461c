"""What only a human decides: discretion, competitive admission, the content of a letter.

review: {what: admission to the training, because: competitive}
"""

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import field
from peercert.verdicts import REVIEW, Judgement, Prose, Says
from peercert.words import N_

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet

_BECAUSE = N_(
    {
        "competitive": "There are fewer places than people who qualify; meeting every minimum gives no right to one.",
        "discretion": "The certifier decides.",
        "content": "What it has to say is for a human to read.",
        "equivalence": "The certifier decides whether what you have is equivalent.",
        "not_decidable": "No source that was read says enough to check it.",
    }
)


class Review(Rule):
    """A human decides."""

    what: str = field(doc="What is decided, as a short phrase.", example="admission to the training")
    because: Literal["competitive", "discretion", "content", "equivalence", "not_decidable"] = field(
        default="discretion", doc="Why a human decides.", example="competitive"
    )

    example: ClassVar[Any] = {"what": "admission to the training", "because": "competitive"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        return Judgement(REVIEW, Says(_BECAUSE[self.because]))

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, Verdicts
        from peercert.judging.formula import TRUE

        return Form(Verdicts(review=TRUE))

    def title(self) -> Says:
        return Says("Not found" if self.because == "not_decidable" else "A person decides")

    def need(self) -> Says:
        return Says("{what}", {"what": Prose(self.what)})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if self.because == "not_decidable":
            return Says("Ask the certifier.")
        return Says("Ask the certifier how this is decided, and what helps.")
