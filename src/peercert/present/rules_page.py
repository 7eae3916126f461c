"""The rules of a credential in plain words with their sources (`peercert show`)."""

from datetime import date

from peercert.cycles import Cycle
from peercert.dates import Day
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Fact, Jurisdiction, Pathway
from peercert.present.page import Notes, about, cited, closing, disputed
from peercert.present.sections import AFTER_GRACE, NOT_CONFIRMED, POPULATIONS, STAGES, Item, Page, Section, way
from peercert.verdicts import All
from peercert.words import N_, capital, note, plain, prose, quantity, say, spoken, tell

_CLOCKS = N_(
    {
        "birthday": "on your birthday", "birth_month": "at the end of your birth month",
        "end_of_month": "at the end of the month", "first_of_month": "on the first of the month",
    }
)  # fmt: skip
_ROLES = N_(
    {
        "person": "For support in {fields}; lived experience: your own.",
        "family": "For support in {fields}; lived experience: as family or caregiver.",
        "youth": "For support in {fields}; lived experience: your own as a young person.",
        "either": "For support in {fields}; lived experience: your own, or as family.",
        "supervisor": "For support in {fields}; lived experience: for supervisors.",
    }
)
_STATUS = N_(
    {
        "active": "Status: issued today{dates}.",
        "planned": "Status: planned, not issued yet{dates}.",
        "retired": "Status: no longer issued{dates}.",
        "unclear": "Status: whether it is still issued is not clear{dates}.",
        "standard": "Status: a standard to compare with; nobody issues it{dates}.",
    }
)


def rules_page(credential: Credential, jurisdiction: Jurisdiction, pathway: str | None = None) -> Page:
    """The page of a credential's rules; one pathway, or all."""
    notes = Notes(jurisdiction)
    sections = [_about(credential, notes)]
    for one in credential.pathways.values():
        if pathway in (None, one.name):
            sections.append(_pathway(one, notes))
    if credential.not_required:
        spared = [
            Item(plain(n.what) + notes.mark(n.cite), ((note(n.note),) if n.note else ()) + disputed(n.disputed, notes))
            for n in credential.not_required
        ]
        sections.append(Section(tell("Expressly not asked"), tuple(spared)))
    if credential.facts:
        items = []
        for fact in (f for f in credential.facts if f.about != "medicaid"):
            items.append(Item(f"{capital(plain(fact.about))}: {_fact(fact, notes)}", disputed(fact.disputed, notes)))
        sections.append(Section(tell("Good to know"), tuple(items)))
    if credential.not_found:
        sections.append(
            Section(tell("Looked for and not found"), lines=(", ".join(map(prose, credential.not_found)) + ".",))
        )
    return Page(
        credential.name,
        f"{jurisdiction.name}. {credential.id}.",
        prose(jurisdiction.summary),
        "",
        tuple(sections),
        notes.listed(),
        closing(),
    )


def _about(credential: Credential, notes: Notes) -> Section:
    who = credential.certifier
    lines = [
        tell("Issued by {name}.", name=f"{who.name}, {who.url}" if who.url else who.name),
        tell(_ROLES[credential.role], fields=All(tuple(tell(POPULATIONS[p]) for p in credential.populations))),
        tell(_STATUS[credential.status], dates=_dates(credential.from_, credential.until)),
    ]
    if credential.replaced_by:
        lines[-1] += " " + tell("Replaced by {credentials}.", credentials=All(credential.replaced_by))
    medicaid = [f for f in credential.facts if f.about == "medicaid"]
    lines += [tell("Medicaid: {fact}", fact=_fact(f, notes)) for f in medicaid] or [
        tell("Medicaid: we did not find whether it asks for this credential.")
    ]
    return Section(tell("What it is"), lines=tuple(lines + ([note(credential.note)] if credential.note else [])))


def _pathway(pathway: Pathway, notes: Notes) -> Section:
    lines = [note(pathway.note)] if pathway.note else []
    if pathway.cycle:
        cites = pathway.cycle.cite or ()
        known = notes.jurisdiction.sources
        sources = [known[c.source] for c in cites if c.source in known]
        sure = f" {tell(NOT_CONFIRMED)}" if sources and not any(x.official for x in sources) else ""
        lines.append(_cycle(pathway.cycle) + notes.mark(cites) + sure)
    return Section(
        capital(f"{way(pathway)} ({pathway.name}){_dates(pathway.from_, pathway.until)}"),
        tuple(_item(r, notes) for r in pathway.requirements),
        tuple(lines),
        numbered=True,
    )


def _cycle(cycle: Cycle) -> str:
    """The renewal clock, in a few sentences."""
    if cycle.ends == "anniversary":
        said = [tell("Renewed every {length}, counted from the day of certification.", length=cycle.every)]
    elif cycle.ends == "recorded":
        said = [
            tell("Renewed after {length} at most; the date on the certificate tells when it ends.", length=cycle.every)
        ]
    else:
        said = [tell("Renewed every {length}; it ends {when}.", length=cycle.every, when=_ends(cycle))]
    if cycle.first != "full":
        said.append(tell("The first one is shorter." if cycle.first == "short" else "The first one is longer."))
    if cycle.opens:
        said.append(tell("Renewal opens {length} before the end.", length=cycle.opens))
    follows = tell(AFTER_GRACE[cycle.after_grace]) if cycle.after_grace else None
    if cycle.grace and follows:
        said.append(
            tell(
                "You can still renew up to {length} after it ends; after that {what_follows}.",
                length=cycle.grace,
                what_follows=follows,
            )
        )
    elif cycle.grace:
        said.append(tell("You can still renew up to {length} after it ends.", length=cycle.grace))
    elif follows:
        said.append(tell("After the end {what_follows}.", what_follows=follows))
    return " ".join(said)


def _ends(cycle: Cycle) -> str:
    """When in the year a period ends: on a named day, or a fixed one."""
    if cycle.ends.fixed is None:
        return tell(_CLOCKS[cycle.ends])
    month, number = cycle.ends.fixed
    day = spoken().day_of_year(date(2000, month, number))
    if cycle.years is None:
        return tell("on {day}", day=day)
    return tell("on {day} of odd years" if cycle.years == "odd" else "on {day} of even years", day=day)


def _item(requirement: Requirement, notes: Notes, within: Requirement | None = None) -> Item:
    rule = requirement.rule
    group = rule.kind in ("all_of", "any_of", "at_least")
    head = say(rule.title()) if group else say(rule.heading())
    head += cited(requirement, notes)
    lines = []
    if requirement.when:
        lines.append(tell("Only for people of whom this is true: {condition}.", condition=requirement.when.rule.need()))
    if requirement.stage:
        lines.append(tell("When: {stage}.", stage=tell(STAGES[requirement.stage])))
    if requirement.from_:
        lines.append(tell("This rule holds from {day}.", day=requirement.from_.day))
    lines += about(requirement, notes, within)
    inside = tuple(_item(m, notes, requirement) for m in rule.members()) if group else ()
    return Item(head, tuple(lines), inside)


def _dates(start: Day | None, end: Day | None) -> str:
    """The days between which something holds, in brackets after a space; empty where it sets none."""
    if start and end:
        return " " + tell("({first} to {last})", first=start.day, last=end.day)
    if start:
        return " " + tell("(from {day})", day=start.day)
    return " " + tell("(until {day})", day=end.day) if end else ""


def _fact(fact: Fact, notes: Notes) -> str:
    """A fact in a sentence, with its figure, dates, sources, and how sure it is."""
    official = any(
        notes.jurisdiction.sources[c.source].official for c in fact.cite if c.source in notes.jurisdiction.sources
    )
    sure = (
        "" if (official if fact.confidence is None else fact.confidence == "confirmed") else f" {tell(NOT_CONFIRMED)}"
    )
    return f"{note(fact.says)}{_figure(fact)}{_dates(fact.from_, fact.until)}{notes.mark(fact.cite)}{sure}"


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
    return f" ({quantity(fact.value, fact.unit or '')})"
