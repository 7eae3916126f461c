"""Continuing education: hours within the certification period, by topic, with caps, or on a clock of its own.

continuing_education: {hours: 20, parts: {ethics: 6}}
continuing_education: {hours: 3, topic: suicide_prevention, every: 6 years, counts_inside: true}
continuing_education: {hours: 20, carry_over: 20, at_most: [{hours: 10, as: course_preparation}]}
"""

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.dates import DateSpan, Duration, months_between
from peercert.judging.context import Context
from peercert.judging.entries import inside, span_of
from peercert.judging.requirement import Requirement
from peercert.judging.selector import Match
from peercert.judging.tally import Tally
from peercert.shapes import field
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Judgement, Says

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.formula import Formula
    from peercert.judging.selector_columns import Match as Matched
    from peercert.judging.sheet import Sheet
    from peercert.judging.sheet_entries import Entry as Slip
    from peercert.judging.table import Columns, Reading

LATE = "/late"
"""Stands among the fields that are open for hours done after the period, on which the rule is silent."""


class ContinuingEducation(Tally):
    """Continuing education since certification or the last renewal."""

    every: Duration | None = field(
        default=None, doc="A clock of its own: counted in this long before the period's end.", example="6 years"
    )
    first_due: Literal["first_renewal"] | None = field(default=None, doc="Of a clock of its own: asked already at the first renewal; otherwise first due when that clock has run once.", example="first_renewal")  # fmt: skip
    by_end: bool | None = field(default=None, doc="When renewing late: only hours done by the end of the period (true), or later ones too (false); open where left out.", example=True)  # fmt: skip
    carry_over: float | None = field(
        default=None, doc="Hours left over from the period before that may be carried in.", example=20
    )
    prorated: bool | None = field(
        default=None, doc="Fewer hours in a period that is shorter than a full one, by the month.", example=True
    )
    per_month_overdue: float | None = field(
        default=None, doc="Further hours for each month since the end of the period.", example=1.5
    )
    per_year: bool | None = field(default=None, doc="The hours are for each year of the period.", example=True)

    example: ClassVar[Any] = {"hours": 20, "parts": {"ethics": 6}}
    hours_kind: ClassVar[str | None] = "continuing_education"
    record_field: ClassVar[str] = "continuing_education"

    def name(self) -> Says:
        return Says("continuing education")

    def entries(self, context: Context) -> Iterable[tuple[str, Any]] | None:
        known = context.record.continuing_education
        if known is None:
            return None
        return [(f"continuing_education[{i}]", e) for i, e in enumerate(known) if not e.carried_over or self.carry_over]

    def match(self, entry: Any, context: Context) -> Match:
        plain = super().match(entry, context)
        if plain.counts is False or context.cycle is None or self.within or entry.carried_over:
            return plain
        period = context.period
        end = period.end
        if end is None:
            return Match(None, (*plain.lacks, "/credentials"))
        start = DateSpan(*(context.cycle.start(e, self.every) for e in end)) if self.every else period.start
        first, last = span_of(entry, context)
        counts = inside(first, last, start, end if self.by_end else None)
        if (
            self.by_end is None
            and counts
            and context.pathway_kind == "renewal"
            and first is not None
            and first.hi > end.lo
        ):
            return Match(None, (*plain.lacks, LATE))
        if counts is False:
            return Match(False)
        if counts is None:
            return Match(None, (*plain.lacks, "completed"))
        return plain

    def base_need(self, context: Context) -> float:
        need = super().base_need(context)
        period = context.period
        if self.per_year and context.cycle is not None:
            months = context.cycle.every.months
            if period.start and period.end:
                months = months_between(period.start.lo, period.end.lo)
            need *= max(1, round(months / 12))
        if self.prorated and period.start and period.end and context.cycle:
            full = context.cycle.every.months
            held = min(full, months_between(period.start.lo, period.end.lo))
            need = ceil(need * held / full) if full else need
        if self.per_month_overdue and period.end is not None:
            need += self.per_month_overdue * months_between(period.end.lo, context.counted_to(self.before))
        return need

    def judge(self, requirement: Requirement, context: Context) -> Judgement:
        found = super().judge(requirement, context)
        if found.verdict is not MET and (later := self._not_due(context)):
            return later
        if LATE[1:] in found.fields:
            found = self._late(found)
        carried = sum(e.hours or 0 for e in context.record.continuing_education or () if e.carried_over)
        if self.carry_over and carried > self.carry_over:
            over = carried - self.carry_over
            found = self._without(found, over)
        return found

    def _late(self, found: Judgement) -> Judgement:
        """Hours done after the period ended: where nothing else is open, a human decides whether they count."""
        fields = tuple(f for f in found.fields if f != LATE[1:])
        if fields:
            return found._replace(fields=fields)
        why = Says("Some hours were done after the period ended; the rule does not say whether they count.")
        return found._replace(
            verdict=REVIEW, why=why, fields=(), next=Says("Ask the certifier whether hours done late count.")
        )

    def _not_due(self, context: Context) -> Judgement | None:
        """Of a clock longer than the period that has not run once since certification: not asked yet."""
        cycle, held, end = context.cycle, context.record.held((context.credential_id,)), context.period.end
        if (
            self.every is None
            or cycle is None
            or end is None
            or self.first_due
            or self.every.months <= cycle.every.months
        ):
            return None
        if held is None or held.issued is None:
            why = Says(
                "It is asked once in {every} since certification; your record does not say since when you are certified.",
                {"every": self.every},
            )
            return Judgement(UNKNOWN, why, fields=("credentials",))
        due = self.every.after(held.issued.lo)
        return Judgement(NOT_APPLICABLE, Says("Not due before {day}.", {"day": due})) if due > end.hi else None

    def _without(self, found: Judgement, over: float) -> Judgement:
        """The same with the carried hours above the cap taken off."""
        have = max(0.0, (found.have or 0) - over)
        most = None if found.have_at_most is None else max(0.0, found.have_at_most - over)
        verdict = found.verdict
        if verdict is MET and have < (found.need or 0):
            verdict = MISSING
        why = Says(
            "Only {cap} hour may be carried over; you have {have} of {need}.",
            {"cap": self.carry_over, "have": have, "need": found.need},
            "Only {cap} hours may be carried over; you have {have} of {need}.",
            self.carry_over,
        )
        gap = max(0.0, (found.need or 0) - have)
        return found._replace(
            verdict=verdict,
            have=have,
            have_at_most=most,
            gap=gap,
            why=why if verdict is not found.verdict else found.why,
        )

    def match_columns(self, entry: "Slip", sheet: "Sheet") -> "Matched":
        from peercert.judging.column_forms import NO, OPEN, Tri, chosen
        from peercert.judging.day_formulas import Span, inside
        from peercert.judging.formula import FALSE
        from peercert.judging.selector_columns import Match as Matched
        from peercert.judging.selector_columns import match
        from peercert.judging.sheet_period import start_of

        if entry.carried and not self.carry_over:
            return Matched(NO)
        plain, cycle = match(self, entry, sheet), sheet.reading.cycle
        if cycle is None or self.within or entry.carried:
            return plain
        period = sheet.period
        end = period.end
        start = start_of(cycle, Span(end.lo, end.hi), self.every) if self.every else period.start
        first, last = entry.span()
        from_start = chosen(start.known, inside(first, last, start, None), Tri(first.known & last.known, FALSE))
        placed = from_start & inside(first, last, None, end) if self.by_end else from_start
        late = FALSE
        if self.by_end is None and sheet.reading.kind == "renewal":
            late = placed.yes & first.known & (first.hi > end.lo)
        placed = Tri(placed.yes & ~late, placed.no)
        placed = chosen(end.known, placed, OPEN)
        late = late & end.known & ~plain.counts.no
        counts = plain.counts & placed
        return Matched(counts, late, plain.counts.open | (placed.open & ~late))

    def base_need_columns(self, sheet: "Sheet") -> "Formula":
        from peercert.judging.column_forms import NoColumnForm
        from peercert.judging.day_formulas import months_between
        from peercert.judging.formula import where

        need = super().base_need_columns(sheet)
        cycle, period = sheet.reading.cycle, sheet.period
        if (self.per_year or self.prorated) and cycle is not None:
            raise NoColumnForm("hours for each year or month of a period")
        if self.per_month_overdue and cycle is not None:
            late = months_between(period.end.lo, sheet.counted_to(self.before))
            need = need + where(period.end.known, late.as_float() * float(self.per_month_overdue), 0.0)
        return need

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import NoColumnForm, Verdicts
        from peercert.judging.tally_columns import added

        if self.carry_over:
            raise NoColumnForm("hours carried over")
        found = added(self, sheet)
        form, late = found.form, found.late
        old = form.verdicts
        verdicts = Verdicts(old.met, old.missing, old.unknown & ~late, old.review | late, old.not_applicable)
        return self._due_columns(form._replace(verdicts=verdicts), sheet)

    def _due_columns(self, form: "Form", sheet: "Sheet") -> "Form":
        """Of a clock longer than the period that has not run once since certification: not asked yet."""
        from peercert.judging.column_forms import Verdicts
        from peercert.judging.day_formulas import after
        from peercert.judging.formula import FALSE

        cycle, period = sheet.reading.cycle, sheet.period
        if self.every is None or cycle is None or self.first_due or self.every.months <= cycle.every.months:
            return form
        held, old = period.held, form.verdicts
        asked = ~old.met & period.end.known
        issued = held.there & held.issued.known if held is not None else FALSE
        not_due = FALSE if held is None else asked & issued & (after(self.every, held.issued.lo) > period.end.hi)
        silent = asked & ~issued
        kept = ~not_due & ~silent
        verdicts = Verdicts(
            old.met, old.missing & kept, (old.unknown & kept) | silent, old.review & kept, old.not_applicable | not_due
        )  # fmt: skip
        return form._replace(
            verdicts=verdicts, have=form.have.when(kept), need=form.need.when(kept), gap=form.gap.when(kept)
        )  # fmt: skip

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        clock = self.per_year or self.prorated or self.per_month_overdue or self.every or not self.within
        dated = [c for slot in reading.slots_for(self) for c in table.days(slot)] if reading.cycle else []
        return (*super().reads(reading), *dated, *(reading.period() if clock else ()))

    def slug(self) -> str:
        return f"{self.kind}-{self.topic[0]}" if self.topic else self.kind

    def need(self) -> Says:
        base = super().need()
        if self.by_end:
            base = Says("{base}, done by the end of the period", {"base": base})
        if self.every:
            return Says("{base} in every {every}", {"base": base, "every": self.every})
        if self.per_month_overdue:
            return Says("{base}, and {more} more for each month late", {"base": base, "more": self.per_month_overdue})
        return Says("{base} for each year", {"base": base}) if self.per_year else base
