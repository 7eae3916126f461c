"""Headings that are alike, told apart by the titles above them: *Hours* under *Training* is *Training Hours*."""

from collections.abc import Sequence

from peercert.cohort.addresses import bare
from peercert.cohort.tables import Known


def with_titles(above: Sequence[str], headings: Sequence[str], known: Known) -> tuple[str, ...]:
    """The headings, of which those that are alike have their titles before them, where that makes each of them known.

    A title stands over its own column and those to the right of it until the next one, as a merged cell does.
    """
    titles: list[str] = []
    for place in range(len(headings)):
        here = above[place].strip() if place < len(above) else ""
        titles.append(here or (titles[-1] if titles else ""))
    alike: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        alike.setdefault(bare(heading), []).append(place)
    made = list(headings)
    for heading, at in alike.items():
        longer = [f"{titles[i]} {headings[i].strip()}" for i in at]
        if heading and len(at) > 1 and len(set(longer)) == len(at) and all(titles[i] for i in at) and all(map(known, longer)):  # fmt: skip
            for i, text in zip(at, longer, strict=True):
                made[i] = text
    return tuple(made)


__all__ = ["with_titles"]
