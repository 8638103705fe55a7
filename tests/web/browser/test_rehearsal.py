"""A rehearsal in the real browser: from the first key to music, by mouse, by keyboard alone, and by touch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.hands import Fingers, Hand, Keyboard, Mouse
from tests.web.fronts import CHORD, CLOCK, HELD_AT_START, HONDA, KNOB, QASHQAI, STALK, TOUCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.browser.conftest import Server

RADIOS = {
    "preset keys": (QASHQAI, "", "1203"),
    "keys 1 to 6": (HONDA, "", "12345"),
    "touch screen": (TOUCH, "", "2054"),
    "knob and track keys": (KNOB, "", "1203"),
    "stalk": (*STALK, "1203"),
    "clock keys": (CLOCK, "", "0203"),
    "keys held together": (CHORD, "", "120"),
}


CHORDED = "keys held together"
HANDS = (Mouse, Keyboard, Fingers)
WAYS = [
    pytest.param(
        radio, hand, marks=() if hand is HANDS[at % 3] or radio == "keys held together" else pytest.mark.verify
    )
    for at, radio in enumerate(RADIOS)
    for hand in HANDS
]
"""Each radio by one of the three hands; by all of them in the long checks, and where keys are held together."""


@pytest.mark.parametrize(("radio", "hand"), WAYS)
def test_the_guide_leads_to_music(radio: str, hand: type[Hand], server: Server, open_page: Callable[..., Page]) -> None:
    fingers = hand is Fingers
    page = open_page(server.begin(*RADIOS[radio]), "phone" if fingers else "desktop", touch=fingers)
    hand(page, server).follow_to_the_end()

    expect(page.locator("[data-do]")).to_have_text("It plays. That is all there is to it")
    expect(page.locator("[data-plan] li.done")).to_have_count(page.locator("[data-plan] li").count())


def test_a_key_held_while_the_radio_is_switched_on_opens_it(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(HELD_AT_START, "", "1203"))
    hand = Mouse(page, server)
    expect(page.locator("[data-do]")).to_have_text("Hold AS, and switch the radio on while you hold it")
    hand.follow()
    hand.follow_to_the_end()


def test_keys_held_together_for_long_enough_are_let_go_and_no_longer_asked_for(
    server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.begin(CHORD, "", "120"))
    hand = Keyboard(page, server)
    before = page.inner_text("[data-do]")
    page.locator(".together .hint").focus()
    page.keyboard.down(" ")
    hand.held(hand.hold_ms)
    expect(page.locator("[data-do]")).not_to_have_text(before)
    page.keyboard.up(" ")

    expect(page.locator(".together .hint")).to_have_count(0)
    hand.follow_to_the_end()


def test_a_rehearsal_begins_on_the_first_page_by_keyboard(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{server.address}/rehearse/")
    page.get_by_label("Radio").focus()
    page.keyboard.type("Honda")
    page.keyboard.press("Tab")
    page.keyboard.type("12345")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-link=up]")

    assert "12345" not in page.url
    expect(page.locator("[data-do]")).to_have_text("Press 1 once")


def test_one_press_too_many_is_counted_round(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(QASHQAI, "", "1203"))
    key = page.get_by_role("button", name="Key 1", exact=True)
    key.click()
    expect(page.locator("[data-do]")).to_have_text("Press 2 twice")
    key.click()
    expect(page.locator("[data-do]")).to_have_text("Once round: press 1 until it shows 1")


def test_ticks_count_the_presses(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(QASHQAI, "", "3203"))
    expect(page.locator("[data-count] i")).to_have_count(3)
    page.get_by_role("button", name="Key 1", exact=True).click()
    expect(page.locator("[data-count] i.on")).to_have_count(1)


def test_digits_of_the_keyboard_press_the_keys_of_the_panel(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(HONDA, "", "12345"))
    page.wait_for_selector("[data-link=up]")
    page.get_by_role("button", name="Key 6").focus()
    page.keyboard.press("1")

    expect(page.locator("[data-do]")).to_have_text("Press 2 once")


def test_a_knob_is_turned_by_dragging_it_round(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(KNOB, "", "3100"))
    page.wait_for_selector("[data-link=up]")
    box = page.locator('[data-part="volume knob"] .pk-cap').bounding_box()
    assert box is not None
    x, y, r = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, 40
    page.mouse.move(x + r, y - 4)
    page.mouse.down()
    page.mouse.move(x + r * 0.45, y + r * 0.9, steps=8)
    page.mouse.up()

    expect(page.locator("[data-do]")).to_have_text("Press track keys for the next digit")
    assert "rotate(60" in (page.locator('[data-part="volume knob"] [data-turns]').get_attribute("transform") or "")


def test_an_arrow_key_turns_a_knob(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(KNOB, "", "1100"))
    page.wait_for_selector("[data-link=up]")
    page.get_by_role("button", name="volume knob, turn left").focus()
    page.keyboard.press("ArrowRight")

    expect(page.locator("[data-do]")).to_have_text("Press track keys for the next digit")


def test_a_screen_reader_s_click_is_a_tap(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(HONDA, "", "12345"))
    page.wait_for_selector("[data-link=up]")
    page.get_by_role("button", name="Key 1").dispatch_event("click", {"detail": 0})

    expect(page.locator("[data-do]")).to_have_text("Press 2 once")


def test_the_car_s_switches_work(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(QASHQAI, "", "1203"))
    say = page.locator("[data-do]")
    page.get_by_role("group", name="Battery clip").get_by_label("Off").check()
    server.clock.ahead_ms += 3000
    expect(say).to_have_text("Clip the battery on")
    expect(page.locator("svg.panel.dead")).to_have_count(1)
    page.get_by_role("group", name="Battery clip").get_by_label("On").check()
    page.get_by_role("group", name="fuse").get_by_label("Out").check()
    server.clock.ahead_ms += 3000
    expect(say).to_have_text("Put the fuse back in")
    page.get_by_role("group", name="fuse").get_by_label("In").check()
    server.clock.ahead_ms += 3000
    expect(say).to_have_text("Press 1 once")
    page.get_by_role("group", name="Guide").get_by_label("Without").check()
    expect(say).to_have_text("Press what you like. Nothing here reaches your car")
    expect(page.locator(".hint")).to_have_count(0)


def test_sound_can_be_switched_on_and_music_plays(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(QASHQAI, "", "0000"))
    page.get_by_role("group", name="Sound").get_by_label("On").check()
    Mouse(page, server).follow_to_the_end()

    expect(page.locator("[data-step]")).to_have_text("Done")


def test_a_wait_passes_at_sixty_times(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin("vw-premium-5-delco", "", "1234"))
    hand = Mouse(page, server)
    for used in ("1", "2"):
        expect(page.locator("[data-step]")).to_contain_text("Step")
        hand.press(page.get_by_role("button", name="SEEK forward"), hold_ms=2400)
        expect(page.locator("[data-said]")).to_contain_text(f"{used} SAFE")
        server.clock.ahead_ms += 4000
    server.clock.ahead_ms += 4000
    expect(page.locator("[data-do]")).to_have_text("It makes you wait. Leave it on")
    page.get_by_role("group", name="Clock").get_by_label("×60").check()
    page.wait_for_function("() => document.querySelector('input[name=speed][value=\"60\"]').checked")
    key = page.get_by_role("button", name="MIX")
    for _ in range(30):
        if page.locator("input[name=speed][value='1']").is_checked():
            break
        server.clock.ahead_ms += 14_000
        key.press("Enter")  # whatever is said lets the server look at the clock
        page.evaluate("() => fetch('/static/icon.svg')")
    expect(page.locator("[data-step]")).to_have_text(re.compile("Step"), timeout=15_000)
    expect(page.locator("input[name=speed][value='1']")).to_be_checked()


def test_the_line_comes_back_and_everything_is_drawn_anew(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(QASHQAI, "", "1203"))
    page.get_by_role("button", name="Key 1", exact=True).click()
    expect(page.locator("[data-do]")).to_have_text("Press 2 twice")
    server.stop()
    expect(page.locator("[data-offline]")).to_be_visible()
    server.start()
    expect(page.locator("[data-offline]")).to_be_hidden(timeout=15_000)
    expect(page.locator("[data-do]")).to_have_text("Press 2 twice")
    Mouse(page, server).follow_to_the_end()


def test_a_reload_goes_on_where_it_was(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(QASHQAI, "", "1203"))
    page.get_by_role("button", name="Key 1", exact=True).click()
    expect(page.locator("[data-do]")).to_have_text("Press 2 twice")
    page.reload()

    expect(page.locator("[data-do]")).to_have_text("Press 2 twice")
    Keyboard(page, server).follow_to_the_end()


def test_a_rehearsal_taken_over_elsewhere_says_so(server: Server, open_page: Callable[..., Page]) -> None:
    address = server.begin(QASHQAI)
    first = open_page(address)
    first.wait_for_selector("[data-link=up]")
    second = first.context.new_page()
    second.goto(address)
    second.wait_for_selector("[data-link=up]")

    expect(first.locator("[data-offline]")).to_contain_text("another window")


def test_a_rehearsal_belongs_to_the_browser_that_first_opened_it(
    server: Server, open_page: Callable[..., Page]
) -> None:
    address = server.begin(QASHQAI)
    open_page(address).wait_for_selector("[data-link=up]")

    expect(open_page(f"{server.address}/rehearse/").get_by_role("button", name="Rehearse")).to_be_visible()
    answer = open_page(f"{server.address}/").request.get(address)
    assert answer.status == 404


def test_what_is_shown_is_said_once_it_rests(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.begin(QASHQAI, "", "2203"))
    said = page.locator("[data-said]")
    expect(said).to_have_text("Display: Radio Code: 0 0 0 0. Press 1 twice.")
    page.get_by_role("button", name="Key 1", exact=True).dblclick()

    expect(said).to_have_text("Display: Radio Code: 2 0 0 0. Press 2 twice.")
