"""Pathways made up of rules that the rule book does not have: fields of its rules mixed, in groups and under conditions."""

import copy
import random
from collections import defaultdict
from typing import Any

from conftest import make_credential
from made_up_people import GROUPS

from peercert.judging.table import with_members
from peercert.model import Credential
from peercert.requirements import KIND_NAMES, kind
from peercert.rulebook import Rulebook
from peercert.shapes import ShapeError, written

NAMING = ("after", "before", "counted_to")
"""Keys that may name another requirement of the pathway."""
ENDS = ("recorded", "anniversary", "birthday", "birth_month", "end_of_month", "first_of_month", "12-31", "06-30")
DAYS = ("2019-07-01", "2025-12-31", "2026-11-21", "2026-11-22", "2026-11-23", "2027-03-01", "2028-02-29")


class Mixed:
    """Makes pathways up, of rules as the rule book and the examples of each field have them."""

    def __init__(self, book: Rulebook, seed: str) -> None:
        self.random = random.Random(seed)
        self._known: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for credential in book.credentials():
            for requirement in (r for p in credential.pathways.values() for r in p.requirements):
                for node in with_members(requirement):
                    if node.rule.kind not in GROUPS:
                        self._known[node.rule.kind].append(node.rule.plain())
        for name in sorted(KIND_NAMES - set(GROUPS)):
            self._known[name].append({written(n): s.example for n, (_, s) in kind(name).fields_.items()})
        sums = ["training", "continuing_education", "work_experience", "supervision"]
        self._kinds = [*sorted(KIND_NAMES - {*GROUPS, "review", "criminal_history"}), *sums, *sums, "exam", "milestone"]
        self._ids: list[str] = []

    def credential(self) -> Credential:
        """One with a single pathway, perhaps a renewal."""
        for _ in range(100):
            self._ids, cycle = [], self._cycle() if self.random.random() < 0.5 else None
            rules = [r for i in range(self.random.randint(2, 5)) for r in self._versions(f"r{i}")]
            try:
                return make_credential(rules, **({"cycle": cycle} if cycle else {}))
            except ShapeError:
                continue  # two measures in one sum, an end before its start...
        raise AssertionError("no rules that the types take")

    def in_every_place(self, name: str) -> Credential:
        """A pathway in which rules of one kind are waited for, stand in groups, and are conditions."""
        for _ in range(100):
            cycle = {"cycle": self._cycle()} if self.random.random() < 0.5 else {}
            first, other, third = ({name: self._fields(name)} for _ in range(3))
            essay = {"document": {"name": "essay"}}
            rules = [
                first | {"id": "first"},
                {"id": "after", "exam": {"name": "final", "after": "first"}},
                {"id": "before", "work_experience": {"hours": 10, "before": "first"}},
                {"id": "then", "age": {"at_least": 18, "counted_to": "first"}},
                {"id": "past", "milestone": {"of": "first", "ago": "6 months"}},
                {"id": "not", "not": other},
                {"id": "one", "any_of": [third, {"training": {"hours": 3}}, essay]},
                {"id": "two", "at_least": {"count": 2, "of": [other, {"interview": True}, essay]}},
                {"id": "all", "all_of": [third, {"review": {"what": "it", "because": "competitive"}}]},
                {"id": "when", "document": {"name": "letter"}, "when": first},
                {
                    "id": "fee",
                    "fee": {"for": "it", "usd": 20, "rates": [{"usd": {"at_least": 5, "at_most": 10}, "when": other}]},
                },
            ]
            try:
                return make_credential(copy.deepcopy(rules), **cycle)
            except ShapeError:
                continue
        raise AssertionError(f"no rules of {name} that the types take")

    def _cycle(self) -> dict[str, Any]:
        made: dict[str, Any] = {
            "every": self.random.choice(("12 months", "24 months", "36 months", "2 years", "90 days")),
            "ends": self.random.choice(ENDS),
            "first": self.random.choice(("full", "short", "long")),
        }
        if made["ends"][0].isdigit() and self.random.random() < 0.5:
            made |= self.random.choice(({"years": "odd"}, {"years": "even"}, {"anchor": f"2024-{made['ends']}"}))
        return made

    def _versions(self, id_: str) -> list[dict[str, Any]]:
        """A requirement, sometimes in two dated versions."""
        made = self.requirement() | {"id": id_}
        if self.random.random() > 0.15:
            self._ids.append(id_)
            return [made]
        first, last = sorted(self.random.sample(DAYS, 2))
        by = {"dated_by": "application"} if self.random.random() < 0.3 else {}
        other = self.requirement() | {"id": id_}
        self._ids.append(id_)
        return [made | {"until": first} | by, other | {"from": last} | by]

    def requirement(self, depth: int = 0) -> dict[str, Any]:
        """One rule, sometimes a group of others, sometimes only under a condition."""
        name = (
            self.random.choice(GROUPS) if self.random.random() < 0.3 / (depth + 1) else self.random.choice(self._kinds)
        )
        made: dict[str, Any]
        if name in GROUPS:
            several = [self.requirement(depth + 1) | {"id": f"m{depth}{i}"} for i in range(self.random.randint(1, 3))]
            count = self.random.randint(1, len(several))
            made = {name: {"at_least": {"count": count, "of": several}, "not": several[0]}.get(name, several)}
        else:
            made = {name: self._fields(name)}
        if self.random.random() < 0.2 and depth < 2:
            made["when"] = self.requirement(depth + 1)
        return made

    def _fields(self, name: str) -> Any:
        """The fields of two rules of a kind, mixed."""
        known = self._known[name]
        one, other = (copy.deepcopy(self.random.choice((*known, *known[-1:] * (len(known) // 3)))) for _ in range(2))
        chance = self.random.choice((0.1, 0.4, 0.8))
        mixed = one | {k: v for k, v in other.items() if self.random.random() < chance}
        needed = {written(n) for n, (_, spec) in kind(name).fields_.items() if spec.required}
        if len(mixed) > 6:
            mixed = {k: v for k, v in mixed.items() if k in needed or self.random.random() < 0.3}
        for key in NAMING:
            if key in mixed and self._ids and self.random.random() < 0.5:
                mixed[key] = self.random.choice(self._ids)
        return mixed or True
