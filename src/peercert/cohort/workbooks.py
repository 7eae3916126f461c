"""Workbooks (XLSX, XLS, XLSB, ODS): their sheets, every cell as the text that a person would type for it."""

import io
import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from peercert.cohort.cellnumbers import IN_DOUBT
from peercert.cohort.workbook_faults import Faults, faults
from peercert.cohort.workbook_sizes import too_large
from peercert.words import tell
from peercert.yamlfile import FileError

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old workbooks begin, and new ones that are locked with a password."""
MAX_CELLS = 30_000_000


class Sheet(NamedTuple):
    """One sheet: its name, and its rows as texts; the first row is the sheet's first."""

    name: str
    rows: list[list[str]]
    hidden: bool = False


def sheets(raw: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook; raises FileError where it is locked, damaged or something else."""
    import python_calamine as calamine

    if (part := too_large(raw, MAX_CELLS)) is not None:
        says = tell("{part} in this workbook is too large to be read (a stray cell far down or far to the right is enough); delete what is not needed, or save it as CSV", part=part)  # fmt: skip
        raise FileError(name, says)
    try:
        book = calamine.load_workbook(io.BytesIO(raw))
        found, wrong = [], faults(raw)
        for about in book.sheets_metadata:
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                raise FileError(name, tell("the sheet {sheet} is too large to be read at once; save it as CSV", sheet=about.name))  # fmt: skip
            rows = [[text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            _put(rows, wrong.get(about.name, {}))
            hidden = about.visible is not calamine.SheetVisibleEnum.Visible
            found.append(Sheet(about.name, rows, hidden))
        return found
    except calamine.PasswordError:
        raise _locked(name) from None
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise _unreadable(raw, name, error) from None
    except BaseException as error:  # what the reader's native code gives up with is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(raw, name, error) from None


def _put(rows: list[list[str]], wrong: Faults) -> None:
    """Put errors and formulas without a value where they stand, for they are read as empty cells.

    A row of nothing else is one in which formulas wait for somebody; it stays empty.
    """
    filled = {row for row, _ in wrong if row < len(rows) and any(rows[row])}
    for (row, column), text in wrong.items():
        if row in filled and column < len(rows[row]):
            rows[row][column] = text


def _locked(name: str) -> FileError:
    return FileError(name, tell("this workbook is locked with a password; open it, save a copy without one, and name the copy"))  # fmt: skip


def _unreadable(raw: bytes, name: str, error: BaseException) -> FileError:
    """What is wrong with a file that is no workbook, and what would be right."""
    if raw.startswith(_OLE) and b"E\0n\0c\0r\0y\0p\0t" in raw:
        return _locked(name)
    if not raw:
        return FileError(name, tell("the file is empty"))
    if not raw.startswith((b"PK", _OLE)):
        return FileError(name, tell("this is not a workbook, whatever its name says; if it is text, give it a name that ends in .csv"))  # fmt: skip
    says = str(error).splitlines()[0] if str(error) else type(error).__name__
    return FileError(name, tell("this workbook is damaged ({problem}); open it in a spreadsheet program and save it again", problem=says))  # fmt: skip


def text_of(cell: Any) -> str:
    """A cell as text: 2024-03-14, 40, 37.5, true; a length of time in hours; several texts with semicolons between."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if math.isnan(cell) or math.isinf(cell):
            return ""
        text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.10g}"
        return f"{text}0" if re.match(IN_DOUBT, text) else text
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return text_of(cell.total_seconds() / 3600)
    if isinstance(cell, list) and all(isinstance(part, str) for part in cell):
        return "; ".join(part.strip() for part in cell)
    return str(cell)


__all__ = ["ENDINGS", "Sheet", "sheets", "text_of"]
