"""Tables from files of every kind, and files that cannot be read."""

import io
import os
import time
from decimal import Decimal
from pathlib import Path
from threading import Thread

import openpyxl
import polars as pl
import pytest

from peercert.cohort.reading import Opened, open_tables, unchanged
from peercert.cohort.remarks import About
from peercert.words import say
from peercert.yamlfile import FileError

NAMES = {"name", "born", "hours"}


def known(heading: str) -> bool:
    return heading.casefold() in NAMES


def opened(path: Path, sheet: str | None = None) -> Opened:
    return open_tables(path, known, sheet)


def content(found: Opened) -> tuple[tuple[str, ...], list[tuple[int, tuple[str | None, ...]]]]:
    """Headings, and the rows with their numbers."""
    rows = [(c.first + i, row) for c in found.roster.chunks() for i, row in enumerate(c.frame.rows())]
    return found.roster.headings, rows


def put(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


ROWS = [(2, ("Rosa", "1990-04-02", "40")), (3, ("Ben", None, "37.5"))]
HEADS = ("name", "born", "hours")


def test_the_same_table_from_every_kind_of_file(tmp_path: Path) -> None:
    text = "name,born,hours\nRosa,1990-04-02,40\nBen,,37.5\n"
    assert content(opened(put(tmp_path / "r.csv", text))) == (HEADS, ROWS)
    assert content(opened(put(tmp_path / "r.tsv", text.replace(",", "\t")))) == (HEADS, ROWS)
    assert content(opened(put(tmp_path / "r.txt", text.replace(",", ";")))) == (HEADS, ROWS)
    cells: list[list[object]] = [["name", "born", "hours"], ["Rosa", "1990-04-02", 40], ["Ben", None, 37.5]]
    assert content(opened(workbook(tmp_path / "r.xlsx", Roster=cells))) == (HEADS, ROWS)
    frame = pl.DataFrame({"name": ["Rosa", "Ben"], "born": ["1990-04-02", None], "hours": [40.0, 37.5]}).with_columns(
        pl.col("born").str.to_date()
    )
    frame.write_parquet(tmp_path / "r.parquet")
    counted = [(n - 1, row) for n, row in ROWS]  # no row of headings
    assert content(opened(tmp_path / "r.parquet")) == (HEADS, counted)
    lines = '{"name": "Rosa", "born": "1990-04-02", "hours": 40}\n{"name": "Ben", "hours": 37.5}\n'
    assert content(opened(put(tmp_path / "r.jsonl", lines))) == (HEADS, counted)


def test_a_folder_of_parquet_is_one_table(tmp_path: Path) -> None:
    for part in ("a", "b"):
        pl.DataFrame({"name": [part]}).write_parquet(tmp_path / f"{part}.parquet")
    assert content(opened(tmp_path)) == (("name",), [(1, ("a",)), (2, ("b",))])


def test_headings_are_found_below_a_title(tmp_path: Path) -> None:
    found = opened(put(tmp_path / "r.csv", "Spring class,,\n,,\nname,born,hours\nRosa,1990-04-02,40\n"))
    assert found.roster.heading_row == 3
    assert content(found) == (HEADS, [(4, ROWS[0][1])])
    assert [(r.row, r.value, say(r.says)) for r in found.roster.remarks] == [
        (1, "Spring class", "stands above the headings")
    ]


def test_headings_that_nobody_knows_are_the_first_full_row(tmp_path: Path) -> None:
    assert opened(put(tmp_path / "r.csv", "x,\nTeil,Zahl\na,1\n")).roster.headings == ("Teil", "Zahl")


def test_activities_stand_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        Notes=[["read me"]],
        Roster=[["name", "born"], ["Rosa", 1990]],
        Activities=[["name", "hours"], ["Rosa", 3]],
    )
    found = opened(path)
    assert found.roster.sheet == "Roster"
    assert found.activities is not None
    assert found.activities.sheet == "Activities"
    assert [say(r.says) for r in found.roster.remarks] == [
        "The sheet Roster was read. Not read: Notes; --sheet NAME reads another."
    ]


def test_a_sheet_may_be_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", One=[["name", "born"], ["Rosa", 1990]], Two=[["name"], ["Ben"]])
    assert content(opened(path, "two")) == (("name",), [(2, ("Ben",))])
    with pytest.raises(FileError, match=r"there is no sheet called Three; there are One, Two"):
        opened(path, "Three")


def test_columns_of_parquet_that_hold_lists_are_left_out_and_said(tmp_path: Path) -> None:
    pl.DataFrame({"name": ["Rosa"], "hours": [[1, 2]], "born": [b"1990"]}).write_parquet(tmp_path / "r.parquet")
    found = opened(tmp_path / "r.parquet")
    assert content(found) == (("name", "", ""), [(1, ("Rosa", None, None))])
    assert [say(r.says) for r in found.roster.remarks] == [
        "The column hours holds lists or records and was left out.",
        "The column born holds bytes, not texts, and was left out.",
    ]


def test_lists_of_texts_are_joined(tmp_path: Path) -> None:
    pl.DataFrame({"name": [["Rosa", "Ben"], []]}).write_parquet(tmp_path / "r.parquet")
    assert content(opened(tmp_path / "r.parquet")) == (("name",), [(1, ("Rosa; Ben",)), (2, (None,))])
    path = put(tmp_path / "r.jsonl", '{"name": ["Rosa", "Ben"]}\n{"name": []}\n')
    assert content(opened(path)) == (("name",), [(1, ("Rosa; Ben",)), (2, (None,))])


def test_numbers_of_parquet_are_never_thousands(tmp_path: Path) -> None:
    frame = pl.DataFrame({"hours": [37.125, 0.5], "born": [Decimal("1.200"), Decimal("3")]})
    frame.write_parquet(tmp_path / "r.parquet")
    assert content(opened(tmp_path / "r.parquet"))[1] == [(1, ("37.1250", "1.2")), (2, ("0.5", "3"))]


def test_files_of_a_folder_may_differ_in_their_types_and_columns(tmp_path: Path) -> None:
    pl.DataFrame({"name": ["Rosa"], "hours": [40]}).write_parquet(tmp_path / "a.parquet")
    pl.DataFrame({"hours": ["37.5"]}).write_parquet(tmp_path / "b.parquet")
    (tmp_path / "ana.yaml").write_text("born: 1990\n")
    (tmp_path / "more").mkdir()
    found = opened(tmp_path)
    assert content(found) == (("name", "hours"), [(1, ("Rosa", "40")), (2, (None, "37.5"))])
    assert [say(r.says) for r in found.roster.remarks] == [
        "b.parquet has no column name; what stands there counts as not known for all its rows.",
        "Of this folder ana.yaml and more/ were not read: only files directly in it that end in .parquet are.",
    ]


def test_a_damaged_file_of_a_folder_is_named(tmp_path: Path) -> None:
    pl.DataFrame({"name": ["Rosa"] * 1000}).write_parquet(tmp_path / "a.parquet")
    raw = bytearray((tmp_path / "a.parquet").read_bytes())
    raw[4:40] = b"\xff" * 36
    (tmp_path / "b.parquet").write_bytes(raw)
    with pytest.raises(FileError, match=r"b\.parquet: this is not a Parquet file that can be read \("):
        content(opened(tmp_path))


def test_lines_of_json_may_have_gaps(tmp_path: Path) -> None:
    found = content(opened(put(tmp_path / "r.jsonl", '{"name": "A"}\n\n{"name": "B"}\n')))
    assert found == (("name",), [(1, ("A",)), (2, (None,)), (3, ("B",))])


def test_a_line_that_is_no_json_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(b'{"name": "A"}\n[1]\n\n{"name": "Jos\xe9"}\n{"name": "B"}\n')
    found = opened(tmp_path / "r.jsonl")
    assert content(found) == (("name",), [(1, ("A",)), (2, (None,)), (3, (None,)), (4, (None,)), (5, ("B",))])
    (chunk,) = found.roster.chunks()
    assert chunk.left_out == 2
    assert [(r.about, r.row, r.value, say(r.says)) for r in chunk.remarks] == [
        (About.ROW, 2, "[1]", 'this line is not a JSON object, such as {"name": "A", "born": "1990-04-02"}'),
        (About.ROW, 4, '{"name": "José"}', "this line is not in UTF-8, as JSON is; save the file in that encoding (Windows may have used another)"),
    ]  # fmt: skip


def test_a_list_of_people_is_read_as_lines_are(tmp_path: Path) -> None:
    found = opened(put(tmp_path / "r.json", '[\n  {"name": "A"}, 7,\n {"name": "B", "born": 1990}]'))
    assert content(found) == (("name", "born"), [(1, ("A", None)), (2, (None, None)), (3, ("B", "1990"))])
    (chunk,) = found.roster.chunks()
    assert [(r.row, r.value, say(r.says)) for r in chunk.remarks] == [
        (2, "7", 'this is not a JSON object, such as {"name": "A", "born": "1990-04-02"}')
    ]


@pytest.mark.parametrize(
    ("name", "what"), [("r.csv", "workbook"), ("r.parquet", "workbook"), ("r.xlsx", "Parquet file")]
)
def test_what_a_file_holds_counts_and_not_its_name(tmp_path: Path, name: str, what: str) -> None:
    if what == "workbook":
        workbook(tmp_path / "made.xlsx", Roster=[["name", "born"], ["Rosa", 1990]]).rename(tmp_path / name)
    else:
        pl.DataFrame({"name": ["Rosa"], "born": [1990]}).write_parquet(tmp_path / name)
    found = opened(tmp_path / name)
    assert [row for _, row in content(found)[1]] == [("Rosa", "1990")]
    assert [say(r.says) for r in found.roster.remarks] == [
        f"The file is a {what}, whatever its name says, and was read as one."
    ]


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for text in ("name,born\nA,1990\n", '{"name": "A", "born": 1990}\n'):
        writer = Thread(target=pipe.write_text, args=(text,))
        writer.start()
        found = opened(pipe)
        writer.join()
        assert found.roster.source == str(pipe)
        assert [row for _, row in content(found)[1]] == [("A", "1990")]


def test_what_is_wrong_with_standard_input_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(FileError, match=r"^-: there is nobody in this roster"):
        opened(Path("-"))


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("r.csv", b"", "there is nobody in this roster; it needs a row of headings and a row for each person"),
        ("r.csv", b"\n\n,,\n", "there is nobody in this roster; it needs a row of headings and a row for each person"),
        ("r.jsonl", b"", "there is nobody in this roster; it needs a row of headings and a row for each person"),
        ("r.jsonl", b"{name: A}\n[1]\n", 'r.jsonl:1: this line is not a JSON object, such as {"name": "A", "born": "1990-04-02"}'),
        ("r.json", b'[{"name": "A"}', "r.json:1: this is not JSON that can be read (Expecting ',' delimiter"),
        ("r.json", b'{"born": 1990}', "this is one record; `peercert check` is for one person, and cohort takes a folder of records"),
        ("r.csv", b"PAR1", "this is not a Parquet file that can be read ("),
        ("r.csv", b"PK\x03\x04", "this workbook is damaged ("),
        ("r.jsonl", b"{name: A}\n", 'r.jsonl:1: this line is not a JSON object, such as {"name": "A", "born": "1990-04-02"}'),
        ("r.parquet", b"PAR1", "this is not a Parquet file that can be read ("),
        ("r.pdf", b"%PDF", "rosters are read from CSV, TSV, XLSX, ODS, Parquet, JSON Lines, or a folder of records; save it as one of these"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_so(tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(FileError) as caught:
        content(opened(tmp_path / name))
    assert says in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"there is no such file; check the name and the folder"):
        opened(tmp_path / "r.csv")


def test_an_empty_sheet_is_an_empty_roster(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"there is nobody in this roster"):
        opened(workbook(tmp_path / "r.xlsx", Roster=[]))


def test_a_sheet_is_only_named_of_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"only a workbook has sheets; leave --sheet out"):
        opened(put(tmp_path / "r.csv", "name\nA\n"), "One")


def test_a_file_that_changes_while_it_is_read_is_not_used(tmp_path: Path) -> None:
    path = put(tmp_path / "r.csv", "name\nA\n")
    found = opened(path)
    chunks = found.roster.chunks()
    next(chunks)
    put(path, "name\nB\nC\n")
    with pytest.raises(
        FileError, match=r"the file changed while it was read; close it in other programs and try again"
    ):
        list(chunks)
    with pytest.raises(FileError, match=r"there is no such file"), unchanged(path):
        path.unlink()


def test_cells_that_are_too_many_are_said(tmp_path: Path) -> None:
    found = opened(put(tmp_path / "r.csv", "name,born\nA,1990,x,y\n"))
    (chunk,) = found.roster.chunks()
    assert [(r.row, r.value, say(r.says)) for r in chunk.remarks] == [
        (2, "x | y", "the row has more cells than there are headings; these were left out")
    ]


def test_a_quotation_that_is_not_closed_is_said_of_its_row(tmp_path: Path) -> None:
    text = 'name,born,hours\nA,"x,1\nB,2,3\nC,y",4\n"D,1990,40\nE,1991,41\n'
    found = opened(put(tmp_path / "r.csv", text))
    assert content(found)[1] == [(2, ("A", "x,1\nB,2,3\nC,y", "4")), (4, ("E", "1991", "41"))]
    assert [(r.about, r.row, r.value, say(r.says)) for c in found.roster.chunks() for r in c.remarks] == [
        (About.TABLE, 2, "x,1", "one cell of this row runs over 3 lines, as if rows 2 to 4 were one; if its quotation mark should close before, people are lost in it"),
        (About.ROW, 3, '"D,1990,40', "a quotation mark opens a cell and is never closed, so the row was left out; close the mark or take it out"),
    ]  # fmt: skip


def test_half_a_letter_in_json_is_a_sign_that_something_stood_there(tmp_path: Path) -> None:
    lines = '{"name": "Ros\\ud800a", "born": "1990"}\n{"name": "Jos\u00e9", "hours": {"\\udfff": ["\\ud83d\\ude00"]}}\n'
    found = content(opened(put(tmp_path / "r.jsonl", lines)))
    assert found == (
        ("name", "born", "hours"),
        [(1, ("Ros\ufffda", "1990", None)), (2, ("Jos\u00e9", None, "{'\ufffd': ['\U0001f600']}"))],
    )


def test_parquet_that_breaks_off_says_so(tmp_path: Path) -> None:
    pl.DataFrame({"name": ["Rosa"], "born": ["1990"]}).write_parquet(tmp_path / "1.parquet")
    raw = bytearray((tmp_path / "1.parquet").read_bytes())
    raw[4:30] = b"\xff" * 26
    (tmp_path / "r.parquet").write_bytes(raw)
    with pytest.raises(FileError) as caught:
        content(opened(tmp_path / "r.parquet"))
    assert str(caught.value).startswith(f"{tmp_path / 'r.parquet'}: this is not a Parquet file that can be read (")


def test_thousands_of_columns_of_parquet_are_read_in_no_time(tmp_path: Path) -> None:
    frame = pl.DataFrame({"name": ["Rosa"], **{f"x{n}": [1.5] for n in range(3000)}})
    frame.write_parquet(tmp_path / "r.parquet")
    begun = time.process_time()
    headings, rows = content(opened(tmp_path / "r.parquet"))
    assert (len(headings), rows[0][1][:2]) == (3001, ("Rosa", "1.5"))
    assert time.process_time() - begun < 5
