"""What a report says, in order, before any format: the answer first, then what is missing, unknown, done."""

from collections.abc import Iterable

from peercert.evaluation import Report
from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.present.outlook import cautions, how_sure, left_to_do, other_ways, period_of, whom_to_ask
from peercert.present.sections import NOT_CONFIRMED, PATHWAYS, Item, Page, Section
from peercert.sources import Citation, Disputed
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Finding, Outcome, Verdict
from peercert.words import day, plain, say, word


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


_OPEN = ((MISSING, "Still missing"), (UNKNOWN, "Not known yet"), (REVIEW, "For people to decide"))
"""What is still open, in the order in which it is said."""


def report_page(report: Report, jurisdiction: Jurisdiction, *, all_: bool = False) -> Page:
    """The page of a report; `all_` unfolds what is done and what is not asked."""
    notes = Notes(jurisdiction)
    groups = {v: [f for f in report.findings if f.verdict is v] for v in Verdict}
    sections: list[Section] = [*cautions(report), *period_of(report)]
    for verdict, title in _OPEN:
        if items := tuple(_item(f, notes) for f in groups[verdict]):
            sections.append(Section(f"{title} ({len(items)})", items, numbered=True))
    if groups[MET]:
        sections.append(_done(groups[MET], notes, all_))
    if groups[NOT_APPLICABLE] and all_:
        sections.append(
            Section(
                f"Not asked of you ({len(groups[NOT_APPLICABLE])})",
                tuple(_item(f, notes) for f in groups[NOT_APPLICABLE]),
            )
        )
    sections += left_to_do(report.totals, report)
    sections += other_ways(report)
    sections.append(whom_to_ask(report.credential))
    sections.append(how_sure(report, jurisdiction))
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


CLOSING = "peercert informs; the certifier decides. Ask before you pay for anything. A word you do not know? peercert explain WORD."


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


def _item(finding: Finding, notes: Notes, within: Requirement | None = None) -> Item:
    requirement, found = finding.requirement, finding.judgement
    head = say(requirement.rule.heading())
    if finding.findings and requirement.rule.kind != "not":
        head = f"{say(requirement.rule.title())}"
    lines = []
    if finding.verdict is not NOT_APPLICABLE or found.why.template:
        lines.append(f"{finding.reason}{cited(requirement, notes)}")
    if found.caution:
        lines.append(say(found.caution))
    lines += about(requirement, notes, within)
    if finding.verdict is UNKNOWN and found.fields:
        names = list(dict.fromkeys(found.fields))
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        lines.append(f"This would settle it, in your record: {', '.join(names[:4])}{more}.")
    if finding.next and not finding.findings:
        lines.append(f"Next: {finding.next}")
    return Item(head, tuple(lines), _members(finding, notes))


def finding_item(finding: Finding, notes: Notes) -> Item:
    """One finding as an entry: what is asked, why it is so, who says so, what next."""
    return _item(finding, notes)


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
        item = _item(member, notes, finding.requirement)
        nearest = "nearest, " if finding.best == i and len(order) > 1 else ""
        made.append(item._replace(head=f"({nearest}{names[member.verdict]}) {item.head}"))
    return tuple(made)


def about(requirement: Requirement, notes: Notes, within: Requirement | None = None) -> list[str]:
    """What is to be said of any requirement beside its verdict: confidence, dispute, dates, note.

    What has been said of the group that it stands `within` is not said again.
    """
    lines = []
    confidence = notes.jurisdiction.confidence(requirement)
    told = within is not None and notes.jurisdiction.confidence(within) == "secondary"
    if confidence == "secondary" and requirement.rule.kind != "review" and not told:
        lines.append(NOT_CONFIRMED)
    lines += disputed(requirement.disputed, notes)
    if confidence == "disputed" and not requirement.disputed:
        lines.append("Sources disagree; ask the certifier.")
    if requirement.until:
        lines.append(f"This rule holds until {day(requirement.until.day)}.")
    if requirement.note:
        lines.append(f"Note: {requirement.note}")
    return lines


def cited(requirement: Requirement, notes: Notes) -> str:
    """The source marks of a requirement; none where it only says that nothing was found."""
    silent = requirement.rule.kind == "review" and getattr(requirement.rule, "because", "") == "not_decidable"
    return "" if silent else notes.mark(requirement.cite)


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
