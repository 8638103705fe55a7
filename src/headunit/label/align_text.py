"""Lay two readings of the same characters side by side, so that one can support or fill the other.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.value import Cell

__all__ = ["Pairs", "agreement", "are_alike", "pair_up"]

Pairs = list[tuple[int | None, int | None]]

_ROOM = 0.9
_HIDDEN = 0.25
_ALIKE = (set("0OQD"), set("1IL7T"), set("8B3"), set("5S"), set("2Z7"), set("6G"), set("UV"), set("MNW"))


def _difference(one: Cell, other: Cell) -> float:
    if not one.choices or not other.choices:
        return _HIDDEN
    mine, theirs = dict(one.choices), dict(other.choices)
    shared = sum(min(chance, theirs.get(character, 0.0)) for character, chance in mine.items())
    return (1 - min(1.0, shared)) * (0.5 if are_alike(one.best, other.best) else 1.0)


def are_alike(one: str, other: str) -> bool:
    """Return whether two characters are easily taken for each other."""
    return any(one in group and other in group for group in _ALIKE)


def pair_up(one: Sequence[Cell], other: Sequence[Cell]) -> tuple[float, Pairs]:
    """Return the least cost of turning *one* into *other*, and which place goes with which; None where none does."""
    rows, columns = len(one), len(other)
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        cost[i][0] = cost[i - 1][0] + _gap(one[i - 1])
    for j in range(1, columns + 1):
        cost[0][j] = cost[0][j - 1] + _gap(other[j - 1])
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            cost[i][j] = min(
                cost[i - 1][j - 1] + _difference(one[i - 1], other[j - 1]),
                cost[i - 1][j] + _gap(one[i - 1]),
                cost[i][j - 1] + _gap(other[j - 1]),
            )
    pairs: Pairs = []
    i, j = rows, columns
    while i or j:
        if i and j and cost[i][j] == cost[i - 1][j - 1] + _difference(one[i - 1], other[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and cost[i][j] == cost[i - 1][j] + _gap(one[i - 1]):
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return cost[rows][columns], pairs[::-1]


def _gap(cell: Cell) -> float:
    return _ROOM if cell.choices else 0.5


def agreement(one: Sequence[Cell], other: Sequence[Cell]) -> float:
    """Return how far two readings may be the same text: 1 for equal, about 0 for unrelated."""
    cost, _ = pair_up(one, other)
    return max(0.0, 1 - cost / max(1, min(len(one), len(other))))
