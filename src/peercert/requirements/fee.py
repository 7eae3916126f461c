"""Fees: what for, how much, for whom; what they include; not published is said, never counted as zero.

fee: {for: application, usd: 100}
fee: {for: exam, usd: not_published}
fee: {for: certification, usd: 165, includes: [exam]}
fee: {for: certification, usd: 150, rates: [{usd: 100, when: {membership: {of: naadac}}}]}
"""

from typing import TYPE_CHECKING, Any, ClassVar

from peercert.judging.asking import ticks
from peercert.judging.context import Context, fully
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import Data, Question
from peercert.sayings import N_
from peercert.shapes import OneOrMany, Shape, ShapeError, Where, field, said
from peercert.sources import Cites
from peercert.verdicts import MET, MISSING, UNKNOWN, All, Judgement, Money, Name, Says, called
from peercert.words import say as say_it
from peercert.words import small

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

NOT_PUBLISHED = "not_published"


class Range(Shape):
    """An amount known only within bounds."""

    at_least: float = field(doc="Dollars at least.", example=200)
    at_most: float = field(doc="Dollars at most.", example=300)

    def check(self, where: Where) -> None:
        if self.at_most < self.at_least:
            raise ShapeError((*where, "at_most"), f"at most {self.at_most:g} is less than at least {self.at_least:g}")


class Amount(tuple[float, float]):
    """Dollars at least and at most; both -1 where no source says how much."""

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "Amount":
        """75, ``not_published`` or ``{at_least: 200, at_most: 300}`` -> Amount; raises ShapeError."""
        if data == NOT_PUBLISHED:
            return cls((-1.0, -1.0))
        if isinstance(data, dict):
            span = Range.parse(data, where)
            return cls((span.at_least, span.at_most))
        if isinstance(data, bool) or not isinstance(data, (int, float)) or not 0 <= data <= 100_000:
            wrong = {"value": said(data)}
            raise ShapeError(
                where,
                Says("{value} is no amount; write dollars such as 75, at_least and at_most, or not_published", wrong),
            )
        return cls((data, data))

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the written forms."""
        number = {"type": "number", "minimum": 0, "maximum": 100_000}
        span = {
            "type": "object",
            "properties": {"at_least": number, "at_most": number},
            "required": ["at_least", "at_most"],
            "additionalProperties": False,
        }
        return {
            "anyOf": [number, {"const": NOT_PUBLISHED}, span],
            "x-form": N_("dollars such as 75, at_least and at_most, or not_published"),
        }

    def plain(self) -> Any:
        """As it is written: 75, ``not_published``, or at least and at most."""
        if not self.published:
            return NOT_PUBLISHED
        return self[0] if self[0] == self[1] else {"at_least": self[0], "at_most": self[1]}

    @property
    def published(self) -> bool:
        """False where no source says how much."""
        return self[0] >= 0

    def said(self) -> Money | Says:
        """The amount, to be said: $75, $200 to $300."""
        if not self.published:
            return Says("amount not found")
        if self[0] == self[1]:
            return Money(self[0])
        return Says("{low} to {high}", {"low": Money(self[0]), "high": Money(self[1])})


class GroupRate(Shape):
    """Another amount for some people."""

    usd: Amount = field(doc="Dollars for them.", example=100)
    when: Requirement = field(doc="For whom: a requirement used as a test.", example={"membership": {"of": "naadac"}})
    cite: Cites | None = field(default=None, doc="Source, where it is not that of the fee.", example="apsc-cpss")


class Fee(Rule):
    """Money to pay."""

    for_: str = field(doc="What it is for, in snake case, as in `paid` of records.", example="application")
    usd: Amount = field(doc="Dollars, a range, or not_published.", example=75)
    rates: tuple[GroupRate, ...] = field(
        default=(),
        doc="Other amounts for some people; the first that fits.",
        example=[{"usd": 100, "when": {"membership": {"of": "naadac"}}}],
    )
    includes: OneOrMany[str] = field(default=(), doc="What else is paid with it.", example=["exam"])
    to: str | None = field(default=None, doc="Who takes it, where it is not the certifier.", example="Pearson VUE")

    example: ClassVar[Any] = {"for": "application", "usd": 75}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        fee = same(self.for_)
        if any(same(paid) == fee for paid in context.record.paid or ()):
            return Judgement(MET, Says("Paid."), usd=0)
        lo, hi, lacks = self._amount(context)
        if (lo, hi) == (0, 0):
            return Judgement(MET, Says("Nothing to pay here."), usd=0)
        published = hi >= 0
        need: Any = None if not published else lo if lo == hi else [lo, hi]
        usd = hi if published else None
        amount = Amount((lo, hi)) if published else Amount((-1.0, -1.0))
        if context.record.lacks("paid", lambda entry: same(entry) == fee) is None:
            why = Says("{amount}; your record does not say whether it is paid.", {"amount": amount.said()})
            return Judgement(
                UNKNOWN,
                why,
                None,
                need,
                None,
                "usd",
                None,
                ("paid", *lacks),
                usd=usd,
                not_published=not published,
            )
        why = Says("To pay; no source says how much.")
        if published:
            why = Says("{amount} to pay.", {"amount": amount.said()})
        return Judgement(
            MISSING,
            why,
            0,
            need,
            usd,
            "usd",
            usd=usd,
            usd_at_least=lo if published else None,
            not_published=not published,
        )

    def _amount(self, context: Context) -> tuple[float, float, tuple[str, ...]]:
        """Dollars at least and at most for this person, and the fields that would tell which; -1 not published."""
        amounts: list[Amount] = []
        lacks: tuple[str, ...] = ()
        for rate in self.rates:
            holds = fully(rate.when, context)
            if holds is not False:
                amounts.append(rate.usd)
            if holds:
                break
            if holds is None:
                lacks += rate.when.rule.find(rate.when, context).judgement.fields
        else:
            amounts.append(self.usd)
        if any(not a.published for a in amounts):
            return -1, -1, lacks
        return min(a[0] for a in amounts), max(a[1] for a in amounts), lacks

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, cases, pick
        from peercert.judging.formula import TRUE, formula, joined, larger, smaller, where

        said = sheet.item("paid", self.for_)
        lo, hi = formula(float("1e15")), formula(-1.0)
        left, published = TRUE, TRUE
        for amount, holds in [*((r.usd, sheet.holds(r.when)) for r in self.rates), (self.usd, None)]:
            counts = left if holds is None else left & ~holds.no
            left = left if holds is None else left & ~holds.yes
            if not amount.published:
                published = published & ~counts
                continue
            lo = where(counts, smaller(lo, float(amount[0])), lo)
            hi = where(counts, larger(hi, float(amount[1])), hi)
        nothing = published & lo.equals(0.0) & hi.equals(0.0)
        verdicts = cases((said.yes | nothing, MET), (said.no, MISSING), otherwise=UNKNOWN)
        known = published & ~verdicts.met
        need = Cell(lo, known)
        if self.shown()[1] == "text":
            span = joined(lo.as_text(), " to ", hi.as_text())
            need = pick(lo.equals(hi), Cell(lo.as_text()), Cell(span)).when(known)
        zero = Cell(formula(0.0), verdicts.missing)
        return Form(verdicts, zero, need, Cell(hi, published & verdicts.missing), "usd", usd=where(published, hi, 0.0))

    def shown(self) -> tuple[ShownAs, ShownAs]:
        amounts = [self.usd, *(r.usd for r in self.rates)]
        lows, highs = ({a[i] for a in amounts if a.published} for i in (0, 1))
        return "number", "number" if lows == highs and len(lows) < 2 else "text"

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        return (table.paid(self.for_), *reading.members(rate.when for rate in self.rates))

    def title(self) -> Says:
        return Says("Fee: {what}", {"what": Name(self.for_)})

    def need(self) -> Says:
        return self._with_rates(Says("{amount} for {what}", {"amount": self.usd.said(), "what": Name(self.for_)}))

    def heading(self) -> Says:
        amount = self._with_rates(Says("{amount}", {"amount": self.usd.said()}))
        return Says("Fee for {what}: {need}", {"what": Name(self.for_), "need": amount})

    def _with_rates(self, fee: Says) -> Says:
        """The fee with what others pay, and what else is paid with it."""
        for rate in self.rates:
            values = {"fee": fee, "amount": rate.usd.said(), "need": rate.when.rule.need()}
            if rate.when.rule.kind == "statement":
                fee = Says("{fee}; {amount} if {need}", values | {"need": small(say_it(rate.when.rule.need()))})
            else:
                fee = Says("{fee}; {amount} with {need}", values)
        return Says("{fee} ({what} included)", {"fee": fee, "what": All.names(self.includes)}) if self.includes else fee

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.not_published and self.to:
            return Says("Ask {to} how much it is before you start.", {"to": called(self.to)})
        if judgement.not_published:
            return Says("Ask the certifier how much it is before you start.")
        if judgement.verdict is UNKNOWN:
            return Says("If it is paid, add “{fee}” under paid.", {"fee": self.for_})
        if self.to:
            return Says("Pay it to {to} when it is asked for.", {"to": called(self.to)})
        return Says("Pay it to the certifier when it is asked for.")

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        return ticks(field, "paid", (self.for_,), Says("Which of these fees have you paid already?"))

    def slug(self) -> str:
        return f"fee-{self.for_.replace('_', '-')}"

    def members(self) -> tuple[Requirement, ...]:
        return tuple(rate.when for rate in self.rates)
