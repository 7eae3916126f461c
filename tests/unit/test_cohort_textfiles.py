"""Text files: encodings, separators, rows in blocks, and what cannot be read."""

from pathlib import Path

import pytest

from peercert.cohort.quotes import Swallowed
from peercert.cohort.textfiles import Dialect, blocks, dialect
from peercert.yamlfile import FileError


def put(folder: Path, raw: bytes) -> Path:
    path = folder / "roster.csv"
    path.write_bytes(raw)
    return path


def rows(path: Path, width: int | None = None, size: int = 1000) -> list[tuple[str | None, ...]]:
    return [row for block in blocks(path, dialect(path), width, size) for row in block.frame.rows()]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"name,born\nA,1990\n", Dialect("utf-8", ",", 0)),
        (b"name;born\nA;1990\n", Dialect("utf-8", ";", 0)),
        (b"name\tborn\nA, B\t1990\n", Dialect("utf-8", "\t", 0)),
        (b"name|born\nA|1990\n", Dialect("utf-8", "|", 0)),
        (b"sep=;\nname;born\nA,B;1990\n", Dialect("utf-8", ";", 6)),
        (b"\xef\xbb\xbfname,born\nA,1990\n", Dialect("utf-8", ",", 3)),
        ("name,born\nA,1990\n".encode("utf-16"), Dialect("utf-16-le", ",", 2)),
        ("name,born\nA,1990\n".encode("utf-16-be"), Dialect("utf-16-be", ",", 0)),
        (b"name\nA\n", Dialect("utf-8", ",", 0)),
        (b'"Lopez, Maria";1990\n"Carter, Ben";1991\n', Dialect("utf-8", ";", 0)),
    ],
    ids=["comma", "semicolon", "tab", "bar", "told", "mark", "utf-16", "utf-16 without mark", "one column", "quoted"],
)
def test_how_a_file_is_written(tmp_path: Path, raw: bytes, found: Dialect) -> None:
    assert dialect(put(tmp_path, raw)) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
def test_names_with_accents_survive_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = put(tmp_path, "name,born\nJosé Núñez,1990\n".encode(encoding))
    assert rows(path) == [("name", "born"), ("José Núñez", "1990")]


def test_two_encodings_in_one_file_are_read_and_told(tmp_path: Path) -> None:
    path = put(tmp_path, "name\nZoë\nAna\n".encode() + "José\n".encode("cp1252"))
    (block,) = blocks(path, dialect(path))
    assert block.frame.rows() == [("name",), ("Zoë",), ("Ana",), ("José",)]
    assert block.foreign == (4,)


def test_a_file_of_windows_is_not_told_as_mixed(tmp_path: Path) -> None:
    path = put(tmp_path, "name\nJosé\n".encode("cp1252"))
    assert [block.foreign for block in blocks(path, dialect(path))] == [()]


def test_a_line_end_within_quotation_marks_ends_no_row_wherever_blocks_end(tmp_path: Path) -> None:
    path = put(tmp_path, b'name,note\n"A\nB",x\nC,"1, 2"\nD,"say ""hi"""\n' * 30)
    wanted = [("name", "note"), ("A\nB", "x"), ("C", "1, 2"), ("D", 'say "hi"')] * 30
    for size in (7, 16, 50, 10_000):
        assert rows(path, 2, size) == wanted


def test_short_rows_are_filled_and_long_ones_are_told(tmp_path: Path) -> None:
    path = put(tmp_path, b"a,b\n1\n1,2,3,4\n5,6,,\n")
    (block,) = blocks(path, dialect(path), 2)
    assert block.frame.rows() == [("a", "b"), ("1", None), ("1", "2"), ("5", "6")]
    assert block.longer == ((3, ("3", "4")),)


def test_rows_are_counted_through_blocks_and_blank_lines(tmp_path: Path) -> None:
    path = put(tmp_path, b"a\n1\n\n3\n4\n5\n6\n")
    found = [
        (block.first + i, row[0])
        for block in blocks(path, Dialect("utf-8", ","), 1, 4)
        for i, row in enumerate(block.frame.rows())
    ]
    assert found == [(1, "a"), (2, "1"), (3, None), (4, "3"), (5, "4"), (6, "5"), (7, "6")]


def test_a_file_that_is_no_text_says_so(tmp_path: Path) -> None:
    path = put(tmp_path, b"\x00\x01\x02\x00\x00garbage\x00\xff" * 20)
    with pytest.raises(
        FileError, match=r"this is not a text file \(it has zero bytes\); save it as CSV or as a workbook \(XLSX\)"
    ):
        dialect(path)


UNCLOSED = b'Name,Born,Hours\nA "Bo" C,1990,40\n"Unclosed,1990,41\n"Lopez, Ana",1991,42\nD,1992,"7\nE,1993,43\n'


@pytest.mark.parametrize("size", [7, 16, 40, 10_000])
def test_a_quotation_that_never_ends_takes_no_other_row_with_it(tmp_path: Path, size: int) -> None:
    path = put(tmp_path, UNCLOSED)
    found = list(blocks(path, Dialect("utf-8", ","), 3, size))
    assert [(b.first, b.unclosed) for b in found if b.unclosed] == [(3, '"Unclosed,1990,41'), (5, 'D,1992,"7')]
    assert [(b.first + i, row) for b in found for i, row in enumerate(b.frame.rows())] == [
        (1, ("Name", "Born", "Hours")),
        (2, ('A "Bo" C', "1990", "40")),
        (4, ("Lopez, Ana", "1991", "42")),
        (6, ("E", "1993", "43")),
    ]


def test_a_quotation_in_a_large_file_is_given_up_in_time(tmp_path: Path) -> None:
    path = put(tmp_path, b'a,b\n1,"2\n' + b"3,4\n" * 400_000)
    found = list(blocks(path, Dialect("utf-8", ","), 2, 300_000))
    assert [(b.first, b.unclosed) for b in found if b.unclosed] == [(2, '1,"2')]
    assert sum(b.frame.height for b in found) == 400_001


def test_many_quotations_that_never_end_mean_something_else(tmp_path: Path) -> None:
    path = put(tmp_path, b"a,b\n" + b'"1,2\n' * 200)
    with pytest.raises(FileError) as caught:
        list(blocks(path, Dialect("utf-8", ","), 2))
    assert str(caught.value).endswith(
        "roster.csv: in more than 100 rows a quotation mark is not closed, at last in row 102; save it as a workbook "
        "(XLSX), or take the marks out"
    )


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b"5'6\" tall,1\nA,2\nB,3\n", [("5'6\" tall", "1"), ("A", "2"), ("B", "3")]),
        (b'"Bo" Carter,1\nA,2\n', [("Bo Carter", "1"), ("A", "2")]),
        (b'"A\nB" ,1\nC,2\n', [("A\nB", "1"), ("C", "2")]),
        (b'"",1\r\n"A ""B""",2\r\n', [(None, "1"), ('A "B"', "2")]),
        (b'A,"1"\rB,2\r', [("A", "1"), ("B", "2")]),
    ],
    ids=["inches", "nickname", "blank after the mark", "doubled", "only carriage returns"],
)
@pytest.mark.parametrize("size", [3, 10_000])
def test_quotation_marks_of_every_sort(tmp_path: Path, raw: bytes, wanted: list[tuple[str, str]], size: int) -> None:
    assert rows(put(tmp_path, raw), 2, size) == wanted


def test_a_cell_that_looks_like_rows_is_pointed_out(tmp_path: Path) -> None:
    path = put(tmp_path, b'a,b,c\nA,"x,1\nB,2,3\nC,y",4\nD,"note,\nof two lines",5\n')
    (block,) = blocks(path, Dialect("utf-8", ","), 3)
    assert block.swallowed == (Swallowed(2, "x,1", 3),)


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_a_line_that_tells_the_separator_is_no_row(tmp_path: Path, mark: str) -> None:
    path = put(tmp_path, f"sep={mark}\r\nname{mark}born\r\nRosa{mark}1990\r\n".encode())
    assert dialect(path) == Dialect("utf-8", mark, len(f"sep={mark}\r\n"))
    assert rows(path) == [("name", "born"), ("Rosa", "1990")]
