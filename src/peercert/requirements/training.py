"""Training: hours (or courses, credits, days, sessions), parts by topic, windows, caps, closed lists of courses.

training: {hours: 46, parts: {advocacy: 10, ethics: 16}, within: 10 years}
training: {courses: 1, course: [ccar-recovery-coach-academy], completed_until: 2024-06-30}
training: {hours: 60, at_least: [{share: 50, format: in_person}]}
"""

from typing import Any, ClassVar

from peercert.judging.tally import Tally
from peercert.verdicts import Says


class Training(Tally):
    """Training for certification."""

    example: ClassVar[Any] = {"hours": 46, "parts": {"ethics": 16}}
    hours_kind: ClassVar[str | None] = "training"
    record_field: ClassVar[str] = "training"

    def name(self) -> Says:
        return Says("training")
