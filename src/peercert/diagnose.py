"""What is wrong with a document: schema errors turned into one plain sentence each, at line and column."""

import json
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError, validators

from peercert.dates import DateSpan
from peercert.rulebook import bundled
from peercert.shapes import ShapeError, Where, said
from peercert.yamlfile import Document, FileError

_TYPES = {"object": "keys and values", "array": "a list", "string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}  # fmt: skip


class Problem(NamedTuple):
    """One thing that is wrong, and where."""

    where: Where
    says: str
    key: bool = False
    """The place is the key itself, not its value."""


def problems(document: Document, schema: str) -> list[Problem]:
    """Everything in a document that its schema does not allow, in the order of the file."""
    found = [p for error in validator(schema).iter_errors(document.data) for p in _plain(error)]
    distinct = list(dict.fromkeys(found))
    return sorted(distinct, key=lambda p: document.place(p.where, key=p.key))


def explain(document: Document, error: ShapeError, schema: str) -> FileError:
    """The error to show for a document that could not be built: the schema's words, or the law that it breaks."""
    found = problems(document, schema)
    if found:
        return at(document, found[0], more=len(found) - 1)
    return at(document, Problem(error.where, error.says), more=0)


def at(document: Document, problem: Problem, *, more: int) -> FileError:
    """A problem as an error with its place."""
    line, column = document.place(problem.where, key=problem.key)
    rest = "" if more == 0 else f" (and {more} more {'problem' if more == 1 else 'problems'})"
    return FileError(document.path, problem.says + rest, line, column)


@cache
def validator(schema: str) -> Any:
    """The validator of a published schema, with dates checked against the calendar."""
    content = json.loads((bundled("schemas") / f"{schema}.schema.json").read_text("utf-8"))
    definitions = content.get("$defs", {})

    def follow(checker: Any, reference: str, value: Any, _schema: Any) -> Any:
        """`$ref` within this document, without the general resolver (all of ours are ``#/$defs/Name``)."""
        yield from checker.descend(value, definitions[reference.removeprefix("#/$defs/")])

    quick = {"x-check": _check_date, "oneOf": _one_of, "anyOf": _any_of, "$ref": follow}
    extended = validators.extend(Draft202012Validator, quick)  # type: ignore[no-untyped-call]
    return extended(content)


_JSON_TYPES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}


def _any_of(checker: Any, branches: Any, value: Any, schema: Any) -> Any:
    """`anyOf` as in the standard, trying first the branches that can take a value of this type."""
    kind = _JSON_TYPES.get(type(value))
    likely = [b for b in branches if b.get("type") in (None, kind) or (kind == "integer" and b.get("type") == "number")]
    if any(checker.evolve(schema=b).is_valid(value) for b in likely):
        return
    yield from Draft202012Validator.VALIDATORS["anyOf"](checker, branches, value, schema)


def _one_of(checker: Any, branches: Any, value: Any, schema: Any) -> Any:
    """`oneOf` as in the standard, but quick where each branch only asks for one key (the kinds of requirement)."""
    if isinstance(value, dict) and all(b.keys() == {"required"} for b in branches):
        if sum(b["required"][0] in value for b in branches) != 1:
            yield ValidationError("exactly one kind is needed")
        return
    yield from Draft202012Validator.VALIDATORS["oneOf"](checker, branches, value, schema)


def _check_date(_validator: Any, _kind: str, value: Any, _schema: Any) -> Any:
    if isinstance(value, (str, int)):
        try:
            DateSpan.parse(value)
        except ShapeError as error:
            yield ValidationError(error.says)


def _plain(error: Any) -> list[Problem]:
    """One jsonschema error -> the problems it stands for."""
    where = tuple(error.absolute_path)
    kind, value, rule = error.validator, error.instance, error.validator_value
    if value is None:
        return [Problem(where, "no value is given; give one or take the line out", key=True)]
    if kind == "additionalProperties" and isinstance(value, dict):
        known = error.schema.get("properties", {})
        return [Problem((*where, k), _unknown_key(k, known), key=True) for k in value if k not in known]
    if kind == "required":
        strangers = [k for k in value if k not in error.schema.get("properties", {})]
        missing = [k for k in rule if k not in value and not get_close_matches(k, strangers, n=1, cutoff=0.6)]
        return [Problem(where, f"{k} is missing{_hint(error, k)}", key=True) for k in missing]
    if kind == "oneOf" and "rule" not in error.schema.get("properties", {}) and isinstance(value, dict):
        return _kinds(error, where, value)
    if kind in ("anyOf", "oneOf"):
        return _branches(error, where, value)
    if "x-form" in error.schema:
        return [
            Problem(
                where,
                f"{said(value)} is not {error.schema['x-form']}" if kind != "x-check" else error.message,
            )
        ]
    return [Problem(where, _sentence(kind, value, rule, error))]


def _sentence(kind: Any, value: Any, rule: Any, error: Any) -> str:
    if kind == "enum":
        return f"{said(value)} is not one of {', '.join(map(str, rule))}{_did_you_mean(value, rule)}"
    if kind == "const":
        return f"{said(value)} is not {said(rule)}"
    if kind == "type":
        wanted = [rule] if isinstance(rule, str) else rule
        return f"expected {' or '.join(_TYPES.get(w, w) for w in wanted)}, got {said(value)}"
    if kind == "minimum":
        return f"{value} is too small; the least here is {rule}"
    if kind == "maximum":
        return f"{value} is too large; the most here is {rule:,}"
    if kind in ("minItems", "minProperties"):
        return "the list is empty; name at least one" if kind == "minItems" else "nothing is given; name at least one"
    if kind == "minLength":
        return "the text is empty"
    return str(error.message)


def _unknown_key(key: Any, known: Any) -> str:
    return f"unknown key {key}{_did_you_mean(key, known)}"


def _did_you_mean(value: Any, options: Any) -> str:
    names = [str(o) for o in options]
    if not isinstance(value, str):
        return ""
    folded = {n.casefold(): n for n in names}
    close = get_close_matches(value.casefold().replace(" ", "_").replace("-", "_"), list(folded), n=1, cutoff=0.6)
    return f"; did you mean {folded[close[0]]}?" if close else ""


def _hint(error: Any, key: str) -> str:
    about = error.schema.get("properties", {}).get(key, {})
    if "examples" not in about:
        return ""
    example = json.dumps(about["examples"][0], ensure_ascii=False)
    return f"; for example {key}: {example}" if len(example) <= 60 else ""


def _kinds(error: Any, where: Where, value: dict[str, Any]) -> list[Problem]:
    """A requirement without exactly one kind."""
    kinds = [r["required"][0] for r in error.validator_value]
    present = [k for k in value if k in kinds]
    known = error.schema.get("properties", {})
    if len(present) > 1:
        return [
            Problem(
                (*where, present[1]),
                f"one requirement holds two kinds ({', '.join(present)}); write two requirements",
                key=True,
            )
        ]
    if any(k not in known for k in value):
        return []  # the unknown key is said by itself
    return [
        Problem(
            where,
            "a requirement needs a kind, such as age: {at_least: 18}; `peercert schema --kinds` lists them",
        )
    ]


def _branches(error: Any, where: Where, value: Any) -> list[Problem]:
    """Of several shapes the one that was most likely meant."""
    if "x-form" in error.schema and not isinstance(value, dict):
        return [Problem(where, f"{said(value)} is not {error.schema['x-form']}")]
    branches: dict[int, list[Any]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    if not branches:
        return [Problem(where, str(error.message))]

    def closeness(errors: list[Any]) -> tuple[bool, int, int]:
        wrong_type = any(e.validator in ("type", "enum", "const") and not e.path for e in errors)
        return wrong_type, -max(len(e.path) for e in errors), len(errors)

    best = min(branches.values(), key=closeness)
    if closeness(best)[0]:
        enum = next(
            (e for errors in branches.values() for e in errors if e.validator == "enum" and isinstance(value, str)),
            None,
        )
        if enum is not None:
            return _plain(enum)
    return [p for inner in best for p in _plain(inner)]
