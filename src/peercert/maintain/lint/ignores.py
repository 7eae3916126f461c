"""Comments by which a problem is ignored: ``# peercert: ignore=PC114 looked again, the rule says so``.

Behind a line it speaks of that line, on a line of its own of the next one. A reason is needed.
"""

import re

from peercert.maintain.comments import Comment, comments_of
from peercert.maintain.lint.problems import NEVER_IGNORED, Ignore
from peercert.words import tell
from peercert.yamlfile import Document

_MARK = re.compile(r"#\s*peercert\s*:\s*(?P<rest>.*)$", re.IGNORECASE)
_IGNORE = re.compile(r"ignore\s*=\s*(?P<codes>PC\d+(?:\s*,\s*PC\d+)*)(?:[\s:,;-]+(?P<reason>.*))?$", re.IGNORECASE)


def ignores_in(document: Document) -> tuple[Ignore, ...]:
    """Every such comment of a file, those that are not understood included."""
    if "peercert" not in document.text:
        return ()
    comments = comments_of(document)
    alone = {c.line for c in comments if c.alone}
    return tuple(made for c in comments if (made := _read(document, c, alone)) is not None)


def _read(document: Document, comment: Comment, alone: set[int]) -> Ignore | None:
    marked = _MARK.search(comment.text)
    if marked is None:
        return None
    line, column = comment.line + 1, comment.column + 1 + marked.start()
    span = (line, column, line, comment.column + 1 + len(comment.text))
    target = line
    if comment.alone:
        lines = document.text.splitlines()
        after = range(comment.line + 1, len(lines))
        target = next((n + 1 for n in after if n not in alone and lines[n].strip()), line)
    found = _IGNORE.match(marked["rest"])
    if found is None:
        says = tell("write it as {form}", form="# peercert: ignore=PC114 and why")
        return Ignore(span, target, (), "", says)
    codes = tuple(dict.fromkeys(code.strip().upper() for code in found["codes"].split(",")))
    reason = (found["reason"] or "").strip()
    return Ignore(span, target, codes, reason, _wrong(codes, reason))


def _wrong(codes: tuple[str, ...], reason: str) -> str:
    """What is wrong with what such a comment says; empty where nothing is."""
    from peercert.maintain.lint import all_checks

    known = {check.CODE for check in all_checks()}
    for code in codes:
        if code not in known:
            return tell("there is no check {code}; `peercert lint --explain all` lists them", code=code)
        if code in NEVER_IGNORED:
            return tell("{code} cannot be ignored: what it finds keeps the rules from being read as meant", code=code)
    return "" if reason else tell("say why, after the code")
