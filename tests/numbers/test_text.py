"""The characters that count."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit import numbers
from headunit.numbers import canonical
from headunit.numbers.text import upper


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("BP 2346 7 1234567", "BP234671234567"),
        ("bp-2346.7/1234567", "BP234671234567"),
        ("  m 123\t456\n", "M123456"),
        ("M\u00a0123\u2009456", "M123456"),  # no-break and thin spaces
        ("M_123–456", "M123456"),
        ("Ｍ１２３", "M123"),  # full-width
        ("²³", "23"),  # superscripts
        ("ß", "SS"),
        ("é", ""),
        ("№ 5", "NO5"),
        ("٣", ""),  # an Arabic digit is no 3
        ("М123", "123"),  # a Cyrillic letter
    ],
)
def test_only_latin_letters_and_digits_stay(text: str, expected: str) -> None:
    assert canonical(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("bp 1", "BP 1"), ("ｂｐ", "BP"), ("N°", "N°"), ("précode", "PRÉCODE")],
)
def test_upper_case_keeps_the_separators(text: str, expected: str) -> None:
    assert upper(text) == expected


@given(st.text())
def test_canonical_text_is_its_own_canonical_form(text: str) -> None:
    once = canonical(text)
    assert re.fullmatch("[0-9A-Z]*", once)
    assert canonical(once) == once


@given(st.text(alphabet="ABCXYZ0189", max_size=30), st.sampled_from([" ", "-", ".", "/", "\n", "·"]))
def test_separators_never_matter(text: str, separator: str) -> None:
    assert canonical(separator.join(text)) == text
    assert canonical(text.lower()) == text


def test_the_room_lists_its_names() -> None:
    assert set(dir(numbers)) == set(numbers.__all__)
    assert all(getattr(numbers, name) is not None for name in dir(numbers))
