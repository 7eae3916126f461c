"""Comments of a YAML file: taken out, each remembered by the entry it stands beside, and put back.

An entry is a key of a block mapping or an item of a block list, named by its place in the file. A comment stands
behind an entry (at the end of its line), above one (on lines of its own), or below the last one of a block.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from peercert.shapes import Where
from peercert.words import tell
from peercert.yamlfile import Document, FileError

BLANK = ""
"""A blank line among comments."""
_KEEPS = re.compile(r"[|>]\d?\+\d?\s*(?:#.*)?$")


class Entry(NamedTuple):
    """A key of a block mapping, or an item of a block list, with its value."""

    where: Where
    line: int
    """Where it starts, from 0."""
    column: int
    """That of the key, or of the dash."""
    last: int
    """The line on which it ends, where it has no entries of its own; else the one on which it starts."""
    opens: bool
    """Its value is a block with entries of its own."""


class Comment(NamedTuple):
    """A comment where it was found."""

    line: int
    """From 0."""
    column: int
    text: str
    alone: bool
    """Nothing else stands on its line."""


class Comments(NamedTuple):
    """Comments by what they stand beside, each from its ``#`` on; blank lines among them are empty texts."""

    behind: dict[Where, str]
    above: dict[Where, list[str]]
    below: dict[Where, list[str]]
    """By the place of the block."""

    @property
    def texts(self) -> Counter[str]:
        """Every comment, and how often it stands there."""
        apart = [text for texts in (*self.above.values(), *self.below.values()) for text in texts if text != BLANK]
        return Counter([*apart, *self.behind.values()])


def comments_of(document: Document) -> list[Comment]:
    """Every comment of a file, in order."""
    spans, made = _Spans(document), []
    for number, line in enumerate(document.text.splitlines()):
        at = spans.comment(number, line)
        if at is not None:
            made.append(Comment(number, at, line[at:].rstrip(), not line[:at].strip()))
    return made


def taken_out(document: Document) -> tuple[str, Comments]:
    """The text without comments and blank lines, and what was taken out.

    Raises FileError for a file that is no block of keys or items, or that uses aliases.
    """
    known, spans = _entries(document), _Spans(document)
    starts = [entry.line for entry in known]
    found = Comments({}, defaultdict(list), defaultdict(list))
    bare: list[str] = []
    waiting: list[Comment] = []
    for number, line in enumerate(document.text.splitlines()):
        at = None if spans.verbatim(number) else spans.comment(number, line)
        rest = line if at is None else line[:at]
        if spans.verbatim(number) or rest.strip():
            i = bisect_right(starts, number) - 1
            first = bisect_right(starts, number - 1)
            if waiting:
                _settle(found, known, waiting, first, first <= i)
                waiting = []
            bare.append(line if spans.verbatim(number) else rest.rstrip())
            if at is not None and known:
                _behind(found, known[max(i, 0)], number, line[at:].rstrip())
        else:
            waiting.append(Comment(number, 0 if at is None else at, BLANK if at is None else line[at:].rstrip(), True))
    _settle(found, known, waiting, len(known), True)
    return "\n".join(bare) + "\n", found


def put_back(document: Document, comments: Comments) -> str:
    """The text of a file without comments, with these beside the same entries, and blank lines between sections."""
    lines = document.text.splitlines()
    known = _entries(document)
    before: dict[int, list[str]] = defaultdict(list)
    after: dict[int, list[str]] = defaultdict(list)
    behind: dict[int, str] = {}
    column: dict[int, int] = {}
    for i, entry in enumerate(known):
        column.setdefault(entry.line, entry.column)
        indent = " " * column[entry.line]
        above = comments.above.get(entry.where, [])
        if i and known[i - 1].where != entry.where[:-1]:
            before[entry.line] += [BLANK] if _parted(entry) and BLANK not in above else []
        elif above[:1] == [BLANK]:
            above = above[1:]  # a block does not start with a blank line
        before[entry.line] += _indented(above, indent)
        if entry.where in comments.behind:
            if entry.line in behind:
                before[entry.line].append(indent + behind[entry.line])
            behind[entry.line] = comments.behind[entry.where]
    for block in sorted(comments.below, key=len, reverse=True):
        inside = [i for i, entry in enumerate(known) if entry.where[: len(block)] == block and entry.where != block]
        end = known[inside[-1] + 1].line - 1 if inside and inside[-1] + 1 < len(known) else len(lines) - 1
        after[end] += _indented(comments.below[block], " " * (known[inside[0]].column if inside else 0))
    made: list[str] = []
    for number, line in enumerate(lines):
        _add(made, before.get(number, ()))
        made.append(f"{line}  {behind[number]}" if number in behind else line)
        _add(made, after.get(number, ()))
    return "\n".join(made) + "\n"


def _settle(found: Comments, known: Sequence[Entry], waiting: Sequence[Comment], following: int, starts: bool) -> None:
    """Find the place of comments on lines of their own that stand before the entry `following`.

    It `starts` right after them; otherwise they stand inside the value of the entry before.
    """
    previous = known[following - 1] if following else None
    following_entry = known[following] if following < len(known) else None
    if not starts and previous is not None:
        found.above[previous.where] += [c.text for c in waiting if c.text != BLANK]
        return
    depth = None
    blanks: list[str] = []
    for comment in waiting:
        if comment.text == BLANK:
            blanks = [BLANK]
            continue
        depth = _depth(known, previous, following_entry, comment.column, depth)
        if depth is None:
            assert following_entry is not None
            found.above[following_entry.where] += [*blanks, comment.text]
        else:
            assert previous is not None or depth == 0
            found.below[previous.where[:depth] if previous else ()] += [*blanks, comment.text]
        blanks = []
        depth = -1 if depth is None else depth
    if following_entry is not None and blanks:
        found.above[following_entry.where] += blanks


def _depth(
    known: Sequence[Entry], previous: Entry | None, following: Entry | None, column: int, so_far: int | None
) -> int | None:
    """How deep the block is below which a comment in this column stands; None where it stands above what follows.

    `so_far`: the depth of the comment before it (-1: above); none stands deeper than the one before.
    """
    if so_far == -1 or previous is None:
        return None if following is not None else 0
    outer = len(following.where) if following is not None else 0
    if following is not None and column <= following.column:
        return None
    columns = {len(e.where): e.column for e in known if e.where == previous.where[: len(e.where)]}
    deepest = len(previous.where) - 1 if so_far is None else so_far
    for depth in range(deepest, outer - 1, -1):
        same = columns[depth + 1] == column and (depth == outer or columns[depth] != column)
        if columns[depth + 1] < column or same:
            return depth
    return None if following is not None else 0


def _behind(found: Comments, entry: Entry, number: int, text: str) -> None:
    """A comment at the end of a line; inside a value of several lines, it stands above the entry afterwards."""
    if number == entry.line or number == entry.last:
        if entry.where in found.behind:
            found.above[entry.where].append(found.behind[entry.where])
        found.behind[entry.where] = text
    else:
        found.above[entry.where].append(text)


def _parted(entry: Entry) -> bool:
    """Does a blank line stand before this entry: a section of the file, or one of the large items of a section?"""
    return entry.opens and (len(entry.where) == 1 or (len(entry.where) == 2 and isinstance(entry.where[1], int)))


def _indented(texts: Iterable[str], indent: str) -> list[str]:
    return [indent + text if text != BLANK else BLANK for text in texts]


def _add(lines: list[str], more: Iterable[str]) -> None:
    """Comments and blank lines put in; no blank line at the start, none after another."""
    for line in more:
        if line != BLANK or (lines and lines[-1] != BLANK):
            lines.append(line)


def _entries(document: Document) -> list[Entry]:
    """Every entry of every block, in order. Raises FileError for aliases, and where there are no blocks."""
    if not isinstance(document.root, yaml.CollectionNode) or document.root.flow_style:
        raise FileError(document.path, tell("only files that are keys and values, line by line, are laid out"), 1, 1)
    lines = document.text.splitlines()
    found = list(_walk(document, document.root, (), lines, set()))
    return sorted(found, key=lambda e: (e.line, e.column))


def _walk(document: Document, node: Any, where: Where, lines: Sequence[str], seen: set[int]) -> Iterator[Entry]:
    if isinstance(node, yaml.MappingNode):
        parts = [(k.value, v, k.start_mark.line, k.start_mark.column) for k, v in node.value]
    else:
        column = node.start_mark.column
        parts = [(i, v, _dash(lines, v.start_mark.line, column), column) for i, v in enumerate(node.value)]
    for key, value, line, column in parts:
        if id(value) in seen:
            raise FileError(document.path, tell("write the value out instead of an alias (*)"), line + 1, column + 1)
        seen.add(id(value))
        opens = isinstance(value, yaml.CollectionNode) and not value.flow_style and bool(value.value)
        yield Entry((*where, key), line, column, line if opens else max(line, _last(value, lines)), opens)
        if opens:
            yield from _walk(document, value, (*where, key), lines, seen)


def _dash(lines: Sequence[str], line: int, column: int) -> int:
    """The line with the dash of an item whose value starts on `line`."""
    for number in range(min(line, len(lines) - 1), -1, -1):
        if lines[number][column : column + 1] == "-" and not lines[number][:column].strip("- "):
            return number
    return line


def _last(node: Any, lines: Sequence[str]) -> int:
    """The last line of a value."""
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return end_of_text(lines, node.start_mark.line)
    return int(node.end_mark.line)


def end_of_text(lines: Sequence[str], header: int) -> int:
    """The last line of a text under a header such as ``>-``: all that is indented like its first line, or more.

    Blank lines at its end are a part of it only where its header says so (``+``).
    """
    last, indent, keeps = header, None, _KEEPS.search(lines[header]) is not None
    for number in range(header + 1, len(lines)):
        line = lines[number]
        if line.strip():
            mine = len(line) - len(line.lstrip(" "))
            indent = mine if indent is None else indent
            if mine < indent or mine == 0:
                break
            last = number
        elif keeps:
            last = number
    return last


class _Spans:
    """Where texts stand in a file, so that a ``#`` inside one is not taken for a comment."""

    def __init__(self, document: Document) -> None:
        self._lines = document.text.splitlines()
        self._kept: set[int] = set()
        spans = []
        for node in _scalars(document.root):
            start, end = node.start_mark, node.end_mark
            if node.style in ("|", ">"):
                self._kept |= set(range(start.line + 1, end_of_text(self._lines, start.line) + 1))
            else:
                spans.append(((start.line, start.column), (end.line, end.column)))
                if node.style:
                    self._kept |= set(range(start.line + 1, end.line))
        spans.sort()
        self._starts, self._ends = [s for s, _ in spans], [e for _, e in spans]

    def verbatim(self, number: int) -> bool:
        """Is this whole line a part of a text?"""
        return number in self._kept

    def comment(self, number: int, line: str) -> int | None:
        """Column at which a comment starts on a line."""
        at = line.find("#")
        while at >= 0:
            if (at == 0 or line[at - 1] in " \t") and not self._inside(number, at):
                return None if number in self._kept else at
            at = line.find("#", at + 1)
        return None

    def _inside(self, number: int, column: int) -> bool:
        i = bisect_right(self._starts, (number, column)) - 1
        return i >= 0 and (number, column) < self._ends[i]


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield from _scalars(value)
    else:
        for one in node.value:
            yield from _scalars(one)
