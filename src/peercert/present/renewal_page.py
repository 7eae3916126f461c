"""What it takes to keep a credential, in order: where its holder stands, the days, the hours, the rest, what comes after."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from peercert.cycles import Cycle
from peercert.evaluation import Report
from peercert.model import Fact, Jurisdiction
from peercert.present.outlook import cautions, how_sure, other_ways, whom_to_ask
from peercert.present.page import Notes, about, cited, closing, finding_item
from peercert.present.renewal_answer import LAPSED, answer, standing
from peercert.present.renewal_hours import hours_items
from peercert.present.sections import NOT_CONFIRMED, Item, Page, Section
from peercert.renewal import Late, Renewal, State, late_rules
from peercert.sources import Cites
from peercert.verdicts import MET, MISSING, NOT_APPLICABLE, REVIEW, UNKNOWN, All, AnyOf, Money, Name, Note, Prose, Says
from peercert.words import N_, capital, prose, say, tell, tell_many

AFTER = N_(
    {
        "reinstatement": "After that it has to be reinstated.",
        "start_over": "After that you start over, as for a first certification.",
        "inactive": "After that it becomes inactive.",
        "retest": "After that the exam is taken again.",
    }
)
"""What lapse means, by the clock's `after_grace`."""
_OPEN = N_(
    {MISSING: "Also to do ({count})", UNKNOWN: "Not known yet ({count})", REVIEW: "For people to decide ({count})"}
)


def overview(renewals: Iterable[Renewal]) -> list[str]:
    """Several credentials in a line each, in the order given."""
    lines = [tell("{credential}: {standing}", credential=r.credential.id, standing=standing(r)) for r in renewals]
    return [tell_many("Your record shows {count} credential to keep:", "Your record shows {count} credentials to keep:", len(lines)), *(f"- {x}" for x in lines)]  # fmt: skip


def unlisted_lines(unlisted: Mapping[str, Sequence[str]]) -> list[str]:
    """Held credentials that the rule book does not have, each with ids that look like it."""
    lines = []
    for name, close in unlisted.items():
        if name.startswith("other:"):
            lines.append(tell("{name} is not in the rule book, so nothing can be said of it here; whoever issued it can.", name=name.removeprefix("other:")))  # fmt: skip
        elif close:
            lines.append(tell("There is no credential called {name} in the rule book; did you mean {close}?", name=name, close=AnyOf(tuple(close))))  # fmt: skip
        else:
            lines.append(
                tell("There is no credential called {name} in the rule book; `peercert list` shows all.", name=name)
            )
    return lines


def renewal_page(renewal: Renewal, jurisdiction: Jurisdiction) -> Page:
    """The page of one credential that is held."""
    notes = Notes(jurisdiction)
    credential, report = renewal.credential, renewal.report
    sections = [*_mind(renewal), *_period(renewal, notes)]
    if report is not None and renewal.state is State.LAPSED:
        sections += _back(renewal, notes)
    elif report is not None:
        sections += hours_items(renewal, notes)
        sections += _to_do(renewal, notes)
        sections += _costs(renewal, report, notes)
        sections += [*_late(renewal, notes), *_back(renewal, notes), *other_ways(report)]
    else:
        sections += _known(renewal, notes)
    sections.append(whom_to_ask(credential))
    if report is not None:
        sections.append(how_sure(report, jurisdiction))
    text, tone = answer(renewal)
    subtitle = tell(
        "{place}. {credential}: how to keep it. Checked for {day}.",
        place=jurisdiction.name, credential=credential.id, day=renewal.as_of,
    )  # fmt: skip
    return Page(credential.name, subtitle, text, tone, tuple(sections), notes.listed(), closing())


def _mind(renewal: Renewal) -> Iterable[Section]:
    """What to mind first: what the record contradicts, what the credential is no longer, what stands beside it."""
    lines: list[str] = []
    if renewal.leads_to:
        lines.append(
            tell(
                "This one is a step to {other}, which you hold too; whether it still has to be kept beside it, ask the certifier.",
                other=renewal.leads_to,
            )
        )
    if renewal.held.status == "inactive":
        lines.append(tell("Your record says that it is inactive; ask the certifier what makes it active again."))
    found = list(cautions(renewal.report)) if renewal.report else []
    lines += [text for section in found for text in section.lines]
    if renewal.report is None and renewal.credential.note:
        lines.append(tell("Note: {note}", note=Note(renewal.credential.note)))
    if lines:
        yield Section(tell("Please mind"), lines=tuple(lines))


def _period(renewal: Renewal, notes: Notes) -> Iterable[Section]:
    """The present period: when it began and ends, when renewal opens, what follows."""
    period, days, way = renewal.period, renewal.days, renewal.pathway
    cycle = way.cycle if way else None
    lines = _end_not_known(renewal, cycle) if period.end is None else []
    if period.end is not None and not period.end.exact:
        if period.start is not None:
            lines.append(tell("Your period began: {start}.", start=period.start))
        lines.append(
            tell(
                "It ends between {first} and {last}. The date on your certificate decides; add it to your record as {field}.",
                first=period.end.lo,
                last=period.end.hi,
                field=f"{renewal.where}.expires",
            )
        )
    elif period.end is not None and period.start is None:
        lines.append(tell("The last day of your certificate: {end}.", end=period.end))
    elif period.end is not None:
        lines.append(tell("Your period: {start} to {end}.", start=period.start, end=period.end))
    if way is not None and days:
        lines += _deadlines(renewal)
    told = days[0].late is not None if days else cycle is not None and cycle.grace is not None
    if cycle is not None and cycle.after_grace is not None and told:
        lines.append(tell(AFTER[cycle.after_grace]))
    if cycle is not None and cycle.cite:
        lines[-1] += notes.mark(cycle.cite)
        lines += _sure(cycle.cite, notes)
    yield Section(tell("Your period"), lines=tuple(lines))


def _sure(cites: Cites, notes: Notes) -> list[str]:
    """That no official source says so, where that is the case."""
    known = [notes.jurisdiction.sources[c.source] for c in cites if c.source in notes.jurisdiction.sources]
    return [tell(NOT_CONFIRMED)] if known and not any(source.official for source in known) else []


def _end_not_known(renewal: Renewal, cycle: Cycle | None) -> list[str]:
    """What settles when it ends, and what the rules say anyway."""
    held, lines = renewal.held, []
    if cycle is not None and cycle.ends == "recorded":
        lines.append(tell("It runs for {every} at most; only the date on your certificate tells when it ends.", every=cycle.every))  # fmt: skip
    elif cycle is not None:
        lines.append(tell("It is renewed every {every}.", every=cycle.every))
        if held.issued and not held.renewed:
            lines.append(tell("It was issued on {day}; whether it has been renewed since, your record does not say.", day=held.issued))  # fmt: skip
    first, *others = renewal.settled_by
    lines.append(tell("The last day on your certificate settles it: add it to your record as {field}.", field=first))
    if others:
        lines.append(tell("Without it, this would help: {fields}.", fields=All(tuple(others))))
    if cycle is not None and cycle.opens:
        lines.append(tell("Renewal opens {length} before it ends.", length=cycle.opens))
    if cycle is not None and cycle.grace:
        lines.append(tell("Renewing late is possible up to {length} after it ends.", length=cycle.grace))
    return lines


def _deadlines(renewal: Renewal) -> list[str]:
    """When it opens, by when it is sent in, how long it can still be renewed."""
    days, today = renewal.days[0], renewal.as_of
    lines = []
    if days.opens is not None and today <= days.end:
        lines.append(
            tell("Renewal opens on {day}." if today < days.opens else "Renewal is open since {day}.", day=days.opens)
        )
    if days.due < days.end:
        lines.append(tell("It is to be sent in by {day}.", day=days.due))
    if days.until is not None:
        lines.append(
            tell(
                "Renewing late is possible until {day}."
                if today <= days.until
                else "Renewing late was possible until {day}.",
                day=days.until,
            )
        )
    elif days.late is False:
        lines.append(tell("After it ends it cannot be renewed."))
    elif today <= days.end:
        lines.append(
            tell("How long it can still be renewed after it ends, the rules that were read do not say; renew in time.")
        )
    return lines


def _to_do(renewal: Renewal, notes: Notes) -> Iterable[Section]:
    """What is open beside hours, days and money."""
    for verdict, title in _OPEN.items():
        items = tuple(finding_item(f, notes) for f in renewal.others(verdict))
        if items:
            yield Section(tell(title, count=len(items)), items, numbered=True)


def _costs(renewal: Renewal, report: Report, notes: Notes) -> Iterable[Section]:
    """Each fee that is open, and their sum."""
    late = late_rules(report.pathway)
    fees = [f for f in report.findings if f.requirement.rule.kind == "fee" and f.verdict is not NOT_APPLICABLE]
    if len(renewal.days) != 1:  # whether it is late is not known; what lateness costs is said in its own section
        fees = [f for f in fees if f.verdict is not UNKNOWN or f.requirement not in late]
    open_ = [f for f in fees if f.verdict is not MET]
    totals = report.totals
    lines = []
    if all(f.requirement in late for f in fees):
        lines.append(tell("No source that was read names a fee for renewing in time; ask before you start."))
    elif not open_:
        lines.append(tell("Nothing is left to pay."))
    if len(open_) > 1 and totals.fees_usd_at_most:
        lines.append(tell("In all: {usd}.", usd=_amount(totals.fees_usd, totals.fees_usd_at_most)))
    yield Section(tell("What it costs"), tuple(finding_item(f, notes) for f in open_), tuple(lines))


def _amount(least: float, most: float) -> Money | Says:
    if least == 0 < most:
        return Says("at most {most}", {"most": Money(most)})
    return Money(most) if least == most else Says("{least} to {most}", {"least": Money(least), "most": Money(most)})


def _late(renewal: Renewal, notes: Notes) -> Iterable[Section]:
    """What lateness brings from some day to come; what it brings already stands under the costs and what is to do."""
    if renewal.pathway is None:
        return
    if len(renewal.days) == 1:
        items = [Item(_late_line(late) + cited(late.finding.requirement, notes), tuple(about(late.finding.requirement, notes))) for late in renewal.late if late.first > renewal.as_of]  # fmt: skip
    else:
        items = [
            Item(
                say(r.rule.heading()) + cited(r, notes),
                (tell("Only if this is so: {when}.", when=r.when.rule.need()), *about(r, notes)),
            )
            for r in late_rules(renewal.pathway)
            if r.when is not None and r.in_force(renewal.as_of)
        ]
    if items:
        yield Section(tell("If it gets late"), tuple(items))


def _late_line(late: Late) -> str:
    rule, found = late.finding.requirement.rule, late.finding.judgement
    if rule.kind != "fee":
        what: object = rule.heading()
    elif found.usd is None:
        what = Says("an amount that no source gives, for {what}", {"what": Name(getattr(rule, "for_", ""))})
    else:
        least = found.usd if found.usd_at_least is None else found.usd_at_least
        what = Says("{usd} for {what}", {"usd": _amount(least, found.usd), "what": Name(getattr(rule, "for_", ""))})
    if late.last is None:
        return tell("From {first} on: {what}.", first=late.first, what=what)
    return tell("From {first} to {last}: {what}.", first=late.first, last=late.last, what=what)


def _back(renewal: Renewal, notes: Notes) -> Iterable[Section]:
    """What it takes to get it back once it has lapsed, in short."""
    way, credential = renewal.reinstatement, renewal.credential
    if way is None:
        if renewal.state is State.LAPSED:
            yield Section(tell("Getting it back"), lines=(tell(LAPSED), tell("`peercert check {credential} --pathway {way}` shows how it is got anew.", credential=credential.id, way=first_way(renewal))))  # fmt: skip
        return
    asked = [r for r in way.requirements if r.in_force(renewal.as_of) and r.rule.kind != "credential_held"]
    plain = [r for r in asked if r.when is None]
    lines = [
        tell("Once it has lapsed there is a way back: {name}.", name=Prose(way.title) if way.title else Name(way.name))
    ]
    items = tuple(Item(capital(say(r.rule.heading())) + cited(r, notes)) for r in plain)
    if more := len(asked) - len(plain):
        lines.append(
            tell_many(
                "Beside what stands here, {count} more thing is asked of some people.",
                "Beside what stands here, {count} more things are asked of some people.",
                more,
            )
        )
    lines.append(
        tell(
            "`peercert check {credential} --pathway {way} --record FILE` holds your record against it.",
            credential=credential.id,
            way=way.name,
        )
    )
    yield Section(tell("Getting it back"), items, tuple(lines))


def first_way(renewal: Renewal) -> str:
    """The way in, by name."""
    way = renewal.credential.default_pathway(False)
    return way.name if way else "initial"


def _known(renewal: Renewal, notes: Notes) -> Iterable[Section]:
    """Where the rule book has no way to renew: what it knows all the same."""
    credential = renewal.credential
    lines = [_fact(f, notes) for f in credential.facts if _on_renewal(f, renewal.as_of)]
    if credential.not_found:
        lines.append(tell("Looked for and not found: {what}.", what=", ".join(map(prose, credential.not_found))))
    if lines:
        yield Section(tell("What is known"), lines=tuple(lines))


def _on_renewal(fact: Fact, today: date) -> bool:
    """Does a fact that is true today tell something of how long the credential lasts, or how it is kept?"""
    began = fact.from_ is None or fact.from_.day <= today
    lasts = fact.until is None or today <= fact.until.day
    return began and lasts and any(word in fact.about for word in ("validity", "renewal", "continuing"))


def _fact(fact: Fact, notes: Notes) -> str:
    """A fact in a sentence, with its sources and how sure it is."""
    official = fact.confidence is None or fact.confidence == "confirmed"
    unsure = _sure(fact.cite, notes) if official else [tell(NOT_CONFIRMED)]
    return " ".join((prose(fact.says) + notes.mark(fact.cite), *unsure))
