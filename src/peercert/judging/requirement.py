"""A requirement: one testable demand of one kind, with what holds for every kind beside it."""

from abc import ABC, abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from peercert.dates import DateSpan, Day
from peercert.questions import Data, Question
from peercert.shapes import Shape, ShapeError, Where, field, object_schema
from peercert.sources import Cites, Confidence, Disputed
from peercert.verdicts import Finding, Judgement, Says
from peercert.words import capital, say

if TYPE_CHECKING:
    from peercert.judging.column_forms import Form
    from peercert.judging.context import Context
    from peercert.judging.day_formulas import Span
    from peercert.judging.sheet import Sheet
    from peercert.judging.table import Columns, Reading

Stage = Literal[
    "before_training", "training", "before_application", "application", "before_exam", "exam",
    "after_approval", "within_period", "renewal",
]  # fmt: skip
ShownAs = Literal["number", "text"]


class Rule(Shape, ABC):
    """Base of every kind of requirement; one module a kind holds its fields, judgement and words."""

    kind: ClassVar[str] = ""
    """The key in YAML; set by the registry from the module's name."""
    example: ClassVar[Any] = {}
    """How it is written, for schema and manual."""
    names_itself: ClassVar[bool] = False
    """What is asked says by itself what kind of thing it is."""
    hours_kind: ClassVar[str | None] = None
    """Under which name missing hours are added up in the totals."""

    @abstractmethod
    def judge(self, requirement: "Requirement", context: "Context") -> Judgement:
        """Hold this rule against the record of the context; pure."""

    def find(self, requirement: "Requirement", context: "Context") -> Finding:
        """The finding for this rule; groups override to add their members."""
        return Finding(requirement, self.judge(requirement, context))

    @abstractmethod
    def title(self) -> Says:
        """Short name for lists: "Training"."""

    @abstractmethod
    def need(self) -> Says:
        """What the rule asks, as a phrase: "40 hours of training"."""

    def heading(self) -> Says:
        """One line for reports and rules: short name and what is asked; only the latter where it names itself."""
        if self.names_itself:
            return Says("{need}", {"need": capital(say(self.need()))})
        return Says("{title}: {need}", {"title": self.title(), "need": self.need()})

    def next_step(self, requirement: "Requirement", judgement: Judgement) -> Says:  # noqa: ARG002
        """What the person can do next."""
        return Says("Ask the certifier what to do next.")

    def met_on(self, requirement: "Requirement", context: "Context") -> "DateSpan | None":  # noqa: ARG002
        """Day on which it was first met (for "after the training"); None where the record cannot tell."""
        return None

    def ask(self, field: str, data: Data) -> Question | None:  # noqa: ARG002
        """The question by which this rule asks for a field of the record (given as plain data).

        None where the record's own question will do, or the field is none of this rule's.
        """
        return None

    def reads(self, reading: "Reading") -> "Columns":  # noqa: ARG002
        """The columns of a table with one row a person that this rule looks at."""
        return ()

    def reads_day(self, requirement: "Requirement", reading: "Reading") -> "Columns":  # noqa: ARG002
        """The columns that tell the day on which it was first met."""
        return ()

    shows: ClassVar[tuple[ShownAs, ShownAs]] = ("number", "number")
    """As what a table shows what there is and what is needed; everything is a number or a text."""

    def shown(self) -> tuple[ShownAs, ShownAs]:
        """The same for this rule; groups put together what their members show."""
        return self.shows

    def columns(self, requirement: "Requirement", sheet: "Sheet") -> "Form":  # noqa: ARG002
        """The same as `judge`, for every row of a table at once; raises NoColumnForm where that cannot be said.

        A kind that has none is judged row by row.
        """
        from peercert.judging.column_forms import NoColumnForm

        raise NoColumnForm(self.kind)

    def met_on_columns(self, requirement: "Requirement", sheet: "Sheet") -> "Span":  # noqa: ARG002
        """The same as `met_on`, for every row of a table at once."""
        from peercert.judging.day_formulas import UNKNOWN_DAY

        return UNKNOWN_DAY

    def slug(self) -> str:
        """Default id within a pathway."""
        return self.kind

    def members(self) -> tuple["Requirement", ...]:
        """Requirements inside this one (groups), and those it uses as tests."""
        return ()

    def inherit(self, parent: "Requirement") -> "Rule":  # noqa: ARG002
        """Give the members of a group the group's sources where they have none."""
        return self


class Requirement(Shape):
    """One testable demand: exactly one kind key, and the common keys beside it."""

    rule: Rule = field(doc="The kind of requirement and its fields.", example={"age": {"at_least": 18}})
    id: str = field(
        default="", doc="Name within the pathway; made from the kind where it is left out.", example="core-training"
    )
    from_: Day | None = field(default=None, doc="In force from this day.", example="2025-07-01")
    until: Day | None = field(
        default=None, doc="In force until this day, the day itself included.", example="2025-06-30"
    )
    when: "Requirement | None" = field(default=None, doc="Holds only for people of whom this test is true; a requirement used as a test.", example={"lived_experience": {"as": "person"}})  # fmt: skip
    dated_by: str | None = field(default=None, doc="Milestone whose date decides which rule is in force for a person; the day of the check where it is not known.", example="application")  # fmt: skip
    stage: Stage | None = field(default=None, doc="Step at which it is asked.", example="after_approval")
    cite: Cites = field(
        default=Cites(),
        doc="Sources that say so: an id, id: place in it, or a list.",
        example={"wac-182-116-0200": "(1)(a)"},
    )
    confidence: Confidence | None = field(
        default=None,
        doc="confirmed, secondary or disputed; from the kind of its sources where left out.",
        example="secondary",
    )
    note: str | None = field(
        default=None,
        doc="What does not fit into structure; shown, never evaluated.",
        example="The class is limited to 20 people.",
    )
    disputed: tuple[Disputed, ...] = field(
        default=(), doc="Values that other sources give.", example=[{"value": 25, "cite": "directory"}]
    )

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "Requirement":
        """A mapping with exactly one kind key -> Requirement; raises ShapeError."""
        from peercert.requirements import KIND_NAMES, kind

        if not isinstance(data, dict):
            raise ShapeError(where, "a requirement is a kind and its fields, such as age: {at_least: 18}")
        kinds = [k for k in data if k in KIND_NAMES]
        if len(kinds) != 1:
            unknown = next((k for k in data if k not in KIND_NAMES and cls.attribute(k) in (None, "rule")), None)
            if unknown is not None:
                raise ShapeError((*where, unknown), f"unknown key {unknown!r}")
            raise ShapeError(
                where,
                "a requirement needs exactly one kind" + (f"; this one has {', '.join(kinds)}" if kinds else ""),
            )
        rule = kind(kinds[0]).parse({} if data[kinds[0]] is True else data[kinds[0]], (*where, kinds[0]))
        common = {k: v for k, v in data.items() if k != kinds[0]}
        if "rule" in common:
            raise ShapeError((*where, "rule"), "unknown key 'rule'")
        made = _Common.parse(common, where)
        values = {n: getattr(made, n) for n in _Common.fields_}
        values["id"] = values["id"] or rule.slug()
        whole = cls(rule=rule, **values)
        return whole.but(rule=rule.inherit(whole)) if rule.members() and whole.cite else whole

    def plain(self) -> dict[str, Any]:
        """As it is written: its id, its kind with the fields of the kind, and the common keys."""
        common: dict[str, Any] = super().plain()
        del common["rule"]
        return {"id": self.id, self.rule.kind: self.rule.plain() or True} | common

    @classmethod
    def schema(cls, refs: dict[str, Any]) -> dict[str, Any]:
        """JSON Schema: the common keys, every kind, exactly one kind."""
        from peercert.requirements import KIND_NAMES, kind
        from peercert.shapes import schema_of

        made = object_schema(_Common, refs)
        keys = dict(made["properties"])
        for name in sorted(KIND_NAMES):
            about = schema_of(kind(name), None, refs)
            if not any(s.required for _, s in kind(name).fields_.values()):
                about = {"anyOf": [about, {"const": True}]}
            doc = (kind(name).__doc__ or "").strip().split("\n")[0]
            keys[name] = about | {
                "title": name.replace("_", " ").capitalize(),
                "description": doc,
                "examples": [kind(name).example],
            }
        return made | {
            "title": "Requirement", "description": " ".join((cls.__doc__ or "").split()), "properties": keys,
            "oneOf": [{"required": [name]} for name in sorted(KIND_NAMES)],
        }  # fmt: skip

    def check(self, where: Where) -> None:
        if self.from_ and self.until and self.until.day < self.from_.day:
            raise ShapeError((*where, "until"), f"in force until {self.until}, before it starts on {self.from_}")

    def in_force(self, day: date) -> bool:
        """Is this rule in force on that day (both ends included)?"""
        return not ((self.from_ and day < self.from_.day) or (self.until and day > self.until.day))


_KIND_INDEPENDENT = {n: f for n, f in Requirement.fields_.items() if n != "rule"}


class _Common(Shape):
    """Keys that every requirement may have."""

    def check(self, where: Where) -> None:
        Requirement.check(self, where)  # type: ignore[arg-type]


_Common.fields_ = _KIND_INDEPENDENT
Requirement.fields_["when"] = (Requirement, Requirement.fields_["when"][1])
_Common.fields_["when"] = (Requirement, Requirement.fields_["when"][1])
for _name, (_kind, _spec) in _Common.fields_.items():
    setattr(_Common, _name, _spec.default)
