"""What changed between two states of a rule book, in words a person can use: by credential, requirement by requirement."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from peercert.maintain.change_words import Detail, details_of
from peercert.maintain.credential_changes import Written, credential_changes, key_changes, text_changes
from peercert.maintain.requirement_changes import ADDED, CHANGED, REMOVED, Change
from peercert.maintain.revisions import Place, Side
from peercert.model import Credential
from peercert.words import tell


class About(NamedTuple):
    """All changes of one credential, or of a file beside its credentials (its sources and notes)."""

    place: str
    """Code of the jurisdiction."""
    place_name: str
    credential: Credential | None
    """As it is now (or was, where it is gone); None for the file itself."""
    path: str
    changes: tuple[Change, ...]


class Diff(NamedTuple):
    """Everything that changed."""

    old: Side
    new: Side
    about: tuple[About, ...]
    relaid: tuple[str, ...]
    """Files that are only written otherwise."""

    @property
    def credentials(self) -> tuple[str, ...]:
        """Ids of the credentials that changed, came or went."""
        return tuple(a.credential.id for a in self.about if a.credential is not None)

    @property
    def days(self) -> tuple[date, ...]:
        """Days from which something that changed holds, or no longer holds."""
        return tuple(sorted({day for a in self.about for change in _with_inner(a.changes) for day in change.days}))


def _with_inner(changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        yield change
        yield from _with_inner(change.inside)


def diff(old: Side, new: Side) -> Diff:
    """What changed. Raises FileError for files that cannot be read."""
    about: list[About] = []
    relaid = []
    for path in dict.fromkeys((*old.files, *new.files)):
        if old.files.get(path) == new.files.get(path):
            continue
        before = old.place(path) if path in old.files else None
        after = new.place(path) if path in new.files else None
        found = list(_place_changes(path, before, after))
        about += found
        if not found:
            relaid.append(path)
    return Diff(old, new, tuple(about), tuple(relaid))


def _place_changes(path: str, old: Place | None, new: Place | None) -> Iterator[About]:
    """The changes of one file: of itself, then of its credentials."""
    place = (new or old).jurisdiction  # type: ignore[union-attr]
    own = list(_own_changes(old, new))
    if own:
        yield About(place.jurisdiction, place.name, None, path, tuple(own))
    before, after = _credentials(old), _credentials(new)
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        changes = tuple(credential_changes(one, other))
        if changes:
            shown = (other or one)[0]  # type: ignore[index]
            yield About(place.jurisdiction, place.name, shown, path, changes)


def _credentials(place: Place | None) -> dict[str, Written]:
    if place is None:
        return {}
    raw = place.document.data["credentials"]
    return {c.id: (c, r) for c, r in zip(place.jurisdiction.credentials, raw, strict=True)}


def _own_changes(old: Place | None, new: Place | None) -> Iterator[Change]:
    """What changed in a file beside its credentials."""
    if old is None or new is None:
        name = (new or old).jurisdiction.name  # type: ignore[union-attr]
        says = tell("{place} is new in the rule book", place=name) if old is None else tell("{place} is no longer in the rule book", place=name)  # fmt: skip
        yield Change("file", ADDED if old is None else REMOVED, name, says)
        return
    one, other = old.jurisdiction, new.jurisdiction
    for key in ("jurisdiction", "name", "summary", "none_found"):
        yield from key_changes("file", key, one, other, old.document.data, new.document.data)
    for name in dict.fromkeys((*one.sources, *other.sources)):
        yield from _source(name, old, new)
    yield from text_changes("note", one.notes, other.notes)


def _source(name: str, old: Place, new: Place) -> Iterator[Change]:
    before, after = (p.jurisdiction.sources.get(name) for p in (old, new))
    if before == after:
        return
    if before is None and after is not None:
        title = f"{after.publisher}: {after.title}, {after.url}"
        yield Change("source", ADDED, name, tell("new source {name}: {title}", name=name, title=title), new=title)
    elif after is None and before is not None:
        title = f"{before.publisher}: {before.title}, {before.url}"
        yield Change(
            "source", REMOVED, name, tell("source {name} taken out: {title}", name=name, title=title), old=title
        )
    elif before is not None and after is not None:
        if before.but(read=after.read) == after:
            days = {"day": after.read.day, "earlier": before.read.day}
            says = tell("source {name} was read again on {day} (before: {earlier})", name=name, **days)
            yield Change("source", CHANGED, name, says, str(before.read), str(after.read))
            return
        raw = (p.document.data["sources"][name] for p in (old, new))
        details = tuple(details_of(before, after, *raw))
        yield Change("source", CHANGED, name, tell("source {name} changed", name=name), details=details)


__all__ = ["ADDED", "CHANGED", "REMOVED", "About", "Change", "Detail", "Diff", "diff"]
