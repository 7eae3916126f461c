"""PC108: dates that cannot be: versions of one rule in force together, a source dated after it was read.

Two dated versions of a rule under one id follow each other; the source's own date is not later than the day it
was read.

Passes:

    requirements:
      - {training: {hours: 46}, until: 2025-08-31, cite: board}
      - {training: {hours: 50}, from: 2025-09-01, cite: board}

Fails:

    requirements:
      - {training: {hours: 46}, until: 2025-09-30, cite: board}
      - {training: {hours: 50}, from: 2025-09-01, cite: board}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC108", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    for name, source in subject.sources.items():
        if source.dated is not None and source.dated.lo > source.read.day:
            yield Found(
                ("sources", name, "dated"),
                tell("dated {dated}, but read on {read}", dated=str(source.dated), read=str(source.read)),
            )
    tops = [(w, r) for w, r in subject.requirements if len(w) == 6]
    for i, (where, one) in enumerate(tops):
        for other_where, other in tops[:i]:
            if (
                where[:5] != other_where[:5]
                or one.rule.slug() != other.rule.slug()
                or (one.id, other.id) != (one.rule.slug(),) * 2
            ):
                continue
            if one.when or other.when or not (one.from_ and other.until):
                continue
            if one.from_.day <= other.until.day and not (other.from_ and other.from_.day > one.from_.day):
                days = {"start": str(one.from_), "end": str(other.until)}
                yield Found(
                    (*where, "from"), tell("starts on {start} while the earlier version runs until {end}", **days)
                )
