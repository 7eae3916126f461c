"""Mending what is safe to mend: the edits that problems carry, and the canonical layout."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from peercert import yamlfile
from peercert.maintain.formatting import formatted
from peercert.maintain.lint.problems import Diagnostic, Edit
from peercert.yamlfile import FileError


def mend(diagnostics: Iterable[Diagnostic]) -> dict[Path, str]:
    """The new text of every file in which something is safe to mend; nothing is written.

    Only edits that do not overlap are made, so that what is left is found by looking again; a file that cannot be
    laid out keeps its layout.
    """
    safe = sorted((d for d in diagnostics if d.fix is not None and d.fix.safe), key=lambda d: d.path)
    made: dict[Path, str] = {}
    for path, group in groupby(safe, key=lambda d: d.path):
        fixes = [d.fix for d in group if d.fix is not None]
        document = yamlfile.read(path)
        text = edited(document.text, [edit for fix in fixes for edit in fix.edits])
        if any(fix.layout for fix in fixes):
            with suppress(FileError):
                text = formatted(yamlfile.parse_text(text.encode(), path))
        if text != document.text:
            made[Path(path)] = text
    return made


def edited(text: str, edits: Sequence[Edit]) -> str:
    """A text with these edits made, but for those that reach into one made before."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    made, free = [], len(text) + 1
    for edit in sorted(dict.fromkeys(edits), reverse=True):
        start, end = starts[edit.line - 1] + edit.column - 1, starts[edit.end_line - 1] + edit.end_column - 1
        if end <= free:
            made.append((start, end, edit.text))
            free = start
    for start, end, new in made:
        text = text[:start] + new + text[end:]
    return text
