"""The canonical layout of rule files (`peercert fmt`): one way to write the same rules, with every comment kept.

Keys stand in the order of the typed objects' declarations; blocks are indented by two spaces, lists inside their key;
flow collections (`{...}`, `[...]`) stay what their writer made them, on one line; texts stay as they were written, in
double quotes where they are quoted; one blank line parts sections, and no more than one stands anywhere.

Comments are taken out, remembered by what they stand beside, and put back where that has come to stand. What comes
out must hold the same data and the same comments as what went in, or it is refused. (A round-trip library keeps
comments only behind the values it knows them by: those inside a list in brackets, or between a key and its value, are
lost, and those above a key stay where they were when the key moves. It also takes ten times as long.)
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from peercert.maintain.comments import end_of_text, put_back, taken_out
from peercert.maintain.key_order import mappings, schema_for
from peercert.shapes import Where
from peercert.words import tell
from peercert.yamlfile import Document, FileError, parse_text

_INDENT = 2


def formatted(document: Document) -> str:
    """The text of a file in its canonical layout. Raises FileError where that cannot be had without loss."""
    bare, comments = taken_out(document)
    schema = schema_for(document.data)
    orders = {m.where: m.order for m in mappings(document.data, schema)} if schema else {}
    try:
        written = _Writer(parse_text(bare.encode(), document.path), orders).text()
        done = put_back(parse_text(written.encode(), document.path), comments)
        again = parse_text(done.encode(), document.path)
        kept = _exact(again.data) == _exact(document.data) and taken_out(again)[1].texts == comments.texts
    except FileError:
        kept = False
    if not kept:
        raise FileError(document.path, tell("this file cannot be laid out without loss; it was left as it is"), 1, 1)
    return done


def _exact(data: Any) -> str:
    """Data as text, by which two files can be compared to the last type; the order of keys does not count."""
    return json.dumps(data, sort_keys=True)


class _Writer:
    """Writes a file without comments anew."""

    def __init__(self, document: Document, orders: Mapping[Where, tuple[str, ...]]) -> None:
        """`orders`: the keys of mappings in order, by place; the writer's own order where there is none."""
        self._root, self._lines, self._orders = document.root, document.text.splitlines(), orders

    def text(self) -> str:
        """The whole file."""
        return "\n".join([*self._block(self._root, (), 0), ""])

    def _block(self, node: Any, where: Where, indent: int) -> Iterator[str]:
        """The lines of a block of keys or items."""
        margin = " " * indent
        for key, name, value in self._parts(node, where):
            head = margin + ("-" if name is None else f"{self._scalar(name)}:")
            if _opens(value):
                inner = list(self._block(value, (*where, key), indent + _INDENT))
                if name is None:
                    inner[0] = f"{head} {inner[0].lstrip(' ')}"
                else:
                    yield head
                yield from inner
            elif isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
                header, *texts = self._text_block(value, indent + _INDENT)
                yield f"{head} {header}"
                yield from texts
            else:
                yield f"{head} {self._flow(value, (*where, key))}".rstrip()

    def _parts(self, node: Any, where: Where) -> list[tuple[Any, Any, Any]]:
        """Key or position, node of the key (None in a list), and value, of each part of a collection in its order."""
        if isinstance(node, yaml.SequenceNode):
            return [(i, None, value) for i, value in enumerate(node.value)]
        parts = [(name.value, name, value) for name, value in node.value]
        order = {key: i for i, key in enumerate(self._orders.get(where, ()))}
        return sorted(parts, key=lambda part: order.get(part[0], len(order)))

    def _flow(self, node: Any, where: Where) -> str:
        """A value on one line."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        parts = []
        for key, name, value in self._parts(node, where):
            text = self._flow(value, (*where, key)) or "null"
            parts.append(text if name is None else f"{self._scalar(name)}: {text}")
        return f"{{{', '.join(parts)}}}" if isinstance(node, yaml.MappingNode) else f"[{', '.join(parts)}]"

    def _scalar(self, node: Any) -> str:
        """A text or number as it was written, on one line, in double quotes if in any (unless it has such itself)."""
        start, end, text = node.start_mark, node.end_mark, str(node.value)
        if not node.style and "\n" not in text:
            return text
        if start.line == end.line and (node.style == '"' or '"' in text or "\\" in text):
            return str(self._lines[start.line][start.column : end.column])
        return json.dumps(text, ensure_ascii=False)

    def _text_block(self, node: Any, indent: int) -> list[str]:
        """A text under a header such as ``>-``, indented anew."""
        start = node.start_mark.line
        header = self._lines[start][node.start_mark.column :].split()[0]
        texts = self._lines[start + 1 : end_of_text(self._lines, start) + 1]
        own = min((len(t) - len(t.lstrip(" ")) for t in texts if t.strip()), default=0)
        return [header, *(" " * indent + t[own:] if t.strip() else "" for t in texts)]


def _opens(node: Any) -> bool:
    """Is it a collection that is written as a block?"""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)
