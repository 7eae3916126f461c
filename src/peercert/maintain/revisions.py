"""Two states of a rule book: a folder, or what git keeps of one at a revision; read, and built where they are asked for."""

import io
import os
import subprocess
import tarfile
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from peercert.model import Credential, Jurisdiction
from peercert.rulebook import FOLDERS, build
from peercert.words import tell
from peercert.yamlfile import MAX_BYTES, Document, FileError, parse_text, read_bytes


class Place(NamedTuple):
    """One rule file, as data and as rules."""

    document: Document
    jurisdiction: Jurisdiction


class Side:
    """A rule book at one moment; files are built when they are first needed."""

    def __init__(self, name: str, files: dict[str, bytes]) -> None:
        """`name` is what people call it; `files` are the contents by path, such as ``states/sc.yaml``."""
        self.name, self.files = name, files
        self._places: dict[str, Place] = {}

    def place(self, path: str) -> Place:
        """The rules of one file. Raises FileError for rules that this version of the tool cannot read."""
        if path not in self._places:
            document = parse_text(self.files[path], f"{self.name}:{path}")
            self._places[path] = Place(document, build(document, Jurisdiction, "jurisdiction"))
        return self._places[path]

    def credential(self, wanted: str) -> Credential | None:
        """Credential by id, None where there is none."""
        code = wanted.split("-")[0]
        likely = [p for p in self.files if p.startswith("national/")] if code == "us" else [f"states/{code}.yaml"]
        for path in likely:
            for credential in self.place(path).jurisdiction.credentials if path in self.files else ():
                if credential.id == wanted:
                    return credential
        return None

    @cached_property
    def credentials(self) -> tuple[Credential, ...]:
        """Every credential of the rule book."""
        return tuple(c for path in self.files for c in self.place(path).jurisdiction.credentials)


def in_folder(folder: Path, name: str = "") -> Side:
    """The rule book in a folder. Raises FileError where there is none."""
    if not any(os.path.isdir(folder / part) for part in FOLDERS):
        says = tell("no rule book here; a rule book is a folder with states/ or national/ in it")
        raise FileError(str(folder), says)
    paths = [p for part in FOLDERS for p in sorted((folder / part).glob("*.yaml"))]
    return Side(name or str(folder), {f"{p.parent.name}/{p.name}": read_bytes(p) for p in paths})


def at_revision(revision: str, folder: Path) -> Side:
    """The rule book that stood in `folder` at a revision of its git repository (``main~1``, ``v0.1``, ``HEAD:data``).

    Behind a colon another folder of the repository can be named. Raises FileError that says what is missing: git, a
    repository, the revision, or the rules in it.
    """
    wanted, _, inside = revision.partition(":")
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        raise FileError(str(folder), tell("this folder is in no git repository; name two folders to compare"))
    commit = None
    if not wanted.startswith("-"):
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted or 'HEAD'}^{{commit}}")
    if not commit:
        says = tell("there is no such revision here, and no such folder; `git log --oneline` lists revisions")
        raise FileError(wanted, says)
    where = inside.strip("/") if inside.strip("/") else (_git(folder, "rev-parse", "--show-prefix") or b"").decode()
    root = Path(top.decode().strip())
    archive = _git(root, "archive", "--format=tar", f"{commit.decode().strip()}:{where.strip().strip('/')}")
    if archive is None:
        raise FileError(revision, tell("there is no folder {folder} at this revision", folder=where.strip() or "."))
    files = _unpacked(archive)
    if not files:
        raise FileError(revision, tell("no rule book here; a rule book is a folder with states/ or national/ in it"))
    return Side(revision, files)


def _unpacked(archive: bytes) -> dict[str, bytes]:
    """The rule files in an archive, states first."""
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            part, _, name = member.name.partition("/")
            if part in FOLDERS and name.endswith(".yaml") and "/" not in name and member.isreg():
                stream = tar.extractfile(member)
                if stream is not None:
                    found[member.name] = stream.read(MAX_BYTES + 1)
    return dict(sorted(found.items(), key=lambda item: (FOLDERS.index(item[0].split("/")[0]), item[0])))


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git says; None where it refuses. Raises FileError where there is no git."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise FileError("git", tell("git is not installed; name two folders to compare")) from None
    return done.stdout if done.returncode == 0 else None
