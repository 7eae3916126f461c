"""`peercert export` as its users call it."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run

DAY = ("--as-of", "2026-11-22")
NEW = "examples/newcomer.yaml"


def test_a_rule_book_in_one_file_serves_every_command(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "rules.json"
    done = run("export", "-o", book)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"peercert: Written to {book}.\n"
    for call in (
        ("check", "sc-cpss-share", "-r", NEW, *DAY), ("check", "SD", "-r", NEW, *DAY), ("list", "SC"), ("show", "va-rprs"), ("coverage", "SC"),
        ("plan", "sc-cpss-share", "-r", NEW, *DAY), ("where", "-r", NEW, *DAY), ("renew", "-r", "examples/near-renewal.yaml", *DAY),
        ("compare", "sc-cpss-share", "nc-cpss"), ("explain", "reciprocity"), ("transfer", "-r", NEW, "--from", "nc-cpss", "--to", "SC", *DAY),
    ):  # fmt: skip
        bundled, exported = run(*call), run(*call, "--rules", book)
        assert bundled.returncode in (0, 1), bundled.stderr
        assert (exported.stdout, exported.returncode) == (bundled.stdout, bundled.returncode), call
    assert run("list", "SC", PEERCERT_RULES=str(book)).stdout == run("list", "SC").stdout
    assert run("export", "--rules", book, "-f", "jsonl").stdout == run("export", "-f", "jsonl").stdout


def test_standard_output_is_the_document_alone(run: Run) -> None:
    done = run("export", "SC")
    assert (done.returncode, done.stderr) == (0, "")
    assert [j["name"] for j in json.loads(done.stdout)["jurisdictions"]] == ["South Carolina"]


@pytest.mark.parametrize("wanted", [("sc-cprs",), ("SC", "us-ncps"), ("us",)])
def test_a_part_of_the_rule_book(run: Run, wanted: tuple[str, ...]) -> None:
    ids = [json.loads(line)["id"] for line in run("export", *wanted, "-f", "jsonl").stdout.splitlines()]
    assert ids == {
        ("sc-cprs",): ["sc-cprs"], ("SC", "us-ncps"): ["sc-cpss-share", "sc-cpss-apsc", "sc-cprs", "us-ncps"],
        ("us",): ["us-cms-medicaid", "us-icrc-pr", "us-ncps", "us-ncprss", "us-samhsa-model", "us-va-ps"],
    }[wanted]  # fmt: skip


def test_tables_in_a_folder(run: Run, tmp_path: Path) -> None:
    done = run("export", "-f", "csv", "-o", tmp_path / "tables", "SC")
    assert done.stderr == f"peercert: 12 files written to the folder {tmp_path / 'tables'}.\n"
    with (tmp_path / "tables" / "credentials.csv").open(newline="") as stream:
        assert [r["id"] for r in csv.DictReader(stream)] == ["sc-cpss-share", "sc-cpss-apsc", "sc-cprs"]


def test_a_database_by_the_name_of_the_file(run: Run, tmp_path: Path) -> None:
    assert run("export", "-o", tmp_path / "rules.sqlite", "SC").returncode == 0
    with closing(sqlite3.connect(tmp_path / "rules.sqlite")) as base:
        assert base.execute("SELECT count(*) FROM overview").fetchone() == (3,)


def test_ctdl_as_a_folder_or_one_file(run: Run, tmp_path: Path) -> None:
    assert run("export", "-f", "ctdl", "-o", tmp_path / "ctdl", "SC", *DAY).returncode == 0
    assert sorted(p.name for p in (tmp_path / "ctdl" / "credentials").iterdir()) == [
        "sc-cprs.jsonld",
        "sc-cpss-apsc.jsonld",
        "sc-cpss-share.jsonld",
    ]
    assert run("export", "-o", tmp_path / "sc.jsonld", "SC", *DAY).returncode == 0
    graph = json.loads((tmp_path / "sc.jsonld").read_text("utf-8"))["@graph"]
    assert [n["@type"] for n in graph] == ["ceterms:Certification"] * 3 + ["ceterms:CredentialOrganization"] * 3
    mapped = json.loads(run("export", "-f", "ctdl", "--language-maps", "sc-cprs", *DAY).stdout)["@graph"][0]
    assert mapped["ceterms:name"] == {"en": "Certified Peer Recovery Specialist (IC&RC)"}


def test_a_static_api(run: Run, tmp_path: Path) -> None:
    assert run("export", "-f", "api", "-o", tmp_path / "api", "SC", *DAY).returncode == 0
    index = json.loads((tmp_path / "api" / "v1" / "index.json").read_text("utf-8"))
    for entry in (*index["jurisdictions"], *index["credentials"]):
        assert (tmp_path / "api" / "v1" / entry["href"]).is_file()


def test_what_is_there_is_replaced_only_by_force(run: Run, tmp_path: Path) -> None:
    for form, name in (("json", "rules.json"), ("csv", "tables"), ("sqlite", "rules.db")):
        call = ("export", "-f", form, "-o", tmp_path / name, "SC")
        assert run(*call).returncode == 0
        again = run(*call)
        assert again.returncode == 2
        assert "say --force" in again.stderr
        assert run(*call, "--force").returncode == 0
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_force_never_takes_a_folder_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    done = run("export", "-f", "api", "-o", tmp_path / "home", "--force")
    assert (done.returncode, "letter.txt in this folder is not from such an export" in done.stderr) == (2, True)
    assert (tmp_path / "home" / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("export", "-f", "csv"), "peercert: csv is a folder of files; name the folder with --output.\n"),
        (("export", "-f", "api", "-o", "-"), "peercert: api is a folder of files; name the folder with --output.\n"),
        (("export", "-f", "sqlite"), "peercert: a database does not fit on the screen; name a file with --output.\n"),
        (("export", "--language-maps"), "peercert: --language-maps is only for ctdl.\n"),
        (("export", "-f", "ctdl", "--as-of", "soon"), "peercert: --as-of: 'soon' is not a date; write it as 2024-03-14 (or 2024-03, or 2024)\n"),
        (("export", "sc-cpss-shar"), "peercert: there is no credential or state called sc-cpss-shar; did you mean "),
        (("export", "-f", "csv", "-o", "README.md"), "peercert: README.md: this is a file; name a folder\n"),
        (("export", "-f", "csv", "-o", "nowhere/at/all"), "peercert: nowhere/at/all: the folder cannot be written (No such file or directory); nothing was written\n"),
        (("export", "-o", "/dev/null"), "peercert: /dev/null: this is not an ordinary file; name another\n"),
        (("list", "--rules", NEW), f"peercert: {NEW}: no rule book is in this file; a rule book is a folder with states/ or national/ in it, or a file made by"),
    ],
)  # fmt: skip
def test_calls_that_cannot_be_met(run: Run, call: tuple[str, ...], says: str) -> None:
    done = run(*call)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says), done.stderr


def test_exports_stay_in_english(run: Run) -> None:
    call = ("export", "-f", "ctdl", "sc-cprs", *DAY)
    assert run("--lang", "es", *call).stdout == run(*call).stdout


def test_the_schema_is_published(run: Run) -> None:
    assert json.loads(run("schema", "export").stdout)["$id"] == "urn:peercert:export"
