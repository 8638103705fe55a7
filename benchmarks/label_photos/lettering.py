"""Fonts and a pen that says where each character went; the fonts are Debian packages, and a dot matrix is drawn here.

fonts-liberation fonts-dejavu-core fonts-ocr-a fonts-ocr-b fonts-freefont-ttf fonts-urw-base35 fonts-roboto-unhinted
fonts-hack fonts-inconsolata fonts-lato
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

Box = tuple[float, float, float, float]

_FOLDER = Path("/usr/share/fonts")
_TRUETYPE, _OPENTYPE = _FOLDER / "truetype", _FOLDER / "opentype"
DOTS = "dot5x7"
DOTS_SLASHED = "dot5x7 slashed"
FONTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "dev": {
        "sans": (
            f"{_TRUETYPE}/liberation/LiberationSans-Regular.ttf",
            f"{_TRUETYPE}/liberation/LiberationSans-Bold.ttf",
            f"{_TRUETYPE}/liberation/LiberationSansNarrow-Bold.ttf",
            f"{_TRUETYPE}/dejavu/DejaVuSans.ttf",
        ),
        "fixed": (
            f"{_TRUETYPE}/liberation/LiberationMono-Bold.ttf",
            f"{_TRUETYPE}/freefont/FreeMonoBold.ttf",
            f"{_OPENTYPE}/ocr-b/OCRB.otf",
            f"{_TRUETYPE}/dejavu/DejaVuSansMono.ttf",
            DOTS,
        ),
    },
    "held": {
        "sans": (
            f"{_OPENTYPE}/urw-base35/NimbusSans-Regular.otf",
            f"{_OPENTYPE}/urw-base35/NimbusSansNarrow-Bold.otf",
            f"{_TRUETYPE}/roboto/unhinted/RobotoCondensed-Regular.ttf",
            f"{_TRUETYPE}/lato/Lato-Medium.ttf",
        ),
        "fixed": (
            f"{_OPENTYPE}/urw-base35/NimbusMonoPS-Bold.otf",
            f"{_TRUETYPE}/ocr-a/OCRA.ttf",
            f"{_TRUETYPE}/hack/Hack-Bold.ttf",
            f"{_OPENTYPE}/ocr-b/OCRB.otf",
            f"{_TRUETYPE}/inconsolata/Inconsolata.otf",
            DOTS_SLASHED,
        ),
    },
}
"""Which fonts a set of photos is made with; ``held`` was kept for measuring."""

_MATRIX = {
    "0": "0E11111111110E 0E11131519110E",
    "1": "040C040404040E",
    "2": "0E11010204081F",
    "3": "1F02040201110E",
    "4": "02060A121F0202",
    "5": "1F101E0101110E",
    "6": "0608101E11110E",
    "7": "1F010204080808",
    "8": "0E11110E11110E",
    "9": "0E11110F01020C",
    "A": "0E11111F111111",
    "B": "1E11111E11111E",
    "C": "0E11101010110E",
    "D": "1C12111111121C",
    "E": "1F10101E10101F",
    "F": "1F10101E101010",
    "G": "0E11101711110F",
    "H": "1111111F111111",
    "I": "0E04040404040E",
    "J": "0702020202120C",
    "K": "11121418141211",
    "L": "1010101010101F",
    "M": "111B1515111111",
    "N": "11111915131111",
    "O": "0E11111111110E",
    "P": "1E11111E101010",
    "Q": "0E11111115120D",
    "R": "1E11111E141211",
    "S": "0F10100E01011E",
    "T": "1F040404040404",
    "U": "1111111111110E",
    "V": "11111111110A04",
    "W": "1111111515150A",
    "X": "11110A040A1111",
    "Y": "1111110A040404",
    "Z": "1F01020408101F",
    "-": "0000001F000000",
    "/": "01010204081010",
    ".": "00000000000C0C",
    ":": "000C0C000C0C00",
}
"""Seven rows of five dots each, two hexadecimal digits a row."""


@lru_cache(maxsize=256)
def font_of(path: str, capital_px: int) -> ImageFont.FreeTypeFont:
    """Return the font whose capitals are about *capital_px* high."""
    top, bottom = ImageFont.truetype(path, 100).getbbox("H")[1::2]
    return ImageFont.truetype(path, max(6, round(100 * capital_px / max(1, bottom - top))))


class Pen:
    """Write on a grey canvas."""

    def __init__(self, canvas: Image) -> None:
        """Take the canvas."""
        self._draw = ImageDraw.Draw(canvas)

    def frame(self, box: Box, ink: int) -> None:
        """Draw the outline of *box*."""
        self._draw.rectangle(box, outline=ink, width=2)

    def write(
        self, x: float, y: float, text: str, font: str, capital_px: int, ink: int, *, spacing: float = 0.0
    ) -> tuple[list[Box], float]:
        """Write *text* and return the box of each character and where the pen ended."""
        if font.startswith(DOTS):
            return self._write_dots(x, y, text, capital_px, ink, spacing=spacing, slashed=font == DOTS_SLASHED)
        letters = font_of(font, capital_px)
        boxes: list[Box] = []
        for character in text:
            left, top, right, bottom = letters.getbbox(character)
            self._draw.text((x, y), character, font=letters, fill=ink)
            boxes.append((x + left, y + top, x + right, y + bottom))
            x += letters.getlength(character) + spacing
        return boxes, x

    def _write_dots(
        self, x: float, y: float, text: str, capital_px: int, ink: int, *, spacing: float, slashed: bool
    ) -> tuple[list[Box], float]:
        dot = capital_px / 7
        boxes: list[Box] = []
        for character in text:
            drawn = _MATRIX.get(character.upper(), "").split()
            rows = drawn[-1 if slashed else 0] if drawn else ""
            for index in range(len(rows) // 2):
                bits = int(rows[2 * index : 2 * index + 2], 16)
                for column in (column for column in range(5) if bits >> (4 - column) & 1):
                    middle, reach = (x + (column + 0.5) * dot, y + (index + 0.5) * dot), dot * 0.52
                    self._draw.ellipse(
                        (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach), fill=ink
                    )
            boxes.append((x, y, x + 5 * dot, y + 7 * dot))
            x += 6 * dot + spacing
        return boxes, x
