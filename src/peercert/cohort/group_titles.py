"""Headings in two rows: titles above, and below them what they part into: *Hours* under *Training* is *Training Hours*.

Either the row below is whole, and only headings that are alike need their titles; or it is blank where the row above has
the heading alone (*Name* in a cell over both rows), and the two are joined.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from peercert.cohort.addresses import bare
from peercert.cohort.cellvalues import folded, is_blank, is_done, is_yes_or_no
from peercert.cohort.heading_words import FILLERS
from peercert.cohort.tables import Known

_BELOW = 25
"""Rows below the headings that are looked at, to tell a heading from what stands under one."""


class Found(NamedTuple):
    """The headings of a table, and the rows (from 0) in which they stand."""

    headings: tuple[str, ...]
    first: int
    last: int
    doubtful: bool = False
    """The row below may be headings as well, and was not taken as such."""


def headings_in(rows: Sequence[Sequence[str]], top: int, known: Known) -> Found:
    """The headings of a table of which row `top` has most names of columns; `rows` are the first of it."""
    doubtful = False
    for upper in (top, top - 1):
        if upper < 0 or upper + 1 >= len(rows):
            continue
        pair = _Pair(rows[upper], rows[upper + 1], rows[upper + 2 : upper + 2 + _BELOW], known)
        if pair.may_be:
            if pair.is_sure:
                return Found(pair.joined, upper, upper + 1)
            doubtful = doubtful or upper == top
    return Found(with_titles(rows[top - 1] if top else (), rows[top], known), top, top, doubtful)


class _Pair:
    """Two rows that may be headings together."""

    def __init__(
        self, upper: Sequence[str], lower: Sequence[str], below: Sequence[Sequence[str]], known: Known
    ) -> None:
        width = max(len(upper), len(lower))
        self._upper, self._lower = _cells(upper, width), _cells(lower, width)
        self._below = [_cells(row, width) for row in below]
        self._known = known
        self._titles = tuple(self._over())
        self.joined = tuple(map(self._join, self._titles, self._lower))

    def _over(self) -> Iterator[str]:
        """The title over each column; it reaches to the right as long as there is none, unless it is a heading alone."""
        title = ""
        for here, under in zip(self._upper, self._lower, strict=True):
            if here:
                title = here if under else ""
            yield here or (title if under else "")

    def _join(self, title: str, under: str) -> str:
        whole, turned = f"{title} {under}".strip(), f"{under} {title}".strip()
        return turned if not self._known(whole) and self._known(turned) else whole

    @property
    def _parts(self) -> tuple[int, ...]:
        """Where the row below names a column, by itself or under its title."""
        return tuple(
            i
            for i, (title, under) in enumerate(zip(self._titles, self._lower, strict=True))
            if under
            and not {*folded(under).split()} <= {*folded(title).split()} | FILLERS
            and (self._known(under) or self._known(self.joined[i]))
        )

    @property
    def may_be(self) -> bool:
        """Does the row below complement the one above, with nothing in it that only somebody's cell can hold?"""
        alone = [a for a, b in zip(self._upper, self._lower, strict=True) if a and not b]
        return any(map(self._known, alone)) and len(self._parts) > 1 and not any(map(self._is_value, range(len(self._lower))))  # fmt: skip

    def _is_value(self, place: int) -> bool:
        """Is this a figure, an address, an answer, or what others have there as well?"""
        text = self._lower[place]
        if not text:
            return False
        if "@" in text or any(c.isdigit() for c in text) or is_blank(text) or is_yes_or_no(text):
            return True
        others = [row for row in self._below if row != self._lower]
        return any(folded(row[place]) == folded(text) for row in others)

    def _is_under_a_heading(self, place: int) -> bool:
        """Does this stand under the name of one column without naming another, as *Rosa* does under *Name*?"""
        title, text = self._upper[place], self._lower[place]
        if not title or not text or not self._known(title):
            return False
        whole, alone = self._known(self.joined[place]), place not in self._spanned
        return (alone and not whole) or (is_done(text) and (alone or not whole))

    @property
    def _spanned(self) -> frozenset[int]:
        """The columns under titles that stand over several."""
        pairs = pairwise(range(len(self._lower)))
        return frozenset(i for a, b in pairs if self._lower[a] and self._lower[b] and self._titles[b] and not self._upper[b] for i in (a, b))  # fmt: skip

    @property
    def is_sure(self) -> bool:
        """Do two names of columns stand under one title, or over figures, as nobody's own cells do?"""
        if any(map(self._is_under_a_heading, range(len(self._lower)))):
            return False
        together = [self._titles[i] for i in self._parts if i in self._spanned and self._known(self.joined[i])]
        over = [i for i in self._parts if any(c.isdigit() for row in self._below for c in row[i])]
        return len(over) > 1 or len(set(together)) < len(together)


def _cells(row: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(row[i].strip() if i < len(row) else "" for i in range(width))


def with_titles(above: Sequence[str], headings: Sequence[str], known: Known) -> tuple[str, ...]:
    """The headings, of which those that are alike have their titles before them, where that makes each of them known.

    A title stands over its own column and those to the right of it until the next one, as a merged cell does.
    """
    titles: list[str] = []
    for place in range(len(headings)):
        here = above[place].strip() if place < len(above) else ""
        titles.append(here or (titles[-1] if titles else ""))
    alike: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        alike.setdefault(bare(heading), []).append(place)
    made = list(headings)
    for heading, at in alike.items():
        longer = [f"{titles[i]} {headings[i].strip()}" for i in at]
        if heading and len(at) > 1 and len(set(longer)) == len(at) and all(titles[i] for i in at) and all(map(known, longer)):  # fmt: skip
            for i, text in zip(at, longer, strict=True):
                made[i] = text
    return tuple(made)


__all__ = ["Found", "headings_in", "with_titles"]
