"""Parquet: one file, or all files of a folder as one table, each read by its own types."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from peercert.cohort.cellnumbers import IN_DOUBT
from peercert.cohort.folders import not_read
from peercert.cohort.remarks import About, Remark
from peercert.cohort.tables import CHUNK, Chunk, Table, empty, unchanged
from peercert.shapes import short
from peercert.verdicts import All, Says
from peercert.words import tell
from peercert.yamlfile import FileError

Schema = Mapping[str, pl.DataType]


def parquet_table(path: Path) -> Table:
    """The table of a file or a folder. Raises FileError that names the file."""
    folder = path.is_dir()
    files = sorted(p for p in path.iterdir() if p.suffix == ".parquet") if folder else [path]
    schemas: dict[Path, Schema] = {}
    rows = 0
    for file in files:
        with _errors(file):
            scanned = pl.scan_parquet(file, glob=False)
            schemas[file] = scanned.collect_schema()
            rows += int(scanned.select(pl.len()).collect().item())
    if rows == 0:
        raise empty(path)
    names = list(dict.fromkeys(name for schema in schemas.values() for name in schema))
    left_out = {n: s[n] for s in schemas.values() for n in s if not _is_read(s[n])}

    def chunks() -> Iterator[Chunk]:
        first = 1
        for file, schema in schemas.items():
            texts = [_as_text(n, schema.get(n)).alias(f"c{i}") for i, n in enumerate(names)]
            with unchanged(file), _errors(file):
                scanned = pl.scan_parquet(file, glob=False)
                for batch in scanned.collect_batches(chunk_size=CHUNK, maintain_order=True):
                    frame = batch.select(texts)  # here, and not in the scan, which takes long to plan for many columns
                    yield Chunk(first, frame, min(1.0, (first + frame.height) / rows))
                    first += frame.height

    remarks = [*_left_out(left_out), *_lacking(schemas, names), *(not_read(path, [".parquet"]) if folder else ())]
    return Table(str(path), tuple("" if n in left_out else n for n in names), 0, chunks, "", tuple(remarks))


@contextmanager
def _errors(file: Path) -> Iterator[None]:
    """What is wrong with a file, as a FileError that names it."""
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _unreadable(file, error) from None
    except BaseException as error:  # what Polars gives up with in native code is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: BaseException) -> FileError:
    says = short((str(error).strip().splitlines() or [type(error).__name__])[0], 200)
    return FileError(str(file), tell("this is not a Parquet file that can be read ({problem})", problem=says))


def _left_out(columns: Schema) -> Iterator[Remark]:
    for name, type_ in columns.items():
        if type_ == pl.Binary:
            says = Says("The column {name} holds bytes, not texts, and was left out.", {"name": name})
        else:
            says = Says("The column {name} holds lists or records and was left out.", {"name": name})
        yield Remark(About.TABLE, says)


def _lacking(schemas: Mapping[Path, Schema], names: list[str]) -> Iterator[Remark]:
    """Files of a folder that have not all columns that others have."""
    for file, schema in schemas.items():
        lacking = tuple(n for n in names if n not in schema)
        if lacking:
            says = Says("{file} has no column {names}; what stands there counts as not known for all its rows.", {"file": file.name, "names": All(lacking)})  # fmt: skip
            yield Remark(About.TABLE, says)


def _is_read(type_: pl.DataType) -> bool:
    return type_ == pl.List(pl.String) or not (type_.is_nested() or type_ == pl.Binary)


def _as_text(name: str, type_: pl.DataType | None) -> pl.Expr:
    """A column as the texts that a person would type."""
    column = pl.col(name)
    if type_ is None or not _is_read(type_):
        return pl.lit(None, dtype=pl.String)
    if type_ == pl.List(pl.String):
        column, type_ = column.list.join("; ", ignore_nulls=True), pl.String()
    if type_.is_decimal():
        column, type_ = column.cast(pl.Float64), pl.Float64()
    if type_.is_float():
        whole = column.cast(pl.Int64, strict=False)
        text = column.cast(pl.String)
        text = pl.when(text.str.contains(IN_DOUBT)).then(text + "0").otherwise(text)
        return pl.when(column.is_nan()).then(None).when(column == whole).then(whole.cast(pl.String)).otherwise(text)
    if isinstance(type_, pl.Datetime):
        return column.dt.to_string("%Y-%m-%d")
    if isinstance(type_, pl.Duration):
        return (column.dt.total_seconds() / 3600).cast(pl.String)
    text = column.cast(pl.String)
    return text.str.strip_chars().replace("", None) if type_ == pl.String else text


__all__ = ["parquet_table"]
