"""The words of CTDL that are used here, identifiers, and durations as ISO 8601 writes them."""

from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from peercert.dates import Duration
from peercert.exporting.contents import Place
from peercert.model import Certifier

Node = dict[str, Any]
"""One resource or blank node of JSON-LD."""

CONTEXT = "http://credreg.net/ctdl/schema/context/json"
_TERMS = "https://credreg.net/ctdl/terms"
_NAMESPACE = UUID("5f90f770-73f8-46a4-aff1-5fc6dd753f47")
"""Of every identifier that is made here; it never changes."""
_TEXTS = frozenset(
    f"ceterms:{name}"
    for name in (
        "name", "description", "alternateName", "keyword", "condition", "experience", "submissionOf", "frameworkName", "targetNodeName",
        "targetNodeDescription", "addressRegion", "addressCountry", "contactType", "identifierType",
    )
)  # fmt: skip
"""Properties whose values are texts in a language."""


def ctid(name: str) -> str:
    """The CTID for a name; always the same one."""
    return f"ce-{uuid5(_NAMESPACE, name)}"


def uri(ctid_: str) -> str:
    """The address that a resource is known by in these documents; it claims no place in the Registry."""
    return f"urn:ctid:{ctid_}"


def certifier_ctid(certifier: Certifier) -> str | None:
    """The CTID of a certifier, by its name; None where the rule book only says that there is none, or none was found."""
    first = certifier.name.replace(",", " ").replace(";", " ").split()[:1]
    if first in (["No"], ["None"], ["Not"]):
        return None
    return ctid(f"organization/{' '.join(certifier.name.split()).casefold()}")


def reference(identifier: str) -> list[Node]:
    """A reference to another resource, as the schema asks: a list of one."""
    return [{"@id": uri(identifier)}]


def aligned(name: str, framework: str, term: str | None = None) -> Node:
    """A concept, by its name; with the `term` of CTDL's own list (`framework`) where that has one."""
    made: Node = {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": name}
    if term:
        made["ceterms:framework"] = f"{_TERMS}/{framework}"
        made["ceterms:targetNode"] = term
    return made


def jurisdiction_profile(place: Place) -> Node:
    """The state or territory, or the United States."""
    where: Node = {"@type": "ceterms:Place", "ceterms:addressCountry": "United States"}
    if place.jurisdiction.jurisdiction != "us":
        where |= {"ceterms:name": place.jurisdiction.name, "ceterms:addressRegion": place.jurisdiction.name}
    return {
        "@type": "ceterms:JurisdictionProfile",
        "ceterms:globalJurisdiction": False,
        "ceterms:mainJurisdiction": [where],
    }


def iso(length: Duration) -> str:
    """24 months -> P24M; 90 days -> P90D."""
    return f"P{length.number}{length.unit[0].upper()}"


def iso_hours(hours: float) -> str:
    """40 -> PT40H; 2.5 -> PT2H30M."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H{f'{minutes}M' if minutes else ''}" if whole or not minutes else f"PT{minutes}M"


def address(url: str | None) -> str | None:
    """A web address as a URI has to be written; None for anything else."""
    if url is None or not url.startswith(("https://", "http://")):
        return None
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]-._")


def with_language_maps(value: Any) -> Any:
    """The same with every text as a language map: ``{"en": text}``, ``{"en": [text, text]}``."""
    if isinstance(value, list):
        return [with_language_maps(v) for v in value]
    if isinstance(value, dict):
        return {k: {"en": v} if k in _TEXTS else with_language_maps(v) for k, v in value.items()}
    return value
