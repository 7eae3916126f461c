"""The days of a plan as events of a calendar: what time brings, what hours lead to, last days."""

from collections.abc import Iterator, Sequence
from datetime import date

from peercert.plan import Plan
from peercert.plan.deadlines import Deadline
from peercert.present.calendar import Event
from peercert.words import say, tell

_REMIND = (30, 7, 1)


def plan_events(plan: Plan, deadlines: Sequence[Deadline] = ()) -> tuple[Event, ...]:
    """One event for each step that has a day of its own, and for each last day; none where nothing has one.

    Ids are made of credential, pathway and step, so that a calendar updates its entries.
    """
    return (*_steps(plan), *_last_days(plan, deadlines))


def _steps(plan: Plan) -> Iterator[Event]:
    name = plan.report.credential.acronym or plan.report.credential.name
    for step in plan.to_do:
        timed = step.waiting or (step.ends is not None and step.starts is not None and step.ends > step.starts)
        if not timed or step.ends is None or step.ends <= plan.report.as_of:
            continue
        if step.waiting:
            title = tell("{credential}: reached today: {what}", what=step.what, credential=name)
        else:
            title = tell("{credential}: planned to be done by today: {what}", what=step.what, credential=name)
        then = [say(other.what) for other in plan.to_do if step.id in other.waits_for]
        lines = [tell("After this: {steps}.", steps="; ".join(then))] if then else []
        yield _event(plan, step.id, step.ends, title, lines)


def _last_days(plan: Plan, deadlines: Sequence[Deadline]) -> Iterator[Event]:
    name = plan.report.credential.acronym or plan.report.credential.name
    for deadline in deadlines:
        title = tell("{credential}: {what}", credential=name, what=deadline.what)
        yield _event(plan, deadline.id, deadline.day, title, [])


def _event(plan: Plan, name: str, day: date, title: str, lines: list[str]) -> Event:
    report, who = plan.report, plan.report.credential.certifier
    ask = ", ".join(x for x in (who.name, who.url, who.email, who.phone) if x)
    text = "\n".join([*lines, tell("Whom to ask: {whom}.", whom=ask)])
    ahead = tuple(d for d in _REMIND if d < (day - report.as_of).days)[:2]
    return Event(f"{report.credential.id}-{report.pathway.name}-{name}", day, title, text, ahead or (0,))
