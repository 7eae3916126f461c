"""What if the rules were others: who changes, and by which requirement."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from peercert.judging.requirement import Requirement
from peercert.model import Pathway
from peercert.words import say

NOT_ASKED = "not_asked"
"""Stands for the verdict of a requirement that a rule book does not have, or that is not in force for somebody."""


class RuleChange(NamedTuple):
    """A requirement that says something else in the other rules, or is in one of them only."""

    id: str
    before: Requirement | None
    after: Requirement | None
    turns: Mapping[tuple[str, str], int]
    """How many people go from which verdict to which."""


class Changes:
    """Counts whose results are others under other rules."""

    def __init__(self, before: Pathway, after: Pathway) -> None:
        self._rules = ({r.id: r for r in before.requirements}, {r.id: r for r in after.requirements})
        self.people = self.changed = 0
        self.outcomes: Counter[tuple[str, str]] = Counter()
        """How many people go from which outcome to which, the same ones left out."""
        self._turns: dict[str, Counter[tuple[str, str]]] = {}

    @property
    def ids(self) -> list[str]:
        """The ids of all requirements, those before first."""
        return list(dict.fromkeys([*self._rules[0], *self._rules[1]]))

    def add(self, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
        """Compare the results of the same people; what is to be written of it: the other outcome, and what changes."""
        nothing = pl.Series([NOT_ASKED] * before.height, dtype=pl.String)
        changed: list[pl.Series] = []
        for id_ in self.ids:
            one, other = (f[f"{id_}.verdict"].fill_null(NOT_ASKED) if id_ in rules else nothing for f, rules in zip((before, after), self._rules, strict=True))  # fmt: skip
            pairs = pl.DataFrame({"a": one.alias("a"), "b": other.alias("b")})
            moved = pairs.filter(pl.col("a") != pl.col("b")).group_by("a", "b").len().rows()
            self._turns.setdefault(id_, Counter()).update({(a, b): n for a, b, n in moved})
            changed.append((one != other).alias(id_))
        outcomes = pl.DataFrame({"a": before["outcome"], "b": after["outcome"]})
        turns = outcomes.filter(pl.col("a") != pl.col("b")).group_by("a", "b").len().rows()
        self.outcomes.update({(a, b): n for a, b, n in turns})
        self.people += before.height
        self.changed += sum(n for _, _, n in turns)
        names = pl.concat_str([pl.when(pl.col(i)).then(pl.lit(i)) for i in self.ids], separator="; ", ignore_nulls=True)
        what = pl.DataFrame(changed).select(names.replace("", None).alias("if.changed")).to_series()
        return pl.DataFrame([after["outcome"].alias("if.outcome"), what])

    def rules(self) -> list[RuleChange]:
        """The requirements of which somebody's verdict changes or which say something else, most people first."""
        made = []
        for id_ in self.ids:
            before, after = (rules.get(id_) for rules in self._rules)
            turns = self._turns.get(id_, Counter())
            if turns or _said(before) != _said(after):
                made.append(RuleChange(id_, before, after, turns))
        return sorted(made, key=lambda c: -sum(c.turns.values()))


def _said(requirement: Requirement | None) -> str:
    return say(requirement.rule.heading()) if requirement is not None else ""


__all__ = ["NOT_ASKED", "Changes", "RuleChange"]
