"""The types refuse whatever the published schema refuses: real rule files, changed at random, one thing at a time."""

import copy
import json
import os
from typing import Any

from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peercert import diagnose, yamlfile
from peercert.model import Jurisdiction
from peercert.record import Record
from peercert.shapes import Shape, ShapeError

RULES = [yamlfile.read(p).data for p in sorted((ROOT / "data" / "states").glob("*.yaml")) if p.stat().st_size < 14_000]
RECORDS = [yamlfile.read(p).data for p in sorted((ROOT / "examples").glob("*.yaml"))]
JUNK = [
    None,
    True,
    False,
    0,
    -1,
    1.5,
    "x",
    "",
    [],
    {},
    ["a"],
    {"a": 1},
    "2026-13-01",
    "24 months",
    "not_published",
    10**12,
    "12-31",
    {"at_least": 1},
]
KEYS = ["zzz", "hours", "at_least", "cite", "from", "usd", "when", "id", "parts", "born", "training", "of"]
often = settings(
    max_examples=int(os.environ.get("PEERCERT_EXAMPLES", "150")), deadline=None, suppress_health_check=list(HealthCheck)
)


def places(value: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [where] * bool(where) + [p for k, v in inner for p in places(v, (*where, k))]


def changed(document: Any, data: st.DataObject) -> Any:
    made = copy.deepcopy(document)
    spots = places(made)
    where = spots[data.draw(st.integers(0, len(spots) - 1))]
    holder = made
    for step in where[:-1]:
        holder = holder[step]
    junk = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    how = data.draw(st.sampled_from(["replace", "add", "remove"]))
    if how == "add" and isinstance(holder, dict):
        holder[data.draw(st.sampled_from(KEYS))] = junk
    elif how == "remove" and isinstance(holder, dict):
        del holder[where[-1]]
    else:
        holder[where[-1]] = junk
    return made


def agree(kind: type[Shape], schema: str, document: Any) -> None:
    refused = next(iter(diagnose.validator(schema).iter_errors(document)), None)
    try:
        kind.parse(document)
    except ShapeError:
        return  # the types may refuse more: laws between keys
    assert refused is None, f"{json.dumps(list(refused.absolute_path))}: {refused.message[:200]}"


@often
@given(data=st.data())
def test_rule_files(data: st.DataObject) -> None:
    agree(Jurisdiction, "jurisdiction", changed(data.draw(st.sampled_from(RULES)), data))


@often
@given(data=st.data())
def test_records(data: st.DataObject) -> None:
    agree(Record, "record", changed(data.draw(st.sampled_from(RECORDS)), data))
