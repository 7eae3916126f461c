"""Activities beside a roster: a row for each course, workshop, stretch of work or supervision of a person.

They become entries of that person's record, so that windows, topics and caps are held against each one. Where a row
cannot be given to one person for certain, or does not say what it was, everybody whom it may concern gets an entry
that says nothing: what they have is then *at least* the rest, and never too little for certain.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

import polars as pl

from peercert.cohort.celldates import Order
from peercert.cohort.cellvalues import folded
from peercert.cohort.cleaning import Cells, Rules
from peercert.cohort.first_row import looks_like_data, no_headings
from peercert.cohort.headings import IDENTITY, Matched, Vocabulary, match, named
from peercert.cohort.identity import Clue, clues, is_total
from peercert.cohort.reading import Table
from peercert.cohort.remarks import About, Remark
from peercert.dates import DateSpan
from peercert.judging.table import Column, slug
from peercert.record import Activity, Experience, Format, Supervision, WorkKind
from peercert.shapes import short
from peercert.verdicts import All, Says
from peercert.words import tell
from peercert.yamlfile import FileError

LISTS = ("training", "continuing_education", "experience", "supervision")
"""The lists of a record that activities belong to."""
_SHAPES = {"training": Activity, "continuing_education": Activity, "experience": Experience, "supervision": Supervision}
_KINDS = {"experience": get_args(WorkKind), "supervision": get_args(get_args(Supervision.fields_["kind"][0])[0])}
"""What kinds there are of work, and of supervision; a course may be of any."""
_WHAT = {
    "ce": "continuing_education", "ceu": "continuing_education", "continuing_ed": "continuing_education", "continuing_education": "continuing_education",
    "educacion_continua": "continuing_education", "work": "experience", "work_experience": "experience", "volunteer": "experience", "volunteering": "experience",
    "practicum": "experience", "internship": "experience", "job": "experience", "experiencia": "experience", "trabajo": "experience", "capacitacion": "training",
    "course": "training", "class": "training", "workshop": "training", "supervision_session": "supervision", "sup": "supervision",
}  # fmt: skip
"""Other words for what an activity was."""


def activity_columns(lists: Sequence[str], topics: Sequence[str] = (), approvers: Sequence[str] = ()) -> list[Column]:
    """The columns of a table of activities, for the lists that a pathway reads; `topics` and `approvers` are its own."""
    work, taught = "experience" in lists, {"training", "continuing_education"} & {*lists}
    found = [
        ("what", "choice", Says("what it was"), tuple(lists)),
        ("title", "text", Says("what it was called, or where it was"), ()),
        ("topic", "texts", Says("the topic, where all of it is on one"), tuple(topics)),
        ("hours", "number", Says("clock hours"), ()),
        ("credits", "number", Says("credits, where it gives credits and not hours"), ()),
        ("days", "number", Says("days, where it is counted in days"), ()),
        ("sessions", "number", Says("sessions, where it is counted in sessions"), ()),
        ("date", "date", Says("day on which it was completed; of work or supervision the day it was on"), ()),
        ("from", "date", Says("first day, where it went on for some time"), ()),
        ("to", "date", Says("last day; blank while it goes on"), ()),
        ("format", "choice", Says("how it was given"), get_args(Format)),
        ("approved_by", "texts", Says("who gave or approved it"), tuple(approvers)),
        ("course", "text", Says("short name of the course, where a rule lists courses"), ()),
        ("kind", "text", Says("of work: paid, volunteer, internship...; of a course: a special kind that some rules cap"), get_args(WorkKind)),
        ("attendance", "number", Says("percent attended"), ()),
        ("role", "text", Says("of work: what sort of work"), ()),
        ("setting", "text", Says("of work: what sort of place"), ()),
        ("supervised", "yes_no", Says("of work: done under a supervisor"), ()),
        ("supervised_by", "text", Says("sort of supervisor"), ()),
    ]  # fmt: skip
    only_taught = {"format", "approved_by", "course", "attendance", "credits", "days"}
    only_work = {"role", "setting", "supervised"}
    made: list[Column] = []
    for name, type_, says, values in found:
        if (name in only_work and not work) or (name in only_taught and not taught):
            continue
        made.append(Column(name, type_, says, ("activity", name), values))  # type: ignore[arg-type]
    return made


class Entry(NamedTuple):
    """One activity as an entry of a record."""

    row: int
    list: str
    """Which list of the record; empty where the row does not say."""
    data: dict[str, Any]
    who: tuple[Clue, ...]
    """What tells whose it is: an id, an e-mail address, a name."""
    said: str
    """The same as it is written."""


class Listed(NamedTuple):
    """What a table of activities holds."""

    table: str = ""
    """What it is called in remarks."""
    entries: tuple[Entry, ...] = ()
    remarks: tuple[Remark, ...] = ()
    matched: Matched | None = None
    orders: Mapping[str, Mapping[str, Order]] = {}
    """What stands first in its dates."""

    @property
    def lost(self) -> bool:
        """Is there a row that cannot be read, and may be anybody's?"""
        return any(r.lost for r in self.remarks)


def read_activities(
    table: Table,
    columns: Sequence[Column],
    rules: Rules,
    given: Mapping[str, str],
    beside: Mapping[str, Mapping[str, Order]] | None = None,
) -> Listed:
    """Every activity of a table, and what could not be read; `beside`: what the dates of the roster show.

    Raises FileError where nobody can tell whose they are.
    """
    matched = match(table.headings, Vocabulary(columns), given, table.source)
    name = table_name(table)
    by_name = {c.name: c for c in columns}
    found = _found(matched, by_name, table, name)
    only = "" if "what" in found else by_name["what"].values[0]
    cells = Cells({n: by_name[n] for n in found}, matched.headings, rules, name)
    cells.beside = beside or {}
    entries: list[Entry] = []
    remarks: list[Remark] = [r._replace(table=name) for r in table.remarks]
    if matched.unmatched:
        says = Says(
            "Columns that were not read: {headings}.", {"headings": ", ".join(u.heading for u in matched.unmatched)}
        )
        remarks.append(Remark(About.TABLE, says, table=name))
    for chunk in table.chunks():
        remarks += [r._replace(table=name) for r in chunk.remarks]
        if chunk.frame.height:
            mine, said = _of_rows(chunk.frame.with_row_index("row", chunk.first), matched, cells, only)
            entries += mine
            remarks += said
    remarks += cells.last_words()
    return Listed(name, tuple(entries), tuple(remarks), matched, cells.orders)


def _of_rows(rows: pl.DataFrame, matched: Matched, cells: Cells, only: str) -> tuple[list[Entry], list[Remark]]:
    """The activities of some rows, and what could not be read of them; `only` is the list where there is but one."""
    entries: list[Entry] = []
    rows = rows.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
    people = [
        {n: row[f"c{matched.places[n]}"] for n in matched.identity if row[f"c{matched.places[n]}"]}
        for row in rows.rows(named=True)
    ]
    totals = pl.Series(map(is_total, people), dtype=pl.Boolean)
    frame, remarks = _cells(rows.filter(~totals), matched, cells)
    read, unread = iter(frame.rows(named=True)), {r.row for r in remarks if r.column == matched.headings.get("what")}
    for row, person, total in zip(rows["row"].to_list(), people, totals, strict=True):
        said, who = " ".join(person.values()), clues(person)
        if total:
            remarks.append(Remark(About.ACTIVITY, Says("a row of totals"), row, value=said, table=cells.table))
            continue
        values = next(read)
        if not who:
            remarks.append(Remark(About.ACTIVITY, Says("nobody is named in it"), row, value=said, table=cells.table))
            continue
        what = values.pop("what", None) or only
        if not what and row not in unread:
            says = Says("it does not say what it was")
            remarks.append(Remark(About.ACTIVITY, says, row, value=said, table=cells.table))
        entries.append(Entry(row, what, entry_data(what, values) if what else {}, who, said))
    return entries, remarks


def _cells(rows: pl.DataFrame, matched: Matched, cells: Cells) -> tuple[pl.DataFrame, list[Remark]]:
    """The typed cells of some rows, and what could not be read of them, as it is written there."""
    texts = rows.select(pl.col(f"c{matched.places[n]}").alias(n) for n in cells.columns)
    if "what" not in cells.columns:
        read = cells.read(texts, rows["row"])
        return read.frame, list(read.remarks)
    written = dict(zip(rows["row"], texts["what"], strict=True))
    texts = texts.with_columns(pl.col("what").map_elements(_what, return_dtype=pl.String))
    read, kind = cells.read(texts, rows["row"]), matched.headings["what"]
    return read.frame, [
        r._replace(value=written[r.row] or "") if r.row and r.column == kind else r for r in read.remarks
    ]


def table_name(table: Table) -> str:
    """What a table of activities is called in remarks: its sheet, else its file."""
    return table.sheet or Path(table.source).name


def _found(matched: Matched, columns: Mapping[str, Column], table: Table, name: str) -> list[str]:
    """The columns that are read, beside those that say whose it is. Raises FileError where some that is needed is not there."""
    found = [n for n in matched.places if n not in IDENTITY]
    lists = columns["what"].values
    if table.heading_row and looks_like_data(table.headings, matched):
        raise no_headings(table.source)
    if not matched.identity:
        raise FileError(table.source, tell("the activities ({sheet}) do not say whose they are; they need a column such as name or id", sheet=name))  # fmt: skip
    if "what" not in found and len(lists) != 1:
        raise FileError(table.source, tell("the activities ({sheet}) need a column called what, that says which they are: {lists}", sheet=name, lists=", ".join(lists)))  # fmt: skip
    if not found:
        says = tell(
            "the activities ({sheet}) say nothing of what was done; beside {who} they need columns such as hours and date, and there are {headings}",
            sheet=name, who=All(matched.identity), headings=named(table.headings),
        )  # fmt: skip
        close = [u for u in matched.unmatched if u.closest]
        if close:
            advice = tell('tell which is which with --map "{heading}={column}"', heading=short(close[0].heading), column=close[0].closest[0])  # fmt: skip
            says = f"{says}; {advice}"
        raise FileError(table.source, says)
    return found


def _what(text: str) -> str:
    return _WHAT.get(slug(folded(text)), text)


def entry_data(listed: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of an entry of a list, from the cells of a row."""
    given = {k: v for k, v in values.items() if v is not None}
    day, first, last = given.pop("date", None), given.pop("from", None), given.pop("to", None)
    if listed in ("training", "continuing_education"):
        if completed := day or last:
            given["completed"] = str(completed)
    else:
        begin, end = first or day, last or (None if first else day)
        if begin and end and DateSpan.parse(str(end)).hi < DateSpan.parse(str(begin)).lo:
            begin = end = None  # the day that it was on is after its last one: neither is known
        given |= {k: str(v) for k, v in (("from", begin), ("to", end)) if v}
        given["employer" if listed == "experience" else ""] = given.pop("title", None)
    said = str(given.pop("topic", "")).replace("&", " and ").split(";")
    if topics := [topic for topic in map(slug, map(folded, said)) if topic]:
        given |= {"topic": topics} if listed in ("training", "continuing_education") else {}
        if listed not in ("training", "continuing_education") and len(topics) == 1 and given.get("hours") is not None:
            given["topics"] = {topics[0]: given["hours"]}
    if "approved_by" in given:
        given["approved_by"] = [t.strip() for t in str(given["approved_by"]).split(";") if t.strip()] or None
    if listed == "supervision" and "supervised_by" in given:
        given["by"] = given.pop("supervised_by")
    if given.get("kind") not in _KINDS.get(listed, (given.get("kind"),)):
        given.pop("kind", None)
    shape: Any = _SHAPES[listed]
    return {k: v for k, v in given.items() if v is not None and k and shape.attribute(k) is not None}


def with_activities(data: dict[str, Any], mine: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """A record's data with somebody's activities.

    A list of which activities are known is those activities, and not what the roster sums up beside them; an entry
    that says nothing (it may be theirs) only adds to what is there.
    """
    made = dict(data)
    for listed, entries in mine.items():
        if any(entries):
            made[listed] = list(entries)
        elif listed in made:
            made[listed] = [*made[listed], *entries]
    return made


__all__ = [
    "LISTS",
    "Entry",
    "Listed",
    "activity_columns",
    "entry_data",
    "read_activities",
    "with_activities",
]
