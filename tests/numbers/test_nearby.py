"""Leaving out the shapes that can't matter changes nothing in what is read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, NumberShape, canonical, read_numbers
from headunit.numbers.lookalikes import LOOKALIKES
from headunit.numbers.nearby import MOST_PIECES, Nearby, form_of, form_pattern
from headunit.numbers.suggestions import fitting

SHAPES = number_shapes(load_catalogue())
NEARBY = Nearby(SHAPES)

_SHAPED = st.sampled_from(SHAPES).flatmap(lambda shape: st.from_regex(f"(?:{shape.pattern})", fullmatch=True))
_TYPED = st.text("MVBPGACXTUZ0123456789OILS -./\n", max_size=20)
_EDIT = st.tuples(st.integers(0, 30), st.sampled_from(["", *"0O1I8B5S2Z6GQLMVX7 -"]), st.booleans())


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Give a number of the catalogue or something typed, with a few characters changed, and maybe a word in front."""
    characters = list(draw(_SHAPED | _TYPED | st.text(max_size=12)))
    for place, character, replaced in draw(st.lists(_EDIT, max_size=3)):
        at = place % (len(characters) + 1)
        characters[at : at + replaced] = character
    return draw(st.sampled_from(["", "", "S/N ", "S", "1P", "VIN ", "radio 815", " "])) + "".join(characters)


@given(texts())
def test_a_text_is_read_with_the_shapes_near_it_as_with_all(text: str) -> None:
    near = NEARBY.shapes_for(text)
    assert read_numbers(text, near) == read_numbers(text, SHAPES)
    assert fitting(canonical(text), near) == fitting(canonical(text), SHAPES)


@given(st.sampled_from(SHAPES), st.data())
def test_the_form_of_a_pattern_fits_the_form_of_what_it_fits_however_look_alikes_are_swapped(
    shape: NumberShape, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(f"(?:{shape.pattern})", fullmatch=True))
    swapped = "".join(
        LOOKALIKES.get(character, character) if data.draw(st.booleans()) else character for character in text
    )
    assert form_pattern(shape.pattern).fullmatch(form_of(swapped))


@pytest.mark.parametrize(
    ("pattern", "form"),
    [
        ("M[0-9]{6}", "M000000"),
        ("(?P<key>[A-Z][0-9]{3})", "Q000"),
        ("(?:VWZ|AUZ)[0-9A-C]{2,}", "VW0CA0"),
        ("D207|D300", "D000"),
    ],
)
def test_patterns_are_rewritten_for_forms(pattern: str, form: str) -> None:
    assert form_pattern(pattern).fullmatch(form_of(form))
    assert not form_pattern(pattern).fullmatch("-" + form)


@pytest.mark.parametrize("pattern", [r"M\d{6}", "[^A]{3}", "M(?=1)[0-9]*", "a"])
def test_a_pattern_that_is_not_understood_is_near_everything(pattern: str) -> None:
    assert form_pattern(pattern).fullmatch("ANYTHING")


def test_a_text_of_many_pieces_is_read_with_all_shapes() -> None:
    assert NEARBY.shapes_for(" ".join("A" * (MOST_PIECES + 1))) == SHAPES


def test_a_very_long_piece_is_looked_at_whole_only() -> None:
    assert NEARBY.shapes_for("S" + "1" * 100_000) == NEARBY.shapes_for("1" * 100_000) == ()


def test_few_shapes_are_near_a_serial() -> None:
    assert [shape.pattern for shape in NEARBY.shapes_for("M123456")] == ["M[0-9]{6}"]
    assert NEARBY.shapes_for("M12345") == ()


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.numbers.nearby.MOST_FORMS", 2)
    nearby = Nearby((NumberShape(kind=NumberKind.SERIAL, pattern="A[0-9]{2}"),))
    for text in ("A12", "M1", "M22", "M333", "A34"):
        assert [shape.pattern for shape in nearby.shapes_for(text)] == (["A[0-9]{2}"] if re.match("A", text) else [])
