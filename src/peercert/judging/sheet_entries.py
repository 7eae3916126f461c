"""The entries that the lists of a record hold for a row: training, continuing education, work, supervision.

Mirrors how `peercert.cohort.columns.record_data` makes entries from cells.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from peercert.judging.column_forms import Cell, Tri, cell
from peercert.judging.day_formulas import UNKNOWN_DAY, Span
from peercert.judging.entries import same
from peercert.judging.formula import FALSE, TRUE, Formula, all_true, any_true, formula, larger, total, where
from peercert.judging.sheet import Sheet
from peercert.judging.table import ALL, CARRIED, NONE

AMOUNTS = ("hours", "credits", "days", "sessions", "courses")


class Entry:
    """One entry that a row may hold, field by field."""

    def __init__(self, sheet: Sheet, listed: str, key: str, there: Formula, **fixed: Any) -> None:
        """`there`: does the row hold it; `fixed` says fields that do not stand in columns of their own."""
        self.sheet, self.listed, self.key, self.there, self.fixed = sheet, listed, key, there, fixed
        self.times: Cell = fixed.pop("times", cell(1.0))
        """How many entries just like this one."""

    @property
    def is_activity(self) -> bool:
        """A course rather than work."""
        return self.listed in ("training", "continuing_education")

    @property
    def carried(self) -> bool:
        """Hours carried over from the period before?"""
        return self.key == CARRIED

    def number(self, field: str) -> Cell:
        """A number of the entry."""
        if field in self.fixed:
            found: Cell = self.fixed[field]
            return found
        return self.sheet.number("entry", self.listed, self.key, field)

    def same(self, field: str) -> Cell:
        """A name in the entry, to be compared."""
        if field in self.fixed:
            found: Cell = self.fixed[field]
            return found
        return self.sheet.same("entry", self.listed, self.key, field)

    def text(self, field: str) -> Cell:
        """A value of a choice."""
        if field in self.fixed:
            found: Cell = self.fixed[field]
            return found
        return self.sheet.text("entry", self.listed, self.key, field)

    def names(self, field: str) -> Cell:
        """Several names, to be compared, between semicolons."""
        return self.sheet.same_listed("entry", self.listed, self.key, field)

    def yes_no(self, field: str) -> Tri:
        """Yes, no, or not said."""
        return self.sheet.yes_no("entry", self.listed, self.key, field)

    def span(self) -> tuple[Span, Span]:
        """First and last day; work that goes on lasts to the day of the check."""
        if self.carried or self.fixed.get("undated"):
            return UNKNOWN_DAY, UNKNOWN_DAY
        listed, key = self.fixed.get("dated_by", (self.listed, self.key))
        if self.is_activity:
            day = self.sheet.date("entry", listed, key, "completed")
            return day, day
        first, last = (self.sheet.date("entry", listed, key, f) for f in ("from", "to"))
        today = Span(self.sheet.today, self.sheet.today)
        return first, last.or_else(last.known, today.or_else(first.known, UNKNOWN_DAY))

    def topics(self) -> dict[str, Cell]:
        """Hours by topic, as far as the table asks for them."""
        if self.fixed.get("without_topics"):
            return {}
        places = [p for p in self.sheet.by_place if p[:3] == ("entry", self.listed, self.key) and "." in p[3]]
        return {p[3].removeprefix("topics."): self.sheet.number(*p) for p in places}


def entries(sheet: Sheet, listed: str) -> tuple[Formula, tuple[Entry, ...]]:
    """Is this list of the record there, and what it may hold, in the order of the record."""
    if listed == "supervision":
        return _supervision(sheet)
    return _of_columns(sheet, listed)


def _asked(sheet: Sheet, listed: str) -> dict[str, list[str]]:
    """Of a list of the record, the fields that the table is asked for, by the entry that they belong to."""
    asked: dict[str, list[str]] = {}
    for place in sheet.by_place:
        if place[:2] == ("entry", listed):
            asked.setdefault(place[2], []).append(place[3])
    return asked


def _of_columns(sheet: Sheet, listed: str) -> tuple[Formula, tuple[Entry, ...]]:
    asked = _asked(sheet, listed)
    found: list[Entry] = []
    for key in [k for k in asked if k not in ("", ALL, CARRIED)]:
        given, nothing = _given(sheet, listed, key, asked[key])
        fixed: dict[str, Any] = {"course": cell(same(key.split(";")[0]))}
        if ALL in asked and "hours" not in asked[key]:
            fixed["hours"] = cell(0.0)
        found.append(Entry(sheet, listed, key, given & ~nothing, **fixed))
    courses = tuple(found)
    answered = all_true(_given(sheet, listed, e.key, asked[e.key])[0] for e in courses)
    there = any_true(e.there for e in found)
    carried = FALSE
    if CARRIED in asked:
        carried = _given(sheet, listed, CARRIED, asked[CARRIED])[0]
    whole = next((k for k in (ALL, "") if k in asked), None)
    if whole is not None:
        key = whole
        given, nothing = _given(sheet, listed, key, asked[key])
        silent = ~given & (there | carried)
        lost = FALSE
        if "courses" in asked[key]:
            lost = silent | (given & ~nothing & ~sheet.number("entry", listed, key, "courses").known)
        elif "done" in asked[key]:
            lost = silent
        found += _general(sheet, listed, key, (given & ~nothing) | (silent & ~lost), courses, answered)
        there = (there | carried | given) & ~lost
    if CARRIED in asked:
        found.append(Entry(sheet, listed, CARRIED, carried, without_topics=True))
        there = there | (carried & (TRUE if whole is None else there))
    for entry in found:
        entry.there = entry.there & there
    return there, tuple(found)


def _general(
    sheet: Sheet, listed: str, key: str, there: Formula, courses: tuple[Entry, ...], answered: Formula
) -> list[Entry]:
    """What is not a course with columns of its own: one entry, or as many as there are courses.

    `answered`: the row speaks of all those courses; where it does not, this may be one of the others.
    """
    fixed: dict[str, Any] = {"course": Cell(formula("other"), answered)} if courses else {}
    if key == ALL:
        whole = sheet.number("entry", listed, key, "hours")
        inside = total(where(e.there & e.number("hours").known, e.number("hours").value, 0.0) for e in courses)
        fixed["hours"] = Cell(larger(0.0, whole.value - inside), whole.known)
    first = Entry(sheet, listed, key, there, **fixed)
    if ("entry", listed, key, "courses") not in sheet.by_place:
        return [first]
    many = sheet.number("entry", listed, key, "courses")
    first.there = there & many.known & (many.value >= 1.0)
    nothing = {a: cell(0.0) for a in AMOUNTS if ("entry", listed, key, a) in sheet.by_place}
    more = Formula("floor", (many.value,), "float") if not many.value.constant else many.value
    rest = Entry(sheet, listed, key, first.there & (more > 1.0), times=Cell(more - 1.0), without_topics=True, **(fixed | nothing))  # fmt: skip
    return [first, rest]


def _given(sheet: Sheet, listed: str, key: str, asked: list[str]) -> tuple[Formula, Formula]:
    """Is anything said of this entry, and does it come to nothing?"""
    known: dict[str, Formula] = {}
    for field in asked:
        known[field] = _known(sheet, ("entry", listed, key, field))
    given = any_true(known.values())
    done = sheet.yes_no("entry", listed, key, "done")
    nothing = done.no
    course = sheet.text("entry", listed, key, "course")
    nothing = nothing | (course.known & course.value.equals(NONE) if "course" in asked else FALSE)
    amounts = [f for f in asked if f in AMOUNTS]
    if amounts:
        zero = any_true(known[f] for f in amounts) & ~done.yes
        for field in asked:
            if field in amounts or field.startswith("topics."):
                number = sheet.number("entry", listed, key, field)
                zero = zero & (~number.known | number.value.equals(0.0))
            elif field != "done":
                zero = zero & ~known[field]
        nothing = nothing | zero
    return given, nothing


def _known(sheet: Sheet, place: tuple[str, ...]) -> Formula:
    """Does this cell say anything?"""
    type_ = sheet.by_place[place].type
    if type_ == "number":
        return sheet.number(*place).known
    if type_ == "yes_no":
        said = sheet.yes_no(*place)
        return said.yes | said.no
    if type_ in ("date", "date_or_no"):
        return sheet.date(*place).known
    return sheet.same_listed(*place).known if type_ == "texts" else sheet.text(*place).known


def _supervision(sheet: Sheet) -> tuple[Formula, tuple[Entry, ...]]:
    """Supervision as it is listed, and work that says or may hold some."""
    there, listed = _of_columns(sheet, "supervision")
    worked, works = sheet.entries("experience")
    found = list(listed)
    for work in works:
        supervised, by = work.yes_no("supervised"), work.same("supervised_by")
        none_listed = there & ~any_true(e.there for e in listed)
        counts = ~there | ((supervised.yes | by.known) & none_listed)
        hours = Cell(formula(0.0), supervised.no)
        fixed = {f: cell(None) for f in ("credits", "days", "sessions", "format", "kind", "attendance")}
        found.append(
            Entry(sheet, "supervision", "work", work.there & counts, hours=hours, by=by, without_topics=True,
                  times=work.times, dated_by=("experience", work.key), **fixed)
        )  # fmt: skip
    return there | worked, tuple(found)


def _courses(sheet: Sheet) -> dict[str, tuple[Formula, Formula]]:
    """Of each course with columns of its own: is anything said of it, and does that come to nothing?"""
    asked = _asked(sheet, "training").items()
    return {key: _given(sheet, "training", key, fields) for key, fields in asked if key not in ("", ALL, CARRIED)}


def lacking(sheet: Sheet, courses: Iterable[str]) -> Formula:
    """Does the row say of each of these courses that it was not taken?"""
    spoken = _courses(sheet)
    names = {key: [same(c) for c in key.split(";")] for key in spoken}
    told = []
    for course in map(same, courses):
        keys = [k for k in spoken if course in names[k]]
        told.append(any_true(spoken[k][0] & (spoken[k][1] | formula(names[k][0] != course)) for k in keys))
    return all_true(told)


def not_yet(sheet: Sheet, courses: tuple[str, ...]) -> tuple[Formula, Formula]:
    """Does the row speak of training by course at all, and is one of these courses not spoken of?"""
    said, there = _courses(sheet), sheet.entries("training")[0]
    if not said:
        return FALSE, FALSE
    open_ = FALSE
    for wanted in dict.fromkeys(map(same, courses)):
        spoken = FALSE
        for key, (given, nothing) in said.items():
            first, *others = map(same, key.split(";"))
            if wanted in others:
                spoken = spoken | given
            elif wanted == first:  # which an entry of the list names, where there is a list
                spoken = spoken | (given & (nothing | there))
        open_ = open_ | ~spoken
    asked = _asked(sheet, "training")
    general = next((_given(sheet, "training", k, asked[k])[0] for k in (ALL, "") if k in asked), FALSE)
    return any_true(given for given, _ in said.values()) | general, open_


def touches(entry: Entry, topics: tuple[str, ...]) -> tuple[Formula, Formula]:
    """Is an entry, however long, on one of these topics at all: surely, perhaps?"""
    from peercert.judging.entries import kindred

    listed = entry.topics()
    given = any_true(c.known for c in listed.values())
    if given is FALSE:
        return FALSE, TRUE
    mine = {t: listed[t] for t in topics if t in listed}
    some = {n: c.known & (c.value > 0.0) for n, c in listed.items()}
    sure = any_true(some[t] for t in mine)
    complete = all_true([formula(len(mine) == len(topics)), *(c.known for c in mine.values())])
    near = any_true(s for n, s in some.items() if n not in topics and any(kindred(n, t) for t in topics))
    hours = entry.number("hours")
    told = total(where(c.known, c.value, 0.0) for c in listed.values())
    rest = where(hours.known, hours.value > told, TRUE) if hours.known is not FALSE else TRUE
    return given & sure, where(given, sure | (~complete & (rest | near)), TRUE)


def share_of_topic(entry: Entry, topics: tuple[str, ...], lo: Formula, hi: Formula) -> tuple[Formula, Formula]:
    """At least how much of `lo`, at most how much of `hi` is on one of these topics."""
    from peercert.judging.entries import kindred
    from peercert.judging.formula import smaller

    listed = entry.topics()
    given = any_true(c.known for c in listed.values())
    if given is FALSE:
        return formula(0.0), hi

    def hours(names: Mapping[str, Cell]) -> Formula:
        return total(where(c.known, c.value, 0.0) for c in names.values())

    mine = {t: listed[t] for t in topics if t in listed}
    sure_lo, sure_hi = smaller(lo, hours(mine)), smaller(hi, hours(mine))
    complete = formula(len(mine) == len(topics))
    for c in mine.values():
        complete = complete & c.known
    near = {n: c for n, c in listed.items() if n not in topics and any(kindred(n, t) for t in topics)}
    rest = larger(0.0, hi - hours(listed))
    most = where(complete, sure_hi, smaller(hi, sure_hi + rest + hours(near)))
    return where(given, sure_lo, 0.0), where(given, most, hi)


__all__ = ["Entry", "entries", "lacking", "not_yet", "share_of_topic", "touches"]
