"""From file to file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import make_credential

from peercert.cohort.files import evaluate_file
from peercert.yamlfile import FileError

pl = pytest.importorskip("polars")
DAY = date(2026, 11, 22)
MADE = make_credential([{"age": {"at_least": 18}}, {"training": {"hours": 40}}])
PATHWAY = MADE.pathways["initial"]
TEXT = "name,born,training_hours\nAna,1990-04-02,40\nBen,2008-11-23,\nCy,,12.5\n"
FOUND = [("Ana", "ready", "met"), ("Ben", "not_ready", "unknown"), ("Cy", "not_ready", "missing")]


def held(source: Path, target: Path, **keys: Any) -> None:
    evaluate_file(PATHWAY, source, target, DAY, credential=MADE, **keys)


def verdicts(table: Any) -> list[tuple[str, ...]]:
    return table.select("name", "outcome", "training.verdict").rows()  # type: ignore[no-any-return]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TEXT, "utf-8")
    return path


def test_csv_to_csv(people: Path, tmp_path: Path) -> None:
    held(people, tmp_path / "out.csv")
    assert verdicts(pl.read_csv(tmp_path / "out.csv")) == FOUND


def test_csv_to_parquet_and_on_to_json_lines(people: Path, tmp_path: Path) -> None:
    pl.read_csv(people).write_parquet(tmp_path / "people.parquet")
    held(people, tmp_path / "out.parquet")
    held(tmp_path / "people.parquet", tmp_path / "out.jsonl", keep=["name"], parts=("verdict",))
    assert verdicts(pl.read_parquet(tmp_path / "out.parquet")) == FOUND
    assert verdicts(pl.read_ndjson(tmp_path / "out.jsonl")) == FOUND


def test_a_rough_date_far_down_is_read_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "people.csv"
    source.write_text("born\n" + "1990-04-02\n" * 3000 + "2009\nsome day\n", "utf-8")
    held(source, tmp_path / "out.csv")
    assert pl.read_csv(tmp_path / "out.csv")["age.verdict"].to_list()[2999:] == ["met", "missing", "unknown"]


def test_another_file_is_not_written_over_unasked(people: Path, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("mine", "utf-8")
    with pytest.raises(FileError, match="there is such a file already"):
        held(people, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8") == "mine"
    held(people, tmp_path / "out.csv", over=True)
    assert verdicts(pl.read_csv(tmp_path / "out.csv")) == FOUND


def test_nothing_is_left_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("born,training_hours\n1990,forty\n", "utf-8")
    with pytest.raises(FileError, match="cannot be read as a table"):
        held(tmp_path / "people.csv", tmp_path / "out.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.parametrize(
    ("source", "target", "says"),
    [("gone.csv", "out.csv", "no such file"), ("people.csv", "out.docx", "cannot be written"), ("people.txt", "out.csv", "cannot be read")],
)  # fmt: skip
def test_files_that_are_no_tables_are_refused(
    people: Path, tmp_path: Path, source: str, target: str, says: str
) -> None:
    (tmp_path / "people.txt").write_text(TEXT, "utf-8")
    with pytest.raises(FileError, match=says):
        held(tmp_path / source, tmp_path / target)
    assert people.exists()
