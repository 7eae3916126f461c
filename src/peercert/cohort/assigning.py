"""Whose an activity is: the person of the roster on whom its id, e-mail address and name agree.

Where they contradict one another, or fit several people, it is nobody's for certain: everybody whom it may concern gets
an entry that says nothing, and the row is reported with what contradicts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from peercert.cohort.activities import Entry
from peercert.cohort.identity import Clue, clues, may_be_one
from peercert.cohort.remarks import About, Remark
from peercert.verdicts import All, AnyOf, Says

Person = Mapping[str, Any]
"""A row of the roster: its identity, `born` where it is known, and the number of the `row`."""
_WHAT = {"id": Says("id"), "email": Says("e-mail address"), "name": Says("name")}


class Assigned(NamedTuple):
    """Whose activities are whose."""

    entries: dict[int, dict[str, list[dict[str, Any]]]]
    """By the number of a person in the roster, and by list."""
    remarks: tuple[Remark, ...]


def assign(
    entries: Iterable[Entry], people: Sequence[Person], lists: Sequence[str], table: str, *, lost: bool = False
) -> Assigned:
    """Give each activity to its person; `people` are the rows of the roster.

    `lost`: there are more, which cannot be read and may be anybody's, so that nobody's list is surely whole.
    """
    known = _Known(people)
    given: dict[int, dict[str, list[dict[str, Any]]]] = {}
    remarks: list[Remark] = []
    for entry in entries:
        found, doubt = known.whose(entry.who)
        if doubt is not None and (entry.list or not found):
            remarks.append(Remark(About.ACTIVITY, doubt, entry.row, value=entry.said, table=table))
        for number in found:
            mine = given.setdefault(number, {})
            for listed in [entry.list] if entry.list else lists:
                mine.setdefault(listed, []).append(entry.data if entry.list and doubt is None else {})
    for listed_entries in (e for mine in given.values() if lost for e in mine.values()):
        listed_entries.append({})
    return Assigned(given, tuple(remarks))


class _Known:
    """The people of a roster, as they can be found."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._clues = [{c.kind: c for c in clues(p)} for p in people]
        self._by: dict[str, dict[str, list[int]]] = {"id": {}, "email": {}, "name": {}}
        for number, mine in enumerate(self._clues):
            for clue in mine.values():
                for form in clue.forms:
                    self._by[clue.kind].setdefault(form, []).append(number)

    def whose(self, who: Sequence[Clue]) -> tuple[list[int], Says | None]:
        """Whom an activity may concern, and why it is not certain."""
        fits = {clue.kind: self._of(clue) for clue in who}
        every = sorted({n for numbers in fits.values() for n in numbers})
        if not every:
            kinds = [clue.kind for clue in who]
            if not kinds or "name" in kinds:
                return [], Says("there is nobody of this name in the roster")
            return [], Says("there is nobody with this {what} in the roster", {"what": AnyOf(tuple(_WHAT[k] for k in kinds))})  # fmt: skip
        agreed = [n for n in every if all(self._agrees(n, clue, fits[clue.kind]) for clue in who)]
        if not agreed:
            return every, self._contradiction(who, fits)
        if not self._one_person(agreed):
            count = {"count": len(agreed)}
            if [clue.kind for clue in who] == ["name"]:
                return agreed, Says("it is not clear who this is: there are {count} of this name in the roster", count)
            return agreed, Says("it is not clear who this is: it fits {count} people of the roster", count)
        return agreed, None

    def _of(self, clue: Clue) -> list[int]:
        """The people whom a clue fits; a column may also hold what is elsewhere in another."""
        for kind in (clue.kind, *(k for k in self._by if k != clue.kind)):
            for form in clue.forms:
                if form in self._by[kind]:
                    return self._by[kind][form]
        return []

    def _agrees(self, number: int, clue: Clue, fits: Sequence[int]) -> bool:
        """Does nothing that is known of a person contradict a clue? An address that is nobody's may be a second one."""
        mine = self._clues[number].get(clue.kind)
        if fits:
            return number in fits
        return (
            mine is None or clue.kind == "email" or (clue.kind == "name" and may_be_one(clue.forms[0], mine.forms[0]))
        )

    def _contradiction(self, who: Sequence[Clue], fits: Mapping[str, Sequence[int]]) -> Says:
        parts = []
        for clue in who:
            rows = [str(self._people[n].get("row", n + 1)) for n in fits[clue.kind]]
            what = {"what": _WHAT[clue.kind]}
            parts.append(Says("the {what} is in row {rows} of the roster", what | {"rows": All(tuple(rows[:3]))}) if rows else Says("the {what} is in no row of it", what))  # fmt: skip
        return Says("it contradicts itself: {parts}", {"parts": All(tuple(parts))})

    def _one_person(self, numbers: Sequence[int]) -> bool:
        """Are these rows of the roster about one person? Not where ids, addresses, names or dates of birth differ."""
        mine = [self._clues[n] for n in numbers]
        if any(len({m[k].forms[-1] for m in mine if k in m}) > 1 for k in self._by):
            return False
        return len({b for n in numbers if (b := self._people[n].get("born"))}) <= 1


__all__ = ["Assigned", "Person", "assign"]
