"""Exams: passing one, its score, tries and waits.

An entry whose name is the exam's (case, spaces and hyphens do not count) counts; one without a name, or with
another name, may be it under another label, so the verdict stays open unless nothing was passed at all.

    exam: {name: IC&RC Peer Recovery, score: 500}
    exam: {name: CalMHSA exam, attempts: {at_most: 3, within: 12 months, from: application_approved}, wait: 90 days}
"""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.dates import DateSpan, Day, Duration
from peercert.judging.asking import OTHER, of_entry
from peercert.judging.context import NEVER, Context
from peercert.judging.entries import inside, same
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Choice, Data, Put, Question, YesNo, put_at
from peercert.record import Exam as Entry
from peercert.shapes import OneOrMany, Shape, field
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN, All, Judgement, Money, On, Quantity, Says
from peercert.words import N_, back, step

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_THEN = N_(
    {
        "retrain": "Repeat the training, then try again.",
        "reapply": "Apply again, then try again.",
        "remedial": "Ask which further course is asked of you.",
        "discretion": "Ask the certifier; it decides whether you may try again.",
    }
)
ANY = "exam"
"""What stands for an exam that the rule gives no name, where something is said of it by name."""
_EXAM_WORDS = ("exam", "test", "evaluation", "assessment", "midterm", "final")
"""A name with one of these says by itself that it is one of an exam."""


def _passed(name: str) -> Put:
    """Put down a pass of this exam, or that there is none yet."""

    def put(data: Data, answer: Any) -> None:
        passed = data.setdefault("exams", [])
        lacking = data.setdefault("not_yet", {}).setdefault("exams", [])
        if name in answer:
            passed.append({"name": name, "passed": True})
        else:
            lacking.append(name)

    return put


class Attempts(Shape):
    """How often the exam may be tried."""

    at_most: int | None = field(default=None, doc="Number of tries.", example=3)
    within: Duration | None = field(default=None, doc="In how long.", example="12 months")
    from_: str | None = field(default=None, doc="Milestone that this time runs from.", example="application_approved")
    then: Literal["retrain", "reapply", "remedial", "discretion"] | None = field(
        default=None, doc="What follows when they are used up.", example="retrain"
    )

    def said(self, exam: Says) -> Says:
        """The exam in words, with how often it may be tried."""
        if self.at_most:
            exam = Says("{exam}, in at most {tries}", {"exam": exam, "tries": Quantity(self.at_most, "attempts")})
        if self.within:
            values = {"exam": exam, "length": self.within}
            exam = Says("{exam} within {length}" if self.at_most else "{exam}, within {length}", values)
        if self.from_:
            exam = Says("{exam} from {step}", {"exam": exam, "step": step(self.from_)})
        return exam


class Exam(Rule):
    """Passing an exam."""

    name: str | None = field(
        default=None, doc="Name of the exam; any exam counts where left out.", example="IC&RC Peer Recovery"
    )
    also: tuple[str, ...] = field(default=(), doc="Other names it goes by.", example=["IC&RC PR"])
    form: OneOrMany[Literal["written", "oral", "online", "practical"]] | None = field(
        default=None, doc="How it is held.", example="written"
    )
    score: float | None = field(default=None, doc="Score needed.", example=80)
    unit: Literal["percent", "points"] = field(default="percent", doc="Unit of the score.", example="percent")
    questions: int | None = field(default=None, doc="Number of questions.", example=100)
    attempts: Attempts | None = field(
        default=None, doc="How often it may be tried.", example={"at_most": 3, "within": "12 months"}
    )
    wait: Duration | None = field(default=None, doc="Wait after a try that was not passed.", example="90 days")
    within: Duration | None = field(default=None, doc="A pass counts only this long.", example="2 years")
    after: str | None = field(
        default=None,
        doc="Only taken after this: a milestone, or the id of a requirement of this pathway.",
        example="application_approved",
    )
    passed_until: Day | None = field(default=None, doc="A pass counts only up to this day.", example="2018-12-31")
    retake_usd: float | None = field(default=None, doc="Fee for each further try.", example=150)

    example: ClassVar[Any] = {"name": "IC&RC Peer Recovery"}

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        known = context.record.exams or ()
        none_else = self._none_else(context)
        if none_else is None and not known:
            return Judgement(UNKNOWN, Says("Your record does not say anything about exams yet."), fields=("exams",))
        tries = [
            (i, e, self._this(e, context)) for i, e in enumerate(known) if not (e.taken and e.taken.lo > context.as_of)
        ]
        tries = [(i, e, named) for i, e, named in tries if named is not False]
        open_fields: tuple[str, ...] = ()
        for i, entry, named in tries:
            passed, lacks = self._passed(entry, context)
            if passed is False:
                continue
            if passed and named:
                why = Says("Passed {on}.", {"on": On(entry.taken)}) if entry.taken else Says("Passed.")
                return Judgement(MET, why, entry.score, self.score, 0, self.unit if self.score else None)
            lacks += () if named else ("name",)
            open_fields += tuple(name[1:] if name[0] == "/" else f"exams[{i}].{name}" for name in lacks)
        if open_fields:
            why = Says("Your record does not say whether this exam was the one, or whether it was passed.")
            return Judgement(UNKNOWN, why, need=self.score, fields=open_fields)
        if none_else is None and not tries:
            return Judgement(UNKNOWN, Says("Your record does not say anything about this exam yet."), fields=("exams",))
        return self._still([e for _, e, _ in tries], context)

    def _none_else(self, context: Context) -> bool | None:
        """Is it known that there is no other pass of this exam than those in the record?"""
        names = {same(n) for n in (self.name or ANY, *self.also)}
        return context.record.lacks("exams", lambda name: same(name) in names)

    def _this(self, entry: Entry, context: Context) -> bool | None:
        """Is this entry the exam? Another exam of the same pathway is not; a name of its own leaves it open."""
        if self.name is None:
            return True
        if entry.name is None:
            return None
        name = same(entry.name)
        if name in {same(n) for n in (self.name, *self.also)}:
            return True
        return False if name in context.around.exam_names else None

    def _passed(self, entry: Entry, context: Context) -> tuple[bool | None, tuple[str, ...]]:
        """Did this try pass in time? With the fields that would tell."""
        if entry.passed is False:
            return False, ()
        if self.score is not None and entry.score is not None and entry.score < self.score and entry.passed is None:
            return False, ()
        lacks: tuple[str, ...] = ()
        if self.score is not None and entry.score is not None and entry.score < self.score:
            lacks += ("score",)  # passed, it says, with less than the rule asks: one of the two is wrong
        if entry.passed is None and not (self.score is not None and entry.score is not None):
            lacks += ("passed",)
        start = self.within.before(context.as_of) if self.within else None
        end = self.passed_until.day if self.passed_until else None
        if self.after:
            begun = context.date_of(self.after)
            order = None if begun is None else inside(entry.taken, entry.taken, begun, None)
            if order is False:
                return False, ()
            lacks += () if order else ("taken",)
        limit = self.attempts
        if limit is not None and limit.from_ and limit.within:
            begun = context.date_of(limit.from_)
            if begun is None:
                lacks += (f"/milestones.{limit.from_}",)
            elif begun is not NEVER:
                in_time = inside(
                    entry.taken,
                    entry.taken,
                    None,
                    DateSpan(limit.within.after(begun.lo), limit.within.after(begun.hi)),
                )
                if in_time is False:
                    return False, ()
                lacks += () if in_time else ("taken",)
        if start or end:
            spans = [None if d is None else DateSpan(d, d) for d in (start, end)]
            answer = inside(entry.taken, entry.taken, spans[0], spans[1])
            if answer is False:
                return False, ()
            lacks += () if answer else ("taken",)
        return (None, lacks) if lacks else (True, ())

    def _still(self, tries: list[Entry], context: Context) -> Judgement:
        """Not passed so far: tries left, and the day of the next one."""
        failed = [e for e in tries if e.passed is False or (e.score is not None and e.passed is None)]
        if not failed:
            return Judgement(MISSING, Says("Still to be taken."), 0, 1, 1, "items")
        dates = [e.taken.hi for e in failed if e.taken]
        earliest = self.wait.after(max(dates)) if self.wait and dates else None
        earliest = earliest if earliest and earliest > context.as_of else None
        most = self.attempts.at_most if self.attempts else None
        left = most - len(self._counted(failed, context)) if most else None
        if self.attempts and most and left is not None and left <= 0:
            why = Says("The one try is used up.", {"tries": most}, "All {tries} tries are used up.", most)
            then = Says(_THEN[self.attempts.then]) if self.attempts.then else Says("Ask the certifier what follows.")
            if self.attempts.then == "discretion":
                return Judgement(REVIEW, why, next=then)
            return Judgement(MISSING, why, 0, 1, 1, "items", next=then)
        why = Says("Not passed yet.")
        if left is not None:
            why = Says("Not passed yet; {left} left.", {"left": Quantity(left, "attempts")})
        again = None
        if self.retake_usd and earliest is None:
            again = Says("Take the exam again; each further try costs {usd}.", {"usd": Money(self.retake_usd)})
        return Judgement(MISSING, why, 0, 1, 1, "items", earliest=earliest, next=again)

    def _counted(self, failed: list[Entry], context: Context) -> list[Entry]:
        """The tries that count toward the cap."""
        limit = self.attempts
        if limit is None:
            return failed
        begun = context.date_of(limit.from_) if limit.from_ else None
        start: date | None = begun.lo if begun is not None and begun is not NEVER else None
        if limit.from_ is None and limit.within is not None:
            start = limit.within.before(context.as_of)
        return [e for e in failed if start is None or e.taken is None or e.taken.hi >= start]

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:  # noqa: ARG002
        if context.record.exams is None:
            return None
        passed = [e.taken for e in context.record.exams if self._this(e, context) and self._passed(e, context)[0]]
        dated = [t for t in passed if t is not None]
        if dated or passed:
            return min(dated, key=lambda d: d.hi) if dated else None
        return NEVER if self._none_else(context) else None

    def ask(self, field: str, data: Data) -> Question | None:
        name = self.name or ANY
        if field == "exams":
            form = Choice(((name, self.name or Says("the exam")),), several=True)
            return Question(field, Says("Which of these exams have you passed?"), form, _passed(name))
        if self.name and re.fullmatch(r"exams\[\d+\]\.name", field):
            ask = of_entry(field, Says("Was it the {exam}?", {"exam": self.name}), data)
            return Question(field, ask, YesNo(), lambda record, yes: put_at(field)(record, name if yes else OTHER))
        return None

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import Form, NoColumnForm, cases, cell, pick
        from peercert.judging.day_formulas import after
        from peercert.judging.exam_columns import entries_of, passed_in_time
        from peercert.judging.formula import FALSE, any_true, formula, where

        if self.attempts and self.attempts.at_most == 1:
            raise NoColumnForm("an exam that may be tried once")
        said, lacking, entries = entries_of(self, sheet)
        passed, open_, tried = FALSE, FALSE, FALSE
        have, tries = cell(None), []
        for entry in entries:
            there = entry.there & ~(entry.taken.reached & (entry.taken.lo > sheet.today))
            result = passed_in_time(self, entry, sheet)
            met = there & result.yes & entry.named.yes & ~passed
            have = pick(met, entry.score, have)
            passed = passed | met
            open_ = open_ | (there & ~entry.named.no & ~result.no & ~(result.yes & entry.named.yes))
            tried = tried | (there & ~entry.named.no)
            tries.append((there & ~entry.named.no & (entry.passed.no | (entry.score.known & entry.passed.open)), entry))
        verdicts = cases(
            (~said, UNKNOWN), (passed, MET), (open_, UNKNOWN), (~lacking & ~tried, UNKNOWN), otherwise=MISSING
        )  # fmt: skip
        failed = any_true(f for f, _ in tries)
        earliest = formula(0)
        if self.wait:
            last = formula(0)
            for fails, entry in tries:
                last = where(fails & (entry.taken.hi > last), entry.taken.hi, last)
            again = after(self.wait, last)
            earliest = where(failed & (last > 0) & (again > sheet.today) & verdicts.missing, again, 0)
        missing = verdicts.missing
        have = pick(missing, cell(0.0), have.when(verdicts.met))
        need = pick(missing, cell(1.0), cell(self.score).when(said & (passed | open_)))
        gap = pick(missing, cell(1.0), cell(0.0).when(verdicts.met))
        return Form(verdicts, have, need, gap, "items", earliest)

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":  # noqa: ARG002
        from peercert.judging.day_formulas import UNKNOWN_DAY, Span
        from peercert.judging.exam_columns import entries_of, passed_in_time
        from peercert.judging.formula import FALSE, formula, where
        from peercert.judging.sheet import NEVER_SPAN

        said, lacking, entries = entries_of(self, sheet)
        day, passed, dated = UNKNOWN_DAY, FALSE, formula(99999999)
        for entry in entries:
            mine = entry.there & entry.named.yes & passed_in_time(self, entry, sheet).yes
            passed = passed | mine
            first = mine & entry.taken.known & (entry.taken.hi < dated)
            day = Span(entry.taken.lo, entry.taken.hi).or_else(first, day)
            dated = where(first, entry.taken.hi, dated)
        none = NEVER_SPAN.or_else(lacking, UNKNOWN_DAY)
        return day.or_else(passed, none).or_else(said, UNKNOWN_DAY)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        limit = self.attempts
        since = limit.from_ if limit else None
        dated = any((self.within, self.after, self.passed_until, self.wait, limit and limit.within))
        found = table.exam(self.name or ANY, score=self.score is not None, taken=dated)
        return found + reading.day(self.after) + reading.day(since)

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return table.exam(self.name or ANY, score=self.score is not None, taken=True)

    def title(self) -> Says:
        return Says("Exam")

    def need(self) -> Says:
        said = self._which()
        if self.score is not None:
            said = Says("{exam} with {score}", {"exam": said, "score": Quantity(self.score, self.unit)})
        if self.within:
            said = Says("{exam} within {last}", {"exam": said, "last": back(self.within)})
        if self.attempts:
            said = self.attempts.said(said)
        if self.after:
            said = Says("{exam}, after {step}", {"exam": said, "step": step(self.after)})
        return Says("{exam}, {length} between tries", {"exam": said, "length": self.wait}) if self.wait else said

    def _which(self) -> Says:
        """Passing which exam."""
        if self.name is None and self.form:
            return Says("passing the exam ({form})", {"form": All.names(self.form)})
        if self.name is None:
            return Says("passing the exam")
        says_what_it_is = any(w in self.name.casefold() for w in _EXAM_WORDS)
        return Says("passing the {exam}" if says_what_it_is else "passing the {exam} exam", {"exam": self.name})

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add the exam: its name, the date, and whether you passed.")
        if judgement.earliest:
            return Says("Try again from {day}.", {"day": judgement.earliest})
        return Says("Take the exam; ask the certifier for dates.")
