"""Lint: each check by its own examples, and ten mistakes in one file."""

import re
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from conftest import ROOT

from peercert.maintain import lint

SOURCE = {
    "board": {
        "publisher": "Board",
        "title": "Rules",
        "url": "https://example.org",
        "kind": "certifying_body",
        "read": "2026-11-22",
    }
}


FILE = """\
# yaml-language-server: $schema=../../schemas/jurisdiction.schema.json
jurisdiction: xx
name: Example
summary: An example.
sources: {sources}
credentials:
  - {credential}
    pathways:
      {pathways}
"""
CREDENTIAL = {
    "id": "xx-cpss",
    "name": "Example",
    "certifier": {"name": "Board"},
    "populations": ["other"],
    "role": "person",
    "status": "unclear",
}


def _flow(value: Any) -> str:
    """On one line, as it was written."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return f'"{value}"' if {":", ","} & set(value) else str(value)


def _example(check: ModuleType, name: str) -> str:
    """A rule file made from the block under *Passes* or *Fails* of a check's page.

    `requirement` stands in it word for word, comments and mistakes included; a block that starts with the first lines
    of a file stands for them.
    """
    found = re.search(rf"{name}:\n\n((?:    .*\n|\n)+)", check.__doc__ or "")
    assert found, f"{check.__name__} has no {name} example"
    block = re.sub(r"^    ", "", found[1], flags=re.M).strip("\n")
    requirement = "{age: {at_least: 18}, cite: board}"
    if word_for_word := re.search(r"^requirement: (.*)$", block, re.M):
        requirement = word_for_word[1]
        block = block.replace(word_for_word[0], "")
    starts = block.startswith(("#", "jurisdiction:"))
    given = {} if starts else yaml.load(block, Loader=yaml.BaseLoader) or {}
    pathways = {"initial": {"requirements": given.get("requirements", ["IT"])}}
    credential = CREDENTIAL | given.get("credential", {})
    pathways = credential.pop("pathways", pathways)
    ways = "\n      ".join(
        f"{way}:\n        "
        + "\n        ".join(
            f"{key}:\n          - " + "\n          - ".join(map(_flow, value))
            if key == "requirements"
            else f"{key}: {_flow(value)}"
            for key, value in about.items()
        )
        for way, about in pathways.items()
    )
    text = FILE.replace("{sources}", _flow(given.get("sources", SOURCE)))
    text = text.replace("{credential}", "\n    ".join(f"{k}: {_flow(v)}" for k, v in credential.items()))
    text = text.replace("{pathways}", ways).replace("IT\n", f"{requirement}\n")
    return text if not starts else block + text[text.index("\nname:") :]


def _codes(text: str, folder: Path) -> set[str]:
    path = folder / "data" / "states" / "xx.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    (folder / "tests" / "cases").mkdir(parents=True)
    return {d.code for d in lint.run([path], cases=folder / "tests" / "cases", today=date(2026, 11, 22))}


@pytest.mark.parametrize("check", lint.all_checks(), ids=lambda c: c.CODE)
def test_the_examples_of_its_page(check: ModuleType, tmp_path: Path) -> None:
    passes = _codes(_example(check, "Passes"), tmp_path / "passes")
    assert passes <= {"PC113"} - {check.CODE}, "the passing example has nothing else wrong"
    assert check.CODE in _codes(_example(check, "Fails"), tmp_path / "fails")


def test_codes_are_distinct_and_named_on_the_page() -> None:
    codes = [c.CODE for c in lint.all_checks()]
    assert len(codes) == len(set(codes))
    for check in lint.all_checks():
        assert (check.__doc__ or "").startswith(f"{check.CODE}: ")
        assert check.SEVERITY in ("error", "warning")


def test_the_bundled_rules_are_clean() -> None:
    assert lint.run([ROOT / "data"], cases=ROOT / "tests" / "cases", today=date(2026, 11, 22)) == []


MISTAKES = [
    (
        "jurisdiction: sc\n",
        "jurisdiction: nc\n",
        "PC104",
        "the file is called sc.yaml, so the jurisdiction is sc, not nc",
    ),
    ("kind: directory", "kind: blog", "PC002", "'blog' is not one of statute"),
    ("role: person", "roll: person", "PC002", "unknown key roll; did you mean role?"),
    ("age: {at_least: 18}", "age: {at_least: eighteen}", "PC002", "expected a whole number, got 'eighteen'"),
    (
        "recovery_time: {at_least: 3 years}",
        "recovery_time: {at_least: 3 yrs}",
        "PC002",
        "'3 yrs' is not a length of time such as 24 months, 10 years or 90 days",
    ),
    ("references: {count: 3,", "references: {count: 0,", "PC002", "0 is too small; the least here is 1"),
    (
        "fee: {for: registration, usd: 75}",
        "fee: {for: registration, usd: about 75}",
        "PC002",
        "'about 75' is not dollars such as 75, at_least and at_most, or not_published",
    ),
    (
        "hours: 40, provider",
        "hours: 40, parts: {ethics: 60}, provider",
        "PC107",
        "the parts add up to 60, more than the 40 in all",
    ),
    (
        "agreement: {of: code_of_conduct}",
        "agreemnt: {of: code_of_conduct}",
        "PC002",
        "unknown key agreemnt; did you mean agreement?",
    ),
    ("read: 2026-11-22", "read: 2026-11-31", "PC002", "2026-11-31 is not a date that exists"),
]


def test_ten_mistakes_give_ten_diagnostics(tmp_path: Path) -> None:
    text = (ROOT / "data" / "states" / "sc.yaml").read_text("utf-8")
    for right, wrong, _, _ in MISTAKES:
        assert right in text, right
        text = text.replace(right, wrong, 1)
    path = tmp_path / "data" / "states" / "sc.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    found = lint.run([path])
    for _, wrong, code, says in MISTAKES:
        line = text[: text.index(wrong)].count("\n") + 1
        hits = [d for d in found if d.code == code and d.says.startswith(says)]
        assert hits, (code, says)
        assert any(d.line == line for d in hits), (says, line, [d.line for d in hits])
    errors = [d for d in found if d.severity == "error" and not (d.code == "PC104" and "does not start" in d.says)]
    assert len(errors) == 10, [d.says for d in errors]
