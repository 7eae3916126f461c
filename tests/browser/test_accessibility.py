"""HTML reports in a real browser: WCAG 2 AA by axe, no request, nothing wider than a phone, black on white on paper.

Needs Chromium and the extra `browser`: pip install -e '.[dev,browser]', then python -m pytest tests/browser.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Run
from playwright.sync_api import Browser, Page

from peercert.present.html import html
from peercert.present.sections import Item, Section
from peercert.present.sections import Page as Report

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
DAY = ("--as-of", "2026-11-22")
CALLS: dict[str, tuple[str, ...]] = {
    "newcomer": ("check", "sc-cpss-share", "-r", "examples/newcomer.yaml", *DAY),
    "nearly ready": ("check", "sc-cpss-share", "-r", "examples/nearly-ready.yaml", *DAY),
    "no record": ("check", "sc-cpss-share", *DAY),
    "renewal": ("check", "sc-cpss-share", "-r", "examples/near-renewal.yaml", *DAY),
    "state": ("check", "NY", "-r", "examples/newcomer.yaml", "--all", *DAY),
    "no certification": ("check", "SD", "-r", "examples/newcomer.yaml", *DAY),
    "rules": ("show", "sc-cpss-share"),
    "rules of a state": ("show", "TX"),
    "in Spanish": ("check", "sc-cpss-share", "-r", "examples/nearly-ready.yaml", "--lang", "es", *DAY),
    "plan": ("plan", "tx-mhps-initial", "-r", "examples/newcomer.yaml", "--hours-per-week", "10", *DAY),
    "renew": ("renew", "-r", "examples/near-renewal.yaml", *DAY),
    "transfer": ("transfer", "--from", "nc-cpss", "--to", "VA", "-r", "examples/nearly-ready.yaml", *DAY),
    "where": ("where", "--map", "--details", "-r", "examples/nearly-ready.yaml", *DAY),
    "compare": ("compare", "sc-cpss-share", "sc-cpss-apsc", "--with-model"),
    "coverage": ("coverage",),
    "history": ("history", "WA", *DAY),
    "old sources": ("stale", "SC", *DAY),
}
NAMES = [*CALLS, "cohort", "figure and checklist"]


class Drawn(Section):
    """A section with a figure and boxes to tick, whatever the sections of reports have."""

    checklist = True
    figure = "\n".join("WA MT ND MN    WI MI    NY VT NH ME " * 3 for _ in range(8))


@pytest.fixture(scope="session")
def documents(run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, call in CALLS.items():
        made[name] = folder / f"{name}.html"
        done = run(*call, "--output", made[name])
        assert made[name].exists(), done.stderr
    made["cohort"] = folder / "cohort.html"
    run("cohort", "examples/roster-messy.xlsx", "sc-cpss-share", *DAY, "--html", made["cohort"])
    section: Any = Drawn("Map", (Item("Do this", ("Next: call.",)), Item("Then that")), ("Under it.",), True)
    page = Report("Drawn", "Somewhere.", "Ready.", "good", (section, section._replace(numbered=False)), (), "The end.")
    made["figure and checklist"] = folder / "drawn.html"
    made["figure and checklist"].write_text(html([page]), "utf-8")
    return made


class Opened:
    """A document in the browser, what it asked for, and what the browser said against it."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page, self.address = page, path.as_uri()
        requests: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(self.address, wait_until="networkidle")
        self.requests, self.complaints = tuple(requests), tuple(complaints)


@pytest.fixture(scope="module", params=NAMES)
def path(request: pytest.FixtureRequest, documents: dict[str, Path]) -> Path:
    return documents[request.param]


@pytest.fixture(scope="module", params=[360, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module", params=["light", "dark"])
def opened(request: pytest.FixtureRequest, browser: Browser, path: Path, width: int) -> Iterator[Opened]:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=request.param)
    yield Opened(page, path)
    page.close()


def test_axe_finds_nothing(opened: Opened) -> None:
    found = Axe().run(opened.page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 10


def test_nothing_is_asked_of_the_network(opened: Opened) -> None:
    assert opened.requests == (opened.address,)
    assert opened.complaints == ()


def test_nothing_scrolls_sideways(opened: Opened, width: int) -> None:
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width


def test_light_and_dark_differ(browser: Browser, documents: dict[str, Path]) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(documents["newcomer"].as_uri())
        seen[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.close()
    assert seen == {"light": "rgb(251, 250, 247)", "dark": "rgb(23, 25, 28)"}


def test_paper_is_black_on_white_with_every_address(browser: Browser, path: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(path.as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "[...document.querySelectorAll('body, body *:not(svg *)')].map(e => getComputedStyle(e))"
        ".map(s => [s.color, s.backgroundColor])"
    )
    assert {colour for colour, _ in colours} == {"rgb(0, 0, 0)"}
    assert {ground for _, ground in colours} <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert not page.locator(".skip").is_visible()
    for link in page.locator("a[rel]").all():
        assert link.is_visible()
        assert link.text_content() == link.get_attribute("href")
    assert page.pdf()[:4] == b"%PDF"
    page.close()


def test_the_keyboard_comes_to_the_way_past_the_contents_first(browser: Browser, documents: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(documents["state"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_a_mark_leads_to_its_source(browser: Browser, documents: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(documents["newcomer"].as_uri())
    page.get_by_role("link", name="[2]").first.click()
    source = page.locator("li:target")
    assert "South Carolina Peer Support program site" in str(source.text_content())
    box = source.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800
    page.close()
