"""Kleene's three values and review, as whole tables."""

import pytest

from peercert.verdicts import Verdict, all_of, any_of, at_least, negated

M, X, U, R, N = Verdict.MET, Verdict.MISSING, Verdict.UNKNOWN, Verdict.REVIEW, Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((M, M), M),
        ((M, X), X),
        ((X, U), X),
        ((M, U), U),
        ((U, R), U),
        ((M, R), R),
        ((N, M), M),
        ((N, N), N),
        ((), N),
    ],
)
def test_all_of(verdicts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert all_of(verdicts) is expected


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [((M, X), M), ((M, U), M), ((X, U), U), ((X, R), R), ((U, R), U), ((X, X), X), ((N, X), X), ((N, N), N)],
)
def test_any_of(verdicts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert any_of(verdicts) is expected


@pytest.mark.parametrize(
    ("count", "verdicts", "expected"),
    [
        (2, (M, M, X), M),
        (2, (M, X, X), X),
        (2, (M, U, X), U),
        (2, (M, R, X), R),
        (2, (M, R, U), R),
        (2, (U, U, X), U),
    ],
)
def test_at_least(count: int, verdicts: tuple[Verdict, ...], expected: Verdict) -> None:
    assert at_least(count, verdicts) is expected


@pytest.mark.parametrize(("verdict", "expected"), [(M, X), (X, M), (U, U), (R, R), (N, N)])
def test_negated(verdict: Verdict, expected: Verdict) -> None:
    assert negated(verdict) is expected
