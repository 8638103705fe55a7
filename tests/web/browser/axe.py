"""What axe finds on a page at rest: a colour on its way from one to another has a contrast of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["findings"]

_AT_REST = """async () => {
    // What the mouse left, or what came to lie under it, begins to change only in one of the next frames.
    const frame = () => new Promise((then) => requestAnimationFrame(then));
    const moving = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    await frame();
    await frame();
    await Promise.allSettled(moving().map((one) => one.finished));
}"""


def findings(page: Page) -> list[str]:
    """Return each finding with the element that it is about."""
    page.mouse.move(0, 0)
    page.evaluate(_AT_REST)
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
