"""Lay two sequences of frames side by side, so that each difference is told once and as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from headunit.twin.replay.frames import Frame

__all__ = ["Pair", "side_by_side"]

_MISSING = 1.0
_LATE = 0.6


class Pair(NamedTuple):
    """Hold an expected frame and the one seen in its place; None where one of them has no partner."""

    expected: Frame | None
    seen: Frame | None
    in_time: bool = True


def side_by_side(
    expected: Sequence[Frame], seen: Sequence[Frame], in_time: Callable[[Frame, Frame], bool]
) -> list[Pair]:
    """Return the cheapest pairing in order.

    A frame without partner costs most, one out of time less, an optional one nothing.
    """
    costs = _costs(expected, seen, in_time)
    pairs: list[Pair] = []
    row, column = len(expected), len(seen)
    while row or column:
        here = costs[row][column]
        if row and column and expected[row - 1].value == seen[column - 1].value:
            fits = in_time(expected[row - 1], seen[column - 1])
            if here == costs[row - 1][column - 1] + (0 if fits else _LATE):
                row, column = row - 1, column - 1
                pairs.append(Pair(expected[row], seen[column], fits))
                continue
        if row and here == costs[row - 1][column] + _skipped(expected[row - 1]):
            row -= 1
            pairs.append(Pair(expected[row], None, expected[row].optional))
        else:
            column -= 1
            pairs.append(Pair(None, seen[column], seen[column].optional))
    return pairs[::-1]


def _skipped(frame: Frame) -> float:
    return 0.0 if frame.optional else _MISSING


def _costs(
    expected: Sequence[Frame], seen: Sequence[Frame], in_time: Callable[[Frame, Frame], bool]
) -> list[list[float]]:
    first = [0.0]
    for frame in seen:
        first.append(first[-1] + _skipped(frame))
    rows = [first]
    for wanted in expected:
        above = rows[-1]
        row = [above[0] + _skipped(wanted)]
        for column, frame in enumerate(seen):
            best = min(above[column + 1] + _skipped(wanted), row[column] + _skipped(frame))
            if wanted.value == frame.value:
                best = min(best, above[column] + (0 if in_time(wanted, frame) else _LATE))
            row.append(best)
        rows.append(row)
    return rows
