"""The rule book as tables, for CSV and SQLite: what each column means, and which table it refers to."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from peercert.exporting.contents import Contents, Place, citations
from peercert.exporting.inert import inert_data
from peercert.exporting.wording import GROUPS, asked
from peercert.judging.requirement import Requirement
from peercert.model import Credential, Fact, NotRequired, Pathway
from peercert.shapes import plain
from peercert.sources import Citation, Confidence, Disputed, Source
from peercert.words import say

Value = str | int | float | bool | None


class Column(NamedTuple):
    """One column."""

    name: str
    type: str
    """string, integer, number, boolean or date."""
    says: str
    """What it holds."""
    refers_to: str | None = None
    """The table whose id it is."""


class Table(NamedTuple):
    """One table; its first column, `id`, tells its rows apart."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]]


def _c(name: str, says: str, kind: str = "string", to: str | None = None) -> Column:
    return Column(name, kind, says, to)


_ID = _c("id", "Tells the rows apart.")
_FROM = _c("from_day", "Holds from this day.", "date")
_UNTIL = _c("until_day", "Holds until this day, the day itself included.", "date")
_NOTE = _c("note", "What does not fit into structure.")
_SURE = _c("confidence", "confirmed, secondary or disputed.")
_OF = _c("credential", "Of which credential.", to="credentials")

COLUMNS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "jurisdictions": ("States, territories and national bodies.", (
        _c("id", "Short name: sc, us-naadac-ncprss."), _c("code", "sc, dc, pr; us for national bodies."), _c("name", "Name in full."),
        _c("summary", "How it works there."), _c("none_found", "Where nothing is issued: what was found."),
        _c("searched", "When it was looked for.", "date"), _c("use_instead", "Credentials that its people can use, by id."),
        _c("notes", "What was read and left out."))),
    "credentials": ("What is issued.", (
        _c("id", "State, acronym and issuer: sc-cpss-share."), _c("jurisdiction", "Where.", to="jurisdictions"), _c("name", "Full name."),
        _c("acronym", "Its letters."), _c("certifier", "Who issues it."), _c("certifier_url", "The certifier's page on it."),
        _c("certifier_email", "Public address for questions."), _c("certifier_phone", "Public number for questions."),
        _c("populations", "Who is served or shares the experience."), _c("role", "Whose lived experience."),
        _c("status", "active, planned, retired, unclear, or standard, as the rule file says."), _FROM, _UNTIL,
        _c("replaced_by", "What took its place, by id."), _NOTE, _c("not_found", "What was looked for and not found."),
        _c("advises", "Of a standard: the hours that a rule should ask, as JSON."))),
    "pathways": ("Ways to get or keep a credential.", (
        _ID, _OF, _c("name", "Its name within the credential."), _c("kind", "initial, trainee, grandparent, reciprocity, renewal, reinstatement, alternative."),
        _c("title", "Plain name, where it has one."), _FROM, _UNTIL, _NOTE, _c("renewed_every", "Length of a period."), _c("period_ends", "When a period ends."),
        _c("renewal_opens", "How long before the end renewal opens."), _c("grace", "How long after the end renewal is still possible."),
        _c("after_grace", "What happens after that."))),
    "requirements": ("What is asked; members of a group name it as their parent.", (
        _ID, _OF, _c("pathway", "On which way.", to="pathways"), _c("parent", "The group that it is a member of.", to="requirements"),
        _c("position", "Its place among its neighbours, from 1.", "integer"), _c("name", "Its name within the way; dated versions of a rule share one."),
        _c("kind", "Kind of requirement; all_of, any_of and at_least are groups."), _c("stage", "At which step it is asked."), _c("says", "What is asked, in words."),
        _c("hours", "Hours asked for, where it counts hours.", "number"), _c("only_when", "Asked only of people of whom this is true, in words."), _FROM, _UNTIL,
        _c("dated_by", "The step whose date decides which version holds for a person."), _SURE, _NOTE, _c("fields", "All fields of its kind, as in the rule file, as JSON."))),
    "fees": ("Money asked, each rate in a row of its own.", (
        _ID, _OF, _c("pathway", "On which way.", to="pathways"), _c("requirement", "Which requirement asks it.", to="requirements"), _c("what_for", "What it is for."),
        _c("usd_at_least", "Dollars at least; empty where no source says how much.", "number"), _c("usd_at_most", "Dollars at most.", "number"),
        _c("published", "Does a source say how much?", "boolean"), _c("only_when", "For whom this rate is, in words; empty for everybody else of whom it is asked."),
        _c("includes", "What else is paid with it."), _c("paid_to", "Who takes it, where it is not the certifier."))),
    "sources": ("Documents in which facts were read.", (
        _ID, _c("jurisdiction", "Of which rule file; empty for the glossary.", to="jurisdictions"), _c("name", "Its name within the file."), _c("publisher", "Who publishes it."),
        _c("title", "Its title."), _c("url", "Where it was read."), _c("kind", "What sort of document."), _c("official", "Statute, regulation, agency or certifying body.", "boolean"),
        _c("dated", "The date that it bears, as exactly as it does."), _c("read", "When it was last read.", "date"))),
    "facts": ("What is true of a credential and asks nothing of the person.", (
        _ID, _OF, _c("about", "What it is about."), _c("says", "The fact in a sentence."), _c("value", "Its figure."), _c("unit", "Unit of the figure."), _FROM, _UNTIL, _SURE)),
    "not_required": ("What a source expressly says is not asked.", (_ID, _OF, _c("what", "What is not asked."), _SURE, _NOTE)),
    "disputed": ("What other sources say instead.", (
        _ID, _c("requirement", "Of which requirement.", to="requirements"), _c("fact", "Or of which fact.", to="facts"),
        _c("not_required", "Or of which thing not asked.", to="not_required"), _c("value", "The other value."), _NOTE)),
    "terms": ("The glossary.", (
        _ID, _c("title", "The word as people say it."), _c("kind", "What sort of term."), _c("says", "What it means."), _c("also", "Other names."),
        _c("see", "Terms to read next, by id."), _c("members", "What belongs to it."))),
    "citations": ("Which source says what: one of the columns after the locator is filled.", (
        _ID, _c("source", "The source.", to="sources"), _c("locator", "The place in it."), _c("requirement", "Says this requirement.", to="requirements"),
        _c("pathway", "Says this renewal clock.", to="pathways"), _c("credential", "Says what this standard advises.", to="credentials"), _c("fact", "Says this fact.", to="facts"),
        _c("not_required", "Says that this is not asked.", to="not_required"), _c("disputed", "Says this other value.", to="disputed"),
        _c("jurisdiction", "Says that nothing is issued here.", to="jurisdictions"), _c("term", "Says what this word means.", to="terms"),
        _c("part", "The field of the requirement that it is about, where it is not about the whole."))),
}  # fmt: skip
"""Every table in the order in which it can be filled, with what it is and its columns."""


def tables(contents: Contents) -> list[Table]:
    """Every table of `COLUMNS`, filled; texts are inert."""
    filling = _Filling(contents)
    return [Table(name, says, columns, filling.rows[name]) for name, (says, columns) in COLUMNS.items()]


class _Filling:
    """Rows as they are found on a walk through the rules."""

    def __init__(self, contents: Contents) -> None:
        self.rows: dict[str, list[tuple[Value, ...]]] = {name: [] for name in COLUMNS}
        for place in contents.places:
            self._place(place)
        for name, source in contents.glossary.sources.items():
            self._source(f"glossary/{name}", None, name, source)
        for name, term in contents.glossary.terms.items():
            self._put(
                "terms",
                id=name,
                title=term.title,
                kind=term.kind,
                says=term.says,
                also=term.also,
                see=term.see,
                members=term.members,
            )
            self._cite("glossary", term.cite, term=name)  # fmt: skip

    def _put(self, table: str, **values: Any) -> None:
        columns = COLUMNS[table][1]
        assert values.keys() <= {c.name for c in columns}, values.keys() - {c.name for c in columns}
        self.rows[table].append(tuple(_cell(values.get(c.name)) for c in columns))

    def _cite(self, place: str, cites: Iterable[Citation] | None, **of: str | None) -> None:
        for one in cites or ():
            number = str(len(self.rows["citations"]) + 1)
            self._put("citations", id=number, source=f"{place}/{one.source}", locator=one.locator, **of)

    def _dispute(self, place: str, others: tuple[Disputed, ...], **of: str) -> None:
        for number, other in enumerate(others, 1):
            name = f"{next(iter(of.values()))}/disputed/{number}"
            self._put("disputed", id=name, value=_said(other.value), note=other.note, **of)
            self._cite(place, other.cite, disputed=name)

    def _source(self, name: str, place: str | None, short: str, source: Source) -> None:
        self._put("sources", id=name, jurisdiction=place, name=short, publisher=source.publisher, title=source.title, url=source.url,
                  kind=source.kind, official=source.official, dated=source.dated, read=source.read)  # fmt: skip

    def _place(self, place: Place) -> None:
        one, none = place.jurisdiction, place.jurisdiction.none_found
        self._put("jurisdictions", id=place.id, code=one.jurisdiction, name=one.name, summary=one.summary, notes=one.notes,
                  none_found=none and none.says, searched=none and none.searched, use_instead=none and none.instead)  # fmt: skip
        for name, source in one.sources.items():
            self._source(f"{place.id}/{name}", place.id, name, source)
        self._cite(place.id, none.cite if none else None, jurisdiction=place.id)
        for credential in one.credentials:
            self._credential(place, credential)

    def _credential(self, place: Place, one: Credential) -> None:
        who = one.certifier
        self._put("credentials", id=one.id, jurisdiction=place.id, name=one.name, acronym=one.acronym, certifier=who.name, certifier_url=who.url,
                  certifier_email=who.email, certifier_phone=who.phone, populations=one.populations, role=one.role, status=one.status,
                  from_day=one.from_, until_day=one.until, replaced_by=one.replaced_by, note=one.note, not_found=one.not_found,
                  advises=_json(plain(one.advises)) if one.advises else None)  # fmt: skip
        for kind, advice in (one.advises or {}).items():
            self._cite(place.id, advice.cite, credential=one.id, part=kind)
        for number, fact in enumerate(one.facts, 1):
            name = f"{one.id}/facts/{number}"
            self._put("facts", id=name, credential=one.id, about=fact.about, says=fact.says, value=_said(fact.value), unit=fact.unit,
                      from_day=fact.from_, until_day=fact.until, confidence=_sure(place, fact))  # fmt: skip
            self._cite(place.id, fact.cite, fact=name)
            self._dispute(place.id, fact.disputed, fact=name)
        for number, spared in enumerate(one.not_required, 1):
            name = f"{one.id}/not-required/{number}"
            self._put(
                "not_required",
                id=name,
                credential=one.id,
                what=spared.what,
                confidence=_sure(place, spared),
                note=spared.note,
            )
            self._cite(place.id, spared.cite, not_required=name)
            self._dispute(place.id, spared.disputed, not_required=name)
        for pathway in one.pathways.values():
            self._pathway(place, one, pathway)

    def _pathway(self, place: Place, credential: Credential, one: Pathway) -> None:
        name, cycle = f"{credential.id}/{one.name}", one.cycle
        self._put("pathways", id=name, credential=credential.id, name=one.name, kind=one.kind, title=one.title, from_day=one.from_, until_day=one.until, note=one.note,
                  renewed_every=cycle and cycle.every, period_ends=cycle and cycle.ends, renewal_opens=cycle and cycle.opens,
                  grace=cycle and cycle.grace, after_grace=cycle and cycle.after_grace)  # fmt: skip
        self._cite(place.id, cycle.cite if cycle else None, pathway=name)
        for number, requirement in enumerate(one.requirements, 1):
            self._requirement(place, credential, name, requirement, f"{name}/{number}", number, None)

    def _requirement(self, place: Place, credential: Credential, pathway: str, one: Requirement, name: str, position: int, parent: str | None) -> None:  # fmt: skip
        rule = one.rule
        group = rule.kind in GROUPS
        self._put("requirements", id=name, credential=credential.id, pathway=pathway, parent=parent, position=position, name=one.id, kind=rule.kind,
                  stage=one.stage, says=asked(one), hours=getattr(rule, "hours", None),
                  only_when=one.when and say(one.when.rule.need()), from_day=one.from_, until_day=one.until, dated_by=one.dated_by,
                  confidence=place.jurisdiction.confidence(one), note=one.note, fields=None if group else _json(rule.plain()))  # fmt: skip
        self._cite(place.id, one.cite, requirement=name)
        for part, cited in _inside(one):
            self._cite(place.id, cited, requirement=name, part=part)
        self._dispute(place.id, one.disputed, requirement=name)
        self._fees(credential, pathway, one, name)
        for number, member in enumerate(rule.members() if group else (), 1):
            self._requirement(place, credential, pathway, member, f"{name}.{number}", number, name)

    def _fees(self, credential: Credential, pathway: str, one: Requirement, requirement: str) -> None:
        for number, fee in enumerate(fees(one), 1):
            low, high = fee.usd or (None, None)
            self._put("fees", id=f"{requirement}/fees/{number}", credential=credential.id, pathway=pathway, requirement=requirement,
                      what_for=fee.what_for, usd_at_least=low, usd_at_most=high, published=fee.usd is not None,
                      only_when=fee.only_when, includes=fee.includes, paid_to=fee.paid_to)  # fmt: skip


class Fee(NamedTuple):
    """Money that a requirement asks, at one of its rates."""

    what_for: str
    usd: tuple[float, float] | None
    """Dollars at least and at most; None where no source says how much."""
    only_when: str | None = None
    """For whom this rate is, in words; None for everybody else of whom the fee is asked."""
    includes: tuple[str, ...] = ()
    paid_to: str | None = None


def fees(requirement: Requirement) -> Iterator[Fee]:
    """What a requirement costs by itself: each rate of a fee, and a further try at an exam."""
    rule: Any = requirement.rule
    if rule.kind == "fee":
        yield Fee(rule.for_, _dollars(rule.usd), None, rule.includes, rule.to)
        for rate in rule.rates:
            yield Fee(rule.for_, _dollars(rate.usd), say(rate.when.rule.need()), rule.includes, rule.to)
    again = getattr(rule, "retake_usd", None)
    if again is not None:
        yield Fee("exam_retake", (again, again))


def _dollars(amount: Any) -> tuple[float, float] | None:
    return (amount[0], amount[1]) if amount.published else None


def _inside(requirement: Requirement) -> Iterator[tuple[str, list[Citation]]]:
    """Citations inside the fields of a requirement (a rate, a substitution, a condition), by field."""
    if requirement.rule.kind not in GROUPS:
        for name in requirement.rule.fields_:
            yield name.rstrip("_"), list(citations(getattr(requirement.rule, name)))
    yield "when", list(citations(requirement.when))


def _sure(place: Place, one: Fact | NotRequired) -> Confidence:
    """How sure a fact is: as written, else confirmed where an official source says so."""
    sources = place.jurisdiction.sources
    return one.confidence or ("confirmed" if any(sources[c.source].official for c in one.cite) else "secondary")


def _said(value: Any) -> str | None:
    """A figure of any type as text."""
    return None if value is None else _json(value) if isinstance(value, bool) else str(value)


def _json(data: Any) -> str:
    return json.dumps(inert_data(data), ensure_ascii=False)


def _cell(value: Any) -> Value:
    """A value as a cell holds it: lists of names are joined by semicolons, days and lengths are written out."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(inert_data(str(value)))
    if type(value) is tuple:
        return "; ".join(inert_data([str(v) for v in value])) or None
    return str(inert_data(str(plain(value))))
