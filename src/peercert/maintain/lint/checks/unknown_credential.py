"""PC110: a reference to a credential that is in no file.

`replaced_by`, `instead`, `credential_held: {any: ...}` and `while_holding` name ids of this rule book.

Passes:

    requirement: {credential_held: {any: xx-cpss}, cite: board}

Fails:

    requirement: {credential_held: {any: xx-cps}, cite: board}
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from peercert.maintain.lint import Book, Fix, Found, Subject
from peercert.shapes import Where
from peercert.words import tell

CODE, SEVERITY = "PC110", "error"


def check(subject: Subject, book: Book) -> Iterator[Found]:
    for where, name in _named(subject.data, ()):
        if name not in book.credential_ids and not name.startswith("other:"):
            close = get_close_matches(name, book.credential_ids, n=1)
            if not close:
                yield Found(where, tell("no credential is called {name}", name=name))
                continue
            says = tell("no credential is called {name}; did you mean {close}?", name=name, close=close[0])
            yield Found(where, says, fix=Fix(tell("write {text}", text=close[0]), (subject.instead(where, close[0]),)))


def _named(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from _named(one, (*where, i))
    elif isinstance(value, dict):
        for key, inner in value.items():
            refers = key in ("replaced_by", "instead", "while_holding") or (
                key == "any" and where[-1:] == ("credential_held",)
            )
            if refers:
                for i, name in enumerate(inner if isinstance(inner, list) else [inner]):
                    if isinstance(name, str):
                        yield ((*where, key, i) if isinstance(inner, list) else (*where, key)), name
            else:
                yield from _named(inner, (*where, key))
