"""Adding up entries of a record: totals, parts inside a total, caps, minimums, substitutions.

Every sum is an interval, *at least this, at most that*: an entry that leaves out what the rule asks about may
or may not count. The verdict is `unknown` only where the interval straddles the need.
"""

from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from peercert.dates import DateSpan, Duration
from peercert.judging import tally_words
from peercert.judging.asking import about_entry, from_record
from peercert.judging.context import NEVER, Context, fully
from peercert.judging.entries import same, share_of_topic, span_of, touches
from peercert.judging.open_fields import caps_not_clear, field_of, reductions_not_clear, topics_not_said
from peercert.judging.parts import Cap, Less, Minimum, PartRange, Rate
from peercert.judging.requirement import Requirement, Rule
from peercert.judging.selector import Selector
from peercert.judging.tally_words import INFINITY
from peercert.questions import Amount, Choice, Data, Put, Question, YesNo, put_entry
from peercert.shapes import ShapeError, Where, field
from peercert.verdicts import MET, MISSING, UNKNOWN, All, Finding, Judgement, Name, Part, Says
from peercert.words import N_, capital, say

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.day_formulas import Span
    from peercert.judging.formula import Formula
    from peercert.judging.selector_columns import Match as Matched
    from peercert.judging.sheet import Sheet
    from peercert.judging.sheet_entries import Entry as Slip
    from peercert.judging.table import Columns, Reading

MEASURES = ("hours", "courses", "credits", "days", "sessions")
CREDIT_NAMES = ("semester", "trimester", "quarter", "ceu", "course_credit")


_HOW_MUCH = N_(
    {
        "hours": "How many hours of {what} have you done so far? If it was several, begin with one; the others come next.",
        "credits": "How many credits of {what} do you have so far? If it was several, begin with one; the others come next.",
        "days": "How many days of {what} have you done so far? If it was several, begin with one; the others come next.",
        "sessions": "How many sessions of {what} have you had so far? If it was several, begin with one; the others come next.",
        "courses": "How many courses have you done so far ({what})?",
    }
)
_MORE = N_(
    {
        "hours": "Have you done any other {what}? How many hours?",
        "credits": "Have you done any other {what}? How many credits?",
        "days": "Have you done any other {what}? How many days?",
        "sessions": "Have you had any other {what}? How many sessions?",
        "courses": "Have you done any other course ({what})? How many?",
    }
)


def _put_named(listed: str, courses: tuple[str, ...]) -> Put:
    """Courses by their short names; others by what they were called."""

    def put(data: Data, answer: Any) -> None:
        entries = data.setdefault(listed, [])
        entries += [{"course": c} if c in courses else {"title": c} for c in answer]

    return put


def _put_courses(listed: str) -> Put:
    """So many courses, of which nothing else is said yet."""

    def put(data: Data, answer: Any) -> None:
        entries = data.setdefault(listed, [])
        entries += [{} for _ in range(min(int(answer), 100))]

    return put


class Row(NamedTuple):
    """An entry that counts or may count, and how much."""

    entry: Any
    where: str
    lo: float
    hi: float


class Tally(Selector, Rule):
    """Base of the kinds that add up entries."""

    foremost = (
        *MEASURES, "for_each", "of", "duration", "full_time", "per_year", "per_month_overdue", "topic", "course",
        "except_course", "provider", "parts", "parts_overlap", "every", "first_due", "by_end", "carry_over", "prorated",
    )  # fmt: skip
    hours: float | None = field(default=None, doc="Clock hours needed.", example=46)
    courses: float | None = field(
        default=None, doc="Number of courses needed, where hours are not what counts.", example=13
    )
    credits: float | None = field(default=None, doc="Number of credits needed.", example=15)
    days: float | None = field(default=None, doc="Number of days needed.", example=5)
    sessions: float | None = field(default=None, doc="Number of sessions needed.", example=6)
    parts: dict[str, float | PartRange] | None = field(
        default=None,
        doc="Hours by topic inside the total; a surplus in one does not fill another.",
        example={"ethics": 16},
    )
    parts_overlap: bool | None = field(default=None, doc="An hour may count for several parts.", example=True)
    at_least: tuple[Minimum, ...] = field(
        default=(),
        doc="Minimums of one sort inside the total; they may overlap.",
        example=[{"hours": 40, "format": ["in_person", "live_online"]}],
    )
    at_most: tuple[Cap, ...] = field(
        default=(), doc="Caps: no more than this of one sort counts.", example=[{"hours": 10, "format": "online"}]
    )
    at_rate: tuple[Rate, ...] = field(
        default=(), doc="Sorts of hours that count at another rate.", example=[{"percent": 25, "as": "teaching"}]
    )
    less: tuple[Less, ...] = field(
        default=(),
        doc="The need is lower for some people.",
        example=[{"by": 100, "when": {"education": {"at_least": "bachelor"}}}],
    )
    convert: dict[str, float] | None = field(
        default=None,
        doc="Hours for one credit: semester, trimester, quarter, ceu.",
        example={"semester": 15, "ceu": 10},
    )
    counts_inside: bool | None = field(
        default=None,
        doc="These hours are inside those of another requirement, not on top; totals do not add them.",
        example=True,
    )
    spread_over: Duration | None = field(
        default=None, doc="From first to last day at least this long.", example="6 months"
    )

    names_itself: ClassVar[bool] = True

    record_field: ClassVar[str] = ""

    @abstractmethod
    def name(self) -> Says:
        """What is counted, in words: training."""

    def check(self, where: Where) -> None:
        given = [m for m in MEASURES if getattr(self, m) is not None]
        if len(given) > 1:
            raise ShapeError((*where, given[1]), f"counts in {given[0]} and in {given[1]}; write two requirements")
        if bad := next((k for k in self.convert or {} if k not in CREDIT_NAMES), None):
            raise ShapeError((*where, "convert", bad), f"unknown credits {bad!r}; one of {', '.join(CREDIT_NAMES)}")
        if (self.parts or self.at_most) and not given:
            raise ShapeError(where, "parts and caps need a total, such as hours")

    @property
    def measure(self) -> str:
        """What is counted: hours, courses, ...; items where the rule only asks for some."""
        found: str | None = self.__dict__.get("_measure")
        if found is None:
            found = next((m for m in MEASURES if getattr(self, m) is not None), "items")
            self.__dict__["_measure"] = found
        return found

    def entries(self, context: Context) -> Iterable[tuple[str, Any]] | None:
        """(where in the record, entry); None where the record says nothing."""
        found = getattr(context.record, self.record_field)
        return None if found is None else ((f"{self.record_field}[{i}]", e) for i, e in enumerate(found))

    def settled_by(self, where: str, name: str) -> str:
        """The record field that would tell what an entry leaves open."""
        return field_of(where, name)

    def base_need(self, context: Context) -> float:  # noqa: ARG002
        """How much is needed before substitutions."""
        return getattr(self, self.measure) if self.measure != "items" else 1

    def needed(self, context: Context) -> tuple[float, float]:
        """At least and at most how much this person needs."""
        lo = hi = self.base_need(context)
        for less in self.less:
            holds = fully(less.when, context)
            lo -= less.by if holds is not False else 0
            hi -= less.by if holds is True else 0
        return max(0.0, lo), max(0.0, hi)

    def amount(self, entry: Any) -> tuple[float, float]:
        """At least and at most how much one entry brings, in the measure."""
        measure = self.measure
        if measure in ("items", "courses"):
            return 1, 1
        value = getattr(entry, measure, None)
        if value is None and measure == "hours" and self.convert and getattr(entry, "credits", None) is not None:
            if entry.credit_kind is None:
                return entry.credits * min(self.convert.values()), entry.credits * max(self.convert.values())
            value = entry.credits * self.convert.get(entry.credit_kind, 0)
        return (0.0, INFINITY) if value is None else (value, value)

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        entries = self.entries(context)
        need_lo, need = self.needed(context)
        measure = self.measure
        open_ = self._not_answered(context) if self.course else None
        if entries is None and open_ is False:
            entries = ()
        if entries is None:
            if need == 0:
                return Judgement(MET, Says("Nothing is needed here."), 0, 0, 0, measure)
            why = Says("Your record does not say anything about {what} yet.", {"what": self.name()})
            return Judgement(UNKNOWN, why, None, need, None, measure, None, (self.record_field,))
        rows, lacks = self._rows(entries, context)
        if self.at_most or self.parts:
            caps = self.caps(need)
            lo = self._capped([r.lo for r in rows], rows, caps, context, lower=True)
            hi = self._capped([r.hi for r in rows], rows, caps, context, lower=False)
        else:
            lo, hi = sum([r.lo for r in rows]), sum([r.hi for r in rows])
        parts = self._parts(rows, need, context) if self.parts or self.at_least else ()
        if open_:
            hi, parts = INFINITY, tuple(p._replace(have_at_most=INFINITY) for p in parts)
            lacks += (self.record_field,)
        if parts and any(p.have < p.need <= p.have_at_most for p in parts):
            lacks += topics_not_said(self, rows)
        if lo >= need - 1e-9 and all(p.have >= p.need - 1e-9 for p in parts):
            verdict = MET
        elif hi < need_lo - 1e-9 or any(p.have_at_most < p.need - 1e-9 for p in parts):
            verdict = MISSING
        else:
            verdict = UNKNOWN
        if self.spread_over:
            spread = self._spread([r for r in rows if r.lo > 0 or r.hi > 0], context)
            if spread is not True and verdict is MET:
                verdict = MISSING if spread is False else UNKNOWN
        gap = 0.0 if verdict is MET else max(0.0, need - lo, self._parts_gap(parts) if parts else 0.0)
        surely = tuple(p._replace(have=p.have_at_most) for p in parts)
        least = max(0.0, need_lo - hi, self._parts_gap(surely) if parts else 0.0) if gap else gap
        fields = tuple(dict.fromkeys(lacks)) if verdict is UNKNOWN else ()
        if verdict is UNKNOWN and not fields:
            fields = caps_not_clear(self, rows, context)
        if verdict is UNKNOWN and need_lo < need and not fields:
            fields = reductions_not_clear(self, context)
        return Judgement(verdict, tally_words.why(self, verdict, lo, hi, need, gap, parts), lo, need, gap, measure,
                         None if hi == lo else hi, fields, parts=parts,
                         gap_at_least=least if verdict is MISSING and least < gap else None)  # fmt: skip

    def _not_answered(self, context: Context) -> bool | None:
        """Was one of the courses asked for by name not spoken of? None where the record does not speak of courses."""
        lacking = getattr(context.record.not_yet, self.record_field, None)
        if lacking is None:
            return None
        named = [getattr(entry, "course", None) for _, entry in self.entries(context) or ()]
        known = {same(c) for c in (*lacking, *named) if c}
        return not all(same(c) in known for c in self.course or ())

    def find(self, requirement: Requirement, context: Context) -> Finding:
        known = context.judged.get(requirement.id) if context.requirements.get(requirement.id) is requirement else None
        return Finding(requirement, known or self.judge(requirement, context))

    def _rows(self, entries: Iterable[tuple[str, Any]], context: Context) -> tuple[list[Row], tuple[str, ...]]:
        rows: list[Row] = []
        lacks: tuple[str, ...] = ()
        today, measure = context.as_of, self.measure
        for where, entry in entries:
            first, last = span_of(entry, context)
            if first is not None and first.lo > today:
                continue
            match = self.match(entry, context)
            if match.counts is False:
                continue
            lo, hi = self.amount(entry)
            for rate in self.at_rate:
                at = rate.match(entry, context).counts
                lo *= 1 if at is False else rate.percent / 100
                hi *= rate.percent / 100 if at is True else 1
            if lo != hi:
                lacks += (self.settled_by(where, self.measure),)
            if self.topic and hasattr(entry, "topics"):
                lo, most = _on_topic(entry, self.topic, lo, hi, whole=measure in ("items", "courses"))
                lacks += (self.settled_by(where, "topics"),) if lo != most else ()
                hi = most
            if match.counts is None or (last is not None and last.hi > today):
                lo = 0.0
                lacks += tuple(self.settled_by(where, name) for name in match.lacks)
            if hi > 0:
                rows.append(Row(entry, where, lo, hi))
        return rows, lacks

    def caps(self, need: float) -> list[tuple[Selector, float]]:
        """Every cap of one sort with its limit, in the measure, where so much is needed."""
        return [(cap, cap.hours if cap.hours is not None else need * (cap.share or 0) / 100) for cap in self.at_most]

    def _capped(
        self,
        amounts: list[float],
        rows: list[Row],
        caps: list[tuple[Selector, float]],
        context: Context,
        *,
        lower: bool,
    ) -> float:
        """The total after caps and ceilings; the lower total takes every doubt against the person."""
        for cap, limit in caps:
            room = limit
            for i, row in enumerate(rows):
                share = amounts[i]
                counts = cap.match(row.entry, context).counts
                if cap.topic and share and share != INFINITY:
                    sure, most = share_of_topic(row.entry, cap.topic, share)
                    share = most if lower else sure
                if share and (counts is True or (counts is None and lower)):
                    kept = min(share, room)
                    room -= kept
                    amounts[i] = amounts[i] - share + kept if amounts[i] != INFINITY else kept
        total = sum(amounts)
        if total != INFINITY:
            total -= self._surplus(amounts, rows, most=lower)
        return total

    def _surplus(self, amounts: list[float], rows: list[Row], *, most: bool) -> float:
        """Hours above the ceilings of parts: those that are surely too many, with `most` all that may be.

        Hours of which no topic is said can be on any part with a ceiling, but each of them on one only; they do most
        harm where the least room is left.
        """
        sure = loose = 0.0
        harms: list[tuple[float, float]] = []
        listed = [0.0] * len(rows)
        for name, part in (self.parts or {}).items():
            topics = (isinstance(part, PartRange) and part.topics) or (name,)
            shares = [share_of_topic(r.entry, topics, a) for r, a in zip(rows, amounts, strict=True)]
            listed = [known + low for known, (low, _) in zip(listed, shares, strict=True)]
            if isinstance(part, PartRange) and part.at_most is not None:
                low, high = sum(s[0] for s in shares), sum(s[1] for s in shares)
                sure += max(0.0, low - part.at_most)
                if high > low:
                    harms.append((max(0.0, high - part.at_most) - max(0.0, low - part.at_most), high - low))
        if not most:
            return sure
        loose = sum(max(0.0, a - known) for a, known in zip(amounts, listed, strict=True))
        for harm, hours in sorted(harms, key=lambda h: -h[0] / h[1]):
            taken = min(hours, loose)
            sure += harm * taken / hours
            loose -= taken
        return sure

    def _parts(self, rows: list[Row], need: float, context: Context) -> tuple[Part, ...]:
        found: list[Part] = []
        for name, part in (self.parts or {}).items():
            floor = part.at_least or 0.0 if isinstance(part, PartRange) else part
            topics = (isinstance(part, PartRange) and part.topics) or (name,)
            if floor:
                found.append(
                    Part(
                        Says("on {topic}", {"topic": Name(name)}),
                        *_topic_sum(rows, topics),
                        floor,
                        self.measure,
                    )
                )
        for least in self.at_least:
            floor = least.hours if least.hours is not None else least.courses or need * (least.share or 0) / 100
            lo = hi = 0.0
            for row in rows:
                counts = least.match(row.entry, context).counts
                if counts is False:
                    continue
                a, b = (1.0, 1.0) if least.courses is not None else (row.lo, row.hi)
                if least.topic:
                    a, b = _on_topic(row.entry, least.topic, a, b, whole=least.courses is not None)
                lo += a if counts and row.lo else 0.0
                hi += b
            sort = Says("{sort}", {"sort": tally_words.sort(least)})
            found.append(Part(sort, lo, hi, floor, "courses" if least.courses is not None else self.measure))
        return tuple(found)

    def _parts_gap(self, parts: tuple[Part, ...]) -> float:
        topics = len(parts) - len(self.at_least)
        gaps = [p.gap for p in parts[:topics]]
        inside = max(gaps, default=0.0) if self.parts_overlap else sum(gaps)
        others = [
            (m.topic is not None, p.gap)
            for m, p in zip(self.at_least, parts[topics:], strict=True)
            if p.unit == self.measure
        ]
        by_topic = sum(gap for topical, gap in others if topical)  # an hour is on one topic, but may be live as well
        return max([inside, by_topic, *(gap for topical, gap in others if not topical)])

    def _spread(self, rows: list[Row], context: Context) -> bool | None:
        assert self.spread_over is not None
        spans = [span_of(r.entry, context) for r in rows]
        firsts, lasts = [s[0] for s in spans if s[0]], [s[1] for s in spans if s[1]]
        if not firsts or not lasts or len(firsts) < len(rows):
            return None
        surest = self.spread_over.elapsed_on(min(f.hi for f in firsts)) <= max(x.lo for x in lasts)
        possible = self.spread_over.elapsed_on(min(f.lo for f in firsts)) <= max(x.hi for x in lasts)
        return True if surest else None if possible else False

    def met_on(self, requirement: Requirement, context: Context) -> DateSpan | None:
        entries = self.entries(context)
        if entries is None:
            return None
        judgement = context.judged[requirement.id] = self.judge(requirement, context)  # asked for again in its turn
        verdict = judgement.verdict
        if verdict is not MET:
            return NEVER if verdict is MISSING else None
        spans = [span_of(e, context)[1] for _, e in entries if self.match(e, context).counts is not False]
        if None in spans:
            return None
        days = sorted({s.hi for s in spans if s is not None and s.hi <= context.as_of})
        if len(days) < 2:
            return DateSpan(days[0], days[0]) if days else None
        from bisect import bisect_left

        # with every further entry there is no less, so the first day that is enough can be found by halving
        first = bisect_left(days[:-1], True, key=lambda d: self.judge(requirement, context.until(d)).verdict is MET)
        return DateSpan(days[first], days[first])

    def ask(self, field: str, data: Data) -> Question | None:
        if field == self.record_field:
            return self._how_much(data)
        if not field.startswith(f"{self.record_field}["):
            return None
        topics = [
            *(self.topic or ()),
            *(t for n, p in (self.parts or {}).items() for t in (getattr(p, "topics", None) or (n,))),
        ]
        inside = (*self.at_least, *self.at_most, *self.at_rate)
        topics += [t for s in inside for t in s.topic or ()]
        return about_entry(field, (self, *inside), dict.fromkeys(topics), data) or from_record(field, data)

    def _how_much(self, data: Data) -> Question:
        """How much there is, entry by entry until there is no more."""
        more, listed = bool(data.get(self.record_field)), self.record_field
        values = {"what": self.name()}
        if self.course:
            ask = Says("Which of these courses have you done?" if not more else "Which other courses have you done?")
            form = Choice(
                tuple((c, Name(c)) for c in self.course), several=True, other=Says("the names of other courses")
            )
            return Question(listed, ask, form, _put_named(listed, self.course))
        if self.measure == "items":
            whole = Says("Have you done this: {need}?", {"need": self.need()})
            return Question(listed, whole, YesNo(), put_entry(listed, "", self._sort()))
        if self.measure == "courses":
            ask = Says(_MORE["courses"] if more else _HOW_MUCH["courses"], values)
            return Question(listed, ask, Amount("courses", whole=True), _put_courses(listed))
        ask = Says((_MORE if more else _HOW_MUCH)[self.measure], values)
        return Question(listed, ask, Amount(self.measure), put_entry(listed, self.measure))

    def _sort(self) -> Data:
        """What an entry says that is just what this rule asks for."""
        made: Data = {}
        for key, name in (
            ("course", "course"),
            ("provider", "approved_by"),
            ("topic", "topic"),
            ("format", "format"),
            ("role", "role"),
            ("setting", "setting"),
        ):
            wanted = getattr(self, key)
            if wanted:
                made[name] = [wanted[0]] if name == "approved_by" else wanted[0]
        return made

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.tally_columns import added

        return added(self, sheet).form

    def match_columns(self, entry: "Slip", sheet: "Sheet") -> "Matched":
        """The same as `match`, for one entry of every row of a table."""
        from peercert.judging.selector_columns import match

        return match(self, entry, sheet)

    def base_need_columns(self, sheet: "Sheet") -> "Formula":  # noqa: ARG002
        """The same as `base_need`, for every row of a table."""
        from peercert.judging.formula import formula

        return formula(float(getattr(self, self.measure) if self.measure != "items" else 1))

    def needed_columns(self, sheet: "Sheet") -> "tuple[Formula, Formula]":
        """The same as `needed`, for every row of a table."""
        from peercert.judging.formula import larger, where

        lo = hi = self.base_need_columns(sheet)
        for less in self.less:
            holds = sheet.holds(less.when)
            lo = lo - where(holds.no, 0.0, float(less.by))
            hi = hi - where(holds.yes, float(less.by), 0.0)
        return larger(0.0, lo), larger(0.0, hi)

    def met_on_columns(self, requirement: Requirement, sheet: "Sheet") -> "Span":
        from peercert.judging.tally_columns import added, met_on

        return met_on(self, self.columns(requirement, sheet).verdicts, added(self, sheet).rows, sheet)

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        return table.sum_reads(self, reading)

    def reads_day(self, requirement: Requirement, reading: "Reading") -> "Columns":  # noqa: ARG002
        from peercert.judging import table

        return tuple(c for slot in reading.slots_for(self) for c in table.days(slot))

    def title(self) -> Says:
        name = capital(say(self.name()))
        if self.topic:
            return Says("{what} ({topic})", {"what": name, "topic": All.names(self.topic)})
        return Says("{what}", {"what": name})

    def need(self) -> Says:
        return tally_words.need(self)

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        return tally_words.next_step(self, judgement)

    def members(self) -> tuple[Requirement, ...]:
        return tuple(less.when for less in self.less)


def _on_topic(entry: Any, topics: tuple[str, ...], lo: float, hi: float, *, whole: bool) -> tuple[float, float]:
    """At least how much of `lo`, at most how much of `hi` is on these topics; `whole`: entries count, not their hours."""
    if whole:
        sure, perhaps = touches(entry, topics)
        return lo if sure else 0.0, hi if perhaps else 0.0
    return share_of_topic(entry, topics, lo)[0], share_of_topic(entry, topics, hi)[1]


def _topic_sum(rows: list[Row], topics: tuple[str, ...]) -> tuple[float, float]:
    lo = hi = 0.0
    for row in rows:
        lo += share_of_topic(row.entry, topics, row.lo)[0]
        hi += share_of_topic(row.entry, topics, row.hi)[1]
    return lo, hi
