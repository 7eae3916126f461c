"""Collecting what is to be translated, for `pybabel extract` (see `[tool.babel]` in pyproject.toml).

Messages stand in the code as the first argument of `Says`, `tell` and `tell_many`, in tables marked with `N_`, and as the
docstrings of commands. Names and texts of the rule book are collected by saying every rule and listening.
"""

import ast
import re
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from peercert.locale import RULES
from peercert.words import WORD, Language, english, speak, spoken

_PLACES, _WORDS = re.compile(r"\{[^}]*\}"), re.compile(r"[^\W\d_]")
"""Places for values, and letters: a template without letters of its own is the same in every language."""
LISTS = ("training", "experience", "supervision", "continuing_education")
"""Lists of a record of which a report says more where they are there, if only empty."""
Found = tuple[int, str | None, Any, list[str]]
"""Line, name of the gettext function, message (or several), comments: what Babel's extraction asks for."""


def from_code(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:  # noqa: ARG001
    """Messages of a Python module."""
    tree = ast.parse(fileobj.read())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("Says", "tell") and node.args:
                named = {k.arg: k.value for k in node.keywords}
                many = named.get("many") or (node.args[2] if name == "Says" and len(node.args) > 2 else None)
                if many is not None:
                    yield node.lineno, "ngettext", (_text(node.args[0]), _text(many)), []
                else:
                    yield from ((node.lineno, None, text, []) for text in _texts(node.args[0]))
            elif name == "tell_many":
                if isinstance(node.args[0], ast.Constant):
                    yield node.lineno, "ngettext", (_text(node.args[0]), _text(node.args[1])), []
            elif name == "N_":
                yield from _table(node.args[0])
            elif name == "field":
                yield from (
                    (node.lineno, None, text, []) for k in node.keywords if k.arg == "ask" for text in _texts(k.value)
                )
        elif isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
            yield from _options(node.slice, fileobj.name)
    yield from _command(tree, fileobj.name)


def from_rules(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:  # noqa: ARG001
    """Names and texts of a rule file or the glossary: all that is asked for while its rules are said."""
    from peercert.yamlfile import parse_text

    document = parse_text(fileobj.read(), fileobj.name)
    listener = _Listener()
    before = spoken()
    speak(listener)
    try:
        _say_all(document)
    finally:
        speak(before)
    for context, text in listener.heard:
        if not text:
            continue
        yield 1, "pgettext", (context, text), []


class _Listener(Language):
    """English that remembers which names and texts of the rule book were asked for."""

    def __init__(self) -> None:
        self.heard: dict[tuple[str, str], None] = {}

    def message(self, text: str, context: str = "") -> str:
        if context:
            self.heard[context, text] = None
        return text

    def prose(self, text: str) -> str:
        self.heard[RULES, text] = None
        return text


def _say_all(document: Any) -> None:
    """Say every rule of a file, and a report on each pathway for somebody of whom nothing is known, and who has nothing."""
    from peercert.evaluation import evaluate_all
    from peercert.glossary import Glossary
    from peercert.model import Jurisdiction
    from peercert.present.glossary_page import term_lines
    from peercert.present.page import report_page
    from peercert.present.rules_page import rules_page
    from peercert.record import Record
    from peercert.rulebook import build

    if "terms" in document.data:
        glossary = build(document, Glossary, "glossary")
        for term in glossary.terms.values():
            term_lines(term, glossary)
        return
    place = build(document, Jurisdiction, "jurisdiction")
    for credential in place.credentials:
        rules_page(credential, place)
        for name in credential.pathways:
            for person in (Record(), Record.parse({listed: [] for listed in LISTS})):
                report_page(evaluate_all(credential, person, date.today(), pathway=name), place, all_=True)


def _texts(node: ast.AST) -> Iterator[str]:
    """The literals that an argument can be: one, or those of a conditional expression."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _WORDS.search(_PLACES.sub("", node.value)):
        yield node.value


def _text(node: ast.AST) -> str:
    return next(_texts(node), "")


def _table(node: ast.AST) -> Iterator[Found]:
    """Every text in a table, its keys left out; a pair of texts in a dict of pairs is one and many."""
    if isinstance(node, ast.Dict):
        for value in node.values:
            if isinstance(value, ast.Tuple) and len(value.elts) == 2 and all(map(_text, value.elts)):
                yield node.lineno, "ngettext", tuple(map(_text, value.elts)), []
            else:
                yield from _table(value)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for value in node.elts:
            yield from _table(value)
    else:
        yield from ((getattr(node, "lineno", 1), None, text, []) for text in _texts(node))


def _options(node: ast.AST, path: str) -> Iterator[Found]:
    """The values that a field of a record or a credential may have are names to choose from."""
    if path.endswith(("record.py", "model.py")):
        values = node.elts if isinstance(node, ast.Tuple) else [node]
        for value in values:
            for text in _texts(value):
                yield getattr(value, "lineno", 1), "pgettext", (WORD, english(text)), []


def _command(tree: ast.Module, path: str) -> Iterator[Found]:
    """The docstring of a command is its help."""
    if path.endswith("_command.py"):
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.endswith("command") and ast.get_docstring(node):
                yield node.lineno, None, ast.get_docstring(node), []
