"""Records of many people as they are: folders and lines."""

from datetime import date
from pathlib import Path

import pytest

from peercert.cohort.records_in import holds_records, records
from peercert.cohort.remarks import Remark
from peercert.words import say
from peercert.yamlfile import FileError

TODAY = date(2026, 11, 22)


def remarks(path: Path) -> list[Remark]:
    return [r for person in records(path, TODAY) for r in person.remarks]


def test_what_a_folder_holds_beside_records_is_said(tmp_path: Path) -> None:
    (tmp_path / "ana.yaml").write_text("born: 1990\n")
    for name in ("multi.jsonl", "notes.csv", ".hidden"):
        (tmp_path / name).write_text("")
    (tmp_path / "sub").mkdir()
    found = list(records(tmp_path, TODAY))
    assert [p.name for p in found if p.record is not None] == ["ana"]
    assert [say(r.says) for r in remarks(tmp_path)] == [
        "Of this folder multi.jsonl, notes.csv and sub/ were not read: only files directly in it that end in .yaml, .yml, .json are."
    ]


def test_a_line_that_cannot_be_read_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text('{"name": "A", "training": []}\nnonsense\n{"name": "B", "born": "soon"}\n{"id": "C"}\n')
    assert holds_records(path)
    assert [(p.number, p.name) for p in records(path, TODAY) if p.record is not None] == [(1, "A"), (4, "C")]
    assert [(r.row, r.value, r.lost) for r in remarks(path)] == [(2, "nonsense", True), (3, "B", True)]


def test_a_list_of_records_is_read_as_lines_are(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text('[{"name": "A", "training": []}, {"name": "B"}]')
    assert holds_records(path)
    assert [p.name for p in records(path, TODAY)] == ["A", "B"]
    path.write_text('{"training": []}')
    assert not holds_records(path)


def test_a_roster_in_a_folder_is_to_be_named(tmp_path: Path) -> None:
    (tmp_path / "spring.csv").write_text("name\nA\n")
    with pytest.raises(FileError) as caught:
        list(records(tmp_path, TODAY))
    assert caught.value.says == (
        f"there is no record in this folder; to read a roster in it, name the file, such as {tmp_path / 'spring.csv'}"
    )


def test_what_is_wrong_is_said_of_the_name_that_was_given(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"^-: there is no record in this folder"):
        list(records(tmp_path, TODAY, "-"))
