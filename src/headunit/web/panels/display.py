"""The picture of a display: what of it never changes, and what a text lights."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.web.panels import dots, segments
from headunit.web.panels.display_fit import placed
from headunit.web.panels.geometry import Box, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.web.panels.layout import Layout

__all__ = ["SPRITE", "Lit", "draw_display", "lit"]

SPRITE = (
    '<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    f'<path id="hu-cell" d="{segments.cell_path()}"/>'
    '<pattern id="hu-dots" width="1" height="1" patternUnits="userSpaceOnUse">'
    '<rect class="ghost" width=".86" height=".86"/></pattern></defs></svg>'
)
"""What every page that draws displays holds once."""


class Lit(NamedTuple):
    """Hold what is lit: a *path* of dots or segments, or on a screen a *title* and one sign for each place."""

    path: str = ""
    title: str = ""
    cells: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return the JSON form (docs/reference/panel-session.md)."""
        return {"path": self.path, "title": self.title, "cells": list(self.cells)}


def lit(layout: Layout, text: str) -> Lit:
    """Return what *text* lights on the display of *layout*."""
    kind = layout.look.kind
    if kind == "screen":
        return _on_a_screen(text, layout.places)
    shown = placed(text, layout.cells, exact=layout.exact, right=kind == "seg14" and text.strip()[:1].isdecimal())
    return Lit(dots.lit_dots(shown) if kind == "dots" else segments.lit_segments(shown))


def _on_a_screen(text: str, places: int) -> Lit:
    """Return the title of *text* and, where it ends in as many signs as the code has places, those one by one."""
    text = text.strip()
    match = re.fullmatch(rf"(.*?) ?([0-9-]{{{places}}})", text) if places else None
    if match is None:
        return Lit(title=text)
    return Lit(title=match[1] or "CODE", cells=tuple("" if sign == "-" else sign for sign in match[2]))


def draw_display(layout: Layout, text: str) -> str:
    """Return the SVG of the display with *text* on it."""
    shown = lit(layout, text)
    body = _screen(layout, shown) if layout.look.kind == "screen" else _glass(layout, shown)
    box = layout.display
    return f'<rect class="p-glass" {_at(box)} rx="8"/><g class="p-text" aria-hidden="true">{body}</g>'


def _glass(layout: Layout, shown: Lit) -> str:
    box = layout.display
    if layout.look.kind == "dots":
        px, py = 24, 24
        wide = layout.cells * dots.ADVANCE - 1
        view = f"-0.6 -0.6 {wide + 1.2:g} {dots.ROWS + 1}"
        unlit = f'<rect width="{wide}" height="{dots.ROWS}" fill="url(#hu-dots)"/>'
        body = f'{unlit}<path class="lit dot" d="{shown.path}"/>'
    else:
        px, py = 18, 22
        wide = layout.cells * segments.ADVANCE - (segments.ADVANCE - segments.WIDE)
        view = f"-16 -8 {wide + 30} {segments.HEIGHT + 16}"
        ghosts = "".join(f'<use href="#hu-cell" x="{at * segments.ADVANCE}"/>' for at in range(layout.cells))
        body = (
            f'<g transform="skewX({segments.SLANT})"><g class="ghost">{ghosts}</g>'
            f'<path class="lit" d="{shown.path}"/></g>'
        )
    inner = Box(box.x + px, box.y + py, box.w - 2 * px, box.h - 2 * py)
    return f'<svg {_at(inner)} viewBox="{view}">{body}</svg>'


def _screen(layout: Layout, shown: Lit) -> str:
    x, y = layout.display.x + 28, layout.display.y
    title = f'<text class="scr-title" x="{number(x)}" y="{number(y + 104)}">{escape(shown.title)}</text>'
    if not layout.places:
        return title
    boxes = "".join(_boxes(layout, shown, x, y + 142))
    return f'{title}<g class="scr-cells{"" if shown.cells else " off"}">{boxes}</g>'


def _boxes(layout: Layout, shown: Lit, x: float, y: float) -> Iterator[str]:
    wide, gap = 56, 8
    for at in range(layout.places):
        left = x + at * (wide + gap)
        sign = shown.cells[at] if shown.cells else ""
        yield f'<rect class="scr-box" x="{number(left)}" y="{number(y)}" width="{wide}" height="84" rx="5"/>'
        yield f'<text class="scr-digit" x="{number(left + wide / 2)}" y="{number(y + 58)}">{sign}</text>'


def _at(box: Box) -> str:
    return " ".join(f'{name}="{number(value)}"' for name, value in zip(("x", "y", "width", "height"), box, strict=True))
