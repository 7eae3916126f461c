"""A table says of every row exactly what `evaluate` says of the record that the row stands for, over the whole rule book.

PEERCERT_COHORT_ROWS sets how many made-up people each pathway gets (30 where it is not set), PEERCERT_COHORT_SEED which.
"""

import os
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from peercert.cohort.columns import columns_of, record_data
from peercert.cohort.rows import report_cells, shown
from peercert.dates import Duration
from peercert.evaluation import evaluate
from peercert.judging.table import Column, with_members
from peercert.model import Credential, Pathway
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.shapes import Shape

pl = pytest.importorskip("polars")
engine = pytest.importorskip("peercert.cohort.engine")

DAY = date(2026, 11, 22)
ROWS = int(os.environ.get("PEERCERT_COHORT_ROWS", "30"))
SEED = int(os.environ.get("PEERCERT_COHORT_SEED", "1"))
BOOK = Rulebook()
TYPES = {"number": pl.Float64, "yes_no": pl.Boolean}


def values_in(shape: Any) -> Iterator[Any]:
    """Every plain value of a rule: its numbers, durations, days."""
    if isinstance(shape, Shape):
        for name in shape.fields_:
            yield from values_in(getattr(shape, name))
    elif isinstance(shape, Duration):
        yield shape
    elif isinstance(shape, dict):
        yield from (v for value in shape.values() for v in values_in(value))
    elif isinstance(shape, (tuple, list)):
        yield from (v for value in shape for v in values_in(value))
    elif isinstance(shape, (int, float, date)) and not isinstance(shape, bool):
        yield shape


class People:
    """Made-up people, often just at the edge of what a pathway asks."""

    def __init__(self, pathway: Pathway, columns: Sequence[Column], seed: str, *, rough: bool = True) -> None:
        """`rough`: dates may be months or years, and steps not taken yet; otherwise they are days."""
        self.random, self.rough = random.Random(seed), rough
        self.columns = columns
        plain = [
            *(v for r in pathway.requirements for x in with_members(r) for v in values_in(x)),
            *values_in(pathway.cycle),
        ]
        lengths = {v for v in plain if isinstance(v, Duration) and v.number} | {Duration(1, "year")}
        lengths |= {Duration(int(v), "year") for v in plain if isinstance(v, int) and 10 < v < 100}
        ends = [d for x in lengths for d in (x.before(DAY), x.after(DAY))]
        ends += [d for x in lengths for y in lengths for d in (x.before(y.before(DAY)), x.before(y.after(DAY)))][:60]
        self.days = sorted(
            {d for d in [DAY, *ends, *(v for v in plain if isinstance(v, date))] if 1900 < d.year < 2100}
        )
        self.numbers = sorted({0.0, 1.0, 2.0, *(float(v) for v in plain if isinstance(v, (int, float)) and v >= 0)})

    def day(self) -> str | date:
        """A day: near an edge, or a month or a year alone."""
        chosen = self.random.choice(self.days) + timedelta(
            days=self.random.choice((-400, -31, -1, -1, 0, 0, 0, 1, 1, 30))
        )
        if self.random.random() < 0.05:
            chosen = self.random.choice((date(2004, 2, 29), date(2024, 2, 29), date(2025, 12, 31), date(2026, 8, 31)))
        return chosen.isoformat()[: self.random.choice((10, 10, 10, 10, 10, 7, 4))] if self.rough else chosen

    def number(self) -> float:
        one = self.random.choice(self.numbers)
        return max(
            0.0, one * self.random.choice((1, 1, 1, 1, 0.5, 2)) + self.random.choice((0, 0, 0, 0, -0.5, 0.5, -1, 1))
        )

    def cell(self, column: Column) -> Any:
        if column.type == "date_or_no":
            return "no" if self.rough and self.random.random() < 0.25 else self.day()
        if column.type == "date":
            return self.day()
        if column.type == "number":
            return self.number()
        if column.type == "yes_no":
            return self.random.random() < 0.65
        other = (
            () if column.type.startswith("choice") else ("other", "none", "something else", "nc-cpss", "us-ncps", "No")
        )
        names = [*column.values, *column.values, *other] or ["SC", "nc", "TX"]
        if column.name in ("lives_in", "works_in"):
            names = ["SC", "nc", " MD ", "none", "canada", *{i.split("-")[0] for i in ("md-x", "oh-x")}]
        if column.type.endswith("s"):
            return self.random.choice(("; ", ";")).join(self.random.choices(names, k=self.random.choice((1, 1, 2, 3))))
        return self.written(self.random.choice(names))

    def written(self, name: str) -> str:
        """A name as somebody may write it."""
        return self.random.choice((name, name, name, f" {name}", name.upper() if " " in name else name))

    def row(self) -> dict[str, Any]:
        silence = self.random.choice((0.02, 0.1, 0.1, 0.3, 0.7))
        return {c.name: None if self.random.random() < silence else self.cell(c) for c in self.columns}


def said_one_by_one(pathway: Pathway, credential: Credential, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `evaluate` says of each row's record."""
    columns, places, found = columns_of(pathway, credential), shown(pathway), []
    for row in rows:
        record = Record.parse(record_data(row, columns))
        found.append(
            report_cells(evaluate(pathway, record, DAY, credential=credential, lookup=BOOK.credential), places)
        )
    return found


def table_of(columns: Sequence[Column], rows: list[dict[str, Any]], *, rough: bool = True) -> Any:
    types = TYPES if rough else TYPES | {"date": pl.Date, "date_or_no": pl.Date}
    schema = {"person": pl.Int64} | {c.name: types.get(c.type, pl.String) for c in columns}
    return pl.DataFrame([{"person": i} | row for i, row in enumerate(rows)], schema=schema)


def differences(expected: list[dict[str, Any]], found: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[str]:
    made = []
    for want, have, row in zip(expected, found, rows, strict=True):
        for name, value in have.items():
            other = want.get(name)
            close = isinstance(value, float) and isinstance(other, float) and abs(value - other) < 1e-9
            if value != other and not close:
                made.append(
                    f"{name}: the table says {value!r}, the report {other!r}, of { {k: v for k, v in row.items() if v is not None} }"
                )
    return made


PATHWAYS = [(c, p) for c in BOOK.credentials() for p in c.pathways.values()]


@pytest.mark.parametrize("start", range(0, len(PATHWAYS), 40))
def test_every_pathway_says_the_same(start: int) -> None:
    for number, (credential, pathway) in enumerate(PATHWAYS[start : start + 40], SEED):
        columns, rough = columns_of(pathway, credential), number % 2 == 0
        people = People(pathway, columns, f"{SEED} {credential.id} {pathway.name}", rough=rough)
        rows = [people.row() for _ in range(ROWS)]
        expected = said_one_by_one(pathway, credential, rows)
        table = engine.evaluate_frame(
            pathway, table_of(columns, rows, rough=rough), DAY, credential=credential, lookup=BOOK.credential, keep=()
        )  # fmt: skip
        assert set(table.columns) >= {name for want in expected for name in want}, f"{credential.id} {pathway.name}"
        wrong = differences(expected, table.to_dicts(), rows)
        assert not wrong, f"{credential.id} {pathway.name}: {len(wrong)} cells, first: {wrong[0]}"
