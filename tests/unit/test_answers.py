"""What people type is read as they mean it, or refused with a word on what would be right."""

from datetime import date

import pytest

from peercert.answers import UnclearError, read
from peercert.questions import NONE, Amount, Choice, Place, When, Words, YesNo
from peercert.verdicts import Says

TODAY = date(2026, 11, 22)
LEVELS = Choice(
    (
        ("none", Says("no schooling")),
        ("high_school", Says("high school diploma or GED")),
        ("bachelor", Says("bachelor's degree")),
    )
)
SIGNED = Choice((("code_of_ethics", "code of ethics"), ("scope_of_practice", "scope of practice")), several=True)
HELD = Choice((("nc-cpss", "nc-cpss"),), several=True, other=Says("other ids"))


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("2024-03-14", "2024-03-14"), ("3/14/2024", "2024-03-14"), ("3-14-2024", "2024-03-14"), ("3/14/24", "2024-03-14"),
        ("March 14, 2024", "2024-03-14"), ("14 march 2024", "2024-03-14"), ("june 1st, 2021", "2021-06-01"),
        ("March 2024", "2024-03"), ("since March 2024", "2024-03"), ("2024-03", "2024-03"), ("2024", "2024"), ("about 2019", "2019"),
        ("2 years ago", "2024"), ("6 months ago", "2026-05"), ("yesterday", "2026-11-21"), ("4/2/90", "1990-04-02"),
        ("marzo de 2024", "2024-03"), ("el 3 de mayo de 2021", "2021-05-03"), ("hace 2 años", "2024"),
    ],
)  # fmt: skip
def test_dates_as_people_type_them(typed: str, means: str) -> None:
    assert read(When(), typed, TODAY) == means


@pytest.mark.parametrize("typed", ["", "soon", "12", "2/30/2024", "banana 5", "last March", "0000"])
def test_what_is_no_date_is_asked_again(typed: str) -> None:
    with pytest.raises(
        UnclearError, match=r"^Please answer with a date, such as 3/14/2024, March 2024, 2024, or 2 years ago\.$"
    ):
        read(When(), typed, TODAY)


def test_none_is_an_answer_only_where_it_means_something() -> None:
    assert read(When(Says("not yet")), "Not yet", TODAY) == NONE
    with pytest.raises(UnclearError):
        read(When(), "none", TODAY)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("40", 40), ("37.5", 37.5), ("37,5", 37.5), ("37 1/2", 37.5), ("1/2", 0.5), ("37½", 37.5), ("1,200", 1200), ("1,200.5", 1200.5),
        ("$75", 75), ("US$ 75", 75), ("40 hours", 40), ("about 40", 40), ("none", 0), ("ninguna", 0), ("0", 0), ("12 horas", 12),
    ],
)  # fmt: skip
def test_numbers_with_fractions_units_and_signs(typed: str, means: float) -> None:
    assert read(Amount("hours"), typed, TODAY) == means


@pytest.mark.parametrize("typed", ["", "forty", "1/0", "-5", "4 5", "1.2.3"])
def test_what_is_no_number_is_asked_again(typed: str) -> None:
    with pytest.raises(UnclearError, match=r"^Please answer with a number"):
        read(Amount("hours"), typed, TODAY)


def test_numbers_that_cannot_be() -> None:
    with pytest.raises(UnclearError, match=r"^1,000,000 is more than can be right; please look again\.$"):
        read(Amount("hours"), "1000000", TODAY)
    with pytest.raises(UnclearError, match=r"^Please answer with a whole number\.$"):
        read(Amount("references", whole=True), "2.5", TODAY)


@pytest.mark.parametrize(("typed", "means"), [("y", True), ("YES", True), ("sí", True), ("n", False), ("No.", False)])
def test_yes_and_no(typed: str, means: bool) -> None:
    assert read(YesNo(), typed, TODAY) is means


def test_one_of_several_by_number_name_or_its_beginning() -> None:
    for typed in ("2", "high school diploma or GED", "high", "HIGH_SCHOOL", "high school"):
        assert read(LEVELS, typed, TODAY) == "high_school"
    for typed in ("4", "0", "school", "x"):
        with pytest.raises(UnclearError, match=r"^Please answer with one of the numbers 1 to 3\.$"):
            read(LEVELS, typed, TODAY)


def test_several_of_several() -> None:
    both = ["code_of_ethics", "scope_of_practice"]
    for typed in ("1, 2", "1 2", "1 and 2", "1;2", "code of ethics, scope of practice", "all"):
        assert read(SIGNED, typed, TODAY) == both
    assert read(SIGNED, "none", TODAY) == []
    assert read(SIGNED, "2", TODAY) == ["scope_of_practice"]
    with pytest.raises(UnclearError):
        read(SIGNED, "3", TODAY)


def test_something_else_where_it_may_be_typed() -> None:
    assert read(HELD, "1, va-cprs", TODAY) == ["nc-cpss", "va-cprs"]


def test_places_by_letters_or_name() -> None:
    def names() -> dict[str, str]:
        return {"south carolina": "sc"}

    assert read(Place(), "sc", TODAY, names) == "SC"
    assert read(Place(), " South  Carolina ", TODAY, names) == "SC"
    with pytest.raises(UnclearError, match=r"^Please answer with the name of a state or its two letters, such as SC"):
        read(Place(), "Carolina", TODAY, names)


@pytest.mark.parametrize("typed", ["1²", "²", "①", "9" * 5000])
def test_figures_that_are_no_numbers_are_asked_again(typed: str) -> None:
    for form in (LEVELS, SIGNED):
        with pytest.raises(UnclearError):
            read(form, typed, TODAY)


@pytest.mark.parametrize("typed", ["1/0", "1/00", "1/٠", "3 1/0", "1/" + "9" * 5000, "9" * 5000 + "/2", "½/0"])
def test_parts_of_nothing_are_asked_again(typed: str) -> None:
    with pytest.raises(UnclearError):
        read(Amount("hours"), typed, TODAY)


def test_what_is_typed_has_no_control_characters_in_it() -> None:
    assert read(Words(), "a\x1b[31m b\u202ec", TODAY) == "a [31m b c"
