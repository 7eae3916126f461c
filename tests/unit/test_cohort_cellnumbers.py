"""Numbers as rosters have them: marks, units, parts."""

import pytest

from peercert.answers import UnclearError
from peercert.cohort.cellnumbers import Mark, is_open, mark_of, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("40", 40), ("37.5", 37.5), ("37,5", 37.5), ("1,200", 1200), ("1,200.50", 1200.5), ("1.200,5", 1200.5), ("1 200", 1200), ("40 hrs", 40), ("40hrs.", 40),
        ("40 hours", 40), ("40 horas", 40), ("37 1/2", 37.5), ("\u00bd", 0.5), ("37\u00bd", 37.5), ("37:30", 37.5), ("09:30:00", 9.5), ("none", 0), ("0", 0),
        ("1,234,567 hours", None),
    ],
)  # fmt: skip
def test_numbers(text: str, number: float | None) -> None:
    if number is None:
        with pytest.raises(UnclearError, match=r"^this is more than can be right$"):
            read_number(text)
    else:
        assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("forty", "this is not a number that can be read"),
        ("about 40", "this is not a number that can be read"),
        ("40+", "this is not a number that can be read"),
        ("20-30", "this is not a number that can be read"),
        ("1,2,3", "this is not a number that can be read"),
        ("31/0", "this is not a number that can be read"),
        ("-5", "this is less than zero"),
    ],
)
def test_what_is_no_number(text: str, says: str) -> None:
    with pytest.raises(UnclearError) as caught:
        read_number(text)
    assert str(caught.value) == says


def test_whole_numbers() -> None:
    assert read_number("3", whole=True) == 3
    with pytest.raises(UnclearError, match=r"^this should be a whole number$"):
        read_number("2.5", whole=True)
    with pytest.raises(UnclearError, match=r"^this is more than can be right$"):
        read_number("1000", whole=True)


def test_a_share_needs_its_sign_where_it_may_be_a_part_of_one() -> None:
    assert [read_number(t, "share") for t in ("80%", "80", "0", "100 percent", "0.5%")] == [80, 80, 0, 100, 0.5]
    with pytest.raises(UnclearError) as caught:
        read_number("0.8", "share")
    assert str(caught.value) == "is this 0.8% or 80%? Write it with the sign, such as 80%"
    with pytest.raises(UnclearError, match=r"^a share is between 0% and 100%$"):
        read_number("120", "share")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (".5", 0.5), ("1E+3", 1000), ("+40", 40), ("40 hrs total", 40), ("40*", 40), ("\u200b40", 40), ("\ufeff40\u200b", 40), ("PT40H30M00S", 40.5),
        ("40 clock hours", 40), ("0.125", 0.125), ("12.5000", 12.5),
    ],
)  # fmt: skip
def test_other_forms_of_numbers(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["~40", "40 or so", "20/40", "3x", "5 weeks", "e3"])
def test_what_is_nearly_a_number_is_not_guessed(text: str) -> None:
    with pytest.raises(UnclearError, match=r"^this is not a number that can be read$"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3 credits", "credits"), ("6 CEUs", "credits"), ("5 days", "days"), ("5 d\u00edas", "days"), ("12 sessions", "sessions"), ("2 courses", "courses"),
        ("3 letters", "references"), ("2 times", "renewals"), ("88 pts", "score"), ("20 per week", "hours_per_week"), ("20 hrs/wk", "hours_per_week"), ("80 %", "share"),
    ],
)  # fmt: skip
def test_the_unit_of_its_column_may_stand_behind_a_number(text: str, unit: str) -> None:
    assert read_number(text, unit) == int(text.split()[0])


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("6 CEU", "hours", "this column is for hours; how many hours is that?"),
        ("5 days", "hours", "this column is for hours; how many hours is that?"),
        ("46 credits", "hours", "this column is for hours; how many hours is that?"),
        ("3 credit hours", "hours", "this column is for hours; how many hours is that?"),
        ("2 courses", "hours", "this column is for hours; how many hours is that?"),
        ("20 per week", "hours", "this column is for hours; how many hours is that?"),
        ("20 hrs/week", "hours", "this column is for hours; how many hours is that?"),
        ("$500", "hours", "this column is for hours; how many hours is that?"),
        ("50 sessions", "hours", "this column is for hours; how many hours is that?"),
        ("30 hours", "credits", "this column is for credits; how many credits is that?"),
        ("30 hours", "days", "this column is for days; how many days is that?"),
        ("30 hours", "sessions", "this column is for sessions; how many sessions is that?"),
        ("30 hours", "courses", "this column counts courses; how many courses is that?"),
        ("30 hours", "references", "this column counts references; how many references is that?"),
        ("30 hours", "renewals", "this column counts renewals; how many renewals is that?"),
        ("30 hours", "score", "this column is for a score in points; how many points is that?"),
        ("30 days", "hours_per_week", "this column is for hours a week; how many hours a week is that?"),
        ("30 days", "share", "this is not a number that can be read"),
    ],
)
def test_another_unit_than_that_of_the_column_is_unclear(text: str, unit: str, says: str) -> None:
    with pytest.raises(UnclearError) as caught:
        read_number(text, unit)
    assert str(caught.value) == says


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1.200", None, "is this 1.2 or 1,200?"), ("1.200", Mark.POINT, 1.2), ("1.200", Mark.COMMA, 1200), ("12.500", Mark.MIXED, "is this 12.5 or 12,500?"),
        ("1,200", None, 1200), ("1,200", Mark.POINT, 1200), ("1,200", Mark.COMMA, "is this 1.2 or 1,200?"), ("1,200", Mark.MIXED, "is this 1.2 or 1,200?"),
    ],
)  # fmt: skip
def test_three_figures_behind_one_mark(text: str, mark: Mark | None, number: float | str) -> None:
    if isinstance(number, str):
        with pytest.raises(UnclearError) as caught:
            read_number(text, "hours", mark)
        assert str(caught.value) == number
    else:
        assert read_number(text, "hours", mark) == number


def test_numbers_show_the_decimal_mark() -> None:
    assert mark_of(["1.200", "40"]) is None
    assert mark_of(["1.200", "40.5 hrs"]) is Mark.POINT
    assert mark_of(["1.200", "1,200"]) is None
    assert mark_of(["1.200", "1,200"], thousands=True) is Mark.POINT
    assert mark_of(["0.500"]) is Mark.POINT
    assert mark_of(["1,200", "40,5"]) is Mark.COMMA
    assert mark_of(["1.200,50"]) is Mark.COMMA
    assert mark_of(["40,5", "40.5"]) is Mark.MIXED
    assert [is_open(t) for t in ("1.200", "1,200 hrs", "0.500", "40.5")] == [True, True, False, False]
