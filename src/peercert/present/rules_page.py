"""The rules of a credential in plain words with their sources (`peercert show`)."""

from datetime import date

from peercert.cycles import Cycle
from peercert.dates import Day
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Fact, Jurisdiction, Pathway
from peercert.present.page import CLOSING, Notes, about, cited, disputed
from peercert.present.sections import AFTER_GRACE, NOT_CONFIRMED, PATHWAYS, POPULATIONS, STAGES, Item, Page, Section
from peercert.words import all_of_words, day, plain, quantity, say

_CLOCKS = {
    "birthday": "on your birthday", "birth_month": "at the end of your birth month",
    "end_of_month": "at the end of the month", "first_of_month": "on the first of the month",
}  # fmt: skip
_ROLES = {
    "person": "your own",
    "family": "as family or caregiver",
    "youth": "your own as a young person",
    "either": "your own, or as family",
    "supervisor": "for supervisors",
}
_STATUS = {
    "active": "issued today",
    "planned": "planned, not issued yet",
    "retired": "no longer issued",
    "unclear": "whether it is still issued is not clear",
    "standard": "a standard to compare with; nobody issues it",
}


def rules_page(credential: Credential, jurisdiction: Jurisdiction, pathway: str | None = None) -> Page:
    """The page of a credential's rules; one pathway, or all."""
    notes = Notes(jurisdiction)
    sections = [_about(credential, notes)]
    for way in credential.pathways.values():
        if pathway in (None, way.name):
            sections.append(_pathway(way, notes))
    if credential.not_required:
        sections.append(Section("Expressly not asked", tuple(Item(f"{plain(n.what)}{notes.mark(n.cite)}", (*((n.note,) if n.note else ()), *disputed(n.disputed, notes))) for n in credential.not_required)))  # fmt: skip
    if credential.facts:
        items = []
        for fact in (f for f in credential.facts if f.about != "medicaid"):
            about_it = plain(fact.about)
            head = f"{about_it[0].upper()}{about_it[1:]}: {_fact(fact, notes)}"
            items.append(Item(head, disputed(fact.disputed, notes)))
        sections.append(Section("Good to know", tuple(items)))
    if credential.not_found:
        sections.append(Section("Looked for and not found", lines=(", ".join(credential.not_found) + ".",)))
    return Page(
        credential.name,
        f"{jurisdiction.name}. {credential.id}.",
        jurisdiction.summary,
        "",
        tuple(sections),
        notes.listed(),
        CLOSING,
    )


def _about(credential: Credential, notes: Notes) -> Section:
    who = credential.certifier
    lines = [
        f"Issued by {who.name}" + (f", {who.url}." if who.url else "."),
        f"For support in {all_of_words([POPULATIONS[p] for p in credential.populations])}; lived experience: {_ROLES[credential.role]}.",
        f"Status: {_STATUS[credential.status]}{_dates(credential.from_, credential.until)}."
        + (f" Replaced by {all_of_words(list(credential.replaced_by))}." if credential.replaced_by else ""),
    ]
    medicaid = [f for f in credential.facts if f.about == "medicaid"]
    lines += [f"Medicaid: {_fact(f, notes)}" for f in medicaid] or [
        "Medicaid: we did not find whether it asks for this credential."
    ]
    return Section("What it is", lines=tuple(lines + ([credential.note] if credential.note else [])))


def _pathway(way: Pathway, notes: Notes) -> Section:
    title = f"{way.title or PATHWAYS.get(way.kind or '', 'another way')} ({way.name}){_dates(way.from_, way.until)}"
    lines = [way.note] if way.note else []
    if way.cycle:
        sources = [
            notes.jurisdiction.sources[c.source] for c in way.cycle.cite or () if c.source in notes.jurisdiction.sources
        ]
        sure = f" {NOT_CONFIRMED}" if sources and not any(x.official for x in sources) else ""
        lines.append(_cycle(way) + notes.mark(way.cycle.cite or ()) + sure)
    return Section(
        title[0].upper() + title[1:],
        tuple(_item(r, notes) for r in way.requirements),
        tuple(lines),
        numbered=True,
    )


def _cycle(way: Pathway) -> str:
    cycle = way.cycle
    assert cycle is not None
    if cycle.ends == "anniversary":
        text = f"Renewed every {cycle.every}, counted from the day of certification."
    elif cycle.ends == "recorded":
        text = f"Renewed after {cycle.every} at most; the date on the certificate tells when it ends."
    else:
        text = f"Renewed every {cycle.every}; it ends {_ends(cycle)}."
    if cycle.first != "full":
        text += " The first one is shorter." if cycle.first == "short" else " The first one is longer."
    if cycle.opens:
        text += f" Renewal opens {cycle.opens} before the end."
    if cycle.grace:
        text += f" You can still renew up to {cycle.grace} after it ends"
        text += f"; after that {AFTER_GRACE[cycle.after_grace]}." if cycle.after_grace else "."
    elif cycle.after_grace:
        text += f" After the end {AFTER_GRACE[cycle.after_grace]}."
    return text


def _ends(cycle: Cycle) -> str:
    """When in the year a period ends: on a named day, or a fixed one."""
    if cycle.ends.fixed is None:
        return _CLOCKS[cycle.ends]
    month, number = cycle.ends.fixed
    return f"on {number} {date(2000, month, number):%B}" + (f" of {cycle.years} years" if cycle.years else "")


def _item(requirement: Requirement, notes: Notes, within: Requirement | None = None) -> Item:
    rule = requirement.rule
    group = rule.kind in ("all_of", "any_of", "at_least")
    head = say(rule.title()) if group else say(rule.heading())
    head += cited(requirement, notes)
    lines = []
    if requirement.when:
        lines.append(f"Only for people of whom this is true: {say(requirement.when.rule.need())}.")
    if requirement.stage:
        lines.append(f"When: {STAGES[requirement.stage]}.")
    if requirement.from_:
        lines.append(f"This rule holds from {day(requirement.from_.day)}.")
    lines += about(requirement, notes, within)
    inside = tuple(_item(m, notes, requirement) for m in rule.members()) if group else ()
    return Item(head, tuple(lines), inside)


def _dates(start: Day | None, end: Day | None) -> str:
    if start and end:
        return f" ({day(start.day)} to {day(end.day)})"
    if start or end:
        return f" (from {day(start.day)})" if start else f" (until {day(end.day)})" if end else ""
    return ""


def _fact(fact: Fact, notes: Notes) -> str:
    """A fact in a sentence, with its figure, dates, sources, and how sure it is."""
    official = any(
        notes.jurisdiction.sources[c.source].official for c in fact.cite if c.source in notes.jurisdiction.sources
    )
    sure = "" if (official if fact.confidence is None else fact.confidence == "confirmed") else f" {NOT_CONFIRMED}"
    return f"{fact.says}{_figure(fact)}{_dates(fact.from_, fact.until)}{notes.mark(fact.cite)}{sure}"


_NUMBER_WORDS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "eighteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "half",
        "no",
        "once",
        "twice",
    ]
)


def _figure(fact: Fact) -> str:
    """The figure of a fact, where its sentence gives none."""
    says = fact.says.casefold()
    if (
        fact.value is None
        or isinstance(fact.value, bool)
        or any(c.isdigit() for c in says)
        or _NUMBER_WORDS & set(says.replace("-", " ").split())
    ):
        return ""
    if isinstance(fact.value, str):
        return "" if fact.value.casefold() in says else f" ({fact.value})"
    return f" ({quantity(fact.value, fact.unit or '').strip()})"
