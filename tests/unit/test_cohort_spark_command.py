"""`cohort --engine spark` without a Spark: what it asks for, and what it makes of the folder that Spark leaves."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from conftest import ROOT

from peercert.cli.cohort_run import Call, run

ID = "sc-cpss-share"


def folder(path: Path) -> Path:
    path.mkdir()
    for part, born in (("a", ["1990-01-01"]), ("b", ["2010-01-01", None])):
        pl.DataFrame({"name": [f"{part}{i}" for i in range(len(born))], "born": born}).write_parquet(
            path / f"{part}.parquet"
        )
    return path


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of Spark, done by Polars."""

    def evaluate_folder(pathway: Any, source: str, target: str, as_of: Any, *, over: bool, **asked: Any) -> None:
        from peercert.cohort.engine import evaluate_frame

        assert not over
        made = evaluate_frame(pathway, pl.read_parquet(f"{source}/*.parquet"), as_of, **asked)
        Path(target).mkdir()
        made.write_parquet(Path(target) / "part-0.parquet")

    monkeypatch.setattr("peercert.cohort.spark.evaluate_folder", evaluate_folder)
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("spark")
def test_the_summary_is_that_of_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = Call(str(folder(tmp_path / "in")), ID, as_of="2026-11-22", output=str(tmp_path / "out"), engine="spark")
    assert run(call)
    said = " ".join(capsys.readouterr().out.split())
    assert "0 of 3 people are ready." in said
    assert "Age 1 and 1" in said
    assert "With Spark every cell is taken as it is" in said
    assert "still to pay" not in said
    assert pl.read_parquet(tmp_path / "out" / "*.parquet")["name"].to_list() == ["a0", "b0", "b1"]


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"output": None}, "with --engine spark name a folder for what is found: -o FOLDER."),
        ({"letters": "x"}, "--letters and --engine spark do not go together."),
        ({"map": ("a=b",)}, "--map and --engine spark do not go together."),
    ],
)
def test_what_does_not_go_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: dict[str, Any], says: str
) -> None:
    call = Call(str(folder(tmp_path / "in")), ID, output=str(tmp_path / "out"), engine="spark")._replace(**more)
    with pytest.raises(typer.Exit):
        run(call)
    assert capsys.readouterr().err == f"peercert: {says}\n"
