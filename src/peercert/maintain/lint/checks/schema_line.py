"""PC201: the first line does not name the schema.

Editors that know YAML (VS Code with its YAML extension, and others) read the schema's name from the first line, and then complete
keys, explain them and mark mistakes while you type.

Passes:

    # yaml-language-server: $schema=../../schemas/jurisdiction.schema.json
    jurisdiction: xx

Fails:

    jurisdiction: xx
"""

import re
from collections.abc import Iterator
from pathlib import Path

from peercert.maintain.lint import Book, Edit, Fix, Found, Subject
from peercert.rulebook import FOLDERS
from peercert.words import tell

CODE, SEVERITY = "PC201", "warning"
_LINE = re.compile(r"#\s*yaml-language-server\s*:\s*\$schema\s*=\s*(?P<file>\S+)\s*$")


def schema_line(path: Path, schema: str) -> str:
    """The first line of a rule file: the schema stands in `schemas/`, beside the folder of the rules."""
    up = "../.." if path.parent.name in FOLDERS else ".."
    return f"# yaml-language-server: $schema={up}/schemas/{schema}.schema.json"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    first = subject.document.line(1)
    found = _LINE.match(first)
    if found is not None and found["file"].endswith(f"{subject.schema}.schema.json"):
        return
    wanted = schema_line(Path(subject.document.path), subject.schema)
    if found is None:
        edit = Edit(1, 1, 1, 1, f"{wanted}\n")
        fix = Fix(tell("put this line at the top: {line}", line=wanted), (edit,), safe=True)
        yield Found((), tell("the first line does not say which schema the file is written to"), fix=fix, span=(1, 1, 1, len(first) + 1))  # fmt: skip
        return
    edit = Edit(1, 1, 1, len(first) + 1, wanted)
    says = tell("the first line names another schema than {name}", name=f"{subject.schema}.schema.json")
    fix = Fix(tell("write {text}", text=wanted), (edit,), safe=True)
    yield Found((), says, fix=fix, span=(1, 1, 1, len(first) + 1))
