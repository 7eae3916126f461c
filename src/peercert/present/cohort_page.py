"""The page of a cohort: how many are ready, what is missing most, hours, money, and what could not be read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peercert.cohort.headings import Matched
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.cohort.summary import Summary
from peercert.evaluation import Report
from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.present.outlook import how_sure, whom_to_ask
from peercert.present.page import closing
from peercert.present.sections import HOURS, Bar, Chart, Item, Page, Section, way
from peercert.verdicts import MISSING, UNKNOWN, All, AnyOf, Money, Name, Outcome, Quantity
from peercert.words import N_, capital, number, quantity, say, tell, tell_many

SHOWN = 12
"""So many bars and entries of one sort are shown; the rest is counted."""
_NOT_COUNTED = N_("Not counted, because there are too many people to look at one by one: {what}.")
_NOT_BY_TOPIC = N_("Not counted by topic, because there are too many people to look at one by one: {what}.")
MANY = 10
"""So many missing things and more stand in one bar."""


class Untold(NamedTuple):
    """A requirement, columns that would tell more of it and are not in the roster, and headings that come close."""

    id: str
    """Of the requirement."""
    columns: tuple[str, ...]
    closest: tuple[str, ...]


class Study(NamedTuple):
    """What is known of a cohort once everybody has been held against a pathway."""

    blank: Report
    """The report of somebody of whom nothing is known: the rules, their sources, the day."""
    jurisdiction: Jurisdiction
    source: str
    summary: Summary
    remarks: Remarks
    rows_in: int
    matched: Matched | None = None
    untold: tuple[Untold, ...] = ()
    changes: tuple[Section, ...] = ()
    """What another rule book would change."""
    more: Mapping[str, Any] = {}
    """The same as plain data, for JSON."""


def cohort_page(study: Study) -> Page:
    """The page of a cohort."""
    report, summary = study.blank, study.summary
    answer, tone = _answer(summary)
    sections = [
        *_mind(study.remarks),
        *result_sections(study),
        *reading_sections(study.remarks, study.matched, study),
        whom_to_ask(report.credential),
        how_sure(report, study.jurisdiction),
    ]
    return Page(report.credential.name, _subtitle(study), answer, tone, tuple(sections), (), closing())


def result_sections(study: Study) -> Iterator[Section]:
    """What a cohort comes to."""
    yield from study.changes
    yield _standing(study.summary)
    yield from _most(study)
    yield _histogram(study.summary)
    yield from _nearly(study)
    yield from _hours(study)
    yield from _money(study)
    yield from _untold(study)


def _subtitle(study: Study) -> str:
    report = study.blank
    return tell(
        "{place}. {credential}, {pathway}: {what}. Checked for {day}.",
        place=study.jurisdiction.name, credential=report.credential.id, pathway=report.pathway.name,
        what=way(report.pathway), day=report.as_of,
    )  # fmt: skip


def _answer(summary: Summary) -> tuple[str, str]:
    people = _people(summary.people)
    ready = summary.outcomes[Outcome.READY]
    if ready == summary.people:
        return tell_many("The one person is ready.", "All {count} people are ready.", ready), "good"
    if summary.people == 1:
        said = [tell("The one person is not ready yet.")]
    else:
        said = [tell_many("{count} of {people} is ready.", "{count} of {people} are ready.", ready, people=people)]
    decide = summary.outcomes[Outcome.REVIEW]
    if decide:
        said.append(tell_many("Of {count} more nothing is missing, and people decide.", "Of {count} more nothing is missing, and people decide.", decide))  # fmt: skip
    if summary.nearly:
        said.append(tell_many("{count} is nearly there: one thing is missing.", "{count} are nearly there: one thing is missing.", summary.nearly))  # fmt: skip
    if summary.perhaps_nearly:
        said.append(tell_many("Of {count} more one thing is missing so far, and something is not known.", "Of {count} more one thing is missing so far, and something is not known.", summary.perhaps_nearly))  # fmt: skip
    return " ".join(said), "good" if summary.complete else "todo"


def _people(count: int) -> str:
    return tell_many("{count} person", "{count} people", count)


def _standing(summary: Summary) -> Section:
    counts = (
        (tell("Ready"), summary.outcomes[Outcome.READY]),
        (tell("Nothing missing, people decide"), summary.outcomes[Outcome.REVIEW]),
        (tell("Nothing missing so far, some not known"), summary.outcomes[Outcome.UNDETERMINED]),
        (tell("One thing missing"), summary.nearly),
        (tell("One thing missing so far, some not known"), summary.perhaps_nearly),
        (tell("More missing"), summary.outcomes[Outcome.NOT_READY] - summary.missing[1]),
    )
    bars = tuple(Bar(name, (count,), number(count)) for name, count in counts)
    return Section(
        tell("Where they stand"),
        chart=Chart(tell("People by how far they are"), (tell("Where they stand"), tell("People")), bars),
    )


def _mind(remarks: Remarks) -> Iterator[Section]:
    """How much could not be read, before anything that is made of the rest."""
    cells, twice = remarks.counts[About.CELL], remarks.counts[About.DUPLICATE]
    lines = []
    if remarks.lost:
        lines.append(tell_many("{count} row that may be a person could not be read and is left out; see below.", "{count} rows that may be people could not be read and are left out; see below.", remarks.lost))  # fmt: skip
    if cells:
        lines.append(tell_many("{count} cell could not be read and counts as not known; see below.", "{count} cells could not be read and count as not known; see below.", cells))  # fmt: skip
    if twice:
        lines.append(tell_many("{count} person may be there twice; see below.", "{count} people may be there twice; see below.", twice))  # fmt: skip
    if lines:
        yield Section(tell("Please mind"), lines=tuple(lines))


def titles(report: Report) -> dict[str, str]:
    """The requirements of a pathway in a few words each, by id; no two alike."""
    asked = report.pathway.requirements
    made = {r.id: _title(r) for r in asked}
    often = Counter(made.values())
    made = {r.id: made[r.id] if often[made[r.id]] == 1 else capital(say(r.rule.need())) for r in asked}
    often = Counter(made.values())
    return {id_: title if often[title] == 1 else f"{title} ({id_})" for id_, title in made.items()}


def _title(requirement: Requirement) -> str:
    rule = requirement.rule
    return capital(say(rule.need() if rule.kind in ("agreement", "document", "statement", "not") else rule.title()))


def _most(study: Study) -> Iterator[Section]:
    summary, names = study.summary, titles(study.blank)
    ranked = summary.ranked()
    if not ranked:
        return
    bars = []
    for name in ranked[:SHOWN]:
        missing, unknown = summary.verdicts[name][MISSING.value], summary.verdicts[name][UNKNOWN.value]
        said = tell("{missing} and {unknown}", missing=missing, unknown=unknown) if unknown else number(missing)
        bars.append(Bar(names[name], (missing, unknown), said))
    heads = (tell("What is asked"), tell("Missing"), tell("Not known"))
    lines = []
    if len(ranked) > SHOWN:
        lines.append(tell_many("{count} more thing is missing or not known for somebody.", "{count} more things are missing or not known for somebody.", len(ranked) - SHOWN))  # fmt: skip
    yield Section(
        tell("What is missing most"),
        lines=tuple(lines),
        chart=Chart(tell("People who miss it, and of whom it is not known"), heads, tuple(bars)),
    )


def _histogram(summary: Summary) -> Section:
    most = min(MANY, max(summary.missing, default=0))
    bars = []
    for count in range(most + 1):
        people = sum(n for c, n in summary.missing.items() if c == count or (count == MANY and c > MANY))
        name = (
            tell("{count} or more", count=count)
            if count == MANY
            else tell_many("{count} thing", "{count} things", count)
        )
        bars.append(Bar(name, (people,), number(people)))
    heads = (tell("How many things are missing"), tell("People"))
    return Section(
        tell("How many things are missing"),
        chart=Chart(tell("People by how many things they miss"), heads, tuple(bars)),
    )


def _nearly(study: Study) -> Iterator[Section]:
    names = titles(study.blank)
    only = [(name, n) for name, n in study.summary.only.most_common() if n]
    if only:
        bars = tuple(Bar(names[name], (n,), number(n)) for name, n in only[:SHOWN])
        heads = (tell("What is asked"), tell("People"))
        chart = Chart(tell("People who miss one thing, by what it is"), heads, bars)
        yield Section(tell("The one thing that is missing"), chart=chart)


def _hours(study: Study) -> Iterator[Section]:
    totals, sums, names = study.summary.totals, study.summary.totals.sums, titles(study.blank)
    lines = [
        tell("{hours}, for {people}.", hours=capital(tell(HOURS[kind], hours=Quantity(hours, "hours"))), people=_people(totals.people[kind]))
        for kind, hours in sums.hours.items() if hours
    ]  # fmt: skip
    for ids, says in ((totals.left_out, _NOT_COUNTED), (totals.no_topics, _NOT_BY_TOPIC)):
        if ids:
            lines.append(tell(says, what=All(tuple(names[r] for r in names if r in ids))))
    if not lines:
        return
    topics = [(name, hours) for name, hours in sums.topics.most_common(SHOWN) if hours]
    chart = None
    if topics:
        bars = tuple(Bar(capital(name), (hours,), quantity(hours, "hours")) for name, hours in topics)
        chart = Chart(tell("Hours that are missing, by topic"), (tell("Topic"), tell("Hours")), bars)
    yield Section(tell("Hours still to do"), lines=tuple(lines), chart=chart)


def _money(study: Study) -> Iterator[Section]:
    totals, unpublished = study.summary.totals, study.blank.totals.fees_not_published
    sums = totals.sums
    if not (sums.fees_usd or sums.fees_usd_at_most or unpublished):
        return
    lines = []
    if totals.left_out < totals.counted:
        lines.append(tell("{usd} still to pay in all, as far as fees are published.", usd=Money(sums.fees_usd)))
    if sums.fees_usd_at_most > sums.fees_usd:
        lines.append(tell("{usd} at most; of some fees it is not known whether they are paid or asked.", usd=Money(sums.fees_usd_at_most)))  # fmt: skip
    if unpublished:
        lines.append(tell("No source says how much is asked for: {fees}.", fees=All(tuple(map(Name, unpublished)))))
    yield Section(tell("Money"), lines=tuple(lines))


def _untold(study: Study) -> Iterator[Section]:
    """Columns that are not there, of what is not known of somebody."""
    names, verdicts = titles(study.blank), study.summary.verdicts
    items = []
    for id_, columns, closest in study.untold:
        unknown = verdicts[id_][UNKNOWN.value]
        if unknown:
            lines = [tell("Columns that are not there: {columns}.", columns=", ".join(columns[:6]))]
            if closest:
                lines.append(
                    tell("Perhaps it is called here: {headings}. Say so with --map.", headings=", ".join(closest))
                )
            head = tell("{what}: not known of {people}", what=names[id_], people=_people(unknown))
            items.append((unknown, Item(head, tuple(lines))))
    if items:
        items.sort(key=lambda i: -i[0])
        yield Section(tell("Columns that would tell more ({count})", count=len(items)), tuple(i for _, i in items))


def remark_line(remark: Remark) -> str:
    """A remark in one line: where, what stands there, what is wrong."""
    where = tell("row {row}", row=str(remark.row)) if remark.row else ""
    if remark.table:
        where = tell("{sheet}, row {row}", sheet=remark.table, row=str(remark.row)) if remark.row else remark.table
    value = f'"{remark.value}"' if remark.value else ""
    place = ", ".join(p for p in (where, remark.column, value) if p)
    said = say(remark.says)
    if not place:
        return said
    line = tell("{place}: {problem}" if said.endswith(("?", ".")) else "{place}: {problem}.", place=place, problem=said)
    return line if remark.table else capital(line)


def _listed(remarks: Sequence[Remark], most: int = SHOWN) -> tuple[str, ...]:
    lines = [remark_line(r) for r in remarks[:most]]
    if len(remarks) > most:
        lines.append(tell_many("And {count} more; --unread FILE writes them all to a file.", "And {count} more; --unread FILE writes them all to a file.", len(remarks) - most))  # fmt: skip
    return tuple(lines)


def reading_sections(remarks: Remarks, matched: Matched | None, study: Study | None = None) -> Iterator[Section]:
    """How a roster was read: what could not be, which rows are nobody, who may be there twice, which column is which."""
    yield from _unread(remarks)
    yield from _set_aside(remarks)
    yield from _left_out(remarks, study)
    yield from _twice(remarks)
    yield from _columns(matched)


def _unread(remarks: Remarks) -> Iterator[Section]:
    count = remarks.counts[About.CELL]
    if count:
        lines = (tell("Each counts as not known."), *_listed(remarks.of(About.CELL)))
        yield Section(tell("Could not be read ({count})", count=count), lines=lines)
    count = remarks.counts[About.ACTIVITY]
    if count:
        yield Section(
            tell("Activities that are nobody's for certain ({count})", count=count),
            lines=_listed(remarks.of(About.ACTIVITY)),
        )


def _set_aside(remarks: Remarks) -> Iterator[Section]:
    if count := remarks.counts[About.SET_ASIDE]:
        lines = _listed(remarks.of(About.SET_ASIDE))
        yield Section(tell("The roster says more than the activities ({count})", count=count), lines=lines)


def _left_out(remarks: Remarks, study: Study | None) -> Iterator[Section]:
    rows = remarks.of(About.ROW)
    said = [remark_line(r) if r.table else say(r.says) for r in remarks.of(About.TABLE)]
    if study is not None and (rows or said):
        count = tell(
            "Rows with something in them: {rows}. People: {people}. Left out: {out}.",
            rows=study.rows_in, people=study.summary.people, out=remarks.left_out,
        )  # fmt: skip
        said.insert(0, count)
    if rows or said:
        yield Section(tell("Rows"), lines=(*said, *_listed(rows)))


def _twice(remarks: Remarks) -> Iterator[Section]:
    if count := remarks.counts[About.DUPLICATE]:
        lines = (tell("Each row counts; take out the one that is too many."), *_listed(remarks.of(About.DUPLICATE)))
        yield Section(tell("Perhaps there twice ({count})", count=count), lines=lines)


def _columns(matched: Matched | None) -> Iterator[Section]:
    if matched is None:
        return
    renamed = [(matched.addresses.get(n, h), n) for n, h in matched.headings.items() if h.strip() != n]
    lines = []
    if renamed:
        lines.append(tell("Read as: {columns}.", columns="; ".join(f"{h} = {n}" for h, n in renamed)))
    idle = [u.heading for u in matched.unmatched if not u.closest]
    if idle:
        lines.append(tell("Not needed or not known: {headings}.", headings="; ".join(idle)))
    for unmatched in matched.unmatched:
        if unmatched.closest:
            lines.append(tell('{heading} was not read; if it is {closest}, say so: --map "{heading}={first}".', heading=unmatched.heading, closest=AnyOf(unmatched.closest), first=unmatched.closest[0]))  # fmt: skip
    if lines:
        yield Section(tell("How the columns were read"), lines=tuple(lines))


__all__ = ["Study", "Untold", "cohort_page", "reading_sections", "remark_line", "result_sections", "titles"]
