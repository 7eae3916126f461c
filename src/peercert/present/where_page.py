"""The page of `peercert where`: the nearest credentials, one line each, and a map."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from peercert.places import Places
from peercert.present.page import closing
from peercert.present.sections import Item, Page, Section
from peercert.verdicts import MISSING, REVIEW, UNKNOWN, Finding, Money, Quantity
from peercert.where import Level, Nearness
from peercert.words import N_, all_of_words, capital, say, tell, tell_many

_LEVELS = N_(
    {
        Level.HELD: "that you hold", Level.READY: "with nothing missing", Level.NEAR: "with one or two things left",
        Level.SOME: "with three to five things left", Level.FAR: "with more left",
        Level.FEW_RULES: "of which few rules are known", Level.ELSEWHERE: "only for people who live or work there",
        Level.CLOSED: "not open to you",
    }
)  # fmt: skip
_MARKS = {Level.HELD: "###", Level.READY: "###", Level.NEAR: "##-", Level.SOME: "#--", Level.FAR: "---",
          Level.FEW_RULES: "-?-", Level.ELSEWHERE: " o ", Level.CLOSED: " . "}  # fmt: skip
"""What stands behind a state's code on the map; no two levels that matter look alike without colour."""
_LEGEND = N_(
    (
        ("###", "nothing is missing, or you hold it"), ("##-", "one or two things are left"), ("#--", "three to five"),
        ("---", "more"), ("-?-", "few of the rules are known"), (" o ", "only for people who live or work there"),
        (" . ", "not open to you"), ("   ", "no credential that fits, or not asked about"),
    )
)  # fmt: skip


class Asked(NamedTuple):
    """What the page is about."""

    as_of: date
    filters: tuple[str, ...] = ()
    """What the list is narrowed to, a sentence each."""
    homes: tuple[str, ...] = ()
    """Codes of the states in which the person lives or works, where the list is not narrowed to places."""
    top: int | None = 15
    """So many lines at most; all where None."""
    details: bool = False
    """Say what is left under each line."""
    map: Places | None = None


def where_page(ranked: Sequence[Nearness], asked: Asked, names: Mapping[str, str]) -> Page:
    """The page of a ranking; `names` are those of the jurisdictions, by code."""
    sections = [_in_short(ranked)] if ranked else []
    if asked.map is not None:
        sections.append(_map(ranked, asked.map))
    places = {id(n): i for i, n in enumerate(ranked, 1)}
    home = [n for n in ranked if n.credential.jurisdiction in asked.homes and n.level is not Level.CLOSED]
    if home:
        where = all_of_words([names.get(h, h.upper()) for h in asked.homes])
        items = tuple(_item(n, asked, names, places[id(n)]) for n in home)
        sections.append(Section(tell("Where you live or work: {places}", places=where), items))
    sections += _lists(ranked, asked, names)
    answer, tone = _answer(ranked, names)
    if home and home[0].left and home[0].open and home[0].level not in (Level.HELD, Level.FEW_RULES):
        answer = " ".join([answer, *_at_home(ranked, home[0])])
    subtitle = " ".join([*asked.filters, tell("Checked for {day}.", day=asked.as_of)])
    ending = tell("peercert check CREDENTIAL says what is left, and who says so.")
    return Page(tell("Where you are closest"), subtitle, answer, tone, tuple(sections), (), f"{ending} {closing()}")


def _answer(ranked: Sequence[Nearness], names: Mapping[str, str]) -> tuple[str, str]:
    if not ranked:
        return tell("No active credential fits what you asked for."), "open"
    best = next((n for n in ranked if n.open and n.level not in (Level.HELD, Level.FEW_RULES)), None)
    if best is None:
        if any(n.level is Level.HELD for n in ranked):
            return tell("You hold what fits here; no other is open to you as far as your record says."), "good"
        if any(n.level is Level.FEW_RULES for n in ranked):
            return tell(
                "Of those that are open to you, so few rules are known that their certifiers have to say."
            ), "open"
        return tell("As far as your record says, none of these is open to you now."), "todo"
    values: dict[str, Any] = {"credential": best.credential.id, "place": _place(best, names)}
    if best.level is Level.READY:
        decide = tell("Nothing is missing for {credential} ({place}); people decide.", **values)
        return decide if best.review else tell("Nothing is missing for {credential} ({place}).", **values), "good"
    return tell_many(
        "The nearest is {credential} ({place}): {count} thing is left.",
        "The nearest is {credential} ({place}): {count} things are left.",
        best.left, **values,
    ), "todo"  # fmt: skip


def _at_home(ranked: Sequence[Nearness], nearest: Nearness) -> list[str]:
    """The same for where the person is, unless that is the nearest of all."""
    if nearest is next(n for n in ranked if n.level is not Level.HELD):
        return []
    return [
        tell_many(
            "Where you live or work it is {credential}: {count} thing is left.",
            "Where you live or work it is {credential}: {count} things are left.",
            nearest.left, credential=nearest.credential.id,
        )
    ]  # fmt: skip


def _in_short(ranked: Sequence[Nearness]) -> Section:
    counts = {level: sum(n.level is level for n in ranked) for level in Level}
    parts = [tell("{count} {which}", count=n, which=tell(_LEVELS[level])) for level, n in counts.items() if n]
    what = tell_many("{count} active credential", "{count} active credentials", len(ranked))
    return Section(tell("In short"), lines=(tell("{what}: {parts}.", what=what, parts="; ".join(parts)),))


def _lists(ranked: Sequence[Nearness], asked: Asked, names: Mapping[str, str]) -> list[Section]:
    """The open ones, then those behind them: by name only, unless all are asked for."""
    near = [n for n in ranked if n.open and n.level is not Level.FEW_RULES]
    few, elsewhere, closed = (
        [n for n in ranked if n.level is x] for x in (Level.FEW_RULES, Level.ELSEWHERE, Level.CLOSED)
    )
    made = []
    if near:
        shown = near[: asked.top]
        how = tell("Ordered by how many things are left, then by hours, waiting time and money.")
        more = tell("These are the nearest {count} of {all} that are open to you; --all shows every one.", count=len(shown), all=len(near))  # fmt: skip
        lines = (how, more) if len(shown) < len(near) else (how,)
        made.append(Section(tell("Nearest first"), tuple(_item(n, asked, names) for n in shown), lines, numbered=True))
    they_ask = tell("They ask for another kind of lived experience, another age, or something else that work and time do not bring.")  # fmt: skip
    closed_why = they_ask if asked.top is None else f"{they_ask} {tell('--all says what.')}"
    behind = (
        (tell("Few of their rules are known ({count})", count=len(few)), few,
         tell("Nothing can be said of how near these are; their certifiers have to tell.")),
        (tell("Only for people who live or work there ({count})", count=len(elsewhere)), elsewhere,
         tell("With --live-in or --work-in and a state you see them as if you did.")),
        (tell("Not open to you, as far as your record says ({count})", count=len(closed)), closed, closed_why),
    )  # fmt: skip
    for title, places, why in behind:
        if not places:
            continue
        if asked.top is None:
            made.append(Section(title, tuple(_item(n, asked, names) for n in places), (why,)))
        elif places is closed:
            made.append(Section(title, lines=(why,)))
        else:
            made.append(Section(title, lines=(why, ", ".join(n.credential.id for n in places) + ".")))
    return made


def _item(near: Nearness, asked: Asked, names: Mapping[str, str], number: int | None = None) -> Item:
    what = "; ".join(_what(near, asked.as_of))
    values = {"credential": near.credential.id, "place": _place(near, names), "what": what, "number": number}
    head = (
        tell("{credential}, {place}: {what} (number {number})", **values)
        if number
        else tell("{credential}, {place}: {what}", **values)
    )
    return Item(head, _details(near) if asked.details else ())


def _what(near: Nearness, today: date) -> list[str]:
    """How near it is, in a few words each."""
    if near.level is Level.HELD:
        return [tell("you hold it")]
    if near.level is Level.CLOSED:
        if near.closed_by is None:
            return [tell("for another kind of lived experience")]
        return [tell("asks for this: {need}", need=near.closed_by.requirement.rule.need())]
    if near.report is None:
        return [tell("how to get it is not known")]
    said = [] if near.left else [tell("nothing is missing")]
    said += [tell_many("{count} missing", "{count} missing", near.missing)] if near.missing else []
    said += [tell_many("{count} not known yet", "{count} not known yet", near.unknown)] if near.unknown else []
    said += [tell_many("{count} to ask about", "{count} to ask about", near.to_ask)] if near.to_ask else []
    if not near.left and near.review:
        said.append(
            tell_many("{count} thing is for people to decide", "{count} things are for people to decide", near.review)
        )
    hours = Quantity(near.hours_at_most, "hours")
    if near.hours_at_most:
        sure = sum(near.hours.values()) >= near.hours_at_most
        said.append(tell("{hours} to do", hours=hours) if sure else tell("up to {hours} to do", hours=hours))
    if near.fees_usd_at_most:
        usd = Money(near.fees_usd_at_most)
        said.append(
            tell("{usd} to pay", usd=usd)
            if near.fees_usd >= near.fees_usd_at_most
            else tell("up to {usd} to pay", usd=usd)
        )
    if near.earliest and near.earliest > today:
        said.append(tell("not before {day}", day=near.earliest))
    if near.first is not None:
        own = near.first.credential.id == near.credential.id
        said.append(
            tell("after the trainee's certificate")
            if own
            else tell("after {credential}", credential=near.first.credential.id)
        )
    if near.report.pathway.kind == "reciprocity":
        said.append(tell("as someone certified elsewhere"))
    return said


def _details(near: Nearness) -> tuple[str, ...]:
    """What is left, one line a thing; of what has to be got first, that too."""
    if near.report is None or near.level is Level.CLOSED:
        return ()
    found = near.report.findings
    return (
        *(_details(near.first) if near.first else ()),
        *(tell("(missing) {what}", what=_short(f)) for f in found if f.verdict is MISSING),
        *(tell("(not known yet) {what}", what=_short(f)) for f in found if f.verdict is UNKNOWN),
        *(tell("(for people to decide) {what}", what=_short(f)) for f in found if f.verdict is REVIEW),
    )


def _short(finding: Finding) -> str:
    """What is asked; of a group, its nearest member."""
    while finding.findings and finding.best is not None:
        finding = finding.findings[finding.best]
    return say(finding.requirement.rule.heading())


def _place(near: Nearness, names: Mapping[str, str]) -> str:
    code = near.credential.jurisdiction
    return tell("national") if code == "us" else names.get(code, code.upper())


def _map(ranked: Sequence[Nearness], places: Places) -> Section:
    """A tile a state with the mark of its nearest credential, and the same as a list for those who cannot see it."""
    best: dict[str, Level] = {}
    for near in ranked:
        best.setdefault(near.credential.jurisdiction, near.level)
    rows = [" ".join(f"{t.upper()}{_mark(best, t)}" if t else "     " for t in row).rstrip() for row in places.map]
    codes = [t for row in places.map for t in row if t]
    lines = []
    for mark, meaning in _LEGEND:
        mine = sorted(t.upper() for t in codes if _mark(best, t) == mark)
        said = {"mark": mark.strip() or tell("(no mark)"), "meaning": capital(tell(meaning))}
        if mine and mark.strip():
            lines.append(tell("{mark} {meaning}: {places}.", places=", ".join(mine), **said))
        elif mine:
            lines.append(tell("{mark} {meaning}.", **said))
    if "us" in best:
        lines.append(tell("National credentials are not on the map."))
    return Section(tell("The map: the nearest credential of each state"), lines=tuple(lines), figure="\n".join(rows))


def _mark(best: Mapping[str, Level], code: str) -> str:
    return _MARKS[best[code]] if code in best else "   "


def where_json(ranked: Sequence[Nearness], as_of: date, filters: Mapping[str, Any]) -> dict[str, Any]:
    """The ranking as plain data."""
    return {"as_of": as_of.isoformat(), "filters": dict(filters), "places": [_json(n) for n in ranked]}


def _json(near: Nearness) -> dict[str, Any]:
    return {
        "credential": near.credential.id,
        "jurisdiction": near.credential.jurisdiction,
        "pathway": near.report.pathway.name if near.report else None,
        "outcome": near.outcome.value if near.outcome else None,
        "level": near.level.value,
        "open": near.open,
        "left": near.left,
        "missing": near.missing,
        "unknown": near.unknown,
        "to_ask": near.to_ask,
        "review": near.review,
        "rules_known": near.known,
        "hours": near.hours,
        "hours_at_most": near.hours_at_most,
        "fees_usd": near.fees_usd,
        "fees_usd_at_most": near.fees_usd_at_most,
        "fees_not_published": list(near.fees_not_published),
        "earliest": near.earliest.isoformat() if near.earliest else None,
        "first": near.first.credential.id if near.first else None,
        "closed_by": near.closed_by.id if near.closed_by else None,
    }
