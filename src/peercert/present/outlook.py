"""What surrounds the findings of a report: what to mind, the period, what it still takes, other ways, how sure."""

from collections.abc import Iterable
from datetime import date

from peercert.cycles import Cycle
from peercert.dates import DateSpan
from peercert.doubts import Doubt
from peercert.evaluation import Alternative, Report, Totals
from peercert.model import Credential, Jurisdiction
from peercert.present.sections import AFTER_GRACE, HOURS, Section, way
from peercert.sources import Cites
from peercert.verdicts import All, Finding, Money, Name, Note, On, Outcome, Quantity
from peercert.words import N_, prose, tell, tell_many


def cautions(report: Report) -> Iterable[Section]:
    """What to know before anything else: no longer issued, not issued yet, notes."""
    credential, pathway = report.credential, report.pathway
    lines = list(_status(credential, report.as_of))
    if not pathway.open_on(report.as_of):
        if pathway.until is not None and report.as_of > pathway.until.day:
            lines.append(tell("This way closed on {day}.", day=pathway.until.day))
        elif pathway.from_ is not None:
            lines.append(tell("This way opens on {day}.", day=pathway.from_.day))
    lines += [tell("Note: {note}", note=Note(note)) for note in (credential.note, pathway.note) if note]
    lines += doubtful(report.doubts)
    if lines:
        yield Section(tell("Please mind"), lines=tuple(lines))


def _status(credential: Credential, day: date) -> Iterable[str]:
    """Of a credential that is not simply issued: what it is instead, and where to look."""
    status = credential.status_on(day)
    if status == "retired":
        ended = credential.until
        says = (
            tell("It is no longer issued (since {day}).", day=ended.day) if ended else tell("It is no longer issued.")
        )
        instead = (
            tell("Look at {credentials}.", credentials=All(credential.replaced_by)) if credential.replaced_by else ""
        )
        yield f"{says} {instead}".strip()
    if status == "planned":
        start = credential.from_
        yield tell("It is not issued before {day}.", day=start.day) if start else tell("It is planned, not issued yet.")
    if status == "standard":
        yield tell("This is a standard to compare with; nobody issues it.")
    if status == "unclear":
        yield tell("Whether it is still issued is not clear from the sources; ask first.")


def doubtful(doubts: Iterable[Doubt]) -> list[str]:
    """What in the record contradicts something else in it, a line each."""
    return [tell("{doubt} In your record: {fields}.", doubt=d.says, fields=All(d.fields)) for d in doubts]


def period_of(report: Report) -> Iterable[Section]:
    """The certification period: when it ends, when renewal opens, what follows."""
    cycle, period = report.pathway.cycle, report.period
    if cycle is None or period is None or report.pathway.kind not in ("renewal", "reinstatement"):
        return
    title = tell("Your period")
    if period.end is None:
        often = tell(
            "Renewed every {length} at the latest." if cycle.ends == "recorded" else "Renewed every {length}.",
            length=cycle.every,
        )
        settle = tell("When yours ends is not in the record: add it under credentials, as expires.")
        yield Section(title, lines=(f"{often} {settle}",))
        return
    past = period.end.hi < report.as_of
    lines = [_end(period.end, period.start, past=past)]
    if cycle.opens and not past:
        lines.append(tell("Renewal opens on {day}.", day=cycle.opens.before(period.end.lo)))
    if cycle.grace:
        lines.append(_grace(cycle, cycle.grace.after(period.end.hi)))
    yield Section(title, lines=tuple(lines))


def _end(end: DateSpan, start: DateSpan | None, *, past: bool) -> str:
    """When a period ends or ended, and when it began."""
    if not end.exact:
        return tell(
            "It ends between {first} and {last}; the date on your certificate decides.", first=end.lo, last=end.hi
        )
    if start is None:
        return tell("It ended {on}." if past else "It ends {on}.", on=On(end))
    return tell(
        "It ended {on} (it began {start})." if past else "It ends {on} (it began {start}).",
        on=On(end),
        start=On(start),
    )


def _grace(cycle: Cycle, until: date) -> str:
    """How long after the end renewing is possible, and what follows."""
    if cycle.after_grace is None:
        return tell("Renewing is still possible until {day}.", day=until)
    return tell(
        "Renewing is still possible until {day}; after that {what_follows}.",
        day=until,
        what_follows=tell(AFTER_GRACE[cycle.after_grace]),
    )


def left_to_do(totals: Totals, report: Report) -> Iterable[Section]:
    """Money, hours and time that it still takes; nothing for a report that is ready."""
    if report.outcome is not Outcome.READY:
        lines = [*_money(totals, report), *_hours(totals), _earliest(totals, report.as_of)]
        yield Section(tell("What it still takes"), lines=tuple(lines))


def _money(totals: Totals, report: Report) -> Iterable[str]:
    asked = any(leaf.requirement.rule.kind == "fee" for f in report.findings for leaf in _leaves(f))
    if not asked:
        yield tell("Money: no source that was read names a fee for this; ask before you start.")
    elif totals.fees_usd or not (totals.fees_usd_at_most or totals.fees_not_published):
        yield tell(
            "Money: {usd} still to pay, as far as fees are published."
            if totals.fees_not_published
            else "Money: {usd} still to pay.",
            usd=Money(totals.fees_usd),
        )
    if totals.fees_usd_at_most > totals.fees_usd:
        yield tell(
            "Money: {usd} at most; of some fees it is not known whether they are paid or asked.",
            usd=Money(totals.fees_usd_at_most),
        )
    if totals.fees_not_published:
        yield tell(
            "No source says how much is asked for: {fees}.", fees=All(tuple(map(Name, totals.fees_not_published)))
        )


def _hours(totals: Totals) -> Iterable[str]:
    if totals.hours:
        parts = [tell(HOURS[kind], hours=Quantity(hours, "hours")) for kind, hours in totals.hours.items()]
        yield tell("Time to put in: {hours}.", hours=All(tuple(parts)))


def _earliest(totals: Totals, today: date) -> str:
    if totals.earliest is None:
        return tell("Earliest possible date: cannot be said; see what is missing.")
    if totals.earliest > today:
        return tell("Earliest possible date: {day}, because some time has to pass first.", day=totals.earliest)
    return tell("Earliest possible date: nothing but what is missing holds you back; no waiting time is set.")


def _leaves(finding: Finding) -> Iterable[Finding]:
    """The finding, or all that is inside it."""
    return [leaf for m in finding.findings for leaf in _leaves(m)] if finding.findings else [finding]


_OUTCOMES = N_(
    {
        Outcome.READY: "ready",
        Outcome.REVIEW: "nothing missing, people decide",
        Outcome.UNDETERMINED: "nothing missing so far, some not known",
    }
)


def other_ways(report: Report) -> Iterable[Section]:
    """The other pathways of the credential, in short."""
    if report.alternatives:
        yield Section(tell("Other ways"), lines=tuple(_other_way(a, report.credential) for a in report.alternatives))


def _other_way(other: Alternative, credential: Credential) -> str:
    if other.outcome is Outcome.NOT_READY:
        stands = tell_many("{count} missing", "{count} missing", other.missing)
    else:
        stands = tell(_OUTCOMES[other.outcome])
    return tell(
        "{pathway} ({what}): {stands}. See --pathway {pathway}.",
        pathway=other.pathway,
        what=way(credential.pathways[other.pathway]),
        stands=stands,
    )


def whom_to_ask(credential: Credential) -> Section:
    """The certifier."""
    who = credential.certifier
    lines = [who.name + (f", {who.url}" if who.url else "")]
    lines += [x for x in (who.email, who.phone) if x]
    return Section(tell("Whom to ask"), lines=tuple(lines))


_SURE = N_(
    {
        "confirmed": ("{count} confirmed by an official source", "{count} confirmed by an official source"),
        "secondary": ("{count} only in secondary sources", "{count} only in secondary sources"),
        "disputed": ("{count} disputed between sources", "{count} disputed between sources"),
    }
)


def how_sure(report: Report, jurisdiction: Jurisdiction) -> Section:
    """How fresh and how sure the rules are."""
    cited = {c.source for f in report.findings for c in _all_cites(f)}
    read = sorted(jurisdiction.sources[s].read.day for s in cited if s in jurisdiction.sources)
    counts: dict[str, int] = {}
    for finding in report.findings:
        name = jurisdiction.confidence(finding.requirement)
        counts[name] = counts.get(name, 0) + 1
    lines = []
    if read:
        lines.append(_read(read[0], read[-1], report.as_of))
    said = [tell_many(*_SURE[name], counts[name]) for name in _SURE if name in counts]
    lines.append(tell("Of the rules above: {how_many}.", how_many=", ".join(said)))
    if report.credential.not_found:
        lines.append(tell("Looked for and not found: {what}.", what=", ".join(map(prose, report.credential.not_found))))
    return Section(tell("How fresh and how sure"), lines=tuple(lines))


def _read(first: date, last: date, today: date) -> str:
    """When the sources were read, and whether that is long ago."""
    said = (
        tell("Sources were read on {day}.", day=first)
        if first == last
        else tell("Sources were read from {first} to {last}.", first=first, last=last)
    )
    if (today - first).days > 366:
        said = f"{said} {tell('That is more than a year ago; check with the certifier.')}"
    return said


def _all_cites(finding: Finding) -> Cites:
    return Cites([*finding.requirement.cite, *(c for m in finding.findings for c in _all_cites(m))])
