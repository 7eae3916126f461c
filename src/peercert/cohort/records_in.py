"""Records of many people as they are: a folder of record files, or JSON Lines with a record in each line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from peercert.cohort.folders import not_read
from peercert.cohort.json_in import ENDINGS, is_list, json_rows
from peercert.cohort.piped import errors_named
from peercert.cohort.remarks import About, Remark
from peercert.cohort.tables import unchanged
from peercert.record import Record
from peercert.recordfile import load_record, record_from
from peercert.shapes import written
from peercert.verdicts import Says
from peercert.words import tell
from peercert.yamlfile import FileError, parse_text

_ENDINGS = (".yaml", ".yml", ".json")
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", *ENDINGS)

_HIDDEN = Says("this record cannot be read; without --anonymous it is said why")


class Recorded(NamedTuple):
    """One person's record, or why it cannot be read."""

    number: int
    """Of the file in the folder, or of the line."""
    name: str
    record: Record | None
    done: float
    remarks: tuple[Remark, ...] = ()


def holds_records(path: Path) -> bool:
    """Is this a folder of record files, or a file of records in lines or in a list (and not a table)?"""
    if path.is_dir():
        return not any(path.glob("*.parquet"))
    ending = path.suffix.casefold()
    if not path.is_file() or not (ending in ENDINGS or (ending == ".json" and is_list(path))):
        return False
    keys = {written(n) for n in Record.fields_}
    for _, line in zip(range(50), json_rows(path), strict=False):
        if any(isinstance(v, (list, dict)) for k, v in (line.data or {}).items() if k in keys):
            return True
    return False


def records(path: Path, today: date, name: str | None = None) -> Iterator[Recorded]:
    """Every record; `today` is the last day on which anything can have happened, `name` what the file is called in messages.

    Raises FileError where there is none.
    """
    with errors_named(name or str(path)):
        yield from _folder(path, today) if path.is_dir() else _lines(path, today)


def _folder(path: Path, today: date) -> Iterator[Recorded]:
    files = sorted(p for p in path.iterdir() if p.suffix.casefold() in _ENDINGS and not p.name.startswith("."))
    tables = [p.name for p in sorted(path.iterdir()) if p.suffix.casefold() in _TABLES and not p.name.startswith(".")]
    if not files and tables:
        raise FileError(str(path), tell("there is no record in this folder; to read a roster in it, name the file, such as {file}", file=str(path / tables[0])))  # fmt: skip
    if not files:
        raise FileError(
            str(path), tell("there is no record in this folder; records are files that end in .yaml or .json")
        )
    for number, file in enumerate(files, 1):
        try:
            yield Recorded(number, file.stem, load_record(file, today=today), number / len(files))
        except FileError as error:
            place = f":{error.line}" if error.line else ""
            remark = Remark(
                About.ROW,
                Says("{problem}", {"problem": error.says}),
                number,
                value=f"{file.name}{place}",
                lost=True,
                less=_HIDDEN,
            )
            yield Recorded(number, file.stem, None, number / len(files), (remark,))
    if others := not_read(path, _ENDINGS):
        yield Recorded(len(files), "", None, 1.0, others)


def _lines(path: Path, today: date) -> Iterator[Recorded]:
    import json

    size = max(1, path.stat().st_size)
    with unchanged(path):
        for line in json_rows(path):
            if line.data is None:
                yield Recorded(line.number, "", None, line.place / size, (line.remark(),))
                continue
            name = str(line.data.pop("name", "") or line.data.pop("id", ""))
            try:
                document = parse_text(json.dumps(line.data).encode(), str(path))
                yield Recorded(line.number, name, record_from(document, today=today), line.place / size)
            except FileError as error:
                remark = Remark(About.ROW, Says("{problem}", {"problem": error.says}), line.number, value=name, lost=True, less=_HIDDEN)  # fmt: skip
                yield Recorded(line.number, name, None, line.place / size, (remark,))


__all__ = ["Recorded", "holds_records", "records"]
