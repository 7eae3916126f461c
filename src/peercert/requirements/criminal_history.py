"""Criminal history: which kind of rule there is. The tool never judges a person's record.

criminal_history: {policy: case_by_case}
criminal_history: {policy: listed_offenses, waiver: true}
criminal_history: {policy: employer}
"""

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import field
from peercert.verdicts import MET, REVIEW, Judgement, Says
from peercert.words import N_, small, tell

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet

_SAID = N_(
    {
        "case_by_case": "The board looks at any history case by case; nothing bars by itself.",
        "listed_offenses": "Some listed offenses count against an applicant; the board decides.",
        "absolute_bars": "Some offenses bar for good or for a time; the board decides.",
        "moral_character": "The board decides on good moral character.",
        "disclosed": "It is asked about; how it is weighed, no source says.",
        "employer": "It is looked at by the employer, not for the certificate.",
        "none": "It plays no part in this certification.",
    }
)


class CriminalHistory(Rule):
    """How criminal history is looked at."""

    policy: Literal["case_by_case", "listed_offenses", "absolute_bars", "moral_character", "employer", "disclosed", "none"] = field(doc="Which kind of rule it is.", example="case_by_case")  # fmt: skip
    waiver: bool | None = field(default=None, doc="There is a way to ask for an exception.", example=True)

    example: ClassVar[Any] = {"policy": "case_by_case"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        said = Says(_SAID[self.policy])
        if self.waiver:
            said = Says("{policy} There is a way to ask for an exception.", {"policy": said})
        return Judgement(MET if self.policy in ("employer", "none") else REVIEW, said)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, Verdicts
        from peercert.judging.formula import TRUE

        return Form(Verdicts(met=TRUE) if self.policy in ("employer", "none") else Verdicts(review=TRUE))

    def title(self) -> Says:
        return Says("Criminal history")

    def need(self) -> Says:
        return Says("{policy}", {"policy": small(tell(_SAID[self.policy])).rstrip(".")})

    def heading(self) -> Says:
        return self.title()

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("If you have a record, ask the certifier before you pay; many people with a record are certified.")
