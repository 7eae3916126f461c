"""What differs between dataframe libraries: coming in, going out, and what only Python can tell row by row."""

from collections.abc import Mapping
from typing import Any, ClassVar

from peercert.judging.sheet import ByRow


class Backend:
    """An eager library (PyArrow), through Narwhals: columns are worked out in memory."""

    counts_days: ClassVar[bool] = False
    """Are days counted at no cost?"""

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

    def leave(self, table: Any) -> Any:
        """The table as its own library sees it."""
        return table.to_native()

    def schema(self, table: Any) -> dict[str, Any]:
        """Names and types of the columns."""
        return dict(table.collect_schema())

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        """Add the columns that a function makes of each row."""
        nw = self.layer
        kinds = {"int": nw.Int32, "float": nw.Float64, "text": nw.String, "bool": nw.Boolean}
        rows = table.select(*(nw.col(n).alias(c) for c, n in names.items())).rows(named=True)
        values = judged(by_row, rows if names else [{}] * len(table))
        made = [
            nw.new_series(name, [v[i] for v in values], kinds[type_], backend=table.implementation)
            for i, (name, type_) in enumerate(by_row.outputs)
        ]
        return table.with_columns(*made)


def judged(by_row: ByRow, rows: Any, known: dict[Any, tuple[Any, ...]] | None = None) -> list[tuple[Any, ...]]:
    """What a function says of each row, asked once for each combination of values."""
    known = {} if known is None else known
    found = []
    for row in rows:
        key = tuple(row.values())
        values = known.get(key)
        if values is None:
            values = known[key] = by_row.judge(row)
        found.append(values)
    return found


class PolarsBackend(Backend):
    """Polars, eager or lazy, in its own words; functions see one batch at a time."""

    counts_days: ClassVar[bool] = True
    most_kept: ClassVar[int] = 200_000
    """How many combinations of values are kept in mind."""

    @property
    def layer(self) -> Any:
        import polars as pl

        return pl

    def enter(self, frame: Any) -> Any:
        return frame.lazy()

    def leave(self, table: Any) -> Any:
        return table

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        import polars as pl

        kinds = {"int": pl.Int32, "float": pl.Float64, "text": pl.String, "bool": pl.Boolean}
        fields = {name: kinds[type_] for name, type_ in by_row.outputs}
        if not names:
            (values,) = judged(by_row, [{}])
            return table.with_columns(
                *(pl.lit(v, t).alias(n) for (n, t), v in zip(fields.items(), values, strict=True))
            )
        known: dict[Any, tuple[Any, ...]] = {}

        def judge(batch: pl.Series) -> pl.Series:
            if len(known) > self.most_kept:
                known.clear()
            values = judged(by_row, batch.to_list(), known)
            columns = [pl.Series(n, [v[i] for v in values], t) for i, (n, t) in enumerate(fields.items())]
            return pl.DataFrame(columns).to_struct(batch.name)

        together = f"{by_row.outputs[0][0]}|all"
        struct = pl.struct(*(pl.col(n).alias(c) for c, n in names.items()))
        made = struct.map_batches(judge, return_dtype=pl.Struct(fields), is_elementwise=True)
        return table.with_columns(made.alias(together)).unnest(together)


class EagerPolarsBackend(PolarsBackend):
    """Polars in memory: worked out lazily, in one go."""

    def leave(self, table: Any) -> Any:
        return table.collect()


class PandasBackend(Backend):
    """pandas, with columns that know nulls (backed by Arrow)."""

    def enter(self, frame: Any) -> Any:
        return super().enter(frame.convert_dtypes(dtype_backend="pyarrow"))


def backend_of(frame: Any) -> Backend:
    """The library that a table belongs to. Raises TypeError for anything that is no table."""
    import narwhals as nw

    kind = nw.from_native(frame).implementation
    if kind.is_polars():
        return PolarsBackend() if hasattr(frame, "collect") else EagerPolarsBackend()
    if kind.is_pandas():
        return PandasBackend()
    if kind.is_pyarrow():
        return Backend()
    raise TypeError(f"tables of {kind} are not supported")
