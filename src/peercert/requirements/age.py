"""Age: at least, or within a window of years.

Someone born on 29 February is a year older on 1 March in other years; a birthday today counts.

    age: {at_least: 18}
    age: {at_least: 18, at_most: 29}
"""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan, Duration
from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.shapes import ShapeError, Where, field
from peercert.verdicts import MET, MISSING, UNKNOWN, AnyOf, Judgement, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Age(Rule):
    """Age in years on the day of the check."""

    at_least: int | None = field(default=None, doc="Youngest age, in years.", example=18)
    at_most: int | None = field(
        default=None, doc="Oldest age, in years: the last birthday counts until the next one.", example=29
    )

    counted_to: str | None = field(
        default=None,
        doc="Milestone on whose day the age counts, once reached; the day of the check until then.",
        example="application",
    )

    example: ClassVar[Any] = {"at_least": 18}

    def check(self, where: Where) -> None:
        if self.at_least is None and self.at_most is None:
            raise ShapeError(where, "needs at_least or at_most, in years")

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        born = context.record.born
        need = self.at_least if self.at_least is not None else self.at_most
        if born is None:
            return Judgement(
                UNKNOWN,
                Says("Your date of birth is not in the record."),
                None,
                need,
                None,
                "years",
                None,
                ("born",),
            )
        day = context.counted_to(self.counted_to)
        age = (_age(born.hi, day), _age(born.lo, day))
        says = Says("You are {age}.", {"age": age[0] if age[0] == age[1] else AnyOf(age)})
        too_young = self.at_least is not None and age[1] < self.at_least
        too_old = self.at_most is not None and age[0] > self.at_most
        if too_young or too_old:
            least = self.at_least or 0
            on = Duration(least, "year").elapsed_on(born.lo) if too_young else None
            return Judgement(
                MISSING,
                says,
                age[0],
                need,
                float(least - age[0]) if too_young else None,
                "years",
                earliest=on,
                next=Says("Wait until {day} at the earliest.", {"day": on}) if on and not born.exact else None,
            )
        sure = (self.at_least is None or age[0] >= self.at_least) and (self.at_most is None or age[1] <= self.at_most)
        if sure:
            return Judgement(MET, says, age[0], need, 0, "years")
        return Judgement(
            UNKNOWN, Says("The exact day of birth decides."), age[0], need, None, "years", age[1], ("born",)
        )

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        born = context.record.born
        if born is None or self.at_least is None:
            return None
        years = Duration(self.at_least, "year")
        return DateSpan(years.elapsed_on(born.lo), years.elapsed_on(born.hi))

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, cases, cell
        from peercert.judging.day_formulas import elapsed
        from peercert.judging.formula import FALSE, where

        born, day = sheet.date("field", "born"), sheet.counted_to(self.counted_to)
        least, most = (day // 10000 - b // 10000 - where(day % 10000 < b % 10000, 1, 0) for b in (born.hi, born.lo))
        too_young = most < self.at_least if self.at_least is not None else FALSE
        too_old = least > self.at_most if self.at_most is not None else FALSE
        open_ = (least < self.at_least if self.at_least is not None else FALSE) | (
            most > self.at_most if self.at_most is not None else FALSE
        )
        missing = too_young | too_old
        verdicts = cases((~born.known, UNKNOWN), (missing, MISSING), (open_, UNKNOWN), otherwise=MET)
        gap = where(too_young, (self.at_least or 0) - least, 0)
        need = self.at_least if self.at_least is not None else self.at_most
        earliest = where(too_young, elapsed(Duration(self.at_least or 0, "year"), born.lo), 0)
        known = born.known & (verdicts.met | too_young)
        return Form(verdicts, Cell(least, born.known), cell(need), Cell(gap, known), "years", earliest)

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        from peercert.judging.day_formulas import UNKNOWN_DAY, elapsed

        if self.at_least is None:
            return UNKNOWN_DAY
        years, born = Duration(self.at_least, "year"), sheet.date("field", "born")
        return born.map(lambda day: elapsed(years, day)).or_else(born.known, UNKNOWN_DAY)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        return (table.BORN, *reading.day(self.counted_to))

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return (table.BORN,)

    def title(self) -> Says:
        return Says("Age")

    def need(self) -> Says:
        if self.at_least is not None and self.at_most is not None:
            return Says("{low} to {high} years old", {"low": self.at_least, "high": self.at_most})
        if self.at_most is not None:
            return Says("at most {high} years old", {"high": self.at_most})
        return Says("at least {low} years old", {"low": self.at_least})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add your date of birth.")
        if judgement.earliest:
            return Says("Wait until {day}.", {"day": judgement.earliest})
        return Says("Ask the certifier which other way is open to you.")


def _age(born: date, day: date) -> int:
    """Whole years; born on 29 February, a year is full on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
