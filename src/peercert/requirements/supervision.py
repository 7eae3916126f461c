"""Supervision: hours of it, by whom, by domain, or so much for each so many hours worked.

Counts `supervision` entries and the `supervised_hours` of work entries together.

    supervision: {hours: 25, parts: {ethics: 5}}
    supervision: {hours: 1, for_each: 25, of: work_experience}
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.tally import Tally
from peercert.record import Supervision as Entry
from peercert.shapes import ShapeError, Where, field
from peercert.verdicts import Says

if TYPE_CHECKING:
    from peercert.judging.formula import Formula
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading


class Supervision(Tally):
    """Hours (or sessions) of supervision received."""

    for_each: float | None = field(default=None, doc="So much for each of this many hours worked.", example=25)
    of: str | None = field(default=None, doc="Id of the work requirement whose needed hours are meant; the hours in the record where left out.", example="work_experience")  # fmt: skip

    example: ClassVar[Any] = {"hours": 25}
    hours_kind: ClassVar[str | None] = "supervision"
    record_field: ClassVar[str] = "supervision"

    def name(self) -> Says:
        return Says("supervision")

    def check(self, where: Where) -> None:
        super().check(where)
        if self.for_each is not None and (self.measure == "items" or self.for_each <= 0):
            raise ShapeError((*where, "for_each"), "for_each needs hours, and a number above zero")
        if self.of is not None and self.for_each is None:
            raise ShapeError((*where, "of"), "of goes with for_each")

    def entries(self, context: Context) -> Iterable[tuple[str, Any]] | None:
        record = context.record
        if record.supervision is None and record.experience is None:
            return None
        found = [(f"supervision[{i}]", e) for i, e in enumerate(record.supervision or ())]
        for i, work in enumerate(record.experience or ()):
            said = work.supervised is True or work.supervised_by is not None
            if work.supervised_hours is not None or record.supervision is None or (said and not record.supervision):
                hours = work.supervised_hours if work.supervised is not False else 0
                entry = Entry(from_=work.from_, to=work.to, hours=hours, by=work.supervised_by)
                found.append((f"experience[{i}]", entry))
        return found

    def settled_by(self, where: str, name: str) -> str:
        if not where.startswith("experience") or "/" in name:
            return super().settled_by(where, name)
        return {
            "hours": f"{where}.supervised_hours",
            "by": f"{where}.supervised_by",
            "from": f"{where}.from",
            "to": f"{where}.to",
        }.get(name, "supervision")

    def base_need(self, context: Context) -> float:
        need = super().base_need(context)
        if self.for_each is None:
            return need
        other = context.requirements.get(self.of or "")
        if other is not None and isinstance(other.rule, Tally):
            worked = other.rule.needed(context)[1]
        else:
            worked = sum(e.hours or 0 for e in context.record.experience or ())
        return need * worked / self.for_each

    def base_need_columns(self, sheet: "Sheet") -> "Formula":
        from peercert.judging.formula import total, where

        need = super().base_need_columns(sheet)
        if self.for_each is None:
            return need
        other = sheet.requirements.get(self.of or "")
        if other is not None and isinstance(other.rule, Tally):
            worked = other.rule.needed_columns(sheet)[1]
        else:
            _, works = sheet.entries("experience")
            hours = [(w.there, w.number("hours")) for w in works]
            worked = total(where(there & h.known, h.value, 0.0) for there, h in hours).as_float()
        return need * worked / float(self.for_each)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        found = super().reads(reading)
        if self.for_each is None:
            return found
        others = reading.versions(self.of or "")
        if any(isinstance(other.rule, Tally) for other in others):
            less = [x for other in others for x in getattr(other.rule, "less", ())]
            return found + tuple(c for x in less for c in reading.of(x.when))
        return found + tuple(table.entry(slot, "hours") for slot in reading.slots["experience"])

    def need(self) -> Says:
        if self.for_each is None:
            return super().need()
        values = {"base": super().need(), "worked": self.for_each}
        return Says("{base} for each hour worked", values, "{base} for each {worked} hours worked", self.for_each)
