"""A credential's rule over time, as a page: what was, what holds today, what is to come."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peercert.maintain.history import Event, History
from peercert.model import Credential, Jurisdiction
from peercert.present.page import Notes, closing
from peercert.present.sections import Item, Page, Section
from peercert.words import N_, capital, tell, tell_many

STATUS = N_(
    {
        "active": "It is issued.",
        "planned": "It is planned, and not issued yet.",
        "retired": "It is no longer issued.",
        "unclear": "Whether it is still issued is not clear.",
        "standard": "It is a standard to compare with; nobody issues it.",
    }
)


def history_page(credential: Credential, jurisdiction: Jurisdiction, found: History, day: date) -> Page:
    """The page of a credential's history as of a day."""
    notes = Notes(jurisdiction)
    rules = [e for e in found.events if e.what != "document"]
    past = [e for e in rules if e.when.lo <= day]
    coming = [e for e in rules if e.when.lo > day]
    documents = [e for e in found.events if e.what == "document"]
    sections = []
    if past:
        sections.append(Section(tell("So far"), _items(past, notes)))
    today = [tell("On {day}: {status}", day=day, status=tell(STATUS[credential.status_on(day)]))]
    sections.append(Section(tell("Now"), lines=(*today, *_open_ways(credential, day))))
    if coming:
        sections.append(Section(tell("Still to come"), _items(coming, notes)))
    if documents:
        sections.append(Section(tell("What documents said, by their own date"), _items(documents, notes)))
    if found.undated:
        items = tuple(
            Item(_where(o.pathway, capital(o.says)) + notes.mark(o.cite), (capital(o.note),) if o.note else ())
            for o in found.undated
        )
        sections.append(Section(tell("Other values, of which no date tells whether they are older"), items))
    return Page(
        credential.name,
        tell("{place}. {credential}: the rule over time.", place=jurisdiction.name, credential=credential.id),
        _answer(past, coming),
        "",
        tuple(sections),
        notes.listed(),
        closing(),
    )


def _answer(past: list[Event], coming: list[Event]) -> str:
    if not past and not coming:
        return tell("No change of this rule is known: nothing in it is dated. Older rules may not be in the rule book.")
    known = tell_many("{count} dated step so far", "{count} dated steps so far", len(past))
    ahead = tell_many("{count} still to come", "{count} still to come", len(coming))
    return tell("{past}, {coming}. Only what the rule book dates is here.", past=known, coming=ahead)


def _open_ways(credential: Credential, day: date) -> list[str]:
    """How much is asked on a day, way by way."""
    lines = []
    for pathway in credential.pathways.values():
        if pathway.open_on(day):
            asked = sum(r.in_force(day) for r in pathway.requirements)
            said = tell_many("{count} requirement in force", "{count} requirements in force", asked)
            lines.append(tell("{pathway}: {asked}.", pathway=pathway.name, asked=said))
        else:
            lines.append(tell("{pathway}: not open.", pathway=pathway.name))
    return lines


def _items(events: Iterable[Event], notes: Notes) -> tuple[Item, ...]:
    made = []
    for e in events:
        says = _where(e.pathway, capital(e.says))
        head = tell("{when}: {what}", when=e.when, what=says) + notes.mark(e.cite)
        made.append(Item(head, (capital(e.note),) if e.note else ()))
    return tuple(made)


def _where(pathway: str, says: str) -> str:
    return tell("{pathway}: {what}", pathway=pathway, what=says) if pathway else says


def as_data(credential: Credential, found: History, day: date) -> dict[str, Any]:
    """The same as plain data for JSON."""
    return {
        "credential": credential.id,
        "as_of": day.isoformat(),
        "status": credential.status_on(day),
        "events": [
            {
                "when": str(e.when), "what": e.what, "pathway": e.pathway or None, "about": e.about or None, "says": e.says, "note": e.note or None,
                "cite": [c.source for c in e.cite],
            }
            for e in found.events
        ],
        "undated": [
            {"pathway": o.pathway or None, "about": o.about, "says": o.says, "note": o.note or None, "cite": [c.source for c in o.cite]}
            for o in found.undated
        ],
    }  # fmt: skip
