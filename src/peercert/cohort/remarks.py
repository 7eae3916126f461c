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


KEPT = 100_000
"""So many remarks are kept word for word; more are only counted."""


class Remarks:
    """All remarks on a roster, in the order in which they came."""

    def __init__(self) -> None:
        self.kept: list[Remark] = []
        self.counts: Counter[About] = Counter()
        self.left_out = 0
        """Rows of the roster itself that are no person."""
        self.cells: Counter[tuple[str, str]] = Counter()
        """Cells that could not be read, by table and column."""

    def add(self, remarks: Iterable[Remark]) -> None:
        """Keep these."""
        for remark in remarks:
            self.counts[remark.about] += 1
            self.left_out += remark.about is About.ROW and not remark.table
            if remark.about is About.CELL:
                self.cells[remark.table, remark.column] += 1
            if len(self.kept) < KEPT:
                self.kept.append(remark)

    @property
    def more(self) -> int:
        """How many were counted, but not kept."""
        return self.counts.total() - len(self.kept)

    def hide_names(self) -> None:
        """Take out the values that may tell who somebody is: of whole rows, and of rows whose cells do not line up."""
        uneven = {(r.table, r.row) for r in self.kept if r.about is About.CELL and not r.column}
        self.kept = [
            r._replace(value="") if r.about in (About.ROW, About.ACTIVITY) or (r.table, r.row) in uneven else r
            for r in self.kept
        ]

    def of(self, *about: About) -> list[Remark]:
        """Those about this (all, where nothing is named), by row."""
        return sorted((r for r in self.kept if not about or r.about in about), key=lambda r: (r.table, r.row or 0))


__all__ = ["KEPT", "About", "Remark", "Remarks"]
