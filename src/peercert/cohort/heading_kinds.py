"""Which kinds of column a heading can be of: *Certification #* is no date, *Number of references* is a count."""

from peercert.cohort.cellvalues import folded, words_of

_YES_NO = (" y n ", " yes no ", " yes or no ", " s n ", " si no ", " si o no ", " yn ")
_MARKS = frozenset({"#", "number", "num", "nbr", "nro", "numero"})
"""What stands beside the noun of an identifier, and before what is counted."""
_COUNTS = frozenset({"total", "totals", "count", "qty", "sum", "amount", "cantidad", "many", "much", "suma"})
_AMOUNTS = frozenset({"hours", "hrs", "hr", "hour", "h", "horas", "hora", "ce", "ceu"})

_HOURS = frozenset({"hours", "hrs", "hr", "hour", "h", "hs", "horas", "hora", "clock"})


def is_in_units(heading: str) -> bool:
    """Does a heading speak of CEUs and not say hours? One is ten hours by its definition, and often used for one."""
    words = _words(heading)
    units = {"ceu", "ceus"} & {*words} or (words[:2] == ["continuing", "education"] and {"unit", "units"} & {*words})
    return bool(units) and not _HOURS & {*words}


def is_numbered(heading: str) -> bool:
    """Does a heading speak of a number, be it that of a paper or a count?"""
    return not _yes_no(heading) and bool(_MARKS & {*_words(heading)})


def is_denied(heading: str) -> bool:
    """Does a heading say what is not so? ``No exam``, but not ``Exam (yes/no)`` and not ``Exam No.``"""
    return not _yes_no(heading) and bool({"no", "not"} & {*_words(heading)})


def kinds_of(heading: str) -> frozenset[str] | None:
    """The types of columns that a heading can stand for; None for all, none at all for the number of a paper."""
    words = _words(heading)
    if _yes_no(heading):
        return frozenset({"yes_no"})
    if _COUNTS & {*words}:
        return frozenset({"number"})
    if _MARKS & {*words}:
        counted = [w for w in words if w not in _MARKS and (w in _AMOUNTS or (w.endswith("s") and len(w) > 2))]
        return frozenset({"number"}) if counted else frozenset()
    return _NO_DATES if len(words) > 1 and words[-1] in ("id", "ids") else None


_NO_DATES = frozenset({"yes_no", "choice", "choices", "text", "texts", "number"})


def _yes_no(heading: str) -> bool:
    said = f" {' '.join(words_of(heading))} "
    return any(words in said for words in _YES_NO)


def _words(heading: str) -> list[str]:
    """The words of a heading, small; *no* that is short for *number* as its sign."""
    words = "".join(c if c.isalnum() or c == "." else " # " if c == "#" else " " for c in folded(heading)).split()
    made = []
    for place, word in enumerate(words):
        after = words[place + 1].strip(".") if place + 1 < len(words) else "of"
        number = word == "no." or (word == "no" and after in ("of", "de"))
        made += ["#"] if number else word.replace(".", " ").split()
    return made


__all__ = ["is_denied", "is_in_units", "is_numbered", "kinds_of"]
