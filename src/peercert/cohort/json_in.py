"""JSON: an object a line (JSON Lines), or a list of objects; a line that is no object is told, and the rest is read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from peercert.cohort.remarks import About, Remark
from peercert.cohort.tables import CHUNK, Chunk, Table, empty, unchanged
from peercert.cohort.textfiles import frame_of
from peercert.cohort.workbooks import text_of
from peercert.verdicts import All, Says
from peercert.yamlfile import FileError

ENDINGS = (".jsonl", ".ndjson", ".jsonlines")
MAX_LIST = 300_000_000
"""Bytes of a list, which must be read at once."""
_NO_OBJECT = Says('this line is not a JSON object, such as {{"name": "A", "born": "1990-04-02"}}')
_NO_OBJECT_IN_LIST = Says('this is not a JSON object, such as {{"name": "A", "born": "1990-04-02"}}')
_NOT_UTF_8 = Says("this line is not in UTF-8, as JSON is; save the file in that encoding (Windows may have used another)")  # fmt: skip


class Line(NamedTuple):
    """One line, or one thing in a list."""

    number: int
    data: dict[str, Any] | None
    """The object; None where there is none that can be read."""
    place: int
    """How far into the file it goes, in bytes."""
    wrong: Says | None = None
    text: str = ""
    """The beginning of what cannot be read."""

    def remark(self) -> Remark:
        """What is said of it where it cannot be read."""
        return Remark(About.ROW, self.wrong or _NO_OBJECT, self.number, value=self.text, lost=True)


def is_list(path: Path) -> bool:
    """Does the file begin as a list does?"""
    return begins(path, b"[")


def begins(path: Path, *signs: bytes) -> bool:
    """Is the first thing in a file, but for a mark of UTF-8 and blanks, one of these signs?"""
    with path.open("rb") as stream:
        return stream.read(200).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(signs)


def json_rows(path: Path) -> Iterator[Line]:
    """Every object with its number; lines with nothing in them are skipped. Raises FileError for a list that is too large."""
    listed = _list(path) if is_list(path) else None
    if listed is not None:
        size = path.stat().st_size
        for number, thing in enumerate(listed, 1):
            place = size * number // len(listed)
            if isinstance(thing, dict):
                yield Line(number, _sound(thing), place)
            else:
                yield Line(number, None, place, _NO_OBJECT_IN_LIST, json.dumps(_sound(thing), ensure_ascii=False)[:80])
        return
    place = 0
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            place += len(raw)
            if raw.strip():
                yield _line(number, raw, place)


def _line(number: int, raw: bytes, place: int) -> Line:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Line(number, None, place, _NOT_UTF_8, raw.decode("cp1252", "replace").strip()[:80])
    try:
        data = _sound(json.loads(text))
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return Line(number, data, place)
    return Line(number, None, place, _NO_OBJECT, text.strip()[:80])


def _list(path: Path) -> list[Any] | None:
    """The whole file as one list; None where it is none."""
    if path.stat().st_size > MAX_LIST:
        raise FileError(str(path), Says("this list is too large to be read at once; write an object in each line (JSON Lines)"))  # fmt: skip
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if path.suffix.casefold() in ENDINGS:
            return None
        line = getattr(error, "lineno", None)
        raise FileError(str(path), Says("this is not JSON that can be read ({problem})", {"problem": str(error)}), line) from None  # fmt: skip
    return data if isinstance(data, list) and any(isinstance(thing, dict) for thing in data) else None


def _sound(value: Any) -> Any:
    """Plain data whose texts are all text: half a letter (a lone surrogate, which JSON can write) is a replacement sign."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_sound(v) for v in value]
    return {_sound(k): _sound(v) for k, v in value.items()} if isinstance(value, dict) else value


def json_table(path: Path) -> Table:
    """The keys of the objects at the top are the headings, in the order in which they come. Raises FileError."""
    headings: dict[str, None] = {}
    wrong: Line | None = None
    for _, line in zip(range(10_000), json_rows(path), strict=False):
        headings |= dict.fromkeys(line.data or ())
        wrong = wrong or (line if line.data is None else None)
    if not headings and wrong is not None:
        raise FileError(str(path), wrong.wrong or _NO_OBJECT, wrong.number)
    if not headings:
        raise empty(path)
    names = tuple(headings)

    def chunks() -> Iterator[Chunk]:
        total = max(1, path.stat().st_size)
        with unchanged(path):
            rows: list[list[str]] = []
            remarks: list[Remark] = []
            first, left_out = 1, 0
            for line in json_rows(path):
                if line.number - first >= CHUNK:
                    yield Chunk(first, frame_of(rows, len(names)), line.place / total, tuple(remarks), left_out)
                    rows, remarks, first, left_out = [], [], line.number, 0
                rows += [[]] * (line.number - first - len(rows))
                rows.append([text_of(line.data.get(n)) for n in names] if line.data is not None else [])
                if line.data is None:
                    left_out += 1
                    remarks.append(line.remark())
                elif extra := [k for k in line.data if k not in headings]:
                    says = Says("the keys {keys} stand in no line before and were left out", {"keys": All(tuple(extra))})  # fmt: skip
                    remarks.append(Remark(About.CELL, says, line.number))
            yield Chunk(first, frame_of(rows, len(names)), 1.0, tuple(remarks), left_out)

    return Table(str(path), names, 0, chunks)


__all__ = ["ENDINGS", "Line", "begins", "is_list", "json_rows", "json_table"]
