"""Requirements in sentences, each with how sure it is: CTDL has no field for that."""

from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.words import capital, say, tell


def sentence(place: Jurisdiction, requirement: Requirement) -> str:
    """What is asked, of whom, and how sure it is."""
    text = capital(say(requirement.rule.need()))
    if requirement.when:
        text = tell("{need} (only of some people: {when})", need=text, when=requirement.when.rule.need())
    return with_confidence(place, requirement, tell("{need}.", need=text.rstrip(".")))


def with_confidence(place: Jurisdiction, requirement: Requirement, text: str) -> str:
    """A sentence about a requirement, and that it is not confirmed or disputed, where it is."""
    confidence = place.confidence(requirement)
    if confidence == "secondary" and requirement.rule.kind != "review":
        return tell("{sentence} Not confirmed by an official source.", sentence=text)
    return tell("{sentence} Sources disagree.", sentence=text) if confidence == "disputed" else text
