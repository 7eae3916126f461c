"""Results in files: nothing is a formula, nothing half written, nothing that others may read."""

import json
import stat
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from peercert.cohort.activities import activity_columns
from peercert.cohort.columns import columns_of
from peercert.cohort.headings import Matched, Unmatched, Vocabulary, match
from peercert.cohort.letters import called, file_name, letters_folder
from peercert.cohort.mapping import Kept, concerning, from_call, from_file, text_of
from peercert.cohort.outputs import check_name, results_file, write_remarks
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.cohort.workbook_out import Table, Titles, workbook_file
from peercert.rulebook import Rulebook
from peercert.verdicts import Says
from peercert.yamlfile import FileError

HOSTILE = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x","y")',
    "\uff1d1+1",
    "plain",
    "-5",
    None,
]
FRAME = pl.DataFrame(
    {
        "row": range(2, 2 + len(HOSTILE)), "name": HOSTILE, "outcome": ["ready", *["not_ready"] * (len(HOSTILE) - 1)], "missing": [0, *[1] * (len(HOSTILE) - 1)],
        "still_missing": [None, *["Training"] * (len(HOSTILE) - 1)], "training.verdict": ["met", *["missing"] * (len(HOSTILE) - 1)],
        "training.have": [40.0, *[20.5] * (len(HOSTILE) - 1)], "training.need": [40.0] * len(HOSTILE), "training.gap": [0.0, *[19.5] * (len(HOSTILE) - 1)],
    }
)  # fmt: skip


def written(path: Path) -> str:
    with results_file(str(path)) as out:
        out.write(FRAME.head(3))
        out.write(FRAME.tail(-3))
    return path.read_bytes().decode()


def test_no_text_reaches_a_table_as_a_formula(tmp_path: Path) -> None:
    for ending in ("csv", "tsv"):
        lines = (
            pl.read_csv(tmp_path / f"r.{ending}", infer_schema=False, separator="\t" if ending == "tsv" else ",")
            if written(tmp_path / f"r.{ending}")
            else None
        )
        assert lines is not None
        assert lines["name"].to_list() == [
            "'=1+1", "'+1", "'-1+2", "'@SUM(A1)", "'\t=1", "'\r=1", "'=HYPERLINK(\"http://x\",\"y\")", "'\uff1d1+1", "plain", "-5", None,
        ]  # fmt: skip


def test_numbers_have_no_needless_point(tmp_path: Path) -> None:
    first, second, third = written(tmp_path / "r.csv").split("\n")[:3]
    assert first == "row,name,outcome,missing,still_missing,training.verdict,training.have,training.need,training.gap"
    assert second == "2,'=1+1,ready,0,,met,40,40,0"
    assert third == "3,'+1,not_ready,1,Training,missing,20.5,40,19.5"


def test_lines_of_json(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written(tmp_path / "r.jsonl").splitlines()]
    assert len(lines) == len(HOSTILE)
    assert lines[0]["name"] == "=1+1"  # data, not a cell of a spreadsheet
    assert lines[0] | {"name": ""} == {
        "row": 2, "name": "", "outcome": "ready", "missing": 0, "still_missing": None, "training.verdict": "met", "training.have": 40, "training.need": 40, "training.gap": 0,
    }  # fmt: skip


def test_parquet_is_one_file_of_all_parts(tmp_path: Path) -> None:
    with results_file(str(tmp_path / "r.parquet")) as out:
        out.write(FRAME.head(3))
        out.write(FRAME.tail(-3))
    assert pl.read_parquet(tmp_path / "r.parquet").equals(FRAME)
    assert [p.name for p in tmp_path.iterdir()] == ["r.parquet"]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "xlsx"])
def test_only_its_owner_may_read_it_and_nothing_is_left_half_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"r.{ending}"

    def fill(*, force: bool = False, fail: bool = False) -> None:
        if ending == "xlsx":
            with workbook_file(str(path), Titles({"name": "Name"}, {"training": "Training"}), force=force) as book:
                book.write(FRAME)
                if fail:
                    raise OSError(28, "No space left on device")
                book.finish("T", [], [], Remarks())
        else:
            with results_file(str(path), force=force) as out:
                out.write(FRAME)
                if fail:
                    raise OSError(28, "No space left on device")

    with pytest.raises(FileError) as caught:
        fill(fail=True)
    assert str(caught.value) == f"{path}: the file cannot be written (No space left on device); nothing was written"
    assert list(tmp_path.iterdir()) == []
    fill()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(FileError, match=r"there is such a file already; name another one, or say --force"):
        fill()
    assert path.read_bytes() == before
    fill(force=True)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_workbook_as_another_library_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    remarks = Remarks()
    remarks.add([Remark(About.CELL, Says("this is not a number that can be read"), 9, "Trng Hrs", "=forty")])
    with workbook_file(str(path), Titles({"name": "Participant"}, {"training": "Training"})) as book:
        book.write(FRAME.head(5))
        book.write(FRAME.tail(-5))
        book.finish(
            "Title",
            ["A line."],
            [Table("Stand", ("Where", "People"), [("Ready", 1), ("Not yet", 10)]), Table("Words", (), [("One.",)])],
            remarks,
        )
    made = openpyxl.load_workbook(path)
    assert made.sheetnames == ["Summary", "People", "Details", "Not read"]
    people, details = made["People"], made["Details"]
    assert [c.value for c in people[1]] == [
        "Row",
        "Participant",
        "Outcome",
        "How many things are missing",
        "Still missing",
        "Training",
    ]
    assert [c.value for c in details[1]][-4:] == [
        "Training: verdict",
        "Training: have",
        "Training: need",
        "Training: still missing",
    ]
    names = [people.cell(i, 2) for i in range(2, 2 + len(HOSTILE))]
    assert all(c.data_type in ("s", "n", "inlineStr") for c in names)
    assert [c.value for c in names][:4] == ["=1+1", "+1", "-1+2", "@SUM(A1)"]
    assert not any(c.data_type == "f" for sheet in made for row in sheet.iter_rows() for c in row)
    assert [c.value for c in people[2]] == [2, "=1+1", "ready", 0, None, "done"]
    assert [c.value for c in details[3]][-4:] == ["missing", 20.5, 40, 19.5]
    assert people.freeze_panes == "C2"
    assert people.auto_filter.ref == f"A1:F{1 + len(HOSTILE)}"
    coloured = {str(r.sqref) for r in people.conditional_formatting}
    assert coloured == {f"C2:C{1 + len(HOSTILE)}", f"F2:F{1 + len(HOSTILE)}"}
    assert [c.value for c in made["Not read"][2]] == [
        None,
        9,
        "Trng Hrs",
        "=forty",
        "this is not a number that can be read",
    ]
    assert [made["Summary"].cell(i, 1).value for i in (1, 2, 4, 5, 6)] == [
        "Title",
        "A line.",
        "Stand",
        "Where",
        "Ready",
    ]


def test_control_characters_do_not_break_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with workbook_file(str(path), Titles({"name": "N"}, {})) as book:
        book.write(pl.DataFrame({"row": [2], "name": ["a\x00b\x1b[31m\u202ec" + "x" * 40_000]}))
        book.finish("T", [], [], Remarks())
    value = openpyxl.load_workbook(path)["People"].cell(2, 2).value
    assert isinstance(value, str)
    assert value.startswith("a b [31m c")
    assert len(value) == 32_000


def test_a_workbook_has_room_for_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peercert.cohort.workbook_out.MAX_ROWS", 3)
    with (
        pytest.raises(
            FileError, match=r"a workbook has no room for more than 3 people; name a file that ends in .csv or .parquet"
        ),
        workbook_file(str(tmp_path / "r.xlsx"), Titles({"name": "N"}, {"training": "T"})) as book,
    ):
        book.write(FRAME)
    assert list(tmp_path.iterdir()) == []


def test_remarks_as_a_table(tmp_path: Path) -> None:
    remarks = Remarks()
    remarks.add([Remark(About.CELL, Says("wrong"), 4, "A", "=1"), Remark(About.TABLE, Says("mixed"))])
    write_remarks(str(tmp_path / "u.csv"), remarks)
    assert (
        tmp_path / "u.csv"
    ).read_text() == 'about,table,row,column,value,says\ntable,"",,"","",mixed\ncell,"",4,A,\'=1,wrong\n'
    write_remarks(str(tmp_path / "none.csv"), Remarks())
    assert (tmp_path / "none.csv").read_text() == "about,table,row,column,value,says\n"


def test_a_list_of_remarks_that_is_not_whole_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peercert.cohort.remarks.KEPT", 2)
    remarks = Remarks()
    remarks.add(Remark(About.CELL, Says("wrong"), row, "A", "x") for row in (5, 3, 4, 2))
    write_remarks(str(tmp_path / "u.csv"), remarks)
    assert (tmp_path / "u.csv").read_text().splitlines()[1:] == [
        'cell,"",3,A,x,wrong',
        'cell,"",5,A,x,wrong',
        'table,"",,"","",2 more could not be read and are not listed.',
    ]
    with workbook_file(str(tmp_path / "r.xlsx"), Titles({}, {})) as book:
        book.write(pl.DataFrame({"row": [2]}))
        book.finish("T", [], [], remarks)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Not read"]
    assert [[sheet.cell(r, c).value for c in (2, 5)] for r in (2, 3, 4)] == [
        [3, "wrong"],
        [5, "wrong"],
        [None, "2 more could not be read and are not listed."],
    ]


def test_the_end_of_a_name_tells_the_format() -> None:
    check_name("x.XLSX")
    with pytest.raises(
        FileError, match=r"x.doc: name a file that ends in one of .csv, .tsv, .xlsx, .parquet, .jsonl, .ndjson"
    ):
        check_name("x.doc")


@pytest.mark.parametrize(
    ("row", "person", "name"),
    [
        (12, "María López", "0012-maria-lopez.md"), (3, "../../etc/passwd", "0003-etc-passwd.md"), (4, "", "0004.md"), (5, "\u202e\x00/\\:*?\"<>|", "0005.md"),
        (6, "CON", "0006-con.md"), (7, "x" * 300, f"0007-{'x' * 40}.md"), (8, "名前", "0008.md"), (123456, "A", "123456-a.md"), (9, "-rf *", "0009-rf.md"),
    ],
)  # fmt: skip
def test_names_of_letters_are_safe(row: int, person: str, name: str) -> None:
    assert file_name(row, person, ".md") == name


def test_letters_are_all_there_or_none(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    with letters_folder(str(path)) as put:
        put("0002-rosa.md", "Dear Rosa")
        assert not path.exists()
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE((path / "0002-rosa.md").stat().st_mode) == 0o600

    def break_off() -> None:
        with letters_folder(str(path), force=True) as put:
            put("0002.md", "Dear you")
            raise FileError("r.csv", "something is wrong")

    with pytest.raises(FileError, match=r"something is wrong"):
        break_off()
    assert [p.name for p in path.iterdir()] == ["0002-rosa.md"]
    with letters_folder(str(path), force=True) as put:
        put("0003.html", "Dear you")
    assert [p.name for p in path.iterdir()] == ["0003.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["letters"]


def test_a_full_disk_leaves_no_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    def fill() -> None:
        with letters_folder(str(tmp_path / "letters")) as put:
            put("0002.md", "Dear you")
            with monkeypatch.context() as patch:
                patch.setattr("os.open", full)
                put("0003.md", "Dear you")

    says = r"letters: the folder cannot be written \(No space left on device\); nothing was written"
    with pytest.raises(FileError, match=says):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_where_letters_cannot_go(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    path.mkdir()
    (path / "0002-rosa.md").write_text("")
    for name, force, says in (
        ("letters", False, "there is something in this folder already; name another one, or say --force"),
        ("letters/0002-rosa.md", False, "this is a file; name a folder"),
        ("a/b", False, "the folder cannot be written (No such file or directory); nothing was written"),
        (".", True, "letters/0002-rosa.md in this folder is no such letter; name another folder"),
    ):
        with pytest.raises(FileError) as caught, letters_folder(str(tmp_path / name), force=force):
            pass
        assert str(caught.value).endswith(f": {says}")
    assert (path / "0002-rosa.md").exists()


def test_what_a_person_is_called() -> None:
    assert called({"name": "Rosa", "id": "1"}) == "Rosa"
    assert called({"first_name": "Rosa", "last_name": "Alvarez"}) == "Rosa Alvarez"
    assert called({"name": None, "id": "1"}) == "1"
    assert called({}) == ""


def test_a_mapping_is_said_in_the_call() -> None:
    assert from_call(["Training Hrs=training_hours", "a=b=born", "Notes="]) == {
        "Training Hrs": "training_hours",
        "a=b": "born",
        "Notes": "",
    }
    with pytest.raises(FileError) as caught:
        from_call(["Training Hrs"])
    assert (
        str(caught.value) == '--map: Training Hrs does not say which column; write it as "Training Hrs=training_hours"'
    )


def test_a_mapping_is_kept_in_a_file(tmp_path: Path) -> None:
    matched = Matched(
        {"training_hours": 0},
        {"training_hours": "Trng: Hrs #1", "name": "Name"},
        (Unmatched("=x: y\n#", ("born",)), Unmatched("Notes", ())),
    )
    path = tmp_path / "map.yaml"
    path.write_text(text_of(matched))
    assert from_file(str(path)) == Kept({"Trng: Hrs #1": "training_hours", "Name": "name"}, {})
    assert "# is it born?" in path.read_text()
    assert "# Notes:  # not read" in path.read_text()


def test_a_mapping_of_activities_is_kept_beside_that_of_the_roster(tmp_path: Path) -> None:
    roster = Matched({"training_completed": 0}, {"training_completed": "Date"}, ())
    activities = Matched({"date": 0, "hours": 1}, {"date": "Date", "hours": "Stunden"}, ())
    path = tmp_path / "map.yaml"
    path.write_text(text_of(roster, activities))
    assert from_file(str(path)) == Kept({"Date": "training_completed"}, {"Date": "date", "Stunden": "hours"})


def test_a_mapping_comes_back_as_it_was(rules: Rulebook, tmp_path: Path) -> None:
    credential = rules.credential("sc-cpss-share")
    assert credential is not None
    words = Vocabulary(columns_of(credential.pathways["initial"], credential))
    headings = ("Name", 'Training\nHours: "all"', "DOB", "Hours", "Hours", "D.O.B.", "#7")
    given = {headings[1]: "training_hours", "DOB": "ignore", "Hours#2": "experience_hours", "#7": "references"}
    matched = match(headings, words, given, "r.csv")
    path = tmp_path / "map.yaml"
    path.write_text(text_of(matched))
    kept = from_file(str(path)).headings
    assert kept == given | {"Name": "name", "D.O.B.": "born"}
    assert match(headings, words, kept, "r.csv") == matched


def test_of_two_tables_each_gets_what_is_said_of_its_headings(rules: Rulebook) -> None:
    credential = rules.credential("sc-cpss-share")
    assert credential is not None
    words = Vocabulary(columns_of(credential.pathways["initial"], credential))
    said = {"Supervised?": "experience_supervised", "T": "training_hours", "Note": "ignore", "Other": "born"}
    roster, beside = ("Supervised?", "T", "Note"), ("supervised", "T", "note")
    assert concerning(roster, words, beside, said) == {k: said[k] for k in ("Supervised?", "T", "Note")}
    assert concerning(beside, Vocabulary(activity_columns(("training",))), roster, said) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Trng: training_hours\n", ":1: a mapping file begins with headings: and has a line such as Training Hrs: training_hours for each"),
        ("headings: [a]\n", ":1: a mapping file begins with headings:"),
        ("headings:\n  Trng: [a]\n", ":2:3: a list is not the name of a column"),
        ("headings:\n  Trng: 3\n", ":2:9: 3 is not the name of a column"),
    ],
)  # fmt: skip
def test_a_mapping_file_that_is_none(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(text)
    with pytest.raises(FileError) as caught:
        from_file(str(path))
    assert str(caught.value).startswith(f"{path}{says}")


def test_dates_are_dates(tmp_path: Path) -> None:
    with workbook_file(str(tmp_path / "r.xlsx"), Titles({}, {}, {"earliest": "Earliest"})) as book:
        book.write(pl.DataFrame({"row": [2], "earliest": [date(2027, 6, 1)]}))
        book.finish("T", [], [], Remarks())
    cell = openpyxl.load_workbook(tmp_path / "r.xlsx")["Details"].cell(2, 2)
    assert cell.is_date
    assert str(cell.value)[:10] == "2027-06-01"
