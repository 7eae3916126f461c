"""Lived experience: whose, and of what. No diagnosis is asked for.

lived_experience: {as: person, of: [mental_health, substance_use]}
lived_experience: {as: [parent, caregiver], of: mental_health}
lived_experience: {as: person, of_all: [mental_health, substance_use]}
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Choice, Data, Question
from peercert.record import LivedAs, LivedOf
from peercert.record import LivedExperience as Lived
from peercert.shapes import OneOrMany, field
from peercert.verdicts import MET, MISSING, UNKNOWN, All, AnyOf, Judgement, Name, Says
from peercert.words import N_

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.formula import Formula
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

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
    return tuple(map(_condition, of))


def _condition(of: str) -> Says | Name:
    return Says(_OF[of]) if of in _OF else Name(of)


_OWN = N_(
    {
        "mental_health": "my own, of a mental health condition", "substance_use": "my own, of substance use",
        "trauma": "my own, of trauma", "justice": "my own, of the justice system", "homelessness": "my own, of homelessness",
        "foster_care": "my own, of foster care", "military": "my own, of military service", "brain_injury": "my own, of a brain injury",
        "disability": "my own, of a disability", "other": "my own, of something like it",
    }
)  # fmt: skip
_OF_OTHERS = N_(
    {
        "parent": "as a parent ({condition})", "caregiver": "as a caregiver ({condition})",
        "family_member": "as a relative ({condition})", "ally": "as an ally ({condition})",
        "youth": "my own as a young person ({condition})",
    }
)  # fmt: skip


def lived(field: str, whose: tuple[str, ...], of: tuple[str, ...]) -> Question | None:
    """Which lived experience is there? The two that are asked most stand first; None for another field."""
    if field != "lived_experience":
        return None
    usual = ("mental_health", "substance_use")
    pairs = [("person", o) for o in dict.fromkeys((*usual, *(of if "person" in whose else ())))]
    pairs += [(w, o) for w in whose if w != "person" for o in of or usual]
    said = [Says(_OWN[o]) if w == "person" else Says(_OF_OTHERS[w], {"condition": _condition(o)}) for w, o in pairs]
    options = tuple((f"{w}/{o}", s) for (w, o), s in zip(pairs, said, strict=True))

    def put(data: Data, answer: Any) -> None:
        known = data.setdefault(field, [])
        for chosen in answer:
            entry = dict(zip(("as", "of"), chosen.split("/"), strict=True))
            known += [] if entry in known else [entry]

    ask = Says("Which lived experience do you bring? No diagnosis is asked for.")
    return Question(field, ask, Choice(options, several=True), put)


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

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return lived(field, self.as_ or ("person",), self.of_all or self.of or ())

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, cases
        from peercert.judging.formula import FALSE, formula

        there, any_, as_, of = lived_columns(sheet)
        mine = any_
        if self.as_ is not None:
            mine = mine & as_((*self.as_, *(("youth",) if "person" in self.as_ else ())))
        if self.of_all:
            for condition in self.of_all:
                mine = mine & of((condition,))
        elif self.of:
            mine = mine & of(self.of)
        open_, fails = FALSE, FALSE
        for name in ("services_received", "share_openly"):
            wanted = getattr(self, name)
            if wanted is not None:
                said = sheet.yes_no("lived", name)
                open_, fails = open_ | said.open, fails | (said.no if wanted else said.yes)
        verdicts = cases((~there, UNKNOWN), (~mine | fails, MISSING), (open_, UNKNOWN), otherwise=MET)
        return Form(verdicts, gap=Cell(formula(1.0), verdicts.missing))

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        asked = (("services_received", table.SERVICES_RECEIVED), ("share_openly", table.SHARE_OPENLY))
        more = tuple(column for name, column in asked if getattr(self, name) is not None)
        return (table.LIVED_AS, *((table.LIVED_OF,) if self.of or self.of_all else ()), *more)

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


OneOf = Callable[[tuple[str, ...]], "Formula"]


def lived_columns(sheet: "Sheet") -> "tuple[Formula, Formula, OneOf, OneOf]":
    """The one entry that a row may hold: does the row say anything, is there one, and two tests of it.

    The tests tell whether it is as one of these, and of one of these.
    """
    from peercert.judging.formula import FALSE, TRUE, any_true, formula

    as_, of = sheet.text("lived", "as"), sheet.listed("lived", "of")
    none = as_.known & as_.value.equals("none") if as_.known is not FALSE else FALSE
    said_as = as_.known & ~none if sheet.asks(("lived", "as")) else TRUE
    said_of = of.known if sheet.asks(("lived", "of")) else TRUE
    any_ = said_as & said_of

    def is_as(wanted: tuple[str, ...]) -> "Formula":
        if not sheet.asks(("lived", "as")):
            return formula("person" in wanted)
        return as_.value.among(wanted) if as_.known is not FALSE else FALSE

    def is_of(wanted: tuple[str, ...]) -> "Formula":
        if not sheet.asks(("lived", "of")):
            return formula("other" in wanted)
        return any_true(of.value.contains(f";{o};") for o in wanted) if of.known is not FALSE else FALSE

    return none | any_, any_, is_as, is_of
