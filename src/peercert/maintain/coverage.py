"""What the rule book covers: per credential and topic, whether it is encoded, not published, not asked, not found."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from peercert.judging.requirement import Requirement
from peercert.model import Credential, Jurisdiction

TOPICS: dict[str, tuple[str, ...]] = {
    "age": ("age",), "education": ("education",), "lived_experience": ("lived_experience",),
    "recovery_time": ("recovery_time", "free_of"), "residency": ("residency",), "training": ("training",), "exam": ("exam",),
    "work_experience": ("work_experience",), "supervision": ("supervision",), "references": ("references",),
    "background_check": ("background_check", "criminal_history"), "agreement": ("agreement",),
    "fee": ("fee",), "validity": (), "continuing_education": ("continuing_education",), "lapse": ("overdue",),
    "reciprocity": (), "medicaid": (),
}  # fmt: skip
"""Topics in the order of the table, with the kinds of requirement that speak of them."""
_WORDS = {
    "recovery_time": ("recovery",), "references": ("reference",), "background_check": ("background", "criminal"), "agreement": ("ethics", "code"),
    "validity": ("validity", "renew", "term"), "continuing_education": ("continuing", "renewal hours", " ce ", "ce hours"), "lapse": ("late", "lapse", "grace", "expir"),
    "work_experience": ("experience", "work hours"), "lived_experience": ("lived",), "exam": ("exam", "pass mark", "score"),
}  # fmt: skip
ENCODED, NOT_PUBLISHED, NOT_ASKED, NOT_FOUND, SILENT = "encoded", "not published", "not asked", "not found", "silent"


class Cell(NamedTuple):
    """One topic of one credential."""

    credential: str
    topic: str
    state: str
    """encoded, not published, not asked, not found (looked for), or silent (no source speaks of it)."""


class Numbers(NamedTuple):
    """The size of the rule book."""

    jurisdictions: int
    credentials: int
    active: int
    pathways: int
    requirements: int
    facts: int
    sources: int
    official_requirements: int
    """Requirements that at least one official source says."""


def cells(credential: Credential) -> Iterator[Cell]:
    """Every topic of a credential."""
    rules = [r for p in credential.pathways.values() for top in p.requirements for r in leaves(top)]
    kinds = {r.rule.kind: r for r in rules}
    about = {f.about for f in credential.facts}
    for topic, names in TOPICS.items():
        mine = [r for r in rules if r.rule.kind in names]
        state = SILENT
        if mine or any(topic == a or a.startswith(f"{topic}_") or (names and a.startswith(names[0])) for a in about):
            state = ENCODED
            if topic == "fee" and mine and not any(r.rule.usd.published for r in mine):  # type: ignore[attr-defined]
                state = NOT_PUBLISHED
        elif (
            (topic == "validity" and any(p.cycle for p in credential.pathways.values()))
            or (
                topic == "lapse"
                and (
                    any(p.kind == "reinstatement" or (p.cycle and p.cycle.grace) for p in credential.pathways.values())
                )
            )
            or (topic == "reciprocity" and any(p.kind == "reciprocity" for p in credential.pathways.values()))
        ):
            state = ENCODED
        elif any(topic in n.what or n.what in topic for n in credential.not_required):
            state = NOT_ASKED
        elif any(
            word in f" {text.casefold()} "
            for text in credential.not_found
            for word in _WORDS.get(topic, (topic.replace("_", " "),))
        ):
            state = NOT_FOUND
        elif topic == "fee" and "fee" in kinds:
            state = ENCODED
        yield Cell(credential.id, topic, state)


def leaves(requirement: Requirement) -> Iterator[Requirement]:
    """A requirement, or for a group all that is in it."""
    if requirement.rule.kind in ("all_of", "any_of", "at_least"):
        for member in requirement.rule.members():
            yield from leaves(member)
    else:
        yield requirement


def numbers(jurisdictions: Iterable[Jurisdiction]) -> Numbers:
    """Count the rule book."""
    places = list(jurisdictions)
    credentials = [c for j in places for c in j.credentials]
    rules = [
        (j, r)
        for j in places
        for c in j.credentials
        for p in c.pathways.values()
        for top in p.requirements
        for r in leaves(top)
    ]
    official = sum(any(j.sources[c.source].official for c in r.cite if c.source in j.sources) for j, r in rules)
    return Numbers(
        len({j.jurisdiction for j in places}), len(credentials), sum(c.status == "active" for c in credentials),
        sum(len(c.pathways) for c in credentials), len(rules), sum(len(c.facts) for c in credentials),
        sum(len(j.sources) for j in places), official,
    )  # fmt: skip
