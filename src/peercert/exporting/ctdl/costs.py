"""What a way costs: one `ceterms:CostProfile` for each rate of each fee."""

from collections.abc import Iterator, Sequence

from peercert.exporting.ctdl.sentences import in_english, with_confidence
from peercert.exporting.ctdl.vocabulary import Node, address, aligned
from peercert.exporting.tables import Fee, fees
from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.sayings import Money, Name
from peercert.words import capital, plain, say

_KINDS = {
    "application": "costType:Application", "background_check": "costType:BackgroundCheck", "renewal": "costType:RenewalFee",
    "exam_retake": "costType:ReexaminationFee",
}  # fmt: skip
"""CTDL's own terms, for the fees that they surely mean."""


def cost_profiles(place: Jurisdiction, requirements: Sequence[Requirement], page: str | None) -> list[Node]:
    """The costs of requirements (groups have been taken apart); `page` where a fee cites nothing that has an address."""
    return [node for r in requirements for node in _of(place, r, page)]


def _of(place: Jurisdiction, requirement: Requirement, page: str | None) -> Iterator[Node]:
    cited = [address(place.sources[c.source].url) for c in requirement.cite]
    details = next((url for url in cited if url), page)
    for fee in fees(requirement):
        made: Node = {
            "@type": "ceterms:CostProfile",
            "ceterms:name": capital(plain(fee.what_for)),
            "ceterms:description": with_confidence(place, requirement, _description(fee)),
            "ceterms:directCostType": [aligned(plain(fee.what_for), "CostType", _KINDS.get(fee.what_for))],
        }
        if details:
            made["ceterms:costDetails"] = details
        if fee.usd is not None and fee.usd[0] == fee.usd[1]:
            made |= {"ceterms:price": fee.usd[0], "ceterms:currency": "USD"}
        conditions = [fee.only_when] if fee.only_when else []
        if requirement.when:
            conditions.append(say(requirement.when.rule.need()))
        if conditions:
            made["ceterms:condition"] = [in_english("Only for people of whom this is true: {condition}.", condition=c) for c in conditions]  # fmt: skip
        if requirement.from_:
            made["ceterms:startDate"] = requirement.from_.plain()
        if requirement.until:
            made["ceterms:endDate"] = requirement.until.plain()
        yield made


def _description(fee: Fee) -> str:
    """The fee in a sentence; that no source says how much is said."""
    what = Name(fee.what_for)
    if fee.usd is None:
        return in_english("Fee for {what}; no source says how much it is.", what=what)
    low, high = (Money(d) for d in fee.usd)
    if low == high:
        return in_english("Fee for {what}: {amount}.", what=what, amount=low)
    return in_english("Fee for {what}: {low} to {high}.", what=what, low=low, high=high)
