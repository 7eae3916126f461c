"""Pages as one HTML document: no script, no request, good on a phone, on paper, in light and in dark.

The template lays out, the style sheet beside it colours; every text comes from a page, goes through `inert`, and is
escaped by the template. The only links made are to the sources of a page and to http and https addresses.
"""

import base64
import hashlib
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from peercert.present.sections import Bar, Chart, Item, Page, Section
from peercert.present.terminal import inert
from peercert.words import END, ENGLISH, number, spoken, tell

if TYPE_CHECKING:
    from jinja2 import Template

_TONES = ("good", "open", "todo")
_HERE = Path(__file__).parent
_MARK = re.compile(r"(?<![^\s\]])\[(\d+)(?:, [^\]]*)?\]")
"""A mark such as [1] or [2, (1)(a)], which stands for itself (not as in exams[1]): the source with this number."""
_ENGLISH = re.compile(f"{ENGLISH}([^{ENGLISH}{END}]*){END}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\^{}|]+", re.IGNORECASE)
_LINK = re.compile(f"(?P<mark>{_MARK.pattern})|(?P<address>{_ADDRESS.pattern})", re.IGNORECASE)
_NAME, _LINE, _BAR = 30, 19, 48
"""Letters of a name that have room above its bar on a phone; pixels of a further line of it, and of a bar with one."""
_LEAD = re.compile(r"(?=.{2,32}?: )[^\s.:;,!?\[\]()]+(?: [^\s.:;,!?\[\]()]+){0,3}:(?= )")
"""The few words before a colon that open a line, such as Next: or Money:"""


class Piece(NamedTuple):
    """A stretch of text: a link, the words that open a line, or plain text."""

    text: str
    href: str = ""
    lead: bool = False
    english: bool = False
    """In English, on a page in another language."""

    @property
    def parts(self) -> list[str]:
        """The text of an address in parts, between which a line may break."""
        return re.findall(r"(?:https?://)?[^/]+/*|/+", self.text, re.IGNORECASE)

    @property
    def leaves(self) -> bool:
        """Whether it leads out of the document."""
        return bool(self.href) and not self.href.startswith("#")


Text = tuple[Piece, ...]


class ItemView(NamedTuple):
    """An item as the template reads it."""

    head: Text
    lines: tuple[Text, ...]
    inside: "tuple[ItemView, ...]"


class BarView(NamedTuple):
    """A bar as the template draws it: of each series its number, where it begins and how long it is, in percent."""

    name: str
    lines: tuple[str, ...]
    """The name in lines as long as a phone is wide."""
    top: int
    """Pixels above it."""
    said: str
    numbers: tuple[str, ...]
    parts: tuple[tuple[int, float, float], ...]


class ChartView(NamedTuple):
    """A chart as the template draws it."""

    about: str
    heads: tuple[str, ...]
    bars: tuple[BarView, ...]
    height: int
    """Pixels of all bars."""


class SectionView(NamedTuple):
    """A section as the template reads it."""

    title: str
    figure: str
    lines: tuple[Text, ...]
    items: tuple[ItemView, ...]
    numbered: bool
    checklist: bool
    chart: ChartView | None


class SourceView(NamedTuple):
    """A source: what links point to, its mark, its text."""

    anchor: str
    mark: str
    text: Text


class PageView(NamedTuple):
    """A page as the template reads it."""

    anchor: str
    title: str
    subtitle: str
    answer: str
    tone: str
    sections: tuple[SectionView, ...]
    sources: tuple[SourceView, ...]
    in_contents: str
    """What the table of contents says beside the title."""


def html(pages: Sequence[Page], heading: Sequence[str] = (), title: str = "") -> str:
    """The pages as one HTML document.

    A page that stands alone is the document. Several pages, or lines of heading, stand under `title` (the first line
    of the heading where it is left out), with a table of contents where there is more than one page.
    """
    alone = len(pages) == 1 and not heading
    title = pages[0].title if alone else inert(title or next(iter(heading), "peercert"))
    opening = [inert(line) for line in heading]
    if opening[:1] == [title]:
        del opening[0]
    names = Counter(page.title for page in pages)
    style = _style()
    return _template().render(
        lang=spoken().code,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'",
        style=style,
        alone=alone,
        title=inert(title),
        opening=_opening(opening),
        pages=[_page(page, number, again=names[page.title] > 1) for number, page in enumerate(pages, 1)],
        closings=[_text(text) for text in dict.fromkeys(page.closing for page in pages)],
        words={
            "skip": tell("Skip to the content"),
            "contents": tell("Contents"),
            "back": tell("Back to the contents"),
            "sources": tell("Sources"),
        },
    )


def _page(page: Page, number: int, *, again: bool) -> PageView:
    """The view of a page; its title comes `again` in the document, so that more is said where it is listed."""
    listed = [found[1] for text in page.sources if (found := _MARK.match(text))]
    anchors = {mark: f"p{number}-s{mark}" for mark in listed}
    tone = page.tone if page.tone in _TONES else ""
    beside = (page.subtitle if again else "", page.answer if tone else "")
    return PageView(
        f"p{number}",
        inert(page.title),
        inert(page.subtitle),
        inert(page.answer),
        tone,
        tuple(_section(section, anchors) for section in page.sections),
        tuple(_source(text, anchors) for text in page.sources),
        inert(" ".join(text for text in beside if text)),
    )


def _section(section: Section, anchors: dict[str, str]) -> SectionView:
    figure = str(getattr(section, "figure", ""))
    return SectionView(
        inert(section.title),
        "\n".join(inert(line) for line in figure.split("\n")).rstrip(),
        tuple(_line(text, anchors) for text in section.lines),
        tuple(_item(item, anchors) for item in section.items),
        section.numbered,
        bool(getattr(section, "checklist", False)),
        _chart(chart) if (chart := getattr(section, "chart", None)) is not None else None,
    )


def _chart(chart: Chart) -> ChartView:
    most = max((sum(bar.values) for bar in chart.bars), default=0) or 1
    bars: list[BarView] = []
    top = 0
    for bar in chart.bars:
        bars.append(_bar(bar, most, top))
        top += _BAR + _LINE * (len(bars[-1].lines) - 1)
    return ChartView(inert(chart.about), tuple(map(inert, chart.heads)), tuple(bars), top)


def _bar(bar: Bar, most: float, top: int) -> BarView:
    parts, start = [], 0.0
    for number_, value in enumerate(bar.values, 1):
        length = round(value / most * 100, 2)
        if length:
            parts.append((number_, start, length))
        start = round(start + length, 2)
    name = inert(bar.name)
    lines = tuple(textwrap.wrap(name, _NAME, max_lines=3, placeholder="\u2026")) or ("",)
    return BarView(name, lines, top, inert(bar.said), tuple(map(number, bar.values)), tuple(parts))


def _item(item: Item, anchors: dict[str, str]) -> ItemView:
    return ItemView(
        _text(item.head, anchors),
        tuple(_line(text, anchors) for text in item.lines),
        tuple(_item(inner, anchors) for inner in item.inside),
    )


def _source(text: str, anchors: dict[str, str]) -> SourceView:
    found = _MARK.match(text)
    if found is None:
        return SourceView("", "", _text(text))
    return SourceView(anchors[found[1]], found[0], _text(text[found.end() :].lstrip()))


def _opening(lines: Iterable[str]) -> list[tuple[bool, list[Text]]]:
    """The lines of a heading: entries of a list, which start with a dash, or paragraphs, those alike together."""
    runs = groupby(lines, key=lambda line: line.startswith("- "))
    return [(listed, [_text(line.removeprefix("- ")) for line in run]) for listed, run in runs]


def _line(text: str, anchors: dict[str, str]) -> Text:
    """A line with the words that open it told apart."""
    text = inert(text)
    lead = _LEAD.match(text)
    if lead is None:
        return _text(text, anchors)
    return (Piece(lead[0], lead=True), *_text(text[lead.end() :], anchors))


def _text(text: str, anchors: dict[str, str] | None = None) -> Text:
    """A text cut into plain pieces and links, those in English by themselves where another language is spoken."""
    cut = _ENGLISH.split(text)
    return tuple(piece._replace(english=bool(i % 2)) for i, part in enumerate(cut) for piece in _pieces(part, anchors))


def _pieces(text: str, anchors: dict[str, str] | None) -> Text:
    """A text in one language cut into plain pieces and links."""
    text, made, done = inert(text), [], 0
    for found in _LINK.finditer(text):
        if found["mark"]:
            said, anchor = found[0], (anchors or {}).get(found[2])
            href = f"#{anchor}" if anchor else ""
        else:
            said = _trimmed(found[0])
            href = said if _safe(said) else ""
        if href:
            made += [Piece(text[done : found.start()]), Piece(said, href)]
            done = found.start() + len(said)
    made.append(Piece(text[done:]))
    return tuple(piece for piece in made if piece.text)


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence that it stands in (a bracket that it opens, it also closes)."""
    spare = {")": address.count("(") - address.count(")"), "]": address.count("[") - address.count("]")}
    end = len(address)
    while end and (address[end - 1] in ".,;:!?" or spare.get(address[end - 1], 0) < 0):
        if address[end - 1] in spare:
            spare[address[end - 1]] += 1
        end -= 1
    return address[:end]


def _safe(address: str) -> bool:
    """Whether this is a plain http or https address, with a host and nobody's name or password in it."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _hash(style: str) -> str:
    """The style sheet's hash, by which the document's own policy lets it and nothing else in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def _style() -> str:
    return (_HERE / "page.css").read_text("utf-8")


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    ).get_template("page.html.j2")
