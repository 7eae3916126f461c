"""References: how many, by whom, and what they must confirm (their content is yours to check).

references: {count: 3, kinds: [professional], excluding: [family, friend, clinician]}
references: {count: 3, of_which: {supervisor: 1, self: 1}, attest: [recovery]}
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from peercert.dates import DateSpan, Duration
from peercert.judging.asking import from_record
from peercert.judging.context import Context
from peercert.judging.entries import inside
from peercert.judging.requirement import Requirement, Rule
from peercert.questions import Amount, Choice, Data, Question, put_at
from peercert.record import Reference, ReferenceKind
from peercert.shapes import OneOrMany, ShapeError, Where, field
from peercert.verdicts import MET, MISSING, UNKNOWN, All, AnyOf, Judgement, Quantity, Says
from peercert.words import N_, back

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

_WIDER = {
    "professional": frozenset({"professional", "supervisor", "employer", "colleague", "clinician", "certified_peer"}),
    "personal": frozenset({"personal", "community", "friend", "family", "peer_served"}),
    "employer": frozenset({"employer", "supervisor"}),
}


WRITERS = N_(
    {
        "professional": "a professional", "personal": "a personal acquaintance", "supervisor": "a supervisor", "employer": "an employer",
        "colleague": "a colleague", "clinician": "a clinician", "certified_peer": "a certified peer", "peer_served": "a peer you support",
        "community": "somebody in the community", "friend": "a friend", "family": "a relative", "self": "yourself",
    }
)  # fmt: skip
"""Who may write a reference, in words."""
_SOURCES = N_(
    {
        "professional": "professional sources",
        "personal": "personal sources",
        "community": "sources in the community",
    }
)
"""Kinds that are wide: of these it is said where the references come from, not who writes them."""


class References(Rule):
    """References or letters of recommendation."""

    count: int = field(doc="How many.", example=3, least=1)
    kinds: OneOrMany[ReferenceKind] | None = field(default=None, doc="Only from these; professional takes in supervisors, colleagues, clinicians, certified peers.", example=["professional"])  # fmt: skip
    excluding: tuple[ReferenceKind, ...] = field(default=(), doc="Not from these.", example=["family", "friend"])
    of_which: dict[ReferenceKind, int] | None = field(
        default=None, doc="At least so many from these.", example={"supervisor": 1}
    )
    within: Duration | None = field(default=None, doc="Written no longer ago than this.", example="1 year")
    counted_to: str | None = field(
        default=None, doc="Milestone that `within` is counted back from, once reached.", example="application"
    )
    attest: tuple[str, ...] = field(
        default=(), doc="What each must confirm; shown, and yours to check with the writer.", example=["recovery"]
    )

    example: ClassVar[Any] = {"count": 3, "kinds": ["professional"]}
    names_itself: ClassVar[bool] = True

    def check(self, where: Where) -> None:
        if sum((self.of_which or {}).values()) > self.count:
            raise ShapeError((*where, "of_which"), f"adds up to more than the {self.count} references")

    def judge(self, requirement: Requirement, context: Context) -> Judgement:  # noqa: ARG002
        known = context.record.references
        if known is None:
            why = Says("Your record does not say anything about references yet.")
            return Judgement(UNKNOWN, why, None, self.count, None, "references", None, ("references",))
        undated: tuple[str, ...] = ()
        if self.within is not None:
            fresh = [self._fresh(e, context) for e in known]
            undated = tuple(f"references[{i}].dated" for i, f in enumerate(fresh) if f is None)
            known = tuple(e for e, f in zip(known, fresh, strict=True) if f is not False)
        lo, hi, lacks = self._count(known, self.kinds)
        if undated:
            lo, lacks = max(0, lo - len(undated)), lacks + undated
        lo, hi = min(lo, self.count), min(hi, self.count)
        slots = (
            []
            if self.of_which is None
            else [kind for kind, number in (self.of_which or {}).items() for _ in range(number)]
        )
        sure = _fit(known, slots, self.excluding, doubtful=False)
        possible = _fit(known, slots, self.excluding, doubtful=True)
        open_slots = _left(slots, sure)
        if len(possible) > len(sure):
            lacks += tuple(f"references[{i}].kind" for i, e in enumerate(known) if e.kind is None)
        gap = max(self.count - lo, len(open_slots))
        verdict = (
            MET
            if lo >= self.count and not open_slots
            else MISSING
            if hi < self.count or len(possible) < len(slots)
            else UNKNOWN
        )
        amounts: dict[str, Any] = {"have": lo, "need": self.count}
        why = Says("You have {have} of {need}.", amounts)
        if open_slots:
            short = _from_each({kind: open_slots.count(kind) for kind in open_slots})
            why = Says("You have {have} of {need}; still needed: {short}.", amounts | {"short": short})
        caution = Says("Make sure that they say: {what}.", {"what": All.names(self.attest)}) if self.attest else None
        return Judgement(verdict, why, lo, self.count, 0.0 if verdict is MET else float(gap), "references", None if hi == lo else hi,
                         tuple(dict.fromkeys(lacks)) if verdict is UNKNOWN else (), caution=caution)  # fmt: skip

    def _fresh(self, entry: Reference, context: Context) -> bool | None:
        """Recent enough, where the rule asks for it."""
        if self.within is None:
            return True
        start = self.within.before(context.counted_to(self.counted_to))
        return inside(entry.dated, entry.dated, DateSpan(start, start), None)

    def _count(self, known: tuple[Reference, ...], kinds: tuple[str, ...] | None) -> tuple[int, int, tuple[str, ...]]:
        """At least, at most how many count, and the fields that would tell."""
        wanted = _wider(kinds) if kinds else None
        lo = hi = 0
        lacks: tuple[str, ...] = ()
        for i, entry in enumerate(known):
            if entry.kind is None and (wanted is not None or self.excluding):
                hi += 1
                lacks += (f"references[{i}].kind",)
            elif entry.kind not in self.excluding and (wanted is None or entry.kind in wanted):
                lo += 1
                hi += 1
        return lo, hi, lacks

    def columns(self, requirement: Requirement, sheet: "Sheet") -> "Form":  # noqa: ARG002
        from peercert.judging.column_forms import YES, Cell, Form, cases, cell
        from peercert.judging.day_formulas import Span, before, inside
        from peercert.judging.formula import larger, smaller, total, where
        from peercert.judging.reference_columns import least_filled, letters_of

        there, letters, of_no_kind = letters_of(sheet)
        fresh = YES
        if self.within is not None:
            start = before(self.within, sheet.counted_to(self.counted_to))
            dated = sheet.date("references_dated")
            fresh = inside(dated, dated, Span(start, start), None)
        counts = {kind: where(fresh.no, 0.0, number) for kind, number in letters.items()}
        of_no_kind = where(fresh.no, 0.0, of_no_kind)
        wanted = _wider(self.kinds) if self.kinds else None
        kept = [k for k in counts if k not in self.excluding and (wanted is None or k in wanted)]
        lo = hi = total(counts[k] for k in kept).as_float()
        hi = hi + of_no_kind
        lo = hi if wanted is None and not self.excluding else lo
        every = total(counts.values()) + of_no_kind
        lo = where(fresh.open, larger(0.0, lo - every), lo)
        lo, hi = smaller(lo, float(self.count)), smaller(hi, float(self.count))
        slots: dict[str, int] = {kind: number for kind, number in (self.of_which or {}).items()}  # noqa: C416
        allowed = {k: n for k, n in counts.items() if k not in self.excluding}
        fits = {slot: _WIDER.get(slot, frozenset({slot})) for slot in slots}
        sure = least_filled(slots, allowed, fits)
        asked = float(sum(slots.values()))
        possible = smaller(sure + of_no_kind, asked)
        verdicts = cases(
            (~there, UNKNOWN), ((lo >= float(self.count)) & (sure >= asked), MET),
            ((hi < float(self.count)) | (possible < asked), MISSING), otherwise=UNKNOWN,
        )  # fmt: skip
        gap = where(verdicts.met, 0.0, larger(float(self.count) - lo, asked - sure))
        return Form(verdicts, Cell(lo, there), cell(float(self.count)), Cell(gap, there), "references")

    def reads(self, reading: "Reading") -> "Columns":
        from peercert.judging import table

        among = _wider(self.kinds) if self.kinds else None
        excluded = [kind for kind in self.excluding if among is None or kind in among]
        kinds = (*(self.kinds or ()), *(self.of_which or {}), *excluded)
        dated = (table.REFERENCES_DATED, *reading.day(self.counted_to)) if self.within else ()
        every = all(rule.kinds for rule in reading.rules if isinstance(rule, References))
        number = table.REFERENCES if every else table.EVERY_REFERENCE
        return (number, *map(table.references_of, dict.fromkeys(kinds)), *dated)

    def title(self) -> Says:
        return Says("References")

    def need(self) -> Says:
        said = Says("{references}", {"references": Quantity(self.count, "references")})
        if self.kinds and all(kind in _SOURCES for kind in self.kinds):
            sources = AnyOf(tuple(Says(_SOURCES[kind]) for kind in self.kinds))
            said = Says("{references} from {writers}", {"references": said, "writers": sources})
        elif self.kinds:
            said = Says("{references} from {writers}", {"references": said, "writers": _writers(self.kinds)})
        if self.of_which:
            said = Says("{references}, with {some}", {"references": said, "some": _from_each(self.of_which)})
        if self.excluding:
            said = Says("{references}, not from {writers}", {"references": said, "writers": _writers(self.excluding)})
        if self.within:
            said = Says("{references}, written within {last}", {"references": said, "last": back(self.within)})
        if self.attest:
            said = Says("{references}, saying: {what}", {"references": said, "what": All.names(self.attest)})
        return said

    def ask(self, field: str, data: Data) -> Question | None:
        if field.endswith(".kind") and (asked := from_record(field, data)):
            return asked._replace(form=Choice(tuple((kind, Says(said)) for kind, said in WRITERS.items())))
        if field != "references":
            return None
        ask = Says("How many references or letters of recommendation do you have so far?")
        return Question(field, ask, Amount("references", whole=True), lambda record, n: put_at(field)(record, [{} for _ in range(min(n, 20))]))  # fmt: skip

    def next_step(self, requirement: Requirement, judgement: Judgement) -> Says:  # noqa: ARG002
        if judgement.verdict is UNKNOWN:
            return Says("Add your references, with who wrote each.")
        return Says("Ask for {gap} more.", {"gap": Quantity(judgement.gap or 1, "references")})


def _from_each(numbers: Mapping[ReferenceKind, int]) -> All:
    """How many from whom: 1 from a supervisor and 2 from a colleague."""
    each = ({"count": number, "writer": Says(WRITERS[kind])} for kind, number in numbers.items())
    return All(tuple(Says("{count} from {writer}", values) for values in each))


def _writers(kinds: Iterable[str]) -> AnyOf:
    """A supervisor, a colleague or a friend."""
    return AnyOf(tuple(Says(WRITERS[kind]) for kind in kinds))


@lru_cache(maxsize=256)
def _wider(kinds: tuple[str, ...]) -> frozenset[str]:
    """Every kind of writer that one of these takes in."""
    return frozenset().union(*(_WIDER.get(k, frozenset({k})) for k in kinds))


def _fit(
    known: tuple[Reference, ...], slots: list[ReferenceKind], excluding: tuple[str, ...], *, doubtful: bool
) -> list[ReferenceKind]:
    """The slots that distinct letters can fill (a matching by augmenting paths); `doubtful` letters fit anywhere."""
    if not slots:
        return []
    holder: dict[int, int] = {}

    def fits(letter: Reference, slot: str) -> bool:
        if letter.kind is None:
            return doubtful
        return letter.kind not in excluding and letter.kind in _WIDER.get(slot, frozenset({slot}))

    def place(slot: int, seen: set[int]) -> bool:
        for i, letter in enumerate(known):
            if i not in seen and fits(letter, slots[slot]):
                seen.add(i)
                if i not in holder or place(holder[i], seen):
                    holder[i] = slot
                    return True
        return False

    return [slots[s] for s in range(len(slots)) if place(s, set())]


def _left(slots: list[ReferenceKind], filled: list[ReferenceKind]) -> list[ReferenceKind]:
    """The slots that are not among the filled ones."""
    rest = list(slots)
    for slot in filled:
        rest.remove(slot)
    return rest
