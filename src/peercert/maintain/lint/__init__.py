"""Lint: exact diagnostics for rule files, with file, line, column and a stable code.

A check is one module in `checks/`: its code, its severity, a docstring that is its page in the manual (with a
passing and a failing example, which are run as tests), and one generator `check` that yields problems.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, NamedTuple

from peercert import diagnose, schema, yamlfile
from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.shapes import ShapeError, Where
from peercert.sources import Cites, Source
from peercert.yamlfile import Document, FileError

BESIDE = {"glossary.yaml": "glossary", "places.yaml": "places"}
"""Files that stand beside the rules, with the names of their schemas."""


class Found(NamedTuple):
    """What a check yields: a place in the document and what is wrong there."""

    where: Where
    says: str
    key: bool = False


class Diagnostic(NamedTuple):
    """One problem in one file."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    """error or warning"""
    says: str
    text: str
    """The offending line."""


class Cited(NamedTuple):
    """A citation and where it stands."""

    where: Where
    source: str


class Subject(NamedTuple):
    """One rule file as the checks see it; parts that are broken are left out of the lists."""

    document: Document
    data: dict[str, Any]
    jurisdiction: Jurisdiction | None
    """The whole, where it could be built."""
    sources: dict[str, Source]
    requirements: tuple[tuple[Where, Requirement], ...]
    """Every requirement that could be built, groups' members and tests included."""
    cited: tuple[Cited, ...]


class Book(NamedTuple):
    """All files that are checked together, and the rule book they belong to."""

    subjects: tuple[Subject, ...]
    credential_ids: frozenset[str]
    cases: Path | None
    """Folder of worked examples, where there is one."""
    today: date


def run(paths: Iterable[Path], *, cases: Path | None = None, today: date | None = None) -> list[Diagnostic]:
    """Check rule files (or folders of them); problems in the order of files and lines. Raises FileError for no files."""
    files = _files(paths)
    found: list[Diagnostic] = []
    subjects = []
    for path in files:
        try:
            document = yamlfile.read(path)
        except FileError as error:
            found.append(Diagnostic(str(path), error.line or 1, error.column or 1, "PC001", "error", error.says, ""))
            continue
        if path.name in BESIDE:
            found += [
                _diagnostic(document, problem, code, "error") for code, problem in _beside(document, BESIDE[path.name])
            ]
            continue
        subject, broken = _subject(document)
        found += [_diagnostic(document, problem, code, "error") for code, problem in broken]
        if subject is not None:
            subjects.append(subject)
    book = Book(tuple(subjects), _known_ids(subjects, files), cases, today or date.today())
    for check in all_checks():
        for subject in subjects:
            found += [_diagnostic(subject.document, p, check.CODE, check.SEVERITY) for p in check.check(subject, book)]
    order = {str(p): i for i, p in enumerate(files)}
    return sorted(dict.fromkeys(found), key=lambda d: (order[d.path], d.line, d.column, d.code))


@cache
def all_checks() -> tuple[ModuleType, ...]:
    """Every check, by code."""
    package = import_module(f"{__name__}.checks")
    modules = [import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)]
    return tuple(sorted(modules, key=lambda m: str(m.CODE)))


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.yaml"))
            if not inside:
                raise FileError(str(path), "no rule files (*.yaml) in this folder")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise FileError(str(path), "there is no such file or folder; check the name")
    return list(dict.fromkeys(found))


def _subject(document: Document) -> tuple[Subject | None, list[tuple[str, Found]]]:
    broken = [("PC002", Found(*p)) for p in diagnose.problems(document, "jurisdiction")]
    data = document.data
    if not isinstance(data, dict):
        return None, broken or [("PC002", Found((), "a rule file is keys and values, starting with jurisdiction:"))]
    laws: list[ShapeError] = []
    jurisdiction = None
    try:
        jurisdiction = Jurisdiction.parse(data)
    except ShapeError as error:
        laws.append(error)
    sources = {}
    for name, raw in _dict(data.get("sources")).items():
        try:
            sources[name] = Source.parse(raw, ("sources", name))
        except ShapeError as error:
            laws.append(error)
    requirements: list[tuple[Where, Requirement]] = []
    for where, raw in _raw_requirements(data):
        try:
            requirements += _walk(where, Requirement.parse(raw, where), raw)
        except ShapeError as error:
            laws.append(error)
    spots = {document.place(p.where, key=p.key)[0] for _, p in broken}
    for law in laws:
        problem = Found(law.where, law.says)
        if document.place(law.where)[0] not in spots and not any(_within(p.where, law.where) for _, p in broken):
            broken.append(("PC003", problem))
    return Subject(document, data, jurisdiction, sources, tuple(requirements), tuple(_cited(data, ()))), list(
        dict.fromkeys(broken)
    )


def _beside(document: Document, name: str) -> list[tuple[str, Found]]:
    """What is wrong with a file beside the rules: its shape, else the laws between its keys."""
    broken = [("PC002", Found(*p)) for p in diagnose.problems(document, name)]
    if not broken:
        try:
            schema.root(name).parse(document.data)
        except ShapeError as law:
            broken = [("PC003", Found(law.where, law.says))]
    return broken


def _within(outer: Where, inner: Where) -> bool:
    """Is one place the other, or around it?"""
    short = min(len(outer), len(inner))
    return short > 0 and outer[:short] == inner[:short] and abs(len(outer) - len(inner)) <= 2


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


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


def _known_ids(subjects: list[Subject], files: list[Path]) -> frozenset[str]:
    """Ids of the credentials in these files, and in the rule book that they belong to."""
    ids = {str(_dict(c).get("id")) for s in subjects for c in _list(s.data.get("credentials"))}
    homes = {p.parent.parent for p in files if p.parent.name in ("states", "national")}
    for home in homes:
        for path in [*home.glob("states/*.yaml"), *home.glob("national/*.yaml")]:
            if path not in files:
                ids |= {
                    line.split("id:", 1)[1].strip()
                    for line in path.read_text("utf-8").splitlines()
                    if line.startswith(("  - id:", "- id:"))
                }
    return frozenset(ids)


def _diagnostic(document: Document, problem: Found, code: str, severity: str) -> Diagnostic:
    line, column = document.place(problem.where, key=problem.key)
    return Diagnostic(document.path, line, column, code, severity, problem.says, document.line(line))
