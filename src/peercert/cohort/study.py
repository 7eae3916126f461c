"""Everybody in a roster held against a pathway, chunk by chunk."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, NamedTuple

import polars as pl

from peercert.cohort.activities import Listed
from peercert.cohort.assigning import assign
from peercert.cohort.columns import columns_of, reading_of, record_data
from peercert.cohort.records_in import Recorded
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.cohort.results import Activities, Asked, Judge, results_of
from peercert.cohort.roster import People, Roster
from peercert.cohort.rows import shown
from peercert.cohort.set_aside import set_aside
from peercert.evaluation import Report, evaluate
from peercert.verdicts import MISSING

_TOGETHER = 500
"""Records that are judged before anything is written."""


class Judged(NamedTuple):
    """Some people, and what is said of each."""

    rows: pl.Series
    identity: pl.DataFrame
    results: pl.DataFrame
    done: float
    report: Callable[[int], Report | None]
    """The whole report of one of them, by place."""
    frame: pl.DataFrame
    """What the roster says of them."""
    first: int = 0
    """The number of the first of them in the whole roster."""
    activities: Activities | None = None


def judge_roster(roster: Roster, judge: Judge, listed: Listed, lists: tuple[str, ...]) -> Iterator[Judged]:
    """Everybody in a roster, with the activities `listed` beside it. Raises FileError."""
    chunks: Iterable[People] = roster.people()
    activities: Activities | None = None
    if listed.entries:
        chunks = list(chunks)
        assigned = assign(
            listed.entries, [p for chunk in chunks for p in _who(chunk)], lists, listed.table, lost=listed.lost
        )
        told = {r.row for r in roster.remarks.of(About.ACTIVITY)}
        roster.remarks.add(r for r in assigned.remarks if r.row not in told)  # one for each row is enough
        activities = assigned.entries
    first = 0
    for chunk in _ahead(chunks):
        results = judge.judge(chunk.frame, first, activities)
        report = _reporter(judge, chunk, first, activities)
        if activities:
            roster.remarks.add(_set_aside(roster, chunk, first, activities))
        yield Judged(chunk.rows, chunk.identity, results, chunk.done, report, chunk.frame, first, activities)
        first += chunk.frame.height


def _ahead(chunks: Iterable[People]) -> Iterator[People]:
    """The same chunks, each read while the one before it is judged and written."""
    reading, context = iter(chunks), copy_context()

    def read() -> People | None:
        return context.run(lambda: next(reading, None))

    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(read)
        while (chunk := waiting.result()) is not None:
            waiting = thread.submit(read)
            yield chunk


def _set_aside(roster: Roster, chunk: People, first: int, activities: Activities) -> Iterator[Remark]:
    """What the roster sums up for some people, and their activities do not come to."""
    columns = [roster.columns[n] for n in roster.found]
    for place, row in enumerate(chunk.rows):
        if mine := activities.get(first + place):
            data = record_data(chunk.frame.row(place, named=True), columns)
            yield from set_aside(row, data, mine, roster.matched.headings)


def _reporter(judge: Judge, chunk: People, first: int, activities: Activities | None) -> Callable[[int], Report | None]:
    def report(place: int) -> Report | None:
        return judge.report(chunk.frame.row(place, named=True), (activities or {}).get(first + place))

    return report


def _who(people: People) -> Iterator[dict[str, Any]]:
    """What tells the people of a chunk apart."""
    born = (
        people.frame["born"].cast(pl.String).to_list() if "born" in people.frame.columns else [None] * len(people.rows)
    )
    who = people.identity.rows(named=True) if people.identity.width else [{}] * len(people.rows)
    for row, when, number in zip(who, born, people.rows, strict=True):
        yield row | {"born": when, "row": number}


def judge_records(found: Iterable[Recorded], asked: Asked, remarks: Remarks) -> Iterator[Judged]:
    """Everybody in a folder of records; what cannot be read goes to `remarks`."""
    reports: list[Report] = []
    people: list[Recorded] = []
    for person in found:
        remarks.add(person.remarks)
        if person.record is None:
            continue
        reports.append(
            evaluate(asked.pathway, person.record, asked.as_of, credential=asked.credential, lookup=asked.lookup)
        )
        people.append(person)
        if len(people) == _TOGETHER:
            yield _together(people, reports, asked)
            reports, people = [], []
    if people:
        yield _together(people, reports, asked)


def _together(people: list[Recorded], reports: list[Report], asked: Asked) -> Judged:
    identity = pl.DataFrame({"name": [p.name for p in people]}, schema={"name": pl.String})
    rows = pl.Series("row", [p.number for p in people], dtype=pl.UInt32)
    return Judged(
        rows, identity, results_of(reports, asked.pathway), people[-1].done, reports.__getitem__, pl.DataFrame()
    )


def untold(asked: Asked, found: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of each requirement, by id, the columns that it reads and that are not in the roster, where there are any."""
    there, reading = set(found), reading_of(asked.pathway, asked.credential)
    names = {c.place: c.name for c in columns_of(asked.pathway, asked.credential)}
    for place in shown(asked.pathway):
        read = dict.fromkeys(names[c.place] for version in place.versions for c in reading.of(version))
        lacking = tuple(name for name in read if name not in there)
        if lacking:
            yield place.id, lacking


def lines_of(judged: Judged, titles: Mapping[str, str], *, anonymous: bool = False) -> pl.DataFrame:
    """What is written of some people: a line each; `titles` are those of the requirements, by id.

    `anonymous`: without what tells who they are, but for their rows.
    """
    missing = [pl.when(pl.col(f"{id_}.verdict") == MISSING.value).then(pl.lit(title)) for id_, title in titles.items()]
    still = pl.concat_str(missing, separator="; ", ignore_nulls=True).replace("", None).alias("still_missing")
    first = ("outcome", "missing", "unknown", "review")
    rest = [n for n in judged.results.columns if n not in first]
    results = judged.results.select(*first, still if missing else pl.lit(None, pl.String).alias("still_missing"), *rest)
    return pl.DataFrame([judged.rows.alias("row"), *([] if anonymous else judged.identity), *results])


__all__ = ["Judged", "judge_records", "judge_roster", "lines_of", "untold"]
