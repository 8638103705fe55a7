"""Cut out the place that a question asks about, as a small PNG to look at."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from headunit.label.sheet import Point

__all__ = ["crop_png"]

_LINES_WIDE = 4.5
_LINES_HIGH = 1.7
_SHOWN_HEIGHT_PX = 120


def crop_png(picture: Image, place: Point, line_height: float) -> bytes:
    """Return the surroundings of *place* with a mark above and below it; empty when the place isn't known."""
    if line_height <= 0:
        return b""
    from PIL import Image as Pillow  # noqa: PLC0415 - only with the extra
    from PIL import ImageDraw  # noqa: PLC0415

    wide, high = line_height * _LINES_WIDE, line_height * _LINES_HIGH
    box = (place[0] - wide / 2, place[1] - high / 2, place[0] + wide / 2, place[1] + high / 2)
    scale = _SHOWN_HEIGHT_PX / high
    size = (round(wide * scale), _SHOWN_HEIGHT_PX)
    crop = picture.transform(size, Pillow.Transform.EXTENT, box, Pillow.Resampling.BICUBIC)
    pen = ImageDraw.Draw(crop)
    middle = size[0] // 2
    for y, tip in ((0, 14), (size[1] - 1, size[1] - 15)):
        pen.polygon([(middle - 9, y), (middle + 9, y), (middle, tip)], fill=(220, 40, 40))
    file = io.BytesIO()
    crop.save(file, "PNG")
    return file.getvalue()
