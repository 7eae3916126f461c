"""Folders are written whole or not at all, and take the place of nothing but an earlier export."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peercert.writing import write_folder
from peercert.yamlfile import FileError

FILES = {"a.json": "{}\n", "inside/b.json": "ä\n"}


def ours(path: str) -> bool:
    return path.endswith(".json")


def found(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(autouse=True)
def _nothing_is_left_beside(tmp_path: Path) -> Iterator[None]:
    yield
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_new_folder(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", FILES, ours=ours)
    assert found(tmp_path / "out") == FILES
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o777 & ~mask


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", FILES, ours=ours)
    assert found(tmp_path / "out") == FILES


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {"old.json": "old"}, ours=ours)
    with pytest.raises(FileError, match="there is something in this folder already; name another one, or say --force"):
        write_folder(tmp_path / "out", FILES, ours=ours)
    assert found(tmp_path / "out") == {"old.json": "old"}


def test_an_earlier_export_gives_way_when_asked(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {"old.json": "old"}, ours=ours)
    write_folder(tmp_path / "out", FILES, over=True, ours=ours)
    assert found(tmp_path / "out") == FILES


@pytest.mark.parametrize("stranger", ["letter.txt", "inside/letter.txt"])
def test_anything_else_in_it_is_never_lost(tmp_path: Path, stranger: str) -> None:
    write_folder(tmp_path / "out", {"old.json": "old", stranger: "dear"}, ours=ours)
    with pytest.raises(FileError, match=f"{stranger} in this folder is not from such an export; name another folder"):
        write_folder(tmp_path / "out", FILES, over=True, ours=ours)
    assert found(tmp_path / "out") == {"old.json": "old", stranger: "dear"}


def test_an_empty_folder_in_it_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "out" / "mine").mkdir(parents=True)
    with pytest.raises(FileError, match="mine in this folder is not from such an export"):
        write_folder(tmp_path / "out", FILES, over=True, ours=ours)


def test_a_link_in_it_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.json").write_text("dear")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "link.json").symlink_to(tmp_path / "home")
    write_folder(tmp_path / "out", FILES, over=True, ours=ours)
    assert found(tmp_path / "home") == {"letter.json": "dear"}


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    write_folder(tmp_path / "out", FILES, ours=ours)
    assert (tmp_path / "out").is_symlink()
    assert found(tmp_path / "real") == FILES


def test_a_file_or_a_broken_link_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(FileError, match="this is a file; name a folder"):
            write_folder(tmp_path / name, FILES, over=True, ours=ours)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("name", ["nowhere/out", "x\0y", "n" * 300])
def test_a_place_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match=r"the folder cannot be written \(.*\); nothing was written"):
        write_folder(f"{tmp_path}/{name}", FILES, ours=ours)


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write_folder(tmp_path / "out", {"old.json": "old"}, ours=ours)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileError, match="No space left on device"):
        write_folder(tmp_path / "out", FILES, over=True, ours=ours)
    assert found(tmp_path / "out") == {"old.json": "old"}


def test_the_old_folder_comes_back_where_the_new_cannot_move_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "out", {"old.json": "old"}, ours=ours)
    rename, calls = os.rename, []

    def second_fails(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise OSError(13, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(FileError, match="Permission denied"):
        write_folder(tmp_path / "out", FILES, over=True, ours=ours)
    assert found(tmp_path / "out") == {"old.json": "old"}
    assert len(calls) == 3
