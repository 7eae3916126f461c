"""An empty roster with exactly the columns that a pathway reads, each explained: as CSV, or as a workbook.

Columns of dates are formatted as text on purpose: a spreadsheet would turn the year 2021 that somebody types into a
day in 1905, and June 2021 into the first of June, and nobody would see that it did.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peercert.cohort.activities import LISTS, activity_columns
from peercert.cohort.cellplaces import PLACES
from peercert.cohort.columns import columns_of, reading_of
from peercert.cohort.workbook_out import height, text
from peercert.judging.table import Column, with_members
from peercert.judging.tally import Tally
from peercert.model import Credential, Pathway
from peercert.verdicts import AnyOf
from peercert.words import N_, capital, say, tell

ROWS = 1000
"""So many rows of a workbook have lists to choose from."""
_HOW = N_({
    "date": "a date: 2024-03-14, or roughly 2024-03 or 2024", "date_or_no": "a date such as 2024-03-14; no where it has not been yet",
    "number": "a number", "yes_no": "yes or no", "choice": "one of: {values}", "choices": "one or several of these, with a semicolon between them: {values}",
    "state": "a state by its two letters, such as SC", "text": "a few words", "texts": "a few words; several with a semicolon between them",
    "asked": "a few words; the rules ask about {values}", "several asked": "a few words, several with a semicolon between them; the rules ask about {values}",
})  # fmt: skip
_WHO = N_(
    {
        "name": "the person's name, if you like; it is never needed",
        "id": "your own number for the person, if you have one; it is never needed",
    }
)
_WIDEST = 255
"""Letters that a list to choose from may have in all."""


class Explained(NamedTuple):
    """A column of the template: its heading, what it means, how it is filled in, who asks for it."""

    name: str
    means: str
    how: str
    asked_by: str
    values: tuple[str, ...] = ()
    """What to choose from, where it is a list."""
    closed: bool = False
    """Nothing else may stand there."""


class Template(NamedTuple):
    """An empty roster, and an empty table of activities beside it (empty where the pathway reads none)."""

    roster: tuple[Explained, ...]
    activities: tuple[Explained, ...]


def template_of(pathway: Pathway, credential: Credential, *, anonymous: bool = False) -> Template:
    """The columns of the two tables of a pathway."""
    reading = reading_of(pathway, credential)
    asking: dict[str, list[str]] = {}
    for requirement in pathway.requirements:
        for column in reading.of(requirement):
            asked = asking.setdefault(column.name, [])
            rule = requirement.rule
            heading = capital(say(rule.need() if rule.kind in ("agreement", "document", "statement") else rule.title()))
            if heading not in asked:
                asked.append(heading)
    columns = columns_of(pathway, credential)
    who = (
        ()
        if anonymous
        else tuple(Explained(n, capital(tell(says)), tell(_HOW["text"]), "") for n, says in _WHO.items())
    )
    roster = tuple(_explained(c, asking.get(c.name) or _of(c, asking)) for c in columns)
    listed = activity_lists(columns)
    activities: tuple[Explained, ...] = ()
    if listed:
        person = Explained(
            "id" if anonymous else "name", capital(tell("who it was, as in the roster")), tell(_HOW["text"]), ""
        )
        made = activity_columns(listed, topics_of(pathway), approvers_of(columns))
        activities = (person, *(_explained(c, ()) for c in made))
        if anonymous:
            who = (Explained("id", capital(tell(_WHO["id"])), tell(_HOW["text"]), ""),)
    return Template((*who, *roster), activities)


def _of(column: Column, asking: dict[str, list[str]]) -> Iterable[str]:
    """Who asks for a column that has a shorter name here."""
    return [a for other in column.also for a in asking.get(other, ())]


def _explained(column: Column, asked_by: Iterable[str]) -> Explained:
    kind: str = "state" if column.place in PLACES else column.type
    if column.values and kind in ("text", "texts"):
        kind = "asked" if kind == "text" else "several asked"
    how = tell(_HOW[kind], values=AnyOf(column.values))
    values = ("yes", "no") if column.type == "yes_no" else column.values if column.type in ("choice", "text") else ()
    return Explained(
        column.name, capital(column.explained()), how, ", ".join(asked_by), values, column.type in ("choice", "yes_no")
    )


def activity_lists(columns: Sequence[Column]) -> tuple[str, ...]:
    """The lists of a record that a pathway reads and activities can be entries of."""
    there = {c.place[1] for c in columns if c.place[0] == "entry"}
    return tuple(name for name in LISTS if name in there)


def topics_of(pathway: Pathway) -> tuple[str, ...]:
    """The topics that the rules of a pathway name."""
    found: dict[str, None] = {}
    for rule in (r.rule for top in pathway.requirements for r in with_members(top)):
        if not isinstance(rule, Tally):
            continue
        for name, part in (rule.parts or {}).items():
            found |= dict.fromkeys(getattr(part, "topics", None) or (name,))
        for selector in (rule, *rule.at_least, *rule.at_most):
            found |= dict.fromkeys(selector.topic or ())
    return tuple(found)


def approvers_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Those whose approval the rules ask about."""
    return tuple(dict.fromkeys(v for c in columns if c.place[-1] == "approved_by" for v in c.values))


def as_csv(columns: Sequence[Explained]) -> str:
    """A line of headings."""
    return ",".join(c.name for c in columns) + "\n"


def write_workbook(path: Path, template: Template, title: str) -> None:
    """Write a template as a workbook: the roster, the activities, and a sheet that explains every column."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    make = book.add_format
    forms = {
        "head": make({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DFDAD1", "border": 1, "border_color": "#B9B2A5"}),
        "cell": make({"num_format": "@", "valign": "top"}), "number": make({"valign": "top"}),
        "wrap": make({"text_wrap": True, "valign": "top"}), "title": make({"bold": True, "font_size": 14}),
    }  # fmt: skip
    roster = book.add_worksheet(tell("Roster"))
    activities = book.add_worksheet(tell("Activities")) if template.activities else None
    columns = book.add_worksheet(tell("Columns"))
    lists = book.add_worksheet(tell("Lists"))
    lists.hide()
    used = [0]
    _empty_table(roster, template.roster, forms, lists, used)
    if activities is not None:
        _empty_table(activities, template.activities, forms, lists, used)
    _explain(columns, template, title, forms)
    roster.activate()
    book.close()


def _empty_table(sheet: Any, columns: Sequence[Explained], forms: dict[str, Any], lists: Any, used: list[int]) -> None:
    """Headings that stay in sight, columns as wide as they need, and lists to choose from."""
    number = tell(_HOW["number"])
    for place, column in enumerate(columns):
        wide = max(12, min(28, len(column.name) + 2))
        sheet.set_column(place, place, wide, forms["number"] if column.how == number else forms["cell"])
        sheet.write_string(0, place, text(column.name), forms["head"])
        about: dict[str, Any] = {"input_title": column.name[:32], "input_message": text(column.how)[:_WIDEST]}
        if column.values:
            about |= {"validate": "list", "source": _choices(column.values, lists, used), "error_type": "stop" if column.closed else "information",
                      "error_title": column.name[:32], "error_message": text(column.how)[:_WIDEST]}  # fmt: skip
        else:
            about |= {"validate": "any"}
        sheet.data_validation(1, place, ROWS, place, about)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)


def _choices(values: tuple[str, ...], lists: Any, used: list[int]) -> Any:
    """What to choose from: the values themselves, or the place of a longer list on its own sheet."""
    if len(",".join(values)) <= _WIDEST and not any("," in v for v in values):
        return list(values)
    place, used[0] = used[0], used[0] + 1
    for row, value in enumerate(values):
        lists.write_string(row, place, text(value))
    from xlsxwriter.utility import xl_col_to_name

    letter = xl_col_to_name(place)
    return f"='{lists.get_name()}'!${letter}$1:${letter}${len(values)}"


def _explain(sheet: Any, template: Template, title: str, forms: dict[str, Any]) -> None:
    heads = (tell("Sheet"), tell("Column"), tell("What it means"), tell("How to fill it in"), tell("Asked for by"))
    lines = (title, tell("An empty cell always means: not known. It never means zero, and never no."))
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, text(line), forms["title"] if row == 0 else forms["number"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, (head, width) in enumerate(zip(heads, (12, 32, 52, 52, 36), strict=True)):
        sheet.set_column(place, place, width, forms["wrap"])
        sheet.write_string(len(lines), place, head, forms["head"])
    row = len(lines)
    for name, columns in ((tell("Roster"), template.roster), (tell("Activities"), template.activities)):
        for column in columns:
            row += 1
            sheet.set_row(row, max(height(column.means, 52), height(column.how, 52), height(column.asked_by, 36)))
            for place, value in enumerate((name, column.name, column.means, column.how, column.asked_by)):
                sheet.write_string(row, place, text(value), forms["wrap"])
    sheet.freeze_panes(len(lines) + 1, 2)
    sheet.autofilter(len(lines), 0, row, len(heads) - 1)


__all__ = [
    "ROWS",
    "Explained",
    "Template",
    "activity_lists",
    "approvers_of",
    "as_csv",
    "template_of",
    "topics_of",
    "write_workbook",
]
