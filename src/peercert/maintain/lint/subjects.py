"""A rule file as the checks see it: its data, what could be built of it, what is broken."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from peercert import rulebook
from peercert.glossary import Glossary
from peercert.judging.requirement import Requirement
from peercert.maintain.lint.ignores import ignores_in
from peercert.maintain.lint.problems import CONTRADICTING, NOT_IN_SCHEMA, Cited, Found, Subject
from peercert.model import Jurisdiction
from peercert.places import Places
from peercert.shapes import Shape, ShapeError, Where
from peercert.sources import Cites, Source
from peercert.words import tell
from peercert.yamlfile import Document

BESIDE = {"glossary.yaml": "glossary", "places.yaml": "places"}
"""Files that stand beside the rules, with the names of their schemas."""
_KINDS: dict[str, type[Shape]] = {"jurisdiction": Jurisdiction, "glossary": Glossary, "places": Places}


def subject_of(document: Document) -> Subject:
    """The subject of a file; whatever in it cannot be built is named under `broken`."""
    schema = BESIDE.get(Path(document.path).name, "jurisdiction")
    data = _dict(document.data)
    ignores, cited = ignores_in(document), tuple(_cited(data, ()))
    try:
        # the types refuse whatever the schema refuses (a property test holds them together): a good file is built once
        whole = _KINDS[schema].parse(document.data)
    except ShapeError as law:
        sources, requirements, broken = _parts(document, schema, law)
        return Subject(document, schema, data, None, sources, requirements, cited, broken, ignores)
    place = whole if isinstance(whole, Jurisdiction) else None
    requirements = tuple(_built(place, data)) if place else ()
    return Subject(document, schema, data, place, whole.sources, requirements, cited, (), ignores)  # type: ignore[attr-defined]


def known_ids(subjects: Iterable[Subject], files: Iterable[Path]) -> frozenset[str]:
    """Ids of the credentials in these files, and in the rule book that they belong to."""
    ids = {str(_dict(c).get("id")) for s in subjects for c in _list(s.data.get("credentials"))}
    given = set(files)
    homes = {p.parent.parent for p in given if p.parent.name in rulebook.FOLDERS}
    for home in homes:
        for path in (p for folder in rulebook.FOLDERS for p in home.glob(f"{folder}/*.yaml")):
            if path not in given:
                ids |= {
                    line.split("id:", 1)[1].strip()
                    for line in path.read_text("utf-8").splitlines()
                    if line.startswith(("  - id:", "- id:"))
                }
    return frozenset(ids)


def _built(place: Jurisdiction, data: dict[str, Any]) -> Iterator[tuple[Where, Requirement]]:
    """The requirements of a jurisdiction, each with its place, under the ids that were written."""
    for i, (credential, raw) in enumerate(zip(place.credentials, data["credentials"], strict=True)):
        for name, pathway in credential.pathways.items():
            parts = raw["pathways"][name]["requirements"]
            for j, (requirement, part) in enumerate(zip(pathway.requirements, parts, strict=True)):
                own = str(part.get("id", "")).strip() or requirement.rule.slug()
                made = requirement if requirement.id == own else requirement.but(id=own)
                yield from _walk(("credentials", i, "pathways", name, "requirements", j), made, part)


def _parts(
    document: Document, schema: str, law: ShapeError
) -> tuple[dict[str, Source], tuple[tuple[Where, Requirement], ...], tuple[tuple[str, Found], ...]]:
    """What can be built of a broken file, and what is broken in it."""
    from peercert import diagnose

    broken = [(NOT_IN_SCHEMA, Found(p.where, p.says, p.key)) for p in diagnose.problems(document, schema)]
    if not isinstance(document.data, dict):
        says = tell("a rule file is keys and values, starting with jurisdiction:")
        return {}, (), tuple(broken or [(NOT_IN_SCHEMA, Found((), says))])
    laws = [law]
    sources = {}
    for name, raw in _dict(document.data.get("sources")).items():
        try:
            sources[name] = Source.parse(raw, ("sources", name))
        except ShapeError as error:
            laws.append(error)
    requirements: list[tuple[Where, Requirement]] = []
    for where, raw in _raw_requirements(document.data):
        try:
            requirements += _walk(where, Requirement.parse(raw, where), raw)
        except ShapeError as error:
            laws.append(error)
    spots = {document.place(p.where, key=p.key)[0] for _, p in broken}
    for one in laws:
        inside = any(_within(p.where, one.where) for _, p in broken)
        if document.place(one.where)[0] not in spots and not inside:
            broken.append((CONTRADICTING, Found(one.where, one.says)))
    return sources, tuple(requirements), tuple(dict.fromkeys(broken))


def _within(outer: Where, inner: Where) -> bool:
    """Is one place the other, or around it?"""
    short = min(len(outer), len(inner))
    return short > 0 and outer[:short] == inner[:short] and abs(len(outer) - len(inner)) <= 2


def _raw_requirements(data: dict[str, Any]) -> Iterator[tuple[Where, Any]]:
    for i, credential in enumerate(_list(data.get("credentials"))):
        for name, pathway in _dict(_dict(credential).get("pathways")).items():
            for j, raw in enumerate(_list(_dict(pathway).get("requirements"))):
                yield ("credentials", i, "pathways", name, "requirements", j), raw


def _walk(where: Where, requirement: Requirement, raw: Any) -> Iterator[tuple[Where, Requirement]]:
    """A requirement, its test, and its members, each with its place."""
    yield where, requirement
    if requirement.when is not None:
        yield from _walk((*where, "when"), requirement.when, _dict(raw).get("when"))
    kind = requirement.rule.kind
    inner = _dict(raw).get(kind)
    members = inner.get("of") if kind == "at_least" and isinstance(inner, dict) else inner
    if kind in ("all_of", "any_of", "at_least") and isinstance(members, list):
        at = (*where, kind, "of") if kind == "at_least" else (*where, kind)
        for i, (member, part) in enumerate(zip(requirement.rule.members(), members, strict=False)):
            yield from _walk((*at, i), member, part)
    elif kind == "not":
        yield from _walk((*where, kind), requirement.rule.members()[0], inner)


def _cited(value: Any, where: Where) -> Iterator[Cited]:
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from _cited(one, (*where, i))
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key == "cite":
            try:
                for citation in Cites.parse(inner, ()):
                    yield Cited((*where, key), citation.source)
            except ShapeError:
                continue
        else:
            yield from _cited(inner, (*where, key))


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
