"""Rules side by side: what each of several credentials asks, topic by topic, and where they differ. Pure."""

from datetime import date
from typing import NamedTuple

from peercert.judging.requirement import Requirement
from peercert.model import Credential, HoursRange
from peercert.verdicts import Quantity
from peercert.words import all_of_words, any_of_words, say, tell

ORDER = (
    "age", "education", "lived_experience", "recovery_time", "free_of", "residency", "training", "work_experience", "supervision", "exam",
    "references", "background_check", "criminal_history", "agreement", "document", "statement", "credential_held", "membership",
    "employment", "interview", "review", "application", "milestone", "fee", "continuing_education", "overdue", "period",
)  # fmt: skip
"""Kinds in the order of a comparison."""


class Row(NamedTuple):
    """One topic: what each credential asks, in the order of the columns; () where it asks nothing that is known."""

    kind: str
    cells: tuple[tuple[str, ...], ...]
    differs: bool
    beside: tuple[str, ...] = ()
    """Of each credential: more, less or within what the standard among them advises; empty where it advises nothing."""
    not_asked: tuple[bool, ...] = ()
    """Of each credential: does a source expressly say that it is not asked?"""

    @property
    def disagree(self) -> bool:
        """Do those that are known ask for different things? What is not known of one is no difference."""
        known = {c for c in self.cells if c}
        return len(known) > 1 or (bool(known) and any(self.not_asked))


def compare(credentials: list[Credential], day: date, *, renewal: bool = False) -> list[Row]:
    """The way in (or the renewal) of each credential, as in force on a day.

    >>> from datetime import date
    >>> from peercert import compare_rules, load_rulebook
    >>> rules = load_rulebook()
    >>> pair = [rules.credential("sc-cpss-share"), rules.credential("sc-cpss-apsc")]
    >>> next(row.cells for row in compare_rules(pair, date(2026, 11, 22)) if row.kind == "recovery_time")
    (('3 years in recovery',), ('1 year in recovery',))
    """
    asked = [_by_kind(c, day, renewal=renewal) for c in credentials]
    rows = []
    for kind in ORDER:
        cells = tuple(tuple(a.get(kind, ())) for a in asked)
        if any(cells):
            beside = tuple(_beside(c, kind, credentials, day) for c in credentials)
            expressly = tuple(not cell and _not_asked(c, kind) for c, cell in zip(credentials, cells, strict=True))
            rows.append(Row(kind, cells, len(set(cells)) > 1, beside, expressly))
    if renewal:
        clocks = tuple(_clock(c) for c in credentials)
        rows.insert(0, Row("validity", clocks, len(set(clocks)) > 1))
    return rows


def _not_asked(credential: Credential, kind: str) -> bool:
    return any(n.what == kind for n in credential.not_required)


def _clock(credential: Credential) -> tuple[str, ...]:
    return tuple(
        tell("renewed every {length}", length=p.cycle.every)
        for p in credential.pathways.values()
        if p.cycle and p.kind == "renewal"
    )


def _by_kind(credential: Credential, day: date, *, renewal: bool) -> dict[str, list[str]]:
    pathway = credential.default_pathway(holds=renewal)
    found: dict[str, list[str]] = {}
    for kind, advice in ({} if renewal else credential.advises or {}).items():
        found[kind] = [_advised(advice)]
    for requirement in pathway.requirements if pathway else ():
        if requirement.in_force(day):
            kind, text = _said(requirement)
            if kind not in (credential.advises or ()):
                found.setdefault(kind, []).append(text)
    return found


def _advised(advice: HoursRange) -> str:
    """What a standard says that a rule should ask."""
    low, high = advice.at_least, advice.at_most
    if low and high:
        return tell("a rule should ask at least {low} and at most {high}", low=low, high=Quantity(high, "hours"))
    if high:
        return tell("a rule should ask at most {high}", high=Quantity(high, "hours"))
    return tell("a rule should ask at least {low}", low=Quantity(low or 0, "hours"))


def _said(requirement: Requirement) -> tuple[str, str]:
    """Kind and words of a requirement; a group stands under the kind of its first member."""
    rule = requirement.rule
    if rule.kind in ("any_of", "all_of", "at_least"):
        members = [_said(m) for m in rule.members()]
        words = [text for _, text in members]
        return members[0][0], all_of_words(words) if rule.kind == "all_of" else any_of_words(words)
    text = say(rule.heading() if rule.kind == "fee" else rule.need())
    if requirement.when:
        text = tell("{need} (only of some people: {when})", need=text, when=requirement.when.rule.need())
    return rule.kind if rule.kind in ORDER else "review", text


def _beside(credential: Credential, kind: str, credentials: list[Credential], day: date) -> str:
    """How the hours that a credential asks stand to what a standard advises."""
    advice = next((c.advises[kind] for c in credentials if c.advises and kind in c.advises), None)
    asked = credential.asks(kind, day)
    if advice is None or credential.advises or asked is None:
        return ""
    if advice.at_most is not None and asked[0] > advice.at_most:
        return tell("more than the {most} that the standard advises at most", most=Quantity(advice.at_most, "hours"))
    if advice.at_least is not None and asked[1] < advice.at_least:
        least = Quantity(advice.at_least, "hours")
        return tell("less than the {least} that the standard advises at least", least=least)
    low, high = advice.at_least or 0, advice.at_most if advice.at_most is not None else float("inf")
    return tell("within what the standard advises") if asked[0] >= low and asked[1] <= high else ""
