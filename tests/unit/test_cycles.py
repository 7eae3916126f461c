"""Renewal clocks: the current period of a held credential, worked out by hand."""

from datetime import date
from typing import Any

import pytest

from peercert.cycles import Cycle
from peercert.dates import DateSpan
from peercert.record import Held
from peercert.shapes import ShapeError


def period(cycle: dict[str, Any], held: dict[str, Any], born: str | None = None) -> tuple[str, str]:
    found = Cycle.parse(cycle).period(
        Held.parse({"id": "xx"} | held), DateSpan.parse(born) if born else None, date(2024, 6, 1)
    )
    return str(found.start), str(found.end)


@pytest.mark.parametrize(
    ("cycle", "held", "born", "start", "end"),
    [
        # anniversary of issue, or of the last renewal
        ({"every": "24 months"}, {"issued": "2025-03-01"}, None, "2025-03-01", "2027-03-01"),
        (
            {"every": "24 months"},
            {"issued": "2023-03-01", "renewed": "2025-03-01"},
            None,
            "2025-03-01",
            "2027-03-01",
        ),
        ({"every": "12 months"}, {"issued": "2024-02-29"}, None, "2024-02-29", "2025-02-28"),
        # the record's own expiry wins
        (
            {"every": "24 months"},
            {"issued": "2023-03-01", "expires": "2026-12-31"},
            None,
            "2024-12-31",
            "2026-12-31",
        ),
        # birthday: the first certificate runs to a birthday within the full length
        # (which birthday, the rule leaves open: so does the span)
        (
            {"every": "24 months", "ends": "birthday", "first": "short"},
            {"issued": "2025-08-01"},
            "1990-03-10",
            "2025-08-01",
            "2026-03-10 to 2027-03-10",
        ),
        (
            {"every": "24 months", "ends": "birthday"},
            {"issued": "2023-08-01", "renewed": "2026-03-10"},
            "1990-03-10",
            "2026-03-10",
            "2028-03-10",
        ),
        # last day of the birth month
        (
            {"every": "12 months", "ends": "birth_month"},
            {"issued": "2024-01-01", "renewed": "2025-06-30"},
            "1990-06-10",
            "2025-06-30",
            "2026-06-30",
        ),
        # calendar year: the first period is cut short, or runs on
        (
            {"every": "12 months", "ends": "12-31", "first": "short"},
            {"issued": "2026-05-10"},
            None,
            "2026-05-10",
            "2026-12-31",
        ),
        (
            {"every": "12 months", "ends": "12-31", "first": "long"},
            {"issued": "2026-05-10"},
            None,
            "2026-05-10",
            "2027-12-31",
        ),
        # fixed day in odd years
        (
            {"every": "24 months", "ends": "09-30", "years": "odd", "first": "short"},
            {"issued": "2026-02-01"},
            None,
            "2026-02-01",
            "2027-09-30",
        ),
        # every fourth year, counted from one such day
        (
            {"every": "4 years", "ends": "09-30", "anchor": "2024-09-30", "first": "short"},
            {"issued": "2025-02-01"},
            None,
            "2025-02-01",
            "2028-09-30",
        ),
        (
            {"every": "4 years", "ends": "09-30", "anchor": "2032-09-30", "first": "short"},
            {"issued": "2025-02-01"},
            None,
            "2025-02-01",
            "2028-09-30",
        ),
        # month ends
        (
            {"every": "24 months", "ends": "end_of_month"},
            {"issued": "2024-02-10"},
            None,
            "2024-02-10",
            "2026-02-28",
        ),
        (
            {"every": "24 months", "ends": "first_of_month"},
            {"issued": "2024-02-10"},
            None,
            "2024-02-01",
            "2026-02-01",
        ),
    ],
)
def test_period(cycle: dict[str, Any], held: dict[str, Any], born: str | None, start: str, end: str) -> None:
    assert period(cycle, held, born)[1] == end
    assert period(cycle, held, born)[0] == start


def test_without_dates_nothing_is_known() -> None:
    found = Cycle.parse({"every": "24 months"}).period(Held.parse({"id": "xx"}), None, date(2024, 6, 1))
    assert found.start is None
    assert found.end is None


def test_a_birthday_clock_needs_the_birthday() -> None:
    assert period({"every": "24 months", "ends": "birthday"}, {"issued": "2025-08-01"})[1] == "None"


@pytest.mark.parametrize(
    ("held", "first"),
    [
        ({"issued": "2025-03-01"}, True),
        ({"issued": "2020-03-01", "expires": "2027-03-01"}, False),
        ({"expires": "2027-03-01"}, None),
        ({"issued": "2020-03-01", "renewals": 0}, True),
    ],
)
def test_which_period_it_is(held: dict[str, Any], first: bool | None) -> None:
    assert (
        Cycle.parse({"every": "24 months"}).period(Held.parse({"id": "xx"} | held), None, date(2024, 6, 1)).first
        is first
    )


@pytest.mark.parametrize("ends", ["13-01", "02-30", "never", 12])
def test_a_clock_that_is_none_is_refused(ends: object) -> None:
    with pytest.raises(ShapeError, match="is no clock"):
        Cycle.parse({"every": "24 months", "ends": ends})


def test_the_end_is_inside_the_period() -> None:
    found = Cycle.parse({"every": "12 months"}).period(
        Held.parse({"id": "xx", "issued": "2025-11-22"}), None, date(2026, 11, 22)
    )
    assert found.end is not None
    assert found.end.lo == date(2026, 11, 22)


def test_an_old_day_of_issue_alone_tells_nothing() -> None:
    cycle = Cycle.parse({"every": "24 months"})
    old = {"id": "xx", "issued": "2019-05-01"}
    assert cycle.period(Held.parse(old), None, date(2026, 11, 22)).end is None
    assert str(cycle.period(Held.parse(old | {"renewals": 0}), None, date(2026, 11, 22)).end) == "2021-05-01"
