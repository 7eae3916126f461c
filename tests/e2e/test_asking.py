"""The interview as people meet it: on a terminal (pexpect plays the person), and line by line through a pipe."""

import json
import os
import re
import stat
import sys
from pathlib import Path

import pexpect
import pytest
from conftest import ROOT, Run

PEERCERT = str(Path(sys.executable).with_name("peercert"))
DAY = ("--as-of", "2026-11-22")
READY = "\x1b[?25h"
"""The terminal shows its cursor: the answer can be typed."""


class Terminal:
    """A person at a terminal of 80 columns; `script` keeps what was shown."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "NO_COLOR": "1",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        self.child = pexpect.spawn(
            PEERCERT, [*arguments, *DAY], cwd=str(folder), env=env, encoding="utf-8", timeout=15, dimensions=(50, 80)
        )

    def answers(self, question: str, answer: str) -> None:
        """Wait until this is asked, then type the answer."""
        self.sees(question)
        self.child.expect_exact(READY)
        self.child.send(answer + "\r")

    def sees(self, text: str) -> None:
        """Wait until this is shown, over however many lines."""
        self.child.expect(r"\s+".join(map(re.escape, text.split())))

    def ends(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        status = self.child.exitstatus
        assert status is not None
        return status


def test_south_carolina_from_the_first_question_to_the_saved_record(tmp_path: Path, run: Run) -> None:
    person = Terminal(tmp_path, "check", "SC")
    person.answers("Which one is it about?", "1")
    person.sees("I will ask only what sc-cpss-share needs")
    person.answers("When were you born?", "4/2/1990")
    person.sees("Put down: April 2, 1990.")
    person.answers("Which lived experience do you bring?", "1")
    person.answers("Since when have you been in recovery?", "June 2019")
    person.answers("What is the highest level of school", "3")
    person.answers("Which of these exams have you passed?", "none")
    person.answers("How many references", "why")
    person.sees("SC SHARE: Peer Support Specialist Certification")
    person.child.send("2\r")
    person.answers("peer support work", "back")
    person.answers("How many references", "1")
    told = {
        "any other": "none", "hours of peer support work": "120", "paid work": "volunteer", "under a supervisor": "y", "When did it begin": "2025",
        "When did it end": "March 2026", "hours of supervision": "6", "hours of training": "none", "papers": "1",
        "signed": "code of conduct", "fees": "none",
    }  # fmt: skip
    while person.child.expect([r"That\s+is\s+all;", r"Question \d+[^\r]*\r\n([^?]*)\?"]) == 1:
        asked = " ".join(person.child.match[1].split())
        person.child.expect_exact(READY)
        answer = next((told[words] for words in told if words in asked), None)
        assert answer is not None, asked
        person.child.send(answer + "\r")
    person.sees("Not yet: ")
    person.sees("STILL MISSING")
    person.answers("Keep your answers in a file", "mine.yaml")
    person.sees("Kept in mine.yaml; only you can read it.")
    assert person.ends() == 1

    saved = tmp_path / "mine.yaml"
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    text = saved.read_text("utf-8")
    assert "# Date of birth" in text
    assert "born: 1990-04-02\n" in text
    assert "recovery_since: 2019-06\n" in text
    again = json.loads(run("check", "sc-cpss-share", "--record", saved, *DAY, "--format", "json").stdout)
    verdicts = {f["id"]: f["verdict"] for f in again["findings"]}
    assert (
        verdicts["recovery_time"]
        == verdicts["age"]
        == verdicts["document-diploma"]
        == verdicts["work_experience"]
        == "met"
    )
    assert verdicts["training"] == verdicts["references"] == verdicts["oral-evaluation"] == "missing"
    assert "unknown" not in verdicts.values()


def test_texas_from_the_first_question_to_the_saved_record(tmp_path: Path, run: Run) -> None:
    person = Terminal(tmp_path, "check", "tx-mhps-initial")
    told = {
        "other courses": "none",
        "When were you born": "1985", "Which lived experience": "1, 2", "level of school": "4", "courses": "orientation, core",
        "When did you finish": "March 2026", "exams": "none", "How many hours did it have": "46", "approved": "y", "How was it given": "in person",
        "paid": "none", "signed": "all", "papers": "all", "criminal": "n", "Is that so": "y",  "If so, when": "no",
    }  # fmt: skip
    questions, asked = 0, ""
    while person.child.expect([r"That\s+is\s+all;", r"Question \d+[^\r]*\r\n([^?]*)\?"]) == 1:
        questions += 1
        assert questions <= 25, asked
        asked = " ".join(person.child.match[1].split())
        answer = next((told[words] for words in told if words in asked + "?"), "")
        person.child.expect_exact(READY)
        person.child.send(answer + "\r")
    person.sees("Texas. tx-mhps-initial, initial")
    person.answers("Keep your answers in a file", "yes")
    person.sees("Kept in my-record.yaml; only you can read it.")
    person.ends()
    assert 8 <= questions <= 25
    saved = tmp_path / "my-record.yaml"
    again = json.loads(run("check", "tx-mhps-initial", "--record", saved, *DAY, "--format", "json").stdout)
    verdicts = {f["id"]: f["verdict"] for f in again["findings"]}
    assert verdicts["age"] == verdicts["lived_experience"] == verdicts["education"] == "met"


def test_texas_stopped_half_way_shows_the_report_so_far(tmp_path: Path) -> None:
    person = Terminal(tmp_path, "check", "tx-mhps-initial")
    person.answers("When were you born?", "not telling")
    person.sees("Please answer with a date, such as 3/14/2024, March 2024, 2024, or 2 years ago.")
    person.child.send("1 January 2010\r")
    person.answers("Which lived experience", "")
    person.child.expect_exact(READY)
    person.child.send("stop\r")
    person.sees("Stopped. This is where you are")
    person.sees("Not yet: 1 of ")
    person.answers("Keep your answers in a file", "")
    person.sees("Nothing was kept.")
    assert person.ends() == 1
    assert list(tmp_path.iterdir()) == []


def test_control_d_is_stopping_too(tmp_path: Path) -> None:
    person = Terminal(tmp_path, "check", "sc-cpss-share")
    person.sees("When were you born?")
    person.child.expect_exact(READY)
    person.child.sendeof()
    person.sees("Stopped.")
    person.sees("Not known yet")
    assert person.ends() == 1


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(tmp_path: Path) -> None:
    there = tmp_path / "mine.yaml"
    there.write_text("born: 1970-01-01\n")
    person = Terminal(tmp_path, "check", "sc-cpss-share")
    person.answers("When were you born?", "1990")
    person.child.expect_exact(READY)
    person.child.send("stop\r")
    person.answers("Keep your answers", "mine.yaml")
    person.answers("mine.yaml is there already. Replace it?", "no")
    person.answers("Another name?", "nowhere/mine.yaml")
    person.sees("nowhere/mine.yaml: the file cannot be written")
    person.answers("Another name?", "mine.yaml")
    person.answers("Replace it?", "yes")
    person.sees("Kept in mine.yaml")
    assert person.ends() == 1
    assert "born: 1990\n" in there.read_text("utf-8")
    assert stat.S_IMODE(there.stat().st_mode) == 0o600


def test_the_readme_shows_what_is_really_asked(run: Run) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = text.split("```text\n$ peercert check SC\n")[1].split("```")[0]
    typed = [line.removeprefix("> ") for line in shown.splitlines() if line.startswith("> ")]
    done = run("check", "SC", *DAY, stdin=lines(*typed, "stop"))
    for line in shown.splitlines():
        assert line in done.stderr or line == "...", line


def lines(*answers: str) -> str:
    return "".join(f"{a}\n" for a in answers)


def test_through_a_pipe_questions_go_to_stderr_and_the_report_to_stdout(run: Run) -> None:
    done = run("check", "sc-cpss-share", *DAY, "--format", "json", stdin=lines("1990-04-02", "1", "2 years ago"))
    report = json.loads(done.stdout)
    verdicts = {f["id"]: f["verdict"] for f in report["findings"]}
    assert (verdicts["age"], verdicts["lived_experience"], verdicts["recovery_time"], verdicts["training"]) == (
        "met",
        "met",
        "missing",
        "unknown",
    )
    assert "When were you born?" in done.stderr
    assert "> 1990-04-02" in done.stderr
    assert done.returncode == 1
    assert max(map(len, done.stderr.splitlines())) <= 80


def test_every_question_says_why_and_which_rule_asks(run: Run) -> None:
    done = run("check", "sc-cpss-share", *DAY, stdin="\n" * 30)
    asked = done.stderr.split("\nQuestion ")[1:]
    assert 8 <= len(asked) <= 14
    for block in asked:
        assert "Why: " in block
        assert "(SC SHARE: " in " ".join(block.split()) or "(Copeland Center: " in " ".join(block.split())


def test_gaps_of_a_record_are_filled_and_its_comments_stay(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("# my own words\nborn: 1990-04-02  # as on my card\ntraining: []\n")
    done = run(
        "check", "sc-cpss-share", "-r", mine, "--ask", *DAY, stdin=lines("1", "June 2019", "stop", str(mine), "yes")
    )
    assert "When were you born?" not in done.stderr
    assert f"Kept in {mine}" in " ".join(done.stderr.split())
    text = mine.read_text("utf-8")
    assert "# my own words\nborn: 1990-04-02  # as on my card\ntraining: []\n" in text
    assert "recovery_since: 2019-06" in text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("1990-04-02", "1", "1985", "stop"), "Your date of birth is April 2, 1990, but the first day of this recovery is 1985, which is earlier"),
        (("12/12/2031", "stop"), "December 12, 2031 is still to come; is the year right?"),
        (("1990", "7", "stop"), "Please answer with numbers from 1 to 2, such as 1, 2; none if there is none."),
        (("back", "stop"), "This is the first question."),
    ],
)  # fmt: skip
def test_answers_that_cannot_be_right(run: Run, typed: tuple[str, ...], says: str) -> None:
    done = run("check", "sc-cpss-share", *DAY, stdin=lines(*typed))
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_without_a_terminal_and_without_a_word_it_says_what_to_do(run: Run) -> None:
    done = run("check", "sc-cpss-share", *DAY)
    assert "no --record is given" in done.stderr
    assert "Not known yet: nothing is missing so far" in done.stdout
    assert run("check", "sc-cpss-share", "--no-ask", *DAY, stdin="1990\n").stdout == done.stdout
    both = run("check", "sc-cpss-share", "-r", "-", "--ask", stdin="1990\n")
    assert both.returncode == 2
    assert "--ask needs standard input for the answers; give --record a file." in both.stderr


def test_questions_in_files_of_rules_come_out_inert(run: Run, tmp_path: Path) -> None:
    text = (
        (ROOT / "data" / "states" / "sc.yaml")
        .read_text("utf-8")
        .replace("{for: registration, usd: 75}", '{for: "re\\e[31mg", usd: 75}')
    )
    path = tmp_path / "states" / "sc.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    done = run("check", "sc-cpss-share", "--rules", tmp_path, *DAY, stdin=lines(*["\x1b[31mred"] * 30))
    assert "\x1b" not in done.stderr + done.stdout


@pytest.mark.parametrize("name", ["x" * 300, "/dev/full", "/", "none/x.yaml", "\x1b]0;x\x07/x"])
def test_a_name_that_cannot_be_written_is_asked_for_again(tmp_path: Path, run: Run, name: str) -> None:
    kept = tmp_path / "mine.yaml"
    said = "".join(f"{line}\n" for line in ("1990-04-02", "stop", name, "no", kept))
    done = run("check", "sc-cpss-share", *DAY, stdin=said)
    assert done.returncode == 1, done.stderr
    assert "Another name?" in done.stderr
    assert "should not happen" not in done.stderr
    assert kept.stat().st_mode & 0o777 == 0o600 if kept.exists() else "Nothing was kept." in done.stderr
