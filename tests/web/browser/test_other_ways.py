"""Every state of the pages beside the shortest way: keys, wait, refusal, dealer, vault and papers.

Each is reached in the browser as a person reaches it, loaded again, and looked at by axe.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from headunit.recovery.records import Concluded, Seen, WaitStarted
from tests.web.browser.test_way import Finger, Hand, Keyboard, answer, key_of, looked_at, step
from tests.web.walker import ANSWERS, NOTE, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.browser.conftest import Server

QASHQAI = "Nissan Qashqai audio 2012 7612830085"
"""A radio whose key presses are known, and whose code no rule works out: the code comes from a card."""

CARD = {"source": "card", "code": "1234", "label": QASHQAI, "car": "Nissan Qashqai 2012"}
WAYS = [
    pytest.param((Keyboard(), "desktop", "light", "en-GB"), id="keyboard in English", marks=pytest.mark.verify),
    pytest.param((Finger(), "phone", "dark", "de-DE"), id="touch in German"),
    pytest.param((Keyboard(), "desktop", "dark", "de-DE"), id="keyboard in German by night", marks=pytest.mark.verify),
    pytest.param((Finger(), "phone", "light", "en-GB"), id="touch in English by day", marks=pytest.mark.verify),
]
Opened = tuple[Page, Hand]


@pytest.fixture(params=WAYS)
def opened(request: pytest.FixtureRequest, server: Server, open_page: Callable[..., Page]) -> Opened:
    """Return the first page, and the hand that uses it."""
    hand, size, theme, locale = request.param
    server.forget_cases()
    return open_page(server.address, size, theme, touch=size == "phone", locale=locale), hand


def walk(opened: Opened, to: str, *, display: str = "CODE", **own: str) -> None:
    """Answer until the question *to* stands; *own* answers come before the usual ones."""
    page, hand = opened
    step(page, hand, f"button.choice[value='{display}']")
    for _ in range(14):
        if page.url.endswith("/code"):
            step(page, hand, "a.key[href^='/case/']")
        key = key_of(page)
        if key == to:
            break
        told = own.get(key) or ANSWERS.get(key)
        if key in {"label", "code"}:
            hand.fill(page, "#number" if key == "label" else "#code", told or "")
            step(page, hand, "main .keys button.main")
        elif told:
            answer(page, hand, told)
        else:
            step(page, hand, "button[name=value]")
    assert key_of(page) == to
    page.reload()
    looked_at(page)


def test_the_keys_are_gone_through_one_by_one(opened: Opened) -> None:
    page, hand = opened
    walk(opened, "press", **CARD)
    step(page, hand, "button[name=value][value='press']")
    steps = page.locator("[data-step]")
    many = steps.count()
    assert many > 4
    for at in range(many):
        expect(steps.nth(at)).to_have_class("now-step")
        expect(page.locator("[data-done]")).to_be_in_viewport()
        hand.choose(page, "[data-done]")
    expect(page.locator("[data-done]")).to_be_hidden()
    looked_at(page)


@pytest.mark.parametrize(
    "said",
    ["wrong", pytest.param("no-reaction", marks=pytest.mark.verify), pytest.param("unclear", marks=pytest.mark.verify)],
)
def test_what_a_try_may_come_to(said: str, opened: Opened) -> None:
    page, hand = opened
    walk(opened, "press", **CARD)
    step(page, hand, "button[name=value][value='press']")
    looked_at(page)
    step(page, hand, f"button[name=value][value='{said}']")
    page.reload()
    looked_at(page)
    page.goto(page.url.replace("/case/", "/cases/"))
    looked_at(page)


def test_a_wait_of_which_nobody_knows_how_long(opened: Opened) -> None:
    page, _ = opened
    walk(opened, "wait", display="WAIT", label=NOTE)
    expect(page.locator("[data-clock]")).to_have_count(0)


def test_a_wait_is_served(opened: Opened, server: Server) -> None:
    page, hand = opened
    step(page, hand, "button.choice[value='SAFE']")
    name = page.url.rsplit("/", 1)[1]
    server.write(name, Concluded("vw-premium-5-delco", "person"))
    page.reload()
    for said in ("own", "0"):
        answer(page, hand, said)
    server.write(name, Seen("2 SAFE", "locked"), WaitStarted())
    page.reload()
    answer(page, hand, "card")
    hand.fill(page, "#code", "1234")
    step(page, hand, "main .keys button.main")
    step(page, hand, "a.key[href^='/case/']")
    assert key_of(page) == "wait"
    expect(page.locator("[data-left-text]")).to_have_text(re.compile("^(60|59)"))
    looked_at(page)
    step(page, hand, "button[name=value][value='was-off']")
    expect(page.locator("[data-clock]")).to_have_count(0)
    looked_at(page)


def test_a_number_that_is_the_cars(opened: Opened) -> None:
    page, hand = opened
    walk(opened, "label")
    hand.fill(page, "#number", "1HGCM82633A004352")
    expect(page.locator("[data-reading]")).to_contain_text("1HGCM82633A004352")
    looked_at(page)


@pytest.mark.parametrize(
    ("to", "own"),
    [
        pytest.param("family", {"label": "Nissan Qashqai"}, id="several radios fit"),
        pytest.param("source", CARD, id="where a code may come from"),
        pytest.param("code", CARD, id="a code from a card"),
        pytest.param("dealer", CARD | {"source": "none"}, id="the letter to the dealer"),
        pytest.param("checklist", CARD, id="before the keys"),
    ],
)
def test_questions_beside_the_way(to: str, own: dict[str, str], opened: Opened) -> None:
    walk(opened, to, **own)


def test_the_guard_refuses(opened: Opened) -> None:
    page, _ = opened
    walk(opened, "refused", label=NOTE, used="3")
    expect(page.locator("button[name=value][value='press']")).to_have_count(0)


def test_the_vault_and_its_papers(opened: Opened, server: Server) -> None:
    page, hand = opened
    page.goto(f"{server.address}/keep")
    if page.locator("#again").count():
        hand.fill(page, "#passphrase", WORDS)
        hand.fill(page, "#again", WORDS)
        step(page, hand, "button[value='new']")
        looked_at(page)
        step(page, hand, "button[value='lock']")
    page.reload()
    looked_at(page)
    hand.fill(page, "#passphrase", "not these words")
    step(page, hand, "button[value='open']")
    looked_at(page)
    hand.fill(page, "#passphrase", WORDS)
    step(page, hand, "button[value='open']")
    step(page, hand, "a[href='/keep/add']")
    car = f"The blue car, {type(hand).__name__} {page.evaluate('navigator.language')}"
    hand.fill(page, "#name", car)  # one vault for all ways through this test
    hand.fill(page, "#code", "abc")
    step(page, hand, "main button.key.main")
    looked_at(page)
    page.locator("#code").fill("")
    hand.fill(page, "#code", "7319")
    step(page, hand, "main button.key.main")
    looked_at(page)
    step(page, hand, "button[value='show']")
    looked_at(page)
    step(page, hand, "a[href^='/keep/card/'], a[href$='/card']")
    looked_at(page)


def test_the_record_and_the_sheet(opened: Opened) -> None:
    page, hand = opened
    walk(opened, "press", **CARD)
    case = page.url.rsplit("/", 1)[1]
    address = page.url.split("/case/", maxsplit=1)[0]
    for path in (f"/cases/{case}", f"/cases/{case}/sheet", f"/case/{case}/display", f"/case/{case}/code"):
        page.goto(address + path)
        looked_at(page)
    page.goto(f"{address}/cases/{case}")
    step(page, hand, "form[action$='/close'] button, button[formaction$='/close']")
    looked_at(page)
