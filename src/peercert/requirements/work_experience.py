"""Work experience: paid or volunteer hours, by domain, place and time; or a length of time in the work.

work_experience: {hours: 500, as: [paid, volunteer], within: 2 years}
work_experience: {hours: 250, while_holding: tx-mhps-initial, supervised: true}
work_experience: {duration: 2 years, setting: recovery}
"""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import Duration
from peercert.judging import tally_words
from peercert.judging.context import Context
from peercert.judging.entries import span_of
from peercert.judging.requirement import Requirement
from peercert.judging.selector import Phrase
from peercert.judging.tally import Tally
from peercert.shapes import ShapeError, Where, field
from peercert.verdicts import MET, MISSING, UNKNOWN, Judgement, Quantity, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class WorkExperience(Tally):
    """Work or volunteering as a peer, in hours or as a length of time."""

    duration: Duration | None = field(
        default=None, doc="Length of time in the work, instead of hours.", example="2 years"
    )
    full_time: bool | None = field(
        default=None, doc="Only full-time work counts toward the length of time.", example=True
    )

    example: ClassVar[Any] = {"hours": 500, "as": ["paid", "volunteer"]}
    hours_kind: ClassVar[str | None] = "work_experience"
    record_field: ClassVar[str] = "experience"

    def phrase(self) -> list[Phrase]:
        """The narrowing in words; that peer support is done in peer support goes without saying."""
        return super().phrase() if self.role != ("peer_support",) else self.but(role=None).phrase()

    def name(self) -> Says:
        return Says("work" if self.role and "peer_support" not in self.role else "peer support work")

    def check(self, where: Where) -> None:
        super().check(where)
        if self.duration is not None and self.measure != "items":
            raise ShapeError(
                (*where, "duration"),
                f"counts in {self.measure} and as a length of time; write two requirements",
            )

    def judge(self, requirement: Requirement, context: Context) -> Judgement:
        return super().judge(requirement, context) if self.duration is None else self._length(self.duration, context)

    def _length(self, duration: Duration, context: Context) -> Judgement:
        """Days covered by work that counts; stretches that overlap count once."""
        needed = (context.as_of - duration.before(context.as_of)).days
        entries = self.entries(context)
        if entries is None:
            return Judgement(UNKNOWN, Says("Your record does not say anything about {what} yet.", {"what": self.name()}), None, needed, None, "days", None, ("experience",))  # fmt: skip
        sure: list[tuple[date, date]] = []
        possible: list[tuple[date, date]] = []
        lacks: list[str] = []
        for where, entry in entries:
            match = self.match(entry, context)
            first, last = span_of(entry, context)
            if match.counts is False:
                continue
            counts = match.counts
            if self.full_time and (entry.hours_per_week is None or entry.hours_per_week < 35):
                if entry.hours_per_week is not None:
                    continue
                counts = None
                lacks.append(f"{where}.hours_per_week")
            lacks += [n[1:] if n[0] == "/" else f"{where}.{n}" for n in match.lacks]
            if first is None or last is None:
                lacks.append(f"{where}.from")
                possible.append((date.min, context.as_of))
                continue
            possible.append((first.lo, min(last.hi, context.as_of)))
            if counts:
                sure.append((first.hi, min(last.lo, context.as_of)))
        lo, hi = _covered(sure), _covered(possible)
        verdict = MET if lo >= needed else MISSING if hi < needed else UNKNOWN
        why = Says("Your record shows {have}; {need} needed.", {"have": Quantity(lo, "days"), "need": duration})
        return Judgement(
            verdict,
            why,
            lo,
            needed,
            0 if verdict is MET else needed - lo,
            "days",
            None if lo == hi else hi,
            tuple(lacks) if verdict is UNKNOWN else (),
        )

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":
        if self.duration is None:
            return super().columns(requirement, sheet)
        from peercert.judging.column_forms import Cell, Form, NoColumnForm, cases, cell
        from peercert.judging.day_formulas import days_between, earlier
        from peercert.judging.formula import FALSE, formula, larger, where
        from peercert.judging.selector_columns import match

        there, works = sheet.entries("experience")
        if len(works) > 1:
            raise NoColumnForm("several stretches of work")
        needed = (sheet.as_of - self.duration.before(sheet.as_of)).days
        lo = hi = formula(0)
        for work in works:
            counts = match(self, work, sheet).counts
            first, last = work.span()
            surely, possible = work.there & counts.yes, work.there & ~counts.no
            if self.full_time:
                week = work.number("hours_per_week")
                less = week.known & (week.value < 35.0) if week.known is not FALSE else FALSE
                surely, possible = surely & week.known & ~less, possible & ~less
            known = first.known & last.known
            least = larger(0, days_between(first.hi, earlier(last.lo, sheet.today)))
            most = larger(0, days_between(first.lo, earlier(last.hi, sheet.today)))
            lo = where(surely & known, least, 0)
            hi = where(possible, where(known, most, sheet.as_of.toordinal() - 1), 0)
        verdicts = cases((~there, UNKNOWN), (lo >= needed, MET), (hi < needed, MISSING), otherwise=UNKNOWN)
        gap = Cell(where(verdicts.met, 0, needed - lo), there)
        return Form(verdicts, Cell(lo, there), cell(needed), gap, "days")

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        if self.duration is None:
            return super().reads(reading)
        found = [c for slot in reading.slots_for(self) for c in table.days(slot)]
        found += [c for slot in reading.slots_for(self) for c in table.selector_reads(self, slot, reading)]
        return (
            *table.sayable(found),
            *(table.entry(s, "hours_per_week") for s in reading.slots_for(self) if self.full_time),
        )

    def need(self) -> Says:
        if self.duration is None:
            return super().need()
        values = {"length": self.duration, "what": self.name()}
        said = Says("{length} of full-time {what}" if self.full_time else "{length} of {what}", values)
        return tally_words.narrowed(said, self.phrase())


def _covered(stretches: list[tuple[date, date]]) -> int:
    """Days covered by these stretches, overlaps counted once."""
    days, reached = 0, date.min
    for first, last in sorted(stretches):
        start = max(first, reached)
        if last > start:
            days += (last - start).days
            reached = last
    return days
