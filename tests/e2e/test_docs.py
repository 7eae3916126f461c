"""Every command in the README and the docs is run; output that they show is compared."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def shown() -> list[tuple[Path, str, str]]:
    """(page, command, output shown) of every console block."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.S):
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
                command, _, output = part.partition("\n")
                found.append((page, command, output.strip("\n")))
    return found


@pytest.mark.parametrize(("page", "command", "output"), [pytest.param(*s, id=f"{s[0].name}: {s[1]}") for s in shown()])
def test_command_of_the_docs(run: Run, page: Path, command: str, output: str) -> None:
    words = shlex.split(command)
    assert words[0] == "peercert", "only peercert commands stand in console blocks"
    done = run(*words[1:])
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout or words[1] in ("lint", "fmt")  # silence on stdout is their good news
    if output:
        assert done.stdout.strip("\n") == output, (
            f"the docs show another output; write the present one into {page.name}"
        )


def test_every_line_for_trainers_works_one_after_the_other(run: Run, tmp_path: Path) -> None:
    for name in ("examples", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "for-trainers.md").read_text("utf-8"), re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 6
    for line in lines:
        done = run(*shlex.split(line)[1:], folder=tmp_path)
        assert line.startswith("peercert ")
        assert done.returncode in (0, 1), f"{line}\n{done.stderr}"
    made = {p.name for p in tmp_path.iterdir()}
    assert made >= {"roster.xlsx", "verdicts.xlsx", "summary.html", "letters", "map.yaml", "rules", "sc.json"}


def test_python_of_the_readme(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert "not_ready" in capsys.readouterr().out


def test_every_command_named_in_text_exists() -> None:
    from peercert.cli import COMMANDS

    for page in PAGES:
        for name in re.findall(r"`peercert ([a-z]+)", page.read_text("utf-8")):
            assert name in COMMANDS, f"{page.name} names peercert {name}"


def test_nothing_of_the_workshop_is_in_the_product() -> None:
    for path in [*PAGES, *ROOT.glob("src/**/*.py"), *ROOT.glob("data/**/*.yaml"), *ROOT.glob("tests/**/*.yaml")]:
        text = path.read_text("utf-8")
        assert not re.search(r"@@[A-Z]+@@|(?:^|[\s\"'(])/(?:root|home|work|tmp)/[a-z]", text), path
