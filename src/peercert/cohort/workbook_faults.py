"""Cells of a workbook (XLSX, ODS) that hold an error, or a formula that was never worked out.

What reads workbooks gives both as empty cells; here they are looked up in the sheets themselves, so that none is taken
for a blank.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from peercert.cohort.ods_faults import ods_faults
from peercert.cohort.workbook_sizes import column_number

Faults = dict[tuple[int, int], str]
"""What stands there by row and column, from 0: #REF!, or a formula that has no value: =B2+C2."""
_PIECE = 1_000_000
_SIGNS = re.compile(rb"""\bt=["']e["']|<f[ />]|:f[ />]""")
_CELL = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_LONGEST = 200
"""Characters that are kept of a formula."""


def faults(raw: bytes) -> dict[str, Faults]:
    """By the name of the sheet; nothing for what is neither XLSX nor ODS."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if "content.xml" in packed.namelist():
                return ods_faults(packed)
            found = {name: _of_sheet(packed, path) for name, path in _sheets(packed)}
    except Exception:  # what decompressors raise has no common name
        return {}  # what is wrong with it is said by what reads its cells
    return {name: there for name, there in found.items() if there}


def _sheets(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The names of its sheets, and where they are."""
    if "xl/workbook.xml" not in packed.namelist():
        return
    targets = {a.get("Id", ""): a.get("Target", "") for a in _elements(packed, "xl/_rels/workbook.xml.rels", "Relationship")}  # fmt: skip
    for about in _elements(packed, "xl/workbook.xml", "sheet"):
        id_ = next((v for k, v in about.items() if k.rpartition(":")[2] == "id"), "")
        if target := targets.get(id_):
            yield about.get("name", ""), posixpath.normpath(posixpath.join("xl", target)).lstrip("/")


def _elements(packed: zipfile.ZipFile, path: str, wanted: str) -> list[dict[str, str]]:
    """The attributes of all elements of this name."""
    found: list[dict[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(packed.read(path), True)
    return found


def _of_sheet(packed: zipfile.ZipFile, path: str) -> Faults:
    if path not in packed.namelist():
        return {}
    with packed.open(path) as stream:
        if not _has_signs(stream):
            return {}
    seen = _Cells()
    with packed.open(path) as stream:
        seen.parser.ParseFile(stream)
    return seen.found


def _has_signs(stream: IO[bytes]) -> bool:
    """Is there anything that looks like an error or a formula?"""
    before = b""
    while piece := stream.read(_PIECE):
        if _SIGNS.search(before + piece):
            return True
        before = piece[-10:]
    return False


class _Cells:
    """Goes through the cells of a sheet."""

    def __init__(self) -> None:
        self.found: Faults = {}
        self.row, self.column = -1, -1
        self._type = self._formula = self._value = ""
        self._in = ""
        self._has_formula = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
        elif name == "c":
            place = _CELL.match(attributes.get("r", ""))
            self.column = column_number(place[1].encode()) - 1 if place is not None else self.column + 1
            if place is not None:
                self.row = int(place[2]) - 1
            self._type, self._formula, self._value, self._has_formula = attributes.get("t", ""), "", "", False
        elif name in ("f", "v", "is"):
            self._in = name
            self._has_formula = self._has_formula or name == "f"

    def _text(self, text: str) -> None:
        if self._in == "f":
            self._formula = (self._formula + text)[:_LONGEST]
        elif self._in:
            self._value = (self._value + text)[:_LONGEST]

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("f", "v", "is"):
            self._in = ""
        elif name == "c" and self._type == "e":
            self.found[self.row, self.column] = self._value.strip() or "#ERROR!"
        elif name == "c" and self._has_formula and not self._value and self._type != "str":
            self.found[self.row, self.column] = "=" + self._formula


__all__ = ["Faults", "faults"]
