"""The installed command as its users call it."""

import json
from pathlib import Path

import pytest
from conftest import ROOT, Run
from jsonschema import Draft202012Validator

REPORT = Draft202012Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8")))
NEW, NEAR, HOLDER = ("examples/newcomer.yaml", "examples/nearly-ready.yaml", "examples/near-renewal.yaml")
DAY = ("--as-of", "2026-11-22")


def test_a_newcomer_reads_the_answer_first(run: Run) -> None:
    done = run("check", "sc-cpss-share", "--record", NEW, *DAY)
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "Certified Peer Support Specialist (SC SHARE)"
    assert "Not yet: 10 of 14 things are missing." in lines[:8]
    for words in ("40 hours of training given or approved by SC SHARE", "Next: Do 40 hours more.", "[1] SC SHARE: Peer Support Specialist Certification",
                  "Money: $75 still to pay.", "Earliest possible date: June 1, 2027", "SC SHARE, https://www.scshare.com/certification",
                  "the certifier decides"):  # fmt: skip
        assert words in " ".join(done.stdout.split()), words
    assert max(map(len, (line for line in lines if "http" not in line))) <= 80
    assert "\x1b" not in done.stdout


def test_json_is_the_contract(run: Run) -> None:
    done = run("check", "sc-cpss-share", "--record", NEAR, *DAY, "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    REPORT.validate(report)
    assert (report["credential"], report["pathway"], report["as_of"], report["outcome"]) == (
        "sc-cpss-share",
        "initial",
        "2026-11-22",
        "not_ready",
    )
    by_id = {f["id"]: f for f in report["findings"]}
    assert by_id["references"] | {"sources": 0, "next": 0, "note": 0} == by_id["references"] | {
        "sources": 0,
        "next": 0,
        "note": 0,
    }
    assert (
        by_id["references"]["have"],
        by_id["references"]["need"],
        by_id["references"]["gap"],
        by_id["references"]["unit"],
    ) == (2, 3, 1, "references")
    assert by_id["training"]["verdict"] == "met"
    assert by_id["training"]["sources"][0]["url"] == "https://www.scshare.com/certification"
    assert report["totals"]["fees_usd"] == 75


def test_a_holder_is_asked_about_renewal(run: Run) -> None:
    done = run("check", "sc-cpss-share", "--record", HOLDER, *DAY)
    assert done.returncode == 1
    assert "It ends on January 14, 2027" in done.stdout
    assert "You have 12 of 20 hours" in done.stdout


def test_washington_changes_with_its_law(run: Run) -> None:
    before = run("check", "WA", "--as-of", "2025-06-30", "--record", NEW, "--format", "json")
    after = run("check", "WA", "--as-of", "2025-07-02", "--record", NEW, "--format", "json")
    assert [r["credential"] for r in json.loads(before.stdout)["reports"]] == ["wa-cpc"]
    assert [r["credential"] for r in json.loads(after.stdout)["reports"]] == ["wa-cpss", "wa-cpsst"]
    REPORT.validate(json.loads(before.stdout))


def test_a_state_says_which_credentials_there_are(run: Run) -> None:
    done = run("check", "SC", "--record", NEW, *DAY)
    text = " ".join(done.stdout.split())
    assert "South Carolina has 3 credentials to check:" in text
    for name in ("sc-cpss-share", "sc-cpss-apsc", "sc-cprs"):
        assert f"- {name}: " in text
    assert run("check", "South Carolina", "--record", NEW, *DAY).stdout == done.stdout


def test_markdown(run: Run) -> None:
    done = run("check", "sc-cpss-share", "-r", NEAR, *DAY, "-f", "markdown")
    assert done.stdout.startswith("# Certified Peer Support Specialist (SC SHARE)\n")
    assert "**Not yet: 3 of 14 things are missing.**" in done.stdout
    assert "## Still missing (3)" in done.stdout


def test_standard_input(run: Run) -> None:
    done = run("check", "sc-cpss-share", "--record", "-", *DAY, "--format", "json", stdin="born: 2010-01-01\n")
    findings = {f["id"]: f for f in json.loads(done.stdout)["findings"]}
    assert findings["age"]["verdict"] == "missing"
    assert findings["age"]["earliest"] == "2028-01-01"
    broken = run("check", "sc-cpss-share", "--record", "-", stdin="born: [\n")
    assert broken.returncode == 2
    assert broken.stderr.startswith("peercert: standard input:")


def test_without_a_record_everything_is_unknown(run: Run) -> None:
    done = run("check", "sc-cpss-share", *DAY)
    assert done.returncode == 1
    assert "Not known yet: nothing is missing so far" in done.stdout
    assert "no --record is given" in done.stderr


def test_ready_is_exit_zero(run: Run) -> None:
    done = run("check", "sc-cpss-share", "--pathway", "renewal", "-r", "-", *DAY, stdin="""
credentials: [{id: sc-cpss-share, issued: 2026-01-14, expires: 2027-01-14}]
continuing_education: [{hours: 20, approved_by: SC SHARE, completed: 2026-05-05}]
""")  # fmt: skip
    assert done.returncode == 0
    assert "Ready: all 2 things are done." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "sc-cpss-shar", "-r", NEW), "there is no credential or state called sc-cpss-shar; did you mean sc-cpss-share"),
        (("check", "Texsa", "-r", NEW), "did you mean TX"),
        (("check", "sc-cpss-share", "-r", "nothing.yaml"), "nothing.yaml: there is no such file; check the name and the folder"),
        (("check", "sc-cpss-share", "-r", "examples"), "examples: this is a folder; name a file in it"),
        (("check", "sc-cpss-share", "-r", NEW, "--pathway", "renewl"), "there is no pathway called renewl here; there are initial, "),
        (("check", "sc-cpss-share", "-r", NEW, "--as-of", "2026-02-30"), "--as-of: 2026-02-30 is not a date that exists"),
        (("check", "sc-cpss-share", "-r", NEW, "--rules", "src"), "src: no rule book here"),
        (("lint", "nothing"), "nothing: there is no such file or folder"),
        (("list", "--role", "friend"), "--role: friend is not one of person, family, youth, either, supervisor."),
        (("show", "zz"), "there is no credential or state called zz"),
        (("--lang", "xx", "list"), "--lang: there is no xx; there are en (English), es (español).\n"),
    ],
)  # fmt: skip
def test_bad_calls_are_exit_two_with_one_message(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert done.stderr.count("peercert: ") == 1
    assert "Traceback" not in done.stderr


def test_another_rule_book_is_schema_checked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "states" / "xx.yaml"
    path.parent.mkdir()
    path.write_text("jurisdiction: xx\nname: Example\nsummary: Text.\nsources: {}\ncredentals: []\n")
    done = run("check", "xx", "-r", NEW, "--rules", tmp_path)
    assert done.returncode == 2
    assert f"{path}:5:1: unknown key credentals; did you mean credentials?" in done.stderr
    assert run("check", "xx", "-r", NEW, PEERCERT_RULES=str(tmp_path)).stderr == done.stderr


def test_text_from_files_comes_out_inert(run: Run, tmp_path: Path) -> None:
    text = (
        (ROOT / "data" / "states" / "sc.yaml")
        .read_text("utf-8")
        .replace("name: Certified Peer Support Specialist (SC SHARE)", 'name: "\\e[31mRed [bold]x[/bold] \\u202egnp"')
    )
    path = tmp_path / "states" / "sc.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    done = run("check", "sc-cpss-share", "-r", NEW, "--rules", tmp_path, FORCE_COLOR="1")
    assert done.returncode == 1, done.stderr
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "[bold]x[/bold]" in done.stdout


def test_lint_show_list_schema(run: Run, tmp_path: Path) -> None:
    assert run("lint", "data").returncode == 0
    shown = run("show", "sc-cpss-share")
    assert shown.returncode == 0
    assert "3 years in recovery" in shown.stdout
    assert "Looked for and not found" in shown.stdout or "LOOKED FOR AND NOT FOUND" in shown.stdout
    listed = json.loads(run("list", "--format", "json").stdout)
    assert len(listed) == len({c["id"] for c in listed}) > 20
    assert all(
        "family" in c["populations"]
        for c in json.loads(run("list", "--population", "family", "--format", "json").stdout)
    )
    assert json.loads(run("schema", "record").stdout)["title"] == "Record"
    example = tmp_path / "me.yaml"
    example.write_text(run("schema", "record", "--example").stdout)
    assert run("check", "sc-cpss-share", "-r", example, *DAY).returncode == 1


def test_compare_marks_what_differs(run: Run) -> None:
    done = run("compare", "sc-cpss-share", "sc-cpss-apsc")
    assert done.returncode == 0
    assert "They differ in 7 of 13 topics." in done.stdout
    assert "- Recovery time\n" in done.stdout.split("WHERE THEY DIFFER (7)")[1]
    assert "sc-cpss-share: 3 years in recovery" in done.stdout
    assert "sc-cpss-apsc: 1 year in recovery" in done.stdout
    model = run("compare", "sc-cpss-share", "--with-model", "--format", "json")
    assert all("us-samhsa-model" in row for row in json.loads(model.stdout))
    assert run("compare", "sc-cpss-share").returncode == 2


def test_coverage_counts_the_rule_book(run: Run) -> None:
    whole = json.loads(run("coverage", "--json").stdout)
    assert whole["numbers"]["credentials"] == len(whole["credentials"])
    assert whole["credentials"]["sc-cpss-apsc"]["exam"] == "not asked"
    assert whole["credentials"]["sc-cpss-apsc"]["age"] == "not found"
    assert whole["credentials"]["sc-cpss-share"]["training"] == "encoded"
    assert "sc-cpss-share" in run("coverage", "SC").stdout


def test_explain(run: Run) -> None:
    assert "Listening and caring" in run("explain", "emotional", "support").stdout
    assert "did you mean" in run("explain", "suicide preventoin").stderr
    assert "Ethics" in run("explain").stdout
    assert run("lint", "--explain", "pc107").stdout.startswith(
        "PC107: hours by topic that add up to more than the total."
    )
    assert run("lint", "--explain", "X1").returncode == 2


def test_medicaid_adds_the_federal_conditions(run: Run) -> None:
    report = json.loads(run("check", "sc-cpss-share", "-r", NEAR, *DAY, "--medicaid", "--format", "json").stdout)
    REPORT.validate(report)
    assert report["medicaid"]["credential"] == "us-cms-medicaid"
    assert "Medicaid: " in run("show", "sc-cpss-share").stdout


def test_a_place_without_certification_still_helps(run: Run) -> None:
    done = run("check", "SD", "-r", NEW, *DAY)
    assert done.returncode == 1
    assert "What people there can use instead: us-ncprss, us-ncps." in done.stdout
    assert json.loads(run("check", "SD", "-r", NEW, "--format", "json").stdout)["instead"] == ["us-ncprss", "us-ncps"]


def test_help_groups_commands_by_reader(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    for words in ("For peers", "For everyone", "For maintainers of rules", "the certifier decides"):
        assert words in done.stdout
    assert run("--version").stdout.startswith("peercert 0.")


def test_completion_knows_credentials(run: Run) -> None:
    done = run(_PEERCERT_COMPLETE="complete_bash", COMP_WORDS="peercert check sc-c", COMP_CWORD="2")
    assert "sc-cpss-share" in done.stdout.split()


def test_a_closed_pipe_is_no_error() -> None:
    import subprocess
    import sys

    command = f"{Path(sys.executable).with_name('peercert')} check SC -r {NEW} --all | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr == ""
