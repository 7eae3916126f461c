"""A table as it stands in a file: its headings, and its rows in chunks, every cell a text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import polars as pl

from peercert.cohort.remarks import Remark
from peercert.words import tell
from peercert.yamlfile import FileError

CHUNK = 100_000
"""Rows that are held at a time, where a file can be read in parts."""


class Chunk(NamedTuple):
    """Some rows below the headings."""

    first: int
    """The number of its first row."""
    frame: pl.DataFrame
    """The cells as texts, c0, c1, ...; empty ones null."""
    done: float
    remarks: tuple[Remark, ...] = ()
    left_out: int = 0
    """Rows among these that are said in `remarks` to be left out; every cell of them is null."""


class Table(NamedTuple):
    """A table as it stands in a file."""

    source: str
    """The file, for messages."""
    headings: tuple[str, ...]
    heading_row: int
    """The number of the row of headings; 0 where the file has none of its own (Parquet, JSON Lines)."""
    chunks: Callable[[], Iterator[Chunk]]
    sheet: str = ""
    remarks: tuple[Remark, ...] = ()


class Opened(NamedTuple):
    """What a file holds: the roster, and the activities beside it, where it has them."""

    roster: Table
    activities: Table | None = None


Known = Callable[[str], bool]
"""Is this the name of some column?"""


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Raises FileError for a file that cannot be read, or that changes while it is."""
    before = _stamp(path)
    try:
        yield
    except OSError as error:
        raise FileError(
            str(path), tell("the file cannot be read ({problem})", problem=error.strerror or str(error))
        ) from None
    if _stamp(path) != before:
        raise FileError(str(path), tell("the file changed while it was read; close it in other programs and try again"))


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        about = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise FileError(str(path), tell("there is no such file; check the name and the folder")) from None
    except (OSError, ValueError) as error:
        raise FileError(str(path), tell("the file cannot be read ({problem})", problem=getattr(error, "strerror", None) or str(error))) from None  # fmt: skip
    return about.st_size, about.st_mtime_ns, about.st_ino


def empty(path: Path) -> FileError:
    """What is said of a file in which nobody is."""
    return FileError(
        str(path), tell("there is nobody in this roster; it needs a row of headings and a row for each person")
    )


__all__ = ["CHUNK", "Chunk", "Known", "Opened", "Table", "empty", "unchanged"]
