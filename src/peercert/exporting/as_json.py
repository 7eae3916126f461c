"""JSON: the whole rule book in one document, as `peercert schema export` describes it; `--rules` reads it back."""

from peercert.exported import FORMAT
from peercert.exporting.contents import Contents
from peercert.exporting.inert import json_text


def export(contents: Contents) -> str:
    """The document."""
    about = {"format": FORMAT, "version": contents.version, "license": contents.license}
    return json_text(
        {k: v for k, v in about.items() if v is not None}
        | {
            "jurisdictions": [p.jurisdiction.plain() for p in contents.places],
            "glossary": contents.glossary.plain(),
            "places": contents.map.plain(),
        }
    )
