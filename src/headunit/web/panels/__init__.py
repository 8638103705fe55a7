"""Front panels drawn from the panel's data: a layout of parts, and SVG text.  Pure."""

from headunit.web.panels.display import SPRITE, Lit, draw_display, lit
from headunit.web.panels.draw import draw_panel
from headunit.web.panels.geometry import KEY, WIDTH, Box
from headunit.web.panels.imagined import imagined_keys
from headunit.web.panels.layout import Control, Layout, Part, layout_of
from headunit.web.panels.looks import Look, look_of

__all__ = [
    "KEY",
    "SPRITE",
    "WIDTH",
    "Box",
    "Control",
    "Layout",
    "Lit",
    "Look",
    "Part",
    "draw_display",
    "draw_panel",
    "imagined_keys",
    "layout_of",
    "lit",
    "look_of",
]
