"""`peercert cohort` with a table of activities beside the roster, as people keep them."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from conftest import Run

RENEWAL = ("tx-mhps", "-p", "renewal", "--as-of", "2026-11-22")


@pytest.fixture
def files(tmp_path: Path) -> Any:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def hours(path: Path) -> list[tuple[str, float | None]]:
    """Everybody's continuing education, as it was found."""
    frame = pl.read_csv(path)
    return list(zip(frame["name"], frame["continuing_education.have"], strict=True))


def test_ids_that_say_nothing_give_nobody_another_one_s_hours(run: Run, files: Any, tmp_path: Path) -> None:
    people = files("ro.csv", "ID,Name,Issued,Expires\nN/A,Dee Day,2025-03-01,2027-03-01\nN/A,Eve Eel,2025-03-01,2027-03-01\n7,Fay Fox,2025-03-01,2027-03-01\n")  # fmt: skip
    done = files("ac.csv", "ID,Name,What,Topic,Hours,Date\nN/A,Dee Day,CE,Ethics,20,2025-06-01\nN/A,Fay Fox,CE,Ethics,20,2025-06-01\n")  # fmt: skip
    said = json.loads(run("cohort", people, *RENEWAL, "--activities", done, "-f", "json", "-o", tmp_path / "o.csv").stdout)  # fmt: skip
    assert hours(tmp_path / "o.csv") == [("Dee Day", 20), ("Eve Eel", None), ("Fay Fox", 20)]
    assert said["remarks"] == []


def test_of_a_row_that_is_nobody_s_it_is_said_once(run: Run, files: Any) -> None:
    people = files("ro.csv", "ID,Name,Issued,Expires\n101,Ana Ruiz,2025-03-01,2027-03-01\n102,Bo Smith,2025-03-01,2027-03-01\n")  # fmt: skip
    done = files("ac.csv", "ID,Name,What,Topic,Hours,Date\n101,Bo Smith,CE,Ethics,20,2025-06-01\n,Zed,,,1,2025-06-01\nTOTAL,,,,21,\n")  # fmt: skip
    said = json.loads(run("cohort", people, *RENEWAL, "--activities", done, "-f", "json").stdout)["remarks"]
    assert [(r["table"], r["row"], r["value"], r["says"]) for r in said] == [
        ("ac.csv", 2, "101 Bo Smith", "it contradicts itself: the id is in row 2 of the roster and the name is in row 3 of the roster"),
        ("ac.csv", 3, "Zed", "it does not say what it was"),
        ("ac.csv", 4, "TOTAL", "a row of totals"),
    ]  # fmt: skip


def test_headings_that_are_alike_can_be_told_apart(run: Run, files: Any) -> None:
    people = files("ro.csv", "Name,Hours,Hours\nDee Day,40,7\n")
    call = ("cohort", people, "sc-cpss-share", "-f", "json", "--map", "Hours#2=supervision_hours", "--map")
    said = json.loads(run(*call, "Hours#1=training_hours").stdout)
    assert said["columns"] == {"Name": "name", "Hours#1": "training_hours", "Hours#2": "supervision_hours"}


def test_names_are_enough_beside_activities(run: Run, files: Any, tmp_path: Path) -> None:
    people = files("ro.csv", "Name\nDee Day\nEve Eel\n")
    done = files("ac.csv", "Name,What,Hours,Date,Provider\nDee Day,training,40,2025-06-01,SC SHARE\n")
    run("cohort", people, "sc-cpss-share", "--activities", done, "-o", tmp_path / "o.csv", "--as-of", "2026-11-22")
    frame = pl.read_csv(tmp_path / "o.csv")
    assert frame.select("name", "training.have").rows() == [("Dee Day", 40), ("Eve Eel", None)]


def book(path: Path) -> Path:
    made = openpyxl.Workbook()
    made.active.title = "People"
    for row in (("Name", "Phone", "DOB"), ("Dee Day", "1", "1990-01-01")):
        made.active.append(row)
    for name, count in (("CE log", 20), ("Last year", 3)):
        sheet = made.create_sheet(name)
        for row in (("Name", "What", "Hours", "Topic", "Date"), ("Dee Day", "CE", count, "Ethics", "2025-06-01")):
            sheet.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize(("sheet", "found"), [("", 20), (":CE log", 20), (":Last year", 3)])
def test_a_sheet_of_activities_is_found_or_named(
    run: Run, files: Any, tmp_path: Path, sheet: str, found: float
) -> None:
    people = files("ro.csv", "Name,Issued,Expires\nDee Day,2025-03-01,2027-03-01\n")
    named = f"{book(tmp_path / 'log.xlsx')}{sheet}"
    done = run("cohort", people, *RENEWAL, "--activities", named, "-o", tmp_path / "o.csv")
    assert hours(tmp_path / "o.csv") == [("Dee Day", found)]
    told = "The sheet CE log was read. Not read: People and Last year; --activities FILE:SHEET reads another."
    assert (told in " ".join(done.stdout.split())) == (not sheet)


def test_a_sheet_that_is_not_there(run: Run, files: Any, tmp_path: Path) -> None:
    people = files("ro.csv", "Name,Issued\nDee Day,2025-03-01\n")
    done = run("cohort", people, *RENEWAL, "--activities", f"{book(tmp_path / 'log.xlsx')}:Log")
    assert done.returncode == 2
    assert "there is no sheet called Log; there are People, CE log, Last year" in done.stderr


def test_activities_are_not_written_over(run: Run, files: Any, tmp_path: Path) -> None:
    people = files("ro.csv", "Name,Issued\nDee Day,2025-03-01\n")
    log = book(tmp_path / "log.xlsx")
    done = run("cohort", people, *RENEWAL, "--activities", f"{log}:CE log", "-o", log, "--force")
    assert done.returncode == 2
    assert "log.xlsx is what is read; name another file to write to." in done.stderr


def test_with_anonymous_no_cell_leaves(run: Run, files: Any, tmp_path: Path) -> None:
    people = files("ro.csv", "Zelda's roster,,,\nName,Email,Issued,CE hours\nZelda Zorro,z@zorro.org,2025-03-01,Zelda says 40\nYan Yak,2025-03-01,z@zorro.org,3,Zelda Zorro\n")  # fmt: skip
    done = files("ac.csv", "Who,What,Hours,Date\nZelda Zorro,Zelda,5,2025-06-01\nNobody Zelda,CE,5,2025-06-01\nYan Yak,CE,Zelda,z@zorro.org\n")  # fmt: skip
    call = ("cohort", people, *RENEWAL, "--activities", done, "--anonymous")
    unread, page, found = (tmp_path / n for n in ("u.csv", "p.html", "o.jsonl"))
    first = run(*call, "--unread", unread, "--html", page, "-o", found)
    every = [first, run(*call, "-f", "json"), run(*call, "--strict"), run("cohort", people, "--all", "--anonymous")]
    texts = [t for d in every for t in (d.stdout, d.stderr)] + [p.read_text() for p in (unread, page, found)]
    assert [t for t in texts if "zelda" in t.casefold() or "zorro" in t.casefold()] == []
    assert "Row 3, CE hours: this is not a number that can be read." in first.stdout


def test_with_anonymous_no_word_of_a_record_leaves(run: Run, files: Any) -> None:
    lines = ['{"name": "Zelda", "born": "Zelda 1990", "training": [{"hours": 40}]}', '{"name": "Zelda", "training": [{"hours": 4}]}']  # fmt: skip
    people = files("r.jsonl", "\n".join(lines) + "\n")
    bad = files("bad.jsonl", lines[0] + "\n")
    done = [run("cohort", f, *what, "--anonymous") for f in (people, bad) for what in (("sc-cpss-share",), ("--all",))]
    assert [t for d in done for t in (d.stdout, d.stderr) if "Zelda" in t] == []
    assert "Row 1: this record cannot be read; without --anonymous it is said why." in done[0].stdout


def test_a_mapping_is_also_saved_for_every_credential_at_once(run: Run, files: Any, tmp_path: Path) -> None:
    people = files("ro.csv", "Name,DOB,Trng\nDee Day,1990-01-01,40\n")
    run("cohort", people, "--all", "--map", "Trng=training_hours", "--save-map", tmp_path / "map.yaml")
    assert "  Trng: training_hours\n" in (tmp_path / "map.yaml").read_text()
