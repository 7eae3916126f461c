"""From values to words: numbers, money, dates, lists, sentences, in the language that is spoken."""

import re
from datetime import date
from typing import Any

import pytest
from conftest import make_credential

from peercert.dates import DateSpan, Duration
from peercert.evaluation import evaluate
from peercert.record import Record
from peercert.requirements import KIND_NAMES, kind
from peercert.shapes import ShapeError
from peercert.verdicts import MISSING, All, AnyOf, Judgement, Money, Name, Prose, Quantity, Says, called
from peercert.words import (
    all_of_words,
    any_of_words,
    back,
    capital,
    money,
    number,
    plain,
    prose,
    quantity,
    say,
    small,
    step,
    tell,
    tell_many,
    word,
)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (1, "1"),
        (40.0, "40"),
        (2.5, "2.5"),
        (0.125, "0.12"),
        (1000, "1,000"),
        (1234.5, "1,234.5"),
    ],
)
def test_numbers(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("usd", "said"), [(0, "$0"), (75, "$75"), (75.0, "$75"), (12.5, "$12.50"), (1250, "$1,250"), (1250.75, "$1,250.75")]
)
def test_money(usd: float, said: str) -> None:
    assert money(usd) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("as it is", "as it is"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (2.5, "2.5"),
        (date(2024, 3, 14), "March 14, 2024"),
        (DateSpan.parse("2024-03-14"), "March 14, 2024"),
        (DateSpan.parse("2019-03"), "March 2019"),
        (DateSpan.parse("2019"), "2019"),
        (DateSpan(date(2019, 3, 2), date(2019, 4, 1)), "March 2, 2019 to April 1, 2019"),
        (Duration(1, "year"), "1 year"),
        (Duration(24, "month"), "24 months"),
        (Quantity(1, "hours"), "1 hour"),
        (Money(12.5), "$12.50"),
        (Name("law_and_ethics"), "law and ethics"),
        (Prose("You are a veteran"), "You are a veteran"),
        (All(("a", 2, Name("peer_support"))), "a, 2 and peer support"),
        (AnyOf(("a", Money(5))), "a or $5"),
        (All.names(("law_and_ethics", "advocacy")), "law and ethics and advocacy"),
        (AnyOf.names(("hiv", "naadac")), "HIV or NAADAC"),
        (("a", "b"), "a or b"),
        (Says("It ends on {day}.", {"day": date(2026, 1, 2)}), "It ends on January 2, 2026."),
    ],
)
def test_values_become_words(value: Any, said: str) -> None:
    assert word(value) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "hours", "1 hour"),
        (40, "hours", "40 hours"),
        (0, "hours", "0 hours"),
        (0.5, "hours", "0.5 hours"),
        (1, "attempts", "1 try"),
        (2, "attempts", "2 tries"),
        (1, "references", "1 reference"),
        (80, "percent", "80 percent"),
        (1500, "sessions", "1,500 sessions"),
        (4, "college_credits", "4 college credits"),
    ],
)
def test_quantities(value: float, unit: str, said: str) -> None:
    assert quantity(value, unit) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (Duration(1, "year"), "the last year"),
        (Duration(2, "year"), "the last 2 years"),
        (Duration(1, "month"), "the last month"),
        (Duration(24, "month"), "the last 24 months"),
        (Duration(1, "week"), "the last week"),
        (Duration(6, "week"), "the last 6 weeks"),
        (Duration(1, "day"), "the last day"),
        (Duration(90, "day"), "the last 90 days"),
    ],
)
def test_time_that_ends_now(length: Duration, said: str) -> None:
    assert back(length) == said


@pytest.mark.parametrize(
    ("items", "both", "either"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a or b"),
        (["a", "b", "c"], "a, b and c", "a, b or c"),
    ],
)
def test_lists(items: list[str], both: str, either: str) -> None:
    assert (all_of_words(items), any_of_words(items)) == (both, either)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("law_and_ethics", "law and ethics"),
        ("co_occurring", "co-occurring conditions"),
        ("icrc", "IC&RC"),
        ("ged-scores", "GED scores"),
    ],
)
def test_names(slug: str, said: str) -> None:
    assert plain(slug) == said


def test_steps_have_their_article() -> None:
    assert (step("application_approved"), step("cpr")) == ("the application approved", "the CPR")


def test_the_words_depend_on_the_number() -> None:
    def missing(count: int) -> str:
        return tell_many("{count} thing is missing.", "{count} things are missing.", count)

    assert [missing(n) for n in (0, 1, 2)] == [
        "0 things are missing.",
        "1 thing is missing.",
        "2 things are missing.",
    ]


def test_a_number_can_choose_the_words_of_a_sentence_that_is_kept() -> None:
    sentences = [Says("{n} try is left.", {"n": n}, "{n} tries are left.", n) for n in (1, 2)]
    assert [say(s) for s in sentences] == ["1 try is left.", "2 tries are left."]


def test_braces_in_a_value_are_no_placeholders() -> None:
    assert tell("Ask {who}.", who="{day} & sons") == "Ask {day} & sons."


def test_first_letters() -> None:
    assert (capital("the end"), small("The end"), capital(""), small("")) == ("The end", "the end", "", "")


@pytest.mark.parametrize(
    ("text", "meant"), [("Kiva Centers", "Kiva Centers"), ("training provider", Prose("training provider"))]
)
def test_a_proper_name_is_told_from_a_description(text: str, meant: Any) -> None:
    assert called(text) == meant


@pytest.mark.usefixtures("loud")
class TestAnotherLanguage:
    """Each part of a sentence is asked of the language that is spoken."""

    def test_a_sentence(self) -> None:
        assert tell("Wait until {day}.", day=date(2027, 6, 1)) == "WAIT UNTIL JUNE 1, 2027."

    def test_a_sentence_inside_a_sentence(self) -> None:
        inner = Says("the time is not up yet")
        assert say(Says("Missing: {reason}.", {"reason": inner})) == "MISSING: THE TIME IS NOT UP YET."

    def test_a_name(self) -> None:
        assert tell("on {topic}", topic=Name("law_and_ethics")) == "ON LAW AND ETHICS"

    def test_a_step(self) -> None:
        assert tell("after {step}", step=step("training")) == "AFTER THE TRAINING"

    def test_prose_of_the_rule_book(self) -> None:
        assert (tell("Yes or no: {text}.", text=Prose("you drive")), prose("A note.")) == (
            "YES OR NO: <YOU DRIVE>.",
            "<A NOTE.>",
        )

    def test_lists(self) -> None:
        assert word(All(("a", Name("ethics"), Says("one more")))) == "a & ETHICS & ONE MORE"
        assert word(AnyOf.names(("paid", "volunteer"))) == "PAID / VOLUNTEER"

    def test_quantities_and_lengths(self) -> None:
        assert [word(Quantity(2, "attempts")), word(Duration(1, "year")), back(Duration(90, "day"))] == [
            "2 TRIES",
            "1 YEAR",
            "THE LAST 90 DAYS",
        ]

    def test_rough_dates(self) -> None:
        assert word(DateSpan.parse("2019-03")) == "MARCH 2019"

    def test_numbers_of_things(self) -> None:
        assert tell_many("{count} thing", "{count} things", 2) == "2 THINGS"

    def test_yes_and_no(self) -> None:
        assert (word(True), word(False)) == ("YES", "NO")

    def test_a_proper_name_stays_as_it_is(self) -> None:
        assert tell("Ask {who}.", who="Kiva Centers") == "ASK Kiva Centers."


PROPER = re.compile(
    r"tx-mhps-initial|tx-mhps|tx-rsps|SC SHARE|IC&RC Peer Recovery|Pearson VUE|Department of Health|“\w+”"
)
"""Proper names among the examples of fields, and what is to be written into a record as it stands."""


GO_WITH: dict[tuple[str, str], dict[str, Any]] = {
    ("supervision", "of"): {"for_each": 25},
    ("milestone", "after"): {"no_later_than": "4 months"},
    ("exam", "unit"): {"score": 80},
}
"""Fields that say something only beside others."""


def _ways(name: str) -> list[Any]:
    """The example of a kind, and the same with each of its fields."""
    rule = kind(name)
    if not isinstance(rule.example, dict) or name == "not":
        return [rule.example]
    found = [rule.example]
    for attribute, (_, spec) in rule.fields_.items():
        key = attribute.rstrip("_")
        beside = GO_WITH.get((name, key), {})
        for way in ({**rule.example, **beside, key: spec.example}, {key: spec.example}):
            try:
                rule.parse(way)
            except ShapeError:
                continue  # two of its fields that do not go together
            found.append(way)
            break
        else:
            raise AssertionError(f"no example has {key}")
    return found


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize(
    ("name", "way"),
    [pytest.param(name, way, id=f"{name}: {way}") for name in sorted(KIND_NAMES) for way in _ways(name)],
)
def test_every_word_of_a_rule_is_asked_of_the_language(name: str, way: Any) -> None:
    rule: Any = kind(name).parse(way)
    open_ = Judgement(MISSING, Says(""), gap=1)
    for said in (rule.title(), rule.need(), rule.heading(), rule.next_step(None, open_)):
        assert not re.search("[a-z]{2}", PROPER.sub("", say(said))), said


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize(
    ("rule", "record", "reason"),
    [
        ({"age": {"at_least": 18}}, {"born": "2010"}, "YOU ARE 15 / 16."),
        (
            {"training": {"hours": 46, "parts": {"ethics": 16}}},
            {"training": [{"hours": 40, "topic": "ethics"}, {"hours": 1, "topic": "advocacy"}]},
            "YOU HAVE 41 OF 46 HOURS.",
        ),
        (
            {"training": {"hours": 40, "parts": {"law_and_ethics": 16}}},
            {"training": [{"hours": 40, "topics": {"law_and_ethics": 6, "advocacy": 34}}]},
            "YOU HAVE 40 OF 40 HOURS. STILL SHORT: ON LAW AND ETHICS 6 OF 16 HOURS.",
        ),
        (
            {"training": {"hours": 40}},
            {"training": [{"title": "A course"}]},
            "YOUR RECORD DOES NOT SAY HOW MANY HOURS ALL OF IT HAS; 40 HOURS NEEDED.",
        ),
        (
            {"references": {"count": 1, "of_which": {"supervisor": 1}}},
            {"references": []},
            "YOU HAVE 0 OF 1; STILL NEEDED: 1 FROM A SUPERVISOR.",
        ),
        (
            {"recovery_time": {"at_least": "1 year", "counted_to": "application"}},
            {
                "lived_experience": [{"as": "person", "of": "other", "recovery_since": "2026-01"}],
                "milestones": {"application": "2026-06-01"},
            },
            "IN RECOVERY SINCE JANUARY 2026; THE TIME IS COUNTED TO THE APPLICATION, AND IT WAS NOT LONG ENOUGH THEN.",
        ),
        ({"fee": {"for": "exam", "usd": {"at_least": 50, "at_most": 75}}}, {"paid": []}, "$50 TO $75 TO PAY."),
        (
            {"any_of": [{"statement": {"that": "driver", "text": "You drive"}}, {"age": {"at_least": 90}}]},
            {"born": "2000-01-01"},
            "ONE OF 2 IS ENOUGH; THE NEAREST: YOUR RECORD DOES NOT SAY: <YOU DRIVE>.",
        ),
        (
            {"interview": {}, "when": {"education": {"at_least": "bachelor"}}},
            {"education": "none"},
            "ASKED ONLY OF SOME PEOPLE: AT LEAST A BACHELOR'S DEGREE.",
        ),
    ],
)
def test_reasons_are_said_in_the_language_too(rule: dict[str, Any], record: dict[str, Any], reason: str) -> None:
    made = make_credential([rule])
    report = evaluate(made.pathways["initial"], Record.parse(record), date(2026, 11, 22), credential=made)
    assert report.findings[0].reason == reason
