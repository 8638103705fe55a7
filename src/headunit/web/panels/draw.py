"""A whole front panel as SVG text: drawn on the server, so that a page shows the radio without JavaScript too."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from headunit.web.panels.display import draw_display
from headunit.web.panels.geometry import WIDTH, Box, number
from headunit.web.panels.shapes import draw_part, rect

if TYPE_CHECKING:
    from headunit.web.panels.layout import Layout

__all__ = ["draw_panel"]


def draw_panel(layout: Layout, name: str, text: str = "", *, live: bool = False, dark: bool = False) -> str:
    """Return the SVG of a front with *text* on its display; *name* is what it is called.

    *live*: its keys are buttons in the order of Tab; else it is one picture. *dark*: nothing on it is lit.
    """
    look = layout.look
    css = f"panel tint-{look.tint} tone-{look.tone}" + (" dead" if dark else "")
    role = "group" if live else "img"
    body = rect(layout.body, "p-body", look.corner)
    lever = _lever(layout.lever) if layout.lever else ""
    slot = _slot(layout)
    parts = "".join(draw_part(part, live=live) for part in layout.parts)
    return (
        f'<svg class="{css}" viewBox="0 0 {WIDTH} {number(layout.height)}" role="{role}" aria-label="{escape(name)}" '
        f'focusable="false">{body}{slot}{lever}{draw_display(layout, text)}{parts}</svg>'
    )


def _slot(layout: Layout) -> str:
    """Return a groove under the display, as the mouth of a disc or a cassette has; not on a screen."""
    if layout.look.kind == "screen" or layout.look.compact:
        return ""
    box = layout.display
    return rect(Box(box.x + 150, box.bottom + 8, box.w - 300, 5), "p-slot", 2.5)


def _lever(box: Box) -> str:
    """Return the stalk: a stem that comes out of the column, and the pod that the fingers reach."""
    x, y = number(box.x), box.y
    inner = f"L{number(box.x + 230)} {number(y + 34)}v{number(box.h - 68)}"
    stem = f'<path class="p-stem" d="M{x} {number(y + 52)}{inner}L{x} {number(box.bottom - 52)}Z"/>'
    pod = rect(Box(box.x + 214, y + 4, box.w - 214, box.h - 8), "p-body", 48)
    text = f'<text class="p-note" x="{number(box.x + 92)}" y="{number(y + box.h / 2 + 7)}">stalk</text>'
    return stem + pod + text
