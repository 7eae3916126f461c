"""Activities: entries of a person's record, given to that person and to nobody else."""

from datetime import date
from typing import Any

import pytest

from peercert.cohort.activities import Entry, activity_columns, read_activities, with_activities
from peercert.cohort.assigning import assign
from peercert.cohort.celldates import Order
from peercert.cohort.cleaning import Rules
from peercert.cohort.identity import clues
from peercert.cohort.reading import Chunk, Table
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.cohort.set_aside import set_aside
from peercert.cohort.textfiles import frame_of
from peercert.verdicts import Says
from peercert.words import say
from peercert.yamlfile import FileError

RULES = Rules(date(2026, 11, 22), dict)
LISTS = ("training", "experience", "supervision")
COLUMNS = activity_columns(LISTS, ("law_and_ethics",), ("SC SHARE",))


def table(*rows: tuple[str, ...]) -> Table:
    heads, *cells = rows
    return Table(
        "r.xlsx", heads, 1, lambda: iter([Chunk(2, frame_of([list(r) for r in cells], len(heads)), 1.0)]), "Activities"
    )


def read(*rows: tuple[str, ...], columns: Any = COLUMNS) -> tuple[list[Entry], list[str]]:
    found = read_activities(table(*rows), columns, RULES, {})
    return list(found.entries), [f"{r.table} {r.row} {r.column} {r.value}: {say(r.says)}" for r in found.remarks]


def test_a_course_becomes_an_entry_of_training() -> None:
    (entry,), remarks = read(
        ("Participant", "Type", "Title", "Topic", "Hrs", "Completed on", "Format", "Approved by"),
        ("Udall, Tina", "class", "Week 1", "Law & Ethics", "20 hours", "4/12/2026", "virtual live", "sc share"),
    )
    assert remarks == [
        "Activities None  : Dates such as 3/4/2024 were read with the month first (Completed on); if the day stands first, say --dates day."
    ]
    assert (entry.row, entry.list, entry.said) == (2, "training", "Udall, Tina")
    assert entry.data == {
        "title": "Week 1", "topic": ["law_and_ethics"], "hours": 20.0, "completed": "2026-04-12", "format": "live_online", "approved_by": ["SC SHARE"],
    }  # fmt: skip


def test_work_and_supervision_have_a_first_and_a_last_day() -> None:
    entries, _ = read(
        ("name", "what", "title", "hours", "from", "to", "date", "supervised", "supervised by", "kind"),
        ("Tina", "work", "Center", "100", "2025-01-06", "2025-06-30", "", "yes", "lead", "Volunteer"),
        ("Tina", "volunteer", "", "8", "", "", "2025-07-01", "", "", ""),
        ("Tina", "experience", "", "8", "2025-08-01", "", "", "", "", ""),
        ("Tina", "supervision", "", "1", "", "", "2025-07-01", "", "lead", ""),
    )
    assert [e.data for e in entries] == [
        {
            "employer": "Center",
            "hours": 100.0,
            "from": "2025-01-06",
            "to": "2025-06-30",
            "supervised": True,
            "supervised_by": "lead",
            "kind": "volunteer",
        },
        {"hours": 8.0, "from": "2025-07-01", "to": "2025-07-01"},
        {"hours": 8.0, "from": "2025-08-01"},
        {"hours": 1.0, "from": "2025-07-01", "to": "2025-07-01", "by": "lead"},
    ]


def test_what_cannot_be_read_leaves_the_entry_open() -> None:
    (entry,), remarks = read(("name", "what", "hours", "date"), ("Tina", "training", "a day", "soon"))
    assert entry.data == {}
    assert remarks == [
        "Activities 2 hours a day: this is not a number that can be read",
        "Activities 2 date soon: this is not a date that can be read; write it as 2024-03-14 or 3/14/2024",
    ]


def test_an_activity_of_no_known_sort_may_be_of_any() -> None:
    entries, remarks = read(("name", "what", "hours"), ("Tina", "party", "3"), ("Tina", "", "3"))
    assert [e.list for e in entries] == ["", ""]
    assert remarks == [
        "Activities 2 what party: this is none of the values that may stand here: training, experience or supervision",
        "Activities 3  Tina: it does not say what it was",
    ]


def test_where_only_one_sort_is_asked_about_it_needs_not_be_said() -> None:
    (entry,), _ = read(("name", "hours"), ("Tina", "3"), columns=activity_columns(("continuing_education",)))
    assert entry.list == "continuing_education"


@pytest.mark.parametrize(
    ("heads", "says"),
    [
        (
            ("what", "hours"),
            "r.xlsx: the activities (Activities) do not say whose they are; they need a column such as name or id",
        ),
        (
            ("name", "hours"),
            "r.xlsx: the activities (Activities) need a column called what, that says which they are: training, experience, supervision",
        ),
    ],
)
def test_a_table_that_leaves_out_what_is_needed(heads: tuple[str, ...], says: str) -> None:
    with pytest.raises(FileError) as caught:
        read(heads, ("x", "y"))
    assert str(caught.value) == says


def test_a_row_that_names_nobody_is_said() -> None:
    entries, remarks = read(("name", "what", "hours"), ("", "training", "3"))
    assert entries == []
    assert remarks == ["Activities 2  : nobody is named in it"]


def entry(who: str, listed: str = "training", **data: Any) -> Entry:
    return Entry(7, listed, data, clues({"name": who}), who)


PEOPLE = [
    {"id": "1", "name": "Rosa Alvarez", "email": "rosa@x.org", "born": "1984-09-30"},
    {"id": "2", "name": "Ben Carter", "email": None, "born": "1990-04-02"},
    {"id": "3", "name": "Ben Carter", "email": None, "born": "1991-01-01"},
    {"id": None, "name": "Ana Ruiz", "email": None, "born": None},
    {"id": None, "name": "Ruiz, Ana", "email": None, "born": "1980-01-01"},
]


@pytest.mark.parametrize("who", ["Rosa Alvarez", "ALVAREZ, ROSA", "rosa@x.org", "Rosa@X.org", "1"])
def test_a_person_is_found_by_name_id_or_address(who: str) -> None:
    found = assign([entry(who, hours=3)], PEOPLE, LISTS, "Activities")
    assert found.entries == {0: {"training": [{"hours": 3}]}}
    assert found.remarks == ()


def test_two_people_of_one_name_each_get_an_entry_that_says_nothing() -> None:
    found = assign([entry("Ben Carter", hours=3)], PEOPLE, LISTS, "Activities")
    assert found.entries == {1: {"training": [{}]}, 2: {"training": [{}]}}
    assert [say(r.says) for r in found.remarks] == [
        "it is not clear who this is: there are 2 of this name in the roster"
    ]


def test_one_person_who_is_there_twice_gets_it_in_both_rows() -> None:
    found = assign([entry("Ana Ruiz", hours=3)], PEOPLE, LISTS, "Activities")
    assert found.entries == {3: {"training": [{"hours": 3}]}, 4: {"training": [{"hours": 3}]}}


def test_an_activity_of_no_known_sort_opens_every_list() -> None:
    found = assign([entry("Rosa Alvarez", "")], PEOPLE, LISTS, "Activities")
    assert found.entries == {0: {"training": [{}], "experience": [{}], "supervision": [{}]}}


def test_a_name_that_is_not_in_the_roster_is_said() -> None:
    found = assign([entry("Nobody")], PEOPLE, LISTS, "Activities")
    assert found.entries == {}
    assert [(r.row, r.value, r.table, say(r.says)) for r in found.remarks] == [
        (7, "Nobody", "Activities", "there is nobody of this name in the roster")
    ]


@pytest.mark.parametrize(
    ("who", "given", "says"),
    [
        ({"id": "1", "name": "Rosa Alvarez"}, {0: [3]}, None),
        ({"id": "1.0", "name": "Alvarez, Rosa M."}, {0: [3]}, None),
        ({"id": "N/A", "name": "Rosa Alvarez"}, {0: [3]}, None),
        ({"email": "second@x.org", "name": "Rosa Alvarez"}, {0: [3]}, None),
        ({"id": "3", "name": "Ben Carter"}, {2: [3]}, None),
        ({"id": "1", "name": "Ana Ruiz"}, {0: [0], 3: [0], 4: [0]}, "it contradicts itself: the id is in row 1 of the roster and the name is in row 4 and 5 of the roster"),
        ({"id": "999", "name": "Rosa Alvarez"}, {0: [0]}, "it contradicts itself: the id is in no row of it and the name is in row 1 of the roster"),
        ({"id": "1", "name": "Zed Zorn"}, {0: [0]}, "it contradicts itself: the id is in row 1 of the roster and the name is in no row of it"),
        ({"email": "rosa@x.org", "name": "Ana Ruiz"}, {0: [0], 3: [0], 4: [0]}, "it contradicts itself: the e-mail address is in row 1 of the roster and the name is in row 4 and 5 of the roster"),
        ({"id": "0", "name": "-"}, {}, "there is nobody of this name in the roster"),
        ({"id": "99"}, {}, "there is nobody with this id in the roster"),
        ({"id": "99", "email": "x@x.org"}, {}, "there is nobody with this id or e-mail address in the roster"),
    ],
)  # fmt: skip
def test_an_activity_is_given_only_where_id_and_name_agree(
    who: dict[str, str], given: dict[int, list[int]], says: str | None
) -> None:
    found = assign([Entry(7, "training", {"hours": 3}, clues(who), "x")], PEOPLE, LISTS, "Activities")
    assert {n: [e.get("hours", 0) for e in mine["training"]] for n, mine in found.entries.items()} == given
    assert [say(r.says) for r in found.remarks] == ([says] if says else [])


SHARED = [{"id": "N/A", "name": "Dee Day"}, {"id": "N/A", "name": "Eve Eel"}, {"id": "7", "name": "Fay Fox"}, {"id": "7", "name": "Gus Gray"}]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "given", "says"),
    [
        ({"id": "N/A", "name": "Dee Day"}, {0: [3]}, None),
        ({"id": "7", "name": "Gus Gray"}, {3: [3]}, None),
        ({"id": "7"}, {2: [0], 3: [0]}, "it is not clear who this is: it fits 2 people of the roster"),
    ],
)
def test_an_id_that_says_nothing_or_is_shared_gives_an_activity_to_nobody(
    who: dict[str, str], given: dict[int, list[int]], says: str | None
) -> None:
    found = assign([Entry(7, "training", {"hours": 3}, clues(who), "x")], SHARED, LISTS, "Activities")
    assert {n: [e.get("hours", 0) for e in mine["training"]] for n, mine in found.entries.items()} == given
    assert [say(r.says) for r in found.remarks] == ([says] if says else [])


def test_activities_of_which_nothing_is_read_are_refused() -> None:
    columns = activity_columns(("continuing_education",))
    with pytest.raises(FileError) as caught:
        read(("Name", "Notes"), ("Fay Fox", "hello"), columns=columns)
    assert str(caught.value) == (
        "r.xlsx: the activities (Activities) say nothing of what was done; beside name they need columns such as hours "
        "and date, and there are Name, Notes"
    )
    with pytest.raises(FileError) as caught:
        read(("Name", "Training Hrs", "On"), ("Fay Fox", "20", "2025-06-01"), columns=columns)
    assert str(caught.value) == (
        "r.xlsx: the activities (Activities) say nothing of what was done; beside name they need columns such as hours "
        'and date, and there are Name, Training Hrs, On; tell which is which with --map "Training Hrs=hours"'
    )


def test_activities_without_headings_show_nobody_s_data() -> None:
    with pytest.raises(FileError) as caught:
        read(("Fay Fox", "20", "2025-06-01"), ("Gus Gray", "3", "2025-06-01"))
    assert str(caught.value) == (
        "r.xlsx: the first row looks like somebody's data; it has to be a row of headings, such as name, born, training_hours"
    )


def test_a_row_of_totals_is_said_once_and_values_as_they_are_written() -> None:
    entries, remarks = read(
        ("Name", "What", "Hours"), ("TOTAL", "", "23"), ("Tina", "CE", "3"), columns=activity_columns(("training",))
    )
    assert [e.row for e in entries] == [3]
    assert remarks == [
        "Activities 3 What CE: this is none of the values that may stand here: training",
        "Activities 2  TOTAL: a row of totals",
    ]


def test_activities_stand_for_what_the_roster_sums_up() -> None:
    data = {"training": [{"hours": 40}], "experience": [{"hours": 100}]}
    assert with_activities(data, {"training": [{"hours": 16}, {}]}) == {
        "training": [{"hours": 16}, {}],
        "experience": [{"hours": 100}],
    }
    assert with_activities(data, {"training": [{}]}) == {
        "training": [{"hours": 40}, {}],
        "experience": [{"hours": 100}],
    }
    assert with_activities(data, {"supervision": [{}]}) == data


def test_headings_that_are_not_read_are_said() -> None:
    _, remarks = read(("name", "what", "hours", "Colour"), ("Tina", "training", "3", "red"))
    assert remarks == ["Activities None  : Columns that were not read: Colour."]


def test_a_title_above_activities_is_no_row_of_the_roster() -> None:
    remarks = Remarks()
    remarks.add([Remark(About.ROW, Says("a row of totals"), 9)])
    remarks.add([Remark(About.ROW, Says("stands above the headings"), 1, table="Activities")])
    assert (remarks.left_out, remarks.counts[About.ROW]) == (1, 2)


def test_a_kind_of_work_is_no_kind_of_supervision() -> None:
    rows = [("Rosa", "supervision", "2", "apprenticeship"), ("Rosa", "supervision", "3", "group")]
    entries, _ = read(("Name", "What", "Hours", "Kind"), *rows)
    assert [e.data for e in entries] == [{"hours": 2.0}, {"hours": 3.0, "kind": "group"}]


def test_without_names_no_cell_is_quoted() -> None:
    remarks = Remarks()
    said = Says("this is not a date")
    remarks.add([Remark(About.CELL, said, 2, "born", "Maria"), Remark(About.CELL, said, 2, value="x | y")])
    remarks.add([Remark(About.CELL, said, 3, "born", "soon"), Remark(About.ROW, said, 4, value="Total")])
    remarks.hide_names()
    assert [r.value for r in remarks.kept] == ["", "", "", ""]


def test_a_day_after_the_last_day_of_work_tells_neither() -> None:
    rows = [("Rosa", "work", "2", "2008-04-18", "2004-08"), ("Rosa", "work", "3", "2004-08-31", "2004-08")]
    entries, _ = read(("Name", "What", "Hours", "Date", "To"), *rows)
    assert [e.data for e in entries] == [{"hours": 2.0}, {"hours": 3.0, "from": "2004-08-31", "to": "2004-08"}]


def test_semicolons_with_nothing_between_them_say_nothing() -> None:
    heads = ("Name", "What", "Topic", "Approved by")
    entries, _ = read(heads, ("Rosa", "training", "; ;", ";"), ("Rosa", "training", "ethics & law;", "A;;B"))
    assert [e.data for e in entries] == [{}, {"topic": ["ethics_and_law"], "approved_by": ["A", "B"]}]


def test_where_a_row_is_lost_nobodys_activities_are_surely_all_of_them() -> None:
    known = Entry(2, "training", {"hours": 20}, clues({"name": "Rosa Alvarez"}), "Rosa Alvarez")
    whole = assign([known], PEOPLE, LISTS, "Activities")
    (mine,) = whole.entries.values()
    assert mine == {"training": [{"hours": 20}]}
    (mine,) = assign([known], PEOPLE, LISTS, "Activities", lost=True).entries.values()
    assert mine == {"training": [{"hours": 20}, {}]}


def test_dates_are_read_as_those_of_the_roster_show() -> None:
    rows = (("name", "what", "hours", "date"), ("Ben", "training", "17", "12/11/2024"))
    day_first = read_activities(table(*rows), COLUMNS, RULES, {}, {"certified_on": {"/": Order.DAY}})
    assert (day_first.entries[0].data["completed"], day_first.remarks) == ("2024-11-12", ())
    alone = read_activities(table(*rows), COLUMNS, RULES, {})
    assert alone.entries[0].data["completed"] == "2024-12-11"
    assert [say(r.says) for r in alone.remarks] == [
        "Dates such as 3/4/2024 were read with the month first (date); if the day stands first, say --dates day."
    ]


def test_courses_of_the_roster_that_no_activity_names_are_said() -> None:
    data = {"training": [{"course": "kfla"}, {"course": "wrap"}, {"course": "other", "hours": 3}]}
    mine = {"training": [{"title": "KFLA", "hours": 6}]}
    assert [(r.row, say(r.says)) for r in set_aside(5, data, mine, {})] == [
        (5, "the roster says that WRAP was taken, no activity is called so; the activities count")
    ]
    said = list(set_aside(5, {"training": [{}] * 13}, mine, {"training_courses": "Courses"}))
    assert [(r.column, say(r.says)) for r in said] == [
        ("Courses", "the roster says 13 courses of training, the activities come to 1 course; the activities count")
    ]
