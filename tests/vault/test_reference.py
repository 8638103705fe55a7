"""References are short, can be read aloud, and are never given twice."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.vault.reference import Reference


@pytest.mark.parametrize("typed", ["7K3M-Q9XD", "7k3mq9xd", " 7K3M Q9XD ", "7K3MQ9XD"])
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert Reference.read(typed) == Reference("7K3MQ9XD")
    assert str(Reference.read(typed)) == "7K3M-Q9XD"


def test_letters_that_no_reference_has_are_read_as_the_digits_they_look_like() -> None:
    assert Reference.read("OIL0-1234") == Reference("01101234")


@pytest.mark.parametrize("typed", ["", "7K3M-Q9X", "7K3M-Q9XDD", "7K3M-Q9XU", "7K3M-Q9X*", "7K3M-Q9XD\n1"])
def test_what_is_no_reference_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        Reference.read(typed)
    assert refused.value.code == "reference-shape"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (b"\x00\x00\x00\x00\x00", "0000-0000"),
        (b"\xff\xff\xff\xff\xff", "ZZZZ-ZZZZ"),
        (b"\x00\x44\x32\x14\xc7", "0123-4567"),
    ],
)
def test_forty_random_bits_become_eight_characters(drawn: bytes, expected: str) -> None:
    assert str(Reference.new(lambda size: drawn[:size])) == expected


def test_a_reference_that_is_taken_is_drawn_again() -> None:
    draws = iter([bytes(5), bytes(5), b"\x00\x00\x00\x00\x01"])

    assert str(Reference.new(lambda _: next(draws), {Reference("00000000")})) == "0000-0001"
