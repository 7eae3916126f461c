"""What counts as a fault in what `peercert cohort` prints and writes."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl
from faults import Fault

_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def no_formula(cell: str, where: str) -> None:
    """A spreadsheet takes this cell for a text or a number."""
    if cell.startswith(_LIVE) and not _NUMBER.fullmatch(cell):
        raise Fault(f"{where}: a cell that may be a formula: {cell[:80]!r}")


def delimited(raw: bytes, separator: str, where: str) -> list[list[str]]:
    """The rows of CSV, all as long as the first, and none of their cells a formula."""
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), delimiter=separator, strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            raise Fault(f"{where}: a row of {len(row)} cells under {len(rows[0])} headings: {row!r:.200}")
        for cell in row:
            no_formula(cell, where)
    return rows


def workbook(raw: bytes, where: str) -> int:
    """How many people are in a workbook whose cells are texts and numbers alone; fewer than two sheets are a fault."""
    import python_calamine as calamine

    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        for name in book.namelist():
            part = book.read(name)
            ElementTree.fromstring(part)  # well-formed
            if re.search(rb"<f[ >/]|<hyperlink|<definedName[^>]*>[^<]*!(?!\$)|externalLink|ddeLink", part):
                raise Fault(f"{where}: a formula or a link in {name}")
    people = calamine.load_workbook(io.BytesIO(raw)).get_sheet_by_index(1).to_python(skip_empty_area=False)
    return len(people) - 1


def people_in(path: Path) -> int:
    """How many people a file of results has, once it is looked through."""
    raw, ending = path.read_bytes(), path.suffix
    if path.stat().st_mode & 0o077:
        raise Fault(f"{path.name}: others may read it")
    if ending in (".csv", ".tsv"):
        return len(delimited(raw, "\t" if ending == ".tsv" else ",", path.name)) - 1
    if ending == ".jsonl":
        return _lines(raw)
    if ending == ".parquet":
        return pl.read_parquet(io.BytesIO(raw)).height
    return workbook(raw, path.name)


def _lines(raw: bytes) -> int:
    def constant(name: str) -> Any:
        raise Fault(f"jsonl: {name}")

    lines = raw.split(b"\n")
    for line in lines:
        if line and not isinstance(json.loads(line, parse_constant=constant), dict):
            raise Fault(f"jsonl: {line[:80]!r}")
    return sum(map(bool, lines))


def adds_up(data: Any, filled: int | None) -> None:
    """Rows in = people + rows reported; the counts of a summary agree with each other. `filled`: rows that were put in."""
    rows, people = data["rows"], data["people"]
    if rows["with_something"] != rows["people"] + rows["left_out"] or rows["people"] != people:
        raise Fault(f"rows do not add up: {rows}, people {people}")
    if filled is not None and rows["with_something"] != filled:
        raise Fault(f"{filled} rows with something in them went in, {rows} came out")
    told = sum(r["about"] == "row" and not r["table"] for r in data["remarks"])
    if told != rows["left_out"]:
        raise Fault(f"{told} rows are told of, {rows} left out")
    if sum(data["outcomes"].values()) != people or sum(data["missing"].values()) != people:
        raise Fault(f"outcomes {data['outcomes']}, missing {data['missing']} of {people}")
    verdicts = ("met", "missing", "unknown", "review", "not_applicable")
    for requirement in data["requirements"]:
        if sum(requirement[v] for v in verdicts) > people:
            raise Fault(f"more verdicts than people: {requirement}")


def nameless(text: str, secrets: tuple[str, ...], where: str) -> None:
    """Nobody's name, id or address is in it."""
    for secret in secrets:
        at = text.casefold().find(secret)
        if at >= 0:
            raise Fault(f"{where}: {secret!r} of somebody's name, id or address in {text[max(0, at - 80) : at + 30]!r}")
