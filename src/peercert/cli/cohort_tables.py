"""Opening what `peercert cohort` reads: the roster with its headings matched, the activities beside it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from peercert.cli.cohort_run import Call, activities_file
from peercert.cli.options import stop
from peercert.cohort import workbooks
from peercert.cohort.activities import Listed, activity_columns, read_activities
from peercert.cohort.addresses import places
from peercert.cohort.celldates import Order
from peercert.cohort.cellvalues import folded
from peercert.cohort.cleaning import Rules
from peercert.cohort.headings import Vocabulary
from peercert.cohort.mapping import Kept, concerning, from_call, from_file
from peercert.cohort.piped import errors_named, file_of
from peercert.cohort.reading import Opened, Table, open_tables
from peercert.cohort.records_in import holds_records
from peercert.cohort.remarks import About, Remarks
from peercert.cohort.roster import Roster
from peercert.cohort.template import activity_lists, approvers_of
from peercert.judging.table import Column
from peercert.present.cohort_page import remark_line
from peercert.rulebook import Rulebook
from peercert.verdicts import Says
from peercert.words import tell, tell_many
from peercert.yamlfile import FileError


class Tables(NamedTuple):
    """What was read of the roster, and of the activities beside it."""

    roster: Roster
    lists: tuple[str, ...]
    """Of a record: those that activities can belong to."""
    listed: Listed = Listed()
    """The activities beside it."""

    def told(self) -> Iterator[str]:
        """The columns of which something is known: those that were found, and those of lists that have activities."""
        yield from self.roster.found
        there = {e.list for e in self.listed.entries}
        for column in self.roster.columns.values():
            if column.place[0] == "entry" and column.place[1] in there:
                yield column.name


def rules_for(call: Call, rulebook: Rulebook, day: date) -> Rules:
    """How cells are to be read."""

    @cache
    def states() -> Mapping[str, str]:
        return {folded(j.name): j.jurisdiction for j in rulebook.jurisdictions() if j.jurisdiction != "us"}

    return Rules(max(day, date.today()), states, Order(call.dates) if call.dates else None)


class Source(NamedTuple):
    """Where the people are."""

    file: Path
    """The roster, or a copy of what came through a pipe."""
    has_records: bool
    """It holds records, not a table."""


def source_of(call: Call) -> Source:
    """Look at what is to be read. Raises FileError."""
    file = file_of(Path(call.roster))
    with errors_named(call.roster):
        return Source(file, holds_records(file))


def open_roster(call: Call, file: Path, columns: Sequence[Column], rules: Rules, topics: Sequence[str]) -> Tables:
    """The tables, with their headings matched and the activities read; `file` is that of the source. Raises FileError."""
    lists = activity_lists(columns)
    others = activity_columns(lists, topics, approvers_of(columns)) if lists else []
    words, more = Vocabulary(columns), Vocabulary(others)
    opened = _opened(call, file, words, more)
    given, kept = from_call(call.map), from_file(call.map_file) if call.map_file else Kept()
    there = opened.roster.headings
    beside = opened.activities.headings if opened.activities else ()
    mine = concerning(there, words, beside, kept.headings) | concerning(there, words, beside, given)
    mine |= {h: n for h, n in given.items() if not places(h, there) and not places(h, beside)}
    roster = Roster(opened.roster, columns, rules, mine, beside=opened.activities is not None and bool(lists))
    if call.anonymous:
        roster.remarks.hide_names()
    if opened.activities is None or not lists:
        return Tables(roster, lists)
    told = concerning(beside, more, there, {**kept.headings, **given}) | {
        h: n for h, n in kept.activities.items() if places(h, beside) and h not in given
    }
    listed = read_activities(opened.activities, others, rules, told, roster.date_orders())
    roster.cells.beside = listed.orders
    roster.remarks.add(listed.remarks)
    return Tables(roster, lists, listed)


def _opened(call: Call, file: Path, columns: Vocabulary, others: Vocabulary) -> Opened:
    def known(heading: str) -> bool:
        return columns.find(heading)[0] is not None or others.find(heading)[0] is not None

    opened = open_tables(Path(call.roster), known, call.sheet, file)
    if call.activities is not None:
        opened = opened._replace(activities=_activities(call.activities, others))
    return opened


def _activities(named: str, columns: Vocabulary) -> Table:
    """The table of activities that was named: of a workbook the sheet that has most of their headings, or FILE:SHEET."""
    file, sheet = activities_file(named)
    if sheet is not None and Path(file).suffix.casefold() not in workbooks.ENDINGS:
        raise FileError(file, tell("only a workbook has sheets; name the file without :{sheet}", sheet=sheet))
    opened = open_tables(Path(file), lambda heading: columns.find(heading)[0] is not None, sheet)
    if opened.activities is not None and sheet is None:
        return opened.activities
    says = Says("The sheet {sheet} was read. Not read: {others}; --activities FILE:SHEET reads another.")
    told = (
        r._replace(says=says._replace(values=r.says.values)) if {*r.says.values} == {"sheet", "others"} else r
        for r in opened.roster.remarks
    )
    return opened.roster._replace(remarks=tuple(told))


def strictly(call: Call, remarks: Remarks) -> None:
    """With --strict: raises FileError as soon as something could not be read."""
    if not call.strict:
        return
    wrong = [r for r in remarks.of() if r.lost or r.about in (About.CELL, About.ACTIVITY)]
    if wrong:
        rest = len(wrong) - 1
        more = tell_many("And {count} more.", "And {count} more.", rest) if rest else ""
        line = remark_line(wrong[0])
        if wrong[0].lost:
            says = tell("{line} {more} With --strict nothing is done; without it, this is left out.", line=line, more=more)  # fmt: skip
        else:
            says = tell("{line} {more} With --strict nothing is done; without it, this counts as not known.", line=line, more=more)  # fmt: skip
        raise FileError(call.roster, " ".join(says.split()))


def nobody(call: Call, remarks: Remarks) -> FileError:
    """Not one of the records can be read: what is wrong with the first."""
    problem = remark_line(remarks.kept[0]) if remarks.kept else ""
    return FileError(call.roster, tell("none of these records can be read. {problem}", problem=problem).rstrip())


def no_table_options(call: Call) -> None:
    """Stops where something is asked of records that only tables have. Raises typer.Exit(2)."""
    if call.sheet or call.map or call.map_file or call.save_map or call.activities:
        raise stop(tell("records have no sheets, headings or activities of their own; leave these options out."))


__all__ = ["Source", "Tables", "no_table_options", "nobody", "open_roster", "rules_for", "source_of", "strictly"]
