"""How sums are said: what is needed, what is there, what is still short, what to do next."""

from typing import TYPE_CHECKING, Any

from peercert.judging.parts import PartRange
from peercert.judging.selector import Phrase, Selector
from peercert.verdicts import MET, MISSING, UNKNOWN, All, Judgement, Name, Part, Quantity, Says
from peercert.words import N_

if TYPE_CHECKING:
    from peercert.judging.tally import Tally

INFINITY = float("inf")

_HOW_MANY = N_(
    {
        "hours": "Your record does not say how many hours all of it has; {need} needed.",
        "credits": "Your record does not say how many credits all of it has; {need} needed.",
        "days": "Your record does not say how many days all of it has; {need} needed.",
        "sessions": "Your record does not say how many sessions all of it has; {need} needed.",
    }
)


def why(tally: "Tally", verdict: Any, lo: float, hi: float, need: float, gap: float, parts: tuple[Part, ...]) -> Says:
    """The reason for a verdict."""
    unit = tally.measure
    values: dict[str, Any] = {"have": lo, "need": Quantity(need, unit)}
    if unit == "items" and verdict is not UNKNOWN:
        return Says("Done." if verdict is MET else "None so far.")
    if verdict is MET:
        return Says("You have {have}; {need} needed.", values)
    short = tuple(
        Says("{name} {have} of {need}", {"name": p.name, "have": p.have, "need": Quantity(p.need, p.unit)})
        for p in parts
        if p.have < p.need - 1e-9
    )
    if verdict is MISSING:
        if short and any(p.have_at_most > p.have for p in parts if p.have < p.need):
            return Says(
                "You have {have} of {need}. As far as your record says, still short: {short}.",
                values | {"short": All(short)},
            )
        if short:
            return Says("You have {have} of {need}. Still short: {short}.", values | {"short": All(short)})
        if gap <= 0 and tally.spread_over:
            return Says(
                "The hours are there, but they must be spread over at least {span}.",
                {"span": tally.spread_over},
            )
        return Says("You have {have} of {need}.", values)
    if unit in ("items", "courses") and lo == 0:
        return Says("Your record does not say whether what you did is this.")
    if hi == INFINITY:
        return Says(_HOW_MANY[unit], values)
    if hi == lo and short:
        names = All(tuple(p.name for p in parts if p.have < p.need))
        return Says(
            "You have {have} of {need}, but how much of it was {parts} is not said.",
            values | {"parts": names},
        )
    return Says(
        "Between {have} and {most} count, {need} needed; what is not said decides.",
        values | {"most": Quantity(hi, unit)},
    )


def need(tally: "Tally") -> Says:
    """What is asked, as a phrase: 46 hours of training; 16 on ethics; within the last 10 years."""
    said = tally.name()
    if tally.measure != "items":
        amount = Quantity(getattr(tally, tally.measure), tally.measure)
        said = Says("{amount} of {what}", {"amount": amount, "what": said})
    return narrowed(said, _narrowed(tally))


def narrowed(said: Says, extra: list[Phrase]) -> Says:
    """What is asked, with what narrows it: after a comma, or without one where the only phrase flows on."""
    if not extra:
        return said
    flows = len(extra) == 1 and extra[0].flows
    said = Says("{what} {narrowed}" if flows else "{what}, {narrowed}", {"what": said, "narrowed": extra[0].says})
    for more in extra[1:]:
        said = Says("{so_far}; {more}", {"so_far": said, "more": more.says})
    return said


def _narrowed(tally: "Tally") -> list[Phrase]:
    """All that is asked beside the total, one phrase each."""
    made = [*tally.phrase(), *(Phrase(_part(name, part)) for name, part in (tally.parts or {}).items())]
    for least in tally.at_least:
        size = least.courses or least.hours if least.share is None else Quantity(least.share, "percent")
        made.append(Phrase(Says("at least {size} {sort}", {"size": size, "sort": sort(least)})))
    for cap in tally.at_most:
        size = cap.hours if cap.share is None else Quantity(cap.share, "percent")
        made.append(Phrase(Says("at most {size} {sort}", {"size": size, "sort": sort(cap)})))
    for rate in tally.at_rate:
        made.append(Phrase(Says("{sort} counted at {percent} percent", {"sort": sort(rate), "percent": rate.percent})))
    if tally.spread_over:
        made.append(Phrase(Says("spread over at least {length}", {"length": tally.spread_over})))
    if tally.counts_inside:
        made.append(Phrase(Says("inside other hours asked here, not on top")))
    for less in tally.less:
        made.append(Phrase(Says("{count} less with {need}", {"count": less.by, "need": less.when.rule.need()})))
    return made


def _part(name: str, part: float | PartRange) -> Says:
    """One part by topic: 16 of them on ethics."""
    if not isinstance(part, PartRange):
        return Says("{count} of them on {topic}", {"count": part, "topic": Name(name)})
    values = {"low": part.at_least, "high": part.at_most, "topics": All.names(part.topics or (name,))}
    if part.at_least and part.at_most is not None:
        return Says("at least {low} and at most {high} on {topics}", values)
    if part.at_most is not None:
        return Says("at most {high} on {topics}", values)
    return Says("at least {low} on {topics}" if part.at_least else "on {topics}", values)


def sort(selector: Selector) -> All:
    """The entries that a selector narrows to, in words: in person or live online."""
    return All(tuple(phrase.says for phrase in selector.phrase()))


def next_step(tally: "Tally", judgement: Judgement) -> Says:
    """What to do next."""
    if judgement.verdict is UNKNOWN:
        if tally.measure in ("items", "courses"):
            return Says("Say in your record what it was, or that there was none.")
        return Says("Add what you have, with hours, dates and topics.")
    if tally.measure == "items":
        return Says("To be done: {need}.", {"need": tally.need()})
    short = tuple(
        Says("{gap} {name}", {"gap": Quantity(p.gap, p.unit), "name": p.name}) for p in judgement.parts if p.gap > 0
    )
    gap = Quantity(judgement.gap or 0, tally.measure)
    if judgement.gap_at_least is not None:
        values = {"least": judgement.gap_at_least, "gap": gap, "short": All(short)}
        if short:
            return Says(
                "Do {least} to {gap} more, with {short}; say in your record what your hours were on, and the figure gets exact.",
                values,
            )
        return Says("Do {least} to {gap} more; what your record leaves open decides.", values)
    if short and not judgement.gap:
        return Says("Still needed: {short}.", {"short": All(short)})
    if short:
        return Says("Do {gap} more, with {short}.", {"gap": gap, "short": All(short)})
    if not judgement.gap:
        return Says("Go on until the time is filled.")
    return Says("Do {gap} more.", {"gap": gap})
