"""Holding a credential, perhaps for some time, perhaps one whose own rule matters.

credential_held: {any: [tx-mhps-initial]}
credential_held: {from: other_states, itself_required: {training_hours: 40}}
credential_held: {any: [wa-cpsst], for: 12 months}
"""

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.dates import DateSpan, Duration
from peercert.judging.asking import held_ones
from peercert.judging.context import NEVER, Context
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Data, Question
from peercert.record import Held, HeldStatus
from peercert.shapes import OneOrMany, Shape, ShapeError, Where, field
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN, AnyOf, Judgement, Prose, Quantity, Says, called
from peercert.words import N_

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_MEMBER = "member"
"""Stands among the open fields for what no record can say: whether a board belongs to IC&RC."""
_GONE = frozenset({"expired", "lapsed", "inactive", "suspended", "revoked", "retired"})


_FROM = N_(
    {
        "any_state": "a peer credential of any state",
        "other_states": "a peer credential of another state",
        "icrc_board": "a peer credential of an IC&RC member board",
        "national": "a national peer credential",
    }
)


class ItselfRequired(Shape):
    """What the held credential's own rule must ask."""

    training_hours: float | None = field(default=None, doc="At least so many training hours for it.", example=40)
    exam: bool | None = field(default=None, doc="An exam for it.", example=True)


class CredentialHeld(Rule):
    """Holding a credential of this rule book, or any peer credential of another state."""

    any: OneOrMany[str] | None = field(default=None, doc="One of these, by id.", example=["tx-mhps", "tx-rsps"])
    from_: Literal["any_state", "other_states", "icrc_board", "national"] | None = field(
        default=None, doc="Any peer credential from there.", example="other_states"
    )
    status: OneOrMany[HeldStatus] = field(default=("active",), doc="In one of these states today.", example=["active"])
    at_least: int = field(default=1, doc="So many different ones.", example=2)
    for_: Duration | None = field(default=None, doc="Held at least this long.", example="12 months")
    expired_within: Duration | None = field(
        default=None, doc="Expired no longer ago than this is enough as well.", example="24 months"
    )
    itself_required: ItselfRequired | None = field(
        default=None, doc="What the held credential's own rule must ask.", example={"training_hours": 40}
    )
    named: str | None = field(
        default=None,
        doc="What it is called, where it has no file here.",
        example="state substance use counselor license",
    )

    example: ClassVar[Any] = {"any": ["tx-mhps-initial"]}
    names_itself: ClassVar[bool] = True

    def check(self, where: Where) -> None:
        if self.any is None and self.from_ is None and self.named is None:
            raise ShapeError(where, "needs any (ids), from, or named")

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        known = context.record.credentials
        if known is None:
            return Judgement(
                UNKNOWN,
                Says("Your record does not say which credentials you hold."),
                need=self.at_least,
                fields=("credentials",),
            )
        sure: set[str] = set()
        possible: set[str] = set()
        fields: tuple[str, ...] = ()
        later = []
        for i, held in enumerate(known):
            if not self._named(held, context):
                continue
            answer, lacks = self._holds(held, context)
            if answer is False:
                if self.for_ and held.issued and self._current(held, context)[0]:
                    later.append(self.for_.elapsed_on(held.issued.lo))
                continue
            possible.add(held.id)
            if answer:
                sure.add(held.id)
            else:
                fields += tuple(f"credentials[{i}].{name}" for name in lacks)
        if len(sure) >= self.at_least:
            return Judgement(
                MET,
                Says("You hold {which}.", {"which": AnyOf(tuple(sorted(sure)))}),
                len(sure),
                self.at_least,
                0,
                "items",
            )
        if len(possible) < self.at_least and self._open(context):
            why = Says("Your record does not say of all of them whether you hold them.")
            return Judgement(UNKNOWN, why, len(sure), self.at_least, None, "items", None, ("credentials",))
        if len(possible) >= self.at_least:
            which = {"which": AnyOf(tuple(sorted(possible)))}
            if fields and all(f.endswith(_MEMBER) for f in fields):
                why = Says("Whether the board behind {which} is an IC&RC member, it has to say.", which)
                ask = Says("Ask the board that certified you.")
                return Judgement(REVIEW, why, len(sure), self.at_least, None, "items", next=ask)
            fields = tuple(f for f in fields if not f.endswith(_MEMBER))
            why = Says(
                "Your record leaves it open whether {which} counts.",
                which,
            )
            return Judgement(UNKNOWN, why, len(sure), self.at_least, None, "items", len(possible), fields)
        why = Says("Held, but not for long enough yet.") if later else Says("Your record shows no such credential.")
        return Judgement(
            MISSING,
            why,
            len(sure),
            self.at_least,
            float(self.at_least - len(sure)),
            "items",
            earliest=min(later, default=None),
        )

    def _open(self, context: Context) -> bool:
        """May there be one that the record does not speak of?"""
        lacking = context.record.not_yet.credentials if context.record.not_yet is not None else None
        if lacking is None:
            return False
        known = {*lacking, *(held.id for held in context.record.credentials or ())}
        names = (*(self.any or ()), *((f"other:{self.named}",) if self.named else ()))
        return self.from_ is not None or not known.issuperset(names)

    def _named(self, held: Held, context: Context) -> bool:
        if self.any is not None and held.id in self.any:
            return True
        if self.named is not None and held.id.removeprefix("other:").casefold() == self.named.casefold():
            return True
        if self.from_ is None:
            return False
        place = held.id.split("-")[0]
        if self.from_ == "national":
            return place == "us"
        return place != "us" and (self.from_ == "any_state" or place != context.jurisdiction)

    def _holds(self, held: Held, context: Context) -> tuple[bool | None, tuple[str, ...]]:
        answer, lacks = self._current(held, context)
        if answer is False:
            return False, ()
        if self.for_:
            if held.issued is None:
                answer, lacks = None, (*lacks, "issued")
            elif self.for_.elapsed_on(held.issued.lo) > context.as_of:
                return False, ()
            elif self.for_.elapsed_on(held.issued.hi) > context.as_of:
                answer, lacks = None, (*lacks, "issued")
        if self.itself_required:
            asked = self._itself(held, context)
            if asked is False:
                return False, ()
            if asked is None:
                answer, lacks = None, (*lacks, "id")
        if self.from_ == "icrc_board" and held.id not in (self.any or ()):
            answer, lacks = None, (*lacks, _MEMBER)
        return answer, lacks

    def _current(self, held: Held, context: Context) -> tuple[bool | None, tuple[str, ...]]:
        """Is it in a state that counts today? An expiry today is still valid."""
        today = context.as_of
        if held.issued and held.issued.lo > today:
            return False, ()
        if held.status in self.status and held.status in _GONE:
            return True, ()
        gone = held.status in _GONE or (held.expires is not None and held.expires.hi < today)
        if self.expired_within and gone and held.status not in ("revoked", "suspended"):
            if held.expires is None:
                return None, ("expires",)
            limit = self.expired_within.before(today)
            return (
                (True, ())
                if held.expires.lo >= limit
                else (False, ())
                if held.expires.hi < limit
                else (None, ("expires",))
            )
        if gone:
            return ("expired" in self.status and held.status in (None, "expired", "active")), ()
        if "active" not in self.status:
            return False, ()
        if held.expires is not None and held.expires.lo >= today:
            return True, ()
        if held.expires is not None:
            return None, ("expires",)
        return (True, ()) if held.status == "active" else (None, ("status",))

    def _itself(self, held: Held, context: Context) -> bool | None:
        """Does the held credential's own rule ask enough? None where the rule book cannot say."""
        credential = context.lookup(held.id)
        wanted = self.itself_required
        if credential is None or wanted is None:
            return None
        if wanted.training_hours is not None:
            asked = credential.asks("training", context.as_of, context.lookup)
            if asked is None:
                return None
            if asked[1] < wanted.training_hours:
                return False
            if asked[0] < wanted.training_hours:
                return None
        if wanted.exam and not credential.asks("exam", context.as_of, context.lookup):
            return None
        return True

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        if context.record.credentials is None:
            return None
        held = [h for h in context.record.credentials if self._named(h, context)]
        issued = [h.issued for h in held if h.issued]
        return min(issued, key=lambda d: d.hi) if issued else None if held else NEVER

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return held_ones(field, self.any or ())

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.held_columns import held_form

        return held_form(self, sheet)

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        from peercert.judging.held_columns import first_issued

        return first_issued(self, sheet)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        named = table.holds(f"other:{self.named}", named=self.named) if self.named else ()
        return reading.credential(self.any or ()) + named + (table.holds_elsewhere() if self.from_ else ())

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        return self.reads(reading)

    def title(self) -> Says:
        return Says("Credential held")

    def need(self) -> Says:
        names: list[str | Prose | Says] = list(self.any or ())
        names += [called(self.named)] if self.named else []
        names += [Says(_FROM[self.from_])] if self.from_ else []
        which = {"which": AnyOf(tuple(names)), "count": self.at_least}
        said = Says("holding {count} of {which}" if self.at_least > 1 else "holding {which}", which)
        if self.status != ("active",):
            said = Says("{held} ({status})", {"held": said, "status": AnyOf.names(self.status)})
        if self.for_:
            said = Says("{held}, held for at least {length}", {"held": said, "length": self.for_})
        if self.expired_within:
            limit = {"held": said, "length": self.expired_within}
            said = Says("{held}, or expired no longer than {length} ago", limit)
        if self.itself_required and self.itself_required.training_hours:
            asked = {"held": said, "hours": Quantity(self.itself_required.training_hours, "hours")}
            said = Says("{held}, which itself asked for at least {hours} of training", asked)
        return said

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add the credentials you hold, with dates and status; an empty list if none.")
        if judgement.earliest:
            return Says("Wait until {day}.", {"day": judgement.earliest})
        return Says("Get it first, or take another pathway.")
