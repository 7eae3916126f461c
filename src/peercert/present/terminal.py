"""Pages on a terminal: plain lines that wrap, with colour only where a terminal takes it.

Nothing is said by colour alone, and no boxes are drawn, so that a screen reader reads it in order.
"""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from peercert.present.sections import Item, Page
from peercert.words import tell, unmarked

MAX_WIDTH = 100
_TONES = {"good": "bold green", "open": "bold", "todo": "bold magenta", "head": "bold", "dim": "dim"}


class Line(NamedTuple):
    """One paragraph: its indent, its hanging indent, and a hint for colour."""

    text: str
    indent: int = 0
    hang: int = 0
    style: str = ""


def show_page(page: Page, out: TextIO | None = None) -> None:
    """Print a page."""
    print_lines(page_lines(page), out)


def page_lines(page: Page) -> list[Line]:
    """A page as paragraphs."""
    lines = [
        Line(page.title, style="head"),
        Line(page.subtitle),
        Line(""),
        Line(page.answer, style=page.tone),
    ]
    for section in page.sections:
        lines += [Line(""), Line(section.title.upper(), style="head")]
        lines += [Line(row, 2, style="figure") for row in section.figure.splitlines()]
        if section.chart is not None:
            from peercert.present.bars import bar_lines

            lines += [Line(row, 2, style="figure") for row in bar_lines(section.chart)]
            lines += [Line("")] if section.lines or section.items else []
        lines += [Line(text, 2) for text in section.lines]
        for number, item in enumerate(section.items, 1):
            mark = f"{number}. " if section.numbered else "[ ] " if section.checklist else "- "
            lines += _item_lines(item, mark, 2)
    if page.sources:
        lines += [Line(""), Line(tell("Sources").upper(), style="head")]
        lines += [Line(text, 2, 4, "dim") for text in page.sources]
    return [*lines, Line(""), Line(page.closing)]


def _item_lines(item: Item, mark: str, indent: int) -> Iterable[Line]:
    yield Line(mark + item.head, indent, len(mark))
    for text in item.lines:
        yield Line(text, indent + len(mark))
    for inner in item.inside:
        yield from _item_lines(inner, "- ", indent + len(mark))


def print_lines(lines: Iterable[Line], out: TextIO | None = None) -> None:
    """Print paragraphs, wrapped to the terminal; colour only on a terminal that takes it."""
    stream = out or sys.stdout
    width = min(MAX_WIDTH, max(30, shutil.get_terminal_size((80, 24)).columns))
    colour = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    made = [(wrapped(line, width), line.style) for line in lines]
    if colour:
        from rich.console import Console
        from rich.text import Text

        console = Console(file=stream, highlight=False, width=width)
        for text, style in made:
            console.print(Text(text, style=_TONES.get(style, "")), soft_wrap=True)
        return
    stream.write("".join(text + "\n" for text, _ in made))


def wrapped(line: Line, width: int) -> str:
    """A paragraph wrapped, with every control character taken out; addresses are not cut."""
    text = inert(line.text)
    if not text:
        return ""
    if line.style == "figure":
        return (" " * line.indent + text).rstrip()
    return textwrap.fill(
        text,
        width,
        initial_indent=" " * line.indent,
        subsequent_indent=" " * (line.indent + line.hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def inert(text: str) -> str:
    """Text without control characters, escape sequences or direction overrides."""
    if text.isascii() and text.isprintable():
        return text
    text = unmarked(text)
    return "".join(c if c.isprintable() else " " for c in text)
