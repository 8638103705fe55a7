"""Small displays for the pages: what a radio shows, as a picture that is drawn here.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from headunit.web.panels import dots, segments

__all__ = ["dial", "digit_picture", "shown_picture", "tile_picture"]

_LONGEST_LINE = 16
_ONE_LINE = 12
_CELLS = 6
_DOTTED = re.compile("[KRWDVMXkrwdvmx:]")
"""Letters that fourteen segments make hard to read at the size of a tile."""


@lru_cache(maxsize=256)
def tile_picture(text: str, kind: str = "") -> str:
    """Return the picture of a tile; *kind* is ``pad``, ``dark``, ``more`` or empty for *text*."""
    if kind == "pad":
        body = _pad()
    elif kind == "more":
        dots_of = "".join(f'<rect class="lit" x="{x}" y="66" width="14" height="14" rx="2"/>' for x in (118, 143, 168))
        body = dots_of
    elif kind == "dark" or not text:
        body = _segments("      ")
    elif _DOTTED.search(text) or len(text) > _CELLS:
        body = _lines(text)
    else:
        body = _segments(text)
    return f'<svg class="glass" viewBox="0 0 300 112" aria-hidden="true" focusable="false">{body}</svg>'


def _pad() -> str:
    keys = "".join(
        f'<rect class="lit" x="{172 + 32 * (at % 3)}" y="{15 + 21.5 * (at // 3):g}" width="25" height="16" rx="2.5"/>'
        for at in range(12)
    )
    places = "".join(f'<rect class="lit" x="{34 + 29 * at}" y="66" width="21" height="4" rx="1"/>' for at in range(4))
    return keys + places


def _lines(text: str) -> str:
    """Draw *text* in dots, in two lines where one is too long to be read."""
    lines = text.rsplit(" ", 1) if len(text) > _ONE_LINE and " " in text else [text]
    wide = max(len(line) for line in lines) * dots.ADVANCE - 1
    wide = max(wide, 35)
    high = 11 * (len(lines) - 1) + dots.ROWS
    drawn = "".join(
        f'<path class="lit dot" transform="translate({(wide - (len(line) * dots.ADVANCE - 1)) // 2} {11 * at})" '
        f'd="{dots.lit_dots(line)}"/>'
        for at, line in enumerate(lines)
    )
    return f'<svg x="22" y="20" width="256" height="72" viewBox="-0.6 -0.6 {wide + 1.2:g} {high + 1.2:g}">{drawn}</svg>'


def _segments(text: str) -> str:
    cells = _CELLS
    shown = text.center(cells)[:cells]
    ghosts = "".join(f'<use href="#hu-cell" x="{at * segments.ADVANCE}"/>' for at in range(cells))
    wide = cells * segments.ADVANCE - (segments.ADVANCE - segments.WIDE)
    return (
        f'<svg x="14.6" y="14.6" width="270.9" height="82.9" viewBox="-16 -8 {wide + 30} {segments.HEIGHT + 16}">'
        f'<g transform="skewX({segments.SLANT})"><g class="ghost">{ghosts}</g>'
        f'<path class="lit" d="{segments.lit_segments(shown)}"/></g></svg>'
    )


@lru_cache(maxsize=256)
def shown_picture(text: str, label: str) -> str:
    """Return the line of dots with *text*, named *label* for those who can't see it."""
    line = " ".join(text.split())[:24] or " "
    wide = max(len(line), _LONGEST_LINE) * dots.ADVANCE - 1
    return (
        f'<svg class="glass tint-amber" viewBox="-0.6 -0.6 {wide + 1.2:g} 8.2" role="img" aria-label="{escape(label)}" '
        f'focusable="false"><path class="lit dot" d="{dots.lit_dots(line)}"/></svg>'
    )


def digit_picture(digit: str) -> str:
    """Return one digit of a code in segments; the words beside it say it aloud."""
    lit = segments.lit_segments(digit)
    return (
        '<svg class="glass tint-amber" viewBox="-16 -8 92 136" aria-hidden="true" focusable="false">'
        f'<g transform="skewX({segments.SLANT})"><g class="ghost"><use href="#hu-cell" x="0"/></g>'
        f'<path class="lit" d="{lit}"/></g></svg>'
    )


def dial(label: str) -> str:
    """Return the face of the wait clock: an hour, its needle and figures are set by a script."""
    ticks = "".join(
        f'<path class="tk{" five" if at % 5 == 0 else ""}" d="M160 28v{16 if at % 5 == 0 else 9}" '
        f'transform="rotate({6 * at} 160 160)"/>'
        for at in range(60)
    )
    figures = "".join(
        f'<text x="{x}" y="{y}">{words}</text>'
        for words, x, y in (("60", 160, 66), ("15", 254, 165), ("30", 160, 266), ("45", 66, 165))
    )
    return (
        f'<svg class="dial" viewBox="0 0 320 320" role="img" aria-label="{escape(label)}" data-face>'
        f'<circle class="face" cx="160" cy="160" r="156"/>{ticks}{figures}'
        '<path class="needle" d="M160 62v34" data-needle/></svg>'
    )
