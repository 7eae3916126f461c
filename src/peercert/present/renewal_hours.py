"""Hours of a renewal on the page: done, left, by part, and what a cap leaves out."""

from collections.abc import Iterable
from math import isinf

from peercert.present.page import Notes, about, cited
from peercert.present.sections import Item, Section
from peercert.renewal import CapUse, Hours, Renewal, not_asked
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN, Part, Quantity
from peercert.words import capital, say, tell


def hours_items(renewal: Renewal, notes: Notes) -> Iterable[Section]:
    """Every sum that is asked, and those that are not asked this time."""
    items = [_item(h, notes) for h in renewal.hours]
    for finding in not_asked(renewal.report.findings) if renewal.report else ():
        head = tell("Not asked of you now: {what}", what=finding.requirement.rule.heading())
        items.append(Item(head + cited(finding.requirement, notes), (finding.reason,)))
    if items:
        yield Section(tell("Hours"), tuple(items))


def _item(hours: Hours, notes: Notes) -> Item:
    finding = hours.finding
    requirement = finding.requirement
    lines = [_done(hours) + cited(requirement, notes)]
    if requirement.when is not None and finding.verdict is UNKNOWN:
        lines.append(tell("Whether it is asked of you depends on this: {when}.", when=requirement.when.rule.need()))
    lines += [_part(p) for p in hours.parts]
    lines += [line for c in hours.caps for line in _cap(c, hours.unit)]
    if hours.every is not None and hours.counted is not None:
        lines.append(
            tell(
                "What was done from {first} to {last} counts; it is asked anew every {every}.",
                first=hours.counted.lo, last=hours.counted.hi, every=hours.every,
            )
        )  # fmt: skip
    if hours.too_late:
        lines.append(
            tell(
                "Only what was done by the end of the period counts; ask the certifier what can be done about the rest."
            )
        )
    if hours.need < hours.usual:
        lines.append(tell("A full period asks {usual}; yours is shorter.", usual=Quantity(hours.usual, hours.unit)))
    if hours.from_any_time:
        lines.append(
            tell(
                "The rules that were read give no period for this, so all of it in your record is counted; ask from when on it counts."
            )
        )
    if finding.verdict is REVIEW:
        lines.append(finding.reason)
    lines += about(requirement, notes)
    if finding.verdict in (UNKNOWN, REVIEW):
        fields = list(dict.fromkeys(finding.judgement.fields))
        if fields and finding.verdict is UNKNOWN:
            lines.append(tell("This would settle it, in your record: {fields}.", fields=", ".join(fields[:4])))
        if finding.next:
            lines.append(tell("Next: {step}", step=finding.next))
    return Item(capital(say(requirement.rule.heading())), tuple(lines))


def _done(hours: Hours) -> str:
    """Done so much of so much, and what is left."""
    need, left = Quantity(hours.need, hours.unit), Quantity(hours.left, hours.unit)
    if hours.done is None:
        return tell("Asked: {need}. Your record does not say what you have done.", need=need)
    most = hours.done if hours.done_at_most is None else hours.done_at_most
    if hours.finding.verdict is MET or (hours.left == 0 and hours.finding.verdict is MISSING):
        return tell("Done: {done} of {need}. Nothing is left to do.", done=hours.done, need=need)
    if isinf(most):
        done = tell(
            "Done: at least {done} of {need}; what your record leaves open decides.", done=hours.done, need=need
        )
    elif most > hours.done:
        done = tell("Done: {done} to {most} of {need}; what your record leaves open decides.", done=hours.done, most=most, need=need)  # fmt: skip
    else:
        done = tell("Done: {done} of {need}.", done=hours.done, need=need)
    if hours.left_at_least == hours.left:
        rest = tell("Left: {left}.", left=left)
    elif hours.left_at_least:
        rest = tell("Left: {least} to {left}.", least=hours.left_at_least, left=left)
    else:
        rest = tell("Left: {left} at most.", left=left)
    return " ".join((done, rest))


def _part(part: Part) -> str:
    """One part of a sum: a topic, a format."""
    values = {"part": part.name, "done": part.have, "need": Quantity(part.need, part.unit)}
    if part.gap == 0:
        return tell("Of these, {part}: {done} of {need}.", **values)
    if part.have_at_most <= part.have:
        return tell("Of these, {part}: {done} of {need}. Left: {left}.", **values, left=Quantity(part.gap, part.unit))
    if isinf(part.have_at_most):
        return tell("Of these, {part}: at least {done} of {need}; your record leaves the rest open.", **values)
    return tell("Of these, {part}: {done} to {most} of {need}; your record leaves the rest open.", **values, most=part.have_at_most)  # fmt: skip


def _cap(use: CapUse, unit: str) -> Iterable[str]:
    """A cap: how much of it is used, and what does not count because of it."""
    over = Quantity(use.not_counted, unit)
    if use.limit is None:
        yield tell("Hours carried over are not counted: the rules that were read do not say that they may be.")
    elif use.limit == 0:
        yield tell("Nothing counts that is {sort}.", sort=use.what)
    elif use.used >= use.limit:
        yield tell(
            "At most {limit} count that are {sort}; all of that is used.",
            limit=Quantity(use.limit, unit),
            sort=use.what,
        )
    else:
        yield tell("At most {limit} count that are {sort}; used so far: {used}.", limit=Quantity(use.limit, unit), sort=use.what, used=use.used)  # fmt: skip
    if use.not_counted and use.not_counted_at_least < use.not_counted:
        yield tell("Not counted because of that: {least} to {over}; what your record leaves open decides.", least=use.not_counted_at_least, over=over)  # fmt: skip
    elif use.not_counted:
        yield tell("Not counted because of that: {over}.", over=over)
