"""The page of a cohort, and charts in every format."""

import re
from datetime import date
from typing import Any

import polars as pl
import pytest
from conftest import make_credential

from peercert.cohort.columns import columns_of
from peercert.cohort.headings import Matched, Unmatched
from peercert.cohort.nearest import Nearest, columns_of_all
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.cohort.results import Asked, Rows
from peercert.cohort.summary import Summary
from peercert.cohort.totals import Totals
from peercert.evaluation import evaluate
from peercert.model import Jurisdiction
from peercert.present.bars import bar_lines
from peercert.present.cohort_json import cohort_json
from peercert.present.cohort_page import Study, Untold, cohort_page, remark_line, titles
from peercert.present.html import html
from peercert.present.markdown import markdown
from peercert.present.sections import Bar, Chart, Page, Section
from peercert.present.terminal import page_lines, wrapped
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.verdicts import Says
from peercert.where import rank

DAY = date(2026, 11, 22)
CHART = Chart(
    "Who misses what", ("What", "Missing", "Not known"),
    (Bar("Training", (12, 6), "12 and 6"), Bar("A <b>very</b> long name of something that is asked for", (3, 0), "3"), Bar("Fee", (0, 0), "0")),
)  # fmt: skip
PAGE = Page("T", "S", "A", "todo", (Section("Most", chart=CHART, lines=("Below.",)),), (), "C")


def test_a_chart_as_lines_of_text() -> None:
    assert list(bar_lines(CHART)) == [
        "Training                     12 and 6  ####################..........",
        "A <b>very</b> long name of",
        "something that is asked for  3         #####",
        "Fee                          0",
        "",
        "# Missing  . Not known",
    ]


def test_what_is_more_than_nothing_has_a_mark() -> None:
    chart = Chart("", ("", ""), (Bar("many", (10_000,), "10,000"), Bar("few", (1,), "1")))
    assert [line.count("#") for line in bar_lines(chart)] == [30, 1]


def test_a_chart_stands_above_its_lines_on_a_terminal() -> None:
    lines = [wrapped(line, 80) for line in page_lines(PAGE)]
    assert lines.index("  # Missing  . Not known") < lines.index("  Below.")


def test_a_chart_as_a_table_in_markdown() -> None:
    text = markdown(PAGE)
    assert "| What | Missing | Not known |\n| --- | ---: | ---: |\n| Training | 12 | 6 |\n" in text
    assert "\\<b\\>" in text


def test_a_chart_as_a_drawing_with_a_table_beside_it() -> None:
    page = html([PAGE])
    assert (
        '<svg class="bars" width="100%" height="163" role="img" aria-labelledby="p1-c1">\n<title id="p1-c1">Who misses what</title>'
        in page
    )
    assert '<rect class="s1" x="0.0%" y="22" width="66.67%" height="14"/>' in page
    assert '<rect class="s2" x="66.67%" y="22" width="33.33%" height="14"/>' in page
    assert re.search(r'<th scope="row">Training</th><td>12</td><td>6</td>', page)
    assert "<b>very" not in page
    lines = ("A &lt;b&gt;very&lt;/b&gt; long name of", "something that is asked for")
    assert [f'<text x="0" y="{y}">{line}</text>' in page for y, line in zip((63, 82), lines, strict=True)] == [
        True,
        True,
    ]
    assert page.count('class="ground"') == 3


RULES: list[dict[str, Any]] = [
    {"age": {"at_least": 18}, "cite": "b"},
    {"training": {"hours": 40, "parts": {"ethics": 6}}, "cite": "b"},
    {"fee": {"for": "application", "usd": 75}, "cite": "b"},
    {"fee": {"for": "exam", "usd": "not_published"}, "cite": "b"},
]


def study(people: dict[str, list[Any]], *remarks: Remark, **more: Any) -> Study:
    credential = make_credential(RULES)
    pathway = credential.pathways["initial"]
    asked = Asked(pathway, credential, DAY, lambda _id: None)
    columns = columns_of(pathway, credential)
    frame = pl.DataFrame(people)
    summary = Summary([r.id for r in pathway.requirements], Totals(asked, columns))
    results = Rows(asked, columns).judge(frame)
    summary.add(results)
    summary.totals.add(frame, results)
    kept = Remarks()
    kept.add(remarks)
    place = Jurisdiction.parse(
        {"jurisdiction": "xx", "name": "Example", "summary": "x", "sources": {}, "credentials": []}
    )
    blank = evaluate(pathway, Record(), DAY, credential=credential)
    return Study(blank, place, "r.csv", summary, kept, frame.height, **more)


READY = {
    "born": ["1990"],
    "training_hours": [40.0],
    "training_hours.ethics": [6.0],
    "paid.application": [True],
    "paid.exam": [True],
}
MIXED = {
    "born": ["1990", "1990", "1990", None], "training_hours": [40.0, 40.0, 10.0, None], "training_hours.ethics": [6.0, 6.0, 0.0, None],
    "paid.application": [True, False, False, None], "paid.exam": [True, True, True, None],
}  # fmt: skip


def said(page: Page, title: str) -> tuple[str, ...]:
    return next(s for s in page.sections if s.title == title).lines


def bars(page: Page, title: str) -> dict[str, tuple[float, ...]]:
    chart = next(s for s in page.sections if s.title == title).chart
    assert chart is not None
    return {b.name: b.values for b in chart.bars}


def test_everybody_ready() -> None:
    page = cohort_page(study(READY))
    assert (page.answer, page.tone) == ("The one person is ready.", "good")
    assert "What is missing most" not in {s.title for s in page.sections}


def test_a_cohort_of_four() -> None:
    page = cohort_page(study(MIXED))
    assert (page.answer, page.tone) == ("1 of 4 people is ready. 1 is nearly there: one thing is missing.", "todo")
    assert bars(page, "Where they stand") == {
        "Ready": (1,), "Nothing missing, people decide": (0,), "Nothing missing so far, some not known": (1,), "One thing missing": (1,),
        "One thing missing so far, some not known": (0,), "More missing": (1,),
    }  # fmt: skip
    assert bars(page, "What is missing most") == {
        "Fee: application": (2, 1),
        "Training": (1, 1),
        "Age": (0, 1),
        "Fee: exam": (0, 1),
    }
    assert bars(page, "How many things are missing") == {"0 things": (2,), "1 thing": (1,), "2 things": (1,)}
    assert bars(page, "The one thing that is missing") == {"Fee: application": (1,)}
    assert said(page, "Hours still to do") == ("30 hours of training, for 1 person.",)
    assert bars(page, "Hours still to do") == {"Ethics": (6.0,)}
    assert said(page, "Money") == (
        "$150 still to pay in all, as far as fees are published.",
        "$225 at most; of some fees it is not known whether they are paid or asked.",
        "No source says how much is asked for: exam.",
    )


def test_how_the_roster_was_read() -> None:
    matched = Matched(
        {"born": 0, "training_hours": 1},
        {"born": "DOB", "training_hours": "training_hours"},
        (Unmatched("Phone", ()), Unmatched("Appl", ("paid.application",))),
    )
    page = cohort_page(
        study(
            MIXED, Remark(About.CELL, Says("this is not a date"), 4, "DOB", "soon"), Remark(About.ROW, Says("a row of totals"), 9, value="TOTAL"),
            Remark(About.DUPLICATE, Says("may be the same person as in row 2 (the same id)"), 5), Remark(About.TABLE, Says("2 empty rows were left out.")), matched=matched,
        )
    )  # fmt: skip
    assert said(page, "Please mind") == (
        "1 cell could not be read and counts as not known; see below.",
        "1 person may be there twice; see below.",
    )
    assert said(page, "Could not be read (1)") == (
        "Each counts as not known.",
        'Row 4, DOB, "soon": this is not a date.',
    )
    assert said(page, "Rows") == (
        "Rows with something in them: 4. People: 4. Left out: 1.",
        "2 empty rows were left out.",
        'Row 9, "TOTAL": a row of totals.',
    )
    assert said(page, "Perhaps there twice (1)")[1] == "Row 5: may be the same person as in row 2 (the same id)."
    assert said(page, "How the columns were read") == (
        "Read as: DOB = born.", "Not needed or not known: Phone.",
        'Appl was not read; if it is paid.application, say so: --map "Appl=paid.application".',
    )  # fmt: skip


def test_columns_that_would_tell_more_are_named_where_something_is_not_known() -> None:
    made = study(MIXED)
    page = cohort_page(made._replace(untold=(Untold("age", ("born",), ("Birthsday",)),)))
    (item,) = next(s for s in page.sections if s.title == "Columns that would tell more (1)").items
    assert item.head == "Age: not known of 1 person"
    assert item.lines == (
        "Columns that are not there: born.",
        "Perhaps it is called here: Birthsday. Say so with --map.",
    )


def test_only_so_many_remarks_are_shown() -> None:
    remarks = [Remark(About.CELL, Says("wrong"), n, "A", "x") for n in range(2, 22)]
    lines = said(cohort_page(study(MIXED, *remarks)), "Could not be read (20)")
    assert len(lines) == 14
    assert lines[-1] == "And 8 more; --unread FILE writes them all to a file."


def test_figures_that_the_activities_replace_have_a_place_of_their_own() -> None:
    remarks = [Remark(About.SET_ASIDE, Says("fewer"), n, "CE hrs") for n in range(2, 17)]
    lines = said(cohort_page(study(MIXED, *remarks)), "The roster says more than the activities (15)")
    assert lines[0] == "Row 2, CE hrs: fewer."
    assert lines[-1] == "And 3 more; --unread FILE writes them all to a file."


@pytest.mark.parametrize(
    ("remark", "line"),
    [
        (Remark(About.CELL, Says("wrong"), 4, "A", "x"), 'Row 4, A, "x": wrong.'),
        (Remark(About.CELL, Says("is it right?"), 4, "A", "x"), 'Row 4, A, "x": is it right?'),
        (Remark(About.CELL, Says("wrong"), 4, "A", "x", "Activities"), 'Activities, row 4, A, "x": wrong.'),
        (Remark(About.CELL, Says("wrong"), 4, "A", "x", "anact.csv"), 'anact.csv, row 4, A, "x": wrong.'),
        (Remark(About.TABLE, Says("All of it.")), "All of it."),
    ],
)
def test_a_remark_in_a_line(remark: Remark, line: str) -> None:
    assert remark_line(remark) == line


def test_no_two_requirements_are_called_the_same(rules: Rulebook) -> None:
    for credential in rules.credentials():
        for pathway in credential.pathways.values():
            named = titles(evaluate(pathway, Record(), DAY, credential=credential, lookup=rules.credential))
            assert len(set(named.values())) == len(named), (credential.id, pathway.name)


def test_plain_data_has_the_same_numbers() -> None:
    made = cohort_json(study(MIXED))
    assert made["outcomes"] == {"ready": 1, "not_ready": 2, "undetermined": 1, "review": 0}
    assert made["missing"] == {"0": 2, "1": 1, "2": 1}
    assert made["totals"]["fees_usd"] == 150
    assert made["totals"]["hours_by_topic"] == {"ethics": 6}


def test_the_nearest_credential_of_each(rules: Rulebook) -> None:
    credentials = [c for c in rules.credentials() if c.jurisdiction == "sc"]
    columns = {c.name: c for c in columns_of_all(credentials, DAY)}
    assert "certified_on" not in columns
    assert "exam_passed.post_test" in columns
    frame = pl.DataFrame(
        {
            "born": ["1990", None],
            "training_hours": [40.0, None],
            "training_approved_by": ["SC SHARE", None],
            "education": ["high_school", None],
        }
    )
    nearest = Nearest(credentials, [columns[n] for n in frame.columns], DAY, rules.credential)
    made = nearest.judge(frame)
    record = Record.parse(
        {"born": 1990, "training": [{"hours": 40, "approved_by": "SC SHARE"}], "education": "high_school"}
    )
    ranked = rank(credentials, record, DAY, rules.credential)
    assert made.row(0)[:3] == (ranked[0].credential.id, ranked[0].left, ranked[0].missing)
    assert made["nearest_2"][0] == ranked[1].credential.id
    assert nearest.people == 2
    assert sum(nearest.first.values()) == 2


def test_rows_that_may_be_people_and_cannot_be_read_are_told_first() -> None:
    lost = Remark(About.ROW, Says("wrong"), 3, lost=True)
    total = Remark(About.ROW, Says("a row of totals"), 9)
    assert said(cohort_page(study(MIXED, lost, total)), "Please mind") == (
        "1 row that may be a person could not be read and is left out; see below.",
    )
