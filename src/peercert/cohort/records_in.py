"""Records of many people as they are: a folder of record files, or JSON Lines with a record in each line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from peercert.cohort.reading import json_rows, unchanged
from peercert.cohort.remarks import About, Remark
from peercert.record import Record
from peercert.recordfile import load_record, record_from
from peercert.shapes import written
from peercert.verdicts import Says
from peercert.words import tell
from peercert.yamlfile import FileError, parse_text

_ENDINGS = (".yaml", ".yml", ".json")


class Recorded(NamedTuple):
    """One person's record, or why it cannot be read."""

    number: int
    """Of the file in the folder, or of the line."""
    name: str
    record: Record | None
    done: float
    remarks: tuple[Remark, ...] = ()


def holds_records(path: Path) -> bool:
    """Is this a folder of record files, or a file of records in lines (and not a table)?"""
    if path.is_dir():
        return not any(path.glob("*.parquet"))
    if path.suffix.casefold() not in (".jsonl", ".ndjson", ".jsonlines") or not path.is_file():
        return False
    keys = {written(n) for n in Record.fields_}
    for _, (_, row, _) in zip(range(50), json_rows(path), strict=False):
        if any(isinstance(v, (list, dict)) for k, v in row.items() if k in keys):
            return True
    return False


def records(path: Path, today: date) -> Iterator[Recorded]:
    """Every record; `today` is the last day on which anything can have happened. Raises FileError where there is none."""
    yield from _folder(path, today) if path.is_dir() else _lines(path, today)


def _folder(path: Path, today: date) -> Iterator[Recorded]:
    files = sorted(p for p in path.iterdir() if p.suffix.casefold() in _ENDINGS and not p.name.startswith("."))
    if not files:
        raise FileError(
            str(path), tell("there is no record in this folder; records are files that end in .yaml or .json")
        )
    for number, file in enumerate(files, 1):
        try:
            yield Recorded(number, file.stem, load_record(file, today=today), number / len(files))
        except FileError as error:
            place = f":{error.line}" if error.line else ""
            remark = Remark(About.ROW, Says("{problem}", {"problem": error.says}), number, value=f"{file.name}{place}")
            yield Recorded(number, file.stem, None, number / len(files), (remark,))


def _lines(path: Path, today: date) -> Iterator[Recorded]:
    import json

    size = max(1, path.stat().st_size)
    with unchanged(path):
        for number, row, place in json_rows(path):
            name = str(row.pop("name", "") or row.pop("id", ""))
            try:
                document = parse_text(json.dumps(row).encode(), str(path))
                yield Recorded(number, name, record_from(document, today=today), place / size)
            except FileError as error:
                remark = Remark(About.ROW, Says("{problem}", {"problem": error.says}), number, value=name)
                yield Recorded(number, name, None, place / size, (remark,))


__all__ = ["Recorded", "holds_records", "records"]
