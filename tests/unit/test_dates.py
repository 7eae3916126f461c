"""Calendar decisions: leap days, month ends, birthdays, windows."""

from datetime import date

import pytest

from peercert.dates import DateSpan, Day, Duration, later, months_between
from peercert.shapes import ShapeError


@pytest.mark.parametrize(
    ("length", "start", "end"),
    [
        ("1 year", "2024-02-29", "2025-02-28"),
        ("6 months", "2025-08-31", "2026-02-28"),
        ("1 month", "2024-01-31", "2024-02-29"),
        ("90 days", "2025-12-01", "2026-03-01"),
        ("2 weeks", "2025-12-25", "2026-01-08"),
        ("4 years", "2024-02-29", "2028-02-29"),
    ],
)
def test_deadlines_fall_on_the_last_day_of_a_shorter_month(length: str, start: str, end: str) -> None:
    assert Duration.parse(length).after(date.fromisoformat(start)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("length", "since", "reached"),
    [
        ("1 year", "2024-02-29", "2025-03-01"),
        ("3 years", "2023-11-22", "2026-11-22"),
        ("1 month", "2025-01-31", "2025-03-01"),
        ("18 years", "2008-02-29", "2026-03-01"),
    ],
)
def test_time_that_must_have_passed_rounds_forward(length: str, since: str, reached: str) -> None:
    assert Duration.parse(length).elapsed_on(date.fromisoformat(since)) == date.fromisoformat(reached)


@pytest.mark.parametrize(
    "text", ["", "two years", "24", "24 month(s)", "1.5 years", "-3 days", "\u0663 days", 24, None]
)
def test_a_length_of_time_is_written_in_words(text: object) -> None:
    with pytest.raises(ShapeError, match="24 months, 10 years or 90 days"):
        Duration.parse(text)


def test_rough_dates_are_spans() -> None:
    assert DateSpan.parse("2024-02") == DateSpan(date(2024, 2, 1), date(2024, 2, 29))
    assert DateSpan.parse(2021) == DateSpan(date(2021, 1, 1), date(2021, 12, 31))
    assert str(DateSpan.parse("2024-02")) == "2024-02"
    assert str(DateSpan.parse("2021")) == "2021"
    assert [str(DateSpan.parse(d)) for d in ("0987", "0987-06")] == ["0987", "0987-06"]


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2024-13-01",
        "2024-00",
        "3/14/2024",
        "yesterday",
        "20240314",
        True,
        12.5,
        "\u0662\u0660\u0662\u0664",
    ],
)
def test_impossible_dates_are_refused(text: object) -> None:
    with pytest.raises(ShapeError):
        DateSpan.parse(text)


def test_a_rule_needs_an_exact_day() -> None:
    with pytest.raises(ShapeError, match="needs a month and a day"):
        Day.parse("2025-07")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-07-22", "2026-11-22", 4),
        ("2026-07-22", "2026-11-23", 5),
        ("2026-07-22", "2026-07-22", 0),
        ("2026-07-22", "2026-01-01", 0),
    ],
)
def test_a_part_of_a_month_counts_as_one(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_the_calendar_ends() -> None:
    assert later(date(2026, 11, 22), 10) == date(2026, 12, 2)
    assert later(date(2026, 11, 22), -22) == date(2026, 10, 31)
    assert later(date.max, 1) == date.max
    assert later(date.min, -1) == date.min
    assert later(date(2026, 11, 22), 10**12) == date.max
    assert Duration(9999, "year").elapsed_on(date(2024, 2, 29)) == date.max
