"""Files out: whole or not at all, whatever stands in the way; and files in: whatever they are, an answer in time."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from peercert import yamlfile
from peercert.writing import write_file
from peercert.yamlfile import FileError, read_bytes


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def refuses(error: int) -> Callable[..., Any]:
    def call(*_: Any, **__: Any) -> Any:
        raise OSError(error, os.strerror(error))

    return call


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        ("fsync", errno.ENOSPC, "No space left on device"),
        ("fsync", errno.EIO, "Input/output error"),
        ("fdopen", errno.EMFILE, "Too many open files"),
        ("open", errno.EROFS, "Read-only file system"),
        ("open", errno.EACCES, "Permission denied"),
        ("open", errno.EDQUOT, "Disk quota exceeded"),
    ],
)
def test_nothing_is_left_where_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: int, says: str, over: bool
) -> None:
    path = tmp_path / "mine.yaml"
    if over:
        path.write_text("old")
    monkeypatch.setattr(os, call, refuses(error))
    with pytest.raises(FileError) as refused:
        write_file(path, "new", over=over, private=True)
    monkeypatch.undo()
    assert str(refused.value) == f"{path}: the file cannot be written ({says}); nothing was written"
    assert names(tmp_path) == (["mine.yaml"] if over else [])
    assert not over or path.read_text() == "old"


@pytest.mark.parametrize("call", ["link", "replace"])
def test_nothing_is_left_where_the_last_step_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "mine.yaml"
    monkeypatch.setattr(os, call, refuses(errno.ENOSPC))
    with pytest.raises(FileError, match="nothing was written"):
        write_file(path, "new", over=call == "replace")
    assert names(tmp_path) == []


def test_a_disk_that_fills_up_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = os.fdopen

    class Full:
        def __init__(self, stream: Any) -> None:
            self.stream = stream

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self.stream.close()

        def write(self, raw: bytes) -> None:
            self.stream.write(raw[:10])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fdopen", lambda handle, mode: Full(usual(handle, mode)))
    with pytest.raises(FileError, match="No space left on device"):
        write_file(tmp_path / "mine.yaml", "x" * 100)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file or directory"):
        write_file(tmp_path / "gone" / "mine.yaml", "new")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000, "\x00"])
@pytest.mark.parametrize("over", [False, True])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str, over: bool) -> None:
    with pytest.raises(FileError, match="the file cannot be written"):
        write_file(f"{tmp_path}/{name}", "new", over=over)
    assert names(tmp_path) == []


@pytest.mark.parametrize("over", [False, True])
def test_a_folder_a_device_and_a_socket_stay_what_they_are(tmp_path: Path, over: bool) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "device").symlink_to("/dev/full")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "socket"))
    os.mkfifo(tmp_path / "pipe")
    before = names(tmp_path)
    for name in before:
        with pytest.raises(FileError, match=r"this is a folder|not an ordinary file"):
            write_file(tmp_path / name, "new", over=over)
    assert names(tmp_path) == before
    assert (tmp_path / "device").is_symlink()


def test_a_link_is_not_written_through_unasked(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("theirs")
    (tmp_path / "link.yaml").symlink_to("other.yaml")
    (tmp_path / "nowhere.yaml").symlink_to("not-there.yaml")
    for name in ("link.yaml", "nowhere.yaml"):
        with pytest.raises(FileError, match="there is such a file already"):
            write_file(tmp_path / name, "mine")
    assert names(tmp_path) == ["link.yaml", "nowhere.yaml", "other.yaml"]
    assert (tmp_path / "other.yaml").read_text() == "theirs"


def test_a_link_that_is_replaced_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to("other.yaml")
    write_file(tmp_path / "link.yaml", "new", over=True, private=True)
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "other.yaml").read_text() == "new"
    assert (tmp_path / "other.yaml").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["link.yaml", "other.yaml"]


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(FileError):
        write_file(tmp_path / "a", "mine")
    with pytest.raises(FileError, match="cannot be read"):
        read_bytes(tmp_path / "a")
    assert names(tmp_path) == ["a", "b"]


def test_a_private_file_is_its_owners_alone_also_where_it_was_open_to_all(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("old")
    path.chmod(0o644)
    write_file(path, "new", over=True, private=True)
    assert path.stat().st_mode & 0o777 == 0o600


def test_half_of_a_character_is_written_as_a_question_mark(tmp_path: Path) -> None:
    write_file(tmp_path / "x", "a\udcffb")
    assert (tmp_path / "x").read_bytes() == b"a?b"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "sc-cpss-share", "-o"),
        ("plan", "sc-cpss-share", "--hours-per-week", "5", "--ics"),
        ("renew", "--ics"),
        ("transfer", "--from", "nc-cpss", "--to", "sc-cpss-share", "-o"),
        ("show", "SC", "-o"),
    ],
    ids=lambda a: a[0],
)
@pytest.mark.parametrize(
    "target", ["/dev/full", "{folder}", "{folder}/none/x", "{folder}/" + "x" * 300, "{folder}/\x1b]0;x\x07/y"]
)
def test_commands_refuse_in_one_line(run: Run, tmp_path: Path, arguments: tuple[str, ...], target: str) -> None:
    record = [] if arguments[0] == "show" else ["--record", "examples/near-renewal.yaml"]
    dated = [] if arguments[0] == "show" else ["--as-of", "2026-11-22"]
    done = run(*arguments, target.format(folder=tmp_path), *record, *dated)
    assert done.returncode == 2
    assert done.stderr.startswith("peercert: ")
    assert "should not happen" not in done.stderr
    assert done.stderr.removesuffix("\n").isprintable()
    assert names(tmp_path) == []


# -- reading


def test_a_pipe_that_nobody_writes_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(yamlfile, "PATIENCE", 0.05)
    with pytest.raises(FileError, match="the file cannot be read"):
        read_bytes(tmp_path / "pipe")


def test_a_pipe_is_read_to_its_end_and_not_without_end() -> None:
    import subprocess
    import sys

    command = Path(sys.executable).with_name("peercert")
    shell = f"{command} check SC --format json --record"
    read = subprocess.run(
        ["bash", "-c", f"{shell} <(sleep 0.2; echo 'born: 1990')"], capture_output=True, text=True, timeout=60
    )
    assert read.returncode == 1, read.stderr
    endless = subprocess.run(["bash", "-c", f"{shell} <(yes)"], capture_output=True, text=True, timeout=60)
    assert endless.returncode == 2
    assert "limit" in endless.stderr


@pytest.mark.parametrize(
    "name", ["x" * 300, "a/" * 3000, "\x1b]0;x\x07", "..", "/dev/full", "/dev/zero", "/proc/self/mem", "/"]
)
def test_names_that_cannot_be_read(run: Run, name: str) -> None:
    for option in ("--record", "--rules"):
        given = () if option == "--record" else ("--record", "examples/newcomer.yaml")
        done = run("check", "SC", option, name, *given)
        assert done.returncode == 2
        assert done.stderr.startswith("peercert: ")
        assert "should not happen" not in done.stderr
        assert done.stderr.removesuffix("\n").isprintable()


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text("born: 1990")
    monkeypatch.setattr(Path, "open", refuses(errno.EACCES))
    with pytest.raises(FileError, match=r"the file cannot be read \(Permission denied\)"):
        read_bytes(tmp_path / "mine.yaml")


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("born: 1990")
    usual = Path.open

    def grown(self: Path, mode: str) -> Any:
        with usual(self, "r+b") as stream:
            stream.truncate(50_000_000)
        return usual(self, mode)

    monkeypatch.setattr(Path, "open", grown)
    assert len(read_bytes(path)) == yamlfile.MAX_BYTES + 1


def test_where_files_have_no_second_names_it_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    write_file(tmp_path / "a.txt", "one", private=True)
    assert (tmp_path / "a.txt").read_text() == "one"
    with pytest.raises(FileError, match="there is such a file already"):
        write_file(tmp_path / "a.txt", "two")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
