"""Diagnostics for people, for programs, and for GitHub's annotations."""

import os
from collections.abc import Iterable, Sequence
from typing import Any

from peercert.maintain.lint.problems import Diagnostic
from peercert.present.terminal import inert
from peercert.words import N_, tell

_MORE = "..."


def as_text(found: Iterable[Diagnostic], width: int) -> list[str]:
    """Lines for a terminal: place and problem, the line of the file with a mark under what is meant, the remedy."""
    lines: list[str] = []
    for d in found:
        lines.append(inert(f"{d.path}:{d.line}:{d.column}: {tell(_SEVERITIES[d.severity])} {d.code} {d.says}"))
        if d.text.strip():
            lines += _excerpt(d, width)
        if d.fix is not None:
            says = tell("{fix} (--fix does it)", fix=d.fix.says) if d.fix.safe else d.fix.says
            lines.append(inert(f"  = {says}"))
    return lines


def as_data(found: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Plain data for JSON: the fields of a diagnostic, with its fix (what to do, whether it is safe, the edits)."""
    made = []
    for d in found:
        fix = None
        if d.fix is not None:
            fix = {"says": d.fix.says, "safe": d.fix.safe, "edits": [edit._asdict() for edit in d.fix.edits]}
        made.append(d._asdict() | {"fix": fix})
    return made


def as_github(found: Iterable[Diagnostic]) -> list[str]:
    """Workflow commands, by which GitHub marks lines of a pull request."""
    lines = []
    for d in found:
        places = {"file": relative(d.path), "line": d.line, "endLine": d.end_line, "col": d.column, "endColumn": d.end_column}  # fmt: skip
        options = ",".join(f"{key}={_property(str(value))}" for key, value in places.items())
        says = d.says if d.fix is None else f"{d.says}\n{d.fix.says}"
        lines.append(f"::{d.severity} {options},title={_property(f'peercert {d.code}')}::{_data(says)}")
    return lines


def relative(path: str) -> str:
    """A path from the present folder on, with slashes, where it lies inside; as it is where it does not."""
    inside = os.path.relpath(path)
    return (path if inside.startswith("..") else inside).replace(os.sep, "/")


_SEVERITIES = N_({"error": "error", "warning": "warning"})


def _excerpt(found: Diagnostic, width: int) -> Sequence[str]:
    """The offending line, cut to the width where it is longer, and a mark under what is meant."""
    text, start, end = inert(found.text), found.column - 1, found.end_column - 1
    margin = len(text) - len(text.lstrip())
    number = str(found.line)
    room = max(30, width - len(number) - 5)
    cut = min(margin, start)
    if len(text) - cut > room:
        room -= 2 * len(_MORE)
    if len(text) - cut > room and end - cut > room:
        cut = max(cut, min(start - 8, len(text) - room))
    shown = text[cut : cut + room]
    before = _MORE if cut > margin else ""
    after = _MORE if cut + room < len(text) else ""
    marked = max(1, min(end, cut + room) - start)
    indent = " " * (len(before) + start - cut)
    return [f"  {number} | {before}{shown}{after}", f"  {' ' * len(number)} | {indent}{'^' * marked}"]


def _data(text: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in inert_lines(text))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}


def inert_lines(text: str) -> str:
    """Text without control characters but for the ends of its lines."""
    return "\n".join(inert(line) for line in text.split("\n"))
