"""What is wrong with a document: schema errors turned into one plain sentence each, at line and column."""

import json
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError, validators

from peercert.dates import DateSpan
from peercert.rulebook import bundled
from peercert.sayings import Says
from peercert.shapes import ShapeError, Where, expected, said, short
from peercert.words import word
from peercert.yamlfile import Document, FileError


class Problem(NamedTuple):
    """One thing that is wrong, and where."""

    where: Where
    sentence: Says | str
    """What is wrong; a text (from another library) is said as it is."""
    key: bool = False
    """The place is the key itself, not its value."""

    @property
    def says(self) -> str:
        """What is wrong, in the language that is spoken."""
        return word(self.sentence)


def problems(document: Document, schema: str) -> list[Problem]:
    """Everything in a document that its schema does not allow, in the order of the file."""
    found = [p for error in _once(validator(schema).iter_errors(document.data)) for p in _plain(error)]
    distinct = {(p.where, p.says, p.key): p for p in found}
    return sorted(distinct.values(), key=lambda p: document.place(p.where, key=p.key))


def _once(errors: Iterable[Any]) -> list[Any]:
    """The errors without those of the calendar where the form of the same value is wrong already."""
    every = list(errors)
    formless = {tuple(e.absolute_path) for e in every if e.validator != "x-check"}
    return [e for e in every if e.validator != "x-check" or tuple(e.absolute_path) not in formless]


def explain(document: Document, error: ShapeError, schema: str) -> FileError:
    """The error to show for a document that could not be built: the schema's words, or the law that it breaks."""
    found = problems(document, schema)
    if found:
        return at(document, found[0], more=len(found) - 1)
    return at(document, Problem(error.where, error.sentence), more=0)


def at(document: Document, problem: Problem, *, more: int) -> FileError:
    """A problem as an error with its place."""
    line, column = document.place(problem.where, key=problem.key)
    if more == 0:
        return FileError(document.path, problem.sentence, line, column)
    values = {"problem": problem.sentence, "count": str(more)}
    first = Says("{problem} (and {count} more problem)", values, "{problem} (and {count} more problems)", more)
    return FileError(document.path, first, line, column)


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
            yield ValidationError(error.says, cause=error)


def _plain(error: Any) -> list[Problem]:
    """One jsonschema error -> the problems it stands for."""
    where = tuple(error.absolute_path)
    kind, value, rule = error.validator, error.instance, error.validator_value
    if value is None:
        return [Problem(where, Says("no value is given; give one or take the line out"), key=True)]
    if kind == "additionalProperties" and isinstance(value, dict):
        known = error.schema.get("properties", {})
        return [Problem((*where, k), _unknown_key(k, known), key=True) for k in value if k not in known]
    if kind == "required":
        strangers = [k for k in value if k not in error.schema.get("properties", {})]
        missing = [k for k in rule if k not in value and not get_close_matches(k, strangers, n=1, cutoff=0.6)]
        return [Problem(where, _missing(error, k), key=True) for k in missing]
    if kind == "oneOf" and "rule" not in error.schema.get("properties", {}) and isinstance(value, dict):
        return _kinds(error, where, value)
    if kind in ("anyOf", "oneOf"):
        return _branches(error, where, value)
    if kind == "x-check":
        return [Problem(where, error.cause.sentence)]
    if "x-form" in error.schema:
        return [Problem(where, _is_not(value, Says(error.schema["x-form"])))]
    return [Problem(where, _sentence(kind, value, rule, error))]


def _sentence(kind: Any, value: Any, rule: Any, error: Any) -> Says | str:
    if kind == "enum":
        close = _closest(value, rule)
        values = {"value": said(value), "options": ", ".join(map(str, rule)), "close": close}
        return Says(
            "{value} is not one of {options}; did you mean {close}?" if close else "{value} is not one of {options}",
            values,
        )
    if kind == "const":
        return _is_not(value, said(rule))
    if kind == "type":
        return expected(rule, value)
    if kind == "minimum":
        return Says("{value} is too small; the least here is {least}", {"value": str(value), "least": str(rule)})
    if kind == "maximum":
        return Says("{value} is too large; the most here is {most}", {"value": str(value), "most": rule})
    if kind == "minItems":
        return Says("the list is empty; name at least one")
    if kind == "minProperties":
        return Says("nothing is given; name at least one")
    if kind == "minLength":
        return Says("the text is empty")
    return str(error.message)


def _is_not(value: Any, form: Says | str) -> Says:
    return Says("{value} is not {form}", {"value": said(value), "form": form})


def _unknown_key(key: Any, known: Any) -> Says:
    close = _closest(key, known)
    return Says(
        "unknown key {key}; did you mean {close}?" if close else "unknown key {key}",
        {"key": short(str(key), 80), "close": close},
    )


def _closest(value: Any, options: Any) -> str | None:
    """The option that was most likely meant, None where none is like it."""
    if not isinstance(value, str):
        return None
    folded = {str(o).casefold(): str(o) for o in options}
    close = get_close_matches(value.casefold().replace(" ", "_").replace("-", "_"), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def _missing(error: Any, key: str) -> Says:
    """That a key is missing, with its example where that is short."""
    about = error.schema.get("properties", {}).get(key, {})
    example = json.dumps(about["examples"][0], ensure_ascii=False) if "examples" in about else ""
    return Says(
        "{key} is missing; for example {key}: {example}" if 0 < len(example) <= 60 else "{key} is missing",
        {"key": key, "example": example},
    )


def _kinds(error: Any, where: Where, value: dict[str, Any]) -> list[Problem]:
    """A requirement without exactly one kind."""
    kinds = [r["required"][0] for r in error.validator_value]
    present = [k for k in value if k in kinds]
    known = error.schema.get("properties", {})
    if len(present) > 1:
        says = Says("one requirement holds two kinds ({kinds}); write two requirements", {"kinds": ", ".join(present)})
        return [Problem((*where, present[1]), says, key=True)]
    if any(k not in known for k in value):
        return []  # the unknown key is said by itself
    example = {"example": "age: {at_least: 18}"}
    says = Says("a requirement needs a kind, such as {example}; `peercert schema --kinds` lists them", example)
    return [Problem(where, says)]


def _branches(error: Any, where: Where, value: Any) -> list[Problem]:
    """Of several shapes the one that was most likely meant."""
    if "x-form" in error.schema and not isinstance(value, dict):
        return [Problem(where, _is_not(value, Says(error.schema["x-form"])))]
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
    return [p for inner in _once(best) for p in _plain(inner)]
