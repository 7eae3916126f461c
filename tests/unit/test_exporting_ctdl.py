"""CTDL documents: what each field says of the rules, in Credential Engine's vocabulary."""

import json
import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from test_exporting import SOURCE, place

from peercert.dates import Duration
from peercert.exporting import export
from peercert.exporting.ctdl.vocabulary import address, iso, iso_hours, with_language_maps
from peercert.model import Jurisdiction
from peercert.rulebook import Rulebook

DAY = date(2026, 11, 22)
BOARD, LIST = "https://example.org/rules", "https://example.org/list"


def nodes(of: Jurisdiction | Rulebook, day: date = DAY, **keys: Any) -> list[Any]:
    book = Rulebook.of([of]) if isinstance(of, Jurisdiction) else of
    found: list[Any] = json.loads(str(export(book, "ctdl", as_of=day, **keys)))["@graph"]
    return found


def one(of: Jurisdiction, day: date = DAY) -> Any:
    return nodes(of, day)[0]


def way(*requirements: dict[str, Any], **keys: Any) -> Any:
    """The one profile of how to get it."""
    (found,) = one(place(*requirements, **keys))["ceterms:requires"]
    return found


def test_identifiers_never_change() -> None:
    """Written out here, so that a change of the code shows: whoever stored them finds them again."""
    credential, organization = nodes(place())
    assert credential["ceterms:ctid"] == "ce-1cb78299-8c1a-51c1-a01f-acf811df970c"
    assert organization["ceterms:ctid"] == "ce-b283c62f-4d3f-5f5c-9970-28ae84d9d0a0"
    for node in (credential, organization):
        assert UUID(node["ceterms:ctid"].removeprefix("ce-")).version == 5
        assert node["@id"] == f"urn:ctid:{node['ceterms:ctid']}"
    assert credential["ceterms:ownedBy"] == [{"@id": organization["@id"]}]
    assert organization["ceterms:owns"] == [{"@id": credential["@id"]}]


def test_what_a_credential_is() -> None:
    node = one(
        place(
            acronym="CPS",
            certifier={"name": "Board", "url": "https://board.example"},
            note="Two bodies.",
            not_found=["pass mark"],
        )
    )
    assert {k: node[k] for k in ("@type", "ceterms:name", "ceterms:alternateName", "ceterms:subjectWebpage", "ceterms:description", "ceterms:keyword")} == {
        "@type": "ceterms:Certification", "ceterms:name": "Certified Peer Specialist", "ceterms:alternateName": ["CPS"],
        "ceterms:subjectWebpage": "https://board.example",
        "ceterms:description": "Credential for peer support in mental health and families; Example State. Issued by Board. "
        "Lived experience that it is about: one's own. Note: Two bodies. Looked for and not found: pass mark.",
        "ceterms:keyword": ["peer support", "mental health", "families"],
    }  # fmt: skip
    assert node["ceterms:identifier"][0]["ceterms:identifierValueCode"] == "xx-cps"
    assert node["ceterms:jurisdiction"][0]["ceterms:mainJurisdiction"][0]["ceterms:addressRegion"] == "Example State"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Licensed Peer Counselor", "ceterms:License"), ("Peer License (state)", "ceterms:License"), ("Certified Peer", "ceterms:Certification"),
        ("Peer Licensure Candidate", "ceterms:Certification"),
    ],
)  # fmt: skip
def test_a_licence_is_what_is_called_one(name: str, kind: str) -> None:
    assert one(place(name=name))["@type"] == kind


@pytest.mark.parametrize(
    ("status", "name", "term"),
    [
        ("active", "Active", "credentialStat:Active"), ("retired", "Deprecated", "credentialStat:Deprecated"), ("planned", "Planned", None),
        ("unclear", "Unclear", None),
    ],
)  # fmt: skip
def test_a_status_without_a_term_has_only_a_name(status: str, name: str, term: str | None) -> None:
    node = one(place(status=status))["ceterms:credentialStatusType"]
    assert (node["ceterms:targetNodeName"], node.get("ceterms:targetNode")) == (name, term)


def test_a_standard_is_no_credential() -> None:
    assert nodes(place(status="standard")) == []


@pytest.mark.parametrize(
    "name",
    ["Not established in the sources seen", "No certifier found; used in wraparound", "None (each state decides)"],
)
def test_nobody_is_no_organization(name: str) -> None:
    (node,) = nodes(place(certifier={"name": name}))
    assert "ceterms:ownedBy" not in node
    assert f"Certifier: {name}." in node["ceterms:description"]


def test_a_certifier() -> None:
    _, node = nodes(
        place(
            certifier={
                "name": "Board",
                "url": "https://board.example",
                "email": "ask@board.example",
                "phone": "+1 803 555 0100",
            }
        )
    )
    assert node["@type"] == "ceterms:CredentialOrganization"
    assert node["ceterms:description"] == "Certifier of peer support: Certified Peer Specialist."
    assert node["ceterms:email"] == ["ask@board.example"]
    assert node["ceterms:targetContactPoint"][0]["ceterms:telephone"] == ["+1 803 555 0100"]
    assert node["ceterms:agentSectorType"] == []  # not known


def test_every_requirement_stands_in_words_with_how_sure_it_is() -> None:
    found = way(
        {"age": {"at_least": 18}, "cite": "board"},
        {"recovery_time": {"at_least": "1 year"}, "cite": "directory"},
        {"references": {"count": 2}, "cite": "board", "confidence": "disputed"},
        {"training": {"hours": 40}, "cite": "board", "when": {"lived_experience": {"as": "person"}}},
        {"review": {"what": "the rest", "because": "not_decidable"}, "cite": "directory"},
        {"fee": {"for": "application", "usd": 75}, "cite": "board"},
    )
    assert found["ceterms:condition"] == [
        "At least 18 years old.",
        "1 year in recovery. Not confirmed by an official source.",
        "2 references. Sources disagree.",
        "40 hours of training (only of some people: lived experience (your own)).",
        "Not found: the rest.",
    ]
    assert found["ceterms:minimumAge"] == 18
    assert found["ceterms:source"] == [BOARD, LIST]
    assert found["ceterms:description"] == "What is asked as of November 22, 2026 (how to get it)."
    assert "ceterms:targetLearningOpportunity" not in found  # it is not asked of everybody


def test_what_ctdl_has_fields_for() -> None:
    found = way(
        {"training": {"hours": 40}, "cite": "board"}, {"exam": {"name": "State exam"}, "cite": "board"}, {"document": {"name": "diploma"}, "cite": "board"},
        {"work_experience": {"duration": "2 years"}, "cite": "board"}, {"residency": {"by": "living"}, "cite": "board"},
        {"credential_held": {"any": "yy-cps"}, "cite": "board"},
    )  # fmt: skip
    (lesson,) = found["ceterms:targetLearningOpportunity"]
    assert lesson["ceterms:estimatedDuration"] == [
        {"@type": "ceterms:DurationProfile", "ceterms:minimumDuration": "PT40H"}
    ]
    assert lesson["ceterms:subjectWebpage"] == BOARD
    assert [e["ceterms:name"] for e in found["ceterms:targetAssessment"]] == ["State exam"]
    assert found["ceterms:submissionOf"] == ["Diploma."]
    assert found["ceterms:experience"] == "2 years of peer support work."
    assert found["ceterms:yearsOfExperience"] == 2
    assert found["ceterms:residentOf"][0]["ceterms:mainJurisdiction"][0]["ceterms:name"] == "Example State"
    assert len(found["ceterms:targetCredential"]) == 1


def test_living_or_working_is_not_living() -> None:
    assert "ceterms:residentOf" not in way({"residency": {"by": ["living", "working"]}, "cite": "board"})


def test_one_of_several_credentials_is_not_this_one() -> None:
    assert "ceterms:targetCredential" not in way({"credential_held": {"any": ["yy-cps", "zz-cps"]}, "cite": "board"})


def test_costs() -> None:
    found = way(
        {"fee": {"for": "application", "usd": 75, "rates": [{"usd": 50, "when": {"membership": {"of": "naadac"}}}]}, "cite": "board"},
        {"fee": {"for": "training", "usd": {"at_least": 200, "at_most": 300}}, "cite": "directory", "from": "2025-07-01", "until": "2027-06-30"},
        {"fee": {"for": "exam", "usd": "not_published"}, "cite": "board"},
    )  # fmt: skip
    full, member, range_, unknown = found["ceterms:estimatedCost"]
    assert full == {
        "@type": "ceterms:CostProfile", "ceterms:name": "Application", "ceterms:description": "Fee for application: $75.", "ceterms:price": 75,
        "ceterms:currency": "USD", "ceterms:costDetails": BOARD,
        "ceterms:directCostType": [{
            "@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": "application",
            "ceterms:framework": "https://credreg.net/ctdl/terms/CostType", "ceterms:targetNode": "costType:Application",
        }],
    }  # fmt: skip
    assert (member["ceterms:price"], member["ceterms:condition"]) == (
        50,
        ["Only for people of whom this is true: membership of NAADAC."],
    )
    assert range_["ceterms:description"] == "Fee for training: $200 to $300. Not confirmed by an official source."
    assert "ceterms:price" not in range_
    assert (range_["ceterms:startDate"], range_["ceterms:endDate"]) == ("2025-07-01", "2027-06-30")
    assert unknown["ceterms:description"] == "Fee for exam; no source says how much it is."
    assert "ceterms:price" not in unknown


def test_the_way_in_gives_the_credential_its_costs() -> None:
    node = one(place({"fee": {"for": "application", "usd": 75}, "cite": "board"}))
    assert node["ceterms:estimatedCost"] == node["ceterms:requires"][0]["ceterms:estimatedCost"]


def test_one_choice_becomes_alternatives_and_two_stay_in_words() -> None:
    schooling = {
        "id": "a",
        "any_of": [{"education": {"at_least": "high_school"}}, {"work_experience": {"hours": 100}}],
        "cite": "board",
    }
    found = way(schooling)
    assert [c["ceterms:description"] for c in found["ceterms:alternativeCondition"]] == [
        "At least a high school diploma or GED.", "100 hours of peer support work.",
    ]  # fmt: skip
    assert "ceterms:alternativeCondition" not in way(schooling, schooling | {"id": "b"})


def test_several_ways_are_alternatives_and_renewal_has_its_clock() -> None:
    asked = [{"age": {"at_least": 18}, "cite": "board"}]
    ways = {
        "initial": {"requirements": asked}, "reciprocity": {"requirements": asked, "note": "By letter."}, "grandparent": {"requirements": asked, "until": "2022-12-31"},
        "renewal": {"cycle": {"every": "24 months", "cite": "board"}, "requirements": [{"continuing_education": {"hours": 20}, "cite": "board"}]},
        "reinstatement": {"requirements": asked},
    }  # fmt: skip
    node = one(place(pathways=ways))
    (wrapper,) = node["ceterms:requires"]
    assert wrapper["ceterms:description"] == "One of these ways."
    assert [w["ceterms:name"] for w in wrapper["ceterms:alternativeCondition"]] == [
        "How to get it",
        "Coming from another state",
    ]
    assert wrapper["ceterms:alternativeCondition"][1]["ceterms:description"].endswith("Note: By letter.")
    (keeping,) = node["ceterms:renewal"]
    assert [w["ceterms:name"] for w in keeping["ceterms:alternativeCondition"]] == [
        "How to keep it",
        "How to get it back",
    ]
    assert node["ceterms:renewalFrequency"] == "P24M"
    assert node["ceterms:renewedBy"] == node["ceterms:ownedBy"]


def test_the_rules_of_one_day() -> None:
    versions = [
        {"training": {"hours": 40}, "cite": "board", "until": "2026-12-31"},
        {"training": {"hours": 46}, "cite": "board", "from": "2027-01-01"},
    ]
    for day, said in ((date(2026, 12, 31), "40 hours of training."), (date(2027, 1, 1), "46 hours of training.")):
        assert one(place(*versions), day)["ceterms:requires"][0]["ceterms:condition"] == [said]


def test_a_source_of_another_value_is_no_source_of_the_rule() -> None:
    sources = {"board": SOURCE | {"kind": "directory"}, "old": SOURCE | {"url": "https://example.org/old"}}
    made = place({"age": {"at_least": 18}, "cite": "board", "disputed": [{"value": 21, "cite": "old"}]}).but()
    node = one(Jurisdiction.parse(made.plain() | {"sources": sources}))
    assert node["ceterms:requires"][0]["ceterms:source"] == [BOARD]
    assert node["ceterms:source"] == [BOARD]


def test_what_replaced_it() -> None:
    assert "ceterms:supersededBy" in one(place(status="retired", replaced_by="yy-cps"))
    two = one(place(status="retired", replaced_by=["yy-cps", "zz-cps"]))
    assert "ceterms:supersededBy" not in two
    assert "Replaced by yy-cps and zz-cps." in two["ceterms:description"]


@pytest.mark.parametrize(
    ("length", "written"),
    [("24 months", "P24M"), ("2 years", "P2Y"), ("90 days", "P90D"), ("6 weeks", "P6W"), ("1 year", "P1Y")],
)
def test_lengths_as_iso_8601(length: str, written: str) -> None:
    assert iso(Duration.parse(length)) == written


@pytest.mark.parametrize(("hours", "written"), [(40, "PT40H"), (2.5, "PT2H30M"), (0.75, "PT45M"), (0, "PT0H")])
def test_hours_as_iso_8601(hours: float, written: str) -> None:
    assert iso_hours(hours) == written


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a b?x=1&y=ä", "https://example.org/a%20b?x=1&y=%C3%A4"), ("https://example.org/%20", "https://example.org/%20"),
        ("https://example.org/<script>", "https://example.org/%3Cscript%3E"), ("javascript:alert(1)", None), ("example.org", None), (None, None),
    ],
)  # fmt: skip
def test_addresses_as_uris(url: str | None, written: str | None) -> None:
    assert address(url) == written


def test_texts_with_their_language() -> None:
    plain = {
        "@type": "ceterms:Place",
        "ceterms:name": "South Carolina",
        "ceterms:keyword": ["a"],
        "ceterms:ctid": "ce-1",
        "x": [{"ceterms:condition": ["b"]}],
    }
    assert with_language_maps(plain) == {
        "@type": "ceterms:Place", "ceterms:name": {"en": "South Carolina"}, "ceterms:keyword": {"en": ["a"]}, "ceterms:ctid": "ce-1",
        "x": [{"ceterms:condition": {"en": ["b"]}}],
    }  # fmt: skip
    mapped = nodes(place(), language_maps=True)[0]
    assert mapped["ceterms:name"] == {"en": "Certified Peer Specialist"}
    assert mapped["ceterms:credentialStatusType"]["ceterms:targetNodeName"] == {"en": "Active"}


REQUIRED = {"@type", "@id", "ceterms:ctid", "ceterms:name", "ceterms:description", "ceterms:subjectWebpage"}
_OF_CREDENTIALS, _OF_BODIES = {"ceterms:credentialStatusType"}, {"ceterms:agentType", "ceterms:agentSectorType"}


def test_every_document_of_the_rule_book_has_what_ctdl_requires(rules: Rulebook) -> None:
    """What Credential Engine's schema requires; tests/ctdl/check.py holds all of it against the schema itself."""
    files = export(rules, "ctdl", as_of=DAY, folder=True)
    assert isinstance(files, dict)
    known = {json.loads(text)["@id"] for text in files.values()}
    for path, text in files.items():
        node = json.loads(text)
        assert REQUIRED | (_OF_CREDENTIALS if path.startswith("credentials/") else _OF_BODIES) <= node.keys(), path
        assert node["@context"] == "http://credreg.net/ctdl/schema/context/json"
        assert re.fullmatch(r"https?://\S+", node["ceterms:subjectWebpage"]), path
        for reference in (*node.get("ceterms:ownedBy", ()), *node.get("ceterms:owns", ())):
            assert reference["@id"] in known, path
    issued = [c for c in rules.credentials() if c.status != "standard"]
    assert sum(path.startswith("credentials/") for path in files) == len(issued)
