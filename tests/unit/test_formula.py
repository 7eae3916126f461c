"""Formulas are folded while they are made, and calendar arithmetic in them is that of `peercert.dates`."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from peercert.cohort.expressions import Levels
from peercert.dates import DateSpan, Duration
from peercert.dates import months_between as months_of_dates
from peercert.judging import day_formulas as days
from peercert.judging.column_forms import OPEN, YES, Tri, cases, every, some
from peercert.judging.formula import FALSE, TRUE, Formula, both, col, formula, where
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN

pl = pytest.importorskip("polars")
DAY = col("day", "int")
FLAG = col("flag", "bool")


def worked_out(value: Formula, **columns: list[Any]) -> list[Any]:
    """A formula over a small table."""
    levels = Levels([value], pl)
    table = pl.LazyFrame(columns)
    for added in levels.columns():
        table = table.with_columns(added)
    return table.select(found=levels.take(value)).collect()["found"].to_list()


def test_what_is_the_same_for_everybody_is_worked_out_at_once() -> None:
    assert formula(2) + 3 * formula(4) is formula(14)
    assert both(FLAG, True) is FLAG
    assert (FLAG & ~FLAG) is FALSE
    assert (FLAG | ~FLAG) is TRUE
    assert where(FLAG, TRUE, FALSE) is FLAG
    assert where(FLAG, 4, 1).equals(4) is FLAG


def test_equal_formulas_are_one() -> None:
    assert (DAY + 1) is (DAY + 1)
    assert (DAY + 1) is not (DAY + 2)


def test_a_formula_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(FLAG)


def test_three_values() -> None:
    maybe = Tri(FALSE, FALSE)
    assert maybe == (OPEN & YES)
    assert (OPEN | YES) == YES
    assert Tri(FALSE, TRUE) == ~YES


def test_the_first_branch_that_holds_decides() -> None:
    found = cases((FLAG, MET), (True, MISSING), otherwise=UNKNOWN)
    assert found.met is FLAG
    assert found.missing == ~FLAG
    assert found.unknown is FALSE


def test_groups_combine_as_verdicts_do() -> None:
    met, review = cases(otherwise=MET), cases(otherwise=REVIEW)
    unknown, missing = cases(otherwise=UNKNOWN), cases(otherwise=MISSING)
    assert every([met, unknown, review]).unknown is TRUE
    assert every([met, unknown, missing]).missing is TRUE
    assert some([missing, review, unknown]).unknown is TRUE
    assert some([missing, review]).review is TRUE


@pytest.mark.parametrize(
    ("born", "full"), [(20040229, 20220301), (20040228, 20220228), (20041122, 20221122), (20080331, 20260331)]
)
def test_eighteen_years_have_passed(born: int, full: int) -> None:
    years = Duration(18, "year")
    assert worked_out(days.elapsed(years, DAY), day=[born]) == [full]
    for shift, passed in ((-1, False), (0, True)):
        on = days.number_of(days.day_of(full) + timedelta(days=shift))
        assert worked_out(days.passed(years, DAY, on), day=[born]) == [passed]


def test_deadlines_run_to_the_end_of_a_shorter_month() -> None:
    assert worked_out(days.after(Duration(6, "month"), DAY), day=[20250831, 20230831]) == [20260228, 20240229]
    assert worked_out(days.before(Duration(1, "month"), DAY), day=[20240331]) == [20240229]
    assert worked_out(days.after(Duration(90, "day"), DAY), day=[20251231]) == [20260331]


def test_division_rounds_as_everywhere() -> None:
    numbers = [n / 4 for n in range(400)]
    for by in (7.0, 25.0, 49.0, 100.0):
        assert worked_out(col("hours", "float") / by, hours=numbers) == [n / by for n in numbers]


def test_a_rough_date_is_written_as_it_was() -> None:
    spans = [DateSpan.parse(d) for d in ("2021", "2021-02", "2021-01", "2021-01-01", "2021-04-30")]
    spans += [DateSpan(date(2021, 1, 1), date(2021, 2, 28)), DateSpan(date(2021, 2, 1), date(2021, 2, 27))]
    spans += [DateSpan(date(2021, 3, 2), date(2021, 3, 31)), DateSpan(date(2021, 2, 1), date(2022, 1, 31))]
    lo, hi = ([days.number_of(end) for end in ends] for ends in zip(*spans, strict=True))
    written = days.span_text(days.Span(DAY, col("last", "int")))
    assert worked_out(written, day=lo, last=hi) == [str(s) for s in spans]


def test_arithmetic_is_that_of_dates() -> None:
    chance = random.Random(5)
    some_days = [date(1936, 1, 1) + timedelta(days=chance.randrange(48_000)) for _ in range(1500)]
    some_days += [
        date(y, m, d)
        for y in (1999, 2000, 2024, 2100)
        for m, d in ((2, 28), (3, 1), (3, 31), (10, 31), (12, 31), (1, 1))
    ]
    numbers = [days.number_of(d) for d in some_days]
    for length in (
        Duration(1, "month"),
        Duration(7, "month"),
        Duration(18, "year"),
        Duration(45, "day"),
        Duration(3, "week"),
        Duration(0, "month"),
    ):
        for made, shift in (
            (days.elapsed, length.elapsed_on),
            (days.after, length.after),
            (days.before, length.before),
        ):
            assert worked_out(made(length, DAY), day=numbers) == [days.number_of(shift(d)) for d in some_days]
    assert worked_out(days.ordinal(DAY), day=numbers) == [d.toordinal() for d in some_days]
    assert worked_out(days.from_ordinal(days.ordinal(DAY)), day=numbers) == numbers
    others = [some_days[-i] for i in range(len(some_days))]
    found = worked_out(
        days.months_between(DAY, col("other", "int")), day=numbers, other=[days.number_of(d) for d in others]
    )
    assert found == [months_of_dates(a, b) for a, b in zip(some_days, others, strict=True)]


@pytest.mark.parametrize("text", ["2021", "2021-06", "2024-02", "2021-06-15", "2021-12-31"])
def test_a_date_as_it_was_written(text: str) -> None:
    span = DateSpan.parse(text)
    digits = int((text + "-01-01")[:10].replace("-", ""))
    made = days.as_written(DAY, col("size", "int"), None)
    assert worked_out(made.lo, day=[digits], size=[len(text)]) == [days.number_of(span.lo)]
    assert worked_out(made.hi, day=[digits], size=[len(text)]) == [days.number_of(span.hi)]
    assert worked_out(made.text(), day=[digits], size=[len(text)]) == [text]


@pytest.mark.parametrize("digits", [20210231, 20211301, 20210100, 22010101, 0])
def test_a_day_that_does_not_exist_is_not_known(digits: int) -> None:
    assert worked_out(days.as_written(DAY, formula(10), None).known, day=[digits]) == [False]
