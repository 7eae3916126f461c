"""The order in which keys are written: that of the typed objects' declarations, read from the schemas made from them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from peercert import schema
from peercert.shapes import Where


class Ordered(NamedTuple):
    """A mapping of a file whose keys have an order of their own."""

    where: Where
    keys: dict[Any, Any]
    """The mapping itself."""
    order: tuple[str, ...]
    """Its keys as they should stand; those that the schema does not know come last, as they are."""
    known: int
    """How many of them the schema knows."""

    @property
    def kept(self) -> bool:
        """Do the keys stand in their order? (Those that are not known stand anywhere.)"""
        return self.misplaced is None

    @property
    def misplaced(self) -> tuple[str, str] | None:
        """The first key that belongs further up, and the one that stands in its place; None where all is in order."""
        wanted = self.order[: self.known]
        stands = [key for key in self.keys if key in wanted]
        return next(((key, there) for key, there in zip(wanted, stands, strict=True) if key != there), None)


def schema_for(data: Any) -> str | None:
    """Which schema a file is written to, by its own keys: `jurisdiction`, `glossary`, or None for another file."""
    if isinstance(data, Mapping):
        if "jurisdiction" in data or "credentials" in data:
            return "jurisdiction"
        if "terms" in data:
            return "glossary"
    return None


def mappings(data: Any, name: str) -> Iterator[Ordered]:
    """Every mapping in a file's data to which its schema gives an order, the outer ones first."""
    for where, value, about in meanings(data, name):
        if isinstance(value, dict) and "properties" in about:
            yield Ordered(where, value, _order(value, about), sum(key in about["properties"] for key in value))


def meanings(data: Any, name: str) -> Iterator[tuple[Where, Any, Mapping[str, Any]]]:
    """Every value in a file's data that its schema knows: where, what, and the schema's words on it."""
    whole = _schema(name)
    yield from _walk(data, whole, whole["$defs"], ())


@cache
def _schema(name: str) -> dict[str, Any]:
    return schema.make(name)


def _walk(
    value: Any, given: Mapping[str, Any], known: Mapping[str, Any], where: Where
) -> Iterator[tuple[Where, Any, Mapping[str, Any]]]:
    about = _fitting(value, given, known)
    yield where, value, about
    if isinstance(value, dict):
        parts, rest = about.get("properties", {}), about.get("additionalProperties")
        for key, inner in value.items():
            below = parts.get(key, rest)
            if isinstance(below, Mapping):
                yield from _walk(inner, below, known, (*where, key))
    elif isinstance(value, list) and "items" in about:
        for i, inner in enumerate(value):
            yield from _walk(inner, about["items"], known, (*where, i))


def _fitting(value: Any, about: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that speaks of this sort of value: references followed, of alternatives the one for its type."""
    if not isinstance(value, (dict, list)):
        return about
    if "$ref" in about:
        return _fitting(value, known[about["$ref"].rsplit("/", 1)[1]], known)
    wanted = "object" if isinstance(value, dict) else "array"
    for option in about.get("anyOf", ()):
        found = _fitting(value, option, known)
        if found.get("type") == wanted and (wanted == "array" or "properties" in found):
            return found
    return about


def _order(keys: Iterable[Any], about: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys as declared; of a requirement, its kind first."""
    kinds = {option["required"][0] for option in about.get("oneOf", ()) if "required" in option}
    declared = list(about["properties"])
    rank = {key: i for i, key in enumerate([*(k for k in declared if k in kinds), *(k for k in declared if k not in kinds)])}  # fmt: skip
    return tuple(sorted(keys, key=lambda key: rank.get(key, len(rank))))
