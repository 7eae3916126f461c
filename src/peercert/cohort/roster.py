"""A roster: the rows of a table that are people, with the columns that a pathway reads.

Rows in = people out + rows reported. What is no person (an empty row, headings again, totals) is left out and said;
who may be there twice is pointed out and stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from peercert.cohort.cleaning import Cells, Rules
from peercert.cohort.headings import IDENTITY, Matched, Vocabulary, match, named
from peercert.cohort.reading import Table
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.judging.table import Column
from peercert.shapes import short
from peercert.verdicts import Says
from peercert.words import tell
from peercert.yamlfile import FileError

_TOTAL = (
    r"(?i)^((grand|sub|class|cohort|overall)[ -]?)?total(s|es)?\b|^(sum|average|avg|mean|count|promedio|suma)[^\p{L}]*$"
)
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
        self, table: Table, columns: Sequence[Column], rules: Rules, given: Mapping[str, str] | None = None
    ) -> None:
        """`columns` are those that are read; `given` tells of some headings which column they are. Raises FileError."""
        vocabulary = Vocabulary(columns)
        self.table = table
        self.columns = {c.name: c for c in columns}
        self.matched: Matched = match(table.headings, vocabulary, given or {}, table.source)
        self.found = [n for n in self.matched.places if n not in IDENTITY]
        if not self.found:
            raise self._nothing()
        self.cells = Cells({n: self.columns[n] for n in self.found}, self.matched.headings, rules)
        self.remarks = Remarks()
        self.remarks.add(table.remarks)
        self.rows_in = sum(r.about is About.ROW for r in table.remarks)
        """Rows that hold anything, above and below the headings, without the headings."""
        self.count = 0
        """People so far."""
        self._empty = 0
        self._seen: list[pl.DataFrame] = []

    def _nothing(self) -> FileError:
        """No heading stands for anything that the pathway reads."""
        shown = named(self.table.headings)
        closest = [(u.heading, c) for u in self.matched.unmatched for c in u.closest[:1]]
        heading, column = (
            closest[0] if closest else (next((h for h in self.table.headings if h), ""), next(iter(self.columns)))
        )
        return FileError(
            self.table.source,
            tell(
                'none of its columns ({headings}) is one that is asked about, such as {columns}; tell which is which with --map "{heading}={column}"',
                headings=shown, columns=", ".join(list(self.columns)[:4]), heading=short(heading), column=column,
            ),
        )  # fmt: skip

    def closest_to(self, columns: Sequence[str]) -> tuple[str, ...]:
        """The headings that are not read and come close to one of these columns."""
        return tuple(u.heading for u in self.matched.unmatched if set(u.closest) & set(columns))

    def people(self) -> Iterator[People]:
        """Everybody, chunk by chunk; what could not be read is in `remarks` afterwards. Raises FileError."""
        for chunk in self.table.chunks():
            self.remarks.add(chunk.remarks)
            if chunk.frame.height == 0:
                continue
            texts, rows = self._persons(chunk.frame, chunk.first)
            identity = pl.DataFrame([texts[f"c{self.matched.places[n]}"].alias(n) for n in self.matched.identity])
            read = self.cells.read(
                texts.select(pl.col(f"c{self.matched.places[n]}").alias(n) for n in self.found), rows
            )
            self.remarks.add(read.remarks)
            self.count += len(rows)
            self._remember(identity, read.frame, rows)
            yield People(rows, identity, read.frame, chunk.done)
        if not self.count:
            says = tell("there is nobody in this roster; it needs a row of headings and a row for each person")
            raise FileError(self.table.source, says)
        self.remarks.add(self._last_words())

    def _persons(self, frame: pl.DataFrame, first: int) -> tuple[pl.DataFrame, pl.Series]:
        """The rows that are people, and their numbers."""
        known = [f"c{self.matched.places[n]}" for n in ("id", "email", "born") if n in self.matched.places]
        anonymous = pl.all_horizontal([pl.col(c).is_null() for c in known]) if known else pl.lit(True)
        likely = [pl.col(f"c{i}").str.to_lowercase() == h.casefold() for i, h in enumerate(self.table.headings) if h][
            :3
        ]
        rows = frame.with_row_index("row", first)
        looked_at = rows.filter(anonymous | pl.any_horizontal(likely).fill_null(False))
        stray = looked_at.select("row", **self._signs(frame.columns, anonymous)).filter(
            pl.any_horizontal("empty", "again", "total")
        )
        empty = 0
        for row, is_empty, is_again, _, value in stray.rows():
            empty += is_empty
            if not is_empty:
                says = Says("the headings again") if is_again else Says("a row of totals")
                self.remarks.add([Remark(About.ROW, says, row, value=value)])
        self._empty += empty
        self.rows_in += frame.height - empty
        kept = rows.filter(~pl.col("row").is_in(stray["row"].implode())) if stray.height else rows
        return kept.drop("row"), kept["row"]

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
            "total": value.str.contains(_TOTAL).fill_null(False) & anonymous, "value": value,
        }  # fmt: skip

    def _remember(self, identity: pl.DataFrame, frame: pl.DataFrame, rows: pl.Series) -> None:
        """What is needed to see who is there twice."""
        if self.count > _MOST_LOOKED_AT:
            self._seen = []
            return
        made = {"row": rows}
        for name in ("id", "email"):
            if name in identity.columns:
                made[name] = identity[name].str.to_lowercase()
        names = [n for n in ("name", "first_name", "last_name") if n in identity.columns]
        if names:
            made["name"] = identity.select(pl.concat_str(names, separator=" ", ignore_nulls=True)).to_series()
            made["name"] = _same_name(made["name"])
            if "born" in frame.columns:
                made["born"] = frame["born"].cast(pl.String)
        self._seen.append(pl.DataFrame(made))

    def _last_words(self) -> Iterator[Remark]:
        if self._empty:
            says = Says(
                "{count} empty row was left out.",
                {"count": self._empty},
                "{count} empty rows were left out.",
                self._empty,
            )
            yield Remark(About.TABLE, says)
        if self.cells.guessed:
            names = ", ".join(self.matched.headings[n] for n in sorted(self.cells.guessed))
            says = Says("Dates such as 3/4/2024 were read with the month first ({columns}); if the day stands first, say --dates day.", {"columns": names})  # fmt: skip
            yield Remark(About.TABLE, says)
        if self.count > _MOST_LOOKED_AT:
            yield Remark(About.TABLE, Says("In so large a roster nobody was looked for who may be there twice."))
        elif self._seen:
            yield from _twice(pl.concat(self._seen, how="vertical_relaxed"))


def _same_name(names: pl.Series) -> pl.Series:
    """Names without case and punctuation, the first name first: Lopez, Maria is Maria Lopez."""
    small = names.str.to_lowercase()
    odd = small.str.contains(r"[^a-z0-9 ]").fill_null(False)
    if not odd.any():
        return small
    plain = small.filter(odd).str.replace(r"^([^,]+),\s*([^,]+)$", "$2 $1")
    plain = plain.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars().replace("", None)
    return small.scatter(odd.arg_true(), plain)


def _twice(seen: pl.DataFrame) -> Iterator[Remark]:
    """Who may be there twice: by id, by e-mail, by name and date of birth (or name alone, where that is blank)."""
    told: set[int] = set()
    for name, keys in (("id", ["id"]), ("email", ["email"]), ("name", ["name", "born"]), ("name", ["name"])):
        keys = [k for k in keys if k in seen.columns]
        if not keys or name not in seen.columns:
            continue
        rows = seen.filter(pl.all_horizontal(pl.col(k).is_not_null() for k in keys))
        if name == "name" and keys == ["name"] and "born" in seen.columns:
            blank = seen.filter(pl.col("born").is_null() & pl.col("name").is_not_null())["name"].unique()
            rows = seen.filter(pl.col("name").is_in(blank.implode()))
        again = rows.filter(pl.struct(keys).is_duplicated()).group_by(keys, maintain_order=True).agg("row")
        for first, *others in again["row"].to_list():
            for row in others:
                if row not in told:
                    told.add(row)
                    says = Says(
                        "may be the same person as in row {row} (the same {what})",
                        {"row": str(first), "what": _SAME[name]},
                    )
                    yield Remark(About.DUPLICATE, says, row)


_SAME = {"id": Says("id"), "email": Says("e-mail address"), "name": Says("name")}

__all__ = ["People", "Roster"]
