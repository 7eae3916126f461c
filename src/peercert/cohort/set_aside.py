"""Figures of the roster in whose place the activities beside it count, where those come to less.

A list of activities is taken as whole, so a sum that the roster has beside it does not count; where that makes
somebody's hours fewer, it is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peercert.cohort.remarks import About, Remark
from peercert.judging.entries import same
from peercert.verdicts import Name, Quantity, Says

_MEASURES = ("hours", "credits", "days", "sessions")
_Entries = Sequence[Mapping[str, Any]]


def set_aside(
    row: int, data: Mapping[str, Any], mine: Mapping[str, _Entries], headings: Mapping[str, str]
) -> Iterator[Remark]:
    """What the roster says of a person and the activities do not come to.

    `data` is the person's record by the roster alone, `mine` are the activities by list; `headings` are those of the
    roster by column.
    """
    for listed, entries in mine.items():
        if not any(entries):
            continue
        there: _Entries = data.get(listed, ())
        for measure in _MEASURES:
            said, sum_ = _sum(there, measure), _sum(entries, measure)
            if said > sum_:
                values = {"said": Quantity(said, measure), "what": Name(listed), "sum": Quantity(sum_, measure)}
                says = Says("the roster says {said} of {what}, the activities come to {sum}; the activities count", values)  # fmt: skip
                yield Remark(About.SET_ASIDE, says, row, headings.get(f"{listed}_{measure}", ""))
        yield from _courses(row, listed, there, entries, headings)
        for topic, said in _topics(there).items():
            sum_ = sum(_on(topic, e) for e in entries)
            if said > sum_:
                values = {"said": Quantity(said, "hours"), "what": Name(listed), "topic": Name(topic), "sum": Quantity(sum_, "hours")}  # fmt: skip
                says = Says("the roster says {said} of {what} on {topic}, the activities come to {sum}; the activities count", values)  # fmt: skip
                yield Remark(About.SET_ASIDE, says, row, headings.get(f"{listed}_hours.{topic}", ""))


def _courses(
    row: int, listed: str, there: _Entries, entries: _Entries, headings: Mapping[str, str]
) -> Iterator[Remark]:
    """Courses that the roster names and the activities do not, and more of them than are listed."""
    named = {same(str(e[n])) for e in entries for n in ("course", "title") if e.get(n)}
    for course in dict.fromkeys(str(e["course"]) for e in there if e.get("course", "other") != "other"):
        if same(course) not in named:
            says = Says("the roster says that {course} was taken, no activity is called so; the activities count", {"course": Name(course)})  # fmt: skip
            yield Remark(About.SET_ASIDE, says, row)
    counted = headings.get(f"{listed}_courses")
    said, listed_ = len([e for e in there if not e.get("carried_over")]), len([e for e in entries if e])
    if counted and said > listed_:
        values = {"said": Quantity(said, "courses"), "what": Name(listed), "sum": Quantity(listed_, "courses")}
        yield Remark(About.SET_ASIDE, Says("the roster says {said} of {what}, the activities come to {sum}; the activities count", values), row, counted)  # fmt: skip


def _sum(entries: _Entries, measure: str) -> float:
    return float(sum(e.get(measure, 0) for e in entries))


def _topics(entries: _Entries) -> dict[str, float]:
    """The hours by topic."""
    found: dict[str, float] = {}
    for entry in entries:
        for topic, hours in entry.get("topics", {}).items():
            found[topic] = found.get(topic, 0) + hours
    return found


def _on(topic: str, activity: Mapping[str, Any]) -> float:
    """The hours of an activity that may be on a topic: those for which another one is given are not."""
    if topic in activity.get("topics", {}):
        return float(activity["topics"][topic])
    return float(activity.get("hours", 0)) if topic in activity.get("topic", [topic]) else 0.0


__all__ = ["set_aside"]
