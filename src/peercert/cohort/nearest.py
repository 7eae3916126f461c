"""Every credential at once: of each person in a roster, the credentials that are nearest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from peercert.cohort.activities import with_activities
from peercert.cohort.columns import columns_of, record_data
from peercert.evaluation import Lookup
from peercert.judging.table import EVERY_REFERENCE, Column
from peercert.model import Credential
from peercert.record import Record
from peercert.where import Level, Nearness, rank, ways_in

FIRST = 3
"""So many credentials are named for each person."""
_OWN = ("certified_on", "renewed_on", "expires_on", "status", "renewals")
"""Columns that are about one credential, which is not named where all are asked about (holds.ID is)."""
_HELD = (Level.HELD, Level.FEW_RULES)


def columns_of_all(credentials: Iterable[Credential], day: date) -> list[Column]:
    """The columns that the ways to all these credentials read."""
    found: dict[str, Column] = {}
    for credential in credentials:
        if credential.status_on(day) != "active":
            continue
        for pathway in ways_in(credential, day):
            for column in columns_of(pathway, credential):
                if column.name in _OWN:
                    continue
                if column.place[0] == "exam" and column.also:
                    column = column._replace(name=column.also[0], also=())
                known = found.get(column.name)
                values = tuple(dict.fromkeys((*(known.values if known else ()), *column.values)))
                # letters of every kind, once a rule counts those
                base = column if known is None or column.place == EVERY_REFERENCE.place else known
                found[column.name] = base._replace(values=values)
    return list(found.values())


def schema() -> dict[str, Any]:
    """The columns of what is said of each person."""
    made: dict[str, Any] = {}
    for i in range(1, FIRST + 1):
        head = f"nearest_{i}"
        made |= {head: pl.String, f"{head}.left": pl.Int64, f"{head}.missing": pl.Int64, f"{head}.hours": pl.Float64, f"{head}.fees_usd": pl.Float64, f"{head}.earliest": pl.Date}  # fmt: skip
    return made


class Nearest:
    """Ranks all credentials for one person after the other."""

    def __init__(self, credentials: Sequence[Credential], columns: Sequence[Column], day: date, lookup: Lookup) -> None:
        self._credentials, self._columns, self._day, self._lookup = credentials, columns, day, lookup
        self.people = 0
        self.first: Counter[str] = Counter()
        """How many people have which credential nearest."""
        self.ready: Counter[str] = Counter()
        """Of how many people nothing is left for which credential."""
        self._known: dict[Any, dict[str, Any]] = {}

    def judge(self, frame: pl.DataFrame, first: int = 0, activities: Mapping[int, Mapping[str, list[dict[str, Any]]]] | None = None) -> pl.DataFrame:  # fmt: skip
        """The nearest credentials of some people, of whom the first has this number in the whole roster."""
        made = []
        for number, cells in enumerate(frame.rows(), first):
            mine = (activities or {}).get(number)
            known = self._known.get(cells) if mine is None else None
            if known is None:
                data = record_data(dict(zip(frame.columns, cells, strict=True)), self._columns)
                known = self.row(Record.parse(with_activities(data, mine) if mine else data))
                if mine is None and len(self._known) < 50_000:
                    self._known[cells] = known
            made.append(known)
            self.count(known)
        return pl.DataFrame(made, schema=schema())

    def report(self, row: Mapping[str, Any], mine: Mapping[str, list[dict[str, Any]]] | None = None) -> None:
        """There is no one report over all credentials."""

    def judge_record(self, record: Record) -> pl.DataFrame:
        """The nearest credentials of one person."""
        row = self.row(record)
        self.count(row)
        return pl.DataFrame([row], schema=schema())

    def count(self, row: Mapping[str, Any]) -> None:
        """Add one person to the sums."""
        self.people += 1
        if row["nearest_1"] is not None:
            self.first[row["nearest_1"]] += 1
        self.ready.update(row[f"nearest_{i}"] for i in range(1, FIRST + 1) if row[f"nearest_{i}.left"] == 0)

    def row(self, record: Record) -> dict[str, Any]:
        """The nearest credentials that are open to a person and not held yet."""
        ranked = rank(self._credentials, record, self._day, self._lookup)
        near = [n for n in ranked if n.open and n.level not in _HELD][:FIRST]
        made: dict[str, Any] = dict.fromkeys(schema())
        for i, nearness in enumerate(near, 1):
            made |= _said(f"nearest_{i}", nearness)
        return made


def _said(head: str, nearness: Nearness) -> dict[str, Any]:
    return {
        head: nearness.credential.id, f"{head}.left": nearness.left, f"{head}.missing": nearness.missing,
        f"{head}.hours": float(sum(nearness.hours.values())), f"{head}.fees_usd": float(nearness.fees_usd), f"{head}.earliest": nearness.earliest,
    }  # fmt: skip


__all__ = ["FIRST", "Nearest", "columns_of_all", "schema"]
