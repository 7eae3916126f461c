"""Which fields of a record would settle a sum that is still open."""

from typing import TYPE_CHECKING

from peercert.judging.context import Context, fully

if TYPE_CHECKING:
    from peercert.judging.tally import Row, Tally


def topics_not_said(tally: "Tally", rows: "list[Row]") -> tuple[str, ...]:
    """Topics of entries that name none, or leave a part of their hours without one."""
    return tuple(tally.settled_by(r.where, "topics") for r in rows if _topics_open(r))


def _topics_open(row: "Row") -> bool:
    if getattr(row.entry, "topic", None) is not None:
        return False
    topics: dict[str, float] | None = getattr(row.entry, "topics", None)
    return topics is None or sum(topics.values()) < row.hi


def caps_not_clear(tally: "Tally", rows: "list[Row]", context: Context) -> tuple[str, ...]:
    """Details that would tell whether a cap holds for an entry."""
    found: dict[str, None] = {}
    for cap in tally.at_most:
        for row in rows:
            match = cap.match(row.entry, context)
            if match.counts is None:
                found |= dict.fromkeys(field_of(row.where, name) for name in match.lacks)
            elif match.counts and cap.topic:
                found |= dict.fromkeys(topics_not_said(tally, [row]))
    return tuple(found)


def reductions_not_clear(tally: "Tally", context: Context) -> tuple[str, ...]:
    """What would tell whether less is needed."""
    fields: tuple[str, ...] = ()
    for less in tally.less:
        if fully(less.when, context) is None:
            fields += less.when.rule.find(less.when, context).judgement.fields
    return fields


def field_of(where: str, name: str) -> str:
    """The record field that a missing detail is: of the entry, or (with a slash) of the whole record."""
    if name[0] == "/":
        return name[1:]
    return f"{where}.supervised_by" if name == "by" and where.startswith("experience") else f"{where}.{name}"
