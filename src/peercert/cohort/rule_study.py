"""What if the rules were others: how many people it changes the answer for, and by which requirement."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from peercert.cohort.engine import evaluate_frame
from peercert.evaluation import Lookup
from peercert.model import Credential, Pathway

NOT_THERE = "not_there"
"""Stands for the verdict of a requirement that a rule book does not have."""
Turn = tuple[str, str]
"""From what to what: missing -> met."""


class Study(NamedTuple):
    """The same people under two versions of a pathway."""

    people: int
    changed: int
    """How many have another outcome."""
    outcomes: Mapping[Turn, int]
    """How many people go from which outcome to which; those who stay are left out."""
    requirements: Mapping[str, Mapping[Turn, int]]
    """The same for the verdict of each requirement, by id, most people first; those that change nobody are left out."""


def study(
    before: Pathway,
    after: Pathway,
    frame: Any,
    as_of: date,
    *,
    credentials: tuple[Credential | None, Credential | None] = (None, None),
    lookups: tuple[Lookup | None, Lookup | None] = (None, None),
) -> Study:
    """Hold the same people (a Polars table, eager or lazy) against two versions of a pathway as of a day.

    `credentials` and `lookups` are what each version belongs to. Nothing is kept of single people, so the table may be
    larger than memory.
    """
    import polars as pl

    sides = []
    for pathway, credential, lookup, side in zip((before, after), credentials, lookups, "ab", strict=True):
        made = evaluate_frame(
            pathway, frame.lazy(), as_of, credential=credential, lookup=lookup, parts=("verdict",), keep=()
        )  # fmt: skip
        sides.append(made.select(pl.all().cast(pl.String).name.prefix(f"{side}|")))
    ids = list(dict.fromkeys(r.id for pathway in (before, after) for r in pathway.requirements))
    names = {"outcome": "outcome"} | {id_: f"{id_}.verdict" for id_ in ids}
    together = pl.concat(sides, how="horizontal")
    there = set(together.collect_schema())
    turns = {}
    for id_, name in names.items():
        pair = [(pl.col(f"{s}|{name}") if f"{s}|{name}" in there else pl.lit(None, pl.String)).fill_null(NOT_THERE) for s in "ab"]  # fmt: skip
        turns[id_] = together.select(a=pair[0], b=pair[1]).group_by("a", "b").len()
    found = pl.collect_all(list(turns.values()), engine="streaming")
    counts = {id_: {(a, b): n for a, b, n in table.rows()} for id_, table in zip(turns, found, strict=True)}
    moved = {id_: {t: n for t, n in pairs.items() if t[0] != t[1]} for id_, pairs in counts.items()}
    outcomes = moved.pop("outcome")
    most = sorted((i for i in moved if moved[i]), key=lambda i: -sum(moved[i].values()))
    return Study(sum(counts["outcome"].values()), sum(outcomes.values()), outcomes, {i: moved[i] for i in most})
