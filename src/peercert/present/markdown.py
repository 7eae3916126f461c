"""Pages as Markdown; text from data is escaped, so that nothing in it becomes markup."""

import re
from collections.abc import Sequence

from peercert.present.sections import Chart, Item, Page
from peercert.present.terminal import inert
from peercert.words import number, tell

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!]|&(?=#?\w+;))")
_AT_START = re.compile(r"^(\s*)(\d*)([-+=.)])(?=\s|$|[-=])")
"""What begins a list, a rule or a heading, where a line begins with it."""


def markdown(page: Page) -> str:
    """The page as a Markdown document."""
    parts = [f"# {_plain(page.title)}", _line(page.subtitle), f"**{_plain(page.answer)}**"]
    for section in page.sections:
        parts.append(f"## {_plain(section.title)}")
        if section.figure:
            parts.append("\n".join(f"    {inert(row)}".rstrip() for row in section.figure.splitlines()))
        if section.chart is not None:
            parts.append(_table(section.chart))
        parts += [_line(text) for text in section.lines]
        if section.items:
            marks = [
                f"{i}. " if section.numbered else "- [ ] " if section.checklist else "- "
                for i in range(1, len(section.items) + 1)
            ]
            parts.append("\n".join(_item(item, mark, 0) for item, mark in zip(section.items, marks, strict=True)))
    if page.sources:
        parts.append(f"## {_plain(tell('Sources'))}")
        parts.append("\n".join(f"- {_plain(text)}" for text in page.sources))
    parts.append(f"*{_plain(page.closing)}*")
    return "\n\n".join(parts) + "\n"


def opening(lines: Sequence[str]) -> list[str]:
    """Lines of heading, of which those with a dash are entries of a list, each ready to be joined by line ends."""
    made: list[str] = []
    for i, line in enumerate(lines):
        entry = line.startswith("- ")
        if i and not (entry and lines[i - 1].startswith("- ")):
            made.append("")
        made.append(f"- {_line(line[2:])}" if entry else _line(line))
    return [*made, ""] if made else []


def _table(chart: Chart) -> str:
    """A chart as a table."""
    rows = [[bar.name, *map(number, bar.values)] for bar in chart.bars]
    lines = [list(chart.heads), ["---", *("---:" for _ in chart.heads[1:])], *rows]
    return "\n".join("| " + " | ".join(c if set(c) <= set("-:") else _plain(c) for c in line) + " |" for line in lines)


def _item(item: Item, mark: str, indent: int) -> str:
    inner = indent + len(mark.replace("[ ] ", ""))  # a box to tick is part of the text
    lines = [
        f"{' ' * indent}{mark}**{_plain(item.head)}**" if indent == 0 else f"{' ' * indent}{mark}{_line(item.head)}"
    ]
    lines += [f"{' ' * inner}- {_line(text)}" for text in item.lines]
    lines += [_item(i, "- ", inner) for i in item.inside]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """A text in which nothing is markup."""
    return _plain(text)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", inert(text))


def _line(text: str) -> str:
    """A text with which a line, or an entry of a list, begins."""
    return _AT_START.sub(r"\1\2\\\3", _plain(text))
