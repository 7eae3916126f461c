"""What the rules say: jurisdictions, the credentials they issue, the pathways to each."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from peercert.cycles import Cycle
from peercert.dates import Day
from peercert.judging.context import Around
from peercert.judging.requirement import Requirement
from peercert.shapes import OneOrMany, Shape, ShapeError, Where, field
from peercert.sources import Cites, Confidence, Disputed, Source

Population = Literal[
    "mental_health",
    "substance_use",
    "co_occurring",
    "family",
    "youth",
    "brain_injury",
    "justice",
    "veteran",
    "other",
]
Role = Literal["person", "family", "youth", "either", "supervisor"]
Status = Literal["active", "planned", "retired", "unclear", "standard"]
PathwayKind = Literal["initial", "trainee", "grandparent", "reciprocity", "renewal", "reinstatement", "alternative"]
PATHWAY_KINDS: tuple[str, ...] = (
    "initial",
    "trainee",
    "grandparent",
    "reciprocity",
    "renewal",
    "reinstatement",
    "alternative",
)
ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


class Certifier(Shape):
    """Who issues the credential, and whom to ask."""

    name: str = field(doc="Name of the body.", example="SC SHARE")
    url: str | None = field(
        default=None, doc="Its page on the credential.", example="https://www.scshare.com/certification"
    )
    email: str | None = field(default=None, doc="Public address for questions.", example="info@example.org")
    phone: str | None = field(default=None, doc="Public number for questions.", example="+1 803 555 0100")


class Fact(Shape):
    """Something true of the credential that asks nothing of the person: what it may be used for, who may supervise."""

    about: str = field(doc="What it is about, in snake case.", example="medicaid")
    says: str = field(
        doc="The fact in one short sentence of our own.", example="Peer support may be billed to Medicaid."
    )
    value: str | int | float | bool | None = field(default=None, doc="Its figure, if it has one.", example=1500)
    unit: str | None = field(default=None, doc="Unit of the figure.", example="hours")
    from_: Day | None = field(default=None, doc="True from this day.", example="2027-01-01")
    until: Day | None = field(default=None, doc="True until this day.", example="2026-12-31")
    cite: Cites = field(doc="Where it was read.", example="wac-182-116")
    confidence: Confidence | None = field(
        default=None,
        doc="confirmed, secondary or disputed; from the kind of its sources where left out.",
        example="secondary",
    )
    disputed: tuple[Disputed, ...] = field(
        default=(), doc="What other sources say.", example=[{"value": 25, "cite": "directory"}]
    )


class HoursRange(Shape):
    """How many hours a standard advises a rule to ask: more is a deviation too."""

    at_least: float | None = field(default=None, doc="A rule should ask at least this.", example=40)
    at_most: float | None = field(default=None, doc="A rule should ask at most this.", example=60)
    cite: Cites = field(doc="Where it was read.", example="smi-adviser")


class NotRequired(Shape):
    """Something that a source expressly says is not asked for."""

    what: str = field(doc="What is not asked for, in snake case.", example="exam")
    cite: Cites = field(doc="Where it was read.", example="apsc-cpss")
    confidence: Confidence | None = field(default=None, doc="confirmed, secondary or disputed.", example="secondary")
    note: str | None = field(default=None, doc="A qualification.", example="Only for this credential.")
    disputed: tuple[Disputed, ...] = field(
        default=(), doc="What other sources say.", example=[{"value": True, "cite": "directory"}]
    )


class Pathway(Shape):
    """One way to get or keep a credential: requirements that must all hold."""

    kind: PathwayKind | None = field(
        default=None, doc="What it leads to, where its name does not say.", example="alternative"
    )
    title: str | None = field(default=None, doc="Plain name, where it has one.", example="Without a diploma")
    from_: Day | None = field(default=None, doc="Open from this day.", example="2025-07-01")
    until: Day | None = field(default=None, doc="Open until this day.", example="2026-07-01")
    cycle: Cycle | None = field(
        default=None, doc="The renewal clock.", example={"every": "24 months", "ends": "anniversary"}
    )
    note: str | None = field(default=None, doc="What does not fit into structure.", example="Closed since 2022.")
    requirements: tuple[Requirement, ...] = field(
        doc="What is asked; all of it.", example=[{"age": {"at_least": 18}, "cite": "board-2025"}]
    )
    name: str = field(default="", doc="Its key; set when loaded.", example="initial", hidden=True)

    @property
    def around(self) -> Around:
        """Its requirements as rules that look at their neighbours see them (worked out once)."""
        found: Around | None = self.__dict__.get("_around")
        if found is None:
            found = Around.of(self.requirements)
            self.__dict__["_around"] = found
        return found

    def open_on(self, day: date) -> bool:
        """Can this pathway be taken on that day?"""
        return not ((self.from_ and day < self.from_.day) or (self.until and day > self.until.day))


class Credential(Shape):
    """What is issued."""

    id: str = field(doc="State, acronym and, where two bodies issue one title, the issuer.", example="sc-cpss-share")
    name: str = field(doc="Full name.", example="Certified Peer Support Specialist")
    acronym: str | None = field(default=None, doc="Its letters.", example="CPSS")
    certifier: Certifier = field(doc="Who issues it.", example={"name": "SC SHARE"})
    populations: OneOrMany[Population] = field(doc="Who is served or shares the experience.", example=["mental_health"])
    role: Role = field(
        doc="Whose lived experience: person, family, youth, either; supervisor for supervisors.",
        example="person",
    )
    status: Status = field(
        doc="active, planned, retired, unclear; standard for a yardstick that nobody issues.", example="active"
    )
    from_: Day | None = field(default=None, doc="Issued from this day.", example="2025-07-01")
    until: Day | None = field(default=None, doc="Issued until this day.", example="2025-06-30")
    replaced_by: OneOrMany[str] | None = field(default=None, doc="What took its place.", example="wa-cpss")
    note: str | None = field(
        default=None, doc="What a reader should know first.", example="Two bodies issue this title."
    )
    not_found: tuple[str, ...] = field(default=(), doc="What was looked for and not found.", example=["renewal fee"])
    not_required: tuple[NotRequired, ...] = field(
        default=(), doc="What a source says is not asked for.", example=[{"what": "exam", "cite": "apsc-cpss"}]
    )
    facts: tuple[Fact, ...] = field(
        default=(),
        doc="Facts that ask nothing of the person.",
        example=[{"about": "medicaid", "says": "May be billed to Medicaid.", "cite": "board"}],
    )
    advises: dict[str, HoursRange] | None = field(default=None, doc="Of a standard: hours that a rule should ask, by kind of requirement.", example={"training": {"at_least": 40, "at_most": 60, "cite": "smi-adviser"}})  # fmt: skip
    pathways: dict[str, Pathway] = field(
        doc="Ways to get or keep it, by name: initial, renewal, reciprocity...",
        example={"initial": {"requirements": []}},
    )
    jurisdiction: str = field(default="", doc="Code of its file; set when loaded.", example="sc", hidden=True)

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "Credential":
        """Plain data -> Credential; names pathways, and gives requirements distinct ids."""
        made = super().parse(data, where)
        if not ID.match(made.id):
            raise ShapeError(
                (*where, "id"),
                f"{made.id!r} is no id; use small letters, figures and hyphens, such as sc-cpss-share",
            )
        pathways = {}
        for name, pathway in made.pathways.items():
            if not ID.match(name):
                raise ShapeError(
                    (*where, "pathways", name), f"{name!r} is no pathway name; use small letters and hyphens"
                )
            kind = pathway.kind or (name if name in PATHWAY_KINDS else "alternative")
            numbered = _distinct(pathway.requirements, (*where, "pathways", name, "requirements"))
            pathways[name] = pathway.but(name=name, kind=kind, requirements=numbered)
        return made.but(pathways=pathways)

    def status_on(self, day: date) -> str:
        """Its status on a day: planned before it starts, retired after it ends."""
        if self.until and day > self.until.day:
            return "retired"
        if self.from_ and day < self.from_.day:
            return "planned"
        if self.until and self.status == "retired":
            return "active"
        return "active" if self.from_ and self.status == "planned" else self.status

    def asks(
        self, kind: str, day: date, lookup: "Callable[[str], Credential | None] | None" = None
    ) -> tuple[float, float] | None:
        """Hours at least and at most that the first way in asks of a kind on a day, None where it asks none.

        Alternatives give a span; what is asked without hours is open above. Of a two-step credential, what the
        first step asked counts (`lookup` finds it).
        """
        entry = next((p for p in self.pathways.values() if p.kind in ("initial", "trainee")), None)
        if entry is None:
            return None
        spans = [s for r in entry.requirements if r.in_force(day) and (s := _hours_asked(r, kind)) is not None]
        if spans:
            return sum(s[0] for s in spans), sum(s[1] for s in spans)
        if lookup is None:
            return None
        held = [r.rule for top in entry.requirements for r in _with_members(top) if r.rule.kind == "credential_held"]
        steps = [lookup(i) for rule in held for i in getattr(rule, "any", None) or ()]
        found = [a for s in steps if s is not None and s.id != self.id and (a := s.asks(kind, day)) is not None]
        return (min(a[0] for a in found), max(a[1] for a in found)) if found else None

    def default_pathway(self, holds: bool) -> Pathway | None:
        """The pathway that a person most likely means: renewal for a holder, else the way in."""
        order = ("renewal", "initial", "trainee") if holds else ("initial", "trainee")
        for kind in order:
            for pathway in self.pathways.values():
                if pathway.kind == kind:
                    return pathway
        return next(iter(self.pathways.values()), None)


def _with_members(requirement: Requirement) -> list[Requirement]:
    """A requirement and, of a group, all that is in it."""
    inside = requirement.rule.members() if requirement.rule.kind in ("any_of", "all_of", "at_least") else ()
    return [requirement, *(r for m in inside for r in _with_members(m))]


def _hours_asked(requirement: Requirement, kind: str) -> tuple[float, float] | None:
    """Hours at least and at most that one requirement asks of a kind; None where it is about something else."""
    rule = requirement.rule
    if rule.kind in ("any_of", "all_of"):
        inner = [_hours_asked(m, kind) for m in rule.members()]
        spans = [s for s in inner if s is not None]
        if not spans:
            return None
        if rule.kind == "all_of":
            return sum(s[0] for s in spans), sum(s[1] for s in spans)
        return 0.0 if None in inner else min(s[0] for s in spans), max(s[1] for s in spans)
    if rule.kind != kind or getattr(rule, "counts_inside", None):
        return None
    hours: float | None = getattr(rule, "hours", None)
    if hours is None:
        return 0.0, float("inf")
    return (0.0 if requirement.when else hours), hours


def _distinct(requirements: tuple[Requirement, ...], where: Where) -> tuple[Requirement, ...]:
    """Ids distinct within a pathway; dated versions of one rule, never in force together, share one."""
    made: list[Requirement] = []
    for i, requirement in enumerate(requirements):
        base, number = requirement.id, 1
        if not ID.match(base.replace("_", "-")):
            raise ShapeError((*where, i, "id"), f"{base!r} is no id; use small letters, figures and hyphens")
        while any(other.id == requirement.id and not _apart(other, requirement) for other in made):
            number += 1
            requirement = requirement.but(id=f"{base}-{number}")
        made.append(requirement)
    return tuple(made)


def _apart(one: Requirement, other: Requirement) -> bool:
    """Never in force on the same day."""
    pairs = ((one, other), (other, one))
    return any(a.until and b.from_ and a.until.day < b.from_.day for a, b in pairs)


class NoCertification(Shape):
    """A jurisdiction in which no certification was found, and what its people use instead."""

    says: str = field(
        doc="What was found, in one sentence of our own.",
        example="No certification of peer support specialists was found.",
    )
    searched: Day = field(doc="When it was looked for.", example="2026-11-22")
    instead: tuple[str, ...] = field(default=(), doc="Credentials its people can use, by id.", example=["us-ncprss"])
    cite: Cites | None = field(
        default=None, doc="Where it was read, if a source says so.", example="doors-to-wellbeing"
    )


class Jurisdiction(Shape):
    """A state, DC, a territory, or us for national bodies: one file."""

    jurisdiction: str = field(doc="Code: sc, dc, pr; us for national bodies.", example="sc")
    name: str = field(doc="Name in full.", example="South Carolina")
    summary: str = field(
        doc="Two or three sentences of our own on how it works here.",
        example="Two bodies issue a credential of the same name.",
    )
    sources: dict[str, Source] = field(doc="Documents, by a short id.", example={"scshare-certification": {"publisher": "SC SHARE", "title": "Certification", "url": "https://www.scshare.com/certification", "kind": "certifying_body", "read": "2026-11-22"}})  # fmt: skip
    credentials: tuple[Credential, ...] = field(doc="What is issued here.", example=[])
    none_found: NoCertification | None = field(default=None, doc="Where nothing is issued: what was searched and what to use instead.", example={"says": "None found.", "searched": "2026-11-22"})  # fmt: skip
    notes: tuple[str, ...] = field(
        default=(), doc="What was read and left out, with the reason.", example=["A draft of 2003 is obsolete."]
    )

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "Jurisdiction":
        """Plain data, in the shape of a rule file -> Jurisdiction; raises ShapeError.

        `plain` is the way back.

        >>> from peercert import Jurisdiction
        >>> place = Jurisdiction.parse({
        ...     "jurisdiction": "xx", "name": "Example State", "summary": "One body certifies.",
        ...     "sources": {"board": {"publisher": "Board", "title": "Rules", "url": "https://example.org", "kind": "regulation", "read": "2026-11-22"}},
        ...     "credentials": [{
        ...         "id": "xx-cps", "name": "Certified Peer Specialist", "certifier": {"name": "Board"}, "populations": "mental_health",
        ...         "role": "person", "status": "active",
        ...         "pathways": {"initial": {"requirements": [{"training": {"hours": 40}, "cite": "board"}]}},
        ...     }],
        ... })
        >>> place.credentials[0].pathways["initial"].requirements[0].rule.hours
        40
        >>> Jurisdiction.parse(place.plain()) == place
        True
        """
        made = super().parse(data, where)
        return made.but(credentials=tuple(c.but(jurisdiction=made.jurisdiction) for c in made.credentials))

    def confidence(self, requirement: Requirement) -> Confidence:
        """How sure a requirement is: as written, else confirmed where an official source says so."""
        if requirement.confidence:
            return requirement.confidence
        cited = [self.sources[c.source] for c in requirement.cite if c.source in self.sources]
        return "confirmed" if any(s.official for s in cited) else "secondary"


__all__ = [
    "Certifier",
    "Credential",
    "Cycle",
    "Fact",
    "Jurisdiction",
    "NoCertification",
    "NotRequired",
    "Pathway",
]
