"""The exams that a row says something of, and whether a try passed in time."""

from typing import TYPE_CHECKING, NamedTuple

from peercert.judging.column_forms import OPEN, YES, Cell, Tri, answer, chosen
from peercert.judging.day_formulas import Span, after, exact, inside
from peercert.judging.entries import same
from peercert.judging.formula import FALSE, Formula, any_true
from peercert.judging.sheet import Sheet

if TYPE_CHECKING:
    from peercert.requirements.exam import Exam


class Try(NamedTuple):
    """One exam of a row."""

    there: Formula
    named: Tri
    """Is it the exam that is asked for?"""
    passed: Tri
    taken: Span
    score: Cell


def entries_of(rule: "Exam", sheet: Sheet) -> tuple[Formula, Formula, list[Try]]:
    """Does the row say anything of exams; is this one expressly not passed; what it says of each."""
    from peercert.requirements.exam import ANY

    names = list(dict.fromkeys(p[1] for p in sheet.by_place if p[0] == "exam"))
    mine = {same(n) for n in (rule.name or ANY, *rule.also)}
    said, lacking, found = FALSE, FALSE, []
    for name in names:
        passed, taken = sheet.yes_no("exam", name, "passed"), sheet.date("exam", name, "taken")
        score = sheet.number("exam", name, "score")
        said = any_true((said, passed.yes, passed.no, taken.known, score.known))
        if same(name) in mine:
            lacking = lacking | passed.no
        there = passed.yes | taken.known | score.known
        found.append(Try(there, answer(_is_this(rule, name, sheet)), passed, taken, score))
    return said, lacking, found


def _is_this(rule: "Exam", name: str, sheet: Sheet) -> bool | None:
    if rule.name is None:
        return True
    if same(name) in {same(n) for n in (rule.name, *rule.also)}:
        return True
    return False if same(name) in sheet.reading.around.exam_names else None


def passed_in_time(rule: "Exam", entry: Try, sheet: Sheet) -> Tri:
    """Did this try pass in time?"""
    low = scored = FALSE
    if rule.score is not None and entry.score.known is not FALSE:
        low, scored = entry.score.known & (entry.score.value < float(rule.score)), entry.score.known
    no = entry.passed.no | (low & entry.passed.open)
    found = Tri(~no & ~low & (entry.passed.yes | scored), no)
    taken = entry.taken
    if rule.after:
        begun = sheet.date_of(rule.after)
        found = found & chosen(begun.known, inside(taken, taken, begun, None), OPEN)
    limit = rule.attempts
    if limit is not None and limit.from_ and limit.within:
        begun, length = sheet.date_of(limit.from_), limit.within
        end = begun.map(lambda day: after(length, day))
        found = found & chosen(begun.reached, inside(taken, taken, None, end), chosen(begun.never, YES, OPEN))
    start = exact(rule.within.before(sheet.as_of)) if rule.within else None
    last = exact(rule.passed_until.day) if rule.passed_until else None
    return found & inside(taken, taken, start, last) if start or last else found
