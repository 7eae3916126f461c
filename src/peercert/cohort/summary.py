"""What a whole cohort comes to: how many are ready, what is missing most, hours, money, who is nearly there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import polars as pl

from peercert.cohort.results import HOURS
from peercert.verdicts import MISSING, Outcome


class Summary:
    """Adds up results as they come."""

    def __init__(self, requirements: Sequence[str]) -> None:
        """`requirements`: the ids of the pathway's requirements, in order."""
        self.requirements = tuple(requirements)
        self.people = 0
        self.outcomes: Counter[Outcome] = Counter()
        self.missing: Counter[int] = Counter()
        """How many people miss so many things."""
        self.verdicts: dict[str, Counter[str]] = {r: Counter() for r in self.requirements}
        self.only: Counter[str] = Counter()
        """Of people who miss one thing, and of whom nothing is unknown: which."""
        self.nearly = 0
        """People who miss one thing; nothing or something may be unknown beside it."""
        self.hours: dict[str, float] = dict.fromkeys(HOURS, 0.0)
        self.people_with_hours: Counter[str] = Counter()
        self.topics: dict[str, float] = {}
        self.fees_usd = self.fees_usd_at_most = 0.0

    def add(self, results: pl.DataFrame) -> None:
        """Add the results of some people."""
        self.people += results.height
        self.outcomes.update({Outcome(o): n for o, n in _counts(results["outcome"]).items()})
        self.missing.update(_counts(results["missing"]))
        for name in self.requirements:
            self.verdicts[name].update(_counts(results[f"{name}.verdict"]))
        one = results.filter(pl.col("missing") == 1)
        self.nearly += one.height
        self.only.update({r: int((one[f"{r}.verdict"] == MISSING.value).sum()) for r in self.requirements})
        for kind in HOURS:
            column = results[f"hours.{kind}"]
            self.hours[kind] += float(column.sum() or 0)
            self.people_with_hours[kind] += int((column > 0).sum())
        self.fees_usd += float(results["fees_usd"].sum() or 0)
        self.fees_usd_at_most += float(results["fees_usd_at_most"].sum() or 0)

    def add_topics(self, topics: dict[str, float]) -> None:
        """Hours missing by topic."""
        for topic, hours in topics.items():
            self.topics[topic] = self.topics.get(topic, 0) + hours

    @property
    def complete(self) -> bool:
        """Does nobody miss anything?"""
        return not any(number for number, people in self.missing.items() if number and people)

    def ranked(self) -> list[str]:
        """The requirements that somebody misses or of which something is unknown, most often missing first."""
        open_ = [r for r in self.requirements if self.verdicts[r]["missing"] or self.verdicts[r]["unknown"]]
        return sorted(open_, key=lambda r: (-self.verdicts[r]["missing"], -self.verdicts[r]["unknown"]))


def _counts(column: pl.Series) -> dict[Any, int]:
    return {value: int(n) for value, n in column.value_counts().rows()}


__all__ = ["Summary"]
