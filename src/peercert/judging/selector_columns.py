"""The column form of selectors: which entries of a row count. Three-valued, as `peercert.judging.selector` is."""

from typing import NamedTuple

from peercert.judging.column_forms import NO, OPEN, YES, Cell, Tri, chosen, sure
from peercert.judging.day_formulas import Span, exact, inside
from peercert.judging.day_formulas import before as days_before
from peercert.judging.entries import same
from peercert.judging.formula import FALSE, Formula, any_true
from peercert.judging.selector import _ONLINE, Selector
from peercert.judging.sheet import Sheet
from peercert.judging.sheet_entries import Entry, lacking


class Match(NamedTuple):
    """Does an entry count?"""

    counts: Tri
    late: Formula = FALSE
    """It was done after the period, on which the rule is silent: that alone leaves it open."""
    lacks: Formula = FALSE
    """Something is left open that the record could settle."""


def match(rule: Selector, entry: Entry, sheet: Sheet) -> Match:
    """Does this entry count? (topics are weighed, not matched)"""
    found = YES
    for test in (_course, _except_course, _provider, _format, _kind, _except, _role, _setting, _supervised, _by, _attendance):  # fmt: skip
        found = found & test(rule, entry)
    if any(v is not None for v in (rule.within, rule.after, rule.before, rule.completed_from, rule.completed_until, rule.in_period)):  # fmt: skip
        found = found & _dates(rule, entry, sheet)
    if rule.while_holding:
        found = found & _holding(rule, entry, sheet)
    return Match(found, FALSE, found.open)


def _one_of(wanted: tuple[str, ...] | None, value: Cell) -> Tri:
    if wanted is None:
        return YES
    is_one = value.value.among({*map(same, wanted), *wanted}) if value.known is not FALSE else FALSE
    return Tri(value.known & is_one, value.known & ~is_one)


def _course(rule: Selector, entry: Entry) -> Tri:
    return YES if rule.course is None else _is_one(rule.course, entry)


def _except_course(rule: Selector, entry: Entry) -> Tri:
    return YES if rule.except_course is None else ~_is_one(rule.except_course, entry)


def _is_one(courses: tuple[str, ...], entry: Entry) -> Tri:
    """Is an entry one of these courses? One without a name is none that was not taken."""
    if not entry.is_activity:
        return OPEN
    name = entry.same("course")
    found = _one_of(courses, name)
    return Tri(found.yes, found.no | (~name.known & lacking(entry.sheet, courses)))


def _provider(rule: Selector, entry: Entry) -> Tri:
    if rule.provider is None:
        return YES
    names = entry.names("approved_by") if entry.is_activity else Cell(FALSE, FALSE)
    if names.known is FALSE:
        return OPEN
    given = names.known & any_true(names.value.contains(f";{same(p)};") for p in rule.provider)
    return Tri(given, names.known & ~given)


def _format(rule: Selector, entry: Entry) -> Tri:
    if rule.format is None:
        return YES
    wanted, value = set(rule.format), entry.text("format")
    if value.known is FALSE:
        return OPEN
    counted = wanted | (_ONLINE if "online" in wanted else set())
    vague = {"hybrid"} - counted | ({"online"} - counted if wanted & _ONLINE else set())
    yes = value.known & value.value.among(counted)
    return Tri(yes, value.known & ~yes & ~value.value.among(vague))


def _kind(rule: Selector, entry: Entry) -> Tri:
    if rule.as_ is None:
        return YES
    value = entry.same("kind")
    found = _one_of(rule.as_, value)
    return Tri(found.yes, ~found.yes) if entry.is_activity else found


def _except(rule: Selector, entry: Entry) -> Tri:
    if rule.except_ is None:
        return YES
    return sure(~_one_of(rule.except_, entry.same("kind")).yes)


def _role(rule: Selector, entry: Entry) -> Tri:
    return _one_of(rule.role, entry.same("role"))


def _setting(rule: Selector, entry: Entry) -> Tri:
    return _one_of(rule.setting, entry.same("setting"))


def _supervised(rule: Selector, entry: Entry) -> Tri:
    if rule.supervised is None:
        return YES
    said = entry.yes_no("supervised")
    by = entry.same("supervised_by") if entry.listed == "experience" else Cell(FALSE, FALSE)
    return Tri(said.yes | (said.open & by.known), said.no)


def _by(rule: Selector, entry: Entry) -> Tri:
    return _one_of(rule.by, entry.same("supervised_by" if entry.listed == "experience" else "by"))


def _attendance(rule: Selector, entry: Entry) -> Tri:
    if rule.attendance is None:
        return YES
    attended = entry.number("attendance")
    enough = attended.known & (attended.value >= float(rule.attendance))
    return Tri(enough, attended.known & ~enough)


def _dates(rule: Selector, entry: Entry, sheet: Sheet) -> Tri:
    first, last = entry.span()
    found = YES
    end = Span(sheet.today, sheet.today)
    if rule.before:
        day = sheet.date_of(rule.before)
        found = found & chosen(day.reached, inside(first, last, None, day), chosen(day.never, YES, OPEN))
        end = Span(day.lo, day.hi).or_else(day.reached, end)
    if rule.within:
        length = rule.within
        found = found & inside(first, last, end.map(lambda day: days_before(length, day)), None)
    if rule.after:
        day = sheet.date_of(rule.after)
        found = found & chosen(day.known, inside(first, last, day, None), OPEN)
    if rule.completed_from:
        found = found & inside(first, last, exact(rule.completed_from.day), None)
    if rule.completed_until:
        found = found & inside(first, last, None, exact(rule.completed_until.day))
    if rule.in_period:
        start = sheet.period.start
        found = found & chosen(start.known, inside(first, last, start, None), OPEN)
    return found


def _holding(rule: Selector, entry: Entry, sheet: Sheet) -> Tri:
    from peercert.judging.sheet_period import credentials, end_of

    known = credentials(sheet)
    first, last = entry.span()
    found = NO
    for held in known.held:
        if held.id not in (rule.while_holding or ()):
            continue
        answer = _within_holding(first, last, held.issued, end_of(sheet, held))
        too_soon = last.known & held.issued.known & (last.hi < held.issued.lo)
        current = ~held.expires.known & held.status.known & held.status.value.equals("active")
        contradicted = answer.no & ~too_soon & current
        here = Tri(answer.yes, answer.no & ~contradicted)
        found = found | Tri(held.there & here.yes, ~held.there | here.no)
    silent = known.open & any_true(~known.spoken(i) for i in rule.while_holding or ())
    found = Tri(found.yes, found.no & ~silent)
    return chosen(known.there, found, OPEN)


def _within_holding(first: Span, last: Span, start: Span, end: Span) -> Tri:
    """Inside the time it was held, of which either end may not be known (and then does not bound)."""
    no = (last.known & start.known & (last.hi < start.lo)) | (first.known & end.known & (first.lo > end.hi))
    yes = first.known & last.known & (~start.known | (first.lo >= start.hi)) & (~end.known | (last.hi <= end.lo))
    return Tri(yes & ~no, no)
