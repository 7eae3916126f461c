"""Residency: living or working in a place.

`lives_in` in a record is the one place where a person mostly lives, so it covers any share of time asked of
living there; a share asked of working there needs `works_in_share`.

    residency: {in: md, by: [living, working], share: 51}
"""

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.judging.context import Context
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import Data, Question, YesNo, put_at
from peercert.shapes import OneOrMany, field
from peercert.verdicts import MET, MISSING, UNKNOWN, AnyOf, Judgement, Says
from peercert.verdicts import any_of as one_of
from peercert.words import N_

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_SAID = N_(
    {
        MET: "Your record says so.",
        MISSING: "Your record names another place.",
        UNKNOWN: "Where you live or work is not in the record.",
    }
)


class Residency(Rule):
    """Living or working in a place."""

    in_: OneOrMany[str] | None = field(default=None, doc="State codes; the jurisdiction of the file where left out, us for anywhere in the United States.", example="md")  # fmt: skip
    by: OneOrMany[Literal["living", "working", "studying"]] = field(
        default=("living",), doc="Which of these is enough.", example=["living", "working"]
    )
    share: float | None = field(default=None, doc="At least this percent of the time.", example=51)

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"in": "md", "by": ["living", "working"], "share": 51}
    names_itself: ClassVar[bool] = True

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        places = tuple(p.lower() for p in self.in_ or (context.jurisdiction,))
        answers, fields = [], []
        record = context.record
        for way, value, name in (
            ("living", record.lives_in, "lives_in"),
            ("working", record.works_in, "works_in"),
        ):
            if way not in self.by:
                continue
            if value is None:
                answers.append(UNKNOWN)
                fields.append(name)
            elif not _inside(value, places):
                answers.append(MISSING)
            elif way == "working" and self.share and record.works_in_share is None:
                answers.append(UNKNOWN)
                fields.append("works_in_share")
            elif way == "working" and self.share and (record.works_in_share or 0) < self.share:
                answers.append(MISSING)
            else:
                answers.append(MET)
        if "studying" in self.by:
            answers.append(UNKNOWN)
            fields.append("statements.studies_here")
        verdict = one_of(answers)
        return Judgement(
            verdict,
            Says(_SAID[verdict]),
            need=list(places),
            fields=tuple(fields) if verdict is UNKNOWN else (),
        )

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, Verdicts, cases, cell, some
        from peercert.judging.formula import FALSE
        from peercert.judging.sheet_period import lowered, matches

        places = tuple(p.lower() for p in self.in_ or (sheet.jurisdiction,))
        answers = []
        for way, name in (("living", "lives_in"), ("working", "works_in")):
            if way not in self.by:
                continue
            value = sheet.text("field", name)
            here = FALSE
            if value.known is not FALSE:
                code = lowered(value.value)
                here = code.among(places) | (matches(code, "^..$") if "us" in places else FALSE)
            open_, less = ~value.known, FALSE
            if way == "working" and self.share:
                share = sheet.number("field", "works_in_share")
                open_ = open_ | (here & ~share.known)
                less = share.known & (share.value < float(self.share))
            answers.append(cases((open_, UNKNOWN), (~here | less, MISSING), otherwise=MET))
        if "studying" in self.by:
            answers.append(Verdicts(unknown=~FALSE))
        return Form(some(answers), need=cell("; ".join(places)))

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        working = (table.WORKS_IN, table.WORKS_IN_SHARE) if self.share else (table.WORKS_IN,)
        return ((table.LIVES_IN,) if "living" in self.by else ()) + (working if "working" in self.by else ())

    def title(self) -> Says:
        return Says("Where you live or work")

    def need(self) -> Says:
        said = Says("{living} in this state", {"living": AnyOf.names(self.by)})
        if self.in_:
            places = AnyOf(tuple(place.upper() for place in self.in_))
            said = Says("{living} in {places}", {"living": AnyOf.names(self.by), "places": places})
        if self.share:
            said = Says("{living} at least {share} percent of the time", {"living": said, "share": self.share})
        return said

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        if field != "statements.studies_here":
            return None
        return Question(field, Says("Are you a student in this state?"), YesNo(), put_at(field))

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add where you live and where you work.")
        return Says("Ask the certifier what someone from elsewhere can do, or look at your own state's credential.")


_NOT_US = frozenset({"none"})


def _inside(value: str, places: tuple[str, ...]) -> bool:
    code = value.strip().lower()
    return code in places or ("us" in places and len(code) == 2 and code not in _NOT_US)
