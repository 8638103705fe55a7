"""No finding of axe beside the way either: a wait, the official way, the vault in each state, papers, and faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.browser.axe import findings
from tests.web.walker import NOTE, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.web.browser.conftest import Server

VIEWS = pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param("phone", "dark"),
        pytest.param("phone", "light", marks=pytest.mark.verify),
        pytest.param("desktop", "light", marks=pytest.mark.verify),
        pytest.param("desktop", "dark", marks=pytest.mark.verify),
    ],
)


class Eye:
    """Look at each page that a form or a link leads to."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.at("/settings")
        self.page.locator("input[name=sure]").check()
        self.press("form:has(input[name=sure]) button")

    def at(self, path: str) -> None:
        self.page.goto(self.server.address + path)
        self.look()

    def press(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look()

    def answer(self, *values: str) -> None:
        """Answer the questions that stand, by a button or in a field."""
        for value in values:
            if self.page.url.endswith("/code"):
                self.press("a.key[href^='/case/']")
            button = f"button[name=value][value='{value}']"
            if not self.page.locator(button).count():
                self.page.locator("main input[type=text], main input[type=password]").first.fill(value)
                button = "form button.main"
            self.press(button)

    def look(self) -> None:
        assert findings(self.page) == [], self.page.url
        wide = self.page.viewport_size
        assert wide is not None
        assert self.page.evaluate("document.documentElement.scrollWidth") <= wide["width"], self.page.url


@pytest.fixture
def eye(size: str, theme: str, server: Server, open_page: Callable[..., Page]) -> Eye:
    return Eye(open_page(server.address, size, theme, locale="de-DE"), server)


@VIEWS
def test_a_wait_and_the_papers_of_its_case(eye: Eye) -> None:
    eye.at("/")
    eye.press("button.choice[value='WAIT']")
    case = re.sub(".*/", "", eye.page.url)
    eye.answer(NOTE, "Nissan Note 2010", "own", "0", "yes")
    eye.answer("was-off", "on-again")
    for path in (
        f"/case/{case}/display",
        f"/case/{case}/code",
        f"/cases/{case}",
        f"/cases/{case}/sheet",
        "/cases",
        "/",
    ):
        eye.at(path)


@VIEWS
def test_the_official_way(eye: Eye) -> None:
    eye.at("/")
    eye.press("button.choice[value='CODE']")
    eye.answer("unread", "none", "own", "unknown", "dealer", "answered", "12", "1234")
    eye.answer("give-up")


@VIEWS
def test_the_vault_in_each_state(eye: Eye) -> None:
    eye.at("/keep")
    for again in ("other words than those", WORDS):
        eye.page.locator("#passphrase").fill(WORDS)
        eye.page.locator("#again").fill(again)
        eye.press("button[value=new]")
    eye.press(".keys a.main")
    eye.page.locator("#name").fill("Fiesta")
    eye.page.locator("#code").fill("4713")
    eye.press(".keys button.main")
    eye.press("button[value=show]")
    eye.at("/keep")
    eye.press("a[href^='/keep/card/']")
    eye.at("/keep")
    eye.press("button[value=csv]")
    eye.press("button[value=lock]")
    eye.page.locator("#passphrase").fill("none of these words")
    eye.press("button[value=open]")


@VIEWS
def test_what_goes_wrong(eye: Eye) -> None:
    eye.at("/case/AAAAAA")
    eye.at("/radios/ford-keycode/card")
    eye.page.locator("#number").fill("1234")
    eye.press("form button.main")
    eye.page.locator("#number").fill("-")
    eye.press("form button.main")
