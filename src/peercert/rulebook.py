"""The rule book: YAML on disk -> checked -> model, one file a jurisdiction, read when asked for; or one exported document.

A rule book made of plain data (`Rulebook.from_export`, `Rulebook.of`) needs no file and no YAML, only the standard library.
"""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from peercert.model import Credential, Jurisdiction
from peercert.sayings import Says
from peercert.shapes import Shape, ShapeError

if TYPE_CHECKING:
    from peercert.glossary import Glossary
    from peercert.places import Places
    from peercert.yamlfile import Document

S = TypeVar("S", bound=Shape)
FOLDERS = ("states", "national")
MAX_EXPORT = 20_000_000
"""Bytes of an exported document that are read at most."""


def bundled(name: str) -> Path:
    """Folder that ships with peercert (`data`, `schemas`, `examples`): in a wheel beside the code, in a checkout at the top."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parents[2] / name


class Rulebook:
    """All rules of one folder, read when first needed; or of an exported document, all there from the start."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` holds `states/` and `national/`; the bundled rules where None. Raises FileError."""
        self.folder = folder or bundled("data")
        self.is_bundled = folder is None
        self._read: dict[Path, Jurisdiction] = {}
        self._documents: dict[Path, Document] = {}
        self._part: dict[tuple[Path, str], Jurisdiction] = {}
        self._glossary: Glossary | None = None
        self._places: Places | None = None
        self.on_disk = True
        """Are its rules read from files? (Otherwise `files` only names them.)"""
        if not any(os.path.isdir(self.folder / f) for f in FOLDERS):
            from peercert.yamlfile import FileError

            raise FileError(
                str(self.folder),
                Says(
                    "no rule book here; a rule book is a folder with states/ or national/ in it, or a file made by `peercert export --format json`"
                ),
            )

    @classmethod
    def of(
        cls,
        jurisdictions: Iterable[Jurisdiction],
        glossary: "Glossary | None" = None,
        map_: "Places | None" = None,
    ) -> Self:
        """A rule book of jurisdictions that are at hand; no file is touched.

        Where it is given no `glossary`, or no `map_` of where places lie, it has the bundled one, read from its file
        when asked for.
        """
        from peercert.exported import place_ids

        made = cls.__new__(cls)
        places = tuple(jurisdictions)
        folders = ["national" if p.jurisdiction == "us" else "states" for p in places]
        paths = [Path(f) / f"{name}.yaml" for f, name in zip(folders, place_ids(places), strict=True)]
        made.folder, made.is_bundled, made.on_disk = Path(), False, False
        made._read, made._documents, made._part = dict(zip(paths, places, strict=True)), {}, {}
        made._glossary, made._places = glossary, map_
        made.__dict__["files"] = tuple(sorted(paths, key=lambda p: FOLDERS.index(p.parent.name)))
        return made

    @classmethod
    def from_export(cls, data: Any) -> Self:
        """A rule book from the document that `peercert export --format json` writes, as plain data.

        It equals the rule book that was exported, and needs neither its files nor YAML. Raises ShapeError, with the
        place in `where`, for data of another shape.

        >>> import json
        >>> from peercert import Rulebook, export, load_rulebook
        >>> rules = load_rulebook()
        >>> again = Rulebook.from_export(json.loads(export(rules, "json")))
        >>> list(again.jurisdictions()) == list(rules.jurisdictions())
        True
        """
        from peercert.exported import Export

        try:
            whole = Export.parse(data)
        except RecursionError:
            raise ShapeError((), Says("the document is nested too deeply")) from None
        return cls.of(whole.jurisdictions, whole.glossary, whole.places)

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Every rule file, states first; of an exported document the names that they would have."""
        return tuple(p for f in FOLDERS for p in sorted((self.folder / f).glob("*.yaml")))

    def jurisdictions(self) -> Iterator[Jurisdiction]:
        """Every jurisdiction, in the order of the files."""
        for path in self.files:
            yield self._load(path)

    def credentials(self) -> Iterator[Credential]:
        """Every credential, in the order of the files."""
        for jurisdiction in self.jurisdictions():
            yield from jurisdiction.credentials

    def places(self, wanted: str) -> tuple[Jurisdiction, ...]:
        """Jurisdictions by code (`sc`) or name (`South Carolina`); `us` has a file for each body. Empty where none."""
        name = " ".join(wanted.split()).casefold()
        path = self.folder / "states" / f"{name}.yaml"
        if name.isalpha() and (os.path.isfile(path) if self.on_disk else path in self._read):
            return (self._load(path),)
        if name == "us":
            return tuple(self._load(p) for p in self.files if p.parent.name == "national")
        if len(name) > 2 and "-" not in name:
            return tuple(j for j in self.jurisdictions() if j.name.casefold() == name)
        return ()

    def of_credential(self, credential: Credential) -> Jurisdiction:
        """The file that a credential stands in (for its sources)."""
        for jurisdiction in (*self._read.values(), *self._part.values()):
            if any(c is credential for c in jurisdiction.credentials):
                return jurisdiction
        raise KeyError(credential.id)

    def credential(self, wanted: str) -> Credential | None:
        """Credential by id, None where there is none.

        >>> from peercert import load_rulebook
        >>> load_rulebook().credential("sc-cprs").name
        'Certified Peer Recovery Specialist (IC&RC)'
        """
        place = wanted.split("-")[0].casefold()
        likely = [p for p in self.files if (p.parent.name == "national" if place == "us" else p.stem == place)]
        for path in likely or self.files:
            for credential in (
                self._load(path) if path in self._read else self._only(path, wanted.casefold())
            ).credentials:
                if credential.id == wanted.casefold():
                    return credential
        return None

    def _only(self, path: Path, wanted: str) -> Jurisdiction:
        """A file with just one of its credentials built, where the rules are the bundled ones (start-up)."""
        if not self.is_bundled:
            return self._load(path)
        from peercert import yamlfile

        if (path, wanted) not in self._part:
            if path not in self._documents:
                self._documents[path] = yamlfile.read(path)
            document = self._documents[path]
            chosen = [c for c in document.data.get("credentials") or () if c.get("id") == wanted]
            self._part[path, wanted] = build(
                document._replace(data=document.data | {"credentials": chosen}), Jurisdiction, "jurisdiction"
            )
        return self._part[path, wanted]

    def glossary(self) -> "Glossary":
        """What words mean; the bundled glossary where a rule book has none of its own. Raises FileError."""
        if self._glossary is None:
            from peercert.glossary import Glossary

            self._glossary = build(self._beside("glossary.yaml"), Glossary, "glossary")
        return self._glossary

    def where_places_lie(self) -> "Places":
        """Regions and the map; the bundled ones where a rule book has none of its own. Raises FileError."""
        if self._places is None:
            from peercert.places import Places

            self._places = build(self._beside("places.yaml"), Places, "places")
        return self._places

    def _beside(self, name: str) -> "Document":
        """A file that stands beside the rules, else the bundled one."""
        from peercert import yamlfile

        path = self.folder / name
        return yamlfile.read(path if self.on_disk and path.is_file() else bundled("data") / name)

    def suggestions(self, wanted: str) -> list[str]:
        """Ids and state codes that look like `wanted`, best first."""
        from difflib import get_close_matches

        names = {c.id: c.id for c in self.credentials()}
        for place in self.jurisdictions():
            if place.jurisdiction != "us":
                names |= dict.fromkeys((place.name.casefold(), place.jurisdiction), place.jurisdiction.upper())
        close = get_close_matches(wanted.casefold(), names, n=4, cutoff=0.55)
        return list(dict.fromkeys(names[c] for c in close))

    def _load(self, path: Path) -> Jurisdiction:
        if path not in self._read:
            from peercert import yamlfile

            document = self._documents.pop(path, None) or yamlfile.read(path)
            self._read[path] = build(document, Jurisdiction, "jurisdiction")
        return self._read[path]


def open_rulebook(folder: str | None = None) -> Rulebook:
    """The rule book asked for: `folder`, else PEERCERT_RULES, else the bundled one. Raises FileError.

    In place of a folder it may be a file that `peercert export --format json` wrote.

    >>> from peercert import load_rulebook
    >>> [c.id for place in load_rulebook().places("SC") for c in place.credentials]
    ['sc-cpss-share', 'sc-cpss-apsc', 'sc-cprs']
    """
    chosen = folder or os.environ.get("PEERCERT_RULES")
    if not chosen:
        return Rulebook()
    path = Path(chosen)
    return _from_file(path) if os.path.exists(path) and not os.path.isdir(path) else Rulebook(path)


def _from_file(path: Path) -> Rulebook:
    """The rule book in an exported document. Raises FileError with line and column."""
    from peercert import yamlfile

    raw = yamlfile.read_bytes(path, MAX_EXPORT)
    data = yamlfile.json_data(raw)
    if data is None:  # no JSON, or none that says one thing only: what is wrong with it is said in full
        data = yamlfile.parse_text(raw, str(path)).data
    if not isinstance(data, dict) or "format" not in data:
        raise yamlfile.FileError(
            str(path),
            Says(
                "no rule book is in this file; a rule book is a folder with states/ or national/ in it, or a file made by `peercert export --format json`"
            ),
        )
    try:
        return Rulebook.from_export(data)
    except ShapeError as error:
        if len(raw) > yamlfile.MAX_BYTES:
            raise yamlfile.FileError(str(path), error.sentence) from None
        from peercert.diagnose import explain

        raise explain(yamlfile.parse_text(raw, str(path)), error, "export") from None


def build(document: "Document", kind: type[S], schema: str) -> S:
    """Document -> typed object. Raises FileError with line and column, in the schema's words.

    The typed objects refuse whatever the schema refuses (the schema is made from them, and a property test holds
    them together), so the schema itself is only looked at to say exactly what is wrong.
    """
    try:
        return kind.parse(document.data)
    except ShapeError as error:
        from peercert.diagnose import explain

        raise explain(document, error, schema) from None
