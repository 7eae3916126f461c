"""Shared by all tests: the bundled rules, the installed command, and a language that shows what was not asked of it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from peercert.model import Credential
from peercert.rulebook import Rulebook
from peercert.words import Language, speak

ROOT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


def make_credential(requirements: list[dict[str, Any]], **keys: Any) -> Credential:
    """A credential `xx` made for one test; `cycle` makes its pathway a renewal, other keys are further pathways."""
    cycle = keys.pop("cycle", None)
    way = {"requirements": requirements} | ({"cycle": cycle} if cycle else {})
    return Credential.parse(
        {
            "id": "xx", "name": "Example", "certifier": {"name": "Board"}, "populations": "other", "role": "person", "status": "active",
            "pathways": {"renewal" if cycle else "initial": way} | keys,
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    return Rulebook()


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the installed command as a user would: 80 columns, no colour, no variables of the developer's own."""
    command = Path(sys.executable).with_name("peercert")

    def call(
        *arguments: str | Path,
        stdin: str | bytes | None = None,
        folder: Path = ROOT,
        seconds: float = 60,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "COLUMNS": "80",
            "LANG": "C.UTF-8",
        } | environment
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [command, *map(str, arguments)],
            input=raw if raw is not None else b"",
            capture_output=True,
            env=env,
            cwd=folder,
            check=False,
            timeout=seconds,
        )
        return subprocess.CompletedProcess(
            done.args,
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )

    return call


class Loud(Language):
    """English in capitals: whatever stays small was not asked of the language."""

    code = "loud"

    def message(self, text: str, context: str = "") -> str:  # noqa: ARG002
        return re.sub(r"\{\w+\}|[^{]+", lambda m: m[0] if m[0][0] == "{" else m[0].upper(), text)

    def plural(self, one: str, many: str, count: float) -> str:
        return self.message(one if count == 1 else many)

    def prose(self, text: str) -> str:
        return f"<{text.upper()}>"

    def day(self, when: date) -> str:
        return super().day(when).upper()

    def month(self, when: date) -> str:
        return super().month(when).upper()

    def listed(self, items: Any, *, every: bool) -> str:
        return (" & " if every else " / ").join(items)


@pytest.fixture
def loud() -> Iterator[None]:
    """Everything is said loudly in this test."""
    speak(Loud())
    yield
    speak(Language())


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, for the tests of pages (tests/browser; needs the extra `browser`)."""
    import shutil

    from playwright.sync_api import sync_playwright

    found = [path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))]
    assert found, "no Chromium is installed"
    quiet = [
        "no-sandbox",
        "disable-gpu",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    ]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found[0], args=["--headless=new", *(f"--{q}" for q in quiet)]
        )
        yield started
        started.close()
