"""What displays show: every text that a twin can show has its characters, and stands where it should."""

from __future__ import annotations

import string

import pytest

from headunit.web.panels import dots, lit, segments
from headunit.web.panels.display_fit import placed, plain
from tests.twin.twins import profile_of
from tests.web.fronts import CLOCK, QASHQAI, layout_for


def test_every_text_of_every_panel_can_be_drawn(any_radio: tuple[str, str]) -> None:
    layout = layout_for(*any_radio)
    texts = "".join(plain(text) for _, text in profile_of(*any_radio).panel.displays) + string.digits
    letters = set(texts) - set("{}")
    kind = layout.look.kind
    if kind == "dots":
        assert letters <= set(dots.glyph_names())
    elif kind == "seg14":
        shown = {text for text in letters if text not in segments.glyph_names()}
        assert {letter.upper() for letter in shown} <= set(segments.glyph_names())


@pytest.mark.parametrize("letter", string.ascii_letters + string.digits + "-./:?!+*=()")
def test_every_character_of_dots_has_seven_rows(letter: str) -> None:
    path = dots.lit_dots(letter)

    assert path.startswith("M")
    assert path != dots.lit_dots("\N{SNOWMAN}")


def test_no_two_characters_of_dots_look_the_same() -> None:
    pictures = {letter: dots.lit_dots(letter) for letter in dots.glyph_names()}
    alike = [(a, b) for a in pictures for b in pictures if a < b and pictures[a] == pictures[b]]

    assert alike == []


def test_a_character_that_displays_lack_is_a_block() -> None:
    assert dots.lit_dots("\N{SNOWMAN}").count("M") == 5 * dots.ROWS
    assert segments.lit_segments("\N{SNOWMAN}") == segments.cell_path()


def test_a_point_hangs_on_the_digit_before_it() -> None:
    assert segments.lit_segments("98.5").count("M") > segments.lit_segments("985").count("M")
    assert f"M{2 * segments.ADVANCE}" not in segments.lit_segments("1.")
    assert segments.lit_segments(".") != segments.lit_segments(" ")


def test_a_raised_digit_is_a_digit() -> None:
    assert plain("FM¹₁ 935MHz") == "FM11 935MHz"


@pytest.mark.parametrize(
    ("text", "exact", "right", "stands"),
    [
        ("CODE", False, False, "   CODE"),
        ("    MONSOON", True, False, "    MONSOO"),
        ("0254", False, True, "      0254"),
    ],
)
def test_a_text_stands_where_the_radio_puts_it_or_in_the_middle(
    text: str,
    exact: bool,  # noqa: FBT001 - a table
    right: bool,  # noqa: FBT001 - as above
    stands: str,
) -> None:
    assert placed(text, 10, exact=exact, right=right) == stands


def test_digits_on_a_clock_display_stand_at_the_right() -> None:
    layout = layout_for(CLOCK)

    assert lit(layout, "0254").path == segments.lit_segments("0254".rjust(layout.cells))
    assert lit(layout, "LOC").path == segments.lit_segments("LOC".center(layout.cells).rstrip())


def test_the_json_form_has_all_three_parts() -> None:
    assert set(lit(layout_for(QASHQAI), "CODE").document()) == {"path", "title", "cells"}
