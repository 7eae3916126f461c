"""An agreement to sign: a code of ethics, a scope of practice.

agreement: {of: code_of_ethics}
"""

from typing import Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import field
from peercert.verdicts import MET, MISSING, UNKNOWN, Judgement, Name, Says

_SIGNED, _TO_SIGN = Says("Signed."), Says("Still to be signed.")


class Agreement(Rule):
    """Something to sign or to promise."""

    of: str = field(doc="What is signed, in snake case.", example="code_of_ethics")

    example: ClassVar[Any] = {"of": "code_of_ethics"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        return listed(context.record.agreements, self.of, "agreements", _SIGNED, _TO_SIGN)

    def title(self) -> Says:
        return Says("To sign")

    def need(self) -> Says:
        return Says("signing the {what}", {"what": Name(self.of)})

    def heading(self) -> Says:
        return Says("To sign: {what}", {"what": Name(self.of)})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("Read and sign the {what}.", {"what": Name(self.of)})

    def slug(self) -> str:
        return f"agreement-{self.of.replace('_', '-')}"


def listed(known: tuple[str, ...] | None, wanted: str, name: str, there: Says, lacking: Says) -> Judgement:
    """Verdict on one item of a list that a record keeps complete: absent list unknown, absent item missing."""
    if known is None:
        return Judgement(UNKNOWN, Says("Your record does not say."), fields=(name,))
    if same(wanted) in {same(k) for k in known}:
        return Judgement(MET, there)
    return Judgement(MISSING, lacking, 0, 1, 1, "items")
