"""Pages and their formats: order, widths, and text that stays text."""

import io
from datetime import date

import pytest

from peercert.evaluation import evaluate_all
from peercert.present.markdown import markdown
from peercert.present.page import report_page
from peercert.present.rules_page import rules_page
from peercert.present.terminal import Line, inert, page_lines, show_page, wrapped
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.words import all_of_words, any_of_words, day, money, number, plain, quantity

DAY = date(2026, 11, 22)


@pytest.fixture
def page(rules: Rulebook):  # type: ignore[no-untyped-def]
    credential = rules.credential("sc-cpss-share")
    assert credential is not None
    report = evaluate_all(credential, Record.parse({"born": "1990-01-01", "training": [], "paid": []}), DAY)
    return report_page(report, rules.of_credential(credential))


def test_the_answer_comes_first_and_sections_in_order(page) -> None:  # type: ignore[no-untyped-def]
    assert page.answer.startswith("Not yet: ")
    titles = [s.title.split(" (")[0] for s in page.sections]
    assert titles == [
        "Please mind",
        "Still missing",
        "Not known yet",
        "Done",
        "What it still takes",
        "Whom to ask",
        "How fresh and how sure",
    ]


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_lines_keep_to_the_width(page, width: str, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("COLUMNS", width)
    out = io.StringIO()
    show_page(page, out)
    for line in out.getvalue().splitlines():
        assert len(line) <= int(width) or " " not in line.strip(), line


def test_every_source_mark_has_its_source(page) -> None:  # type: ignore[no-untyped-def]
    import re

    text = "\n".join(line.text for line in page_lines(page))
    body, sources = text.split("SOURCES\n")
    assert {m.split(",")[0] for m in re.findall(r"\[(\d+[^\]]*)\]", body)} == set(
        re.findall(r"^\[(\d+)\]", sources, re.M)
    )


def test_control_characters_do_not_pass() -> None:
    assert inert("a\x1b[31mb\u202ec\x07d\n") == "a [31mb c d "
    assert "\x1b" not in wrapped(Line("\x1b]0;title\x07 text"), 80)


def test_markdown_stays_text(page) -> None:  # type: ignore[no-untyped-def]
    text = markdown(page._replace(title="<b>x</b> [link](http://x) `code` # *"))
    assert text.startswith("# \\<b\\>x\\</b\\> \\[link\\](http://x) \\`code\\` \\# \\*\n")


def test_every_credential_can_be_shown(rules: Rulebook) -> None:
    for credential in rules.credentials():
        shown = rules_page(credential, rules.of_credential(credential))
        assert page_lines(shown)
        assert "{" not in " ".join(line.text for line in page_lines(shown)), credential.id


def test_words() -> None:
    assert [number(x) for x in (1000, 40.0, 2.5, 0.25)] == ["1,000", "40", "2.5", "0.25"]
    assert [money(x) for x in (75, 12.5, 1600)] == ["$75", "$12.50", "$1,600"]
    assert [quantity(1, "hours"), quantity(40, "hours")] == ["1 hour", "40 hours"]
    assert day(DAY) == "November 22, 2026"
    assert [plain("law_and_ethics"), plain("icrc_exam"), plain("ce-hours")] == [
        "law and ethics",
        "IC&RC exam",
        "ce hours",
    ]
    assert [all_of_words(["a", "b", "c"]), any_of_words(["a", "b"]), any_of_words([])] == ["a, b and c", "a or b", ""]
