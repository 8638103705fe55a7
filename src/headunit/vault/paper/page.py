"""Paper to draw on: millimetres from the upper left corner, four fonts, five colours, and nothing of the clock."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["A4_MM", "Font", "Ink", "Page", "printable"]

A4_MM = (210.0, 297.0)
_FONTS = Path(__file__).parent / "fonts"
_POINTS_PER_MM = mm
_SMALLEST_PT = 5.0
_MISSING = "?"


class Font(StrEnum):
    """Name the fonts by what they are for: numbers stand in one whose zero has a stroke."""

    TEXT = "Roboto-Regular"
    STRONG = "Roboto-Medium"
    TITLE = "Roboto-Bold"
    NUMBER = "RobotoMono-Medium"


class Ink(StrEnum):
    """Name the colours; all but the last are dark enough to be read in black and white."""

    BLACK = "#14202b"
    GREY = "#5c6b78"
    LINE = "#c3ccd4"
    PALE = "#f1f4f6"
    AMBER = "#e8940a"
    WHITE = "#ffffff"


@cache
def _load_fonts() -> dict[Font, TTFont]:
    fonts = {font: TTFont(str(font), str(_FONTS / f"{font}.ttf")) for font in Font}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


def printable(text: str, font: Font = Font.TEXT) -> str:
    """Return *text* with a question mark for each character that *font* lacks."""
    known = _load_fonts()[font].face.charToGlyph
    return "".join(character if ord(character) in known else _MISSING for character in text)


class Page:
    """Draw on the pages of one PDF; the same strokes give the same bytes."""

    def __init__(self, size_mm: tuple[float, float], *, title: str) -> None:
        """Begin with an empty page of *size_mm*, width and height."""
        _load_fonts()
        self.width, self.height = size_mm
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=(self.width * _POINTS_PER_MM, self.height * _POINTS_PER_MM),
            invariant=1,
            lang="en",
        )
        self._canvas.setTitle(printable(title))
        self._canvas.setCreator("Headunit")
        self._canvas.setAuthor("")
        self._canvas.setProducer("Headunit")

    def next_page(self) -> None:
        """End this page and begin another of the same size."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the whole PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def width_of(self, text: str, font: Font, size_pt: float) -> float:
        """Return the width of *text* in millimetres."""
        return float(pdfmetrics.stringWidth(printable(text, font), font, size_pt)) / _POINTS_PER_MM

    def text(
        self, at: tuple[float, float], text: str, *, font: Font = Font.TEXT, size_pt: float = 9, ink: Ink = Ink.BLACK
    ) -> None:
        """Write one line whose base line begins at *at*."""
        self._canvas.setFont(font, size_pt)
        self._canvas.setFillColor(HexColor(ink))
        self._canvas.drawString(at[0] * mm, self._up(at[1]), printable(text, font))

    def text_right(
        self, at: tuple[float, float], text: str, *, font: Font = Font.TEXT, size_pt: float = 9, ink: Ink = Ink.BLACK
    ) -> None:
        """Write one line whose base line ends at *at*."""
        self.text((at[0] - self.width_of(text, font, size_pt), at[1]), text, font=font, size_pt=size_pt, ink=ink)

    def text_centred(
        self, at: tuple[float, float], text: str, *, font: Font = Font.TEXT, size_pt: float = 9, ink: Ink = Ink.BLACK
    ) -> None:
        """Write one line with *at* in the middle of its base line."""
        self.text((at[0] - self.width_of(text, font, size_pt) / 2, at[1]), text, font=font, size_pt=size_pt, ink=ink)

    def capitals(self, at: tuple[float, float], text: str, *, size_pt: float = 6, ink: Ink = Ink.GREY) -> None:
        """Write a small caption, in spaced capitals."""
        line = self._canvas.beginText(at[0] * mm, self._up(at[1]))
        line.setFont(Font.STRONG, size_pt)
        line.setFillColor(HexColor(ink))
        line.setCharSpace(size_pt * 0.09)
        line.textOut(printable(text.upper(), Font.STRONG))
        line.setCharSpace(0)
        self._canvas.drawText(line)

    def fitted(self, text: str, width: float, *, font: Font, size_pt: float) -> tuple[str, float]:
        """Return *text* and the size at which it fits *width*: smaller first, then shortened with an ellipsis."""
        size = size_pt
        while size > max(_SMALLEST_PT, size_pt * 0.7) and self.width_of(text, font, size) > width:
            size -= 0.25
        while text and self.width_of(text, font, size) > width:
            text = text[:-2].rstrip() + "…" if len(text) > 1 else ""
        return text, size

    def wrapped(self, text: str, width: float, *, font: Font = Font.TEXT, size_pt: float = 9) -> list[str]:
        """Return *text* in lines of at most *width*; a word that is longer is cut."""
        lines = [""]
        for paragraph in text.split("\n"):
            for word in re.findall(r"\S+", paragraph):
                rest = word
                joined = f"{lines[-1]} {word}" if lines[-1] else word
                if self.width_of(joined, font, size_pt) <= width:
                    lines[-1] = joined
                    continue
                if lines[-1]:
                    lines.append("")
                while self.width_of(rest, font, size_pt) > width and len(rest) > 1:
                    cut = next(
                        n for n in range(len(rest) - 1, 0, -1) if n == 1 or self._fits(rest[:n], font, size_pt, width)
                    )
                    lines[-1] = rest[:cut]
                    lines.append("")
                    rest = rest[cut:]
                lines[-1] = rest
            lines.append("")
        return lines[:-1]

    def _fits(self, text: str, font: Font, size_pt: float, width: float) -> bool:
        return self.width_of(text, font, size_pt) <= width

    def box(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        *,
        fill: Ink | None = None,
        line: Ink | None = None,
        radius: float = 0,
        line_pt: float = 0.5,
    ) -> None:
        """Draw a box, its upper left corner at *at*."""
        self._canvas.setLineWidth(line_pt)
        self._canvas.setStrokeColor(HexColor(line or Ink.LINE))
        self._canvas.setFillColor(HexColor(fill or Ink.WHITE))
        x, y = at[0] * mm, self._up(at[1] + size[1])
        stroke, filled = int(line is not None), int(fill is not None)
        self._canvas.roundRect(x, y, size[0] * mm, size[1] * mm, radius * mm, stroke=stroke, fill=filled)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        ink: Ink = Ink.LINE,
        line_pt: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a straight line."""
        self._canvas.setLineWidth(line_pt)
        self._canvas.setStrokeColor(HexColor(ink))
        self._canvas.setDash(list(dash))
        self._canvas.line(start[0] * mm, self._up(start[1]), end[0] * mm, self._up(end[1]))
        self._canvas.setDash([])

    def clip(self, at: tuple[float, float], size: tuple[float, float], radius: float) -> None:
        """Keep what follows inside a box with round corners, until :meth:`unclip`."""
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.roundRect(at[0] * mm, self._up(at[1] + size[1]), size[0] * mm, size[1] * mm, radius * mm)
        self._canvas.clipPath(path, stroke=0, fill=0)

    def unclip(self) -> None:
        """Let what follows be drawn anywhere again."""
        self._canvas.restoreState()

    def modules(self, at: tuple[float, float], size: float, rows: Sequence[Sequence[int]]) -> None:
        """Draw a square of *rows* of dark (1) and light (0) modules."""
        step = size / len(rows)
        path = self._canvas.beginPath()
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    path.rect((at[0] + x * step) * mm, self._up(at[1] + (y + 1) * step), step * mm, step * mm)
        self._canvas.setFillColor(HexColor(Ink.BLACK))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _up(self, y: float) -> float:
        """Turn millimetres from the top into points from the bottom."""
        return (self.height - y) * _POINTS_PER_MM
