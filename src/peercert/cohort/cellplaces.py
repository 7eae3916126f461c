"""A cell with a state or a country -> its two letters; raises UnclearError for what is neither.

NA is blank here, for programs that write tables (R, pandas) write so what is missing; nobody of a roster lives in
Namibia until somebody writes that name.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from peercert.answers import UnclearError
from peercert.cohort.cellvalues import NONE, folded, is_blank
from peercert.words import tell

Names = Callable[[], Mapping[str, str]]
"""Gives the codes of places by their names, folded."""
PLACES = (("field", "lives_in"), ("field", "works_in"))
"""The columns in which places stand."""
_CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT "
    "VA WA WV WI WY AS GU MP PR VI"
)
STATES = frozenset(_CODES.split())
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})
"""Codes that stand among those of countries and are none: unions, islands of others, codes for tests."""
_OF = re.compile(r"^(?P<town>[^,]+),\s*(?P<state>[^,\d]+?)\.?(?:\s+\d{5}(?:-\d{4})?)?$")


@cache
def countries() -> frozenset[str]:
    """The codes of countries in ISO 3166."""
    from babel import Locale

    return frozenset(c for c in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", c)) - _NO_COUNTRY


def says_nothing(text: str) -> bool:
    """Is this cell blank? ND is a state where states stand; NA is none."""
    return is_blank(text) and folded(text).replace(".", "") != "nd"


def read_place(text: str, places: Names) -> str:
    """``SC``, ``S.C.``, ``South Carolina``, ``Columbia, SC`` -> SC; ``DE`` may be a country; raises UnclearError."""
    said = folded(text).strip(" .")
    if said in NONE or said in ("not working", "unemployed"):
        return "none"
    if said == "n.d":
        raise UnclearError(tell("is this North Dakota? Then write ND"))
    if code := _code(said, places):
        return code
    town = _OF.match(said)
    if town is not None and (state := _code(town["state"].strip(), places)) in STATES:
        before = _code(town["town"].strip(), places)
        if before in (None, state) or (before, state) == ("WA", "DC"):  # New York, NY; Washington, DC
            return str(state)
    if re.fullmatch("[a-z]{2}", said):
        raise UnclearError(tell("this is the code of no state and no country"))
    raise UnclearError(tell("this is no state; write its two letters, such as SC"))


def _code(said: str, places: Names) -> str | None:
    """The code of a state or a country by its letters, or of a state by its name."""
    letters = re.sub(r"^([a-z])\.\s?([a-z])\.?$", r"\1\2", said).upper()
    if letters in STATES or (len(letters) == len("SC") and letters in countries()):
        return letters
    found = places().get(said)
    return found.upper() if found is not None else None


__all__ = ["PLACES", "STATES", "Names", "countries", "read_place", "says_nothing"]
