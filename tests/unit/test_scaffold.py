"""A new rule file: every key explained, nothing wrong with it but what is still to be filled in."""

import re
from datetime import date
from pathlib import Path

import pytest

from peercert import diagnose, schema
from peercert.maintain import lint
from peercert.maintain.formatting import formatted
from peercert.maintain.scaffold import template
from peercert.model import Jurisdiction
from peercert.yamlfile import parse_text

FIRST = "# yaml-language-server: $schema=../../schemas/jurisdiction.schema.json"


def new(brief: bool = False) -> str:
    return template("sc", "South Carolina", schema_line=FIRST, brief=brief)


@pytest.mark.parametrize("brief", [False, True])
def test_lint_names_exactly_the_lines_to_fill_in(brief: bool, tmp_path: Path) -> None:
    path = tmp_path / "data" / "states" / "sc.yaml"
    path.parent.mkdir(parents=True)
    (tmp_path / "data" / "tests" / "cases").mkdir(parents=True)
    path.write_text(new(brief), "utf-8")
    marked = [i for i, line in enumerate(new(brief).splitlines(), 1) if "FILL IN" in line and "#" not in line]
    found = lint.run([path], cases=tmp_path / "data" / "tests" / "cases")
    assert [(d.line, d.code) for d in found] == [(line, "PC004") for line in marked]
    assert len(marked) == 13


@pytest.mark.parametrize("brief", [False, True])
def test_it_is_laid_out_as_all_files_are(brief: bool) -> None:
    assert formatted(parse_text(new(brief).encode(), "sc.yaml")) == new(brief)


def test_every_key_of_the_format_is_in_it() -> None:
    text = new()
    for about in [schema.make("jurisdiction"), *schema.make("jurisdiction")["$defs"].values()]:
        for key in about.get("properties", {}):
            assert re.search(rf"(?m)^[\s#-]*{key}:", text) or about["title"] in SHOWN_ONLY, f"{about['title']}.{key}"


SHOWN_ONLY = (
    "Minimum",
    "Cap",
    "Rate",
    "Less",
    "PartRange",
    "HoursRange",
    "Range",
    "GroupRate",
    "Attempts",
    "ItselfRequired",
)
"""Parts of a value that stand in its example."""


def filled(text: str) -> str:
    """The template as somebody fills it in."""
    answers = {
        "summary": "One body certifies.", "publisher": "Board", "title": "Rules", "url": "https://example.org/rules",
        "kind": "certifying_body", "read": "2026-11-20", "id": "sc-cpss", "name": "Example", "populations": "mental_health",
        "role": "person", "status": "unclear", "at_least": "18",
    }  # fmt: skip
    return re.sub(r"(\w+): FILL IN", lambda found: f"{found[1]}: {answers[found[1]]}", text)


def test_filled_in_it_is_a_rule_file(tmp_path: Path) -> None:
    path = tmp_path / "states" / "sc.yaml"
    path.parent.mkdir()
    path.write_text(filled(new()), "utf-8")
    assert lint.run([path], today=date(2026, 11, 22)) == []
    place = Jurisdiction.parse(parse_text(filled(new()).encode(), "sc.yaml").data)
    assert [c.id for c in place.credentials] == ["sc-cpss"]


def test_every_key_behind_a_hash_can_be_used() -> None:
    """With the # before a key (not the one before a word) taken away, every optional key stands where it belongs."""
    body = filled(new()).split("# THE KINDS OF REQUIREMENT")[0]
    switched_off = re.compile(r"(?m)^( *)#(?! \S)(.*)$")
    while switched_off.search(body):
        body = switched_off.sub(r"\1\2", body)
    document = parse_text(body.encode(), "sc.yaml")
    assert diagnose.problems(document, "jurisdiction") == []
    data = document.data
    assert set(data) == {"jurisdiction", "name", "summary", "sources", "credentials", "none_found", "notes"}
    (credential,) = data["credentials"]
    assert set(credential["pathways"]) == {"initial", "renewal"}
    assert set(credential["pathways"]["renewal"]["cycle"]) >= {"every", "ends", "grace", "opens", "cite"}


def test_a_national_body_has_its_own_start() -> None:
    text = template("us", credential="us-example", schema_line=FIRST, brief=True)
    assert "jurisdiction: us\nname: FILL IN\n" in text
    assert "  - id: us-example\n" in text
