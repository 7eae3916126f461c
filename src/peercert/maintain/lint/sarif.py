"""Diagnostics as SARIF 2.1.0, which code scanning services read."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import ModuleType
from typing import Any
from urllib.parse import quote

from peercert.maintain.lint.formats import relative
from peercert.maintain.lint.problems import Diagnostic, Ignored, Outcome
from peercert.present.terminal import inert

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_EXAMPLES = re.compile(r"(?m)^(    .*\n?(?:\n(?=    ))?)+")


def sarif(outcome: Outcome, checks: Iterable[ModuleType], version: str) -> dict[str, Any]:
    """One run of lint, as plain data; what comments ignore is there too, marked as suppressed, with the reason."""
    rules = [_rule(check) for check in checks]
    number = {rule["id"]: i for i, rule in enumerate(rules)}
    results = [_result(found, number) for found in outcome.found]
    results += [_suppressed(ignored, number) for ignored in outcome.ignored]
    driver = {"name": "peercert", "semanticVersion": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: ModuleType) -> dict[str, Any]:
    """A check, described by its page."""
    page = (check.__doc__ or "").strip()
    title, _, rest = page.partition("\n")
    about = rest.strip().split("\n\nPasses:")[0]
    return {
        "id": check.CODE,
        "name": "".join(word.capitalize() for word in check.__name__.rsplit(".", 1)[1].split("_")),
        "shortDescription": {"text": title.partition(": ")[2]},
        "fullDescription": {"text": " ".join(about.split()) or title},
        "help": {"text": page, "markdown": _EXAMPLES.sub(lambda block: f"```yaml\n{_outdented(block[0])}```\n", page + "\n")},
        "defaultConfiguration": {"level": check.SEVERITY},
    }  # fmt: skip


def _outdented(block: str) -> str:
    return re.sub(r"(?m)^    ", "", block).rstrip() + "\n"


def _result(found: Diagnostic, number: Mapping[str, int]) -> dict[str, Any]:
    address = {"uri": quote(relative(found.path)), "uriBaseId": "%SRCROOT%"}
    if found.path.startswith("/") and relative(found.path) == found.path:
        address = {"uri": "file://" + quote(found.path)}
    made: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": number[found.code],
        "level": found.severity,
        "message": {"text": found.says if found.fix is None else f"{found.says}\n{found.fix.says}"},
        "locations": [{"physicalLocation": {"artifactLocation": address, "region": _region(found)}}],
        "partialFingerprints": {"peercertLine/v1": _fingerprint(found)},
    }
    if found.fix is not None and found.fix.edits:
        replaced = [{"deletedRegion": _bounds(e), "insertedContent": {"text": e.text}} for e in found.fix.edits]
        change = {"artifactLocation": address, "replacements": replaced}
        made["fixes"] = [{"description": {"text": found.fix.says}, "artifactChanges": [change]}]
    return made


def _suppressed(ignored: Ignored, number: Mapping[str, int]) -> dict[str, Any]:
    suppression = {"kind": "inSource", "justification": ignored.reason}
    return _result(ignored.diagnostic, number) | {"suppressions": [suppression]}


def _region(found: Diagnostic) -> dict[str, Any]:
    region = _bounds(found)
    return region | {"snippet": {"text": inert(found.text)}} if found.text else region


def _bounds(span: Any) -> dict[str, Any]:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def _fingerprint(found: Diagnostic) -> str:
    """What stays the same of a problem when lines are put in above it."""
    return sha256(f"{found.code}\n{found.says}\n{found.text.strip()}".encode()).hexdigest()[:16]
