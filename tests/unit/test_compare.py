"""Rules side by side, and beside what a standard advises."""

from datetime import date

import pytest

from peercert.compare import compare
from peercert.model import Credential
from peercert.rulebook import Rulebook

DAY = date(2026, 11, 22)


def credentials(rules: Rulebook, *ids: str) -> list[Credential]:
    found = [rules.credential(i) for i in ids]
    assert all(found)
    return [c for c in found if c is not None]


def test_topics_in_order_and_differences_marked(rules: Rulebook) -> None:
    rows = compare(credentials(rules, "sc-cpss-share", "sc-cpss-apsc"), DAY)
    by_kind = {r.kind: r for r in rows}
    assert [r.kind for r in rows][:3] == ["age", "education", "lived_experience"]
    assert by_kind["recovery_time"].cells == (("3 years in recovery",), ("1 year in recovery",))
    assert by_kind["recovery_time"].differs
    assert not compare(credentials(rules, "sc-cpss-share", "sc-cpss-share"), DAY)[0].differs


@pytest.mark.parametrize(
    ("credential", "kind", "says"),
    [
        ("sc-cpss-share", "training", "within what the standard advises"),
        ("fl-crps", "work_experience", "more than the 120 hours that the standard advises at most"),
        ("ca-mpss", "training", "more than the 60 hours that the standard advises at most"),
        ("wa-cpss", "training", ""),  # one of its alternatives has no hours: nothing can be said
    ],
)
def test_more_and_less_than_the_standard(rules: Rulebook, credential: str, kind: str, says: str) -> None:
    rows = compare(credentials(rules, credential, "us-samhsa-model"), DAY)
    row = next(r for r in rows if r.kind == kind)
    assert row.beside == (says, "")


def test_hours_that_a_credential_asks(rules: Rulebook) -> None:
    share, washington, texas = credentials(rules, "sc-cpss-share", "wa-cpss", "tx-mhps")
    assert share.asks("training", DAY) == (40, 40)
    assert share.asks("membership", DAY) is None
    assert washington.asks("training", DAY) == (0, float("inf"))
    assert texas.asks("training", DAY) is None
    assert texas.asks("training", DAY, rules.credential) == (
        59.5,
        float("inf"),
    )  # asked at its first step, with an orientation
