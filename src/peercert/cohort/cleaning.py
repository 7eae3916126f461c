"""The cells of a chunk of rows -> typed columns, each distinct value read once; what cannot be read is reported.

Exact dates and plain numbers are read by Polars; all else goes through `cellvalues` and `celldates` value by value,
which is cheap, since a column of a million rows has few distinct ones that are written in some other way.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from peercert.answers import UnclearError
from peercert.cohort import cellnumbers, cellplaces, cellvalues
from peercert.cohort.celldates import NoDateError, Order, earliest, is_ambiguous, mark_of, orders_of, read_date
from peercert.cohort.remarks import About, Remark
from peercert.judging.table import Column
from peercert.verdicts import Says

_AHEAD = ("expires", "to")
"""Dates that may lie in the future; all others say what has happened."""
_PERCENT = ("works_in_share", "share", "attendance")
_WHOLE = ("renewals", "courses")
_HAPPENED = ("agreements", "documents", "paid")
"""What is in these lists has happened where a day stands there."""
_YES_ON = re.compile(r"^([^\W\d]+)[\s,:;(\u2013\u2014-]+(.+?)\)?$")
"""A word, and maybe a day."""
_AMOUNT = re.compile(r"^\$?\d*(?:[.,]\d+)?$")
"""A number alone is no day where money may stand."""
_ISO, _WHOLE_NUMBER = r"^\d{4}-\d{2}-\d{2}$", r"^\d{1,3}$"
_PLAIN = r"^(\d{1,5}(\.\d{1,2}|\.\d{4,})?|0\.\d+)$"
"""Numbers that are the same wherever one lives: not 1.200."""
_PAIRS = (("from", "to"), ("issued", "expires"), ("certified_on", "expires_on"))
"""Ends of the names of two dates, of which the second cannot be before the first."""


class Rules(NamedTuple):
    """How cells are to be read."""

    today: date
    """The last day on which anything can have happened."""
    places: cellplaces.Names
    order: Order | None = None
    """What stands first in dates such as 3/4/2024, where it is known for certain."""


class Read(NamedTuple):
    """Typed columns, and what could not be read."""

    frame: pl.DataFrame
    remarks: tuple[Remark, ...]


class Cells:
    """Reads the columns of one table, chunk by chunk; what a column shows of its dates holds for all of it."""

    def __init__(
        self, columns: Mapping[str, Column], headings: Mapping[str, str], rules: Rules, table: str = ""
    ) -> None:
        """`columns` and how their headings are written, by name; `table` names it in remarks."""
        self.columns, self.headings, self.rules, self.table = columns, headings, rules, table
        self.orders: dict[str, dict[str, Order]] = {}
        self.guessed: set[str] = set()
        """Columns whose dates are read with the month first because nothing shows their order."""
        self.beside: Mapping[str, Mapping[str, Order]] = {}
        """What the dates of a table beside this one show; where this one shows nothing, that holds here too."""
        self._marks: dict[str, cellnumbers.Mark] = {}
        self._texts, self._looked = pl.DataFrame(), False
        self._known: dict[str, dict[str, Any]] = {n: {} for n in columns}
        self._bad: dict[str, dict[str, str]] = {n: {} for n in columns}

    def read(self, texts: pl.DataFrame, rows: pl.Series) -> Read:
        """The typed columns of a chunk whose cells are texts, by the names of the columns."""
        self.look_at_dates(texts)
        self._texts, self._looked = texts, False
        made: list[pl.Series] = []
        remarks: list[Remark] = []
        for name, column in self.columns.items():
            typed, bad = self._column(texts[name], column)
            made.append(typed)
            if bad:
                remarks += self._report(name, texts[name], rows, bad)
        frame = pl.DataFrame(made) if made else pl.DataFrame()
        for first, last in self._pairs():
            frame, crossed = self._in_order(frame, texts, first, last, rows)
            remarks += crossed
        return Read(frame, tuple(remarks))

    def last_words(self) -> Iterator[Remark]:
        """What was taken for granted, once all is read."""
        if self.guessed:
            names = ", ".join(self.headings[n] for n in sorted(self.guessed))
            says = Says("Dates such as 3/4/2024 were read with the month first ({columns}); if the day stands first, say --dates day.", {"columns": names})  # fmt: skip
            yield Remark(About.TABLE, says, table=self.table)

    def look_at_dates(self, texts: pl.DataFrame) -> None:
        """What stands first in the dates of each column, from the first chunk that shows it."""
        for name, column in self.columns.items():
            if column.type in ("date", "date_or_no"):
                values = texts[name].drop_nulls()
                odd = values.filter(~values.str.contains(_ISO)).unique().to_list()
                self.orders[name] = orders_of(odd) | self.orders.get(name, {})

    def _look_at_numbers(self) -> None:
        """What stands before the decimals in each column, from the first chunk that shows it where some are in doubt."""
        shown = {n: self._texts[n].drop_nulls() for n, c in self.columns.items() if c.type == "number"}
        odd = {n: t.filter(t.str.contains("[.,]")).unique().to_list() for n, t in shown.items()}
        for thousands in (False, True):
            if not self._marks:
                found = {n: cellnumbers.mark_of(t, thousands=thousands) for n, t in odd.items()}
                self._marks = {n: mark for n, mark in found.items() if mark is not None}
        self._looked = True

    def _mark(self, name: str) -> cellnumbers.Mark | None:
        """By the column itself, else by what the other columns agree on."""
        others = {*self._marks.values()}
        return self._marks.get(name) or (
            others.pop() if len(others) == 1 else cellnumbers.Mark.MIXED if others else None
        )

    def _order(self, name: str, text: str) -> Order:
        """By the column itself, else by what the other columns agree on; the American one where nothing tells."""
        mark = mark_of(text)
        if self.rules.order is not None:
            return self.rules.order
        own = self.orders.get(name, {}).get(mark)
        if own is not None:
            return own
        others = {o[mark] for o in self.orders.values() if mark in o}
        others = others or {o[mark] for o in self.beside.values() if mark in o}
        if len(others) == 1:
            return others.pop()
        if others or mark == ".":
            return Order.MIXED
        if is_ambiguous(text):
            self.guessed.add(name)
        return Order.MONTH

    def _column(self, texts: pl.Series, column: Column) -> tuple[pl.Series, dict[str, str]]:
        """A typed column, and the texts that cannot be read with the reason."""
        plain, left = _plainly(texts, column, self.rules.today)
        known, bad = self._known[column.name], self._bad[column.name]
        here = left.drop_nulls().unique().to_list()
        if column.type == "number" and not self._looked and any(map(cellnumbers.is_open, here)):
            self._look_at_numbers()
        for text in here:
            if text not in known:
                try:
                    known[text] = None if _says_nothing(text, column) else self._value(text, column)
                except UnclearError as error:
                    known[text], bad[text] = None, str(error)
        kind = pl.Int64 if _whole(column) else _KINDS[column.type]
        values = [known[t] for t in here]
        if plain is not None and all(v is None for v in values):
            return plain.alias(column.name), {t: bad[t] for t in here if t in bad}
        read = left.replace_strict(here, values, default=None, return_dtype=kind) if here else left.cast(kind)
        if plain is not None:
            read = pl.select(pl.coalesce(plain.cast(kind), read)).to_series()
        return read.alias(column.name), {t: bad[t] for t in here if t in bad}

    def _value(self, text: str, column: Column) -> Any:
        """What a text says in this column. Raises UnclearError."""
        type_, last = column.type, column.place[-1]
        cellvalues.check_worked_out(text)
        if type_ in ("date", "date_or_no"):
            if type_ == "date_or_no" and cellvalues.is_no(text):
                return "no"
            order = self._order(column.name, text)
            return read_date(text, order, self.rules.today, ahead=last in _AHEAD, born=last == "born")
        if type_ == "number":
            value = cellnumbers.read_number(text, _unit(column), self._mark(column.name), whole=_whole(column))
            return int(value) if _whole(column) else value
        if type_ == "yes_no":
            return self._yes_no(text, column)
        if type_ == "choice":
            return cellvalues.read_choice(text, column.values)
        if type_ == "choices":
            return "; ".join(cellvalues.read_several(text, column.values))
        if column.place in cellplaces.PLACES:
            return cellplaces.read_place(text, self.rules.places)
        if column.place[-1] == "id" and cellvalues.is_no(text):
            return "no"
        return cellvalues.read_names(text, column.values, several=type_ == "texts")

    def _yes_no(self, text: str, column: Column) -> bool:
        """Yes or no; a day on which something was done says yes, alone where papers and money stand. Raises UnclearError."""
        of = column.place[1] if column.place[0] == "item" else ""

        def said(words: str) -> bool:
            return cellvalues.read_passed(words) if column.place[-1] == "passed" else cellvalues.read_yes_no(words, of)

        try:
            return said(text)
        except UnclearError as error:
            word = _YES_ON.match(text.strip())
            for day in (
                text if of in _HAPPENED else "",
                word[2] if word is not None and _is_yes(said, word[1]) else "",
            ):
                if day and not _AMOUNT.match(day.strip()):
                    with suppress(NoDateError):
                        read_date(day, self._order(column.name, day), self.rules.today)
                        return True
            raise error from None

    def _report(self, name: str, texts: pl.Series, rows: pl.Series, bad: Mapping[str, str]) -> Iterable[Remark]:
        where = texts.is_in(list(bad))
        for row, text in zip(rows.filter(where).to_list(), texts.filter(where).to_list(), strict=True):
            yield Remark(
                About.CELL,
                Says(bad[text].replace("{", "{{").replace("}", "}}")),
                row,
                self.headings[name],
                text,
                self.table,
            )

    def _pairs(self) -> Iterable[tuple[str, str]]:
        """Columns that are two ends of one stretch of time."""
        for one, other in _PAIRS:
            for name in self.columns:
                if name.endswith(one) and (last := name.removesuffix(one) + other) in self.columns:
                    yield name, last

    def _in_order(self, frame: pl.DataFrame, texts: pl.DataFrame, first: str, last: str, rows: pl.Series) -> tuple[pl.DataFrame, list[Remark]]:  # fmt: skip
        """The same without pairs of dates of which the end is before the start: both count as not known."""
        start, end = frame[first].cast(pl.String), frame[last].cast(pl.String)
        crossed = (_padded(end, "-12-31", "-31") < _padded(start, "-01-01", "-01")).fill_null(False)
        if not crossed.any():
            return frame, []
        remarks = []
        for row, a, b in zip(
            rows.filter(crossed), texts[first].filter(crossed), texts[last].filter(crossed), strict=True
        ):
            says = Says(
                "{end} is before {start}; one of the two is wrong",
                {"end": self.headings[last], "start": self.headings[first]},
            )
            remarks.append(
                Remark(About.CELL, says, row, f"{self.headings[first]}, {self.headings[last]}", f"{a}, {b}", self.table)
            )
        keep = [pl.when(~crossed).then(pl.col(n)).alias(n) for n in (first, last)]
        return frame.with_columns(keep), remarks


_KINDS: dict[str, Any] = {
    "date": pl.String, "date_or_no": pl.String, "number": pl.Float64, "yes_no": pl.Boolean, "choice": pl.String,
    "choices": pl.String, "text": pl.String, "texts": pl.String,
}  # fmt: skip


def _padded(dates: pl.Series, year: str, month: str) -> pl.Series:
    """Dates, roughly known or not, as days that can be compared as texts."""
    length = dates.str.len_chars()
    return pl.select(
        pl.when(length == len("2024"))
        .then(dates + year)
        .when(length == len("2024-03"))
        .then(dates + month)
        .otherwise(dates)
    ).to_series()


def _plainly(texts: pl.Series, column: Column, today: date) -> tuple[pl.Series | None, pl.Series]:
    """What Polars reads by itself (None for a type where that is nothing), and the texts that are left."""
    if column.type in ("date", "date_or_no"):
        latest = date(2200, 12, 31) if column.place[-1] in _AHEAD else today
        found = texts.str.to_date("%Y-%m-%d", strict=False)
        fits = texts.str.contains(_ISO) & (found >= earliest(born=column.place[-1] == "born")) & (found <= latest)
    elif column.type == "number" and column.place[-1] not in _PERCENT:
        found = texts.cast(pl.Int64 if _whole(column) else pl.Float64, strict=False)
        fits = texts.str.contains(_WHOLE_NUMBER if _whole(column) else _PLAIN) & found.is_not_null()
    else:
        return None, texts
    fits = fits.fill_null(False)
    parted = pl.select(pl.when(fits).then(found).alias("found"), pl.when(~fits).then(texts).alias("left"))
    return parted["found"], parted["left"]


def _says_nothing(text: str, column: Column) -> bool:
    """Is this cell blank? (ND is a state where states stand; NA is none)"""
    return cellplaces.says_nothing(text) if column.place in cellplaces.PLACES else cellvalues.is_blank(text)


def _unit(column: Column) -> str:
    """What a column of numbers counts."""
    last = column.place[-1]
    if last in _PERCENT:
        return "share"
    if column.place[0] == "references":
        return "references"
    return (
        last if last in ("credits", "days", "sessions", "courses", "renewals", "score", "hours_per_week") else "hours"
    )


def _is_yes(said: Callable[[str], bool], word: str) -> bool:
    try:
        return said(word)
    except UnclearError:
        return False


def _whole(column: Column) -> bool:
    return column.place[0] == "references" or column.place[-1] in _WHOLE


__all__ = ["Cells", "Read", "Rules"]
