"""What a report says, in order, before any format: the answer first, then what is missing, unknown, done."""

from collections.abc import Iterable

from peercert.evaluation import Report
from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.present.outlook import cautions, how_sure, left_to_do, other_ways, period_of, whom_to_ask
from peercert.present.sections import NOT_CONFIRMED, Item, Page, Section, way
from peercert.sources import Citation, Disputed
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, Finding, Note, Outcome, Verdict
from peercert.words import N_, plain, say, tell, tell_many, word


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
            about = [plain(s.kind)]
            about += [tell("dated {date}", date=str(s.dated))] if s.dated else []
            about += [tell("read {date}", date=str(s.read))]
            about += [] if s.official else [tell("not an official source")]
            said.append(f"[{number}] {s.publisher}: {s.title} ({'; '.join(about)}). {s.url}")
        return tuple(said)


_OPEN = N_(
    {
        MISSING: "Still missing ({count})",
        UNKNOWN: "Not known yet ({count})",
        REVIEW: "For people to decide ({count})",
    }
)
"""What is still open, in the order in which it is said."""


def report_page(report: Report, jurisdiction: Jurisdiction, *, all_: bool = False) -> Page:
    """The page of a report; `all_` unfolds what is done and what is not asked."""
    notes = Notes(jurisdiction)
    groups = {v: [f for f in report.findings if f.verdict is v] for v in Verdict}
    sections: list[Section] = [*cautions(report), *period_of(report)]
    for verdict, title in _OPEN.items():
        if items := tuple(_item(f, notes) for f in groups[verdict]):
            sections.append(Section(tell(title, count=len(items)), items, numbered=True))
    if groups[MET]:
        sections.append(_done(groups[MET], notes, all_))
    if groups[NOT_APPLICABLE] and all_:
        sections.append(
            Section(
                tell("Not asked of you ({count})", count=len(groups[NOT_APPLICABLE])),
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
        closing(),
    )


def closing() -> str:
    """The last line of every page."""
    return tell(
        "peercert informs; the certifier decides. Ask before you pay for anything. A word you do not know? peercert explain WORD."
    )


def _subtitle(report: Report, jurisdiction: Jurisdiction) -> str:
    return tell(
        "{place}. {credential}, {pathway}: {what}. Checked for {day}.",
        place=jurisdiction.name,
        credential=report.credential.id,
        pathway=report.pathway.name,
        what=way(report.pathway),
        day=report.as_of,
    )


def _answer(report: Report) -> tuple[str, str]:
    """The answer in a sentence, and its tone."""
    asked = sum(f.verdict is not NOT_APPLICABLE for f in report.findings)
    missing, unknown, review = (report.count(v) for v in (MISSING, UNKNOWN, REVIEW))
    if report.outcome is Outcome.NOT_READY:
        said = tell_many(
            "Not yet: {count} of {asked} is missing.", "Not yet: {count} of {asked} are missing.", missing, asked=_things(asked)
        )  # fmt: skip
        more = tell_many("{count} more is not known yet.", "{count} more are not known yet.", unknown)
        return f"{said} {more}" if unknown else said, "todo"
    if report.outcome is Outcome.UNDETERMINED:
        return tell_many(
            "Not known yet: nothing is missing so far, but {count} of {asked} is not in the record.",
            "Not known yet: nothing is missing so far, but {count} of {asked} are not in the record.",
            unknown,
            asked=_things(asked),
        ), "open"
    if report.outcome is Outcome.REVIEW:
        return tell_many(
            "Nearly there: nothing is missing; {count} of {asked} is for people to decide.",
            "Nearly there: nothing is missing; {count} of {asked} are for people to decide.",
            review,
            asked=_things(asked),
        ), "good"
    return tell_many("Ready: the one thing asked is done.", "Ready: all {count} things are done.", asked), "good"


def _things(number: int) -> str:
    return tell_many("{count} thing", "{count} things", number)


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
        shown = ", ".join(names[:4])
        if len(names) > 4:
            shown = tell("{fields} and {count} more", fields=shown, count=len(names) - 4)
        lines.append(tell("This would settle it, in your record: {fields}.", fields=shown))
    if finding.next and not finding.findings:
        lines.append(tell("Next: {step}", step=finding.next))
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
    made = []
    for i in order:
        member = finding.findings[i]
        item = _item(member, notes, finding.requirement)
        stands = tell(_STANDS[member.verdict])
        if finding.best == i and len(order) > 1:
            stands = tell("nearest, {stands}", stands=stands)
        made.append(item._replace(head=f"({stands}) {item.head}"))
    return tuple(made)


_STANDS = N_(
    {
        MET: "done",
        MISSING: "missing",
        UNKNOWN: "not known yet",
        REVIEW: "for people to decide",
        NOT_APPLICABLE: "not asked of you",
    }
)


def about(requirement: Requirement, notes: Notes, within: Requirement | None = None) -> list[str]:
    """What is to be said of any requirement beside its verdict: confidence, dispute, dates, note.

    What has been said of the group that it stands `within` is not said again.
    """
    lines = []
    confidence = notes.jurisdiction.confidence(requirement)
    told = within is not None and notes.jurisdiction.confidence(within) == "secondary"
    if confidence == "secondary" and requirement.rule.kind != "review" and not told:
        lines.append(tell(NOT_CONFIRMED))
    lines += disputed(requirement.disputed, notes)
    if confidence == "disputed" and not requirement.disputed:
        lines.append(tell("Sources disagree; ask the certifier."))
    if requirement.until:
        lines.append(tell("This rule holds until {day}.", day=requirement.until.day))
    if requirement.note:
        lines.append(tell("Note: {note}", note=Note(requirement.note)))
    return lines


def cited(requirement: Requirement, notes: Notes) -> str:
    """The source marks of a requirement; none where it only says that nothing was found."""
    silent = requirement.rule.kind == "review" and getattr(requirement.rule, "because", "") == "not_decidable"
    return "" if silent else notes.mark(requirement.cite)


def disputed(others: tuple[Disputed, ...], notes: Notes) -> tuple[str, ...]:
    """What other sources say, one line each."""
    said = []
    for other in others:
        value = Note(other.value) if isinstance(other.value, str) else other.value
        note = f" ({word(Note(other.note))})" if other.note else ""
        says = tell("Another source says {value}", value=value)
        said.append(f"{says}{note}{notes.mark(other.cite)}.")
    return tuple(said)


def _done(findings: list[Finding], notes: Notes, all_: bool) -> Section:
    title = tell("Done ({count})", count=len(findings))
    if all_:
        return Section(title, tuple(_item(f, notes) for f in findings))
    names = list(dict.fromkeys(_short(f) for f in findings))
    return Section(title, lines=(tell("{what}. (--all shows why.)", what=", ".join(names)),))


def _short(finding: Finding) -> str:
    rule = finding.requirement.rule
    if finding.findings:
        members = [_short(m) for m in finding.findings if m.verdict is MET]
        return members[0] if members else say(rule.title())
    if rule.kind in ("agreement", "document", "statement"):
        return say(rule.need())
    return say(rule.title())
