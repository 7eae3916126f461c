"""Dates as rosters have them."""

from datetime import date

import pytest

from peercert.answers import UnclearError
from peercert.cohort.celldates import Order, is_ambiguous, orders_of, read_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-14", "2024-03-14"), ("2024-3-4", "2024-03-04"), ("2024/03/14", "2024-03-14"), ("3/14/2024", "2024-03-14"), ("3-14-2024", "2024-03-14"),
        ("3/4/2024", "2024-03-04"), ("3/4/24", "2024-03-04"), ("4/2/90", "1990-04-02"), ("14/3/2024", "2024-03-14"), ("14.3.2024", "2024-03-14"),
        ("20240314", "2024-03-14"), ("45365", "2024-03-14"), ("45365.75", "2024-03-14"), ("31234", "1985-07-06"), ("2021", "2021"), ("2021-06", "2021-06"),
        ("6/2021", "2021-06"), ("March 2024", "2024-03"), ("Mar. 14, 2024", "2024-03-14"), ("14 Mar 2024", "2024-03-14"), ("14-Mar-24", "2024-03-14"),
        ("March 14th, 2024", "2024-03-14"), ("Thursday, March 14, 2024", "2024-03-14"), ("14 de marzo de 2024", "2024-03-14"), ("marzo de 2024", "2024-03"),
        ("Sept 2023", "2023-09"), ("3/14/2024 12:00:00 AM", "2024-03-14"), ("2024-03-14T09:30:00Z", "2024-03-14"), (" 2024-03-14 ", "2024-03-14"),
        ("14MAR1990", "1990-03-14"), ("03142024", "2024-03-14"), ("2024 03 14", "2024-03-14"), ("3/14/1990*", "1990-03-14"), ("1º de marzo de 2024", "2024-03-01"),
        ("lunes 14 de marzo de 2024", "2024-03-14"), ("miércoles, 14 de marzo de 2024", "2024-03-14"), ("\u200b3/14/2024", "2024-03-14"),
        ("Thu Mar 14 2024 00:00:00 GMT-0400 (EDT)", "2024-03-14"), ("Thu Mar 14 2024 00:00:00 GMT-0400 (Eastern Daylight Time)", "2024-03-14"),
        ("\u0662\u0660\u0662\u0664", "2024"), ("\uff12\uff10\uff12\uff14-03-14", "2024-03-14"), ("\u0663/\u0661\u0664/2024", "2024-03-14"),
    ],
)  # fmt: skip
def test_forms_of_dates(text: str, day: str) -> None:
    assert read_date(text, Order.MONTH, TODAY) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("soon", "this is not a date that can be read; write it as 2024-03-14 or 3/14/2024"),
        ("2/30/2024", "there is no such date"),
        ("2/29/2023", "there is no such date"),
        ("13/13/2024", "there is no such date"),
        ("0/5/2024", "there is no such date"),
        ("2026-11-23", "that day is still to come; is the year right?"),
        ("2030", "that day is still to come; is the year right?"),
        ("1/1/1850", "that is too long ago to be right"),
        ("1924-12-31", "that is too long ago to be right"),
        ("1900-01-01", "that is too long ago to be right"),
        ("1899-12-30", "that is too long ago to be right"),
        ("1905-07-17", "is this the year 2025? Then write just that, in a cell that is no date"),
        ("1905-07-17 00:00:00", "is this the year 2025? Then write just that, in a cell that is no date"),
        ("Mar-24", "this may be a month of a year or a day of a month; write it as 2024-03 or 2024-03-14"),
        ("24-Mar", "this may be a month of a year or a day of a month; write it as 2024-03 or 2024-03-14"),
        ("99999", "this is not a date that can be read; write it as 2024-03-14 or 3/14/2024"),
        ("3/4", "this is not a date that can be read; write it as 2024-03-14 or 3/14/2024"),
    ],
)
def test_what_is_no_clear_date_is_not_guessed(text: str, says: str) -> None:
    with pytest.raises(UnclearError) as caught:
        read_date(text, Order.MONTH, TODAY)
    assert str(caught.value) == says


def test_an_expiry_may_be_ahead() -> None:
    assert read_date("1/14/27", Order.MONTH, TODAY, ahead=True) == "2027-01-14"
    assert read_date("2027-01-14", Order.MONTH, TODAY, ahead=True) == "2027-01-14"


def test_the_day_may_stand_first() -> None:
    assert read_date("3/4/2024", Order.DAY, TODAY) == "2024-04-03"
    assert read_date("3/14/2024", Order.DAY, TODAY) == "2024-03-14"  # can be read in no other way


def test_where_both_orders_are_used_only_what_is_clear_is_read() -> None:
    assert read_date("14/3/2024", Order.MIXED, TODAY) == "2024-03-14"
    assert read_date("4/4/2024", Order.MIXED, TODAY) == "2024-04-04"
    with pytest.raises(UnclearError) as caught:
        read_date("3/4/2024", Order.MIXED, TODAY)
    assert (
        str(caught.value) == "March 4, 2024 or April 3, 2024? Say which stands first with --dates month or --dates day"
    )


def test_a_column_shows_its_order_by_dates_that_can_be_read_in_one_way_only() -> None:
    assert orders_of(["3/4/2024", "3/14/2024", "May 2024"]) == {"/": Order.MONTH}
    assert orders_of(["25/12/2024"]) == {"/": Order.DAY}
    assert orders_of(["25/12/2024", "12/25/2024"]) == {"/": Order.MIXED}
    assert orders_of(["25.12.2024", "12/25/2024"]) == {".": Order.DAY, "/": Order.MONTH}
    assert orders_of(["3/4/2024", "2024-12-25"]) == {}


def test_ambiguous_is_what_only_the_order_tells() -> None:
    assert [is_ambiguous(t) for t in ("3/4/2024", "4/4/2024", "3/14/2024", "2024-03-04")] == [True, False, False, False]


def test_a_birth_may_be_longer_ago() -> None:
    assert read_date("1915-01-01", Order.MONTH, TODAY, born=True) == "1915-01-01"
    for text, says in (
        ("1914-12-31", "that is too long ago to be right"),
        ("1/1/1900", "that is too long ago to be right"),
        ("6/7/1905", "is this the year 1985? Then write just that, in a cell that is no date"),
    ):
        with pytest.raises(UnclearError) as caught:
            read_date(text, Order.MONTH, TODAY, born=True)
        assert str(caught.value) == says


def test_figures_in_a_run_have_the_order_of_their_column() -> None:
    assert orders_of(["14032024"]) == {"run": Order.DAY}
    assert read_date("03042024", Order.DAY, TODAY) == "2024-04-03"
    assert is_ambiguous("03042024")
    with pytest.raises(UnclearError):
        read_date("03042024", Order.MIXED, TODAY)
