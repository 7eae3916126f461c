"""Numbers, yes and no, lists, places, blanks."""

import pytest

from peercert.answers import UnclearError
from peercert.cohort.cellvalues import (
    is_blank,
    is_no,
    read_choice,
    read_passed,
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
    "text",
    [
        "yes",
        "Y",
        "TRUE",
        "true",
        "1",
        "x",
        "X",
        "\u2713",
        "Sí",
        "si",
        "done",
        "Completed",
        "on file",
        "1.0",
        "\u2714\ufe0f",
        "Okay",
    ],
)
def test_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "N", "false", "0", "not yet", "Never", "not received", "0.0", "none"])
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
    ("text", "level"),
    [
        ("high_school", "high_school"), ("High School", "high_school"), ("GED", "high_school"), ("HS diploma", "high_school"), ("Bachelor's", "bachelor"),
        ("some college", "some_college"), ("Associate's degree", "associate"), ("PhD", "doctorate"), ("Maestría", "master"), ("none", "none"),
        ("B.A.", "bachelor"), ("A.A.", "associate"), ("G.E.D.", "high_school"), ("H.S.", "high_school"), ("M.S.W.", "master"), ("Ph.D.", "doctorate"),
        ("Bachelor of Arts", "bachelor"), ("HS Diploma or GED", "high_school"), ("GED/HSD", "high_school"), ("highschool", "high_school"),
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


def test_signed_says_yes_of_an_agreement_and_paid_of_a_fee() -> None:
    assert [read_yes_no(t, "agreements") for t in ("Signed", "not signed", "firmada")] == [True, False, True]
    assert [read_yes_no(t, "paid") for t in ("Paid", "unpaid")] == [True, False]
    with pytest.raises(UnclearError, match=r"^this is neither yes nor no$"):
        read_yes_no("Paid", "agreements")
