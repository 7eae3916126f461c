"""What surrounds the findings of a report: what to mind, the period, what it still takes, other ways, how sure."""

from collections.abc import Iterable
from datetime import date

from peercert.doubts import Doubt
from peercert.evaluation import Report, Totals
from peercert.model import Credential, Jurisdiction
from peercert.present.sections import AFTER_GRACE, PATHWAYS, Section
from peercert.sources import Cites
from peercert.verdicts import All, Finding, Outcome
from peercert.words import all_of_words, day, money, plain, quantity, tell, word

_HOURS = {"training": "training", "work_experience": "peer support work", "supervision": "supervision", "continuing_education": "continuing education"}  # fmt: skip


def cautions(report: Report) -> Iterable[Section]:
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
    if status == "standard":
        lines.append("This is a standard to compare with; nobody issues it.")
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
    lines += doubtful(report.doubts)
    if lines:
        yield Section("Please mind", lines=tuple(lines))


def doubtful(doubts: Iterable[Doubt]) -> list[str]:
    """What in the record contradicts something else in it, a line each."""
    return [tell("{doubt} In your record: {fields}.", doubt=d.says, fields=All(d.fields)) for d in doubts]


def period_of(report: Report) -> Iterable[Section]:
    """The certification period: when it ends, when renewal opens, what follows."""
    cycle, period = report.pathway.cycle, report.period
    if cycle is None or period is None or report.pathway.kind not in ("renewal", "reinstatement"):
        return
    if period.end is None:
        yield Section(
            "Your period",
            lines=(
                f"Renewed every {cycle.every}{' at the latest' if cycle.ends == 'recorded' else ''}. When yours ends is not in the record: add it under credentials, as expires.",
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


def left_to_do(totals: Totals, report: Report) -> Iterable[Section]:
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


def other_ways(report: Report) -> Iterable[Section]:
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


def whom_to_ask(credential: Credential) -> Section:
    who = credential.certifier
    lines = [who.name + (f", {who.url}" if who.url else "")]
    lines += [x for x in (who.email, who.phone) if x]
    return Section("Whom to ask", lines=tuple(lines))


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
