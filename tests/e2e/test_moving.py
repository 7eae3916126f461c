"""Where am I closest, what do I need where I move to, and rules side by side: as the installed command says it."""

import json
from pathlib import Path

import pytest
from conftest import Run

NEW, NEAR, HOLDER = ("examples/newcomer.yaml", "examples/nearly-ready.yaml", "examples/near-renewal.yaml")
DAY = ("--as-of", "2026-11-22")


def flat(text: str) -> str:
    return " ".join(text.split())


def widest(text: str) -> int:
    return max(len(line) for line in text.splitlines() if "http" not in line)


def test_where_says_the_nearest_first_and_then_home(run: Run) -> None:
    done = run("where", "--record", NEAR, *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    text = flat(done.stdout)
    for words in (
        "The nearest is or-crm (Oregon): 2 things are left. Where you live or work it is sc-cpss-share: 3 things are left.",
        "WHERE YOU LIVE OR WORK: SOUTH CAROLINA - sc-cpss-share, South Carolina: 3 missing; $75 to pay (number 4)",
        "4. sc-cpss-share, South Carolina: 3 missing; $75 to pay",
        "FEW OF THEIR RULES ARE KNOWN",
        "NOT OPEN TO YOU, AS FAR AS YOUR RECORD SAYS",
        "the certifier decides",
    ):
        assert words in text, words
    assert widest(done.stdout) <= 80


def test_where_needs_a_record(run: Run) -> None:
    done = run("where")
    assert (done.returncode, done.stdout) == (2, "")
    assert "give your record with --record FILE" in done.stderr


def test_where_as_json(run: Run) -> None:
    whole = json.loads(run("where", "-r", NEAR, *DAY, "--format", "json").stdout)
    assert whole["as_of"] == "2026-11-22"
    by_id = {p["credential"]: p for p in whole["places"]}
    assert len(by_id) == len(whole["places"]) > 100
    share = by_id["sc-cpss-share"]
    assert share | {"first": 0} == {
        "credential": "sc-cpss-share", "jurisdiction": "sc", "pathway": "initial", "outcome": "not_ready", "level": "some",
        "open": True, "left": 3, "missing": 3, "unknown": 0, "to_ask": 0, "review": 0, "rules_known": 14, "hours": {},
        "hours_at_most": 0, "fees_usd": 75, "fees_usd_at_most": 75, "fees_not_published": [], "earliest": "2026-11-22",
        "first": 0, "closed_by": None,
    }  # fmt: skip
    assert [p["open"] for p in whole["places"]] == sorted((p["open"] for p in whole["places"]), reverse=True)


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        (("--states", "SC,NC"), {"sc", "nc"}),
        (("sc", "North Carolina"), {"sc", "nc"}),
        (("--region", "pacific"), {"ak", "ca", "hi", "or", "wa"}),
        (("west north central",), {"ia", "ks", "mn", "mo", "ne", "nd"}),
        (("--states", "US"), {"us"}),
    ],
)
def test_where_is_narrowed_to_places(run: Run, arguments: tuple[str, ...], places: set[str]) -> None:
    whole = json.loads(run("where", "-r", NEAR, *DAY, "--format", "json", *arguments).stdout)
    assert {p["jurisdiction"] for p in whole["places"]} == places


def test_where_is_narrowed_to_people(run: Run) -> None:
    whole = json.loads(run("where", "-r", NEAR, *DAY, "--format", "json", "--role", "supervisor").stdout)
    assert {p["credential"] for p in whole["places"]} == {"va-prs-supervisor", "de-csps", "mn-cprs-supervisor"}
    family = run("where", "-r", NEAR, *DAY, "--population", "family", "--top", "3").stdout
    assert "Only for support in family." in flat(family)


def test_where_as_if_you_had_moved(run: Run) -> None:
    here = run("where", "GA", "-r", NEAR, *DAY)
    there = run("where", "GA", "-r", NEAR, *DAY, "--live-in", "Georgia", "--details")
    assert "ONLY FOR PEOPLE WHO LIVE OR WORK THERE (1)" in here.stdout
    assert "As if you lived in Georgia." in flat(there.stdout)
    assert "ga-cps-mh, Georgia: 1 missing; 4 not known yet; $125 to pay (missing) Fee for training: $125" in flat(there.stdout)  # fmt: skip


def test_the_map_is_read_without_colour(run: Run) -> None:
    done = run("where", "-r", NEAR, *DAY, "--map")
    lines = done.stdout.splitlines()
    assert "        AZ#-- NM o  KS#-- AR--- TN--- NC#-- SC#-- DC o" in lines
    assert "  ##- One or two things are left: AL, KY, OR." in lines
    assert widest(done.stdout) <= 80
    assert "\x1b" not in done.stdout
    shown = run("where", "-r", NEAR, *DAY, "--map", "--format", "markdown").stdout
    assert "          AZ#-- NM o  KS#-- AR--- TN--- NC#-- SC#-- DC o" in shown.splitlines()


def test_the_map_does_not_break_on_a_narrow_terminal(run: Run) -> None:
    lines = run("where", "-r", NEAR, *DAY, "--map", COLUMNS="40").stdout.splitlines()
    assert "        AZ#-- NM o  KS#-- AR--- TN--- NC#-- SC#-- DC o" in lines


def test_someone_certified_sees_where_they_are_taken(run: Run) -> None:
    text = flat(run("where", "-r", HOLDER, *DAY).stdout)
    assert "Nothing is missing for wa-cpss (Washington); people decide." in text
    assert "1. sc-cpss-share, South Carolina: you hold it" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--region", "wets"), "there is no state or region called wets; did you mean west?"),
        (("--states", "SC,QQ"), "there is no state or region called QQ; states go by code or name, such as SC."),
        (("--live-in", "Texsa"), "there is no state or region called Texsa; did you mean TX?"),
        (("--work-in", "US"), "there is no state or region called US; states go by code or name, such as SC."),
        (("--role", "friend"), "--role: friend is not one of person, family, youth, either, supervisor."),
    ],
)
def test_what_is_wrong_with_a_call_to_where(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("where", "-r", NEAR, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.fixture(scope="module")
def holder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "holder.yaml"
    path.write_text("""
born: 1985-02-03
education: high_school
lives_in: NC
lived_experience: [{as: person, of: substance_use, recovery_since: 2020-01-15}]
credentials: [{id: nc-cpss, issued: 2024-03-01, expires: 2028-03-01, status: active}]
training: []
paid: []
""")
    return path


def test_from_north_carolina_to_virginia(run: Run, holder: Path) -> None:
    done = run("transfer", "--from", "nc-cpss", "--to", "VA", "--record", holder, *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    text = flat(done.stdout)
    for words in (
        "Virginia has 3 credentials for a holder of nc-cpss, nearest first:",
        "Left out, as they are for another role or lived experience: va-fsp, va-prs-supervisor.",
        "There is a way for people certified elsewhere: 1 thing is missing. 1 more is not known yet.",
        "The sources say that the certifier decides case by case.",
        "Your nc-cpss asked for 70 hours; this one asks for 72 hours of a sort of its own.",
        "Once you have moved, put it into your record.",
        "MONEY STILL TO PAY As someone certified elsewhere: $30.",
    ):
        assert words in text, words
    assert widest(done.stdout) <= 80


def test_to_a_state_that_takes_none(run: Run, holder: Path) -> None:
    text = flat(run("transfer", "--from", "nc-cpss", "--to", "sc-cpss-share", "-r", holder, *DAY).stdout)
    assert (
        "No way for people certified elsewhere is known, and the usual way in is not open to you as far as your record "
        "says. It asks for this: lived experience of a mental health condition (your own)." in text
    )
    assert "Certifications of other states or agencies do not transfer. [1]" in text


def test_without_a_record_the_credential_alone_is_looked_at(run: Run) -> None:
    text = flat(run("transfer", "--from", "sc-cpss-share", "--to", "sc-cpss-apsc", *DAY).stdout)
    assert "No record is given: sc-cpss-share is taken as held and active" in text
    assert (
        "46 hours of training Your sc-cpss-share asked for 40 hours, this one asks for 46 hours: 6 hours more." in text
    )
    assert "Your sc-cpss-share asked for at least as much (3 years in recovery); that may be accepted here." in text


@pytest.mark.parametrize(
    ("credentials", "says"),
    [
        ("[]", "nc-cpss is taken as held and active; your record does not list it."),
        (None, "nc-cpss is taken as held and active, and as the only one; your record does not say which you hold."),
        ("[{id: nc-cpss}]", "Your record does not say whether nc-cpss is still active"),
        ("[{id: nc-cpss, expires: 2025-01-01}]", "By your record nc-cpss is not active now"),
    ],
)
def test_how_the_record_has_the_credential_is_said(run: Run, credentials: str | None, says: str) -> None:
    record = f"credentials: {credentials}\n" if credentials else "born: 1980\n"
    done = run("transfer", "--from", "nc-cpss", "--to", "ga-cps-mh", "-r", "-", *DAY, stdin=record)
    assert says in flat(done.stdout)


def test_transfer_as_json(run: Run, holder: Path) -> None:
    whole = json.loads(run("transfer", "--from", "nc-cpss", "--to", "VA", "-r", holder, *DAY, "-f", "json").stdout)
    assert (whole["from"], whole["to"], whole["as_of"], whole["assumed_held"]) == ("nc-cpss", "VA", "2026-11-22", False)
    assert [t["credential"] for t in whole["targets"]] == ["va-cprs", "va-rprs", "va-prs"]
    registration = whole["targets"][1]
    assert registration["case_by_case"] is True
    assert registration["reciprocity"][0]["missing"] == ["training", "fee-registration"]
    assert registration["remaining"] == [
        "credential_held",
        "agreement-code-of-ethics",
        "application",
        "fee-registration",
    ]
    assert whole["targets"][0]["proves"][0] == {
        "requirement": "training", "kind": "training", "asked": 70, "asks": 72, "enough": False, "narrower": True,
    }  # fmt: skip
    assert whole["left_out"] == ["va-fsp", "va-prs-supervisor"]


def test_a_place_without_certification_says_what_people_use(run: Run) -> None:
    text = flat(run("transfer", "--from", "nc-cpss", "--to", "SD", *DAY).stdout)
    assert "What people there can use instead: us-ncprss, us-ncps. Nearest first:" in text
    assert "From nc-cpss to us-ncps" in text


def test_what_is_no_longer_issued_leads_to_what_replaced_it(run: Run) -> None:
    text = flat(run("transfer", "--from", "nc-cpss", "--to", "wa-cpc", *DAY).stdout)
    assert text.startswith("wa-cpc is no longer issued. Looked at instead: wa-cpss, wa-cpsst.")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "say from where and to where: peercert transfer --from nc-cpss --to VA."),
        (("--from", "nc-cpss"), "say from where and to where"),
        (("--from", "nc-cps", "--to", "VA"), "there is no credential or state called nc-cps; did you mean nc-cpss"),
        (("--from", "nc-cpss", "--to", "Texsa"), "did you mean TX"),
        (("--from", "nc-cpss", "--to", "nc-cpss"), "nc-cpss is what you hold already; `peercert renew nc-cpss` says how to keep it."),
        (("--from", "VA", "--to", "NC"), "--from: say which credential of Virginia you hold: va-prs, va-cprs, "),
        (("--from", "SD", "--to", "NC"), "--from: South Dakota issues no credential that is known here."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_call_to_transfer(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("transfer", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_choosing_between_three_of_one_state(run: Run) -> None:
    done = run("compare", "SC", *DAY)
    text = flat(done.stdout)
    assert "- Recovery time - sc-cpss-share: 3 years in recovery - sc-cpss-apsc: 1 year in recovery" in text
    assert (
        "- Exam - sc-cpss-share: - passing the oral evaluation - passing the post-test - sc-cpss-apsc: expressly not asked"
        in text
    )
    assert widest(done.stdout) <= 80


def test_what_is_not_known_of_one_is_no_difference(run: Run) -> None:
    text = flat(run("compare", "sc-cpss-share", "nc-cpss", "ga-cps-mh", "--with-model", *DAY).stdout)
    some = text.split("KNOWN OF ONLY SOME OF THEM (6)")[1]
    assert some.lstrip().startswith("- Age - sc-cpss-share, nc-cpss, ga-cps-mh: at least 18 years old")
    assert "(more than the 60 hours that the standard advises at most)" in text
    assert "# Compared" in run("compare", "sc-cpss-share", "nc-cpss", "-f", "markdown").stdout
