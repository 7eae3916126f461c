"""Imports run one way, and the pure core needs nothing but the standard library."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT

LAYERS = [
    {"sayings"}, {"shapes"}, {"dates"}, {"sources", "record", "verdicts"}, {"cycles", "words", "questions"}, {"judging"}, {"requirements"}, {"model"},
    {"doubts"}, {"evaluation", "compare", "glossary", "places"}, {"plan", "renewal", "proof", "transfer", "where", "interview", "exported"}, {"yamlfile", "schema", "locale", "answers"},
    {"writing", "rulebook", "diagnose"}, {"recordfile"}, {"maintain", "present", "exporting", "cohort"}, {"cli"},
]  # fmt: skip
"""From the ground up; a module imports at its top only from its own layer or lower ones."""
RANK = {name: i for i, layer in enumerate(LAYERS) for name in layer}


BARE = """
import os, sys, sysconfig

HOUSE = os.path.dirname(os.path.abspath(sys.argv[1])) + os.sep
LIBRARY = tuple(os.path.abspath(p) + os.sep for p in {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")})


class Refuses:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top != "peercert" and top not in sys.stdlib_module_names:
            raise ImportError(f"the pure core may not import {name}")


def watch(event, arguments):
    if event != "open":
        return
    path = os.path.abspath(str(arguments[0]))
    code = path.endswith((".py", ".pyc")) or ".pyc." in path or os.path.isdir(path)
    in_library = path.startswith(LIBRARY) and "site-packages" not in path
    if not in_library and not (path.startswith(HOUSE) and code):
        raise PermissionError(f"the pure core may not open {path}")


sys.meta_path.insert(0, Refuses())
sys.path.insert(0, os.path.dirname(HOUSE.rstrip(os.sep)))
sys.addaudithook(watch)
"""
"""Python in which only the standard library and our own modules can be imported, and no other file can be opened."""


def bare(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in `BARE`, without the packages of the environment and without its configuration."""
    house = ROOT / "src" / "peercert" / "__init__.py"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", BARE + code, house], capture_output=True, text=True, check=False
    )


def test_the_guard_of_the_core_guards() -> None:
    assert "may not import yaml" in bare("import peercert.yamlfile").stderr
    assert "may not open" in bare("import peercert; peercert.Rulebook.of([]).glossary; open('/etc/hostname')").stderr


def test_the_core_needs_the_standard_library_alone_and_no_file() -> None:
    core = [name for layer in LAYERS[: LAYERS.index(next(x for x in LAYERS if "plan" in x)) + 1] for name in layer]
    done = bare(
        "from importlib import import_module\n" + f"for name in {core}: import_module('peercert.' + name)\nprint('ok')"
    )
    assert (done.stdout, done.stderr) == ("ok\n", "")


def test_every_kind_of_requirement_is_pure() -> None:
    code = "from peercert.requirements import KIND_NAMES, kind\nprint(len([kind(n) for n in KIND_NAMES]) > 25)"
    done = bare(code)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_a_web_page_could_do_it_all() -> None:
    """Rules and record as plain data: report, plan, questions, renewal, nearness, a comparison, with no file at all."""
    done = bare(
        """
import json
from datetime import date
from peercert import (
    Interview, Jurisdiction, Record, Rulebook, Target, compare_rules, evaluate, evaluate_all, make_plan, make_transfer,
    rank_credentials, renewals, say,
)

data = json.loads('''{
  "jurisdiction": "xx", "name": "Example State", "summary": "One body certifies.",
  "sources": {"board": {"publisher": "Board", "title": "Rules", "url": "https://example.org", "kind": "regulation", "read": "2026-11-22"}},
  "credentials": [{
    "id": "xx-cps", "name": "Certified Peer Specialist", "certifier": {"name": "Board"}, "populations": "mental_health",
    "role": "person", "status": "active",
    "pathways": {
      "initial": {"requirements": [
        {"age": {"at_least": 18}, "cite": "board"}, {"training": {"hours": 40}, "cite": "board"},
        {"fee": {"for": "application", "usd": 75}, "cite": "board"}]},
      "renewal": {"cycle": {"every": "24 months"}, "requirements": [{"continuing_education": {"hours": 20}, "cite": "board"}]}}}]
}''')
day = date(2026, 11, 22)
rules = Rulebook.of([Jurisdiction.parse(data)])
credential = rules.credential("xx-cps")
record = Record.parse({"born": 1990, "training": [{"hours": 30}], "paid": []})
report = evaluate(credential.pathways["initial"], record, day, credential=credential, lookup=rules.credential)
print(report.outcome, report.totals.hours, report.totals.fees_usd)
print([f.reason for f in report.findings][1])
print([s.id for s in make_plan(report, 5).to_do])
print(say(Interview([Target(credential, credential.pathways["initial"])], {}, day).next().question.text))
holder = Record.parse({"credentials": [{"id": "xx-cps", "issued": "2025-03-01"}]})
print(renewals(holder, day, rules.credential)[0].deadline, evaluate_all(credential, holder, day).pathway.name)
print(rank_credentials(rules.credentials(), record, day, rules.credential)[0].level)
print([r.kind for r in compare_rules([credential, credential], day)])
print(Rulebook.from_export({"format": "peercert-rulebook/1", "jurisdictions": [data]}).places("xx")[0].name)
"""
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "not_ready {'training': 10} 75.0",
        "You have 30 of 40 hours.",
        "['training', 'fee-application']",
        "When were you born? The month or the year alone will often do.",
        "2027-03-01 renewal",
        "few_rules",
        "['age', 'training', 'fee']",
        "Example State",
    ]


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
