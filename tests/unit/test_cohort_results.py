"""Results, sums and changes, with expectations written out from the rules of made-up credentials."""

from collections import Counter
from datetime import date
from typing import Any

import polars as pl
import pytest
from conftest import make_credential

from peercert.cohort.columns import columns_of
from peercert.cohort.results import Asked, Columns, Rows
from peercert.cohort.study import Judged, lines_of, untold
from peercert.cohort.summary import Summary
from peercert.cohort.totals import Totals
from peercert.cohort.whatif import NOT_ASKED, Changes
from peercert.model import Credential
from peercert.verdicts import Outcome

DAY = date(2026, 11, 22)
RULES: list[dict[str, Any]] = [
    {"age": {"at_least": 18}, "cite": "b"},
    {"training": {"hours": 40, "parts": {"ethics": 6, "advocacy": 10}}, "cite": "b"},
    {"fee": {"for": "application", "usd": 75}, "cite": "b"},
    {
        "all_of": [{"work_experience": {"hours": 500}}, {"education": {"at_least": "high_school"}}],
        "cite": "b",
        "id": "work",
    },
]
PEOPLE = {
    "born": ["1990-01-01", "2010-01-01", "1980-01-01", None],
    "training_hours": [40.0, 20.0, 40.0, None],
    "training_hours.ethics": [6.0, 0.0, 2.0, None],
    "training_hours.advocacy": [10.0, 4.0, 10.0, None],
    "paid.application": [True, False, False, None],
    "experience_hours": [500.0, 100.0, 0.0, None],
    "education": ["high_school", "high_school", "bachelor", None],
}


def asked(rules: list[dict[str, Any]] = RULES) -> tuple[Asked, Credential]:
    credential = make_credential(rules)
    return Asked(credential.pathways["initial"], credential, DAY, lambda _id: None), credential


def frame() -> pl.DataFrame:
    return pl.DataFrame(PEOPLE)


@pytest.mark.parametrize("judge", [Rows, Columns])
def test_each_row_is_judged(judge: Any) -> None:
    what, credential = asked()
    made = judge(what, columns_of(what.pathway, credential)).judge(frame())
    assert made["outcome"].to_list() == ["ready", "not_ready", "not_ready", "undetermined"]
    assert made["missing"].to_list() == [0, 4, 3, 0]
    assert made["unknown"].to_list() == [0, 0, 0, 4]
    assert made["age.verdict"].to_list() == ["met", "missing", "met", "unknown"]
    assert made["age.have"].to_list() == [36.0, 16.0, 46.0, None]
    assert made["training.gap"].to_list()[:3] == [0.0, 20.0, 4.0]
    assert made["fee-application.verdict"].to_list() == ["met", "missing", "missing", "unknown"]


def test_activities_are_judged_in_their_place() -> None:
    what, credential = asked()
    columns = columns_of(what.pathway, credential)
    mine = {101: {"training": [{"hours": 40, "topics": {"ethics": 6, "advocacy": 10}}]}}
    by_columns, by_rows = (judge(what, columns).judge(frame(), 100, mine) for judge in (Columns, Rows))
    assert by_columns.equals(by_rows)
    assert by_rows["training.verdict"].to_list() == ["met", "met", "missing", "unknown"]


def summed(judge: Any) -> tuple[Summary, Totals]:
    what, credential = asked()
    columns = columns_of(what.pathway, credential)
    totals = Totals(what, columns)
    summary = Summary([r.id for r in what.pathway.requirements], totals)
    for part in (frame().head(3), frame().tail(1)):
        results = judge(what, columns).judge(part)
        summary.add(results)
        totals.add(part, results)
    return summary, totals


@pytest.mark.parametrize("judge", [Rows, Columns])
def test_a_cohort_is_added_up(judge: Any) -> None:
    summary, totals = summed(judge)
    assert summary.people == 4
    assert summary.outcomes == {Outcome.READY: 1, Outcome.NOT_READY: 2, Outcome.UNDETERMINED: 1}
    assert summary.missing == {0: 2, 4: 1, 3: 1}
    assert summary.nearly == 0
    assert summary.verdicts["training"] == {"met": 1, "missing": 2, "unknown": 1}
    assert summary.ranked() == ["training", "fee-application", "work", "age"]
    assert not summary.complete
    sums = totals.sums
    assert (sums.fees_usd, sums.fees_usd_at_most) == (150.0, 225.0)  # two have to pay, of one it is not known
    assert dict(sums.hours) == {"training": 24.0, "work_experience": 900.0}  # 20 and 4; 400 and 500
    assert dict(totals.people) == {"training": 2, "work_experience": 2}
    assert dict(sums.topics) == {"ethics": 10.0, "advocacy": 6.0}  # 6 and 4; 6
    assert totals.left_out == set()


def test_the_sums_are_those_of_the_reports() -> None:
    what, credential = asked()
    columns = columns_of(what.pathway, credential)
    rows = Rows(what, columns)
    one_by_one = Totals(what, columns)
    one_by_one.add_reports(rows.report(r) for r in frame().rows(named=True))
    together = summed(Rows)[1]
    assert vars(one_by_one.sums) == vars(together.sums)
    assert one_by_one.people == together.people


def test_what_is_too_much_to_work_out_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peercert.cohort.totals.MOST", 1)
    totals = summed(Rows)[1]
    assert totals.left_out == {"fee-application", "work"}
    assert totals.no_topics == {"training"}
    assert dict(totals.sums.hours) == {"training": 24.0}
    assert dict(totals.sums.topics) == {}


def test_nearly_is_one_thing_missing_and_nothing_unknown() -> None:
    what, credential = asked([{"age": {"at_least": 18}, "cite": "b"}, {"fee": {"for": "x", "usd": 5}, "cite": "b"}])
    columns = columns_of(what.pathway, credential)
    summary = Summary([r.id for r in what.pathway.requirements], Totals(what, columns))
    summary.add(
        Rows(what, columns).judge(
            pl.DataFrame({"born": ["1990-01-01", "1990-01-01", None], "paid.x": [False, True, False]})
        )
    )
    assert (summary.nearly, summary.perhaps_nearly) == (1, 1)  # of the one without a date of birth the age is not known
    assert summary.only == Counter({"fee-x": 2, "age": 0})


def test_lines_name_what_is_missing() -> None:
    what, credential = asked()
    results = Rows(what, columns_of(what.pathway, credential)).judge(frame())
    identity = pl.DataFrame({"name": ["A", "B", "C", "D"]})
    judged = Judged(pl.Series([2, 3, 4, 5]), identity, results, 1.0, lambda _n: None, frame())
    titles = {r.id: r.id.upper() for r in what.pathway.requirements}
    lines = lines_of(judged, titles)
    assert lines.columns[:7] == ["row", "name", "outcome", "missing", "unknown", "review", "still_missing"]
    assert lines["still_missing"].to_list() == [
        None,
        "AGE; TRAINING; FEE-APPLICATION; WORK",
        "TRAINING; FEE-APPLICATION; WORK",
        None,
    ]
    assert "name" not in lines_of(judged, titles, anonymous=True).columns


def test_other_rules_change_results() -> None:
    what, credential = asked()
    harder = asked(
        [
            {"age": {"at_least": 21}, "cite": "b"},
            {"training": {"hours": 46}, "cite": "b"},
            *RULES[3:],
            {"exam": {}, "cite": "b"},
        ]
    )[0]
    columns = columns_of(what.pathway, credential)
    changes = Changes(what.pathway, harder.pathway)
    before, after = Rows(what, columns).judge(frame()), Rows(harder, columns).judge(frame())
    beside = changes.add(before, after)
    assert (changes.people, changes.changed) == (4, 1)
    assert changes.outcomes == {("ready", "not_ready"): 1}
    assert beside["if.outcome"].to_list() == ["not_ready", "not_ready", "not_ready", "undetermined"]
    assert beside["if.changed"].to_list() == [
        "training; fee-application; exam",
        "fee-application; exam",
        "fee-application; exam",
        "fee-application; exam",
    ]
    rules = {c.id: dict(c.turns) for c in changes.rules()}
    assert rules["training"] == {("met", "missing"): 1}
    assert rules["exam"] == {(NOT_ASKED, "unknown"): 4}
    assert rules["age"] == {}  # it says something else, and changes nothing for anybody
    assert "work" not in rules


def test_chunks_whose_dates_are_written_in_other_ways_are_added_up_alike() -> None:
    """Days alone in one part of a roster, a year alone in another: columns of other types."""
    what, credential = asked([{"any_of": [{"work_experience": {"hours": 500, "within": "3 years"}}], "cite": "b"}])
    columns = columns_of(what.pathway, credential)
    totals, judge = Totals(what, columns), Columns(what, columns)
    days = [date(2025, 1, 6)]
    for first, dates in ((0, pl.Series(days, dtype=pl.Date)), (1, pl.Series(["2025"], dtype=pl.String))):
        frame = pl.DataFrame({"experience_hours": [100.0], "experience_from": dates, "experience_to": dates})
        totals.add(frame, judge.judge(frame), first)
    assert totals.sums.hours == {"work_experience": 800}
    assert totals.people == {"work_experience": 2}


def test_columns_that_would_tell_more() -> None:
    what, _ = asked()
    found = dict(untold(what, ["born", "training_hours"]))
    assert "age" not in found
    assert found["training"] == ("training_hours.ethics", "training_hours.advocacy")
    assert found["fee-application"] == ("paid.application",)


def test_a_rule_with_several_versions_is_told_of_once_by_the_names_of_the_template() -> None:
    what, _ = asked([
        {"id": "exam", "exam": {"name": "final"}, "until": "2025-01-01", "cite": "b"},
        {"id": "exam", "exam": {"name": "final", "score": 80}, "from": "2025-01-02", "cite": "b"},
    ])  # fmt: skip
    assert [(id_, columns[0]) for id_, columns in untold(what, [])] == [("exam", "exam_passed")]


@pytest.mark.parametrize("judge", [Rows, Columns])
def test_a_rule_that_is_in_force_for_nobody_says_nothing_of_anybody(judge: Any) -> None:
    over = {"references": {"count": 2}, "until": "2020-01-01", "cite": "b"}
    what, credential = asked([*RULES, over])
    made = judge(what, columns_of(what.pathway, credential)).judge(frame()[:1])
    assert made["age.verdict"].to_list() == ["met"]
    assert made["references.verdict"].to_list() == made["references.gap"].to_list() == [None]
    assert made.schema["references.gap"] == pl.Float64
