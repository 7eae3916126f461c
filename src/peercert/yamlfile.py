"""Reading YAML (and JSON) safely: plain data only, size and depth limits, line and column of every value."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from peercert.sayings import Says
from peercert.shapes import Where, short
from peercert.words import word

MAX_BYTES = 5_000_000
MAX_NODES = 300_000
MAX_DEPTH = 60
_INT = re.compile(r"^[-+]?(0|[1-9][0-9_]*)$")
_FLOAT = re.compile(r"^[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9]+|[0-9][0-9_]*)([eE][-+]?[0-9]+)?$")
_CONSTANTS = {"true": True, "false": False, "yes": True, "no": False, "null": None, "~": None, "": None}
_PLAIN_TAGS = frozenset({"tag:yaml.org,2002:" + t for t in ("str", "seq", "map", "int", "float", "bool", "null")})
_BaseLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _Loader(_BaseLoader):  # type: ignore[misc]
    """Composes nodes only; what a plain word means is decided here (`_scalar`), not by YAML 1.1's rules."""

    def resolve(self, kind: Any, _value: Any, _implicit: Any) -> str:
        return _TAGS[kind]

    def descend_resolver(self, *_: Any) -> None:
        """No paths are resolved."""

    def ascend_resolver(self) -> None:
        """No paths are resolved."""


class FileError(Exception):
    """A file cannot be used; the message names the file, the place, what is wrong and what would be right."""

    def __init__(self, path: str, sentence: Says | str, line: int | None = None, column: int | None = None) -> None:
        """`sentence` says what is wrong and what would be right; a text is said as it is."""
        super().__init__(path, sentence, line, column)
        self.path, self.sentence, self.line, self.column = path, sentence, line, column

    @property
    def says(self) -> str:
        """What is wrong and what would be right, in the language that is spoken."""
        return word(self.sentence)

    def __str__(self) -> str:
        """path:line:column: the sentence."""
        line, column = self.line, self.column
        place = f":{line}:{column}" if line is not None and column is not None else f":{line}" if line else ""
        return f"{self.path}{place}: {self.says}"


class Document(NamedTuple):
    """Plain data of one file, and the tree that knows where each value stands."""

    path: str
    data: Any
    root: Any
    text: str

    def place(self, where: Where, *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value, or with `key` of its key; the nearest one that exists."""
        node, mark = self.root, self.root.start_mark
        for step in where:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
            mark = (
                key_node.start_mark
                if key_node is not None and (key or isinstance(node, yaml.CollectionNode))
                else node.start_mark
            )
        return mark.line + 1, mark.column + 1

    def span(self, where: Where, *, key: bool = False) -> tuple[int, int, int, int]:
        """Line and column of the value (or its key), and of its end, on the same line; all from 1."""
        line, column = self.place(where, key=key)
        node, key_node = self.root, None
        for step in where:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
        end = len(self.line(line).rstrip()) + 1
        for mark in (n.end_mark for n in (key_node, node) if n is not None):
            if mark.line + 1 == line and mark.column + 1 > column:
                return line, column, line, min(mark.column + 1, end)
        return line, column, line, max(end, column + 1)

    def line(self, number: int) -> str:
        """The text of a line (from 1), empty past the end."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


def _child(node: Any, step: Any) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value in node.value:
            if getattr(key_node, "value", None) == str(step):
                return key_node, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes; raises FileError for folders, devices, files over `limit` bytes or unreadable."""
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise FileError(str(path), Says("this is a folder; name a file in it"))
        if not stat.S_ISREG(info.st_mode) and not stat.S_ISFIFO(info.st_mode):
            raise FileError(str(path), Says("this is not an ordinary file; name a YAML or JSON file"))
        if info.st_size > limit:
            sizes = {"size": round(info.st_size / 1e6), "limit": round(limit / 1e6)}
            says = Says("the file is {size} MB; the limit is {limit} MB. Is it the right file?", sizes)
            raise FileError(str(path), says)
        if stat.S_ISFIFO(info.st_mode):
            return _from_pipe(path)
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except FileNotFoundError:
        raise FileError(str(path), Says("there is no such file; check the name and the folder")) from None
    except (OSError, ValueError) as error:
        values = {"problem": getattr(error, "strerror", None) or str(error)}
        raise FileError(str(path), Says("the file cannot be read ({problem})", values)) from None


PATIENCE = 30
"""Seconds to wait for the first byte of a named pipe."""


def _from_pipe(path: Path) -> bytes:
    """What a named pipe gives (a shell's <(...), say); raises OSError where nobody writes into it."""
    import errno
    import os
    import select

    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # otherwise it waits for a writer for ever
    with os.fdopen(handle, "rb") as stream:
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        if not waiting.poll(PATIENCE * 1000):
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        os.set_blocking(handle, True)
        return stream.read(MAX_BYTES + 1)


def read(path: str | Path) -> Document:
    """Read one file; raises FileError with line and column."""
    name = str(path)
    return parse_text(read_bytes(Path(path)), name)


def parse_text(raw: bytes, name: str) -> Document:
    """Bytes of a YAML or JSON document -> Document; raises FileError."""
    if len(raw) > MAX_BYTES:
        limit = {"limit": round(MAX_BYTES / 1e6)}
        raise FileError(name, Says("the input is larger than the limit of {limit} MB. Is it the right one?", limit))
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileError(name, Says("this is not text in UTF-8; is it a YAML or JSON file?"), line) from None
    if not text.strip():
        raise FileError(name, Says("the file is empty; `peercert schema record` says what it may hold"))
    if "\x00" in text:
        raise FileError(name, Says("this is not a text file (it has zero bytes); is it a YAML or JSON file?"))
    root = _compose(text, name)
    if root is None:
        raise FileError(name, Says("the file holds only comments; `peercert schema record` says what it may hold"))
    budget = [MAX_NODES]
    data = _build(root, name, budget, 0)
    return Document(name, data, root, text)


def json_data(raw: bytes) -> Any:
    """Plain data of a JSON document, quickly and without places; None where it is none, or a key stands twice."""
    import json

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            raise ValueError("a key stands twice")
        return made

    def refuse(word: str) -> Any:
        raise ValueError(word)

    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=once, parse_constant=refuse)
    except (ValueError, RecursionError):
        return None


def _compose(text: str, name: str) -> Any:
    try:
        nodes = list(_compose_all(text))
    except yaml.MarkedYAMLError as error:
        return _json_or_fail(text, name, error)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        if not isinstance(error.character, int):
            raise FileError(name, Says("this is not text"), line) from None
        character = {"character": repr(chr(error.character))}
        raise FileError(name, Says("the character {character} is not allowed in YAML", character), line) from None
    except RecursionError:
        raise FileError(name, Says("the file is nested too deeply")) from None
    if len(nodes) > 1:
        line = nodes[1].start_mark.line + 1
        raise FileError(name, Says("the file holds more than one document (a line with ---); keep one"), line)
    return nodes[0] if nodes else None


def _compose_all(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while loader.check_node():
            yield loader.get_node()
    finally:
        loader.dispose()


def _json_or_fail(text: str, name: str, error: yaml.MarkedYAMLError) -> Any:
    """JSON indented with tabs is fine; anything else is said as a YAML mistake."""
    if text.lstrip()[:1] in "{[":
        import json

        try:
            return next(_compose_all(json.dumps(json.loads(text))), None)
        except (ValueError, RecursionError, yaml.YAMLError):
            pass
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    lines = text.splitlines()
    here = lines[line - 1] if line and line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())] or "'\\t'" in str(error.problem):
        raise FileError(name, Says("a tab is used to indent; YAML wants spaces"), line, column) from None
    problem = {"problem": error.problem or error.context or Says("not YAML")}
    says = Says(
        "this is not valid YAML ({problem}); look for a missing colon, quote or bracket here or just above", problem
    )
    raise FileError(name, says, line, column) from None


def _build(node: Any, name: str, budget: list[int], depth: int) -> Any:
    budget[0] -= 1
    mark = node.start_mark
    if budget[0] < 0:
        says = Says("aliases make this file expand beyond all bounds; write the values out")
        raise FileError(name, says, mark.line + 1, mark.column + 1)
    if depth > MAX_DEPTH:
        raise FileError(name, Says("the file is nested too deeply"), mark.line + 1, mark.column + 1)
    if node.tag not in _PLAIN_TAGS and node.tag != "!":
        says = Says("the tag {tag} is not allowed; plain values only", {"tag": short(node.tag, 80)})
        raise FileError(name, says, mark.line + 1, mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.style else _scalar(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_build(n, name, budget, depth + 1) for n in node.value]
    made: dict[Any, Any] = {}
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            at = key_node.start_mark
            raise FileError(name, Says("a key must be plain text"), at.line + 1, at.column + 1)
        if key in made:
            at = key_node.start_mark
            first = next(k.start_mark.line + 1 for k, _ in node.value if k.value == key)
            says = Says(
                "the key {key} stands twice (first in line {line}); keep one",
                {"key": short(key, 80), "line": str(first)},
            )
            raise FileError(name, says, at.line + 1, at.column + 1)
        made[key] = _build(value, name, budget, depth + 1)
    return made


def needs_quotes(text: str) -> bool:
    """Would this text, written without quotes, be read as something else (yes, 2024, 1e5)?"""
    return _scalar(text) != text


def _scalar(text: str) -> Any:
    low = text.lower()
    if low in _CONSTANTS:
        return _CONSTANTS[low]
    first = text[0]
    if (first.isdigit() or first in "+-.") and len(text) < 40:
        if _INT.match(text):
            return int(text.replace("_", ""))
        if _FLOAT.match(text):
            return float(text.replace("_", ""))
    return text
