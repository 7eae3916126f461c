"""Lived experience: whose, and of what. No diagnosis is asked for.

lived_experience: {as: person, of: [mental_health, substance_use]}
lived_experience: {as: [parent, caregiver], of: mental_health}
lived_experience: {as: person, of_all: [mental_health, substance_use]}
"""

from typing import Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.record import LivedAs, LivedOf
from peercert.record import LivedExperience as Lived
from peercert.shapes import OneOrMany, field
from peercert.verdicts import MET, MISSING, UNKNOWN, All, AnyOf, Judgement, Name, Says
from peercert.words import N_

_AS = N_({"person": "your own", "youth": "your own as a young person", "parent": "as a parent", "caregiver": "as a caregiver", "family_member": "as a relative", "ally": "as an ally"})  # fmt: skip


_OF = N_(
    {
        "mental_health": "a mental health condition",
        "justice": "the justice system",
        "military": "military service",
        "other": "something like it",
    }
)


def _conditions(of: tuple[str, ...]) -> tuple[Says | Name, ...]:
    return tuple(Says(_OF[o]) if o in _OF else Name(o) for o in of)


class LivedExperience(Rule):
    """Lived experience of one of these kinds."""

    as_: OneOrMany[LivedAs] | None = field(default=None, doc="Whose experience counts.", example=["person"])
    of: OneOrMany[LivedOf] | None = field(
        default=None, doc="Experience of one of these.", example=["mental_health", "substance_use"]
    )
    of_all: tuple[LivedOf, ...] | None = field(
        default=None, doc="Experience of all of these.", example=["mental_health", "substance_use"]
    )
    services_received: bool | None = field(
        default=None, doc="Services or treatment must have been received.", example=True
    )
    share_openly: bool | None = field(default=None, doc="The person must be willing to say so openly.", example=True)

    example: ClassVar[Any] = {"as": "person", "of": ["mental_health", "substance_use"]}
    names_itself: ClassVar[bool] = True

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        known = context.record.lived_experience
        if known is None:
            return Judgement(UNKNOWN, Says("Your lived experience is not in the record."), fields=("lived_experience",))
        mine = [
            (i, e)
            for i, e in enumerate(known)
            if self.as_ is None or e.as_ in self.as_ or (e.as_ == "youth" and "person" in self.as_)
        ]
        if self.of_all:
            held = {o for _, e in mine for o in e.of}
            lacking = [o for o in self.of_all if o not in held]
            mine = [] if lacking else mine
        elif self.of:
            mine = [(i, e) for i, e in mine if set(e.of) & set(self.of)]
        if not mine:
            return Judgement(MISSING, Says("The lived experience in your record is of another kind."), gap=1)
        lacks: tuple[str, ...] = ()
        for i, entry in mine:
            missing = self._open(entry)
            if missing == ():
                return Judgement(MET, Says("Your record says so."))
            lacks += tuple(f"lived_experience[{i}].{name}" for name in missing or ())
        if not lacks:
            return Judgement(MISSING, Says("The record says that a part of it does not hold."), gap=1)
        return Judgement(UNKNOWN, Says("The record does not say all that the rule asks about it."), fields=lacks)

    def _open(self, entry: Lived) -> tuple[str, ...] | None:
        """Fields not said; None where a condition fails; () where all holds."""
        open_fields: tuple[str, ...] = ()
        for name in ("services_received", "share_openly"):
            wanted, said = getattr(self, name), getattr(entry, name)
            if wanted is None or said == wanted:
                continue
            if said is not None:
                return None
            open_fields += (name,)
        return open_fields

    def title(self) -> Says:
        return Says("Lived experience")

    def need(self) -> Says:
        said = Says("lived experience")
        if self.of_all:
            said = Says("lived experience of {of}", {"of": All(_conditions(self.of_all))})
        elif self.of:
            said = Says("lived experience of {of}", {"of": AnyOf(_conditions(self.of))})
        if self.as_:
            said = Says("{lived} ({whose})", {"lived": said, "whose": AnyOf(tuple(Says(_AS[a]) for a in self.as_))})
        if self.services_received:
            said = Says("{lived}, with services received", {"lived": said})
        return Says("{lived}, and being willing to share it", {"lived": said}) if self.share_openly else said

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add your lived experience (no diagnosis is needed).")
        return Says("Look for a credential for your kind of lived experience: peercert list.")
