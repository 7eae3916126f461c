"""Hours and money that a whole cohort still needs: what `peercert.evaluation.totals` says of each one, added up.

Hours that are missing of a sum by itself are its gap, which the results have. Fees, hours within groups, and hours by
topic are worked out once for each combination of what a requirement reads among people of whom it is open; where there
are more of those than can be worked out in reasonable time, that requirement is left out and said so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from peercert.cohort.columns import reading_of
from peercert.cohort.results import Activities, Asked, Rows
from peercert.cohort.rows import Shown, shown
from peercert.evaluation import Report, context_of, totals
from peercert.judging.groups import find
from peercert.judging.requirement import Rule
from peercert.judging.table import Column
from peercert.judging.tally import Tally
from peercert.verdicts import MISSING, UNKNOWN, Finding
from peercert.words import say, word

MOST = 20_000
"""Combinations of what one requirement reads that are worked out."""


class Needs(NamedTuple):
    """What one person, or one requirement, still needs."""

    fees_usd: float = 0.0
    fees_usd_at_most: float = 0.0
    hours: Mapping[str, float] = {}
    """By kind."""
    topics: Mapping[str, float] = {}
    """Hours by topic, or other part of a sum."""


class Sums:
    """Needs of many people."""

    def __init__(self) -> None:
        self.fees_usd = self.fees_usd_at_most = 0.0
        self.hours: Counter[str] = Counter()
        self.topics: Counter[str] = Counter()

    def add(self, needs: Needs, people: int) -> None:
        """Add so many people who need this."""
        self.fees_usd += needs.fees_usd * people
        self.fees_usd_at_most += needs.fees_usd_at_most * people
        for kind, hours in needs.hours.items():
            self.hours[kind] += hours * people  # type: ignore[assignment]
        for topic, hours in needs.topics.items():
            self.topics[topic] += hours * people  # type: ignore[assignment]


class Totals:
    """Adds up hours, hours by topic, and money, over all people."""

    def __init__(self, asked: Asked, columns: Sequence[Column]) -> None:
        self.asked = asked
        self.people: Counter[str] = Counter()
        """How many people need hours of a kind."""
        self.left_out: set[str] = set()
        """Ids of requirements of which there are too many combinations: their hours and fees are not counted."""
        self.no_topics: set[str] = set()
        """Ids of sums whose hours are counted, but not by topic."""
        self._rows = Rows(asked, columns)
        self._places = {place.id: place for place in shown(asked.pathway)}
        self._reads = _reads(asked, self._places.values(), columns)
        self._known: dict[str, dict[Any, Needs]] = {}
        self._sums: dict[str, Sums] = {}

    @property
    def counted(self) -> frozenset[str]:
        """Ids of the requirements whose hours and fees are added up."""
        return frozenset(self._reads)

    @property
    def sums(self) -> Sums:
        """What all people need."""
        made = Sums()
        for sums in self._sums.values():
            made.add(Needs(sums.fees_usd, sums.fees_usd_at_most, sums.hours, sums.topics), 1)
        return made

    def add_reports(self, reports: Iterable[Report]) -> None:
        """Add people of whom there are whole reports."""
        for report in reports:
            needs = needs_of(report.findings, self.asked)
            self._sums.setdefault("", Sums()).add(needs, 1)
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
        for id_ in self._reads:
            for kind, who in self._requirement(self._places[id_], frame, results).items():
                needing[kind] = needing[kind] | who if kind in needing else who
        self.people.update({kind: int(who.sum()) for kind, who in needing.items()})

    def _requirement(self, place: Shown, frame: pl.DataFrame, results: pl.DataFrame) -> dict[str, pl.Series]:
        """Add one requirement of all these people; who needs hours of which kind."""
        id_, kind = place.id, _gap_in(place)
        missing = (results[f"{id_}.verdict"] == MISSING.value).fill_null(False)
        if kind is None:
            open_ = missing | (results[f"{id_}.verdict"] == UNKNOWN.value).fill_null(False)
            return self._combinations(place, frame, open_)
        parted = any(isinstance(v.rule, Tally) and (v.rule.parts or v.rule.at_least) for v in place.versions)
        if parted and id_ not in self.no_topics and not self._topics(place, frame, missing):
            self.no_topics.add(id_)
        if not kind:
            return {}
        gap = results[f"{id_}.gap"].filter(missing)
        self._sums.setdefault(id_, Sums()).add(Needs(hours={kind: float(gap.sum() or 0)}), 1)
        return {kind: missing & (results[f"{id_}.gap"] > 0).fill_null(False)}

    def _topics(self, place: Shown, frame: pl.DataFrame, missing: pl.Series) -> bool:
        """Add the hours by topic of a sum; False where there are too many combinations."""
        found = self._needs(place, frame, missing)
        sums = self._sums.setdefault(f"{place.id} by topic", Sums())
        for _, needs, people in found or ():
            sums.add(Needs(topics=needs.topics), people)
        if found is None:
            del self._sums[f"{place.id} by topic"]
        return found is not None

    def _combinations(self, place: Shown, frame: pl.DataFrame, open_: pl.Series) -> dict[str, pl.Series]:
        """Add a fee or a group, combination by combination; who needs hours of which kind."""
        found = self._needs(place, frame, open_) if place.id not in self.left_out else None
        if found is None:
            self.left_out.add(place.id)
            self._sums.pop(place.id, None)
            return {}
        sums = self._sums.setdefault(place.id, Sums())
        for _, needs, people in found:
            sums.add(needs, people)
        reads = self._there(place, frame)
        made = {}
        for kind in {k for _, needs, _ in found for k, hours in needs.hours.items() if hours}:
            if not reads:
                made[kind] = open_
                continue
            rows = [cells for cells, needs, _ in found if needs.hours.get(kind)]
            some = pl.DataFrame(rows, schema={n: frame.schema[n] for n in reads}, orient="row")
            numbered = frame.select(reads).with_row_index("place")
            who = numbered.join(some, on=reads, how="semi", nulls_equal=True)["place"]
            made[kind] = open_ & pl.Series(range(frame.height), dtype=pl.UInt32).is_in(who.implode())
        return made

    def _there(self, place: Shown, frame: pl.DataFrame) -> list[str]:
        return [c for c in self._reads[place.id] if c in frame.columns]

    def _needs(self, place: Shown, frame: pl.DataFrame, who: pl.Series) -> list[tuple[Any, Needs, int]] | None:
        """By the cells that it reads: what this requirement alone still takes, and of how many of these people.

        None where there are too many combinations.
        """
        reads, known = self._there(place, frame), self._known.setdefault(place.id, {})
        combinations = frame.with_columns(who.alias("?")).select(*reads, "?").filter("?").group_by(*reads, "?").len()
        if len(known) + combinations.height > MOST:
            return None
        found = []
        for *cells, _, people in combinations.rows():
            row = tuple(cells)
            if row not in known:
                known[row] = self._needs_of(place, dict(zip(reads, row, strict=True)))
            found.append((row, known[row], people))
        return found

    def _needs_of(self, place: Shown, row: Mapping[str, Any]) -> Needs:
        pathway, credential, as_of, lookup = self.asked
        context = context_of(pathway, self._rows.record(row), as_of, credential, lookup)
        found = (find(version, context) for version in place.versions)
        return needs_of(tuple(f for f in found if f is not None), self.asked)


def needs_of(findings: tuple[Finding, ...], asked: Asked) -> Needs:
    """Hours and money of some findings."""
    found = totals(findings, asked.as_of)
    topics: dict[str, float] = {}
    for leaf in (x for f in findings if f.verdict is MISSING for x in f.counted()):
        for part in leaf.judgement.parts if leaf.verdict is MISSING else ():
            if part.unit == "hours" and part.gap:
                name = word(part.name.values["topic"]) if "topic" in part.name.values else say(part.name)
                topics[name] = topics.get(name, 0) + part.gap
    return Needs(found.fees_usd, found.fees_usd_at_most, found.hours, topics)


def _gap_in(place: Shown) -> str | None:
    """Of sums by themselves: of which kind of hours their gap is, "" for none; None for what is worked out in another way."""
    kinds = {_hours_of(version.rule) for version in place.versions}
    return kinds.pop() if len(kinds) == 1 else None


def _hours_of(rule: Rule) -> str | None:
    if not isinstance(rule, Tally):
        return None
    return rule.hours_kind or "" if rule.measure == "hours" and not rule.counts_inside else ""


def _reads(asked: Asked, places: Iterable[Shown], columns: Sequence[Column]) -> dict[str, list[str]]:
    """Of each requirement that can take hours or money: all columns of what it looks at in a record."""
    reading = reading_of(asked.pathway, asked.credential)
    made = {}
    for place in places:
        rules = [version.rule for version in place.versions]
        if any(r.hours_kind or r.kind == "fee" or (r.members() and r.kind != "not") for r in rules):
            looked_at = {_part(c) for version in place.versions for c in reading.of(version)}
            if ("entry", "supervision") in looked_at:
                looked_at.add(("entry", "experience"))
            made[place.id] = [c.name for c in columns if _part(c) in looked_at]
    return made


def _part(column: Column) -> tuple[str, ...]:
    """The part of a record that a column belongs to: what stands there depends on all its columns."""
    if column.place[0] == "entry":
        return column.place[:2]
    return column.place if column.place[0] in ("field", "item", "statement", "step") else column.place[:1]


__all__ = ["MOST", "Needs", "Sums", "Totals", "needs_of"]
