"""Questions made from the record's own fields, and from what a selector wants to know of one entry."""

from collections.abc import Iterable
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from peercert.dates import DateSpan
from peercert.questions import (
    NONE,
    Amount,
    Choice,
    Data,
    Form,
    Place,
    Put,
    Question,
    When,
    Words,
    YesNo,
    put_at,
    put_ticks,
    steps,
    value_at,
)
from peercert.record import Record
from peercert.shapes import Field, OneOrMany, Shape
from peercert.verdicts import Name, Quantity, Says
from peercert.words import N_

OTHER = "other"
"""What is put down where it is none of what the rule wants."""
_OF_ENTRY = N_(
    {
        "training": "Your training ({name}): {question}", "continuing_education": "Your continuing education ({name}): {question}",
        "experience": "Your work ({name}): {question}", "supervision": "Your supervision ({name}): {question}",
        "references": "Reference number {name}: {question}", "exams": "Your exam ({name}): {question}",
        "credentials": "Your credential {name}: {question}", "lived_experience": "Your experience ({name}): {question}",
        "events": "Number {name}: {question}",
    }
)  # fmt: skip
_WANTED = {
    "course": "course", "approved_by": "provider", "role": "role", "setting": "setting", "by": "by", "supervised_by": "by", "kind": "as_",
}  # fmt: skip
"""Field of an entry -> key of a selector that says which values count."""
_UNITS = {"attendance": "percent", "share": "percent", "works_in_share": "percent", "score": "points", "renewals": "attempts", "hours_per_week": "hours", "supervised_hours": "hours"}  # fmt: skip
LEVELS = N_(
    {
        "none": "no schooling", "some_high_school": "some high school, not finished", "high_school": "high school diploma or GED",
        "some_college": "some college", "associate": "associate degree", "bachelor": "bachelor's degree", "master": "master's degree",
        "doctorate": "doctorate",
    }
)  # fmt: skip


def ticks(field: str, listed: str, items: tuple[str, ...], ask: Says) -> Question | None:
    """Which of these items of the list `listed` does the person have? None for another field."""
    if field != listed:
        return None
    return Question(field, ask, Choice(tuple((i, Name(i)) for i in items), several=True), put_ticks(listed, items))


def step_taken(field: str, name: str, ask: Says) -> Question | None:
    """When was this step taken, if it was? None for another field."""
    if field != f"milestones.{name}":
        return None

    def put(data: Data, answer: Any) -> None:
        lacking = data.setdefault("not_yet", {}).setdefault("milestones", [])
        if answer == NONE:
            lacking.append(name)
        else:
            data.setdefault("milestones", {})[name] = answer

    return Question(field, ask, When(Says("not yet")), put)


def held_ones(field: str, ids: tuple[str, ...]) -> Question | None:
    """Which credentials are or were held? None for another field."""
    if field != "credentials":
        return None

    def put(data: Data, answer: Any) -> None:
        held = data.setdefault(field, [])
        known = [h.get("id") for h in held]
        held += [{"id": i} for i in answer if i not in known]

    ask = Says("Which peer credentials do you hold, or have you held?")
    form = Choice(tuple((i, i) for i in ids), several=True, other=Says("the ids of others, such as nc-cpss"))
    return Question(field, ask, form, put)


def from_record(field: str, data: Data) -> Question | None:
    """The question that the record's own declaration asks for a field; None where it has none."""
    if field.startswith("milestones."):
        name = field.removeprefix("milestones.")
        return step_taken(field, name, Says("Have you taken this step: {step}? If so, when?", {"step": Name(name)}))
    found = _declared(tuple("[]" if isinstance(s, int) else s for s in steps(field)))
    if found is None:
        return None
    kind, spec = found
    name = str(steps(field)[-1])
    form = _form(kind, name)
    return (
        None if form is None else Question(field, of_entry(field, Says(spec.ask), data), form, _as_written(field, kind))
    )


def of_entry(field: str, question: Says, data: Data) -> Says:
    """The question with the entry that it is about, where it is about one of a list."""
    way = steps(field)
    if len(way) < 2 or not isinstance(way[1], int):
        return question
    listed, number = str(way[0]), way[1]
    entry = value_at(data, f"{listed}[{number}]") or {}
    template = _OF_ENTRY.get(listed)
    if template is None:
        return question
    return Says(template, {"name": _name(listed, number, entry), "question": question})


def _name(listed: str, number: int, entry: Data) -> Any:
    """What an entry is known by: its title, its hours, its number."""
    for key in ("title", "employer", "name", "id"):
        if entry.get(key):
            return entry[key]
    if listed == "lived_experience" and entry.get("of"):
        of = entry["of"]
        return Name(of if isinstance(of, str) else of[0])
    for unit in ("hours", "credits", "days", "sessions"):
        if entry.get(unit):
            return Quantity(entry[unit], unit)
    return str(number + 1)


@cache
def _declared(way: tuple[str, ...]) -> tuple[Any, Field] | None:
    """Type and declaration of a field of the record that has a question; None where there is none."""
    shape: Any = Record
    found: tuple[Any, Field] | None = None
    for step in way:
        if step == "[]":
            continue
        name = shape.attribute(step) if isinstance(shape, type) and issubclass(shape, Shape) else None
        if name is None:
            return None
        found = shape.fields_[name]
        shape = _inner(found[0])
    return found if found is not None and found[1].ask else None


def _inner(kind: Any) -> Any:
    """The type inside an optional, a list, or a list of one."""
    while get_origin(kind) in (Union, UnionType, tuple, OneOrMany):
        kind = next(a for a in get_args(kind) if a is not type(None) and a is not Ellipsis)
    return kind


def _form(kind: Any, name: str) -> Form | None:
    """How a value of this type is asked for."""
    inner = _inner(kind)
    if inner is DateSpan:
        return When(Says("it is still going on") if name == "to" else None)
    if inner is bool:
        return YesNo()
    if inner in (int, float):
        return Amount(_UNITS.get(name, name), whole=inner is int)
    if get_origin(inner) is Literal:
        options = get_args(inner)
        return Choice(tuple((o, Says(LEVELS[o]) if set(options) <= set(LEVELS) else Name(o)) for o in options))
    if name in ("lives_in", "works_in"):
        return Place(Says("I do not work") if name == "works_in" else None)
    return Words() if inner is str else None


def _as_written(field: str, kind: Any) -> Put:
    """Puts an answer as the field wants it; *none* of an end leaves it out, for it goes on."""
    put = put_at(field)

    def checked(data: Data, answer: Any) -> None:
        if not (field.endswith(".to") and answer == NONE):
            put(data, answer)

    return checked if _inner(kind) is DateSpan else put


def about_entry(field: str, selectors: Iterable[Shape], topics: Iterable[str], data: Data) -> Question | None:
    """What a rule wants to know of one entry of a list: its course, its provider, its hours on a topic.

    `selectors` are the rule itself and its minimums, caps and rates; None where the rule has no wish of its own.
    """
    name = str(steps(field)[-1])
    if name == "topics":
        return _topic(field, topics, data)
    key = _WANTED.get(name)
    wanted = list(dict.fromkeys(v for s in selectors for v in getattr(s, key, None) or ())) if key else []
    if not wanted:
        return None
    if name == "approved_by":
        return _approved(field, wanted, data)
    declared = from_record(field, data)
    if declared is None:
        return None
    if isinstance(declared.form, Choice):  # the record's own options hold what the rule wants
        return declared
    options = tuple((w, Name(w)) for w in wanted)
    return declared._replace(form=Choice((*options, (OTHER, Says("something else")))))


def _topic(field: str, topics: Iterable[str], data: Data) -> Question | None:
    """Hours of an entry on the first topic of which nothing is said yet."""
    entry = field.removesuffix(".topics")
    known = value_at(data, field) or {}
    topic = next((t for t in topics if t not in known), None)
    if topic is None:
        return None
    ask = of_entry(field, Says("How many of these hours were on {topic}?", {"topic": Name(topic)}), data)

    def put(record: Data, answer: Any) -> None:
        put_at(f"{entry}.topics")(record, (value_at(record, field) or {}) | {topic: answer})

    return Question(f"{field}.{topic}", ask, Amount("hours"), put)


def _approved(field: str, wanted: list[str], data: Data) -> Question:
    """Given or approved by one of those that the rule names?"""
    put = put_at(field)
    if len(wanted) == 1:
        ask = Says("Was it given or approved by {provider}?", {"provider": wanted[0]})
        return Question(field, of_entry(field, ask, data), YesNo(), lambda d, a: put(d, wanted if a else []))
    ask = Says("Which of these gave or approved it?")
    options = (*((w, w) for w in wanted), (OTHER, Says("none of these")))
    return Question(field, of_entry(field, ask, data), Choice(options), lambda d, a: put(d, [] if a == OTHER else [a]))
