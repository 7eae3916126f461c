"""Results as a workbook: a summary, one line a person, all details, and what could not be read.

Every text is written as a text, never as a formula or a link; colours only repeat what the words say.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from peercert.cohort.outputs import disk_errors, more_remarks
from peercert.cohort.remarks import Remarks
from peercert.verdicts import Outcome, Verdict
from peercert.words import N_, say, tell
from peercert.writing import new_file
from peercert.yamlfile import FileError

MAX_ROWS = 1_048_575
MAX_TEXT = 32_000
VERDICTS = N_({
    Verdict.MET: "done", Verdict.MISSING: "missing", Verdict.UNKNOWN: "not known yet", Verdict.REVIEW: "for people to decide",
    Verdict.NOT_APPLICABLE: "not asked",
})  # fmt: skip
OUTCOMES = N_({
    Outcome.READY: "ready", Outcome.NOT_READY: "not yet", Outcome.UNDETERMINED: "not known yet", Outcome.REVIEW: "for people to decide",
})  # fmt: skip
_COLOURS = {
    Verdict.MET: ("#175C37", "#E5F2E9"), Verdict.MISSING: ("#8A1C1C", "#FBE4E1"), Verdict.UNKNOWN: ("#66460A", "#F8EFDA"),
    Verdict.REVIEW: ("#214A7C", "#E7EEF8"), Verdict.NOT_APPLICABLE: ("#555B61", "#F2EFE9"),
}  # fmt: skip
_OF_OUTCOME = {
    Outcome.READY: Verdict.MET,
    Outcome.NOT_READY: Verdict.MISSING,
    Outcome.UNDETERMINED: Verdict.UNKNOWN,
    Outcome.REVIEW: Verdict.REVIEW,
}


class Titles(NamedTuple):
    """What the columns of results are called where people read them."""

    identity: Mapping[str, str]
    requirements: Mapping[str, str]
    """The requirements by id, in order."""
    columns: Mapping[str, str] = {}
    """Other columns."""


class Table(NamedTuple):
    """A table of the summary: its title, its headings, its rows."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Workbook:
    """Takes results chunk by chunk, and the summary at the end."""

    def __init__(self, path: Path, folder: str, name: str, titles: Titles) -> None:
        """`folder` is for what waits to be written; `name` is what the file is called in messages."""
        import xlsxwriter

        quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder, **quiet})
        self._name, self._titles, self._row = name, titles, 0
        self._names: tuple[list[str], list[str]] = ([], [])
        make = self._book.add_format
        self._head = make(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bg_color": "#DFDAD1",
                "border": 1,
                "border_color": "#B9B2A5",
            }
        )
        self._title, self._bold = make({"bold": True, "font_size": 16}), make({"bold": True, "font_size": 12})
        self._wrap, self._plain = make({"text_wrap": True, "valign": "top"}), make({"valign": "top"})
        self._day = make({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self._number, self._money = (
            make({"num_format": "#,##0.##", "valign": "top"}),
            make({"num_format": "$#,##0.00", "valign": "top"}),
        )
        self._sheets = [
            self._book.add_worksheet(n) for n in (tell("Summary"), tell("People"), tell("Details"), tell("Not read"))
        ]

    def write(self, frame: pl.DataFrame) -> None:
        """Write some rows to the sheets of people and of details."""
        if self._row == 0:
            self._begin(frame)
        if self._row + frame.height > MAX_ROWS:
            raise FileError(
                self._name,
                tell(
                    "a workbook has no room for more than {count} people; name a file that ends in .csv or .parquet",
                    count=MAX_ROWS,
                ),
            )
        people, details = self._sheets[1:3]
        short = self._short(frame)
        for row in frame.rows(named=True):
            self._row += 1
            people.set_row(self._row, height(row.get("still_missing") or "", 40))
            for place, name in enumerate(short):
                self._cell(people, self._row, place, name, row[name])
            for place, name in enumerate(frame.columns):
                self._cell(details, self._row, place, name, row[name])

    def _short(self, frame: pl.DataFrame) -> list[str]:
        """The columns of the sheet of people: who, how far, and a verdict for each requirement."""
        first = [
            n
            for n in frame.columns
            if n in ("row", *self._titles.identity, "outcome", "missing", "unknown", "still_missing")
        ]
        return first + [n for n in frame.columns if n.endswith(".verdict") or n in self._titles.columns]

    def _begin(self, frame: pl.DataFrame) -> None:
        self._names = (self._short(frame), frame.columns)
        for sheet, names in zip(self._sheets[1:3], self._names, strict=True):
            for place, name in enumerate(names):
                sheet.set_column(
                    place, place, self._width(name), self._wrap if name == "still_missing" else self._plain
                )
                sheet.write_string(0, place, self._called(name, short=sheet is self._sheets[1]), self._head)
            sheet.set_row(0, 60)
            who = sum(n in self._titles.identity for n in names)
            sheet.freeze_panes(1, 1 + who)

    def _called(self, name: str, *, short: bool) -> str:
        if name in self._titles.identity:
            return self._titles.identity[name]
        requirement, _, what = name.rpartition(".")
        if requirement in self._titles.requirements:
            title = self._titles.requirements[requirement]
            return title if short else tell("{requirement}: {what}", requirement=title, what=tell(_PARTS[what]))
        return self._titles.columns[name] if name in self._titles.columns else tell(_COLUMNS[name])

    def _width(self, name: str) -> float:
        if name in ("row", "missing", "unknown", "review"):
            return 9 if name == "row" else 15
        return 40 if name == "still_missing" else 24 if name in self._titles.identity else 14

    def _cell(self, sheet: Any, row: int, place: int, name: str, value: Any) -> None:
        if value is None:
            return
        if name.endswith(".verdict"):
            sheet.write_string(row, place, tell(VERDICTS[Verdict(value)]), self._plain)
        elif name == "outcome":
            sheet.write_string(row, place, tell(OUTCOMES[Outcome(value)]), self._plain)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self._day)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, place, value, self._money if name.startswith("fees") else self._number)
        elif name.endswith((".have", ".need")) and _number(value) is not None:
            sheet.write_number(row, place, _number(value), self._number)
        else:
            sheet.write_string(row, place, text(value), self._wrap if name == "still_missing" else self._plain)

    def finish(self, title: str, lines: Sequence[str], tables: Sequence[Table], remarks: Remarks) -> None:
        """Write the summary and what could not be read."""
        for sheet, names in zip(self._sheets[1:3], self._names, strict=True):
            sheet.autofilter(0, 0, max(1, self._row), len(names) - 1)
            for place, name in enumerate(names):
                if name.endswith(".verdict"):
                    self._coloured(sheet, place, {v: tell(VERDICTS[v]) for v in Verdict})
                elif name == "outcome":
                    self._coloured(sheet, place, {_OF_OUTCOME[o]: tell(OUTCOMES[o]) for o in Outcome})
        for sheet in self._sheets[1:]:
            sheet.set_landscape()
            sheet.repeat_rows(0)
        for sheet in (self._sheets[1], self._sheets[3]):
            sheet.fit_to_pages(1, 0)
        self._summary(title, lines, tables)
        self._unread(remarks)
        self._sheets[0].activate()
        self._book.close()

    def _coloured(self, sheet: Any, place: int, words: Mapping[Verdict, str]) -> None:
        for verdict, said in words.items():
            colour, ground = _COLOURS[verdict]
            form = self._book.add_format({"font_color": colour, "bg_color": ground, "bold": verdict is Verdict.MISSING})
            rule = {"type": "cell", "criteria": "==", "value": '"' + said.replace('"', '""') + '"', "format": form}
            sheet.conditional_format(1, place, max(1, self._row), place, rule)

    def _summary(self, title: str, lines: Sequence[str], tables: Sequence[Table]) -> None:
        sheet, row = self._sheets[0], 0
        sheet.set_column(0, 0, 46, self._wrap)
        sheet.set_column(1, 8, 16, self._plain)
        sheet.hide_gridlines(2)
        sheet.write_string(row, 0, text(title), self._title)
        sheet.set_row(row, 24)
        for line in lines:
            row += 1
            self._line(sheet, row, line)
        for table in tables:
            row += 2
            sheet.write_string(row, 0, text(table.title), self._bold)
            row += 1 if table.heads else 0
            for place, head in enumerate(table.heads):
                sheet.write_string(row, place, text(head), self._head)
            first = row + 1
            for cells in table.rows:
                row += 1
                if len(cells) == 1:
                    self._line(sheet, row, cells[0])
                    continue
                for place, value in enumerate(cells):
                    self._cell(sheet, row, place, "", value)
            if table.rows and table.heads:
                sheet.conditional_format(
                    first,
                    1,
                    row,
                    1,
                    {"type": "data_bar", "bar_color": "#8BCFDA", "bar_solid": True, "min_type": "num", "min_value": 0},
                )
        sheet.fit_to_pages(1, 0)

    def _line(self, sheet: Any, row: int, line: str) -> None:
        """A line of words across the sheet, as high as it needs."""
        sheet.merge_range(row, 0, row, 5, "", self._wrap)
        sheet.write_string(row, 0, text(line), self._wrap)
        sheet.set_row(row, height(line, 120))

    def _unread(self, remarks: Remarks) -> None:
        sheet, listed = self._sheets[3], remarks.of()[: MAX_ROWS - 1]
        heads = (tell("Table"), tell("Row"), tell("Column"), tell("What stands there"), tell("What is wrong with it"))
        for place, (head, width) in enumerate(zip(heads, (18, 9, 24, 30, 70), strict=True)):
            sheet.set_column(place, place, width, self._wrap)
            sheet.write_string(0, place, head, self._head)
        for row, remark in enumerate(listed, 1):
            said = say(remark.says)
            sheet.set_row(row, max(height(said, 75), height(remark.value, 30)))
            for place, value in enumerate((remark.table, remark.row, remark.column)):
                self._cell(sheet, row, place, "", value if value != "" else None)
            for place, value in ((3, remark.value), (4, said)):
                sheet.write_string(row, place, text(value), self._wrap)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(listed)), len(heads) - 1)
        if remarks.more:
            sheet.write_string(len(listed) + 1, 4, more_remarks(remarks.more), self._wrap)


_PARTS = N_({"verdict": "verdict", "have": "have", "need": "need", "gap": "still missing"})
_COLUMNS = N_({
    "row": "Row", "outcome": "Outcome", "missing": "How many things are missing", "unknown": "How many are not known yet",
    "review": "How many are for people to decide", "still_missing": "Still missing",
})  # fmt: skip


def text(value: Any) -> str:
    """A text for a cell: no control characters, no more than a cell holds."""
    from peercert.present.terminal import inert

    return inert(str(value))[:MAX_TEXT]


def height(said: str, wide: int) -> float:
    """How high a row is in which a text has room for so many letters in a line."""
    return 15.0 * max(1, -(-len(said) // wide))


def _number(value: str) -> float | None:
    """A number that is written as a text; None where it is none."""
    try:
        return float(value) if value[:1].isdigit() else None
    except ValueError:
        return None


@contextmanager
def workbook_file(name: str, titles: Titles, *, force: bool = False) -> Iterator[Workbook]:
    """A workbook to fill, which is there once it is finished. Raises FileError."""
    from xlsxwriter.exceptions import FileCreateError, FileSizeError

    with ExitStack() as stack:
        stack.enter_context(disk_errors(name))
        path = stack.enter_context(new_file(name, over=force, private=True))
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=path.parent, prefix=".peercert."))
        try:
            yield Workbook(path, folder, name, titles)
        except (FileCreateError, FileSizeError) as error:
            raise OSError(str(error)) from None


__all__ = ["OUTCOMES", "VERDICTS", "Table", "Titles", "Workbook", "height", "text", "workbook_file"]
