"""A table says of every row exactly what `evaluate` says of the record that the row stands for, over the whole rule book.

PEERCERT_COHORT_ROWS sets how many made-up people a table has (30 where it is not set), PEERCERT_COHORT_RULES how many
pathways are made up beside those of the rule book (80), PEERCERT_COHORT_SEED which.
"""

import os
import random
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest
from made_up_people import GROUPS, People, days_of_check
from made_up_rules import Mixed

from peercert.cohort.columns import columns_of, record_data
from peercert.cohort.rows import report_cells, shown
from peercert.evaluation import evaluate
from peercert.judging.table import Column
from peercert.model import Credential, Pathway
from peercert.record import Record
from peercert.requirements import KIND_NAMES
from peercert.rulebook import Rulebook

pl = pytest.importorskip("polars")
engine = pytest.importorskip("peercert.cohort.engine")

DAY = date(2026, 11, 22)
DAYS = (
    date(2028, 2, 29),
    date(2027, 2, 28),
    date(2027, 3, 1),
    date(2026, 8, 31),
    date(2025, 12, 31),
    date(2026, 4, 30),
)
ROWS = int(os.environ.get("PEERCERT_COHORT_ROWS", "30"))
SEED = int(os.environ.get("PEERCERT_COHORT_SEED", "1"))
MADE_UP = int(os.environ.get("PEERCERT_COHORT_RULES", "80"))
BOOK = Rulebook()


class Table(NamedTuple):
    """Some made-up people, and how they are written down."""

    as_of: date
    rough: bool
    """Dates are texts, and may be months or years; otherwise they are days."""
    in_words: bool
    """Yes and no are words."""
    columns: list[Column]
    """The columns that it has; those that are left out count as empty."""
    rows: list[dict[str, Any]]


def tables_of(credential: Credential, pathway: Pathway) -> Iterator[Table]:
    """The tables that a pathway is tried with: on several days, written in several ways, some without all columns."""
    named = " ".join((credential.id, pathway.name, *(c.name for c in columns_of(pathway, credential))))
    chance = random.Random(f"{SEED} {named}")
    days = [DAY, chance.choice(DAYS), *days_of_check(pathway)]
    rough = chance.random() < 0.5
    for number, day in enumerate(days):
        rough, columns = not rough, columns_of(pathway, credential)
        people = People(pathway, credential, day, f"{SEED} {number} {named}", rough=rough)
        rows = [people.row() for _ in range(ROWS if number < 2 else ROWS // 3)]
        if number and chance.random() < 0.5:
            columns = [c for c in columns if chance.random() < 0.85]
            rows = [{c.name: row[c.name] for c in columns} for row in rows]
        yield Table(day, rough, chance.random() < 0.3, columns, rows)


def said_one_by_one(pathway: Pathway, credential: Credential, table: Table) -> list[dict[str, Any]]:
    """What `evaluate` says of each row's record."""
    columns, places, found = columns_of(pathway, credential), shown(pathway), []
    for row in table.rows:
        record = Record.parse(record_data(row, columns))
        report = evaluate(pathway, record, table.as_of, credential=credential, lookup=BOOK.credential)
        found.append(report_cells(report, places))
    return found


def frame_of(table: Table) -> Any:
    """The people as a table of Polars."""
    types = {"number": pl.Float64, "yes_no": pl.String if table.in_words else pl.Boolean}
    if not table.rough:
        types |= {"date": pl.Date, "date_or_no": pl.Date}
    schema = {"person": pl.Int64} | {c.name: types.get(c.type, pl.String) for c in table.columns}
    words = {True: "yes", False: "No"} if table.in_words else {}
    truths = [c.name for c in table.columns if c.type == "yes_no"]
    rows = [row | {n: words.get(row[n], row[n]) for n in truths} for row in table.rows]
    return pl.DataFrame([{"person": i} | row for i, row in enumerate(rows)], schema=schema)


def differences(expected: list[dict[str, Any]], found: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[str]:
    made = []
    for want, have, row in zip(expected, found, rows, strict=True):
        for name, value in have.items():
            other = want.get(name)
            close = isinstance(value, float) and isinstance(other, float) and abs(value - other) < 1e-9
            if value != other and not close:
                said = {k: v for k, v in row.items() if v is not None}
                made.append(f"{name}: the table says {value!r}, the report {other!r}, of {said}")
    return made


def disagreements(credential: Credential, pathway: Pathway) -> str:
    """What is said otherwise of the first people of whom it is; empty where all agree."""
    for table in tables_of(credential, pathway):
        found = engine.evaluate_frame(
            pathway, frame_of(table), table.as_of, credential=credential, lookup=BOOK.credential, keep=()
        )
        said = said_one_by_one(pathway, credential, table)
        if missing := {name for want in said for name in want} - set(found.columns):
            return f"{credential.id} {pathway.name} on {table.as_of}: no column for {', '.join(sorted(missing))}"
        wrong = differences(said, found.to_dicts(), table.rows)
        if wrong:
            return f"{credential.id} {pathway.name} on {table.as_of}: {len(wrong)} cells, first: {wrong[0]}"
    return ""


PATHWAYS = [(c, p) for c in BOOK.credentials() for p in c.pathways.values()]


@pytest.mark.parametrize("start", range(0, len(PATHWAYS), 40))
def test_every_pathway_says_the_same(start: int) -> None:
    for credential, pathway in PATHWAYS[start : start + 40]:
        assert not disagreements(credential, pathway)


@pytest.mark.parametrize("start", range(0, MADE_UP, 40))
def test_made_up_pathways_say_the_same(start: int) -> None:
    for number in range(start, start + 40):
        credential = Mixed(BOOK, f"{SEED} {number}").credential()
        (pathway,) = credential.pathways.values()
        assert not disagreements(credential, pathway), pathway.plain()


@pytest.mark.parametrize("name", sorted(KIND_NAMES - set(GROUPS)))
def test_a_kind_says_the_same_wherever_it_stands(name: str) -> None:
    for number in range(3):
        credential = Mixed(BOOK, f"{SEED} {name} {number}").in_every_place(name)
        (pathway,) = credential.pathways.values()
        assert not disagreements(credential, pathway), pathway.plain()


def test_duckdb_says_the_same() -> None:
    duckdb = pytest.importorskip("duckdb")
    for credential, pathway in PATHWAYS[SEED % 20 :: 20]:
        *_, table = tables_of(credential, pathway)
        people = duckdb.from_arrow(frame_of(table).to_arrow())
        found = engine.evaluate_frame(
            pathway, people, table.as_of, credential=credential, lookup=BOOK.credential, keep=["person"]
        )
        rows = found.pl().sort("person").to_dicts()
        wrong = differences(
            said_one_by_one(pathway, credential, table), [r | {"person": None} for r in rows], table.rows
        )
        assert not wrong, f"{credential.id} {pathway.name} on {table.as_of}: {len(wrong)} cells, first: {wrong[0]}"
