"""What is known, what is best and what is disputed."""

from __future__ import annotations

import pytest

from headunit.facts.claims import Claim, Confidence, Fact

D, V, S, A = Confidence


def claim(value: int, confidence: Confidence, scope: str = "") -> Claim[int]:
    return Claim(value=value, sources=("S01",), confidence=confidence, scope=scope)


def test_confidence_is_ranked_best_first() -> None:
    assert [str(one) for one in Confidence] == ["documented", "several", "single", "article"]


@pytest.mark.parametrize(
    ("claims", "best", "disputed", "strongest"),
    [
        ([], None, False, 0),
        ([claim(4, A)], 4, False, 1),
        ([claim(4, S), claim(5, A)], 4, False, 1),
        ([claim(5, A), claim(4, S)], 4, False, 1),
        ([claim(4, V), claim(5, D)], 5, False, 1),
        ([claim(4, S), claim(5, V)], 5, False, 1),
        ([claim(4, D), claim(4, D)], 4, False, 2),
        ([claim(4, D), claim(5, D)], None, True, 2),
        ([claim(4, D), claim(4, D), claim(5, D)], None, True, 3),
        ([claim(4, S), claim(5, S), claim(6, D)], 6, False, 1),
        ([claim(4, D, "America")], None, False, 0),
        ([claim(4, D, "America"), claim(5, A)], 5, False, 1),
        ([claim(4, D, "America"), claim(5, D, "Europe"), claim(6, S)], 6, False, 1),
        ([claim(4, D, "America"), claim(5, S), claim(6, S)], None, True, 2),
    ],
)
def test_the_best_claim_is_the_strongest_that_speaks_for_the_whole(
    claims: list[Claim[int]],
    best: int | None,
    disputed: bool,  # noqa: FBT001 - a table
    strongest: int,
) -> None:
    fact = Fact(tuple(claims))
    assert fact.known is bool(claims)
    assert (fact.best.value if fact.best else None) == best
    assert fact.disputed is disputed
    assert len(fact.strongest) == strongest


def test_of_equal_claims_the_first_is_the_best() -> None:
    first, second = claim(4, D), Claim(value=4, sources=("S02",), confidence=D)
    assert Fact((first, second)).best is first
    assert Fact((claim(9, A), first, second)).strongest == (first, second)


def test_nothing_known_is_no_default() -> None:
    empty: Fact[int] = Fact()
    assert not empty.known
    assert empty.best is None
    assert empty.strongest == ()
    assert not empty.disputed
