"""One report a person, as files whose names are safe whatever is in the roster."""

import os
from pathlib import Path

from peercert.cohort.cellvalues import folded
from peercert.words import tell
from peercert.yamlfile import FileError

_LONGEST = 40


def folder_for(name: str, *, force: bool = False) -> Path:
    """The folder for letters, made where it is not there; it has to be empty unless `force`. Raises FileError."""
    path = Path(name)
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        if not force and any(path.iterdir()):
            raise FileError(name, tell("there are files in this folder already; name another one, or say --force"))
        if not os.access(path, os.W_OK):
            raise FileError(name, tell("nothing can be written into this folder"))
    except FileExistsError:
        raise FileError(name, tell("this is not a folder; name another")) from None
    except (OSError, ValueError) as error:
        raise FileError(
            name, tell("the folder cannot be made ({problem})", problem=getattr(error, "strerror", None) or str(error))
        ) from None
    return path


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


__all__ = ["called", "file_name", "folder_for"]
