"""Numbers, yes and no, lists, places, blanks."""

import pytest

from peercert.answers import UnclearError
from peercert.cohort.cellvalues import (
    is_blank,
    is_no,
    read_choice,
    read_number,
    read_passed,
    read_place,
    read_several,
    read_yes_no,
)
from peercert.record import EDUCATION_ORDER

OF = ("mental_health", "substance_use", "trauma", "other")


@pytest.mark.parametrize("text", ["", " ", "n/a", "N/A", "#N/A", "-", "\u2014", "?", "unknown", "TBD", "null", "s/d"])
def test_blank_is_not_known(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "no", "none", "x", "nothing"])
def test_these_are_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text", ["yes", "Y", "TRUE", "true", "1", "x", "X", "\u2713", "Sí", "si", "done", "Completed", "on file"]
)
def test_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "N", "false", "0", "not yet", "Never", "not received"])
def test_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize("text", ["maybe", "pending", "paid? no", "2026-05-01", "2"])
def test_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(UnclearError, match=r"^this is neither yes nor no$"):
        read_yes_no(text)


def test_passed() -> None:
    assert [read_passed(t) for t in ("Pass", "passed", "y", "Failed", "not passed", "no")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_no_in_a_column_of_dates() -> None:
    assert [is_no(t) for t in ("no", "not yet", "none", "N", "2024", "0")] == [True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("40", 40), ("37.5", 37.5), ("37,5", 37.5), ("1,200", 1200), ("1,200.50", 1200.5), ("1.200,5", 1200.5), ("1 200", 1200), ("40 hrs", 40), ("40hrs.", 40),
        ("40 hours", 40), ("40 horas", 40), ("$75", 75), ("37 1/2", 37.5), ("\u00bd", 0.5), ("37\u00bd", 37.5), ("37:30", 37.5), ("09:30:00", 9.5), ("none", 0), ("0", 0),
        ("3 letters", 3), ("1,234,567 hours", None),
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
    assert [read_number(t, percent=True) for t in ("80%", "80", "0", "100 percent", "0.5%")] == [80, 80, 0, 100, 0.5]
    with pytest.raises(UnclearError) as caught:
        read_number("0.8", percent=True)
    assert str(caught.value) == "is this 0.8% or 80%? Write it with the sign, such as 80%"
    with pytest.raises(UnclearError, match=r"^a share is between 0% and 100%$"):
        read_number("120", percent=True)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("high_school", "high_school"), ("High School", "high_school"), ("GED", "high_school"), ("HS diploma", "high_school"), ("Bachelor's", "bachelor"),
        ("some college", "some_college"), ("Associate's degree", "associate"), ("PhD", "doctorate"), ("Maestría", "master"), ("none", "none"),
    ],
)  # fmt: skip
def test_levels_of_education(text: str, level: str) -> None:
    assert read_choice(text, EDUCATION_ORDER) == level


def test_what_is_on_no_list() -> None:
    with pytest.raises(UnclearError) as caught:
        read_choice("college", ("high_school", "some_college"))
    assert str(caught.value) == "this is none of the values that may stand here: high school or some college"


def test_another_name_is_only_taken_where_the_list_has_the_value() -> None:
    assert read_choice("virtual", ("online", "in_person")) == "online"
    with pytest.raises(UnclearError):
        read_choice("virtual", ("in_person", "hybrid"))


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("MH", ("mental_health",)), ("mental health; trauma", ("mental_health", "trauma")), ("MH/SU", ("mental_health", "substance_use")),
        ("MH and SUD", ("mental_health", "substance_use")), ("both", ("mental_health", "substance_use")), ("co-occurring", ("mental_health", "substance_use")),
        ("salud mental", ("mental_health",)), ("MH, MH", ("mental_health",)),
    ],
)  # fmt: skip
def test_several_of_a_list(text: str, several: tuple[str, ...]) -> None:
    assert read_several(text, OF) == several


def test_places() -> None:
    names = {"south carolina": "sc", "new york": "ny"}
    assert [read_place(t, lambda: names) for t in ("SC", "sc", "South Carolina", "none", "ND")] == [
        "SC",
        "SC",
        "SC",
        "none",
        "ND",
    ]
    with pytest.raises(UnclearError, match=r"^this is no state; write its two letters, such as SC$"):
        read_place("Carolina", lambda: names)
