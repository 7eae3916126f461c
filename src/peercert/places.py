"""Where places lie: regions and divisions of the country, territories, and the order of the states on a map."""

from collections.abc import Iterator
from typing import Any

from peercert.shapes import Shape, ShapeError, Where, field, said
from peercert.sources import Cites, Source

EMPTY = ".."
"""A tile of the map with no place on it."""


class TileRow(tuple[str | None, ...]):
    """One row of the map from west to east: state codes, None for an empty tile. Written ``"wa id .. mn"``."""

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "TileRow":
        """The written form -> a row; raises ShapeError."""
        tiles = data.split() if isinstance(data, str) else []
        if not tiles or any(t != EMPTY and not _is_code(t) for t in tiles):
            raise ShapeError(where, f"{said(data)} is no row of tiles; write codes and two dots, such as wa id .. mn")
        return cls(None if t == EMPTY else t for t in tiles)

    def plain(self) -> str:
        """As it is written: ``wa id .. mn``."""
        return " ".join(tile or EMPTY for tile in self)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the written form."""
        return {
            "type": "string",
            "pattern": r"^\s*([a-z]{2}|\.\.)(\s+([a-z]{2}|\.\.))*\s*$",
            "x-form": "a row of tiles; write codes and two dots, such as wa id .. mn",
        }


class Region(Shape):
    """One of the large parts of the country, in divisions."""

    divisions: dict[str, tuple[str, ...]] = field(
        doc="State codes, by the name of the division in snake case.", example={"pacific": ["ak", "ca"]}
    )
    cite: Cites = field(doc="Where it was read.", example="census-regions")

    @property
    def states(self) -> tuple[str, ...]:
        """Codes of all its states."""
        return tuple(code for codes in self.divisions.values() for code in codes)


class Places(Shape):
    """Regions, territories, and the map."""

    sources: dict[str, Source] = field(doc="Documents, by a short id.", example={})
    regions: dict[str, Region] = field(doc="Regions, by name in snake case.", example={})
    territories: tuple[str, ...] = field(default=(), doc="Codes of the places outside every region.", example=["pr"])
    map: tuple[TileRow, ...] = field(doc="The tiles, one line a row from north to south.", example=["wa id .. mn"])

    def check(self, where: Where) -> None:
        seen: set[str] = set()
        for code in self._codes():
            if not _is_code(code):
                raise ShapeError((*where, "regions"), f"{said(code)} is no state code; write two small letters")
            if code in seen:
                raise ShapeError((*where, "regions"), f"{code} stands in two regions")
            seen.add(code)
        drawn: set[str] = set()
        for i, row in enumerate(self.map):
            for tile in row:
                if tile is None:
                    continue
                if tile in drawn:
                    raise ShapeError((*where, "map", i), f"{tile} stands on the map twice")
                drawn.add(tile)

    def find(self, wanted: str) -> frozenset[str] | None:
        """Codes of a region, a division or the territories by name; case, spaces and hyphens do not count."""
        return self._named().get(_fold(wanted))

    def names(self) -> tuple[str, ...]:
        """Every region, its divisions after it, and the territories, in snake case."""
        found = [n for name, region in self.regions.items() for n in (name, *region.divisions)]
        return (*found, *(("territories",) if self.territories else ()))

    def suggestions(self, wanted: str) -> list[str]:
        """Names that look like `wanted`, best first."""
        from difflib import get_close_matches

        names = {_fold(n): n for n in self.names()}
        return [names[c] for c in get_close_matches(_fold(wanted), names, n=3, cutoff=0.6)]

    def _codes(self) -> Iterator[str]:
        for region in self.regions.values():
            yield from region.states
        yield from self.territories

    def _named(self) -> dict[str, frozenset[str]]:
        found = {_fold(n): frozenset(codes) for r in self.regions.values() for n, codes in r.divisions.items()}
        found |= {_fold(n): frozenset(r.states) for n, r in self.regions.items()}
        return found | ({"territories": frozenset(self.territories)} if self.territories else {})


def _fold(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _is_code(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isalpha() and text.islower()
