"""Read one line of text: what each character is, how sure the model is, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from headunit.label.line import BLOWN_STEP_PX, Glyph, Line
from headunit.label.shapes import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from headunit.label.models import TextModel

__all__ = ["cut_line", "read_line", "white_level"]

HEIGHT_PX = 48
MARGIN = 1.5
_FULL = 250
_LEAST_WIDTH_PX = 96
_MOST_WIDTH_PX = 1600
_KEPT = 6
_EDGE_PX = 4
_LIGHTER_THAN_PAPER = 8
_PLAIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/.:,#*()+°&; "
_SAME = {"|": "I", "Ø": "0", "0": "0", "—": "-", "–": "-", "_": "-", "º": "°", "'": ".", "Ä": "A", "Ö": "O", "Ü": "U"}


@lru_cache(maxsize=2)
def _folding(characters: tuple[str, ...]) -> NDArray[np.int64]:
    """Return for each class of the model the index into ``_PLAIN`` that it counts for, or its length for others."""
    folded = [len(_PLAIN)]
    for character in (*characters, " "):
        upper = _SAME.get(character, character.upper() if len(character.upper()) == 1 else character)
        folded.append(_PLAIN.find(upper) if upper in _PLAIN and upper else len(_PLAIN))
    return np.array(folded)


def cut_line(pixels: NDArray[np.uint8], quad: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return the strip under *quad*, straightened, 48 pixels high."""
    wide = float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
    high = _high(quad)
    width = int(np.clip(round(HEIGHT_PX * wide / high), 16, _MOST_WIDTH_PX))
    shrink = int(high // (1.5 * HEIGHT_PX)) + 1
    target = np.array(
        [[0, 0], [width * shrink, 0], [width * shrink, HEIGHT_PX * shrink], [0, HEIGHT_PX * shrink]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    size = (width * shrink, HEIGHT_PX * shrink)
    strip = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(strip, (width, HEIGHT_PX), interpolation=cv2.INTER_AREA) if shrink > 1 else strip)


def read_line(pixels: NDArray[np.uint8], quad: NDArray[np.float32], model: TextModel, white: int = _FULL) -> Line:
    """Return what stands under *quad*, and where the light wiped out what may stand there or beside it.

    *white* is the level from which on nothing is drawn any more (:func:`white_level`).
    """
    margin = (quad[1] - quad[0]) / max(1.0, float(np.linalg.norm(quad[1] - quad[0]))) * _high(quad) * MARGIN
    wide = np.stack([quad[0] - margin, quad[1] + margin, quad[2] + margin, quad[3] - margin]).astype(np.float32)
    strip = cut_line(pixels, wide)
    beside = round(MARGIN * HEIGHT_PX)
    inside = np.ascontiguousarray(strip[:, beside : strip.shape[1] - beside])
    line = _read_strip(inside, model)
    shapes = measure(inside, [glyph.x_px for glyph in line.glyphs])
    glyphs = tuple(replace(glyph, shape=shape) for glyph, shape in zip(line.glyphs, shapes, strict=True))
    return replace(
        line,
        glyphs=glyphs,
        blown=_blown(strip, white),
        margin_px=beside,
        white_paper=_paper(inside) > white - _LIGHTER_THAN_PAPER,
    )


def _high(quad: NDArray[np.float32]) -> float:
    return max(1.0, float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2)


def white_level(pixels: NDArray[np.uint8]) -> int:
    """Return the level of light at which this photo shows white, whatever was there."""
    return min(_FULL, int(np.percentile(pixels[::4, ::4].min(2), 99.8)) - 4)


def _blown(strip: NDArray[np.uint8], white: int) -> tuple[float, ...]:
    """Return for each four columns the share of pixels without any drawing left: all colours full."""
    core = strip[10:38].min(2) >= white
    columns = core.mean(0)
    return tuple(
        round(float(part.mean()), 2) for part in np.array_split(columns, max(1, len(columns) // BLOWN_STEP_PX))
    )


def _paper(inside: NDArray[np.uint8]) -> float:
    """Return how light the paper is just above and below the characters."""
    return float(np.median(np.concatenate((inside[:_EDGE_PX], inside[-_EDGE_PX:])).min(2)))


def _read_strip(strip: NDArray[np.uint8], model: TextModel) -> Line:
    """Return what stands on a *strip* of 48 pixels height."""
    width = max(strip.shape[1], _LEAST_WIDTH_PX)
    padded = np.full((HEIGHT_PX, width, 3), 127.5, np.float32)
    padded[:, : strip.shape[1]] = strip
    scores = model(np.ascontiguousarray((padded / 127.5 - 1).transpose(2, 0, 1)[None]))[0]
    glyphs = _collapse(scores, _folding(model.characters), width / len(scores))
    return Line(glyphs=glyphs, width_px=strip.shape[1])


def _collapse(scores: NDArray[np.float32], folding: NDArray[np.int64], step_px: float) -> tuple[Glyph, ...]:
    """Turn the scores of each time step into characters: repeats are one, blanks part them (CTC)."""
    best = scores.argmax(1)
    glyphs: list[Glyph] = []
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start] != 0:
            glyphs.append(_glyph(scores[start:end], folding, (start + end) / 2 * step_px))
        start = end
    return tuple(glyph for glyph in glyphs if glyph.choices)


def _glyph(scores: NDArray[np.float32], folding: NDArray[np.int64], x_px: float) -> Glyph:
    peak = scores[scores.max(1).argmax()]
    summed = np.bincount(folding[: len(peak)], weights=peak, minlength=len(_PLAIN) + 1)[: len(_PLAIN)]
    order: Sequence[int] = np.argsort(-summed)[:_KEPT].tolist()
    choices = tuple((_PLAIN[index], float(summed[index])) for index in order if summed[index] > 1e-6)  # noqa: PLR2004
    return Glyph(choices=choices, x_px=x_px)
