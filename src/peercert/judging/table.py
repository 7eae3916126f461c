"""What a table with one row a person has of a record: its columns, named in the field's own words.

Every kind of requirement says in `reads` which of these columns it looks at; `peercert.cohort.columns` puts them
together for a pathway and turns a row back into a record.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from peercert.judging.context import Around
from peercert.judging.entries import same
from peercert.judging.requirement import Requirement, Rule
from peercert.record import (
    EDUCATION_ORDER,
    Activity,
    Employment,
    Experience,
    Format,
    HeldStatus,
    LivedAs,
    LivedOf,
    Supervision,
    WorkKind,
)
from peercert.shapes import Shape
from peercert.verdicts import AnyOf, Name, Says
from peercert.words import N_

if TYPE_CHECKING:
    from peercert.cycles import Cycle
    from peercert.judging.selector import Selector
    from peercert.judging.tally import Tally

ColumnType = Literal["date", "date_or_no", "number", "yes_no", "choice", "choices", "text", "texts"]
"""A date (2021-06-01, or roughly 2021-06, 2021); a date or *no*; a number; yes or no; one of `values`, or several of them
joined by a semicolon; a text, or several joined by a semicolon, for which `values` are what the rules ask about."""
NONE = "none"
"""The value of a choice that says: nothing of the kind."""


class Column(NamedTuple):
    """One column of a table with one row a person."""

    name: str
    """Its heading: training_hours.ethics."""
    type: ColumnType
    """What its cells hold; an empty cell always means *not known*."""
    says: Says
    """What it means, in a phrase."""
    place: tuple[str, ...]
    """Where its value goes in a record."""
    values: tuple[str, ...] = ()
    """The values of a choice; for a text, the ones that the rules ask about."""
    also: tuple[str, ...] = ()
    """Other headings under which it may stand."""

    def explained(self) -> str:
        """What it means, in the language that is spoken."""
        from peercert.words import say

        return say(self.says)


Columns = tuple[Column, ...]
YES_WORDS = ("yes", "Yes", "YES", "y", "Y", "true", "True", "TRUE", "1")
"""How a table may write *yes*, where it has no truths of its own."""
NO_WORDS = ("no", "No", "NO", "n", "N", "false", "False", "FALSE", "0")
"""How it may write *no*."""


def slug(text: str) -> str:
    """A name as part of a heading: IC&RC Peer Recovery -> ic_rc_peer_recovery."""
    return "_".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


BORN = Column("born", "date", Says("date of birth; the month or the year alone will often do"), ("field", "born"))
EDUCATION = Column("education", "choice", Says("highest level of school finished; a GED is high_school"), ("field", "education"), EDUCATION_ORDER)  # fmt: skip
ENROLLED_IN = Column("enrolled_in", "choice", Says("level of study now; none when not studying"), ("field", "enrolled_in"), EDUCATION_ORDER)  # fmt: skip
LIVES_IN = Column("lives_in", "text", Says("state where the person mostly lives, by its code; a country code outside the US"), ("field", "lives_in"))  # fmt: skip
WORKS_IN = Column("works_in", "text", Says("state where the person works, by its code; none when not working"), ("field", "works_in"))  # fmt: skip
WORKS_IN_SHARE = Column("works_in_share", "number", Says("percent of the working time in that state"), ("field", "works_in_share"))  # fmt: skip
LIVED_AS = Column("lived_experience_as", "choice", Says("whose lived experience it is; none where there is none"), ("lived", "as"), (*get_args(LivedAs), NONE))  # fmt: skip
LIVED_OF = Column("lived_experience_of", "choices", Says("what it is lived experience of; several joined by a semicolon"), ("lived", "of"), get_args(LivedOf))  # fmt: skip
RECOVERY_SINCE = Column("recovery_since", "date", Says("in recovery since this day, month or year, without a break"), ("lived", "recovery_since"))  # fmt: skip
SERVICES_RECEIVED = Column("services_received", "yes_no", Says("services or treatment were received for it"), ("lived", "services_received"))  # fmt: skip
SHARE_OPENLY = Column("share_openly", "yes_no", Says("willing to say so openly to the people served"), ("lived", "share_openly"))  # fmt: skip
CHECK_DONE = Column("background_check_done", "yes_no", Says("a background check was made"), ("background_check", "done"))  # fmt: skip
CHECK_DATE = Column("background_check_date", "date", Says("day of the result of the background check"), ("background_check", "date"))  # fmt: skip
CHECK_PASSED = Column("background_check_passed", "yes_no", Says("the background check was clear"), ("background_check", "passed"))  # fmt: skip
EMPLOYMENT_STATUS = Column("employment_status", "choice", Says("has a post; none where there is none"), ("employment", "status"), get_args(Employment.fields_["status"][0]))  # fmt: skip
EMPLOYMENT_SHARE = Column("employment_share", "number", Says("percent of the work that is peer support"), ("employment", "share"))  # fmt: skip
INTERVIEW_PASSED = Column("interview_passed", "yes_no", Says("accepted after the interview; blank where there was none yet"), ("interview", "passed"))  # fmt: skip
REFERENCES = Column("references", "number", Says("number of references or letters, of every kind together"), ("references", ""))  # fmt: skip
EVERY_REFERENCE = REFERENCES._replace(place=("references", "every"))
"""The same where letters of any kind count: without it, kinds alone do not tell how many there are."""
REFERENCES_DATED = Column("references_dated", "date", Says("day on which the oldest of the references was written"), ("references_dated",))  # fmt: skip
_STATUSES = get_args(HeldStatus)


def education_field(fields: Iterable[str]) -> Column:
    """The field of study."""
    return Column("education_field", "text", Says("field of study"), ("field", "education_field"), tuple(fields))


def employment_setting(settings: Iterable[str]) -> Column:
    """The sort of employer."""
    return Column("employment_setting", "text", Says("sort of employer"), ("employment", "setting"), tuple(settings))


def employment_role(roles: Iterable[str]) -> Column:
    """The sort of post."""
    return Column("employment_role", "text", Says("sort of work in that post"), ("employment", "role"), tuple(roles))


def signed(item: str) -> Column:
    """Is this agreement signed?"""
    return Column(f"signed.{slug(item)}", "yes_no", Says("signed: {what}", {"what": Name(item)}), ("item", "agreements", slug(item)))  # fmt: skip


def document(item: str) -> Column:
    """Is this paper there?"""
    return Column(f"document.{slug(item)}", "yes_no", Says("this paper is at hand: {what}", {"what": Name(item)}), ("item", "documents", slug(item)))  # fmt: skip


def paid(item: str) -> Column:
    """Is this fee paid?"""
    return Column(f"paid.{slug(item)}", "yes_no", Says("this fee is paid: {what}", {"what": Name(item)}), ("item", "paid", slug(item)))  # fmt: skip


def member(item: str) -> Column:
    """A member of this association?"""
    return Column(f"member.{slug(item)}", "yes_no", Says("a member of {what}", {"what": Name(item)}), ("item", "memberships", slug(item)))  # fmt: skip


def statement(item: str, text: Any) -> Column:
    """A yes or no that a rule asks."""
    return Column(f"statement.{slug(item)}", "yes_no", Says("is this so? {text}", {"text": text}), ("statement", item))


def step(item: str) -> Column:
    """When was this step taken?"""
    return Column(f"step.{slug(item)}", "date_or_no", Says("day of this step: {step}; no where it was not taken yet", {"step": Name(item)}), ("step", item))  # fmt: skip


def event(kind: str, *, hours: bool) -> Columns:
    """When did an event of this kind last end, and how long was it?"""
    named = {"event": Name(kind)}
    last = Column(f"event.{slug(kind)}", "date_or_no", Says("day on which the last of these ended: {event}; no where there was none", named), ("event", kind, "to"))  # fmt: skip
    length = Column(f"event.{slug(kind)}.hours", "number", Says("how many hours it lasted: {event}", named), ("event", kind, "hours"))  # fmt: skip
    return (last, length) if hours else (last,)


def references_of(kind: str) -> Column:
    """How many references of this kind?"""
    return Column(f"references.{kind}", "number", Says("number of these references: {kind}", {"kind": Name(kind)}), ("references", kind))  # fmt: skip


def exam(name: str, *, score: bool, taken: bool) -> Columns:
    """Was this exam passed, when, and with what score?"""
    end, named = slug(name), {"exam": name}
    found = [Column(f"exam_passed.{end}", "yes_no", Says("this exam was passed: {exam}", named), ("exam", name, "passed"))]  # fmt: skip
    if taken:
        found.append(Column(f"exam_taken.{end}", "date", Says("day on which this exam was last taken: {exam}", named), ("exam", name, "taken")))  # fmt: skip
    if score:
        found.append(Column(f"exam_score.{end}", "number", Says("score in this exam: {exam}", named), ("exam", name, "score")))  # fmt: skip
    return tuple(found)


def holds(id_: str, *, named: str = "") -> Columns:
    """Is this credential held, since when, until when, and what is it today?"""
    head = f"holds.{slug(named) if named else id_}"
    words = {"credential": named or id_}
    return (
        Column(head, "yes_no", Says("holds or held this credential: {credential}", words), ("credential", id_, "")),
        Column(f"{head}.issued", "date", Says("day on which it was first issued: {credential}", words), ("credential", id_, "issued")),
        Column(f"{head}.expires", "date", Says("last day on which it is valid: {credential}", words), ("credential", id_, "expires")),
        Column(f"{head}.status", "choice", Says("what it is today: {credential}", words), ("credential", id_, "status"), _STATUSES),
    )  # fmt: skip


ELSEWHERE = "elsewhere"
"""Stands in places of columns for the one credential of which the table says itself which it is."""


def holds_elsewhere() -> Columns:
    """Which peer credential of another place is held?"""
    return (
        Column("holds_elsewhere", "text", Says("peer credential from another state, tribe or country, or a national one: its id, such as nc-cpss; no where there is none"), ("credential", ELSEWHERE, "id")),
        Column("holds_elsewhere.issued", "date", Says("day on which that one was first issued"), ("credential", ELSEWHERE, "issued")),
        Column("holds_elsewhere.expires", "date", Says("last day on which that one is valid"), ("credential", ELSEWHERE, "expires")),
        Column("holds_elsewhere.status", "choice", Says("what that one is today"), ("credential", ELSEWHERE, "status"), _STATUSES),
    )  # fmt: skip


def own(id_: str) -> Columns:
    """The credential that the pathway leads to, where it is held already."""
    return (
        Column("certified_on", "date", Says("day on which this credential was first issued"), ("credential", id_, "issued")),
        Column("renewed_on", "date", Says("day on which it was last renewed"), ("credential", id_, "renewed")),
        Column("expires_on", "date", Says("last day on which it is valid"), ("credential", id_, "expires")),
        Column("status", "choice", Says("what it is today, as the certifier says"), ("credential", id_, "status"), _STATUSES),
        Column("renewals", "number", Says("how often it was renewed; 0 for never"), ("credential", id_, "renewals")),
    )  # fmt: skip


class Slot(NamedTuple):
    """One entry of a list of a record that a row can hold: all the training, or one course by name."""

    listed: str
    """The list of the record: training, experience..."""
    key: str
    """Empty for all that is not named otherwise (*all* where it takes in the named courses); the courses by their short
    names, joined by semicolons; *carried* for hours carried over."""
    prefix: str
    """What its headings begin with: training_, course.kfla."""
    courses: tuple[str, ...] = ()
    """The courses that it stands for."""
    rest: bool = False
    """It stands for what is left beside the courses that have columns of their own."""


CARRIED, ALL = "carried", "all"
_CREDITS = ("semester", "trimester", "quarter", "ceu", "course_credit")
_PREFIX = {"training": "training_", "continuing_education": "continuing_education_", "experience": "experience_", "supervision": "supervision_"}  # fmt: skip
_WHOLE = {
    "training": Says("training for certification, all of it together"),
    "continuing_education": Says("continuing education since certification or the last renewal, all of it together"),
    "experience": Says("peer support work, all of it together"),
    "supervision": Says("supervision received, all of it together"),
}
_OTHER = Says("training other than the courses that have columns of their own")


def _said_of(slot: Slot) -> Any:
    """What a slot's columns are about, in words."""
    if slot.key == CARRIED:
        return Says("hours carried over from the period before")
    if slot.courses:
        return Says("the course {course}", {"course": AnyOf.names(slot.courses)})
    return _OTHER if slot.rest else _WHOLE[slot.listed]


def entry(slot: Slot, field: str, values: Iterable[str] = ()) -> Column:
    """One column of a slot: `field` is the entry's own field, or topics.NAME, or *done*."""
    about = {"what": _said_of(slot)}
    name = slot.prefix + field
    place = ("entry", slot.listed, slot.key, field)
    if field == "done":
        name = slot.prefix.rstrip(".") if slot.courses else name
        return Column(name, "yes_no", Says("done: {what}", about), place)
    if field.startswith("topics."):
        topic = field.removeprefix("topics.")
        name = f"{slot.prefix}hours.{slug(topic)}"
        return Column(name, "number", Says("hours of it on {topic}: {what}", {"topic": Name(topic)} | about), place)
    wanted = tuple(dict.fromkeys(values))
    if field in _NUMBERS:
        return Column(name, "number", Says(_NUMBERS[field], about), place)
    if field in _DATES:
        return Column(name, "date", Says(_DATES[field], about), place)
    if field in _YES_NO:
        return Column(name, "yes_no", Says(_YES_NO[field], about), place)
    if field == "format":
        return Column(name, "choice", Says("how it was given: {what}", about), place, get_args(Format))
    if field == "kind" and slot.listed == "experience":
        return Column(name, "choice", Says("paid, volunteer, internship...: {what}", about), place, get_args(WorkKind))
    if field == "kind" and slot.listed == "supervision":
        said = Says("one to one, in a group, or by watching the work: {what}", about)
        return Column(name, "choice", said, place, ("individual", "group", "observation"))
    if field == "credit_kind":
        return Column(name, "choice", Says("what sort of credits: {what}", about), place, _CREDITS)
    if field == "approved_by":
        return Column(name, "texts", Says("who gave or approved it; several joined by a semicolon, none where nobody did: {what}", about), place, wanted)  # fmt: skip
    return Column(name, "text", Says(_TEXTS[field], about), place, wanted)


_NUMBERS = N_(
    {
        "hours": "number of hours: {what}",
        "credits": "number of credits: {what}",
        "days": "number of days: {what}",
        "sessions": "number of sessions: {what}",
        "courses": "number of courses: {what}",
        "attendance": "percent attended: {what}",
        "hours_per_week": "usual hours a week: {what}",
    }
)
_DATES = N_(
    {
        "completed": "day on which the last of it was completed: {what}",
        "from": "first day: {what}",
        "to": "last day; blank while it goes on: {what}",
    }
)
_YES_NO = N_({"supervised": "done under a supervisor: {what}"})
_TEXTS = N_(
    {
        "course": "which course, by its short name; other where it is none of these: {what}",
        "kind": "its special kind, if it has one: {what}",
        "role": "what sort of work: {what}",
        "setting": "what sort of place: {what}",
        "supervised_by": "sort of supervisor: {what}",
        "by": "sort of supervisor: {what}",
    }
)


class Reading:
    """A pathway as its columns are looked up: its requirements, its clock, the credential it leads to."""

    def __init__(
        self,
        requirements: tuple[Requirement, ...],
        around: Around,
        cycle: "Cycle | None",
        credential_id: str,
        kind: str,
    ) -> None:
        self.requirements, self.around, self.cycle = requirements, around, cycle
        self.credential_id, self.kind = credential_id, kind
        self._asking: set[str] = set()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the pathway, those inside groups and those used as tests as well."""
        return tuple(r.rule for top in self.requirements for r in with_members(top))

    def of(self, requirement: Requirement) -> Columns:
        """The columns of one requirement with its condition and its dates."""
        found = requirement.rule.reads(self)
        if requirement.when is not None:
            found += self.of(requirement.when)
        return found + self.day(requirement.dated_by)

    def members(self, requirements: Iterable[Requirement]) -> Columns:
        """The columns of several requirements."""
        return tuple(c for r in requirements for c in self.of(r))

    def day(self, name: str | None) -> Columns:
        """The columns that tell when a step was taken, or whether and when a requirement of the pathway was met."""
        if name is None or name in self._asking:
            return ()
        if name not in self.around.by_id:
            found: Columns = (step(name),)
        else:
            self._asking.add(name)
            found = tuple(c for r in self.versions(name) for c in (*r.rule.reads_day(r, self), *r.rule.reads(self)))
            self._asking.discard(name)
        return found + (self.period() if name in self.around.steps and self.kind == "renewal" else ())

    def versions(self, id_: str) -> tuple[Requirement, ...]:
        """A requirement by its id, in all its dated versions."""
        found = tuple(r for r in self.around.versions if r.id == id_)
        return found or tuple(r for r in (self.around.by_id.get(id_),) if r is not None)

    def period(self) -> Columns:
        """The columns that tell which certification period it is."""
        if self.cycle is None:
            return ()
        born = (BORN,) if self.cycle.ends in ("birthday", "birth_month") else ()
        return own(self.credential_id) + born

    def credential(self, ids: Sequence[str]) -> Columns:
        """The columns that tell whether one of these credentials is held."""
        found: Columns = ()
        for id_ in ids:
            mine = holds(id_)
            found += (mine[0], *own(id_)) if id_ == self.credential_id else mine
        return found

    @cached_property
    def slots(self) -> dict[str, tuple[Slot, ...]]:
        """The entries that a row can hold, by the list of the record."""
        return {listed: tuple(self._slots(listed)) for listed in _PREFIX}

    def _slots(self, listed: str) -> Iterable[Slot]:
        sums: list[Any] = [r for r in self.rules if getattr(r, "record_field", None) == listed]
        if any(getattr(r, "carry_over", None) for r in sums):
            yield Slot(listed, CARRIED, f"{_PREFIX[listed]}{CARRIED}_over_")
        asked = list(dict.fromkeys(r.course for r in sums if r.course))
        left_out = {r.except_course for r in sums if r.except_course}
        general = [r for r in sums if not r.course]
        if listed != "training" or len({*asked, *left_out}) + bool(general) < 2 or not (asked or left_out):
            yield Slot(listed, "", _PREFIX[listed])
            return
        if general:
            yield Slot(listed, "" if left_out else ALL, _PREFIX[listed], (), bool(left_out))
        yield from (Slot(listed, ";".join(courses), f"course.{slug(courses[0])}.", courses) for courses in asked)

    def is_measured(self, slot: Slot) -> bool:
        """Does some rule ask how much there is in this slot?"""
        sums: list[Any] = [r for r in self.rules if getattr(r, "record_field", None) == slot.listed]
        return any(slot in self.slots_for(r) and r.measure not in ("items", "courses") for r in sums)

    def slots_for(self, rule: "Tally") -> tuple[Slot, ...]:
        """The slots that a rule adds up: of a rule that asks for a course, that course."""
        every = self.slots[rule.record_field]
        if any(s.courses for s in every) and rule.course:
            return tuple(s for s in every if s.courses == rule.course)
        if any(s.courses for s in every) and rule.except_course:
            left_out = {same(c) for c in rule.except_course}
            return tuple(s for s in every if not {same(c) for c in s.courses} & left_out)
        return every


def with_members(requirement: Requirement) -> Iterable[Requirement]:
    """A requirement, its condition, and all that is in it."""
    yield requirement
    for inner in (*((requirement.when,) if requirement.when else ()), *requirement.rule.members()):
        yield from with_members(inner)


def sum_reads(rule: "Tally", reading: Reading) -> Columns:
    """The columns that a sum looks at: how much, on what, and all that narrows it."""
    found: list[Column] = []
    for slot in reading.slots_for(rule):
        if slot.key == CARRIED:
            found.append(entry(slot, "hours"))
            continue
        found += _amount(rule, slot, reading)
        for name, part in (rule.parts or {}).items():
            found += [entry(slot, f"topics.{t}") for t in getattr(part, "topics", None) or (name,)]
        for selector in (rule, *rule.at_least, *rule.at_most, *rule.at_rate):
            found += selector_reads(selector, slot, reading)
        if rule.spread_over:
            found += days(slot)
    return (*sayable(found), *reading.members(less.when for less in rule.less))


_ENTRIES: dict[str, type[Shape]] = {"training": Activity, "continuing_education": Activity, "experience": Experience, "supervision": Supervision}  # fmt: skip


def sayable(columns: Iterable[Column]) -> Iterable[Column]:
    """The columns without those of which an entry of their list can say nothing: there, what a rule asks stays open."""
    for column in columns:
        group, field = column.place[0], column.place[-1]
        always = group != "entry" or field in ("done", "courses")
        if always or _ENTRIES[column.place[1]].attribute(field.split(".")[0]):
            yield column


def _amount(rule: "Tally", slot: Slot, reading: Reading) -> list[Column]:
    """The columns that say how much there is in a slot, in the measure of the rule."""
    if rule.measure in ("items", "courses"):
        measured = reading.is_measured(slot)
        if slot.courses:
            return [] if measured else [entry(slot, "done")]
        if rule.course or (rule.measure == "items" and measured):
            return []
        return [entry(slot, "done" if rule.measure == "items" else "courses")]
    found = [entry(slot, rule.measure)]
    if rule.measure == "hours" and rule.convert:
        found += [entry(slot, "credits"), entry(slot, "credit_kind", rule.convert)]
    return found


def selector_reads(selector: "Selector", slot: Slot, reading: Reading) -> Columns:
    """The columns of a slot that a selector looks at."""
    found = [entry(slot, f"topics.{t}") for t in selector.topic or ()]
    if (selector.course or selector.except_course) and not slot.courses and not _by_course(reading, slot):
        found.append(entry(slot, "course", (*(selector.course or ()), *(selector.except_course or ()))))
    if selector.provider:
        found.append(entry(slot, "approved_by", selector.provider))
    if selector.format:
        found.append(entry(slot, "format"))
    for wanted in (selector.as_, selector.except_):
        if wanted:
            found.append(entry(slot, "kind", wanted))
    for name in ("role", "setting"):
        if getattr(selector, name):
            found.append(entry(slot, name, getattr(selector, name)))
    if selector.supervised:
        found.append(entry(slot, "supervised"))
    if selector.by:
        found.append(entry(slot, "supervised_by" if slot.listed == "experience" else "by", selector.by))
    if selector.attendance is not None:
        found.append(entry(slot, "attendance"))
    dated = (selector.within, selector.after, selector.before, selector.completed_from, selector.completed_until)
    if any(d is not None for d in dated) or selector.in_period or selector.while_holding:
        found += days(slot)
    found += reading.day(selector.after) + reading.day(selector.before)
    if selector.in_period:
        found += reading.period()
    return (*found, *reading.credential(selector.while_holding or ()))


def days(slot: Slot) -> list[Column]:
    """The columns of a slot that say when it was."""
    if slot.key == CARRIED:
        return []
    fields = ("completed",) if slot.listed in ("training", "continuing_education") else ("from", "to")
    return [entry(slot, f) for f in fields]


def _by_course(reading: Reading, slot: Slot) -> bool:
    """Do the courses of this list have columns of their own?"""
    return any(s.courses for s in reading.slots[slot.listed])
