"""Hours and money that a whole cohort still needs: what `peercert.evaluation.totals` says of each one, added up.

Each requirement is looked at by itself, once for each combination of what it reads among people of whom it is open;
where there are more of those than can be worked out in reasonable time, it is left out and said so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from peercert.cohort.columns import reading_of
from peercert.cohort.results import Activities, Asked, Rows
from peercert.evaluation import Report, context_of, totals
from peercert.judging.groups import find
from peercert.judging.requirement import Requirement
from peercert.judging.table import Column
from peercert.verdicts import MISSING, UNKNOWN, Finding
from peercert.words import say

MOST = 200_000
"""Combinations of what one requirement reads that are worked out."""


class Needs(NamedTuple):
    """What one person, or one requirement, still needs."""

    fees_usd: float
    fees_usd_at_most: float
    hours: Mapping[str, float]
    """By kind."""
    topics: Mapping[str, float]
    """Hours by topic, or other part of a sum."""


class Totals:
    """Adds up hours, hours by topic, and money, over all people."""

    def __init__(self, asked: Asked, columns: Sequence[Column]) -> None:
        self.asked = asked
        self.fees_usd = self.fees_usd_at_most = 0.0
        self.hours: Counter[str] = Counter()
        self.people: Counter[str] = Counter()
        """How many people need hours of a kind."""
        self.topics: Counter[str] = Counter()
        self.left_out: set[str] = set()
        """Ids of requirements of which there are too many combinations."""
        self._rows = Rows(asked, columns)
        self._reads = _reads(asked, columns)
        self._known: dict[str, dict[Any, Needs]] = {}

    def add_reports(self, reports: Iterable[Report]) -> None:
        """Add people of whom there are whole reports."""
        for report in reports:
            needs = needs_of(report.findings, self.asked)
            self._add(needs, 1)
            self.people.update(kind for kind, hours in needs.hours.items() if hours)

    def add(
        self, frame: pl.DataFrame, results: pl.DataFrame, first: int = 0, activities: Activities | None = None
    ) -> None:
        """Add some people: what a roster says of them, and their results."""
        mine = activities or {}
        alone = [n for n in mine if first <= n < first + frame.height]
        self.add_reports(self._rows.report(frame.row(n - first, named=True), mine[n]) for n in alone)
        kept = ~pl.Series(range(first, first + frame.height), dtype=pl.Int64).is_in(alone)
        frame, results = frame.filter(kept), results.filter(kept)
        needing: dict[str, pl.Series] = {}
        for requirement in self.asked.pathway.requirements:
            for kind, who in self._add_requirement(requirement, frame, results).items():
                needing[kind] = needing[kind] | who if kind in needing else who
        self.people.update({kind: int(who.sum()) for kind, who in needing.items()})

    def _add_requirement(
        self, requirement: Requirement, frame: pl.DataFrame, results: pl.DataFrame
    ) -> dict[str, pl.Series]:
        """Add one requirement of all these people; who needs hours of which kind."""
        reads = [c for c in self._reads.get(requirement.id, ()) if c in frame.columns]
        if requirement.id not in self._reads:
            return {}
        open_ = results[f"{requirement.id}.verdict"].is_in([MISSING.value, UNKNOWN.value]).fill_null(False)
        people = frame.select(reads).with_columns(open_.alias("?")).filter("?")
        combinations = people.group_by(people.columns).len()
        known = self._known.setdefault(requirement.id, {})
        if len(known) + combinations.height > MOST:
            self.left_out.add(requirement.id)
            return {}
        found: list[Needs] = []
        for *cells, _, count in combinations.rows():
            needs = known.get(tuple(cells))
            if needs is None:
                needs = known[tuple(cells)] = self._needs(requirement, dict(zip(reads, cells, strict=True)))
            self._add(needs, count)
            found.append(needs)
        made = {}
        for kind in {k for needs in found for k, hours in needs.hours.items() if hours}:
            some = combinations.filter([bool(n.hours.get(kind)) for n in found]).select(*reads, "?")
            hit = frame.select(reads).with_columns(open_.alias("?")).with_row_index("place")
            places = hit.join(some, on=[*reads, "?"], how="semi", nulls_equal=True)["place"]
            made[kind] = pl.Series(range(frame.height), dtype=pl.UInt32).is_in(places.implode())
        return made

    def _needs(self, requirement: Requirement, row: Mapping[str, Any]) -> Needs:
        """What this requirement alone still takes, of somebody with such a row."""
        pathway, credential, as_of, lookup = self.asked
        finding = find(requirement, context_of(pathway, self._rows.record(row), as_of, credential, lookup))
        return needs_of((finding,) if finding is not None else (), self.asked)

    def _add(self, needs: Needs, people: int) -> None:
        self.fees_usd += needs.fees_usd * people
        self.fees_usd_at_most += needs.fees_usd_at_most * people
        self.hours.update({kind: hours * people for kind, hours in needs.hours.items()})
        self.topics.update({topic: hours * people for topic, hours in needs.topics.items()})


def needs_of(findings: tuple[Finding, ...], asked: Asked) -> Needs:
    """Hours and money of some findings."""
    found = totals(findings, asked.as_of)
    topics: dict[str, float] = {}
    for leaf in (x for f in findings if f.verdict is MISSING for x in f.counted()):
        for part in leaf.judgement.parts if leaf.verdict is MISSING else ():
            if part.unit == "hours" and part.gap:
                name = say(part.name)
                topics[name] = topics.get(name, 0) + part.gap
    return Needs(found.fees_usd, found.fees_usd_at_most, found.hours, topics)


def _reads(asked: Asked, columns: Sequence[Column]) -> dict[str, list[str]]:
    """Of each requirement that can take hours or money: all columns of what it looks at in a record."""
    reading = reading_of(asked.pathway, asked.credential)
    made = {}
    for requirement in asked.pathway.requirements:
        rule = requirement.rule
        if rule.hours_kind or rule.kind == "fee" or rule.members():
            looked_at = {_part(c) for c in reading.of(requirement)}
            if ("entry", "supervision") in looked_at:
                looked_at.add(("entry", "experience"))
            made[requirement.id] = [c.name for c in columns if _part(c) in looked_at]
    return made


def _part(column: Column) -> tuple[str, ...]:
    """The part of a record that a column belongs to: what stands there depends on all its columns."""
    if column.place[0] == "entry":
        return column.place[:2]
    return column.place if column.place[0] in ("field", "item", "statement", "step") else column.place[:1]


__all__ = ["MOST", "Needs", "Totals", "needs_of"]
