"""What a whole cohort comes to: how many are ready, what is missing most, who is nearly there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import polars as pl

from peercert.cohort.totals import Totals
from peercert.verdicts import MISSING, Outcome


class Summary:
    """Adds up results as they come."""

    def __init__(self, requirements: Sequence[str], totals: Totals) -> None:
        """`requirements`: the ids of the pathway's requirements, in order; `totals`: where hours and money are added up."""
        self.requirements = tuple(dict.fromkeys(requirements))
        self.totals = totals
        self.people = 0
        self.outcomes: Counter[Outcome] = Counter()
        self.missing: Counter[int] = Counter()
        """How many people miss so many things."""
        self.verdicts: dict[str, Counter[str]] = {r: Counter() for r in self.requirements}
        self.only: Counter[str] = Counter()
        """Of people who miss one thing: which."""
        self.nearly = 0
        """How many people miss one thing, with nothing unknown beside it."""

    def add(self, results: pl.DataFrame) -> None:
        """Add the results of some people."""
        self.people += results.height
        self.outcomes.update({Outcome(o): n for o, n in _counts(results["outcome"]).items()})
        self.missing.update(_counts(results["missing"]))
        for name in self.requirements:
            self.verdicts[name].update(_counts(results[f"{name}.verdict"]))
        one = results.filter(pl.col("missing") == 1)
        self.nearly += int((one["unknown"] == 0).sum())
        self.only.update({r: int((one[f"{r}.verdict"] == MISSING.value).sum()) for r in self.requirements})

    @property
    def perhaps_nearly(self) -> int:
        """How many people miss one thing as far as is known, with something unknown beside it."""
        return self.missing[1] - self.nearly

    @property
    def complete(self) -> bool:
        """Does nobody miss anything, with nothing unknown?"""
        return self.outcomes[Outcome.READY] + self.outcomes[Outcome.REVIEW] == self.people

    def ranked(self) -> list[str]:
        """The requirements that somebody misses or of which something is unknown, most often missing first."""
        open_ = [r for r in self.requirements if self.verdicts[r]["missing"] or self.verdicts[r]["unknown"]]
        return sorted(open_, key=lambda r: (-self.verdicts[r]["missing"], -self.verdicts[r]["unknown"]))


def _counts(column: pl.Series) -> dict[Any, int]:
    """How often each value comes; empty cells (a rule that is not in force for somebody) are nothing."""
    return {value: int(n) for value, n in column.drop_nulls().value_counts().rows()}


__all__ = ["Summary"]
