"""How one heading of a table is named among others that are alike: *Hours#2* is the second column called Hours."""

import re
from collections import Counter
from collections.abc import Sequence

from peercert.cohort.cellvalues import folded

_NUMBERED = re.compile(r"(.+)#(\d{1,4})", re.DOTALL)


def places(name: str, headings: Sequence[str]) -> list[int]:
    """Where the headings stand that are meant by a name: those written just so, else those that differ in spaces, case and signs."""
    found = _alike(name, headings)
    if not found and (numbered := _NUMBERED.fullmatch(name.strip())):
        found = _alike(numbered[1], headings)[int(numbered[2]) - 1 :][:1] if int(numbered[2]) else []
    return found


def _alike(name: str, headings: Sequence[str]) -> list[int]:
    exact = [i for i, h in enumerate(headings) if h.strip() == name.strip()]
    plain = bare(name)
    return exact or [i for i, h in enumerate(headings) if plain and bare(h) == plain]


def addresses(headings: Sequence[str]) -> list[str]:
    """Of each heading the name that means it and no other."""
    written = [h.strip() for h in headings]
    often, seen = Counter(written), Counter[str]()
    made = []
    for heading in written:
        seen[heading] += 1
        made.append(heading if often[heading] == 1 else f"{heading}#{seen[heading]}")
    return made


def bare(text: str) -> str:
    """A heading with nothing but its letters, figures and dots, small."""
    return "".join(c for c in folded(text) if c.isalnum() or c == ".")


__all__ = ["addresses", "bare", "places"]
