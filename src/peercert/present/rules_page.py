"""The rules of a credential in plain words with their sources (`peercert show`)."""

from peercert.dates import Day
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Fact, Jurisdiction, Pathway
from peercert.present.page import CLOSING, Notes, about, disputed
from peercert.present.sections import AFTER_GRACE, PATHWAYS, STAGES, Item, Page, Section
from peercert.words import all_of_words, day, plain, quantity, say, word

_CLOCKS = {
    "recorded": "on the date that is on the certificate", "anniversary": "on the anniversary of certification", "birthday": "on your birthday", "birth_month": "at the end of your birth month",
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
    sections = [_about(credential)]
    for way in credential.pathways.values():
        if pathway in (None, way.name):
            sections.append(_pathway(way, notes))
    if credential.not_required:
        sections.append(Section("Expressly not asked", tuple(Item(f"{plain(n.what)}{notes.mark(n.cite)}", (*((n.note,) if n.note else ()), *disputed(n.disputed, notes))) for n in credential.not_required)))  # fmt: skip
    if credential.facts:
        items = []
        for fact in (f for f in credential.facts if f.about != "medicaid" or f.cite):
            head = f"{plain(fact.about)}: {fact.says}{_figure(fact)}{_dates(fact.from_, fact.until)}{notes.mark(fact.cite)}"
            items.append(Item(head, disputed(fact.disputed, notes)))
        sections.append(Section("Good to know", tuple(items)))
    if credential.not_found:
        sections.append(Section("Looked for and not found", lines=(", ".join(credential.not_found) + ".",)))
    return Page(
        credential.name,
        f"{jurisdiction.name}. {credential.id}.",
        jurisdiction.summary,
        "open",
        tuple(sections),
        notes.listed(),
        CLOSING,
    )


def _about(credential: Credential) -> Section:
    who = credential.certifier
    lines = [
        f"Issued by {who.name}" + (f", {who.url}." if who.url else "."),
        f"For peer support in {all_of_words([plain(p) for p in credential.populations])}; lived experience: {_ROLES[credential.role]}.",
        f"Status: {_STATUS[credential.status]}{_dates(credential.from_, credential.until)}."
        + (f" Replaced by {all_of_words(list(credential.replaced_by))}." if credential.replaced_by else ""),
    ]
    medicaid = [f.says for f in credential.facts if f.about == "medicaid"]
    lines.append(
        f"Medicaid: {' '.join(medicaid)}"
        if medicaid
        else "Medicaid: no source that was read says whether the state's programme asks for it."
    )
    return Section("What it is", lines=tuple(lines + ([credential.note] if credential.note else [])))


def _pathway(way: Pathway, notes: Notes) -> Section:
    title = f"{way.name}: {way.title or PATHWAYS.get(way.kind or '', 'another way')}{_dates(way.from_, way.until)}"
    lines = [way.note] if way.note else []
    if way.cycle:
        lines.append(_cycle(way) + notes.mark(way.cycle.cite or ()))
    return Section(
        title[0].upper() + title[1:],
        tuple(_item(r, notes) for r in way.requirements),
        tuple(lines),
        numbered=True,
    )


def _cycle(way: Pathway) -> str:
    cycle = way.cycle
    assert cycle is not None
    ends = _CLOCKS.get(str(cycle.ends))
    if ends is None:
        month, day_ = cycle.ends.fixed or (1, 1)
        ends = f"on {day_} {(['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'])[month - 1]}"
        ends += f" of {cycle.years} years" if cycle.years else ""
    text = f"Renewed every {cycle.every}; a period ends {ends}."
    if cycle.ends == "recorded":
        text = f"A period is up to {cycle.every} long; the date on the certificate tells when it ends."
    if cycle.first != "full":
        text += " The first one is shorter." if cycle.first == "short" else " The first one is longer."
    if cycle.opens:
        text += f" Renewal opens {cycle.opens} before the end."
    if cycle.grace:
        text += f" It is still possible {cycle.grace} after the end"
        text += f"; after that {AFTER_GRACE[cycle.after_grace]}." if cycle.after_grace else "."
    elif cycle.after_grace:
        text += f" After the end {AFTER_GRACE[cycle.after_grace]}."
    return text


def _item(requirement: Requirement, notes: Notes) -> Item:
    rule = requirement.rule
    group = rule.kind in ("all_of", "any_of", "at_least")
    head = say(rule.title()) if group else say(rule.heading())
    head += notes.mark(requirement.cite)
    lines = []
    if requirement.when:
        lines.append(f"Asked only of some people: {say(requirement.when.rule.need())}.")
    if requirement.stage:
        lines.append(f"When: {STAGES[requirement.stage]}.")
    if requirement.from_:
        lines.append(f"This rule holds from {day(requirement.from_.day)}.")
    lines += about(requirement, notes)
    inside = tuple(_item(m, notes) for m in rule.members()) if group else ()
    return Item(head, tuple(lines), inside)


def _dates(start: Day | None, end: Day | None) -> str:
    if start and end:
        return f" ({day(start.day)} to {day(end.day)})"
    if start or end:
        return f" (from {day(start.day)})" if start else f" (until {day(end.day)})" if end else ""
    return ""


def _figure(fact: Fact) -> str:
    """The figure of a fact, where its sentence does not give it."""
    if fact.value is None or isinstance(fact.value, bool) or not fact.unit or word(fact.value) in fact.says:
        return ""
    return f" ({quantity(fact.value, fact.unit) if isinstance(fact.value, (int, float)) else fact.value})"
