"""A credential as `ceterms:Certification` or `ceterms:License`."""

from peercert.exporting.contents import Contents, Place, citations
from peercert.exporting.ctdl.conditions import Setting, one_way, ways
from peercert.exporting.ctdl.sentences import in_english
from peercert.exporting.ctdl.vocabulary import (
    Node,
    address,
    aligned,
    certifier_ctid,
    ctid,
    iso,
    jurisdiction_profile,
    reference,
    uri,
)
from peercert.model import Certifier, Credential, Pathway
from peercert.present.sections import POPULATIONS
from peercert.sayings import All
from peercert.words import tell

_KEEPING = ("renewal", "reinstatement")
_STATUS = {
    "active": ("Active", "credentialStat:Active"),
    "retired": ("Deprecated", "credentialStat:Deprecated"),
    "planned": ("Planned", None),
    "unclear": ("Unclear", None),
}
"""CTDL's own terms for a status, where it has one."""
_ROLES = {
    "person": "Lived experience that it is about: one's own.",
    "family": "Lived experience that it is about: as family or caregiver.",
    "youth": "Lived experience that it is about: one's own as a young person.",
    "either": "Lived experience that it is about: one's own, or as family.",
    "supervisor": "It is for supervisors.",
}


def credential_document(contents: Contents, place: Place, credential: Credential) -> Node:
    """The resource, without its context."""
    setting = Setting(contents, place, credential, page_of(place, credential))
    name, status = ctid(credential.id), _STATUS[credential.status_on(contents.day)]
    made: Node = {
        "@id": uri(name),
        "@type": kind_of(credential),
        "ceterms:ctid": name,
        "ceterms:name": credential.name,
        "ceterms:description": _description(credential, place),
        "ceterms:credentialStatusType": aligned(status[0], "CredentialStatus", status[1]),
        "ceterms:identifier": [_identifier(credential)],
        "ceterms:jurisdiction": [jurisdiction_profile(place)],
        "ceterms:keyword": ["peer support", *(tell(POPULATIONS[p]) for p in credential.populations)],
    }
    if setting.page:
        made["ceterms:subjectWebpage"] = setting.page
    if credential.acronym:
        made["ceterms:alternateName"] = [credential.acronym]
    if credential.from_:
        made["ceterms:dateEffective"] = credential.from_.plain()
    if credential.replaced_by and len(credential.replaced_by) == 1:
        made["ceterms:supersededBy"] = uri(ctid(credential.replaced_by[0]))
    return made | _owner(credential.certifier) | _ways(setting) | _sources(setting)


def kind_of(credential: Credential) -> str:
    """A licence where it is called one, else a certification."""
    words = credential.name.casefold().replace("(", " ").split()
    return "ceterms:License" if {"license", "licence", "licensed"} & set(words) else "ceterms:Certification"


def page_of(place: Place, credential: Credential) -> str | None:
    """The web page that describes a credential: its certifier's, else the most official document that says so."""
    own = address(credential.certifier.url)
    if own:
        return own
    cited = [place.jurisdiction.sources[c.source] for c in citations(credential, disputed=False)]
    sources = sorted(cited or place.jurisdiction.sources.values(), key=lambda s: not s.official)
    return next((url for s in sources if (url := address(s.url))), None)


def _description(credential: Credential, place: Place) -> str:
    fields = All(tuple(tell(POPULATIONS[p]) for p in credential.populations))
    nobody = certifier_ctid(credential.certifier) is None
    said = [
        in_english("Credential for peer support in {fields}; {place}.", fields=fields, place=place.jurisdiction.name),
        in_english("Certifier: {name}.", name=credential.certifier.name)
        if nobody
        else in_english("Issued by {name}.", name=credential.certifier.name),
        _ROLES[credential.role],
    ]
    if credential.replaced_by:
        said.append(in_english("Replaced by {credentials}.", credentials=All(credential.replaced_by)))
    if credential.note:
        said.append(in_english("Note: {note}", note=credential.note))
    if credential.not_found:
        said.append(in_english("Looked for and not found: {what}.", what="; ".join(credential.not_found)))
    return " ".join(said)


def _identifier(credential: Credential) -> Node:
    return {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierType": "peercert",
        "ceterms:identifierValueCode": credential.id,
    }


def _owner(certifier: Certifier) -> Node:
    who = certifier_ctid(certifier)
    return {"ceterms:ownedBy": reference(who), "ceterms:offeredBy": reference(who)} if who else {}


def _ways(setting: Setting) -> Node:
    """How to get it, how to keep it, and what the way in costs."""
    day, credential = setting.contents.day, setting.credential
    open_ = [p for p in credential.pathways.values() if p.open_on(day)]
    way_in = credential.default_pathway(holds=False)
    keeping = [p for p in open_ if p.kind in _KEEPING]
    made: Node = {
        "ceterms:requires": ways(setting, [p for p in open_ if p.kind not in _KEEPING]),
        "ceterms:renewal": ways(setting, keeping),
    }
    if way_in in open_ and way_in is not None and way_in.kind not in _KEEPING:
        made["ceterms:estimatedCost"] = one_way(setting, way_in).get("ceterms:estimatedCost")
    who = certifier_ctid(credential.certifier)
    if keeping and who:
        made["ceterms:renewedBy"] = reference(who)
    clock = next((p.cycle for p in _first_renewal(keeping) if p.cycle), None)
    if clock:
        made["ceterms:renewalFrequency"] = iso(clock.every)
    return {name: value for name, value in made.items() if value}


def _first_renewal(keeping: list[Pathway]) -> list[Pathway]:
    """Pathways of renewal, plain renewal first."""
    return sorted(keeping, key=lambda p: p.kind != "renewal")


def _sources(setting: Setting) -> Node:
    """Everything that was read on it, official documents first."""
    known = setting.place.jurisdiction.sources
    sources = sorted(
        (known[c.source] for c in citations(setting.credential, disputed=False)), key=lambda s: not s.official
    )
    urls = list(dict.fromkeys(url for s in sources if (url := address(s.url))))
    return {"ceterms:source": urls} if urls else {}
