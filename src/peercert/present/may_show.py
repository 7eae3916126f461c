"""What a held credential may show where its holder moves to: what it asked, beside what is asked there."""

from collections.abc import Iterable
from typing import Any

from peercert.judging.tally import Tally
from peercert.model import Jurisdiction
from peercert.present.sections import Item, Section
from peercert.proof import Proof
from peercert.transfer import Transfer, other_ways
from peercert.verdicts import Quantity
from peercert.words import all_of_words, plain, quantity, say, tell

_SOURCES = 3
"""So many sources of the held credential's rules are named."""


def may_show(one: Transfer, origin: Jurisdiction) -> Iterable[Section]:
    """The section on it; `origin` is the jurisdiction of the held credential."""
    if not one.proves:
        return
    held = one.source.id
    lines = [
        tell(
            "This is what the usual way to {credential} asks for. It is no proof by itself: the certifier decides what it takes.",
            credential=held,
        )
    ]
    if others := other_ways(one.source, one.as_of):
        names = all_of_words([w.title or plain(w.name) for w in others])
        lines.append(tell("If you got it another way ({ways}), it may show less.", ways=names))
    who = {c.source: origin.sources[c.source] for p in one.proves for c in p.by.cite if c.source in origin.sources}
    said = [tell("{publisher}: {title}. {url}", publisher=s.publisher, title=s.title, url=s.url) for s in [*who.values()][:_SOURCES]]  # fmt: skip
    if len(who) > _SOURCES:
        said.append(tell("The others are listed by `peercert show {credential}`.", credential=held))
    items = [Item(say(p.requirement.rule.heading()), (_said(p, held),)) for p in one.proves]
    if any(origin.confidence(p.by) != "confirmed" for p in one.proves):
        lines.append(tell("Not all of it is confirmed by an official source."))
    items.append(Item(tell("Where the rules of {credential} were read", credential=held), tuple(said)))
    yield Section(tell("What your {credential} may show", credential=held), tuple(items), tuple(lines))


def _said(proof: Proof, credential: str) -> str:
    """What the held credential asked, beside what is asked here."""
    asked, asks = _amount(proof, proof.asked), _amount(proof, proof.asks)
    values: dict[str, Any] = {"credential": credential, "asked": asked, "asks": asks}
    if proof.requirement.rule.kind == "background_check":
        if proof.enough:
            return tell("Your {credential} asked for a background check too; it may be accepted here.", **values)
        return tell(
            "Your {credential} asked for a background check too; here it has to be newer or of its own sort.", **values
        )
    if proof.requirement.rule.kind == "exam":
        if proof.enough:
            return tell("Your {credential} asked for the same exam; that may be accepted here.", **values)
        return tell(
            "Your {credential} asked for the same exam; here there are further conditions, such as when it was taken.",
            **values,
        )
    if proof.enough:
        return tell("Your {credential} asked for at least as much ({asked}); that may be accepted here.", **values)
    if proof.asked >= proof.asks:
        return tell(
            "Your {credential} asked for as much ({asked}), but not of just this sort; ask whether it is accepted.",
            **values,
        )
    if isinstance(proof.requirement.rule, Tally):
        values["gap"] = Quantity(proof.asks - proof.asked, "hours")
        if proof.narrower:
            return tell(
                "Your {credential} asked for {asked}; this one asks for {asks} of a sort of its own. Ask whether any of yours counts.",
                **values,
            )
        return tell("Your {credential} asked for {asked}, this one asks for {asks}: {gap} more.", **values)
    return tell("Your {credential} asked for less: {asked}.", **values)


def _amount(proof: Proof, amount: float) -> str:
    """An amount in words: hours or years; of the rest, the rule in its own words."""
    if isinstance(proof.requirement.rule, Tally):
        return quantity(amount, "hours")
    if proof.requirement.rule.kind == "age":
        return quantity(amount, "years")
    return say((proof.by.rule if amount == proof.asked else proof.requirement.rule).need())
