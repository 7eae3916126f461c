"""Which checks are wanted: codes or the beginnings of codes, as in --select PC1 --ignore PC112."""

from collections.abc import Iterable
from typing import NamedTuple


class Selection(NamedTuple):
    """Codes that are wanted and not wanted; the longer beginning wins, and of two alike the one not wanted."""

    select: tuple[str, ...] = ()
    """Empty: all."""
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Is this check to be run?"""
        wanted = max((len(p) for p in self.select if code.startswith(p)), default=-1 if self.select else 0)
        return wanted > max((len(p) for p in self.ignore if code.startswith(p)), default=-1)

    def strangers(self, codes: Iterable[str]) -> tuple[str, ...]:
        """What is no code among these, and the beginning of none."""
        known = tuple(codes)
        return tuple(p for p in (*self.select, *self.ignore) if not any(code.startswith(p) for code in known))


EVERYTHING = Selection()


def codes_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Codes as people give them: several, or joined by commas."""
    return tuple(code for text in texts for part in text.split(",") if (code := part.strip().upper()))
