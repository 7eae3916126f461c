"""The page of `peercert transfer`: what a holder of one credential still needs for another."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peercert.evaluation import Report
from peercert.model import Jurisdiction
from peercert.present.may_show import may_show
from peercert.present.outlook import cautions, how_sure, whom_to_ask
from peercert.present.page import Notes, about, cited, closing
from peercert.present.sections import Item, Page, Section
from peercert.transfer import Elsewhere, Standing, Transfer
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN, Finding, Money, Outcome
from peercert.where import Level
from peercert.words import N_, all_of_words, plain, prose, say, tell, tell_many

_MARKED = N_({MISSING: "(missing) {what}", UNKNOWN: "(not known yet) {what}", REVIEW: "(for people to decide) {what}"})
_OPEN = (MISSING, UNKNOWN, REVIEW)


class Standings(NamedTuple):
    """How the record has the credential that is moved from."""

    standing: Standing
    record_given: bool
    others_known: bool
    """The record says which credentials are held."""


def transfer_page(one: Transfer, place: Jurisdiction, origin: Jurisdiction, held: Standings) -> Page:
    """The page of one transfer; `place` is the jurisdiction of the target, `origin` that of the held credential."""
    notes = Notes(place)
    sections = [*_mind(one, held)]
    sections += [s for way in one.elsewhere for s in _elsewhere(way, one, notes)]
    sections += [
        *_stated(one, notes),
        *may_show(one, origin),
        *_usual(one, notes),
        *_money(one),
        whom_to_ask(one.target),
    ]
    report = _any_report(one)
    sections += [how_sure(report, place)] if report else []
    answer, tone = _answer(one)
    subtitle = tell("{place}. {name}, by {certifier}. Checked for {day}.", place=place.name, name=one.target.name,
                    certifier=one.target.certifier.name, day=one.as_of)  # fmt: skip
    title = tell("From {source} to {target}", source=one.source.id, target=one.target.id)
    return Page(title, subtitle, answer, tone, tuple(sections), notes.listed(), closing())


def overview(found: Sequence[Transfer], place: str | None, left_out: Sequence[str]) -> list[str]:
    """The targets, a line each, nearest first, and those left out; `place` is their state, where they have one."""
    if place is None or not found:
        lines = [tell("Nearest first:")] if found else []
    else:
        lines = [
            tell_many(
                "{place} has {count} credential for a holder of {source}:",
                "{place} has {count} credentials for a holder of {source}, nearest first:",
                len(found), place=place, source=found[0].source.id,
            )
        ]  # fmt: skip
    lines += [tell("- {credential}: {answer}", credential=t.target.id, answer=_answer(t)[0]) for t in found]
    if left_out:
        lines.append(
            tell("Left out, as they are for another role or lived experience: {ids}.", ids=", ".join(left_out))
        )
    return lines


def _answer(one: Transfer) -> tuple[str, str]:
    """The answer in a sentence, and its tone."""
    way = next((e for e in one.elsewhere if e.fits), None)
    if way is None:
        return _without_elsewhere(one)
    report = way.report
    missing, unknown = report.count(MISSING), report.count(UNKNOWN)
    if report.outcome is Outcome.NOT_READY:
        said = tell_many(
            "There is a way for people certified elsewhere: {count} thing is missing.",
            "There is a way for people certified elsewhere: {count} things are missing.",
            missing,
        )
        more = (
            tell_many("{count} more is not known yet.", "{count} more are not known yet.", unknown) if unknown else ""
        )
        return f"{said} {more}".strip(), "todo"
    if report.outcome is Outcome.UNDETERMINED:
        return tell_many(
            "There is a way for people certified elsewhere: nothing is missing so far, but {count} thing is not in your record.",
            "There is a way for people certified elsewhere: nothing is missing so far, but {count} things are not in your record.",
            unknown,
        ), "open"  # fmt: skip
    if report.outcome is Outcome.REVIEW:
        return tell("There is a way for people certified elsewhere, and nothing is missing; people decide."), "good"
    return tell("There is a way for people certified elsewhere, and nothing is missing for it."), "good"


def _without_elsewhere(one: Transfer) -> tuple[str, str]:
    near, left = one.usual, len(one.remaining)
    if near is None:
        return tell("How to get it from elsewhere, or at all, no source that was read says."), "open"
    if near.level is Level.CLOSED and near.closed_by is not None:
        return tell(
            "No way for people certified elsewhere is known, and the usual way in is not open to you as far as your record says. It asks for this: {need}.",
            need=near.closed_by.requirement.rule.need(),
        ), "todo"  # fmt: skip
    if not left:
        return tell(
            "No way for people certified elsewhere is known; on the usual way in nothing is left but what people decide."
        ), "good"
    return tell_many(
        "No way for people certified elsewhere is known; on the usual way in {count} thing is left.",
        "No way for people certified elsewhere is known; on the usual way in {count} things are left.",
        left,
    ), "todo"


def _mind(one: Transfer, held: Standings) -> Iterable[Section]:
    name = {"credential": one.source.id}
    lines = []
    if held.standing is Standing.ASSUMED and not held.record_given:
        lines.append(
            tell(
                "No record is given: {credential} is taken as held and active, and nothing else is known of you. Add --record FILE.",
                **name,
            )
        )
    elif held.standing is Standing.ASSUMED and held.others_known:
        lines.append(tell("{credential} is taken as held and active; your record does not list it.", **name))
    elif held.standing is Standing.ASSUMED:
        lines.append(
            tell(
                "{credential} is taken as held and active, and as the only one; your record does not say which you hold.",
                **name,
            )
        )
    elif held.standing is Standing.OPEN:
        lines.append(
            tell(
                "Your record does not say whether {credential} is still active: add its status, or the day on which it expires.",
                **name,
            )
        )
    elif held.standing is Standing.GONE:
        lines.append(
            tell(
                "By your record {credential} is not active now (expired, suspended or the like). Most ways ask for an active one: see `peercert renew {credential}` first.",
                **name,
            )
        )
    if one.source.status_on(one.as_of) == "retired":
        lines.append(tell("{credential} is no longer issued; ask whether it still counts.", **name))
    report = _any_report(one)
    extra = [line for section in cautions(report) for line in section.lines] if report else []
    if lines or extra:
        yield Section(tell("Please mind"), lines=(*lines, *extra))


def _elsewhere(way: Elsewhere, one: Transfer, notes: Notes) -> Iterable[Section]:
    report = way.report
    title = tell("For people certified elsewhere ({pathway})", pathway=report.pathway.name)
    if not way.fits:
        asked = [
            x.requirement.rule.need()
            for f in report.findings
            for x in _leaves(f)
            if x.requirement.rule.kind == "credential_held"
        ]
        why = tell("It is not for holders of {credential}: it asks for {need}.", credential=one.source.id, need=asked[0]) if asked else tell("It is for people certified in another state.")  # fmt: skip
        yield Section(title, lines=(why,))
        return
    decided = tell("The sources say that the certifier decides case by case.") if way.case_by_case else tell("The sources do not say that the certifier decides case by case.")  # fmt: skip
    yield Section(title, tuple(_items(report.findings, notes)), (decided, *_done(report.findings)), numbered=True)


def _stated(one: Transfer, notes: Notes) -> Iterable[Section]:
    lines = [f"{prose(f.says)}{notes.mark(f.cite)}" for f in one.stated]
    if not one.elsewhere:
        if not lines and one.searched:
            lines = [
                tell("Whether a credential from elsewhere counts was looked for, and not found. Ask before you start.")
            ]
        elif not lines:
            lines = [tell("No source that was read speaks of credentials from elsewhere. Ask before you start.")]
    if lines:
        yield Section(tell("What the sources say about moving"), lines=tuple(lines))


def _usual(one: Transfer, notes: Notes) -> Iterable[Section]:
    near = one.usual
    if near is None or near.report is None:
        return
    title = tell("The usual way in ({pathway})", pathway=near.report.pathway.name)
    open_ = tuple(f for f in one.remaining)
    review = tuple(f for f in near.report.findings if f.verdict is REVIEW)
    covered = [f for f in near.report.findings if f.verdict in (MISSING, UNKNOWN) and f not in open_]
    lines = []
    if near.first is not None:
        lines.append(
            tell(
                "Another credential comes first: {credential}. See `peercert transfer --from {source} --to {credential}`.",
                credential=near.first.credential.id,
                source=one.source.id,
            )
        )
    if covered:
        lines.append(tell("Left out here, as your {credential} may show it: {what}.", credential=one.source.id,
                          what=", ".join(dict.fromkeys(say(f.requirement.rule.title()) for f in covered))))  # fmt: skip
    lines.append(
        tell(
            "`peercert check {credential} --pathway {way}` says more.",
            credential=one.target.id,
            way=near.report.pathway.name,
        )
    )
    yield Section(
        title,
        tuple(_items((*open_, *review), notes, brief=True)),
        (*lines, *_done(near.report.findings)),
        numbered=True,
    )


def _items(findings: Iterable[Finding], notes: Notes, *, brief: bool = False) -> Iterable[Item]:
    """What is open, the missing first; `brief`: without notes and next steps."""
    for verdict in _OPEN:
        for finding in (f for f in findings if f.verdict is verdict):
            requirement = finding.requirement
            what = requirement.rule.title() if finding.findings else requirement.rule.heading()
            lines = [f"{finding.reason}{cited(requirement, notes)}"]
            lines += about(requirement.but(note=None) if brief else requirement, notes)
            if requirement.rule.kind == "residency":
                lines.append(tell("Once you have moved, put it into your record."))
            elif finding.next and not finding.findings and not brief:
                lines.append(tell("Next: {step}", step=finding.next))
            inside = tuple(Item(say(m.requirement.rule.heading())) for m in finding.findings)
            yield Item(tell(_MARKED[verdict], what=what), tuple(lines), inside)


def _done(findings: Iterable[Finding]) -> list[str]:
    met = list(dict.fromkeys(_name(f) for f in findings if f.verdict is MET))
    return [tell("Done: {what}.", what=", ".join(met))] if met else []


def _name(finding: Finding) -> str:
    """The short name of what is done; of a group, of the member that is."""
    done = [m for m in finding.findings if m.verdict is MET]
    return _name(done[0]) if done else say(finding.requirement.rule.title())


def _money(one: Transfer) -> Iterable[Section]:
    lines = []
    for way in (e for e in one.elsewhere if e.fits):
        totals = way.report.totals
        said = _fees(way.report, totals.fees_usd, totals.fees_usd_at_most, totals.fees_not_published)
        lines.append(tell("As someone certified elsewhere: {fees}", fees=said))
    near = one.usual
    if near is not None and near.report is not None:
        said = _fees(near.report, near.fees_usd, near.fees_usd_at_most, near.fees_not_published)
        lines.append(tell("The usual way: {fees}", fees=said))
        if near.first is not None:
            lines[-1] = tell("The usual way, with {first}: {fees}", fees=said, first=near.first.credential.id)
    if lines:
        yield Section(tell("Money still to pay"), lines=tuple(lines))


def _fees(report: Report, least: float, most: float, unpublished: tuple[str, ...]) -> str:
    if not most and not any(x.requirement.rule.kind == "fee" for f in report.findings for x in _leaves(f)):
        return tell("no source that was read names a fee; ask before you start.")
    values = {"least": Money(least), "most": Money(most)}
    said = [tell("{least} to {most}, as far as is known.", **values) if most > least else tell("{least}.", **values)]
    if unpublished:
        names = all_of_words([plain(f) for f in unpublished])
        said.append(tell("No source says how much is asked for: {what}.", what=names))
    return " ".join(said if most or not unpublished else said[1:])


def _any_report(one: Transfer) -> Report | None:
    return one.usual.report if one.usual else one.elsewhere[0].report if one.elsewhere else None


def _leaves(finding: Finding) -> list[Finding]:
    return [leaf for m in finding.findings for leaf in _leaves(m)] if finding.findings else [finding]
