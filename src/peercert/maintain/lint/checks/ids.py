"""PC104: an id used twice, or one that does not fit its file.

Ids of credentials are unique over all files and start with the code of their jurisdiction; the file is named
after that code.

Passes:

    credential: {id: xx-cpss}

Fails:

    credential: {id: zz-cpss}
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from peercert.maintain.lint import Book, Fix, Found, Subject
from peercert.words import tell

CODE, SEVERITY = "PC104", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:
    code = subject.data.get("jurisdiction")
    path = Path(subject.document.path)
    if path.parent.name == "states" and isinstance(code, str) and path.stem != code:
        says = tell(
            "the file is called {file}, so the jurisdiction is {place}, not {code}",
            file=path.name,
            place=path.stem,
            code=code,
        )
        fix = Fix(tell("write {text}", text=path.stem), (subject.instead(("jurisdiction",), path.stem),))
        yield Found(("jurisdiction",), says, fix=fix)
    counts: Counter[str] = Counter()
    for other in book.subjects:
        credentials = other.data.get("credentials")
        counts.update(
            str(c.get("id")) for c in (credentials if isinstance(credentials, list) else []) if isinstance(c, dict)
        )
    credentials = subject.data.get("credentials")
    for i, credential in enumerate(credentials if isinstance(credentials, list) else []):
        name = credential.get("id") if isinstance(credential, dict) else None
        if not isinstance(name, str):
            continue
        if counts[name] > 1:
            says = tell(
                "the id {name} is used {count} times; every credential has its own", name=name, count=counts[name]
            )
            yield Found(("credentials", i, "id"), says)
        if isinstance(code, str) and not name.startswith(f"{code}-"):
            says = tell("the id {name} does not start with {start}, the code of this file", name=name, start=f"{code}-")
            yield Found(("credentials", i, "id"), says)
