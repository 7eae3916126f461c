"""Which rows are people; rows in = people + rows reported."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercert.cohort.cleaning import Rules
from peercert.cohort.reading import Chunk, Table
from peercert.cohort.remarks import About
from peercert.cohort.roster import Roster
from peercert.cohort.textfiles import frame_of
from peercert.judging import table
from peercert.words import say
from peercert.yamlfile import FileError

COLUMNS = [table.BORN, table.REFERENCES]
RULES = Rules(date(2026, 11, 22), dict)


def roster(headings: tuple[str, ...], *rows: tuple[str, ...], chunk: int = 1000) -> Roster:
    def chunks():  # type: ignore[no-untyped-def]
        for start in range(0, len(rows), chunk):
            yield Chunk(start + 2, frame_of([list(r) for r in rows[start : start + chunk]], len(headings)), 1.0)

    return Roster(Table("r.csv", headings, 1, chunks), COLUMNS, RULES)


def read(made: Roster) -> list[tuple[object, ...]]:
    found = []
    for people in made.people():
        who = people.identity.rows() if people.identity.width else [()] * len(people.rows)
        found += [(row, *w, *said) for row, w, said in zip(people.rows, who, people.frame.rows(), strict=True)]
    return found


def remarks(made: Roster) -> list[str]:
    return [f"{r.about} {r.row} {r.value} {say(r.says)}".replace("  ", " ") for r in made.remarks.kept]


def test_everybody_comes_out_with_the_number_of_the_row() -> None:
    made = roster(("Name", "DOB", "Refs"), ("Rosa", "1990", "2"), ("Ben", "", "0"))
    assert read(made) == [(2, "Rosa", "1990", 2), (3, "Ben", None, 0)]
    assert made.count == made.rows_in == 2
    assert remarks(made) == []


def test_stray_rows_are_left_out_and_said() -> None:
    made = roster(
        ("Name", "DOB", "Refs"), ("Rosa", "1990", "2"), ("", "", ""), ("Name", "DOB", "Refs"), ("Ben", "1991", "1"), ("TOTAL", "", "3"), ("Grand total:", "", "3"), ("", "", "")
    )  # fmt: skip
    assert [r[1] for r in read(made)] == ["Rosa", "Ben"]
    assert remarks(made) == [
        "row 4 Name the headings again", "row 6 TOTAL a row of totals", "row 7 Grand total: a row of totals", "table None 2 empty rows were left out.",
    ]  # fmt: skip
    assert made.rows_in == 5


def test_a_column_without_a_heading_is_said_once_where_it_holds_something() -> None:
    made = roster(
        ("Name", "", "DOB", "Refs", ""), ("Ana", "120", "1990", "2", ""), ("Ben", "3", "1991", "1", ""), chunk=1
    )
    assert [r[1] for r in read(made)] == ["Ana", "Ben"]
    assert remarks(made) == ["table None Column 2 has no heading and was not read; give it one."]


def test_somebody_whose_name_only_looks_like_a_total_stays() -> None:
    made = roster(("Name", "DOB", "Refs"), ("Totally Known", "", "1"), ("Count Basie", "", "1"), ("Total", "1990", "1"))
    assert [r[1] for r in read(made)] == ["Totally Known", "Count Basie", "Total"]


def test_somebody_of_whom_only_the_name_is_known_stays() -> None:
    assert read(roster(("Name", "DOB", "Refs"), ("Rosa", "", ""))) == [(2, "Rosa", None, None)]


@pytest.mark.parametrize(
    ("headings", "rows", "says"),
    [
        (("ID", "Name", "DOB"), [("1", "Rosa", "1990"), ("2", "Ben", "1991"), ("1", "Rose", "1992")], ["4 (the same id)"]),
        (("Name", "E-mail", "DOB"), [("Rosa", "r@x.org", "1990"), ("R. A.", "R@X.org", "1991")], ["3 (the same e-mail address)"]),
        (("Name", "DOB"), [("Rosa Alvarez", "1990"), ("ALVAREZ, Rosa", "1990"), ("Rosa Alvarez", "1991")], ["3 (the same name)"]),
        (("Name", "DOB"), [("Rosa", "1990"), ("Rosa", "")], ["3 (the same name)"]),
        (("Name", "Refs"), [("Rosa", "1"), ("Rosa", "1")], ["3 (the same name)"]),
        (("First", "Last", "DOB"), [("Rosa", "Alvarez", "1990"), ("Rosa", "Alvarez", "1990")], ["3 (the same name)"]),
        (("Refs", "DOB"), [("1", "1990"), ("1", "1990")], []),
        (("ID", "Name", "DOB"), [("N/A", "Dee", "1990"), ("N/A", "Eve", "1991"), ("0", "Fay", "1992"), ("0", "Gus", "1993"), ("none", "Hal", "1994"), ("None", "Ina", "1995")], []),
        (("ID", "Name", "DOB"), [("103", "Dee", "1990"), ("103.0", "Eve", "1991")], ["3 (the same id)"]),
        (("First", "Last", "DOB"), [("", "", "1990"), ("", "", "1990"), ("-", "N/A", "1990"), ("-", "N/A", "1990")], []),
        (("Name", "DOB"), [("Lopez, Maria", "1990"), ("Maria López", "1990"), ("María  Lopez", "1990")], ["3 (the same name)", "4 (the same name)"]),
    ],
    ids=["id", "e-mail", "name and birth", "no birth", "names only", "two names", "nobody named", "ids of nobody", "an id as a number", "no names", "accents"],
)  # fmt: skip
def test_who_may_be_there_twice_is_pointed_out_and_stays(
    headings: tuple[str, ...], rows: list[tuple[str, ...]], says: list[str]
) -> None:
    made = roster(headings, *rows, chunk=1)
    assert len(read(made)) == len(rows)
    found = [f"{r.row} {say(r.says).partition('row 2 ')[2]}" for r in made.remarks.kept if r.about is About.DUPLICATE]
    assert found == says


def test_a_row_that_names_nobody_and_holds_nothing_that_is_read_is_left_out_and_said() -> None:
    made = roster(
        ("ID", "Name", "Notes", "DOB", "Refs"),
        ("1", "Rosa", "", "1990", "2"), ("4", "", "", "", ""), ("", "", "Evening class", "", ""), ("Prepared by Jane", "", "", "", ""), ("", "", "", "", "FALSE"),
        ("", "", "", "", "2"), ("x7", "", "", "", ""), ("5", "", "", "1991", ""), ("", "Ben", "", "", ""),
    )  # fmt: skip
    assert [r[:3] for r in read(made)] == [(2, "1", "Rosa"), (5, "Prepared by Jane", None), (7, None, None), (8, "x7", None), (9, "5", None), (10, None, "Ben")]  # fmt: skip
    assert [r for r in remarks(made) if r.startswith("row")] == [
        f"row {row} {value} nobody is named in it, and nothing that is read stands in it"
        for row, value in ((3, "4"), (4, "Evening class"), (6, "FALSE"))
    ]
    assert made.rows_in == 9


def test_people_without_names_stay_where_nobody_is_named() -> None:
    assert len(read(roster(("ID", "Name", "DOB"), ("1", "", ""), ("2", "", "1990")))) == 2
    assert len(read(roster(("DOB", "Refs"), ("", "0"), ("1990", "")))) == 2


def test_names_are_enough_where_activities_say_the_rest() -> None:
    table_ = Table("r.csv", ("Name",), 1, lambda: iter([Chunk(2, frame_of([["Rosa"], ["Ben"]], 1), 1.0)]))
    made = Roster(table_, COLUMNS, RULES, beside=True)
    assert read(made) == [(2, "Rosa", None), (3, "Ben", None)]
    assert made.found == []
    with pytest.raises(FileError) as caught:
        Roster(table_, COLUMNS, RULES)
    assert str(caught.value) == (
        "r.csv: its columns (Name) tell no more than who is there; it needs some that are asked about, such as born, references"
    )


def test_a_roster_without_headings_shows_nobody_s_data() -> None:
    with pytest.raises(FileError) as caught:
        roster(("Rosa Alvarez", "1990-04-02", "2"), ("Ben", "1991-01-01", "1"))
    assert str(caught.value) == (
        "r.csv: the first row looks like somebody's data; it has to be a row of headings, such as name, born, training_hours"
    )


def test_what_may_be_no_headings_is_not_shown() -> None:
    with pytest.raises(FileError) as caught:
        roster(("Rosa Alvarez", "yes", "SC"), ("Ben", "no", "SC"))
    assert str(caught.value) == (
        "r.csv: nothing in its row of headings is one that is asked about, such as born, references; has it headings at all?"
    )


def test_no_value_of_a_cell_is_kept_where_names_are_hidden() -> None:
    made = roster(("Name", "DOB", "Refs"), ("Rosa", "Zelda Zorro", "2"), ("TOTAL", "", "2"))
    made.remarks.hide_names()
    read(made)
    assert [(r.row, r.column, r.value) for r in made.remarks.kept] == [(3, "", ""), (2, "DOB", "")]
    late = roster(("Name", "DOB", "Refs"), ("Rosa", "Zelda Zorro", "2"))
    read(late)
    late.remarks.hide_names()
    assert [(r.row, r.column, r.value) for r in late.remarks.kept] == [(2, "DOB", "")]


def test_a_guess_at_the_order_of_dates_is_said() -> None:
    made = roster(("Name", "DOB", "Refs"), ("Rosa", "3/4/1990", "2"))
    read(made)
    assert remarks(made) == [
        "table None Dates such as 3/4/2024 were read with the month first (DOB); if the day stands first, say --dates day."
    ]


def test_a_roster_without_people() -> None:
    with pytest.raises(
        FileError, match=r"r.csv: there is nobody in this roster; it needs a row of headings and a row for each person"
    ):
        read(roster(("Name", "DOB", "Refs"), ("", "", "")))


def test_a_roster_without_a_column_that_is_asked_about() -> None:
    with pytest.raises(FileError) as caught:
        roster(("Name", "Birthsday", "Phone"), ("Rosa", "1990", ""))
    assert str(caught.value) == (
        "r.csv: none of its columns (Name, Birthsday, Phone) is one that is asked about, such as born, references; "
        'tell which is which with --map "Birthsday=born"'
    )


CELLS = st.sampled_from(
    ["", "Rosa", "Ben", "TOTAL", "Name", "DOB", "Refs", "1990", "3/4/1990", "x", "2", "Total people", "-5", "n/a"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12), st.integers(1, 5))
def test_no_row_is_lost(rows: list[tuple[str, str, str]], chunk: int) -> None:
    made = roster(("Name", "DOB", "Refs"), *rows, ("Somebody", "1990", "1"), chunk=chunk)
    people = read(made)
    left_out = [r for r in made.remarks.kept if r.about is About.ROW]
    empty = sum(not any(row) for row in rows)
    assert len(people) + len(left_out) + empty == len(rows) + 1
    assert made.rows_in == len(people) + len(left_out)
    assert [p[0] for p in people] == sorted(
        {*range(2, len(rows) + 3)} - {r.row for r in left_out} - {i + 2 for i, row in enumerate(rows) if not any(row)}
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_a_cell_says_what_it_says_or_is_reported_or_is_blank(rows: list[tuple[str, str, str]]) -> None:
    made = roster(("Name", "DOB", "Refs"), *rows, ("Somebody", "1990", "1"))
    people = read(made)
    said = {(r.row, r.column) for r in made.remarks.kept if r.about is About.CELL}
    for row, _, born, references in people:
        texts = dict(zip(("DOB", "Refs"), (*rows, ("", "1990", "1"))[row - 2][1:], strict=True))  # type: ignore[operator]
        for column, value in (("DOB", born), ("Refs", references)):
            blank = texts[column] in ("", "n/a")
            assert (value is None) == (blank or (row, column) in said)
