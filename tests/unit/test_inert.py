"""Every text of a rule file and of a record comes out as text: no escape sequence, no markup, no template, no formula."""

import copy
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from fuzz import faults
from fuzz.hostile import CALENDAR, DIRECTIONS, ESCAPES, FORMULAS, MARKS, MARKUP, TEMPLATES

from peercert import schema, yamlfile
from peercert.evaluation import evaluate_all
from peercert.model import Jurisdiction
from peercert.plan import make_plan
from peercert.plan.deadlines import find_deadlines
from peercert.present import formats
from peercert.present.as_json import report_json
from peercert.present.calendar import Event, calendar
from peercert.present.html import html
from peercert.present.markdown import markdown
from peercert.present.page import report_page
from peercert.present.plan_calendar import plan_events
from peercert.present.plan_page import plan_page
from peercert.present.renewal_days import events
from peercert.present.renewal_page import renewal_page
from peercert.present.rules_page import rules_page
from peercert.present.sections import Page, Section
from peercert.present.terminal import page_lines, print_lines
from peercert.record import Record
from peercert.recordfile import changed_text, record_from, record_text
from peercert.renewal import renewals
from peercert.shapes import ShapeError
from peercert.yamlfile import FileError

DAY = date(2026, 11, 22)
SORTS = {
    "escapes": ESCAPES, "directions": DIRECTIONS, "marks": MARKS, "markup": MARKUP, "formulas": FORMULAS, "templates": TEMPLATES, "calendar": CALENDAR,
}  # fmt: skip
RULES = yamlfile.read(ROOT / "data" / "states" / "sc.yaml").data
RECORD = yamlfile.parse_text(schema.example_record().encode(), "example").data


def spots(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) that holds a text."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if isinstance(value, str):
            yield data, key
        else:
            yield from spots(value)


def free_places(kind: Any, data: dict[str, Any]) -> list[int]:
    """Which of its texts may be any text."""
    data, free = copy.deepcopy(data), []
    for number, (holder, key) in enumerate(spots(data)):
        old = holder[key]
        holder[key] = "Any Text <Whatever>"
        try:
            kind.parse(data)
            free.append(number)
        except ShapeError:
            pass
        holder[key] = old
    return free


FREE_IN_RULES = free_places(Jurisdiction, RULES)
FREE_IN_RECORD = free_places(Record, RECORD)


def spoilt(data: dict[str, Any], free: list[int], texts: tuple[str, ...]) -> dict[str, Any]:
    """Hostile texts in turn in every place where any text may stand, some alone and some within the old one."""
    data = copy.deepcopy(data)
    every = list(spots(data))
    for turn, number in enumerate(free):
        holder, key = every[number]
        text = texts[turn % len(texts)]
        if text.strip():
            holder[key] = text if turn // len(texts) % 2 else f"{text} {holder[key]} {text}"
    return data


def test_the_places_are_found() -> None:
    assert len(FREE_IN_RULES) > 100
    assert len(FREE_IN_RECORD) > 10


def looked_at(page: Page) -> str:
    """The page in every format, each looked at; as it is on a terminal."""
    faults.inert_html(html([page, page], ["- " + page.title, page.answer], page.title))
    faults.inert_markdown(markdown(page))
    out = io.StringIO()
    print_lines(page_lines(page), out)
    faults.plain_text(out.getvalue(), "terminal")
    return out.getvalue()


def put_as_json(data: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    formats.put_json(data)
    return faults.sound_json(capsys.readouterr().out)


@pytest.mark.parametrize("sort", SORTS)
def test_rules(sort: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = Jurisdiction.parse(spoilt(RULES, FREE_IN_RULES, SORTS[sort]))
    person = Record.parse(spoilt(RECORD, FREE_IN_RECORD, SORTS[sort]))
    known = {c.id: c for c in place.credentials}
    for credential in place.credentials:
        looked_at(rules_page(credential, place))
        for name in credential.pathways:
            for record in (person, Record()):
                report = evaluate_all(credential, record, DAY, pathway=name, lookup=known.get)
                looked_at(report_page(report, place, all_=True))
                put_as_json(report_json(report, place), capsys)
                plan = make_plan(report, 5)
                deadlines = find_deadlines(plan, record, known.get)
                looked_at(plan_page(plan, place, deadlines=deadlines))
                faults.sound_calendar(calendar(plan_events(plan, deadlines), DAY))
        held = Record.parse({"credentials": [{"id": credential.id, "issued": "2025-12-01"}]})
        kept = renewals(held, DAY, known.get)
        for one in kept:
            looked_at(renewal_page(one, place))
        faults.sound_calendar(calendar(events(kept, DAY), DAY))


@pytest.mark.parametrize("text", [t for t in (*TEMPLATES, *MARKUP, *FORMULAS) if t.isprintable() and t == t.strip()])
def test_a_text_is_said_as_it_stands(text: str) -> None:
    place = Jurisdiction.parse(RULES | {"credentials": [RULES["credentials"][0] | {"name": text}]})
    assert text in looked_at(rules_page(place.credentials[0], place))


@pytest.mark.parametrize("sort", SORTS)
def test_saved_records(sort: str) -> None:
    data = spoilt(RECORD, FREE_IN_RECORD, SORTS[sort])
    text = record_text(data, "heading")
    faults.plain_text(text, "record")
    assert record_from(yamlfile.parse_text(text.encode(), "x"), today=DAY) == Record.parse(data)
    assert changed_text(text, data)


@pytest.mark.parametrize(
    "text", ["yes", "No", "null", "~", "tRUE", "1990", "2024", "1e5", "+5", "1_000", "0", ".5", "5.", "2024-03-14"]
)
def test_a_text_that_looks_like_something_else_is_saved_as_a_text(text: str) -> None:
    data = {"born": "1990", "training": [{"title": text, "provider": text, "completed": "2024"}]}
    saved = record_text(data, "heading")
    assert record_from(yamlfile.parse_text(saved.encode(), "x"), today=DAY) == Record.parse(data)
    assert "born: 1990\n" in saved
    changed = changed_text("# mine\nborn: 1990\n", data)
    assert record_from(yamlfile.parse_text(changed.encode(), "x"), today=DAY) == Record.parse(data)


def test_calendar_texts_stay_in_their_lines() -> None:
    for text in (*CALENDAR, *ESCAPES, *DIRECTIONS, *MARKUP):
        faults.sound_calendar(calendar([Event(f"x-{text}", DAY, text, text)], DAY))


def test_a_calendar_ends_with_the_last_day_there_is() -> None:
    raw = calendar([Event("x", date.max, "far")], DAY)
    assert b"DTSTART;VALUE=DATE:99991231" in raw
    assert b"DTEND" not in raw


def test_json_says_in_letters_what_cannot_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    formats.put_json({"a": "é\x9b\u202e\x7f\U000e0001\udc00\n"})
    assert capsys.readouterr().out == '{\n  "a": "é\\u009b\\u202e\\u007f\\udb40\\udc01\\udc00\\n"\n}\n'


def test_json_has_no_numbers_that_json_has_not() -> None:
    with pytest.raises(ValueError, match="JSON"):
        formats.json_text({"a": float("nan")})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. one", r"1\. one"), ("- one", r"\- one"), ("+ one", r"\+ one"), ("===", r"\==="), ("---", r"\---"), ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("IC&RC", "IC&RC"), ("1.5 hours", "1.5 hours"), ("40 hours", "40 hours"), ("-5", "-5"),
    ],
)  # fmt: skip
def test_markdown_lists_and_signs_are_ours_alone(text: str, written: str) -> None:
    page = Page("t", "s", "a", "", (Section("x", lines=(text,)),), (), "c")
    assert markdown(page).splitlines()[-3] == written


@pytest.mark.parametrize("text", [t for t in (*ESCAPES, *DIRECTIONS) if "\x00" not in t])
def test_what_is_typed_is_said_back_inert(run: Run, tmp_path: Path, text: str) -> None:
    hostile = text.strip() or "x" + text
    record = ("--record", "examples/newcomer.yaml")
    calls = (
        (hostile,), ("check", hostile, *record), ("check", "SC", "--pathway", hostile, *record), ("check", "SC", "--as-of", hostile, *record),
        ("check", "SC", "--lang", hostile), ("check", "SC", "--rules", hostile, *record), ("check", "SC", "--record", hostile), ("check", "SC", "--format", hostile),
        ("show", "SC", f"--{hostile}"), ("plan", "sc-cpss-share", "--hours-per-week", "5", *record, "--ics", str(tmp_path / f"x{hostile}")),
    )  # fmt: skip
    for call in calls[:: 1 if text in (ESCAPES[1], DIRECTIONS[0]) else 4]:
        done = run(*call)
        faults.plain_text(done.stdout, "stdout")
        faults.plain_text(done.stderr, "stderr")


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202e", "a\x85b", "\U000e0001"])
def test_a_message_about_a_record_is_inert(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.json"
    for data in (
        {text: 1},
        {"education": text},
        {"born": text},
        {"credentials": [{"id": text, "status": text}]},
        {"training": {text: text}},
    ):
        path.write_text(json.dumps(data))
        done = run("check", "SC", "--record", path)
        assert done.returncode == 2
        faults.plain_text(done.stderr, "stderr")


def test_a_long_key_is_cut_in_the_message() -> None:
    with pytest.raises(FileError, match=r"^x:1:2: unknown key x{77}\.\.\.$"):
        record_from(yamlfile.parse_text(b'{"' + b"x" * 900 + b'": 1}', "x"), today=DAY)


@pytest.mark.parametrize("tail", [")", "(", "]", ".", "]("])
def test_a_long_address_takes_no_long_time(tail: str) -> None:
    import time

    begun = time.process_time()
    html([Page("t", "s", "a", "", (), ("https://a.example/" + tail * 100_000,), "c")])
    assert time.process_time() - begun < 2


def test_a_bracket_that_an_address_opens_it_also_closes() -> None:
    text = html([Page("t", "s", "a", "", (), ("(see https://a.example/x_(y)), [https://b.example/z].",), "c")])
    assert 'href="https://a.example/x_(y)"' in text
    assert 'href="https://b.example/z"' in text
