"""What is wrong with a record or a call is said in the language that is spoken; what stands in the file stays as it is."""

import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Loud

from peercert.maintain.messages import from_code
from peercert.recordfile import load_record
from peercert.rulebook import Rulebook
from peercert.sayings import Says
from peercert.shapes import ShapeError, expected
from peercert.words import Language, speak
from peercert.writing import write_file
from peercert.yamlfile import MAX_BYTES, FileError

TODAY = date(2026, 11, 22)


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "THE FILE IS EMPTY; `PEERCERT SCHEMA RECORD` SAYS WHAT IT MAY HOLD"),
        ("# x\n", "THE FILE HOLDS ONLY COMMENTS; `PEERCERT SCHEMA RECORD` SAYS WHAT IT MAY HOLD"),
        ("- a\n", "A RECORD IS A LIST OF KEYS AND VALUES, SUCH AS BORN: 1990-04-02"),
        ("born: 1990\n\teducation: none\n", "A TAB IS USED TO INDENT; YAML WANTS SPACES"),
        ("born: 1990\nborn: 1991\n", "THE KEY born STANDS TWICE (FIRST IN LINE 1); KEEP ONE"),
        ("born: !x y\n", "THE TAG !x IS NOT ALLOWED; PLAIN VALUES ONLY"),
        ("born: \a\n", r"THE CHARACTER '\x07' IS NOT ALLOWED IN YAML"),
        ("? [born]\n: 1990\n", "A KEY MUST BE PLAIN TEXT"),
        ("born: x\x00\n", "THIS IS NOT A TEXT FILE (IT HAS ZERO BYTES); IS IT A YAML OR JSON FILE?"),
        ("born: 1990\n---\nborn: 1991\n", "THE FILE HOLDS MORE THAN ONE DOCUMENT (A LINE WITH ---); KEEP ONE"),
        (f"born: {'[' * 70}{']' * 70}\n", "THE FILE IS NESTED TOO DEEPLY"),
        ("born: 1990-04-31\n", "1990-04-31 IS NOT A DATE THAT EXISTS; WRITE IT AS 2024-03-14"),
        ("born: [1990]\n", "A LIST IS NOT A DATE SUCH AS 2024-03-14 (OR 2024-03, OR 2024)"),
        ("born: 2031-01-01\n", "born IS 2031-01-01, WHICH IS STILL TO COME; IS THE YEAR RIGHT?"),
        ("born: last spring\n", "'last spring' IS NOT A DATE SUCH AS 2024-03-14 (OR 2024-03, OR 2024)"),
        ("born: true\n", "true IS NOT A DATE SUCH AS 2024-03-14 (OR 2024-03, OR 2024)"),
        ("born: 0\n", "0 IS NOT A DATE SUCH AS 2024-03-14 (OR 2024-03, OR 2024)"),
        ("credentials: [{id: a, issued: soon}]\n", "'soon' IS NOT A DATE SUCH AS 2024-03-14 (OR 2024-03, OR 2024)"),
        ("born:\n", "NO VALUE IS GIVEN; GIVE ONE OR TAKE THE LINE OUT"),
        ("educaton: none\n", "UNKNOWN KEY educaton; DID YOU MEAN education?"),
        ("qqq: none\n", "UNKNOWN KEY qqq"),
        ("training: [{title: 5}]\n", "EXPECTED TEXT, GOT 5"),
        ("training: {hours: 40}\n", "EXPECTED A LIST, GOT A MAPPING"),
        ("training: [{hours: []}]\n", "EXPECTED A NUMBER, GOT A LIST"),
        ("training: [{hours: -5}]\n", "-5 IS TOO SMALL; THE LEAST HERE IS 0"),
        ("training: [{hours: 2000000000}]\n", "2000000000 IS TOO LARGE; THE MOST HERE IS 1,000,000,000"),
        ("training: [{title: ''}]\n", "THE TEXT IS EMPTY"),
        ("exams: [{passed: maybe}]\n", "EXPECTED TRUE OR FALSE, GOT 'maybe'"),
        ("credentials: [{issued: 2025}]\n", 'id IS MISSING; FOR EXAMPLE id: "nc-cpss"'),
        (
            "credentials: [{id: a, status: xyz}]\n",
            "'xyz' IS NOT ONE OF active, expired, lapsed, inactive, suspended, revoked, retired",
        ),
        (
            "credentials: [{id: a, status: Activ}]\n",
            "'Activ' IS NOT ONE OF active, expired, lapsed, inactive, suspended, revoked, retired; DID YOU MEAN active?",
        ),
        (
            "experience: [{from: 2025-05, to: 2025-01-01}]\n",
            "ENDS ON 2025-01-01, BEFORE IT STARTS ON 2025-05; ONE OF THE TWO DATES IS WRONG",
        ),
        (
            "credentials: [{id: a, issued: 2025, expires: 2024}]\n",
            "EXPIRES ON 2024, BEFORE IT WAS ISSUED ON 2025; ONE OF THE TWO DATES IS WRONG",
        ),
        ("qqq: 1\ntraining: 5\n", "UNKNOWN KEY qqq (AND 1 MORE PROBLEM)"),
        ("qqq: 1\ntraining: 5\npaid: 5\n", "UNKNOWN KEY qqq (AND 2 MORE PROBLEMS)"),
    ],
)
def test_a_record(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(FileError) as error:
        load_record(path, today=TODAY)
    assert error.value.says == says


@pytest.mark.usefixtures("loud")
def test_a_record_that_is_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("born: [1990\n")
    with pytest.raises(FileError) as error:
        load_record(path, today=TODAY)
    first, _, rest = error.value.says.partition(" (")
    assert first == "THIS IS NOT VALID YAML"
    assert rest.endswith("); LOOK FOR A MISSING COLON, QUOTE OR BRACKET HERE OR JUST ABOVE")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small file and a large one."""
    (tmp_path / "there.yaml").write_text("born: 1990\n")
    with (tmp_path / "large.yaml").open("wb") as stream:
        stream.truncate(MAX_BYTES * 20)
    return tmp_path


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("", "THIS IS A FOLDER; NAME A FILE IN IT"),
        ("/dev/zero", "THIS IS NOT AN ORDINARY FILE; NAME A YAML OR JSON FILE"),
        ("large.yaml", "THE FILE IS 100 MB; THE LIMIT IS 5 MB. IS IT THE RIGHT FILE?"),
        ("none.yaml", "THERE IS NO SUCH FILE; CHECK THE NAME AND THE FOLDER"),
        ("there.yaml/x", "THE FILE CANNOT BE READ (Not a directory)"),
    ],
)
def test_a_file_that_cannot_be_read(folder: Path, path: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        load_record(folder / path, today=TODAY)
    assert error.value.says == says


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("", "THIS IS A FOLDER; NAME A FILE IN IT"),
        ("/dev/null", "THIS IS NOT AN ORDINARY FILE; NAME ANOTHER"),
        ("there.yaml", "THERE IS SUCH A FILE ALREADY; NAME ANOTHER ONE, OR SAY --FORCE"),
        ("no/x", "THE FILE CANNOT BE WRITTEN (No such file or directory); NOTHING WAS WRITTEN"),
    ],
)
def test_a_file_that_cannot_be_written(folder: Path, path: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        write_file(folder / path, "x")
    assert error.value.says == says


@pytest.mark.usefixtures("loud")
def test_a_folder_that_is_no_rule_book(folder: Path) -> None:
    with pytest.raises(FileError) as error:
        Rulebook(folder)
    assert (
        error.value.says
        == "NO RULE BOOK HERE; A RULE BOOK IS A FOLDER WITH STATES/ OR NATIONAL/ IN IT, OR A FILE MADE BY `PEERCERT EXPORT --FORMAT JSON`"
    )


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize(
    ("sorts", "value", "says"),
    [
        ("object", [], "EXPECTED KEYS AND VALUES, GOT A LIST"),
        ("integer", 2.5, "EXPECTED A WHOLE NUMBER, GOT 2.5"),
        (("string", "number"), True, "EXPECTED TEXT / A NUMBER, GOT true"),
    ],
)
def test_a_value_of_another_sort(sorts: Any, value: Any, says: str) -> None:
    assert ShapeError((), expected(sorts, value)).says == says


def test_it_is_said_in_the_language_that_is_spoken_when_it_is_asked_for() -> None:
    error = FileError("mine.yaml", Says("the text is empty"), 3, 7)
    before = str(error)
    speak(Loud())
    try:
        assert (before, str(error)) == ("mine.yaml:3:7: the text is empty", "mine.yaml:3:7: THE TEXT IS EMPTY")
    finally:
        speak(Language())


@pytest.mark.usefixtures("loud")
def test_what_only_writers_of_rules_meet_is_said_as_it_is() -> None:
    assert str(ShapeError((), "needs {hours}")) == "needs {hours}"


def test_braces_in_a_record_are_no_places_for_values(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("'{key}': 1\n")
    with pytest.raises(FileError, match=r": unknown key \{key\}$"):
        load_record(path, today=TODAY)


@pytest.mark.parametrize(
    "error", [ShapeError(("a", 0), Says("{key} is missing", {"key": "b"})), FileError("a", "b", 1)]
)
def test_errors_go_from_one_process_to_another(error: Exception) -> None:
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def _forms(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        mine = {schema["x-form"]} if "x-form" in schema else set()
        return mine.union(*map(_forms, schema.values()))
    return set().union(*map(_forms, schema)) if isinstance(schema, list) else set()


def test_the_forms_that_a_record_is_written_in_are_collected_for_translation() -> None:
    schema = json.loads((ROOT / "schemas" / "record.schema.json").read_text("utf-8"))
    with (ROOT / "src" / "peercert" / "dates.py").open("rb") as code:
        messages = {text for _, _, text, _ in from_code(code, [], [], {})}
    assert _forms(schema) == {"a date such as 2024-03-14 (or 2024-03, or 2024)"}
    assert _forms(schema) <= messages
