"""The published schemas are the typed objects, and say so of every key."""

import json
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from peercert import diagnose, schema, yamlfile
from peercert.record import Record
from peercert.requirements import KIND_NAMES, kind
from peercert.shapes import ShapeError


@pytest.mark.parametrize("name", schema.NAMES)
def test_published_file_is_what_the_types_say(name: str) -> None:
    published = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(schema.make(name))), (
        f"run: peercert schema {name} > schemas/{name}.schema.json"
    )
    Draft202012Validator.check_schema(published)


def _objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [x for n in node for x in _objects(n)]
    if not isinstance(node, dict):
        return []
    own = [node] if "properties" in node and "title" in node else []
    return own + [x for n in node.values() for x in _objects(n)]


@pytest.mark.parametrize("name", ["jurisdiction", "record"])
def test_every_key_has_title_description_and_example(name: str) -> None:
    objects = _objects(schema.make(name))
    assert len(objects) > 10
    for thing in objects:
        assert thing["description"], thing["title"]
        for key, about in thing["properties"].items():
            assert about["title"], f"{thing['title']}.{key}"
            assert about["description"], f"{thing['title']}.{key}"
            assert about["examples"], f"{thing['title']}.{key}"


@pytest.mark.parametrize("name", ["jurisdiction", "record"])
def test_the_examples_fit_their_own_schema(name: str) -> None:
    whole = schema.make(name)
    for thing in _objects(whole):
        for key, about in thing["properties"].items():
            checked = Draft202012Validator({"$defs": whole["$defs"]} | about)
            problems = [e.message for e in checked.iter_errors(about["examples"][0])]
            assert not problems or about["examples"][0] in ([], {"initial": {"requirements": []}}), (
                f"{thing['title']}.{key}: {problems}"
            )


@pytest.mark.parametrize("name", sorted(KIND_NAMES))
def test_every_kind_parses_its_example_and_speaks(name: str) -> None:
    from peercert.judging.requirement import Requirement
    from peercert.words import say

    rule = kind(name)
    assert rule.__doc__
    made = Requirement.parse({name: rule.example, "cite": "board"})  # type: ignore[attr-defined]
    assert say(made.rule.title())
    assert say(made.rule.need())
    assert say(made.rule.heading())


WRONG = [
    {"born": "soon"}, {"born": True}, {"education": "phd"}, {"training": {}}, {"training": [{"hours": -1}]}, {"training": [{"hours": "forty"}]},
    {"trainings": []}, {"paid": "application"}, {"statements": {"veteran": "yes please"}}, {"credentials": [{}]}, {"born": None},
    {"lived_experience": [{"as": "friend", "of": "mental_health"}]}, {"exams": [{"passed": 1}]}, {"training": [{"completed": "2026-02-30"}]},
    {"references": ["professional"]}, {"milestones": {"application": "May"}}, {"training": [{"topics": {"ethics": True}}]},
]  # fmt: skip
RIGHT = [
    {}, {"born": 1990}, {"born": "1990-04"}, {"training": []}, {"training": [{"hours": 2.5, "topics": {"ethics": 1}}]},
    {"lived_experience": [{"as": "person", "of": ["mental_health", "substance_use"]}]}, {"statements": {"veteran": True}},
]  # fmt: skip


@pytest.mark.parametrize("data", WRONG + RIGHT)
def test_types_and_schema_agree(data: dict[str, Any]) -> None:
    document = yamlfile.parse_text(json.dumps(data).encode(), "record.yaml")
    problems = diagnose.problems(document, "record")
    try:
        Record.parse(document.data)
        built = True
    except ShapeError:
        built = False
    assert built == (not problems) == (data in RIGHT)
