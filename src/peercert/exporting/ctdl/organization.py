"""Certifiers as `ceterms:CredentialOrganization`."""

from peercert.exporting.contents import Contents, Place
from peercert.exporting.ctdl.credential import page_of
from peercert.exporting.ctdl.sentences import in_english
from peercert.exporting.ctdl.vocabulary import (
    Node,
    address,
    aligned,
    certifier_ctid,
    ctid,
    jurisdiction_profile,
    reference,
    uri,
)
from peercert.model import Credential
from peercert.sayings import All


def organization_documents(contents: Contents) -> dict[str, Node]:
    """The certifiers by CTID, in the order of the rule book; bodies that are not known, or do not exist, are left out."""
    issued: dict[str, list[tuple[Place, Credential]]] = {}
    for place, credential in contents.credentials():
        who = certifier_ctid(credential.certifier)
        if who and credential.status != "standard":
            issued.setdefault(who, []).append((place, credential))
    return {who: _organization(who, found) for who, found in issued.items()}


def _organization(who: str, issued: list[tuple[Place, Credential]]) -> Node:
    certifiers = [c.certifier for _, c in issued]
    names = [c.name for _, c in issued]
    owned = [node for _, c in issued for node in reference(ctid(c.id))]
    made: Node = {
        "@id": uri(who),
        "@type": "ceterms:CredentialOrganization",
        "ceterms:ctid": who,
        "ceterms:name": certifiers[0].name,
        "ceterms:description": in_english("Certifier of peer support: {credentials}.", credentials=All(tuple(names))),
        "ceterms:agentType": [aligned("Certification Body", "OrganizationType", "orgType:CertificationBody")],
        "ceterms:agentSectorType": [],  # public or private: the rules do not say
        "ceterms:jurisdiction": [jurisdiction_profile(p) for p in _places(issued)],
        "ceterms:owns": owned,
        "ceterms:offers": owned,
    }
    page = next((url for c in certifiers if (url := address(c.url))), None) or page_of(*issued[0])
    if page:
        made["ceterms:subjectWebpage"] = page
    emails = list(dict.fromkeys(c.email for c in certifiers if c.email))
    phones = list(dict.fromkeys(c.phone for c in certifiers if c.phone))
    if emails:
        made["ceterms:email"] = emails
    if phones:
        point = {"@type": "ceterms:ContactPoint", "ceterms:telephone": phones}
        made["ceterms:targetContactPoint"] = [point]
    return made


def _places(issued: list[tuple[Place, Credential]]) -> list[Place]:
    found: dict[str, Place] = {}
    for place, _ in issued:
        found.setdefault(place.id, place)
    return list(found.values())
