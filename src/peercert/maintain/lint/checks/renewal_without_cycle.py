"""PC105: a renewal pathway without a cycle.

A renewal has a clock: `cycle: {every: 24 months, ends: anniversary}`. Where no source tells it, say so under
`not_found: [validity]` of the credential.

Passes:

    credential:
      pathways: {renewal: {cycle: {every: 24 months}, requirements: [{continuing_education: {hours: 20}, cite: board}]}}

Fails:

    credential:
      pathways: {renewal: {requirements: [{continuing_education: {hours: 20}, cite: board}]}}
"""

from collections.abc import Iterator

from peercert.maintain.lint import Book, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC105", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:  # noqa: ARG001
    if subject.jurisdiction is None:
        return
    for i, credential in enumerate(subject.jurisdiction.credentials):
        said = any("validity" in text for text in credential.not_found)
        for name, pathway in credential.pathways.items():
            if pathway.kind == "renewal" and pathway.cycle is None and not said:
                yield Found(
                    ("credentials", i, "pathways", name),
                    tell("a renewal needs a cycle, or validity under not_found"),
                    True,
                )
