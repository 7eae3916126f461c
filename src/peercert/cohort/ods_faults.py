"""Cells of an ODS workbook that hold an error, or a formula that was never worked out."""

import re
import zipfile
from xml.parsers import expat

_PLACES = dict[tuple[int, int], str]
_SIGNS = re.compile(rb"""value-type=["']error["']|formula=""")
_MOST = 1000
"""So often one cell or row stands for several that are alike; more often only where nobody is."""


def ods_faults(packed: zipfile.ZipFile) -> dict[str, _PLACES]:
    """What stands in them, by the name of the sheet, row and column from 0."""
    raw = packed.read("content.xml")
    if not _SIGNS.search(raw):
        return {}
    seen = _Cells()
    seen.parser.Parse(raw, True)
    return seen.found


class _Cells:
    """Goes through the cells of all sheets."""

    def __init__(self) -> None:
        self.found: dict[str, _PLACES] = {}
        self._sheet = self._text = ""
        self._row = self._rows = self._column = self._columns = 0
        self._fault: str | None = None
        self._here: dict[int, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._read

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
        elif name == "table:table-row":
            self._rows, self._column, self._here = int(attributes.get("table:number-rows-repeated", 1)), 0, {}
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._columns, self._text = int(attributes.get("table:number-columns-repeated", 1)), ""
            formula = attributes.get("table:formula")
            is_error = any(v == "error" for k, v in attributes.items() if k.endswith(":value-type"))
            is_open = formula is not None and "office:value-type" not in attributes
            self._fault = "#ERROR!" if is_error else "=" + str(formula).partition("=")[2] if is_open else None

    def _read(self, text: str) -> None:
        if self._fault is not None:
            self._text = (self._text + text)[:200]

    def _end(self, name: str) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            if self._fault is not None:
                says = self._fault if self._fault.startswith("=") else self._text.strip() or self._fault
                self._here |= dict.fromkeys(range(self._column, self._column + min(self._columns, _MOST)), says)
            self._column += self._columns
            self._fault = None
        elif name == "table:table-row":
            for column, says in self._here.items():
                for row in range(self._row, self._row + min(self._rows, _MOST)):
                    self.found.setdefault(self._sheet, {})[row, column] = says
            self._row += self._rows


__all__ = ["ods_faults"]
