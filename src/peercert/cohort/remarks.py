"""What a roster could not be read for: by row, column and value, each with the words for it.

The law that they keep: rows in = rows out + rows reported, and no cell counts as something that it does not say.
"""

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


__all__ = ["About", "Remark"]
