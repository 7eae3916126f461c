"""One row, one record: the columns that a pathway reads, and a row of them as the plain data of a record.

An empty cell always means *not known*, never zero and never *no*.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peercert.dates import DateSpan
from peercert.judging.table import ALL, CARRIED, ELSEWHERE, NO_WORDS, NONE, YES_WORDS, Column, ColumnType, Reading, slug
from peercert.model import Credential, Pathway
from peercert.shapes import ShapeError

_ORDER = (
    "field", "lived", "entry", "exam", "references", "references_dated", "background_check", "credential", "step", "event",
    "employment", "interview", "item", "statement",
)  # fmt: skip
"""In which order the groups of columns stand in a table."""


def columns_of(pathway: Pathway, credential: Credential | None = None) -> list[Column]:
    """Exactly the columns that a pathway reads of a table with one row a person, each explained.

    >>> import peercert
    >>> credential = peercert.load_rulebook().credential("sc-cpss-share")
    >>> columns = peercert.roster_columns(credential.pathways["initial"], credential)
    >>> columns[0].name, columns[0].type, columns[0].place
    ('born', 'date', ('field', 'born'))
    """
    reading = reading_of(pathway, credential)
    found: dict[str, Column] = {}
    for requirement in pathway.requirements:
        for column in reading.of(requirement):
            found.setdefault(column.name, column)
    exams = {c.place[1] for c in found.values() if c.place[0] == "exam"}
    if len(exams) == 1:
        found = {c.name: c for c in map(_only_exam, found.values())}
    return sorted(found.values(), key=lambda c: _ORDER.index(c.place[0]))


def reading_of(pathway: Pathway, credential: Credential | None = None) -> Reading:
    """The pathway as its columns are looked up."""
    id_ = credential.id if credential is not None else ""
    return Reading(pathway.requirements, pathway.around, pathway.cycle, id_, pathway.kind or "")


def _only_exam(column: Column) -> Column:
    """Of a pathway with one exam: exam_passed is enough."""
    if column.place[0] != "exam":
        return column
    return column._replace(name=column.name.split(".")[0], also=(column.name,))


def record_data(row: Mapping[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    """The plain data of a record from one row; `columns` are those of the pathway (`columns_of`).

    Cells: dates as `date` or text (2021-06-01, 2021-06, 2021), numbers, True and False, texts; several joined by a
    semicolon. What is None, blank, or not among the columns stays out of the record, and so do cells that cannot be
    read (no such date, no such choice, a number below zero) and pairs of dates of which the end comes first.
    """
    cells = {}
    for column in columns:
        value = _cell(row.get(column.name), column)
        if value is not None:
            cells[column.place] = value
    _drop_contradictions(cells)
    asked = [c.place for c in columns]
    data: dict[str, Any] = {}
    for group, put in _PUT.items():
        mine = {place[1:]: v for place, v in cells.items() if place[0] == group}
        if mine:
            put(data, mine, [place[1:] for place in asked if place[0] == group])
    return data


def _cell(value: Any, column: Column) -> Any:
    """A cell as the record wants it; None where it is blank or cannot be read."""
    if value is None or value != value or (isinstance(value, str) and not value.strip()):
        return None
    type_, text = column.type, str(value)
    if type_ == "yes_no":
        return True if text in YES_WORDS else False if text in NO_WORDS else None
    if type_ == "number":
        return _number(value, whole=column.place[-1] == "renewals")
    if type_ in ("date", "date_or_no"):
        if type_ == "date_or_no" and text in NO_WORDS:
            return False
        text = value.isoformat()[:10] if hasattr(value, "isoformat") else text.strip()
        return None if _span(text) is None else text
    if type_ == "choice":
        return text if text in column.values else None
    if type_ == "choices":
        return [part for part in text.replace(" ", "").split(";") if part in column.values] or None
    return [part.strip() for part in text.split(";") if part.strip()] or None if type_ == "texts" else text.strip()


def _number(value: Any, *, whole: bool) -> float | int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        return None
    return int(value) if float(value).is_integer() else None if whole else float(value)


def _span(text: str) -> DateSpan | None:
    try:
        return DateSpan.parse(text)
    except ShapeError:
        return None


_ENDS = {"from": "to", "issued": "expires"}


def _drop_contradictions(cells: dict[tuple[str, ...], Any]) -> None:
    """Where an end comes before its beginning, one of the two is wrong: neither is known."""
    for place in [p for p in cells if p[-1] in _ENDS]:
        end = (*place[:-1], _ENDS[place[-1]])
        first, last = _span(cells[place]), _span(cells.get(end, ""))
        if first is not None and last is not None and last.hi < first.lo:
            del cells[place], cells[end]


Cells = Mapping[tuple[str, ...], Any]
Data = dict[str, Any]
Asked = Iterable[tuple[str, ...]]


def _field(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    data |= {name: value for (name,), value in cells.items()}


def _lived(data: Data, cells: Cells, asked: Asked) -> None:
    """One entry; whose it is and of what default only where the pathway does not ask."""
    given = {name: value for (name,), value in cells.items()}
    if given.get("as") == NONE:
        data["lived_experience"] = []
        return
    usual = {"as": "person", "of": ["other"]}
    entry = {name: given.get(name, None if (name,) in asked else value) for name, value in usual.items()}
    if None not in entry.values():
        data["lived_experience"] = [entry | given]


def _entries(data: Data, cells: Cells, asked: Asked) -> None:
    """Training, continuing education, work, supervision: one entry a slot."""
    for listed in dict.fromkeys(place[0] for place in asked):
        slots = dict.fromkeys(place[1] for place in asked if place[0] == listed)
        given = {s: {f: v for (name, key, f), v in cells.items() if name == listed and key == s} for s in slots}
        _slots(data, listed, given, {s: [f for name, key, f in asked if name == listed and key == s] for s in slots})


def _slots(data: Data, listed: str, given: dict[str, Data], asked: dict[str, list[str]]) -> None:
    courses = [s for s in given if s not in ("", ALL, CARRIED)]
    entries: list[Data] = []
    lacking: list[str] = []
    for key in courses:
        entry = _entry(given[key])
        first, *others = key.split(";")
        if entry is not None and given[key]:
            inside = {"hours": 0} if ALL in given and "hours" not in asked[key] else {}
            entries.append({"course": first} | inside | entry)
            lacking += others
        elif given[key]:
            lacking += (first, *others)
    key = ALL if ALL in given else ""
    general, carried = given.get(key, {}), given.get(CARRIED)
    if entries or lacking or (courses and general):
        data.setdefault("not_yet", {})[listed] = lacking
    # what is no course with columns of its own may still be one that was not answered
    other = {"course": "other"} if courses and all(given[c] for c in courses) else {}
    rest = _entry(general)
    if general and rest is not None:
        if key == ALL and "hours" in rest:
            rest["hours"] = max(0, rest["hours"] - sum(e.get("hours", 0) for e in entries))
        if "courses" in asked[key] and "courses" not in rest:
            return  # how many there are, only the whole list could say
        entries += _several(rest | other, asked[key])
    elif key in given and not general and (entries or carried):
        if {"done", "courses"} & {*asked[key]}:
            return  # whether there is any other, only the whole list could say
        entries.append(other)
    if carried:
        entries.append({"carried_over": True} | carried)
    if entries or general:
        data[listed] = entries


def _several(entry: Data, asked: list[str]) -> list[Data]:
    """As many entries as there are courses, where courses are counted; the first has all the hours."""
    count = int(entry.pop("courses", 1))
    nothing = {amount: 0 for amount in ("hours", "credits", "days", "sessions") if amount in asked}
    other = {f: v for f, v in entry.items() if f != "topics"} | nothing
    return [entry, *[other] * (count - 1)][:count]


def _entry(given: Data) -> Data | None:
    """An entry of a list; None where there is nothing: no hours, or expressly not done."""
    made = {f: v for f, v in given.items() if not f.startswith("topics.") and f != "done"}
    topics = {f.removeprefix("topics."): v for f, v in given.items() if f.startswith("topics.")}
    amounts = [v for f, v in made.items() if f in ("hours", "credits", "days", "sessions", "courses")]
    if given.get("done") is False or made.get("course") == NONE:
        return None
    if (
        amounts
        and not any(amounts)
        and not given.get("done")
        and not any(topics.values())
        and len(amounts) == len(made)
    ):
        return None
    if made.get("approved_by") == [NONE]:
        made["approved_by"] = []
    return made | ({"topics": topics} if topics else {})


def _items(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    """Agreements, papers, fees, memberships: yes is in the list, no is known to be lacking."""
    for (listed, item), yes in cells.items():
        kept = data.setdefault(listed, [])
        lacking = data.setdefault("not_yet", {}).setdefault(listed, [])
        (kept if yes else lacking).append(item)


def _statements(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    data["statements"] = {name: yes for (name,), yes in cells.items()}


def _steps(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    data["milestones"] = {name: day for (name,), day in cells.items() if day is not False}
    data.setdefault("not_yet", {})["milestones"] = [name for (name,), day in cells.items() if day is False]


def _exams(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    lacking = data.setdefault("not_yet", {}).setdefault("exams", [])
    entries = []
    for name in dict.fromkeys(place[0] for place in cells):
        entry = {f: v for (n, f), v in cells.items() if n == name}
        if entry.get("passed") is False:
            lacking.append(name)
        if entry.keys() - {"passed"} or entry.get("passed"):
            entries.append({"name": name} | entry)
    data["exams"] = entries


def _references(data: Data, cells: Cells, asked: Asked) -> None:
    """Letters by kind, and the rest of the total of which no kind is said."""
    every = ("every",) if ("every",) in asked else ("",)
    kinds = {kind: int(n) for (kind,), n in cells.items() if (kind,) != every}
    if every not in cells and (every != ("",) or any(kind not in cells for kind in asked if kind != every)):
        return  # neither the total nor every kind that counts is known
    total = int(cells.get(every, 0))
    entries: list[Data] = [{"kind": kind} for kind, n in kinds.items() for _ in range(n)]
    data["references"] = entries + [{} for _ in range(total - len(entries))]


def _references_dated(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    for entry in data.get("references", ()):
        entry["dated"] = cells[()]


def _background_check(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    data["background_check"] = {name: value for (name,), value in cells.items()}


def _employment(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    if ("status",) in cells:
        data["employment"] = {name: value for (name,), value in cells.items()}


def _interview(data: Data, cells: Cells, asked: Asked) -> None:  # noqa: ARG001
    data["interviews"] = [{name: value for (name,), value in cells.items()}]


def _events(data: Data, cells: Cells, asked: Asked) -> None:
    """The last event of a kind; of a kind that is not answered, one may have been."""
    entries = []
    for kind in dict.fromkeys(place[0] for place in asked):
        last = cells.get((kind, "to"))
        if last is not False:
            entry = {f: v for (k, f), v in cells.items() if k == kind and v is not False}
            entries.append({"kind": kind} | entry)
    data["events"] = entries


def _credentials(data: Data, cells: Cells, asked: Asked) -> None:
    """Credentials that are or were held; complete where all that the pathway asks about is answered."""
    held, lacking, open_ = [], [], False
    ids = dict.fromkeys(place[0] for place in asked)
    for id_ in ids:
        entry = {f: v for (i, f), v in cells.items() if i == id_}
        yes = entry.pop("", None)
        name = entry.pop("id", None)
        if yes is False or (name is not None and _said_already(str(name), ids)):
            lacking.append(id_)
        elif id_ == ELSEWHERE and name is not None:
            held.append({"id": _id(name)} | entry)
        elif id_ != ELSEWHERE and (yes or entry):
            held.append({"id": id_} | entry)
        else:
            open_ = True
    if held or lacking:
        data["credentials"] = held
        if open_:
            data.setdefault("not_yet", {})["credentials"] = lacking


def _said_already(name: str, ids: Iterable[str]) -> bool:
    """Does the column for a credential elsewhere say *no*, or one that has columns of its own?"""
    return name.lower() == "no" or name in ids or f"other:{name}" in ids


def _id(name: str) -> str:
    """A credential's id; of one that is not in the rule book, its name."""
    from peercert.model import ID

    return name if (ID.match(name) and "-" in name) or name.startswith("other:") else f"other:{name}"


_PUT = {
    "field": _field, "lived": _lived, "entry": _entries, "exam": _exams, "references": _references,
    "references_dated": _references_dated, "background_check": _background_check, "credential": _credentials, "step": _steps,
    "event": _events, "employment": _employment, "interview": _interview, "item": _items, "statement": _statements,
}  # fmt: skip

__all__ = ["Column", "ColumnType", "columns_of", "reading_of", "record_data", "slug"]
