"""A plan as a page: the answer, what to find out first, the steps in order, what it adds up to, what decides the date."""

from collections.abc import Iterable, Sequence

from peercert.model import Jurisdiction
from peercert.plan import Plan, Step
from peercert.plan.deadlines import Deadline
from peercert.plan.ways import NO_CHOICE, Choice, Way
from peercert.present.outlook import cautions, period_of, whom_to_ask
from peercert.present.page import Notes, about, cited, closing
from peercert.present.sections import Item, Page, Section, way
from peercert.verdicts import MISSING, REVIEW, UNKNOWN, All, Finding, Money, Name, Note, Outcome, Quantity
from peercert.words import N_, all_of_words, number, say, tell, tell_many

_STAGES = N_({
    "before_training": "Before the training", "training": "The training", "before_application": "Before you apply",
    "application": "The application", "before_exam": "Before the exam", "exam": "The exam",
    "after_approval": "After approval", "within_period": "Before the certificate ends", "renewal": "Renewal",
})  # fmt: skip
_HOURS = N_({
    "training": "{hours} of training", "work_experience": "{hours} of peer support work",
    "supervision": "{hours} of supervision", "continuing_education": "{hours} of continuing education",
})  # fmt: skip


def plan_page(
    plan: Plan, jurisdiction: Jurisdiction, choice: Choice = NO_CHOICE, deadlines: Sequence[Deadline] = ()
) -> Page:
    """The page of a plan, with other ways to compare and days to mind where they are given."""
    notes = Notes(jurisdiction)
    numbers = {s.id: i for i, s in enumerate(plan.to_do, 1)}
    sections = [*cautions(plan.report), *period_of(plan.report), whom_to_ask(plan.report.credential)]
    if plan.blocked:
        sections.append(_in_the_way(plan, notes))
    if plan.ask_first:
        items = tuple(_question(s, plan, notes) for s in plan.ask_first)
        sections.append(Section(tell("Find out first ({count})", count=len(items)), items, checklist=True))
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
        return tell("As your record stands, this way does not lead there. See what stands in the way."), "open"
    steps = len(plan.to_do)
    said = []
    if steps:
        said.append(tell_many("{count} step to go.", "{count} steps to go.", steps))
    if plan.ask_first:
        said.append(tell_many("{count} thing to find out first.", "{count} things to find out first.", len(plan.ask_first)))  # fmt: skip
    if steps:
        said.append(_when(plan))
        now = [i for i, s in enumerate(plan.to_do, 1) if _can_start(s, plan)]
        if now and len(now) < steps:
            said.append(tell("You can start now with {steps}.", steps=_steps(now)))
    return " ".join(said), "todo" if any(s.verdict is MISSING for s in plan.to_do) else "good"


def _can_start(step: Step, plan: Plan) -> bool:
    """There is something to do for it today."""
    held = step.kind == "credential_held"
    return step.starts == plan.report.as_of and not step.waits_for and not step.waiting and not held


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


def _in_the_way(plan: Plan, notes: Notes) -> Section:
    items = tuple(
        Item(say(s.what), (f"{s.findings[0].reason}{_marks(s, notes)}", *_next(s, plan))) for s in plan.blocked
    )  # fmt: skip
    return Section(tell("What stands in the way ({count})", count=len(items)), items)


def _question(step: Step, plan: Plan, notes: Notes) -> Item:
    """Something to find out: what is not known, and where to write the answer."""
    found = step.findings[0].judgement
    lines = [f"{step.findings[0].reason}{_marks(step, notes)}"]
    lines += _next(step, plan)
    if step.verdict is UNKNOWN and found.fields:
        lines.append(tell("In your record: {fields}.", fields=", ".join(dict.fromkeys(found.fields[:4]))))
    if step.verdict is UNKNOWN and step.hours:
        lines.append(tell("At most {hours}.", hours=Quantity(step.hours, "hours")))
    lines += about(step.findings[0].requirement, notes)
    return Item(say(step.what), tuple(lines))


def _by_stage(plan: Plan, numbers: dict[str, int], notes: Notes) -> Iterable[Section]:
    """The steps under the names of their stages, numbered through."""
    items: list[Item] = []
    stage = ""
    for step in plan.to_do:
        if step.stage != stage and items:
            yield Section(tell(_STAGES[stage]), tuple(items), checklist=True)
            items = []
        stage = step.stage
        items.append(_item(step, plan, numbers, notes))
    if items:
        yield Section(tell(_STAGES[stage]), tuple(items), checklist=True)


def _item(step: Step, plan: Plan, numbers: dict[str, int], notes: Notes) -> Item:
    head = tell("{number}. {what}", number=str(numbers[step.id]), what=step.what)
    if step.verdict is REVIEW:
        head = tell("{number}. {what} (for people to decide)", number=str(numbers[step.id]), what=step.what)
    if not step.findings:
        return Item(head, (*_to_get(step, plan), *_timing(step, plan, numbers)))
    lines = [f"{line}{_marks(step, notes)}" if i == 0 else line for i, line in enumerate(_to_do(step, plan))]
    lines += [line for f in step.findings[1:] for line in _beside(f, notes)]
    lines += _timing(step, plan, numbers)
    lines += about(step.findings[0].requirement, notes)
    return Item(head, tuple(lines))


def _to_do(step: Step, plan: Plan) -> list[str]:
    """What there is to do, and what there is already."""
    finding = step.findings[0]
    found = finding.judgement
    lines: list[str] = []
    if step.verdict is UNKNOWN:
        lines.append(tell("If it is done already, tick it off, and add it to your record."))
    if step.verdict is REVIEW or (found.have and not step.waiting):
        lines.append(finding.reason)
    lines += _next(step, plan)
    if found.caution:
        lines.append(say(found.caution))
    return lines


def _next(step: Step, plan: Plan) -> list[str]:
    finding = step.findings[0]
    rule = finding.requirement.rule
    lines = [finding.next] if finding.next else []
    if step.choices > 1:
        lines.append(tell("There are {count} ways to meet this; this is the nearest for you. The others: peercert check {credential}.", count=step.choices, credential=plan.report.credential.id))  # fmt: skip
    get = getattr(rule, "any", None) if rule.kind == "credential_held" else None
    if get and step.verdict is not REVIEW:
        lines.append(tell("How to get there: {commands}.", commands=_commands(get, plan)))
    return lines


def _to_get(step: Step, plan: Plan) -> Iterable[str]:
    """Of a credential under which hours count: that it comes first, and how to get there."""
    if step.kind == "credential_held":
        names = tuple(step.what.values["credentials"].items)
        yield tell(
            "Hours count only while you hold it. If you hold it already, tick it off, and add it to your record."
        )
        yield tell("How to get there: {commands}.", commands=_commands(names, plan))


def _commands(names: Sequence[str], plan: Plan) -> str:
    """How to plan for other credentials; for this one, its first step."""
    credential = plan.report.credential
    first = next((p.name for p in credential.pathways.values() if p.kind == "trainee"), None)
    return ", ".join(
        f"peercert plan {name} --pathway {first}" if name == credential.id and first else f"peercert plan {name}" for name in names
    )  # fmt: skip


def _beside(finding: Finding, notes: Notes) -> Iterable[str]:
    """What belongs to a step beside its own finding: a fee, a last day."""
    rule = finding.requirement.rule
    marks = cited(finding.requirement, notes)
    if rule.kind == "fee":
        to = getattr(rule, "to", None)
        amount = say(rule.need())
        if finding.judgement.not_published:
            yield f"{tell('Fee for {what}: no source says how much; ask before you start.', what=Name(getattr(rule, 'for_', '')))}{marks}"
        else:
            said = tell("To pay: {amount}, to {whom}.", amount=amount, whom=to) if to else tell("To pay: {amount}.", amount=amount)  # fmt: skip
            yield f"{said}{marks}"
    else:
        yield f"{tell('When: {what}.', what=rule.need())}{marks}"
    if finding.requirement.note:
        yield tell("Note: {note}", note=Note(finding.requirement.note))


def _timing(step: Step, plan: Plan, numbers: dict[str, int]) -> Iterable[str]:
    """When it can start and be done, and what it waits for."""
    today = plan.report.as_of
    after = _steps(numbers[w] for w in step.waits_for)
    if step.starts is None or step.ends is None:
        return
    if step.waiting and step.kind != "exam":
        if not step.findings:
            yield tell("On {day}.", day=step.ends)
    elif step.hours and plan.hours_per_week:
        yield tell(
            "From {start} to {end}, at {hours} a week.",
            start=step.starts,
            end=step.ends,
            hours=Quantity(plan.hours_per_week, "hours"),
        )
        if after:
            yield tell("After {steps}.", steps=after)
    elif step.ends > step.starts:
        yield tell("It takes until {day} at the least, if you start on {start}.", day=step.ends, start=step.starts)
        if after:
            yield tell("After {steps}.", steps=after)
    elif step.starts > today:
        yield (
            tell("Not before {day}, after {steps}.", day=step.starts, steps=after)
            if after
            else tell("Not before {day}.", day=step.starts)
        )
    elif after:
        yield tell("After {steps}.", steps=after)
    elif _can_start(step, plan):
        yield tell("You can start now.")
    if step.beside:
        yield tell("It goes along with step {number}.", number=str(numbers[step.beside]))
    if step.critical:
        yield tell("This decides the date.")


def _steps(places: Iterable[int]) -> str:
    """step 3; steps 3 and 5; steps 3 to 6 and 9."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    said = []
    for run in runs:
        if len(run) > 2:
            said.append(tell("{first} to {last}", first=str(run[0]), last=str(run[-1])))
        else:
            said += map(str, run)
    if not said:
        return ""
    one = len(runs) == 1 and len(runs[0]) == 1
    return tell("step {number}" if one else "steps {number}", number=all_of_words(said))


def _marks(step: Step, notes: Notes) -> str:
    return cited(step.findings[0].requirement, notes)


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
        parts = [tell(_HOURS[kind], hours=Quantity(hours, "hours")) for kind, hours in totals.hours.items()]
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
        held = [numbers[s.id] for s in plan.to_do if s.kind == "credential_held" and not s.waiting]
        if held:
            lines.append(tell("Nor how long it takes to get what you have to hold first: {steps}.", steps=_steps(held)))
        if plan.ask_first:
            lines.append(tell("What is still to be found out is not in the dates either; it may be done already."))
    unordered = [numbers[s.id] for s in plan.to_do if not s.staged]
    if unordered:
        lines.append(tell("The rules do not say when these come; they stand where such things usually do: {steps}.", steps=_steps(unordered)))  # fmt: skip
    for deadline in deadlines:
        late = plan.ends is not None and deadline.day < plan.ends
        if late:
            lines.append(tell("{what} This plan takes longer: ask the certifier what that means for you.", what=deadline.what))  # fmt: skip
        elif deadline.kind not in ("period_ends", "late_until"):
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


__all__ = ["plan_page"]
