"""Bad input: one clear message that names file, line, what is wrong and what would be right."""

from datetime import date
from pathlib import Path

import pytest

from peercert.recordfile import load_record
from peercert.yamlfile import FileError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        (b"", "", "the file is empty"),
        (b"# only a comment\n", "", "the file holds only comments"),
        (b"- a\n- b\n", ":1:1", "a record is a list of keys and values, such as born: 1990-04-02"),
        (b"born: 1990-04-02\n\teducation: none\n", ":2:1", "a tab is used to indent; YAML wants spaces"),
        (b"born: [1990\n", ":2:1", "this is not valid YAML"),
        (
            b"born: 1990-04-02\neducation: none\nborn: 1991-01-01\n",
            ":3:1",
            "the key born stands twice (first in line 1); keep one",
        ),
        (b"born: 1990-04-31\n", ":1:7", "1990-04-31 is not a date that exists; write it as 2024-03-14"),
        (
            b"born: last spring\n",
            ":1:7",
            "'last spring' is not a date such as 2024-03-14 (or 2024-03, or 2024)",
        ),
        (b"born: 2031-01-01\n", ":1:7", "born is 2031-01-01, which is still to come; is the year right?"),
        (b"educaton: none\n", ":1:1", "unknown key educaton; did you mean education?"),
        (
            b"education: Highschool\n",
            ":1:12",
            "'Highschool' is not one of none, some_high_school, high_school, some_college, associate, bachelor, master, doctorate; did you mean high_school?",
        ),
        (b"training:\n  - hours: -5\n", ":2:12", "-5 is too small; the least here is 0"),
        (b"training:\n  - hours: forty\n", ":2:12", "expected a number, got 'forty'"),
        (b"training: 40\n", ":1:11", "expected a list, got 40"),
        (
            b"experience:\n  - {from: 2025-05-01, to: 2025-01-01}\n",
            ":2:28",
            "ends on 2025-01-01, before it starts on 2025-05-01; one of the two dates is wrong",
        ),
        (b"credentials:\n  - {issued: 2025-05-01}\n", ":2:5", 'id is missing; for example id: "nc-cpss"'),
        (
            b"training:\n  - {completed: 2027-01-01}\n",
            ":2:17",
            "training.completed is 2027-01-01, which is still to come; is the year right?",
        ),
        (b"born:\n", ":1:1", "no value is given; give one or take the line out"),
        (
            b"born: !!python/object:os.system x\n",
            ":1:7",
            "the tag tag:yaml.org,2002:python/object:os.system is not allowed; plain values only",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", ":1", "this is not text in UTF-8; is it a YAML or JSON file?"),
        (b"born: 1990\x00\n", "", "this is not a text file (it has zero bytes)"),
        (b"---\nborn: 1990\n---\nborn: 1991\n", ":4", "the file holds more than one document"),
        (b'{"born": "1990-04-02", "paid": "exam"}', ":1:32", "expected a list, got 'exam'"),
    ],
)
def test_bad_input(tmp_path: Path, content: bytes, place: str, says: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    with pytest.raises(FileError) as error:
        load_record(path, today=TODAY)
    assert str(error.value).startswith(f"{path}{place}: ")
    assert says in str(error.value)


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)
    ]
    path.write_text("\n".join(lines))
    with pytest.raises(FileError, match="expand beyond all bounds"):
        load_record(path, today=TODAY)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text("a: " + "[" * 5000 + "]" * 5000)
    with pytest.raises(FileError, match=r"nested too deeply|not valid YAML"):
        load_record(path, today=TODAY)


def test_a_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(FileError, match="the file is 100 MB; the limit is 5 MB"):
        load_record(path, today=TODAY)


def test_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="this is a folder"):
        load_record(tmp_path, today=TODAY)
    with pytest.raises(FileError, match="not an ordinary file"):
        load_record("/dev/zero", today=TODAY)
    with pytest.raises(FileError, match="there is no such file"):
        load_record(tmp_path / "none.yaml", today=TODAY)


def test_json_with_tabs_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{\n\t"born": "1990-04-02",\n\t"training": []\n}\n')
    assert load_record(path, today=TODAY).training == ()


def test_silence_and_none_differ(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("training: []\n")
    record = load_record(path, today=TODAY)
    assert record.training == ()
    assert record.experience is None
