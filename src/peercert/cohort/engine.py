"""Many people at once: a pathway compiled to columns, run on the table's own library.

    evaluate_frame(pathway, frame, as_of, credential=credential)

takes and returns Polars (eager or lazy), pandas, PyArrow, DuckDB or PySpark frames. What it says of a row is exactly what
`peercert.evaluate` says of the record that the row stands for (`peercert.cohort.columns.record_data`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from peercert.cohort.cells import check_type, prepared
from peercert.cohort.columns import columns_of
from peercert.cohort.compiling import Output, compile_pathway
from peercert.cohort.expressions import Levels, in_words
from peercert.cohort.rows import PARTS
from peercert.evaluation import Lookup
from peercert.judging.table import Column
from peercert.model import Credential, Pathway

if TYPE_CHECKING:
    from peercert.cohort.backends import Backend


def evaluate_frame(
    pathway: Pathway,
    frame: Any,
    as_of: date,
    *,
    credential: Credential | None = None,
    lookup: Lookup | None = None,
    parts: Iterable[str] = PARTS,
    keep: Sequence[str] | None = None,
    row_by_row: bool = False,
) -> Any:
    """Hold every row of a table against a pathway as of a day; returns a table of the same kind.

    To the columns of the table (those in `keep`; all where it is None) come `outcome`, the numbers of requirements
    that are `missing`, `unknown` and up for `review`, and for each requirement `ID.verdict`, `ID.have`, `ID.need` and
    `ID.gap` (or those in `parts`). Columns are named as `columns_of` names them; one that is not there counts as empty,
    and others are left alone. Raises ColumnTypeError where a column cannot hold what it should, and ImportError without
    narwhals (`pip install peercert[cohort]`).

    `row_by_row` judges each row by itself, as `evaluate` does.

    >>> import peercert, polars
    >>> rules = peercert.load_rulebook()
    >>> credential = rules.credential("sc-cpss-share")
    >>> people = polars.DataFrame({"name": ["Ana", "Ben"], "training_hours": [40.0, 12.5]})
    >>> made = peercert.evaluate_frame(
    ...     credential.pathways["initial"], people, date(2026, 11, 22), credential=credential, parts=["verdict"]
    ... )
    >>> made.select("name", "outcome", "training.verdict").rows()
    [('Ana', 'undetermined', 'unknown'), ('Ben', 'not_ready', 'missing')]
    """
    from peercert.cohort.backends import backend_of

    backend = backend_of(frame)
    table = backend.enter(frame)
    schema = backend.schema(table)
    made = Compiled(
        pathway, schema, as_of, backend, credential=credential, lookup=lookup, parts=parts, row_by_row=row_by_row
    )
    return made.leave(frame, made.run(table), list(schema) if keep is None else keep)


def found_columns(columns: Sequence[Column], names: Iterable[str]) -> dict[str, tuple[Column, str]]:
    """Which columns of the table (also under their other names) are which of the pathway's."""
    there = set(names)
    found = {}
    for column in columns:
        name = next((n for n in (column.name, *column.also) if n in there), None)
        if name is not None:
            found[column.name] = (column, name)
    return found


class Compiled:
    """A pathway compiled for the tables of one library that have the same columns: made once, run on each of them."""

    def __init__(
        self,
        pathway: Pathway,
        schema: Mapping[str, Any],
        as_of: date,
        backend: "Backend",
        *,
        credential: Credential | None = None,
        lookup: Lookup | None = None,
        parts: Iterable[str] = PARTS,
        row_by_row: bool = False,
    ) -> None:
        """`schema`: names and types of the columns of a table that has come in by its backend. Raises ColumnTypeError."""
        layer = backend.layer
        empty = {layer.Unknown, *([layer.Null] if hasattr(layer, "Null") else [])}
        sources = found_columns(columns_of(pathway, credential), [n for n, t in schema.items() if t not in empty])
        exact = {c.name: schema[name] in backend.dates for c, name in sources.values()}
        plan = compile_pathway(
            pathway, as_of, exact, credential=credential, lookup=lookup, parts=parts, row_by_row=row_by_row,
            counts_days=backend.counts_days,
        )  # fmt: skip
        self._backend = backend
        self._prepared = []
        for wanted in plan.wanted:
            column, name = sources[wanted.column]
            check_type(column, schema[name], layer)
            made = prepared(wanted, column, layer.col(backend.name(name)), schema[name], layer)
            self._prepared.append(made.alias(wanted.name))
        self._by_row = [(b, {c: sources[c][1] for c in b.columns}) for b in plan.by_row]
        levels = Levels([f for o in plan.outputs for f in (o.value, o.known)], layer)
        self._levels = levels.columns()
        self._answers = {o.name: _answer(o, levels, layer) for o in plan.outputs}

    def run(self, table: Any) -> Any:
        """A table that has come in by its backend, with all that the answers are made of."""
        if self._prepared:
            table = table.with_columns(*self._prepared)
        for by_row, names in self._by_row:
            table = self._backend.by_row(table, by_row, names)
        for columns in self._levels:
            table = table.with_columns(*columns)
        return table

    def leave(self, frame: Any, table: Any, keep: Iterable[str]) -> Any:
        """What has been run as its own library sees it: what is kept of `frame`, and the answers."""
        return self._backend.leave(frame, table, [n for n in keep if n not in self._answers], self._answers)


def _answer(output: Output, levels: Levels, layer: Any) -> Any:
    value = levels.take(output.value)
    if output.words:
        value = in_words(layer, value, output.words)
    if not (output.known.constant and output.known.value):
        value = layer.when(levels.take(output.known)).then(value)
    return value
