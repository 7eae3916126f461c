"""`peercert cohort` for one pathway: judge everybody, add up, write each one's line and letter, say what it comes to."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from peercert.cli.cohort_run import Call, Chosen
from peercert.cli.cohort_tables import Tables, no_table_options, nobody, open_roster, rules_for, source_of, strictly
from peercert.cli.options import stop
from peercert.cli.progress import progress
from peercert.cohort.columns import columns_of
from peercert.cohort.headings import Matched
from peercert.cohort.letters import Put, called, file_name, letters_folder
from peercert.cohort.outputs import Out, results_file, write_remarks
from peercert.cohort.records_in import records
from peercert.cohort.remarks import Remarks
from peercert.cohort.results import Asked, Columns, Judge, Rows
from peercert.cohort.study import Judged, judge_records, judge_roster, lines_of, untold
from peercert.cohort.summary import Summary
from peercert.cohort.template import topics_of
from peercert.cohort.totals import Totals
from peercert.cohort.whatif import Changes
from peercert.cohort.workbook_out import Titles, Workbook, workbook_file
from peercert.evaluation import evaluate
from peercert.judging.table import Column
from peercert.present.cohort_page import Study, Untold, cohort_page, result_sections, titles
from peercert.present.sections import Page
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.words import N_, tell
from peercert.writing import write_file

Step = Callable[[Judged], None]


def run_one(call: Call, rulebook: Rulebook, day: date, what: Chosen) -> bool:
    """True where somebody misses something, or something is unknown. Raises FileError, typer.Exit."""
    asked = Asked(what.pathway, what.credential, day, rulebook.credential)
    blank = evaluate(what.pathway, Record(), day, credential=what.credential, lookup=rulebook.credential)
    columns = columns_of(what.pathway, what.credential)
    if not columns:
        raise stop(tell("nothing that {credential} asks for ({pathway}) can be read from a roster; people decide on all of it.", credential=what.credential.id, pathway=what.pathway.name))  # fmt: skip
    summary = Summary([r.id for r in what.pathway.requirements], Totals(asked, columns))
    study = Study(blank, what.jurisdiction, call.roster, summary, Remarks(hidden=call.anonymous), 0)
    other = _other_rules(call, what, day)
    source = source_of(call)
    if source.has_records:
        study = _of_records(call, source.file, study, asked, other)
    else:
        study = _of_roster(call, source.file, study, asked, other, rulebook)
    _say(call, study)
    return not study.summary.complete


def _of_records(call: Call, file: Path, study: Study, asked: Asked, other: Asked | None) -> Study:
    if other is not None:
        raise stop(tell("--rules compares rosters, not folders of records."))
    no_table_options(call)
    found = records(file, max(asked.as_of, date.today()), call.roster)
    _go_through(call, judge_records(found, asked, study.remarks), study)
    return study._replace(rows_in=study.summary.people + study.remarks.left_out)


def _of_roster(call: Call, file: Path, study: Study, asked: Asked, other: Asked | None, rulebook: Rulebook) -> Study:
    columns = columns_of(asked.pathway, asked.credential)
    if other is not None:
        names = {c.name for c in columns}
        columns += [c for c in columns_of(other.pathway, other.credential) if c.name not in names]
    tables = open_roster(call, file, columns, rules_for(call, rulebook, asked.as_of), topics_of(asked.pathway))
    roster, judge = tables.roster, judge_for(call, asked, columns)
    study = study._replace(remarks=roster.remarks, matched=roster.matched, untold=tuple(_untold(tables, asked)))
    changes = Changes(asked.pathway, other.pathway) if other is not None else None
    beside = (changes, judge_for(call, other, columns)) if changes is not None and other is not None else None
    people = judge_roster(roster, judge, tables.listed, tables.lists)
    _go_through(call, people, study, beside)
    study = study._replace(rows_in=roster.rows_in)
    save_map(call, roster.matched, tables.listed.matched)
    if changes is not None and call.rules is not None:
        from peercert.present.cohort_changes import changes_json, changes_section

        study = study._replace(changes=(changes_section(changes, call.rules),), more=changes_json(changes, call.rules))
    return study


def _untold(tables: Tables, asked: Asked) -> Iterator[Untold]:
    for id_, columns in untold(asked, tables.told()):
        yield Untold(id_, columns, tables.roster.closest_to(columns))


def judge_for(call: Call, asked: Asked, columns: Sequence[Column]) -> Judge:
    """What judges a roster: by columns, or row by row."""
    return Rows(asked, columns) if call.engine == "rows" else Columns(asked, columns)


def _other_rules(call: Call, what: Chosen, day: date) -> Asked | None:
    """The same pathway in the rule book of --rules. Raises typer.Exit(2), FileError."""
    if call.rules is None:
        return None
    from peercert.rulebook import open_rulebook

    other = open_rulebook(call.rules)
    credential = other.credential(what.credential.id)
    if credential is None or what.pathway.name not in credential.pathways:
        raise stop(tell("the rule book {rules} has no {pathway} pathway of {credential} to compare with.", rules=call.rules, pathway=what.pathway.name, credential=what.credential.id))  # fmt: skip
    return Asked(credential.pathways[what.pathway.name], credential, day, other.credential)


def _go_through(
    call: Call, people: Iterable[Judged], study: Study, beside: tuple[Changes, Judge] | None = None
) -> None:
    """Add everybody up, write each one's line and letter; `beside`: what other rules say, and who judges by them."""
    names, totals = titles(study.blank), study.summary.totals
    with ExitStack() as stack:
        out = stack.enter_context(_results(call, study, names))
        letter = stack.enter_context(_letters(call, study))
        tick = stack.enter_context(progress(Path(call.roster).name))
        for chunk in people:
            strictly(call, study.remarks)
            study.summary.add(chunk.results)
            if chunk.frame.width:
                totals.add(chunk.frame, chunk.results, chunk.first, chunk.activities)
            else:
                totals.add_reports(r for n in range(len(chunk.rows)) if (r := chunk.report(n)) is not None)
            lines = lines_of(chunk, names, anonymous=call.anonymous)
            if beside is not None:
                changes, other = beside
                lines = lines.hstack(
                    changes.add(chunk.results, other.judge(chunk.frame, chunk.first, chunk.activities))
                )
            out.write(lines)
            letter(chunk)
            tick(chunk.done)
        strictly(call, study.remarks)
        if not study.summary.people:
            raise nobody(call, study.remarks)


_IF = N_({"if.outcome": "Outcome under the other rules", "if.changed": "What changes under the other rules"})


@contextmanager
def _results(call: Call, study: Study, names: dict[str, str]) -> Iterator[Out]:
    """Where each one's line goes; a workbook gets its summary at the end."""
    if call.output is None or not call.output.casefold().endswith(".xlsx"):
        with results_file(call.output, force=call.force) as out:
            yield out
    else:
        matched = study.matched
        who = {n: matched.headings[n] for n in matched.identity} if matched is not None else {"name": tell("Name")}
        made = Titles({} if call.anonymous else who, names, {k: tell(v) for k, v in _IF.items()} if call.rules else {})
        with workbook_file(call.output, made, force=call.force) as book:
            yield book
            _finish(book, study)
    if call.output is not None:
        written(call.output)


def _finish(book: Workbook, study: Study) -> None:
    from peercert.present.cohort_workbook import summary_lines, summary_tables

    page = cohort_page(study)
    book.finish(page.title, summary_lines(page), summary_tables(result_sections(study)), study.remarks)


@contextmanager
def _letters(call: Call, study: Study) -> Iterator[Step]:
    """Writes a report for each person, where that is asked for; in the end all are there, or none. Raises FileError."""
    if call.letters is None:
        yield lambda _chunk: None
        return
    from peercert.present.html import html
    from peercert.present.markdown import markdown
    from peercert.present.page import report_page

    def letter(put: Put, chunk: Judged) -> None:
        for place, row in enumerate(chunk.rows.to_list()):
            report = chunk.report(place)
            if report is None:
                continue
            page = report_page(report, study.jurisdiction)
            name = (
                "" if call.anonymous else called(chunk.identity.row(place, named=True) if chunk.identity.width else {})
            )
            if name:
                page = page._replace(subtitle=tell("For {name}. {subtitle}", name=name, subtitle=page.subtitle))
            ending, text = (".html", html([page])) if call.letter_format == "html" else (".md", markdown(page))
            put(file_name(row, name, ending), text)

    with letters_folder(call.letters, force=call.force) as put:
        yield partial(letter, put)


def _say(call: Call, study: Study) -> None:
    """What it comes to, and how it is as plain data."""
    from peercert.present.cohort_json import cohort_json

    if call.letters is not None:
        written(call.letters)
    say_page(call, cohort_page(study), study.remarks, lambda: cohort_json(study))


def say_page(call: Call, page: Page, remarks: Remarks, data: Callable[[], object]) -> None:
    """Print a page (or plain `data`, as JSON), and write it as a web page and what could not be read as CSV, where asked."""
    from peercert.present.formats import put_json, show

    if call.unread is not None:
        write_remarks(call.unread, remarks, force=call.force)
        written(call.unread)
    if call.html is not None:
        from peercert.present.html import html

        write_file(call.html, html([page]), over=call.force, private=True)
        written(call.html)
    if call.format == "json":
        put_json(data())
    else:
        show([page], call.format)


def save_map(call: Call, matched: Matched, beside: Matched | None) -> None:
    """Write what the headings were read as, where that is asked for; `beside`: those of the activities."""
    if call.save_map is None:
        return
    from peercert.cohort.mapping import text_of

    write_file(call.save_map, text_of(matched, beside), over=call.force)
    written(call.save_map)


def written(name: str) -> None:
    """Say on stderr that a file is there."""
    from peercert.present.terminal import inert

    print(f"peercert: {tell('Written to {file}.', file=inert(name))}", file=sys.stderr)


__all__ = ["judge_for", "run_one", "save_map", "say_page", "written"]
