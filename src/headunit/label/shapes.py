"""Measure the drawing of characters: how wide their ink is, and whether ink stands in their middle (0 with a dot)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["measure"]

_LEAST_HEIGHT = 16
_MOST_WIDTH = 42
_FURTHEST_PX = 9.0


def measure(strip: NDArray[np.uint8], places: Sequence[float]) -> list[tuple[float, float] | None]:
    """Return ``(width in pixels, ink in the middle from 0 to 1)`` of the character nearest each place; None for none.

    *strip* is 48 pixels high; a character that touches its neighbour is not measured.
    """
    light = cv2.GaussianBlur(strip.astype(np.float32).mean(2), (0, 0), 0.7)
    light -= cv2.GaussianBlur(light, (0, 0), 20)
    core = light[6:42]
    low, high = (float(np.percentile(core, share)) for share in (3, 97))
    dark_on_light = float(np.median(core)) > (low + high) / 2
    drawn = ((light < (low + high) / 2) == dark_on_light).astype(np.uint8)
    drawn[:3] = drawn[45:] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(drawn, connectivity=8)
    boxes = [
        (int(left), int(top), int(wide), int(high_))
        for left, top, wide, high_, _ in stats[1:count]
        if high_ >= _LEAST_HEIGHT and wide <= _MOST_WIDTH
    ]
    paper, ink = (
        (float(np.percentile(core, 90)), float(np.percentile(core, 5)))
        if dark_on_light
        else (float(np.percentile(core, 10)), float(np.percentile(core, 95)))
    )
    return [_nearest(light, boxes, place, paper, ink) for place in places]


def _nearest(
    light: NDArray[np.float32], boxes: Sequence[tuple[int, int, int, int]], place: float, paper: float, ink: float
) -> tuple[float, float] | None:
    near = [(abs(left + wide / 2 - place), (left, top, wide, high)) for left, top, wide, high in boxes]
    distance, (left, top, wide, high) = min(near, default=(99.0, (0, 0, 0, 0)))
    if distance > _FURTHEST_PX:
        return None
    middle = top + high // 2
    inner = light[middle - 3 : middle + 3, left + int(wide * 0.35) : left + int(wide * 0.65) + 1]
    return float(wide), (float(inner.mean()) - paper) / (ink - paper or 1.0)
