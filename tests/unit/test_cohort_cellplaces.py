"""States and countries."""

import pytest

from peercert.answers import UnclearError
from peercert.cohort.cellplaces import read_place, says_nothing

NAMES = {"south carolina": "sc", "new york": "ny", "maryland": "md", "washington": "wa"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SC", "SC"), ("sc", "SC"), ("South Carolina", "SC"), ("ND", "ND"), ("PR", "PR"), ("none", "none"), ("M.D.", "MD"), ("D.C.", "DC"), ("D. C.", "DC"),
        ("Baltimore, MD", "MD"), ("Baltimore, MD 21201", "MD"), ("Baltimore, Maryland", "MD"), ("New York, NY", "NY"), ("Washington, D.C.", "DC"), ("MX", "MX"), ("DE", "DE"),
    ],
)  # fmt: skip
def test_places(text: str, code: str) -> None:
    assert read_place(text, lambda: NAMES) == code


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Carolina", "this is no state; write its two letters, such as SC"),
        ("NC, SC", "this is no state; write its two letters, such as SC"),
        ("Maryland, NY", "this is no state; write its two letters, such as SC"),
        ("Toronto, CA, MX", "this is no state; write its two letters, such as SC"),
        ("XX", "this is the code of no state and no country"),
        ("ZZ", "this is the code of no state and no country"),
        ("UN", "this is the code of no state and no country"),
        ("N.D.", "is this North Dakota? Then write ND"),
    ],
)
def test_what_is_no_place(text: str, says: str) -> None:
    with pytest.raises(UnclearError) as caught:
        read_place(text, lambda: NAMES)
    assert str(caught.value) == says


def test_na_is_blank_and_nd_is_north_dakota() -> None:
    assert [says_nothing(t) for t in ("NA", "na", "N/A", "", "ND", "nd", "N.D.", "SC")] == [True, True, True, True, False, False, False, False]  # fmt: skip
