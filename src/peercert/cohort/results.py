"""What is said of each person in a table: outcome, how much is missing, and of every requirement verdict, have, need, gap.

`Rows` is the plain way to it, one record after another by `peercert.evaluate`; `Columns` says the same by columns, and
leaves to `Rows` only those whose activities are listed one by one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import polars as pl

from peercert.cohort.activities import with_activities
from peercert.cohort.columns import record_data
from peercert.cohort.rows import COUNTS, PARTS, report_cells, shown
from peercert.evaluation import Lookup, Report, evaluate
from peercert.judging.table import Column
from peercert.model import Credential, Pathway
from peercert.record import Record

if TYPE_CHECKING:
    from peercert.cohort.engine import Compiled

Activities = Mapping[int, Mapping[str, list[dict[str, Any]]]]
"""By the number of a person in the whole roster: entries by the list of the record that they belong to."""
_KEPT = 100_000
"""So many different rows are remembered with what is said of them."""


class Asked(NamedTuple):
    """What everybody is held against."""

    pathway: Pathway
    credential: Credential
    as_of: date
    lookup: Lookup


class Judge(Protocol):
    """Says what is to be said of some people."""

    def judge(self, frame: pl.DataFrame, first: int = 0, activities: Activities | None = None) -> pl.DataFrame:
        """The results of some people, of whom the first has this number in the whole roster."""

    def report(self, row: Mapping[str, Any], mine: Mapping[str, list[dict[str, Any]]] | None = None) -> Report | None:
        """The whole report of one person; None where there is no such thing."""


def schema(pathway: Pathway) -> dict[str, Any]:
    """The columns of the results of a pathway, with their types."""
    made: dict[str, Any] = {"outcome": pl.String} | dict.fromkeys(COUNTS, pl.Int32)
    for place in shown(pathway):
        kinds = {"verdict": "text", "have": place.have, "need": place.need, "gap": "number"}
        made |= {f"{place.id}.{part}": pl.String if kinds[part] == "text" else pl.Float64 for part in PARTS}
    return made


def results_of(reports: Sequence[Report], pathway: Pathway) -> pl.DataFrame:
    """Reports as rows of results."""
    places = shown(pathway)
    return pl.DataFrame([report_cells(r, places) for r in reports], schema=schema(pathway))


class Rows:
    """Judges people one after the other; those of whom the same is said, once."""

    def __init__(self, asked: Asked, columns: Sequence[Column]) -> None:
        self.asked, self.columns = asked, columns
        self._places, self._schema = shown(asked.pathway), schema(asked.pathway)
        self._known: dict[Any, dict[str, Any]] = {}

    def judge(self, frame: pl.DataFrame, first: int = 0, activities: Activities | None = None) -> pl.DataFrame:
        """The results of some people, of whom the first has this number in the whole roster."""
        made = []
        for number, cells in enumerate(frame.rows(), first):
            mine = (activities or {}).get(number)
            known = self._known.get(cells) if mine is None else None
            if known is None:
                known = report_cells(self.report(dict(zip(frame.columns, cells, strict=True)), mine), self._places)
                if mine is None and len(self._known) < _KEPT:
                    self._known[cells] = known
            made.append(known)
        return pl.DataFrame(made, schema=self._schema)

    def report(self, row: Mapping[str, Any], mine: Mapping[str, list[dict[str, Any]]] | None = None) -> Report:
        """The whole report of one person."""
        pathway, credential, as_of, lookup = self.asked
        return evaluate(pathway, self.record(row, mine), as_of, credential=credential, lookup=lookup)

    def record(self, row: Mapping[str, Any], mine: Mapping[str, list[dict[str, Any]]] | None = None) -> Record:
        """The record that a row stands for."""
        data = record_data(row, self.columns)
        return Record.parse(with_activities(data, mine) if mine else data)


class Columns:
    """Judges by columns; people whose activities are listed, one after the other."""

    def __init__(self, asked: Asked, columns: Sequence[Column]) -> None:
        self.asked, self.rows = asked, Rows(asked, columns)
        self._schema = schema(asked.pathway)
        self._made: dict[Any, Compiled] = {}

    def judge(self, frame: pl.DataFrame, first: int = 0, activities: Activities | None = None) -> pl.DataFrame:
        """The results of some people, of whom the first has this number in the whole roster."""
        compiled = self._compiled(frame.schema)
        made: pl.DataFrame = compiled.leave(frame, compiled.run(frame.lazy()), ())
        made = made.select(pl.col(n).cast(t) for n, t in self._schema.items())
        singly = sorted(n - first for n in activities or () if first <= n < first + frame.height)
        if not singly:
            return made
        place = pl.Series("place", range(frame.height), dtype=pl.UInt32)
        rest = made.with_columns(place).filter(~pl.col("place").is_in(singly))
        alone = pl.concat(self.rows.judge(frame[n], first + n, activities) for n in singly)
        alone = alone.with_columns(pl.Series("place", singly, dtype=pl.UInt32))
        return pl.concat([rest, alone]).sort("place").drop("place")

    def _compiled(self, columns: pl.Schema) -> "Compiled":
        """The pathway for people of whom these columns tell; chunks of one roster mostly have the same."""
        from peercert.cohort.backends import EagerPolarsBackend
        from peercert.cohort.engine import Compiled

        key = tuple(columns.items())
        if key not in self._made:
            pathway, credential, as_of, lookup = self.asked
            self._made[key] = Compiled(
                pathway, columns, as_of, EagerPolarsBackend(), credential=credential, lookup=lookup
            )
        return self._made[key]

    def report(self, row: Mapping[str, Any], mine: Mapping[str, list[dict[str, Any]]] | None = None) -> Report:
        """The whole report of one person."""
        return self.rows.report(row, mine)


__all__ = ["Activities", "Asked", "Columns", "Judge", "Rows", "results_of", "schema"]
