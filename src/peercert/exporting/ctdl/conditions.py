"""A pathway as a `ceterms:ConditionProfile`: every requirement in words, and in CTDL's own fields where it has one."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from peercert.exporting.contents import Contents, Place, citations
from peercert.exporting.ctdl.costs import cost_profiles
from peercert.exporting.ctdl.sentences import in_english, sentence
from peercert.exporting.ctdl.vocabulary import Node, address, ctid, iso_hours, jurisdiction_profile, reference
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Pathway
from peercert.present.sections import way
from peercert.words import capital, say

_PAPERS = ("application", "document", "references", "agreement", "background_check")
_LESSONS = ("training", "continuing_education")


class Setting(NamedTuple):
    """What a pathway belongs to."""

    contents: Contents
    place: Place
    credential: Credential
    page: str | None
    """Web page of the credential."""


def ways(setting: Setting, pathways: Sequence[Pathway]) -> list[Node]:
    """Several ways, of which one is to be gone, as one profile; empty where there is none."""
    made = [one_way(setting, p) for p in pathways]
    if len(made) <= 1:
        return made
    return [
        {
            "@type": "ceterms:ConditionProfile",
            "ceterms:description": "One of these ways.",
            "ceterms:alternativeCondition": made,
        }
    ]


def one_way(setting: Setting, pathway: Pathway) -> Node:
    """What a pathway asks on the day of the export."""
    day = setting.contents.day
    asked = [r for r in pathway.requirements if r.in_force(day)]
    says = [in_english("What is asked as of {day} ({way}).", day=day, way=way(pathway))]
    if pathway.note:
        says.append(in_english("Note: {note}", note=pathway.note))
    made = _profile(setting, asked, " ".join(says)) | {"ceterms:name": capital(way(pathway))}
    if pathway.from_:
        made["ceterms:dateEffective"] = pathway.from_.plain()
    return made


def _profile(setting: Setting, requirements: Sequence[Requirement], description: str) -> Node:
    """Requirements that must all hold."""
    leaves = [r for top in requirements for r in _taken_apart(top)]
    plain = [r for r in requirements if r.when is None]
    made: Node = {"@type": "ceterms:ConditionProfile", "ceterms:description": description}
    sources = _addresses(setting, requirements)
    if sources:
        made["ceterms:subjectWebpage"] = sources[0]
    conditions = [sentence(setting.place.jurisdiction, r) for r in requirements if r.rule.kind != "fee"]
    lists: list[tuple[str, list[Any]]] = [
        ("ceterms:condition", conditions),
        (
            "ceterms:submissionOf",
            [sentence(setting.place.jurisdiction, r) for r in requirements if r.rule.kind in _PAPERS],
        ),
        ("ceterms:targetAssessment", [_exam(setting, r) for r in plain if r.rule.kind == "exam"]),
        ("ceterms:targetLearningOpportunity", [_lesson(setting, r) for r in plain if r.rule.kind in _LESSONS]),
        ("ceterms:targetCredential", [n for r in plain for n in _held(r)]),
        ("ceterms:residentOf", [jurisdiction_profile(setting.place) for r in plain if _residents_only(r)]),
        ("ceterms:alternativeCondition", _alternatives(setting, plain)),
        ("ceterms:estimatedCost", cost_profiles(setting.place.jurisdiction, leaves, setting.page)),
        ("ceterms:source", sources),
    ]
    made |= {name: values for name, values in lists if values}
    ages = [rule.at_least for r in plain if (rule := _rule(r)).kind == "age" and rule.at_least]
    if ages:
        made["ceterms:minimumAge"] = max(ages)
    work = [r for r in plain if r.rule.kind == "work_experience"]
    if work:
        made["ceterms:experience"] = " ".join(sentence(setting.place.jurisdiction, r) for r in work)
    years = [_rule(r).duration.months / 12 for r in work if _rule(r).duration and _rule(r).duration.months]
    if years:
        made["ceterms:yearsOfExperience"] = max(years)
    return made


def _rule(requirement: Requirement) -> Any:
    """The rule, whose fields depend on its kind."""
    return requirement.rule


def _taken_apart(requirement: Requirement) -> Iterable[Requirement]:
    """A requirement; of an *all of* its members (the branches of other groups have profiles of their own, or words)."""
    if requirement.rule.kind == "all_of" and requirement.when is None:
        for member in requirement.rule.members():
            yield from _taken_apart(member)
    else:
        yield requirement


def _alternatives(setting: Setting, requirements: Sequence[Requirement]) -> list[Node]:
    """The branches of the one *any of*; two of them could not be told apart in one list, and stay in words."""
    groups = [r for r in requirements if r.rule.kind == "any_of"]
    if len(groups) != 1:
        return []
    day = setting.contents.day
    branches = [m for m in groups[0].rule.members() if m.in_force(day)]
    return (
        [_profile(setting, _members(setting, m), sentence(setting.place.jurisdiction, m)) for m in branches]
        if len(branches) > 1
        else []
    )


def _members(setting: Setting, requirement: Requirement) -> list[Requirement]:
    day = setting.contents.day
    return [r for r in _taken_apart(requirement) if r.in_force(day)]


def _exam(setting: Setting, requirement: Requirement) -> Node:
    name: str | None = _rule(requirement).name
    about: Node = {
        "@type": "ceterms:AssessmentProfile",
        "ceterms:name": name or "Exam",
        "ceterms:description": sentence(setting.place.jurisdiction, requirement),
    }
    return about | _page(setting, requirement)


def _lesson(setting: Setting, requirement: Requirement) -> Node:
    hours: float | None = _rule(requirement).hours
    about: Node = {
        "@type": "ceterms:LearningOpportunityProfile",
        "ceterms:name": say(requirement.rule.title()),
        "ceterms:description": sentence(setting.place.jurisdiction, requirement),
    }
    if hours:
        length = {"@type": "ceterms:DurationProfile", "ceterms:minimumDuration": iso_hours(hours)}
        about["ceterms:estimatedDuration"] = [length]
    return about | _page(setting, requirement)


def _page(setting: Setting, requirement: Requirement) -> Node:
    found = _addresses(setting, [requirement])
    return {"ceterms:subjectWebpage": found[0]} if found else {}


def _held(requirement: Requirement) -> list[Node]:
    """The one credential that has to be held, where there is no choice."""
    rule = _rule(requirement)
    if rule.kind != "credential_held" or rule.from_ or rule.named or len(rule.any or ()) != 1:
        return []
    return reference(ctid(rule.any[0]))


def _residents_only(requirement: Requirement) -> bool:
    """Does it ask to live here, and nothing else?"""
    rule = _rule(requirement)
    return rule.kind == "residency" and rule.by == ("living",) and not rule.share and not rule.in_


def _addresses(setting: Setting, requirements: Sequence[Requirement]) -> list[str]:
    """Where it was read, official documents first."""
    known = setting.place.jurisdiction.sources
    sources = [known[c.source] for r in requirements for c in citations(r, disputed=False)]
    ordered = sorted(sources, key=lambda s: not s.official)
    return list(dict.fromkeys(url for s in ordered if (url := address(s.url))))
