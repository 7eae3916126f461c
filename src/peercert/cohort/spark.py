"""PySpark: expressions on the cluster, and what only Python can tell on its workers, batch by batch.

evaluate_frame(pathway, spark.read.parquet("people"), as_of, credential=credential)
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from warnings import catch_warnings, filterwarnings

from peercert.cohort.backends import Backend, judged, polars_fields
from peercert.cohort.engine import evaluate_frame
from peercert.cohort.rows import PARTS
from peercert.evaluation import Lookup
from peercert.judging.sheet import ByRow
from peercert.model import Credential, Pathway
from peercert.sayings import Says
from peercert.yamlfile import FileError

_SQL = {"int": "int", "float": "double", "text": "string", "bool": "boolean"}


class SparkBackend(Backend):
    """PySpark, through Narwhals. Inside, columns bear names without dots, which Spark takes for parts of structures."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        """Name of a column of the table -> its name inside."""

    def enter(self, frame: Any) -> Any:
        self._names = {name: f"c{i}" for i, name in enumerate(frame.columns)}
        return self.layer.from_native(frame.toDF(*self._names.values()))

    def schema(self, table: Any) -> dict[str, Any]:
        inside = dict(table.collect_schema())
        return {name: inside[c] for name, c in self._names.items()}

    def name(self, name: str) -> str:
        return self._names[name]

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        frame = table.to_native()
        columns = {c: self._names[n] for c, n in names.items()}
        made = ", ".join(f"`{name}` {_SQL[type_]}" for name, type_ in by_row.outputs)
        there = ", ".join(f"`{f.name}` {f.dataType.simpleString()}" for f in frame.schema.fields)
        return self.layer.from_native(frame.mapInArrow(_judge(by_row, columns), f"{there}, {made}"))

    def leave(self, frame: Any, table: Any, kept: Sequence[str], answers: Mapping[str, Any]) -> Any:  # noqa: ARG002
        inside = {f"a{i}": expression for i, expression in enumerate(answers.values())}
        made = table.select(*(self.layer.col(self._names[n]) for n in kept), *(e.alias(n) for n, e in inside.items()))
        return made.to_native().toDF(*kept, *answers)


def _judge(by_row: ByRow, columns: Mapping[str, str]) -> Any:
    """A function that adds to batches of Arrow what only Python can tell."""

    def judge(batches: Iterator[Any]) -> Iterator[Any]:
        import polars as pl

        from peercert.requirements import KIND_NAMES, kind

        for name in KIND_NAMES:  # kinds know their names once they were looked up
            kind(name)
        known: dict[Any, tuple[Any, ...]] = {}
        for batch in batches:
            frame = pl.from_arrow(batch)
            assert isinstance(frame, pl.DataFrame)
            asked = frame.select(pl.col(n).alias(c) for c, n in columns.items()) if columns else None
            rows = asked.iter_rows(named=True) if asked is not None else ({} for _ in range(frame.height))
            values = judged(by_row, rows, known)
            fields = polars_fields(by_row)
            made = [pl.Series(n, [v[i] for v in values], t) for i, (n, t) in enumerate(fields.items())]
            yield from frame.with_columns(made).to_arrow(compat_level=pl.CompatLevel.oldest()).to_batches()

    return judge


def session() -> Any:
    """The Spark session at hand; a local one where there is none."""
    from pyspark.sql import SparkSession

    found = SparkSession.getActiveSession()
    if found is not None:
        return found
    made = SparkSession.builder.master("local[*]").appName("peercert")
    for name, value in _LOCAL.items():
        made = made.config(name, value)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers in this very Python
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    return made.getOrCreate()


_LOCAL = {
    "spark.ui.enabled": "false", "spark.sql.ansi.enabled": "false", "spark.log.level": "OFF",
    "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
}  # fmt: skip
"""Settings of a local session: nothing is served, and errors are told by us alone."""


def evaluate_folder(
    pathway: Pathway,
    source: str | Path,
    target: str | Path,
    as_of: date,
    *,
    credential: Credential | None = None,
    lookup: Lookup | None = None,
    parts: Iterable[str] = PARTS,
    keep: Sequence[str] | None = None,
    over: bool = False,
) -> None:
    """Hold everybody in a folder of Parquet files against a pathway, and write such a folder.

    `source` and `target` are whatever the session can read and write: folders here or in a store. Raises FileError.
    """
    try:
        with catch_warnings():
            filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # it needs none here
            people = session().read.parquet(str(source))
            answers = evaluate_frame(
                pathway, people, as_of, credential=credential, lookup=lookup, parts=parts, keep=keep
            )
            answers.write.mode("overwrite" if over else "errorifexists").parquet(str(target))
    except ImportError as error:
        says = Says("this needs Spark: pip install peercert[spark], and Java 17 or newer")
        raise FileError(str(source), says) from error
    except Exception as error:
        raise FileError(str(source), Says("Spark could not do it ({problem})", {"problem": _problem(error)})) from error


def _problem(error: Exception) -> str:
    """What went wrong, in a line: of an error in a worker, what its own Python says."""
    said = [line.strip() for line in str(error).partition("JVM stacktrace")[0].splitlines() if line.strip()]
    told = [line for line in said if _ERROR.match(line)] if any("Traceback" in line for line in said) else said[:1]
    return (told or said or [type(error).__name__])[-1]


_ERROR = re.compile(r"[\w.]*(?:Error|Exception)\b: .")
