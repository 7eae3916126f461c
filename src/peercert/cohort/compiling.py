"""A pathway as formulas over the columns of a table: compiled once, whatever holds the table."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from peercert.cohort.columns import columns_of, reading_of, record_data
from peercert.cohort.rows import COUNTS, PARTS, Shown, cell_of, shown
from peercert.evaluation import _NO_CREDENTIAL, Lookup, context_of
from peercert.judging.column_forms import CODES, Cell, Form, NoColumnForm, Verdicts, pick, verdict_of
from peercert.judging.formula import FALSE, TRUE, Formula, FormulaType, any_true, count, formula, where
from peercert.judging.groups import find
from peercert.judging.requirement import ShownAs
from peercert.judging.sheet import ByRow, Sheet, Wanted
from peercert.judging.table import Column, with_members
from peercert.model import Credential, Pathway
from peercert.record import Record
from peercert.verdicts import Outcome

_READY, _NOT_READY, _UNDETERMINED, _REVIEW = Outcome
OUTCOMES = (_READY, _REVIEW, _UNDETERMINED, _NOT_READY)
"""Outcomes as numbers."""
VERDICT_WORDS = tuple(str(v) for v in CODES)


class Output(NamedTuple):
    """One column of the answer."""

    name: str
    value: Formula
    known: Formula
    words: tuple[str, ...] = ()
    """Where the value is a number that stands for a word: the words."""


class Plan(NamedTuple):
    """What is to be worked out of a table."""

    wanted: tuple[Wanted, ...]
    """Columns of the table in the forms in which formulas want them."""
    by_row: tuple[ByRow, ...]
    """What only Python can tell, row by row."""
    outputs: tuple[Output, ...]
    columns: tuple[Column, ...]
    """The columns that the pathway reads."""
    by_column: tuple[str, ...]
    """Ids of the requirements that have a column form."""
    one_by_one: Mapping[str, str]
    """Ids of the requirements that are judged row by row, and why."""


def compile_pathway(
    pathway: Pathway,
    as_of: date,
    there: Mapping[str, bool],
    *,
    credential: Credential | None = None,
    lookup: Lookup | None = None,
    parts: Iterable[str] = PARTS,
    row_by_row: bool = False,
    counts_days: bool = False,
) -> Plan:
    """The formulas of a pathway for a table that has the columns `there`.

    `there` says of each column whether its dates are always exact days. `row_by_row` judges every requirement with
    the ordinary `judge`, for comparison.
    """
    columns = columns_of(pathway, credential)
    known = credential or _NO_CREDENTIAL

    def record_of(row: Mapping[str, Any]) -> Record:
        return Record.parse(record_data(row, columns))

    sheet = Sheet(
        reading_of(pathway, credential), columns, as_of, there=there, jurisdiction=known.jurisdiction, lookup=lookup,
        record_of=record_of, counts_days=counts_days,
    )  # fmt: skip
    one_by_one: dict[str, str] = {}
    found: list[tuple[Shown, Form]] = []
    for place in shown(pathway):
        try:
            if row_by_row:
                raise NoColumnForm("asked for")
            form = _in_columns(place, sheet)
        except NoColumnForm as reason:
            form = _one_by_one(place, sheet, pathway, known, lookup)
            one_by_one[place.id] = str(reason)
        found.append((place, form))
    outputs = [*_totals([f.verdicts for _, f in found]), *(o for place, form in found for o in _outputs(place, form, tuple(parts)))]  # fmt: skip
    by_column = [place.id for place, _ in found if place.id not in one_by_one]
    used = _columns_in(outputs)
    wanted = tuple(w for w in sheet.wanted if w.name in used)
    by_row = tuple(b for b in sheet.by_row.values() if any(name in used for name, _ in b.outputs))
    return Plan(wanted, by_row, tuple(outputs), tuple(columns), tuple(by_column), one_by_one)


def _in_columns(place: Shown, sheet: Sheet) -> Form:
    """The column form of a requirement, of the version that is in force; where none is, it has no verdict."""
    found, taken = Form(Verdicts()), FALSE
    for version in place.versions:
        in_force = sheet.in_force(version)
        if in_force is FALSE:
            continue
        if (in_force & taken) is not FALSE and not _apart(place):
            raise NoColumnForm("several versions of a rule in force")
        found, taken = _either(in_force, sheet.form(version), found), taken | in_force
    return found


def _either(condition: Formula, yes: Form, no: Form) -> Form:
    """One form where the condition holds, another where it does not, as far as a table shows it."""
    if condition is TRUE:
        return yes
    verdicts = Verdicts(*(where(condition, a, b) for a, b in zip(yes.verdicts, no.verdicts, strict=True)))
    have, need, gap = (pick(condition, getattr(yes, n), getattr(no, n)) for n in ("have", "need", "gap"))
    return Form(verdicts, have, need, gap)


def _apart(place: Shown) -> bool:
    """Do the dated versions of a rule follow one another, so that no two of them are in force on one day?"""
    spans = sorted((v.from_.day if v.from_ else date.min, v.until.day if v.until else date.max) for v in place.versions)
    return all(one[1] < other[0] for one, other in pairwise(spans))


def _one_by_one(place: Shown, sheet: Sheet, pathway: Pathway, credential: Credential, lookup: Lookup | None) -> Form:
    """A requirement judged by `judge` itself, once for each combination of what it looks at."""
    reading, record_of, as_of = sheet.reading, sheet.record_of, sheet.as_of
    assert record_of is not None
    looked_at = {_group(c.place) for version in place.versions for c in reading.of(version)}
    rules = [x.rule for version in place.versions for x in with_members(version)]
    looked_at |= {("entry", listed) for r in rules if (listed := getattr(r, "record_field", None))}
    if any(g == ("entry", "supervision") for g in looked_at):
        looked_at.add(("entry", "experience"))
    columns = [c.name for c in sheet.columns if _group(c.place) in looked_at]
    types: list[FormulaType] = ["int", _type(place.have), "bool", _type(place.need), "bool", "float", "bool"]

    def judge(row: Mapping[str, Any]) -> tuple[Any, ...]:
        context = context_of(pathway, record_of(row), as_of, credential, lookup)
        finding = next((f for version in place.versions if (f := find(version, context)) is not None), None)
        if finding is None:
            return (-1, _empty(place.have), False, _empty(place.need), False, 0.0, False)
        found = finding.judgement
        have, need = cell_of(found.have, place.have), cell_of(found.need, place.need)
        return (
            CODES.index(found.verdict), _empty(place.have) if have is None else have, have is not None,
            _empty(place.need) if need is None else need, need is not None,
            0.0 if found.gap is None else float(found.gap), found.gap is not None,
        )  # fmt: skip

    made = sheet.row(f"judged|{place.id}", columns, types, judge)
    have, need, gap = (Cell(made[i], made[i + 1]) for i in (1, 3, 5))
    return Form(verdict_of(made[0]), have, need, gap)


def _group(place: tuple[str, ...]) -> tuple[str, ...]:
    """What has to be looked at together: a list of the record, or a field by itself."""
    if place[0] == "entry":
        return place[:2]
    return place if place[0] in ("field", "item", "statement", "step") else place[:1]


def _type(as_: ShownAs) -> FormulaType:
    return "text" if as_ == "text" else "float"


def _empty(as_: ShownAs) -> Any:
    return "" if as_ == "text" else 0.0


def _totals(verdicts: list[Verdicts]) -> list[Output]:
    missing, unknown, review = ([getattr(v, n) for v in verdicts] for n in ("missing", "unknown", "review"))
    outcome = where(any_true(missing), 3, where(any_true(unknown), 2, where(any_true(review), 1, 0)))
    made = [Output("outcome", outcome, ~FALSE, tuple(map(str, OUTCOMES)))]
    for name, which in zip(COUNTS, (missing, unknown, review), strict=True):
        made.append(Output(name, count(which), ~FALSE))
    return made


def _outputs(place: Shown, form: Form, parts: tuple[str, ...]) -> list[Output]:
    v = form.verdicts
    somehow = any_true(v)
    cells = {"have": (form.have, place.have), "need": (form.need, place.need), "gap": (form.gap, "number")}
    made = []
    for part in parts:
        name = f"{place.id}.{part}"
        if part == "verdict":
            made.append(Output(name, v.code(), somehow, VERDICT_WORDS))
        else:
            cell, as_ = cells[part]
            value = cell.value.as_text() if as_ == "text" else cell.value.as_float()
            made.append(Output(name, value if cell.known is not FALSE else formula(_empty(as_)), cell.known))
    return made


def _columns_in(outputs: list[Output]) -> set[str]:
    """Names of all columns in these formulas."""
    seen: set[int] = set()
    found: set[str] = set()
    waiting = [f for o in outputs for f in (o.value, o.known)]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.op == "col":
            found.add(node.args[0])
        waiting += node.inputs
    return found
