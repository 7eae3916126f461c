"""Which certification period it is: the first, a later one, one cut short. Used as a test.

when: {period: {first: false}}
when: {period: {short: true}}
period: {renewed_fewer_than: 4}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.asking import held_ones
from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Data, Question
from peercert.shapes import ShapeError, Where, field
from peercert.verdicts import MET, MISSING, UNKNOWN, All, Judgement, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Period(Rule):
    """Which period the renewal is for."""

    first: bool | None = field(
        default=None, doc="The first period since certification (true), or a later one (false).", example=False
    )
    renewed_fewer_than: int | None = field(
        default=None, doc="It can be renewed so many times at most; the record counts its renewals.", example=4
    )
    short: bool | None = field(default=None, doc="A period cut short (true), or a full one (false).", example=True)

    example: ClassVar[Any] = {"first": False}

    def check(self, where: Where) -> None:
        if self.first is None and self.short is None and self.renewed_fewer_than is None:
            raise ShapeError(where, "needs first, short or renewed_fewer_than")

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        period = context.period
        answers = []
        for wanted, is_so in ((self.first, period.first), (self.short, period.short)):
            if wanted is not None:
                answers.append(None if is_so is None else is_so == wanted)
        if self.renewed_fewer_than is not None:
            held = context.record.held((context.credential_id,))
            done = 0 if period.first else held.renewals if held else None
            answers.append(None if done is None else done < self.renewed_fewer_than)
            if answers[-1] is False:
                why = Says("It was renewed {done} time, as often as it can be.", {"done": done}, "It was renewed {done} times, as often as it can be.", done)  # fmt: skip
                return Judgement(MISSING, why)
        if False in answers:
            return Judgement(MISSING, Says("It is another period."))
        if None in answers and self.renewed_fewer_than is not None and answers[-1] is None:
            return Judgement(UNKNOWN, Says("How often it was renewed is not in the record."), fields=("credentials",))
        if None in answers:
            return Judgement(UNKNOWN, Says("Which period it is, the record does not say."), fields=("credentials",))
        return Judgement(MET, Says("It is this period."))

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return held_ones(field, ())

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import OPEN, YES, Form, Tri, cases, chosen
        from peercert.judging.formula import FALSE

        period, answers = sheet.period, YES
        for wanted, is_so in ((self.first, period.first), (self.short, period.short)):
            if wanted is not None:
                answers = answers & (is_so if wanted else ~is_so)
        if self.renewed_fewer_than is not None:
            done = OPEN
            if period.held is not None and period.held.renewals.known is not FALSE:
                times, held = period.held.renewals, period.held.there
                fewer = times.value < float(self.renewed_fewer_than)
                done = Tri(held & times.known & fewer, held & times.known & ~fewer)
            none = YES if self.renewed_fewer_than > 0 else ~YES
            answers = answers & chosen(period.first.yes, none, done)
        verdicts = cases((answers.no, MISSING), (answers.open, UNKNOWN), otherwise=MET)
        return Form(verdicts)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        return reading.period() if reading.cycle is not None else table.own(reading.credential_id)

    def title(self) -> Says:
        return Says("Which period")

    def need(self) -> Says:
        parts = []
        if self.first is not None:
            parts.append(Says("the first period" if self.first else "a later period than the first"))
        if self.short is not None:
            parts.append(Says("a period cut short" if self.short else "a full period"))
        if self.renewed_fewer_than is not None:
            most = self.renewed_fewer_than
            parts.append(Says("at most {count} renewal", {"count": most}, "at most {count} renewals", most))
        return Says("{parts}", {"parts": All(tuple(parts))})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if self.renewed_fewer_than is not None:
            over = judgement.verdict is MISSING
            return Says(
                "Ask the certifier what comes next."
                if over
                else "Add to the credential how often it was renewed, as renewals."
            )
        return Says("Add the credential with the days it was issued and expires.")
