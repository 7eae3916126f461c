"""Two things in one record that do not fit together: each pair named, so that the person can say which is right.

Only what cannot be, or is a mistake nearly for certain. A verdict does not change by it: rules are held against the
record as it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from peercert.dates import DateSpan
from peercert.record import Activity, Experience, Held, LivedExperience, Record
from peercert.verdicts import Quantity, Says, The
from peercert.words import N_

_BELOW_DIPLOMA = frozenset({"none", "some_high_school"})
_NEEDS_A_DEGREE = frozenset({"master", "doctorate"})
_OVER = frozenset({"expired", "lapsed"})


class Doubt(NamedTuple):
    """Two fields of a record that contradict each other."""

    fields: tuple[str, ...]
    """Where they stand, such as ``born`` and ``lived_experience[0].recovery_since``."""
    says: Says
    """What does not fit, with both values."""


def doubts(record: Record, as_of: date) -> tuple[Doubt, ...]:
    """Everything in a record that contradicts something else in it, on this day; empty for a sound record. Pure."""
    return tuple(found for look in _LOOKS for found in look(record, as_of))


_BEFORE_BIRTH = N_(
    {
        "recovery": "Your date of birth is {born}, but the first day of this recovery is {day}, which is earlier; one of the two is not right.",
        "training": "Your date of birth is {born}, but the date of this training is {day}, which is earlier; one of the two is not right.",
        "exam": "Your date of birth is {born}, but the date of this exam is {day}, which is earlier; one of the two is not right.",
        "work": "Your date of birth is {born}, but the first day of this work is {day}, which is earlier; one of the two is not right.",
        "supervision": "Your date of birth is {born}, but the first day of this supervision is {day}, which is earlier; one of the two is not right.",
        "credential": "Your date of birth is {born}, but the date of issue of this credential is {day}, which is earlier; one of the two is not right.",
    }
)


def _before_birth(record: Record, as_of: date) -> Iterator[Doubt]:  # noqa: ARG001
    """Something that happened before the person was born."""
    born = record.born
    if born is None:
        return
    for what, path, day in _happened(record):
        if day is not None and day.hi < born.lo:
            yield Doubt(("born", path), Says(_BEFORE_BIRTH[what], {"born": born, "day": day}))


def _happened(record: Record) -> Iterator[tuple[str, str, DateSpan | None]]:
    """(what, where in the record, its first day) of all that has a day."""
    for path, lived in _listed("lived_experience", record.lived_experience):
        yield "recovery", f"{path}.recovery_since", lived.recovery_since
        for inner, period in _listed(f"{path}.recovery_periods", lived.recovery_periods):
            yield "recovery", f"{inner}.from", period.from_
    for name in ("training", "continuing_education"):
        for path, activity in _listed(name, getattr(record, name)):
            yield "training", f"{path}.completed", activity.completed
    for path, exam in _listed("exams", record.exams):
        yield "exam", f"{path}.taken", exam.taken
    for path, work in _listed("experience", record.experience):
        yield "work", f"{path}.from", work.from_
    for path, supervision in _listed("supervision", record.supervision):
        yield "supervision", f"{path}.from", supervision.from_
    for path, held in _listed("credentials", record.credentials):
        yield "credential", f"{path}.issued", held.issued


def _recovery(record: Record, as_of: date) -> Iterator[Doubt]:
    """Recovery without a break since a day, and stretches of recovery that say otherwise."""
    for path, lived in _listed("lived_experience", record.lived_experience):
        if lived.recovery_since is None or lived.recovery_periods is None:
            continue
        yield from _stretches(path, lived, lived.recovery_since, as_of)


def _stretches(path: str, lived: LivedExperience, since: DateSpan, as_of: date) -> Iterator[Doubt]:
    for inner, period in _listed(f"{path}.recovery_periods", lived.recovery_periods):
        if period.to is None and period.from_.hi < since.lo:
            says = Says(
                "Recovery is said to go on without a break since {since}, and also since {day}; one of the two is not right.",
                {"since": The(since), "day": period.from_},
            )
            yield Doubt((f"{path}.recovery_since", f"{inner}.from"), says)
        elif period.to is not None and since.hi < period.to.lo and period.to.hi < as_of:
            says = Says(
                "Recovery is said to go on without a break since {since}, but the last day of a stretch of it is {day}; one of the two is not right.",
                {"since": The(since), "day": period.to},
            )
            yield Doubt((f"{path}.recovery_since", f"{inner}.to"), says)


def _backwards(record: Record, as_of: date) -> Iterator[Doubt]:  # noqa: ARG001
    """A last day before the first (work is refused so when the record is read)."""
    stretches: list[tuple[str, Any]] = [
        *_listed("supervision", record.supervision),
        *_listed("events", record.events),
    ]
    for path, lived in _listed("lived_experience", record.lived_experience):
        stretches += _listed(f"{path}.recovery_periods", lived.recovery_periods)
    for path, stretch in stretches:
        if stretch.from_ is not None and stretch.to is not None and stretch.to.hi < stretch.from_.lo:
            says = Says(
                "The last day here, {last}, is earlier than the first, {first}; one of the two is not right.",
                {"first": stretch.from_, "last": stretch.to},
            )
            yield Doubt((f"{path}.from", f"{path}.to"), says)


def _credentials(record: Record, as_of: date) -> Iterator[Doubt]:
    """What is said of a credential against its own dates."""
    for path, held in _listed("credentials", record.credentials):
        yield from _expiry(path, held, as_of)
        if held.issued is not None and held.renewed is not None and held.renewed.hi < held.issued.lo:
            says = Says(
                "The last renewal of {credential}, {renewed}, is earlier than its first issue, {issued}; one of the two is not right.",
                {"credential": held.id, "renewed": held.renewed, "issued": held.issued},
            )
            yield Doubt((f"{path}.issued", f"{path}.renewed"), says)
        if held.renewals == 0 and held.renewed is not None:
            says = Says(
                "{credential} has 0 renewals, but also a day of its last renewal, {renewed}; one of the two is not right.",
                {"credential": held.id, "renewed": held.renewed},
            )
            yield Doubt((f"{path}.renewals", f"{path}.renewed"), says)


def _expiry(path: str, held: Held, as_of: date) -> Iterator[Doubt]:
    if held.expires is None:
        return
    fields = (f"{path}.status", f"{path}.expires")
    values = {"credential": held.id, "day": held.expires, "today": as_of}
    if held.status == "active" and held.expires.hi < as_of:
        yield Doubt(
            fields,
            Says(
                "{credential} is given as active, but its last valid day was {day}, before {today}; it is treated as expired.",
                values,
            ),
        )
    if held.status in _OVER and held.expires.lo > as_of:
        yield Doubt(
            fields,
            Says("{credential} is given as expired, but it is valid until {day}; one of the two is not right.", values),
        )


def _posts(record: Record, as_of: date) -> Iterator[Doubt]:  # noqa: ARG001
    """Working and not working."""
    if record.employment is None:
        return
    status = record.employment.status
    if status == "employed" and record.works_in is not None and record.works_in.casefold() == "none":
        says = Says("works_in says that you do not work, but employment says that you have a post.")
        yield Doubt(("works_in", "employment.status"), says)
    if status == "none":
        for path, work in _listed("experience", record.experience):
            if work.from_ is not None and work.to is None:
                says = Says(
                    "employment says that you have no post, but this work has a first day, {day}, and no last day, so it goes on.",
                    {"day": work.from_},
                )
                yield Doubt(("employment.status", f"{path}.to"), says)


def _hours(record: Record, as_of: date) -> Iterator[Doubt]:
    """Hours that do not fit into other hours, or into the days they were worked in."""
    for name in ("training", "continuing_education", "experience", "supervision"):
        for path, entry in _listed(name, getattr(record, name)):
            topics = sum(entry.topics.values()) if entry.topics and entry.hours is not None else 0
            if topics > (entry.hours or 0) + 1e-9:
                says = Says(
                    "This entry has {hours}, but its topics add up to {topics}; one of the two is not right.",
                    {"hours": Quantity(entry.hours, "hours"), "topics": Quantity(topics, "hours")},
                )
                yield Doubt((f"{path}.hours", f"{path}.topics"), says)
    for path, work in _listed("experience", record.experience):
        yield from _worked(path, work, as_of)


def _worked(path: str, work: Experience, as_of: date) -> Iterator[Doubt]:
    if work.supervised_hours and work.hours is not None and work.supervised_hours > work.hours:
        says = Says(
            "This work has {hours}, but {supervised} of supervision in it; one of the two is not right.",
            {"hours": Quantity(work.hours, "hours"), "supervised": Quantity(work.supervised_hours, "hours")},
        )
        yield Doubt((f"{path}.hours", f"{path}.supervised_hours"), says)
    if work.supervised is False and work.supervised_hours:
        says = Says(
            "This work is said not to be supervised, and also to have {supervised} of supervision in it; one of the two is not right.",
            {"supervised": Quantity(work.supervised_hours, "hours")},
        )
        yield Doubt((f"{path}.supervised", f"{path}.supervised_hours"), says)
    if work.from_ is None or work.hours is None:
        return
    days = ((work.to.hi if work.to else as_of) - work.from_.lo) // timedelta(days=1) + 1
    if 0 < days < work.hours / 24:
        says = Says(
            "This work has {hours}, but there is only {days} from its first to its last day; that would be more than 24 hours a day.",
            {"hours": Quantity(work.hours, "hours"), "days": Quantity(days, "days")},
            "This work has {hours}, but there are only {days} from its first to its last day; that would be more than 24 hours a day.",
            days,
        )
        yield Doubt((f"{path}.hours", f"{path}.to" if work.to else f"{path}.from"), says)


def _education(record: Record, as_of: date) -> Iterator[Doubt]:  # noqa: ARG001
    """A level of education against papers and present studies."""
    if record.education not in _BELOW_DIPLOMA:
        return
    if "diploma" in (record.documents or ()):
        says = Says("education says that you did not finish high school, but a diploma is among your documents.")
        yield Doubt(("education", "documents"), says)
    if record.enrolled_in in _NEEDS_A_DEGREE:
        says = Says(
            "education says that you did not finish high school, but enrolled_in that you study for a degree that comes after college."
        )
        yield Doubt(("education", "enrolled_in"), says)


def _twice(record: Record, as_of: date) -> Iterator[Doubt]:  # noqa: ARG001
    """One thing written down twice, so that its hours count twice."""

    def course(one: Activity) -> tuple[Any, ...] | None:
        known = (one.title or one.course, one.hours, one.completed)
        return None if None in known else known

    def work(one: Experience) -> tuple[Any, ...] | None:
        known = (one.employer, one.hours, one.from_)
        return None if None in known else (*known, one.to)

    yield from _same("training", record.training, course)
    yield from _same("continuing_education", record.continuing_education, course)
    yield from _same("experience", record.experience, work)


def _same(name: str, entries: Sequence[Any] | None, key: Callable[[Any], Any]) -> Iterator[Doubt]:
    seen: dict[Any, str] = {}
    for path, entry in _listed(name, entries):
        known = key(entry)
        if known is None:
            continue
        if known in seen:
            says = Says(
                "“{title}” of {hours} stands here twice with the same date; if it is one and the same, take one out, because both are counted.",
                {"title": known[0], "hours": Quantity(known[1], "hours")},
            )
            yield Doubt((seen[known], path), says)
        seen.setdefault(known, path)


def _listed(name: str, entries: Iterable[Any] | None) -> Iterator[tuple[str, Any]]:
    """(where in the record, entry) of a list that may not be there."""
    return ((f"{name}[{i}]", entry) for i, entry in enumerate(entries or ()))


_LOOKS: tuple[Callable[[Record, date], Iterator[Doubt]], ...] = (
    _before_birth, _recovery, _backwards, _credentials, _posts, _hours, _education, _twice,
)  # fmt: skip
"""Where to look, in the order in which it is said."""
