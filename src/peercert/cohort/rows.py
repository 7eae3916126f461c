"""Reports as cells of a table: what a row says of one requirement, worked out from a report on one record."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from peercert.evaluation import Report, outcome_of
from peercert.judging.formula import number_text
from peercert.judging.requirement import Requirement, ShownAs
from peercert.model import Pathway
from peercert.verdicts import MISSING, REVIEW, UNKNOWN, Finding

PARTS = ("verdict", "have", "need", "gap")
"""What a table says of each requirement, each in a column of its own: `training.verdict`, `training.have`..."""
COUNTS = {"missing": MISSING, "unknown": UNKNOWN, "review": REVIEW}
"""Columns that count requirements by verdict."""


class Shown(NamedTuple):
    """One requirement as a table shows it; dated versions of one rule share an id, and so a place."""

    id: str
    versions: tuple[Requirement, ...]
    have: ShownAs
    need: ShownAs


def shown(pathway: Pathway) -> tuple[Shown, ...]:
    """The requirements of a pathway, one a place in the table, in the order of the rules."""
    by_id: dict[str, list[Requirement]] = {}
    for requirement in pathway.requirements:
        by_id.setdefault(requirement.id, []).append(requirement)
    return tuple(Shown(id_, tuple(versions), *_kinds(versions)) for id_, versions in by_id.items())


def _kinds(versions: Sequence[Requirement]) -> tuple[ShownAs, ShownAs]:
    every = [r.rule.shown() for r in versions]
    have, need = ("text" if any(s[i] == "text" for s in every) else "number" for i in (0, 1))
    return have, need  # type: ignore[return-value]


def cell_of(value: Any, as_: ShownAs) -> float | str | None:
    """A value of a finding as a table shows it: numbers as numbers, everything else as text."""
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        numbers = all(isinstance(v, (int, float)) for v in value)
        return " to ".join(map(number_text, value)) if numbers else "; ".join(map(str, value))
    if isinstance(value, (int, float)):
        return number_text(value) if as_ == "text" else float(value)
    return str(value)


def finding_cells(place: Shown, finding: Finding | None) -> dict[str, float | str | None]:
    """Verdict, have, need and gap of one requirement; all empty where it was not in force for this person."""
    if finding is None:
        return dict.fromkeys(PARTS)
    found = finding.judgement
    return {
        "verdict": str(found.verdict), "have": cell_of(found.have, place.have), "need": cell_of(found.need, place.need),
        "gap": cell_of(found.gap, "number"),
    }  # fmt: skip


def report_cells(report: Report, places: Sequence[Shown], parts: Iterable[str] = PARTS) -> dict[str, Any]:
    """A report as one row of the table that `evaluate_frame` makes."""
    by_id = {f.id: f for f in report.findings}
    row: dict[str, Any] = {"outcome": str(outcome_of(report.findings))}
    row |= {name: report.count(verdict) for name, verdict in COUNTS.items()}
    for place in places:
        cells = finding_cells(place, by_id.get(place.id))
        row |= {f"{place.id}.{part}": cells[part] for part in parts}
    return row
