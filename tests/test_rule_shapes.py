"""Every shape of rule that really occurs is expressible and judged (`rule_shapes.yaml`)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import make_credential

from peercert import yamlfile
from peercert.dates import DateSpan
from peercert.evaluation import evaluate
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Pathway
from peercert.record import Record
from peercert.rulebook import Rulebook

SHAPES: list[dict[str, Any]] = yamlfile.read(Path(__file__).parent / "rule_shapes.yaml").data


def credential(example: dict[str, Any]) -> Credential:
    return make_credential(example["requirements"], **({"cycle": example["cycle"]} if "cycle" in example else {}))


@pytest.mark.parametrize("example", SHAPES, ids=[e["shape"] for e in SHAPES])
def test_shape(example: dict[str, Any]) -> None:
    made = credential(example)
    day: date = DateSpan.parse(example.get("as_of", "2026-11-22")).lo
    report = evaluate(
        next(iter(made.pathways.values())),
        Record.parse(example["record"]),
        day,
        credential=made,
        lookup=Rulebook().credential,
    )
    got = {f.id: [f.verdict.value, f.judgement.gap] for f in report.findings}
    assert got == example["expect"]
    if "earliest" in example:
        assert report.totals.earliest == DateSpan.parse(example["earliest"]).lo
    if "fees_usd" in example:
        assert report.totals.fees_usd == example["fees_usd"]
    if "fees_not_published" in example:
        assert list(report.totals.fees_not_published) == example["fees_not_published"]


def test_every_listed_shape_has_an_example() -> None:
    numbers = {int(e["shape"].split(".")[0]) for e in SHAPES}
    # 13 (two issuers, excluding courses), 40 (nothing exists) and 41 (federal layers) are shapes of the data, not of a rule
    assert numbers == set(range(1, 40)) - {13}


def test_requirements_and_pathways_are_frozen() -> None:
    made = credential(SHAPES[0])
    for thing in (made, next(iter(made.pathways.values())), next(iter(made.pathways.values())).requirements[0]):
        assert isinstance(thing, (Credential, Pathway, Requirement))
        with pytest.raises(AttributeError, match="frozen"):
            thing.id = "other"  # type: ignore[misc]
