"""A roster that comes through a pipe or from standard input: kept in a file of its own while it is read."""

import atexit
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from peercert.cohort.json_in import begins
from peercert.cohort.tables import Chunk, Opened, Table
from peercert.words import tell
from peercert.yamlfile import FileError

STANDARD_INPUT = "-"


def is_piped(path: Path) -> bool:
    """Can this be read only once, from its beginning to its end?"""
    if str(path) == STANDARD_INPUT:
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


def file_of(path: Path) -> Path:
    """The file to read: a copy of what comes through a pipe, else the file itself. Raises FileError."""
    return kept(path) if is_piped(path) else path


def kept(path: Path) -> Path:
    """A file with the same contents, until the program ends; JSON is known by how it begins, all else is text.

    Raises FileError.
    """
    folder = Path(tempfile.mkdtemp(prefix="peercert."))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        if str(path) == STANDARD_INPUT:
            return _copied(sys.stdin.buffer, folder)
        with path.open("rb") as stream:
            return _copied(stream, folder)
    except OSError as error:
        says = tell("the file cannot be read ({problem})", problem=error.strerror or str(error))
        raise FileError(str(path), says) from None


def _copied(stream: IO[bytes], folder: Path) -> Path:
    made = folder / "piped"
    with made.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
    return made.rename(made.with_suffix(".jsonl" if begins(made, b"{", b"[") else ".csv"))


def named(opened: Opened, name: str) -> Opened:
    """The same tables under the name that was given."""
    beside = opened.activities
    return Opened(_renamed(opened.roster, name), _renamed(beside, name) if beside is not None else None)


def _renamed(table: Table, name: str) -> Table:
    def chunks() -> Iterator[Chunk]:
        with errors_named(name):
            yield from table.chunks()

    return table._replace(source=name, chunks=chunks)


@contextmanager
def errors_named(name: str) -> Iterator[None]:
    """What is wrong is said of this name."""
    try:
        yield
    except FileError as error:
        raise FileError(name, error.sentence, error.line, error.column) from None


__all__ = ["errors_named", "file_of", "is_piped", "kept", "named"]
