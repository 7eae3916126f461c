"""The documentation site in a real browser: WCAG 2 AA by axe, no request to another site, nothing wider than a phone.

Needs Chromium and the extras `browser` and `docs`: pip install -e '.[dev,browser,docs]', then
python -m pytest tests/browser/test_site.py.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from playwright.sync_api import Browser, Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
PAGES = [
    "index.html", "for-peers.html", "rules/index.html", "rules/sc.html", "format/jurisdiction.html", "checks/PC108.html", "writing-rules.html",
]  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built in a folder of its own."""
    top = tmp_path_factory.mktemp("checkout")
    for folder in ("docs", "data"):
        shutil.copytree(ROOT / folder, top / folder)
    shutil.copy(ROOT / "mkdocs.yml", top)
    done = subprocess.run(
        [sys.executable, "-m", "peercert.maintain.site"], cwd=top, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return top / "site"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where the site is served: on this machine, at a port that is free."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Opened:
    """A page in the browser, what it asked of other sites, and what the browser said against it."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page = page
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda r: None if r.url.startswith((address, "data:")) else self.elsewhere.append(r.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address + name, wait_until="networkidle")


@pytest.fixture(scope="module", params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[360, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module", params=["light", "dark"])
def opened(request: pytest.FixtureRequest, browser: Browser, address: str, name: str, width: int) -> Iterator[Opened]:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=request.param)
    yield Opened(page, address, name)
    page.close()


def test_axe_finds_nothing(opened: Opened) -> None:
    found = Axe().run(opened.page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 10


def test_nothing_is_asked_of_another_site(opened: Opened) -> None:
    assert opened.elsewhere == []
    assert opened.complaints == []


def test_nothing_scrolls_sideways(opened: Opened) -> None:
    wide, seen = opened.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen


def test_a_tile_leads_to_its_state(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{address}rules/index.html")
    page.get_by_role("link", name="South Carolina: ").first.click()
    assert page.locator("h1").text_content() == "South Carolina"
    page.close()


def test_a_mark_leads_to_its_source(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{address}rules/sc.html")
    page.get_by_role("link", name="[3]").first.click()
    source = page.locator("li:target")
    assert "scshare.com/certification" in str(source.text_content())
    page.close()


def test_pages_open_from_a_disk(browser: Browser, built: Path) -> None:
    page = browser.new_page()
    page.goto((built / "rules" / "index.html").as_uri())
    page.get_by_role("link", name="Texas").first.click()
    assert page.locator("h1").text_content() == "Texas"
    page.close()
