"""Typed, frozen records of the rule book: one declaration gives the object, its checks and its JSON Schema.

A `Shape` is declared like a dataclass; every field has a description and an example, and the published
schemas (`peercert schema`) are made from these declarations, so that there is one source of truth.
(Standard dataclasses take 0.6 to 1.1 ms each to create; fifty of them would eat the start-up budget.)

Names of fields are the keys in YAML; a trailing underscore is dropped (``from_`` is written ``from``).
"""

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Self, TypeVar, Union, dataclass_transform, get_args, get_origin

from peercert.sayings import AnyOf, Says

Where = tuple[Any, ...]
"""Where in a document: keys and list positions from the top."""


class ShapeError(Exception):
    """A value does not have the shape that its place asks for."""

    def __init__(self, where: Where, sentence: Says | str) -> None:
        """`sentence` says what is wrong; a text is said as it is (what only writers of rules meet is in English)."""
        super().__init__(where, sentence)
        self.where, self.sentence = where, sentence

    @property
    def says(self) -> str:
        """What is wrong, in the language that is spoken."""
        from peercert.words import word

        return word(self.sentence)

    def __str__(self) -> str:
        return self.says


class Field:
    """What a field means: default, description, example, bounds for numbers and lists, the question for it."""

    __slots__ = ("ask", "default", "doc", "example", "hidden", "least", "required")

    def __init__(
        self, default: Any, doc: str, example: Any, required: bool, least: float | None, hidden: bool, ask: str
    ) -> None:
        self.default, self.doc, self.example = default, doc, example
        self.required, self.least, self.hidden, self.ask = required, least, hidden, ask


_MISSING: Any = object()


def field(
    *, default: Any = _MISSING, doc: str, example: Any, least: float | None = 0, hidden: bool = False, ask: str = ""
) -> Any:
    """Declare a field: `doc` and `example` go to the schema; numbers are at least `least`; `hidden`: never written.

    `ask` is the question by which an interview asks for it.
    """
    return Field(None if default is _MISSING else default, doc, example, default is _MISSING, least, hidden, ask)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Shape:
    """Base of every typed record: keyword arguments in, frozen, equal by value."""

    fields_: dict[str, tuple[Any, Field]] = {}
    """Every field, in the order in which keys are written."""
    foremost: ClassVar[tuple[str, ...]] = ()
    """Fields that are written before the others, where they are not declared so (inherited ones come first)."""

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        mine = dict(cls.fields_)
        for name, kind in cls.__annotations__.items():  # its own; evaluated here also where Python puts it off
            spec = cls.__dict__.get(name)
            if isinstance(spec, Field):
                mine[name] = (kind, spec)
                setattr(cls, name, spec.default)
        first = {name: mine[name] for name in cls.foremost if name in mine}
        cls.fields_ = first | {name: given for name, given in mine.items() if name not in first}

    def __init__(self, **values: Any) -> None:
        unknown = values.keys() - self.fields_.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(sorted(unknown))}")
        self.__dict__.update(values)
        for name, (_, spec) in self.fields_.items():
            if spec.required and name not in values:
                raise TypeError(f"{type(self).__name__} needs {name}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(getattr(self, n) == getattr(other, n) for n in self.fields_)

    def __hash__(self) -> int:
        return hash((type(self), repr(self)))

    def __repr__(self) -> str:
        inner = ", ".join(
            f"{n}={getattr(self, n)!r}" for n, (_, s) in self.fields_.items() if getattr(self, n) != s.default
        )
        return f"{type(self).__name__}({inner})"

    def but(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        return type(self)(**{n: getattr(self, n) for n in self.fields_} | changes)

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> Self:
        """Plain data (from YAML or JSON) -> object; raises ShapeError naming the place and the remedy."""
        if not isinstance(data, dict):
            here = {"what": cls.__name__.lower(), "value": said(data)}
            raise ShapeError(where, Says("expected {what} as keys and values, got {value}", here))
        values: dict[str, Any] = {}
        for key, value in data.items():
            name = cls.attribute(key)
            if name is None:
                raise ShapeError((*where, key), Says("unknown key {key}", {"key": short(repr(key))}))
            if value is None:
                no_value = Says("{key} has no value; give one or take the line out", {"key": short(str(key))})
                raise ShapeError((*where, key), no_value)
            kind, spec = cls.fields_[name]
            values[name] = parse(kind, value, (*where, key), spec)
        for name, (_, spec) in cls.fields_.items():
            if spec.required and name not in values:
                raise ShapeError(where, Says("{key} is missing", {"key": written(name)}))
        made = cls(**values)
        made.check(where)
        return made

    def check(self, where: Where) -> None:
        """Laws between fields (an end before a start); raises ShapeError. Subclasses override."""

    def plain(self) -> Any:
        """The object as plain data, as it would be written: ``parse`` makes an equal object of it.

        What has its default is left out, and so are fields that are never written.
        """
        held = ((n, getattr(self, n), spec) for n, (_, spec) in self.fields_.items() if not spec.hidden)
        return {written(n): plain(value) for n, value, spec in held if spec.required or value != spec.default}

    @classmethod
    def attribute(cls, key: Any) -> str | None:
        """Python name of a written key, None where there is no such key."""
        for name in (key, f"{key}_"):
            if name in cls.fields_ and not cls.fields_[name][1].hidden:
                return str(name)
        return None


def written(name: str) -> str:
    """The key in YAML for a field's Python name."""
    return name.rstrip("_")


_A_MAPPING, _A_LIST = Says("a mapping"), Says("a list")


def said(data: Any) -> str | Says:
    """A value in an error message: short, as it is written, and named by its kind when it is a container."""
    if isinstance(data, dict):
        return _A_MAPPING
    if isinstance(data, list):
        return _A_LIST
    if isinstance(data, bool):
        return "true" if data else "false"
    return short(repr(data) if isinstance(data, str) else str(data))


def short(text: str, most: int = 40) -> str:
    """The text, cut where it is longer than a message takes."""
    return text if len(text) <= most else text[: most - 3] + "..."


_SORTS = {
    "object": Says("keys and values"), "array": _A_LIST, "string": Says("text"), "integer": Says("a whole number"),
    "number": Says("a number"), "boolean": Says("true or false"),
}  # fmt: skip


def expected(sorts: str | Sequence[str], data: Any) -> Says:
    """The sentence for a value of another sort than its place asks for; `sorts` in JSON Schema's words for types."""
    named = (sorts,) if isinstance(sorts, str) else sorts
    wanted = tuple(_SORTS.get(sort, sort) for sort in named)
    return Says("expected {wanted}, got {value}", {"wanted": AnyOf(wanted), "value": said(data)})


_T = TypeVar("_T")


class OneOrMany(tuple[_T, ...]):
    """Annotation ``OneOrMany[X]``: the key takes one value or a list of them; always a tuple in Python."""


def parse(kind: Any, data: Any, where: Where, spec: Field | None = None) -> Any:
    """Plain data -> a value of the annotated kind; raises ShapeError."""
    if kind is str:
        if not isinstance(data, str):
            raise ShapeError(where, expected("string", data))
        if not data.strip():
            raise ShapeError(where, Says("expected some text, got an empty one"))
        return data.strip()
    if kind is bool:
        if not isinstance(data, bool):
            raise ShapeError(where, expected("boolean", data))
        return data
    if kind is int or kind is float:
        ok = isinstance(data, int if kind is int else (int, float)) and not isinstance(data, bool)
        if not ok:
            raise ShapeError(where, expected("integer" if kind is int else "number", data))
        if spec is not None and spec.least is not None and data < spec.least:
            bounds = {"value": str(data), "least": f"{spec.least:g}"}
            raise ShapeError(where, Says("{value} is too small; the least here is {least}", bounds))
        if data != data or data in (float("inf"), float("-inf")) or data > 1e9:
            raise ShapeError(where, Says("{value} is not a usable number", {"value": str(data)}))
        return data
    if hasattr(kind, "parse"):
        return kind.parse(data, where)
    origin = get_origin(kind)
    if origin is Literal:
        options = get_args(kind)
        if data not in options or (isinstance(data, bool) != any(isinstance(o, bool) for o in options if o == data)):
            values = {"value": said(data), "options": ", ".join(map(str, options))}
            raise ShapeError(where, Says("{value} is not one of {options}", values))
        return data
    if origin in (tuple, OneOrMany):
        item = get_args(kind)[0]
        if origin is OneOrMany and not isinstance(data, list):
            return (parse(item, data, where, spec),)
        if not isinstance(data, list):
            raise ShapeError(where, expected("array", data))
        return tuple(parse(item, one, (*where, i), spec) for i, one in enumerate(data))
    if origin is dict:
        if not isinstance(data, dict):
            raise ShapeError(where, expected("object", data))
        key_kind, item = get_args(kind)
        return {parse(key_kind, k, (*where, k)): parse(item, v, (*where, k), spec) for k, v in data.items()}
    if origin in (Union, UnionType):
        return _parse_union([a for a in get_args(kind) if a is not NoneType], data, where, spec)
    raise TypeError(f"no way to parse {kind!r}")


def _parse_union(kinds: list[Any], data: Any, where: Where, spec: Field | None) -> Any:
    first: ShapeError | None = None
    for kind in kinds:
        try:
            return parse(kind, data, where, spec)
        except ShapeError as error:
            if first is None or len(error.where) > len(first.where):
                first = error.with_traceback(None)  # which holds this frame, and this frame the error
    assert first is not None
    raise first


def plain(value: Any) -> Any:
    """The inverse of `parse`: a value as plain data (text, numbers, lists, mappings)."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if hasattr(value, "plain"):
        return value.plain()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return [plain(v) for v in value]


def schema_of(kind: Any, spec: Field | None = None, refs: dict[str, Any] | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of an annotated kind; Shapes go to `refs` (``$defs``) and are referred to."""
    refs = {} if refs is None else refs
    if kind is str:
        return {"type": "string", "minLength": 1}
    if kind is bool:
        return {"type": "boolean"}
    if kind is int or kind is float:
        number: dict[str, Any] = {"type": "integer" if kind is int else "number", "maximum": 1_000_000_000}
        return number if spec is None or spec.least is None else number | {"minimum": spec.least}
    if isinstance(kind, type) and issubclass(kind, Shape):
        return _shape_ref(kind, refs)
    if hasattr(kind, "schema"):
        made: dict[str, Any] = kind.schema()
        return made
    origin = get_origin(kind)
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin in (tuple, OneOrMany):
        item = schema_of(get_args(kind)[0], spec, refs)
        many = {"type": "array", "items": item}
        return {"anyOf": [item, many]} if origin is OneOrMany else many
    if origin is dict:
        key, item = get_args(kind)
        names = {} if key is str else {"propertyNames": schema_of(key, None, refs)}
        return {"type": "object", "additionalProperties": schema_of(item, spec, refs)} | names
    if origin in (Union, UnionType):
        options = [schema_of(a, spec, refs) for a in get_args(kind) if a is not NoneType]
        return options[0] if len(options) == 1 else {"anyOf": options}
    raise TypeError(f"no schema for {kind!r}")


def _shape_ref(kind: type[Shape], refs: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in refs:
        refs[name] = {}
        refs[name] = kind.schema(refs) if hasattr(kind, "schema") else object_schema(kind, refs)
    return {"$ref": f"#/$defs/{name}"}


def object_schema(kind: type[Shape], refs: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema of a Shape: each key with title, description and example."""
    doc = (kind.__doc__ or "").strip()
    keys: dict[str, Any] = {}
    for name, (annotation, spec) in kind.fields_.items():
        if spec.hidden:
            continue
        key = written(name)
        about = {
            "title": key.replace("_", " ").capitalize(),
            "description": spec.doc,
            "examples": [spec.example],
        }
        keys[key] = schema_of(annotation, spec, refs) | about
    required = [written(n) for n, (_, s) in kind.fields_.items() if s.required]
    made: dict[str, Any] = {
        "title": kind.__name__,
        "description": " ".join(doc.split()),
        "type": "object",
        "properties": keys,
    }
    if required:
        made["required"] = required
    return made | {"additionalProperties": False}
