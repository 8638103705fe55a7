"""Texts are fitted and wrapped without losing a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.vault.paper.page import Font, Page


@pytest.fixture(scope="module")
def page() -> Page:
    return Page((85.6, 54.0), title="test")


@given(text=st.text("abc W\n", max_size=60), width=st.floats(1, 60))
def test_wrapping_loses_no_character_but_blanks(page: Page, text: str, width: float) -> None:
    lines = page.wrapped(text, width)

    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(page.width_of(line, Font.TEXT, 9) <= width or len(line) == 1 for line in lines)


def test_lines_end_where_the_text_ends_them(page: Page) -> None:
    assert page.wrapped("one two\n\nthree", 50) == ["one two", "", "three"]
    assert page.wrapped("", 50) == [""]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("short", 50, ("short", 9)), ("W" * 20, 50, ("W" * 20, 7.75)), ("", 0, ("", 9)), ("WW", 0.1, ("", 6.25))],
)
def test_a_text_is_made_smaller_first_then_shorter(
    page: Page, text: str, width: float, expected: tuple[str, float]
) -> None:
    assert page.fitted(text, width, font=Font.TEXT, size_pt=9) == expected


def test_a_shortened_text_ends_with_an_ellipsis(page: Page) -> None:
    text, size = page.fitted("word " * 20, 30, font=Font.TEXT, size_pt=9)

    assert text.startswith("word word")
    assert text.endswith("…")
    assert page.width_of(text, Font.TEXT, size) <= 30
