"""The pages for everybody: no finding of axe in any state, sizes that fit, nothing that jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.twin.twins import all_variants
from tests.web.browser.axe import findings
from tests.web.browser.hands import Mouse
from tests.web.fronts import CHORD, CLOCK, HONDA, KNOB, QASHQAI, STALK, TOUCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.browser.conftest import Server

VIEWS = [
    pytest.param("phone", "dark"),
    pytest.param("desktop", "light", marks=pytest.mark.verify),
    pytest.param("phone", "light", marks=pytest.mark.verify),
    pytest.param("desktop", "dark", marks=pytest.mark.verify),
]
FRONTS = [(QASHQAI, ""), (HONDA, ""), (TOUCH, ""), (KNOB, ""), STALK, (CLOCK, ""), (CHORD, "")]


@pytest.mark.parametrize(("size", "theme"), VIEWS)
@pytest.mark.parametrize("radio", FRONTS, ids=lambda radio: " ".join(radio).strip())
def test_axe_finds_nothing_on_a_live_panel(
    radio: tuple[str, str], size: str, theme: str, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.begin(*radio), size, theme)
    page.wait_for_selector("[data-link=up]")

    assert findings(page) == []


@pytest.mark.parametrize(("size", "theme"), VIEWS)
def test_axe_finds_nothing_in_the_states_on_the_way(
    size: str, theme: str, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.begin(QASHQAI, "", "1000"), size, theme)
    hand = Mouse(page, server)
    page.get_by_role("group", name="Battery clip").get_by_label("Off").check()
    server.clock.ahead_ms += 3000
    expect(page.locator("[data-step]")).to_have_text("No power")
    assert findings(page) == []
    page.get_by_role("group", name="Battery clip").get_by_label("On").check()
    server.clock.ahead_ms += 3000
    expect(page.locator("[data-do]")).to_have_text("Press 1 once")
    hand.press(page.get_by_role("button", name="Key 6"), hold_ms=2200)
    expect(page.locator("[data-step]")).to_have_text("Wrong code")
    assert findings(page) == []
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("[data-do]")).to_have_text("Press 1 once")
    hand.follow_to_the_end()
    assert findings(page) == []


@pytest.mark.parametrize(("size", "theme"), VIEWS)
def test_axe_finds_nothing_where_a_radio_is_chosen(
    size: str, theme: str, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{server.address}/rehearse/", size, theme)
    assert findings(page) == []
    page.get_by_label("Code, if").fill("9")
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("radio", FRONTS, ids=lambda radio: " ".join(radio).strip())
def test_keys_are_44_px_on_a_phone_and_nothing_scrolls_sideways(
    radio: tuple[str, str], server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.begin(*radio), "phone", touch=True)
    page.wait_for_selector("[data-link=up]")
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('.pk-hit')].map((hit) => hit.getBoundingClientRect())"
        ".map(({ width, height }) => Math.min(width, height))"
    )

    assert boxes
    assert min(boxes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("radio", FRONTS, ids=lambda radio: " ".join(radio).strip())
def test_nothing_scrolls_sideways_at_320_px(
    radio: tuple[str, str], server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.begin(*radio), "small")
    page.wait_for_selector("[data-link=up]")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_control_in_the_page_is_a_named_button(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(TOUCH))
    page.wait_for_selector("[data-link=up]")
    panel = page.get_by_role("group", name="Front panel")

    for name in ("Digit 0", "OK", "BACK", "POWER", "VOLUME, turn left", "TUNE, turn right"):
        expect(panel.get_by_role("button", name=name, exact=True)).to_have_count(1)


def test_nothing_shifts_while_the_page_comes_to_life(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(CHORD))
    page.wait_for_selector("[data-link=up]")
    shift = page.evaluate(
        "() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()"
        ".reduce((sum, entry) => sum + entry.value, 0))).observe({ type: 'layout-shift', buffered: true })"
        " || setTimeout(() => done(0), 300))"
    )

    assert shift == 0


def test_with_reduced_motion_a_blink_stays_lit(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin("vw-premium-5-delco", "", "1234"))
    page.emulate_media(reduced_motion="reduce")
    hand = Mouse(page, server)
    hand.press(page.get_by_role("button", name="SEEK forward"), hold_ms=2400)
    expect(page.locator("[data-step]")).to_have_text("Wrong code")

    expect(page.locator("svg.panel.dead")).to_have_count(0)


@pytest.mark.verify
@pytest.mark.parametrize("radio", all_variants(), ids=lambda radio: " ".join(radio).strip())
def test_every_radio_comes_to_life(radio: tuple[str, str], server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(*radio), "phone", "dark")
    page.wait_for_selector("[data-link=up]")

    assert findings(page) == []
