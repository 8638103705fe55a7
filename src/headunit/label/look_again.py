"""Cut the serial's strip anew and wider: what the first search cut off at its ends shows up there.  Pure."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from headunit.label.sheet import right_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.sheet import Piece, Point
    from headunit.label.value import Value

__all__ = ["wider_strip"]

_LEFT = 2.0
_BEHIND_CAPTION = 0.25
_RIGHT = 2.6
_NOTHING_READ = 5
_WHOLE_SERIAL = 11.0
_ROOM = 0.3
_NEAR = 2.5
_FRAGMENT = 2


def wider_strip(value: Value, pieces: Sequence[Piece]) -> tuple[Point, Point, Point, Point]:
    """Return the corners of the strip that holds *value* and what may stand before and behind it on its row."""
    first = value.pieces[0]
    same_row = [
        piece for piece in value.pieces if abs(_across(first, piece)) < 0.5 * first.height + 0.05 * _along(first, piece)
    ]
    last = _over_fragments(same_row[-1], pieces)
    ux, uy = first.direction
    vx, vy = last.direction
    height = max(piece.height for piece in same_row)
    captioned = value.caption is not None
    left = height * (_BEHIND_CAPTION if captioned and not value.cut_left else _LEFT * 0.8 if captioned else _LEFT)
    if captioned:
        # The caption itself must stay outside.
        room = hypot(value.start[0] - first.start[0], value.start[1] - first.start[1])
        left = min(left, room + height * 1.4) if room < 0.6 * height else min(left, height * 0.9)
    right = height * (_RIGHT if len(value.cells) >= _NOTHING_READ else _WHOLE_SERIAL)
    near = right_of(last, pieces)
    if near is not None:
        right = max(0.1 * height, min(right, near[1] - _ROOM * height))
    x0, y0 = value.start[0] - ux * left, value.start[1] - uy * left
    x1, y1 = last.end[0] + vx * right, last.end[1] + vy * right
    half = height / 2
    return (
        (x0 + uy * half, y0 - ux * half),
        (x1 + vy * half, y1 - vx * half),
        (x1 - vy * half, y1 + vx * half),
        (x0 - uy * half, y0 + ux * half),
    )


def _over_fragments(last: Piece, pieces: Sequence[Piece]) -> Piece:
    """Go on over bits of the row that were found as lines of their own: one or two characters, close by."""
    while True:
        near = right_of(last, pieces)
        if near is None or near[1] > _NEAR * last.height or len(near[0].line.text) > _FRAGMENT:
            return last
        last = near[0]


def _along(piece: Piece, other: Piece) -> float:
    dx, dy = other.start[0] - piece.end[0], other.start[1] - piece.end[1]
    return max(0.0, dx * piece.direction[0] + dy * piece.direction[1])


def _across(piece: Piece, other: Piece) -> float:
    dx, dy = other.start[0] - piece.end[0], other.start[1] - piece.end[1]
    return -dx * piece.direction[1] + dy * piece.direction[0]
