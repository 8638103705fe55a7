"""Shapes: the literal beginning, the letters, how much is fixed, and what matches."""

from __future__ import annotations

import pytest

from headunit.numbers import NumberKind, NumberShape


def shape(pattern: str) -> NumberShape:
    return NumberShape(kind=NumberKind.SERIAL, pattern=pattern)


@pytest.mark.parametrize(
    ("pattern", "prefix", "letters", "fixed", "is_open", "is_exact"),
    [
        ("M[0-9]{6}", "M", "M", 1, False, False),
        ("BP[0-9]{4}[0-9A-Z][0-9]{7}", "BP", "BP", 2, False, False),
        ("BP(?:2346|2347)[0-9A-Z][0-9]{7}", "BP", "BP", 6, False, False),
        ("BP53(?:6[1-6]|8[3-9])[0-9]{7}", "BP53", "BP", 5, False, False),
        ("(?:VWZ|AUZ)[0-9A-Z]{11}", "", "", 3, False, False),
        ("D207|D300|E1", "", "", 4, False, False),
        ("50700012", "50700012", "", 8, False, True),
        ("28185AX610", "28185AX610", "", 10, False, True),
        ("28115[0-9A-Z]{4}RT?", "28115", "", 7, True, False),
        ("[0-9]{8}", "", "", 0, False, False),
        ("[A-Z][0-9]{3}", "", "", 0, False, False),
        ("TM9[0-9A-Z]{0,14}[0-9]{4}", "TM9", "TM", 3, True, False),
        ("GM0204[0-9A-Z]{0,10}", "GM0204", "GM", 6, True, False),
        ("U[0-9]{4}L[0-9]{4}", "U", "U", 2, False, False),
        ("T00A[0-9]+", "T00A", "T", 4, True, False),
        ("T00A[0-9]*", "T00A", "T", 4, True, False),
        ("AB?C", "A", "A", 3, True, False),
        ("AB{2}", "A", "A", 3, False, False),
        ("A[0-9]{,3}", "A", "A", 1, True, False),
    ],
)
def test_a_pattern_tells_what_it_fixes(
    pattern: str,
    prefix: str,
    letters: str,
    fixed: int,
    is_open: bool,  # noqa: FBT001 - a table
    is_exact: bool,  # noqa: FBT001 - a table
) -> None:
    found = shape(pattern)
    assert (found.prefix, found.letters) == (prefix, letters)
    assert (found.is_open, found.is_exact) == (is_open, is_exact)
    assert found.fixed == fixed


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("M[0-9]{6}", "M123456", True),
        ("M[0-9]{6}", "M1234567", False),
        ("M[0-9]{6}", "M12345", False),
        ("M[0-9]{6}", "V123456", False),
        ("M[0-9]{6}", "M123456\n", False),
        ("M[0-9]{6}", "M12345٣", False),
        ("(?:VWZ|AUZ)[0-9]{2}", "AUZ12", True),
        ("D207|D300", "D300", True),
        ("D207|D300", "D207D300", False),
    ],
)
def test_a_shape_is_matched_in_full(pattern: str, text: str, matches: bool) -> None:  # noqa: FBT001 - a table
    assert shape(pattern).matches(text) is matches


def test_letters_that_were_left_out_are_put_back_for_the_test() -> None:
    assert shape("M[0-9]{6}").matches_without_letters("123456")
    assert not shape("M[0-9]{6}").matches_without_letters("M123456")
    assert not shape("M[0-9]{6}").matches_without_letters("12345")
    assert not shape("[0-9]{6}").matches_without_letters("123456")
    assert shape("GM13[0-9]{2}").matches_without_letters("1355")


def test_shapes_are_values() -> None:
    assert shape("M[0-9]{6}") == shape("M[0-9]{6}")
    assert len({shape("M[0-9]{6}"), shape("M[0-9]{6}"), shape("V[0-9]{6}")}) == 2
    assert [str(kind) for kind in NumberKind] == [
        *("vin", "serial", "precode", "part-number", "model-number", "firmware-version", "card-number"),
        *("security-code", "partial-serial", "digits", "unknown"),
    ]
