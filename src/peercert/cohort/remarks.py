"""What a roster could not be read for: by row, column and value, each with the words for it.

The law that they keep: rows in = rows out + rows reported, and no cell counts as something that it does not say.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from peercert.verdicts import Says


class About(StrEnum):
    """What a remark is about, and so what became of it."""

    CELL = "cell"
    """A value that cannot be read; it counts as not known."""
    ROW = "row"
    """A row that is no person: left out."""
    DUPLICATE = "duplicate"
    """A person who may be there twice; both rows stay."""
    ACTIVITY = "activity"
    """A row of the activities that could not be given to a person; left out."""
    SET_ASIDE = "set_aside"
    """A figure of the roster that is more than the activities come to, which count in its place."""
    TABLE = "table"
    """Something that holds for the whole table."""


class Remark(NamedTuple):
    """One thing that could not be read, or that should be looked at."""

    about: About
    says: Says
    row: int | None = None
    """The row as a spreadsheet counts it, headings included."""
    column: str = ""
    """The heading, as it is written in the roster."""
    value: str = ""
    """What stands there."""
    table: str = ""
    """Which table, where it is not the roster itself."""
    lost: bool = False
    """Of a row that is left out: is it one that cannot be read, and may be a person?"""
    less: Says | None = None
    """What is said instead where nobody may be named."""

    def without_value(self) -> "Remark":
        """The same without what stands there, and without words that may name somebody."""
        return self._replace(value="", says=self.less or self.says, less=None)


KEPT = 100_000
"""So many remarks are kept word for word; more are only counted."""


class Remarks:
    """All remarks on a roster, in the order in which they came."""

    def __init__(self, *, hidden: bool = False) -> None:
        self.kept: list[Remark] = []
        self.hidden = hidden
        """No value of any cell is kept."""
        self.counts: Counter[About] = Counter()
        self.lost = 0
        """Rows that are left out and may be a person."""
        self.left_out = 0
        """Rows of the roster itself that are no person."""
        self.cells: Counter[tuple[str, str]] = Counter()
        """Cells that could not be read, by table and column."""

    def add(self, remarks: Iterable[Remark]) -> None:
        """Keep these."""
        for remark in remarks:
            self.counts[remark.about] += 1
            self.lost += remark.lost
            self.left_out += remark.about is About.ROW and not remark.table
            if remark.about is About.CELL:
                self.cells[remark.table, remark.column] += 1
            if len(self.kept) < KEPT:
                self.kept.append(remark.without_value() if self.hidden else remark)

    @property
    def more(self) -> int:
        """How many were counted, but not kept."""
        return self.counts.total() - len(self.kept)

    def hide_names(self) -> None:
        """Take out what stands in the cells, and keep none of it from now on: any cell may hold a name, its row and
        column say where to look."""
        self.hidden = True
        self.kept = [r.without_value() for r in self.kept]

    def of(self, *about: About) -> list[Remark]:
        """Those about this (all, where nothing is named), by row."""
        return sorted((r for r in self.kept if not about or r.about in about), key=lambda r: (r.table, r.row or 0))


__all__ = ["KEPT", "About", "Remark", "Remarks"]
