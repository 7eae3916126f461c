"""Results into files, chunk by chunk: CSV, Parquet, JSON Lines; workbooks are in `workbook_out`.

A file is whole or not there at all, its owner's alone to read, and nothing in it is a formula.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import polars as pl

from peercert.cohort.remarks import About, Remarks
from peercert.words import say, tell, tell_many
from peercert.writing import new_file
from peercert.yamlfile import FileError

ENDINGS = (".csv", ".tsv", ".xlsx", ".parquet", ".jsonl", ".ndjson")
_FORMULA = r"^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"
"""How a cell begins that a spreadsheet would take for a formula."""
_OURS = ("outcome", ".verdict", "still_missing")
"""How the columns are called that hold nothing but words of our own."""
_NUMBER = r"^-?\d+(\.\d+)?$"


class Out(Protocol):
    """Takes results chunk by chunk."""

    def write(self, frame: pl.DataFrame) -> None:
        """Write some rows."""


class Nowhere:
    """Results that are not written."""

    def write(self, frame: pl.DataFrame) -> None:
        """Nothing to do."""


class Delimited:
    """CSV or TSV."""

    def __init__(self, path: Path, separator: str) -> None:
        self._path, self._separator, self._begun = path, separator, False

    def write(self, frame: pl.DataFrame) -> None:
        """Append rows, the headings first."""
        with self._path.open("ab") as stream:
            flat = frame.select(disarmed(frame))
            flat.write_csv(stream, include_header=not self._begun, separator=self._separator)
        self._begun = True


class Lines:
    """JSON Lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, frame: pl.DataFrame) -> None:
        """Append an object for each row."""
        whole = frame.with_columns(
            pl.col(n).cast(pl.Int64) for n, t in frame.schema.items() if t == pl.Float64 and _is_whole(frame[n])
        )
        with self._path.open("ab") as stream:
            whole.write_ndjson(stream)


class Parquet:
    """Parquet: parts first, then one file of them."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path, self._folder, self._parts = path, folder, 0

    def write(self, frame: pl.DataFrame) -> None:
        """Write a part."""
        frame.write_parquet(self._folder / f"{self._parts:06}.parquet")
        self._parts += 1

    def finish(self) -> None:
        """Put the parts together."""
        pl.scan_parquet(self._folder / "*.parquet").sink_parquet(self._path)


@contextmanager
def results_file(name: str | None, *, force: bool = False) -> Iterator[Out]:
    """Where results go, by the end of the name of a file; nowhere where it is None. Raises FileError."""
    if name is None:
        yield Nowhere()
        return
    with ExitStack() as stack, disk_errors(name):
        path = stack.enter_context(new_file(name, over=force, private=True))
        ending = Path(name).suffix.casefold()
        if ending in (".csv", ".tsv"):
            yield Delimited(path, "\t" if ending == ".tsv" else ",")
        elif ending in (".jsonl", ".ndjson"):
            yield Lines(path)
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory(dir=path.parent, prefix=".peercert."))
            made = Parquet(path, Path(folder))
            yield made
            made.finish()


@contextmanager
def disk_errors(name: str) -> Iterator[None]:
    """What libraries say of a full disk and the like, as a FileError."""
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        says = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise FileError(
            name, tell("the file cannot be written ({problem}); nothing was written", problem=says)
        ) from None


def write_remarks(name: str, remarks: Remarks, *, force: bool = False) -> None:
    """Write what could not be read as CSV, a line each, by row. Raises FileError."""
    rows = [(r.about.value, r.table, r.row, r.column, r.value, say(r.says)) for r in remarks.of()]
    if remarks.more:
        rows.append((About.TABLE.value, "", None, "", "", more_remarks(remarks.more)))
    kinds = {
        "about": pl.String,
        "table": pl.String,
        "row": pl.Int64,
        "column": pl.String,
        "value": pl.String,
        "says": pl.String,
    }
    frame = pl.DataFrame(rows, schema=kinds, orient="row")
    with disk_errors(name), new_file(name, over=force, private=True) as path:
        Delimited(path, ",").write(frame)


def more_remarks(count: int) -> str:
    """What a list of remarks ends with that is not whole."""
    return tell_many("{count} more could not be read and is not listed.", "{count} more could not be read and are not listed.", count)  # fmt: skip


def check_name(name: str) -> None:
    """Raises FileError for a name whose end tells no format."""
    if Path(name).suffix.casefold() not in ENDINGS:
        says = tell("name a file that ends in one of {endings}", endings=", ".join(ENDINGS))
        raise FileError(name, says)


def disarmed(frame: pl.DataFrame) -> Sequence[pl.Expr]:
    """The columns as texts of which none is taken for a formula; whole numbers without a point."""
    made = []
    for name, type_ in frame.schema.items():
        column = pl.col(name)
        if type_ == pl.String and not name.endswith(_OURS):
            bad = column.str.contains(_FORMULA) & ~column.str.contains(_NUMBER)
            column = pl.when(bad).then(pl.lit("'") + column).otherwise(column).alias(name)
        elif type_ == pl.Float64:
            whole = column.cast(pl.Int64, strict=False)
            column = (
                whole
                if _is_whole(frame[name])
                else pl.when(column == whole).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
            )
            column = column.alias(name)
        made.append(column)
    return made


def _is_whole(column: pl.Series) -> bool:
    """Are all its numbers whole ones?"""
    return bool(((column == column.floor()) | column.is_null()).all())


__all__ = [
    "ENDINGS",
    "Nowhere",
    "Out",
    "check_name",
    "disarmed",
    "disk_errors",
    "more_remarks",
    "results_file",
    "write_remarks",
]
