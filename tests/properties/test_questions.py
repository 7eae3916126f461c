"""Laws of the interview, over every way to every credential of the rule book, with people who answer this and that."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercert.answers import read
from peercert.interview import Asked, Interview, Target
from peercert.questions import NONE, Amount, Choice, Data, Form, Place, When, YesNo
from peercert.record import Record
from peercert.recordfile import changed_text, record_text
from peercert.rulebook import Rulebook
from peercert.shapes import ShapeError
from peercert.words import say, word
from peercert.yamlfile import parse_text

TODAY = date(2026, 11, 22)
BOOK = Rulebook()
WAYS = [(c.id, p) for c in BOOK.credentials() for p in c.pathways]


def answer(form: Form, chance: random.Random, *, nothing: bool) -> Any:
    """What a person might say; `nothing`: somebody at the very start, who has none of all that."""
    if isinstance(form, YesNo):
        return not nothing and chance.random() < 0.6
    if isinstance(form, When):
        if form.or_none is not None and (nothing or chance.random() < 0.3):
            return NONE
        return chance.choice(["2019-03-04", "2021", "2024-05", "2026-01-10"])
    if isinstance(form, Amount):
        return 0 if nothing else chance.choice([0, 1, 3, 20, 46, 100, 600] if not form.whole else [0, 1, 3, 5])
    if isinstance(form, Choice):
        values = [value for value, _ in form.options]
        if form.several:
            return [] if nothing else [v for v in values if chance.random() < 0.6]
        return chance.choice(values)
    return "SC" if isinstance(form, Place) else "something"


def start(pathway: str, credential: str) -> Data:
    return {"credentials": [{"id": credential}]} if pathway in ("renewal", "reinstatement") else {}


def play(interview: Interview, chance: random.Random, *, nothing: bool) -> list[Asked]:
    """Answer until nothing is asked any more; contradictory answers are left out."""
    asked: list[Asked] = []
    while (one := interview.next()) is not None:
        asked.append(one)
        assert len(asked) < 100, [a.key for a in asked[-8:]]
        told = answer(one.question.form, chance, nothing=nothing)
        if "#" in one.key and int(one.key.split("#")[1]) >= 2:
            told = [] if isinstance(one.question.form, Choice) else 0
        try:
            interview.answer(one, told)
        except ShapeError:
            interview.set_aside(one)
    return asked


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(WAYS), st.integers(0, 10_000), st.booleans())
def test_it_ends_asks_nothing_twice_and_leaves_a_record_that_can_be_kept(
    way: tuple[str, str], seed: int, nothing: bool
) -> None:
    name, pathway = way
    credential = BOOK.credential(name)
    assert credential is not None
    interview = Interview(
        [Target(credential, credential.pathways[pathway])], start(pathway, name), TODAY, BOOK.credential
    )
    asked = play(interview, random.Random(seed), nothing=nothing)
    assert len({a.key for a in asked}) == len(asked)
    for one in asked:
        assert one.reasons
        assert say(one.question.text).count("?") >= 1 or say(one.question.text).endswith(".")
    if not interview.data:
        return
    kept = record_text(interview.data, "Mine.")
    assert Record.parse(parse_text(kept.encode(), "kept").data) == interview.record
    assert Record.parse(parse_text(changed_text(kept, interview.data).encode(), "kept").data) == interview.record


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WAYS), st.integers(0, 10_000))
def test_back_undoes_every_answer(way: tuple[str, str], seed: int) -> None:
    name, pathway = way
    credential = BOOK.credential(name)
    assert credential is not None
    before = start(pathway, name)
    interview = Interview([Target(credential, credential.pathways[pathway])], before, TODAY, BOOK.credential)
    first = interview.next()
    play(interview, random.Random(seed), nothing=False)
    while interview.back():
        pass
    assert interview.data == before
    again = interview.next()
    assert (first is None) == (again is None)
    assert first is None or again is None or first.key == again.key


@pytest.mark.parametrize("place", sorted({c.split("-")[0] for c, _ in WAYS}))
def test_whoever_has_nothing_yet_is_asked_little_and_left_with_nothing_open(place: str) -> None:
    """With every question answered, nothing is unknown that a question could have settled."""
    for name, pathway in (w for w in WAYS if w[0].split("-")[0] == place):
        credential = BOOK.credential(name)
        assert credential is not None
        way = credential.pathways[pathway]
        if way.kind not in ("initial", "trainee"):
            continue
        interview = Interview([Target(credential, way)], {}, TODAY, BOOK.credential)
        asked = play(interview, random.Random(1), nothing=True)
        assert len(asked) <= 20, (name, len(asked))
        open_ = [f.id for f in interview.reports()[0].findings if f.verdict == "unknown"]
        assert not open_, (name, open_)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WAYS), st.integers(0, 10_000))
def test_every_option_can_be_chosen_by_its_number_and_by_its_name(way: tuple[str, str], seed: int) -> None:
    name, pathway = way
    credential = BOOK.credential(name)
    assert credential is not None
    interview = Interview(
        [Target(credential, credential.pathways[pathway])], start(pathway, name), TODAY, BOOK.credential
    )
    for one in play(interview, random.Random(seed), nothing=False):
        form = one.question.form
        if isinstance(form, Choice):
            for number, (value, said) in enumerate(form.options, 1):
                wanted = [value] if form.several else value
                assert read(form, str(number), TODAY) == wanted
                text = word(said)
                if "," not in text and " and " not in text:
                    assert read(form, text, TODAY) == wanted
