"""The letters of reference of a row, by kind, and how many of the asked ones they fill."""

from collections.abc import Mapping
from itertools import combinations

from peercert.judging.column_forms import cell
from peercert.judging.formula import FALSE, Formula, all_true, formula, larger, smaller, total, where
from peercert.judging.sheet import Sheet


def letters_of(sheet: Sheet) -> tuple[Formula, dict[str, Formula], Formula]:
    """Does the row say how many there are; how many of each kind; how many of which no kind is said."""
    numbers = {p[1]: sheet.number(*p) for p in sheet.by_place if p[0] == "references"}
    needed = "every" in numbers
    every = numbers.pop("every" if needed else "", cell(None))
    counts = {k: where(c.known, _whole(c.value), 0.0) for k, c in numbers.items()}
    kinds_known = all_true(c.known for c in numbers.values()) if numbers and not needed else FALSE
    there = every.known | kinds_known
    masked = {k: where(there, n, 0.0) for k, n in counts.items()}
    sum_ = total(masked.values()).as_float()
    rest = formula(0.0)
    if every.known is not FALSE:
        rest = larger(0.0, where(every.known & there, _whole(every.value), 0.0) - sum_)
    return there, masked, rest


def _whole(number: Formula) -> Formula:
    return number if number.constant else Formula("floor", (number,), "float")


def least_filled(
    slots: Mapping[str, int], letters: Mapping[str, Formula], fits: Mapping[str, frozenset[str]]
) -> Formula:
    """How many of the asked letters there are, each letter serving once (Hall: the tightest set of slots decides)."""
    found = formula(float(sum(slots.values())))
    for size in range(1, len(slots) + 1):
        for some in combinations(slots, size):
            others = sum(n for kind, n in slots.items() if kind not in some)
            serving = total(n for kind, n in letters.items() if any(kind in fits[s] for s in some))
            found = smaller(found, serving.as_float() + float(others))
    return found
