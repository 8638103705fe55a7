"""Find the lines of text in a photo: one turned rectangle each (the model's map of text, cut into pieces)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["Quad", "find_lines"]

Quad = np.ndarray
"""Four corners (x, y) in pixels: upper left, upper right, lower right, lower left of the text."""

_THRESHOLD = 0.3
_LEAST_SCORE = 0.5
_LEAST_SIDE_PX = 3
_GROWTH = 1.6
_MOST_LINES = 60
_STEP = 32


def find_lines(
    pixels: NDArray[np.uint8], model: Callable[[NDArray[np.float32]], NDArray[np.float32]], *, longest_px: int
) -> list[NDArray[np.float32]]:
    """Return the rectangles of the text lines, searched at *longest_px* along the longer side, in photo pixels.

    The long side of each rectangle runs from its first corner to its second.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, longest_px / max(height, width))
    wide, high = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height))
    small = cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA).astype(np.float32)
    values = (small / 127.5 - 1).transpose(2, 0, 1)[None]
    likely = model(np.ascontiguousarray(values))[0, 0]
    found = _rectangles(likely)
    stretch = np.array([width / wide, height / high], np.float32)
    return [quad * stretch for quad in found]


def _rectangles(likely: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    mask = cv2.dilate((likely > _THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found: list[tuple[float, NDArray[np.float32]]] = []
    for outline in outlines:
        (x, y), (w, h), angle = cv2.minAreaRect(outline)
        if min(w, h) < _LEAST_SIDE_PX or _score(likely, np.asarray(outline, np.int32)) < _LEAST_SCORE:
            continue
        # The map shows the core of a line: it is grown by an area's worth, as the model was trained to be.
        grown = w * h * _GROWTH / (2 * (w + h))
        box = cv2.boxPoints(((x, y), (w + 2 * grown, h + 2 * grown), angle))
        found.append((w * h, _from_upper_left(np.asarray(box, np.float32))))
    found.sort(key=lambda entry: -entry[0])
    return [quad for _, quad in found[:_MOST_LINES]]


def _score(likely: NDArray[np.float32], outline: NDArray[np.int32]) -> float:
    x, y, w, h = cv2.boundingRect(outline)
    inside = np.zeros((h, w), np.uint8)
    cv2.fillPoly(inside, [outline - np.array([[x, y]], outline.dtype)], 1)
    return float(cv2.mean(likely[y : y + h, x : x + w], inside)[0])


def _from_upper_left(box: NDArray[np.float32]) -> NDArray[np.float32]:
    """Order the corners so that the first side is the long one, running to the right or, when upright, down."""
    sides = np.linalg.norm(np.roll(box, -1, 0) - box, axis=1)
    start = 0 if sides[0] >= sides[1] else 1
    ordered = np.roll(box, -start, 0)
    along = ordered[1] - ordered[0]
    leftward = along[0] < 0 if abs(along[0]) >= abs(along[1]) else along[1] < 0
    if leftward:
        ordered = np.roll(ordered, -2, 0)
    return np.ascontiguousarray(ordered)
