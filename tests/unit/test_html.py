"""Pages as HTML: the same texts as on the terminal, in order, and text that stays text."""

import base64
import contextvars
import hashlib
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from conftest import ROOT

from peercert.evaluation import evaluate_all
from peercert.present.html import html
from peercert.present.page import report_page
from peercert.present.rules_page import rules_page
from peercert.present.sections import Item, Page, Section
from peercert.present.terminal import inert, page_lines
from peercert.recordfile import load_record
from peercert.rulebook import Rulebook
from peercert.words import Language, speak

DAY = date(2026, 11, 22)
VOID = {"meta", "wbr", "link", "img", "br", "hr", "input", "path", "circle"}
INLINE = {"a", "b", "wbr", "span", "svg", "path", "circle"}
ADDED = ({"class": "skip"}, {"class": "back"}, {"aria-labelledby": "contents"})
"""What the template adds to the page's own texts."""


class Tag(NamedTuple):
    name: str
    attributes: dict[str, str | None]


class Reader(HTMLParser):
    """A document as its tags, and its texts: a text a paragraph, heading or entry."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.texts: list[str] = []
        self.preformatted: list[str] = []
        self.policy = self.style = self.title = ""
        self._open: list[Tag] = []
        self._text = ""
        self.feed(document)
        self.close()
        assert not self._open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Tag(tag, dict(attrs))
        self.tags.append(found)
        if tag not in INLINE:
            self._flush()
        if tag not in VOID:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._flush()
        if tag not in VOID:
            assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        inside = [tag.name for tag in self._open]
        if "style" in inside:
            self.style += data
        elif "title" in inside:
            self.title += data
        elif "pre" in inside:
            self.preformatted.append(data)
        elif not any(tag.attributes.items() >= added.items() for tag in self._open for added in ADDED):
            self._text += data

    def _flush(self) -> None:
        if self._text.strip():
            self.texts.append(" ".join(self._text.split()))
        self._text = ""

    def named(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name in names]

    @property
    def links(self) -> list[str]:
        return [str(tag.attributes["href"]) for tag in self.named("a")]

    @property
    def ids(self) -> list[str]:
        return [str(tag.attributes["id"]) for tag in self.tags if "id" in tag.attributes]


def terminal(page: Page) -> list[str]:
    """The page's texts as the terminal has them, without indents and marks of lists."""
    lines = [line for line in page_lines(page) if line.text]
    return [" ".join(inert(x.text if x.style == "dim" else x.text[x.hang :]).split()).casefold() for x in lines]


def report(rules: Rulebook, name: str, example: str, *, all_: bool = False) -> Page:
    credential = rules.credential(name)
    assert credential is not None
    record = load_record(ROOT / "examples" / f"{example}.yaml", today=DAY)
    return report_page(evaluate_all(credential, record, DAY), rules.of_credential(credential), all_=all_)


@pytest.mark.parametrize("example", ["newcomer", "nearly-ready", "near-renewal"])
@pytest.mark.parametrize("all_", [False, True])
def test_a_report_says_what_the_terminal_says_in_the_same_order(rules: Rulebook, example: str, all_: bool) -> None:
    page = report(rules, "sc-cpss-share", example, all_=all_)
    assert [text.casefold() for text in Reader(html([page])).texts] == terminal(page)


def test_all_rules_say_what_the_terminal_says(rules: Rulebook) -> None:
    for credential in rules.credentials():
        page = rules_page(credential, rules.of_credential(credential))
        assert [text.casefold() for text in Reader(html([page])).texts] == terminal(page), credential.id


def test_one_page_is_the_document(rules: Rulebook) -> None:
    page = report(rules, "sc-cpss-share", "newcomer")
    read = Reader(html([page], title="not used"))
    assert read.title == page.title
    assert [tag.name for tag in read.named("main", "article", "h1", "nav", "header", "footer")] == [
        "main",
        "article",
        "h1",
        "footer",
    ]
    assert {tag.name for tag in read.named("h2", "h3")} == {"h2"}
    assert read.links[0] == "#main"


def test_several_pages_have_a_table_of_contents(rules: Rulebook) -> None:
    pages = [report(rules, name, "newcomer") for name in ("sc-cpss-share", "sc-cpss-apsc")]
    document = html(pages, ["South Carolina has two:", "- one", "- two", "More."], title="South Carolina")
    read = Reader(document)
    assert read.title == "South Carolina"
    assert read.texts[:5] == ["South Carolina", "South Carolina has two:", "one", "two", "More."]
    assert len(read.named("h1")) == 1
    assert len(read.named("article")) == 2
    assert {"#p1", "#p2"} <= set(read.links)
    contents = re.search(r"<nav.*?</nav>", document, re.S)
    assert contents is not None
    assert "Not yet: 10 of 14 things are missing." in contents[0]
    assert read.texts.count(pages[0].closing) == 1, "what all pages close with is said once"
    for page in pages:
        assert set(terminal(page)) <= {text.casefold() for text in read.texts}


def test_a_heading_alone_is_a_document() -> None:
    read = Reader(html([], ["South Dakota", "Nothing was found."]))
    assert (read.title, read.texts) == ("South Dakota", ["South Dakota", "Nothing was found."])


def test_pages_of_one_name_are_told_apart_in_the_contents() -> None:
    pages = [plain(title="Peer", subtitle=text) for text in ("Texas.", "Maine.")]
    document = html(pages)
    assert '<a href="#p1">Peer</a> <span>Texas. Not yet.</span>' in document
    assert '<a href="#p2">Peer</a> <span>Maine. Not yet.</span>' in document


def test_headings_step_down_one_by_one(rules: Rulebook) -> None:
    page = report(rules, "sc-cpss-share", "newcomer")
    for document in (html([page]), html([page, page], ["Two"])):
        levels = [int(tag.name[1]) for tag in Reader(document).named("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_inside_lead_somewhere(rules: Rulebook) -> None:
    page = report(rules, "tx-mhps", "newcomer", all_=True)
    read = Reader(html([page, page], ["Texas"]))
    assert len(read.ids) == len(set(read.ids))
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids)
    assert {"p1-s1", "p2-s1"} <= inside


def test_the_language_is_named() -> None:
    class Spanish(Language):
        code = "es"

    def made() -> str:
        speak(Spanish())
        return html([plain()])

    assert Reader(html([plain()])).tags[0] == Tag("html", {"lang": "en"})
    assert Reader(contextvars.copy_context().run(made)).tags[0] == Tag("html", {"lang": "es"})


def test_the_policy_lets_in_this_style_sheet_and_nothing_else() -> None:
    read = Reader(html([plain()]))
    digest = base64.b64encode(hashlib.sha256(read.style.encode()).digest()).decode()
    policy = next(t for t in read.named("meta") if t.attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import|</", read.style)
    assert not [tag for tag in read.tags if tag.attributes.keys() & {"src", "style", "srcset", "action"}]
    assert not read.named("script", "img", "link", "iframe", "object", "form")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/a-b?c=1&d=2#e.", ["https://example.org/a-b?c=1&d=2#e"]),
        ("(see http://example.org/a_(b)), then", ["http://example.org/a_(b)"]),
        ("a https://one.org, and https://two.org; done", ["https://one.org", "https://two.org"]),
        ("HTTPS://EXAMPLE.ORG/A", ["HTTPS://EXAMPLE.ORG/A"]),
        ("javascript:alert(1) data:text/html,x ftp://x.org file:///etc mailto:a@b.org www.x.org", []),
        ("javascript:https://", []),
        ("https://good.org@evil.org/", []),
        ("https://[bad", []),
        ('https://x.org/"onmouseover="alert(1)', ["https://x.org/"]),
        ("https://x.org/\u202egnp.exe", ["https://x.org/"]),
    ],
)
def test_only_plain_http_addresses_become_links(text: str, links: list[str]) -> None:
    read = Reader(html([plain(sections=(Section("S", lines=(text,)),))]))
    assert [link for link in read.links if not link.startswith("#")] == links
    assert " ".join(inert(text).split()) in read.texts
    assert all(tag.attributes["rel"] == "noreferrer" for tag in read.named("a") if "rel" in tag.attributes)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("40 hours [1][2, (1)(a)].", ["#p1-s1", "#p1-s2"]),
        ("[2] first", ["#p1-s2"]),
        ("no such source [3]", []),
        ("in your record: exams[1].name", []),
        ("[one] [] [1", []),
    ],
)
def test_marks_lead_to_their_sources(text: str, links: list[str]) -> None:
    page = plain(sections=(Section("S", (Item(text),)),), sources=("[1] One. https://one.org", "[2] Two."))
    read = Reader(html([page]))
    assert [link for link in read.links if link.startswith("#p")] == links
    assert read.texts[-3:-1] == ["[1] One. https://one.org", "[2] Two."]


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("Next: Do 40 hours more.", "Next:"),
        ("Time to put in: 40 hours.", "Time to put in:"),
        ("Próximo paso: siga así.", "Próximo paso:"),
        ("Make sure that they say: recovery.", ""),
        ("Still to be sent. Next: wait", ""),
        ("https://x.org: here", ""),
        ("12:30", ""),
    ],
)
def test_the_words_that_open_a_line_stand_out(line: str, lead: str) -> None:
    document = html([plain(sections=(Section("S", lines=(line,)),))])
    assert re.findall(r"<b>(.*?)</b>", document) == ([lead] if lead else [])


@pytest.mark.parametrize("tone", ["good", "open", "todo"])
def test_a_tone_is_a_mark_as_well_as_a_colour(tone: str) -> None:
    signs = {t: re.search(r"<svg.*?</svg>", html([plain(tone=t)]), re.S) for t in ("good", "open", "todo")}
    assert len({sign[0] for sign in signs.values() if sign}) == 3
    assert f'<div class="answer {tone}"><svg' in html([plain(tone=tone)])


@pytest.mark.parametrize("tone", ["", "'\"><script>"])
def test_without_a_verdict_there_is_no_mark(tone: str) -> None:
    document = html([plain(tone=tone)])
    assert "<svg" not in document
    assert '<p class="summary">Not yet.</p>' in document


class Drawn(NamedTuple):
    """A section with a figure or with boxes to tick."""

    title: str
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()
    numbered: bool = False
    checklist: bool = False
    figure: str = ""


def test_a_figure_keeps_its_lines() -> None:
    section: Any = Drawn("Map", figure="WA  MT\n  OR\x1b[31m <b>\n")
    document = html([plain(sections=(section,))])
    assert Reader(document).preformatted == ["WA  MT\n  OR [31m <b>"]
    assert '<pre tabindex="0" role="group" aria-label="Map">' in document


def test_a_checklist_has_boxes() -> None:
    section: Any = Drawn("Steps", (Item("One"),), numbered=True, checklist=True)
    document = html([plain(sections=(section,))])
    assert '<ol class="items checklist" role="list">' in document


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></textarea><script>alert(1)</script>",
    "<!-- --> <![CDATA[ x ]]> &lt;b&gt; &#x202e;",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "javascript:alert(1)",
    "[1](javascript:alert(1))",
    "https://x.org/\"><script>alert(1)</script>",
    "a\u202egnp.exe\u2066b\u200f\u2028c",
    "\x1b[31mred\x1b]0;title\x07\x00\r\nnew",
]  # fmt: skip
PLACES: dict[str, Callable[[str], tuple[list[Page], list[str], str]]] = {
    "document": lambda t: ([plain(), plain()], [], t),
    "heading": lambda t: ([plain()], ["First", t, f"- {t}"], ""),
    "title": lambda t: ([plain(title=t)], [], ""),
    "listed title": lambda t: ([plain(title=t), plain(title=t, subtitle=t, answer=t)], ["Both"], ""),
    "subtitle": lambda t: ([plain(subtitle=t)], [], ""),
    "answer": lambda t: ([plain(answer=t)], [], ""),
    "summary": lambda t: ([plain(answer=t, tone="")], [], ""),
    "section": lambda t: ([plain(sections=(Section(t),))], [], ""),
    "line": lambda t: ([plain(sections=(Section("S", lines=(t,)),))], [], ""),
    "item": lambda t: ([plain(sections=(Section("S", (Item(t),), numbered=True),))], [], ""),
    "line of an item": lambda t: ([plain(sections=(Section("S", (Item("I", (t,)),)),))], [], ""),
    "item inside": lambda t: ([plain(sections=(Section("S", (Item("I", (), (Item(t, (t,)),)),)),))], [], ""),
    "source": lambda t: ([plain(sources=(t, f"[1] {t}"))], [], ""),
    "closing": lambda t: ([plain(closing=t)], [], ""),
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", PLACES)
def test_text_stays_text(place: str, text: str) -> None:
    harmless, hostile = (Reader(html(*PLACES[place](t))) for t in ("https://x.org/ x", text))
    assert {tag.name for tag in hostile.tags} <= {tag.name for tag in harmless.tags}
    assert not [key for tag in hostile.tags for key in tag.attributes if key.startswith("on")]
    assert all(link.startswith(("#", "https://")) for link in hostile.links)
    shown = " ".join(inert(text).split())
    assert any(shown in said for said in [*hostile.texts, hostile.title]), hostile.texts
    assert all(inert(said) == said for said in [*hostile.texts, hostile.title])


def test_a_hostile_figure_stays_text() -> None:
    section: Any = Drawn("</pre><script>", figure="</pre><script>alert(1)</script>")
    read = Reader(html([plain(sections=(section,))]))
    assert not read.named("script")
    assert read.preformatted == ["</pre><script>alert(1)</script>"]


def plain(**changes: Any) -> Page:
    page = Page("Peer", "Somewhere.", "Not yet.", "todo", (), (), "The certifier decides.")
    return page._replace(**changes)
