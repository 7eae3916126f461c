"""Text files with a row a line: which encoding, which character between the cells, and the rows in blocks.

A file is read in blocks that end where a row ends, so that memory stays bounded however large it is. A block that is
plain and even is parsed by Polars; one with rows that are too long goes cell by cell, so that none is cut in silence.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import polars as pl

from peercert.cohort.quotes import LONGEST, Scan, Swallowed, scan, swallowed
from peercert.words import tell
from peercert.yamlfile import FileError

BLOCK = 16_000_000
"""Bytes that are read at a time."""
SAMPLE = 64_000
_SEPARATORS = (",", ";", "\t", "|")
_MOST_UNCLOSED = 100
"""With more rows than this in which a quotation mark is not closed, the marks mean something else."""


class Dialect(NamedTuple):
    """How a text file is written."""

    encoding: str
    """utf-8 (which may turn out to be what Windows writes), utf-16-le or utf-16-be (utf-32 likewise)."""
    separator: str
    skip: int = 0
    """Bytes on top that are no row: a mark of the encoding, a line that tells the separator (``sep=;``)."""


class Block(NamedTuple):
    """Some rows of a file: every cell a text, empty ones null; the columns are called c0, c1, ..."""

    first: int
    """The number of its first row, from 1."""
    frame: pl.DataFrame
    done: float
    """How much of the file has been read with it, from 0 to 1."""
    longer: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Rows with more cells than there are columns: their number, and the cells that are too many."""
    foreign: tuple[int, ...] = ()
    """Rows that are not in UTF-8 although others are, and not in plain ASCII."""
    unclosed: str | None = None
    """The text of one row that cannot be read, for a cell of it is opened by a quotation mark that is never closed."""
    swallowed: tuple[Swallowed, ...] = ()
    """Cells that look like several rows."""


def dialect(path: Path, separator: str | None = None) -> Dialect:
    """The encoding and the separator of a file; raises FileError for what is no text."""
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    encoding, skip = _encoding(sample, str(path))
    text = sample[skip:].decode(encoding, "replace")
    if len(sample) == SAMPLE:
        text = text.rpartition("\n")[0] or text
    top = text.partition("\n")[0]
    told = top.strip(" \r").strip('"').casefold()
    if told.startswith("sep=") and len(told) == len("sep=;"):
        separator, text = separator or told[-1], text[len(top) + 1 :]
        skip += len((top + "\n").encode(encoding))
    return Dialect(encoding, separator or _separator(text), skip)


def _encoding(sample: bytes, name: str) -> tuple[str, int]:
    """The encoding, and how many bytes its mark takes."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):  # fmt: skip
        if sample.startswith(mark):
            return encoding, len(mark)
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd == 0:
        return "utf-8", 0
    if odd > 4 * even and odd > len(sample) / 6:
        return "utf-16-le", 0
    if even > 4 * odd and even > len(sample) / 6:
        return "utf-16-be", 0
    raise FileError(name, tell("this is not a text file (it has zero bytes); save it as CSV or as a workbook (XLSX)"))


def _separator(text: str) -> str:
    """The character that cuts most rows into the same number of cells."""
    best, mark = ",", (0.0, 0)
    for candidate in _SEPARATORS:
        try:
            rows = [r for _, r in zip(range(200), csv.reader(io.StringIO(text), delimiter=candidate), strict=False)]
        except csv.Error:
            continue
        widths = Counter(len(r) for r in rows if any(r))
        width, often = max(widths.items(), key=lambda w: (w[0] > 1, w[1]), default=(0, 0))
        if width > 1 and (often / sum(widths.values()), width) > mark:
            best, mark = candidate, (often / sum(widths.values()), width)
    return best


def blocks(path: Path, how: Dialect, width: int | None = None, size: int = BLOCK) -> Iterator[Block]:
    """The rows of a file in blocks, `width` columns wide (as wide as the widest row of each where None).

    A row in which a quotation is never closed is a block of its own, without a frame. Raises FileError where too many are.
    """
    total, first, unclosed = max(1, path.stat().st_size), 1, 0
    with path.open("rb") as stream:
        stream.seek(how.skip)
        for whole, seen in _whole_rows(_utf8(stream, how.encoding, size), how.separator, size):
            done, start = min(1.0, stream.tell() / total), 0
            for begins, ends in (*seen.unclosed, (seen.end, seen.end)):
                if begins > start:
                    made = _block(whole[start:begins], how.separator, width, first, str(path), even=seen.even)
                    yield made._replace(done=done)
                    first += made.frame.height
                if ends > begins:
                    unclosed += 1
                    if unclosed > _MOST_UNCLOSED:
                        raise FileError(str(path), tell("in more than {count} rows a quotation mark is not closed, at last in row {row}; save it as a workbook (XLSX), or take the marks out", count=_MOST_UNCLOSED, row=first))  # fmt: skip
                    text = whole[begins:ends].decode("utf-8", "replace").strip()
                    yield Block(first, pl.DataFrame(), done, unclosed=text)
                    first += 1
                start = ends


def _block(raw: bytes, separator: str, width: int | None, first: int, name: str, *, even: bool) -> Block:
    try:
        raw.decode()
        foreign: tuple[int, ...] = ()
    except UnicodeDecodeError:
        raw, foreign = _mended(raw, first)
    made = _parsed(raw, separator, width, first, name, even=even)
    lines = made.frame.height < raw.count(b"\n") and b'"' in raw
    return made._replace(foreign=foreign, swallowed=tuple(swallowed(made.frame, separator, first)) if lines else ())


def _utf8(stream: BinaryIO, encoding: str, size: int) -> Iterator[bytes]:
    """The bytes of a file in pieces, as UTF-8 unless they are in some other encoding of a byte a letter."""
    if encoding == "utf-8":
        while raw := stream.read(size):
            yield raw
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while raw := stream.read(size):
        yield decoder.decode(raw).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _whole_rows(pieces: Iterator[bytes], separator: str, size: int) -> Iterator[tuple[bytes, Scan]]:
    """The same cut where a row ends, with what their quotation marks come to."""
    rest = b""
    for piece in pieces:
        raw = rest + piece
        seen = scan(raw, separator, last=len(raw) > 8 * max(size, LONGEST))
        if seen.end:
            yield raw, seen
        rest = raw[seen.end :]
    if rest:
        yield rest, scan(rest, separator, last=True)


def _mended(raw: bytes, first: int) -> tuple[bytes, tuple[int, ...]]:
    """Bytes of which some are not UTF-8, those read as Windows writes them; their rows, where others are UTF-8."""
    made: list[str] = []
    lines: list[int] = []
    start, line, mixed = 0, first, False
    while True:
        try:
            good, end = raw[start:].decode(), len(raw)
            bad = b""
        except UnicodeDecodeError as error:
            end = start + error.end
            good, bad = raw[start : start + error.start].decode(), raw[start + error.start : end]
        mixed = mixed or not good.isascii()
        line += good.count("\n")
        made += (good, bad.decode("cp1252", "replace"))
        if not bad:
            break
        lines.append(line)
        start = end
    return "".join(made).encode(), tuple(dict.fromkeys(lines)) if mixed else ()


def _parsed(raw: bytes, separator: str, width: int | None, first: int, name: str, *, even: bool) -> Block:
    """Rows; where not every quotation mark opens or closes a cell, cell by cell."""
    plain = _plain(raw, separator, width) if width is not None and even else None
    if plain is not None:
        return Block(first, plain, 1.0)
    csv.field_size_limit(2 * LONGEST)
    try:
        rows = list(csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=separator))
    except csv.Error as error:
        says = tell("it cannot be read as rows with {separator} between the cells ({problem})", separator=repr(separator), problem=str(error))  # fmt: skip
        raise FileError(name, says) from None
    wide = width if width is not None else max(map(len, rows), default=0)
    longer = [(first + i, tuple(r[wide:])) for i, r in enumerate(rows) if any(cell.strip() for cell in r[wide:])]
    return Block(first, frame_of(rows, wide), 1.0, tuple(longer))


def _plain(raw: bytes, separator: str, width: int) -> pl.DataFrame | None:
    """The rows by Polars, None where they are not plain enough for it."""
    schema = {f"c{n}": pl.String for n in range(width)}
    try:
        frame = pl.read_csv(raw, has_header=False, schema=schema, separator=separator)
    except (pl.exceptions.PolarsError, ValueError):
        return None
    return frame.with_columns(pl.all().str.strip_chars().replace("", None))


def frame_of(rows: list[list[str]], width: int) -> pl.DataFrame:
    """Rows of texts as a frame with columns c0, c1, ...; empty cells and those that are not there are null."""
    columns = [[r[n].strip() or None if n < len(r) else None for r in rows] for n in range(width)]
    return pl.DataFrame({f"c{n}": pl.Series(cells, dtype=pl.String) for n, cells in enumerate(columns)})


__all__ = ["Block", "Dialect", "blocks", "dialect", "frame_of"]
