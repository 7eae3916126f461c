"""Links of the built site: whether what each leads to is there. The builder does not look into raw HTML."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class Broken(NamedTuple):
    """A link that leads nowhere."""

    page: str
    link: str


class _Page(HTMLParser):
    """The links of a page, and the places in it that a link can lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif (name == "id" or (tag == "a" and name == "name")) and value:
                self.places.add(value)


def broken_links(site: Path) -> Iterator[Broken]:
    """Every link within a folder of HTML whose file, or place in it, is not there; other sites are not asked."""
    read: dict[Path, _Page] = {}
    for path in sorted(site.rglob("*.html")):
        read[path.resolve()] = page = _Page()
        page.feed(path.read_text("utf-8"))
    for path, page in read.items():
        if path.name == "404.html":  # its links start at the top of the server, wherever that is
            continue
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            known = read.get(target)
            if not target.is_file() or (parts.fragment and known and unquote(parts.fragment) not in known.places):
                yield Broken(str(path.relative_to(site.resolve())), link)
