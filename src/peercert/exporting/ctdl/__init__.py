"""CTDL JSON-LD: credentials and their certifiers in Credential Engine's vocabulary, as they are on one day.

CTDL knows no dated rules, so a document tells the rules of the day of the export. Identifiers (CTIDs) are made from the
credential's id, always the same ones; they are not registered, and a certifier may have others in the Credential Registry.
What CTDL has no term for stays in words, under `ceterms:condition`. Standards that nobody issues are left out.

Texts are plain strings, as Credential Engine's JSON Schema for the Credential Registry asks; `language_maps` writes them
as ``{"en": text}``, as the Registry itself shows them.
"""

from typing import Any

from peercert.exporting.contents import Contents
from peercert.exporting.ctdl.credential import credential_document
from peercert.exporting.ctdl.organization import organization_documents
from peercert.exporting.ctdl.vocabulary import CONTEXT, Node, with_language_maps
from peercert.exporting.inert import json_text


def graph(contents: Contents, language_maps: bool = False) -> str:
    """One document with everything in it."""
    nodes = [*_credentials(contents).values(), *organization_documents(contents).values()]
    made = [with_language_maps(n) if language_maps else n for n in nodes]
    return json_text({"@context": CONTEXT, "@graph": made})


def folder(contents: Contents, language_maps: bool = False) -> dict[str, str]:
    """A document for each credential (`credentials/ID.jsonld`) and each certifier (`organizations/CTID.jsonld`)."""
    nodes = {f"credentials/{name}.jsonld": node for name, node in _credentials(contents).items()}
    nodes |= {f"organizations/{ctid}.jsonld": node for ctid, node in organization_documents(contents).items()}
    made: dict[str, Any] = {}
    for path, node in nodes.items():
        made[path] = json_text({"@context": CONTEXT} | (with_language_maps(node) if language_maps else node))
    return made


def _credentials(contents: Contents) -> dict[str, Node]:
    return {c.id: credential_document(contents, p, c) for p, c in contents.credentials() if c.status != "standard"}
