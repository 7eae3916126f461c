"""How sums are said: what is needed, what is there, what is still short, what to do next."""

from typing import TYPE_CHECKING, Any

from peercert.judging.parts import PartRange
from peercert.judging.selector import Selector
from peercert.verdicts import MET, MISSING, UNKNOWN, All, Judgement, Part, Quantity, Says
from peercert.words import all_of_words, plain, quantity, say

if TYPE_CHECKING:
    from peercert.judging.tally import Tally

INFINITY = float("inf")


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
        return Says(
            "Your record does not say how many {unit} all of it has; {need} needed.",
            values | {"unit": unit},
        )
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
        said = f"{quantity(getattr(tally, tally.measure), tally.measure)} of {said}"
    extra = [say(p) for p in tally.phrase()] + [_part(n, p) for n, p in (tally.parts or {}).items()]
    for least in tally.at_least:
        size = f"{least.share:g} percent" if least.share is not None else f"{least.courses or least.hours:g}"
        extra.append(f"at least {size} {_sort(least)}")
    for cap in tally.at_most:
        size = f"{cap.share:g} percent" if cap.share is not None else f"{cap.hours:g}"
        extra.append(f"at most {size} {_sort(cap)}")
    extra += [f"{_sort(rate)} counted at {rate.percent:g} percent" for rate in tally.at_rate]
    if tally.spread_over:
        extra.append(f"spread over at least {tally.spread_over}")
    if tally.counts_inside:
        extra.append("inside other hours asked here, not on top")
    extra += [f"{less.by:g} less with {say(less.when.rule.need())}" for less in tally.less]
    flows = len(extra) == 1 and extra[0].split(" ")[0] in _FLOWS
    return Says(
        "{said}", {"said": f"{said} {extra[0]}" if flows else "; ".join([", ".join([said, *extra[:1]]), *extra[1:]])}
    )


_FLOWS = frozenset({"given", "within", "on", "in", "under", "by", "while", "after", "before", "completed", "with"})
"""First words of a narrowing that follow what they narrow without a comma."""


def _part(name: str, part: float | PartRange) -> str:
    if not isinstance(part, PartRange):
        return f"{part:g} of them on {plain(name)}"
    ends = [f"at least {part.at_least:g}"] if part.at_least else []
    ends += [f"at most {part.at_most:g}"] if part.at_most is not None else []
    return f"{' and '.join(ends)} on {all_of_words([plain(t) for t in part.topics or (name,)])}"


def _sort(selector: Selector) -> str:
    return all_of_words([say(p) for p in selector.phrase()])


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
