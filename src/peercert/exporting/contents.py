"""What is exported: the places and credentials chosen, under names that stay the same whatever else is chosen."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from typing import Any, NamedTuple

from peercert.exported import place_ids
from peercert.glossary import Glossary
from peercert.model import Credential, Jurisdiction
from peercert.places import Places
from peercert.rulebook import Rulebook
from peercert.sayings import Says
from peercert.shapes import Shape
from peercert.sources import Citation, Cites, Disputed
from peercert.yamlfile import FileError

Chosen = tuple[Credential | None, Sequence[Jurisdiction]]
"""Places, or one credential with the place that it is of."""
LICENSE = "CC0-1.0"
"""Of the bundled rules (`data/LICENSE`)."""


class Place(NamedTuple):
    """A jurisdiction or national body, and its short name."""

    id: str
    """``sc``; ``us-naadac-ncprss``."""
    jurisdiction: Jurisdiction


class Contents(NamedTuple):
    """All that goes into an export."""

    places: tuple[Place, ...]
    glossary: Glossary
    map: Places
    """Where places lie."""
    as_of: date | None
    version: str | None
    """The peercert that writes it; None where it is not installed."""
    license: str | None
    """Licence of the rules, where it is known."""

    @property
    def day(self) -> date:
        """The day that is described. Raises ValueError where none is given."""
        if self.as_of is None:
            raise ValueError("this format tells the rules of one day; give as_of")
        return self.as_of

    def credentials(self) -> Iterator[tuple[Place, Credential]]:
        """Every credential with its place, in the order of the rule book."""
        for place in self.places:
            for credential in place.jurisdiction.credentials:
                yield place, credential


def contents(rulebook: Rulebook, as_of: date | None, chosen: Sequence[Chosen] | None = None) -> Contents:
    """The rule book, or what is chosen of it. Raises FileError where two credentials share an id, or a source is missing."""
    every = tuple(rulebook.jurisdictions())
    places = [Place(name, place) for name, place in zip(place_ids(every), every, strict=True)]
    if chosen is not None:
        places = _only(places, chosen)
    found = Contents(
        tuple(places),
        rulebook.glossary(),
        rulebook.where_places_lie(),
        as_of,
        _version(),
        LICENSE if rulebook.is_bundled else None,
    )
    _check(found)
    return found


def _only(places: list[Place], chosen: Sequence[Chosen]) -> list[Place]:
    """The places that are named, whole or with the credentials that are named of them."""
    wanted: dict[tuple[str, str], set[str] | None] = {}
    for credential, of in chosen:
        for jurisdiction in of:
            key = (jurisdiction.jurisdiction, jurisdiction.name)
            known = wanted.get(key, set())
            wanted[key] = None if credential is None or known is None else known | {credential.id}
    made = []
    for place in places:
        key = (place.jurisdiction.jurisdiction, place.jurisdiction.name)
        if key in wanted:
            ids = wanted[key]
            kept = tuple(c for c in place.jurisdiction.credentials if ids is None or c.id in ids)
            made.append(place._replace(jurisdiction=place.jurisdiction.but(credentials=kept)))
    return made


def _check(found: Contents) -> None:
    seen: set[str] = set()
    for place, credential in found.credentials():
        if credential.id in seen:
            says = Says("two credentials are called {name}; `peercert lint` says where", {"name": credential.id})
            raise FileError(place.id, says)
        seen.add(credential.id)
    for place in found.places:
        for cited in citations(place.jurisdiction):
            if cited.source not in place.jurisdiction.sources:
                says = Says("there is no source called {name}; `peercert lint` says where", {"name": cited.source})
                raise FileError(place.id, says)


def _version() -> str | None:
    try:
        return version_of("peercert")
    except PackageNotFoundError:
        return None


def citations(value: Any, *, disputed: bool = True) -> Iterator[Citation]:
    """Every citation in a typed object, or in a collection of them, in their order; with those for `disputed` values."""
    if isinstance(value, Cites):
        yield from value
    elif isinstance(value, Shape):
        if disputed or not isinstance(value, Disputed):
            for name in value.fields_:
                yield from citations(getattr(value, name), disputed=disputed)
    elif isinstance(value, (dict, tuple)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from citations(one, disputed=disputed)


def resource(place: Place, credential: Credential) -> dict[str, Any]:
    """One credential by itself, as plain data: its rules as in a rule file, its place, and the sources that it cites."""
    sources = {c.source: place.jurisdiction.sources[c.source].plain() for c in citations(credential)}
    code, name = place.jurisdiction.jurisdiction, place.jurisdiction.name
    return {
        "id": credential.id,
        "place": {"id": place.id, "jurisdiction": code, "name": name},
        "credential": credential.plain(),
        "sources": sources,
    }
