"""Answers and findings in columns: three-valued truths, verdicts, cells, and the column form of a finding."""

from collections.abc import Iterable
from typing import NamedTuple

from peercert.judging.formula import (
    FALSE,
    TRUE,
    Formula,
    Given,
    any_true,
    formula,
    where,
)
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Verdict


class Tri(NamedTuple):
    """A truth that the table may leave open: surely so, surely not, or neither."""

    yes: Formula
    no: Formula

    @property
    def open(self) -> Formula:
        """Neither is known."""
        return ~(self.yes | self.no)

    @property
    def possible(self) -> Formula:
        """It may be so."""
        return ~self.no

    def __and__(self, other: "Tri") -> "Tri":
        return Tri(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: "Tri") -> "Tri":
        return Tri(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> "Tri":
        return Tri(self.no, self.yes)


def sure(holds: Given) -> Tri:
    """A truth that is always known."""
    return Tri(formula(holds), ~formula(holds))


YES, NO, OPEN = Tri(TRUE, FALSE), Tri(FALSE, TRUE), Tri(FALSE, FALSE)


def answer(said: bool | None) -> Tri:
    """Yes, no, or not known, the same for every row."""
    return OPEN if said is None else YES if said else NO


def chosen(condition: Given, yes: Tri, no: Tri) -> Tri:
    """One answer where the condition holds, another where it does not."""
    return Tri(where(condition, yes.yes, no.yes), where(condition, yes.no, no.no))


class Verdicts(NamedTuple):
    """Which verdict holds: exactly one of five."""

    met: Formula = FALSE
    missing: Formula = FALSE
    unknown: Formula = FALSE
    review: Formula = FALSE
    not_applicable: Formula = FALSE

    def holds(self) -> Tri:
        """The verdict used as a test: met, not, or open."""
        return Tri(self.met, self.missing | self.not_applicable)

    def code(self) -> Formula:
        """The verdict as a number: its place in `CODES`."""
        return where(self.met, 1, where(self.missing, 4, where(self.unknown, 3, where(self.review, 2, 0))))


CODES = (NOT_APPLICABLE, MET, REVIEW, UNKNOWN, MISSING)
"""Verdicts as numbers, so that of several that must all hold the largest is theirs together."""
_PLACE = {MET: 0, MISSING: 1, UNKNOWN: 2, REVIEW: 3, NOT_APPLICABLE: 4}


def cases(*branches: tuple[Given, Verdict], otherwise: Verdict) -> Verdicts:
    """The verdict of the first branch that holds."""
    found = [FALSE] * 5
    left = TRUE
    for condition, verdict in branches:
        found[_PLACE[verdict]] |= left & condition
        left &= ~formula(condition)
    found[_PLACE[otherwise]] |= left
    return Verdicts(*found)


def verdict_of(code: Formula) -> Verdicts:
    """A verdict that is a column of numbers, as `CODES` has them."""
    met, missing, unknown, review, none = (code.equals(CODES.index(v)) for v in _PLACE)
    return Verdicts(met, missing, unknown, review, none)


def every(members: Iterable[Verdicts]) -> Verdicts:
    """All must hold; nothing applicable leaves nothing to ask."""
    members = list(members)
    missing, unknown, review, met = (any_true(getattr(m, n) for m in members) for n in ("missing", "unknown", "review", "met"))  # fmt: skip
    return cases((missing, MISSING), (unknown, UNKNOWN), (review, REVIEW), (met, MET), otherwise=NOT_APPLICABLE)


def some(members: Iterable[Verdicts]) -> Verdicts:
    """One is enough."""
    members = list(members)
    met, unknown, review, missing = (any_true(getattr(m, n) for m in members) for n in ("met", "unknown", "review", "missing"))  # fmt: skip
    return cases((met, MET), (unknown, UNKNOWN), (review, REVIEW), (missing, MISSING), otherwise=NOT_APPLICABLE)


class Cell(NamedTuple):
    """A value that a row may not have."""

    value: Formula
    known: Formula = TRUE

    def when(self, condition: Given) -> "Cell":
        """The same, only where the condition holds."""
        return Cell(self.value, self.known & condition)


def cell(value: Given | None) -> Cell:
    """A value that every row has; None for one that no row has."""
    return Cell(formula(0.0), FALSE) if value is None else Cell(formula(value))


def pick(condition: Given, yes: Cell, no: Cell) -> Cell:
    """One cell where the condition holds, another where it does not."""
    condition = formula(condition)
    if condition.constant:
        return yes if condition.value else no
    known = where(condition, yes.known, no.known)
    if yes.known is FALSE or no.known is FALSE:
        return Cell(no.value if yes.known is FALSE else yes.value, known)
    return Cell(where(condition, yes.value, no.value), known)


NOTHING = cell(None)
"""A cell that no row has."""


class NoColumnForm(Exception):  # noqa: N818
    """What a rule asks cannot be said in columns; rows have to be judged one by one."""


class Form(NamedTuple):
    """The column form of a finding: what a report says of one requirement, row by row."""

    verdicts: Verdicts
    have: Cell = NOTHING
    need: Cell = NOTHING
    gap: Cell = NOTHING
    unit: str | None = None
    """Unit of the gap where the verdict is missing."""
    earliest: Formula = formula(0)
    """Day on which time alone would make it met (as 20261122), 0 for none, where the verdict is missing."""
    usd: Formula = formula(0.0)
    """Money it costs at most, where the verdict is missing."""
    members: "tuple[Form, ...]" = ()
    """Of a group: the forms of its members."""
    best: Formula | None = None
    """Of an *any of*: which member has the least left to do."""
    effort: Formula | None = None
    """Hours of effort that it is taken for where it is missing, if that is not its gap in its unit."""
    kind: str = ""


def nothing_asked(kind: str) -> Form:
    """The form of a requirement that asks nothing of anybody."""
    return Form(Verdicts(met=TRUE), kind=kind)
