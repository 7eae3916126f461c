"""People made up for a pathway: what stands in a cell is near the edge of what the rules that read its column ask."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from peercert.cohort.columns import columns_of, reading_of
from peercert.dates import Day, Duration
from peercert.judging.table import NONE, Column, with_members
from peercert.model import Credential, Pathway
from peercert.record import EDUCATION_ORDER
from peercert.shapes import Shape

GROUPS = ("any_of", "all_of", "at_least", "not")
YEAR, MONTH = Duration(1, "year"), Duration(1, "month")
ODD_DAYS = (date(2004, 2, 29), date(2024, 2, 29), date(2025, 2, 28), date(2025, 12, 31), date(2026, 8, 31))
FAR_DAYS = (date(1, 1, 1), date(1, 2, 28), date(1899, 12, 31), date(2200, 12, 31), date(2201, 1, 1), date(9999, 12, 31))
"""Where the calendar of records begins and ends."""
NO_DAYS = ("2021-02-29", "2023-13-01", "0000-05-05", "soon", "2021-6-1", " 2021-06-01 ", "0001", "2200")
ELSEWHERE = ("nc-cpss", "us-ncps", "NC-CPSS", "ca-mpss", "tx-mhps", "other", "other:Navajo peer", "No", "no", "Ontario")
ENDS = {"from": "to", "issued": "expires"}
PLACES = ("SC", "nc", " MD ", NONE, "canada", "us")


class Wants(NamedTuple):
    """What the rules that read one column ask: the values at which a verdict may turn."""

    numbers: tuple[float, ...]
    lengths: tuple[Duration, ...]
    days: tuple[date, ...]
    words: tuple[str, ...]


def values_in(shape: Any) -> Iterator[Any]:
    """Every plain value of a rule: its numbers, lengths of time, days, words."""
    if isinstance(shape, Duration):
        yield shape
    elif isinstance(shape, Day):
        yield shape.day
    elif isinstance(shape, Shape):
        for name in shape.fields_:
            yield from values_in(getattr(shape, name))
    elif isinstance(shape, Mapping):
        yield from (v for key, value in shape.items() for v in (key, *values_in(value)))
    elif isinstance(shape, (tuple, list, set, frozenset)):
        yield from (v for value in shape for v in values_in(value))
    elif isinstance(shape, (int, float, date, str)) and not isinstance(shape, bool):
        yield shape


def wants_of(pathway: Pathway, credential: Credential) -> dict[str, Wants]:
    """What is asked of each column of a pathway."""
    reading, columns = reading_of(pathway, credential), columns_of(pathway, credential)
    by_place = {c.place: c.name for c in columns}
    found: dict[str, list[Any]] = {c.name: [] for c in columns}
    for node in (x for top in pathway.requirements for x in with_members(top)):
        if node.rule.kind in GROUPS:
            continue
        read = {c.place: c for c in (*node.rule.reads(reading), *node.rule.reads_day(node, reading))}
        for place in read.keys() & by_place.keys():
            found[by_place[place]] += asked_of(node.rule, read[place])
    for column in columns:
        if column.type in ("date", "date_or_no"):
            found[column.name] += values_in(pathway.cycle)
    every = [v for values in found.values() for v in values if isinstance(v, (int, float))]
    return {name: _wants(values, every) for name, values in found.items()}


def _wants(values: Iterable[Any], every: Iterable[Any]) -> Wants:
    values = list(values)
    numbers = [float(v) for v in values if isinstance(v, (int, float)) and v >= 0] or [float(v) for v in every]
    lengths = [v for v in values if isinstance(v, Duration) and v.number]
    return Wants(
        tuple(sorted(set(numbers))) or (1.0,),
        tuple(dict.fromkeys(lengths)) or (YEAR, Duration(2, "year")),
        tuple(sorted({v for v in values if isinstance(v, date)})),
        tuple(dict.fromkeys(v for v in values if isinstance(v, str))),
    )


def asked_of(rule: Any, column: Column) -> list[Any]:
    """The values of a rule that matter for one of the columns that it reads."""
    field = column.place[-1]
    if rule.kind == "age":
        ages = [a for a in (rule.at_least, rule.at_most, (rule.at_most or 0) + 1) if a]
        return [Duration(a, "year") for a in ages] if column.place == ("field", "born") else []
    if rule.kind == "education" and column.type == "choice":
        at = EDUCATION_ORDER.index(rule.at_least)
        return list(EDUCATION_ORDER[max(0, at - 1) : at + 2])
    if column.place[0] == "entry" and column.type == "number":
        return list(_amounts(rule, field))
    return list(values_in(rule))


def _amounts(rule: Any, field: str) -> Iterator[float]:
    """How much of something a sum asks, on one topic or altogether."""
    whole = getattr(rule, getattr(rule, "measure", ""), None)
    if whole is None:
        yield from (v for v in values_in(rule) if isinstance(v, (int, float)))
        return
    inside = [(s.topic or (), s.hours if s.hours is not None else whole * (getattr(s, "share", 0) or 0) / 100)
              for s in (*rule.at_least, *rule.at_most)]  # fmt: skip
    if field.startswith("topics."):
        topic = field.removeprefix("topics.")
        for name, part in (rule.parts or {}).items():
            if topic in (getattr(part, "topics", None) or (name,)):
                yield from (v for v in values_in(part) if isinstance(v, (int, float)))
        yield from (amount for topics, amount in inside if topic in topics)
        yield from [whole] * (topic in (rule.topic or ()))
        return
    if field in ("attendance", "hours_per_week", "courses"):
        yield from (v for v in values_in(rule) if isinstance(v, (int, float)))
        return
    yield whole
    yield from (amount for _, amount in inside)
    yield from (whole - less.by for less in rule.less)
    yield from (whole * 100 / rate.percent for rate in rule.at_rate if rate.percent)
    for_each = getattr(rule, "for_each", None)
    yield from [for_each] * bool(for_each)


class People:
    """Made-up people, of whom many are just at the edge of what a pathway asks."""

    def __init__(self, pathway: Pathway, credential: Credential, as_of: date, seed: str, *, rough: bool = True) -> None:
        """`rough`: dates may be months or years, wrong, or *no*; otherwise they are days."""
        self.random, self.rough, self.as_of = random.Random(seed), rough, as_of
        self.columns = columns_of(pathway, credential)
        self.wants = wants_of(pathway, credential)
        self.place = (credential.jurisdiction or "us").upper()
        self._days: list[date] = []
        self._care = 1.0

    def row(self) -> dict[str, Any]:
        """One person: cells in any order, dates often counted from dates of the same person."""
        silence, self._care = self.random.choice(
            ((0.0, 1.0), (0.0, 0.97), (0.02, 0.9), (0.1, 0.9), (0.0, 0.5), (0.1, 0.3), (0.3, 0.5), (0.7, 0.5))
        )
        self._days = [self.as_of]
        order = self.random.sample(self.columns, len(self.columns))
        cells = {c.name: None if self.random.random() < silence else self.cell(c) for c in order}
        self._in_order(cells)
        return {c.name: cells[c.name] for c in self.columns}

    def _in_order(self, cells: dict[str, Any]) -> None:
        """Mostly, what begins comes before what ends."""
        by_place = {c.place: c.name for c in self.columns}
        for place, name in by_place.items():
            end = by_place.get((*place[:-1], ENDS[place[-1]])) if place[-1] in ENDS else None
            if end and cells[name] and cells[end] and str(cells[end]) < str(cells[name]) and self.random.random() < 0.9:
                cells[name], cells[end] = cells[end], cells[name]

    def cell(self, column: Column) -> Any:
        """What stands in one cell."""
        wants, good = self.wants[column.name], self.random.random() < self._care
        if column.type in ("date", "date_or_no"):
            if column.type == "date_or_no" and self.rough and self.random.random() < (0.05 if good else 0.2):
                return "no"
            return self.written(self.good_day(column, wants) if good else self.day(column, wants))
        if column.type == "number":
            return self.number(column, wants, good=good)
        if column.type == "yes_no":
            return good or self.random.random() < 0.3
        names = self.names(column, wants, good=good)
        if column.type.endswith("s"):
            several = self.random.choices(names, k=self.random.choice((1, 1, 2, 3)))
            return self.random.choice(("; ", ";")).join(several)
        name = self.random.choice(names)
        return name if column.type == "choice" else self.random.choice((name, name, f" {name}", name.upper()))

    def names(self, column: Column, wants: Wants, *, good: bool) -> list[str]:
        """What a cell of words may say: what the rules ask about, or anything."""
        if column.name in ("lives_in", "works_in"):
            return [self.place, *(w for w in wants.words if len(w) == 2), *PLACES[: 0 if good else None]]
        asked = [v for v in column.values if v in wants.words]
        if column.place[0] == "credential" and column.place[-1] == "status":
            asked += ["active"] * 3
        if column.place[-1] == "id":
            return [*ELSEWHERE, *[f"{self.place.lower()}-peer"] * 2, *(w for w in wants.words if "-" in w)]
        if column.type.startswith("choice"):
            return [*asked, *(asked if good else column.values)] or [*column.values]
        return [*column.values] if good and column.values else [*column.values, "other", NONE, "something else"]

    def number(self, column: Column, wants: Wants, *, good: bool) -> float:
        """How much: as much as is asked, a little less, or any other."""
        if column.place[-1] == "renewals":
            return self.random.choice((0.0, 0.0, 1.0, 2.0, 3.0, 1.5))
        if good:
            most = wants.numbers[-1]
            whole = column.place[-1] == "hours" or column.place[0] == "references"
            return self.random.choice((most, most, most, most + 1.0, most * 2)) if whole else most
        one = self.random.choice(wants.numbers) * self.random.choice((1.0, 1.0, 1.0, 1.0, 0.5, 2.0, 0.0))
        return max(0.0, one + self.random.choice((0.0, 0.0, 0.0, -0.25, -0.5, -1.0, 0.25, 1.0, 2.5)))

    def good_day(self, column: Column, wants: Wants) -> date:
        """A day as most rules would have it: short ago, or long, or after others."""
        field, ago = column.place[-1], self.random.choice((0, 0, 1, 30, 400, 4000))
        ends = sorted(length.before(self.as_of) for length in wants.lengths)
        if wants.days and self.random.random() < 0.5:
            return self._noted(self.random.choice(wants.days) + timedelta(days=self.random.choice((-ago, 0, ago))))
        if field == "expires" and self.random.random() < 0.55:
            return self._noted(self.random.choice((self.as_of, *(x.after(self.as_of) for x in wants.lengths))))
        if field in ("born", "recovery_since") or (field in ("from", "issued") and self.random.random() < 0.5):
            return self._noted(ends[0] - timedelta(days=ago))
        if column.place[0] == "event":
            return self._noted(ends[0] - timedelta(days=ago))
        first, last = sorted((self.random.choice((ends[-1], ends[-1], *self._days)), self.as_of))
        return self._noted(first + timedelta(days=self.random.randint(0, (last - first).days)))

    def day(self, column: Column, wants: Wants) -> date:
        """A day: as far from another as a rule asks, somewhere between, or any."""
        ahead = self.random.random() < (0.6 if column.place[-1] == "expires" else 0.15)
        since = self.as_of if self.random.random() < 0.5 else self.random.choice(self._days)
        length, how = self.random.choice(wants.lengths), self.random.random()
        end = length.after(since) if ahead else length.before(since)
        if how < 0.5:
            return self._noted(end + timedelta(days=self.random.choice((-31, -1, -1, 0, 0, 0, 0, 1, 1, 30))))
        if how < 0.75:
            first, last = sorted((since, end))
            return self._noted(first + timedelta(days=self.random.randint(0, min((last - first).days, 2000))))
        if how < 0.9:
            return self._noted(
                self.random.choice((since, *wants.days)) + timedelta(days=self.random.choice((-1, 0, 0, 1)))
            )
        other = self.random.choice((*wants.lengths, YEAR, MONTH))
        return self._noted(self.random.choice((*ODD_DAYS, other.before(end), other.after(end))))

    def _noted(self, day: date) -> date:
        """A day within reason, from which others may be counted."""
        self._days.append(max(date(1900, 1, 1), min(date(2100, 1, 1), day)))
        return self._days[-1]

    def written(self, day: date) -> str | date:
        """A day as somebody may write it: as a day, as its month or its year alone, or wrongly."""
        if self.random.random() < 0.01:
            day = self.random.choice(FAR_DAYS)
        if not self.rough:
            return day
        if self.random.random() < 0.02:
            return self.random.choice(NO_DAYS)
        return day.isoformat()[: self.random.choice((10, 10, 10, 10, 10, 7, 4))]


def days_of_check(pathway: Pathway) -> list[date]:
    """The days just before, on and after which another version of a rule is in force."""
    every = [x for top in pathway.requirements for x in with_members(top)]
    edges: Sequence[date] = [d.day for x in every for d in (x.from_, x.until) if d is not None]
    return sorted({d + timedelta(days=n) for d in edges for n in (-1, 0, 1)})
