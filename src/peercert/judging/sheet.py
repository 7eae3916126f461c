"""What the column form of a requirement looks at: the columns of a table, the day of the check, the pathway around it.

The counterpart of `Context`, which is what `judge` looks at for one record.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from peercert.judging.column_forms import OPEN, Cell, Form, NoColumnForm, Tri, Verdicts, cases, cell
from peercert.judging.day_formulas import NEVER_DAY, UNKNOWN_DAY, Span, as_written, number_of
from peercert.judging.formula import TRUE, Formula, FormulaType, col, day_col, formula, smaller, where
from peercert.judging.table import Column, Reading
from peercert.verdicts import MET, NOT_APPLICABLE, UNKNOWN

if TYPE_CHECKING:
    from peercert.judging.requirement import Requirement
    from peercert.judging.sheet_entries import Entry
    from peercert.judging.sheet_period import PeriodForm
    from peercert.model import Credential
    from peercert.record import Record

Place = tuple[str, ...]


class Wanted(NamedTuple):
    """A column of the table in one of the forms in which formulas want it; never null."""

    column: str
    form: str
    """day: a date's first day as a number (20210601), 0 where there is none; count: the same from the year 1; size: how many characters it is written with
    (4, 7 or 10); number: -1 where there is none; yes, no: truths; text: trimmed, empty where there is none; same: without
    case, spaces and marks; list, same_list: several between semicolons, with one at either end."""

    @property
    def name(self) -> str:
        """The name of the column that holds it (without dots, which Spark takes for parts of structures)."""
        return f"{self.column}|{self.form}".replace(".", "/")


class ByRow(NamedTuple):
    """Something that only Python can tell of a row: judged once for each combination of these columns."""

    columns: tuple[str, ...]
    outputs: tuple[tuple[str, FormulaType], ...]
    """Names and types of the columns that it makes, without nulls."""
    judge: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    """From a row to those values."""


_FORMS: dict[str, FormulaType] = {
    "day": "int",
    "count": "int",
    "size": "int",
    "number": "float",
    "yes": "bool",
    "no": "bool",
}


class Sheet:
    """Everything that the column form of a rule may look at."""

    def __init__(
        self,
        reading: Reading,
        columns: Sequence[Column],
        as_of: date,
        *,
        there: Mapping[str, bool],
        jurisdiction: str = "",
        lookup: "Callable[[str], Credential | None] | None" = None,
        record_of: "Callable[[Mapping[str, Any]], Record] | None" = None,
        counts_days: bool = False,
    ) -> None:
        """`there`: which of the columns the table has, and whether a date among them is always one exact day.

        `record_of` makes the record of a row, for what only Python can tell of it; `counts_days`: the table can say
        the days of such dates counted from the year 1, at no cost.
        """
        self.reading, self.columns, self.as_of, self.there = reading, tuple(columns), as_of, there
        self.jurisdiction, self.lookup = jurisdiction, lookup or (lambda _id: None)
        self.requirements = reading.around.on(as_of)
        self.record_of, self.counts_days = record_of, counts_days
        self.by_place = {c.place: c for c in columns}
        self.wanted: dict[Wanted, None] = {}
        self.by_row: dict[str, ByRow] = {}
        self.today = formula(number_of(as_of))
        self._days: dict[str, Span] = {}
        self._asking: set[str] = set()
        self._entries: dict[str, tuple[Formula, tuple[Entry, ...]]] = {}
        self._period: PeriodForm | None = None

    # columns

    def _want(self, place: Place, form: str) -> Formula | None:
        column = self.by_place.get(place)
        if column is None or column.name not in self.there:
            return None
        wanted = Wanted(column.name, form)
        self.wanted[wanted] = None
        return col(wanted.name, _FORMS.get(form, "text"))

    def asks(self, place: Place) -> bool:
        """Does the pathway read this column?"""
        return place in self.by_place

    def number(self, *place: str) -> Cell:
        """A number; below zero does not count."""
        found = self._want(place, "number")
        return cell(None) if found is None else Cell(found, found >= 0.0)

    def yes_no(self, *place: str) -> Tri:
        """Yes, no, or not known."""
        yes, no = self._want(place, "yes"), self._want(place, "no")
        return OPEN if yes is None or no is None else Tri(yes, no)

    def item(self, listed: str, name: str) -> Tri:
        """Is something in one of the plain lists of a record: agreements, documents, paid, memberships?"""
        from peercert.judging.table import slug

        return self.yes_no("item", listed, slug(name))

    def text(self, *place: str) -> Cell:
        """A text as it is written; of a choice, only its values count."""
        found = self._want(place, "text")
        if found is None:
            return cell(None)
        column = self.by_place[place]
        return Cell(found, found.among(column.values) if column.type == "choice" else ~found.equals(""))

    def same(self, *place: str) -> Cell:
        """A text to be compared with names: case, spaces and marks do not count."""
        column = self.by_place.get(place)
        if column is not None and column.type == "choice":
            return self.text(*place)
        found, known = self._want(place, "same"), self.text(*place).known
        return cell(None) if found is None else Cell(found, known)

    def listed(self, *place: str) -> Cell:
        """Several values of a choice, each between semicolons."""
        found = self._want(place, "list")
        if found is None:
            return cell(None)
        values = "|".join(self.by_place[place].values)
        return Cell(found, Formula("matches", (found, f";({values});"), "bool"))

    def same_listed(self, *place: str) -> Cell:
        """Several names, each between semicolons, to be compared without case, spaces and marks."""
        found, plain = self._want(place, "same_list"), self._want(place, "list")
        if found is None or plain is None:
            return cell(None)
        return Cell(found, Formula("matches", (plain, "[^;]"), "bool"))

    def date(self, *place: str) -> Span:
        """A date, perhaps a rough one; *no* means that it has not happened. Contradictory pairs are not known."""
        plain = self._plain_date(place)
        pair = {"from": "to", "to": "from", "issued": "expires", "expires": "issued"}.get(place[-1])
        other = UNKNOWN_DAY if pair is None else self._plain_date((*place[:-1], pair))
        if other is UNKNOWN_DAY or plain is UNKNOWN_DAY:
            return plain
        first, last = (plain, other) if place[-1] in ("from", "issued") else (other, plain)
        wrong = first.known & last.known & (last.hi < first.lo)
        return UNKNOWN_DAY.or_else(wrong, plain)

    def _plain_date(self, place: Place) -> Span:
        digits = self._want(place, "day")
        if digits is None:
            return UNKNOWN_DAY
        column = self.by_place[place]
        said = self._want(place, "text")
        if self.there[column.name]:
            if self.counts_days:
                count = self._want(place, "count")
                assert count is not None
                digits = day_col(digits.args[0], count.args[0])
            return Span(digits, digits, said)
        size = self._want(place, "size")
        assert size is not None
        return as_written(digits, size, said)

    def row(self, name: str, columns: Sequence[str], outputs: Sequence[FormulaType], judge: Callable[[Mapping[str, Any]], tuple[Any, ...]]) -> list[Formula]:  # fmt: skip
        """Columns that only Python can work out, row by row; `columns` are what it looks at."""
        made = tuple((f"{name}|{i}".replace(".", "/"), type_) for i, type_ in enumerate(outputs))
        self.by_row.setdefault(name, ByRow(tuple(c for c in columns if c in self.there), made, judge))
        return [col(n, t) for n, t in made]

    # steps and days

    def step(self, name: str) -> Span:
        """Day of a step as the table has it; not known, or expressly not taken yet."""
        return self.date("step", name)

    def date_of(self, name: str) -> Span:
        """Day of a step, or on which a requirement of this pathway was first met."""
        if name in self._days:
            return self._days[name]
        requirement = self.requirements.get(name)
        found = self.step(name)
        if requirement is not None and name not in self._asking:
            self._asking.add(name)
            try:
                met = requirement.rule.met_on_columns(requirement, self)
            finally:
                self._asking.discard(name)
            found = found.or_else(found.reached, met) if self.asks(("step", name)) else met
        if name in self.reading.around.steps and self.reading.cycle is not None and self.reading.kind == "renewal":
            start = self.period.start
            before = start.known & found.known & (found.hi < start.lo)
            found = NEVER_SPAN.or_else(before, found)
        self._days[name] = found
        return found

    def counted_to(self, milestone: str | None) -> Formula:
        """The day that age or time is counted to: that of the milestone once reached, else the day of the check."""
        if milestone is None:
            return self.today
        reached = self.date_of(milestone)
        return where(reached.reached, smaller(reached.hi, self.today), self.today)

    # entries, credentials, periods

    def entries(self, listed: str) -> "tuple[Formula, tuple[Entry, ...]]":
        """Is the list there, and what it may hold."""
        if listed not in self._entries:
            from peercert.judging.sheet_entries import entries

            self._entries[listed] = entries(self, listed)
        return self._entries[listed]

    @property
    def period(self) -> "PeriodForm":
        """The certification period that a renewal is for."""
        if self._period is None:
            from peercert.judging.sheet_period import own_period

            self._period = own_period(self)
        return self._period

    # requirements

    def in_force(self, requirement: "Requirement") -> Formula:
        """Is it in force: on the person's own date where the rule says so and it is known, else on the day of the check."""
        if requirement.from_ is None and requirement.until is None:
            return TRUE
        if not requirement.dated_by:
            return formula(requirement.in_force(self.as_of))
        own = self.date_of(requirement.dated_by)
        day = where(own.reached & (own.hi <= self.today), own.hi, self.today)
        since = TRUE if requirement.from_ is None else day >= number_of(requirement.from_.day)
        return since if requirement.until is None else since & (day <= number_of(requirement.until.day))

    def find(self, requirement: "Requirement") -> Form | None:
        """The column form of one requirement with its dates in force and its condition; None where not in force."""
        in_force = self.in_force(requirement)
        if not in_force.constant:
            raise NoColumnForm("the person's own date decides which rule is in force")
        return self.form(requirement) if in_force.value else None

    def form(self, requirement: "Requirement") -> Form:
        """The column form of one requirement with its condition, as if it were in force."""
        form = requirement.rule.columns(requirement, self)._replace(kind=requirement.rule.kind)
        if requirement.when is None:
            return form
        holds = self.holds(requirement.when)
        open_ = holds.open & ~form.verdicts.met
        inner = form.verdicts
        outside = cases((holds.no, NOT_APPLICABLE), (open_, UNKNOWN), otherwise=MET)
        kept = outside.met
        verdicts = Verdicts(
            inner.met & kept, inner.missing & kept, outside.unknown | (inner.unknown & kept), inner.review & kept,
            outside.not_applicable | (inner.not_applicable & kept),
        )  # fmt: skip
        asked = ~outside.not_applicable
        members = tuple(m._replace(verdicts=_only_where(asked, m.verdicts)) for m in form.members)
        return form._replace(
            verdicts=verdicts, have=form.have.when(asked), need=form.need.when(asked), gap=form.gap.when(kept),
            members=members,
        )  # fmt: skip

    def members(self, requirements: "Sequence[Requirement]") -> tuple[Form, ...]:
        """The forms of those in force."""
        return tuple(f for r in requirements if (f := self.find(r)) is not None)

    def holds(self, condition: "Requirement") -> Tri:
        """A requirement used as a test; its own *when* counts."""
        inner = condition.rule.columns(condition, self).verdicts.holds()
        if condition.when is None:
            return inner
        outer = self.holds(condition.when)
        return Tri(outer.yes & inner.yes, outer.no | (outer.yes & inner.no))


NEVER_SPAN = Span(formula(NEVER_DAY), formula(NEVER_DAY), formula(""))


def _only_where(condition: Formula, verdicts: Verdicts) -> Verdicts:
    """The verdicts of a member, of which nothing is said where its group is not asked for."""
    met, missing, unknown, review, _ = (v & condition for v in verdicts)
    return Verdicts(met, missing, unknown, review, verdicts.not_applicable | ~condition)
