"""The cells of a chunk of rows as typed columns, and what is said of those that cannot be read."""

from datetime import date

import polars as pl
import pytest

from peercert.cohort.celldates import Order
from peercert.cohort.cleaning import Cells, Rules
from peercert.judging import table
from peercert.judging.table import Column, Slot
from peercert.words import say

TODAY = date(2026, 11, 22)
TRAINING = Slot("training", "", "training_", (), True)


def read(
    columns: list[Column], rows: list[tuple[str | None, ...]], order: Order | None = None, cells: Cells | None = None
) -> tuple[list[tuple[object, ...]], list[str]]:
    names = [c.name for c in columns]
    cells = cells or Cells(
        {c.name: c for c in columns}, {n: n.upper() for n in names}, Rules(TODAY, lambda: {"maine": "me"}, order)
    )
    found = cells.read(
        pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row"), pl.Series(range(2, len(rows) + 2))
    )
    return found.frame.rows(), [f"{r.row} {r.column} {r.value}: {say(r.says)}" for r in found.remarks]


def test_each_type_is_read_as_its_own() -> None:
    columns = [
        table.BORN,
        table.entry(TRAINING, "hours"),
        table.signed("code_of_ethics"),
        table.EDUCATION,
        table.LIVED_OF,
        table.LIVES_IN,
        table.step("application"),
        table.REFERENCES,
    ]
    rows, remarks = read(columns, [
        ("4/2/1990", "40 hrs", "Y", "GED", "MH/SU", "Maine", "not yet", "3"),
        ("1990-04", "1,200", "0", "PhD", "trauma", "nd", "5/31/2026", "0"),
        (None, "n/a", "?", "-", None, "N/A", "unknown", None),
    ])  # fmt: skip
    assert rows == [
        ("1990-04-02", 40.0, True, "high_school", "mental_health; substance_use", "ME", "no", 3),
        ("1990-04", 1200.0, False, "doctorate", "trauma", "ND", "2026-05-31", 0),
        (None, None, None, None, None, None, None, None),
    ]
    assert remarks == []


def test_plain_dates_and_numbers_keep_their_types() -> None:
    frame = (
        Cells({"born": table.BORN}, {"born": "B"}, Rules(TODAY, dict))
        .read(pl.DataFrame({"born": ["1990-04-02", None]}), pl.Series([2, 3]))
        .frame
    )
    assert frame.schema == {"born": pl.Date}


def test_what_cannot_be_read_is_said_by_row_column_and_value_and_counts_as_not_known() -> None:
    columns = [table.BORN, table.entry(TRAINING, "hours"), table.REFERENCES, table.signed("code_of_ethics")]
    rows, remarks = read(
        columns, [("soon", "forty", "2.5", "maybe"), ("2027-01-01", "-5", "x", "yes"), ("1990-04-02", "40", "2", "no")]
    )
    assert rows == [(None, None, None, None), (None, None, None, True), (date(1990, 4, 2), 40.0, 2, False)]
    assert remarks == [
        "2 BORN soon: this is not a date that can be read; write it as 2024-03-14 or 3/14/2024",
        "3 BORN 2027-01-01: that day is still to come; is the year right?",
        "2 TRAINING_HOURS forty: this is not a number that can be read",
        "3 TRAINING_HOURS -5: this is less than zero",
        "2 REFERENCES 2.5: this should be a whole number",
        "3 REFERENCES x: this is not a number that can be read",
        "2 SIGNED.CODE_OF_ETHICS maybe: this is neither yes nor no",
    ]


def test_a_percentage_has_no_short_cut() -> None:
    rows, remarks = read([table.WORKS_IN_SHARE], [("80%",), ("80",), ("0.8",)])
    assert rows == [(80.0,), (80.0,), (None,)]
    assert remarks == ["4 WORKS_IN_SHARE 0.8: is this 0.8% or 80%? Write it with the sign, such as 80%"]


def test_a_name_is_what_the_rules_ask_about_or_stays_as_it_is() -> None:
    approved = table.entry(TRAINING, "approved_by", ("SC SHARE",))
    rows, remarks = read(
        [approved], [("sc-share",), ("NAMI",), ("NAMI; SC Share",), ("none",), ("SC SHARE (Columbia)",)]
    )
    assert rows == [("SC SHARE",), ("NAMI",), ("NAMI; SC SHARE",), ("none",), (None,)]
    assert remarks == ["6 TRAINING_APPROVED_BY SC SHARE (Columbia): is this SC SHARE? Then write just that"]


def test_an_end_before_its_start_takes_both_out() -> None:
    work = Slot("experience", "", "experience_")
    columns = [table.entry(work, "from"), table.entry(work, "to")]
    rows, remarks = read(
        columns,
        [
            ("2025-09-01", "2025-08-31"),
            ("2025-09", "2025"),
            ("2025", "2025-01-01"),
            ("2025-02", "2025-01-31"),
            (None, "2024"),
        ],
    )
    assert rows == [(None, None), ("2025-09", "2025"), ("2025", "2025-01-01"), (None, None), (None, "2024")]
    assert remarks == [
        "2 EXPERIENCE_FROM, EXPERIENCE_TO 2025-09-01, 2025-08-31: EXPERIENCE_TO is before EXPERIENCE_FROM; one of the two is wrong",
        "5 EXPERIENCE_FROM, EXPERIENCE_TO 2025-02, 2025-01-31: EXPERIENCE_TO is before EXPERIENCE_FROM; one of the two is wrong",
    ]


DATES = [table.BORN, table.RECOVERY_SINCE]


@pytest.mark.parametrize(
    ("rows", "born"),
    [
        ([("3/4/1990", None)], "1990-03-04"),
        ([("3/4/1990", None), ("25/12/1990", None)], "1990-04-03"),
        ([("3/4/1990", "25/12/2020")], "1990-04-03"),
        ([("3/4/1990", "12/25/2020")], "1990-03-04"),
        ([("3/4/1990", None), ("25/12/1990", None), ("12/25/1990", None)], None),
        ([("3/4/1990", "25/12/2020"), (None, "12/25/2020")], None),
        ([("3.4.1990", None)], None),
        ([("3.4.1990", "25.12.2020")], "1990-04-03"),
        ([("3/4/1990", "25.12.2020")], "1990-03-04"),
    ],
    ids=["american", "day first", "by the other column", "month first", "both", "both elsewhere", "points tell nothing", "points", "points are no strokes"],
)  # fmt: skip
def test_the_order_of_day_and_month(rows: list[tuple[str | None, ...]], born: str | None) -> None:
    found, _ = read(DATES, rows)
    assert str(found[0][0] or "") == (born or "")


def test_the_order_may_be_told() -> None:
    assert read(DATES, [("3/4/1990", "12/25/2020")], Order.DAY)[0][0] == ("1990-04-03", "2020-12-25")


def test_an_order_that_nothing_shows_is_pointed_out() -> None:
    cells = Cells({"born": table.BORN}, {"born": "B"}, Rules(TODAY, dict))
    read([table.BORN], [("3/4/1990",)], cells=cells)
    assert cells.guessed == {"born"}


def test_the_first_rows_tell_for_those_after_them() -> None:
    cells = Cells({"born": table.BORN}, {"born": "B"}, Rules(TODAY, dict))
    read([table.BORN], [("25/12/1990",)], cells=cells)
    assert read([table.BORN], [("3/4/1990",)], cells=cells)[0] == [("1990-04-03",)]


HOURS = [table.entry(TRAINING, "hours"), table.entry(TRAINING, "topics.ethics")]


@pytest.mark.parametrize(
    ("rows", "hours"),
    [
        ([("1.200", None)], None),
        ([("1.200", None), ("40.5", None)], 1.2),
        ([("1.200", None), ("2,400", None)], 1.2),
        ([("1.200", None), ("40,5", None)], 1200.0),
        ([("1.200", "40,5")], 1200.0),
        ([("1.200", "40,5"), ("40.5", None)], 1.2),
        ([("1.200", "40,5"), ("2", "40.5")], None),
        ([("1,200", "40,5")], None),
        ([("1,200", "6")], 1200.0),
    ],
    ids=["alone", "points", "thousands", "commas", "commas elsewhere", "the column first", "both elsewhere", "comma in doubt", "american"],
)  # fmt: skip
def test_what_a_mark_before_three_figures_is(rows: list[tuple[str | None, ...]], hours: float | None) -> None:
    assert read(HOURS, rows)[0][0][0] == hours


def test_a_number_must_be_of_what_its_column_counts() -> None:
    columns = [table.entry(TRAINING, "hours"), table.entry(TRAINING, "days"), table.REFERENCES]
    rows, remarks = read(columns, [("5 days", "5 days", "2 letters"), ("40 h", "40 h", "2 h")])
    assert rows == [(None, 5.0, 2), (40.0, None, None)]
    assert remarks == [
        "2 TRAINING_HOURS 5 days: this column is for hours; how many hours is that?",
        "3 TRAINING_DAYS 40 h: this column is for days; how many days is that?",
        "3 REFERENCES 2 h: this column counts references; how many references is that?",
    ]


def test_a_day_says_that_a_paper_is_signed_or_a_fee_is_paid() -> None:
    columns = [table.signed("code_of_ethics"), table.paid("application"), table.CHECK_PASSED]
    rows, remarks = read(columns, [
        ("3/4/2024", "Yes - 3/4/24", "yes (3/4/2024)"),
        ("Signed 14 March 2024", "Paid", "3/4/2024"),
        ("3/4/2027", "75", "no - 3/4/2024"),
        ("2024", "Yes 75", "passed May 2024"),
    ])  # fmt: skip
    assert rows == [(True, True, True), (True, True, None), (None, None, None), (None, None, True)]
    assert remarks == [
        "4 SIGNED.CODE_OF_ETHICS 3/4/2027: that day is still to come; is the year right?",
        "5 SIGNED.CODE_OF_ETHICS 2024: this is neither yes nor no",
        "4 PAID.APPLICATION 75: this is neither yes nor no",
        "5 PAID.APPLICATION Yes 75: this is neither yes nor no",
        "3 BACKGROUND_CHECK_PASSED 3/4/2024: this is neither yes nor no",
        "4 BACKGROUND_CHECK_PASSED no - 3/4/2024: this is neither yes nor no",
    ]


def test_placeholders_for_dates_are_said() -> None:
    columns = [table.BORN, table.RECOVERY_SINCE]
    rows, remarks = read(columns, [("1900-01-01", "1905-07-17"), ("1915-06-01", "1925-01-01")])
    assert [tuple(map(str, row)) for row in rows] == [("None", "None"), ("1915-06-01", "1925-01-01")]
    assert remarks == [
        "2 BORN 1900-01-01: that is too long ago to be right",
        "2 RECOVERY_SINCE 1905-07-17: is this the year 2025? Then write just that, in a cell that is no date",
    ]


def test_na_is_blank_where_states_stand() -> None:
    rows, remarks = read([table.LIVES_IN], [("NA",), ("ND",), ("XX",)])
    assert rows == [(None,), ("ND",), (None,)]
    assert remarks == ["4 LIVES_IN XX: this is the code of no state and no country"]


def test_errors_of_a_spreadsheet_are_said() -> None:
    columns = [table.BORN, table.entry(TRAINING, "hours"), table.holds_elsewhere()[0]]
    rows, remarks = read(columns, [("#REF!", "=B2+C2", "#NAME?"), ("#N/A", "#DIV/0!", "#N/A")])
    assert rows == [(None, None, None), (None, None, None)]
    assert remarks == [
        "2 BORN #REF!: this is an error of the spreadsheet; mend the formula there",
        "2 TRAINING_HOURS =B2+C2: this formula has no value; open the workbook in a spreadsheet program and save it again",
        "3 TRAINING_HOURS #DIV/0!: this is an error of the spreadsheet; mend the formula there",
        "2 HOLDS_ELSEWHERE #NAME?: this is an error of the spreadsheet; mend the formula there",
    ]


def test_none_hours_beside_a_part_of_an_hour() -> None:
    hours = table.entry(TRAINING, "hours")
    found, said = read([hours], [("none",), ("37.5 hrs",), ("-1",), ("100",)])
    assert found == [(0.0,), (37.5,), (None,), (100.0,)]
    assert said == ["4 TRAINING_HOURS -1: this is less than zero"]
