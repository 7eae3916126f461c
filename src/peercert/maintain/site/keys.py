"""The data format, key by key, made from the published schemas: what a key means, its form, an example."""

from collections.abc import Iterator
from typing import Any

from peercert import schema
from peercert.maintain.site.markup import as_yaml, plain
from peercert.requirements import KIND_NAMES, kind
from peercert.shapes import Shape, object_schema

Node = dict[str, Any]
Refs = dict[str, str]
"""Where the parts of a schema are explained, by name."""
ABOUT = {
    "jurisdiction": ("Rule files", "One file a state, territory or national body: `data/states/<code>.yaml`."),
    "record": ("Records", "What one person has done so far. Every key may be left out: that means *not known*."),
    "glossary": ("Glossary", "What words mean: `data/glossary.yaml`."),
    "places": ("Places", "Regions of the country and the map: `data/places.yaml`."),
    "report": ("Reports", "What `peercert check --format json` prints."),
}
"""Title and first sentence of the page of each schema; one without an entry is called by its name."""
_WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false",
          "object": "keys and values", "null": "null"}  # fmt: skip


def format_pages() -> Iterator[tuple[str, str]]:
    """Every published schema, and the list of them."""
    entries = []
    for name in schema.NAMES:
        title, says = ABOUT.get(name, (name.capitalize(), ""))
        entries.append(f"- [{title}]({name}.md): {says} Schema: `schemas/{name}.schema.json`.")
        yield f"format/{name}.md", _page(title, says, schema.make(name))
    opening = (
        "# The data format\n\nFiles are YAML or JSON. Each shape is published as a JSON Schema (2020-12), in "
        "`schemas/` and by `peercert schema`; these pages are made from them.\n\n"
    )
    yield "format/index.md", opening + "\n".join(entries) + "\n"


def keys_of(shape: type[Shape]) -> str:
    """The keys of a kind, for its page."""
    names = schema.make("jurisdiction")["$defs"]
    refs = {name: f"../format/jurisdiction.html#{name.lower()}" for name in names}
    refs |= {kind(name).__name__: f"{name}.html" for name in KIND_NAMES}
    return _keys(object_schema(shape, {}), refs)


def _page(title: str, says: str, whole: Node) -> str:
    parts_of = whole.get("$defs", {})
    kinds = {kind(name).__name__: f"../kinds/{name}.html" for name in KIND_NAMES} if "Requirement" in parts_of else {}
    refs = {name: f"#{name.lower()}" for name in parts_of} | kinds
    parts = [f"# {title}", says, "## The file" if parts_of else "## Keys", _keys(whole, refs)]
    for name, part in parts_of.items():
        if name not in kinds:
            about = plain(part.get("description", ""))
            parts += [f"## {name} {{#{name.lower()}}}", about, _keys(part, refs) or f"<p>{_form(part, refs)}</p>"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _keys(part: Node, refs: Refs) -> str:
    """The keys of an object as a list of terms, each with its form, meaning and example."""
    needed = set(part.get("required", ()))
    rows = []
    for key, about in part.get("properties", {}).items():
        must = " <em>needed</em>" if key in needed else ""
        rows.append(f'<dt id="{part.get("title", "").lower()}.{key}"><code>{plain(key)}</code>{must}</dt>')
        said = [plain(about["description"])] if "description" in about else []
        said.append(f"<small>{_form(about, refs)}</small>")
        if about.get("examples"):
            said.append(f"<code>{plain(as_yaml({key: about['examples'][0]})[1:-1])}</code>")
        rows.append(f"<dd>{'<br>'.join(said)}</dd>")
    return "\n".join(['<dl class="keys">', *rows, "</dl>"]) if rows else ""


def _form(node: Node, refs: Refs) -> str:
    """What may stand there, in a few words."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        return f'<a href="{refs[name]}">{plain(name)}</a>'
    if "x-form" in node:
        return plain(node["x-form"])
    if "enum" in node:
        return "one of " + ", ".join(f"<code>{plain(as_yaml(one))}</code>" for one in node["enum"])
    if "const" in node:
        return f"<code>{plain(as_yaml(node['const']))}</code>"
    for choice in ("anyOf", "oneOf"):
        if choice in node and "properties" not in node:
            said = [_form(one, refs) for one in node[choice]]
            if len(said) == 2 and said[1] == f"list of: {said[0]}":
                return f"{said[0]}; or a list of these"
            return ", or ".join(dict.fromkeys(said))
    sort = node.get("type")
    if sort == "array":
        return f"list of: {_form(node.get('items', {}), refs)}"
    if sort == "object" and isinstance(node.get("additionalProperties"), dict):
        return f"by name: {_form(node['additionalProperties'], refs)}"
    sorts = [sort] if isinstance(sort, str) else sort or ["object"]
    least = f", at least {node['minimum']:g}" if node.get("minimum") else ""
    return plain(" or ".join(_WORDS.get(one, one) for one in sorts) + least)
