"""What differs between dataframe libraries: coming in, going out, and what only Python can tell row by row.

Polars works in its own words. Tables of pandas and PyArrow are lent to Polars, which reads the same memory, and get the
answers as new columns. DuckDB and PySpark work out the expressions themselves, through Narwhals.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peercert.judging.sheet import ByRow

MOST_KEPT = 200_000
"""How many combinations of values are kept in mind while rows are judged one by one."""


class Backend:
    """A library whose expressions are made through Narwhals."""

    counts_days: bool = False
    """Are days counted from the year 1 at no cost?"""

    @property
    def layer(self) -> Any:
        """The library in whose words expressions are made."""
        import narwhals as nw

        return nw

    @property
    def dates(self) -> tuple[Any, ...]:
        """Types of columns that hold exact days."""
        return (self.layer.Date, self.layer.Datetime)

    def enter(self, frame: Any) -> Any:
        """The table as the layer sees it."""
        return self.layer.from_native(frame)

    def schema(self, table: Any) -> dict[str, Any]:
        """Names and types of the columns."""
        return dict(table.collect_schema())

    def name(self, name: str) -> str:
        """The name that a column of the table has inside."""
        return name

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        """Add the columns that a function makes of each row; `names` says which columns of the table it looks at."""
        raise NotImplementedError

    def leave(self, frame: Any, table: Any, kept: Sequence[str], answers: Mapping[str, Any]) -> Any:  # noqa: ARG002
        """The table with its answers, as its own library sees it."""
        return self.answered(table, kept, answers).to_native()

    def answered(self, table: Any, kept: Sequence[str], answers: Mapping[str, Any]) -> Any:
        """What is kept of the table, and the answers (first added, so that one for everybody fills every row)."""
        return table.with_columns(*(e.alias(n) for n, e in answers.items())).select(*kept, *answers)


def judged(
    by_row: ByRow, rows: Iterable[Mapping[str, Any]], known: dict[Any, tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """What a function says of each row, asked once for each combination of values."""
    if len(known) > MOST_KEPT:
        known.clear()
    found = []
    for row in rows:
        key = tuple(row.values())
        values = known.get(key)
        if values is None:
            values = known[key] = by_row.judge(row)
        found.append(values)
    return found


class PolarsBackend(Backend):
    """Polars, lazy, in its own words; functions see one batch at a time."""

    counts_days = True

    @property
    def layer(self) -> Any:
        import polars as pl

        return pl

    def enter(self, frame: Any) -> Any:
        return frame.lazy()

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        import polars as pl

        fields = polars_fields(by_row)
        if not names:
            (values,) = judged(by_row, [{}], {})
            return table.with_columns(
                *(pl.lit(v, t).alias(n) for (n, t), v in zip(fields.items(), values, strict=True))
            )
        known: dict[Any, tuple[Any, ...]] = {}

        def judge(batch: pl.Series) -> pl.Series:
            values = judged(by_row, batch.to_list(), known)
            columns = [pl.Series(n, [v[i] for v in values], t) for i, (n, t) in enumerate(fields.items())]
            return pl.DataFrame(columns).to_struct(batch.name)

        together = f"{by_row.outputs[0][0]}|all"
        struct = pl.struct(*(pl.col(n).alias(c) for c, n in names.items()))
        made = struct.map_batches(judge, return_dtype=pl.Struct(fields), is_elementwise=True)
        return table.with_columns(made.alias(together)).unnest(together)

    def leave(self, frame: Any, table: Any, kept: Sequence[str], answers: Mapping[str, Any]) -> Any:  # noqa: ARG002
        return self.answered(table, kept, answers)


def polars_fields(by_row: ByRow) -> dict[str, Any]:
    """Names and types of the columns that a function makes."""
    import polars as pl

    kinds = {"int": pl.Int32, "float": pl.Float64, "text": pl.String, "bool": pl.Boolean}
    return {name: kinds[type_] for name, type_ in by_row.outputs}


class EagerPolarsBackend(PolarsBackend):
    """Polars in memory: worked out lazily, in one go."""

    def leave(self, frame: Any, table: Any, kept: Sequence[str], answers: Mapping[str, Any]) -> Any:
        return super().leave(frame, table, kept, answers).collect()


class ArrowBackend(PolarsBackend):
    """PyArrow, worked out by Polars on the same memory."""

    def enter(self, frame: Any) -> Any:
        import polars as pl

        made = pl.from_arrow(frame)
        assert isinstance(made, pl.DataFrame)
        return made.lazy()

    def leave(self, frame: Any, table: Any, kept: Sequence[str], answers: Mapping[str, Any]) -> Any:
        made = self.answered(table, (), answers).collect().to_arrow()
        found = frame.select(list(kept))
        for name in made.column_names:
            found = found.append_column(name, made.column(name))
        return found


class PandasBackend(PolarsBackend):
    """pandas, worked out by Polars; the index stays as it is."""

    def enter(self, frame: Any) -> Any:
        import polars as pl

        return pl.from_pandas(frame.reset_index(drop=True)).lazy()

    def leave(self, frame: Any, table: Any, kept: Sequence[str], answers: Mapping[str, Any]) -> Any:
        import pandas as pd

        made = self.answered(table, (), answers).collect().to_pandas().set_index(frame.index)
        return pd.concat([frame[list(kept)], made], axis=1)


class DuckBackend(Backend):
    """DuckDB: expressions in the database; functions once for each combination of values, joined to the rows."""

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        import polars as pl

        relation = table.to_native()
        found = table.select(*(self.layer.col(n).alias(c) for c, n in names.items())).unique().to_native().pl()
        fields = polars_fields(by_row)
        values = judged(by_row, found.iter_rows(named=True), {})
        made = [pl.Series(n, [v[i] for v in values], t) for i, (n, t) in enumerate(fields.items())]
        judgements = found.with_columns(made).to_arrow()  # noqa: F841  (DuckDB finds it by its name)
        same = " AND ".join(
            f"{_quoted(n, 'people')} IS NOT DISTINCT FROM {_quoted(c, 'judgements')}" for c, n in names.items()
        )
        taken = ", ".join(_quoted(n, "judgements") for n in fields)
        sql = f"SELECT people.*, {taken} FROM people LEFT JOIN judgements ON {same or 'true'}"
        return self.layer.from_native(relation.query("people", sql))


def _quoted(name: str, table: str) -> str:
    return f'{table}."{name.replace(chr(34), chr(34) * 2)}"'


def backend_of(frame: Any) -> Backend:
    """The library that a table belongs to. Raises TypeError for anything that is no table, or of a library not known."""
    if type(frame).__module__.startswith("polars."):
        return PolarsBackend() if hasattr(frame, "collect") else EagerPolarsBackend()
    import narwhals as nw

    kind = nw.from_native(frame).implementation
    for known, backend in (
        (kind.is_pandas, PandasBackend),
        (kind.is_pyarrow, ArrowBackend),
        (kind.is_duckdb, DuckBackend),
    ):
        if known():
            return backend()
    if kind.is_pyspark():
        from peercert.cohort.spark import SparkBackend

        return SparkBackend()
    raise TypeError(f"tables of {kind} cannot be held against rules; take Polars, pandas, PyArrow, DuckDB or PySpark")
