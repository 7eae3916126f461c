"""How large a workbook is once it is unpacked, told from its parts before anything is read into memory.

A stray cell in the last corner of a sheet, a cell that is said to be repeated a million times, or a few kilobytes that
unpack to gigabytes would take all the memory there is; the reader of workbooks lays a sheet out as a full table.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

MAX_UNPACKED = 1_000_000_000
"""Bytes of all parts that are read."""
_CHUNK = 4_000_000
_COLUMN, _IN_ROW = re.compile(rb" r=[\"']([A-Za-z]+)\d"), re.compile(rb" r=[\"'][A-Za-z]*(\d+)[\"']")
_FILLED = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=[\"']([A-Za-z]+)(\d+)[\"'][^>]*[^/]>")
_NAMELESS = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*\br=)[^>]*[^/]>)")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/>|>)")
_ROWS, _COLUMNS = (re.compile(rb"table:number-" + w + rb"-repeated=[\"']\s*\+?(\d+)") for w in (b"rows", b"columns"))


def too_large(raw: bytes, most: int) -> str | None:
    """What of a workbook has more than `most` cells, or unpacks to too many bytes: the name of a part; None for nothing.

    For XLSX and ODS; other files, and damaged ones, are left to the reader.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            parts = [i for i in book.infolist() if i.filename.casefold().endswith((".xml", ".bin"))]
            if sum(i.file_size for i in parts) > MAX_UNPACKED:
                return max(parts, key=lambda i: i.file_size).filename
            for part in parts:
                if re.search(r"worksheets/[^/]+\.xml$", part.filename) and _sheet(book, part, most) > most:
                    return part.filename
                if part.filename == "content.xml" and _tables(book.read(part)) > most:
                    return part.filename
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None
    except Exception as error:  # what decompressors raise has no common name
        if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
            raise
    return None


def _pieces(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces that end where an element ends."""
    with book.open(part) as stream:
        rest = b""
        while piece := stream.read(_CHUNK):
            whole, end, rest = (rest + piece).rpartition(b">")
            if end:
                yield whole + end
    yield rest


def _sheet(book: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """How many cells the sheet of an XLSX workbook has, laid out as a table; at least so many."""
    rows, columns = _extent(book, part, lambda piece: (set(_IN_ROW.findall(piece)), set(_COLUMN.findall(piece))))
    if rows * columns > most:  # look closer: cells that only have a colour are none
        rows, columns = _extent(book, part, _filled)
    return rows * columns


def _filled(piece: bytes) -> tuple[set[bytes], set[bytes]]:
    """The rows and the columns of cells that hold something; all rows where cells do not say where they are."""
    found = _FILLED.findall(piece)
    rows = set(_IN_ROW.findall(piece)) if _NAMELESS.search(piece) else {number for _, number in found}
    return rows, {letters for letters, _ in found}


def _extent(book: zipfile.ZipFile, part: zipfile.ZipInfo, look: Callable[[bytes], tuple[set[bytes], set[bytes]]]) -> tuple[int, int]:  # fmt: skip
    """The last row and the last column of what is seen in a sheet."""
    last = widest = 0
    for piece in _pieces(book, part):
        rows, columns = look(piece)
        last = max([last, *(int(n[:12]) for n in rows)])
        widest = max([widest, *map(column_number, columns)])
    return last, widest


def column_number(letters: bytes) -> int:
    """The number of a column by its letters, from 1, as large as need be."""
    number = 0
    for letter in letters.upper()[:6]:
        number = number * 26 + letter - 64
    return number


def _tables(content: bytes) -> int:
    """How many cells the largest table of an ODS workbook has, down to its last row with something in it."""
    most = 0
    for table in content.split(b"<table:table ")[1:]:
        row, last, widest = 0, 0, 0
        for about, _, inside in _ODS_ROW.findall(table):
            row += _times(_ROWS, about)
            width = _width(inside)
            if width:
                last, widest = row, max(widest, width)
        most = max(most, last * widest)
    return most


def _width(row: bytes) -> int:
    """The last cell of a row that has something in it."""
    place = last = 0
    for about, _ in _ODS_CELL.findall(row):
        place += _times(_COLUMNS, about)
        if b"value-type" in about:
            last = place
    return last


def _times(pattern: re.Pattern[bytes], about: bytes) -> int:
    found = pattern.search(about)
    return int(found[1][:12]) if found is not None else 1


__all__ = ["MAX_UNPACKED", "column_number", "too_large"]
