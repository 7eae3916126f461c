"""A table from any file that rosters are kept in: its headings, and its rows in chunks, every cell a text.

CSV and TSV (any usual encoding and separator), XLSX, XLS, ODS, Parquet, JSON Lines. Rows are counted as a spreadsheet
counts them, so that what is reported can be found.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from peercert.cohort import piped, textfiles, workbooks
from peercert.cohort.group_titles import Found, headings_in
from peercert.cohort.json_in import ENDINGS as JSON_LINES
from peercert.cohort.json_in import is_list, json_table
from peercert.cohort.parquet_in import parquet_table
from peercert.cohort.quotes import Swallowed
from peercert.cohort.remarks import About, Remark
from peercert.cohort.tables import CHUNK, Chunk, Known, Opened, Table, empty, unchanged
from peercert.verdicts import All, Says
from peercert.words import tell
from peercert.yamlfile import FileError

_TEXT = {".csv": None, ".tsv": "\t", ".tab": "\t", ".txt": None}
_MAGIC = {b"PK\x03\x04": "workbook", bytes.fromhex("d0cf11e0a1b11ae1"): "workbook", b"PAR1": "parquet"}
"""How files begin that are no text, whatever their names say."""
_TOP = 25
"""Among so many rows at the top the headings are looked for; what stands above them is a title."""
MAX_WORKBOOK = 300_000_000
ACTIVITIES = ("activities", "activity", "actividades", "actividad", "trainings", "training log", "activity log")
"""Names of a sheet that holds activities, folded."""
EXPLAINED = ("columns", "columnas", "summary", "resumen", "not read")
"""Names of sheets that this tool writes beside the rows; they are not read as rosters."""


Kind = Literal["workbook", "parquet", "json", "text", "record", "other"]


def open_tables(path: Path, known: Known, sheet: str | None = None, copy: Path | None = None) -> Opened:
    """The roster (and activities) of a file; `sheet` names the sheet of a workbook. Raises FileError.

    A pipe, or - for standard input, is read as the text that comes through it; `copy` holds that, where it was read before.
    """
    if piped.is_piped(path):
        held = copy or piped.kept(path)
        with piped.errors_named(str(path)):
            return piped.named(open_tables(held, known, sheet), str(path))
    with unchanged(path):
        kind, told = _kind(path)
        if kind == "workbook":
            return _told(_workbook(path, known, sheet), told)
        if sheet is not None:
            raise FileError(str(path), tell("only a workbook has sheets; leave --sheet out"))
        if kind == "parquet":
            return _told(Opened(parquet_table(path)), told)
        if kind == "json":
            return Opened(json_table(path))
        if kind == "text":
            return Opened(_text(path, known, _TEXT.get(path.suffix.casefold())))
    if kind == "record":
        raise FileError(
            str(path),
            tell("this is one record; `peercert check` is for one person, and cohort takes a folder of records"),
        )
    says = tell("rosters are read from CSV, TSV, XLSX, ODS, Parquet, JSON Lines, or a folder of records; save it as one of these")  # fmt: skip
    raise FileError(str(path), says)


def _kind(path: Path) -> tuple[Kind, tuple[Remark, ...]]:
    """What a file is: by its name, unless it begins as something else; and what is said of that."""
    ending = path.suffix.casefold()
    if path.is_dir():
        return "parquet", ()
    kind: Kind = "other"
    if ending in workbooks.ENDINGS:
        kind = "workbook"
    elif ending == ".parquet":
        kind = "parquet"
    elif ending in JSON_LINES or (ending == ".json" and is_list(path)):
        kind = "json"
    elif ending in _TEXT or ending == "":
        kind = "text"
    elif ending in (".yaml", ".yml", ".json"):
        kind = "record"
    with path.open("rb") as stream:
        begins = stream.read(8)
    shown: Kind = next((k for magic, k in _MAGIC.items() if begins.startswith(magic)), kind)  # type: ignore[misc]
    if kind in ("other", shown):
        return kind, ()
    says = {
        "workbook": Says("The file is a workbook, whatever its name says, and was read as one."),
        "parquet": Says("The file is a Parquet file, whatever its name says, and was read as one."),
    }
    return shown, (Remark(About.TABLE, says[shown]),)


def _told(opened: Opened, remarks: tuple[Remark, ...]) -> Opened:
    return opened._replace(roster=opened.roster._replace(remarks=remarks + opened.roster.remarks))


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
        raise empty(path)
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
    found = headings_in(rows, _heading(rows[:_TOP], known), known)
    top, headings = found.last, found.headings
    frame = textfiles.frame_of(rows[top + 1 :], len(headings))
    remarks = (*_title(rows[: found.first]), *_two_rows(found, rows))
    return Table(source, headings, top + 1, lambda: iter([Chunk(top + 2, frame, 1.0)]), sheet, remarks)


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


def _two_rows(found: Found, rows: Sequence[Sequence[str]]) -> Iterator[Remark]:
    """What is said where headings stand in two rows, or may."""
    if found.last > found.first:
        both = {"first": str(found.first + 1), "last": str(found.last + 1)}
        yield Remark(About.TABLE, Says("The headings were read from rows {first} and {last} together.", both))
    if found.doubtful:
        says = Says("this may be a second row of headings, and was read as a person; if it is, put the headings in one row")  # fmt: skip
        below = found.last + 1
        yield Remark(About.TABLE, says, below + 1, value=" ".join(filter(None, rows[below]))[:80])


def _text(path: Path, known: Known, separator: str | None) -> Table:
    how = textfiles.dialect(path, separator)
    rows: list[list[str]] = []
    for head in textfiles.blocks(path, how, size=textfiles.SAMPLE * 4):
        rows += [[]] if head.unclosed is not None else [[c or "" for c in row] for row in head.frame.head(_TOP).rows()]
        if len(rows) >= _TOP:
            break
    if not any(map(any, rows)):
        raise empty(path)
    found = headings_in(rows, _heading(rows[:_TOP], known), known)
    top, headings = found.last, found.headings
    while headings and not headings[-1]:
        headings = headings[:-1]

    def chunks() -> Iterator[Chunk]:
        foreign: list[int] = []
        with unchanged(path):
            for block in textfiles.blocks(path, how, len(headings)):
                skip = max(0, top + 2 - block.first)
                foreign += block.foreign
                said = [_too_long(row, cells) for row, cells in block.longer if row > top + 1]
                said += map(_runs_on, block.swallowed)
                if block.unclosed is not None:
                    said.append(_unclosed(block.first, block.unclosed))
                frame = block.frame.slice(skip) if skip else block.frame
                yield Chunk(block.first + skip, frame, block.done, tuple(said))
        if foreign:
            yield Chunk(0, pl.DataFrame(), 1.0, (_mixed(foreign),))

    return Table(str(path), headings, top + 1, chunks, "", (*_title(rows[: found.first]), *_two_rows(found, rows)))


def _too_long(row: int, cells: Sequence[str]) -> Remark:
    says = Says("the row has more cells than there are headings; these were left out")
    return Remark(About.CELL, says, row, value=" | ".join(filter(None, cells))[:80])


def _unclosed(row: int, text: str) -> Remark:
    says = Says("a quotation mark opens a cell and is never closed, so the row was left out; close the mark or take it out")  # fmt: skip
    return Remark(About.ROW, says, row, value=text[:80], lost=True)


def _runs_on(cell: Swallowed) -> Remark:
    rows = {"count": str(cell.lines), "first": str(cell.row), "last": str(cell.row + cell.lines - 1)}
    says = Says("one cell of this row runs over {count} lines, as if rows {first} to {last} were one; if its quotation mark should close before, people are lost in it", rows)  # fmt: skip
    return Remark(About.TABLE, says, cell.row, value=cell.begins[:80])


def _mixed(rows: Sequence[int]) -> Remark:
    """What is said of rows that are in another encoding than the rest."""
    shown = ", ".join(map(str, rows[:5])) + (", ..." if len(rows) > 5 else "")
    says = Says("The file mixes two encodings (near row {rows}); what is not UTF-8 was read as Windows writes it. Look at the accents in names.", {"rows": shown})  # fmt: skip
    return Remark(About.TABLE, says)


__all__ = ["ACTIVITIES", "CHUNK", "Chunk", "Opened", "Table", "open_tables", "unchanged"]
