"""Pages of the documentation site that are made from the rules: nothing is left out, nothing in them comes alive."""

import html
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from peercert import schema
from peercert.maintain import lint
from peercert.maintain.site import pages
from peercert.maintain.site.keys import format_pages
from peercert.maintain.site.links import broken_links
from peercert.maintain.site.manual import documented
from peercert.maintain.site.markup import linked, plain
from peercert.requirements import KIND_NAMES
from peercert.rulebook import Rulebook

KINDS_BY_CLASS = {"".join(word.capitalize() for word in name.split("_")): name for name in KIND_NAMES}


@pytest.fixture(scope="session")
def made(rules: Rulebook) -> dict[str, str]:
    return pages(rules)


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """A rule book of one state: four rules, three of them from an official source, and a text that is markup."""
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "sc.yaml").write_text(
        """
jurisdiction: sc
name: South <b>Carolina</b>
summary: "*Two* bodies. <script>alert(1)</script>"
sources:
  board: {publisher: Board, title: Rules, url: "https://example.org/rules", kind: certifying_body, read: 2026-11-22}
  guide: {publisher: Guide, title: A list, url: "https://example.org/list", kind: directory, read: 2025-01-31}
credentials:
  - id: sc-xx
    name: Example
    certifier: {name: Board}
    populations: other
    role: person
    status: active
    pathways:
      initial:
        requirements:
          - {age: {at_least: 18}, cite: board}
          - {training: {hours: 40}, cite: board}
          - {document: {name: diploma}, cite: guide}
          - {interview: true, cite: board}
notes: ["[x](javascript:alert(1))"]
""",
        "utf-8",
    )
    return Rulebook(tmp_path)


def test_every_jurisdiction_has_its_page(made: dict[str, str], rules: Rulebook) -> None:
    for path, place in zip(rules.files, rules.jurisdictions(), strict=True):
        page = made[f"rules/{path.stem}.md"]
        assert f"\n# {plain(place.name)}\n" in page
        for credential in place.credentials:
            assert f"{{#{credential.id}}}" in page


def test_every_kind_has_its_page(made: dict[str, str]) -> None:
    for name in KIND_NAMES:
        assert "```yaml\n" in made[f"kinds/{name}.md"], name
        assert f"]({name}.md)" in made["kinds/index.md"]


def test_every_check_has_its_page(made: dict[str, str]) -> None:
    for check in lint.all_checks():
        page = made[f"checks/{check.CODE}.md"]
        assert page.startswith(f"# {check.CODE}\n")
        assert "Passes:\n\n```yaml" in page
        assert "Fails:\n\n```yaml" in page
        assert f"]({check.CODE}.md)" in made["checks/index.md"]


@pytest.mark.parametrize("name", schema.NAMES)
def test_every_key_is_explained(name: str) -> None:
    page = dict(format_pages())[f"format/{name}.md"]
    whole = schema.make(name)
    for part in (whole, *whole.get("$defs", {}).values()):
        if part.get("title") in KINDS_BY_CLASS and "Requirement" in whole.get("$defs", {}):
            continue  # kinds have pages of their own
        for key, about in part.get("properties", {}).items():
            assert f"<code>{plain(key)}</code>" in page
            assert plain(about.get("description", "")) in page


def test_every_key_of_a_kind_is_explained(made: dict[str, str]) -> None:
    parts = schema.make("jurisdiction")["$defs"]
    for class_name, name in KINDS_BY_CLASS.items():
        for key, about in parts[class_name].get("properties", {}).items():
            assert f"<code>{plain(key)}</code>" in made[f"kinds/{name}.md"]
            assert plain(about["description"]) in made[f"kinds/{name}.md"]


def test_a_state_says_how_sure_and_how_fresh_it_is(book: Rulebook) -> None:
    page = pages(book)["rules/sc.md"]
    assert "3 of 4 rules (75 percent) rest on an official source" in page
    assert "2 sources, read between January 31, 2025 and November 22, 2026." in page
    assert "**1 credential**, of which 1 issued today." in page


def test_the_map_says_in_a_tile_what_its_shade_says(book: Rulebook) -> None:
    page = pages(book)["rules/index.md"]
    assert '<li style="grid-area:6/8"><a class="s3" href="sc.html"' in page
    assert '<span>75<span class="name"> percent</span></span>' in page
    assert "1 credential, 4 rules, 75 percent on official sources" in page


def test_every_state_is_on_the_map(made: dict[str, str], rules: Rulebook) -> None:
    for path in rules.files:
        page = made["rules/index.md"]
        assert f'<li><a href="{path.stem}.html">' in page
        if path.parent.name == "states":
            assert f'href="{path.stem}.html" title=' in page


def test_a_state_without_certification_leads_to_what_can_be_used_instead(made: dict[str, str]) -> None:
    assert '<a href="naadac-ncprss.html#us-ncprss">us&#45;ncprss</a>' in made["rules/sd.md"]


def test_dates_in_examples_are_written_as_in_rule_files(made: dict[str, str]) -> None:
    assert "<code>until: 2025-06-30</code>" in html.unescape(made["format/jurisdiction.md"])


def test_text_of_the_rules_stays_text(book: Rulebook) -> None:
    page = pages(book)["rules/sc.md"]
    assert "<script>" not in page
    assert "<b>" not in page
    assert "*Two*" not in page
    assert "](javascript:" not in page


def test_addresses_and_marks_become_links() -> None:
    assert linked("See https://a.b/c_d. [1][2]", "xx", 1) == (
        'See <a href="https&#58;//a.b/c&#95;d">https&#58;//a.b/<wbr>c&#95;d</a>. '
        '<a class="mark" href="#xx-1">&#91;1&#93;</a>&#91;2&#93;'
    )


def test_what_closes_a_sentence_is_not_part_of_an_address() -> None:
    assert linked("(https://a.b/c).") == '(<a href="https&#58;//a.b/c">https&#58;//a.b/<wbr>c</a>).'
    assert linked("https://a.b/(c), d") == '<a href="https&#58;//a.b/(c)">https&#58;//a.b/<wbr>(c)</a>, d'


def test_examples_in_docstrings_become_yaml() -> None:
    said = documented("Age: at least.\n\nA birthday today counts.\n\n    age: {at_least: 18}\n")
    assert said == "Age: at least.\n\nA birthday today counts.\n\n```yaml\nage: {at_least: 18}\n```"
    assert (
        documented("A paper.\n\ndocument: {name: diploma}\n") == "A paper.\n\n```yaml\ndocument: {name: diploma}\n```"
    )


def test_examples_of_kinds_are_rules(made: dict[str, str]) -> None:
    for name in KIND_NAMES:
        block = made[f"kinds/{name}.md"].split("```yaml\n", 1)[1].split("\n```", 1)[0]
        assert yaml.safe_load(block.splitlines()[0] if block.count(f"{name}:") > 1 else block), name


def test_links_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html">1</a><a href="b.html#here">2</a><a href="b.html#gone">3</a>')
    (tmp_path / "b.html").write_text('<p id="here"><a href="https://example.org">4</a><img src="none.png">')
    found = [(one.page, one.link) for one in broken_links(tmp_path)]
    assert found == [("a.html", "b.html#gone"), ("b.html", "none.png")]


def test_the_menu_names_pages_that_are_there(made: dict[str, str]) -> None:
    def named(menu: list[object]) -> list[str]:
        pages: list[str] = []
        for entry in menu:
            value = next(iter(entry.values())) if isinstance(entry, dict) else entry
            pages += named(value) if isinstance(value, list) else [value]
        return pages

    menu = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    for name in named(menu):
        assert name in made or (ROOT / "docs" / name).is_file(), name
    written = {p.name for p in (ROOT / "docs").glob("*.md")}
    assert written - set(named(menu)) == set()
