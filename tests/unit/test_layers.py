"""Imports run one way, and the pure core needs nothing but the standard library."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT

LAYERS = [
    {"shapes"}, {"dates"}, {"sources", "record", "verdicts"}, {"cycles", "words", "questions"}, {"judging"}, {"requirements"}, {"model"},
    {"doubts"}, {"evaluation", "compare", "glossary", "places"}, {"plan", "renewal", "proof", "transfer", "where", "interview"}, {"yamlfile", "schema", "locale", "answers"},
    {"writing", "rulebook", "diagnose"}, {"recordfile"}, {"maintain", "present", "cohort"}, {"cli"},
]  # fmt: skip
"""From the ground up; a module imports at its top only from its own layer or lower ones."""
RANK = {name: i for i, layer in enumerate(LAYERS) for name in layer}


def test_the_core_is_pure() -> None:
    code = "import sys, peercert.evaluation, peercert.compare, peercert.renewal; print(sorted({'yaml', 'typer', 'rich', 'jsonschema', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "src" / "peercert").rglob("*.py")),
    ids=lambda p: str(p.relative_to(ROOT / "src" / "peercert")),
)
def test_imports_run_downward(path) -> None:  # type: ignore[no-untyped-def]
    place = path.relative_to(ROOT / "src" / "peercert").parts[0].removesuffix(".py")
    if place.startswith("__"):
        return
    for name in re.findall(r"^from peercert\.(\w+)", path.read_text("utf-8"), re.M):
        assert RANK[name] <= RANK[place], f"{place} imports {name}, which stands above it"
