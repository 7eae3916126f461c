"""A page for each state, territory and national body: its rules in plain words, its sources, how fresh they are."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from peercert.maintain.coverage import numbers
from peercert.maintain.site.markup import linked, plain
from peercert.model import Jurisdiction
from peercert.present.rules_page import rules_page
from peercert.present.sections import Item, Section
from peercert.rulebook import Rulebook
from peercert.words import END, ENGLISH, word


class Standing(NamedTuple):
    """What a page says first: how much is known of a place, and how sure it is."""

    file: str
    """Name of its file and page, without the ending."""
    place: Jurisdiction
    issued: int
    """Credentials that are issued today."""
    rules: int
    """Requirements that ask something of a person."""
    official: int
    """Of these, how many at least one official source says."""

    @property
    def share(self) -> int | None:
        """Percent of the rules that rest on an official source, rounded down; None where there are no rules."""
        return self.official * 100 // self.rules if self.rules else None

    @property
    def read(self) -> tuple[date, date] | None:
        """First and last day on which a source was read; None where no source is cited."""
        days = sorted(source.read.day for source in self.place.sources.values())
        return (days[0], days[-1]) if days else None


def standings(rules: Rulebook) -> tuple[Standing, ...]:
    """Every file of the rule book, in its order."""
    found = []
    for path, place in zip(rules.files, rules.jurisdictions(), strict=True):
        counted = numbers([place])
        found.append(Standing(path.stem, place, counted.active, counted.requirements, counted.official_requirements))
    return tuple(found)


def place_pages(rules: Rulebook) -> Iterator[tuple[str, str]]:
    """The page of every jurisdiction."""
    found = standings(rules)
    homes = {c.id: f"{s.file}.html#{c.id}" for s in found for c in s.place.credentials}
    for standing in found:
        yield f"rules/{standing.file}.md", _page(standing, homes)


def _page(standing: Standing, homes: Mapping[str, str]) -> str:
    """The page of one jurisdiction; `homes` says where each credential stands."""
    place = standing.place
    parts = [
        "---\nhide: [navigation]\n---",
        f"# {plain(place.name)}",
        "[The map and every state](index.md)",
        linked(place.summary),
        "\n".join(f"- {line}" for line in _first_lines(standing)),
    ]
    if place.none_found:
        none = place.none_found
        others = ", ".join(f'<a href="{homes[one]}">{plain(one)}</a>' for one in none.instead if one in homes)
        instead = f" What people there can use instead: {others}." if others else ""
        parts += ["## What we found", f"{linked(none.says)} (Searched on {word(none.searched.day)}.){instead}"]
    for credential in place.credentials:
        page = rules_page(credential, place)
        parts += [f"## {plain(page.title)} {{#{credential.id}}}", f'<p class="id"><code>{credential.id}</code></p>']
        parts += [_section(section, credential.id, len(page.sources)) for section in page.sections]
        parts += ["### Sources", _sources(page.sources, credential.id)] if page.sources else []
    if place.notes:
        parts += ["## What was read and left out", "\n".join(f"- {linked(text)}" for text in place.notes)]
    elsewhere = [] if place.credentials else list(place.sources.values())
    if elsewhere:
        said = (f"<li>{linked(f'{s.publisher}: {s.title} (read {s.read}). {s.url}')}</li>" for s in elsewhere)
        parts += ["## Sources", "<ul>\n" + "\n".join(said) + "\n</ul>"]
    parts.append("*peercert informs; the certifier decides. Ask before you pay for anything.*")
    return "\n\n".join(_unmarked(part) for part in parts) + "\n"


def _first_lines(standing: Standing) -> Iterable[str]:
    place = standing.place
    if place.credentials:
        issued = len(place.credentials)
        yield f"**{issued} credential{'' if issued == 1 else 's'}**, of which {standing.issued} issued today."
    if standing.share is not None:
        yield (
            f"**How sure:** {standing.official} of {standing.rules} rules ({standing.share} percent) rest on an official source. "
            "Each rule names its sources."
        )
    if standing.read:
        first, last = standing.read
        when = f"on {word(first)}" if first == last else f"between {word(first)} and {word(last)}"
        count = len(place.sources)
        yield f"**How fresh:** {count} source{'' if count == 1 else 's'}, read {when}."
    wanted = place.credentials[0].id if place.jurisdiction == "us" and place.credentials else place.jurisdiction.upper()
    yield f"**To see where you stand:** `peercert check {wanted}`"


def _section(section: Section, page: str, sources: int) -> str:
    parts = [f"### {plain(section.title)}"]
    parts += [f"<p>{linked(text, page, sources)}</p>" for text in section.lines]
    if section.items:
        list_ = "ol" if section.numbered else "ul"
        inside = "\n".join(_item(item, page, sources) for item in section.items)
        parts.append(f'<{list_} class="rules">\n{inside}\n</{list_}>')
    return "\n\n".join(parts)


def _item(item: Item, page: str, sources: int, *, top: bool = True) -> str:
    head = linked(item.head, page, sources)
    lines = "".join(f"<li>{linked(text, page, sources)}</li>" for text in item.lines)
    inside = "".join(_item(one, page, sources, top=False) for one in item.inside)
    under = f"<ul>{lines}{inside}</ul>" if lines or inside else ""
    return f"<li>{f'<strong>{head}</strong>' if top else head}{under}</li>"


def _sources(sources: Iterable[str], page: str) -> str:
    rows = []
    for number, text in enumerate(sources, 1):
        said = text.removeprefix(f"[{number}] ")
        rows.append(f'<li id="{page}-{number}">{linked(said)}</li>')
    return '<ol class="sources">\n' + "\n".join(rows) + "\n</ol>"


def _unmarked(text: str) -> str:
    """Without the marks by which the tool tells English from other languages."""
    return text.replace(ENGLISH, "").replace(END, "")
