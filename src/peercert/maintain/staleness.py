"""Which sources to read again first: by age, by what rests on them, and by how sure that is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from peercert.dates import Duration
from peercert.maintain.coverage import leaves
from peercert.model import Credential, Jurisdiction
from peercert.sources import Cites, Source

_MONTH = 30
"""Days within which two sources count as equally old, so that what rests on them decides."""


class Stale(NamedTuple):
    """One source, and what rests on it."""

    place: str
    """Code of the jurisdiction."""
    place_name: str
    id: str
    source: Source
    age: int
    """Days since it was last read."""
    certifiers: tuple[str, ...]
    """Who issues what it speaks of."""
    credentials: tuple[str, ...]
    """Ids of the credentials that cite it, those issued today first."""
    active: bool
    """One of them is issued today."""
    rules: int
    """Requirements that cite it."""
    alone: int
    """Of these, how many cite nothing else."""
    confidence: dict[str, int]
    """How sure these requirements are: confirmed, secondary, disputed."""

    @property
    def urgency(self) -> tuple[int, ...]:
        """Larger is more urgent: age in months; whether what it speaks of is issued today; rules that rest on it alone
        and are not confirmed, rules that rest on it alone, rules at all; days."""
        unsure = min(self.alone, self.confidence.get("secondary", 0) + self.confidence.get("disputed", 0))
        return (self.age // _MONTH, int(self.active), unsure, self.alone, self.rules, self.age)

    @property
    def least_sure(self) -> str:
        """The lowest confidence of a rule that cites it; empty where none does."""
        return next((name for name in ("disputed", "secondary", "confirmed") if self.confidence.get(name)), "")


def stale(jurisdictions: Iterable[Jurisdiction], today: date, older_than: Duration | None = None) -> list[Stale]:
    """Every source (read longer ago than `older_than`), the most urgent first."""
    found = [one for place in jurisdictions for one in _of_place(place, today)]
    if older_than is not None:
        found = [one for one in found if older_than.after(one.source.read.day) < today]
    return sorted(found, key=lambda one: (*(-u for u in one.urgency), one.place, one.id))


def _of_place(place: Jurisdiction, today: date) -> Iterator[Stale]:
    rests: dict[str, list[tuple[Credential, Cites, str | None]]] = {name: [] for name in place.sources}
    for credential, cites, confidence in _citations(place):
        for citation in cites:
            if citation.source in rests:
                rests[citation.source].append((credential, cites, confidence))
    for name, source in place.sources.items():
        mine = rests[name]
        issued = dict.fromkeys(c.id for c, *_ in mine if c.status_on(today) == "active")
        rules = [(cites, sure) for _, cites, sure in mine if sure is not None]
        yield Stale(
            place.jurisdiction,
            place.name,
            name,
            source,
            max(0, (today - source.read.day).days),
            tuple(dict.fromkeys(c.certifier.name for c, *_ in mine)),
            tuple(issued | dict.fromkeys(c.id for c, *_ in mine)),
            bool(issued),
            len(rules),
            sum(len({c.source for c in cites}) == 1 for cites, _ in rules),
            dict(Counter(sure for _, sure in rules if sure)),
        )


def _citations(place: Jurisdiction) -> Iterator[tuple[Credential, Cites, str | None]]:
    """Everything that cites, by credential; with how sure it is where it is a requirement."""
    for credential in place.credentials:
        for pathway in credential.pathways.values():
            for top in pathway.requirements:
                for rule in leaves(top):
                    yield credential, rule.cite, place.confidence(rule)
            if pathway.cycle is not None and pathway.cycle.cite:
                yield credential, pathway.cycle.cite, None
        for fact in credential.facts:
            yield credential, fact.cite, None
        for spared in credential.not_required:
            yield credential, spared.cite, None
