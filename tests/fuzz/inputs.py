"""Inputs made from real ones: bytes changed, values exchanged, keys lost; and what people type."""

import copy
import json
import string
from pathlib import Path
from random import Random
from typing import Any

import hostile
import yaml

ROOT = Path(__file__).parents[2]
RULE_FILES = sorted((ROOT / "data").glob("*/*.yaml"))
RECORD_FILES = sorted((ROOT / "examples").glob("*.yaml"))
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def changed_bytes(rng: Random, raw: bytes) -> bytes:
    """A few places cut, doubled, overwritten or put in."""
    for _ in range(rng.randint(1, 4)):
        at, size = rng.randint(0, len(raw)), rng.choice((1, 1, 2, 5, 20, 200))
        how = rng.randrange(6)
        if how == 0:
            raw = raw[:at] + raw[at + size :]
        elif how == 1:
            raw = raw[:at] + raw[at : at + size] * 2 + raw[at + size :]
        elif how == 2:
            raw = raw[:at] + rng.choice(hostile.BYTES) + raw[at:]
        elif how == 3:
            raw = raw[:at] + rng.randbytes(rng.randint(1, 4)) + raw[at + 1 :]
        elif how == 4:
            raw = raw[:at] + rng.choice(hostile.TEXTS).encode("utf-8", "surrogatepass") + raw[at:]
        else:
            raw = raw[:at]
    return raw


def random_bytes(rng: Random) -> bytes:
    """A whole document out of nothing: known bad ones, noise, pieces of YAML and JSON strung together."""
    how = rng.randrange(4)
    if how == 0:
        return rng.choice(hostile.DOCUMENTS)
    if how == 1:
        return rng.randbytes(rng.randint(0, 300))
    if how == 2:
        pieces = [*hostile.BYTES, b"born: ", b"training:", b"\n", b"\n  ", b"1990-01-01", b"hours: ", b"40", b", "]
        return b"".join(rng.choice(pieces) for _ in range(rng.randint(1, 40)))
    return "".join(rng.choice(string.printable) for _ in range(rng.randint(1, 200))).encode()


def text(rng: Random) -> str:
    """A hostile text, or several joined."""
    if rng.random() < 0.01:
        return rng.choice(hostile.LONG)
    return "".join(rng.choice(hostile.TEXTS) for _ in range(rng.choice((1, 1, 1, 2, 3))))


def value(rng: Random) -> Any:
    """Any plain value."""
    how = rng.random()
    if how < 0.5:
        return copy.deepcopy(rng.choice(hostile.VALUES))
    if how < 0.9:
        return text(rng)
    return [value(rng) for _ in range(rng.randint(0, 3))] if how < 0.95 else {text(rng): value(rng)}


def _spots(data: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in the data."""
    pairs = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [spot for key, inner in pairs for spot in ((data, key), *_spots(inner))]


def changed_data(rng: Random, data: Any, times: int = 3) -> Any:
    """Plain data with a few values exchanged, lost, doubled or moved; like for like in half of the cases."""
    data = copy.deepcopy(data)
    for _ in range(rng.randint(1, times)):
        spots = _spots(data)
        if not spots:
            return value(rng)
        holder, key = rng.choice(spots)
        old, how = holder[key], rng.random()
        if how < 0.45:
            holder[key] = _alike(rng, old)
        elif how < 0.6:
            holder[key] = value(rng)
        elif how < 0.7:
            del holder[key]
        elif how < 0.8:
            other, there = rng.choice(spots)
            if there in other if isinstance(other, dict) else there < len(other):
                holder[key] = copy.deepcopy(other[there])
        elif isinstance(holder, list):
            holder += [copy.deepcopy(old)] * rng.choice((1, 2, 50))
        else:
            holder[text(rng) if rng.random() < 0.3 else rng.choice(sorted(map(str, holder)))] = copy.deepcopy(old)
    return data


def _alike(rng: Random, old: Any) -> Any:
    """Another value of the same sort, so that it still fits more often."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, (int, float)):
        return rng.choice((old, 0, 1, old * 2, old + 0.5, 1e9, 999_999_999, 1e-9, rng.choice(hostile.NUMBERS)))
    if isinstance(old, str):
        if old[:4].isdigit():
            return rng.choice(hostile.DATES)
        if old.endswith(("day", "days", "month", "months", "year", "years", "week", "weeks")):
            return rng.choice(hostile.LENGTHS)
        return text(rng) if rng.random() < 0.7 else old + rng.choice(hostile.TEXTS)
    return value(rng) if rng.random() < 0.3 else old


def written(rng: Random, data: Any) -> bytes:
    """The data as JSON or YAML, in bytes."""
    if rng.random() < 0.5:
        return json.dumps(data).encode("utf-8", "surrogatepass")
    try:
        return yaml.dump(data, Dumper=_Dumper, allow_unicode=rng.random() < 0.5, sort_keys=False).encode(
            "utf-8", "surrogatepass"
        )
    except (yaml.YAMLError, UnicodeEncodeError, ValueError):
        return json.dumps(data).encode("utf-8", "surrogatepass")


_TYPED = (
    "yes", "no", "none", "", "?", "why", "back", "skip", "stop", "1", "2", "1, 2", "all", "40", "37 1/2", "½", "1,200", "1/0", "0/0", "1e400", "9" * 400,
    "9" * 5000, "-5", "inf", "nan", "2 years ago", "99999999 years ago", "in 400 years", "yesterday", "March 2024", "31/31/2024", "3/14/24", "0/0/0", "1/1/1", "12/31/9999",
    "year 0", "sc", "South Carolina", "zz", "٤٠", "²", "①", "Ⅷ", "1²", "½/0", "1/²", "hace 3 años", "$75", "100%", "1..2", "1.2.3", "1,2,3", ",", ".", "/", "--",
    "around the end of the last century", "2024-02-30", "2024-02-29T25:00", "now", "a long time ago", "1 and 2 and 3", "GMT+99", "10000000000000000000 seconds ago",
)  # fmt: skip


def typed(rng: Random) -> str:
    """One line as people type it, or as nobody should."""
    how = rng.random()
    if how < 0.5:
        return rng.choice(_TYPED)
    if how < 0.65:
        return rng.choice(hostile.DATES)
    if how < 0.8:
        return text(rng)
    if how < 0.9:
        line = rng.choice(_TYPED)
        at = rng.randint(0, len(line))
        return line[:at] + rng.choice((*hostile.TEXTS, " ", "0", "9", "/", ".", ",")) + line[at + rng.randint(0, 2) :]
    return " ".join(rng.choice(_TYPED)[:50] for _ in range(rng.randint(1, 4)))
