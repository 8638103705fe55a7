"""Any text at all: readings or one of our errors, in order, each character read once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, Vin, canonical, read_numbers
from headunit.numbers.chunks import chunks

SHAPES = number_shapes(load_catalogue())
FRAGMENTS = st.sampled_from(
    [
        *(
            "BP2346",
            "71234567",
            "M123456",
            "m",
            "123456",
            "S/N",
            "S/N:",
            "P/N",
            "VIN",
            "Safety-Nr.",
            "code",
            "T482",
            "\n",
        ),
        *("28115", "9243RT", "WF0AXXGCDA5A12345", "50700012", "2011", "GM0203", "O", "0", "8P", "-", "/", "Т482"),
    ]
)
LABELS = st.lists(FRAGMENTS | st.text(max_size=6), max_size=12).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n"]).map(lambda joint: joint.join(parts))
)
TEXTS = st.text(max_size=200) | LABELS


def check(text: str) -> None:
    readings = read_numbers(text, SHAPES)
    given_pieces = [piece.given for piece in chunks(text)]
    read_pieces = [piece for reading in readings for piece in reading.given.split(" ")]
    place = iter(given_pieces)
    assert all(piece in place for piece in read_pieces)  # in order, and none twice
    for reading in readings:
        assert re.fullmatch("[A-Z0-9]{3,24}", reading.value)
        assert any(character.isdigit() for character in reading.value)
        assert reading.why
        assert reading.score >= 1
        assert len({other.value + other.kind for other in reading.alternatives}) == len(reading.alternatives)
        for other in reading.alternatives:
            assert other.why
            assert (other.value, other.kind) != (reading.value, reading.kind)
        if reading.kind is NumberKind.VIN:
            assert Vin(reading.value).text == reading.value
    assert sum(len(reading.value) for reading in readings) <= sum(len(piece.text) for piece in chunks(text))
    assert read_numbers(text, SHAPES) == readings


@given(TEXTS)
def test_any_text_gives_readings(text: str) -> None:
    check(text)


@pytest.mark.verify
@given(TEXTS)
def test_very_many_texts_give_readings(text: str) -> None:
    check(text)


@given(st.integers(9_990, 10_020))
def test_only_the_length_of_a_text_can_be_wrong(length: int) -> None:
    text = "A " * length
    if length <= 4_000:
        assert read_numbers(text[:length], SHAPES) == ()
        return
    with pytest.raises(InputError) as caught:
        read_numbers(text[:length], SHAPES)
    assert caught.value.code == "text-too-long"


@given(st.from_regex("(?:M|V)[0-9]{6}|BP2346[0-9A-Z][0-9]{7}|GM0203[0-9][0-9]{7}", fullmatch=True), st.data())
def test_a_serial_is_found_however_it_is_separated(serial: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(serial) - 1))
    separator = data.draw(st.sampled_from(["", "-", ".", "/", " ", " - ", "\n"]))
    text = f"S/N: {serial[:cut]}{separator}{serial[cut:]}"
    assert serial in {reading.value for reading in read_numbers(text.lower(), SHAPES)}
    assert canonical(serial[:cut] + separator + serial[cut:]) == serial
