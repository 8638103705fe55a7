"""The whole way in a real browser: by keyboard or touch alone, in both languages, with a reload and a restart.

Each page on the way is looked at by axe, asks no other host for anything, and scrolls in one direction only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.axe import findings
from tests.web.walker import ANSWERS, NOTE, NOTE_CODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.browser.conftest import Server

_FIRST = "button.choice[value='CODE']"
_PLAYS = "button.choice[value='music']"
_MOST_TABS = 120


class Hand(Protocol):
    """Choose what stands on the page, and type."""

    def choose(self, page: Page, selector: str) -> None: ...

    def fill(self, page: Page, selector: str, text: str) -> None: ...


class Keyboard:
    """Use Tab, Enter and the letters alone."""

    def choose(self, page: Page, selector: str) -> None:
        self._to(page, selector)
        page.keyboard.press("Enter")

    def fill(self, page: Page, selector: str, text: str) -> None:
        self._to(page, selector)
        page.keyboard.type(text)

    def _to(self, page: Page, selector: str) -> None:
        for _ in range(_MOST_TABS):
            if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(selector)


class Finger:
    """Tap."""

    def choose(self, page: Page, selector: str) -> None:
        page.locator(selector).first.tap()

    def fill(self, page: Page, selector: str, text: str) -> None:
        page.locator(selector).tap()
        page.keyboard.type(text)


def looked_at(page: Page) -> None:
    wide = page.viewport_size
    assert wide is not None
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= wide["width"]


def key_of(page: Page) -> str:
    field = page.locator("input[name=key]")
    return str(field.first.get_attribute("value")) if field.count() else ""


def step(page: Page, hand: Hand, selector: str) -> None:
    with page.expect_navigation():
        hand.choose(page, selector)


def answer(page: Page, hand: Hand, value: str) -> None:
    """Choose *value*, or type it where the question has a field."""
    if page.locator("#value").count():
        hand.fill(page, "#value", value)
        step(page, hand, ".with-key button.main")
    else:
        step(page, hand, f"button[name=value][value='{value}']")


@pytest.mark.parametrize(
    ("hand", "size", "theme", "locale"),
    [
        pytest.param(Keyboard(), "desktop", "light", "de-DE", id="keyboard in German"),
        pytest.param(Finger(), "phone", "dark", "en-GB", id="touch in English"),
        pytest.param(Keyboard(), "desktop", "dark", "en-GB", id="keyboard by night", marks=pytest.mark.verify),
        pytest.param(Finger(), "phone", "light", "de-DE", id="touch in German by day", marks=pytest.mark.verify),
        pytest.param(Keyboard(), "desktop", "light", "en-GB", id="keyboard in English", marks=pytest.mark.verify),
        pytest.param(Finger(), "phone", "dark", "de-DE", id="touch in German", marks=pytest.mark.verify),
    ],
)
def test_the_whole_way(
    hand: Hand, size: str, theme: str, locale: str, server: Server, open_page: Callable[..., Page]
) -> None:
    server.forget_cases()  # other cases of this radio would have questions of their own
    page = open_page(server.address, size, theme, touch=size == "phone", locale=locale)
    looked_at(page)
    step(page, hand, _FIRST)
    hand.fill(page, "#number", NOTE)
    expect(page.locator("[data-reading]")).to_contain_text(NOTE)
    looked_at(page)
    step(page, hand, ".keys button.main")
    seen = []
    while key_of(page) in ANSWERS:
        seen.append(key_of(page))
        page.reload()
        server.stop()
        server.start(anew=True)
        page.reload()
        looked_at(page)
        answer(page, hand, ANSWERS[seen[-1]])
        if page.url.endswith("/code"):
            expect(page.locator("[data-code-text]")).to_have_text(", ".join(NOTE_CODE))
            looked_at(page)
            step(page, hand, "a.key[href^='/case/']")
    assert seen == ["car", "whose", "used", "legible", "checklist", "press"]
    looked_at(page)
    step(page, hand, _PLAYS)
    looked_at(page)
    step(page, hand, "button[value='written']")
    assert key_of(page) == "keep"
    looked_at(page)
    step(page, hand, "button[value='done']")
    looked_at(page)


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param("phone", "light"),
        pytest.param("phone", "dark", marks=pytest.mark.verify),
        pytest.param("desktop", "light", marks=pytest.mark.verify),
        pytest.param("desktop", "dark", marks=pytest.mark.verify),
    ],
)
@pytest.mark.parametrize(
    "path",
    ["/keep", "/cases", "/radios", "/radios/ford-keycode", "/radios/ford-keycode/questions",
     "/radios/ford-keycode/checklist", "/radios/ford-keycode/card", "/radios/sources", "/settings", "/no/such/page"],
)  # fmt: skip
def test_axe_finds_nothing_beside_the_way(
    path: str, size: str, theme: str, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.address + path, size, theme, touch=size == "phone", locale="de-DE")

    looked_at(page)


def test_the_scale_keeps_its_words_apart_in_german_at_390_px(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.address, "phone", touch=True, locale="de-DE")
    wide = page.evaluate(
        "[...document.querySelectorAll('.scale li > *')].map(one => one.scrollWidth - one.clientWidth)"
    )

    assert max(wide) <= 0
    assert not re.search("Display", page.locator(".scale").inner_text())


@pytest.mark.parametrize(
    "path",
    ["/", "/keep", "/cases", "/radios", "/radios/ford-keycode", "/radios/ford-keycode/questions",
     "/radios/ford-keycode/checklist", "/radios/ford-keycode/card", "/radios/sources", "/settings", "/rehearse/"],
)  # fmt: skip
def test_no_page_scrolls_sideways_at_320_px(path: str, server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.address + path, "small", touch=True, locale="de-DE")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_letter_is_all_that_is_printed_of_its_page(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.address)
    page.locator(_FIRST).click()
    page.fill("#number", "Toyota Corolla 2009")
    page.locator(".keys button.main").click()
    for wanted in ("toyota-lexus-sec", "own", "0", "none"):
        page.locator(f"button[name=value][value='{wanted}']").click()
    page.emulate_media(media="print")

    expect(page.locator("[data-letter] td").first).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".route button").first).to_be_hidden()
