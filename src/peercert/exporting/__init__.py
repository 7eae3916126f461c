"""The rule book for others to build on: one module a format, each from the same `Contents` to text, bytes or a folder of files.

Nothing is written here; `peercert export` does that. Exports are in English, and every text in them is inert: no control
character, no markup that a web server or a spreadsheet could take for its own.
"""

import re
from collections.abc import Sequence
from contextvars import copy_context
from datetime import date
from typing import TYPE_CHECKING

from peercert.words import Language, speak

if TYPE_CHECKING:
    from peercert.exporting.contents import Chosen
    from peercert.rulebook import Rulebook

FORMATS = ("json", "jsonl", "csv", "sqlite", "ctdl", "api")
_NAMES = {
    "csv": r"[a-z_]+\.csv|datapackage\.json",
    "api": r"v1/(?:(?:states|national|credentials)/)?[a-z0-9-]+\.json",
    "ctdl": r"(?:credentials|organizations)/[a-z0-9-]+\.jsonld",
}
"""How files in the folder of a format are called."""
Files = dict[str, str]
"""A folder: the text of each file by its path inside, with forward slashes."""


def is_ours(form: str, path: str) -> bool:
    """Is this the path of a file as an export of this format makes it? (What a new export may take the place of.)"""
    return re.fullmatch(_NAMES[form], path) is not None


def export(
    rulebook: "Rulebook",
    form: str,
    *,
    as_of: date | None = None,
    chosen: "Sequence[Chosen] | None" = None,
    folder: bool = False,
    language_maps: bool = False,
) -> str | bytes | Files:
    """The rule book in one of `FORMATS`.

    json, jsonl: text. sqlite: bytes. csv, api: a folder of files by path. ctdl: text, one document with a graph; with
    `folder` a document for each credential and organization. `as_of` is the day that ctdl and api describe (CTDL has no
    dated rules), and they need it; the other formats hold the rules of all days. `chosen` limits it to some places or credentials.
    `language_maps`: of ctdl, texts as ``{"en": text}``. Raises ValueError for another format or a day that is
    needed and not given, FileError for a rule book that contradicts itself.

    >>> import json
    >>> from peercert import export, load_rulebook
    >>> first = json.loads(export(load_rulebook(), "jsonl").splitlines()[0])
    >>> sorted(first)
    ['credential', 'id', 'place', 'sources']
    """
    if form not in FORMATS:
        raise ValueError(f"{form!r} is not one of {', '.join(FORMATS)}")

    def made() -> str | bytes | Files:
        from importlib import import_module

        from peercert.exporting.contents import contents

        speak(Language())
        held = contents(rulebook, as_of, chosen)
        if form == "ctdl":
            from peercert.exporting import ctdl

            return ctdl.folder(held, language_maps) if folder else ctdl.graph(held, language_maps)
        module = import_module(f"{__name__}.as_{form}")
        found: str | bytes | Files = module.export(held)
        return found

    return copy_context().run(made)
