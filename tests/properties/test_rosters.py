"""What a roster says comes through its reading unchanged, whatever the pathway, and whatever file it stands in."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peercert.cohort.cleaning import Rules
from peercert.cohort.columns import columns_of, record_data
from peercert.cohort.reading import open_tables
from peercert.cohort.results import Asked, Rows
from peercert.cohort.roster import Roster
from peercert.evaluation import evaluate
from peercert.judging.table import Column
from peercert.record import Record
from peercert.rulebook import Rulebook

DAY = date(2026, 11, 22)
PATHWAYS = [
    ("sc-cpss-share", "initial"),
    ("nc-cpss", "renewal"),
    ("tx-mhps", "initial"),
    ("wa-cpss", "initial"),
    ("us-icrc-pr", "initial"),
]
DAYS = st.integers(0, 20_000).map(lambda n: date(1970, 1, 1) + timedelta(days=n)).map(date.isoformat)
DATES = st.one_of(DAYS, DAYS.map(lambda d: d[:7]), DAYS.map(lambda d: d[:4]))


def cells(column: Column) -> st.SearchStrategy[Any]:
    """A value of this column, as it is after reading."""
    if column.type == "date":
        some: st.SearchStrategy[Any] = DATES
    elif column.type == "date_or_no":
        some = st.one_of(DATES, st.just("no"))
    elif column.type == "number":
        whole = column.place[0] == "references" or column.place[-1] in ("renewals", "courses")
        some = st.integers(0, 9) if whole else st.sampled_from([0.0, 3.5, 40.0, 1200.0])
        some = (
            st.sampled_from([0.0, 50.0, 100.0])
            if column.place[-1] in ("works_in_share", "share", "attendance")
            else some
        )
    elif column.type == "yes_no":
        some = st.booleans()
    elif column.type == "choice":
        some = st.sampled_from(column.values)
    elif column.type == "choices":
        some = st.lists(st.sampled_from(column.values), min_size=1, max_size=3, unique=True).map("; ".join)
    elif column.place in (("field", "lives_in"), ("field", "works_in")):
        some = st.sampled_from(["SC", "ND", "none"])
    else:
        some = st.sampled_from([*column.values, "something else"])
    return st.one_of(st.none(), some)


def written(value: Any) -> Any:
    return "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else value


@pytest.mark.parametrize(("id_", "name"), PATHWAYS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_row_is_the_record_that_it_stands_for(
    rules: Rulebook, tmp_path: Path, id_: str, name: str, data: st.DataObject
) -> None:
    credential = rules.credential(id_)
    assert credential is not None
    pathway = credential.pathways.get(name) or next(iter(credential.pathways.values()))
    columns = columns_of(pathway, credential)
    rows = [{c.name: data.draw(cells(c), c.name) for c in columns} for _ in range(3)]
    ordered = all(_in_order(row) for row in rows)
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(["name", *(c.name for c in columns)])
    lines.writerows([f"Person {i}", *(written(v) for v in row.values())] for i, row in enumerate(rows))
    (tmp_path / "r.csv").write_text(out.getvalue(), "utf-8")
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in csv.reader(io.StringIO(out.getvalue())):
        book.active.append(line)
    book.save(tmp_path / "r.xlsx")
    for file in ("r.csv", "r.xlsx"):
        roster = Roster(
            open_tables(tmp_path / file, lambda h: h == "name" or h in {c.name for c in columns}).roster,
            columns,
            Rules(DAY, dict),
        )
        (people,) = roster.people()
        if not ordered:
            continue  # dates in the wrong order are reported, and both count as not known
        assert roster.remarks.kept == []
        judge = Rows(Asked(pathway, credential, DAY, rules.credential), columns)
        for row, cells_ in zip(rows, people.frame.rows(named=True), strict=True):
            want = Record.parse(record_data(row, columns))
            assert judge.record(cells_) == want
            assert (
                judge.report(cells_).findings
                == evaluate(pathway, want, DAY, credential=credential, lookup=rules.credential).findings
            )


def _in_order(row: dict[str, Any]) -> bool:
    pairs = [
        (n, n.removesuffix(a) + b)
        for n in row
        for a, b in (("from", "to"), ("issued", "expires"), ("certified_on", "expires_on"))
        if n.endswith(a)
    ]
    return all(not row.get(a) or not row.get(b) or f"{row[b]}-12-31"[:10] >= row[a] for a, b in pairs)
