"""The map: every state a tile that links to its page, with how much of its rules rests on official sources in it."""

from collections.abc import Mapping, Sequence

from peercert.maintain.site.markup import plain
from peercert.maintain.site.places import Standing, standings
from peercert.places import Places
from peercert.rulebook import Rulebook

STEPS = (25, 50, 75, 100)
"""Percents at which the next shade of a tile begins."""


def map_page(rules: Rulebook) -> str:
    """The map of the states, and the same in words, by name."""
    found = standings(rules)
    states = {s.file: s for s in found if s.place.jurisdiction != "us"}
    bodies = [s for s in found if s.place.jurisdiction == "us"]
    by_name = sorted(states.values(), key=lambda s: s.place.name)
    parts = [
        "---\ntitle: Map and states\nhide: [toc]\n---",
        "# The map and every state",
        "Choose a state to read its rules. The number is how many percent of its rules rest on an official source: "
        "a law, an agency, the certifying body itself. The darker the tile, the more. A dash means that no "
        "certification was found there. The tiles are not to scale.",
        _tiles(states, rules.where_places_lie()),
        _legend(),
        "## Every state and territory",
        _rows(by_name),
        "## National bodies and yardsticks",
        _rows(bodies),
    ]
    return "\n\n".join(parts) + "\n"


def _tiles(states: Mapping[str, Standing], places: Places) -> str:
    tiles = []
    for row, codes in enumerate(places.map, 1):
        for column, code in enumerate(codes, 1):
            if code is not None and code in states:
                tiles.append(_tile(states[code], row, column))
    return '<ul class="tiles">\n' + "\n".join(tiles) + "\n</ul>"


def _tile(standing: Standing, row: int, column: int) -> str:
    share = standing.share
    says = "no certification found" if share is None else f"{share} percent on official sources"
    return (
        f'<li style="grid-area:{row}/{column}"><a class="{_shade(share)}" href="{standing.file}.html" '
        f'title="{plain(standing.place.name)}: {says}"><b>{plain(standing.file.upper())}</b>'
        f'<span class="name">{plain(standing.place.name)}: </span>'
        f'<span>{"–" if share is None else share}<span class="name"> {"" if share is None else "percent"}</span></span></a></li>'
    )


def _shade(share: int | None) -> str:
    return "none" if share is None else f"s{sum(share >= step for step in STEPS)}"


def _legend() -> str:
    bounds = (0, *STEPS)
    rows = ['<li><span class="none">–</span> no certification found</li>']
    for i, low in enumerate(bounds):
        high = bounds[i + 1] - 1 if i + 1 < len(bounds) else low
        said = f"{low} to {high}" if high > low else str(low)
        rows.append(f'<li><span class="s{i}">{low}</span> {said} percent</li>')
    return '<ul class="legend">\n' + "\n".join(rows) + "\n</ul>"


def _rows(found: Sequence[Standing]) -> str:
    rows = []
    for s in found:
        if s.share is None:
            said = "no certification found" if s.place.none_found else "no rules that ask something of a person"
        else:
            count = len(s.place.credentials)
            said = (
                f"{count} credential{'' if count == 1 else 's'}, {s.rules} rules, {s.share} percent on official sources"
            )
        rows.append(f'<li><a href="{s.file}.html">{plain(s.place.name)}</a>: {said}</li>')
    return '<ul class="places">\n' + "\n".join(rows) + "\n</ul>"
