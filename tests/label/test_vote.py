"""Several readings of one number: what most have stands, what few have is left out, what they dispute is doubtful."""

from __future__ import annotations

import pytest

from headunit.label.merge import merged, pooled
from headunit.label.vote import voted
from tests.label.made import cells, read

_SURE = 0.9


@pytest.mark.parametrize(
    ("first", "others", "together"),
    [
        ("K7712345", ["K7712345"], "K7712345"),
        ("K77 12345", ["K77?12345"], "K7712345"),
        ("K77?12345", ["K77 12345"], "K7712345"),
        ("K77?12345", ["K77 12345"] * 3, "K7712345"),
        ("K7712345", ["K7712345", "K7712345", "K77X12345"], "K7712345"),
        ("K7712345", ["K77X12345", "K77X12345", "K77X12345"], "K77X12345"),
        ("K77X12345", ["K7712345", "K7712345", "K7712345"], "K7712345"),
        ("K77X12345", ["K7712345"], "K77X12345"),
        ("K7712345", ["K77X12345"], "K77X12345"),
        ("K77??345", ["K7712345"], "K7712345"),
        ("K77??345", ["K77??345", "K77??345"], "K77??345"),
        ("K7712345", ["SERK7712345", "K7712345", "K7712345", "K7712345"], "K7712345"),
        ("K7712345", ["AK7712345"], "AK7712345"),
        ("K7712345", ["?AK7712345"], "K7712345"),
        ("K7712345", ["K771234567"], "K771234567"),
        ("K7712345", ["K7712345??X"], "K7712345??X"),
        ("K7712345", ["K7712345??678"], "K7712345??678"),
        ("K7712345", ["K7712345678", "K7712345", "K7712345", "K7712345"], "K7712345"),
        ("K7712345", ["77123", "7712345", "K77123", "ZZZZ9999"], "K7712345"),
        ("K7712345", ["K771"], "K7712345"),
        ("K7712345", ["X"], "K7712345"),
        ("K7712345", ["ABCDEFGH"], "K7712345"),
    ],
)
def test_readings_are_heard_together(first: str, others: list[str], together: str) -> None:
    assert read(voted(cells(first), [cells(other) for other in others])) == together


@pytest.mark.parametrize(
    ("first", "others", "place"),
    [
        ("K77O2345", ["K7702345", "K77O2345", "K77O2345"], 3),
        ("K77V2345", ["K77X2345", "K77X2345", "K77V2345"], 3),
        ("K7712345", ["K77X12345"], 3),
        ("K77X12345", ["K7712345"], 3),
    ],
)
def test_what_readings_dispute_is_not_sure(first: str, others: list[str], place: int) -> None:
    found = voted(cells(first), [cells(other) for other in others])
    assert found[place].sure < _SURE


def test_one_slip_among_many_readings_does_not_count() -> None:
    found = voted(cells("K77X2345"), [cells("K77X2345"), cells("K77X2345"), cells("K77X2345"), cells("K7772345")])
    assert found[3].best == "X"
    assert found[3].sure > _SURE


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("K7712345", "28185AB123C", "K7712345"),
        ("K77 12345", "K77?12345", "K7712345"),
        ("K7712345", "K77X12345", "K77X12345"),
        ("K77X12345", "K7712345", "K77X12345"),
        ("7712345", "K77123456", "7712345"),
        ("K7712345", "771234", "K7712345"),
        ("K77??345", "K7712345", "K7712345"),
        ("K7712345", "K77??345", "K7712345"),
    ],
)
def test_one_reading_supports_another(one: str, other: str, together: str) -> None:
    assert read(merged(cells(one), cells(other), 0.6)) == together


def test_a_mark_behind_a_gap_that_was_seen_badly_is_left_out() -> None:
    assert read(voted(cells("K7712345"), [cells("K7712345??X", at10=("Y", 0.3))])) == "K7712345"


def test_what_a_reading_gives_to_no_character_speaks_against_it() -> None:
    once, twice = pooled([(("P", 0.45),)], [1.0]), pooled([(("P", 0.45),), (("P", 0.45),)], [1.0, 0.5])
    assert once[0][1] == pytest.approx(0.45)
    assert twice[0][1] < 0.45
    assert pooled([(("P", 0.9), ("R", 0.1))], [1.0])[0][1] == pytest.approx(0.9, abs=1e-4)
