"""Reports in other formats, and in files: where they go, who may read them, what is refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run

NEW, DAY = ROOT / "examples" / "newcomer.yaml", ("--as-of", "2026-11-22")
CHECK = ("check", "sc-cpss-share", "--record", NEW, *DAY)


def test_check_as_html(run: Run) -> None:
    done = run(*CHECK, "--format", "html")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert "<h1" in done.stdout
    assert "Not yet: 10 of 14 things are missing." in done.stdout
    assert done.stdout.endswith("</html>\n")


def test_a_state_as_html_is_one_document(run: Run) -> None:
    done = run("check", "SC", "--record", NEW, *DAY, "--format", "html")
    assert done.stdout.count("<html") == 1
    assert done.stdout.count("<article") == 3
    assert "<h1>South Carolina</h1>" in done.stdout


def test_show_as_html(run: Run) -> None:
    done = run("show", "sc-cpss-share", "--format", "html")
    assert done.returncode == 0
    assert "How to get it (initial)" in done.stdout
    nothing = run("show", "SD", "--format", "html")
    assert "<h1>South Dakota</h1>" in nothing.stdout
    assert "us-ncprss" in nothing.stdout


def test_show_prints_a_state_in_every_format(run: Run) -> None:
    plain, marked = run("show", "SC").stdout, run("show", "SC", "-f", "markdown").stdout
    assert plain.startswith("Certified Peer Support Specialist (SC SHARE)\n")
    assert plain.count("\n\n- - -\n\n") == 2
    assert marked.count("\n\n# ") == 2
    assert run("show", "SD").stdout.startswith("South Dakota\nNo certification")


def test_markdown_of_a_state_opens_with_escaped_lines(run: Run) -> None:
    lines = run("check", "SC", "--record", NEW, *DAY, "-f", "markdown").stdout.splitlines()
    assert lines[:3] == [
        "South Carolina has 3 credentials to check:",
        "",
        "- sc-cpss-share: Certified Peer Support Specialist (SC SHARE), by SC SHARE",
    ]
    assert "# Certified Peer Support Specialist (SC SHARE)" in lines


@pytest.mark.parametrize("name", ["report.html", "report.HTM", "report.md", "report.json", "report.txt"])
def test_the_name_of_the_file_tells_the_format(run: Run, tmp_path: Path, name: str) -> None:
    formats = {".html": "html", ".HTM": "html", ".md": "markdown", ".json": "json", ".txt": "table"}
    path = tmp_path / name
    done = run(*CHECK, "-o", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"peercert: Written to {path}.")
    assert path.read_text("utf-8") == run(*CHECK, "--format", formats[path.suffix]).stdout


def test_a_format_that_is_asked_for_goes_first(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    run(*CHECK, "-f", "json", "-o", path)
    assert json.loads(path.read_text("utf-8"))["credential"] == "sc-cpss-share"


@pytest.mark.parametrize("format_", ["table", "json", "markdown", "html"])
def test_a_report_is_for_its_owner_alone(run: Run, tmp_path: Path, format_: str) -> None:
    path = tmp_path / "report"
    run(*CHECK, "-f", format_, "-o", path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_rules_are_for_everyone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rules.html"
    assert run("show", "sc-cpss-share", "-o", path).returncode == 0
    assert path.stat().st_mode & 0o444 == 0o444


def test_nothing_is_replaced_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("mine")
    done = run(*CHECK, "-o", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"peercert: {path}: there is such a file already; name another one, or say --force\n"
    assert path.read_text() == "mine"
    assert run(*CHECK, "-o", path, "--force").returncode == 1
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_record_is_never_replaced(run: Run, tmp_path: Path) -> None:
    record = tmp_path / "me.yaml"
    record.write_text("born: 1990-01-01\n")
    (tmp_path / "link").symlink_to(record)
    for name in (record, tmp_path / "link"):
        done = run("check", "SC", "-r", record, "-o", name, "--force")
        assert done.returncode == 2
        assert done.stderr == f"peercert: {name} is your record; name another file for --output.\n"
    assert record.read_text() == "born: 1990-01-01\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (".", "this is a folder; name a file in it"),
        ("nothing/report.html", "the file cannot be written (No such file or directory); nothing was written"),
        ("x" * 300, "the file cannot be written (File name too long); nothing was written"),
        ("/dev/null", "this is not an ordinary file; name another"),
    ],
)
def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path, name: str, says: str) -> None:
    done = run(*CHECK, "-o", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"peercert: {tmp_path / name}: {says}\n"


def test_rules_have_no_json(run: Run, tmp_path: Path) -> None:
    done = run("show", "SC", "-o", tmp_path / "x.json")
    assert done.returncode == 2
    assert "there is no JSON of this" in done.stderr
    assert not (tmp_path / "x.json").exists()


def test_a_dash_is_the_screen(run: Run) -> None:
    assert run(*CHECK, "-o", "-").stdout == run(*CHECK).stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_output_that_is_full() -> None:
    command = [Path(sys.executable).with_name("peercert"), "list", "SC"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    says = "peercert: the output cannot be written (No space left on device).\n"
    assert (done.returncode, done.stderr) == (2, says)
