"""What is written as plain data is read as the same: objects, records, whole rule books."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from peercert import diagnose, schema, yamlfile
from peercert.cycles import Ends
from peercert.dates import DateSpan, Day, Duration
from peercert.exported import FORMAT, Export, place_ids
from peercert.exporting import export
from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.record import Record
from peercert.requirements import KIND_NAMES, kind
from peercert.requirements.fee import Amount
from peercert.rulebook import Rulebook, open_rulebook
from peercert.shapes import ShapeError
from peercert.sources import Cites
from peercert.yamlfile import FileError


def place(code: str = "xx", name: str = "Example State", **keys: Any) -> Jurisdiction:
    about = {"jurisdiction": code, "name": name, "summary": "One body.", "sources": {}, "credentials": []}
    return Jurisdiction.parse(about | keys)


@pytest.fixture(scope="module")
def document(rules: Rulebook) -> Any:
    return json.loads(str(export(rules, "json")))


@pytest.mark.parametrize(
    ("kind_", "written"),
    [
        (Duration, "24 months"), (Duration, "1 year"), (Day, "2025-07-01"), (DateSpan, "2024"), (DateSpan, "2024-02"), (DateSpan, "2024-02-29"),
        (Ends, "12-31"), (Ends, "anniversary"), (Amount, 75), (Amount, "not_published"), (Amount, {"at_least": 200, "at_most": 300}),
        (Cites, "board"), (Cites, {"wac": "(1)(a)"}), (Cites, ["board", {"wac": "(1)"}]),
    ],
)  # fmt: skip
def test_a_value_is_written_as_it_was(kind_: Any, written: Any) -> None:
    from peercert.shapes import plain

    assert plain(kind_.parse(written)) == written


@pytest.mark.parametrize("name", sorted(KIND_NAMES))
def test_every_kind_is_written_as_it_was(name: str) -> None:
    once = Requirement.parse({name: kind(name).example, "cite": "board"})
    assert Requirement.parse(once.plain()) == once


def test_a_requirement_shows_its_id_and_keeps_the_rest_short() -> None:
    made = Requirement.parse({"age": {"at_least": 18}, "cite": "board"})
    assert made.plain() == {"id": "age", "age": {"at_least": 18}, "cite": "board"}
    bare = Requirement.parse({"background_check": True, "when": {"age": {"at_least": 21}}, "from": "2025-07-01"})
    assert bare.plain() == {
        "id": "background_check", "background_check": True, "from": "2025-07-01", "when": {"id": "age", "age": {"at_least": 21}},
    }  # fmt: skip


def test_an_empty_list_of_a_record_stays_one() -> None:
    assert Record.parse({"training": [], "born": 1990}).plain() == {"training": [], "born": "1990"}


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.name)
def test_a_record_is_written_as_it_was(path: Path) -> None:
    once = Record.parse(yamlfile.read(path).data)
    assert Record.parse(once.plain()) == once


def test_the_whole_rule_book_comes_back(rules: Rulebook, document: Any) -> None:
    again = Rulebook.from_export(document)
    assert list(again.jurisdictions()) == list(rules.jurisdictions())
    assert repr(list(again.jurisdictions())) == repr(list(rules.jurisdictions()))
    assert again.glossary() == rules.glossary()
    assert again.where_places_lie() == rules.where_places_lie()
    assert json.loads(str(export(again, "json"))) | {"license": "CC0-1.0"} == document


def test_the_document_is_what_its_schema_says(document: Any) -> None:
    assert list(diagnose.validator("export").iter_errors(document)) == []
    assert (document["format"], document["license"]) == ("peercert-rulebook/1", "CC0-1.0")


def test_the_schema_takes_over_those_of_the_parts() -> None:
    whole = schema.make("export")
    for name, title in (("jurisdiction", "Jurisdiction"), ("glossary", "Glossary"), ("places", "Places")):
        part = schema.make(name)
        assert whole["$defs"][title]["properties"] == part["properties"]
        assert {k: whole["$defs"][k] for k in part["$defs"]} == part["$defs"]


def test_places_are_found_as_in_a_folder(rules: Rulebook, document: Any) -> None:
    again = Rulebook.from_export(document)
    for wanted in ("SC", "south  carolina", "us", "zz", "United States: VA Peer Specialist"):
        assert again.places(wanted) == rules.places(wanted)
    found = again.credential("SC-CPSS-share")
    assert found is not None
    assert (found.id, again.of_credential(found).name) == ("sc-cpss-share", "South Carolina")
    assert again.credential("xx-none") is None
    assert again.suggestions("sc-cps") == rules.suggestions("sc-cps")
    assert [p.name for p in again.files] == [f"{name}.yaml" for name in place_ids(again.jurisdictions())]


def test_a_rule_book_of_objects_uses_no_file_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "yy.yaml").write_text("not: a rule file")
    (tmp_path / "glossary.yaml").write_text("not: a glossary")
    monkeypatch.chdir(tmp_path)
    book = Rulebook.of([place()])
    assert book.places("yy") == ()
    assert [p.name for p in book.places("xx")] == ["Example State"]
    assert book.glossary() == Rulebook().glossary()


def test_short_names_of_places() -> None:
    places = [
        place("sc", "South Carolina"), place("us", "United States: IC&RC Peer Recovery (PR)"), place("us", "Ångström"),
        place("us", "United States: IC&RC, Peer Recovery, PR"), place("../../etc", "Elsewhere"), place("?", "Nowhere"),
    ]  # fmt: skip
    assert place_ids(places) == [
        "sc", "us-icrc-peer-recovery-pr", "us-angstrom", "us-icrc-peer-recovery-pr-2", "etc", "place",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        ({}, (), "format is missing"),
        ({"format": "peercert-rulebook/2", "jurisdictions": []}, ("format",), "'peercert-rulebook/2' is not one of peercert-rulebook/1"),
        ({"format": FORMAT, "jurisdictions": [{"jurisdiction": "xx"}]}, ("jurisdictions", 0), "name is missing"),
        ([], (), "expected export as keys and values, got a list"),
    ],
)  # fmt: skip
def test_wrong_data_says_where(data: Any, where: tuple[Any, ...], says: str) -> None:
    with pytest.raises(ShapeError, match=says) as caught:
        Rulebook.from_export(data)
    assert caught.value.where == where


def test_data_nested_beyond_all_bounds_is_refused() -> None:
    rule: Any = {"age": {"at_least": 18}}
    for _ in range(3000):
        rule = {"any_of": [rule]}
    with pytest.raises(ShapeError, match="nested too deeply"):
        Rulebook.from_export(
            {"format": FORMAT, "jurisdictions": [place().plain() | {"credentials": [
                {"id": "xx", "name": "X", "certifier": {"name": "B"}, "populations": "other", "role": "person", "status": "active",
                 "pathways": {"initial": {"requirements": [rule]}}}]}]}
        )  # fmt: skip


def write(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


GOOD = '{"format": "peercert-rulebook/1", "jurisdictions": [{"jurisdiction": "xx", "name": "Example State", "summary": "S", "sources": {}, "credentials": []}]}'


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    for text in (GOOD, "\ufeff" + GOOD, "format: peercert-rulebook/1\njurisdictions: []\n"):
        book = open_rulebook(write(tmp_path / "rules.json", text))
        assert not book.on_disk
        assert not book.is_bundled


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace('"Example State"', '"Example State", "nane": 1'), "rules.json:1:101: unknown key nane; did you mean name?"),
        (GOOD.replace('"name"', '"code": "xx", "code"'), "rules.json:1:90: the key code stands twice (first in line 1); keep one"),
        (GOOD[:-1], "rules.json:2:1: this is not valid YAML"),
        ('{"born": 1990}', "rules.json: no rule book is in this file; a rule book is a folder with states/ or national/ in it, or a file"),
        ("[1]", "rules.json: no rule book is in this file"),
        ('{"format": NaN}', "rules.json:1:1: jurisdictions is missing (and 1 more problem)"),
        ("", "rules.json: the file is empty"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(FileError) as caught:
        open_rulebook(write(tmp_path / "rules.json", text))
    assert says in str(caught.value)


def test_the_parts_that_are_left_out_are_the_bundled_ones() -> None:
    made = Export.parse({"format": FORMAT, "jurisdictions": []})
    assert (made.glossary, made.places) == (None, None)
    book = Rulebook.from_export(made.plain())
    assert book.where_places_lie() == Rulebook().where_places_lie()
    assert book.credential("sc-cprs") is None


def test_rules_read_back_judge_the_same(rules: Rulebook, document: Any) -> None:
    from peercert.evaluation import evaluate_all
    from peercert.present.as_json import report_json

    again, day = Rulebook.from_export(document), date(2026, 11, 22)
    record = Record.parse(yamlfile.read(ROOT / "examples" / "nearly-ready.yaml").data)
    for name in ("sc-cpss-share", "wa-cpss", "va-rprs", "il-crss"):
        one, other = rules.credential(name), again.credential(name)
        assert one is not None
        assert other is not None
        told = report_json(evaluate_all(one, record, day, lookup=rules.credential), rules.of_credential(one))
        assert (
            report_json(evaluate_all(other, record, day, lookup=again.credential), again.of_credential(other)) == told
        )
