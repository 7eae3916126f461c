"""`peercert cohort --all`: for each person the credentials that are nearest."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import polars as pl

from peercert.cli.cohort_one import save_map, say_page, written
from peercert.cli.cohort_run import Call
from peercert.cli.cohort_tables import no_table_options, nobody, open_roster, rules_for, source_of, strictly
from peercert.cli.progress import progress
from peercert.cohort.nearest import FIRST, Nearest, columns_of_all
from peercert.cohort.outputs import Out, results_file
from peercert.cohort.records_in import records
from peercert.cohort.remarks import Remarks
from peercert.cohort.study import Judged, judge_roster
from peercert.cohort.workbook_out import Titles, Workbook, workbook_file
from peercert.present.cohort_changes import nearest_json, nearest_page
from peercert.rulebook import Rulebook
from peercert.words import N_, tell

_HEADS = N_({
    "": "Nearest credential {number}", ".left": "{number}: things left", ".missing": "{number}: of these missing", ".hours": "{number}: hours to do",
    ".fees_usd": "{number}: money to pay", ".earliest": "{number}: earliest possible date",
})  # fmt: skip


def run_all(call: Call, rulebook: Rulebook, day: date) -> bool:
    """True where something is left for somebody. Raises FileError."""
    credentials = list(rulebook.credentials())
    names = {c.id: c.name for c in credentials}
    columns = columns_of_all(credentials, day)
    remarks, tables, matched = Remarks(hidden=call.anonymous), None, None
    source = source_of(call)
    if source.has_records:
        no_table_options(call)
        nearest = Nearest(credentials, columns, day, rulebook.credential)
        people = _of_records(call, source.file, nearest, remarks, day)
        headings: dict[str, str] = {"name": tell("Name")}
    else:
        tables = open_roster(call, source.file, columns, rules_for(call, rulebook, day), ())
        nearest = Nearest(
            credentials, [tables.roster.columns[n] for n in tables.roster.found], day, rulebook.credential
        )
        people = judge_roster(tables.roster, nearest, tables.listed, tables.lists)
        remarks, matched = tables.roster.remarks, tables.roster.matched
        headings = {n: matched.headings[n] for n in matched.identity}
    with ExitStack() as stack:
        out = stack.enter_context(_results(call, {} if call.anonymous else headings))
        tick = stack.enter_context(progress(Path(call.roster).name))
        for chunk in people:
            strictly(call, remarks)
            out.write(
                pl.DataFrame([chunk.rows.alias("row"), *([] if call.anonymous else chunk.identity), *chunk.results])
            )
            tick(chunk.done)
        strictly(call, remarks)
        if not nearest.people:
            raise nobody(call, remarks)
        page = nearest_page(nearest, names, remarks, matched, day)
        if isinstance(out, Workbook):
            from peercert.present.cohort_workbook import summary_lines, summary_tables

            out.finish(page.title, summary_lines(page), summary_tables(page.sections), remarks)
    if call.output is not None:
        written(call.output)
    rows_in = nearest.people + remarks.left_out
    if tables is not None:
        save_map(call, tables.roster.matched, tables.listed.matched)
        rows_in = tables.roster.rows_in
    say_page(call, page, remarks, lambda: nearest_json(nearest, remarks, day, rows_in, matched))
    return sum(nearest.ready.values()) < nearest.people


def _of_records(call: Call, file: Path, nearest: Nearest, remarks: Remarks, day: date) -> Iterator[Judged]:
    for person in records(file, max(day, date.today()), call.roster):
        remarks.add(person.remarks)
        if person.record is None:
            continue
        results = nearest.judge_record(person.record)
        identity = pl.DataFrame({"name": [person.name]})
        yield Judged(
            pl.Series("row", [person.number], dtype=pl.UInt32),
            identity,
            results,
            person.done,
            lambda _place: None,
            pl.DataFrame(),
        )


@contextmanager
def _results(call: Call, headings: dict[str, str]) -> Iterator[Out]:
    if call.output is None or not call.output.casefold().endswith(".xlsx"):
        with results_file(call.output, force=call.force) as out:
            yield out
        return
    columns = {f"nearest_{i}{end}": tell(head, number=i) for i in range(1, FIRST + 1) for end, head in _HEADS.items()}
    with workbook_file(call.output, Titles(headings, {}, columns), force=call.force) as book:
        yield book


__all__ = ["run_all"]
