"""Spark says the same as Polars, from a folder of Parquet to a folder of Parquet (needs `peercert[spark]` and Java)."""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import make_credential

from peercert.cohort.files import evaluate_file
from peercert.rulebook import Rulebook
from peercert.yamlfile import FileError

pl = pytest.importorskip("polars")
sql = pytest.importorskip("pyspark.sql")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.filterwarnings("ignore"),
]
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[Any]:
    """A small local Spark."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.driver.memory": "1g"}
    builder = sql.SparkSession.builder.master("local[1]").appName("peercert tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    yield found
    found.stop()


def same(credential: Any, rules: Rulebook, people: Any, folder: Path) -> list[dict[str, Any]]:
    """The answers of Spark, once they are those of Polars."""
    (folder / "people").mkdir()
    people.head(2).write_parquet(folder / "people" / "1.parquet")
    people.slice(2).write_parquet(folder / "people" / "2.parquet")
    keys: dict[str, Any] = {"credential": credential, "lookup": rules.credential, "keep": ["person"]}
    pathway = credential.pathways["initial"]
    evaluate_file(pathway, folder / "people", folder / "polars.parquet", DAY, **keys)
    evaluate_file(pathway, folder / "people", folder / "spark", DAY, engine="spark", **keys)
    tables = [pl.read_parquet(p).sort("person") for p in (folder / "polars.parquet", folder / "spark" / "*.parquet")]
    mine, found = (
        [{k: str(v) if k.endswith("verdict") else v for k, v in r.items()} for r in t.to_dicts()] for t in tables
    )
    assert found == mine
    return found


def test_the_rules_of_a_state(rules: Rulebook, tmp_path: Path) -> None:
    credential = rules.credential("nc-cpss")
    people = pl.DataFrame(
        {
            "person": [1, 2, 3],
            "born": ["2000", "2008-12-01", None],
            "training_hours": [20.0, 19.5, None],
            "training_hours.ethics": [3.0, None, None],
            "course.nc_approved_course.hours": [40.0, 0.0, None],
            "course.nc_approved_course.completed": ["2026-03", None, "2020-01-01"],
            "course.nc_approved_course.format": ["in_person", None, "hybrid"],
            "lived_experience_as": ["person", "person", "none"],
            "lived_experience_of": ["mental_health; trauma", "substance_use", None],
            "recovery_since": ["2019", "2026-08-01", None],
            "step.application": ["2026-11-01", "no", None],
            "signed.code_of_ethics": [True, False, None],
        }
    )
    found = same(credential, rules, people, tmp_path)
    assert [r["age.verdict"] for r in found] == ["met", "missing", "unknown"]
    assert [r["agreement-code-of-ethics.verdict"] for r in found] == ["met", "missing", "unknown"]


def test_what_only_python_can_tell(rules: Rulebook, tmp_path: Path) -> None:
    post = {"employment": {"status": "employed", "setting": ["peer_run_center"]}}
    spread = {"work_experience": {"hours": 100, "spread_over": "6 months"}}
    people = pl.DataFrame(
        {
            "person": [1, 2, 3],
            "employment_status": ["employed", "employed", "none"],
            "employment_setting": ["peer run center", "law_firm", None],
            "experience_hours": [100.0, 120.0, None],
            "experience_from": ["2025-01-01", "2026-01-01", None],
            "experience_to": ["2025-12-31", "2026-02-01", None],
        }
    )
    found = same(make_credential([post, spread]), rules, people, tmp_path)
    assert [r["employment.have"] for r in found] == [None, "law firm", "0"]
    assert [r["work_experience.verdict"] for r in found] == ["met", "missing", "unknown"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    made = make_credential([{"age": {"at_least": 18}}])
    with pytest.raises(FileError, match="Spark could not do it"):
        evaluate_file(made.pathways["initial"], tmp_path / "gone", tmp_path / "out", DAY, engine="spark")
