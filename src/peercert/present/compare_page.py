"""The page of `peercert compare`: topic by topic, what differs first, and what is the same said once."""

from collections.abc import Sequence
from typing import Any

from peercert.compare import Row
from peercert.model import Credential
from peercert.present.page import closing
from peercert.present.sections import Item, Page, Section
from peercert.words import N_, plain, tell

_TOPICS = N_(
    {
        "age": "Age", "education": "Education", "lived_experience": "Lived experience", "recovery_time": "Recovery time",
        "free_of": "Free of", "residency": "Where you live or work", "training": "Training", "work_experience": "Work experience",
        "supervision": "Supervision", "exam": "Exam", "references": "References", "background_check": "Background check",
        "criminal_history": "Criminal history", "agreement": "To sign", "document": "To send in", "statement": "About you",
        "credential_held": "Another credential", "membership": "Membership", "employment": "A post", "interview": "Interview",
        "review": "What people decide, or was not found", "application": "Application", "milestone": "Steps on the way", "fee": "Fees",
        "continuing_education": "Continuing education", "overdue": "Renewing late", "period": "The period", "validity": "How long it is valid",
    }
)  # fmt: skip


def compare_page(rows: Sequence[Row], credentials: Sequence[Credential], *, renewal: bool) -> Page:
    """The page of a comparison; `rows` have a cell for each of the credentials, in their order."""
    differ = [r for r in rows if r.disagree]
    partly = [r for r in rows if not r.disagree and not all(r.cells)]
    same = [r for r in rows if not r.disagree and all(r.cells)]
    names = tuple(Item(tell("{credential}: {name}", credential=c.id, name=c.name)) for c in credentials)
    sections = [Section(tell("Side by side"), names)]
    for title, mine in (
        (tell("Where they differ ({count})", count=len(differ)), differ),
        (tell("Known of only some of them ({count})", count=len(partly)), partly),
        (tell("The same in all ({count})", count=len(same)), same),
    ):
        if mine:
            sections.append(Section(title, tuple(_topic(r, credentials) for r in mine)))
    answer = tell("They differ in {count} of {all} topics.", count=len(differ), all=len(rows)) if rows else tell("Nothing is known that could be compared.")  # fmt: skip
    hint = tell("Nothing known: no source that was read speaks of it. `peercert show CREDENTIAL` gives the sources.")
    subtitle = tell("What it takes to keep them.") if renewal else tell("What it takes to get them.")
    return Page(tell("Compared"), subtitle, answer, "open", tuple(sections), (), f"{hint} {closing()}")


def _topic(row: Row, credentials: Sequence[Credential]) -> Item:
    """A topic; credentials that ask the same stand together."""
    head = tell(_TOPICS[row.kind]) if row.kind in _TOPICS else plain(row.kind)
    groups: dict[tuple[tuple[str, ...], str, bool], list[str]] = {}
    for i, credential in enumerate(credentials):
        beside = row.beside[i] if row.beside else ""
        expressly = row.not_asked[i] if row.not_asked else False
        groups.setdefault((row.cells[i], beside, expressly), []).append(credential.id)
    if len(groups) == 1 and not any(beside for _, beside, _ in groups):
        return Item(head, row.cells[0] if len(row.cells[0]) == 1 else (), _needs(row.cells[0]))
    return Item(head, (), tuple(_asked(ids, *said) for said, ids in groups.items()))


def _asked(ids: list[str], cell: tuple[str, ...], beside: str, expressly: bool) -> Item:
    """What these credentials ask, and how it stands to the standard."""
    values: dict[str, Any] = {"credentials": ", ".join(ids)}
    lines = (tell("({beside})", beside=beside),) if beside else ()
    if not cell:
        said = tell("{credentials}: expressly not asked", **values) if expressly else tell("{credentials}: nothing known", **values)  # fmt: skip
        return Item(said, lines)
    if len(cell) == 1:
        return Item(tell("{credentials}: {need}", need=cell[0], **values), lines)
    return Item(tell("{credentials}:", **values), lines, _needs(cell))


def _needs(cell: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(Item(need) for need in cell) if len(cell) > 1 else ()


def compare_json(rows: Sequence[Row], credentials: Sequence[Credential]) -> list[dict[str, Any]]:
    """The comparison as plain data, a topic an object."""
    return [
        {"topic": r.kind, "differs": r.differs, "beside": dict(zip((c.id for c in credentials), r.beside, strict=False)),
         **{c.id: list(x) for c, x in zip(credentials, r.cells, strict=True)}} for r in rows
    ]  # fmt: skip
