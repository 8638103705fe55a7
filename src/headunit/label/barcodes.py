"""Find the bar codes of a photo; what they hold is evidence for :mod:`headunit.label.payloads`, not the serial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headunit.errors import ConfigurationError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Barcode", "find_barcodes"]

_CHECKED = frozenset({"Code128", "DataMatrix", "QRCode", "PDF417", "EAN13"})
_FORMATS = ("Code128", "Code39", "ITF", "DataMatrix", "QRCode", "EAN13", "PDF417")
_MOST_CHARACTERS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Barcode:
    """Hold one bar code: *format*, *text*, its corners in photo pixels, the angle it runs at in degrees.

    *checked*: its own check sums make a misreading next to impossible.
    """

    format: str
    text: str
    corners: tuple[tuple[float, float], ...]
    angle_deg: int = 0
    checked: bool = False


def find_barcodes(image: Image) -> tuple[Barcode, ...]:
    """Return every bar code of *image*, each text once.

    Raises ConfigurationError (``extra-missing``).
    """
    try:
        import zxingcpp  # noqa: PLC0415 - only with the extra
    except ImportError as fault:
        raise ConfigurationError(
            "extra-missing",
            "reading bar codes needs the extra 'barcode' or 'label'",
            value="zxing-cpp",
            next_step="pip install 'headunit[label]'",
        ) from fault
    formats = [getattr(zxingcpp.BarcodeFormat, name) for name in _FORMATS]
    found: dict[str, Barcode] = {}
    for code in zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormats(formats)):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        name = code.format.name
        text = code.text
        if text and len(text) <= _MOST_CHARACTERS:
            found.setdefault(
                text,
                Barcode(
                    format=name,
                    text=text,
                    corners=tuple((float(corner.x), float(corner.y)) for corner in corners),
                    angle_deg=int(code.orientation),
                    checked=name in _CHECKED,
                ),
            )
    return tuple(found.values())
