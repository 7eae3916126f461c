"""The pages of the documentation site that are made, not written: states, the map, the data format, kinds, checks.

`pages` makes them as Markdown; ``python -m peercert.maintain.site`` puts them beside those of `docs/`, has the site
built, and checks every link in it. The site is in English.
"""

from collections.abc import Iterator

from peercert.maintain.site.keys import format_pages
from peercert.maintain.site.manual import check_pages, kind_pages
from peercert.maintain.site.places import place_pages
from peercert.maintain.site.tiles import map_page
from peercert.rulebook import Rulebook

MAP = "rules/index.md"


def pages(rules: Rulebook) -> dict[str, str]:
    """Every page that is made, in Markdown, by its path below the folder of the site's sources."""
    return dict(_pages(rules))


def _pages(rules: Rulebook) -> Iterator[tuple[str, str]]:
    yield MAP, map_page(rules)
    yield from place_pages(rules)
    yield from format_pages()
    yield from kind_pages(rules)
    yield from check_pages()
