"""Recovery time: how long, counted how; or a quality that a human judges.

recovery_time: {at_least: 2 years}
recovery_time: {at_least: 12 months, within: 2 years}        # twelve months in a row within the last two years
recovery_time: {at_least: 6 months, within: 12 months, in_total: true}   # six of the last twelve
recovery_time: {at_least: 0 months}                          # expressly none
recovery_time: {quality: sustained recovery}                 # a human decides
"""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan, Duration, later
from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import Data, Question
from peercert.record import LivedAs, LivedExperience, LivedOf
from peercert.requirements.lived_experience import lived, lived_columns
from peercert.shapes import OneOrMany, ShapeError, Where, field
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN, AnyOf, Judgement, Prose, Quantity, Says, The
from peercert.words import back, step

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.formula import Formula
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class RecoveryTime(Rule):
    """Time in recovery."""

    at_least: Duration | None = field(
        default=None, doc="How long; 0 months where a rule expressly sets none.", example="2 years"
    )
    within: Duration | None = field(
        default=None, doc="Counted only within this long before the day it is counted to.", example="24 months"
    )
    in_total: bool | None = field(
        default=None, doc="Stretches are added up; otherwise it is one stretch.", example=True
    )
    of: OneOrMany[LivedOf] | None = field(default=None, doc="Recovery from one of these.", example="substance_use")
    as_: OneOrMany[LivedAs] | None = field(
        default=None, doc="Only own recovery counts unless said otherwise.", example=["person", "youth"]
    )
    counted_to: str | None = field(default=None, doc="Milestone it is counted to, once reached; the day of the check until then.", example="enrolment")  # fmt: skip
    quality: str | None = field(
        default=None,
        doc="What the rule asks in words, where it sets no length: a human decides.",
        example="sustained recovery",
    )

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"at_least": "2 years"}
    names_itself: ClassVar[bool] = True

    def check(self, where: Where) -> None:
        if (self.at_least is None) == (self.quality is None):
            raise ShapeError(where, "needs at_least (a length) or quality (words), not both")

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        if self.at_least is None:
            return Judgement(
                REVIEW,
                Says(
                    "The rule sets no length of time ({quality}); the certifier decides.",
                    {"quality": Prose(self.quality or "")},
                ),
                need=self.quality,
            )
        need = str(self.at_least)
        if self.at_least.number == 0:
            return Judgement(MET, Says("The rule sets no length of time."), need=need)
        known = context.record.lived_experience
        if known is None:
            return _not_said(need, ("lived_experience",))
        mine = [
            (i, e)
            for i, e in enumerate(known)
            if e.as_ in (self.as_ or ("person", "youth")) and (not self.of or set(e.of) & set(self.of))
        ]
        if not mine:
            return Judgement(MISSING, Says("Your record shows no recovery of your own of this kind."), None, need)
        to = context.counted_to(self.counted_to)
        if self.within and (self.in_total or any(e.recovery_periods for _, e in mine)):
            return self._within(mine, to, need)
        return self._since(mine, to, need, context)

    def _since(self, mine: list[tuple[int, LivedExperience]], to: date, need: str, context: Context) -> Judgement:
        assert self.at_least is not None
        since = [e.recovery_since for _, e in mine if e.recovery_since]
        if not since:
            fields = tuple(f"lived_experience[{i}].recovery_since" for i, _ in mine)
            return _not_said(need, fields)
        best = min(since, key=lambda s: s.hi)
        sure, possible = self.at_least.elapsed_on(best.hi), self.at_least.elapsed_on(best.lo)
        values = {"since": The(best)}
        if sure <= to:
            return Judgement(MET, Says("In recovery since {since}.", values), str(best), need)
        silent = tuple(f"lived_experience[{i}].recovery_since" for i, e in mine if e.recovery_since is None)
        if possible > to and silent:
            why = Says("In recovery since {since}; of another experience in your record it is not said.", values)
            return Judgement(UNKNOWN, why, str(best), need, fields=silent)
        if possible > to:
            if to < context.as_of:
                why = Says(
                    "In recovery since {since}; the time is counted to {step}, and it was not long enough then.",
                    values | {"step": step(self.counted_to or "")},
                )
                return Judgement(MISSING, why, str(best), need, float((possible - to).days), "days")
            why = Says("In recovery since {since}; the rest is still to come.", values)
            rough = Says("Keep going; this is reached on {day} at the earliest.", {"day": possible})
            return Judgement(MISSING, why, str(best), need, float((possible - to).days), "days", earliest=possible,
                             next=None if best.exact else rough)  # fmt: skip
        fields = tuple(f"lived_experience[{i}].recovery_since" for i, e in mine if e.recovery_since == best)
        return Judgement(
            UNKNOWN,
            Says("In recovery since {since}; the exact day decides.", values),
            str(best),
            need,
            fields=fields,
        )

    def _within(self, mine: list[tuple[int, LivedExperience]], to: date, need: str) -> Judgement:
        """Days in recovery inside the window: the longest stretch, or all of them together."""
        assert self.at_least is not None
        assert self.within is not None
        start = self.within.before(to)
        if all(e.recovery_since is None and e.recovery_periods is None for _, e in mine):
            fields = tuple(f"lived_experience[{i}].recovery_periods" for i, _ in mine)
            return _not_said(need, fields)
        lengths: tuple[list[int], list[int]] = ([], [])
        for _, entry in mine:
            stretches = [(p.from_, p.to) for p in entry.recovery_periods or ()]
            stretches += [(entry.recovery_since, None)] if entry.recovery_since else []
            for first, last in stretches:
                end = last or DateSpan(to, to)
                for sure, (a, b) in enumerate(((first.lo, end.hi), (first.hi, end.lo))):
                    lengths[sure].append(max(0, (min(b, to) - max(a, start)).days))
        needed = (to - self.at_least.before(to)).days
        most, least = (sum(x) if self.in_total else max(x) for x in lengths)
        values = {"days": Quantity(least, "days"), "last": back(self.within)}
        why = Says("{days} of recovery within {last}.", values)
        if least >= needed:
            return Judgement(MET, why, least, needed, 0, "days")
        if most < needed:
            open_now = any(e.recovery_since for _, e in mine)
            earliest = later(to, needed - most) if open_now else None
            return Judgement(MISSING, why, least, needed, float(needed - least), "days", earliest=earliest)
        return Judgement(
            UNKNOWN, Says("The exact days decide."), least, needed, None, "days", most, ("lived_experience",)
        )

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        since = [e.recovery_since for e in context.record.lived_experience or () if e.recovery_since]
        if not since or self.at_least is None:
            return None
        best = min(since, key=lambda s: s.hi)
        return DateSpan(self.at_least.elapsed_on(best.lo), self.at_least.elapsed_on(best.hi))

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return lived(field, self.as_ or ("person",), self.of or ())

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, Verdicts, cases, cell
        from peercert.judging.day_formulas import days_between, elapsed, passed, span_cell
        from peercert.judging.formula import TRUE, where

        if self.at_least is None:
            return Form(Verdicts(review=TRUE), need=cell(self.quality))
        need, length = cell(str(self.at_least)), self.at_least
        if length.number == 0:
            return Form(Verdicts(met=TRUE), need=need)
        there, mine, as_, of = lived_columns(sheet)
        mine = mine & as_(self.as_ or ("person", "youth"))
        if self.of:
            mine = mine & of(self.of)
        since, to = sheet.date("lived", "recovery_since"), sheet.counted_to(self.counted_to)
        if self.within and self.in_total:
            return self._within_columns(there, mine, sheet)
        silent = mine & ~since.known
        sure, ahead = passed(length, since.hi, to), ~passed(length, since.lo, to)
        verdicts = cases(
            (~there | silent, UNKNOWN), (~mine, MISSING), (sure, MET), (ahead, MISSING), otherwise=UNKNOWN
        )  # fmt: skip
        reached = elapsed(length, since.lo)
        missing = mine & verdicts.missing
        earliest = where(missing & ~(to < sheet.today), reached, 0)
        return Form(
            verdicts, span_cell(since).when(mine), need, Cell(days_between(to, reached), missing), "days", earliest
        )

    def _within_columns(self, there: "Formula", mine: "Formula", sheet: "Sheet") -> "Form":
        """Days in recovery inside the window, of one stretch that goes on."""
        from peercert.judging.column_forms import Cell, Form, cases, pick
        from peercert.judging.day_formulas import before, days_between, from_ordinal, later, ordinal
        from peercert.judging.formula import formula, larger, where

        assert self.at_least is not None
        assert self.within is not None
        since, to = sheet.date("lived", "recovery_since"), sheet.counted_to(self.counted_to)
        start = before(self.within, to)
        most, least = (larger(0, days_between(later(day, start), to)) for day in (since.lo, since.hi))
        needed = days_between(before(self.at_least, to), to)
        silent = mine & ~since.known
        verdicts = cases(
            (~there | silent, UNKNOWN), (~mine, MISSING), (least >= needed, MET), (most < needed, MISSING), otherwise=UNKNOWN
        )  # fmt: skip
        counted = mine & since.known
        need = pick(counted, Cell(needed), Cell(formula(str(self.at_least))))
        earliest = where(counted & verdicts.missing, from_ordinal(ordinal(to) + needed - most), 0)
        gap = Cell(where(verdicts.met, 0, needed - least), counted & ~verdicts.unknown)
        return Form(verdicts, Cell(least, counted), need, gap, "days", earliest)

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        from peercert.judging.day_formulas import UNKNOWN_DAY, elapsed

        if self.at_least is None:
            return UNKNOWN_DAY
        length, since = self.at_least, sheet.date("lived", "recovery_since")
        there = since.known & lived_columns(sheet)[1]
        return since.map(lambda day: elapsed(length, day)).or_else(there, UNKNOWN_DAY)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        if self.at_least is None or self.at_least.number == 0:
            return ()
        of = (table.LIVED_OF,) if self.of else ()
        return (table.LIVED_AS, *of, table.RECOVERY_SINCE, *reading.day(self.counted_to))

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return (table.LIVED_AS, table.RECOVERY_SINCE)

    def title(self) -> Says:
        return Says("Time in recovery")

    def need(self) -> Says:
        if self.at_least is None:
            return Says("{quality}", {"quality": Prose(self.quality or "")})
        if self.at_least.number == 0:
            return Says("no set length of recovery")
        said = Says("{length} in recovery", {"length": self.at_least})
        if self.of:
            said = Says("{length} in recovery from {of}", {"length": self.at_least, "of": AnyOf.names(self.of)})
        if self.within:
            values = {"time": said, "last": back(self.within)}
            said = Says("{time} in all within {last}" if self.in_total else "{time} in a row within {last}", values)
        if self.counted_to:
            said = Says("{time}, counted to {step}", {"time": said, "step": step(self.counted_to)})
        return said

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is REVIEW:
            return Says("Be ready to tell the certifier about it.")
        if judgement.verdict is UNKNOWN:
            return Says("Add since when you have been in recovery; the month or year will often do.")
        if judgement.earliest:
            return Says("Keep going; this is reached on {day}.", {"day": judgement.earliest})
        return Says("Ask the certifier whether your recovery counts here.")


def _not_said(need: str, fields: tuple[str, ...]) -> Judgement:
    why = Says("Since when you have been in recovery is not in the record.")
    return Judgement(UNKNOWN, why, None, need, fields=fields)
