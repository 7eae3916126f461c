"""What is said of each person in a table: outcome, how much is missing, and of every requirement verdict, have, need, gap.

`Rows` is the plain way to it, one record after another by `peercert.evaluate`; whatever is faster has to say the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from peercert.cohort.activities import with_activities
from peercert.cohort.columns import record_data
from peercert.evaluation import Lookup, Report, evaluate
from peercert.judging.table import Column
from peercert.model import Credential, Pathway
from peercert.record import Record
from peercert.verdicts import MISSING, REVIEW, UNKNOWN
from peercert.words import say

OF_EACH = ("verdict", "have", "need", "gap")
"""What there is of every requirement, after its id and a dot."""
HOURS = ("training", "work_experience", "supervision", "continuing_education")
TOTALS = ("fees_usd", "fees_usd_at_most", *(f"hours.{kind}" for kind in HOURS), "earliest")

Activities = Mapping[int, Mapping[str, list[dict[str, Any]]]]
"""By the number of a person in the whole roster: entries by the list of the record that they belong to."""


class Asked(NamedTuple):
    """What everybody is held against."""

    pathway: Pathway
    credential: Credential
    as_of: date
    lookup: Lookup


def schema(pathway: Pathway) -> dict[str, Any]:
    """The columns of the results of a pathway, with their types."""
    made: dict[str, Any] = {"outcome": pl.String, "missing": pl.Int64, "unknown": pl.Int64, "review": pl.Int64}
    for requirement in pathway.requirements:
        made |= {f"{requirement.id}.{what}": pl.Float64 if what == "gap" else pl.String for what in OF_EACH}
    return made | {name: pl.Date if name == "earliest" else pl.Float64 for name in TOTALS}


def result(report: Report) -> dict[str, Any]:
    """One row of results."""
    totals = report.totals
    made: dict[str, Any] = {"outcome": report.outcome.value}
    made |= {v.value: report.count(v) for v in (MISSING, UNKNOWN, REVIEW)}
    for finding in report.findings:
        found = finding.judgement
        said = (finding.verdict.value, _text(found.have), _text(found.need), found.gap)
        made |= {f"{finding.id}.{what}": value for what, value in zip(OF_EACH, said, strict=True)}
    made |= {"fees_usd": totals.fees_usd, "fees_usd_at_most": totals.fees_usd_at_most, "earliest": totals.earliest}
    return made | {f"hours.{kind}": totals.hours.get(kind, 0.0) for kind in HOURS}


def topics_missing(report: Report) -> dict[str, float]:
    """Hours that are missing by topic (or other part of a sum), over all that counts."""
    found: dict[str, float] = {}
    for leaf in (x for f in report.findings if f.verdict is MISSING for x in f.counted()):
        if leaf.verdict is MISSING:
            for part in leaf.judgement.parts:
                if part.unit == "hours" and part.gap:
                    name = say(part.name)
                    found[name] = found.get(name, 0) + part.gap
    return found


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return "; ".join(str(_text(v)) for v in value)
    if isinstance(value, float):
        return None if value == float("inf") else f"{value:.10g}"
    return str(value)


class Rows:
    """Judges people one after the other; those of whom the same is said, once."""

    def __init__(self, asked: Asked, columns: Sequence[Column]) -> None:
        self.asked, self.columns = asked, columns
        self.topics: dict[str, float] = {}
        """Hours missing by topic, of everybody so far."""
        self._known: dict[Any, tuple[dict[str, Any], dict[str, float]]] = {}

    def judge(self, frame: pl.DataFrame, first: int = 0, activities: Activities | None = None) -> pl.DataFrame:
        """The results of some people, of whom the first has this number in the whole roster."""
        made = []
        for number, cells in enumerate(frame.rows(), first):
            mine = (activities or {}).get(number)
            known = self._known.get(cells) if mine is None else None
            if known is None:
                report = self.report(dict(zip(frame.columns, cells, strict=True)), mine)
                known = result(report), topics_missing(report)
                if mine is None and len(self._known) < 200_000:
                    self._known[cells] = known
            made.append(known[0])
            for topic, hours in known[1].items():
                self.topics[topic] = self.topics.get(topic, 0) + hours
        return pl.DataFrame(made, schema=schema(self.asked.pathway))

    def report(self, row: Mapping[str, Any], mine: Mapping[str, list[dict[str, Any]]] | None = None) -> Report:
        """The whole report of one person."""
        pathway, credential, as_of, lookup = self.asked
        return evaluate(pathway, self.record(row, mine), as_of, credential=credential, lookup=lookup)

    def record(self, row: Mapping[str, Any], mine: Mapping[str, list[dict[str, Any]]] | None = None) -> Record:
        """The record that a row stands for."""
        data = record_data(row, self.columns)
        return Record.parse(with_activities(data, mine) if mine else data)


__all__ = ["HOURS", "OF_EACH", "TOTALS", "Activities", "Asked", "Rows", "result", "schema", "topics_missing"]
