"""A step taken, perhaps by or after a day: registration, approval, enrolment.

milestone: {of: registration}
milestone: {of: application, until: 2025-08-31}
milestone: {of: registration, ago: 6 months}       # at least six months ago
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan, Day, Duration
from peercert.judging.context import NEVER, Context
from peercert.judging.entries import inside
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.shapes import field
from peercert.verdicts import MET, MISSING, UNKNOWN, Judgement, Name, On, Says, The
from peercert.words import back, step

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Milestone(Rule):
    """A step on the way, with its date."""

    of: str = field(doc="Which step, as under `milestones` in records (or a requirement's id).", example="registration")
    from_: Day | None = field(default=None, doc="Taken on or after this day.", example="2025-09-01")
    until: Day | None = field(default=None, doc="Taken on or before this day.", example="2025-08-31")
    ago: Duration | None = field(default=None, doc="Taken at least this long ago.", example="6 months")
    after: str | None = field(
        default=None, doc="Another milestone, or a requirement's id, that `no_later_than` runs from.", example="hire"
    )
    no_later_than: Duration | None = field(
        default=None, doc="Taken no later than this after `after`.", example="4 months"
    )
    within: Duration | None = field(default=None, doc="Taken at most this long ago.", example="12 months")

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"of": "registration"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        when, limit = context.date_of(self.of), self._limit(context)
        if when is None:
            return Judgement(
                UNKNOWN,
                Says("Your record does not say when ({step}).", {"step": Name(self.of)}),
                fields=(f"milestones.{self.of}",),
            )
        if when is NEVER or when.lo > context.as_of:
            late = (self.until is not None and context.as_of > self.until.day) or (
                limit is not None and context.as_of > limit.hi
            )
            return Judgement(
                MISSING, Says("The time for it has passed." if late else "Still to come."), 0, 1, 1, "items"
            )
        start = self.from_.day if self.from_ else None
        end = self.until.day if self.until else None
        if self.within:
            since = self.within.before(context.as_of)
            start = max(start, since) if start else since
        if self.no_later_than and limit is None:
            why = Says("When the time for it began is not in the record ({step}).", {"step": Name(self.after or "")})
            return Judgement(UNKNOWN, why, str(when), fields=(f"milestones.{self.after}",))
        if limit is not None and when.lo > limit.hi:
            return Judgement(
                MISSING, Says("It was {on}, later than {limit}.", {"on": On(when), "limit": The(limit)}), str(when)
            )
        spans = [None if d is None else DateSpan(d, d) for d in (start, end)]
        answer = inside(when, when, spans[0], spans[1])
        values = {"on": On(when)}
        if answer is False:
            return Judgement(MISSING, Says("It was {on}, outside the time that counts.", values), str(when))
        if self.ago:
            sure, possible = self.ago.elapsed_on(when.hi), self.ago.elapsed_on(when.lo)
            if possible > context.as_of:
                gap = float((possible - context.as_of) / timedelta(days=1))
                return Judgement(
                    MISSING,
                    Says("It was {on}; the time still has to pass.", values),
                    str(when),
                    str(self.ago),
                    gap,
                    "days",
                    earliest=possible,
                )
            answer = answer if sure <= context.as_of else None
        if limit is not None and when.hi > limit.lo:
            answer = None
        if answer is None:
            return Judgement(UNKNOWN, Says("The exact day decides."), str(when), fields=(f"milestones.{self.of}",))
        return Judgement(MET, Says("Done {on}.", values), str(when))

    def _limit(self, context: Context) -> DateSpan | None:
        """Last day for it, counted from another step."""
        start = context.date_of(self.after) if self.after else None
        if start is None or start is NEVER or self.no_later_than is None:
            return None
        return DateSpan(self.no_later_than.after(start.lo), self.no_later_than.after(start.hi))

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:
        if requirement.id != self.of:
            return context.date_of(self.of)
        return context.milestone(self.of)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import YES, Cell, Form, cases, cell, pick
        from peercert.judging.day_formulas import (
            UNKNOWN_DAY,
            after,
            days_between,
            elapsed,
            exact,
            inside,
            passed,
            span_cell,
        )  # fmt: skip
        from peercert.judging.formula import FALSE, TRUE, formula, where

        when, limit = sheet.date_of(self.of), UNKNOWN_DAY
        if self.after and self.no_later_than:
            begun, length = sheet.date_of(self.after), self.no_later_than
            limit = begun.map(lambda day: after(length, day)).or_else(begun.reached, UNKNOWN_DAY)
        ahead = when.never | (when.lo > sheet.today)
        start = self.from_.day if self.from_ else None
        if self.within:
            since = self.within.before(sheet.as_of)
            start = max(start, since) if start else since
        no_limit = ~limit.known if self.no_later_than else FALSE
        too_late = limit.known & (when.lo > limit.hi)
        spans = [None if d is None else exact(d) for d in (start, self.until.day if self.until else None)]
        placed = inside(when, when, spans[0], spans[1]) if any(spans) else YES
        waiting, passed_surely = FALSE, TRUE
        if self.ago:
            waiting = ~passed(self.ago, when.lo, sheet.today)
            passed_surely = passed(self.ago, when.hi, sheet.today)
        straddles = limit.known & (when.hi > limit.lo)
        there = when.known & ~ahead
        late = there & no_limit
        wrong = there & ~no_limit & (too_late | placed.no)
        waits = there & ~no_limit & ~wrong & waiting
        open_ = placed.open | ~passed_surely | straddles
        verdicts = cases(
            (~when.known | late, UNKNOWN), (ahead | wrong | waits, MISSING), (open_, UNKNOWN), otherwise=MET
        )  # fmt: skip
        ahead = when.known & ahead
        have = pick(ahead, cell("0"), span_cell(when).when(there))
        need = pick(ahead, cell("1"), cell(str(self.ago) if self.ago else None).when(waits))
        earliest, gap = formula(0), Cell(formula(1.0), ahead)
        if self.ago:
            reached = elapsed(self.ago, when.lo)
            earliest = where(waits, reached, 0)
            gap = pick(ahead, gap, Cell(days_between(sheet.today, reached).as_float(), waits))
        return Form(verdicts, have, need, gap, "items", earliest, effort=where(waits, 0.0, 2.0))

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":
        return sheet.date_of(self.of) if requirement.id != self.of else sheet.step(self.of)

    def reads(self, reading: "Reading") -> "Columns":
        return reading.day(self.of) + reading.day(self.after)

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":
        from peercert.judging import table

        return (table.step(self.of),) if requirement.id == self.of else reading.day(self.of)

    def title(self) -> Says:
        return Says("Step")

    def need(self) -> Says:
        said = Says("{step}", {"step": Name(self.of)})
        if self.from_:
            said = Says("{step} on or after {day}", {"step": said, "day": self.from_.day})
        if self.until:
            said = Says("{step} by {day}", {"step": said, "day": self.until.day})
        if self.after and self.no_later_than:
            limit = {"step": said, "length": self.no_later_than, "other": step(self.after)}
            said = Says("{step} no later than {length} after {other}", limit)
        if self.ago:
            said = Says("{step} at least {length} ago", {"step": said, "length": self.ago})
        return Says("{step} within {last}", {"step": said, "last": back(self.within)}) if self.within else said

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add the date of this step: {step}.", {"step": Name(self.of)})
        if judgement.earliest:
            return Says("Wait until {day}.", {"day": judgement.earliest})
        return Says("Take this step: {step}.", {"step": Name(self.of)})

    def slug(self) -> str:
        return f"milestone-{self.of.replace('_', '-')}"
