"""Where a fact was read: sources, citations with locators, and how sure it is."""

from typing import Any, Literal, NamedTuple

from peercert.dates import DateSpan, Day
from peercert.sayings import N_, Says
from peercert.shapes import Shape, ShapeError, Where, field, said

SourceKind = Literal[
    "statute", "regulation", "state_agency", "federal_agency", "certifying_body",
    "training_provider", "directory", "report", "other",
]  # fmt: skip
OFFICIAL = frozenset({"statute", "regulation", "state_agency", "federal_agency", "certifying_body"})
"""Kinds of source that may confirm a rule; all others only repeat it."""

Confidence = Literal["confirmed", "secondary", "disputed"]


class Source(Shape):
    """A document that a fact was read in."""

    publisher: str = field(doc="Who publishes the document.", example="SC SHARE")
    title: str = field(doc="Its title, or what the page is about.", example="Peer Support Specialist Certification")
    url: str = field(doc="Address where it was read.", example="https://www.scshare.com/certification")
    kind: SourceKind = field(
        doc="What sort of document it is; statutes to certifying bodies count as official.",
        example="certifying_body",
    )
    dated: DateSpan | None = field(
        default=None, doc="Date that the document itself bears; left out where it shows none.", example="2024"
    )
    read: Day = field(doc="Day on which it was last read for these rules.", example="2026-11-22")

    def check(self, where: Where) -> None:
        if not self.url.startswith(("https://", "http://")):
            says = Says("{value} is not a web address; it starts with https://", {"value": said(self.url)})
            raise ShapeError((*where, "url"), says)

    @property
    def official(self) -> bool:
        """True for statutes, regulations, agencies and certifying bodies."""
        return self.kind in OFFICIAL


class Citation(NamedTuple):
    """One source, and the place in it."""

    source: str
    """Id of the source within the same file."""
    locator: str | None
    """Section or paragraph, None where the document has none."""

    def plain(self) -> str | dict[str, str]:
        """As it is written: the id, or the id with the place."""
        return self.source if self.locator is None else {self.source: self.locator}


class Cites(tuple[Citation, ...]):
    """What a fact cites. Written as ``id``, as ``{id: locator}``, or as a list of these."""

    @classmethod
    def parse(cls, data: Any, where: Where = ()) -> "Cites":
        """Written form -> citations; raises ShapeError."""
        found: list[Citation] = []
        for i, one in enumerate(data if isinstance(data, list) else [data]):
            at = (*where, i) if isinstance(data, list) else where
            if isinstance(one, str) and one.strip():
                found.append(Citation(one.strip(), None))
            elif isinstance(one, dict) and one:
                for source, locator in one.items():
                    if not isinstance(source, str) or isinstance(locator, (dict, list, bool)) or locator is None:
                        says = Says("a citation is a source id, or source id: place in it")
                        raise ShapeError((*at, source), says)
                    found.append(Citation(source, str(locator)))
            else:
                says = Says("a citation is a source id, or source id: place in it; got {value}", {"value": said(one)})
                raise ShapeError(at, says)
        if not found:
            raise ShapeError(where, Says("no source is cited"))
        return cls(found)

    def plain(self) -> Any:
        """As it is written: one citation, or a list of them."""
        return self[0].plain() if len(self) == 1 else [c.plain() for c in self]

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the written forms."""
        one = {"anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "object", "minProperties": 1, "additionalProperties": {"type": ["string", "number"]}},
        ]}  # fmt: skip
        return {
            "anyOf": [*one["anyOf"], {"type": "array", "minItems": 1, "items": one}],
            "x-form": N_("a source id, or source id: place in it"),
        }


class Disputed(Shape):
    """What another source says instead: kept beside the value that is followed."""

    value: str | int | float | bool = field(
        doc="The other value, in the unit of the rule, or in a few words.", example=25
    )
    cite: Cites = field(doc="Where the other value was read.", example="doors-to-wellbeing")
    note: str | None = field(default=None, doc="Why it is not the one followed.", example="older page")
