"""Files out: written whole or not at all, and never over another one unasked."""

import contextlib
import os
import tempfile
from pathlib import Path

from peercert.sayings import Says
from peercert.yamlfile import FileError


def write_file(path: str | Path, content: str | bytes, *, over: bool = False, private: bool = False) -> None:
    """Write a file whole or not at all.

    `over`: it may take the place of one that is there; otherwise that is refused. `private`: only its owner may read
    it (mode 0600; it holds a record). Raises FileError that names the file and the remedy.
    """
    target = Path(path)
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if os.path.isdir(target):  # unlike Path.is_dir, it takes any name, also one too long for a file
        raise FileError(str(path), Says("this is a folder; name a file in it"))
    if os.path.exists(target) and not os.path.isfile(target):
        raise FileError(str(path), Says("this is not an ordinary file; name another"))
    waiting: str | None = None
    try:
        handle, waiting = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        if not private:
            os.chmod(waiting, target.stat().st_mode & 0o777 if os.path.exists(target) else 0o666 & ~_umask())
        if over:
            os.replace(waiting, os.path.realpath(target))
        else:
            os.link(waiting, target)  # refuses, in one step, where something is there already
    except FileExistsError:
        raise FileError(str(path), Says("there is such a file already; name another one, or say --force")) from None
    except (OSError, ValueError) as error:
        values = {"problem": getattr(error, "strerror", None) or str(error)}
        raise FileError(
            str(path), Says("the file cannot be written ({problem}); nothing was written", values)
        ) from None
    finally:
        if waiting is not None:
            with contextlib.suppress(OSError):
                os.unlink(waiting)


def _umask() -> int:
    """The mask for new files (it can only be read by setting it)."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
