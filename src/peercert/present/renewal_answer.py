"""Where the holder of a credential stands, in a sentence or two: said first, plainly."""

from peercert.renewal import IN_TIME, Days, Renewal, State
from peercert.verdicts import MISSING, UNKNOWN, All, AnyOf, Money, Name, Outcome, Quantity, Says
from peercert.words import N_, tell, tell_many

GONE = N_(
    {
        "suspended": "Your record says that it is suspended. Ask {certifier} what has to happen first.",
        "revoked": "Your record says that it was revoked. Ask {certifier} whether and how it can be got back.",
        "retired": "Your record says that it is retired. Ask {certifier} whether and how it can be taken up again.",
        "inactive": "Your record says that it is inactive. Ask {certifier} what makes it active again.",
    }
)
LAPSED = N_("No way to get it back was found in the rules that were read; ask the certifier before you start over.")


def answer(renewal: Renewal) -> tuple[str, str]:
    """The answer of a page, and its tone: where the holder stands, and what is left."""
    said = [standing(renewal)]
    if renewal.state not in (State.LAPSED, State.NO_RULE, State.ASK_CERTIFIER) and not _past_step(renewal):
        said += left_to_do(renewal)
    tone = "good" if renewal.settled else "open" if renewal.state in IN_TIME else "todo"
    return " ".join(said), tone


def standing(renewal: Renewal) -> str:
    """Where the holder stands."""
    state = renewal.state
    if _past_step(renewal):
        return tell(
            "It was a step to {other}, which you hold; it ended on {end}.",
            other=renewal.leads_to,
            end=renewal.days[0].end,
        )
    if state is State.ASK_CERTIFIER:
        return tell(GONE[renewal.held.status or "inactive"], certifier=renewal.credential.certifier.name)
    if state is State.NO_RULE:
        return _no_rule(renewal)
    if not renewal.days:
        if state is State.ENDED:
            return tell("Your record says that it has expired, but not when.")
        return tell("When your certificate ends cannot be told from your record.")
    if state is State.UNKNOWN:
        return _not_clear(renewal)
    return _by_date(renewal, renewal.days[0])


def _past_step(renewal: Renewal) -> bool:
    """It has ended, and what it led to is held."""
    return (
        renewal.leads_to is not None
        and renewal.state in (State.OVERDUE, State.LAPSED, State.ENDED)
        and bool(renewal.days)
    )


def _by_date(renewal: Renewal, days: Days) -> str:
    state, today = renewal.state, renewal.as_of
    ahead = Quantity((days.due - today).days, "days")
    if state in IN_TIME and len(renewal.days) > 1:
        return tell(
            "Your renewal is due between {first} and {last}; the date on your certificate decides.",
            first=days.due, last=renewal.days[-1].due,
        )  # fmt: skip
    if state in IN_TIME:
        if days.due == today:
            return tell("Your renewal is due today, {day}.", day=days.due)
        if state is State.NOT_OPEN:
            return tell("Your renewal is due on {day}, in {ahead}; it opens on {opens}.", day=days.due, ahead=ahead, opens=days.opens)  # fmt: skip
        if days.opens is not None:
            return tell("Your renewal is open, and due on {day}, in {ahead}.", day=days.due, ahead=ahead)
        return tell("Your renewal is due on {day}, in {ahead}.", day=days.due, ahead=ahead)
    if state is State.LATE:
        return tell(
            "Your renewal was to be sent in by {due}. The certificate itself runs until {end}; ask {certifier} at once whether it can still be renewed.",
            due=days.due, end=days.end, certifier=renewal.credential.certifier.name,
        )  # fmt: skip
    ago = Quantity((today - days.end).days, "days")
    if state is State.OVERDUE and days.until is not None:
        return tell(
            "Your certificate ended on {end}, {ago} ago. You can still renew it until {until}, for {ahead} more.",
            end=days.end, ago=ago, until=days.until, ahead=Quantity((days.until - today).days, "days"),
        )  # fmt: skip
    if state is State.LAPSED and days.until is not None:
        return tell(
            "Your certificate ended on {end}, and the time to renew it late on {until}.", end=days.end, until=days.until
        )
    if state is State.LAPSED:
        return tell("Your certificate ended on {end}, and it cannot be renewed after that.", end=days.end)
    return tell(
        "Your certificate ended on {end}, {ago} ago. The rules that were read do not say how long it can still be renewed; ask {certifier} soon.",
        end=days.end, ago=ago, certifier=renewal.credential.certifier.name,
    )  # fmt: skip


def _not_clear(renewal: Renewal) -> str:
    """It is not known on which side of its end the day is."""
    if renewal.held.status in ("expired", "lapsed"):
        return tell(
            "Your record says that it has expired, and also that it is valid until {end}; one of the two is not right.",
            end=renewal.period.end,
        )
    return tell(
        "Your certificate ends, or ended, between {first} and {last}; the date on it decides.",
        first=renewal.days[0].end, last=renewal.days[-1].end,
    )  # fmt: skip


def _no_rule(renewal: Renewal) -> str:
    """Nothing is known of how it is renewed."""
    credential, today, said = renewal.credential, renewal.as_of, []
    status = credential.status_on(today)
    if credential.replaced_by:
        values = {"credential": credential.id, "other": AnyOf(credential.replaced_by)}
        if status == "retired" and credential.until:
            said.append(tell("{credential} has not been issued since {day}; {other} took its place.", **values, day=credential.until.day))  # fmt: skip
        else:
            said.append(tell("{other} took the place of {credential}.", **values))
    elif status == "retired":
        said.append(tell("{credential} is no longer issued.", credential=credential.id))
    if renewal.days:
        end = renewal.days[0].end
        said.append(tell("Yours ended on {end}." if end < today else "Yours runs until {end}.", end=end))
    said.append(
        tell("How it is renewed, no source that was read says; ask {certifier}.", certifier=credential.certifier.name)
    )
    return " ".join(said)


def left_to_do(renewal: Renewal) -> list[str]:
    """What is left, a sentence each: hours, other things, money."""
    report = renewal.report
    if report is None:
        return []
    if report.outcome is Outcome.READY:
        return [tell("All that is asked is done.")]
    if report.outcome is Outcome.REVIEW:
        return [tell("Nothing is missing; what is left is for people to decide.")]
    said = _hours_left(renewal)
    missing, unknown = (len(renewal.others(v)) for v in (MISSING, UNKNOWN))
    if missing and said:
        said.append(tell_many("{count} other thing is to be done.", "{count} other things are to be done.", missing))
    elif missing:
        said.append(tell_many("{count} thing is to be done.", "{count} things are to be done.", missing))
    if unknown and said:
        said.append(
            tell_many(
                "Of {count} other thing your record does not say enough.",
                "Of {count} other things your record does not say enough.",
                unknown,
            )
        )
    elif unknown:
        said.append(
            tell_many(
                "Of {count} thing your record does not say enough.",
                "Of {count} things your record does not say enough.",
                unknown,
            )
        )
    if report.totals.fees_usd:
        said.append(tell("To pay: {usd}.", usd=Money(report.totals.fees_usd)))
    elif report.totals.fees_usd_at_most:
        said.append(tell("To pay, if it is not paid yet: {usd}.", usd=Money(report.totals.fees_usd_at_most)))
    return said


def _hours_left(renewal: Renewal) -> list[str]:
    left = renewal.left
    if not left:
        return []
    if not any(most for _, most in left.values()):
        return [tell("The hours are done.")]
    if any(h.done is None for h in renewal.hours if h.left):
        return [tell("Your record does not say which hours are done.")]
    late = [h for h in renewal.hours if h.too_late]
    if late and renewal.period.end is not None:
        return [tell("Hours are missing that had to be done by {day}; ask {certifier} what can be done.", day=renewal.period.end, certifier=renewal.credential.certifier.name)]  # fmt: skip
    if set(left) == {("continuing_education", "hours")}:
        ((least, most),) = left.values()
        if least == most:
            return [tell_many("{count} hour is left to do.", "{count} hours are left to do.", most)]
        if least == 0:
            return [tell_many("At most {count} hour is left to do.", "At most {count} hours are left to do.", most)]
        return [tell("{least} to {most} hours are left to do.", least=least, most=most)]
    parts = [
        Says("{amount} of {what}", {"amount": _span(least, most, unit), "what": Name(kind)})
        for (kind, unit), (least, most) in left.items()
        if most
    ]
    return [tell("Left to do: {what}.", what=All(tuple(parts)))]


def _span(least: float, most: float, unit: str) -> Quantity | Says:
    if least == most:
        return Quantity(most, unit)
    if least == 0:
        return Says("at most {most}", {"most": Quantity(most, unit)})
    return Says("{least} to {most}", {"least": least, "most": Quantity(most, unit)})
