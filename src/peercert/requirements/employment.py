"""A post: employed, where, doing what share of peer support.

employment: {status: [employed], setting: [opioid_treatment_program], share: 51}
"""

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.judging.asking import about_entry
from peercert.judging.context import Context
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule, ShownAs
from peercert.questions import Choice, Data, Question, put_at
from peercert.shapes import OneOrMany, field
from peercert.verdicts import MET, MISSING, UNKNOWN, AnyOf, Judgement, Says
from peercert.words import N_, english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_POSTS = N_(
    {
        "employed": "a post",
        "offer": "the offer of a post",
        "volunteer": "a volunteer post",
        "internship": "an internship",
    }
)


_STATUS = N_({"employed": "yes, paid", "offer": "I have an offer", "volunteer": "as a volunteer", "internship": "as an intern", "none": "no"})  # fmt: skip


class Employment(Rule):
    """Having a post."""

    status: OneOrMany[Literal["employed", "offer", "volunteer", "internship"]] = field(
        default=("employed",), doc="Which of these is enough.", example=["employed", "offer"]
    )
    setting: OneOrMany[str] | None = field(
        default=None, doc="At one of these sorts of employer.", example=["community_mental_health_center"]
    )
    role: OneOrMany[str] | None = field(default=None, doc="In one of these sorts of work.", example=["peer_support"])
    share: float | None = field(default=None, doc="At least this percent of the work in that role.", example=51)

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("text", "text")
    example: ClassVar[Any] = {"status": ["employed"], "share": 51}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        post = context.record.employment
        if post is None:
            return Judgement(UNKNOWN, Says("Your record does not say whether you have a post."), fields=("employment",))
        if post.status not in self.status:
            return Judgement(MISSING, Says("Your record shows no such post."), 0, 1, 1, "items")
        lacks: tuple[str, ...] = ()
        for name, wanted in (("setting", self.setting), ("role", self.role)):
            said = getattr(post, name)
            if wanted and said is None:
                lacks += (f"employment.{name}",)
            elif wanted and same(said) not in {same(w) for w in wanted}:
                return Judgement(
                    MISSING, Says("Your post is of another sort."), english(said), [english(w) for w in wanted]
                )
        if self.share is not None:
            if post.share is None:
                lacks += ("employment.share",)
            elif post.share < self.share:
                return Judgement(
                    MISSING,
                    Says("{share} percent of your work counts.", {"share": post.share}),
                    post.share,
                    self.share,
                    self.share - post.share,
                    "percent",
                )
        if lacks:
            return Judgement(UNKNOWN, Says("Your record does not say all about your post."), fields=lacks)
        return Judgement(MET, Says("You have such a post."))

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Cell, Form, cases, cell, pick
        from peercert.judging.formula import FALSE, formula, number_text

        status = sheet.text("employment", "status")
        right = status.known & status.value.among(self.status) if status.known is not FALSE else FALSE
        open_ = other = FALSE
        none = status.known & ~right
        have, need, gap = (Cell(formula(v), none) for v in ("0", "1", 1.0))
        for name, wanted in (("setting", self.setting), ("role", self.role)):
            if not wanted:
                continue
            said = sheet.same("employment", name)
            open_ = open_ | ~said.known
            if said.known is not FALSE:
                wrong = right & ~other & said.known & ~said.value.among(map(same, wanted))
                column = sheet.by_place["employment", name].name
                [words] = sheet.row(f"english|{column}", [column], ["text"], _in_words(column))
                have = pick(wrong, Cell(words), have)
                need = pick(wrong, cell("; ".join(english(w) for w in wanted)), need)
                other = other | wrong
        less = FALSE
        if self.share is not None:
            share = sheet.number("employment", "share")
            open_ = open_ | ~share.known
            less = right & ~other & share.known & (share.value < float(self.share))
            have, need = pick(less, Cell(share.value.as_text()), have), pick(less, cell(number_text(self.share)), need)
            gap = pick(less, Cell(float(self.share) - share.value), gap)
        verdicts = cases((~status.known, UNKNOWN), (none | other | less, MISSING), (open_, UNKNOWN), otherwise=MET)
        return Form(verdicts, have, need, gap)

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        setting = (table.employment_setting(self.setting),) if self.setting else ()
        role = (table.employment_role(self.role),) if self.role else ()
        return (
            table.EMPLOYMENT_STATUS,
            *setting,
            *role,
            *((table.EMPLOYMENT_SHARE,) if self.share is not None else ()),
        )

    def title(self) -> Says:
        return Says("Post")

    def need(self) -> Says:
        said = Says("{posts}", {"posts": AnyOf(tuple(Says(_POSTS[s]) for s in self.status))})
        if self.role:
            said = Says("{post} in {roles}", {"post": said, "roles": AnyOf.names(self.role)})
        if self.setting:
            said = Says("{post} at one of these: {places}", {"post": said, "places": AnyOf.names(self.setting)})
        if self.share:
            share = {"post": said, "share": self.share}
            said = Says("{post}, at least {share} percent of it in that work", share)
        return said

    def ask(self, field: str, data: Data) -> Question | None:
        if field == "employment":
            form = Choice(tuple((s, Says(said)) for s, said in _STATUS.items()))
            return Question(field, Says("Do you have a post, paid or not?"), form, put_at("employment.status"))
        return about_entry(field, (self,), (), data) if field.startswith("employment.") else None

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return Says("Add your post." if judgement.verdict is UNKNOWN else "Look for such a post.")


def _in_words(column: str) -> "Callable[[Mapping[str, Any]], tuple[str]]":
    """From a row to the name in a column, in words."""
    return lambda row: (english(str(row.get(column) or "").strip()),)
