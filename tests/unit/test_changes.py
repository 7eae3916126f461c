"""What changed, in words; and whose answer it changes."""

from datetime import date
from typing import Any

import pytest

from peercert.maintain.change_words import arrow
from peercert.maintain.changes import Diff, diff
from peercert.maintain.impact import days_to_look_at, impact
from peercert.maintain.revisions import Side
from peercert.present.changes_page import as_data, changes_page
from peercert.record import Record

HEAD = """\
jurisdiction: xx
name: Example State
summary: One body certifies.
sources:
  board: {publisher: Board, title: Rules, url: "https://example.org", kind: certifying_body, read: 2026-01-10}
  guide: {publisher: Guide, title: Guide, url: "https://example.org/guide", kind: directory, read: 2026-01-10}
credentials:
  - id: xx-cpss
    name: Example Specialist
    certifier: {name: Board}
    populations: mental_health
    role: person
    status: active
    not_found: [pass mark]
    facts:
      - {about: medicaid, says: It may be billed., cite: board}
    pathways:
      initial:
        requirements:
"""
AGE = "- age: {at_least: 18}\n  cite: board\n"
TRAINING = "- training: {hours: 40}\n  cite: board\n"


def side(*requirements: str, head: str = HEAD, after: str = "", name: str = "old") -> Side:
    inside = "".join(f"          {line}\n" for text in requirements for line in text.splitlines())
    return Side(name, {"states/xx.yaml": (head + inside + after).encode()})


def lines(found: Diff) -> list[str]:
    """Every change in words, with what is said under it."""
    made = []
    for about in found.about:
        made += [_line(change, "") for change in about.changes]
    return [line for lines_ in made for line in lines_]


def _line(change: Any, indent: str) -> list[str]:
    own = [f"{indent}{change.says}", *(f"{indent}  {d.says}" for d in change.details)]
    return own + [line for inner in change.inside for line in _line(inner, indent + "  ")]


def requirement_lines(old: str, new: str) -> list[str]:
    return lines(diff(side(old), side(new, name="new")))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (TRAINING, "- training: {hours: 46}\n  cite: board\n", ["40 → 46 hours of training"]),
        (TRAINING, "- training: {hours: 40}\n  until: 2026-12-31\n  cite: board\n- training: {hours: 46}\n  from: 2027-01-01\n  cite: board\n",
         ["40 → 46 hours of training, from January 1, 2027"]),
        (TRAINING, "- training: {hours: 46}\n  from: 2027-01-01\n  cite: board\n",
         ["40 → 46 hours of training, from January 1, 2027", "  what held before that day is no longer said; keep it as a version of its own, with until:"]),
        (TRAINING, "- training: {hours: 40}\n  until: 2026-12-31\n  cite: board\n", ["40 hours of training, until December 31, 2026"]),
        (TRAINING, TRAINING + "- fee: {for: application, usd: 75}\n  cite: board\n", ["new: Fee for application: $75"]),
        (TRAINING, TRAINING + "- fee: {for: application, usd: 75}\n  from: 2027-01-01\n  cite: board\n", ["new, from January 1, 2027: Fee for application: $75"]),
        (TRAINING + AGE, TRAINING, ["no longer asked: Age: at least 18 years old"]),
        ("- fee: {for: exam, usd: 75}\n  cite: board\n", "- fee: {for: exam, usd: not_published}\n  cite: board\n", ["Fee for exam: $75 → amount not found"]),
        (TRAINING, "- training: {hours: 40}\n  stage: before_exam\n  cite: [board, guide]\n", ["40 hours of training", "  when: before the exam (new)", "  sources: board → [board, guide]"]),
        (TRAINING, "- training: {hours: 40}\n  when: {age: {at_most: 25}}\n  cite: guide\n  confidence: disputed\n",
         ["40 hours of training", "  only for people of whom this is true: {age: {at_most: 25}} (new)", "  sources: board → guide", "  how sure: disputed (new)"]),
        ("- document: {name: diploma}\n  cite: board\n", "- document: {name: diploma_or_ged}\n  cite: board\n", ["To send in: diploma or GED", "  before: To send in: diploma"]),
        ("- exam: {name: Written test, score: 70, attempts: {at_most: 3}}\n  cite: board\n", "- exam: {name: Written test, score: 75, attempts: {at_most: 2}}\n  cite: board\n",
         ["Exam: passing the Written test with 75 percent, in at most 2 tries", "  before: Exam: passing the Written test with 70 percent, in at most 3 tries",
          "  score: 70 → 75", "  attempts: {at_most: 3} → {at_most: 2}"]),
        ("- any_of:\n    - education: {at_least: high_school}\n    - age: {at_least: 21}\n  cite: board\n", "- any_of:\n    - education: {at_least: high_school}\n    - age: {at_least: 25}\n  cite: board\n",
         ["One of these", "  Age: at least 21 → 25 years old"]),
        ("- any_of:\n    - education: {at_least: high_school}\n    - age: {at_least: 21}\n  cite: board\n", "- any_of:\n    - education: {at_least: high_school}\n    - age: {at_least: 21}\n  cite: guide\n",
         ["One of these", "  sources: board → guide"]),
        (AGE + TRAINING, TRAINING + AGE, []),
        (AGE, "- age: {at_least: 18}\n  cite: [board]\n", []),
    ],
)  # fmt: skip
def test_requirements(old: str, new: str, says: list[str]) -> None:
    assert requirement_lines(old, new) == says


def test_two_of_a_kind_are_matched_by_what_they_say() -> None:
    old = "- exam: {name: Written test, score: 70}\n  cite: board\n- exam: {name: Oral review}\n  cite: board\n"
    new = "- exam: {name: Oral review of the case}\n  cite: board\n- exam: {name: Written test, score: 80}\n  cite: board\n"
    assert requirement_lines(old, new) == [
        "Exam: passing the Oral review of the case exam",
        "  before: Exam: passing the Oral review exam",
        "Exam: passing the Written test with 70 → 80 percent",
    ]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("status: active", "status: retired\n    until: 2026-12-31\n    replaced_by: us-other", ["status: active → retired", "issued until: December 31, 2026 (new)", "replaced by: us-other (new)"]),
        ("name: Example Specialist", "name: Example Peer Specialist", ["name: Example Peer Specialist", "  before: Example Specialist"]),
        ("[pass mark]", "[renewal fee]", ["no longer among what was not found: pass mark", "looked for and not found, new: renewal fee"]),
        ("says: It may be billed.,", "says: It may not be billed.,", ["fact changed (medicaid): It may not be billed.", "  before: It may be billed."]),
        ("says: It may be billed., cite: board", "says: It may be billed., until: 2027-06-30, cite: board", ["fact changed (medicaid): It may be billed.", "  in force until: June 30, 2027 (new)"]),
        ("kind: directory, read: 2026-01-10", "kind: directory, read: 2026-11-20", ["source guide was read again on November 20, 2026 (before: January 10, 2026)"]),
        ("kind: directory, read", "kind: report, dated: 2026, read", ["source guide changed", "  kind: directory → report", "  dated: 2026 (new)"]),
        ("summary: One body certifies.", "summary: Two bodies certify.", ["summary: One body certifies. → Two bodies certify."]),
        ("      initial:\n", "      initial:\n        until: 2027-06-30\n", ["issued until: June 30, 2027 (new)"]),
    ],
)  # fmt: skip
def test_beside_requirements(before: str, after: str, says: list[str]) -> None:
    assert before in HEAD
    assert lines(diff(side(AGE), side(AGE, head=HEAD.replace(before, after, 1), name="new"))) == says


RENEWAL = """\
      renewal:
        cycle: {every: 24 months, grace: 90 days}
        requirements:
          - continuing_education: {hours: 20}
            cite: board
"""


def test_pathways_and_clocks() -> None:
    assert lines(diff(side(AGE), side(AGE, after=RENEWAL, name="new"))) == [
        "new way: renewal",
        "  new: 20 hours of continuing education",
    ]
    assert lines(diff(side(AGE, after=RENEWAL), side(AGE, name="new"))) == ["this way is no longer there: renewal"]
    shorter = RENEWAL.replace("24 months, grace: 90 days", "12 months")
    assert lines(diff(side(AGE, after=RENEWAL), side(AGE, after=shorter, name="new"))) == [
        "the renewal clock changed",
        "  every: 24 → 12 months",
        "  grace: 90 days (taken out)",
    ]


def test_credentials_and_files_that_come_and_go() -> None:
    more = AGE + TRAINING
    second = (
        HEAD.split("credentials:\n")[1].replace("xx-cpss", "xx-new").replace("Example Specialist", "New One")
        + "          - age: {at_least: 21}\n            cite: board\n"
    )
    found = diff(side(more), side(more, after=second, name="new"))
    assert [a.credential.id for a in found.about if a.credential] == ["xx-new"]
    assert lines(found) == ["new credential: New One", "new way: initial", "  new: Age: at least 21 years old"]
    assert lines(diff(side(more, after=second), side(more, name="new"))) == [
        "the credential is no longer in the rule book: New One"
    ]
    assert lines(diff(Side("old", {}), side(AGE)))[:2] == [
        "Example State is new in the rule book",
        "new credential: Example Specialist",
    ]
    assert lines(diff(side(AGE), Side("new", {})))[0] == "Example State is no longer in the rule book"


def test_what_is_only_written_otherwise_is_no_change() -> None:
    found = diff(side(AGE), side(AGE, head="# a comment\n" + HEAD, name="new"))
    assert (found.about, found.relaid) == ((), ("states/xx.yaml",))
    assert "Nothing changes." in changes_page(found, None, 0, ()).answer


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("40 hours of training", "46 hours of training", "40 → 46 hours of training"),
        ("$75", "$90", "$75 → $90"),
        ("not from family, friend or clinician", "not from family or clinician", None),
        ("a b c d e f", "g h i j k l", None),
        ("one", "one two", None),
    ],
)
def test_arrows_only_where_they_read(old: str, new: str, says: str | None) -> None:
    assert arrow(old, new) == says


TODAY = date(2026, 11, 22)
LATER = "- training: {hours: 40}\n  until: 2026-12-31\n  cite: board\n- training: {hours: 46}\n  from: 2027-01-01\n  cite: board\n"


def touched(old: Side, new: Side, **records: dict[str, Any]) -> list[tuple[str, str, str, list[str]]]:
    found = diff(old, new)
    people = [(name, Record.parse(data)) for name, data in records.items()]
    effects = impact(found, people, days_to_look_at(found, TODAY))
    return [
        (e.who, e.day.isoformat(), f"{e.before} {e.after}", [f"{t.id}: {t.says}" for t in e.turns]) for e in effects
    ]


def test_whose_answer_changes_and_from_which_day() -> None:
    done, part, none = ({"training": [{"hours": hours, "completed": "2026-05-01"}]} for hours in (46, 40, 20))
    assert touched(side(TRAINING), side(LATER), done=done, part=part, none=none) == [
        ("none", "2027-01-01", "not_ready not_ready", ["training: missing (20 hours to go), now missing (26 hours to go)"]),
        ("part", "2027-01-01", "ready not_ready", ["training: done, now missing (6 hours to go)"]),
    ]  # fmt: skip


def test_what_is_so_on_several_days_is_said_once() -> None:
    old, new = TRAINING + AGE, LATER + AGE.replace("18", "21")
    assert touched(side(old), side(new), young={"born": "2006-06-01", "training": []}) == [
        ("young", "2026-11-22", "not_ready not_ready", ["age: done, now missing (1 year to go)"]),
        ("young", "2027-01-01", "not_ready not_ready", ["training: missing (40 hours to go), now missing (46 hours to go)"]),
    ]  # fmt: skip


def test_holders_are_held_against_the_rules_for_keeping_it() -> None:
    holder = {"credentials": [{"id": "xx-cpss", "issued": "2025-03-01", "expires": "2027-03-01"}], "continuing_education": [{"hours": 20, "completed": "2026-03-03"}]}  # fmt: skip
    more = RENEWAL.replace("hours: 20", "hours: 24")
    assert touched(side(AGE, after=RENEWAL), side(AGE.replace("18", "21"), after=more), holder=holder) == [
        ("holder", "2026-11-22", "ready not_ready", ["continuing_education: done, now missing (4 hours to go)"])
    ]


def test_sources_are_counted_beside_credentials() -> None:
    again = HEAD.replace("kind: directory, read: 2026-01-10", "kind: directory, read: 2026-11-20")
    only = diff(side(AGE), side(AGE, head=again, name="new"))
    assert (
        changes_page(only, None, 0, ()).answer
        == "Nothing changes in a credential. 1 change beside them, in sources and notes."
    )
    both = diff(side(AGE), side(AGE, TRAINING, head=again, name="new"))
    assert (
        changes_page(both, None, 0, ()).answer
        == "1 change in 1 credential. 1 change beside them, in sources and notes."
    )


def test_the_page_and_the_data_say_the_same() -> None:
    found = diff(side(TRAINING, name="main"), side(LATER, name="new-rules"))
    people = [("part.yaml", Record.parse({"training": [{"hours": 40, "completed": "2026-05-01"}]}))]
    days = days_to_look_at(found, TODAY)
    effects = impact(found, people, days)
    page = changes_page(found, effects, 1, days)
    assert page.subtitle == "main against new-rules."
    assert page.answer == "1 change in 1 credential. The answer changes for 1 of 1 record."
    assert page.sections[0].title == "Example State: xx-cpss, Example Specialist"
    assert page.sections[0].items[0].head == "initial: 40 → 46 hours of training, from January 1, 2027"
    assert page.sections[1].lines == ("Held against both: 1 record, on November 22, 2026 and January 1, 2027.",)
    assert page.sections[1].items[0].head == "part.yaml, xx-cpss (initial), on January 1, 2027: ready, now not yet"
    data = as_data(found, effects)
    (change,) = data["changes"]
    assert (change["credential"], change["pathway"], change["what"], change["how"], change["about"], change["kind"]) == ("xx-cpss", "initial", "requirement", "changed", "training", "training")  # fmt: skip
    assert (change["old"], change["new"], change["days"]) == ("40 hours of training", "46 hours of training", ["2027-01-01"])  # fmt: skip
    assert data["impact"][0]["requirements"][0]["after"] == "missing"
