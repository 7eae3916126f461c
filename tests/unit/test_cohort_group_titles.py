"""Headings in two rows: titles above, and headings that are alike below."""

from pathlib import Path

import openpyxl
import pytest

from peercert.cohort.group_titles import with_titles
from peercert.cohort.reading import open_tables

KNOWN = {"Name", "Hours", "Date", "Training Hours", "Work Hours", "Training Date"}


@pytest.mark.parametrize(
    ("above", "headings", "read"),
    [
        (("", "Training", "", "Work"), ("Name", "Date", "Hours", "Hours"), ("Name", "Date", "Training Hours", "Work Hours")),
        (("", "Training", "", "Home"), ("Name", "Date", "Hours", "Hours"), ("Name", "Date", "Hours", "Hours")),
        (("", "Training", "", ""), ("Name", "Date", "Hours", "Hours"), ("Name", "Date", "Hours", "Hours")),
        (("", "", "", "Work"), ("Name", "Date", "Hours", "Hours"), ("Name", "Date", "Hours", "Hours")),
        (("Roster",), ("Name", "Hours", "Hours", ""), ("Name", "Hours", "Hours", "")),
        ((), ("Name", "Hours"), ("Name", "Hours")),
    ],
    ids=["told apart", "a title that is no help", "one title for both", "none over the first", "the title of all", "one row"],
)  # fmt: skip
def test_headings_that_are_alike_take_the_titles_above_them(
    above: tuple[str, ...], headings: tuple[str, ...], read: tuple[str, ...]
) -> None:
    assert with_titles(above, headings, KNOWN.__contains__) == read


def test_in_text_and_in_workbooks(tmp_path: Path) -> None:
    rows = [["", "Training", "Work"], ["Name", "Hours", "Hours"], ["Rosa", "40", "7"]]
    (tmp_path / "r.csv").write_text("\n".join(map(",".join, rows)) + "\n")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    for name in ("r.csv", "r.xlsx"):
        table = open_tables(tmp_path / name, KNOWN.__contains__).roster
        assert (table.headings, table.heading_row) == (("Name", "Training Hours", "Work Hours"), 2)
        assert [(r.row, r.value) for r in table.remarks] == [(1, "Training Work")]
