"""Credentials that a row says are held, and the certification period that they give. Mirrors `Cycle.period`."""

from typing import TYPE_CHECKING, Any, NamedTuple

from peercert.cycles import Cycle
from peercert.dates import Duration
from peercert.judging.column_forms import NO, Cell, Tri, chosen
from peercert.judging.day_formulas import (
    UNKNOWN_DAY,
    Span,
    after,
    before,
    earlier,
    later,
    next_day,
    number_of,
    ordinal,
)
from peercert.judging.formula import FALSE, Formula, any_true, formula
from peercert.judging.sheet import Sheet
from peercert.judging.table import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_GONE = ("expired", "lapsed", "inactive")


class HeldForm(NamedTuple):
    """One credential that a row may say is held."""

    id: str
    """Its id; *elsewhere* for the one of which the row itself says which it is."""
    there: Formula
    issued: Span
    renewed: Span
    expires: Span
    status: Cell
    renewals: Cell
    name: Formula
    """Of the one elsewhere: what the row calls it."""


class Credentials(NamedTuple):
    """The list of credentials of a row."""

    there: Formula
    """Does the row say anything of credentials?"""
    open: Formula
    """Is something asked about credentials that it does not say?"""
    held: tuple[HeldForm, ...]
    lacking: "Mapping[str, Formula]"
    """Expressly not held, by id."""

    def spoken(self, id_: str) -> Formula:
        """Does the row say whether this one is held?"""
        there = any_true(h.there for h in self.held if h.id == id_)
        return there | self.lacking.get(id_, FALSE)


def credentials(sheet: Sheet) -> Credentials:
    """The credentials that a row says are or were held."""
    asked: dict[str, list[str]] = {}
    for place in sheet.by_place:
        if place[0] == "credential":
            asked.setdefault(place[1], []).append(place[2])
    held, lacking, silent = [], {}, FALSE
    for id_, fields in asked.items():
        form = _held(sheet, id_)
        details = any_true(_known(sheet, id_, f) for f in fields if f not in ("", "id"))
        if id_ == ELSEWHERE:
            name = sheet.text("credential", id_, "id")
            given = name.known
            none = given & _is_known_elsewhere(name.value, [i for i in asked if i != ELSEWHERE])
            yes = given & ~none
        else:
            said = sheet.yes_no("credential", id_, "")
            none, yes = said.no, ~said.no & (said.yes | details)
        held.append(form._replace(there=yes))
        lacking[id_] = none
        silent = silent | ~(yes | none)
    there = any_true(h.there for h in held) | any_true(lacking.values())
    return Credentials(there, there & silent, tuple(held), lacking)


def _is_known_elsewhere(name: Formula, ids: list[str]) -> Formula:
    """Does it say *no*, or one that has columns of its own?"""
    named = [i.removeprefix("other:") for i in ids if i.startswith("other:")]
    return lowered(name).equals("no") | name.among([*ids, *named])


def lowered(text: Formula) -> Formula:
    """A text in small letters."""
    return Formula("lower", (text,), "text") if not text.constant else formula(str(text.value).lower())


def matches(text: Formula, pattern: str) -> Formula:
    """Does a text fit a regular expression?"""
    return FALSE if text.constant else Formula("matches", (text, pattern), "bool")


def _known(sheet: Sheet, id_: str, field: str) -> Formula:
    if field == "status":
        return sheet.text("credential", id_, field).known
    return _renewals(sheet, id_).known if field == "renewals" else sheet.date("credential", id_, field).known


def _renewals(sheet: Sheet, id_: str) -> Cell:
    times = sheet.number("credential", id_, "renewals")
    if times.known is FALSE:
        return times
    return Cell(times.value, times.known & Formula("floor", (times.value,), "float").equals(times.value))


def _held(sheet: Sheet, id_: str) -> HeldForm:
    issued, renewed, expires = (sheet.date("credential", id_, f) for f in ("issued", "renewed", "expires"))
    status = sheet.text("credential", id_, "status")
    name = sheet.text("credential", id_, "id").value if id_ == ELSEWHERE else formula("")
    return HeldForm(id_, FALSE, issued, renewed, expires, status, _renewals(sheet, id_), name)


class PeriodForm(NamedTuple):
    """The certification period of a row."""

    start: Span
    end: Span
    first: Tri
    """Is it the first period since certification?"""
    short: Tri
    """Is it shorter than a full one?"""
    held: HeldForm | None
    """The credential that it is the period of."""


NO_PERIOD = PeriodForm(UNKNOWN_DAY, UNKNOWN_DAY, Tri(FALSE, FALSE), Tri(FALSE, FALSE), None)


def own_period(sheet: Sheet) -> PeriodForm:
    """The period of the credential that the pathway leads to."""
    held = own(sheet)
    if sheet.reading.cycle is None:
        return NO_PERIOD._replace(held=held)
    if held is None:
        return NO_PERIOD
    return period(sheet, sheet.reading.cycle, held)


def own(sheet: Sheet) -> HeldForm | None:
    """The credential that the pathway leads to, where the table has columns for it."""
    return next((h for h in credentials(sheet).held if h.id == sheet.reading.credential_id), None)


def end_of(sheet: Sheet, held: HeldForm) -> Span:
    """Last valid day: as recorded, else from the clock of the credential's own rule."""
    credential = sheet.lookup(held.id)
    clocks = [p for p in credential.pathways.values() if p.cycle] if credential else []
    cycle = min(clocks, key=lambda p: p.kind != "renewal").cycle if clocks else None
    if cycle is None:
        return held.expires
    return held.expires.or_else(held.expires.known, period(sheet, cycle, held).end)


def period(sheet: Sheet, cycle: Cycle, held: HeldForm) -> PeriodForm:
    """The current period of a held credential; see `Cycle.period`."""
    began = held.renewed.or_else(held.renewed.known, held.issued)
    never_renewed = held.renewals.known & held.renewals.value.equals(0.0)
    never_renewed = never_renewed | (held.status.known & held.status.value.among(_GONE) if held.status.known is not FALSE else FALSE)  # fmt: skip
    computed = _end(sheet, cycle, held, began)
    over = (computed.lo < sheet.today) & ~never_renewed
    computed = UNKNOWN_DAY.or_else(over, computed)
    end = held.expires.or_else(held.expires.known, computed)
    end = end.or_else(held.there, UNKNOWN_DAY)
    began = began.or_else(held.there, UNKNOWN_DAY)
    start = end.map(lambda day: _start(cycle, day, cycle.every))
    counts = began.known & (began.lo <= end.hi)
    rounded = cycle.ends in ("end_of_month", "first_of_month")
    whole = ~held.expires.known
    if cycle.first == "long":
        whole = whole | ~held.renewed.known
    later_one = Span(later(began.lo, start.lo), later(began.hi, start.hi))
    kept = began.or_else(whole, later_one.or_else(began.hi >= start.lo, start))
    if rounded:
        near = ordinal(began.hi) >= ordinal(start.lo) - 31
        earlier_one = Span(earlier(began.lo, start.lo), earlier(began.hi, start.hi))
        kept = earlier_one.or_else(near, kept)
    start = kept.or_else(counts, start)
    start = start.or_else(end.known, began)
    first = _is_first(held, start, end.known)
    first = Tri(first.yes & held.there, first.no & held.there)
    open_short = first.open if cycle.first == "short" else FALSE
    return PeriodForm(_plain(start), end, first, _short(cycle, start, end, open_short), held)


def _plain(span: Span) -> Span:
    return Span(span.lo, span.hi)


def _start(cycle: Cycle, end: Formula, length: Duration) -> Formula:
    """First day of a stretch of that length that ends with the period."""
    back = before(length, end)
    return back if cycle.ends in ("anniversary", "birthday", "first_of_month") else next_day(back)


def start_of(cycle: Cycle, end: Span, length: Duration) -> Span:
    """First day of a stretch of that length that ends with the period; not known where the end is not."""
    return end.map(lambda day: _start(cycle, day, length)).or_else(end.known, UNKNOWN_DAY)


def _is_first(held: HeldForm, start: Span, ended: Formula) -> Tri:
    by_issue = Tri(held.issued.lo >= start.lo, held.issued.hi < start.lo)
    compared = chosen(held.issued.known & start.known & ended, by_issue, Tri(FALSE, FALSE))
    counted = held.renewals.value.equals(0.0) if held.renewals.known is not FALSE else FALSE
    return chosen(held.renewals.known, Tri(counted, ~counted), chosen(held.renewed.known, NO, compared))


def _short(cycle: Cycle, start: Span, end: Span, open_: Formula) -> Tri:
    """Is it shorter than a full period by more than a month's rounding?"""
    known = start.known & end.known & ~open_
    surely = ordinal(after(cycle.every, start.lo)) > ordinal(end.hi) + 32
    possible = ordinal(after(cycle.every, start.hi)) > ordinal(end.lo) + 32
    return Tri(known & surely & possible, known & ~surely & ~possible)


def _end(sheet: Sheet, cycle: Cycle, held: HeldForm, began: Span) -> Span:
    """The end that the clock gives where none is recorded."""
    if cycle.ends == "recorded" or began is UNKNOWN_DAY:
        return UNKNOWN_DAY
    if cycle.ends == "anniversary":
        full = Span(began.lo, began.hi).map(lambda day: after(cycle.every, day))
        return full.or_else(began.known, UNKNOWN_DAY)
    columns = [c.name for p, c in sheet.by_place.items() if p[:2] == ("credential", held.id)]
    columns += [c.name for p, c in sheet.by_place.items() if p == ("field", "born")]
    clock = f"{cycle.every}|{cycle.ends}|{cycle.first}|{cycle.years}|{cycle.anchor}"
    lo, hi = sheet.row(f"end|{held.id}|{clock}", columns, ("int", "int"), _by_hand(sheet, cycle, held.id))
    return Span(lo, hi)


def _by_hand(sheet: Sheet, cycle: Cycle, id_: str) -> "Callable[[Mapping[str, Any]], tuple[Any, ...]]":
    """The end of a period from a row, by the clock itself."""
    from peercert.record import Record

    record_of = sheet.record_of
    assert record_of is not None

    def judge(row: "Mapping[str, Any]") -> tuple[Any, ...]:
        record: Record = record_of(row)
        held = record.held((id_,))
        end = cycle._end(held, record.born) if held is not None else None
        return (0, 0) if end is None else (number_of(end.lo), number_of(end.hi))

    return judge
