"""The page of an entry plan as a PDF: one page that fits A4 and Letter alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.vault.paper.page import A4_MM, Font, Ink, Page

if TYPE_CHECKING:
    from headunit.cli.plan_sheet import Line, Sheet

__all__ = ["BOTTOM", "SIZES_PT", "drawn", "pdf_page"]

LEFT, TOP, WIDTH = 18.0, 16.0, 174.0
"""Where the text stands, in millimetres: inside the margins of A4 (210 × 297) and of Letter (216 × 279)."""

BOTTOM = 262.0
"""The lowest line that Letter prints when the page is not scaled."""

SIZES_PT = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
"""Sizes of the steps, largest first: the first that fits the page is taken."""

_MM_PER_PT = 0.3528
_NUMBER_AT, _KEYS_AT, _SAY_AT = 8.0, 17.0, 61.0
_BOX, _GAP = 13.0, 2.0
"""The boxes of the code, and what is between them."""


def pdf_page(sheet: Sheet) -> bytes:
    """Return *sheet* as a PDF of one page."""
    for size in SIZES_PT[:-1]:
        page, bottom = drawn(sheet, size)
        if bottom <= BOTTOM:
            return page.finish()
    return drawn(sheet, SIZES_PT[-1])[0].finish()


def drawn(sheet: Sheet, size: float) -> tuple[Page, float]:
    """Return the page with steps in *size* points, and how far down it reaches."""
    page = Page(A4_MM, title=f"Entry plan: {sheet.title}")
    y = _head(page, sheet)
    for line in sheet.lines:
        y = _line(page, line, size, y)
    if not sheet.complete:
        y = _alarm(page, size, y)
    y = _boxes(page, sheet, size, y + 7)
    page.line((LEFT, y + 4), (LEFT + WIDTH, y + 4), line_pt=0.4)
    page.text((LEFT, y + 8), sheet.foot, size_pt=8, ink=Ink.GREY)
    return page, y + 9


def _head(page: Page, sheet: Sheet) -> float:
    code_width = len(sheet.code) * (_BOX + _GAP) - _GAP
    page.box((LEFT, TOP), (2.8, 2.8), fill=Ink.AMBER, radius=0.6)
    page.capitals((LEFT + 4.4, TOP + 2.6), "Radio code, key by key", size_pt=7.5)
    y = _text(page, sheet.title, 20, (LEFT, TOP + 5), WIDTH - code_width - 8, font=Font.TITLE)
    if sheet.variant:
        y = _text(page, sheet.variant, 11, (LEFT, y + 0.5), WIDTH - code_width - 8)
    for place, digit in enumerate(sheet.code):
        x = LEFT + WIDTH - code_width + place * (_BOX + _GAP)
        page.box((x, TOP), (_BOX, 16), fill=Ink.PALE, line=Ink.BLACK, radius=2, line_pt=1.2)
        page.text_centred((x + _BOX / 2, TOP + 11.4), digit, font=Font.NUMBER, size_pt=27)
    y = max(y, TOP + 16) + 3.5
    page.box((LEFT, y), (WIDTH, 0.7), fill=Ink.AMBER)
    return y + 1.7


def _text(
    page: Page, text: str, size: float, at: tuple[float, float], width: float, *, font: Font = Font.TEXT
) -> float:
    """Write *text* in lines of *width* below *at*; return where it ends."""
    x, y = at
    for line in page.wrapped(text, width, font=font, size_pt=size):
        page.text((x, y + _leading(size) * 0.78), line, font=font, size_pt=size)
        y += _leading(size)
    return y


def _height(page: Page, text: str, size: float, width: float) -> float:
    return len(page.wrapped(text, width, size_pt=size)) * _leading(size)


def _leading(size: float) -> float:
    """Return the height of a line in millimetres."""
    return size * _MM_PER_PT * 1.32


def _line(page: Page, line: Line, size: float, y: float) -> float:
    """Draw one line to tick off: box, number, keys, words."""
    at = _SAY_AT if line.keys else _KEYS_AT
    words = _height(page, line.say, size, WIDTH - at)
    height = max(words, size * 0.6) + 0.3 * size
    middle, box = y + height / 2, size * 0.42
    page.box((LEFT, middle - box / 2), (box, box), line=Ink.BLACK, radius=0.8, line_pt=0.9)
    down = middle + size * _MM_PER_PT * 0.36
    page.text_right((LEFT + _KEYS_AT - 3, down), str(line.number), font=Font.TITLE, size_pt=size * 0.85)
    if line.keys:
        _caps(page, line, size, middle)
    _text(page, line.say, size, (LEFT + at, middle - words / 2), WIDTH - at)
    page.line((LEFT, y + height), (LEFT + WIDTH, y + height), line_pt=0.4)
    return y + height


def _caps(page: Page, line: Line, size: float, middle: float) -> None:
    """Draw the keys as caps, and beside them how they are used; long names are set smaller."""
    room = _SAY_AT - _KEYS_AT - 3
    scale = min(1.0, room / _caps_width(page, line, size))
    x, cap, down = LEFT + _KEYS_AT, size * 0.56, middle + size * scale * _MM_PER_PT * 0.36
    for key in line.keys:
        width = _cap_width(page, key, size) * scale
        page.box((x, middle - cap / 2), (width, cap), fill=Ink.PALE, line=Ink.BLACK, radius=1.2, line_pt=0.9)
        page.text_centred((x + width / 2, down), key, font=Font.TITLE, size_pt=size * scale)
        x += width + 2 * scale
    page.text((x, down), line.manner, size_pt=size * scale)


def _cap_width(page: Page, key: str, size: float) -> float:
    return max(size * 0.6, page.width_of(key, Font.TITLE, size) + 4)


def _caps_width(page: Page, line: Line, size: float) -> float:
    return sum(_cap_width(page, key, size) + 2 for key in line.keys) + page.width_of(line.manner, Font.TEXT, size)


def _alarm(page: Page, size: float, y: float) -> float:
    words = "Stops before the code is sent: no source says how."
    page.box((LEFT, y + 4), (WIDTH, 9), line=Ink.BLACK, radius=2, line_pt=1.4)
    page.text_centred((LEFT + WIDTH / 2, y + 9.9), words, font=Font.TITLE, size_pt=min(size, 12))
    return y + 13


def _boxes(page: Page, sheet: Sheet, size: float, y: float) -> float:
    """Draw what to mind and what to do when it fails, side by side; return where the longer one ends."""
    column, small = (WIDTH - 8) / 2, min(11.5, size * 0.75)
    ends = []
    for x, title, texts in (
        (LEFT, "Mind", sheet.mind),
        (LEFT + column + 8, "If it doesn't play", sheet.fails),
    ):
        down = _text(page, title, small * 1.2, (x, y), column, font=Font.TITLE) + 0.8
        for text in texts:
            page.text((x, down + _leading(small) * 0.78), "•", size_pt=small, ink=Ink.AMBER)
            down = _text(page, text, small, (x + 4, down), column - 4) + 0.8
            if text.endswith(":"):
                page.line((x + 4, down + 6), (x + column, down + 6), ink=Ink.BLACK, line_pt=0.5)
                down += 7.5
        ends.append(down)
    return max(ends)
