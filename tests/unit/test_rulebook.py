"""Finding rules: by id, by state, by name; broken and missing books."""

from pathlib import Path

import pytest
from conftest import ROOT

from peercert.rulebook import Rulebook, bundled, open_rulebook
from peercert.yamlfile import FileError


def test_places_and_credentials(rules: Rulebook) -> None:
    assert [j.name for j in rules.places("sc")] == ["South Carolina"]
    assert [j.name for j in rules.places(" south  CAROLINA ")] == ["South Carolina"]
    assert len(rules.places("US")) >= 4
    assert rules.places("xx") == ()
    found = rules.credential("SC-CPSS-share")
    assert found is not None
    assert rules.of_credential(found).jurisdiction == "sc"
    assert rules.credential("sc-none") is None


def test_every_id_is_found_by_itself(rules: Rulebook) -> None:
    for credential in rules.credentials():
        assert rules.credential(credential.id) is credential
        assert credential.id.startswith(credential.jurisdiction + "-")


def test_suggestions(rules: Rulebook) -> None:
    assert "sc-cpss-share" in rules.suggestions("sc-cpss-shar")
    assert "TX" in rules.suggestions("Texsa")


def test_a_folder_without_rules_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no rule book here"):
        open_rulebook(str(tmp_path))


def test_the_bundle_is_found_in_a_checkout() -> None:
    assert bundled("data") == ROOT / "data"


def test_no_cite_is_left_hanging_and_every_requirement_has_a_confidence(rules: Rulebook) -> None:
    for jurisdiction in rules.jurisdictions():
        for credential in jurisdiction.credentials:
            for pathway in credential.pathways.values():
                for requirement in pathway.requirements:
                    assert requirement.cite, f"{credential.id} {pathway.name} {requirement.id}"
                    assert jurisdiction.confidence(requirement) in ("confirmed", "secondary", "disputed")


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000])
def test_a_name_too_long_for_a_folder_is_no_rule_book(name: str) -> None:
    with pytest.raises(FileError, match="no rule book here"):
        open_rulebook(name)


def test_a_name_too_long_for_a_file_is_no_place(rules: Rulebook) -> None:
    assert rules.places("x" * 300) == ()
