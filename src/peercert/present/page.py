"""What a report says, in order, before any format: the answer first, then what is missing, unknown, done."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peercert.evaluate import Report, Totals
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Jurisdiction
from peercert.sources import Citation, Cites, Disputed
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Finding, Outcome, Verdict
from peercert.words import all_of_words, day, money, plain, quantity, say, word

_HOURS = {"training": "training", "work_experience": "peer support work", "supervision": "supervision", "continuing_education": "continuing education"}  # fmt: skip
STAGES = {
    "before_training": "before the training", "training": "the training", "before_application": "before you apply",
    "application": "with the application", "before_exam": "before the exam", "exam": "the exam",
    "after_approval": "after approval", "within_period": "within the period", "renewal": "at renewal",
}  # fmt: skip
AFTER_GRACE = {
    "reinstatement": "it has to be reinstated",
    "start_over": "you start over",
    "inactive": "it becomes inactive",
    "retest": "the exam is taken again",
}
PATHWAYS = {
    "initial": "how to get it", "trainee": "how to start as a trainee", "grandparent": "for people with earlier experience",
    "reciprocity": "coming from another state", "renewal": "how to keep it", "reinstatement": "how to get it back", "alternative": "another way",
}  # fmt: skip


class Item(NamedTuple):
    """One entry: a heading, lines under it, entries inside it."""

    head: str
    lines: tuple[str, ...] = ()
    inside: tuple["Item", ...] = ()


class Section(NamedTuple):
    """A heading with entries or plain lines."""

    title: str
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()
    numbered: bool = False


class Page(NamedTuple):
    """A whole report, or the rules of a credential."""

    title: str
    subtitle: str
    answer: str
    tone: str
    """good, open or todo: a hint for colour, never the only sign."""
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    closing: str


class Notes:
    """Numbers the sources in the order in which they are cited."""

    def __init__(self, jurisdiction: Jurisdiction) -> None:
        self.jurisdiction = jurisdiction
        self._numbers: dict[str, int] = {}

    def mark(self, cites: Iterable[Citation]) -> str:
        """[1][2, (1)(a)] for these citations; empty for none."""
        marks = []
        for cite in cites:
            if cite.source in self.jurisdiction.sources:
                number = self._numbers.setdefault(cite.source, len(self._numbers) + 1)
                marks.append(f"[{number}, {cite.locator}]" if cite.locator else f"[{number}]")
        return " " + "".join(marks) if marks else ""

    def listed(self) -> tuple[str, ...]:
        """The sources cited so far, by number."""
        said = []
        for name, number in self._numbers.items():
            s = self.jurisdiction.sources[name]
            dated = f", dated {s.dated}" if s.dated else ""
            official = "" if s.official else "; not an official source"
            said.append(
                f"[{number}] {s.publisher}: {s.title} ({plain(s.kind)}{dated}; read {s.read}{official}). {s.url}"
            )
        return tuple(said)


def report_page(report: Report, jurisdiction: Jurisdiction, *, all_: bool = False) -> Page:
    """The page of a report; `all_` unfolds what is done and what is not asked."""
    notes = Notes(jurisdiction)
    groups = {v: [f for f in report.findings if f.verdict is v] for v in Verdict}
    sections: list[Section] = [*_cautions(report), *_period(report)]
    if groups[MISSING]:
        items = tuple(_item(f, notes) for f in groups[MISSING])
        sections.append(Section(f"Still missing ({len(items)})", items, numbered=True))
    if groups[UNKNOWN]:
        items = tuple(_item(f, notes) for f in groups[UNKNOWN])
        sections.append(Section(f"Not known yet ({len(items)})", items, numbered=True))
    if groups[REVIEW]:
        items = tuple(_item(f, notes) for f in groups[REVIEW])
        sections.append(Section(f"For people to decide ({len(items)})", items, numbered=True))
    if groups[MET]:
        sections.append(_done(groups[MET], notes, all_))
    if groups[NOT_APPLICABLE] and all_:
        sections.append(
            Section(
                f"Not asked of you ({len(groups[NOT_APPLICABLE])})",
                tuple(_item(f, notes) for f in groups[NOT_APPLICABLE]),
            )
        )
    sections += _left(report.totals, report)
    sections += _others(report)
    sections.append(_whom(report.credential))
    sections.append(_sure(report, jurisdiction))
    answer, tone = _answer(report)
    return Page(
        report.credential.name,
        _subtitle(report, jurisdiction),
        answer,
        tone,
        tuple(sections),
        notes.listed(),
        CLOSING,
    )


CLOSING = "peercert informs; the certifier decides. Ask before you pay for anything."


def _subtitle(report: Report, jurisdiction: Jurisdiction) -> str:
    pathway = report.pathway
    way = pathway.title or PATHWAYS.get(pathway.kind or "", plain(pathway.name))
    name = f"{pathway.name}: {way}" if way != plain(pathway.name) else way
    return f"{jurisdiction.name}. {report.credential.id}, {name}. Checked for {day(report.as_of)}."


def _answer(report: Report) -> tuple[str, str]:
    asked = sum(f.verdict is not NOT_APPLICABLE for f in report.findings)
    missing, unknown, review = (report.count(v) for v in (MISSING, UNKNOWN, REVIEW))
    things = "thing" if asked == 1 else "things"
    if report.outcome is Outcome.NOT_READY:
        more = f" {unknown} more {'is' if unknown == 1 else 'are'} not known yet." if unknown else ""
        return (
            f"Not yet: {missing} of {asked} {things} {'is' if missing == 1 else 'are'} missing.{more}",
            "todo",
        )
    if report.outcome is Outcome.UNDETERMINED:
        return (
            f"Not known yet: nothing is missing so far, but {unknown} of {asked} {things} {'is' if unknown == 1 else 'are'} not in the record.",
            "open",
        )
    if report.outcome is Outcome.REVIEW:
        return (
            f"Nearly there: nothing is missing; {review} of {asked} {things} {'is' if review == 1 else 'are'} for people to decide.",
            "good",
        )
    return (
        f"Ready: all {asked} {things} are done." if asked != 1 else "Ready: the one thing asked is done.",
        "good",
    )


def _cautions(report: Report) -> Iterable[Section]:
    credential, pathway, lines = report.credential, report.pathway, []
    status = credential.status_on(report.as_of)
    instead = f" Look at {all_of_words(list(credential.replaced_by))}." if credential.replaced_by else ""
    if status == "retired":
        lines.append(
            (
                f"It is no longer issued (since {day(credential.until.day)})."
                if credential.until
                else "It is no longer issued."
            )
            + instead
        )
    if status == "planned":
        lines.append(
            f"It is not issued before {day(credential.from_.day)}."
            if credential.from_
            else "It is planned, not issued yet."
        )
    if status == "unclear":
        lines.append("Whether it is still issued is not clear from the sources; ask first.")
    if not pathway.open_on(report.as_of):
        closed = pathway.until is not None and report.as_of > pathway.until.day
        when = pathway.until if closed else pathway.from_
        lines.append(f"This way {'closed on' if closed else 'opens on'} {day(when.day)}." if when else "")
    if credential.note:
        lines.append(f"Note: {credential.note}")
    if pathway.note:
        lines.append(f"Note: {pathway.note}")
    if lines:
        yield Section("Please mind", lines=tuple(lines))


def _period(report: Report) -> Iterable[Section]:
    """The certification period: when it ends, when renewal opens, what follows."""
    cycle, period = report.pathway.cycle, report.period
    if cycle is None or period is None or report.pathway.kind not in ("renewal", "reinstatement"):
        return
    if period.end is None:
        yield Section(
            "Your period",
            lines=(
                f"Renewed every {cycle.every}. When yours ends is not in the record: add it under credentials, as expires.",
            ),
        )
        return
    past = period.end.hi < report.as_of
    lines = [
        f"{'It ended' if past else 'It ends'} on {word(period.end)}"
        + (f" (it began on {word(period.start)})." if period.start else ".")
    ]
    if not period.end.exact:
        lines[0] = (
            f"It ends between {day(period.end.lo)} and {day(period.end.hi)}; the date on your certificate decides."
        )
    if cycle.opens and not past:
        lines.append(f"Renewal opens on {day(cycle.opens.before(period.end.lo))}.")
    if cycle.grace:
        until = day(cycle.grace.after(period.end.hi))
        lines.append(
            f"Renewing is still possible until {until}"
            + (f"; after that {AFTER_GRACE[cycle.after_grace]}." if cycle.after_grace else ".")
        )
    yield Section("Your period", lines=tuple(lines))


def _item(finding: Finding, notes: Notes) -> Item:
    requirement, found = finding.requirement, finding.judgement
    head = say(requirement.rule.heading())
    if finding.findings and requirement.rule.kind != "not":
        head = f"{say(requirement.rule.title())}"
    lines = []
    if finding.verdict is not NOT_APPLICABLE or found.why.template:
        lines.append(f"{finding.reason}{notes.mark(requirement.cite)}")
    if found.caution:
        lines.append(say(found.caution))
    lines += about(requirement, notes)
    if finding.verdict is UNKNOWN and found.fields:
        names = list(dict.fromkeys(found.fields))
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        lines.append(f"This would settle it, in your record: {', '.join(names[:4])}{more}.")
    if finding.next and not finding.findings:
        lines.append(f"Next: {finding.next}")
    return Item(head, tuple(lines), _members(finding, notes))


def _members(finding: Finding, notes: Notes) -> tuple[Item, ...]:
    if finding.verdict in (MET, NOT_APPLICABLE):
        return ()
    order = list(range(len(finding.findings)))
    if finding.best is not None:
        order.sort(key=lambda i: i != finding.best)
    names = {
        MET: "done",
        MISSING: "missing",
        UNKNOWN: "not known yet",
        REVIEW: "for people to decide",
        NOT_APPLICABLE: "not asked of you",
    }
    made = []
    for i in order:
        member = finding.findings[i]
        item = _item(member, notes)
        nearest = "nearest, " if finding.best == i and len(order) > 1 else ""
        made.append(item._replace(head=f"({nearest}{names[member.verdict]}) {item.head}"))
    return tuple(made)


def about(requirement: Requirement, notes: Notes) -> list[str]:
    """What is to be said of any requirement beside its verdict: stage, confidence, dispute, note, dates."""
    lines = []
    confidence = notes.jurisdiction.confidence(requirement)
    if confidence == "secondary":
        lines.append("How sure: only secondary sources say so; ask the certifier.")
    lines += disputed(requirement.disputed, notes)
    if confidence == "disputed" and not requirement.disputed:
        lines.append("How sure: sources disagree; ask the certifier.")
    if requirement.until:
        lines.append(f"This rule holds until {day(requirement.until.day)}.")
    if requirement.note:
        lines.append(f"Note: {requirement.note}")
    return lines


def disputed(others: tuple[Disputed, ...], notes: Notes) -> tuple[str, ...]:
    """What other sources say, one line each."""
    said = []
    for other in others:
        note = f" ({other.note})" if other.note else ""
        said.append(f"Another source says {word(other.value)}{note}{notes.mark(other.cite)}.")
    return tuple(said)


def _done(findings: list[Finding], notes: Notes, all_: bool) -> Section:
    title = f"Done ({len(findings)})"
    if all_:
        return Section(title, tuple(_item(f, notes) for f in findings))
    names = list(dict.fromkeys(_short(f) for f in findings))
    return Section(title, lines=(", ".join(names) + ". (--all shows why.)",))


def _short(finding: Finding) -> str:
    rule = finding.requirement.rule
    if finding.findings:
        members = [_short(m) for m in finding.findings if m.verdict is MET]
        return members[0] if members else say(rule.title())
    if rule.kind in ("agreement", "document", "statement"):
        return say(rule.need())
    return say(rule.title())


def _left(totals: Totals, report: Report) -> Iterable[Section]:
    if report.outcome is Outcome.READY:
        return
    lines = []
    asked = any(leaf.requirement.rule.kind == "fee" for f in report.findings for leaf in _leaves(f))
    if not asked:
        lines.append("Money: no source that was read names a fee for this; ask before you start.")
    elif totals.fees_usd or not (totals.fees_usd_at_most or totals.fees_not_published):
        lines.append(
            f"Money: {money(totals.fees_usd)} still to pay"
            + (", as far as fees are published." if totals.fees_not_published else ".")
        )
    if totals.fees_usd_at_most > totals.fees_usd:
        lines.append(
            f"Money: {money(totals.fees_usd_at_most)} at most; of some fees it is not known whether they are paid or asked."
        )
    if totals.fees_not_published:
        lines.append(
            f"No source says how much is asked for: {all_of_words([plain(f) for f in totals.fees_not_published])}."
        )
    if totals.hours:
        parts = [f"{quantity(h, 'hours')} of {_HOURS.get(k, plain(k))}" for k, h in totals.hours.items()]
        lines.append(f"Time to put in: {all_of_words(parts)}.")
    if totals.earliest and totals.earliest > report.as_of:
        lines.append(f"Earliest possible date: {day(totals.earliest)}, because some time has to pass first.")
    elif totals.earliest is None:
        lines.append("Earliest possible date: cannot be said; see what is missing.")
    else:
        lines.append("Earliest possible date: nothing but what is missing holds you back; no waiting time is set.")
    yield Section("What it still takes", lines=tuple(lines))


def _leaves(finding: Finding) -> Iterable[Finding]:
    """The finding, or all that is inside it."""
    return [leaf for m in finding.findings for leaf in _leaves(m)] if finding.findings else [finding]


def _others(report: Report) -> Iterable[Section]:
    if not report.alternatives:
        return
    said = {
        Outcome.READY: "ready",
        Outcome.REVIEW: "nothing missing, people decide",
        Outcome.UNDETERMINED: "nothing missing so far, some not known",
    }
    lines = []
    for other in report.alternatives:
        pathway = report.credential.pathways[other.pathway]
        what = said.get(other.outcome, f"{other.missing} missing")
        way = pathway.title or PATHWAYS.get(pathway.kind or "", "another way")
        lines.append(f"{other.pathway} ({way}): {what}. See --pathway {other.pathway}.")
    yield Section("Other ways", lines=tuple(lines))


def _whom(credential: Credential) -> Section:
    who = credential.certifier
    lines = [who.name + (f", {who.url}" if who.url else "")]
    lines += [x for x in (who.email, who.phone) if x]
    return Section("Whom to ask", lines=tuple(lines))


def _sure(report: Report, jurisdiction: Jurisdiction) -> Section:
    """How fresh and how sure the rules are."""
    cited = {c.source for f in report.findings for c in _all_cites(f)}
    read = sorted(jurisdiction.sources[s].read.day for s in cited if s in jurisdiction.sources)
    counts: dict[str, int] = {}
    for finding in report.findings:
        name = jurisdiction.confidence(finding.requirement)
        counts[name] = counts.get(name, 0) + 1
    lines = []
    if read:
        span = day(read[0]) if read[0] == read[-1] else f"{day(read[0])} to {day(read[-1])}"
        lines.append(f"Sources were read on {span}." + _age(read[0], report.as_of))
    words = {
        "confirmed": "confirmed by an official source",
        "secondary": "only in secondary sources",
        "disputed": "disputed between sources",
    }
    lines.append("Of the rules above: " + ", ".join(f"{counts[k]} {w}" for k, w in words.items() if k in counts) + ".")
    if report.credential.not_found:
        lines.append(f"Looked for and not found: {', '.join(report.credential.not_found)}.")
    return Section("How fresh and how sure", lines=tuple(lines))


def _age(read: date, today: date) -> str:
    return " That is more than a year ago; check with the certifier." if (today - read).days > 366 else ""


def _all_cites(finding: Finding) -> Cites:
    return Cites([*finding.requirement.cite, *(c for m in finding.findings for c in _all_cites(m))])
