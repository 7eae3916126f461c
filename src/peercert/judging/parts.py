"""What stands inside a sum: parts by topic, minimums and caps of one sort, other rates, substitutions."""

from peercert.judging.requirement import Requirement
from peercert.judging.selector import Selector
from peercert.shapes import OneOrMany, Shape, ShapeError, Where, field
from peercert.sources import Cites


class PartRange(Shape):
    """A part of a total with a floor and, where a surplus does not count, a ceiling."""

    at_least: float | None = field(default=None, doc="At least this much on the topic.", example=8)
    at_most: float | None = field(default=None, doc="No more than this counts toward the total.", example=16)
    topics: OneOrMany[str] | None = field(
        default=None,
        doc="Topics that count for this part, where its name is not the only one.",
        example=["peer_support", "recovery"],
    )

    def check(self, where: Where) -> None:
        if self.at_least is not None and self.at_most is not None and self.at_most < self.at_least:
            raise ShapeError((*where, "at_most"), f"at most {self.at_most:g} is less than at least {self.at_least:g}")


class Minimum(Selector):
    """Of the total, at least this much of one sort; an hour may serve several of these."""

    foremost = ("hours", "share", "courses")

    hours: float | None = field(default=None, doc="Hours (or the unit of the total).", example=40)
    share: float | None = field(default=None, doc="Percent of the total that is needed.", example=50)
    courses: float | None = field(default=None, doc="Number of courses of this sort.", example=5)
    cite: Cites | None = field(default=None, doc="Source, where it is not that of the whole.", example="naadac-ncprss")

    def check(self, where: Where) -> None:
        if sum(v is not None for v in (self.hours, self.share, self.courses)) != 1:
            raise ShapeError(where, "needs exactly one of hours, share or courses")


class Cap(Selector):
    """Of the total, at most this much of one sort counts; a narrower cap comes before a wider one."""

    foremost = ("hours", "share")

    hours: float | None = field(default=None, doc="Hours (or the unit of the total).", example=10)
    share: float | None = field(default=None, doc="Percent of the total that is needed.", example=50)
    cite: Cites | None = field(default=None, doc="Source, where it is not that of the whole.", example="board-policy")

    def check(self, where: Where) -> None:
        if (self.hours is None) == (self.share is None):
            raise ShapeError(where, "needs exactly one of hours or share")


class Rate(Selector):
    """Hours of one sort count at another rate."""

    foremost = ("percent",)

    percent: float = field(doc="Percent at which they count.", example=25)


class Less(Shape):
    """The need is lower for some people (a degree replaces hours)."""

    by: float = field(doc="How much less is needed.", example=1500)
    when: Requirement = field(
        doc="For whom: a requirement used as a test.", example={"education": {"at_least": "bachelor"}}
    )
    cite: Cites | None = field(default=None, doc="Source, where it is not that of the whole.", example="illinois-crss")
