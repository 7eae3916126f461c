"""What is still open, as steps: one for each finding, with the fees that are paid for it and the dates set for it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from peercert.evaluation import Report
from peercert.judging.entries import same
from peercert.judging.groups import out_of_reach
from peercert.judging.requirement import Rule
from peercert.plan.stages import usual_stage
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, UNKNOWN, AnyOf, Finding, Says, Verdict


class Draft(NamedTuple):
    """A step before it has its dates."""

    id: str
    kind: str
    what: Says
    verdict: Verdict
    stage: str
    """Where it belongs: as its rule says, or the usual place of its kind."""
    staged: bool
    """Its rule says at which stage it is asked."""
    findings: tuple[Finding, ...]
    """What is done with it; the first gives it its name. Empty for a day that only has to come."""
    leaves: tuple[Finding, ...]
    """The findings that count toward the totals."""
    names: frozenset[str]
    """What other rules may call it."""
    place: int
    """Its place in the pathway's own list."""
    choices: int = 1
    """In how many ways the rule can be met; this is the nearest."""
    until: date | None = None
    """The day on which time alone brings it about."""
    in_turn: bool = False
    """Whether it is done is not known, but what comes before it is not, so it has its place among the steps."""

    @property
    def rule(self) -> Rule | None:
        """What is asked; None for a day that only has to come."""
        return self.findings[0].requirement.rule if self.findings else None

    @property
    def blocked(self) -> bool:
        """Neither time nor work brings it about."""
        return self.verdict is MISSING and any(out_of_reach(f) for f in self.findings)

    @property
    def ask_first(self) -> bool:
        """To be found out before anything else is paid: what the record or the rules do not say, what may weigh."""
        silent = self.kind == "review" and getattr(self.rule, "because", "") == "not_decidable" and not self.staged
        return (self.verdict is UNKNOWN and not self.in_turn) or silent or self.kind == "criminal_history"

    @property
    def planned(self) -> bool:
        """It has its place among the others: it is neither to be found out first nor out of reach."""
        return not self.ask_first and not self.blocked

    @property
    def hours(self) -> float:
        """Hours that it takes."""
        return sum(hours_of(leaf) for leaf in self.leaves)

    @property
    def inside(self) -> bool:
        """Its hours are inside those of another step."""
        return self.hours > 0 and all(counts_inside(leaf) for leaf in self.leaves if hours_of(leaf))


def hours_of(leaf: Finding) -> float:
    """Hours that a finding still asks for at most; 0 where it asks for none, or counts in something else."""
    found = leaf.judgement
    return found.gap or 0.0 if leaf.requirement.rule.hours_kind and found.unit == "hours" else 0.0


def counts_inside(leaf: Finding) -> bool:
    """Are its hours inside those of another requirement?"""
    return bool(getattr(leaf.requirement.rule, "counts_inside", None))


def drafts(report: Report) -> tuple[Draft, ...]:
    """Every open finding of a report as a step, in the order of the rules."""
    renewing = report.pathway.kind in ("renewal", "reinstatement")
    made: list[Draft] = []
    for place, top in enumerate(report.findings):
        for found in _open(top, top.requirement.stage, frozenset(), 1):
            made.append(_draft(found, top, place, {d.id for d in made}, report.as_of, renewing=renewing))
    return (*_days_to_come(report), *_to_hold_first(report, made), *made)


class _Open(NamedTuple):
    head: Finding
    leaves: tuple[Finding, ...]
    stage: str | None
    names: frozenset[str]
    choices: int


def _open(finding: Finding, stage: str | None, names: frozenset[str], choices: int) -> Iterator[_Open]:
    """The open findings within one, of an *any of* only the best branch; *at least so many of* stays one thing."""
    if finding.verdict in (MET, NOT_APPLICABLE):
        return
    stage = finding.requirement.stage or stage
    names |= {finding.id}
    if not finding.findings or finding.requirement.rule.kind == "at_least":
        leaves = tuple(x for x in finding.counted() if x.verdict not in (MET, NOT_APPLICABLE))
        yield _Open(finding, leaves, stage, names, choices)
    elif finding.best is not None:
        asked = sum(f.verdict is not NOT_APPLICABLE for f in finding.findings)
        yield from _open(finding.findings[finding.best], stage, names, max(choices, asked))
    else:
        for member in finding.findings:
            yield from _open(member, stage, names, choices)


def _draft(found: _Open, top: Finding, place: int, taken: set[str], today: date, *, renewing: bool) -> Draft:
    head, rule = found.head, found.head.requirement.rule
    verdict = UNKNOWN if top.verdict is UNKNOWN and head.verdict is MISSING else head.verdict
    ready = head.judgement.earliest
    return Draft(
        _distinct(head.id, top.id, taken), rule.kind, rule.heading(), verdict,
        found.stage or ("renewal" if renewing else usual_stage(rule)), found.stage is not None, (head,), found.leaves,
        found.names | _own_names(rule), place, found.choices,
        ready if ready is not None and ready > today and verdict is MISSING else None,
    )  # fmt: skip


def _distinct(name: str, group: str, taken: set[str]) -> str:
    """An id that no other step has: its own, with that of its group, with a number."""
    made = name if name not in taken or name == group else f"{group}-{name}"
    number = 2
    while made in taken:
        made, number = f"{name}-{number}", number + 1
    return made


def _own_names(rule: Rule) -> frozenset[str]:
    """The milestone that shows that a step is taken."""
    of = getattr(rule, "of", None)
    return frozenset({of} if rule.kind in ("application", "milestone") and isinstance(of, str) else ())


def _days_to_come(report: Report) -> Iterator[Draft]:
    """Days that hold up the whole: this way opens, renewal opens."""
    opens = report.pathway.from_
    if opens is not None and opens.day > report.as_of:
        yield _day("way-opens", Says("This way opens"), "before_application", opens.day)
    cycle, period = report.pathway.cycle, report.period
    if cycle is not None and cycle.opens is not None and period is not None and period.end is not None:
        day = cycle.opens.before(period.end.lo)
        if day > report.as_of:
            yield _day("renewal-opens", Says("Renewal opens"), "renewal", day)


def _day(name: str, what: Says, stage: str, day: date) -> Draft:
    return Draft(name, "wait", what, MISSING, stage, True, (), (), frozenset({name}), -1, 1, day)


def _to_hold_first(report: Report, made: Sequence[Draft]) -> Iterator[Draft]:
    """A credential under which hours count, where the pathway does not ask for it by itself and none are done yet."""
    asked = {
        i for f in report.findings for leaf in _leaves(f) for i in getattr(leaf.requirement.rule, "any", None) or ()
    }
    named: set[str] = set()
    for draft in made:
        held: tuple[str, ...] = getattr(draft.rule, "while_holding", None) or ()
        if not held or draft.verdict is not MISSING or draft.findings[0].judgement.have:
            continue
        if not (asked | named) & set(held):
            named |= set(held)
            what = Says("Holding {credentials}", {"credentials": AnyOf(held)})
            yield Draft(f"hold-{held[0]}", "credential_held", what, UNKNOWN, draft.stage, True, (), (),
                        frozenset(held), draft.place, in_turn=True)  # fmt: skip


def _leaves(finding: Finding) -> Iterator[Finding]:
    if finding.findings:
        for member in finding.findings:
            yield from _leaves(member)
    else:
        yield finding


def joined(made: Sequence[Draft]) -> tuple[Draft, ...]:
    """Fees that are due go with the step that they are paid for, and rules that only say by when with what they date."""
    kept = {d.id: d for d in made}
    for name in list(kept):
        guest = kept[name]
        if guest.kind == "fee" and guest.verdict is MISSING:
            host = _paid_for(guest, list(kept.values()))
        elif guest.kind == "milestone" and guest.planned and guest.until is None:
            host = _dated(guest, list(kept.values()))
        else:
            continue
        if host is not None:
            del kept[name]
            kept[host.id] = host._replace(findings=host.findings + guest.findings, leaves=host.leaves + guest.leaves)
    return tuple(kept.values())


_MAIN = {"training": "training", "application": "application", "exam": "exam", "renewal": "application"}
"""The kind of step that a stage is named after."""


def _paid_for(fee: Draft, among: Sequence[Draft]) -> Draft | None:
    """What a fee is for: the step of that name, else the one that its stage is named after."""
    what: str = getattr(fee.rule, "for_", "")
    main = _MAIN.get(fee.stage.removeprefix("before_"))
    tests: tuple[Callable[[Draft], bool], ...] = (
        lambda d: what in {n.replace("-", "_") for n in d.names},
        lambda d: d.kind == what and d.stage == fee.stage,
        lambda d: d.kind == main and d.stage == fee.stage,
        lambda d: d.kind == what,
    )
    hosts = [d for d in among if d.kind in _MAIN.values() and d.planned]
    return next((d for test in tests for d in hosts if test(d)), None)


def _dated(rule: Draft, among: Sequence[Draft]) -> Draft | None:
    """The step of which a milestone only says by when it is to be taken."""
    of = same(getattr(rule.rule, "of", ""))
    return next((d for d in among if d.planned and d is not rule and of in map(same, d.names - {rule.id})), None)
