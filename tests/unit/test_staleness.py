"""Which sources to read again first."""

from datetime import date

import pytest

from peercert.dates import Duration
from peercert.maintain.staleness import Stale, stale
from peercert.model import Jurisdiction
from peercert.present.stale_page import stale_page

TODAY = date(2026, 11, 22)


def place(read: dict[str, str], cites: list[object], status: str = "active", kinds: dict[str, str] | None = None) -> Jurisdiction:  # fmt: skip
    """A jurisdiction whose requirements cite these sources, which were read on these days."""
    sources = {
        name: {"publisher": "Board", "title": name, "url": "https://example.org", "kind": (kinds or {}).get(name, "regulation"), "read": day}
        for name, day in read.items()
    }  # fmt: skip
    requirements = [{"document": {"name": f"paper_{i}"}, "cite": cite} for i, cite in enumerate(cites)]
    credential = {
        "id": "xx-cpss", "name": "Example", "certifier": {"name": "The Board"}, "populations": "other", "role": "person", "status": status,
        "pathways": {"initial": {"requirements": requirements}},
    }  # fmt: skip
    return Jurisdiction.parse({"jurisdiction": "xx", "name": "X", "summary": "X", "sources": sources, "credentials": [credential]})  # fmt: skip


def names(found: list[Stale]) -> list[str]:
    return [one.id for one in found]


def test_the_oldest_comes_first() -> None:
    one = place({"new": "2026-11-01", "old": "2025-01-01", "older": "2024-01-01"}, ["new", "new", "old", "older"])
    assert names(stale([one], TODAY)) == ["older", "old", "new"]


def test_of_one_age_what_rests_on_it_alone_and_unconfirmed_comes_first() -> None:
    one = place(
        {"shared": "2026-11-01", "alone": "2026-11-02", "unsure": "2026-11-03", "unused": "2026-11-01"},
        [["shared", "alone"], "alone", "alone", "unsure"],
        kinds={"unsure": "directory"},
    )
    found = stale([one], TODAY)
    assert names(found) == ["unsure", "alone", "shared", "unused"]
    assert [(s.rules, s.alone, s.confidence) for s in found] == [
        (1, 1, {"secondary": 1}),
        (3, 2, {"confirmed": 3}),
        (1, 0, {"confirmed": 1}),
        (0, 0, {}),
    ]


def test_what_is_issued_today_comes_before_what_is_not() -> None:
    read = {"board": "2026-11-01"}
    assert [s.active for s in stale([place(read, ["board"], "retired"), place(read, ["board"])], TODAY)] == [
        True,
        False,
    ]


@pytest.mark.parametrize(("older", "left"), [("21 days", []), ("20 days", ["board"]), ("1 month", [])])
def test_only_those_read_longer_ago(older: str, left: list[str]) -> None:
    assert names(stale([place({"board": "2026-11-01"}, ["board"])], TODAY, Duration.parse(older))) == left


def test_the_page_says_what_rests_on_a_source() -> None:
    page = stale_page(stale([place({"board": "2026-10-23"}, ["board", "board"])], TODAY), TODAY)
    assert page.answer == "1 source; the oldest was read on October 23, 2026 (30 days ago)."
    (item,) = page.sections[0].items
    assert item.head == "XX board: Board, board"
    assert item.lines == (
        "Read on October 23, 2026, 30 days ago. (regulation)",
        "2 rules of xx-cpss rest on it, 2 of them on nothing else (2 confirmed).",
        "https://example.org",
    )


def test_groups() -> None:
    found = stale([place({"a": "2026-11-01", "b": "2026-11-01"}, ["a", "b"], kinds={"b": "directory"})], TODAY)
    by_confidence = stale_page(found, TODAY, by="confidence")
    assert [s.title for s in by_confidence.sections] == [
        "Not confirmed by an official source",
        "Confirmed by an official source",
    ]
    by_certifier = stale_page(found, TODAY, by="certifier", shown=1)
    assert [(s.title, len(s.items), s.lines) for s in by_certifier.sections] == [
        ("The Board", 1, ("The first 1; 1 more (--all shows it).",))
    ]
