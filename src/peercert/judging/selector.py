"""Which entries of a record count: by date, kind, place, provider. Three-valued: yes, no, not said."""

from typing import Any, Literal, NamedTuple

from peercert.dates import DateSpan, Day, Duration
from peercert.judging.context import NEVER, Context
from peercert.judging.entries import inside, same, span_of
from peercert.record import Activity, Experience, Format, Supervision
from peercert.shapes import OneOrMany, Shape, field
from peercert.verdicts import AnyOf, Says
from peercert.words import back, step

_ONLINE = {"live_online", "self_paced"}
_FLOWING = frozenset({"in_person", "in_service"})
"""Formats and kinds that follow what they narrow without a comma: training in person."""


class Match(NamedTuple):
    """Does an entry count, and if that is open, which of its fields would settle it?"""

    counts: bool | None
    lacks: tuple[str, ...] = ()


YES, NO = Match(True), Match(False)


class Phrase(NamedTuple):
    """One narrowing in words: on ethics, within the last year, not college."""

    says: Says
    flows: bool = False
    """It follows what it narrows without a comma: training on ethics."""


class Selector(Shape):
    """Which entries count. Every key narrows; an entry that does not say whether it fits may or may not count."""

    topic: OneOrMany[str] | None = field(
        default=None, doc="Only hours on this topic (or one of these).", example="ethics"
    )
    course: OneOrMany[str] | None = field(
        default=None, doc="Only these courses, by the short name used in records.", example=["kfla"]
    )
    except_course: OneOrMany[str] | None = field(
        default=None, doc="Not these courses, by the short name used in records.", example="kfla"
    )
    provider: OneOrMany[str] | None = field(
        default=None, doc="Only given by, or approved by, one of these.", example="SC SHARE"
    )
    format: OneOrMany[Format] | None = field(default=None, doc="Only in these formats; online means with or without a live teacher.", example=["in_person", "live_online"])  # fmt: skip
    as_: OneOrMany[str] | None = field(default=None, doc="Only these kinds: paid, volunteer, internship; teaching, in_service, college.", example=["paid", "volunteer"])  # fmt: skip
    except_: OneOrMany[str] | None = field(default=None, doc="Not these kinds.", example="college")
    role: OneOrMany[str] | None = field(default=None, doc="Only work in this role.", example="peer_support")
    setting: OneOrMany[str] | None = field(
        default=None, doc="Only in these sorts of places.", example=["recovery_community_organization"]
    )
    supervised: Literal[True] | None = field(default=None, doc="Only work done under a supervisor.", example=True)
    by: OneOrMany[str] | None = field(
        default=None, doc="Only under these sorts of supervisor.", example=["registered_peer_supervisor"]
    )
    attendance: float | None = field(default=None, doc="Only with at least this percent attended.", example=95)
    within: Duration | None = field(
        default=None, doc="Only in this long before the day of the check (or before `before`).", example="24 months"
    )
    after: str | None = field(
        default=None,
        doc="Only after this: a milestone, or the id of a requirement of this pathway.",
        example="training",
    )
    before: str | None = field(default=None, doc="Only before this milestone or requirement.", example="application")
    completed_from: Day | None = field(default=None, doc="Only completed on or after this day.", example="2020-01-01")
    completed_until: Day | None = field(default=None, doc="Only completed on or before this day.", example="2024-07-01")
    while_holding: OneOrMany[str] | None = field(
        default=None, doc="Only while one of these credentials was held.", example="tx-mhps-initial"
    )
    in_period: bool | None = field(
        default=None, doc="Only within the certification period; continuing education always is.", example=True
    )

    def match(self, entry: Any, context: Context) -> Match:
        """Does this entry count? (topics are weighed, not matched)"""
        if not self.tests:
            return YES
        lacks: tuple[str, ...] = ()
        opened = False
        for test in self.tests:
            counts, lack = test(self, entry, context)
            if counts is False:
                return NO
            if counts is None:
                opened = True
                lacks += lack
        return Match(None, lacks) if opened else YES

    @property
    def tests(self) -> tuple[Any, ...]:
        """The tests that this selector makes (worked out once)."""
        found: tuple[Any, ...] | None = self.__dict__.get("_tests")
        if found is None:
            found = tuple(test for names, test in _TESTS if any(getattr(self, n) is not None for n in names))
            self.__dict__["_tests"] = found
        return found

    def phrase(self) -> list[Phrase]:
        """The narrowing in words, one phrase a key."""
        said: list[Phrase] = []

        def add(says: Says, *, flows: bool = True) -> None:
            said.append(Phrase(says, flows))

        if self.topic:
            add(Says("on {topic}", {"topic": AnyOf.names(self.topic)}))
        if self.course:
            add(Says("in the course {course}", {"course": AnyOf.names(self.course)}))
        if self.except_course:
            add(Says("not counting {course}", {"course": AnyOf.names(self.except_course)}), flows=False)
        if self.provider:
            add(Says("given or approved by {provider}", {"provider": AnyOf(self.provider)}))
        if self.format:
            add(Says("{format}", {"format": AnyOf.names(self.format)}), flows=self.format[0] in _FLOWING)
        if self.as_:
            add(Says("{kinds}", {"kinds": AnyOf.names(self.as_)}), flows=self.as_[0] in _FLOWING)
        if self.except_:
            add(Says("not {kinds}", {"kinds": AnyOf.names(self.except_)}), flows=False)
        if self.role:
            add(Says("in {role}", {"role": AnyOf.names(self.role)}))
        if self.setting:
            add(Says("in one of these places: {setting}", {"setting": AnyOf.names(self.setting)}))
        if self.supervised:
            add(Says("under a supervisor"))
        if self.by:
            add(Says("by a {by}", {"by": AnyOf.names(self.by)}))
        if self.attendance:
            add(Says("with {attendance} percent attended", {"attendance": self.attendance}))
        if self.within:
            add(Says("within {last}", {"last": back(self.within)}))
        if self.after:
            add(Says("after {step}", {"step": step(self.after)}))
        if self.before:
            add(Says("before {step}", {"step": step(self.before)}))
        if self.completed_from:
            add(Says("completed on or after {day}", {"day": self.completed_from.day}))
        if self.completed_until:
            add(Says("completed by {day}", {"day": self.completed_until.day}))
        if self.while_holding:
            add(Says("while holding {credential}", {"credential": AnyOf(self.while_holding)}))
        return said


Answer = tuple[bool | None, tuple[str, ...]]


def _one_of(wanted: tuple[str, ...], value: str | None, name: str) -> Answer:
    if value is None:
        return None, (name,)
    return same(value) in {same(w) for w in wanted}, ()


def _course(rule: Selector, entry: Any, context: Context) -> Answer:
    wanted = {same(c) for c in rule.course or ()}
    course, title = getattr(entry, "course", None), getattr(entry, "title", None)
    if course is not None:
        return same(course) in wanted, ()
    if title is not None and same(title) in wanted:
        return True, ()
    return (False, ()) if wanted <= _not_taken(entry, context) else (None, ("course",))


def _except_course(rule: Selector, entry: Any, context: Context) -> Answer:
    unwanted = {same(c) for c in rule.except_course or ()}
    names = [n for n in (getattr(entry, "course", None), getattr(entry, "title", None)) if n is not None]
    if not names:
        return (True, ()) if unwanted <= _not_taken(entry, context) else (None, ("course",))
    return not any(same(n) in unwanted for n in names), ()


def _not_taken(entry: Any, context: Context) -> set[str]:
    """The courses that an activity without a name cannot be, because the record says that they were not taken."""
    not_yet = context.record.not_yet
    told = not_yet.training if not_yet is not None and isinstance(entry, Activity) else None
    return {same(c) for c in told or ()}


def _provider(rule: Selector, entry: Any, context: Context) -> Answer:  # noqa: ARG001
    wanted = {same(p) for p in rule.provider or ()}
    provider, approved_by = getattr(entry, "provider", None), getattr(entry, "approved_by", None)
    if any(same(p) in wanted for p in [*([provider] if provider else []), *(approved_by or ())]):
        return True, ()
    return (None, ("approved_by",)) if approved_by is None else (False, ())


def _format(rule: Selector, entry: Any, context: Context) -> Answer:  # noqa: ARG001
    wanted = set(rule.format or ())
    value = getattr(entry, "format", None)
    if value in wanted or ("online" in wanted and value in _ONLINE):
        return True, ()
    if value is None or value == "hybrid" or (value == "online" and wanted & _ONLINE):
        return None, ("format",)
    return False, ()


def _kind(rule: Selector, entry: Any, context: Context) -> Answer:  # noqa: ARG001
    if entry.kind is None and not isinstance(entry, (Experience, Supervision)):
        return False, ()  # an activity of a special kind says so; an ordinary one has none
    return _one_of(rule.as_ or (), entry.kind, "kind")


def _except(rule: Selector, entry: Any, context: Context) -> Answer:  # noqa: ARG001
    return entry.kind is None or same(entry.kind) not in {same(k) for k in rule.except_ or ()}, ()


def _supervised(rule: Selector, entry: Any, context: Context) -> Answer:  # noqa: ARG001
    said = getattr(entry, "supervised", None)
    if said is None:
        known = getattr(entry, "supervised_hours", None) or getattr(entry, "supervised_by", None)
        return (True, ()) if known else (None, ("supervised",))
    return bool(said), ()


def _by(rule: Selector, entry: Any, context: Context) -> Answer:  # noqa: ARG001
    name = "supervised_by" if isinstance(entry, Experience) else "by"
    return _one_of(rule.by or (), getattr(entry, name, None), name)


def _attendance(rule: Selector, entry: Any, context: Context) -> Answer:  # noqa: ARG001
    attended = getattr(entry, "attendance", None)
    if attended is None:
        return None, ("attendance",)
    return attended >= (rule.attendance or 0), ()


def _dates(rule: Selector, entry: Any, context: Context) -> Answer:
    first, last = span_of(entry, context)
    windows, lacks = _windows(rule, context)
    name = "completed" if hasattr(entry, "completed") else "from" if first is None else "to"
    for start, end in windows:
        answer = inside(first, last, start, end)
        if answer is False:
            return False, ()
        if answer is None:
            lacks += (name,)
    return (None, lacks) if lacks else (True, ())


def _windows(rule: Selector, context: Context) -> tuple[list[tuple[DateSpan | None, DateSpan | None]], tuple[str, ...]]:
    """The windows that an entry must lie in, and the record fields without which a window is not known."""
    found: list[tuple[DateSpan | None, DateSpan | None]] = []
    lacks: tuple[str, ...] = ()
    end = DateSpan(context.as_of, context.as_of)
    if rule.before:
        before = context.date_of(rule.before)
        if before is None:
            lacks += (f"/milestones.{rule.before}",)
        elif before is not NEVER:
            found.append((None, before))
            end = before
    if rule.within:
        found.append((DateSpan(rule.within.before(end.lo), rule.within.before(end.hi)), None))
    if rule.after:
        after = context.date_of(rule.after)
        if after is None:
            lacks += (f"/milestones.{rule.after}",)
        else:
            found.append((after, None))
    if rule.completed_from:
        found.append((DateSpan(rule.completed_from.day, rule.completed_from.day), None))
    if rule.completed_until:
        found.append((None, DateSpan(rule.completed_until.day, rule.completed_until.day)))
    if rule.in_period:
        period = context.period
        if period.start is None:
            lacks += ("/credentials",)
        else:
            found.append((period.start, None))
    return found, lacks


def _holding(rule: Selector, entry: Any, context: Context) -> Answer:
    if context.record.credentials is None:
        return None, ("/credentials",)
    first, last = span_of(entry, context)
    answers = []
    for held in context.record.credentials:
        if held.id in (rule.while_holding or ()):
            answer = inside(first, last, held.issued, context.end_of(held))
            later = inside(first, last, held.issued, None) is not False
            contradicted = answer is False and later and held.expires is None and held.status == "active"
            answers.append(None if contradicted else answer)
    if True in answers:
        return True, ()
    lacking = context.record.not_yet.credentials if context.record.not_yet is not None else None
    if lacking is not None:
        known = {*lacking, *(held.id for held in context.record.credentials)}
        answers += [None for id_ in rule.while_holding or () if id_ not in known]
    return (None, ("/credentials",)) if None in answers else (False, ())


_TESTS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("course",), _course),
    (("except_course",), _except_course),
    (("provider",), _provider),
    (("format",), _format),
    (("as_",), _kind),
    (("except_",), _except),
    (("role",), lambda rule, entry, _: _one_of(rule.role, getattr(entry, "role", None), "role")),
    (("setting",), lambda rule, entry, _: _one_of(rule.setting, getattr(entry, "setting", None), "setting")),
    (("supervised",), _supervised),
    (("by",), _by),
    (("attendance",), _attendance),
    (("within", "after", "before", "completed_from", "completed_until", "in_period"), _dates),
    (("while_holding",), _holding),
)
