"""Files out: written whole or not at all, and never over another one unasked."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from peercert.yamlfile import FileError


def write_file(path: str | Path, content: str | bytes, *, over: bool = False, private: bool = False) -> None:
    """Write a file whole or not at all; `over`, `private` and what is raised as in `new_file`."""
    raw = content.encode() if isinstance(content, str) else content
    with new_file(path, over=over, private=private) as waiting, waiting.open("wb") as stream:
        stream.write(raw)


@contextlib.contextmanager
def new_file(path: str | Path, *, over: bool = False, private: bool = False) -> Iterator[Path]:
    """A file to fill that takes its place only once it is whole; nothing is left of it where filling breaks off.

    `over`: it may take the place of one that is there; otherwise that is refused. `private`: only its owner may read
    it (mode 0600; it holds a record). Raises FileError that names the file and the remedy, also for an OSError while
    it is filled (a full disk).
    """
    target = Path(path)
    may_write(target, over=over)
    try:
        handle, waiting = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
        os.close(handle)
    except (OSError, ValueError) as error:  # a name with a zero byte in it is a ValueError
        raise _cannot(path, error) from None
    try:
        yield Path(waiting)
        with open(waiting, "rb+") as stream:
            os.fsync(stream.fileno())
        if not private:
            os.chmod(waiting, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        if over:
            os.replace(waiting, target.resolve())
        else:
            os.link(waiting, target)  # refuses, in one step, where something is there already
    except FileExistsError:
        raise _is_there(path) from None
    except OSError as error:
        raise _cannot(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(waiting)


def may_write(path: str | Path, *, over: bool = False) -> None:
    """Raises FileError where this is a folder or no ordinary file, or one that is there and must not be replaced.

    To be asked before long work; `new_file` asks again.
    """
    if os.path.isdir(path):  # unlike Path.is_dir, it takes any name, also one too long for a file
        raise FileError(str(path), "this is a folder; name a file in it")
    if os.path.exists(path) and not os.path.isfile(path):
        raise FileError(str(path), "this is not an ordinary file; name another")
    if not over and os.path.lexists(path):
        raise _is_there(path)


def _cannot(path: str | Path, error: Exception) -> FileError:
    says = getattr(error, "strerror", None) or error
    return FileError(str(path), f"the file cannot be written ({says}); nothing was written")


def _is_there(path: str | Path) -> FileError:
    return FileError(str(path), "there is such a file already; name another one, or say --force")


def _umask() -> int:
    """The mask for new files (it can only be read by setting it)."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
