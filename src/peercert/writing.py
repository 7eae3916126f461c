"""Files and folders out: written whole or not at all, and never over others unasked."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from peercert.sayings import Says
from peercert.yamlfile import FileError

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What file systems answer that have no second names for a file."""


def write_file(path: str | Path, content: str | bytes, *, over: bool = False, private: bool = False) -> None:
    """Write a file whole or not at all; `over`, `private` and what is raised as in `new_file`."""
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    with (
        new_file(path, over=over, private=private) as waiting,
        os.fdopen(os.open(waiting, os.O_WRONLY), "wb") as stream,
    ):
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
            os.chmod(waiting, target.stat().st_mode & 0o777 if os.path.exists(target) else 0o666 & ~_umask())
        if over:
            os.replace(waiting, os.path.realpath(target))
        else:
            _place(waiting, target)
    except FileExistsError:
        raise _is_there(path) from None
    except OSError as error:
        raise _cannot(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(waiting)


def may_write(path: str | Path, *, over: bool = False) -> None:
    """Raises FileError where this is a folder or no ordinary file, one that is there and must not be replaced, or one
    in a folder that is not there or cannot be written to.

    To be asked before long work; `new_file` asks again.
    """
    if os.path.isdir(path):  # unlike Path.is_dir, it takes any name, also one too long for a file
        raise FileError(str(path), Says("this is a folder; name a file in it"))
    if os.path.exists(path) and not os.path.isfile(path):
        raise FileError(str(path), Says("this is not an ordinary file; name another"))
    if not over and os.path.lexists(path):
        raise _is_there(path)
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        number = errno.EACCES if os.path.isdir(folder) else errno.ENOENT
        raise _cannot(path, OSError(number, os.strerror(number)))


def _cannot(path: str | Path, error: Exception) -> FileError:
    values = {"problem": getattr(error, "strerror", None) or str(error)}
    return FileError(str(path), Says("the file cannot be written ({problem}); nothing was written", values))


def _is_there(path: str | Path) -> FileError:
    return FileError(str(path), Says("there is such a file already; name another one, or say --force"))


def write_folder(
    path: str | Path, files: Mapping[str, str], *, over: bool = False, ours: Callable[[str], bool]
) -> None:
    """Write a folder of files (text by path inside it, with forward slashes) whole or not at all; as in `new_folder`."""
    with new_folder(path, over=over, ours=ours) as waiting, _says_why(str(path)):
        _fill(waiting, files)


@contextlib.contextmanager
def new_folder(
    path: str | Path,
    *,
    over: bool = False,
    ours: Callable[[str], bool],
    private: bool = False,
    stranger: Says = Says("{file} in this folder is not from such an export; name another folder"),  # noqa: B008
) -> Iterator[Path]:
    """A folder to fill that takes its place only once it is whole; nothing is left of it where filling breaks off.

    It is made beside its place and then moved there. `over`: it may take the place of a folder in which there is
    nothing but files that are `ours` (told by their path inside), so that nothing else is ever lost; of another file
    there `stranger` is said. `private`: only its owner may look into it. Raises FileError that names the folder and the
    remedy.
    """
    target = Path(path)
    with _says_why(str(path)):
        if os.path.lexists(target) and not os.path.isdir(target):
            raise FileError(str(path), Says("this is a file; name a folder"))
        if os.path.isdir(target):
            target = target.resolve()
            there = next(_inside(target), None)
            if there is not None and not over:
                says = Says("there is something in this folder already; name another one, or say --force")
                raise FileError(str(path), says)
            foreign = next((name for name in _inside(target) if not ours(name)), None)
            if foreign is not None:
                raise FileError(str(path), stranger._replace(values={"file": foreign}))
        waiting = tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        yield Path(waiting)
        with _says_why(str(path)):
            if not private:
                os.chmod(waiting, 0o777 & ~_umask())
            _take_place(Path(waiting), target)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _take_place(made: Path, target: Path) -> None:
    """Move a folder to its place; one that is there already steps aside, and comes back where that does not succeed."""
    if not target.exists():
        os.rename(made, target)
        return
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}.old."))
    try:
        os.rename(target, aside / target.name)
        try:
            os.rename(made, target)
        except OSError:
            os.rename(aside / target.name, target)
            raise
    except OSError:
        with contextlib.suppress(OSError):
            os.rmdir(aside)  # refuses where the old folder could not go back: it stays there
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _inside(folder: Path) -> Iterator[str]:
    """Every file, link or empty folder below a folder, by its path inside."""

    def stop(error: OSError) -> None:
        raise error

    for at, folders, files in os.walk(folder, onerror=stop):
        names = files + [f for f in folders if os.path.islink(os.path.join(at, f))]
        if not names and not folders and at != str(folder):
            names = [""]
        yield from (Path(at, name).relative_to(folder).as_posix() for name in names)


@contextlib.contextmanager
def _says_why(path: str) -> Iterator[None]:
    """Turn errors of the file system into a FileError that says that no folder was written."""
    try:
        yield
    except (OSError, ValueError) as error:
        values = {"problem": getattr(error, "strerror", None) or str(error)}
        raise FileError(path, Says("the folder cannot be written ({problem}); nothing was written", values)) from None


def _place(waiting: str, target: Path) -> None:
    """Give a finished file its name; refuses, in one step, where something is there already."""
    try:
        os.link(waiting, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # memory sticks know no links
        os.replace(waiting, target)


def _umask() -> int:
    """The mask for new files (it can only be read by setting it)."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
