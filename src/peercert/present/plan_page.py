"""A plan as a page: the answer, what to find out first, the steps in order, what it adds up to, what decides the date."""

from collections.abc import Iterable, Sequence

from peercert.model import Jurisdiction
from peercert.plan import Plan, Step
from peercert.plan.deadlines import Deadline
from peercert.plan.ways import NO_CHOICE, Choice, Way
from peercert.present.outlook import cautions, period_of, whom_to_ask
from peercert.present.page import Notes, closing
from peercert.present.plan_steps import can_start, marks, next_lines, question_item, step_item, step_names, takes_long
from peercert.present.sections import HOURS, Item, Page, Section, way
from peercert.verdicts import MISSING, All, Finding, Money, Name, Outcome, Quantity
from peercert.words import N_, number, say, tell, tell_many

_STAGES = N_({
    "before_training": "Before the training", "training": "The training", "before_application": "Before you apply",
    "application": "The application", "before_exam": "Before the exam", "exam": "The exam",
    "after_approval": "After approval", "within_period": "Before the certificate ends", "renewal": "Renewal",
})  # fmt: skip


_SAID_ELSEWHERE = frozenset({"period_ends", "late_until", "rule_ends"})
"""Last days that the page says where the period or the step is."""


def plan_page(
    plan: Plan, jurisdiction: Jurisdiction, choice: Choice = NO_CHOICE, deadlines: Sequence[Deadline] = ()
) -> Page:
    """The page of a plan, with other ways to compare and days to mind where they are given."""
    notes = Notes(jurisdiction)
    numbers = {s.id: i for i, s in enumerate(plan.to_do, 1)}
    sections = [*cautions(plan.report), *period_of(plan.report), whom_to_ask(plan.report.credential)]
    if not plan.closed:
        sections += _in_the_way(plan, notes)
        sections += _to_find_out(plan, notes)
        sections += _by_stage(plan, numbers, notes)
        sections += _adds_up(plan)
        sections += _dates(plan, numbers, deadlines)
    sections += _ways(plan, choice)
    answer, tone = _answer(plan)
    return Page(
        plan.report.credential.name, _subtitle(plan, jurisdiction), answer, tone, tuple(sections), notes.listed(), closing()
    )  # fmt: skip


def _subtitle(plan: Plan, jurisdiction: Jurisdiction) -> str:
    report = plan.report
    return tell(
        "Your plan. {place}. {credential}, {pathway}: {what}. Made for {day}.",
        place=jurisdiction.name,
        credential=report.credential.id,
        pathway=report.pathway.name,
        what=way(report.pathway),
        day=report.as_of,
    )


def _answer(plan: Plan) -> tuple[str, str]:
    """The answer in a few sentences, and its tone."""
    if plan.report.outcome is Outcome.READY:
        return _ready(plan), "good"
    if plan.closed:
        return tell("This way is closed. Look at the other ways, or ask the certifier."), "open"
    if plan.blocked:
        return tell("As your record stands, this way does not lead there: see what stands in the way. The steps are for when that changes."), "open"  # fmt: skip
    steps, questions = len(plan.to_do), len(plan.ask_first)
    said = []
    if plan.report.outcome is Outcome.REVIEW:
        said.append(tell("Nothing is missing any more: what is left is for people to decide."))
    elif steps:
        said.append(tell_many("{count} step to go.", "{count} steps to go.", steps))
    if questions:
        said.append(tell_many("{count} thing to find out first.", "{count} things to find out first.", questions))
    if not steps:
        said.append(tell("When your record says more, plan again."))
    elif plan.report.outcome is not Outcome.REVIEW:
        said.append(_when(plan))
        now = [i for i, s in enumerate(plan.to_do, 1) if can_start(s, plan)]
        if now and len(now) < steps:
            said.append(tell("You can start now with {steps}.", steps=step_names(now)))
    return " ".join(said), "todo" if any(s.verdict is MISSING for s in plan.to_do) else "good"


def _ready(plan: Plan) -> str:
    """Nothing is left: what comes now."""
    kinds = {f.requirement.rule.kind for f in plan.report.findings}
    if plan.report.pathway.kind in ("renewal", "reinstatement"):
        return tell("Well done: everything asked for is there. Nothing is left but to send it in, if that is not done yet.")  # fmt: skip
    if "application" in kinds:
        return tell("Well done: everything asked for is done, and your application is in. Nothing is left but to wait for the answer.")  # fmt: skip
    return tell("Well done: everything asked for is done. Nothing is left but to apply, if you have not done so yet.")


def _when(plan: Plan) -> str:
    """When it can be done, in a sentence."""
    today = plan.report.as_of
    if plan.ends is None:
        return ""
    if plan.hours_per_week and plan.hours:
        return tell(
            "With {hours} a week it can be done by {day} at the earliest.",
            hours=Quantity(plan.hours_per_week, "hours"),
            day=plan.ends,
        )
    if plan.ends > today:
        if plan.dated:
            return tell("It can be done on {day} at the earliest, because some time has to pass first.", day=plan.ends)
        return tell("It cannot be done before {day}; with your hours it may be later.", day=plan.ends)
    return tell("No waiting time is set: how fast it goes depends on you and on the certifier.")


def _in_the_way(plan: Plan, notes: Notes) -> Iterable[Section]:
    """What neither time nor work brings about, and where to look instead."""
    items = [
        Item(say(s.what), (f"{s.findings[0].reason}{marks(s, notes)}", *next_lines(s, plan))) for s in plan.blocked
    ]
    if items:
        yield Section(tell("What stands in the way ({count})", count=len(items)), tuple(items))


def _to_find_out(plan: Plan, notes: Notes) -> Iterable[Section]:
    """What the record does not say: it may be done already."""
    items = [question_item(s, plan, notes) for s in plan.ask_first]
    if items:
        yield Section(tell("Find out first ({count})", count=len(items)), tuple(items), checklist=True)


def _by_stage(plan: Plan, numbers: dict[str, int], notes: Notes) -> Iterable[Section]:
    """The steps under the names of their stages, numbered through."""
    items: list[Item] = []
    stage = ""
    for step in plan.to_do:
        if step.stage != stage and items:
            yield Section(tell(_STAGES[stage]), tuple(items), checklist=True)
            items = []
        stage = step.stage
        items.append(step_item(step, plan, numbers, notes))
    if items:
        yield Section(tell(_STAGES[stage]), tuple(items), checklist=True)


def _adds_up(plan: Plan) -> Iterable[Section]:
    """Money and hours over all the steps."""
    report, totals = plan.report, plan.report.totals
    if report.outcome is Outcome.READY:
        return
    lines = []
    if not _names_fees(report.findings):
        lines.append(tell("Money: no source that was read names a fee for this; ask before you start."))
    elif not (totals.fees_usd_at_most or totals.fees_not_published):
        lines.append(tell("Money: nothing to pay, as far as the rules say."))
    elif totals.fees_usd:
        lines.append(tell("Money: {usd} to pay for sure.", usd=Money(totals.fees_usd)))
    if totals.fees_usd_at_most > totals.fees_usd:
        lines.append(
            tell("Money: {usd} at most; some fees are given as a range, or may be paid already or not be asked of you.", usd=Money(totals.fees_usd_at_most))
        )  # fmt: skip
    if totals.fees_not_published:
        fees = All(tuple(map(Name, totals.fees_not_published)))
        lines.append(tell("No source says how much is asked for: {fees}.", fees=fees))
    if totals.hours:
        parts = [tell(HOURS[kind], hours=Quantity(hours, "hours")) for kind, hours in totals.hours.items()]
        lines.append(tell("Time to put in: {hours}.", hours=All(tuple(parts))))
    if plan.hours_at_most > plan.hours:
        lines.append(
            tell("Time to put in: {hours} at most, with what your record leaves open.", hours=Quantity(plan.hours_at_most, "hours"))
        )  # fmt: skip
    yield Section(tell("What it adds up to"), lines=tuple(lines))


def _names_fees(findings: Sequence[Finding]) -> bool:
    return any(f.requirement.rule.kind == "fee" or _names_fees(f.findings) for f in findings)


def _dates(plan: Plan, numbers: dict[str, int], deadlines: Sequence[Deadline]) -> Iterable[Section]:
    """What decides the date, what is not in it, and days to mind."""
    lines = []
    if plan.critical_path and plan.ends:
        chain = [tell("{what} (step {number})", what=_short(plan.step(n)), number=str(numbers[n])) for n in plan.critical_path]  # fmt: skip
        lines.append(tell("What decides the date, {day}: {steps}.", day=plan.ends, steps=", ".join(chain)))
    if plan.to_do and plan.ends:
        if not plan.dated:
            lines.append(tell("Your hours are not in the dates. With --hours-per-week 5, or as many as you have, they are."))  # fmt: skip
        elif plan.hours_per_week and sum(1 for s in plan.to_do if s.hours and not s.beside) > 1:
            lines.append(tell("Steps that take hours come one after the other here, because they share your {hours} a week.", hours=Quantity(plan.hours_per_week, "hours")))  # fmt: skip
        lines.append(
            tell("Not in the dates, because the rules do not say how long it takes: the certifier's answer, the days of courses and exams, letters that others write.")
        )  # fmt: skip
        if without := [numbers[s.id] for s in plan.to_do if takes_long(s)]:
            lines.append(tell("Nor how long these take: {steps}.", steps=step_names(without)))
        if plan.ask_first:
            lines.append(tell("What is still to be found out is not in the dates either; it may be done already."))
    unordered = [numbers[s.id] for s in plan.to_do if not s.staged]
    if unordered:
        lines.append(tell("The rules do not say when these come; they stand where such things usually do: {steps}.", steps=step_names(unordered)))  # fmt: skip
    for deadline in deadlines:
        late = plan.ends is not None and deadline.day < plan.ends
        if late:
            lines.append(tell("{what} This plan takes longer: ask the certifier what that means for you.", what=deadline.what))  # fmt: skip
        elif deadline.kind not in _SAID_ELSEWHERE:
            lines.append(say(deadline.what))
    if lines:
        yield Section(tell("About the dates"), lines=tuple(lines))


def _short(step: Step) -> str:
    """What a step is about, in a word or two."""
    return say(step.findings[0].requirement.rule.title() if step.findings else step.what)


def _ways(plan: Plan, choice: Choice) -> Iterable[Section]:
    """The cheapest and the quickest way, where they are others; or that this one is."""
    planned = plan.report.pathway.name
    lines = []
    if plan.ends is None:
        lines = [_open_way(w) for w in choice.ways]
    for best, says in ((choice.cheapest, _cheapest), (choice.quickest, _quickest)):
        if best is not None and best.pathway.name != planned and plan.ends is not None:
            lines.append(says(best, choice.ways[0]))
    if choice.cheapest and choice.quickest and choice.cheapest.pathway.name == choice.quickest.pathway.name == planned:
        lines.append(tell_many("Of the {count} way open to you, none is cheaper or quicker than this.", "Of the {count} ways open to you, none is cheaper or quicker than this.", len(choice.ways)))  # fmt: skip
    if lines:
        yield Section(tell("Other ways"), lines=tuple(lines))


def _open_way(other: Way) -> str:
    return tell(
        "Open to you: {pathway} ({what}), as far as your record says. See --pathway {pathway}.",
        pathway=other.pathway.name,
        what=way(other.pathway),
    )


def _cheapest(best: Way, planned: Way) -> str:
    return tell(
        "Cheapest: {pathway} ({what}), for {usd} at most; this way costs {planned} at least. See --pathway {pathway}.",
        pathway=best.pathway.name,
        what=way(best.pathway),
        usd=Money(best.fees_usd_at_most),
        planned=Money(planned.fees_usd),
    )


def _quickest(best: Way, planned: Way) -> str:
    values = {"pathway": best.pathway.name, "what": way(best.pathway)}
    if best.ends and planned.ends and best.ends < planned.ends:
        return tell("Quickest: {pathway} ({what}), by {day} and not {planned}. See --pathway {pathway}.", **values, day=best.ends, planned=planned.ends)  # fmt: skip
    if not best.hours_at_most:
        return tell("Quickest: {pathway} ({what}), with no hours to put in. See --pathway {pathway}.", **values)
    hours = {"hours": Quantity(best.hours_at_most, "hours"), "planned": number(planned.hours)}
    return tell("Quickest: {pathway} ({what}), with {hours} to put in and not {planned}. See --pathway {pathway}.", **values, **hours)  # fmt: skip
