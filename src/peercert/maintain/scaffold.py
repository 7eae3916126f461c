"""A new rule file, every key explained (`peercert new`): made from the typed objects' own declarations.

What only the writer can know stands as FILL IN, and lint names exactly those lines; what may be left out stands behind
a ``#`` without a space, with an example. Comments of rule files are in English, like the rules.
"""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from peercert.cycles import Cycle
from peercert.judging.requirement import Requirement
from peercert.judging.tally import Tally
from peercert.maintain.lint.problems import FILL_IN
from peercert.model import Certifier, Credential, Jurisdiction, Pathway
from peercert.requirements import KIND_NAMES, kind
from peercert.shapes import Field, Shape, written
from peercert.sources import Source

_WIDTH = 110
_SOURCE = "the-rule"
Lines = list[str]


def template(
    code: str, name: str = FILL_IN, *, credential: str = FILL_IN, schema_line: str = "", brief: bool = False
) -> str:
    """The text of a new rule file for a jurisdiction (`sc`, or `us` for a national body).

    `name` is its name in full, `credential` the id of its first credential, where they are known; `schema_line` the
    first line, by which editors find the schema; `brief`: only what has to be filled in, with nothing explained.
    """
    way = {"requirements": [(Requirement, {"rule": ("age", {"at_least": FILL_IN}), "cite": _SOURCE})]}
    issued: dict[str, Any] = {"id": credential, "certifier": (Certifier, {}), "pathways": {"initial": (Pathway, way)}}
    given = {"jurisdiction": code, "name": name, "sources": {_SOURCE: (Source, {})}, "credentials": [(Credential, issued)]}  # fmt: skip
    head = [schema_line] if schema_line else []
    if brief:
        return "\n".join([*head, *_parted(_Explainer(brief=True).shape(Jurisdiction, given)), ""])
    head += _comment(
        f"Replace every {FILL_IN}; `peercert lint` names those that are left. A # with a space explains; a # without "
        "one stands before a key that may be added: take the # away to use it, or the line if it does not apply. Every "
        "fact cites a source; what was looked for and not found is listed, never guessed. The first requirement is "
        "only an example.",
    )
    return "\n".join([*head, "", *_parted(_Explainer().shape(Jurisdiction, given)), "", *_appendix(), ""])


class _Explainer:
    """Writes typed objects as YAML with every key explained; a shape that comes again is only shown, not explained."""

    def __init__(self, *, brief: bool = False) -> None:
        self._brief = brief
        self._explained: set[type[Shape]] = set()

    def shape(self, kind_: type[Shape], given: Mapping[str, Any]) -> Lines:
        """The lines of a shape: keys that are given or needed, and behind a ``#`` those that may be left out."""
        self._explained.add(kind_)
        lines: Lines = []
        for name, (annotation, spec) in kind_.fields_.items():
            key, meaning = written(name), self._explain(_meaning(annotation, spec))
            if key in given or (spec.required and not spec.hidden):
                lines += meaning + self._entry(key, given.get(key, FILL_IN))
            elif not self._brief and not spec.hidden and key != "cycle":
                lines += meaning + _switched_off(self._optional(key, annotation, spec))
        if kind_ is Credential and not self._brief:
            lines += _indented(self._renewal())
        return lines

    def _renewal(self) -> Lines:
        """A second pathway, with the clock that only such a one has."""
        lines = ["renewal:", *_indented(self._explain(Pathway.fields_["cycle"][1].doc)), "  cycle:"]
        lines += _indented(_indented(self.shape(Cycle, {"every": "24 months", "ends": "anniversary"})))
        example = flow(kind("continuing_education").example)
        lines += ["  requirements:", f"    - continuing_education: {example}", f"      cite: {_SOURCE}"]
        return self._explain("How to keep it, where it is renewed.") + _switched_off(lines)

    def _explain(self, text: str) -> Lines:
        return [] if self._brief else _comment(text)

    def _entry(self, key: str, value: Any) -> Lines:
        """A key with what is given for it."""
        if key == "rule":
            return [f"{value[0]}: {flow(value[1])}"]
        if isinstance(value, tuple):
            return [f"{key}:", *_indented(self.shape(*value))]
        if isinstance(value, dict):
            return [f"{key}:", *_indented(line for name, inner in value.items() for line in self._entry(name, inner))]
        if isinstance(value, list):
            return [f"{key}:", *_indented(line for one in value for line in _item(self.shape(*one)))]
        return [f"{key}: {flow(value)}"]

    def _optional(self, key: str, annotation: Any, spec: Field) -> Lines:
        """A key that may be left out, with its example; a shape that was not seen before is explained there and then."""
        inner = _shape_in(annotation)
        if inner is None or inner in self._explained or issubclass(inner, Requirement):
            return [f"{key}: {flow(spec.example)}"]
        example = spec.example
        if isinstance(example, list) and example:
            return [f"{key}:", *_indented(_item(self.shape(inner, example[0])))]
        if isinstance(example, dict) and set(example) <= {written(n) for n in inner.fields_}:
            return [f"{key}:", *_indented(self.shape(inner, example))]
        return [f"{key}: {flow(example)}"]


def _meaning(annotation: Any, spec: Field) -> str:
    """What a field means, and the words it takes, where its description does not name them."""
    options = _options(annotation)
    if len(options) < 2 or all(re.search(rf"\b{option}\b", spec.doc) for option in options):
        return spec.doc
    return f"{spec.doc} One of: {', '.join(options)}."


def _options(annotation: Any) -> tuple[str, ...]:
    """The words that a field takes; empty where it takes any."""
    if get_origin(annotation) is Literal:
        return tuple(one for one in get_args(annotation) if isinstance(one, str))
    return next((found for one in get_args(annotation) if (found := _options(one))), ())


def _shape_in(annotation: Any) -> type[Shape] | None:
    """The shape that a field holds, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for one in get_args(annotation) if (found := _shape_in(one)) is not None), None)


def _appendix() -> Lines:
    """Every kind of requirement with its keys, to copy from."""
    lines = ["# THE KINDS OF REQUIREMENT", "#"]
    lines += _comment("Each requirement has one of these. Copy from here; take the rest out when you are done.")
    tallies = [name for name in sorted(KIND_NAMES) if issubclass(kind(name), Tally)]
    for name in sorted(KIND_NAMES):
        about = kind(name)
        common = Tally.fields_ if name in tallies else {}
        lines += ["#", *_comment(f"{name}: {flow(about.example)}"), *_comment(_first_line(about), "  ")]
        own = {n: f for n, f in about.fields_.items() if n not in common and not f[1].hidden}
        if name not in ("all_of", "any_of", "not"):
            lines += [line for n, (annotation, spec) in own.items() for line in _key(n, annotation, spec)]
        if common:
            lines += _comment(f"and the keys of sums, below ({_listed(tallies)})", "  ")
    lines += ["#", *_comment(f"Keys of sums: {_listed(tallies)}")]
    return lines + [line for n, (annotation, spec) in Tally.fields_.items() for line in _key(n, annotation, spec)]


def _key(name: str, annotation: Any, spec: Field) -> Lines:
    """One key of a kind: an example, and what it means."""
    example = _comment(f"{written(name)}: {flow(spec.example)}", "  ")
    return example + _comment(_meaning(annotation, spec), "      ")


def _first_line(about: type[Shape]) -> str:
    return (about.__doc__ or "").strip().split("\n")[0]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def flow(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _PLAIN.match(value) and value.lower() not in _WORDS else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


_PLAIN = re.compile(r"^[A-Za-z0-9(](?:[\w ()./&'+;@-]|:(?=\S))*(?<! )$")
_WORDS = ("true", "false", "yes", "no", "null")


def _comment(text: str, indent: str = "") -> Lines:
    """A text as lines of comment."""
    inner = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"# {indent}{line}" for line in inner]


def _switched_off(lines: Iterable[str]) -> Lines:
    return [f"#{line}" for line in lines]


def _indented(lines: Iterable[str]) -> Lines:
    return [f"  {line}" for line in lines]


def _item(lines: Lines) -> Lines:
    """Lines of a mapping as an item of a list; the comment on its first key comes before the dash."""
    first = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    return [*lines[:first], f"- {lines[first]}", *_indented(lines[first + 1 :])]


def _parted(lines: Lines) -> Lines:
    """Sections parted by a blank line, which stands before the comments on them."""
    made: Lines = []
    for line in lines:
        if line in ("sources:", "credentials:", "#none_found:"):
            first = next((i for i in range(len(made), 0, -1) if not made[i - 1].startswith("# ")), 0)
            made.insert(first, "")
        made.append(line)
    return made
