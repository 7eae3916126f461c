"""From file to file: a table with one row a person in, the same people with their verdicts out, in bounded memory.

    evaluate_file(pathway, "people.csv", "verdicts.csv", as_of, credential=credential)

For tables as the columns of the pathway name them (`peercert cohort template`); a roster that is not so tidy is for
`peercert cohort`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from peercert.cohort.columns import columns_of
from peercert.cohort.engine import evaluate_frame, found_columns
from peercert.cohort.rows import PARTS
from peercert.evaluation import Lookup
from peercert.model import Credential, Pathway
from peercert.sayings import Says
from peercert.writing import may_write, new_file
from peercert.yamlfile import FileError

if TYPE_CHECKING:
    import polars as pl

_LOOKED_AT = 1000
"""Lines of a text file that are looked at to see how it writes its dates."""
READS = (".csv", ".tsv", ".parquet")
WRITES = (".csv", ".tsv", ".parquet", ".jsonl")


def evaluate_file(
    pathway: Pathway,
    source: str | Path,
    target: str | Path,
    as_of: date,
    *,
    credential: Credential | None = None,
    lookup: Lookup | None = None,
    parts: Iterable[str] = PARTS,
    keep: Sequence[str] | None = None,
    over: bool = False,
    engine: Literal["polars", "spark"] = "polars",
) -> None:
    """Hold everybody in a file against a pathway as of a day, and write what comes out to another file.

    `source` is CSV, TSV, Parquet or a folder of Parquet files; `target` CSV, TSV, Parquet or JSON Lines, by its ending.
    It is written whole or not at all, and `over` another one only if so told. `parts`, `keep`: as in `evaluate_frame`.
    Neither file has to fit into memory. With `engine="spark"` both are folders of Parquet files, and the work is done by
    the Spark session at hand (a local one otherwise). Raises FileError that names the file and the remedy.

    >>> import peercert
    >>> credential = peercert.load_rulebook().credential("sc-cpss-share")
    >>> peercert.evaluate_file(
    ...     credential.pathways["initial"], "gone.csv", "verdicts.csv", date(2026, 11, 22), credential=credential
    ... )
    Traceback (most recent call last):
    peercert.yamlfile.FileError: gone.csv: there is no such file; check the name and the folder
    """
    asked: dict[str, Any] = {"credential": credential, "lookup": lookup, "parts": tuple(parts), "keep": keep}
    if engine == "spark":
        from peercert.cohort.spark import evaluate_folder

        evaluate_folder(pathway, source, target, as_of, over=over, **asked)
        return
    import polars as pl

    source, target = Path(source), Path(target)
    if not source.exists():
        raise FileError(str(source), Says("there is no such file; check the name and the folder"))
    if target.suffix not in WRITES:
        ends = {"endings": ", ".join(WRITES)}
        raise FileError(str(target), Says("a table cannot be written to such a file; use one of {endings}", ends))
    may_write(target, over=over)
    for exact in (True, False):
        try:
            people = scan(source, pathway, credential, exact=exact)
            answers = evaluate_frame(pathway, people, as_of, **asked)
            with new_file(target, over=over) as waiting:
                _sink(answers, waiting, target.suffix)
            return
        except pl.exceptions.ComputeError as error:
            if not exact or source.suffix not in (".csv", ".tsv"):  # else: once more, for some dates may be rough
                says = Says("it cannot be read as a table ({problem})", {"problem": _first_line(error)})
                raise FileError(str(source), says) from None


def scan(source: Path, pathway: Pathway, credential: Credential | None, *, exact: bool) -> "pl.LazyFrame":
    """A file as a lazy table; `exact`: columns whose first dates are all days hold nothing else.

    Raises FileError for a file of another kind.
    """
    import polars as pl

    if source.is_dir():
        return pl.scan_parquet(source / "**" / "*.parquet")
    if source.suffix == ".parquet":
        return pl.scan_parquet(source)
    if source.suffix not in READS:
        ends = {"endings": ", ".join(READS)}
        raise FileError(str(source), Says("a table cannot be read from such a file; use one of {endings}", ends))
    separator = "\t" if source.suffix == ".tsv" else ","
    seen = pl.scan_csv(
        source, separator=separator, try_parse_dates=exact, infer_schema_length=_LOOKED_AT
    ).collect_schema()
    types: dict[str, Any] = {}
    for column, name in found_columns(columns_of(pathway, credential), seen).values():
        if column.type == "number":
            types[name] = pl.Float64
        elif column.type in ("date", "date_or_no") and seen[name] == pl.Date:
            types[name] = pl.Date
        elif not (column.type == "yes_no" and seen[name] == pl.Boolean):
            types[name] = pl.String
    return pl.scan_csv(source, separator=separator, schema_overrides=types, infer_schema_length=_LOOKED_AT)


def _sink(table: "pl.LazyFrame", target: Path, suffix: str) -> None:
    if suffix == ".parquet":
        table.sink_parquet(target)
    elif suffix == ".jsonl":
        table.sink_ndjson(target)
    else:
        table.sink_csv(target, separator="\t" if suffix == ".tsv" else ",")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
