"""What tells people apart: ids, e-mail addresses and names, and which of them say nothing (``N/A``, ``-``, ``0``, ``none``)."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from peercert.cohort.cellvalues import folded, is_blank, words_of

NAMES = ("name", "first_name", "last_name")
_NOBODY = frozenset(
    {
        "none", "no", "n", "x", "xx", "xxx", "no id", "no name", "no email", "no e-mail", "pending", "to be assigned", "not assigned", "unassigned", "not yet", "missing",
        "anonymous", "ninguno", "ninguna", "pendiente", "sin id", "sin nombre", "sin correo", "sin asignar", "por asignar", "falta", "anonimo", "anonima",
        "n/a", "na", "n.a", "#n/a", "n/d", "s/d", "unknown", "unk", "not known", "tbd", "tba", "null", "nil", "nan", "desconocido", "desconocida",
    }
)  # fmt: skip
"""What stands where an id, an address or a name should and is none."""
_EMPTY = r"^[\p{P}\p{S}\s0]*$"
_WHOLE = re.compile(r"(\d+)\.0+")
TOTAL = (
    r"(?i)^(((grand|sub|class|cohort|overall)[ -]?)?total(s|es)?\b|(sum|average|avg|mean|count|promedio|suma)[\W\d_]*$)"
)
"""How the name of a row begins that adds others up, as Python and Polars understand it."""
_TOTAL = re.compile(TOTAL)


class Clue(NamedTuple):
    """One thing by which a person can be found."""

    kind: str
    """id, email or name."""
    forms: tuple[str, ...]
    """What it says, in the forms in which it is compared."""


def says_nothing(text: str | None) -> bool:
    """Does this id, address or name tell nobody apart?"""
    if text is None or is_blank(text) or folded(text).strip(" .!") in _NOBODY:
        return True
    if not any(c.isalnum() and c != "0" for c in text):
        return True
    parts = text.split()
    return len(parts) > 1 and all(map(says_nothing, parts))


def clues(person: Mapping[str, Any]) -> tuple[Clue, ...]:
    """What a person can be found by: id, e-mail, name whatever the order of its parts."""
    found = []
    for kind in ("id", "email"):
        if not says_nothing(text := person.get(kind)):
            said = folded(str(text))
            found.append(Clue(kind, (_WHOLE.sub(r"\1", said) if _WHOLE.fullmatch(said) else said,)))
    names = [str(person[n]) for n in NAMES if person.get(n)]
    if not all(map(says_nothing, names)):
        said = folded(" ".join(names))
        found.append(Clue("name", tuple(dict.fromkeys((said, " ".join(sorted(words_of(said))))))))
    return tuple(found)


def may_be_one(one: str, other: str) -> bool:
    """Can two names be those of one person? Where all words of one are in the other, an initial being any word's."""
    few, many = sorted((words_of(one), words_of(other)), key=len)
    return all(any(_same_word(w, m) for m in many) for w in few)


def _same_word(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def is_total(person: Mapping[str, Any]) -> bool:
    """Is this no person, but the heading of a row of totals?"""
    if not says_nothing(person.get("id")) and not _TOTAL.match(str(person["id"])):
        return False
    said = next((str(person[n]) for n in ("id", *NAMES) if person.get(n)), "")
    return bool(_TOTAL.match(said)) and not person.get("email")


def blank(small: pl.Expr) -> pl.Expr:
    """Does an id, an address or a name in small letters say nothing?"""
    return (small.is_in(list(_NOBODY)) | small.str.contains(_EMPTY)).fill_null(True)


__all__ = ["NAMES", "TOTAL", "Clue", "blank", "clues", "is_total", "may_be_one", "says_nothing"]
