"""Sections of a cohort's page beside what it comes to: what other rules would change, and who is nearest to what."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from peercert.cohort.headings import Matched
from peercert.cohort.nearest import Nearest
from peercert.cohort.remarks import Remarks
from peercert.cohort.whatif import NOT_ASKED, Changes
from peercert.cohort.workbook_out import OUTCOMES, VERDICTS
from peercert.judging.requirement import Requirement
from peercert.present.cohort_json import headings_json, remarks_json
from peercert.present.cohort_page import reading_sections
from peercert.present.page import closing
from peercert.present.sections import Bar, Chart, Item, Page, Section
from peercert.verdicts import Outcome, Verdict
from peercert.words import capital, number, say, tell, tell_many

SHOWN = 12


def changes_section(changes: Changes, rules: str) -> Section:
    """How many change under other rules, from what to what, and by which requirement."""
    lines = [
        tell_many(
            "With the rules of {rules}, {count} of {people} would stand elsewhere.",
            "With the rules of {rules}, {count} of {people} would stand elsewhere.",
            changes.changed, rules=rules, people=tell_many("{count} person", "{count} people", changes.people),
        )
    ]  # fmt: skip
    for (before, after), count in changes.outcomes.most_common():
        values = {"before": tell(OUTCOMES[Outcome(before)]), "after": tell(OUTCOMES[Outcome(after)])}
        lines.append(tell_many("From {before} to {after}: {count} person.", "From {before} to {after}: {count} people.", count, **values))  # fmt: skip
    items = []
    for change in changes.rules()[:SHOWN]:
        turns = tuple(
            tell_many("From {before} to {after}: {count} person.", "From {before} to {after}: {count} people.", n, before=_verdict(a), after=_verdict(b))
            for (a, b), n in sorted(change.turns.items(), key=lambda t: -t[1])
        )  # fmt: skip
        items.append(Item(_what(change.before, change.after), turns or (tell("It changes nothing for anybody here."),)))
    if not items:
        lines.append(tell("The rules are the same for this pathway."))
    return Section(tell("What if the rules were others"), tuple(items), tuple(lines))


def changes_json(changes: Changes, rules: str) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "if": {
            "rules": rules,
            "changed": changes.changed,
            "outcomes": [{"from": a, "to": b, "people": n} for (a, b), n in changes.outcomes.most_common()],
            "requirements": [
                {
                    "id": c.id,
                    "before": _heading(c.before),
                    "after": _heading(c.after),
                    "verdicts": [{"from": a, "to": b, "people": n} for (a, b), n in c.turns.items()],
                }
                for c in changes.rules()
            ],
        }
    }


def _heading(requirement: Requirement | None) -> str | None:
    return say(requirement.rule.heading()) if requirement is not None else None


def _what(before: Requirement | None, after: Requirement | None) -> str:
    """A requirement as it is and as it would be."""
    if before is None or after is None:
        there = _heading(before or after) or ""
        return tell("No longer asked: {what}", what=there) if after is None else tell("New: {what}", what=there)
    one, other = _heading(before) or "", _heading(after) or ""
    return capital(one) if one == other else tell("{before}; then: {after}", before=one, after=other)


def _verdict(name: str) -> str:
    return tell("not asked") if name == NOT_ASKED else tell(VERDICTS[Verdict(name)])


def nearest_page(
    nearest: Nearest, names: Mapping[str, str], remarks: Remarks, matched: Matched | None, day: date
) -> Page:
    """The page of --all: which credentials are nearest to how many people; `names` are those of credentials, by id."""
    best = nearest.first.most_common(1)
    answer = tell("Nothing that is issued anywhere is open to anybody here, as far as the roster says.")
    if best:
        answer = tell_many(
            "For {count} person the nearest is {credential}.", "For {count} people the nearest is {credential}.", best[0][1],
            credential=_called(best[0][0], names),
        )  # fmt: skip
    sections = [*_nearest(nearest, names), *reading_sections(remarks, matched)]
    subtitle = tell_many(
        "{count} person. Checked for {day}.", "{count} people. Checked for {day}.", nearest.people, day=day
    )
    return Page(
        tell("Where everybody is closest"), subtitle, answer, "todo" if best else "open", tuple(sections), (), closing()
    )


def _called(id_: str, names: Mapping[str, str]) -> str:
    return f"{id_} ({names[id_]})" if id_ in names else id_


def _nearest(nearest: Nearest, names: Mapping[str, str]) -> Iterator[Section]:
    heads = (tell("Credential"), tell("People"))
    about = (
        tell("People by the credential that is nearest to them"),
        tell("People by a credential for which nothing is left"),
    )
    for title, counts, says in (
        (tell("Nearest of all"), nearest.first, about[0]),
        (tell("Nothing is left"), nearest.ready, about[1]),
    ):
        ranked = counts.most_common()
        if ranked:
            bars = tuple(Bar(_called(id_, names), (n,), number(n)) for id_, n in ranked[:SHOWN])
            rest = len(ranked) - SHOWN
            lines = (tell_many("{count} more credential.", "{count} more credentials.", rest),) if rest > 0 else ()
            yield Section(title, lines=lines, chart=Chart(says, heads, bars))


def nearest_json(
    nearest: Nearest, remarks: Remarks, day: date, rows_in: int, matched: Matched | None = None
) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "as_of": day.isoformat(),
        "people": nearest.people,
        "nearest": dict(nearest.first.most_common()),
        "nothing_left": dict(nearest.ready.most_common()),
        "rows": {"with_something": rows_in, "people": nearest.people, "left_out": remarks.left_out},
        "remarks": remarks_json(remarks),
    } | headings_json(matched)


__all__ = ["changes_json", "changes_section", "nearest_json", "nearest_page"]
