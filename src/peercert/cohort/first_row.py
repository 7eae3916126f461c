"""Is the first row the headings, or is it somebody's data because the file has none?"""

import re
from collections.abc import Sequence

from peercert.cohort.headings import Matched
from peercert.words import tell
from peercert.yamlfile import FileError

_SOMEBODY_S = re.compile(r"\S+@\S+\.\S+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\(?\d{3}\)?[ -.]?\d{3}[-. ]?\d{4}")
"""What stands in no row of headings: an address, a day, a telephone number."""
_NUMBER = re.compile(r"[$]?\d[\d.,]*%?")
_LOOKED_AT = 80
"""Characters of a heading that are looked at."""


def looks_like_data(headings: Sequence[str], matched: Matched) -> bool:
    """Is this a row of somebody's data?

    Where none of it is the name of a column and something is a number, or one may be by chance and something is an
    address, a day or a telephone number.
    """
    if len(matched.places) > 1:
        return False
    said = [h.strip()[:_LOOKED_AT] for h in headings]
    return any(map(_SOMEBODY_S.fullmatch, said)) or (not matched.places and any(map(_NUMBER.fullmatch, said)))


def no_headings(source: str) -> FileError:
    """What is said of a table without headings; nothing of what stands in it, for that is somebody's data."""
    return FileError(source, tell("the first row looks like somebody's data; it has to be a row of headings, such as name, born, training_hours"))  # fmt: skip


__all__ = ["looks_like_data", "no_headings"]
