"""What one person has done so far. Every field may be left out: that means *not known*.

An empty list (``training: []``) means *none*. Names, addresses and diagnoses are neither needed nor asked for.
"""

from collections.abc import Callable
from datetime import date
from typing import Literal

from peercert.dates import DateSpan
from peercert.sayings import Says
from peercert.shapes import OneOrMany, Shape, ShapeError, Where, field

EducationLevel = Literal[
    "none", "some_high_school", "high_school", "some_college", "associate", "bachelor", "master", "doctorate"
]
EDUCATION_ORDER: tuple[str, ...] = (
    "none", "some_high_school", "high_school", "some_college", "associate", "bachelor", "master", "doctorate",
)  # fmt: skip
LivedAs = Literal["person", "youth", "parent", "caregiver", "family_member", "ally"]
LivedOf = Literal[
    "mental_health",
    "substance_use",
    "trauma",
    "justice",
    "homelessness",
    "foster_care",
    "military",
    "brain_injury",
    "disability",
    "other",
]
Format = Literal["in_person", "live_online", "online", "self_paced", "hybrid"]
WorkKind = Literal["paid", "volunteer", "internship", "practicum", "apprenticeship"]
ReferenceKind = Literal[
    "professional",
    "personal",
    "supervisor",
    "employer",
    "colleague",
    "clinician",
    "certified_peer",
    "peer_served",
    "community",
    "friend",
    "family",
    "self",
]
HeldStatus = Literal["active", "expired", "lapsed", "inactive", "suspended", "revoked", "retired"]
DATE_EXAMPLE = "2026-05-10"


class RecoveryPeriod(Shape):
    """A stretch of time in recovery."""

    from_: DateSpan = field(doc="First day.", example="2021-06-01")
    to: DateSpan | None = field(default=None, doc="Last day; left out while it goes on.", example="2023-05-31")


class LivedExperience(Shape):
    """One kind of lived experience; no diagnosis is asked for."""

    as_: LivedAs = field(
        doc="Whose experience it is: your own (person, youth), or as a parent, caregiver, relative.",
        example="person",
    )
    of: OneOrMany[LivedOf] = field(doc="What it is experience of.", example="mental_health")
    recovery_since: DateSpan | None = field(
        ask="Since when have you been in recovery? The month or the year will often do.",
        default=None,
        doc="In recovery since this day, month or year, without a break.",
        example="2021-06-01",
    )
    recovery_periods: tuple[RecoveryPeriod, ...] | None = field(
        default=None,
        doc="Earlier stretches of recovery, where a rule adds them up.",
        example=[{"from": "2018-01", "to": "2019-06"}],
    )
    services_received: bool | None = field(
        ask="Have you received services or treatment for it?",
        default=None,
        doc="Services or treatment were received for it.",
        example=True,
    )
    share_openly: bool | None = field(
        ask="Are you willing to say so openly to the people you support?",
        default=None,
        doc="Willing to say so to the people served.",
        example=True,
    )


class Activity(Shape):
    """A course, a workshop, a class: training before certification or continuing education after it."""

    title: str | None = field(default=None, doc="What it was called.", example="CPSS certification training")
    course: str | None = field(
        ask="Which course was it?",
        default=None,
        doc="Short name of the course where a rule lists courses.",
        example="kfla",
    )
    provider: str | None = field(default=None, doc="Who gave it.", example="SC SHARE")
    approved_by: OneOrMany[str] | None = field(
        ask="Which certifying body gave or approved it?",
        default=None,
        doc="Which certifying bodies approved it.",
        example="SC SHARE",
    )
    hours: float | None = field(ask="How many hours did it have?", default=None, doc="Clock hours.", example=40)
    credits: float | None = field(
        ask="How many credits did it give?",
        default=None,
        doc="College or training credits, where it gives credits and not hours.",
        example=3,
    )
    credit_kind: Literal["semester", "trimester", "quarter", "ceu", "course_credit"] | None = field(
        ask="What sort of credits were they?", default=None, doc="What sort of credits.", example="semester"
    )
    days: float | None = field(
        ask="How many days did it take?", default=None, doc="Days, where the course is counted in days.", example=5
    )
    sessions: float | None = field(
        ask="How many sessions did it have?", default=None, doc="Sessions, where it is counted in sessions.", example=6
    )
    completed: DateSpan | None = field(
        ask="When did you finish it? The month or the year will often do.",
        default=None,
        doc="Day it was completed.",
        example=DATE_EXAMPLE,
    )
    topics: dict[str, float] | None = field(default=None, doc="Hours by topic within it.", example={"ethics": 6})
    topic: OneOrMany[str] | None = field(default=None, doc="The topic, where all of it is on one.", example="ethics")
    format: Format | None = field(
        ask="How was it given?",
        default=None,
        doc="How it was given; self_paced is online without a live teacher.",
        example="in_person",
    )
    kind: str | None = field(
        ask="Was it of a special kind?",
        default=None,
        doc="A special kind that some rules cap: teaching, in_service, college, course_preparation, mentoring.",
        example="in_service",
    )
    attendance: float | None = field(
        ask="How much of it did you attend, in percent?", default=None, doc="Percent attended.", example=95
    )
    carried_over: bool | None = field(
        default=None,
        doc="Hours left over from the period before, that the certifier lets you carry over.",
        example=True,
    )


class Exam(Shape):
    """One try at an exam."""

    name: str | None = field(ask="Which exam was it?", default=None, doc="Which exam.", example="IC&RC Peer Recovery")
    taken: DateSpan | None = field(
        ask="When did you take it?", default=None, doc="Day it was taken.", example=DATE_EXAMPLE
    )
    passed: bool | None = field(ask="Did you pass it?", default=None, doc="Passed or not.", example=True)
    score: float | None = field(
        ask="What was your score?", default=None, doc="Score, in the exam's own points or percent.", example=88
    )


class Experience(Shape):
    """Work or volunteering, with the hours in it."""

    employer: str | None = field(
        default=None, doc="Where (any label that you will recognise).", example="Example Center"
    )
    from_: DateSpan | None = field(
        ask="When did it begin? The month or the year will often do.",
        default=None,
        doc="First day.",
        example="2025-01-06",
    )
    to: DateSpan | None = field(
        ask="When did it end?", default=None, doc="Last day; left out while it goes on.", example="2025-06-30"
    )
    hours: float | None = field(
        ask="How many hours was it in all?", default=None, doc="Hours worked in all.", example=120
    )
    hours_per_week: float | None = field(
        ask="About how many hours a week was it?",
        default=None,
        doc="Usual hours a week, where a rule asks for full-time work.",
        example=40,
    )
    supervised_hours: float | None = field(
        ask="How many hours of supervision did you get in it?",
        default=None,
        doc="Hours of supervision received in this work.",
        example=10,
    )
    supervised: bool | None = field(
        ask="Did you work under a supervisor?", default=None, doc="Done under a supervisor.", example=True
    )
    supervised_by: str | None = field(
        ask="Who supervised you?",
        default=None,
        doc="Who supervised: the sort of supervisor.",
        example="certified_peer_supervisor",
    )
    kind: WorkKind | None = field(
        ask="Was it paid work, or something else?",
        default=None,
        doc="Paid, volunteer, internship...",
        example="volunteer",
    )
    role: str | None = field(
        ask="What sort of work was it?",
        default=None,
        doc="What sort of work: peer_support, recovery_coaching, ...",
        example="peer_support",
    )
    setting: str | None = field(
        ask="What sort of place was it?",
        default=None,
        doc="Sort of place: recovery_community_organization, treatment, hospital, ...",
        example="recovery_community_organization",
    )
    topics: dict[str, float] | None = field(default=None, doc="Hours by domain within it.", example={"advocacy": 25})

    def check(self, where: Where) -> None:
        if self.from_ and self.to and self.to.hi < self.from_.lo:
            dates = {"start": str(self.from_), "end": str(self.to)}
            says = Says("ends on {end}, before it starts on {start}; one of the two dates is wrong", dates)
            raise ShapeError((*where, "to"), says)


class Supervision(Shape):
    """Supervision received, where it is kept apart from the work."""

    from_: DateSpan | None = field(
        ask="When did it begin? The month or the year will often do.",
        default=None,
        doc="First day.",
        example="2025-01-06",
    )
    to: DateSpan | None = field(ask="When did it end?", default=None, doc="Last day.", example="2025-06-30")
    hours: float | None = field(ask="How many hours was it?", default=None, doc="Hours of supervision.", example=12)
    sessions: float | None = field(
        ask="How many sessions was it?",
        default=None,
        doc="Number of sessions, where a rule counts sessions.",
        example=12,
    )
    by: str | None = field(
        ask="Who supervised you?", default=None, doc="Sort of supervisor.", example="registered_peer_supervisor"
    )
    format: Format | None = field(ask="How was it given?", default=None, doc="How it was given.", example="in_person")
    kind: Literal["individual", "group", "observation"] | None = field(
        ask="Was it one to one, in a group, or by watching you work?",
        default=None,
        doc="One to one, in a group, or by watching the work.",
        example="individual",
    )
    topics: dict[str, float] | None = field(default=None, doc="Hours by domain.", example={"ethics": 5})


class Reference(Shape):
    """One reference or letter of recommendation."""

    kind: ReferenceKind | None = field(
        ask="Who wrote it, or will write it?", default=None, doc="Who wrote it.", example="professional"
    )
    dated: DateSpan | None = field(
        ask="When was it written?",
        default=None,
        doc="Day it was written, where a rule wants a recent one.",
        example=DATE_EXAMPLE,
    )
    attests: OneOrMany[str] | None = field(default=None, doc="What it confirms.", example="recovery")


class BackgroundCheck(Shape):
    """A background check that was done."""

    done: bool | None = field(default=None, doc="False where none was made so far.", example=True)
    date: DateSpan | None = field(
        ask="When did the result of the background check come?",
        default=None,
        doc="Day of the result.",
        example="2026-04-01",
    )
    passed: bool | None = field(
        ask="Was the result of the background check clear?", default=None, doc="Cleared or not.", example=True
    )


class Employment(Shape):
    """Present post, where a rule asks for one."""

    status: Literal["employed", "offer", "volunteer", "internship", "none"] = field(
        doc="Do you have a post?", example="employed"
    )
    setting: str | None = field(
        ask="What sort of place do you work in?",
        default=None,
        doc="Sort of employer.",
        example="community_mental_health_center",
    )
    role: str | None = field(
        ask="What sort of work is it?", default=None, doc="What sort of work.", example="peer_support"
    )
    share: float | None = field(
        ask="How much of your work is peer support, in percent?",
        default=None,
        doc="Percent of the work that is peer support.",
        example=60,
    )
    since: DateSpan | None = field(ask="Since when?", default=None, doc="Since when.", example="2025-01-06")


class Held(Shape):
    """A credential that the person holds or held."""

    id: str = field(
        doc="Its id in the rule book (peercert list), or other:NAME where it is not there.", example="nc-cpss"
    )
    issued: DateSpan | None = field(
        ask="When was it first issued?", default=None, doc="Day it was first issued.", example="2024-03-01"
    )
    renewed: DateSpan | None = field(
        ask="When was it last renewed?", default=None, doc="Day of the last renewal.", example="2026-03-01"
    )
    expires: DateSpan | None = field(
        ask="Until when is it valid? The day stands on the certificate.",
        default=None,
        doc="Last day it is valid.",
        example="2026-03-01",
    )
    status: HeldStatus | None = field(
        ask="What is it today, as far as you know?",
        default=None,
        doc="What the certifier says it is today.",
        example="active",
    )
    renewals: int | None = field(
        ask="How often was it renewed?", default=None, doc="How often it was renewed.", example=0
    )

    def check(self, where: Where) -> None:
        if self.issued and self.expires and self.expires.hi < self.issued.lo:
            dates = {"start": str(self.issued), "end": str(self.expires)}
            says = Says("expires on {end}, before it was issued on {start}; one of the two dates is wrong", dates)
            raise ShapeError((*where, "expires"), says)


class Interview(Shape):
    """An interview with the certifier or the training program."""

    date: DateSpan | None = field(default=None, doc="Day of the interview.", example=DATE_EXAMPLE)
    passed: bool | None = field(default=None, doc="Accepted or not.", example=True)


class Event(Shape):
    """Something that a rule counts time from: an inpatient stay, a time in prison."""

    kind: str = field(doc="What: incarceration, inpatient_stay, hospital_admission, ...", example="inpatient_stay")
    from_: DateSpan | None = field(default=None, doc="First day.", example="2024-01-10")
    to: DateSpan | None = field(ask="When did it end?", default=None, doc="Last day.", example="2024-01-12")
    hours: float | None = field(
        ask="How many hours did it last?", default=None, doc="How long, where a rule asks for hours.", example=60
    )


class NotYet(Shape):
    """What is known not to be there yet, list by list: with it, the list itself is not taken as complete."""

    agreements: tuple[str, ...] | None = field(default=None, doc="Not signed yet.", example=["scope_of_activities"])
    credentials: tuple[str, ...] | None = field(default=None, doc="Never held, by id.", example=["va-prs"])
    documents: tuple[str, ...] | None = field(default=None, doc="Not at hand yet.", example=["diploma"])
    exams: tuple[str, ...] | None = field(default=None, doc="Not passed yet, by name.", example=["post-test"])
    memberships: tuple[str, ...] | None = field(default=None, doc="Not a member of.", example=["naadac"])
    milestones: tuple[str, ...] | None = field(default=None, doc="Steps not taken yet.", example=["application"])
    paid: tuple[str, ...] | None = field(default=None, doc="Not paid yet.", example=["registration"])
    training: tuple[str, ...] | None = field(default=None, doc="Courses not taken yet, by their short names; says nothing of other training.", example=["kfla"])  # fmt: skip


class Record(Shape):
    """What one person has done so far; every field is optional, absent means not known, [] means none."""

    born: DateSpan | None = field(
        ask="When were you born? The month or the year alone will often do.",
        default=None,
        doc="Date of birth (month or year alone will often do).",
        example="1990-04-02",
    )
    education: EducationLevel | None = field(
        ask="What is the highest level of school that you have finished?",
        default=None,
        doc="Highest level finished; a GED is high_school.",
        example="high_school",
    )
    education_field: str | None = field(
        ask="What did you study?",
        default=None,
        doc="Field of study, where a rule asks for one.",
        example="human_services",
    )
    enrolled_in: EducationLevel | None = field(
        ask="Are you studying now? At what level?",
        default=None,
        doc="Level you are studying for now; none when not studying.",
        example="high_school",
    )
    lives_in: str | None = field(
        ask="In which state do you live?",
        default=None,
        doc="Where you mostly live: state code, or country code outside the US.",
        example="SC",
    )
    works_in: str | None = field(
        ask="In which state do you work?",
        default=None,
        doc="Where you work: state code; none when not working.",
        example="SC",
    )
    works_in_share: float | None = field(
        ask="How much of your working time do you work there, in percent?",
        default=None,
        doc="Percent of your working time in that state.",
        example=100,
    )
    lived_experience: tuple[LivedExperience, ...] | None = field(
        default=None,
        doc="Your lived experience, one entry a kind.",
        example=[{"as": "person", "of": "mental_health", "recovery_since": "2021-06-01"}],
    )
    training: tuple[Activity, ...] | None = field(
        default=None,
        doc="Training for certification.",
        example=[
            {
                "title": "CPSS certification training",
                "provider": "SC SHARE",
                "hours": 40,
                "completed": DATE_EXAMPLE,
            }
        ],
    )
    exams: tuple[Exam, ...] | None = field(
        default=None,
        doc="Every try at an exam.",
        example=[{"name": "CPSS final exam", "taken": DATE_EXAMPLE, "passed": True}],
    )
    experience: tuple[Experience, ...] | None = field(
        default=None, doc="Work and volunteering.", example=[{"employer": "Example Center", "hours": 120}]
    )
    supervision: tuple[Supervision, ...] | None = field(
        default=None, doc="Supervision kept apart from the work.", example=[{"hours": 12}]
    )
    references: tuple[Reference, ...] | None = field(
        default=None, doc="References and letters.", example=[{"kind": "professional"}]
    )
    background_check: BackgroundCheck | None = field(
        default=None, doc="The latest background check.", example={"date": "2026-04-01", "passed": True}
    )
    agreements: tuple[str, ...] | None = field(
        default=None, doc="What you have signed, all of it.", example=["code_of_ethics"]
    )
    documents: tuple[str, ...] | None = field(
        default=None, doc="Papers you have at hand, all of them.", example=["diploma"]
    )
    statements: dict[str, bool] | None = field(
        default=None, doc="Yes or no to a question that a rule asks (veteran: true).", example={"veteran": True}
    )
    memberships: tuple[str, ...] | None = field(
        default=None, doc="Associations you are a member of, all of them.", example=["naadac"]
    )
    credentials: tuple[Held, ...] | None = field(
        default=None, doc="Peer credentials held now or earlier.", example=[{"id": "nc-cpss", "issued": "2024-03-01"}]
    )
    continuing_education: tuple[Activity, ...] | None = field(
        default=None,
        doc="Continuing education since certification.",
        example=[{"title": "Boundaries", "topic": "ethics", "hours": 3, "completed": "2026-02-11"}],
    )
    employment: Employment | None = field(
        default=None, doc="Your post, where a rule asks for one.", example={"status": "employed"}
    )
    interviews: tuple[Interview, ...] | None = field(
        default=None, doc="Interviews with the certifier.", example=[{"passed": True}]
    )
    events: tuple[Event, ...] | None = field(
        default=None,
        doc="Events that a rule counts time from, all of them.",
        example=[{"kind": "inpatient_stay", "to": "2024-01-12"}],
    )
    milestones: dict[str, DateSpan] | None = field(
        default=None,
        doc="Steps already taken, with their dates, all of them (application, application_approved, registration, ...).",
        example={"application": "2026-06-01"},
    )
    paid: tuple[str, ...] | None = field(
        default=None, doc="Fees already paid, all of them, named as in the report.", example=["application"]
    )

    not_yet: NotYet | None = field(default=None, doc="What you were asked about and do not have yet. A list that is named here is not taken as complete: what is in neither is not known.", example={"agreements": ["scope_of_activities"]})  # fmt: skip

    def lacks(self, name: str, item: Callable[[str], bool]) -> bool | None:
        """Is something known not to be in the list `name`? None where that is not known.

        `item` tells whether an entry of the list of what is lacking is the thing meant. A list that is there, with
        nothing said of what is lacking, is complete; one that is not there says nothing.
        """
        lacking: tuple[str, ...] | None = getattr(self.not_yet, name) if self.not_yet is not None else None
        if lacking is not None:
            return True if any(map(item, lacking)) else None
        return None if getattr(self, name) is None else True

    def held(self, ids: frozenset[str] | tuple[str, ...]) -> "Held | None":
        """The newest entry for one of these credential ids, None where there is none (or nothing is known)."""
        found = [h for h in self.credentials or () if h.id in ids]
        return max(found, key=lambda h: h.issued.hi if h.issued else date.min, default=None)
