"""The column form of sums: hours, parts, caps, minimums, rates, substitutions, entry by entry of a row.

Mirrors `peercert.judging.tally`, with a large number in place of infinity, because not every dataframe compares that.
"""

from typing import TYPE_CHECKING, NamedTuple

from peercert.judging.column_forms import Cell, Form, NoColumnForm, Verdicts, cases
from peercert.judging.day_formulas import UNKNOWN_DAY, Span
from peercert.judging.formula import FALSE, TRUE, Formula, all_true, any_true, formula, larger, smaller, total, where
from peercert.judging.parts import PartRange
from peercert.judging.selector_columns import Match, match
from peercert.judging.sheet import NEVER_SPAN, Sheet
from peercert.judging.sheet_entries import Entry, not_yet, share_of_topic, touches
from peercert.verdicts import MET, MISSING, UNKNOWN

if TYPE_CHECKING:
    from peercert.judging.tally import Tally

MUCH = 1e15
"""Stands for *however much*."""
_CLOSE = 1e-9


class Counted(NamedTuple):
    """An entry of a row that counts or may count, and how much."""

    entry: Entry
    match: Match
    lo: Formula
    hi: Formula
    open: Formula
    """The record leaves something of it open."""

    mine: Formula
    """The row has it, and it may count."""

    @property
    def there(self) -> Formula:
        """Is it among what counts at all?"""
        return self.hi > 0.0


class PartForm(NamedTuple):
    """One part of a total."""

    have: Formula
    most: Formula
    need: Formula
    topical: bool
    """It is about a topic."""
    whole: bool
    """It counts in the measure of the total."""


class Sum(NamedTuple):
    """The column form of a sum, with what its kinds may change."""

    form: Form
    rows: tuple[Counted, ...]
    late: Formula
    """Only hours done after the period leave it open."""


def added(rule: "Tally", sheet: Sheet) -> Sum:
    """The sum of a row's entries against what is needed."""
    if rule.spread_over:
        raise NoColumnForm("hours that must be spread over a time")
    there, entries = sheet.entries(rule.record_field)
    need_lo, need = rule.needed_columns(sheet)
    silent = FALSE
    if rule.course:
        spoken, silent = not_yet(sheet, rule.course) if rule.record_field == "training" else (FALSE, FALSE)
        there, silent = there | (spoken & ~silent), silent & spoken
    rows = tuple(c for e in entries if (c := _counted(rule, e, sheet)) is not None)
    lo, hi = _totals(rule, rows, need, sheet)
    parts = _parts(rule, rows, need, sheet)
    hi = where(silent, MUCH, hi)
    parts = tuple(p._replace(most=where(silent, MUCH, p.most)) for p in parts)
    enough = all_true([lo >= need - _CLOSE, *(p.have >= p.need - _CLOSE for p in parts)])
    short = any_true([hi < need_lo - _CLOSE, *(p.most < p.need - _CLOSE for p in parts)])
    nothing = need.equals(0.0)
    verdicts = cases((~there & nothing, MET), (~there, UNKNOWN), (enough, MET), (short, MISSING), otherwise=UNKNOWN)
    gap = larger(larger(0.0, need - lo), _parts_gap(rule, parts)) if parts else larger(0.0, need - lo)
    gap = where(verdicts.met, 0.0, gap)
    straddles = any_true((p.have < p.need) & (p.need <= p.most) for p in parts)
    said_open = silent | any_true(r.mine & r.open for r in rows) | any_true(straddles & _topics_open(r) for r in rows)
    late = verdicts.unknown & ~said_open & any_true(r.mine & r.match.late for r in rows)
    known = there | nothing
    form = Form(verdicts, Cell(where(there, lo, 0.0), known), Cell(need), Cell(gap, known), rule.measure)
    return Sum(form, rows, late)


def _counted(rule: "Tally", entry: Entry, sheet: Sheet) -> Counted | None:
    """How much of one entry counts at least and at most; None where nothing ever does."""
    first, last = entry.span()
    counts = rule.match_columns(entry, sheet)
    if counts.counts.no is TRUE or entry.there is FALSE:
        return None
    lo, hi = _amount(rule, entry)
    for rate in rule.at_rate:
        at = match(rate, entry, sheet).counts
        lo = where(at.no, lo, lo * (rate.percent / 100))
        bounded = hi < MUCH / 2 if rate.percent else TRUE  # however much, at a quarter, is still however much
        hi = where(at.yes & bounded, hi * (rate.percent / 100), hi)
    open_ = ~lo.equals(hi)
    if rule.topic:
        lo, hi = _on_topic(entry, rule.topic, lo, hi, whole=rule.measure in ("items", "courses"))
        open_ = open_ | ~lo.equals(hi)
    doubtful = counts.counts.open | (last.known & (last.hi > sheet.today))
    lo = where(doubtful, 0.0, lo)
    open_ = open_ | counts.lacks
    ahead = first.known & (first.lo > sheet.today)
    mine = entry.there & ~ahead & ~counts.counts.no
    return Counted(entry, counts, where(mine, lo, 0.0).as_float(), where(mine, hi, 0.0).as_float(), open_, mine)


def _on_topic(
    entry: Entry, topics: tuple[str, ...], lo: Formula, hi: Formula, *, whole: bool
) -> tuple[Formula, Formula]:
    """At least how much of `lo`, at most how much of `hi` is on these topics; `whole`: entries count, not their hours."""
    if whole:
        sure, perhaps = touches(entry, topics)
        return where(sure, lo, 0.0), where(perhaps, hi, 0.0)
    return share_of_topic(entry, topics, lo, hi)


def _amount(rule: "Tally", entry: Entry) -> tuple[Formula, Formula]:
    """At least and at most how much one entry brings, in the measure; several alike are taken together."""
    if rule.measure in ("items", "courses"):
        times = entry.times.value.as_float()
        return times, times
    value = entry.number(rule.measure)
    lo = where(value.known, value.value, 0.0) if value.known is not FALSE else formula(0.0)
    hi = where(value.known, value.value, MUCH) if value.known is not FALSE else formula(MUCH)
    if rule.measure == "hours" and rule.convert:
        earned, kind = entry.number("credits"), entry.text("credit_kind")
        if earned.known is not FALSE:
            least, most = (earned.value * float(f(rule.convert.values())) for f in (min, max))
            for name in ("semester", "trimester", "quarter", "ceu", "course_credit"):
                rate = float(rule.convert.get(name, 0))
                so = kind.known & kind.value.equals(name) if kind.known is not FALSE else FALSE
                least, most = where(so, earned.value * rate, least), where(so, earned.value * rate, most)
            by_credit = earned.known & ~value.known
            lo, hi = where(by_credit, least, lo), where(by_credit, most, hi)
    return lo.as_float(), hi.as_float()


def _totals(rule: "Tally", rows: tuple[Counted, ...], need: Formula, sheet: Sheet) -> tuple[Formula, Formula]:
    if not rule.at_most and not rule.parts:
        return _sum(r.lo for r in rows), _sum(r.hi for r in rows)
    return _capped(rule, rows, need, sheet, lower=True), _capped(rule, rows, need, sheet, lower=False)


def _sum(values: "object") -> Formula:
    found = total(values)  # type: ignore[arg-type]
    return found.as_float()


def _capped(rule: "Tally", rows: tuple[Counted, ...], need: Formula, sheet: Sheet, *, lower: bool) -> Formula:
    """The total after caps and ceilings; the lower total takes every doubt against the person."""
    amounts = [r.lo if lower else r.hi for r in rows]
    caps = [(c, formula(float(c.hours)) if c.hours is not None else need * float(c.share or 0) / 100.0) for c in rule.at_most]  # fmt: skip
    for cap, limit in caps:
        room = limit
        for i, row in enumerate(rows):
            counts = match(cap, row.entry, sheet).counts
            share = amounts[i]
            boundless = amounts[i] >= MUCH / 2
            if cap.topic:
                sure, most = share_of_topic(row.entry, cap.topic, share, share)
                share = where(boundless, share, most if lower else sure)
            applies = ~share.equals(0.0) & (counts.yes | counts.open if lower else counts.yes)
            kept = smaller(share, room)
            room = where(applies, room - kept, room)
            amounts[i] = where(applies, where(boundless, kept, amounts[i] - share + kept), amounts[i])
    found = _sum(amounts)
    if not any(isinstance(p, PartRange) and p.at_most is not None for p in (rule.parts or {}).values()):
        return found
    return where(found >= MUCH / 2, found, found - _surplus(rule, amounts, rows, most=lower))


def _surplus(rule: "Tally", amounts: list[Formula], rows: tuple[Counted, ...], *, most: bool) -> Formula:
    """Hours above the ceilings of parts: those that are surely too many, with `most` all that may be."""
    sure = formula(0.0)
    harms: list[tuple[Formula, Formula]] = []
    listed = [formula(0.0)] * len(rows)
    for name, part in (rule.parts or {}).items():
        topics = (isinstance(part, PartRange) and part.topics) or (name,)
        shares = [share_of_topic(r.entry, topics, a, a) for r, a in zip(rows, amounts, strict=True)]
        listed = [known + low for known, (low, _) in zip(listed, shares, strict=True)]
        if isinstance(part, PartRange) and part.at_most is not None:
            low, high, ceiling = _sum(s[0] for s in shares), _sum(s[1] for s in shares), float(part.at_most)
            sure = sure + larger(0.0, low - ceiling)
            harm = larger(0.0, high - ceiling) - larger(0.0, low - ceiling)
            harms.append((where(high > low, harm, 0.0), where(high > low, high - low, 0.0)))
    if not most:
        return sure
    if len(harms) > 1:
        raise NoColumnForm("several parts with a ceiling")
    loose = _sum(larger(0.0, a - known) for a, known in zip(amounts, listed, strict=True))
    for harm, hours in harms:
        taken = smaller(hours, loose)
        sure = sure + where(hours > 0.0, harm * taken / larger(hours, 1e-300), 0.0)
    return sure


def _parts(rule: "Tally", rows: tuple[Counted, ...], need: Formula, sheet: Sheet) -> tuple[PartForm, ...]:
    found: list[PartForm] = []
    for name, part in (rule.parts or {}).items():
        floor = part.at_least or 0.0 if isinstance(part, PartRange) else part
        topics = (isinstance(part, PartRange) and part.topics) or (name,)
        if floor:
            shares = [share_of_topic(r.entry, topics, r.lo, r.hi) for r in rows]
            least, most = _sum(s[0] for s in shares), _sum(s[1] for s in shares)
            found.append(PartForm(least, most, formula(float(floor)), True, True))
    for minimum in rule.at_least:
        wanted = minimum.hours if minimum.hours is not None else minimum.courses
        floor_ = need * float(minimum.share or 0) / 100.0 if not wanted else formula(float(wanted))
        lo: list[Formula] = []
        hi: list[Formula] = []
        for row in rows:
            counts = match(minimum, row.entry, sheet).counts
            a, b = (row.lo, row.hi)
            if minimum.courses is not None:
                a = b = row.entry.times.value.as_float()
            if minimum.topic:
                a, b = _on_topic(row.entry, minimum.topic, a, b, whole=minimum.courses is not None)
            lo.append(where(row.there & counts.yes & (row.lo > 0.0), a, 0.0).as_float())
            hi.append(where(row.there & ~counts.no, b, 0.0).as_float())
        found.append(PartForm(_sum(lo), _sum(hi), floor_, minimum.topic is not None, minimum.courses is None or rule.measure == "courses"))  # fmt: skip
    return tuple(found)


def _parts_gap(rule: "Tally", parts: tuple[PartForm, ...]) -> Formula:
    topics = len(parts) - len(rule.at_least)
    gaps = [larger(0.0, p.need - p.have) for p in parts]
    inside = formula(0.0)
    if rule.parts_overlap:
        for gap in gaps[:topics]:
            inside = larger(inside, gap)
    else:
        inside = _sum(gaps[:topics])
    others = [(p.topical, gap) for p, gap in zip(parts[topics:], gaps[topics:], strict=True) if p.whole]
    found = larger(inside, _sum(gap for topical, gap in others if topical))
    for topical, gap in others:
        found = found if topical else larger(found, gap)
    return found


def _topics_open(row: Counted) -> Formula:
    """Does an entry name no topics, or leave a part of its hours without one?"""
    topics = row.entry.topics()
    given = any_true(c.known for c in topics.values())
    if given is FALSE:
        return row.there
    hours = _sum(where(c.known, c.value, 0.0) for c in topics.values())
    return row.there & (~given | (hours < row.hi))


def met_on(rule: "Tally", verdicts: Verdicts, rows: tuple[Counted, ...], sheet: Sheet) -> Span:
    """Day on which a sum was reached, where it is of one entry; that entry's last day."""
    there, _ = sheet.entries(rule.record_field)
    if len(rows) > 1:
        raise NoColumnForm("the day on which several entries came to enough")
    day = UNKNOWN_DAY
    for row in rows:
        last = row.entry.span()[1]
        day = last.or_else(row.entry.there & ~row.match.counts.no & last.known & (last.hi <= sheet.today), UNKNOWN_DAY)
        day = Span(day.hi, day.hi)
    return day.or_else(verdicts.met, NEVER_SPAN.or_else(verdicts.missing, UNKNOWN_DAY)).or_else(there, UNKNOWN_DAY)


__all__ = ["Counted", "Sum", "added", "met_on"]
