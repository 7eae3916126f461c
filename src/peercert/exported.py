"""The rule book as one document of plain data: what `peercert export --format json` writes and every command can read.

Pure: the shape of the document alone, so that a program, or a web page with Python in it, can read the rules from data that
it got by itself. `peercert.exporting` makes the document; `Rulebook.from_export` makes a rule book of it.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from peercert.glossary import Glossary
from peercert.model import Jurisdiction
from peercert.places import Places
from peercert.shapes import Shape, field

FORMAT: Literal["peercert-rulebook/1"] = "peercert-rulebook/1"
"""What the document says of itself; the figure changes where older readers would misread it."""
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class Export(Shape):
    """A whole rule book in one document, in the shapes of the rule files."""

    format: Literal["peercert-rulebook/1"] = field(
        doc="What this document is, and which edition of its shape.", example=FORMAT
    )
    version: str | None = field(default=None, doc="The peercert that wrote it.", example="0.1.0")
    license: str | None = field(
        default=None, doc="Licence of the rules, where it is known (an SPDX name).", example="CC0-1.0"
    )
    jurisdictions: tuple[Jurisdiction, ...] = field(
        doc="Every jurisdiction and national body, as in its rule file.",
        example=[{"jurisdiction": "sd", "name": "South Dakota", "summary": "None.", "sources": {}, "credentials": []}],
    )
    glossary: Glossary | None = field(default=None, doc="What words mean.", example={"sources": {}, "terms": {}})
    places: Places | None = field(
        default=None, doc="Where places lie.", example={"sources": {}, "regions": {}, "map": ["wa id"]}
    )


def place_ids(jurisdictions: Iterable[Jurisdiction]) -> list[str]:
    """A short name for each jurisdiction, fit for addresses and file names, no two alike.

    That of a state is its code (``sc``); that of a national body says which one (``us-naadac-ncprss``).
    """
    made: list[str] = []
    for place in jurisdictions:
        base = _slug(place.jurisdiction)
        if base == "us":
            base = f"us-{_slug(place.name.partition(':')[2] or place.name)}"
        name, number = base, 1
        while name in made:
            number += 1
            name = f"{base}-{number}"
        made.append(name)
    return made


def _slug(text: str) -> str:
    """Small letters, figures and hyphens: ``IC&RC (Peer)`` -> ``icrc-peer``."""
    plain = unicodedata.normalize("NFKD", text.replace("&", "")).encode("ascii", "ignore").decode().casefold()
    return _NOT_PLAIN.sub("-", plain).strip("-")[:60].strip("-") or "place"
