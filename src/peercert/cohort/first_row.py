"""Is the first row the headings, or is it somebody's data because the file has none?"""

import re
from collections.abc import Sequence

from peercert.cohort.headings import Matched
from peercert.words import tell
from peercert.yamlfile import FileError

_DATA = re.compile(
    r"\S+@\S+\.\S+|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|[\d.,$%]*\d[\d.,%]*|\(?\d{3}\)?[ -.]?\d{3}[-. ]?\d{4}"
)
"""What no heading is: an address, a date, a number."""
_LOOKED_AT = 80


def looks_like_data(headings: Sequence[str], matched: Matched) -> bool:
    """Is this a row of somebody's data? Where next to nothing is the name of a column, and some cell is no name at all."""
    return len(matched.places) < 2 and any(_DATA.fullmatch(h.strip()[:_LOOKED_AT]) for h in headings)


def no_headings(source: str) -> FileError:
    """What is said of a table without headings; nothing of what stands in it, for that is somebody's data."""
    return FileError(source, tell("the first row looks like somebody's data; it has to be a row of headings, such as name, born, training_hours"))  # fmt: skip


__all__ = ["looks_like_data", "no_headings"]
