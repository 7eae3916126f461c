"""The walk-through of CONTRIBUTING.md, done as it says: each command run, each output that it shows compared."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.S)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as a newcomer has it, with one commit."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("data", "examples", "schemas", "src", "tests/cases"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests/test_cases.py", "tests/conftest.py", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "as it was"]):
        subprocess.run([*git, *words], cwd=folder, check=True, capture_output=True)
    return folder


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    here = Path(sys.executable).parent
    env = {
        "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "COLUMNS": "80",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(folder / "src"),
    }
    return subprocess.run(
        shlex.split(command), cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
    )


def edit(folder: Path) -> None:
    """Put the text of the second step in place of the rule, as one would by hand."""
    new = next(b for kind, b in BLOCKS if kind == "yaml" and "hours: 46" in b)
    path = folder / "data" / "states" / "sc.yaml"
    text = path.read_text("utf-8")
    start = text.index("          - training: {hours: 40, provider: SC SHARE}")
    end = text.index("          - exam: {name: oral evaluation", start)
    path.write_text(text[:start] + new + text[end:], "utf-8")
    example = next(b for kind, b in BLOCKS if kind == "yaml" and "forty hours" in b)
    cases = folder / "tests" / "cases" / "sc-cpss-share.yaml"
    cases.write_text(cases.read_text("utf-8").rstrip("\n") + "\n" + example, "utf-8")


def test_the_walk_through(copy: Path) -> None:
    edit(copy)
    for kind, block in BLOCKS:
        if kind == "sh" and "pytest" in block and "venv" not in block:
            done = shell(f"{sys.executable} {block.strip().removeprefix('python ')} -q", copy)
            assert done.returncode == 0, done.stdout[-3000:]
        if kind != "console":
            continue
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, shown = part.partition("\n")
            done = shell(command, copy)
            assert done.returncode == 0, (command, done.stdout[-1500:], done.stderr)
            if shown.strip():
                assert done.stdout.strip() == shown.strip(), command


def test_whom_it_touches(copy: Path) -> None:
    done = shell("peercert diff --impact examples --as-of 2027-01-02", copy)
    text = " ".join(done.stdout.split())
    assert "nearly-ready.yaml, sc-cpss-share (initial)" in text
    assert "done, now missing (6 hours to go). You have 40 of 46 hours." in text


def test_a_mistake_is_told_at_once(copy: Path) -> None:
    path = copy / "data" / "states" / "sc.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("from: 2027-01-01", "from: 2027-13-01"), "utf-8")
    done = shell("peercert lint data/", copy)
    path.write_text(before, "utf-8")
    assert done.returncode == 1
    assert "data/states/sc.yaml:" in done.stdout
    assert "2027-13-01 is not a date that exists" in done.stdout
