"""What counts as a fault in what the tool gives back."""

import json
import re
from html.parser import HTMLParser
from typing import Any


class Fault(Exception):  # noqa: N818
    """Something that must never come out."""


_TAGS = frozenset(
    [
        "a",
        "article",
        "b",
        "body",
        "caption",
        "circle",
        "div",
        "footer",
        "h1",
        "h2",
        "h3",
        "head",
        "header",
        "html",
        "li",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "path",
        "pre",
        "rect",
        "section",
        "span",
        "style",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "wbr",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "charset",
        "class",
        "content",
        "cx",
        "cy",
        "d",
        "fill",
        "focusable",
        "height",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
        "r",
        "rel",
        "role",
        "scope",
        "stroke",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-width",
        "tabindex",
        "text-anchor",
        "viewbox",
        "width",
        "x",
        "y",
    ]
)


def plain_text(text: str, what: str) -> None:
    """Lines of printable characters, and no word that something went wrong inside."""
    for found in (c for c in text if c != "\n" and not c.isprintable()):
        at = text.index(found)
        raise Fault(f"{what}: control character {found!r} in {text[max(0, at - 60) : at + 20]!r}")
    if "this should not happen" in text:
        raise Fault(f"{what}: {text[-400:]}")
    if "Traceback (most recent call last)" in text:
        raise Fault(f"{what}: traceback: {text[-1500:]}")


class _Looked(HTMLParser):
    """Every tag and attribute is one of the template's own; links lead to the web or within the page."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise Fault(f"html: tag {tag}")
        for name, value in attrs:
            if name not in _ATTRIBUTES:
                raise Fault(f"html: attribute {name} of {tag}")
            if name == "href" and not re.match(r"#[\w-]+$|https?://[^\s@]+$", value or "", re.IGNORECASE):
                raise Fault(f"html: link to {value!r}")

    def handle_comment(self, data: str) -> None:
        raise Fault(f"html: comment {data[:50]!r}")

    def handle_pi(self, data: str) -> None:
        raise Fault(f"html: instruction {data[:50]!r}")


def inert_html(text: str) -> None:
    """Markup is that of the template alone."""
    plain_text(text, "html")
    looked = _Looked()
    looked.feed(text)
    looked.close()


def inert_markdown(text: str) -> None:
    """No live markup but our own headings, lists, boxes and strong text."""
    plain_text(text, "markdown")
    rest = re.sub(r"\\[\\`*_{}\[\]<>#|~!+=.()&-]", "", text)
    rest = "\n".join(line for line in rest.splitlines() if not line.startswith("    "))  # figures stand as they are
    rest = rest.replace("- [ ] ", "")
    rest = "\n".join(_cells(line) if line.startswith("| ") else line for line in rest.splitlines())
    found = re.search(r"[<>`\[\]|~!{}_]", rest)
    if found:
        raise Fault(f"markdown: live {found[0]!r} in {rest[max(0, found.start() - 60) : found.end() + 20]!r}")


def _cells(line: str) -> str:
    """A row of a table without what parts its cells; all rows of charts have two or three."""
    if not re.fullmatch(r"\|( [^|]* \|){2,3}", line):
        raise Fault(f"markdown: a row of a table: {line[:200]!r}")
    return line.replace("|", "")


def _constant(name: str) -> Any:
    raise Fault(f"json: {name}")


def sound_json(text: str) -> Any:
    """JSON as the standard has it, without raw control characters."""
    plain_text(text, "json")
    try:
        return json.loads(text, parse_constant=_constant)
    except ValueError as error:
        raise Fault(f"json: {error}: {text[:200]!r}") from None


def sound_calendar(raw: bytes) -> None:
    """A calendar whose every line is one of those that we write."""
    for line in raw.decode().split("\r\n"):
        if (
            line
            and line[0] not in " \t"
            and not re.match(
                r"(BEGIN|END|PRODID|VERSION|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|TRANSP|DESCRIPTION|ACTION|TRIGGER)[:;]",
                line,
            )
        ):
            raise Fault(f"calendar: line {line[:80]!r}")
        if "\n" in line or "\r" in line or any(not c.isprintable() for c in line):
            raise Fault(f"calendar: control character in {line[:80]!r}")
