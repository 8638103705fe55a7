"""Numbers that go on in the next row.  Pure."""

from __future__ import annotations

from dataclasses import replace
from math import dist
from typing import TYPE_CHECKING

from headunit.label.captions import Caption
from headunit.label.fit import fit_of
from headunit.label.marks import is_mark
from headunit.label.sheet import below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from headunit.label.patterns import Pattern
    from headunit.label.value import Value

__all__ = ["two_rows", "without_edge"]

_DOWN = (0.55, 1.45)
_SAME_HEIGHT = (0.8, 1.25)
_MOST_ASIDE = 0.8
_STROKES = frozenset("I1L")
_FAR = 1.6
_HIDDEN_FROM = 0.75
"""Pitches that the second row may begin further right before a character is missing there."""


def two_rows(values: Sequence[Value], patterns: Mapping[int, Sequence[Pattern]]) -> list[Value]:
    """Return runs that go on in the next row: same size, same left edge, nothing else in front."""
    firsts = [value for value in values if _may_go_on(value, patterns)]
    return [whole for value in firsts if (whole := _gone_on(value, values)) is not None]


def without_edge(row: Value, again: Value, *, behind: bool) -> Value:
    """Return *again*, a wider look at *row*, without a lone stroke far *behind* its end (or in front of it).

    It is the edge of a sticker: between two rows nothing else of the number stands so far from both. Behind a space
    that was read it may be a group of its own.
    """
    cells = again.cells if behind else again.cells[::-1]
    seen = [index for index, cell in enumerate(cells) if cell.choices]
    end = row.cells[-1 if behind else 0].place
    if len(seen) < 2 or cells[-1].best not in _STROKES or dist(cells[-1].place, end) < _FAR * _pitch_px(row):  # noqa: PLR2004
        return again
    if behind and again.cells[-1].parted:
        return again
    if dist(cells[seen[-2]].place, end) > _HIDDEN_FROM * _pitch_px(row):
        return again
    kept = cells[: seen[-2] + 1]
    return replace(again, cells=kept if behind else kept[::-1])


def _pitch_px(value: Value) -> float:
    return value.pieces[0].pitch_strip * value.pieces[0].pixels_per_strip_pixel


def _may_go_on(value: Value, patterns: Mapping[int, Sequence[Pattern]]) -> bool:
    if value.caption not in {None, Caption.SERIAL, Caption.NUMBER} or not value.cells:
        return False
    alone = None if value.goes_on else fit_of(value, patterns)
    return alone is None or alone.pattern.fixed <= 1 or alone.pattern.open_ended or bool(alone.bent)


def _gone_on(value: Value, values: Sequence[Value]) -> Value | None:
    """Return *value* with the row below it; what light hides between them stays unknown."""
    pieces = [other.pieces[0] for other in values]
    for down, _, piece in below(value.pieces[0], value.start, pieces):
        other = values[pieces.index(piece)]
        if not other.cells or not _stands_below(value, other, down):
            continue
        if other.caption is not None or is_mark(other) or other.groups > 1:
            return None
        lost = value.cut_right and not value.goes_on
        hidden = lost + _lost_in_front(value, other)
        return replace(
            value,
            cells=(*value.cells, *[replace(value.cells[-1], choices=())] * hidden, *other.cells),
            shown=f"{value.shown.rstrip('-/')} {other.shown}",
            pieces=(*value.pieces, *other.pieces),
            cut_right=other.cut_right,
            goes_on=other.goes_on,
            stacked=(value, other),
        )
    return None


def _stands_below(value: Value, other: Value, down: float) -> bool:
    same = _SAME_HEIGHT[0] < other.height / value.height < _SAME_HEIGHT[1]
    return same and _DOWN[0] < down < _DOWN[1] and abs(_aside_px(value, other)) < _MOST_ASIDE * value.height


def _lost_in_front(value: Value, other: Value) -> int:
    """Return how many characters light hides at the beginning of the second row."""
    pitches = _aside_px(value, other) / _pitch_px(value)
    return max(1, round(pitches)) if pitches > _HIDDEN_FROM else 0


def _aside_px(value: Value, other: Value) -> float:
    """Return how much further right the second row's first character stands."""
    dx, dy = other.start[0] - value.start[0], other.start[1] - value.start[1]
    ux, uy = value.pieces[0].direction
    return dx * ux + dy * uy
