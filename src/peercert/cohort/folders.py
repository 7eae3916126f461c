"""What a folder holds beside the files that are read: said, so that nobody is left out in silence."""

from collections.abc import Sequence
from pathlib import Path

from peercert.cohort.remarks import About, Remark
from peercert.sayings import All
from peercert.verdicts import Says

_SHOWN = 10


def not_read(folder: Path, endings: Sequence[str]) -> tuple[Remark, ...]:
    """A remark on files with another ending than these, and on folders; names with a dot or a line in front are hidden."""
    others = [p for p in sorted(folder.iterdir()) if not p.name.startswith((".", "_"))]
    names = [p.name + "/" * p.is_dir() for p in others if p.is_dir() or p.suffix.casefold() not in endings]
    if not names:
        return ()
    shown = All((*names[:_SHOWN], *(["..."] if len(names) > _SHOWN else [])))
    says = Says("Of this folder {names} was not read: only files directly in it that end in {endings} are.", {"names": shown, "endings": ", ".join(endings)}, "Of this folder {names} were not read: only files directly in it that end in {endings} are.", len(names))  # fmt: skip
    less = Says("{count} more file or folder in this folder was not read.", {"count": len(names)}, "{count} more files and folders in this folder were not read.", len(names))  # fmt: skip
    return (Remark(About.TABLE, says, less=less),)


__all__ = ["not_read"]
