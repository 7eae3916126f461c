"""The rule book on disk: YAML -> checked -> model, one file a jurisdiction, read when asked for."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from peercert import yamlfile
from peercert.model import Credential, Jurisdiction
from peercert.shapes import Shape, ShapeError
from peercert.yamlfile import Document, FileError

if TYPE_CHECKING:
    from peercert.glossary import Glossary
    from peercert.places import Places

S = TypeVar("S", bound=Shape)
FOLDERS = ("states", "national")


def bundled(name: str) -> Path:
    """Folder that ships with peercert (`data`, `schemas`, `examples`): in a wheel beside the code, in a checkout at the top."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parents[2] / name


class Rulebook:
    """All rules of one folder; files are read, and built, when first needed."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` holds `states/` and `national/`; the bundled rules where None. Raises FileError."""
        self.folder = folder or bundled("data")
        self.is_bundled = folder is None
        self._read: dict[Path, Jurisdiction] = {}
        self._documents: dict[Path, Document] = {}
        self._part: dict[tuple[Path, str], Jurisdiction] = {}
        if not any((self.folder / f).is_dir() for f in FOLDERS):
            raise FileError(
                str(self.folder), "no rule book here; a rule book is a folder with states/ or national/ in it"
            )

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Every rule file, states first."""
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
        if name.isalpha() and path.is_file():
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
        """Credential by id, None where there is none."""
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
        from peercert.glossary import Glossary

        return build(self._beside("glossary.yaml"), Glossary, "glossary")

    def where_places_lie(self) -> "Places":
        """Regions and the map; the bundled ones where a rule book has none of its own. Raises FileError."""
        from peercert.places import Places

        return build(self._beside("places.yaml"), Places, "places")

    def _beside(self, name: str) -> Document:
        """A file that stands beside the rules, else the bundled one."""
        path = self.folder / name
        return yamlfile.read(path if path.is_file() else bundled("data") / name)

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
            document = self._documents.pop(path, None) or yamlfile.read(path)
            self._read[path] = build(document, Jurisdiction, "jurisdiction")
        return self._read[path]


def open_rulebook(folder: str | None = None) -> Rulebook:
    """The rule book asked for: `folder`, else PEERCERT_RULES, else the bundled one. Raises FileError."""
    chosen = folder or os.environ.get("PEERCERT_RULES")
    return Rulebook(Path(chosen)) if chosen else Rulebook()


def build(document: Document, kind: type[S], schema: str) -> S:
    """Document -> typed object. Raises FileError with line and column, in the schema's words.

    The typed objects refuse whatever the schema refuses (the schema is made from them, and a property test holds
    them together), so the schema itself is only looked at to say exactly what is wrong.
    """
    try:
        return kind.parse(document.data)
    except ShapeError as error:
        from peercert.diagnose import explain

        raise explain(document, error, schema) from None
