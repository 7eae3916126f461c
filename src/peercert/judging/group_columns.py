"""The column form of groups: which branch has the least left to do. Mirrors `peercert.judging.groups`."""

from collections.abc import Sequence
from typing import NamedTuple

from peercert.judging.column_forms import Cell, Form, pick
from peercert.judging.formula import FALSE, Formula, count, formula, larger, total, where
from peercert.judging.groups import _FIXED, _HOURS_EACH, _LARGE


class Left(NamedTuple):
    """How far a branch is from met, added up over its leaves; earlier fields weigh first."""

    closed: Formula
    missing: Formula
    hours: Formula
    wait: Formula
    usd: Formula


class _Leaf(NamedTuple):
    form: Form
    counts: Formula
    """Is it among the leaves of this row?"""


def nearest(members: Sequence[Form]) -> Formula:
    """The number of the member that has the least left to do."""
    keys: list[tuple[Formula, ...]] = [(m.verdicts.not_applicable.as_int(), _rank(m), *_left(m)) for m in members]
    best, least = formula(0), keys[0]
    for i, key in enumerate(keys[1:], 1):
        first = _before(key, least)
        best = where(first, i, best)
        least = tuple(where(first, a, b) for a, b in zip(key, least, strict=True))
    return best


def _rank(form: Form) -> Formula:
    verdicts = form.verdicts
    return where(verdicts.review, 1, where(verdicts.unknown, 2, where(verdicts.missing, 3, 0)))


def _before(one: Sequence[Formula], other: Sequence[Formula]) -> Formula:
    """Does one key come before another?"""
    found = FALSE
    for a, b in reversed(list(zip(one, other, strict=True))):
        found = (a < b) | (a.equals(b) & found)
    return found


def _left(form: Form) -> Left:
    leaves = _leaves(form, formula(True))
    missing = [leaf.counts & leaf.form.verdicts.missing for leaf in leaves]
    closed = [m & _closed(leaf.form) for m, leaf in zip(missing, leaves, strict=True)]
    hours = total(where(m, _effort(leaf.form), 0.0) for m, leaf in zip(missing, leaves, strict=True))
    wait = formula(0)
    for m, leaf in zip(missing, leaves, strict=True):
        wait = larger(wait, where(m, leaf.form.earliest, 0))
    usd = total(where(m, leaf.form.usd, 0.0) for m, leaf in zip(missing, leaves, strict=True))
    return Left(count(closed), count(missing), hours.as_float(), wait, usd.as_float())


def _leaves(form: Form, counts: Formula) -> list[_Leaf]:
    """The leaves that count toward what is left: of an *any of*, only the best branch."""
    if not form.members:
        return [_Leaf(form, counts)]
    counts = counts & ~(form.verdicts.met | form.verdicts.not_applicable)
    if form.best is None:
        return [leaf for m in form.members for leaf in _leaves(m, counts)]
    return [leaf for i, m in enumerate(form.members) for leaf in _leaves(m, counts & form.best.equals(i))]


def _out_of_reach(form: Form) -> Formula:
    return form.earliest.equals(0) if form.kind in _FIXED else FALSE


def _closed(form: Form) -> Formula:
    return formula(True) if form.kind == "statement" else _out_of_reach(form)


def _effort(form: Form) -> Formula:
    """Hours of effort that a missing leaf is taken for."""
    if form.effort is not None:
        return form.effort
    if form.unit == "usd":
        return formula(0.0)
    nothing = _out_of_reach(form)
    if form.unit == "days":
        nothing = nothing | ~form.earliest.equals(0)
    if form.kind in _LARGE:
        return where(nothing, 0.0, _LARGE[form.kind])
    gap = where(form.gap.known & ~form.gap.value.equals(0.0), form.gap.value, 1.0) if form.gap.known is not FALSE else formula(1.0)  # fmt: skip
    return where(nothing, 0.0, gap * _HOURS_EACH.get(form.unit or "", 2.0)).as_float()


def of_best(members: Sequence[Form], best: Formula) -> tuple[Cell, Cell, Cell]:
    """What the best member shows: what there is, what is needed, what is missing."""
    found = [(m.have, m.need, m.gap) for m in members]
    have, need, gap = found[0]
    for i, (h, n, g) in enumerate(found[1:], 1):
        mine = best.equals(i)
        have, need, gap = pick(mine, h, have), pick(mine, n, need), pick(mine, g, gap)
    return have, need, gap


__all__ = ["nearest", "of_best"]
