"""Where places lie: regions, divisions, territories, and the map."""

from pathlib import Path

import pytest

from peercert.maintain import lint
from peercert.places import Places
from peercert.rulebook import Rulebook
from peercert.shapes import ShapeError

SMALL = {
    "sources": {},
    "regions": {"west": {"divisions": {"far_west": ["ca", "or"]}, "cite": "census"}},
    "territories": ["pr"],
    "map": ["or .. ..", "ca .. pr"],
}


def test_every_jurisdiction_lies_in_one_region_and_on_the_map(rules: Rulebook) -> None:
    places = rules.where_places_lie()
    known = {j.jurisdiction for j in rules.jurisdictions()} - {"us"}
    in_regions = [c for r in places.regions.values() for c in r.states] + list(places.territories)
    on_map = [t for row in places.map for t in row if t]
    assert sorted(in_regions) == sorted(known)
    assert sorted(on_map) == sorted(known)


def test_the_four_regions_and_nine_divisions(rules: Rulebook) -> None:
    places = rules.where_places_lie()
    assert {name: len(r.states) for name, r in places.regions.items()} == {
        "northeast": 9,
        "midwest": 12,
        "south": 17,
        "west": 13,
    }
    assert sum(len(r.divisions) for r in places.regions.values()) == 9
    assert places.find("south") >= {"sc", "nc", "ga", "va", "dc"}  # type: ignore[operator]


def test_the_map_has_rows_of_one_length(rules: Rulebook) -> None:
    places = rules.where_places_lie()
    assert {len(row) for row in places.map} == {11}
    assert len(places.map) == 9


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("west", {"ca", "or"}),
        ("Far West", {"ca", "or"}),
        ("far-west", {"ca", "or"}),
        ("territories", {"pr"}),
        ("east", None),
    ],
)
def test_a_region_is_found_by_name(wanted: str, codes: set[str] | None) -> None:
    found = Places.parse(SMALL).find(wanted)
    assert found == codes


def test_a_typo_is_answered_by_what_looks_like_it() -> None:
    assert Places.parse(SMALL).suggestions("wets") == ["west"]
    assert Places.parse(SMALL).names() == ("west", "far_west", "territories")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"map": ["or ca or"]}, "or stands on the map twice"),
        ({"territories": ["ca"]}, "ca stands in two regions"),
        ({"territories": ["Guam"]}, "'Guam' is no state code; write two small letters"),
        ({"map": ["Oregon .."]}, "'Oregon ..' is no row of tiles; write codes and two dots, such as wa id .. mn"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, object], says: str) -> None:
    with pytest.raises(ShapeError, match=says):
        Places.parse(SMALL | change)


def test_lint_reads_the_file_and_its_laws(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text("sources: {}\nregions: {}\nmap:\n  - or ca\n  - ca ..\n")
    assert [(d.line, d.code, d.says) for d in lint.run([path]) if d.code != "PC201"] == [
        (5, "PC003", "ca stands on the map twice")
    ]
    path.write_text("sources: {}\nregions: {}\nmaps: []\n")
    assert [(d.line, d.code) for d in lint.run([path]) if d.code != "PC201"] == [(3, "PC002")]


def test_another_rule_book_has_the_bundled_places(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    assert Rulebook(tmp_path).where_places_lie().find("pacific") == {"ak", "ca", "hi", "or", "wa"}
