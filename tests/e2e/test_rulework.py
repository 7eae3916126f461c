"""The commands of those who keep the rules, as they call them."""

import json
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Run

SC = "data/states/sc.yaml"
REST = "            stage: training\n            cite: apsc-cpss\n            note: At a training center certified by the commission.\n"
OLD = "          - training: {hours: 46}\n" + REST
NEW = (
    "          - training: {hours: 46}\n            until: 2026-12-31\n" + REST
    + "          - training: {hours: 50}\n            from: 2027-01-01\n" + REST
)  # fmt: skip
DAY = ("--as-of", "2026-11-22")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A rule book of one's own, with South Carolina in it, under git."""
    for file in (SC, "data/states/nc.yaml"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Rules as they are")
    return tmp_path / "data"


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


def change(book: Path, old: str, new: str, *, count: int = 1) -> None:
    path = book / "states" / "sc.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), "utf-8")


def test_lint_marks_explains_and_mends(run: Run, book: Path) -> None:
    path = book / "states" / "sc.yaml"
    text = path.read_text("utf-8")
    change(book, "read: 2026-11-22", "read: 11/22/2026")
    change(book, "            stage: application\n            cite: copeland\n", "            cite: copelnd\n            stage: application\n")  # fmt: skip
    done = run("lint", path)
    assert done.returncode == 1
    assert f"{path}:16:11: error PC203 11/22/2026 is written 2026-11-22\n  16 | read: 11/22/2026\n     |       ^^^^^^^^^^\n  = write 2026-11-22 (--fix does it)\n" in done.stdout  # fmt: skip
    assert "PC101 no source is called copelnd; did you mean copeland?" in done.stdout
    assert "PC202 stage belongs before cite" in done.stdout
    assert done.stderr == "2 errors and 1 warning in 1 file. --fix can mend 2 of them.\n"
    mended = run("lint", path, "--fix")
    assert mended.returncode == 1
    assert mended.stderr == "2 problems mended. 1 error and 0 warnings in 1 file.\n"
    assert path.read_text("utf-8") == text.replace("cite: copeland\n          - training", "cite: copelnd\n          - training")  # fmt: skip


def test_lint_for_programs(run: Run, book: Path) -> None:
    change(book, "role: person", "roll: person")
    rows = json.loads(run("lint", book, "--format", "json").stdout)
    assert [(r["code"], r["line"], r["column"], r["fix"]) for r in rows] == [("PC002", 96, 5, None)]  # fmt: skip
    sarif = json.loads(run("lint", book, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    assert [r["ruleId"] for r in sarif["runs"][0]["results"]] == ["PC002"]
    github = run("lint", book, "--format", "github").stdout.splitlines()
    assert len(github) == 1
    assert github[0].startswith(
        f"::error file={book}/states/sc.yaml,line=96,endLine=96,col=5,endColumn=9,title=peercert PC002::unknown key roll; did you mean role?"
    )


def test_lint_selects_and_ignores(run: Run, book: Path) -> None:
    change(book, "read: 2026-11-22", "read: 2020-01-01")
    assert "PC112" in run("lint", book).stdout
    assert run("lint", book, "--ignore", "PC112").stdout == ""
    assert run("lint", book, "--select", "PC2,PC9").stdout == ""
    stranger = run("lint", book, "--select", "PC7")
    assert stranger.returncode == 2
    assert stranger.stderr == "peercert: there is no check whose code begins with PC7; `peercert lint --explain all` lists them.\n"  # fmt: skip
    assert "PC112: a source read more than a year ago." in run("lint", "--explain", "all").stdout


def test_fmt(run: Run, book: Path) -> None:
    path = book / "states" / "sc.yaml"
    text = path.read_text("utf-8")
    assert run("fmt", "--check", book).returncode == 0
    change(book, "- age: {at_least: 18}", "- age: {  at_least:   18 }   # eighteen")
    untouched = path.read_bytes()
    checked = run("fmt", "--check", book)
    assert (checked.returncode, checked.stdout) == (1, f"{path}\n")
    assert checked.stderr == "1 file would change. 1 as it should be.\n"
    assert path.read_bytes() == untouched
    done = run("fmt", path)
    assert (done.returncode, done.stdout) == (0, f"{path}\n")
    laid_out = text.replace("- age: {at_least: 18}", "- age: {at_least: 18}  # eighteen", 1)
    assert path.read_text("utf-8") == laid_out
    assert run("fmt", "-", stdin=untouched).stdout == laid_out
    broken = run("fmt", "-", stdin="a: [1\n")
    assert broken.returncode == 2
    assert broken.stderr.startswith("peercert: standard input:")


def test_new_starts_a_file_and_never_replaces_one(run: Run, book: Path) -> None:
    done = run("new", "Georgia", "--rules", book)
    path = book / "states" / "ga.yaml"
    assert (done.returncode, done.stdout) == (0, f"{path}\n")
    assert done.stderr == f"peercert: 13 lines are to be filled in. `peercert lint {path}` names them.\n"
    text = path.read_text("utf-8")
    assert "\nname: Georgia\n" in text
    linted = run("lint", path, "--format", "json")
    assert {row["code"] for row in json.loads(linted.stdout)} == {"PC004"}
    again = run("new", "GA", "--rules", book)
    assert again.returncode == 2
    assert f"{path} is there already, and stays as it is" in again.stderr
    assert path.read_text("utf-8") == text
    national = run("new", "us-example", "--rules", book, "--brief")
    assert national.stdout == f"{book / 'national' / 'example.yaml'}\n"
    assert "  - id: us-example\n" in (book / "national" / "example.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("new", "SX", "--rules", "data"), "there is no state called SX; did you mean"),
        (("new", "us-Not A Name", "--rules", "data"), "is no name for a file"),
        (("new", "SC", "--rules", "nothing"), "--rules: there is no folder called nothing; make it first."),
        (("new", "SC"), "data/states/sc.yaml is there already, and stays as it is"),
        (("diff", "no-such-revision"), "no-such-revision: there is no such revision here, and no such folder"),
        (("diff", "--rules", "src"), "no rule book here"),
        (("diff", "data", "data", "--impact", "nothing.yaml"), "nothing.yaml: there is no such file"),
        (("stale", "--older-than", "soon"), "--older-than: soon is not a length of time; write 180 days, 6 months or 1 year."),
        (("history", "sc-cpss-shar"), "did you mean sc-cpss-share"),
        (("fmt", "nothing"), "nothing: there is no such file or folder"),
    ],
)  # fmt: skip
def test_bad_calls(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_diff_of_the_files_here(run: Run, book: Path) -> None:
    assert "Nothing changes." in run("diff", "--rules", book, "--exit-code").stdout
    change(book, OLD, NEW)
    records = book.parent / "people"
    records.mkdir()
    (records / "ann.yaml").write_text("training: [{hours: 48, completed: 2026-05-01}]\n", "utf-8")
    (records / "bob.yaml").write_text("training: [{hours: 60, completed: 2026-05-01}]\n", "utf-8")
    done = run("diff", "--rules", book, "--impact", records, *DAY)
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "HEAD against the files here. 1 change in 1 credential. The answer changes for 1 of 2 records." in said
    assert "- initial: 46 → 50 hours of training, from January 1, 2027" in said
    assert "- ann.yaml, sc-cpss-apsc (initial), on January 1, 2027: not known yet, now not yet 50 hours of training: done, now missing (2 hours to go)." in said  # fmt: skip
    assert "bob.yaml" not in said
    assert run("diff", "--rules", book, "--exit-code").returncode == 1


def test_diff_of_revisions_and_folders(run: Run, book: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(book, before)
    change(book, OLD, NEW)
    git(book, "commit", "-q", "-a", "-m", "More training")
    markdown = run("diff", "HEAD~1", "HEAD", "--rules", book, "--format", "markdown")
    assert "**1 change in 1 credential.**" in markdown.stdout
    assert "## South Carolina: sc-cpss-apsc, Certified Peer Support Specialist" in markdown.stdout
    assert "- **initial: 46 → 50 hours of training, from January 1, 2027**" in markdown.stdout
    for call in (("HEAD~1..HEAD",), (before, book), ("HEAD~1:data", "main:"), (before,)):
        data = json.loads(run("diff", *call, "--rules", book, "--format", "json").stdout)
        assert [(c["credential"], c["pathway"], c["about"], c["days"]) for c in data["changes"]] == [
            ("sc-cpss-apsc", "initial", "training", ["2027-01-01"])
        ], call


def test_diff_says_what_is_missing(run: Run, book: Path, tmp_path: Path) -> None:
    lone = tmp_path / "lone"
    shutil.copytree(book, lone / "data")
    shutil.rmtree(tmp_path / ".git")
    done = run("diff", "--rules", lone / "data")
    assert done.returncode == 2
    assert "this folder is in no git repository; name two folders to compare" in done.stderr
    without = run("diff", "--rules", lone / "data", PATH=str(lone))
    assert without.returncode == 2
    assert without.stderr == "peercert: git: git is not installed; name two folders to compare\n"


def test_stale(run: Run) -> None:
    assert "No source is that old." in run("stale", "--older-than", "180", "days", "--as-of", "2026-12-01").stdout
    assert run("stale", "--older-than", "180 days", "--as-of", "2027-07-01").stdout.count("Read on November 22, 2026, 221 days ago.") == 20  # fmt: skip
    rows = json.loads(run("stale", "SC", "--certifier", "sc share", "--as-of", "2027-07-01", "--format", "json").stdout)
    assert (rows[0]["source"], rows[0]["rules_alone"], rows[0]["confidence"]["secondary"]) == ("copeland", 1, 5)
    assert all("SC SHARE" in row["certifiers"] for row in rows)


def test_history(run: Run) -> None:
    said = " ".join(run("history", "wa-cpss", *DAY).stdout.split())
    assert "SO FAR - July 1, 2025: It is issued from this day on, in place of wa-cpc." in said
    assert "STILL TO COME - December 31, 2026: Until this day:" in said
    data = json.loads(run("history", "wa-cpss", *DAY, "--format", "json").stdout)
    assert data["events"][1]["when"] == "2025-07-01"


class _Cells(HTMLParser):
    """Counts the cells of the table of credentials, and what the page asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.cells, self.asks = 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.cells += tag == "td" and str(given.get("class", "")).startswith("cell")
        self.asks += tag in ("script", "link", "img", "iframe")


def test_coverage_as_a_picture(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "coverage.html"
    done = run("coverage", "SC", "--output", path)
    assert (done.returncode, done.stdout) == (0, "")
    page = _Cells()
    page.feed(path.read_text("utf-8"))
    assert (page.cells, page.asks) == (3 * 18, 0)
    markdown = run("coverage", "SC", "--format", "markdown").stdout
    assert "| sc-cpss-share | ● | ● | ● | ● | · | ● | ● | ● | ● | ● | ○ | ● | ● | ● | ● | ● | ● | ● |" in markdown
    assert "| Exam | 2 | 0 | 1 | 0 | 0 |" in markdown


def test_hooks_and_actions_call_what_there_is() -> None:
    """The files by which others run these commands name commands and options that exist."""
    from peercert.cli import COMMANDS

    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        command, *rest = hook["entry"].split()
        assert command == "peercert"
        assert rest[0] in COMMANDS
        assert hook["files"]
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    steps = "\n".join(step.get("run", "") for step in action["runs"]["steps"])
    for call in ("peercert lint", "peercert diff", "--format github", "--format markdown", "GITHUB_STEP_SUMMARY"):
        assert call in steps, call
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "rule-changed.yml").read_text("utf-8"))
    assert {part.get("id") for part in form["body"]} >= {"state", "what", "source", "when"}
