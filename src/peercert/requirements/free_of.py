"""Absence of events over a time: no incarceration, no inpatient stay. An empty `events` list means there were none.

free_of: {events: [incarceration, inpatient_stay], for: 2 years, longer_than: 72 hours}
"""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import Duration
from peercert.judging.context import NEVER, Context
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import NONE, Data, Question, When
from peercert.shapes import OneOrMany, field
from peercert.verdicts import MET, MISSING, UNKNOWN, AnyOf, Judgement, Quantity, Says
from peercert.words import back, step

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class FreeOf(Rule):
    """None of these events within a time."""

    events: OneOrMany[str] = field(
        doc="Which events, as `kind` in records.", example=["incarceration", "inpatient_stay"]
    )
    for_: Duration = field(doc="For how long back.", example="2 years")
    longer_than_hours: float | None = field(
        default=None, doc="Only events longer than this many hours count.", example=72
    )
    counted_to: str | None = field(
        default=None, doc="Milestone that the time is counted back from, once reached.", example="application"
    )

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"events": ["inpatient_stay"], "for": "2 years"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        known = context.record.events
        today = context.counted_to(self.counted_to)
        reached = self.counted_to is not None and context.date_of(self.counted_to) not in (None, NEVER)
        if known is None:
            return Judgement(UNKNOWN, Says("Your record does not say whether there were any."), fields=("events",))
        wanted = {same(e) for e in self.events}
        verdict, fields, clear = MET, [], []
        for i, event in enumerate(known):
            if same(event.kind) not in wanted:
                continue
            if self.longer_than_hours is not None and event.hours is not None and event.hours <= self.longer_than_hours:
                continue
            end = event.to
            if end is not None and self.for_.elapsed_on(end.hi) <= today:
                continue
            if (
                end is None
                or (self.longer_than_hours is not None and event.hours is None)
                or self.for_.elapsed_on(end.lo) <= today
            ):
                verdict = UNKNOWN if verdict is MET else verdict
                fields.append(f"events[{i}].{'to' if end is None or event.hours is not None else 'hours'}")
                continue
            verdict = MISSING
            clear.append(self.for_.elapsed_on(end.lo))
        if verdict is MET:
            return Judgement(MET, Says("Your record shows none in that time."))
        if verdict is MISSING:
            when: date = max(clear)
            return Judgement(
                MISSING,
                Says("The time since then is not up yet."),
                need=str(self.for_),
                gap=float((when - today).days),
                unit="days",
                earliest=None if reached else when,
            )
        return Judgement(UNKNOWN, Says("The record does not say when, or for how long."), fields=tuple(fields))

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        if field != "events":
            return None
        ask = Says(
            "Was there any of these: {events}? If so, when did the last one end?", {"events": AnyOf.names(self.events)}
        )

        def put(record: Data, answer: Any) -> None:
            events = record.setdefault(field, [])
            if answer != NONE:
                events.append({"kind": self.events[0], "to": answer})

        return Question(field, ask, When(Says("there was none")), put)

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, cases, cell
        from peercert.judging.day_formulas import days_between, elapsed, later, passed
        from peercert.judging.formula import FALSE, any_true, formula, where

        kinds = list(dict.fromkeys(p[1] for p in sheet.by_place if p[0] == "event"))
        lasts = {k: sheet.date("event", k, "to") for k in kinds}
        lengths = {k: sheet.number("event", k, "hours") for k in kinds}
        there = any_true([*(s.known for s in lasts.values()), *(c.known for c in lengths.values())])
        today = sheet.counted_to(self.counted_to)
        wanted = {same(e) for e in self.events}
        open_, missing, clear = FALSE, FALSE, formula(0)
        for kind in kinds:
            if same(kind) not in wanted:
                continue
            end, hours = lasts[kind], lengths[kind]
            counts, silent = ~end.never, FALSE
            if self.longer_than_hours is not None:
                counts = counts & ~(hours.known & (hours.value <= float(self.longer_than_hours)))
                silent = ~hours.known
            counts = counts & ~(end.reached & passed(self.for_, end.hi, today))
            doubt = counts & (~end.known | silent | passed(self.for_, end.lo, today))
            recent = counts & ~doubt
            open_, missing = open_ | doubt, missing | recent
            clear = where(recent, later(clear, elapsed(self.for_, end.lo)), clear)
        verdicts = cases((~there, UNKNOWN), (missing, MISSING), (open_, UNKNOWN), otherwise=MET)
        reached = sheet.date_of(self.counted_to).reached if self.counted_to else FALSE
        missing = verdicts.missing
        earliest = where(missing & ~reached, clear, 0)
        gap = Cell(days_between(today, clear).as_float(), missing)
        return Form(verdicts, need=cell(str(self.for_)).when(missing), gap=gap, unit="days", earliest=earliest)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        events = [c for e in self.events for c in table.event(e, hours=self.longer_than_hours is not None)]
        return (*events, *reading.day(self.counted_to))

    def title(self) -> Says:
        return Says("A time without such events")

    def need(self) -> Says:
        said = Says("no {events}", {"events": AnyOf.names(self.events)})
        if self.longer_than_hours:
            values = {"events": AnyOf.names(self.events), "hours": Quantity(self.longer_than_hours, "hours")}
            said = Says("no {events} of more than {hours}", values)
        if self.counted_to:
            said = Says("{none}, counted to {step},", {"none": said, "step": step(self.counted_to)})
        return Says("{none} in {last}", {"none": said, "last": back(self.for_)})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add such events with their dates, or an empty list if there were none.")
        if judgement.earliest is None:
            return Says("Ask the certifier; the time was counted to an earlier step.")
        return Says("This time is still to come; it is over on {day}.", {"day": judgement.earliest})
