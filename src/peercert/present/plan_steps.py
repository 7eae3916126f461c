"""One step of a plan as an entry of a page: what to do, what it costs, when it can start, what it waits for."""

from collections.abc import Iterable, Sequence

from peercert.plan import Plan, Step
from peercert.present.page import Notes, about, cited
from peercert.present.sections import Item
from peercert.verdicts import REVIEW, UNKNOWN, Finding, Name, Note, Quantity, called
from peercert.words import all_of_words, say, tell


def step_item(step: Step, plan: Plan, numbers: dict[str, int], notes: Notes) -> Item:
    """A step in its place: its number, what to do, what belongs to it, when."""
    head = tell("{number}. {what}", number=str(numbers[step.id]), what=step.what)
    if step.verdict is REVIEW:
        head = tell("{number}. {what} (for people to decide)", number=str(numbers[step.id]), what=step.what)
    if not step.findings:
        return Item(head, (*_to_get(step, plan), *_timing(step, plan, numbers)))
    lines = [f"{line}{marks(step, notes)}" if i == 0 else line for i, line in enumerate(_to_do(step, plan))]
    lines += [line for f in step.findings[1:] for line in _beside(f, notes)]
    lines += _timing(step, plan, numbers)
    lines += about(step.findings[0].requirement, notes)
    return Item(head, tuple(lines))


def question_item(step: Step, plan: Plan, notes: Notes) -> Item:
    """Something to find out: what is not known, and where to write the answer."""
    found = step.findings[0].judgement
    lines = [f"{step.findings[0].reason}{marks(step, notes)}"]
    lines += next_lines(step, plan)
    if step.verdict is UNKNOWN and found.fields:
        lines.append(tell("In your record: {fields}.", fields=", ".join(dict.fromkeys(found.fields[:4]))))
    if step.verdict is UNKNOWN and step.hours:
        lines.append(tell("At most {hours}.", hours=Quantity(step.hours, "hours")))
    lines += about(step.findings[0].requirement, notes)
    return Item(say(step.what), tuple(lines))


def _to_do(step: Step, plan: Plan) -> list[str]:
    """What there is to do, and what there is already."""
    finding = step.findings[0]
    found = finding.judgement
    lines: list[str] = []
    if step.verdict is UNKNOWN:
        lines.append(tell("If it is done already, tick it off, and add it to your record."))
    if step.verdict is REVIEW or (found.have and not step.waiting):
        lines.append(finding.reason)
    lines += next_lines(step, plan)
    if found.caution:
        lines.append(say(found.caution))
    return lines


def next_lines(step: Step, plan: Plan) -> list[str]:
    """What to do next, other ways to meet it, how to get a credential that is asked for."""
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
    says_who = cited(finding.requirement, notes)
    if rule.kind == "fee":
        to = getattr(rule, "to", None)
        amount = say(rule.need())
        if finding.judgement.not_published:
            yield f"{tell('Fee for {what}: no source says how much; ask before you start.', what=Name(getattr(rule, 'for_', '')))}{says_who}"
        else:
            said = tell("To pay: {amount}, to {whom}.", amount=amount, whom=called(to)) if to else tell("To pay: {amount}.", amount=amount)  # fmt: skip
            yield f"{said}{says_who}"
    elif any(getattr(rule, key, None) for key in ("no_later_than", "within", "until", "from_", "ago")):
        yield f"{tell('When: {what}.', what=rule.need())}{says_who}"
    if finding.requirement.note:
        yield tell("Note: {note}", note=Note(finding.requirement.note))


def _timing(step: Step, plan: Plan, numbers: dict[str, int]) -> Iterable[str]:
    """When it can start and be done, and what it waits for."""
    today = plan.report.as_of
    after = step_names(numbers[w] for w in step.waits_for)
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
    elif can_start(step, plan):
        yield tell("You can start now.")
    if step.beside:
        yield tell("It goes along with step {number}.", number=str(numbers[step.beside]))
    if step.critical:
        yield tell("This decides the date.")


_LONG = frozenset({"credential_held", "education", "employment"})
_COUNTED = frozenset({"training", "work_experience", "supervision", "continuing_education"})


def takes_long(step: Step) -> bool:
    """It takes time of which the rules do not say how much: a degree, a post, another credential, so many courses."""
    counted = step.kind in _COUNTED and not step.hours and step.starts == step.ends
    return not step.waiting and (step.kind in _LONG or counted)


def can_start(step: Step, plan: Plan) -> bool:
    """There is something to do for it today."""
    here = plan.ends is not None and step.starts == plan.report.as_of
    return here and not step.waits_for and not step.waiting and step.kind not in _LONG


def step_names(places: Iterable[int]) -> str:
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
            said.append(tell("{first} through {last}", first=str(run[0]), last=str(run[-1])))
        else:
            said += map(str, run)
    if not said:
        return ""
    one = len(runs) == 1 and len(runs[0]) == 1
    return tell("step {number}" if one else "steps {number}", number=all_of_words(said))


def marks(step: Step, notes: Notes) -> str:
    """The sources of what a step asks."""
    return cited(step.findings[0].requirement, notes)
