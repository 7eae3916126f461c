"""PC115: days between two versions of one rule on which neither holds.

One version ends, the next starts later than the day after: in between nothing is asked. Mostly a slip; if the rule was
really lifted for a time, `# peercert: ignore=PC115` with the reason behind it says so.

Passes:

    requirements:
      - {training: {hours: 46}, until: 2026-12-31, cite: board}
      - {training: {hours: 50}, from: 2027-01-01, cite: board}

Fails:

    requirements:
      - {training: {hours: 46}, until: 2026-12-31, cite: board}
      - {training: {hours: 50}, from: 2027-01-15, cite: board}
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from peercert.judging.requirement import Requirement
from peercert.maintain.lint import Book, Found, Subject
from peercert.shapes import Where
from peercert.words import tell

CODE, SEVERITY = "PC115", "warning"
_DAY = timedelta(days=1)


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    versions: dict[tuple[Where, str], list[tuple[Where, Requirement]]] = defaultdict(list)
    for where, requirement in subject.requirements:
        if len(where) == 6 and requirement.when is None:
            versions[where[:5], requirement.id].append((where, requirement))
    for group in versions.values():
        for where, later in group:
            others = [r for _, r in group if r is not later]
            if later.from_ is None or any(r.in_force(later.from_.day - _DAY) for r in others):
                continue
            ended = [r.until.day for r in others if r.until is not None and r.until.day < later.from_.day]
            if ended:
                first, last = max(ended) + _DAY, later.from_.day - _DAY
                says = tell("nothing is asked from {first} to {last}, between two versions of this rule", first=str(first), last=str(last))  # fmt: skip
                yield Found((*where, "from"), says)
