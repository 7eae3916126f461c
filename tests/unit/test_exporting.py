"""Exports: every format says the same of the same rules, and nothing in them comes alive."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from peercert import diagnose, locale
from peercert.exporting import FORMATS, export, is_ours
from peercert.exporting.inert import cell, json_text
from peercert.exporting.tables import COLUMNS
from peercert.model import Jurisdiction
from peercert.rulebook import Rulebook
from peercert.shapes import ShapeError
from peercert.words import Language, speak
from peercert.yamlfile import FileError

DAY = date(2026, 11, 22)
SOURCE = {"publisher": "Board", "title": "Rules", "url": "https://example.org/rules", "kind": "regulation", "read": "2026-11-22"}  # fmt: skip
TRAINING = {"training": {"hours": 40}, "cite": "board"}


def place(*requirements: dict[str, Any], **keys: Any) -> Jurisdiction:
    """A state `xx` with one credential `xx-cps`; further keys are those of the credential."""
    credential = {
        "id": "xx-cps", "name": "Certified Peer Specialist", "certifier": {"name": "Board"}, "populations": ["mental_health", "family"], "role": "person",
        "status": "active", "pathways": {"initial": {"requirements": list(requirements) or [TRAINING]}},
    }  # fmt: skip
    return Jurisdiction.parse(
        {
            "jurisdiction": "xx", "name": "Example State", "summary": "One body.",
            "sources": {"board": SOURCE, "directory": SOURCE | {"kind": "directory", "url": "https://example.org/list"}}, "credentials": [credential | keys],
        }
    )  # fmt: skip


def rows(of: Jurisdiction | Rulebook, table: str) -> list[dict[str, str]]:
    book = Rulebook.of([of]) if isinstance(of, Jurisdiction) else of
    files = export(book, "csv")
    assert isinstance(files, dict)
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"])))


def filled(row: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in row.items() if v}


# what the tables say


def test_a_requirement_in_a_row() -> None:
    asked = {"training": {"hours": 40}, "stage": "training", "cite": {"board": "(1)(a)"}, "from": "2025-07-01", "note": "In class.",
             "when": {"education": {"at_least": "high_school"}}}  # fmt: skip
    assert [filled(r) for r in rows(place(asked), "requirements")] == [
        {
            "id": "xx-cps/initial/1", "credential": "xx-cps", "pathway": "xx-cps/initial", "position": "1", "name": "training", "kind": "training",
            "stage": "training", "says": "40 hours of training", "hours": "40", "only_when": "at least a high school diploma or GED",
            "from_day": "2025-07-01", "confidence": "confirmed", "note": "In class.", "fields": '{"hours": 40}',
        }
    ]  # fmt: skip
    assert [filled(r) for r in rows(place(asked), "citations") if r["requirement"]] == [
        {"id": "1", "source": "xx/board", "locator": "(1)(a)", "requirement": "xx-cps/initial/1"}
    ]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"any_of": [{"age": {"at_least": 18}}]}, "One of these"), ({"fee": {"for": "exam", "usd": 20}}, "Fee for exam: $20"),
        ({"criminal_history": {"policy": "case_by_case"}}, "Criminal history: the board looks at any history case by case; nothing bars by itself"),
        ({"review": {"what": "late fee", "because": "not_decidable"}}, "Not found: late fee"),
    ],
)  # fmt: skip
def test_what_is_asked_on_one_line(rule: dict[str, Any], says: str) -> None:
    assert rows(place(rule | {"cite": "board"}), "requirements")[0]["says"] == says


def test_members_of_a_group_name_their_parent() -> None:
    group = {
        "any_of": [TRAINING, {"all_of": [{"age": {"at_least": 18}}, {"document": {"name": "diploma"}}]}],
        "cite": "directory",
    }
    found = [(r["id"], r["parent"], r["kind"], r["confidence"]) for r in rows(place(group), "requirements")]
    assert found == [
        ("xx-cps/initial/1", "", "any_of", "secondary"),
        ("xx-cps/initial/1.1", "xx-cps/initial/1", "training", "confirmed"),
        ("xx-cps/initial/1.2", "xx-cps/initial/1", "all_of", "secondary"),
        ("xx-cps/initial/1.2.1", "xx-cps/initial/1.2", "age", "secondary"),
        ("xx-cps/initial/1.2.2", "xx-cps/initial/1.2", "document", "secondary"),
    ]


def test_fees_with_rates_ranges_and_what_nobody_publishes() -> None:
    asked = [
        {"fee": {"for": "application", "usd": 75, "rates": [{"usd": 50, "when": {"membership": {"of": "naadac"}}, "cite": "directory"}]}, "cite": "board"},
        {"fee": {"for": "training", "usd": {"at_least": 200, "at_most": 300}, "to": "the trainer", "includes": ["exam"]}, "cite": "board"},
        {"fee": {"for": "exam", "usd": "not_published"}, "cite": "board"},
        {"exam": {"name": "State exam", "retake_usd": 20}, "cite": "board"},
    ]  # fmt: skip
    keys = ("what_for", "usd_at_least", "usd_at_most", "published", "only_when", "includes", "paid_to")
    assert [tuple(r[k] for k in keys) for r in rows(place(*asked), "fees")] == [
        ("application", "75", "75", "true", "", "", ""),
        ("application", "50", "50", "true", "membership of NAADAC", "", ""),
        ("training", "200", "300", "true", "", "exam", "the trainer"),
        ("exam", "", "", "false", "", "", ""),
        ("exam_retake", "20", "20", "true", "", "", ""),
    ]
    inner = [
        (r["source"], r["part"]) for r in rows(place(*asked), "citations") if r["requirement"] == "xx-cps/initial/1"
    ]
    assert inner == [("xx/board", ""), ("xx/directory", "rates")]


def test_facts_disputes_and_what_is_not_asked() -> None:
    one = place(
        TRAINING | {"disputed": [{"value": 60, "cite": "directory", "note": "older"}]},
        facts=[{"about": "medicaid", "says": "May be billed.", "value": True, "cite": "board", "disputed": [{"value": "no", "cite": "directory"}]}],
        not_required=[{"what": "exam", "cite": "directory"}], not_found=["renewal fee", "pass mark"],
    )  # fmt: skip
    assert [filled(r) for r in rows(one, "facts")] == [
        {"id": "xx-cps/facts/1", "credential": "xx-cps", "about": "medicaid", "says": "May be billed.", "value": "true", "confidence": "confirmed"}
    ]  # fmt: skip
    assert [filled(r) for r in rows(one, "not_required")] == [
        {"id": "xx-cps/not-required/1", "credential": "xx-cps", "what": "exam", "confidence": "secondary"}
    ]
    assert [filled(r) for r in rows(one, "disputed")] == [
        {"id": "xx-cps/facts/1/disputed/1", "fact": "xx-cps/facts/1", "value": "no"},
        {"id": "xx-cps/initial/1/disputed/1", "requirement": "xx-cps/initial/1", "value": "60", "note": "older"},
    ]
    assert rows(one, "credentials")[0]["not_found"] == "renewal fee; pass mark"
    assert rows(one, "credentials")[0]["populations"] == "mental_health; family"


def test_a_renewal_clock_in_a_row() -> None:
    renewal = {
        "cycle": {
            "every": "24 months",
            "ends": "12-31",
            "grace": "90 days",
            "after_grace": "start_over",
            "cite": "board",
        },
        "requirements": [],
    }
    one = place(pathways={"renewal": renewal})
    assert filled(rows(one, "pathways")[0]) == {
        "id": "xx-cps/renewal", "credential": "xx-cps", "name": "renewal", "kind": "renewal", "renewed_every": "24 months", "period_ends": "12-31",
        "grace": "90 days", "after_grace": "start_over",
    }  # fmt: skip
    assert [r["pathway"] for r in rows(one, "citations") if r["source"] == "xx/board"] == ["xx-cps/renewal"]


def test_every_table_is_as_it_is_described(rules: Rulebook) -> None:
    files = export(rules, "csv")
    assert isinstance(files, dict)
    package = json.loads(files["datapackage.json"])
    assert [r["path"] for r in package["resources"]] == [f"{name}.csv" for name in COLUMNS]
    ids: dict[str, set[str]] = {}
    for resource in package["resources"]:
        found = list(csv.DictReader(io.StringIO(files[resource["path"]])))
        assert list(found[0]) == [f["name"] for f in resource["schema"]["fields"]]
        own = [r["id"] for r in found]
        ids[resource["path"].removesuffix(".csv")] = set(own)
        assert len(own) == len(set(own))
        for key in resource["schema"].get("foreignKeys", ()):
            to = key["reference"]["resource"].replace("-", "_") or resource["path"].removesuffix(".csv")
            assert {r[key["fields"]] for r in found} - {""} <= ids[to], (resource["path"], key)
    assert len(ids["credentials"]) == sum(1 for _ in rules.credentials())


# nothing comes alive

NASTY = '=HYPERLINK("http://x") \x1b[31m<script>alert(1)</script>\u202e\x00 \u2028\ttab'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+1 803 555 0100", "'+1 803 555 0100"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1+1", "'=1+1"), ("\r\n =1", "'=1"),
        ("＝1", "'＝1"), ("\ufeff=1", "'=1"), ("plain = text", "plain = text"), ("", ""), ("40 hours", "40 hours"),
    ],
)  # fmt: skip
def test_no_cell_begins_as_a_formula(text: str, written: str) -> None:
    assert cell(text) == written


def test_json_opens_no_tag_and_holds_no_control_character() -> None:
    text = json_text({"a\x1b": [NASTY]})
    assert "<" not in text
    assert ">" not in text
    assert json.loads(text) == {"a ": ['=HYPERLINK("http://x")  [31m<script>alert(1)</script>     tab']}


def nasty() -> Rulebook:
    """A rule book with a hostile text in every place that takes one."""
    one = place(
        {"id": "a", "statement": {"that": NASTY, "text": NASTY}, "cite": {"board": NASTY}, "note": NASTY, "disputed": [{"value": NASTY, "cite": "board", "note": NASTY}]},
        {"id": "b", "any_of": [{"document": {"name": NASTY}}, {"agreement": {"of": NASTY}}], "cite": "board"}, {"id": "c", "fee": {"for": NASTY, "usd": 5, "to": NASTY, "includes": [NASTY]}, "cite": "board"},
        {"exam": {"name": NASTY}, "cite": "board"}, {"training": {"hours": 5, "topic": NASTY}, "cite": "board"},
        name=NASTY, acronym=NASTY, certifier={"name": NASTY, "url": "javascript:alert(1)", "email": NASTY, "phone": NASTY}, note=NASTY, not_found=[NASTY],
        facts=[{"about": NASTY, "says": NASTY, "value": NASTY, "unit": NASTY, "cite": "board"}], replaced_by=[NASTY],
    )  # fmt: skip
    return Rulebook.of([one.but(name=NASTY, jurisdiction="../../" + NASTY, summary=NASTY, notes=(NASTY,))])


def texts(made: str | bytes | dict[str, str]) -> list[str]:
    if isinstance(made, dict):
        return list(made.values())
    if isinstance(made, str):
        return [made]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(made)
        return list(connection.iterdump())


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_are_inert_in_every_format(form: str) -> None:
    for text in texts(export(nasty(), form, as_of=DAY)):
        for line in text.split("\n"):
            assert line.isprintable(), repr(line)
        if form not in ("csv", "sqlite"):
            assert "<" not in text
        if form == "csv":
            for row in csv.reader(io.StringIO(text)):
                assert not [c for c in row if c[:1] in "=+-@\t\r" and c[:1]]


@pytest.mark.parametrize("form", ["csv", "api", "ctdl"])
def test_hostile_names_lead_to_no_other_folder(form: str) -> None:
    made = export(nasty(), form, as_of=DAY, folder=True)
    assert isinstance(made, dict)
    assert not [path for path in made if not is_ours(form, path)]


def test_an_id_that_is_a_path_is_no_id() -> None:
    with pytest.raises(ShapeError, match="is no id"):
        place(id="../../etc/passwd")


def test_a_certifier_is_no_script_in_ctdl() -> None:
    assert "javascript" not in str(export(nasty(), "ctdl", as_of=DAY))


# the formats agree


def test_json_lines_are_credentials_with_what_they_cite(rules: Rulebook) -> None:
    lines = str(export(rules, "jsonl")).splitlines()
    assert len(lines) == sum(1 for _ in rules.credentials())
    one = next(x for x in map(json.loads, lines) if x["id"] == "sc-cprs")
    assert one["place"] == {"id": "sc", "jurisdiction": "sc", "name": "South Carolina"}
    assert list(one["sources"]) == ["apsc-cpss", "faces-and-voices-icrc"] or set(one["sources"]) == {
        "apsc-cpss",
        "faces-and-voices-icrc",
    }
    whole = rules.credential("sc-cprs")
    assert whole is not None
    assert one["credential"] == whole.plain()
    schema = diagnose.validator("export")
    for line in map(json.loads, lines):
        part = schema.evolve(schema={"$ref": "#/$defs/Credential"})
        assert part.is_valid(line["credential"]), line["id"]


def test_sqlite_holds_what_csv_holds(rules: Rulebook) -> None:
    files, raw = export(rules, "csv"), export(rules, "sqlite")
    assert isinstance(files, dict)
    assert isinstance(raw, bytes)
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(raw)
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in COLUMNS:
            assert base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(rows(rules, name)), name
        assert dict(base.execute("SELECT name, value FROM about"))["license"] == "CC0-1.0"


def test_views_for_readers(rules: Rulebook) -> None:
    raw = export(rules, "sqlite")
    assert isinstance(raw, bytes)
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(raw)
        said = base.execute(
            "SELECT jurisdiction, says, sources FROM rules WHERE credential = 'sc-cpss-share' AND kind = 'recovery_time'"
        ).fetchall()
        assert said == [("South Carolina", "3 years in recovery", "SC SHARE: https://www.scshare.com/certification")]
        line = base.execute(
            "SELECT pathways, renewed_every, fees_published, fees_not_published FROM overview WHERE credential = 'sc-cpss-share'"
        ).fetchone()
        assert line == (3, "12 months", 1, 0)
        read = [r[0] for r in base.execute("SELECT read FROM sources_by_age")]
        assert read == sorted(read)
        assert len(read) == len(rows(rules, "sources"))


def test_the_static_api_links_to_what_is_there(rules: Rulebook) -> None:
    files = export(rules, "api", as_of=DAY)
    assert isinstance(files, dict)
    data = {path: json.loads(text) for path, text in files.items()}
    index = data["v1/index.json"]
    linked = [index[k] for k in ("coverage", "sources", "glossary", "places", "schema")]
    linked += [x["href"] for k in ("jurisdictions", "credentials") for x in index[k]]
    assert sorted(["v1/index.json", *(f"v1/{href}" for href in linked)]) == sorted(files)
    sc = data["v1/states/sc.json"]
    assert [c["href"] for c in sc["credentials"]] == [
        f"credentials/{n}.json" for n in ("sc-cpss-share", "sc-cpss-apsc", "sc-cprs")
    ]
    one = data["v1/credentials/sc-cpss-share.json"]
    assert one["says"]["initial"][3] == {
        "id": "recovery_time", "kind": "recovery_time", "says": "3 years in recovery", "confidence": "confirmed",
    }  # fmt: skip
    assert data["v1/coverage.json"]["credentials"]["sc-cprs"]["age"] == "silent"
    assert data["v1/schema.json"] == json.loads((ROOT / "schemas" / "export.schema.json").read_text("utf-8"))
    assert next(s for s in data["v1/sources.json"] if s["id"] == "scshare-certification")["official"] is True


def test_the_api_tells_the_status_of_its_day() -> None:
    book = Rulebook.of([place(status="planned", **{"from": "2027-01-01"})])
    for day, status in ((date(2026, 12, 31), "planned"), (date(2027, 1, 1), "active")):
        files = export(book, "api", as_of=day)
        assert isinstance(files, dict)
        assert json.loads(files["v1/index.json"])["credentials"][0]["status"] == status
        assert json.loads(files["v1/index.json"])["as_of"] == day.isoformat()


# what is chosen


def test_only_what_is_chosen_under_the_same_names(rules: Rulebook) -> None:
    one = rules.credential("us-ncps")
    assert one is not None
    chosen = [(one, rules.places("us")), (None, rules.places("SC"))]
    data = json.loads(
        str(export(rules, "json", chosen=[(None, rules.places("SC")), (one, [rules.of_credential(one)])]))
    )
    assert [(j["jurisdiction"], [c["id"] for c in j["credentials"]]) for j in data["jurisdictions"]] == [
        ("sc", ["sc-cpss-share", "sc-cpss-apsc", "sc-cprs"]), ("us", ["us-ncps"]),
    ]  # fmt: skip
    whole = {r["id"] for r in rows(rules, "jurisdictions")}
    files = export(rules, "csv", chosen=chosen)
    assert isinstance(files, dict)
    assert {r["id"] for r in csv.DictReader(io.StringIO(files["jurisdictions.csv"]))} < whole


def test_a_state_and_one_of_its_credentials_is_the_whole_state(rules: Rulebook) -> None:
    one = rules.credential("sc-cprs")
    state = rules.places("SC")
    for chosen in ([(one, state), (None, state)], [(None, state), (one, state)]):
        data = json.loads(str(export(rules, "json", chosen=chosen)))
        assert [len(j["credentials"]) for j in data["jurisdictions"]] == [3]


# what contradicts itself, and calls that cannot be met


def test_two_credentials_of_one_name_are_refused() -> None:
    one = place()
    with pytest.raises(FileError, match="xx-2: two credentials are called xx-cps; `peercert lint` says where"):
        export(Rulebook.of([one, one.but(name="Other")]), "json")


@pytest.mark.parametrize("form", FORMATS)
def test_a_source_that_is_not_there_is_refused(form: str) -> None:
    with pytest.raises(FileError, match="xx: there is no source called nowhere; `peercert lint` says where"):
        export(Rulebook.of([place({"age": {"at_least": 18}, "cite": "nowhere"})]), form, as_of=DAY)


@pytest.mark.parametrize("form", ["ctdl", "api"])
def test_a_format_of_one_day_needs_the_day(form: str) -> None:
    with pytest.raises(ValueError, match="this format tells the rules of one day; give as_of"):
        export(Rulebook.of([place()]), form)


def test_another_format_is_refused(rules: Rulebook) -> None:
    with pytest.raises(ValueError, match="'xml' is not one of json, jsonl, csv, sqlite, ctdl, api"):
        export(rules, "xml")


def test_no_room_for_the_database_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(FileError, match="nowhere: the database cannot be built here"):
        export(Rulebook.of([place()]), "sqlite")


def test_exports_are_in_english_whatever_is_spoken() -> None:
    spanish = locale.language("es")
    assert spanish is not None
    speak(spanish)
    try:
        assert rows(place(), "requirements")[0]["says"] == "40 hours of training"
        assert "peer support in mental health" in str(export(Rulebook.of([place()]), "ctdl", as_of=DAY))
    finally:
        speak(Language())


def test_the_licence_is_that_of_the_bundled_rules_alone(rules: Rulebook) -> None:
    assert "license" not in json.loads(str(export(Rulebook.of([place()]), "json")))
    assert json.loads(str(export(rules, "json", chosen=[(None, rules.places("SC"))])))["license"] == "CC0-1.0"


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_rules_make_the_same_export(form: str) -> None:
    if form != "sqlite":  # whose file holds counters of its own
        assert export(Rulebook.of([place()]), form, as_of=DAY) == export(Rulebook.of([place()]), form, as_of=DAY)
