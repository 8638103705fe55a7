"""The code card: one radio on a card of credit-card size, or up to ten of them on A4 with cut marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import segno

from headunit.vault.paper.page import A4_MM, Font, Ink, Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from headunit.numbers import RadioCode

__all__ = ["CARDS_PER_SHEET", "CARD_MM", "CardContent", "Paper", "code_cards"]

CARD_MM = (85.6, 54.0)
_CORNER = 3.18
_EDGE = 5.5
_HEAD = 11.0
_COLUMNS, _ROWS = 2, 5
CARDS_PER_SHEET = _COLUMNS * _ROWS
_MARK_GAP, _MARK_LENGTH = 1.5, 5.0
_QR = 20.0
_CAPTION_PT, _SMALL_PT = 6.0, 7.0
"""The smallest type on a card that is read by the light of a car: captions, and what is said beside them."""


class Paper(StrEnum):
    """Name the paper: a card printer's blank, or a sheet to cut."""

    CARD = "card"
    A4 = "a4"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """Hold what a card tells; *code* is ``None`` for a card with empty boxes, *digits* says how many."""

    reference: str
    name: str
    unit: str
    serial: str
    part_number: str
    digits: int
    code: RadioCode | None
    printed: date


def code_cards(contents: Sequence[CardContent], paper: Paper) -> bytes:
    """Return a PDF: a page for each card, or sheets of A4 with ten places, cut marks and what to do with them."""
    title = f"Code card {contents[0].reference}" if len(contents) == 1 else f"{len(contents)} code cards"
    page = Page(CARD_MM if paper is Paper.CARD else A4_MM, title=title)
    if paper is Paper.CARD:
        for number, content in enumerate(contents):
            if number:
                page.next_page()
            _card(page, (0, 0), content)
        return page.finish()
    for first in range(0, len(contents), CARDS_PER_SHEET):
        if first:
            page.next_page()
        _sheet(page, contents[first : first + CARDS_PER_SHEET])
    return page.finish()


def _sheet(page: Page, contents: Sequence[CardContent]) -> None:
    left = (A4_MM[0] - _COLUMNS * CARD_MM[0]) / 2
    top = (A4_MM[1] - _ROWS * CARD_MM[1]) / 2
    for number, content in enumerate(contents):
        row, column = divmod(number, _COLUMNS)
        at = (left + column * CARD_MM[0], top + row * CARD_MM[1])
        _card(page, at, content)
    rows = -(-len(contents) // _COLUMNS)
    columns = min(len(contents), _COLUMNS)
    _cut_marks(page, (left, top), columns, rows)
    below = top + rows * CARD_MM[1] + 14
    if below < A4_MM[1] - top:
        _advice(page, (left, below))


def _cut_marks(page: Page, at: tuple[float, float], columns: int, rows: int) -> None:
    right, bottom = at[0] + columns * CARD_MM[0], at[1] + rows * CARD_MM[1]
    for column in range(columns + 1):
        x = at[0] + column * CARD_MM[0]
        for edge, way in ((at[1], -1), (bottom, 1)):
            page.line(
                (x, edge + way * _MARK_GAP), (x, edge + way * (_MARK_GAP + _MARK_LENGTH)), ink=Ink.GREY, line_pt=0.4
            )
    for row in range(rows + 1):
        y = at[1] + row * CARD_MM[1]
        for edge, way in ((at[0], -1), (right, 1)):
            page.line(
                (edge + way * _MARK_GAP, y), (edge + way * (_MARK_GAP + _MARK_LENGTH), y), ink=Ink.GREY, line_pt=0.4
            )


def _advice(page: Page, at: tuple[float, float]) -> None:
    page.text(at, "Print at 100 %, without fitting to the page, and cut along the marks.", font=Font.STRONG, size_pt=9)
    lines = (
        f"A finished card measures {CARD_MM[0]} × {CARD_MM[1]:.0f} mm.",
        "Keep it away from the car: who has both has a working radio.",
        "A card belongs to one radio. If the radio is replaced, destroy the card.",
    )
    for number, text in enumerate(lines, start=1):
        page.text((at[0], at[1] + 5 * number), text, size_pt=9, ink=Ink.GREY)


def _card(page: Page, at: tuple[float, float], content: CardContent) -> None:
    x, y = at
    width, height = CARD_MM
    page.clip(at, CARD_MM, _CORNER)
    page.box(at, (width, _HEAD), fill=Ink.BLACK)
    page.box((x, y + _HEAD), (width, 0.7), fill=Ink.AMBER)
    page.unclip()
    page.box(at, CARD_MM, line=Ink.LINE, radius=_CORNER, line_pt=0.4)
    _head(page, at, content)
    text_width = width - 2 * _EDGE - _QR - 4
    name, size = page.fitted(content.name, text_width, font=Font.TITLE, size_pt=12)
    page.text((x + _EDGE, y + 18.2), name, font=Font.TITLE, size_pt=size)
    unit, size = page.fitted(content.unit, text_width, font=Font.TEXT, size_pt=7.5)
    page.text((x + _EDGE, y + 22), unit, size_pt=size)
    _numbers(page, (x + _EDGE, y + 26.6), content, text_width)
    _qr(page, (x + width - _EDGE - _QR, y + 14.6), content)
    _code(page, (x + _EDGE, y + height - 4.8), content)


def _head(page: Page, at: tuple[float, float], content: CardContent) -> None:
    x, y = at
    page.box((x + _EDGE, y + 4.1), (2.8, 2.8), fill=Ink.AMBER, radius=0.6)
    page.capitals((x + _EDGE + 4.4, y + 6.7), "Radio code card", size_pt=7, ink=Ink.WHITE)
    page.text_right((x + CARD_MM[0] - _EDGE, y + 6.9), content.reference, font=Font.NUMBER, size_pt=9, ink=Ink.WHITE)


def _numbers(page: Page, at: tuple[float, float], content: CardContent, width: float) -> None:
    """Write the serial, and beside it the part number if there is room."""
    x, y = at
    second = width * 0.56
    page.capitals((x, y), "Serial", size_pt=_CAPTION_PT)
    serial_width = second - 2 if content.part_number else width
    serial, size = page.fitted(content.serial or "–", serial_width, font=Font.NUMBER, size_pt=8.5)
    page.text((x, y + 3.8), serial, font=Font.NUMBER, size_pt=size)
    if content.part_number:
        page.capitals((x + second, y), "Part number", size_pt=_CAPTION_PT)
        number, size = page.fitted(content.part_number, width - second, font=Font.NUMBER, size_pt=8.5)
        page.text((x + second, y + 3.8), number, font=Font.NUMBER, size_pt=size)


def _qr(page: Page, at: tuple[float, float], content: CardContent) -> None:
    """Draw the reference, and nothing else, as a QR code: a photograph of the card gives no code away."""
    rows = segno.make(f"HEADUNIT:{content.reference}", error="q", boost_error=False).matrix
    page.modules(at, _QR, rows)
    page.text_centred((at[0] + _QR / 2, at[1] + _QR + 2.9), "vault reference", size_pt=_SMALL_PT)


def _code(page: Page, at: tuple[float, float], content: CardContent) -> None:
    """Draw a box for each digit, filled or to be filled in by hand, its lower left corner at *at*."""
    x, y = at
    wide, high, gap = 6.4, 8.6, 1.3
    page.capitals((x, y - high - 1.6), "Code", size_pt=_CAPTION_PT)
    hint = "type it once, slowly: tries are few" if content.code else "in the vault; write it here if you must"
    page.text((x + 8, y - high - 1.6), hint, size_pt=_SMALL_PT)
    for place in range(content.digits):
        left = x + place * (wide + gap)
        page.box((left, y - high), (wide, high), fill=Ink.PALE, line=Ink.GREY, radius=1, line_pt=0.6)
        if content.code:
            digit = content.code.reveal()[place]
            page.text_centred((left + wide / 2, y - 2.3), digit, font=Font.NUMBER, size_pt=17)
    right, warning = x + CARD_MM[0] - 2 * _EDGE, "keep away from the car"
    page.text_right((right, y), content.printed.isoformat(), size_pt=_SMALL_PT)
    if x + content.digits * (wide + gap) < right - page.width_of(warning, Font.TEXT, _SMALL_PT):
        page.text_right((right, y - 3), warning, size_pt=_SMALL_PT)
