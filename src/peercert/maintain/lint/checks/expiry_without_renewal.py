"""PC106: an active credential with a term and no way to renew it.

Where a certificate ends (a `cycle`, or a fact about `validity`), there is a renewal pathway, or `not_found` says
that renewal was looked for, or a note says that it cannot be renewed.

Passes:

    credential: {status: active, not_found: [renewal], facts: [{about: validity, says: It lasts two years., cite: board}]}

Fails:

    credential: {status: active, facts: [{about: validity, says: It lasts two years., cite: board}]}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC106", "warning"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    if subject.jurisdiction is None:
        return
    for i, credential in enumerate(subject.jurisdiction.credentials):
        ends = any(p.cycle for p in credential.pathways.values()) or any(
            f.about == "validity" for f in credential.facts
        )
        said = [
            *credential.not_found,
            credential.note or "",
            *(f.says for f in credential.facts),
            *(p.note or "" for p in credential.pathways.values()),
        ]
        renewed = any(p.kind == "renewal" for p in credential.pathways.values()) or any(
            "renew" in text.casefold() for text in said
        )
        if credential.status == "active" and ends and not renewed:
            says = tell(
                "{credential} ends after a time, but nothing says how it is renewed; add a renewal pathway, or renewal under not_found",
                credential=credential.id,
            )
            yield Found(("credentials", i, "id"), says)
