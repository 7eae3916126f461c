"""Tables held against rules: what comes out, in which library, and what is refused."""

from datetime import date
from typing import Any

import pytest
from conftest import make_credential

from peercert.cohort.cells import ColumnTypeError
from peercert.cohort.columns import columns_of, record_data
from peercert.cohort.compiling import compile_pathway
from peercert.cohort.engine import evaluate_frame
from peercert.cohort.rows import PARTS, report_cells, shown
from peercert.evaluation import evaluate
from peercert.model import Credential
from peercert.record import Record
from peercert.rulebook import Rulebook

pl = pytest.importorskip("polars")
DAY = date(2026, 11, 22)
MADE = make_credential(
    [
        {"age": {"at_least": 18}},
        {"training": {"hours": 40, "parts": {"ethics": 6}}},
        {"any_of": [{"id": "long", "work_experience": {"hours": 500}}, {"id": "short", "supervision": {"hours": 20}}]},
        {"document": {"name": "diploma"}},
    ]
)
PEOPLE = {
    "name": ["Ana", "Ben", "Cy"],
    "born": ["2008-11-22", "2008-11-23", None],
    "training_hours": [40.0, 46.0, None],
    "training_hours.ethics": [6.0, 4.0, None],
    "experience_hours": [None, 120.0, 500.0],
    "supervision_hours": [19.0, 0.0, None],
    "document.diploma": [True, None, False],
}


def answers(frame: Any, made: Credential = MADE, **keys: Any) -> Any:
    return evaluate_frame(made.pathways["initial"], frame, DAY, credential=made, **keys)


def test_each_person_gets_the_verdicts_of_a_report() -> None:
    ana, ben, cy = answers(pl.DataFrame(PEOPLE)).to_dicts()
    assert (ana["outcome"], ana["missing"], ana["unknown"]) == ("undetermined", 0, 1)
    assert (ana["age.verdict"], ana["training.verdict"], ana["document-diploma.verdict"]) == ("met", "met", "met")
    assert (ana["any_of.verdict"], ana["any_of.have"], ana["any_of.need"]) == ("unknown", None, 500)
    assert (ben["outcome"], ben["missing"], ben["unknown"]) == ("not_ready", 3, 1)
    assert (ben["age.verdict"], ben["age.have"], ben["age.need"], ben["age.gap"]) == ("missing", 17, 18, 1)
    assert (ben["training.verdict"], ben["training.have"], ben["training.gap"]) == ("missing", 46, 2)
    assert (ben["any_of.verdict"], ben["any_of.have"], ben["any_of.need"], ben["any_of.gap"]) == ("missing", 0, 20, 20)
    assert (cy["outcome"], cy["missing"], cy["unknown"]) == ("not_ready", 1, 2)
    assert (cy["training.verdict"], cy["training.have"], cy["training.need"]) == ("unknown", None, 40)
    assert (cy["any_of.verdict"], cy["any_of.have"]) == ("met", 500)


def test_columns_are_kept_and_parts_chosen() -> None:
    made = answers(pl.DataFrame(PEOPLE), keep=["name"], parts=("gap",))
    assert made.columns == [
        "name", "outcome", "missing", "unknown", "review", "age.gap", "training.gap", "any_of.gap", "document-diploma.gap",
    ]  # fmt: skip


def test_a_column_that_is_not_there_counts_as_empty() -> None:
    made = answers(pl.DataFrame({"name": ["Dee", "Eve"]}))
    assert made["age.verdict"].to_list() == ["unknown", "unknown"]
    assert made["outcome"].to_list() == ["undetermined", "undetermined"]


def test_an_empty_table_stays_empty() -> None:
    assert answers(pl.DataFrame(PEOPLE).clear()).height == 0


def test_lazy_stays_lazy() -> None:
    made = answers(pl.LazyFrame(PEOPLE))
    assert isinstance(made, pl.LazyFrame)
    assert made.collect(engine="streaming").equals(answers(pl.DataFrame(PEOPLE)))


def test_a_column_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(ColumnTypeError, match="column 'training_hours' holds String, where a number is wanted"):
        answers(pl.DataFrame({"training_hours": ["forty"]}))


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(TypeError):
        answers([1, 2])


def test_dated_versions_of_a_rule_share_a_column() -> None:
    old = {"training": {"hours": 30}, "until": "2026-06-30", "dated_by": "application"}
    new = {"training": {"hours": 40}, "from": "2026-07-01", "dated_by": "application"}
    made = make_credential([old, new])
    people = pl.DataFrame({"training_hours": [35.0, 35.0], "step.application": ["2026-05-01", "2026-08-01"]})
    found = answers(people, made)
    assert found["training.verdict"].to_list() == ["met", "missing"]
    assert found["training.need"].to_list() == [30, 40]


def test_judging_row_by_row_says_the_same() -> None:
    frame = pl.DataFrame(PEOPLE)
    assert answers(frame, row_by_row=True).equals(answers(frame))


def agreed(requirements: list[dict[str, Any]], rows: list[dict[str, Any]], **keys: Any) -> list[dict[str, Any]]:
    """What a table says of these people, which is what their records say one by one."""
    made = make_credential(requirements, **keys)
    (pathway,) = made.pathways.values()
    columns, places = columns_of(pathway, made), shown(pathway)
    types = {"number": pl.Float64, "yes_no": pl.Boolean}
    frame = pl.DataFrame(rows, schema={c.name: types.get(c.type, pl.String) for c in columns})
    found: list[dict[str, Any]] = evaluate_frame(pathway, frame, DAY, credential=made, keep=()).to_dicts()
    records = [Record.parse(record_data(row, columns)) for row in rows]
    assert found == [report_cells(evaluate(pathway, r, DAY, credential=made), places) for r in records]
    return found


def test_several_rules_may_wait_for_the_same_sum() -> None:
    rules = [
        {"id": "all", "training": {"hours": 40}},
        {"id": "core", "training": {"hours": 16, "course": ["core"]}},
        {"id": "work", "work_experience": {"hours": 10, "after": "all"}},
        {"id": "check", "background_check": {"within": "60 days", "counted_to": "all"}},
    ]
    person = {
        "training_hours": 40.0, "training_completed": "2024-07-01", "course.core.hours": 30.0,
        "course.core.completed": "2026-10-05", "background_check_done": True, "background_check_passed": True,
        "background_check_date": "2026-09-17",
    }  # fmt: skip
    assert agreed(rules, [person])[0]["check.verdict"] == "met"


def test_a_course_of_which_only_the_whole_list_could_tell() -> None:
    rules = [
        {"id": "core", "training": {"hours": 3, "course": ["core"]}},
        {"id": "any", "training": {"format": ["online"]}},
    ]
    said = agreed(rules, [{"course.core.hours": 2.0}, {"course.core.hours": 2.0, "training_done": False}])
    assert [row["core.verdict"] for row in said] == ["unknown", "missing"]


def test_what_no_entry_can_say_stays_open() -> None:
    rules = [{"supervision": {"credits": 5, "setting": ["hospital"], "attendance": 90}}]
    said = agreed(rules, [{"supervision_credits": 5.0, "supervision_setting": "hospital"}])
    assert said[0]["supervision.verdict"] == "unknown"


def test_a_rule_judged_row_by_row_sees_all_that_it_looks_at() -> None:
    clock = [{"continuing_education": {"hours": 3, "every": "6 years", "within": "2 years", "carry_over": 2}}]
    person = {"continuing_education_hours": 1.0, "expires_on": "2027-01-31"}
    held = agreed(clock, [person, person | {"certified_on": "2025-01-31"}], cycle={"every": "2 years"})
    assert [row["continuing_education.verdict"] for row in held] == ["unknown", "not_applicable"]
    core = {"training": {"course": ["core"]}}
    dated = [
        {"document": {"name": "essay"}, "when": core, "from": "2026-01-01", "dated_by": "application"},
        {"id": "core", "training": {"hours": 20, "course": ["core"]}},
        {"id": "all", "training": {"hours": 60}},
    ]
    assert agreed(dated, [{"course.core.hours": 0.0}])[0]["document-essay.verdict"] == "not_applicable"
    first = {"id": "exam", "exam": {"after": "approved"}}
    fee = {"fee": {"for": "certificate", "usd": 5}, "from": "2026-01-01", "dated_by": "exam"}
    late = {"exam_passed": True, "exam_taken": "2025-06-01", "step.approved": "2025-08-01"}
    assert [r["fee-certificate.verdict"] for r in agreed([first, fee], [late, late | {"step.approved": "2025-01-01"}])] == ["unknown", None]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "person", "need"),
    [
        ({"document": {"name": "essay"}}, {"document.essay": False}, ("1", "3")),
        ({"milestone": {"of": "hired"}}, {"step.hired": "no"}, ("1", "3")),
        ({"milestone": {"of": "hired", "ago": "6 months"}}, {"step.hired": "2026-11-01"}, ("6 months", "6 months")),
        ({"continuing_education": {"days": 2}}, {"continuing_education_days": 1.0}, ("3", "3")),
    ],
)
def test_the_branch_with_the_least_left_to_do_is_put_forward(
    other: dict[str, Any], person: dict[str, Any], need: tuple[str, str]
) -> None:
    rules = [{"any_of": [other, {"training": {"hours": 3}}]}]
    said = agreed(rules, [person | {"training_hours": 0.5}, person | {"training_hours": 1.5}])
    assert tuple(str(row["any_of.need"]).removesuffix(".0") for row in said) == need


def test_however_much_at_a_quarter_is_still_however_much() -> None:
    sums = {"hours": 30, "at_rate": [{"percent": 25, "as": ["teaching"]}], "at_most": [{"hours": 0, "topic": ["core"]}]}
    said = agreed(
        [{"training": sums}], [{"training_kind": "teaching"}, {"training_kind": "teaching", "training_hours": 120.0}]
    )
    assert [row["training.verdict"] for row in said] == ["missing", "unknown"]


def test_before_the_first_day_of_the_calendar_there_is_none() -> None:
    rules = [
        {"background_check": {"within": "2 years", "counted_to": "hired"}},
        {"recovery_time": {"at_least": "3 months", "within": "1 year", "in_total": True, "counted_to": "hired"}},
    ]
    person = {"lived_experience_as": "person", "recovery_since": "0001", "step.hired": "0001-01-01"}
    checked = {"background_check_date": "0001-01-01", "background_check_done": True, "background_check_passed": True}
    said = agreed(rules, [person | checked])[0]
    assert (said["background_check.verdict"], said["recovery_time.need"]) == ("met", "0")


def test_a_rule_that_is_not_in_force_has_its_columns_with_nothing_in_them() -> None:
    rules: list[dict[str, Any]] = [
        {"age": {"at_least": 18}},
        {"references": {"count": 2}, "until": "2026-06-30"},
        {"fee": {"for": "training", "usd": 50}, "from": "2027-01-01"},
    ]
    credential = make_credential(rules)
    for engine in (False, True):
        made = answers(pl.DataFrame({"born": ["1990-01-01"]}), credential, keep=(), row_by_row=engine)
        assert [c for c in made.columns if c.endswith(".verdict")] == [
            "age.verdict", "references.verdict", "fee-training.verdict",
        ]  # fmt: skip
        assert made.row(0, named=True)["age.verdict"] == "met"
        assert not any(made.row(0, named=True)[f"{i}.{p}"] for i in ("references", "fee-training") for p in PARTS)


def test_nearly_every_rule_has_a_column_form(rules: Rulebook) -> None:
    by_column = one_by_one = 0
    for credential in rules.credentials():
        for pathway in credential.pathways.values():
            there = {c.name: True for c in columns_of(pathway, credential)}
            plan = compile_pathway(pathway, DAY, there, credential=credential, lookup=rules.credential)
            by_column += len(plan.by_column)
            one_by_one += len(plan.one_by_one)
    assert by_column / (by_column + one_by_one) > 0.99


@pytest.fixture(scope="module")
def real(rules: Rulebook) -> tuple[Rulebook, Any]:
    """Three people as South Carolina's rules read them, one of them with rough dates."""
    rows = [
        {
            "born": "1990", "education": "high_school", "lived_experience_as": "person", "lived_experience_of": "trauma; mental_health",
            "recovery_since": "2021-06", "experience_hours": 120.0, "experience_kind": "paid", "experience_supervised": True,
            "experience_from": "2025-01-06", "experience_to": "2025-06-30", "training_completed": "2024-05-10",
            "supervision_hours": 3.5, "training_hours": 40.0, "training_approved_by": "NC board; sc-share", "references": 3.0,
            "references.professional": 2.0, "references.clinician": 0.0, "exam_passed.oral_evaluation": True,
            "exam_passed.post_test": False, "document.diploma": True, "signed.scope_of_activities": True,
            "signed.code_of_conduct": None, "paid.registration": False,
        },
        {"born": "2008-11-23", "education": "some_high_school", "enrolled_in": "high_school", "training_hours": 12.5},
        {"born": "2021-02-30", "training_hours": 0.0, "references": 2.5},
    ]  # fmt: skip
    credential = rules.credential("sc-cpss-share")
    types = {"number": pl.Float64, "yes_no": pl.Boolean}
    schema = {c.name: types.get(c.type, pl.String) for c in columns_of(credential.pathways["initial"], credential)}
    return rules, pl.DataFrame(rows, schema=schema).with_row_index("person")


def held(real: tuple[Rulebook, Any], frame: Any) -> Any:
    rules, _ = real
    credential = rules.credential("sc-cpss-share")
    pathway = credential.pathways["initial"]
    return evaluate_frame(pathway, frame, DAY, credential=credential, lookup=rules.credential, keep=["person"])


def test_pandas_says_the_same_and_keeps_its_index(real: tuple[Rulebook, Any]) -> None:
    pytest.importorskip("pandas")
    people = real[1].to_pandas().set_index([[7, 8, 9]])
    made = held(real, people)
    assert list(made.index) == [7, 8, 9]
    assert rows_of(pl.from_pandas(made)) == rows_of(held(real, real[1]))


def test_pyarrow_says_the_same(real: tuple[Rulebook, Any]) -> None:
    pytest.importorskip("pyarrow")
    assert rows_of(pl.from_arrow(held(real, real[1].to_arrow()))) == rows_of(held(real, real[1]))


def test_duckdb_says_the_same(real: tuple[Rulebook, Any]) -> None:
    duckdb = pytest.importorskip("duckdb")
    found = held(real, duckdb.from_arrow(real[1].to_arrow()))
    assert rows_of(found.pl()) == rows_of(held(real, real[1]))


def test_duckdb_asks_python_where_only_that_can_tell() -> None:
    duckdb = pytest.importorskip("duckdb")
    made = make_credential([{"employment": {"status": "employed", "setting": ["peer_run_center"]}}])
    people = {
        "person": [1, 2, 3],
        "employment_status": ["employed"] * 3,
        "employment_setting": ["peer run center", "law_firm", None],
    }
    found = answers(duckdb.from_arrow(pl.DataFrame(people).to_arrow()), made).pl().sort("person").to_dicts()
    assert [(r["employment.verdict"], r["employment.have"]) for r in found] == [
        ("met", None),
        ("missing", "law firm"),
        ("unknown", None),
    ]


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """The rows in order, with numbers as numbers and nothing as None, whatever library they come from."""
    made = frame.sort("person").with_columns(pl.col(pl.Float64).fill_nan(None)).to_dicts()
    return [{k: str(v) if k == "outcome" or k.endswith("verdict") else v for k, v in row.items()} for row in made]
