"""Texts that nothing takes for its own: no control characters, no markup, no formulas."""

import json
from typing import Any

from peercert.present.terminal import inert

_FORMULA = frozenset("=+-@＝＋－＠")


def inert_data(value: Any) -> Any:
    """Plain data in which every text, keys too, is without control characters."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, dict):
        return {inert(k): inert_data(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [inert_data(v) for v in value]
    return value


def json_text(data: Any, *, line: bool = False) -> str:
    """Plain data as JSON, indented or on one `line`, in which nothing opens a tag even where it is taken for HTML."""
    text = json.dumps(
        inert_data(data),
        ensure_ascii=False,
        allow_nan=False,
        indent=None if line else 1,
        separators=(",", ":") if line else None,
    )
    return text.replace("<", "\\u003c").replace(">", "\\u003e") + "\n"


def cell(text: str) -> str:
    """A text for a spreadsheet: inert, and with an apostrophe before it where it would begin as a formula."""
    plain = inert(text).strip()
    return f"'{plain}" if plain[:1] in _FORMULA else plain
