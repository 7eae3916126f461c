"""What differs between dataframe libraries: coming in, going out, and what only Python can tell row by row."""

from collections.abc import Mapping
from typing import Any

from peercert.judging.sheet import ByRow


class Backend:
    """An eager library (PyArrow): columns are worked out in memory."""

    def enter(self, frame: Any) -> Any:
        """The table as Narwhals sees it."""
        import narwhals as nw

        return nw.from_native(frame)

    def leave(self, table: Any) -> Any:
        """The table as its own library sees it."""
        return table.to_native()

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        """Add the columns that a function makes of each row."""
        import narwhals as nw

        kinds = {"int": nw.Int32, "float": nw.Float64, "text": nw.String, "bool": nw.Boolean}
        rows = table.select(*(nw.col(n).alias(c) for c, n in names.items())).rows(named=True) if names else [{}] * len(table)
        values = judged(by_row, rows)
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
    """Polars, eager or lazy; functions see one batch at a time."""

    def by_row(self, table: Any, by_row: ByRow, names: Mapping[str, str]) -> Any:
        import narwhals as nw
        import polars as pl

        kinds = {"int": pl.Int32, "float": pl.Float64, "text": pl.String, "bool": pl.Boolean}
        fields = {name: kinds[type_] for name, type_ in by_row.outputs}
        if not names:
            (values,) = judged(by_row, [{}])
            return table.with_columns(*(nw.lit(v).alias(n) for (n, _), v in zip(by_row.outputs, values, strict=True)))

        known: dict[Any, tuple[Any, ...]] = {}

        def judge(batch: pl.Series) -> pl.Series:
            if len(known) > 200_000:
                known.clear()
            values = judged(by_row, batch.to_list(), known)
            columns = [pl.Series(n, [v[i] for v in values], t) for i, (n, t) in enumerate(fields.items())]
            return pl.DataFrame(columns).to_struct(batch.name)

        struct = pl.struct(*(pl.col(n).alias(c) for c, n in names.items()))
        made = struct.map_batches(judge, return_dtype=pl.Struct(fields), is_elementwise=True)
        native = table.to_native().with_columns(made.alias(by_row.outputs[0][0] + "|")).unnest(by_row.outputs[0][0] + "|")
        return nw.from_native(native)


class PandasBackend(Backend):
    """pandas, with columns that know nulls (backed by Arrow)."""

    def enter(self, frame: Any) -> Any:
        return super().enter(frame.convert_dtypes(dtype_backend="pyarrow"))


def backend_of(frame: Any) -> Backend:
    """The library that a table belongs to. Raises TypeError for anything that is no table."""
    import narwhals as nw

    kind = nw.from_native(frame).implementation
    if kind.is_polars():
        return PolarsBackend()
    if kind.is_pandas():
        return PandasBackend()
    if kind.is_pyarrow():
        return Backend()
    raise TypeError(f"tables of {kind} are not supported")
