"""Empty rosters: exactly the columns that a pathway reads, each explained."""

from pathlib import Path

import openpyxl
import pytest
from conftest import make_credential

from peercert.cohort.columns import columns_of
from peercert.cohort.headings import Vocabulary
from peercert.cohort.template import activity_lists, as_csv, template_of, topics_of, write_workbook
from peercert.rulebook import Rulebook

CREDENTIAL = make_credential(
    [
        {"age": {"at_least": 18}, "cite": "b"},
        {"training": {"hours": 40, "parts": {"law_and_ethics": 6}, "provider": "SC SHARE"}, "cite": "b"},
        {"education": {"at_least": "high_school"}, "cite": "b"},
        {"application": {"to": "Board"}, "cite": "b"},
        {"agreement": {"of": "code_of_ethics"}, "cite": "b"},
    ]
)
PATHWAY = CREDENTIAL.pathways["initial"]


def test_the_columns_are_those_that_the_pathway_reads() -> None:
    made = template_of(PATHWAY, CREDENTIAL)
    assert as_csv(made.roster) == "name,id," + ",".join(c.name for c in columns_of(PATHWAY, CREDENTIAL)) + "\n"
    assert {
        "born",
        "education",
        "training_hours",
        "training_hours.law_and_ethics",
        "step.application",
        "signed.code_of_ethics",
    } <= {c.name for c in made.roster}
    assert as_csv(template_of(PATHWAY, CREDENTIAL, anonymous=True).roster).startswith("id,")


def test_each_column_says_what_it_means_how_it_is_filled_in_and_who_asks() -> None:
    made = {c.name: c for c in template_of(PATHWAY, CREDENTIAL).roster}
    assert made["born"][1:4] == (
        "Date of birth; the month or the year alone will often do",
        "a date: 2024-03-14, or roughly 2024-03 or 2024",
        "Age",
    )
    assert made["education"].how.startswith("one of: none, some_high_school, high_school")
    assert made["education"].values[:2] == ("none", "some_high_school")
    assert made["education"].closed
    assert (
        made["training_approved_by"].how
        == "a few words, several with a semicolon between them; the rules ask about SC SHARE"
    )
    assert made["step.application"].how == "a date such as 2024-03-14; no where it has not been yet"
    assert made["signed.code_of_ethics"].values == ("yes", "no")


@pytest.mark.parametrize(("id_", "name"), [("mn-cprs", "lives_in"), ("co-cpfs", "works_in")])
def test_a_place_is_a_state_by_its_letters(rules: Rulebook, id_: str, name: str) -> None:
    credential = rules.credential(id_)
    assert credential is not None
    made = {c.name: c.how for c in template_of(credential.pathways["initial"], credential).roster}
    assert made[name] == "a state by its two letters, such as SC"


def test_activities_have_the_columns_of_the_lists_that_are_read() -> None:
    made = template_of(PATHWAY, CREDENTIAL)
    names = [c.name for c in made.activities]
    assert names[:4] == ["name", "what", "title", "topic"]
    assert "supervised" not in names
    assert topics_of(PATHWAY) == ("law_and_ethics",)
    assert activity_lists(columns_of(PATHWAY, CREDENTIAL)) == ("training",)
    assert (
        template_of(
            make_credential([{"age": {"at_least": 18}, "cite": "b"}]).pathways["initial"], CREDENTIAL
        ).activities
        == ()
    )


def test_the_workbook_helps_to_fill_it_in(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_workbook(path, template_of(PATHWAY, CREDENTIAL), "Example (xx), initial")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Roster", "Activities", "Columns", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    roster, columns = book["Roster"], book["Columns"]
    heads = [c.value for c in roster[1]]
    assert heads == [c.name for c in template_of(PATHWAY, CREDENTIAL).roster]
    assert roster.freeze_panes == "B2"
    lists = {
        heads[next(iter(v.sqref.ranges)).min_col - 1]: (v.type, v.formula1)
        for v in roster.data_validations.dataValidation
    }
    assert lists["education"] == (
        "list",
        '"none,some_high_school,high_school,some_college,associate,bachelor,master,doctorate"',
    )
    assert lists["signed.code_of_ethics"] == ("list", '"yes,no"')
    assert set(lists) == set(heads)
    assert all(d.width >= 12 for d in roster.column_dimensions.values())
    explained = {(row[0].value, row[1].value): row[2].value for row in columns.iter_rows(min_row=4)}
    assert explained["Roster", "born"] == "Date of birth; the month or the year alone will often do"
    assert {name for sheet, name in explained if sheet == "Roster"} == set(heads)
    assert "Activities" in {sheet for sheet, _ in explained}


def test_dates_are_typed_as_text_so_that_a_year_stays_a_year(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_workbook(path, template_of(PATHWAY, CREDENTIAL), "x")
    roster = openpyxl.load_workbook(path)["Roster"]
    heads = [c.value for c in roster[1]]
    place = heads.index("born") + 1
    (style,) = (d for d in roster.column_dimensions.values() if d.min <= place <= d.max)
    assert style.number_format == "@"


@pytest.mark.parametrize("id_", ["sc-cpss-share", "tx-mhps", "nc-cpss", "us-icrc-pr", "wa-cpss"])
def test_every_heading_of_a_template_is_read_back(rules: Rulebook, id_: str) -> None:
    credential = rules.credential(id_)
    assert credential is not None
    for pathway in credential.pathways.values():
        made = template_of(pathway, credential)
        known = Vocabulary(columns_of(pathway, credential))
        assert [known.find(c.name)[0] for c in made.roster] == [c.name for c in made.roster]
