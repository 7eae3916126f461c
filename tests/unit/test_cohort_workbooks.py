"""Workbooks in: cells as texts, and workbooks that cannot be opened."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from peercert.cohort import workbook_sizes
from peercert.cohort.workbook_faults import faults
from peercert.cohort.workbook_sizes import too_large
from peercert.cohort.workbooks import Sheet, sheets, text_of
from peercert.yamlfile import FileError


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cohort"
    for row in rows:
        sheet.append(row)
    book.create_sheet("Old").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_cells_are_the_texts_that_a_person_would_type() -> None:
    raw = workbook([], [None, "Name"], ["A", dt.date(1990, 4, 2), 40, 37.5, True, dt.timedelta(hours=40), " x "])
    first, hidden = sheets(raw, "x.xlsx")
    assert first == Sheet(
        "Cohort", [[""] * 7, ["", "Name", "", "", "", "", ""], ["A", "1990-04-02", "40", "37.5", "true", "40", "x"]]
    )
    assert hidden.hidden


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (40.0, "40"), (0.1 + 0.2, "0.3"), (float("nan"), ""), (dt.datetime(2024, 3, 14), "2024-03-14"),
        (dt.datetime(2024, 3, 14, 9, 30), "2024-03-14 09:30:00"), (dt.timedelta(minutes=90), "1.5"), (False, "false"),
    ],
)  # fmt: skip
def test_text_of_a_cell(cell: object, text: str) -> None:
    assert text_of(cell) == text


def ods(cells: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        packed.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="Roster"><table:table-row>{cells}</table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


def test_open_document_sheets_are_read() -> None:
    raw = ods(
        '<table:table-cell office:value-type="string"><text:p>Rosa</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="1990-04-02"><text:p>4/2/90</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="40"><text:p>40</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>'
    )
    assert sheets(raw, "x.ods") == [Sheet("Roster", [["Rosa", "1990-04-02", "40", "true"]])]


def test_errors_of_open_document_sheets_are_no_blanks_and_no_zeros() -> None:
    raw = ods(
        '<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>Rosa</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error" '
        'table:number-columns-repeated="2"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0" calcext:value-type="error"><text:p>Err:502</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A1]+1"/>'
        '<table:table-cell table:formula="of:=40" office:value-type="float" office:value="40"><text:p>40</text:p></table:table-cell>'
        '<table:table-cell office:value-type="time" office:time-value="PT40H30M00S"><text:p>40:30</text:p></table:table-cell>'
    )
    assert sheets(raw, "x.ods") == [
        Sheet("Roster", [["Rosa", "Rosa", "#DIV/0!", "#DIV/0!", "Err:502", "=[.A1]+1", "40", "PT40H30M00S"]])
    ]


def locked() -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook(["name"], ["A"]))).encrypt("secret", stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (lambda: b"", "x.xlsx: the file is empty"),
        (
            lambda: b"name,born\n",
            "x.xlsx: this is not a workbook, whatever its name says; if it is text, give it a name that ends in .csv",
        ),
        (lambda: workbook(["name"])[:2000], "; open it in a spreadsheet program and save it again"),
        (lambda: ods("")[:200], "this workbook is damaged ("),
        (
            locked,
            "x.xlsx: this workbook is locked with a password; open it, save a copy without one, and name the copy",
        ),
    ],
    ids=["empty", "text", "cut off", "cut off ods", "locked"],
)
def test_what_cannot_be_opened_says_why(raw: object, says: str) -> None:
    with pytest.raises(FileError) as caught:
        sheets(raw(), "x.xlsx")  # type: ignore[operator]
    assert says in str(caught.value)


def with_cells(raw: bytes, **cells: str) -> bytes:
    """A workbook with the elements of some cells of its first sheet put in place of those that are there."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                for cell, element in cells.items():
                    data = re.sub(f'<c r="{cell}".*?</c>', element, data)
            new.writestr(name, data)
    return made.getvalue()


def test_errors_and_formulas_without_a_value_are_no_blanks() -> None:
    raw = with_cells(
        workbook(["Name", "Hours", "Born"], ["A", 1, 1], ["B", 2, 2], ["C", 3, 3], [None, None, 4]),
        B2='<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        C2='<c r="C2" t="e"><v>#N/A</v></c>',
        B3='<c r="B3"><f>SUM(D3:E3)</f></c>',
        C3='<c r="C3"><f>1+1</f><v>2</v></c>',
        B4='<c r="B4" t="str"><f>IF(A4="","x","")</f><v></v></c>',
        C5='<c r="C5" t="e"><f>A5/B5</f><v>#DIV/0!</v></c>',
    )
    assert sheets(raw, "x.xlsx")[0].rows == [
        ["Name", "Hours", "Born"],
        ["A", "#DIV/0!", "#N/A"],
        ["B", "=SUM(D3:E3)", "2"],
        ["C", "", "3"],
        ["", "", ""],
    ]


def test_places_of_cells_are_counted_where_they_are_not_told() -> None:
    raw = with_cells(workbook(["Name", "Hours"], ["A", 1]), B2='<c t="e"><v>#REF!</v></c>')
    assert faults(raw) == {"Cohort": {(1, 1): "#REF!"}}
    assert faults(b"no workbook") == {}
    assert faults(workbook(["Name"])) == {}


def test_numbers_of_a_workbook_are_never_thousands() -> None:
    assert text_of(37.125) == "37.1250"


def changed(raw: bytes, part: str, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return stream.getvalue()


FIRST = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (lambda: changed(workbook(["name"], ["A"]), FIRST, b'r="A2"', b'r="XFD1048576"'), FIRST),
        (lambda: changed(changed(workbook(["name"], ["A"]), FIRST, b'r="A1"', b'r="ZZ1"'), FIRST, b'<row r="2"><c r="A2"', b'<row r="1048576"><c'), FIRST),
        (lambda: ods(_ods_row("A") + _ods_row("B", rows=1_048_576, columns=16_384)), "content.xml"),
    ],
    ids=["last corner", "a cell that does not say where it is", "repeated"],
)  # fmt: skip
def test_a_sheet_that_is_too_large_is_told_before_it_is_read(raw: Any, part: str) -> None:
    with pytest.raises(FileError) as caught:
        sheets(raw(), "x.xlsx")
    assert str(caught.value) == (
        f"x.xlsx: {part} in this workbook is too large to be read (a stray cell far down or far to the right is enough); "
        "delete what is not needed, or save it as CSV"
    )


def test_cells_that_only_have_a_colour_make_no_sheet_large() -> None:
    colour = b'</row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert too_large(changed(workbook(["name"], ["A"]), FIRST, b"</row></sheetData>", colour), 1_000) is None
    below = _ods_row("", rows=1_048_574, columns=16_384)
    assert too_large(ods(_ods_row("A") + below), 1_000) is None


def test_what_unpacks_to_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_sizes, "MAX_UNPACKED", 1_000_000)
    raw = changed(workbook(["name"], ["A"]), FIRST, b"</sheetData>", b"</sheetData>" + b" " * 1_000_000)
    assert len(raw) < 20_000
    assert too_large(raw, 1_000) == FIRST
    assert too_large(b"PK\x03\x04rubbish", 1) is None


def _ods_row(text: str, *, rows: int = 1, columns: int = 1) -> str:
    """Another row, after the one that is open."""
    about = ' office:value-type="string"' if text else ""
    return (
        f'</table:table-row><table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}"'
        f"{about}><text:p>{text}</text:p></table:table-cell>"
    )
