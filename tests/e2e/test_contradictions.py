"""A record that contradicts itself: `peercert check` names both places."""

import json

from conftest import ROOT, Run
from jsonschema import Draft202012Validator

REPORT = Draft202012Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8")))
RECORD = "education: none\ndocuments: [diploma]\n"
SAYS = "education says that you did not finish high school, but a diploma is among your documents."


def test_on_the_page(run: Run) -> None:
    done = run("check", "sc-cpss-share", "-r", "-", stdin=RECORD)
    mind = done.stdout.split("PLEASE MIND")[1].split("STILL MISSING")[0]
    assert f"{SAYS} In your record: education and documents." in " ".join(mind.split())


def test_in_json(run: Run) -> None:
    report = json.loads(run("check", "sc-cpss-share", "-r", "-", "-f", "json", stdin=RECORD).stdout)
    REPORT.validate(report)
    assert report["doubts"] == [{"fields": ["education", "documents"], "says": SAYS}]
