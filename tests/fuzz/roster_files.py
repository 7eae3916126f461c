"""Tables as files of every sort that rosters are kept in, sound or damaged."""

import contextlib
import csv
import io
import json
import math
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import hostile
import inputs
import polars as pl
import xlsxwriter
from rosters import Made, texts

TEXT = (".csv", ".tsv", ".txt")
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")


def delimited(rng: Random, made: Made, ending: str) -> bytes:
    """CSV as programs write it: one of the separators, quotation marks where they are needed or everywhere."""
    between = "\t" if ending == ".tsv" else rng.choice((",", ",", ";", "\t", "|"))
    out = io.StringIO()
    quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    lines = csv.writer(out, delimiter=between, quoting=quoting, lineterminator=rng.choice(("\n", "\r\n")))
    if rng.random() < 0.05 and ending == ".csv":
        out.write(f"sep={between}\n")
    for row in (made.headings, *made.rows):
        lines.writerow([c.replace("\x00", "") if rng.random() < 0.99 else c for c in texts(row)])
    return out.getvalue().encode(rng.choice(_ENCODINGS) if rng.random() < 0.3 else "utf-8", "replace")


def unruly(rng: Random, made: Made, ending: str) -> bytes:
    """CSV as nobody should write it: cells as they are, quotation marks that never close, two encodings."""
    between = "\t" if ending == ".tsv" else rng.choice((",", ";"))
    lines = []
    for row in (made.headings, *made.rows):
        cells = [c if rng.random() < 0.7 else f'"{c}"' if rng.random() < 0.9 else f'"{c}' for c in texts(row)]
        line = between.join(cells)
        lines.append(line.encode("cp1252", "replace") if rng.random() < 0.1 else line.encode("utf-8", "surrogatepass"))
    raw = rng.choice((b"\n", b"\r\n", b"\r")).join(lines)
    return inputs.changed_bytes(rng, raw) if rng.random() < 0.6 else raw


def json_lines(rng: Random, made: Made) -> bytes:
    """An object a line, every value as it is."""
    lines = []
    for row in made.rows:
        cells = {h: str(c) if isinstance(c, date) else c for h, c in zip(made.headings, row, strict=False)}
        if rng.random() < 0.1:
            cells[inputs.text(rng)[:100]] = rng.choice(hostile.TEXTS)
        text = json.dumps(cells, ensure_ascii=rng.random() < 0.7)
        lines.append(text.encode("utf-8", "surrogatepass"))
    raw = b"\n".join(lines)
    return inputs.changed_bytes(rng, raw) if rng.random() < 0.15 else raw


def record_lines(rng: Random, people: Sequence[Any]) -> bytes:
    """A record a line."""
    lines = []
    for person in people:
        data = inputs.changed_data(rng, person) if rng.random() < 0.7 else person
        named = {"name": "Qwzi Vanterpool"} | data if isinstance(data, dict) else data
        lines.append(json.dumps(named, default=str).encode("utf-8", "surrogatepass"))
    return b"\n".join(lines)


def workbook(rng: Random, made: Made, other: Made | None) -> bytes:
    """A workbook with cells of every type; the activities on a sheet of their own."""
    out = io.BytesIO()
    quiet = {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": rng.random() < 0.3,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(out, quiet) as book:
        days = book.add_format({"num_format": rng.choice(("yyyy-mm-dd", "m/d/yy", "[h]:mm", "General"))})
        tables = [("Roster", made), *([("Activities", other)] if other is not None else [])]
        if rng.random() < 0.2:
            tables.insert(
                rng.randint(0, len(tables)), (rng.choice(("Notes", "Columns", "[x]", "'q'"))[:31].strip("[]'"), made)
            )
        for name, table in tables:
            sheet = book.add_worksheet(name)
            for number, row in enumerate([table.headings, *table.rows], rng.choice((0, 0, 0, 3))):
                for place, value in enumerate(row[:16_000]):
                    with contextlib.suppress(ValueError, OverflowError, TypeError):
                        _cell(rng, sheet, number, place, value, days)
            if rng.random() < 0.1:
                sheet.hide() if name != tables[0][0] else sheet.merge_range(40, 0, 41, 3, "merged")
    raw = out.getvalue()
    return _damaged(rng, raw) if rng.random() < 0.3 else raw


def _cell(rng: Random, sheet: Any, row: int, place: int, value: Any, days: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, days)
    elif isinstance(value, str) and rng.random() < 0.02:
        sheet.write_formula(
            row, place, '=HYPERLINK("http://evil.example","x")', None, rng.choice((value[:200], 0, "#REF!", "#N/A"))
        )
    elif isinstance(value, str):
        sheet.write_string(row, place, value[:32_000].encode("utf-8", "replace").decode())
    elif isinstance(value, (int, float, bool)):
        sheet.write(row, place, value)


def calc_sheet(rng: Random, made: Made) -> bytes:
    """The same as LibreOffice keeps it (ODS)."""
    rows = []
    for row in (made.headings, *made.rows):
        cells = "".join(
            f'<table:table-cell office:value-type="string"{_repeated(rng, "columns")}><text:p>{escape(_printable(c))}</text:p></table:table-cell>'
            if isinstance(c, str) or not isinstance(c, (int, float)) or isinstance(c, bool) or not math.isfinite(c)
            else f'<table:table-cell office:value-type="float" office:value={quoteattr(str(c))}/>'
            for c in row
        )
        rows.append(f"<table:table-row{_repeated(rng, 'rows')}>{cells}</table:table-row>")
    spaces = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f'<?xml version="1.0"?><office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name="Roster">{"".join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>'  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        book.writestr("content.xml", content.encode("utf-8", "replace"))
    raw = out.getvalue()
    return _damaged(rng, raw) if rng.random() < 0.3 else raw


def _repeated(rng: Random, what: str) -> str:
    return (
        f' table:number-{what}-repeated="{rng.choice((0, 2, 5, -1, 60, 999_999_999, 2**31, "x"))}"'
        if rng.random() < 0.01
        else ""
    )


def _printable(value: Any) -> str:
    text = texts([value])[0]
    return "".join(c for c in text if c.isprintable() or c in "\n\t")[:5_000]


def _damaged(rng: Random, raw: bytes) -> bytes:
    """A container cut or with bits turned, or a part inside it with places changed."""
    how = rng.random()
    if how < 0.2:
        return raw[: rng.randint(0, len(raw))]
    if how < 0.4:
        return turned(rng, raw)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice([n for n in names if n.endswith(".xml")] or names)
        for name in names:
            part = old.read(name)
            if name == chosen:
                part = _part(rng, part)
            if name != chosen or rng.random() < 0.95:
                new.writestr(name, part)
    return out.getvalue()


_FAR = (
    (b'r="A2"', b'r="XFD1048576"'), (b'r="A1"', b'r="ZZZ9999999"'), (b'r="A2"', b'r="A0"'), (b'r="A2"', b'r=""'), (b'<row r="2"', b'<row r="1048576"'), (b'<row r="2"', b'<row r="-1"'),
    (b"<v>0</v>", b"<v>99999999</v>"), (b"<v>0</v>", b"<v>-1</v>"), (b"<v>0</v>", b"<v>1e999</v>"), (b't="s"', b't="b"'), (b't="s"', b't="d"'), (b't="s"', b't="n"'), (b"<v>1</v>", b"<v></v>"),
    (b"<sheetData>", b"<sheetData><row><c/></row>"), (b"Roster", b"Roster&#x1b;[31m"), (b"Roster", b""), (b"utf-8", b"utf-16"), (b"<t>", b"<t>&xxe;"),
    (b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY xxe SYSTEM "file:///etc/passwd">]>'), (b'sheetId="1"', b'sheetId="1" state="veryHidden"'),
)  # fmt: skip
"""Changes in the parts of a workbook that mean something to readers."""


def _part(rng: Random, part: bytes) -> bytes:
    fitting = [(old, new) for old, new in _FAR if old in part]
    if fitting and rng.random() < 0.7:
        old, new = rng.choice(fitting)
        return part.replace(old, new, rng.choice((1, 1, -1)))
    return inputs.changed_bytes(rng, part)


def turned(rng: Random, raw: bytes) -> bytes:
    """A few bits turned."""
    made = bytearray(raw)
    for _ in range(rng.choice((1, 1, 3, 20))):
        if made:
            made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def parquet(rng: Random, made: Made) -> bytes:
    """A Parquet file whose columns have whatever type fits, or any."""
    columns: dict[str, pl.Series] = {}
    for place, name in enumerate(made.headings):
        values = [r[place] if place < len(r) else None for r in made.rows]
        columns[name.encode("utf-8", "replace").decode()] = _series(rng, values)
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out, compression=rng.choice(("zstd", "uncompressed", "snappy")))
    raw = out.getvalue()
    if rng.random() < 0.25:
        return turned(rng, raw) if rng.random() < 0.6 else raw[: rng.randint(0, len(raw))]
    return raw


def _series(rng: Random, values: list[Any]) -> pl.Series:
    plain = [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values]
    if rng.random() < 0.6 or not values:
        return pl.Series([None if v is None else texts([v])[0] for v in plain], dtype=pl.String)
    types: tuple[Any, ...] = (
        pl.Float64, pl.Float32, pl.Int64, pl.UInt8, pl.Boolean, pl.Date, pl.Datetime("us", "UTC"), pl.Datetime("ns"), pl.Duration, pl.Time, pl.Categorical, pl.Binary, pl.Null,
        pl.List(pl.String), pl.Struct({"a": pl.Int64}), pl.Decimal(10, 2), pl.Int128, pl.Enum(["yes", "no"]), pl.Array(pl.Int8, 2),
    )  # fmt: skip
    chosen = rng.choice(types)
    some = {
        pl.Float64: (1.5, 40.0, float("nan"), float("inf"), -1.0, 1e308, None), pl.Float32: (0.1, float("inf"), None), pl.Int64: (40, -5, 2**62, None), pl.Boolean: (True, False, None),
        pl.Date: (date(2024, 3, 14), date(1, 1, 1), date(9999, 12, 31), None),
    }.get(chosen, (None, 1, 40, "yes"))  # fmt: skip
    try:
        return pl.Series([rng.choice(some) for _ in values], dtype=chosen, strict=False)
    except Exception:  # not every value goes into every type
        return pl.Series([None] * len(values), dtype=chosen)


def folder(rng: Random, place: Path, people: Sequence[Any]) -> None:
    """A folder of records, and of things that are none."""
    place.mkdir()
    for number in range(rng.randint(0, 4)):
        data = rng.choice(people)
        data = inputs.changed_data(rng, data) if rng.random() < 0.5 else data
        name = rng.choice((f"qwzi-vanterpool-{number}.yaml", f"{number}.json", f".{number}.yaml", f"{number}.YML", f"\x1b[31m{number}.yaml", f"é{number}.yml", "=1+1.yaml"))  # fmt: skip
        raw = inputs.random_bytes(rng) if rng.random() < 0.2 else inputs.written(rng, data)
        (place / name).write_bytes(raw)
    odd = rng.randrange(8)
    if odd == 0:
        (place / "sub.yaml").mkdir()
    elif odd == 1:
        (place / "gone.yaml").symlink_to("nowhere")
    elif odd == 2:
        (place / "x.parquet").write_bytes(rng.choice((b"", b"PAR1", b"PAR1" * 9)))
    elif odd == 3:
        (place / "loop.yaml").symlink_to("loop.yaml")
    elif odd == 4:
        (place / "x.parquet").mkdir()
    elif odd == 5:
        (place / "notes.txt").write_bytes(b"x")
