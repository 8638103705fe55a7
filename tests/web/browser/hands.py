"""Three ways to do what the guide asks: with a mouse, with the keyboard alone, and with fingers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.web.browser.conftest import Server

__all__ = ["Fingers", "Hand", "Keyboard", "Mouse"]

_SEEN = """() => ['[data-step]', '[data-do]', '[data-count]', '.p-text']
    .map((part) => document.querySelector(part).innerHTML).join('|')"""
_LIT = ".pc.hint, .together .hint"
_FELT = "(many) => document.querySelector('[data-felt]')?.dataset.felt === String(many)"
_MOST_TABS = 80


class Hand:
    """Follow the guide of an open page; *server* is needed to let the time of a long press pass."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        page.wait_for_selector("[data-link=up]")

    def follow_to_the_end(self, most: int = 80) -> None:
        """Do what the guide says until the radio plays."""
        for _ in range(most):
            if self.step == "Done":
                return
            self.follow()
        raise AssertionError(f"it never ended: {self.step}, {self.page.inner_text('[data-do]')}")

    @property
    def step(self) -> str:
        return self.page.inner_text("[data-step]")

    def follow(self) -> None:
        """Do one thing, and wait until the page shows what came of it."""
        seen = self.page.evaluate(_SEEN)
        if self.step != "One moment":
            try:
                self.do(hold_ms=self.hold_ms)
            except PlaywrightTimeoutError:  # the radio went on by itself while the key was looked for
                if self.page.locator(_LIT).count():
                    raise
        self.page.wait_for_function(f"(seen) => ({_SEEN})() !== seen", arg=seen)

    @property
    def hold_ms(self) -> int:
        """Return how long the guide says to hold, in ms; 0 for a tap."""
        said = self.page.inner_text("[data-do]")
        seconds = re.search(r"([0-9]+) seconds", said)
        return int(seconds[1]) * 1000 if seconds else 9000 * said.startswith("Hold")

    def do(self, *, hold_ms: int) -> None:
        """Press or turn what is lit."""
        together = self.page.locator(".together .hint")
        target = together if together.count() else self.page.locator(".pc.hint").first
        self.press(target, hold_ms=hold_ms)

    def press(self, target: Locator, *, hold_ms: int = 0) -> None:
        raise NotImplementedError

    def held(self, hold_ms: int) -> None:
        """Let the time of a long press pass, once the page shows it as held and the radio feels it."""
        self.page.wait_for_selector(".holding")
        self.page.wait_for_selector('[data-felt]:not([data-felt="0"])')
        self.server.clock.ahead_ms += hold_ms


class Mouse(Hand):
    """Use a mouse."""

    def press(self, target: Locator, *, hold_ms: int = 0) -> None:
        target.hover()
        self.page.mouse.down()
        if hold_ms:
            self.held(hold_ms)
        self.page.mouse.up()


class Keyboard(Hand):
    """Use the keyboard alone: Tab to the key that is lit, and Enter or the space bar."""

    def press(self, target: Locator, *, hold_ms: int = 0) -> None:
        handle = target.element_handle()
        for _ in range(_MOST_TABS):
            if self.page.evaluate("(wanted) => document.activeElement === wanted", handle):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError("Tab never reaches it")
        key = " " if hold_ms else "Enter"
        self.page.keyboard.down(key)
        if hold_ms:
            self.held(hold_ms)
        self.page.keyboard.up(key)


class Fingers(Hand):
    """Use fingers on a touch screen, several where keys are held together."""

    def do(self, *, hold_ms: int) -> None:
        hints = self.page.locator(".pc.hint")
        points = [self._point(hints.nth(at), at) for at in range(hints.count())]
        line = self.page.context.new_cdp_session(self.page)
        for at in range(len(points)):
            line.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[: at + 1]})
        if hold_ms:
            self.page.wait_for_function(_FELT, arg=len(points))
            self.server.clock.ahead_ms += hold_ms
        line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        line.detach()

    def _point(self, target: Locator, at: int) -> dict[str, Any]:
        target.scroll_into_view_if_needed()
        box = target.locator(".pk-hit").bounding_box()
        assert box is not None
        return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "id": at}
