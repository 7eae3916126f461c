"""Hold every CTDL document of the rule book against Credential Engine's own JSON Schemas.

    python tests/ctdl/check.py FOLDER

FOLDER holds `credential.schema.json` and `organization.schema.json` (github.com/CredentialEngine/CredentialRegistry,
fixtures/schemas/ce_registry). They are not part of this project, so no test depends on them. Exit status 1 where a
document does not validate, or says something under a name of CTDL that its schema does not list.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker

import peercert

BESIDE = {"ceterms:identifier", "ceterms:source", "ceterms:supersededBy"}
"""Properties of today's CTDL that these schemas do not list yet."""
OF_OTHERS = {"ceterms:AssessmentProfile", "ceterms:LearningOpportunityProfile"}
"""What the schemas leave open, because it has schemas of its own."""
formats = FormatChecker(formats=())


@formats.checks("uri")
def is_uri(value: object) -> bool:
    """An absolute address without characters that a URI may not have."""
    return not isinstance(value, str) or bool(
        re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9%/:=&?~#+!$,;'@()*\[\]._-]+", value)
    )


def strangers(node: Any, definitions: dict[str, Any]) -> Iterator[str]:
    """Properties that the schema does not list for the type of their node."""
    if isinstance(node, list):
        for one in node:
            yield from strangers(one, definitions)
    elif isinstance(node, dict):
        kind = node.get("@type")
        if kind is not None and kind not in OF_OTHERS:
            listed = definitions[kind]["properties"].keys() | BESIDE
            yield from (f"{kind} has no {key}" for key in node if key not in listed)
        for value in node.values():
            yield from strangers(value, definitions)


def problems(documents: dict[str, str], schema: dict[str, Any]) -> Iterator[str]:
    """What is wrong with each document, a line each."""
    validator = Draft4Validator(schema, format_checker=formats)
    for path, text in documents.items():
        node = json.loads(text)
        own = Draft4Validator(schema | {"anyOf": [{"$ref": f"#/definitions/{node['@type']}"}]}, format_checker=formats)
        for error in own.iter_errors(node):
            inner = [e.message for e in error.context or ()] or [error.message]
            yield f"{path}: {'/'.join(map(str, error.absolute_path))}: {'; '.join(inner)[:300]}"
        if not validator.is_valid(node):
            yield f"{path}: does not validate"
        yield from (f"{path}: {what}" for what in dict.fromkeys(strangers(node, schema["definitions"])))


def main(folder: str) -> int:
    """Export, validate, and say how many documents were looked at."""
    made = peercert.export(peercert.load_rulebook(), "ctdl", as_of=date.today(), folder=True)
    assert isinstance(made, dict)
    found = []
    for kind, name in (("credentials", "credential"), ("organizations", "organization")):
        schema = json.loads((Path(folder) / f"{name}.schema.json").read_text("utf-8"))
        documents = {p: text for p, text in made.items() if p.startswith(f"{kind}/")}
        wrong = list(problems(documents, schema))
        print(f"{kind}: {len(documents)} documents held against {name}.schema.json, {len(wrong)} problems")
        found += wrong
    print(*found[:40], sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
