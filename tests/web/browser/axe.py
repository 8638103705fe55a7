"""What axe finds on a page at rest: a colour on its way from one to another has a contrast of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["findings"]

_AT_REST = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))"""


def findings(page: Page) -> list[str]:
    """Return each finding with the element that it is about."""
    page.evaluate(_AT_REST)
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
