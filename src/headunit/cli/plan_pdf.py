"""The page of an entry plan as a PDF: one page that fits A4 and Letter alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import ConfigurationError

if TYPE_CHECKING:
    from fpdf import FPDF

    from headunit.cli.plan_sheet import Line, Sheet

__all__ = ["BOTTOM", "SIZES_PT", "drawn", "pdf_page"]

LEFT, TOP, WIDTH = 18.0, 16.0, 174.0
"""Where the text stands, in millimetres: inside the margins of A4 (210 × 297) and of Letter (216 × 279)."""

BOTTOM = 262.0
"""The lowest line that Letter prints when the page is not scaled."""

SIZES_PT = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
"""Sizes of the steps, largest first: the first that fits the page is taken."""

_NUMBER_AT, _KEYS_AT, _SAY_AT = 8.0, 17.0, 61.0
_GREY = 150


def pdf_page(sheet: Sheet) -> bytes:
    """Return *sheet* as a PDF of one page; raises ConfigurationError (``extra-missing``) without fpdf2."""
    for size in SIZES_PT[:-1]:
        pdf, bottom = drawn(sheet, size)
        if bottom <= BOTTOM:
            return bytes(pdf.output())
    return bytes(drawn(sheet, SIZES_PT[-1])[0].output())


def drawn(sheet: Sheet, size: float) -> tuple[FPDF, float]:
    """Return the page with steps in *size* points, and how far down it reaches."""
    pdf = _blank(sheet)
    y = _head(pdf, sheet)
    for line in sheet.lines:
        y = _line(pdf, line, size, y)
    if not sheet.complete:
        y = _alarm(pdf, size, y)
    y = _boxes(pdf, sheet, size, y + 6)
    pdf.set_font("Helvetica", size=8)
    pdf.line(LEFT, y + 4, LEFT + WIDTH, y + 4)
    pdf.set_xy(LEFT, y + 5)
    pdf.cell(WIDTH, 4, sheet.foot)
    return pdf, y + 9


def _blank(sheet: Sheet) -> FPDF:
    try:
        from fpdf import FPDF  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise ConfigurationError(
            "extra-missing",
            "a PDF needs the extra 'print'",
            next_step="run 'make extras' in Headunit's folder, or there: python3 -m pip install '.[print]'; or print "
            "to a .html file and let the browser make the PDF",
        ) from fault
    pdf = FPDF(format="A4")
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.set_title(f"Entry plan: {sheet.title}")
    pdf.set_lang("en")
    pdf.add_page()
    pdf.c_margin = 0
    return pdf


def _head(pdf: FPDF, sheet: Sheet) -> float:
    box, gap = 13.0, 2.0
    code_width = len(sheet.code) * (box + gap) - gap
    pdf.set_font("Helvetica", size=8.5)
    pdf.set_char_spacing(0.8)
    pdf.set_xy(LEFT, TOP)
    pdf.cell(WIDTH, 4, "RADIO CODE, KEY BY KEY")
    pdf.set_char_spacing(0)
    y = _text(pdf, sheet.title, 20, LEFT, TOP + 5, WIDTH - code_width - 8, style="B")
    if sheet.variant:
        y = _text(pdf, sheet.variant, 11, LEFT, y + 0.5, WIDTH - code_width - 8)
    for place, digit in enumerate(sheet.code):
        x = LEFT + WIDTH - code_width + place * (box + gap)
        pdf.set_line_width(0.5)
        pdf.rect(x, TOP, box, 16, round_corners=True, corner_radius=2)
        pdf.set_font("Helvetica", "B", 27)
        pdf.set_xy(x, TOP)
        pdf.cell(box, 16, digit, align="C")
    y = max(y, TOP + 16) + 3.5
    pdf.line(LEFT, y, LEFT + WIDTH, y)
    return y + 1


def _text(pdf: FPDF, text: str, size: float, x: float, y: float, width: float, *, style: str = "") -> float:
    """Write *text* in lines of *width* from *x* and *y*; return where it ends."""
    pdf.set_font("Helvetica", style, size)
    pdf.set_xy(x, y)
    pdf.multi_cell(width, _leading(size), _printable(text), align="L", new_x="LEFT", new_y="NEXT")
    return float(pdf.get_y())


def _height(pdf: FPDF, text: str, size: float, width: float) -> float:
    pdf.set_font("Helvetica", size=size)
    height = pdf.multi_cell(width, _leading(size), _printable(text), align="L", dry_run=True, output="HEIGHT")
    return height if isinstance(height, float) else 0.0


def _leading(size: float) -> float:
    """Return the height of a line in millimetres."""
    return size * 0.3528 * 1.32


def _printable(text: str) -> str:
    """Return *text* with what the printer's own fonts lack replaced by a question mark."""
    return text.encode("cp1252", errors="replace").decode("cp1252")


def _line(pdf: FPDF, line: Line, size: float, y: float) -> float:
    """Draw one line to tick off: box, keys, words."""
    at = _SAY_AT if line.keys else _KEYS_AT
    padding = size * 0.15
    height = max(_height(pdf, line.say, size, WIDTH - at), size * 0.6) + 2 * padding
    middle = y + height / 2
    box = size * 0.42
    pdf.set_line_width(0.4)
    pdf.rect(LEFT, middle - box / 2, box, box, round_corners=True, corner_radius=0.8)
    pdf.set_font("Helvetica", "B", size * 0.85)
    pdf.set_xy(LEFT + _NUMBER_AT, middle - size * 0.2)
    pdf.cell(_KEYS_AT - _NUMBER_AT - 2, size * 0.4, str(line.number), align="R")
    if line.keys:
        _caps(pdf, line, size, middle)
    words = _height(pdf, line.say, size, WIDTH - at)
    _text(pdf, line.say, size, LEFT + at, middle - words / 2, WIDTH - at)
    pdf.set_draw_color(_GREY)
    pdf.set_line_width(0.15)
    pdf.line(LEFT, y + height, LEFT + WIDTH, y + height)
    pdf.set_draw_color(0)
    return y + height


def _caps(pdf: FPDF, line: Line, size: float, middle: float) -> None:
    """Draw the keys as caps, and beside them how they are used; long names are set smaller."""
    room = _SAY_AT - _KEYS_AT - 3
    pdf.set_font("Helvetica", "B", size)
    wide = sum(max(size * 0.6, pdf.get_string_width(_printable(key)) + 4) + 2 for key in line.keys)
    pdf.set_font("Helvetica", "", size)
    wide += pdf.get_string_width(line.manner)
    scale = min(1.0, room / wide)
    x, cap = LEFT + _KEYS_AT, size * 0.56
    for key in line.keys:
        pdf.set_font("Helvetica", "B", size * scale)
        width = max(size * 0.6, pdf.get_string_width(_printable(key)) + 4) * (min(1, scale))
        width = max(width, pdf.get_string_width(_printable(key)) + 2)
        pdf.set_line_width(0.4)
        pdf.rect(x, middle - cap / 2, width, cap, round_corners=True, corner_radius=1.2)
        pdf.set_xy(x, middle - cap / 2)
        pdf.cell(width, cap, _printable(key), align="C")
        x += width + 2 * scale
    pdf.set_font("Helvetica", "", size * scale)
    pdf.set_xy(x, middle - cap / 2)
    pdf.cell(LEFT + _SAY_AT - x, cap, line.manner)


def _alarm(pdf: FPDF, size: float, y: float) -> float:
    pdf.set_line_width(0.5)
    pdf.rect(LEFT, y + 4, WIDTH, 9, round_corners=True, corner_radius=2)
    pdf.set_font("Helvetica", "B", min(size, 12))
    pdf.set_xy(LEFT, y + 4)
    pdf.cell(WIDTH, 9, "Stops before the code is sent: no source says how.", align="C")
    return y + 13


def _boxes(pdf: FPDF, sheet: Sheet, size: float, y: float) -> float:
    """Draw what to mind and what to do when it fails, side by side; return where the longer one ends."""
    column, small = (WIDTH - 8) / 2, min(11.5, size * 0.75)
    ends = []
    for x, title, texts in (
        (LEFT, "Mind", sheet.mind),
        (LEFT + column + 8, "If it doesn't play", sheet.fails),
    ):
        down = _text(pdf, title, small * 1.2, x, y, column, style="B") + 0.8
        for text in texts:
            pdf.set_font("Helvetica", size=small)
            pdf.set_xy(x, down)
            pdf.cell(4, _leading(small), "•")
            down = _text(pdf, text, small, x + 4, down, column - 4) + 0.8
            if text.endswith(":"):
                pdf.set_line_width(0.2)
                down += 6
                pdf.line(x + 4, down, x + column, down)
                down += 1.5
        ends.append(down)
    return max(ends)
