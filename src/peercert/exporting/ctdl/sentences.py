"""Sentences of CTDL documents, which are in English: a requirement with how sure it is, for which CTDL has no field."""

from typing import Any

from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.words import capital, say, word


def in_english(template: str, /, **values: Any) -> str:
    """A sentence from its template and its values in words. (`tell` is for what is translated; exports are not.)"""
    return template.format(**{name: word(value) for name, value in values.items()})


def sentence(place: Jurisdiction, requirement: Requirement) -> str:
    """What is asked, of whom, and how sure it is."""
    rule = requirement.rule
    text = capital(say(rule.heading() if rule.kind == "review" else rule.need()))
    if requirement.when:
        text = in_english("{need} (only of some people: {when})", need=text, when=requirement.when.rule.need())
    return with_confidence(place, requirement, in_english("{need}.", need=text.rstrip(".")))


def with_confidence(place: Jurisdiction, requirement: Requirement, text: str) -> str:
    """A sentence about a requirement, and that it is not confirmed or disputed, where it is."""
    confidence = place.confidence(requirement)
    if confidence == "secondary" and requirement.rule.kind != "review":
        return in_english("{sentence} Not confirmed by an official source.", sentence=text)
    return in_english("{sentence} Sources disagree.", sentence=text) if confidence == "disputed" else text
