"""Education: a level finished, or being worked on, in some field where the rule names one.

education: {at_least: high_school}
education: {at_least: high_school, or_in_progress: true}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.asking import OTHER, from_record
from peercert.judging.context import Context
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import Choice, Data, Question
from peercert.record import EDUCATION_ORDER, EducationLevel
from peercert.shapes import OneOrMany, field
from peercert.verdicts import MET, MISSING, UNKNOWN, AnyOf, Judgement, Name, Says
from peercert.words import N_

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_NAMES = N_({
    "none": "no schooling", "some_high_school": "some high school", "high_school": "a high school diploma or GED",
    "some_college": "some college", "associate": "an associate degree", "bachelor": "a bachelor's degree",
    "master": "a master's degree", "doctorate": "a doctorate",
})  # fmt: skip


class Education(Rule):
    """Highest level of schooling finished (a GED counts as high_school)."""

    at_least: EducationLevel = field(doc="Lowest level that is enough.", example="high_school")
    or_in_progress: bool | None = field(default=None, doc="Working toward that level is enough.", example=True)
    field_: OneOrMany[str] | None = field(
        default=None, doc="In one of these fields of study.", example=["human_services"]
    )

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"at_least": "high_school"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        have, study = context.record.education, context.record.enrolled_in
        need = EDUCATION_ORDER.index(self.at_least)
        studying = self.or_in_progress and study is not None and EDUCATION_ORDER.index(study) >= need
        if have is None:
            if studying:
                return Judgement(MET, Says("You are studying for it."), study, self.at_least)
            why = Says("Your education is not in the record.")
            return Judgement(UNKNOWN, why, None, self.at_least, fields=("education",))
        if EDUCATION_ORDER.index(have) >= need:
            return self._field(have, context)
        if studying:
            return Judgement(MET, Says("You are studying for it."), study, self.at_least)
        if self.or_in_progress and study is None:
            why = Says(
                "You have {have}; studying for it now would count, and the record does not say.",
                {"have": Says(_NAMES[have])},
            )
            return Judgement(UNKNOWN, why, have, self.at_least, fields=("enrolled_in",))
        return Judgement(MISSING, Says("You have {have}.", {"have": Says(_NAMES[have])}), have, self.at_least)

    def _field(self, have: str, context: Context) -> Judgement:
        met = Judgement(MET, Says("You have {have}.", {"have": Says(_NAMES[have])}), have, self.at_least)
        if self.field_ is None:
            return met
        known = context.record.education_field
        if known is None:
            return Judgement(
                UNKNOWN,
                Says("The field of study is not in the record."),
                have,
                self.at_least,
                fields=("education_field",),
            )
        if same(known) in {same(f) for f in self.field_}:
            return met
        return Judgement(MISSING, Says("Your field is {field}.", {"field": Name(known)}), have, self.at_least)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, cases, cell, pick
        from peercert.judging.formula import FALSE

        have, study = sheet.text("field", "education"), sheet.text("field", "enrolled_in")
        need = EDUCATION_ORDER.index(self.at_least)
        enough = EDUCATION_ORDER[need:]
        reached = have.known & have.value.among(enough) if have.known is not FALSE else FALSE
        studying = open_ = FALSE
        if self.or_in_progress and study.known is not FALSE:
            studying = study.known & study.value.among(enough) & ~reached
        if self.or_in_progress:
            open_ = ~study.known
        field_open, other_field = FALSE, FALSE
        if self.field_ is not None:
            field = sheet.same("field", "education_field")
            field_open = reached & ~field.known
            if field.known is not FALSE:
                other_field = reached & field.known & ~field.value.among(map(same, self.field_))
        verdicts = cases(
            (studying, MET), (~have.known | field_open, UNKNOWN), (other_field, MISSING), (reached, MET), (open_, UNKNOWN),
            otherwise=MISSING,
        )  # fmt: skip
        return Form(verdicts, pick(studying, study, have), cell(self.at_least))

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        studying = (table.ENROLLED_IN,) if self.or_in_progress else ()
        return (table.EDUCATION, *studying, *((table.education_field(self.field_),) if self.field_ else ()))

    def title(self) -> Says:
        return Says("Education")

    def need(self) -> Says:
        said = Says(_NAMES[self.at_least])
        if self.at_least not in ("doctorate", "none"):
            said = Says("at least {what}", {"what": said})
        if self.field_:
            said = Says("{what} in {fields}", {"what": said, "fields": AnyOf.names(self.field_)})
        return Says("{what}, or being on the way to it", {"what": said}) if self.or_in_progress else said

    def ask(self, field: str, data: Data) -> Question | None:
        if field != "education_field" or self.field_ is None:
            return None
        asked = from_record(field, data)
        options = (*((f, Name(f)) for f in self.field_), (OTHER, Says("something else")))
        return asked._replace(form=Choice(options)) if asked else None

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add your education.")
        if self.at_least == "high_school":
            return Says("Get a high school diploma or GED; adult education centers help, often free of charge.")
        return Says("Get {what}.", {"what": Says(_NAMES[self.at_least])})
