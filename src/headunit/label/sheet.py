"""The lines of a label: which stand in one row, which below another, and the room between them.  Pure.

Places are photo pixels, x to the right and y down; a line has its own direction, for no photo is straight.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.line import Line

__all__ = ["Piece", "Point", "below", "right_of"]

Point = tuple[float, float]

_STEPPED_ROW = 0.55
_NEAREST_SAME_ROW = 0.42
_FURTHEST_RIGHT = 14.0
STRIP_HEIGHT_PX = 48
_FULL_SHARE = 0.85


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Hold one line that was found: its four *corners* (upper left first, as the text runs) and what was read."""

    corners: tuple[Point, Point, Point, Point]
    line: Line

    @cached_property
    def height(self) -> float:
        """Return the height of the rectangle in pixels."""
        a, b, c, d = self.corners
        return max(1.0, (hypot(d[0] - a[0], d[1] - a[1]) + hypot(c[0] - b[0], c[1] - b[1])) / 2)

    @cached_property
    def start(self) -> Point:
        """Return the middle of the left edge."""
        return _middle(self.corners[0], self.corners[3])

    @cached_property
    def end(self) -> Point:
        """Return the middle of the right edge."""
        return _middle(self.corners[1], self.corners[2])

    @cached_property
    def direction(self) -> Point:
        """Return the unit vector along the text."""
        (x0, y0), (x1, y1) = self.start, self.end
        length = max(1e-6, hypot(x1 - x0, y1 - y0))
        return (x1 - x0) / length, (y1 - y0) / length

    @cached_property
    def pixels_per_strip_pixel(self) -> float:
        """Return how many photo pixels one pixel of the straightened strip stands for, along the line."""
        (x0, y0), (x1, y1) = self.start, self.end
        return hypot(x1 - x0, y1 - y0) / max(1, self.line.width_px)

    def at(self, strip_x: float) -> Point:
        """Return the photo point in the middle of the line at *strip_x*."""
        share = strip_x / max(1, self.line.width_px)
        (x0, y0), (x1, y1) = self.start, self.end
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    @cached_property
    def pitch_strip(self) -> float:
        """Return the usual distance between neighbouring characters, in strip pixels."""
        solid = [glyph for glyph in self.line.glyphs if glyph.best.isalnum()]
        steps = [b.x_px - a.x_px for a, b in itertools.pairwise(solid)]
        return median(steps) if steps else STRIP_HEIGHT_PX * 0.36

    def wiped_out(self, strip_from: float, strip_to: float) -> bool:
        """Return whether light wiped out that stretch of the line (or beside it) while the paper isn't white too."""
        blown = self.line.blown
        if not blown or self.line.white_paper:
            return False
        step = (self.line.width_px + 2 * self.line.margin_px) / len(blown)
        first, last = ((place + self.line.margin_px) / step for place in (strip_from, strip_to))
        part = blown[max(0, int(first)) : max(0, int(last) + 1)]
        if not part or median(part) < _FULL_SHARE:
            return False
        inside = sorted(blown[int(self.line.margin_px / step) : len(blown) - int(self.line.margin_px / step)])
        return bool(inside) and inside[len(inside) * 4 // 5] < 0.6  # noqa: PLR2004 - the paper between the characters


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _offset(piece: Piece, point: Point) -> Point:
    """Return how far *point* lies along and across (down) from the end of *piece*, in its own directions."""
    dx, dy = point[0] - piece.end[0], point[1] - piece.end[1]
    ux, uy = piece.direction
    return dx * ux + dy * uy, -dx * uy + dy * ux


def right_of(piece: Piece, pieces: Sequence[Piece], *, stepped: bool = False) -> tuple[Piece, float] | None:
    """Return the nearest line on the same row to the right, with the room between in pixels.

    *stepped*: it may stand lower or higher by half its height, as a value in larger letters beside its caption does.
    """
    found: list[tuple[float, int, Piece]] = []
    for index, other in enumerate(pieces):
        if other is piece:
            continue
        along, across = _offset(piece, other.start)
        least = min(piece.height, other.height)
        reach = _STEPPED_ROW * max(piece.height, other.height) if stepped else _NEAREST_SAME_ROW * least
        if abs(across) < reach + 0.04 * max(along, 0) and -0.7 * least < along:
            found.append((along, index, other))
    if not found or min(found)[0] > _FURTHEST_RIGHT * piece.height:
        return None
    along, _, nearest = min(found)
    return nearest, along


def below(piece: Piece, start: Point, pieces: Sequence[Piece]) -> list[tuple[float, float, Piece]]:
    """Return the lines under *start* (a point of *piece*): ``(down, to the right, line)`` in heights, nearest first."""
    ux, uy = piece.direction
    found = []
    for index, other in enumerate(pieces):
        dx, dy = other.start[0] - start[0], other.start[1] - start[1]
        along, across = dx * ux + dy * uy, -dx * uy + dy * ux
        if other is not piece and 0.5 * piece.height < across < 3.2 * piece.height:
            found.append((across / piece.height, along / piece.height, index, other))
    return [(down, right, other) for down, right, _, other in sorted(found, key=lambda entry: entry[:3])]
