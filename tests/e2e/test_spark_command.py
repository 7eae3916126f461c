"""`peercert cohort --engine spark` on a real Spark in local mode (needs `peercert[spark]` and Java)."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from peercert.cohort.columns import columns_of
from peercert.cohort.files import evaluate_file
from peercert.rulebook import Rulebook

pl = pytest.importorskip("polars")
pytest.importorskip("pyspark.sql")
JAVA = shutil.which("java")
pytestmark = pytest.mark.skipif(JAVA is None, reason="Spark needs Java")
DAY = date(2026, 11, 22)
ID = "md-cprs"
"""Of its initial way some rules are judged by Python workers, the others by Spark itself."""


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell in which the environment that peercert is installed in is not active."""
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(JAVA or "").parent), "/usr/bin", "/bin"]))


def people(rules: Rulebook, count: int) -> Any:
    credential = rules.credential(ID)
    assert credential is not None
    kinds: dict[str, Callable[[int, Any], Any]] = {
        "number": lambda i, _: (i * 7 % 61) * 1.0, "yes_no": lambda i, _: i % 3 != 0, "date": lambda i, _: f"20{10 + i % 16}-0{1 + i % 9}-1{i % 10}",
        "date_or_no": lambda i, _: "no" if i % 4 == 0 else f"2025-0{1 + i % 9}-01",
    }  # fmt: skip
    made: dict[str, list[Any]] = {"person": list(range(count))}
    for n, column in enumerate(columns_of(credential.pathways["initial"], credential)):
        draw = kinds.get(column.type, lambda i, values: values[i % len(values)] if values else "SC")
        made[column.name] = [None if (i + n) % 5 == 0 else draw(i * 3 + n, column.values) for i in range(count)]
    return pl.DataFrame(made)


@pytest.mark.usefixtures("outside")
def test_a_folder_on_spark_from_the_command_line(run: Run, rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    everybody = people(rules, 60)
    everybody.head(40).write_parquet(tmp_path / "in" / "a.parquet")
    everybody.tail(-40).write_parquet(tmp_path / "in" / "b.parquet")
    call = ["cohort", tmp_path / "in", ID, "--as-of", DAY.isoformat(), "--engine", "spark"]
    done = run(*call, "-o", tmp_path / "spark", "--format", "json", seconds=300)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert '"people": 60' in done.stdout
    credential = rules.credential(ID)
    assert credential is not None
    evaluate_file(
        credential.pathways["initial"], tmp_path / "in", tmp_path / "polars.parquet", DAY, credential=credential, lookup=rules.credential
    )  # fmt: skip
    spark, polars = (
        pl.read_parquet(p).sort("person") for p in (tmp_path / "spark" / "*.parquet", tmp_path / "polars.parquet")
    )
    assert spark.columns == polars.columns
    assert sum(spark[n].n_unique() > 1 for n in spark.columns if n.endswith(".verdict")) > 6
    for name in spark.columns:
        assert spark[name].cast(pl.String).to_list() == polars[name].cast(pl.String).to_list(), name
