"""`peercert cohort` as trainers call it: a messy roster, what it comes to, files out, and every wrong call."""

import json
import resource
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from conftest import ROOT, Run
from messy_roster import TARGET, make

MESSY, ID, DAY = "examples/roster-messy.xlsx", "sc-cpss-share", ("--as-of", "2026-11-22")


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_example_is_what_its_script_makes(tmp_path: Path) -> None:
    make(tmp_path / "r.xlsx")
    one, other = (openpyxl.load_workbook(p) for p in (TARGET, tmp_path / "r.xlsx"))
    assert one.sheetnames == other.sheetnames
    for name in one.sheetnames:
        assert list(one[name].values) == list(other[name].values)


def test_a_messy_roster_in_one_call(run: Run) -> None:
    done = run("cohort", MESSY, "--credential", ID, *DAY)
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "Certified Peer Support Specialist (SC SHARE)"
    assert "6 of 30 people are ready. 8 are nearly there: one thing is missing. Of 1 more" in lines
    for said in (
        "13 cells could not be read and count as not known; see below. 2 people may be there twice; see below.",
        "Ready 6 ####################",
        "Training 6 and 6 ###############...............",
        "# Missing . Not known",
        "0 things 15 ##############################",
        "Training 3 ############################## Fee: registration 2",
        "142.5 hours of training, for 6 people.",
        "$525 still to pay in all, as far as fees are published. $825 at most;",
        "Education: not known of 3 people Columns that are not there: enrolled_in. Perhaps it is called here: Enrolment level.",
        'Row 4, Registration fee paid, "paid? no": this is neither yes nor no.',
        'Row 15, D.O.B., "2/29/1991": there is no such date.',
        'Activities, row 9, "Nobody Known": there is nobody of this name in the roster.',
        "Rows with something in them: 33. People: 30. Left out: 3.",
        'Row 36, "TOTAL": a row of totals.',
        "Row 23: may be the same person as in row 4 (the same e-mail address).",
        "Trng Hrs = training_hours;",
        "Sources were read on November 22, 2026.",
    ):
        assert said in words(done.stdout), said
    assert max(map(len, lines)) <= 80
    assert done.stdout.isascii()


def test_the_credential_may_be_named_without_a_word_for_it(run: Run) -> None:
    assert run("cohort", MESSY, ID, *DAY).stdout == run("cohort", MESSY, "-c", ID, *DAY).stdout


def test_both_engines_say_the_same(run: Run, tmp_path: Path) -> None:
    said = [
        run("cohort", MESSY, ID, *DAY, "--engine", e, "-f", "json", "-o", tmp_path / f"{e}.csv").stdout
        for e in ("rows", "columns")
    ]
    assert said[0] == said[1]
    assert (tmp_path / "rows.csv").read_bytes() == (tmp_path / "columns.csv").read_bytes()


def test_a_person_reads_the_same_in_check_and_in_the_cohort(run: Run, tmp_path: Path) -> None:
    """Ben Carter's row written down as a record by hand."""
    record = tmp_path / "ben.yaml"
    record.write_text("""
born: 1990-04-02
education: high_school
lived_experience: [{as: person, of: mental_health, recovery_since: 2020-06}]
training: [{hours: 40, approved_by: SC SHARE, completed: 2026-05-10}]
experience: [{hours: 120, kind: paid, supervised: true, from: 2025-09-01, to: 2026-04-30}]
supervision: [{hours: 10}]
exams: [{name: oral evaluation, passed: true}, {name: post-test, passed: true}]
references: [{kind: professional}, {kind: professional}, {kind: professional}]
documents: [diploma]
agreements: [code_of_conduct, scope_of_activities]
paid: [registration]
""")
    report = json.loads(run("check", ID, "-r", record, *DAY, "-f", "json").stdout)
    run("cohort", MESSY, ID, *DAY, "-o", tmp_path / "out.jsonl")
    ben = next(r for r in map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines()) if r["row"] == 5)
    assert ben["outcome"] == report["outcome"] == "ready"
    for finding in report["findings"]:
        assert ben[f"{finding['id']}.verdict"] == finding["verdict"], finding["id"]
        assert ben[f"{finding['id']}.gap"] == finding["gap"], finding["id"]


def test_json_is_plain_data(run: Run) -> None:
    made = json.loads(run("cohort", MESSY, ID, *DAY, "-f", "json").stdout)
    assert (made["people"], made["nearly_ready"], made["one_missing_some_unknown"]) == (30, 8, 1)
    assert made["outcomes"] == {"ready": 6, "not_ready": 15, "undetermined": 9, "review": 0}
    assert made["totals"]["hours"] == {"work_experience": 340, "supervision": 11, "training": 142.5}
    assert made["rows"] == {"with_something": 33, "people": 30, "left_out": 3}
    training = next(r for r in made["requirements"] if r["id"] == "training")
    assert (training["met"], training["missing"], training["unknown"], training["only_this"]) == (18, 6, 6, 3)
    assert sum(r["about"] == "cell" for r in made["remarks"]) == 13
    assert made["columns"]["D.O.B."] == "born"


def test_results_in_every_kind_of_file_are_the_same(run: Run, tmp_path: Path) -> None:
    for ending in ("csv", "tsv", "xlsx", "parquet", "jsonl"):
        done = run("cohort", MESSY, ID, *DAY, "-o", tmp_path / f"out.{ending}")
        assert done.stderr == f"peercert: Written to {tmp_path / f'out.{ending}'}.\n"
        assert stat.S_IMODE((tmp_path / f"out.{ending}").stat().st_mode) == 0o600
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert frame.height == 30
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["outcome"] for line in lines] == frame["outcome"].to_list()
    csv = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    assert csv["training.verdict"].to_list() == frame["training.verdict"].to_list()
    assert csv["name"].to_list()[24:27] == [
        '\'=HYPERLINK("http://example.org","Yolanda Zane")',
        "'+Zoë Abbott",
        "../../Arlo Brandt",
    ]
    details = openpyxl.load_workbook(tmp_path / "out.xlsx")["Details"]
    assert details.max_row == 31
    heads = [c.value for c in details[1]]
    assert [row[heads.index("Training: verdict")].value for row in details.iter_rows(min_row=2)] == [
        {"met": "done", "missing": "missing", "unknown": "not known yet"}[v] for v in frame["training.verdict"]
    ]  # fmt: skip
    assert not any(
        c.data_type == "f"
        for sheet in openpyxl.load_workbook(tmp_path / "out.xlsx")
        for row in sheet.iter_rows()
        for c in row
    )


def test_nothing_is_written_over_another_file_unasked(run: Run, tmp_path: Path) -> None:
    for option, name in (("-o", "a.csv"), ("--html", "a.html"), ("--unread", "a.txt"), ("--save-map", "a.yaml")):
        path = tmp_path / name
        path.write_text("mine")
        done = run("cohort", MESSY, ID, *DAY, option, path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"peercert: {path}: there is such a file already; name another one, or say --force\n"
        assert path.read_text() == "mine"
        assert run("cohort", MESSY, ID, *DAY, option, path, "--force").returncode == 1
        assert path.read_text() != "mine"


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("peercert")
    for ending in ("csv", "xlsx", "parquet", "jsonl"):
        path = tmp_path / f"out.{ending}"
        done = subprocess.run(
            [command, "cohort", MESSY, ID, *DAY, "-o", path], cwd=ROOT, capture_output=True, text=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
        )  # fmt: skip
        assert done.returncode == 2, done.stderr
        assert done.stderr.startswith(f"peercert: {path}: the file cannot be written (")
        assert done.stderr.endswith("; nothing was written\n")
        assert list(tmp_path.iterdir()) == []


def test_a_web_page_in_one_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    done = run("cohort", MESSY, ID, *DAY, "--html", path)
    assert done.returncode == 1
    page = path.read_text("utf-8")
    assert page.count('role="img"') == 4
    assert page.count("<table>") == 4
    assert "Yolanda" not in page  # the page speaks of the group
    assert "<script" not in page
    assert "http-equiv" in page
    assert "src=" not in page


def test_a_letter_for_each_person(run: Run, tmp_path: Path) -> None:
    done = run("cohort", MESSY, ID, *DAY, "--letters", tmp_path / "letters")
    assert done.returncode == 1
    names = sorted(p.name for p in (tmp_path / "letters").iterdir())
    assert len(names) == 30
    assert names[0] == "0004-alvarez-rosa.md"
    assert "0032-arlo-brandt.md" in names
    assert sorted(p.name for p in tmp_path.iterdir()) == ["letters"]
    letter = (tmp_path / "letters" / "0012-ivy-jones.md").read_text()
    assert "For Ivy Jones. South Carolina." in letter
    assert "You have 37.5 of 40 hours." in letter
    again = run("cohort", MESSY, ID, *DAY, "--letters", tmp_path / "letters")
    assert again.returncode == 2
    assert "there is something in this folder already; name another one, or say --force" in again.stderr
    html = run("cohort", MESSY, ID, *DAY, "--letters", tmp_path / "pages", "--letter-format", "html")
    assert html.returncode == 1
    assert (tmp_path / "pages" / "0012-ivy-jones.html").read_text().startswith("<!DOCTYPE html>")


def test_without_names(run: Run, tmp_path: Path) -> None:
    run(
        "cohort",
        MESSY,
        ID,
        *DAY,
        "--anonymous",
        "-o",
        tmp_path / "o.csv",
        "--letters",
        tmp_path / "l",
        "--unread",
        tmp_path / "u.csv",
        "--html",
        tmp_path / "h.html",
    )
    said = [run("cohort", MESSY, ID, *DAY, "--anonymous", "-f", f).stdout for f in ("table", "json")]
    files = [
        p.read_text("utf-8")
        for p in (tmp_path / "o.csv", tmp_path / "u.csv", tmp_path / "h.html", *(tmp_path / "l").iterdir())
    ]
    for text in (*said, *files):
        for name in ("Alvarez", "rosa@", "Ivy", "Nobody Known"):
            assert name not in text
    assert "0012.md" in {p.name for p in (tmp_path / "l").iterdir()}


def test_a_mapping_is_said_kept_and_used_again(run: Run, tmp_path: Path) -> None:
    first = run("cohort", MESSY, ID, *DAY, "--map", "Enrolment level=enrolled_in", "--save-map", tmp_path / "map.yaml")
    assert "Enrolment level = enrolled_in" in words(first.stdout)
    assert "  Enrolment level: enrolled_in\n" in (tmp_path / "map.yaml").read_text()
    again = run("cohort", MESSY, ID, *DAY, "--map-file", tmp_path / "map.yaml")
    assert again.stdout == first.stdout


def test_everything_that_could_not_be_read_goes_into_a_file(run: Run, tmp_path: Path) -> None:
    run("cohort", MESSY, ID, *DAY, "--unread", tmp_path / "u.csv")
    made = pl.read_csv(tmp_path / "u.csv")
    assert made.filter(pl.col("about") == "cell").height == 13
    assert made.filter(pl.col("about") == "duplicate")["row"].to_list() == [23, 35]


def test_strict_stops_at_the_first_thing(run: Run, tmp_path: Path) -> None:
    done = run("cohort", MESSY, ID, *DAY, "--strict", "-o", tmp_path / "o.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'peercert: {MESSY}: Row 4, Registration fee paid, "paid? no": this is neither yes nor no. And 13 more. '
        "With --strict nothing is done; without it, this counts as not known.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_strict_stops_at_a_record_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ana.yaml").write_text("born: 1990\n")
    (tmp_path / "ben.yaml").write_text("born: soon\n")
    done = run("cohort", tmp_path, ID, *DAY, "--strict")
    assert done.returncode == 2
    assert done.stderr == (
        f"peercert: {tmp_path}: Row 2, \"ben.yaml:1\": 'soon' is not a date such as 2024-03-14 (or 2024-03, or 2024). "
        "With --strict nothing is done; without it, this is left out.\n"
    )
    lines = tmp_path / "all.jsonl"
    lines.write_text('{"name": "A", "training": []}\nnonsense\n')
    assert run("cohort", lines, ID, *DAY, "--strict").returncode == 2
    assert run("cohort", lines, ID, *DAY).returncode == 1


def test_files_of_another_kind_in_a_folder_are_no_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ana.yaml").write_text("born: 1990\n")
    (tmp_path / "notes.csv").write_text("born\n1990\n")
    said = words(run("cohort", tmp_path, ID, *DAY).stdout)
    assert "Rows with something in them: 1. People: 1. Left out: 0." in said
    assert "Of this folder notes.csv was not read" in said


def test_standard_input_is_read(run: Run) -> None:
    text = 'name,born,training_hours\nRosa,1990,40\n"Ben,1991,40\nAna,1992,40\n'
    said = words(run("cohort", "-", ID, *DAY, stdin=text).stdout)
    assert "Rows with something in them: 3. People: 2. Left out: 1." in said


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
@pytest.mark.parametrize("what", [ID, "--all"])
def test_records_come_to_the_same_from_a_file_and_from_standard_input(
    run: Run, tmp_path: Path, ending: str, what: str
) -> None:
    people = [
        {"name": "A", "training": [{"hours": 40, "approved_by": ["SC SHARE"]}]},
        {"name": "B", "training": []},
        {"born": "x"},
    ]
    text = json.dumps(people) if ending == ".json" else "".join(json.dumps(p) + "\n" for p in people)
    file = tmp_path / f"r{ending}"
    file.write_text(text)
    read = run("cohort", file, what, *DAY, "--format", "json", "-o", tmp_path / "file.csv")
    piped = run("cohort", "-", what, *DAY, "--format", "json", "-o", tmp_path / "pipe.csv", stdin=text)
    assert (piped.stdout, piped.returncode) == (read.stdout, read.returncode)
    assert (tmp_path / "pipe.csv").read_text() == (tmp_path / "file.csv").read_text()
    if what == ID:
        lines = pl.read_csv(tmp_path / "pipe.csv")
        assert lines["training.verdict"].to_list() == ["met", "missing"]
        stopped = run("cohort", "-", what, *DAY, stdin=json.dumps([{"training": [1]}]))
        assert (
            stopped.stderr
            == "peercert: -: none of these records can be read. Row 1: expected keys and values, got 1.\n"
        )


def test_a_damaged_parquet_file_is_not_put_down_to_the_file_to_write(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "r.parquet"
    pl.DataFrame({"name": ["Rosa"] * 1000, "born": ["1990"] * 1000}).write_parquet(source)
    raw = bytearray(source.read_bytes())
    raw[4:40] = b"\xff" * 36
    source.write_bytes(raw)
    done = run("cohort", source, ID, *DAY, "-o", tmp_path / "o.csv")
    assert done.returncode == 2
    assert f"{source}: this is not a Parquet file that can be read (" in done.stderr
    assert not (tmp_path / "o.csv").exists()


def test_the_order_of_dates_may_be_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("name,born\nA,3/4/2008\n")
    month = run("cohort", path, "SC", "-c", ID, *DAY)
    assert month.returncode == 2  # SC and the option are two
    said = words(run("cohort", path, ID, *DAY).stdout)
    assert (
        "Dates such as 3/4/2024 were read with the month first (born); if the day stands first, say --dates day."
        in said
    )
    assert "were read with the month first" not in run("cohort", path, ID, *DAY, "--dates", "day").stdout


def test_every_credential_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "name,born,education,lives in,lived experience as,lived experience of,training hours\nA,1990,GED,SC,person,MH,40\nB,1991,GED,TX,parent,MH,0\n"
    )
    done = run("cohort", path, "--all", *DAY, "-o", tmp_path / "o.csv")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "Where everybody is closest"
    made = pl.read_csv(tmp_path / "o.csv")
    assert made.columns[:6] == ["row", "name", "nearest_1", "nearest_1.left", "nearest_1.missing", "nearest_1.hours"]
    assert made.height == 2
    data = json.loads(run("cohort", path, "--all", *DAY, "-f", "json").stdout)
    assert data["people"] == sum(data["nearest"].values()) == 2
    assert run("cohort", path, "--all", *DAY, "-o", tmp_path / "o.xlsx").returncode == 1
    assert openpyxl.load_workbook(tmp_path / "o.xlsx")["People"].cell(1, 3).value == "Nearest credential 1"


def test_what_if_the_rules_were_others(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / "states" / "sc.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "training: {hours: 40, provider: SC SHARE}", "training: {hours: 60, provider: SC SHARE}"
        ),
        "utf-8",
    )
    done = run("cohort", MESSY, ID, *DAY, "--rules", tmp_path / "data", "-o", tmp_path / "o.csv")
    said = words(done.stdout)
    assert f"With the rules of {tmp_path / 'data'}, 13 of 30 people would stand elsewhere." in said
    assert "From ready to not yet: 6 people." in said
    assert (
        "40 hours of training given or approved by SC SHARE; then: 60 hours of training given or approved by SC SHARE From done to missing: 18 people."
        in said
    )
    made = pl.read_csv(tmp_path / "o.csv")
    assert made.filter(pl.col("if.outcome") != pl.col("outcome")).height == 13
    assert made["if.changed"].str.contains("training").sum() == 20


def test_a_folder_of_records(run: Run, tmp_path: Path) -> None:
    for name in ("newcomer", "nearly-ready"):
        shutil.copy(ROOT / "examples" / f"{name}.yaml", tmp_path)
    (tmp_path / "broken.yaml").write_text("born: [\n")
    (tmp_path / "notes.txt").write_text("not a record")
    done = run("cohort", tmp_path, ID, *DAY, "-o", tmp_path / "o.csv")
    assert done.returncode == 1
    assert "0 of 2 people are ready." in done.stdout
    assert 'Row 1, "broken.yaml:2": ' in done.stdout
    assert pl.read_csv(tmp_path / "o.csv")["name"].to_list() == ["nearly-ready", "newcomer"]
    lines = tmp_path / "r.jsonl"
    lines.write_text(
        '{"name": "A", "training": [{"hours": 40}]}\n{"name": "B", "born": "2010", "training": []}\n{"born": 3.5}\n'
    )
    assert "0 of 2 people are ready." in run("cohort", lines, ID, *DAY).stdout


def test_a_template_is_filled_in_and_read_back(run: Run, tmp_path: Path) -> None:
    head = run("cohort", "template", ID).stdout
    assert head.startswith("name,id,born,education,")
    done = run("cohort", "template", ID, "-o", tmp_path / "t.xlsx", "--activities", tmp_path / "a.csv")
    assert done.returncode == 0
    assert (tmp_path / "a.csv").read_text().startswith("name,what,title,topic,hours,")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    roster = book["Roster"]
    heads = [c.value for c in roster[1]]
    assert ",".join(map(str, heads)) == head.strip()
    values = {
        "name": "Rosa",
        "born": "1990",
        "education": "high_school",
        "training_hours": 40,
        "signed.code_of_conduct": "yes",
    }
    for name, value in values.items():
        roster.cell(2, heads.index(name) + 1, value)
    book.save(tmp_path / "filled.xlsx")
    filled = json.loads(run("cohort", tmp_path / "filled.xlsx", ID, *DAY, "-f", "json").stdout)
    assert filled["people"] == 1
    assert filled["not_read"] == []
    assert filled["remarks"] == []
    assert next(r for r in filled["requirements"] if r["id"] == "age")["met"] == 1
    empty = run("cohort", tmp_path / "t.xlsx", ID, *DAY)
    assert empty.returncode == 2
    assert "there is nobody in this roster" in empty.stderr


def test_activities_in_a_file_of_their_own(run: Run, tmp_path: Path) -> None:
    roster, activities = tmp_path / "r.csv", tmp_path / "a.csv"
    roster.write_text("id,born\n1,1990\n2,1991\n")
    activities.write_text(
        "id,what,hours,date,approved by\n1,training,24,4/12/2026,SC SHARE\n1,training,16,5/10/2026,SC SHARE\n2,training,24,4/12/2026,SC SHARE\n"
    )
    done = run("cohort", roster, ID, *DAY, "--activities", activities, "-o", tmp_path / "o.csv")
    assert done.returncode == 1
    made = pl.read_csv(tmp_path / "o.csv")
    assert made["training.verdict"].to_list() == ["met", "missing"]
    assert made["training.gap"].to_list() == [0, 16]


def test_a_template_in_spanish_is_read_back(run: Run, tmp_path: Path) -> None:
    run("--lang", "es", "cohort", "template", ID, "-o", tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[:3] == ["Lista", "Actividades", "Columnas"]
    roster, activities = book["Lista"], book["Actividades"]
    for sheet, values in (
        (roster, {"name": "Rosa", "born": "1990", "signed.code_of_conduct": "sí"}),
        (activities, {"name": "Rosa", "what": "training", "hours": 40}),
    ):
        heads = [c.value for c in sheet[1]]
        for name, value in values.items():
            sheet.cell(2, heads.index(name) + 1, value)
    book.save(tmp_path / "f.xlsx")
    said = words(run("--lang", "es", "cohort", tmp_path / "f.xlsx", ID, *DAY).stdout)
    assert "La única persona aún no está lista." in said
    assert "No se pudo leer" not in said


def test_nobody_misses_anything_is_exit_zero(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "certified on,expires on,ce hours,ce date,approved by,continuing education approved by\n2026-01-14,2027-01-14,20,5/5/2026,,SC SHARE\n"
    )
    done = run("cohort", path, ID, "--pathway", "renewal", *DAY, "--map", "ce date=continuing_education_completed")
    assert done.returncode == 0, done.stdout
    assert "The one person is ready." in done.stdout


def xlsx(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def locked(path: Path) -> Path:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = xlsx(path.with_name("plain.xlsx"), ["name"], ["A"])
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("secret", target)
    return path


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("gone.csv", None, "there is no such file; check the name and the folder"),
        ("r.csv", b"", "there is nobody in this roster; it needs a row of headings and a row for each person"),
        ("r.csv", b"name,born\n", "there is nobody in this roster; it needs a row of headings and a row for each person"),
        ("r.csv", b"name,phone\nA,1\n", "none of its columns (name, phone) is one that is asked about, such as born, education, "),
        ("r.csv", b"\x00\x00\x01\x02" * 50, "this is not a text file (it has zero bytes); save it as CSV or as a workbook (XLSX)"),
        ("r.xlsx", b"PK\x03\x04rubbish", "this workbook is damaged ("),
        ("r.xlsx", b"name,born\nA,1990\n", "this is not a workbook, whatever its name says; if it is text, give it a name that ends in .csv"),
        ("r.yaml", b"born: 1990\n", "this is one record; `peercert check` is for one person, and cohort takes a folder of records"),
        ("r.csv", b"born,DOB\n1990,1991\n", None),
    ],
)  # fmt: skip
def test_a_roster_that_cannot_be_used(run: Run, tmp_path: Path, name: str, raw: bytes | None, says: str | None) -> None:
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    done = run("cohort", path, ID, *DAY)
    if says is None:
        assert "DOB was not read; if it is born" in words(done.stdout)
        return
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"peercert: {path}: {says}")
    assert done.stderr.count("\n") == 1


def test_a_locked_workbook(run: Run, tmp_path: Path) -> None:
    done = run("cohort", locked(tmp_path / "r.xlsx"), ID, *DAY)
    assert done.returncode == 2
    assert (
        done.stderr
        == f"peercert: {tmp_path / 'r.xlsx'}: this workbook is locked with a password; open it, save a copy without one, and name the copy\n"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((MESSY,), "name the credential, such as --credential sc-cpss-share; or say --all for every one."),
        ((MESSY, "sc-cpss-shar"), "there is no credential or state called sc-cpss-shar; did you mean sc-cpss-share"),
        ((MESSY, "SC"), "SC has several credentials; name one of sc-cpss-share, sc-cpss-apsc, sc-cprs."),
        ((MESSY, ID, "-c", "tx-mhps"), "sc-cpss-share and tx-mhps are two credentials; name one."),
        ((MESSY, ID, "-p", "renewl"), "there is no pathway called renewl here; there are initial, renewal, reinstatement."),
        ((MESSY, ID, "-o", "out.doc"), "out.doc: name a file that ends in one of .csv, .tsv, .xlsx, .parquet, .jsonl, .ndjson"),
        ((MESSY, ID, "-o", MESSY), f"{MESSY} is what is read; name another file to write to."),
        ((MESSY, ID, "-o", "x.csv", "--unread", "./x.csv"), "two of the files to write have one name."),
        ((MESSY, ID, "-o", "x.csv", "--letters", "x.csv"), "two of the files to write have one name."),
        ((MESSY, ID, "--map", "Trng Hrs"), '--map: Trng Hrs does not say which column; write it as "Training Hrs=training_hours"'),
        ((MESSY, ID, "--map", "Hours=training_hours"), f"{MESSY}: there is no column called Hours; there are #, Participant Name,"),
        ((MESSY, ID, "--map", "Phone=fone"), f"{MESSY}: Phone cannot stand for fone, which nothing here reads; did you mean "),
        ((MESSY, ID, "--map-file", "nothing.yaml"), "nothing.yaml: there is no such file"),
        ((MESSY, ID, "--sheet", "Two"), f"{MESSY}: there is no sheet called Two; there are Cohort 2026, Activities"),
        ((MESSY, ID, "--activities", "nothing.csv"), "nothing.csv: there is no such file; check the name and the folder"),
        ((MESSY, ID, "--as-of", "2026-02-30"), "--as-of: 2026-02-30 is not a date that exists"),
        ((MESSY, ID, "--rules", "src"), "src: no rule book here"),
        ((MESSY, "--all", "-c", ID), "--all is for every credential; leave sc-cpss-share out."),
        ((MESSY, "--all", "--letters", "x"), "--letters and --all do not go together."),
        (("examples", ID, "--rules", "data"), "--rules compares rosters, not folders of records."),
        (("tests/e2e", ID), "tests/e2e: there is no record in this folder; records are files that end in .yaml or .json"),
        (("template",), "name the credential, such as peercert cohort template sc-cpss-share."),
        (("template", ID, "-o", "x.doc"), "x.doc: an empty roster is a file that ends in .csv or .xlsx"),
    ],
)  # fmt: skip
def test_wrong_calls_are_exit_two_with_one_message(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("cohort", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"peercert: {says}")
    assert done.stderr.count("\n") == 1


def test_without_its_extra_it_says_how_to_install_it(tmp_path: Path) -> None:
    code = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'polars' else real(name, *a)\n"
        f"sys.argv = ['peercert', 'cohort', '{MESSY}', '{ID}']\n"
        "from peercert.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert (
        done.stderr
        == "peercert: rosters need more than peercert alone; install it with: pip install 'peercert[cohort]'\n"
    )
    assert tmp_path.exists()


def test_other_commands_do_not_pay_for_it() -> None:
    code = "import sys; sys.argv = ['peercert', 'list', 'SC']\nfrom peercert.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted({'polars', 'narwhals', 'xlsxwriter', 'python_calamine'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_hostile_cells_come_out_inert(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("name,born,<b>x</b>\n\x1b[31mRed\u202e,\x1b]0;title\x07soon,<script>\n".encode())
    done = run("cohort", path, ID, *DAY, FORCE_COLOR="1")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    run("cohort", path, ID, *DAY, "--html", tmp_path / "h.html", "--letters", tmp_path / "l")
    page = (tmp_path / "h.html").read_text()
    assert "<script>" not in page
    assert "<b>x</b>" not in page
    assert [p.name for p in (tmp_path / "l").iterdir()] == ["0002-31mred.md"]
    assert "\x1b" not in (tmp_path / "l" / "0002-31mred.md").read_text()


def test_json_has_no_character_that_a_terminal_would_take_for_more_than_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("name,born,Zo\u00eb \u202e\x9b2J\nRosa,soon\u200b\u2066,1\n", "utf-8")
    for arguments in ((ID,), ("--all",)):
        done = run("cohort", path, *arguments, *DAY, "-f", "json")
        assert all(c == "\n" or c.isprintable() for c in done.stdout)
        assert any("\u2066" in r["value"] for r in json.loads(done.stdout)["remarks"])
    assert '"heading": "Zo\u00eb \\u202e\\u009b2J"' in run("cohort", path, ID, *DAY, "-f", "json").stdout


def test_every_credential_at_once_in_every_kind_of_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("name,born\nRosa,1990\n", "utf-8")
    rows = []
    for ending in (".csv", ".jsonl", ".parquet"):
        done = run("cohort", path, "--all", *DAY, "-o", tmp_path / f"o{ending}", "--save-map", tmp_path / f"m{ending}")
        assert (done.returncode, done.stderr.count("\n")) == (1, 2)
        assert (tmp_path / f"m{ending}").read_text("utf-8").endswith("headings:\n  name: name\n  born: born\n")
        reads = {".csv": pl.read_csv, ".jsonl": pl.read_ndjson, ".parquet": pl.read_parquet}[ending]
        rows.append(reads(tmp_path / f"o{ending}").rows()[0][:4])  # type: ignore[operator]
    assert rows[0][:2] == (2, "Rosa")
    assert rows[0] == rows[1] == rows[2]


def test_records_of_which_none_can_be_read_leave_nothing_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.yaml").write_text("born: soon\n")
    for arguments in ((ID,), ("--all",)):
        for ending in (".csv", ".xlsx", ".parquet"):
            done = run("cohort", tmp_path / "r", *arguments, *DAY, "-o", tmp_path / f"o{ending}")
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr.startswith(
                f"peercert: {tmp_path / 'r'}: none of these records can be read. Row 1, \"a.yaml:1\": 'soon' is not a date"
            )
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


def test_what_only_tables_have_is_not_asked_of_records(run: Run, tmp_path: Path) -> None:
    for asked in (
        ("--save-map", tmp_path / "m"),
        ("--map-file", tmp_path / "m"),
        ("--map", "a=born"),
        ("--sheet", "x"),
    ):
        for what in ((ID,), ("--all",)):
            done = run("cohort", "examples", *what, *asked)
            assert (done.returncode, done.stdout) == (2, "")
            says = "peercert: records have no sheets, headings or activities of their own; leave these options out.\n"
            assert done.stderr == says


def test_a_kept_mapping_hides_nothing_and_reads_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("name,bo\u200brn\u202e,\u2067Notes\nRosa,1990,x\n", "utf-8")
    run("cohort", path, ID, *DAY, "--save-map", tmp_path / "m.yaml")
    kept = (tmp_path / "m.yaml").read_text("utf-8")
    assert kept.endswith('  "bo\\u200Brn\\u202E": born\n  # "\\u2067Notes":  # not read\n')
    done = run("cohort", path, ID, *DAY, "--map-file", tmp_path / "m.yaml", "-f", "json")
    assert json.loads(done.stdout)["columns"] == {"name": "name", "bo\u200brn\u202e": "born"}


def test_strict_names_nobody_where_no_names_are_wanted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("name,born\nRosa,1990\n", "utf-8")
    (tmp_path / "a.csv").write_text("name,what,hours\nMaria Lopez,training,3\n", "utf-8")
    done = run("cohort", tmp_path / "r.csv", ID, *DAY, "--activities", tmp_path / "a.csv", "--strict", "--anonymous")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"peercert: {tmp_path / 'r.csv'}: a.csv, row 2: there is nobody of this name in the roster. "
        "With --strict nothing is done; without it, this counts as not known.\n"
    )


def test_a_folder_names_nobody_either_where_no_names_are_wanted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    (folder / "Zanzibar Quux").mkdir(parents=True)
    (folder / "a.yaml").write_text("born: 1990-04-02\n")
    (folder / "Xanthippe Smithers.pdf").write_text("")
    said = run("cohort", folder, ID, *DAY, "--anonymous", "--unread", tmp_path / "u.csv", "-o", tmp_path / "o.xlsx")
    everything = said.stdout + said.stderr + (tmp_path / "u.csv").read_text()
    everything += str(list(openpyxl.load_workbook(tmp_path / "o.xlsx")["Not read"].values))
    assert "2 more files and folders in this folder were not read." in words(said.stdout)
    assert "Xanthippe" not in everything
    assert "Zanzibar" not in everything


def test_all_of_them_say_how_many_rows_there_were(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("Name,DOB,Zodiac\nAna,1990-04-02,x\nTOTAL,,\n")
    made = json.loads(run("cohort", tmp_path / "r.csv", "--all", *DAY, "-f", "json").stdout)
    assert made["rows"] == {"with_something": 2, "people": 1, "left_out": 1}
    assert made["columns"] == {"Name": "name", "DOB": "born"}
    assert [h["heading"] for h in made["not_read"]] == ["Zodiac"]


def test_a_sheet_of_what_is_no_workbook(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,what,hours\nAna,training,5\n")
    done = run("cohort", MESSY, ID, *DAY, "--activities", f"{tmp_path / 'a.csv'}:X")
    assert done.returncode == 2
    assert done.stderr == f"peercert: {tmp_path / 'a.csv'}: only a workbook has sheets; name the file without :X\n"
