"""Laying out changes nothing of what a file says, keeps its comments, and is done once: real files, laid out at random."""

import copy
import os
import random
from typing import Any

import yaml
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peercert import yamlfile
from peercert.maintain.comments import comments_of
from peercert.maintain.formatting import formatted
from peercert.maintain.key_order import mappings
from peercert.model import Jurisdiction

FILES = [p for p in sorted((ROOT / "data" / "states").glob("*.yaml")) if p.stat().st_size < 12_000]
DATA = [yamlfile.read(p).data for p in FILES]
often = settings(
    max_examples=int(os.environ.get("PEERCERT_EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)


class Dumper(yaml.SafeDumper):
    """Writes lists inside their key, or not, as it comes."""

    inside = False

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless and not self.inside)


def shuffled(data: Any, chance: random.Random) -> Any:
    """The same data with the keys of typed mappings in any order."""
    made = copy.deepcopy(data)
    for found in list(mappings(made, "jurisdiction")):
        keys = list(found.keys)
        chance.shuffle(keys)
        values = dict(found.keys)
        found.keys.clear()
        found.keys.update({key: values[key] for key in keys})
    return made


def written(data: Any, chance: random.Random) -> str:
    """Plain data as YAML, indented, folded and quoted at random."""
    dumper = type("Any", (Dumper,), {"inside": chance.random() < 0.5})
    return yaml.dump(
        data,
        Dumper=dumper,
        sort_keys=False,
        indent=chance.choice([2, 3, 4]),
        width=chance.choice([40, 80, 400]),
        default_style=chance.choice([None, None, "'"]),
        default_flow_style=chance.choice([False, None]),
        allow_unicode=True,
    )


def commented(text: str, chance: random.Random) -> str:
    """Comments, blank lines and trailing spaces put in wherever YAML allows them."""
    spots = yamlfile.parse_text(text.encode(), "x")
    within = {n for node in _scalars(spots.root) for n in range(node.start_mark.line, node.end_mark.line)}
    made = []
    for number, line in enumerate(text.splitlines()):
        if number - 1 not in within and chance.random() < 0.1:
            made.append(" " * chance.choice([0, 2, 4, 8, 13]) + f"# above {number}")
        if number - 1 not in within and chance.random() < 0.05:
            made.append("")
        if number not in within and chance.random() < 0.1:
            line += " " * chance.choice([1, 2, 5]) + f"# behind {number}: {{x}}"
        made.append(line)
    return "\n".join(made) + chance.choice(["", "\n", "\n# the end\n", "\n    # the end\n\n"])


def _scalars(node: Any) -> list[Any]:
    if isinstance(node, yaml.ScalarNode):
        return [node]
    inner = [x for pair in node.value for x in pair] if isinstance(node, yaml.MappingNode) else node.value
    return [s for n in inner for s in _scalars(n)]


@often
@given(which=st.integers(0, len(FILES) - 1), seed=st.integers(0, 2**32))
def test_any_layout(which: int, seed: int) -> None:
    chance = random.Random(seed)
    plain = yaml.load(FILES[which].read_text("utf-8"), Loader=yaml.BaseLoader)
    document = yamlfile.parse_text(commented(written(shuffled(plain, chance), chance), chance).encode(), "x.yaml")
    done = formatted(document)
    again = yamlfile.parse_text(done.encode(), "x.yaml")
    assert again.data == document.data
    assert sorted(c.text for c in comments_of(again)) == sorted(c.text for c in comments_of(document))
    assert formatted(again) == done


@often
@given(which=st.integers(0, len(FILES) - 1), seed=st.integers(0, 2**32))
def test_however_keys_were_ordered_the_rules_are_the_same(which: int, seed: int) -> None:
    chance = random.Random(seed)
    text = yaml.safe_dump(shuffled(DATA[which], chance), sort_keys=False)
    done = formatted(yamlfile.parse_text(text.encode(), "x.yaml"))
    assert Jurisdiction.parse(yamlfile.parse_text(done.encode(), "x.yaml").data) == Jurisdiction.parse(DATA[which])
    ordered = yaml.safe_dump(shuffled(DATA[which], random.Random(0)), sort_keys=False)
    assert formatted(yamlfile.parse_text(ordered.encode(), "x.yaml")) == done
