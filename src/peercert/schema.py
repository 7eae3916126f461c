"""The published JSON Schemas, made from the typed objects (one source of truth)."""

from typing import Any

from peercert.shapes import Shape, schema_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("jurisdiction", "record", "glossary", "places", "export", "report")


def make(name: str) -> dict[str, Any]:
    """The schema of one of `NAMES`, as plain data; raises KeyError for another name."""
    if name == "report":
        from peercert.present.report_schema import REPORT

        return REPORT
    refs: dict[str, Any] = {}
    whole = schema_of(root(name), None, refs)
    top = refs.pop(whole["$ref"].rsplit("/", 1)[1])
    return {"$schema": DRAFT, "$id": f"urn:peercert:{name}", **top, "$defs": dict(sorted(refs.items()))}


def root(name: str) -> type[Shape]:
    """The typed object that a schema is made from; raises KeyError for a name that is none."""
    if name == "jurisdiction":
        from peercert.model import Jurisdiction

        return Jurisdiction
    if name == "record":
        from peercert.record import Record

        return Record
    if name == "glossary":
        from peercert.glossary import Glossary

        return Glossary
    if name == "export":
        from peercert.exported import Export

        return Export
    if name == "places":
        from peercert.places import Places

        return Places
    raise KeyError(name)


def example_record() -> str:
    """A record with every key, explained, ready to copy and change; made from the typed record."""
    import yaml

    from peercert.record import Record

    lines = [
        "# Your record. Every line may be left out: that means you do not say.",
        "# An empty list, such as training: [], means you have none.",
        "# Names, addresses and diagnoses are not needed.",
    ]
    for name, (_, spec) in Record.fields_.items():
        text = yaml.safe_dump({name.rstrip("_"): spec.example}, sort_keys=False, allow_unicode=True, width=100).rstrip()
        lines += ["", f"# {spec.doc}", *text.replace("'", "").splitlines()]
    return "\n".join(lines) + "\n"
