"""PC113: an active credential without worked examples.

Each active credential has `tests/cases/<id>.yaml` beside the rule book, with at least three people in it: one
just starting, one nearly there, one at renewal or at the edge of a window.

Passes:

    credential: {id: xx-cpss, status: unclear}

Fails:

    credential: {id: xx-cpss, status: active}
"""

import os
from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC113", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:
    if book.cases is None or subject.jurisdiction is None:
        return
    for i, credential in enumerate(subject.jurisdiction.credentials):
        if credential.status == "active" and not os.path.isfile(book.cases / f"{credential.id}.yaml"):
            file = f"{book.cases.parent.name}/{book.cases.name}/{credential.id}.yaml"
            yield Found(("credentials", i, "id"), tell("no worked examples; add {file}", file=file))
