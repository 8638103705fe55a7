"""At the radio, phone in hand: the next key in reach, each step said aloud, and a wait of the right length."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from headunit.recovery.records import Concluded, WaitStarted
from headunit.web.cases import Given, asked_at
from tests.web.browser.axe import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from headunit.recovery.case import Case
    from headunit.web.cases import Cases
    from tests.web.browser.conftest import Server

SERIAL = "V003098"
"""A made-up serial of a Ford radio, whose keys are known."""
_SAID = {"whose": "own", "used": "0", "legible": "yes", "panel": "usual", "checklist": "ready"}
_DONE = "[data-done]"
_AN_HOUR = re.compile(r"^(60:00|59:\d\d)$")


def choose(page: Page, value: str) -> None:
    with page.expect_navigation():
        page.locator(f"button[name=value][value='{value}']").first.click()


def to_press(page: Page) -> None:
    """Go from the first page to the question that counts as a try."""
    with page.expect_navigation():
        page.locator("button.choice[value='CODE']").click()
    page.locator("#number").fill(SERIAL)
    with page.expect_navigation():
        page.locator(".keys button.main").click()
    while (key := page.locator("input[name=key]").first.get_attribute("value") or "") != "press":
        if key == "car":
            page.locator("#value").fill("Ford Fiesta 2004")
            with page.expect_navigation():
                page.locator(".with-key button.main").click()
        else:
            choose(page, _SAID.get(key) or page.locator("button[name=value]").first.get_attribute("value") or "")
        if page.url.endswith("/code"):
            with page.expect_navigation():
                page.locator("a.key[href^='/case/']").click()


def now(page: Page) -> int:
    return int(page.evaluate("[...document.querySelectorAll('[data-step]')].findIndex(e => e.matches('.now-step'))"))


@pytest.fixture
def at_the_keys(server: Server, open_page: Callable[..., Page]) -> Page:
    server.forget_cases()
    page = open_page(server.address, "phone", touch=True)
    to_press(page)
    choose(page, "press")
    return page


def test_the_key_for_the_next_step_is_in_sight_at_every_step(at_the_keys: Page) -> None:
    page = at_the_keys
    tall = page.viewport_size["height"] if page.viewport_size else 0
    for at in range(page.locator("[data-step]").count()):
        page.locator("[data-step]").nth(at).scroll_into_view_if_needed()
        box = page.locator(_DONE).bounding_box()
        assert now(page) == at
        assert box is not None
        assert 0 <= box["y"] <= box["y"] + box["height"] <= tall
        page.locator(_DONE).evaluate("key => key.click()")
    assert page.locator("#after").evaluate("title => title === document.activeElement")


def test_each_step_is_said_and_the_focus_is_never_lost(at_the_keys: Page) -> None:
    page = at_the_keys
    count = page.locator("[data-step]").count()
    said = page.locator("[data-steps] [role=status]")
    page.locator(_DONE).press("Enter")

    expect(said).to_contain_text(f"Step 2 of {count}")
    expect(said).to_contain_text(page.locator("[data-step] .what").nth(1).inner_text())
    page.locator("[data-back]").press("Enter")
    expect(said).to_contain_text(f"Step 1 of {count}")
    assert page.locator(_DONE).evaluate("key => key === document.activeElement")
    assert findings(page) == []


def test_in_the_same_tab_the_steps_go_on_and_in_another_one_a_person_is_asked(at_the_keys: Page) -> None:
    page = at_the_keys
    page.locator(_DONE).click()
    page.locator(_DONE).click()
    page.reload()
    assert now(page) == 2
    expect(page.locator(_DONE)).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)

    expect(other.locator("h1")).to_have_text("Did you press any of these keys already?")
    expect(other.locator("[data-step]").first).to_be_hidden()
    assert findings(other) == []
    other.locator("summary").first.click()
    expect(other.locator("[data-step]").first).to_be_visible()


@pytest.mark.parametrize("off", [0, 3600, -3600])
def test_a_wait_has_its_length_whatever_the_clock_of_the_phone_says(
    off: int, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.address, "phone", touch=True)
    wrong = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=off)
    page.clock.set_fixed_time(wrong)
    page.goto(server.address + wait_of_an_hour(server))

    left = page.locator("[data-left-text]")
    expect(left).to_have_text(_AN_HOUR)
    due = (wrong + dt.timedelta(hours=1)).timestamp() * 1000
    near = page.evaluate(
        "due => [-30, 0, 30].map(s => new Date(due + s * 1000).toLocaleTimeString(document.documentElement.lang,"
        " { hour: '2-digit', minute: '2-digit' }))",
        due,
    )
    assert page.locator("[data-due]").inner_text() in near


def wait_of_an_hour(server: Server) -> str:
    """Return the page of a case whose radio waits for an hour from now on."""
    with server.cases() as cases:
        case = cases.write(cases.begin("SAFE"), Concluded("vw-premium-5-delco", "person"))
        case = said(cases, case, "own", "0")
        case = cases.look(case, "2 SAFE", cases.known(case)).case
        return f"/case/{said(cases, cases.write(case, WaitStarted()), 'card', '1234').id}"


def said(cases: Cases, case: Case, *values: str) -> Case:
    """Answer the questions that stand with *values*."""
    for value in values:
        known = cases.known(case)
        ask = cases.ask(case, known)
        case = cases.take(case, Given(ask.key, asked_at(case, ask), value, "test"), known).case
    return case
