"""Quotation marks in a text file: where its rows end, and cells that begin with a mark that is never closed.

Such a cell would swallow every row after it. Its row is told instead, and the rows after it are read on their own.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import polars as pl

LONGEST = 1_000_000
"""Bytes in one cell; more than this is a quotation mark that was never closed."""
_MANY = 20
"""A cell of more lines than this that is full of separators looks like rows."""
_INSIDE = rb'"[^"]*+(?:""[^"]*+)*+'
_CELL = re.compile(_INSIDE + b'"?')
_LINE_END = re.compile(rb"\r\n?|\n")


class Scan(NamedTuple):
    """What the quotation marks of some bytes come to."""

    end: int
    """Where the last whole row ends; 0 for nowhere."""
    even: bool = True
    """Does every mark open or close a cell, or stand doubled inside one?"""
    unclosed: tuple[tuple[int, int], ...] = ()
    """Where rows begin and end in which a cell is opened and never closed."""


class Swallowed(NamedTuple):
    """A cell of several lines that look like rows of their own."""

    row: int
    begins: str
    lines: int


@cache
def _even(separator: bytes) -> re.Pattern[bytes]:
    """Whole cells, as many as there are: without marks, or with one at either end."""
    ends = b"[" + re.escape(separator) + rb"\r\n]"
    return re.compile(rb'(?:[^"]++|(?:\A|(?<=' + ends + b"))" + _INSIDE + b'" *+(?=' + ends + rb"|\Z))*+")


def scan(raw: bytes, separator: str, *, last: bool) -> Scan:
    """The rows of some bytes that begin with a row; `last`: nothing comes after them."""
    marks, even, opening = b'"' in raw, _even(separator.encode()), (separator.encode(), b"\r", b"\n", b"")
    place = since = row = 0
    is_even = True
    unclosed: list[tuple[int, int]] = []
    while marks and (found := even.match(raw, place)) is not None and (place := found.end()) < len(raw):
        row = _row_start(raw, since, place, row)
        cell = _CELL.match(raw, place) if raw[max(0, place - 1) : place] in opening else None
        if cell is None:  # a mark in the midst of a cell, such as 5'6"
            is_even, place = False, place + 1
        elif cell[0].count(b'"') % 2 == 0 and not _LINE_END.search(cell[0]):
            is_even, place = False, cell.end()  # "Bo" Carter
        elif cell.end() == len(raw) and len(cell[0]) <= LONGEST and not last:
            return Scan(row, is_even, tuple(unclosed))
        else:
            line = _LINE_END.search(raw, place)
            place = line.end() if line is not None else len(raw)
            unclosed.append((row, place))
            row = place
        since = place
    return Scan(len(raw) if last else _row_start(raw, since, len(raw), row), is_even, tuple(unclosed))


def _row_start(raw: bytes, since: int, place: int, row: int) -> int:
    """Where the row begins in which `place` is; `row` if not behind `since`, where every mark opens or closes a cell."""
    end, at, marks = b"\n" if b"\n" in raw else b"\r", place, 0
    if end == b"\r":
        at = min(at, len(raw) - 1)  # a line end may follow that belongs to it
    while (before := raw.rfind(end, since, at)) >= 0:
        marks += raw.count(b'"', before + 1, at)
        if marks % 2 == 0:
            return before + 1
        at = before
    return row


def swallowed(frame: pl.DataFrame, separator: str, first: int) -> Iterator[Swallowed]:
    """Cells of several lines with as many separators as rows have, or of very many lines with some in each."""
    for name in frame.columns:
        lines, marks = pl.col(name).str.count_matches("\n"), pl.col(name).str.count_matches(separator, literal=True)
        like_rows = (marks >= lines * (frame.width - 1)) if frame.width > 2 else pl.lit(False)
        looks = (lines > 0) & (like_rows | ((lines > _MANY) & (marks >= lines)))
        found = frame.with_row_index("row", first).filter(looks)
        for row, text in found.select("row", name).rows():
            parts = text.splitlines()
            yield Swallowed(row, parts[0], len(parts))


__all__ = ["LONGEST", "Scan", "Swallowed", "scan", "swallowed"]
