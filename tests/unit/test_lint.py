"""Lint: each check by its own examples, and ten mistakes in one file."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from conftest import ROOT
from jsonschema import Draft202012Validator

from peercert.maintain import lint
from peercert.maintain.lint import fixing, formats
from peercert.maintain.lint.dates import readings
from peercert.maintain.lint.sarif import sarif

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


HEAD = "# yaml-language-server: $schema=../../schemas/jurisdiction.schema.json\n"
BODY = """\
jurisdiction: xx
name: Example
summary: An example.

sources:
  board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-11-22}

credentials:
  - id: xx-cpss
    name: Example
    certifier: {name: Board}
    populations: other
    role: person
    status: unclear
    pathways:
      initial:
        requirements:
          - age: {at_least: 18}
            cite: board
          - training: {hours: 46}
            cite: board
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "states" / "xx.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def checked(folder: Path, text: str, **options: Any) -> lint.Outcome:
    return lint.check_files([written(folder, text)], today=date(2026, 11, 22), **options)


def test_a_clean_file_needs_no_json_schema() -> None:
    """The types refuse whatever the schema refuses, so the schema is only asked for the exact words."""
    code = "import sys; from pathlib import Path; from peercert.maintain import lint; lint.run([Path('data')]); print('jsonschema' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_place_is_exact_to_the_last_column(tmp_path: Path) -> None:
    text = HEAD + BODY.replace(
        "            cite: board\n          - training", "            cite: bord\n          - training"
    )
    found = checked(tmp_path, text).found
    assert [(d.code, d.line, d.column, d.end_line, d.end_column) for d in found] == [("PC101", 20, 19, 20, 23)]
    assert found[0].says == "no source is called bord; did you mean board?"
    assert found[0].fix == lint.Fix("write board", (lint.Edit(20, 19, 20, 23, "board"),))


@pytest.mark.parametrize(
    ("cite", "column"),
    [("cite: [board, bord]", 27), ("cite: {bord: section 2}", 20), ("cite: [board, {bord: section 2}]", 28)],
)
def test_a_citation_is_found_inside_its_list(tmp_path: Path, cite: str, column: int) -> None:
    text = HEAD + BODY.replace("cite: board\n          - training", f"{cite}\n          - training")
    (found,) = checked(tmp_path, text).found
    assert (found.line, found.column, found.end_column) == (20, column, column + 4)
    assert found.fix is not None
    assert found.fix.edits[0].text == "board"


def test_text_marks_what_is_meant(tmp_path: Path) -> None:
    text = HEAD + BODY.replace("cite: board\n          - training", "cite: bord\n          - training")
    lines = formats.as_text(checked(tmp_path, text).found, 80)
    assert lines[0].endswith(":20:19: error PC101 no source is called bord; did you mean board?")
    assert lines[1:] == ["  20 | cite: bord", "     |       ^^^^", "  = write board"]


def test_a_long_line_is_cut_around_the_mark(tmp_path: Path) -> None:
    note = "a" * 40 + " " + "b" * 40
    text = HEAD + BODY.replace("- training: {hours: 46}", f"- training: {{provider: {note}, hours: 46, attendanc: 95}}")
    (problem, excerpt, mark) = formats.as_text(checked(tmp_path, text, selection=ONLY_SCHEMA).found, 80)
    assert "unknown key attendanc; did you mean attendance?" in problem
    assert excerpt == "  21 | ..." + "b" * 40 + ", hours: 46, attendanc: 95}"
    assert excerpt[mark.index("^") : mark.index("^") + mark.count("^")] == "attendanc"
    assert len(excerpt) <= 80


def test_what_is_safe_is_mended_and_nothing_else(tmp_path: Path) -> None:
    """The first line, an unmistakable date and the order of keys; not a date that can be two, not a misspelled name."""
    text = BODY.replace("read: 2026-11-22", 'read: "Nov. 22, 2026"').replace(
        "          - age: {at_least: 18}\n            cite: board\n",
        "          - cite: bord  # where\n            age: {at_least: 18}\n            from: 7/1/2025\n",
    )
    path = written(tmp_path, text)
    for _ in range(3):
        for file, new in fixing.mend(lint.run([path])).items():
            file.write_text(new, "utf-8")
    assert path.read_text("utf-8") == HEAD + BODY.replace(
        "          - age: {at_least: 18}\n            cite: board\n",
        "          - age: {at_least: 18}\n            from: 7/1/2025\n            cite: bord  # where\n",
    )
    assert [(d.code, d.says) for d in lint.run([path])] == [
        ("PC203", "7/1/2025 can be 2025-07-01 or 2025-01-07; write the one that is meant"),
        ("PC101", "no source is called bord; did you mean board?"),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025-7-1", ("2025-07-01",)), ("2025/07/01", ("2025-07-01",)), ("20250701", ("2025-07-01",)), ("July 1, 2025", ("2025-07-01",)),
        ("1 July 2025", ("2025-07-01",)), ("Sept. 3rd 2025", ("2025-09-03",)), ("7/14/2025", ("2025-07-14",)), ("14.7.2025", ("2025-07-14",)),
        ("7/7/2025", ("2025-07-07",)), ("7/1/2025", ("2025-07-01", "2025-01-07")), ("Ju 1, 2025", ()), ("2025-13-01", ()), ("soon", ()), ("7/1/25", ()),
    ],
)  # fmt: skip
def test_what_a_date_can_mean(text: str, days: tuple[str, ...]) -> None:
    assert readings(text) == days


def test_edits_that_overlap_are_made_one_at_a_time() -> None:
    text = "one two\nthree\n"
    edits = [lint.Edit(1, 1, 1, 4, "1"), lint.Edit(1, 3, 1, 8, "x"), lint.Edit(2, 1, 2, 6, "3")]
    assert fixing.edited(text, edits) == "onx\n3\n"


FAR = BODY.replace("{hours: 46}", "{hours: 4600}")


@pytest.mark.parametrize(
    "text",
    [
        FAR.replace("{hours: 4600}", "{hours: 4600}  # peercert: ignore=PC114 looked again, it is so"),
        FAR.replace("          - training", "          # peercert: ignore=PC112,PC114: looked again, it is so\n          - training"),
    ],
    ids=["behind", "above"],
)  # fmt: skip
def test_a_comment_with_a_reason_ignores(tmp_path: Path, text: str) -> None:
    outcome = checked(tmp_path, HEAD + text)
    assert [d.code for d in outcome.found if d.code != "PC902"] == []
    assert [(i.diagnostic.code, i.reason) for i in outcome.ignored] == [("PC114", "looked again, it is so")]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("# peercert: ignore=PC114", "this comment ignores nothing: say why, after the code"),
        ("# peercert: ignore PC114 because", "this comment ignores nothing: write it as # peercert: ignore=PC114 and why"),
        ("# peercert: ignore=PC999 because", "this comment ignores nothing: there is no check PC999; `peercert lint --explain all` lists them"),
        ("# peercert: ignore=PC002 because", "this comment ignores nothing: PC002 cannot be ignored: what it finds keeps the rules from being read as meant"),
    ],
)  # fmt: skip
def test_a_comment_that_is_not_understood_ignores_nothing(tmp_path: Path, comment: str, says: str) -> None:
    found = checked(tmp_path, HEAD + FAR.replace("{hours: 4600}", "{hours: 4600}  " + comment)).found
    assert sorted(d.code for d in found) == ["PC114", "PC901"]
    (problem,) = (d for d in found if d.code == "PC901")
    assert (problem.says, problem.line, problem.column) == (says, 21, 38)


def test_a_comment_inside_a_text_is_none(tmp_path: Path) -> None:
    text = BODY.replace("summary: An example.", 'summary: "An example  # peercert: ignore=PC114 no"')
    assert checked(tmp_path, HEAD + text).found == []


def test_an_unused_comment_is_reported_only_where_its_check_ran(tmp_path: Path) -> None:
    text = HEAD + BODY.replace("{hours: 46}", "{hours: 46}  # peercert: ignore=PC114 looked again")
    (found,) = checked(tmp_path, text).found
    assert (found.code, found.line, found.column) == ("PC902", 21, 36)
    assert found.says == "nothing here is ignored by ignore=PC114; take the comment out"
    assert checked(tmp_path, text, selection=lint.Selection(ignore=("PC114",))).found == []


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), ["PC101", "PC112", "PC202"]), (("PC1",), (), ["PC101", "PC112"]), ((), ("PC1",), ["PC202"]), (("PC1",), ("PC112",), ["PC101"]),
        (("PC112",), ("PC1",), ["PC112"]), (("PC1",), ("PC1",), []),
    ],
)  # fmt: skip
def test_the_longer_beginning_wins(select: tuple[str, ...], ignore: tuple[str, ...], wanted: list[str]) -> None:
    chosen = lint.Selection(select, ignore)
    assert [code for code in ("PC101", "PC112", "PC202") if chosen.wants(code)] == wanted


def test_what_is_to_be_filled_in_is_said_once_with_its_meaning(tmp_path: Path) -> None:
    found = checked(
        tmp_path, HEAD + BODY.replace("read: 2026-11-22", "read: FILL IN").replace("xx-cpss", "FILL IN")
    ).found
    assert [(d.code, d.says) for d in found] == [
        ("PC004", "still to be filled in: read. Day on which it was last read for these rules. For example: 2026-11-22"),
        ("PC004", "still to be filled in: id. State, acronym and, where two bodies issue one title, the issuer. For example: sc-cpss-share"),
    ]  # fmt: skip


def test_github_reads_one_line_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = HEAD + BODY.replace("cite: board\n          - training", "cite: bord\n          - training")
    (line,) = formats.as_github(checked(Path(), text).found)
    assert line == (
        "::error file=states/xx.yaml,line=20,endLine=20,col=19,endColumn=23,title=peercert PC101"
        "::no source is called bord; did you mean board?%0Awrite board"
    )


def test_sarif_has_the_shape_of_its_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = BODY.replace("cite: board\n          - training", "cite: bord\n          - training").replace(
        "{hours: 46}", "{hours: 4600}  # peercert: ignore=PC114 looked again"
    )
    made = sarif(checked(Path(), text), lint.all_checks(), "0.1.0")
    Draft202012Validator(SARIF).validate(made)
    (run,) = made["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [r["ruleId"] for r in run["results"]]
    first_line, misspelled, ignored = run["results"]
    assert first_line["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1},
            "insertedContent": {"text": HEAD},
        }
    ]
    region = misspelled["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (19, 19, 23)
    assert ignored["suppressions"] == [{"kind": "inSource", "justification": "looked again"}]
    assert "suppressions" not in misspelled


def _object(required: str = "", **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "uniqueItems": True}


TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = _object(
    "startLine startColumn endLine endColumn",
    **{side: {"type": "integer", "minimum": 1} for side in ("startLine", "startColumn", "endLine", "endColumn")},
    snippet=_object("text", text=TEXT),
)
ARTIFACT = _object("uri", uri={"type": "string", "pattern": "^[^ ]+$"}, uriBaseId=TEXT)
SARIF = _object(
    "version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=_list(_object(
        "tool results",
        tool=_object("driver", driver=_object("name rules", name=TEXT, semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"}, rules=_list(_object(
            "id", id=TEXT, name=TEXT, shortDescription=_object("text", text=TEXT), fullDescription=_object("text", text=TEXT),
            help=_object("text", text=TEXT, markdown=TEXT), defaultConfiguration=_object(level=LEVEL))))),
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        results={"type": "array", "items": _object(
            "message ruleId ruleIndex", ruleId=TEXT, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, message=_object("text", text=TEXT),
            locations=_list(_object("physicalLocation", physicalLocation=_object("artifactLocation", artifactLocation=ARTIFACT, region=REGION))),
            partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
            suppressions=_list(_object("kind", kind={"enum": ["inSource", "external"]}, justification=TEXT)),
            fixes=_list(_object("artifactChanges", description=_object("text", text=TEXT), artifactChanges=_list(_object(
                "artifactLocation replacements", artifactLocation=ARTIFACT,
                replacements=_list(_object("deletedRegion", deletedRegion=REGION, insertedContent=_object("text", text={"type": "string"}))))))),
        )},
    )),
)  # fmt: skip
"""What SARIF 2.1.0 says of the properties used here; the standard has more, all of them optional."""
ONLY_SCHEMA = lint.Selection(("PC002",))
