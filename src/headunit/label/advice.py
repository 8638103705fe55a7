"""Why a label can't be read from a photo, and how to take the next one: light, angle, distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from headunit.label.lack import Lack
from headunit.label.reading import LabelRefusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.shot import Shot

__all__ = ["refusal"]

_DARK = 60.0
_WIPED_OUT = 0.04
_BLURRED = 6.0
_SMALL_PX = 22.0


def refusal(shots: Sequence[Shot], lack: Lack) -> LabelRefusal:
    """Return the refusal for *shots*, with advice for the next ones by how these were taken."""
    if lack is Lack.ONE_LABEL:
        return LabelRefusal(reason=str(lack), advice="the photos of one radio at a time")
    shot = shots[0]
    grey = cv2.cvtColor(shot.pixels, cv2.COLOR_BGR2GRAY)
    heights = sorted(piece.height for piece in shot.pieces)
    advice: list[str] = ["the whole label, with the words around the number"] if lack is Lack.EITHER else []
    if float(grey.mean()) < _DARK:
        advice.append("more light: go to a window or outdoors")
    if float((shot.pixels.min(2) >= 250).mean()) > _WIPED_OUT:  # noqa: PLR2004 - white
        advice.append("no flash and no lamp mirrored in the label: tilt the radio or the phone a little")
    if heights and heights[len(heights) // 2] < _SMALL_PX:
        advice.append("closer: let the label fill the picture")
    if float(cv2.Laplacian(grey, cv2.CV_32F).std()) < _BLURRED:
        advice.append("hold still, and tap on the label so that the phone focuses on it")
    if not advice:
        advice.append("straight from above, the label filling the picture, in daylight without reflections")
    if len(shots) == 1:
        advice.append("two or three photos with the light from different sides are read together")
    return LabelRefusal(reason=str(lack), advice="; ".join(advice))
