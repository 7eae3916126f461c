"""A roster: the rows of a table that are people, with the columns that a pathway reads.

Rows in = people out + rows reported. What is no person (an empty row, headings again, totals) is left out and said;
who may be there twice is pointed out and stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from peercert.cohort.celldates import Order
from peercert.cohort.cleaning import Cells, Rules
from peercert.cohort.first_row import looks_like_data, no_headings
from peercert.cohort.headings import IDENTITY, Matched, Vocabulary, match, named
from peercert.cohort.identity import TOTAL, blank
from peercert.cohort.reading import Table
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.cohort.twice import signs, twice
from peercert.judging.table import Column
from peercert.shapes import short
from peercert.verdicts import Says
from peercert.words import tell
from peercert.yamlfile import FileError

_AGAIN, _TOTALS = Says("the headings again"), Says("a row of totals")
_NOBODY = Says("nobody is named in it, and nothing that is read stands in it")
_MOST_LOOKED_AT = 2_000_000
"""People among whom those are looked for who may be there twice."""


class People(NamedTuple):
    """Some people of a roster, one row each."""

    rows: pl.Series
    """The number of each one's row in the file."""
    identity: pl.DataFrame
    """Who they are, as the roster has it."""
    frame: pl.DataFrame
    """What the roster says of them: the columns that were found, typed."""
    done: float
    """How much of the file has been read."""


class Roster:
    """The people of a table."""

    def __init__(
        self,
        table: Table,
        columns: Sequence[Column],
        rules: Rules,
        given: Mapping[str, str] | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """`columns` are those that are read; `given` tells of some headings which column they are.

        `beside`: activities say the rest, so that it is enough to know who is there. Raises FileError.
        """
        vocabulary = Vocabulary(columns)
        self.table = table
        self.columns = {c.name: c for c in columns}
        self.matched: Matched = match(table.headings, vocabulary, given or {}, table.source)
        self.found = [n for n in self.matched.places if n not in IDENTITY]
        if table.heading_row and looks_like_data(table.headings, self.matched):
            raise no_headings(table.source)
        if not self.found and not (beside and self.matched.identity):
            raise self._nothing()
        self._read = self.found or list(self.columns)[:1]
        self.cells = Cells({n: self.columns[n] for n in self._read}, self.matched.headings, rules)
        self.remarks = Remarks()
        self.remarks.add(table.remarks)
        self.rows_in = sum(r.about is About.ROW for r in table.remarks)
        """Rows that hold anything, above and below the headings, without the headings."""
        self.count = 0
        """People so far."""
        self._empty = 0
        self._named = False
        """Somebody so far has a name or an address."""
        self._seen: list[pl.DataFrame] = []
        self._nameless = [i for i, h in enumerate(table.headings) if not h.strip()]

    def _nothing(self) -> FileError:
        """No heading stands for anything that the pathway reads."""
        shown = named(self.table.headings)
        asked = ", ".join(list(self.columns)[:4])
        if not self.matched.places and not any(u.closest for u in self.matched.unmatched):
            says = tell("nothing in its row of headings is one that is asked about, such as {columns}; has it headings at all?", columns=asked)  # fmt: skip
            return FileError(self.table.source, says)
        if not self.matched.unmatched:
            says = tell("its columns ({headings}) tell no more than who is there; it needs some that are asked about, such as {columns}", headings=shown, columns=asked)  # fmt: skip
            return FileError(self.table.source, says)
        likely = next((u for u in self.matched.unmatched if u.closest), self.matched.unmatched[0])
        column = next(iter(likely.closest or self.columns))
        return FileError(
            self.table.source,
            tell(
                'none of its columns ({headings}) is one that is asked about, such as {columns}; tell which is which with --map "{heading}={column}"',
                headings=shown, columns=asked, heading=short(likely.heading), column=column,
            ),
        )  # fmt: skip

    def closest_to(self, columns: Sequence[str]) -> tuple[str, ...]:
        """The headings that are not read and come close to one of these columns."""
        return tuple(u.heading for u in self.matched.unmatched if set(u.closest) & set(columns))

    def date_orders(self) -> Mapping[str, Mapping[str, Order]]:
        """What stands first in its dates, as far as its first rows show."""
        first = next((c.frame for c in self.table.chunks() if c.frame.height), None)
        if first is not None and self.found:
            self.cells.look_at_dates(self._said(first))
        return self.cells.orders

    def people(self) -> Iterator[People]:
        """Everybody, chunk by chunk; what could not be read is in `remarks` afterwards. Raises FileError."""
        for chunk in self.table.chunks():
            self.remarks.add(chunk.remarks)
            self.rows_in += sum(r.about is About.ROW for r in chunk.remarks)
            self._empty -= chunk.left_out
            if chunk.frame.height == 0:
                continue
            self.remarks.add(self._without_heading(chunk.frame))
            texts, rows = self._persons(chunk.frame, chunk.first)
            identity = pl.DataFrame([texts[f"c{self.matched.places[n]}"].alias(n) for n in self.matched.identity])
            read = self.cells.read(self._said(texts), rows)
            self.remarks.add(read.remarks)
            self.count += len(rows)
            self._remember(identity, read.frame, rows)
            yield People(rows, identity, read.frame, chunk.done)
        if not self.count:
            says = tell("there is nobody in this roster; it needs a row of headings and a row for each person")
            raise FileError(self.table.source, says)
        self.remarks.add(self._last_words())

    def _without_heading(self, frame: pl.DataFrame) -> Iterator[Remark]:
        """Columns that hold something and have no heading, each told of once."""
        filled = [i for i in self._nameless if frame[f"c{i}"].null_count() < frame.height]
        for place in filled:
            self._nameless.remove(place)
            says = Says("Column {number} has no heading and was not read; give it one.", {"number": str(place + 1)})
            yield Remark(About.TABLE, says)

    def _said(self, texts: pl.DataFrame) -> pl.DataFrame:
        """The columns that are read, as texts; one of nothing where the roster says no more than who is there."""
        if not self.found:
            return pl.DataFrame({n: pl.Series([None] * texts.height, dtype=pl.String) for n in self._read})
        return texts.select(pl.col(f"c{self.matched.places[n]}").alias(n) for n in self.found)

    def _persons(self, frame: pl.DataFrame, first: int) -> tuple[pl.DataFrame, pl.Series]:
        """The rows that are people, and their numbers."""
        known = [f"c{self.matched.places[n]}" for n in ("id", "email", "born") if n in self.matched.places]
        anonymous = pl.all_horizontal([pl.col(c).is_null() for c in known]) if known else pl.lit(True)
        likely = [pl.col(f"c{i}").str.to_lowercase() == h.casefold() for i, h in enumerate(self.table.headings) if h][
            :3
        ]
        perhaps, nobody = self._nobody(frame)
        rows = frame.with_row_index("row", first)
        looked_at = rows.filter(anonymous | perhaps | pl.any_horizontal(likely).fill_null(False))
        stray = looked_at.select("row", **self._signs(frame.columns, anonymous), nobody=nobody).filter(
            pl.any_horizontal("empty", "again", "total", "nobody")
        )
        empty = 0
        for row, is_empty, is_again, is_total, value, _ in stray.rows():
            empty += is_empty
            if not is_empty:
                says = _AGAIN if is_again else _TOTALS if is_total else _NOBODY
                self.remarks.add([Remark(About.ROW, says, row, value=value)])
        self._empty += empty
        self.rows_in += frame.height - empty
        kept = rows.filter(~pl.col("row").is_in(stray["row"].implode())) if stray.height else rows
        return kept.drop("row"), kept["row"]

    def _nobody(self, frame: pl.DataFrame) -> tuple[pl.Expr, pl.Expr]:
        """Which rows name nobody, where others do, and hold nothing that is read: prepared lines, boxes that are not ticked.

        First those that may be so at a glance (a blank is short), since most of a large roster is not.
        """
        at = self.matched.places
        named = [pl.col(f"c{at[n]}") for n in ("name", "first_name", "last_name", "email") if n in at]
        if not named and "id" not in at:
            return pl.lit(False), pl.lit(False)
        shortly = [c.is_null() | (c.str.len_bytes() <= len("none")) for c in named or [pl.col(f"c{at['id']}")]]
        nobody = pl.all_horizontal(map(blank, named)) if named else pl.lit(True)
        if named and not self._named:
            self._named = bool(frame.select(pl.any_horizontal(c.is_not_null() for c in named).any()).item())
        if "id" in at:
            numbered = pl.col(f"c{at['id']}")
            without = blank(numbered)
            nobody &= without | numbered.str.contains(r"^\d{1,6}$").fill_null(False) if self._named else without
        cells = [pl.col(f"c{at[n]}").str.to_lowercase() for n in self.found]
        return pl.all_horizontal(shortly), nobody & pl.all_horizontal(
            pl.lit(True), *(blank(c) | c.is_in(["false", "f", "falso"]) for c in cells)
        )

    def _signs(self, cells: Sequence[str], anonymous: pl.Expr) -> dict[str, pl.Expr]:
        """What tells a row that is no person: nothing in it, the headings again, totals of nobody; and its first cell."""
        filled = pl.sum_horizontal(pl.col(c).is_not_null() for c in cells)
        again = pl.sum_horizontal(
            (pl.col(f"c{i}").str.to_lowercase() == h.casefold()).fill_null(False)
            for i, h in enumerate(self.table.headings)
            if h
        )
        value = pl.coalesce(cells)
        return {
            "empty": filled == 0, "again": (again >= 2) & (again * 2 >= filled),
            "total": value.str.contains(TOTAL).fill_null(False) & anonymous, "value": value,
        }  # fmt: skip

    def _remember(self, identity: pl.DataFrame, frame: pl.DataFrame, rows: pl.Series) -> None:
        """What is needed to see who is there twice."""
        if self.count > _MOST_LOOKED_AT:
            self._seen = []
        else:
            self._seen.append(signs(identity, frame, rows))

    def _last_words(self) -> Iterator[Remark]:
        if self._empty:
            says = Says(
                "{count} empty row was left out.",
                {"count": self._empty},
                "{count} empty rows were left out.",
                self._empty,
            )
            yield Remark(About.TABLE, says)
        yield from self.cells.last_words()
        if self.count > _MOST_LOOKED_AT:
            yield Remark(About.TABLE, Says("In so large a roster nobody was looked for who may be there twice."))
        elif self._seen:
            yield from twice(pl.concat(self._seen, how="vertical_relaxed"))


__all__ = ["People", "Roster"]
