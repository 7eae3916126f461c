"""One report a person, as files whose names are safe whatever is in the roster."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from peercert.cohort.cellvalues import folded
from peercert.verdicts import Says
from peercert.writing import new_folder
from peercert.yamlfile import FileError

_LONGEST = 40
_OURS = re.compile(r"\d{4,}(-[a-z0-9-]+)?\.(md|html)|\.DS_Store|desktop\.ini|Thumbs\.db")
"""How letters are called, and what programs leave behind that look at folders."""
_STRANGER = Says("{file} in this folder is no such letter; name another folder")

Put = Callable[[str, str], None]
"""Writes one letter: its file's name, and what stands in it."""


@contextmanager
def letters_folder(name: str, *, force: bool = False) -> Iterator[Put]:
    """A folder for letters, its owner's alone: all of them are there in the end, or none.

    It has to be empty; with `force` it takes the place of an earlier one, of which no letter stays. Raises FileError.
    """
    with new_folder(name, over=force, private=True, ours=lambda path: bool(_OURS.fullmatch(path)), stranger=_STRANGER) as folder:  # fmt: skip

        def put(file: str, text: str) -> None:
            try:
                handle = os.open(folder / file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                with os.fdopen(handle, "wb") as stream:
                    stream.write(text.encode("utf-8", "replace"))
            except OSError as error:
                values = {"problem": error.strerror or str(error)}
                raise FileError(name, Says("the folder cannot be written ({problem}); nothing was written", values)) from None  # fmt: skip

        yield put


def file_name(row: int, person: str, ending: str) -> str:
    """``0012-maria-lopez.md``: the row, and what is left of a name once it is letters and figures only."""
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in folded(person))
    words = "-".join(plain.split())[:_LONGEST].strip("-")
    return f"{row:04}-{words}{ending}" if words else f"{row:04}{ending}"


def called(identity: dict[str, str | None]) -> str:
    """What a person is called in a roster: the name, or what there is."""
    names = [
        identity.get("name"),
        " ".join(filter(None, (identity.get("first_name"), identity.get("last_name")))),
        identity.get("id"),
        identity.get("email"),
    ]
    return next((n for n in names if n), "")


__all__ = ["Put", "called", "file_name", "letters_folder"]
