"""A table from any file that rosters are kept in: its headings, and its rows in chunks, every cell a text.

CSV and TSV (any usual encoding and separator), XLSX, XLS, ODS, Parquet, JSON Lines. Rows are counted as a spreadsheet
counts them, so that what is reported can be found.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from peercert.cohort import textfiles, workbooks
from peercert.cohort.remarks import About, Remark
from peercert.shapes import short
from peercert.verdicts import All, Says
from peercert.words import tell
from peercert.yamlfile import FileError

CHUNK = 100_000
"""Rows that are held at a time, where a file can be read in parts."""
_TEXT = {".csv": None, ".tsv": "\t", ".tab": "\t", ".txt": None}
_LINES = (".jsonl", ".ndjson", ".jsonlines")
_TOP = 25
"""Among so many rows at the top the headings are looked for; what stands above them is a title."""
MAX_WORKBOOK = 300_000_000
ACTIVITIES = ("activities", "activity", "actividades", "actividad", "trainings", "training log", "activity log")
"""Names of a sheet that holds activities, folded."""
EXPLAINED = ("columns", "columnas", "summary", "resumen", "not read")
"""Names of sheets that this tool writes beside the rows; they are not read as rosters."""


class Chunk(NamedTuple):
    """Some rows below the headings."""

    first: int
    """The number of its first row."""
    frame: pl.DataFrame
    """The cells as texts, c0, c1, ...; empty ones null."""
    done: float
    remarks: tuple[Remark, ...] = ()


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


def open_tables(path: Path, known: Known, sheet: str | None = None) -> Opened:
    """The roster (and activities) of a file; `sheet` names the sheet of a workbook. Raises FileError."""
    ending = path.suffix.casefold()
    with unchanged(path):
        if ending in workbooks.ENDINGS:
            return _workbook(path, known, sheet)
        if sheet is not None:
            raise FileError(str(path), tell("only a workbook has sheets; leave --sheet out"))
        if ending == ".parquet" or path.is_dir():
            return Opened(_parquet(path))
        if ending in _LINES:
            return Opened(_json_lines(path))
        if ending in _TEXT or ending == "":
            return Opened(_text(path, known, _TEXT.get(ending)))
    if ending in (".yaml", ".yml", ".json"):
        raise FileError(
            str(path),
            tell("this is one record; `peercert check` is for one person, and cohort takes a folder of records"),
        )
    says = tell("rosters are read from CSV, TSV, XLSX, ODS, Parquet, JSON Lines, or a folder of records; save it as one of these")  # fmt: skip
    raise FileError(str(path), says)


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


def _workbook(path: Path, known: Known, wanted: str | None) -> Opened:
    if path.stat().st_size > MAX_WORKBOOK:
        raise FileError(str(path), tell("this workbook is too large to be read; save it as CSV"))
    found = workbooks.sheets(path.read_bytes(), str(path))
    filled = [s for s in found if any(map(any, s.rows))]
    activities = next((s for s in filled if _fold(s.name) in ACTIVITIES and s.name != wanted), None)
    rosters = [s for s in filled if s is not activities and _fold(s.name) not in EXPLAINED and not s.hidden]
    if wanted is not None:
        named = [s for s in found if _fold(s.name) == _fold(wanted)]
        if not named:
            raise FileError(str(path), tell("there is no sheet called {name}; there are {names}", name=wanted, names=", ".join(s.name for s in found)))  # fmt: skip
        rosters = named
    if not rosters or not any(map(any, rosters[0].rows)):
        raise _empty(path)
    best = max(rosters, key=lambda s: max((sum(map(known, filter(None, r))) for r in s.rows[:_TOP]), default=0))
    others = [s.name for s in rosters if s is not best]
    remarks: tuple[Remark, ...] = ()
    if others and wanted is None:
        says = Says("The sheet {sheet} was read. Not read: {others}; --sheet NAME reads another.", {"sheet": best.name, "others": All(tuple(others))})  # fmt: skip
        remarks = (Remark(About.TABLE, says),)
    roster = _rows(str(path), best.name, best.rows, known)
    roster = roster._replace(remarks=remarks + roster.remarks)
    return Opened(roster, _rows(str(path), activities.name, activities.rows, known) if activities is not None else None)


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _rows(source: str, sheet: str, rows: list[list[str]], known: Known) -> Table:
    """A table of rows that are all there, the headings among the first of them."""
    top = _heading(rows[:_TOP], known)
    headings = tuple(rows[top])
    frame = textfiles.frame_of(rows[top + 1 :], len(headings))
    return Table(source, headings, top + 1, lambda: iter([Chunk(top + 2, frame, 1.0)]), sheet, _title(rows[:top]))


def _heading(rows: Sequence[Sequence[str]], known: Known) -> int:
    """Which row holds the headings: the one with most names of columns, else the first with most texts."""
    names = [sum(bool(c) and known(c) for c in row) for row in rows]
    if max(names, default=0) > 0:
        return names.index(max(names))
    texts = [sum(bool(c) and not c.replace(".", "").isdigit() for c in row) for row in rows]
    return texts.index(max(texts))


def _title(rows: Sequence[Sequence[str]]) -> tuple[Remark, ...]:
    """What is said of rows above the headings."""
    said = [(i, " ".join(filter(None, row))) for i, row in enumerate(rows, 1) if any(row)]
    return tuple(Remark(About.ROW, Says("stands above the headings"), i, value=text[:80]) for i, text in said)


def _empty(path: Path) -> FileError:
    return FileError(
        str(path), tell("there is nobody in this roster; it needs a row of headings and a row for each person")
    )


def _text(path: Path, known: Known, separator: str | None) -> Table:
    how = textfiles.dialect(path, separator)
    head = next(textfiles.blocks(path, how, size=textfiles.SAMPLE * 4), None)
    rows = [[cell or "" for cell in row] for row in head.frame.head(_TOP).rows()] if head is not None else []
    if not any(map(any, rows)):
        raise _empty(path)
    top = _heading(rows, known)
    headings = tuple(rows[top])
    while headings and not headings[-1]:
        headings = headings[:-1]

    def chunks() -> Iterator[Chunk]:
        foreign: list[int] = []
        with unchanged(path):
            for block in textfiles.blocks(path, how, len(headings)):
                skip = max(0, top + 2 - block.first)
                foreign += block.foreign
                longer = [_too_long(row, cells) for row, cells in block.longer if row > top + 1]
                frame = block.frame.slice(skip) if skip else block.frame
                yield Chunk(block.first + skip, frame, block.done, tuple(longer))
        if foreign:
            yield Chunk(0, pl.DataFrame(), 1.0, (_mixed(foreign),))

    return Table(str(path), headings, top + 1, chunks, "", _title(rows[:top]))


def _too_long(row: int, cells: Sequence[str]) -> Remark:
    says = Says("the row has more cells than there are headings; these were left out")
    return Remark(About.CELL, says, row, value=" | ".join(filter(None, cells))[:80])


def _mixed(rows: Sequence[int]) -> Remark:
    """What is said of rows that are in another encoding than the rest."""
    shown = ", ".join(map(str, rows[:5])) + (", ..." if len(rows) > 5 else "")
    says = Says("The file mixes two encodings (near row {rows}); what is not UTF-8 was read as Windows writes it. Look at the accents in names.", {"rows": shown})  # fmt: skip
    return Remark(About.TABLE, says)


def _parquet(path: Path) -> Table:
    source = str(path / "*.parquet") if path.is_dir() else str(path)
    with _sound_parquet(path):
        scanned = pl.scan_parquet(source)
        schema = scanned.collect_schema()
        rows = int(scanned.select(pl.len()).collect().item())
    if rows == 0:
        raise _empty(path)
    nested = [name for name, type_ in schema.items() if type_.is_nested()]
    texts = [_as_text(name, type_).alias(f"c{i}") for i, (name, type_) in enumerate(schema.items())]

    def chunks() -> Iterator[Chunk]:
        first = 1
        with unchanged(path), _sound_parquet(path):
            for batch in scanned.collect_batches(chunk_size=CHUNK, maintain_order=True):
                frame = batch.select(texts)  # here, and not in the scan, which takes long to plan for many columns
                yield Chunk(first, frame, min(1.0, (first + frame.height) / rows))
                first += frame.height

    remarks = [Remark(About.TABLE, Says("The column {name} holds lists or records and was left out.", {"name": n})) for n in nested]  # fmt: skip
    return Table(str(path), tuple(schema), 0, chunks, "", tuple(remarks))


@contextmanager
def _sound_parquet(path: Path) -> Iterator[None]:
    """Raises FileError for what is no Parquet file, is damaged, or is several that do not fit together."""
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as error:
        says = short(str(error).splitlines()[0], 200) if str(error) else type(error).__name__
        raise FileError(str(path), tell("this is not a Parquet file that can be read ({problem})", problem=says)) from None  # fmt: skip


def _as_text(name: str, type_: pl.DataType) -> pl.Expr:
    """A column as the texts that a person would type."""
    column = pl.col(name)
    if type_.is_nested() or type_ == pl.Binary:
        return pl.lit(None, dtype=pl.String)
    if type_.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(column.is_nan()).then(None).when(column == whole).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))  # fmt: skip
    if isinstance(type_, pl.Datetime):
        return column.dt.to_string("%Y-%m-%d")
    if isinstance(type_, pl.Duration):
        return (column.dt.total_seconds() / 3600).cast(pl.String)
    text = column.cast(pl.String)
    return text.str.strip_chars().replace("", None) if type_ == pl.String else text


def _json_lines(path: Path) -> Table:
    """Objects a line; the keys of those at the top are the headings, in the order in which they come."""
    headings: dict[str, None] = {}
    for _, row in zip(range(10_000), json_rows(path), strict=False):
        headings |= dict.fromkeys(row[1])
    if not headings:
        raise _empty(path)
    names = tuple(headings)

    def chunks() -> Iterator[Chunk]:
        total = max(1, path.stat().st_size)
        with unchanged(path):
            rows: list[list[str]] = []
            remarks: list[Remark] = []
            first, place = 1, 0
            for number, row, place in json_rows(path):
                if number - first >= CHUNK:
                    yield Chunk(first, textfiles.frame_of(rows, len(names)), place / total, tuple(remarks))
                    rows, remarks, first = [], [], number
                rows += [[]] * (number - first - len(rows))
                rows.append([workbooks.text_of(row.get(n)) for n in names])
                extra = [k for k in row if k not in headings]
                if extra:
                    says = Says(
                        "the keys {keys} stand in no line before and were left out", {"keys": All(tuple(extra))}
                    )
                    remarks.append(Remark(About.CELL, says, number))
            yield Chunk(first, textfiles.frame_of(rows, len(names)), 1.0, tuple(remarks))

    return Table(str(path), names, 0, chunks)


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any], int]]:
    """Line number, object, and the place after it in the file. Raises FileError."""
    place = 0
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            place += len(raw)
            if not raw.strip():
                continue
            try:
                row = _sound(json.loads(raw.decode("utf-8-sig")))
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict):
                raise FileError(
                    str(path),
                    tell('this line is not a JSON object, such as {{"name": "A", "born": "1990-04-02"}}'),
                    number,
                )
            yield number, row, place


def _sound(value: Any) -> Any:
    """Plain data whose texts are all text: half a letter (a lone surrogate, which JSON can write) is a replacement sign."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_sound(v) for v in value]
    return {_sound(k): _sound(v) for k, v in value.items()} if isinstance(value, dict) else value


__all__ = ["ACTIVITIES", "CHUNK", "Chunk", "Opened", "Table", "json_rows", "open_tables", "unchanged"]
