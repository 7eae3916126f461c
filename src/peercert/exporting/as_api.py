"""A static API: a folder of JSON files that any web server can serve, `v1/index.json` first.

Every file is whole by itself, and names others by their address relative to `v1/`.
"""

from collections import Counter
from typing import Any

from peercert.exporting.contents import Contents, Place, citations, resource
from peercert.exporting.inert import json_text
from peercert.exporting.wording import GROUPS, asked
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Jurisdiction
from peercert.words import say

ROOT = "v1"


def export(contents: Contents) -> dict[str, str]:
    """The files of the folder."""
    from peercert import schema

    made: dict[str, Any] = {
        "index.json": _index(contents),
        "coverage.json": _coverage(contents),
        "sources.json": _sources(contents),
        "glossary.json": contents.glossary.plain(),
        "places.json": contents.map.plain(),
        "schema.json": schema.make("export"),
    }
    for place in contents.places:
        made[_address(place)] = _place(contents, place)
    for place, credential in contents.credentials():
        made[f"credentials/{credential.id}.json"] = resource(place, credential) | _said(place.jurisdiction, credential)
    return {f"{ROOT}/{name}": json_text(data) for name, data in made.items()}


def _address(place: Place) -> str:
    return f"{'national' if place.jurisdiction.jurisdiction == 'us' else 'states'}/{place.id}.json"


def _index(contents: Contents) -> dict[str, Any]:
    about = {"version": contents.version, "license": contents.license, "as_of": contents.day.isoformat()}
    return {k: v for k, v in about.items() if v is not None} | {
        "jurisdictions": [
            {"id": p.id, "jurisdiction": p.jurisdiction.jurisdiction, "name": p.jurisdiction.name, "href": _address(p)}
            for p in contents.places
        ],
        "credentials": [_entry(contents, p, c) for p, c in contents.credentials()],
        "coverage": "coverage.json",
        "sources": "sources.json",
        "glossary": "glossary.json",
        "places": "places.json",
        "schema": "schema.json",
    }


def _entry(contents: Contents, place: Place, credential: Credential) -> dict[str, Any]:
    """A credential in a list, with its status on the day of the export."""
    return {
        "id": credential.id,
        "name": credential.name,
        "place": place.id,
        "certifier": credential.certifier.name,
        "populations": list(credential.populations),
        "role": credential.role,
        "status": credential.status_on(contents.day),
        "pathways": {name: p.kind for name, p in credential.pathways.items()},
        "href": f"credentials/{credential.id}.json",
    }


def _place(contents: Contents, place: Place) -> dict[str, Any]:
    data: dict[str, Any] = place.jurisdiction.plain()
    data["credentials"] = [_entry(contents, place, c) for c in place.jurisdiction.credentials]
    return {"id": place.id} | data


def _coverage(contents: Contents) -> dict[str, Any]:
    from peercert.maintain.coverage import cells, numbers

    return {
        "numbers": numbers([p.jurisdiction for p in contents.places])._asdict(),
        "credentials": {c.id: {cell.topic: cell.state for cell in cells(c)} for _, c in contents.credentials()},
    }


def _sources(contents: Contents) -> list[dict[str, Any]]:
    """Every document, with how often it is cited."""
    made = []
    for place in contents.places:
        cited = Counter(c.source for c in citations(place.jurisdiction))
        for name, source in place.jurisdiction.sources.items():
            about = {"id": name, "place": place.id, "official": source.official, "citations": cited[name]}
            made.append(about | source.plain())
    return made


def _said(place: Jurisdiction, credential: Credential) -> dict[str, Any]:
    """What every requirement asks, in words, and how sure it is; in the order of the rules."""
    return {"says": {n: [_words(place, r) for r in p.requirements] for n, p in credential.pathways.items()}}


def _words(place: Jurisdiction, requirement: Requirement) -> dict[str, Any]:
    rule = requirement.rule
    group = rule.kind in GROUPS
    made: dict[str, Any] = {
        "id": requirement.id,
        "kind": rule.kind,
        "says": asked(requirement),
        "confidence": place.confidence(requirement),
    }
    if requirement.when:
        made["only_when"] = say(requirement.when.rule.need())
    if group:
        made["requirements"] = [_words(place, m) for m in rule.members()]
    return made
