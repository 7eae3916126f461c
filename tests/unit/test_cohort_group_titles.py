"""Headings in two rows: titles above, and headings that are alike below."""

from pathlib import Path

import openpyxl
import pytest

from peercert.cohort.group_titles import headings_in, with_titles
from peercert.cohort.reading import open_tables
from peercert.cohort.remarks import About
from peercert.words import say

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


BELOW = [["Rosa", "1990-04-02", "40", "2024-03-14", "7", "2023-01-01"], ["Ben", "1991-01-05", "", "", "12", ""]]
PARTS = {"Name", "DOB", "Training", "Work", "Hours", "Date", "Training Hours", "Training Date", "Work Hours", "First Name", "Last Name", "Interviewed", "Peer", "Employed", "Lives in", "Trained", "Training Completed"}  # fmt: skip


@pytest.mark.parametrize(
    ("upper", "lower", "below", "read"),
    [
        (
            ["Name", "DOB", "Training", "", "Work", ""], ["", "", "Hours", "Date", "Hours", "Start date"], BELOW,
            ("Name", "DOB", "Training Hours", "Training Date", "Work Hours", "Work Start date"),
        ),
        (
            ["Name", "DOB", "Training", "Work"], ["", "", "Hours", "Hours"], [["Rosa", "1990", "40", "7"]],
            ("Name", "DOB", "Training Hours", "Work Hours"),
        ),
        (["Name", "", "DOB", "Notes"], ["First", "Last", "", ""], [["Rosa", "Díaz", "1990", ""]], ("First Name", "Last Name", "DOB", "Notes")),
        (["Name", "", "Training", ""], ["", "DOB", "Hours", "Date"], BELOW, ("Name", "DOB", "Training Hours", "Training Date")),
        (["Name", "Training", ""], ["", "Hours", "Date"], [], ("Name", "Training Hours", "Training Date")),
    ],
    ids=["over two columns", "over one column each", "two names", "no title over one", "nobody below"],
)  # fmt: skip
def test_rows_that_complement_one_another_are_headings_together(
    upper: list[str], lower: list[str], below: list[list[str]], read: tuple[str, ...]
) -> None:
    for title, top in (([], 0), ([], 1), ([["Spring class"]], 1)):
        found = headings_in([*title, upper, lower, *below], top, PARTS.__contains__)
        assert found == (read, len(title), len(title) + 1, False)


@pytest.mark.parametrize(
    ("upper", "first", "others"),
    [
        (["Name", "DOB", "Training", ""], ["", "1990", "Hours", "Date"], []),
        (["Name", "DOB", "Training", ""], ["", "", "Hours", "rosa@example.org"], []),
        (["Name", "DOB", "Training", "Work"], ["", "", "yes", "no"], []),
        (["Name", "Trained", "Lives in", "Work"], ["", "Peer", "Hours", "n/a"], []),
        (["Name", "DOB", "Trained", "Work"], ["", "", "Peer", "Employed"], [["Ben", "1990", "Peer", ""]]),
        (["Name", "DOB", "Notes", ""], ["", "", "good", "Hours"], []),
    ],
    ids=["a year", "an address", "yes and no", "nothing known", "what others have there", "one heading"],
)
def test_a_person_is_never_taken_for_headings(upper: list[str], first: list[str], others: list[list[str]]) -> None:
    assert headings_in([upper, first, *others], 0, PARTS.__contains__) == (tuple(upper), 0, 0, False)


@pytest.mark.parametrize(
    "first", [["Ana", "", "Hours", "Date"], ["", "Completed", "Hours", "Date"]], ids=["a name", "what is done"]
)
def test_what_stands_under_one_heading_is_somebody_s(first: list[str]) -> None:
    upper = ["Name", "Trained", "Training", "", "DOB"]
    assert headings_in([upper, first, *BELOW], 0, PARTS.__contains__) == (tuple(upper), 0, 0, True)


def test_a_word_for_done_may_be_a_heading_under_its_title() -> None:
    found = headings_in(
        [["Name", "Training", "", ""], ["", "Hours", "Date", "Completed"], *BELOW], 0, PARTS.__contains__
    )
    assert found.headings == ("Name", "Training Hours", "Training Date", "Training Completed")


def test_what_may_be_headings_or_a_person_is_a_person_and_said(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("Name,DOB,Trained,Work\n,,Interviewed,Employed\nBen,1990,Family,\n")
    table = open_tables(tmp_path / "r.csv", PARTS.__contains__).roster
    assert (table.headings, table.heading_row) == (("Name", "DOB", "Trained", "Work"), 1)
    assert [(r.about, r.row, r.value, say(r.says)) for r in table.remarks] == [
        (About.TABLE, 2, "Interviewed Employed", "this may be a second row of headings, and was read as a person; if it is, put the headings in one row")
    ]  # fmt: skip


def test_headings_in_two_rows_of_text_and_of_workbooks(tmp_path: Path) -> None:
    rows = [
        ["Spring"],
        ["Name", "DOB", "Training", "", "Work", ""],
        ["", "", "Hours", "Date", "Hours", "Start date"],
        *BELOW,
    ]
    (tmp_path / "r.csv").write_text("\n".join(map(",".join, rows)) + "\n")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([c or None for c in row])
    for cells in ("A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "r.xlsx")
    for name in ("r.csv", "r.xlsx"):
        table = open_tables(tmp_path / name, PARTS.__contains__).roster
        assert table.headings == ("Name", "DOB", "Training Hours", "Training Date", "Work Hours", "Work Start date")
        assert [(c.first, c.frame.row(0)) for c in table.chunks()] == [(4, tuple(BELOW[0]))]
        assert [(r.row, say(r.says)) for r in table.remarks] == [
            (1, "stands above the headings"),
            (None, "The headings were read from rows 2 and 3 together."),
        ]
