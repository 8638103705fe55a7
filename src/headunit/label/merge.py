"""Bring readings of the serial together: print, small print, other shots, bar codes.  Pure."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from headunit.label.align_text import agreement, pair_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.align_text import Pairs
    from headunit.label.value import Cell

    Choices = tuple[tuple[str, float], ...]

__all__ = ["LEAST_AGREEMENT", "is_space", "merged", "pooled"]

LEAST_AGREEMENT = 0.6
_FLOOR = 0.002
_LEAST_UNSAID = 1e-6
_KEPT = 6


def merged(one: Sequence[Cell], other: Sequence[Cell], weight: float) -> tuple[Cell, ...]:
    """Return *one* with the support of *other* (its say is *weight*, 0 to 1); hidden places are filled from it.

    What *other* has beyond the ends is added only where *one* may be cut there; that is for the caller to judge.
    """
    if agreement(one, other) < LEAST_AGREEMENT:
        return tuple(one)
    _, pairs = pair_up(one, other)
    result: list[Cell] = []
    inner = [index for index, (i, _) in enumerate(pairs) if i is not None]
    for index, (i, j) in enumerate(pairs):
        if is_space(one, other, pairs, index):
            continue
        if i is None:
            if j is not None and inner[0] < index < inner[-1]:
                # One of the two readings has a character too many or too few: it is kept, and doubtful.
                result.append(replace(other[j], choices=_halved(other[j].choices)))
            continue
        if j is None:
            result.append(replace(one[i], choices=_halved(one[i].choices)) if inner[0] < index < inner[-1] else one[i])
            continue
        result.append(_together(one[i], other[j], weight))
    return tuple(result)


def is_space(one: Sequence[Cell], other: Sequence[Cell], pairs: Pairs, index: int) -> bool:
    """Return whether one reading has a hidden place there and the other a separator, which explains the gap."""
    i, j = pairs[index]
    if i is not None and j is not None:
        return False
    cell, rest = (one[i], other) if i is not None else (other[j or 0], one)
    side = 1 if i is not None else 0
    behind = next((pair[side] for pair in pairs[index + 1 :] if pair[side] is not None), None)
    return not cell.choices and behind is not None and rest[behind].parted


def _halved(choices: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    return tuple((character, chance / 2) for character, chance in choices)


def _together(one: Cell, other: Cell, weight: float) -> Cell:
    if not other.choices:
        return one
    if not one.choices:
        return replace(one, choices=tuple((c, p * 0.9) for c, p in other.choices))
    return replace(one, choices=pooled([one.choices, other.choices], [1.0, weight]))


def pooled(readings: Sequence[Choices], weights: Sequence[float]) -> Choices:
    """Return the characters of several readings with their chances together; a weight is how much one has to say.

    What a reading gives to no character counts as one more, which none of them is.
    """
    tables = [dict(choices) for choices in readings]
    scores = {
        character: prod(
            max(table.get(character, 0.0), _FLOOR) ** weight for table, weight in zip(tables, weights, strict=True)
        )
        for character in {character for table in tables for character in table}
    }
    unsaid = (max(1 - sum(table.values()), _LEAST_UNSAID) ** w for table, w in zip(tables, weights, strict=True))
    total = sum(scores.values()) + prod(unsaid)
    ordered = sorted(((c, s / total) for c, s in scores.items()), key=lambda entry: (-entry[1], entry[0]))
    return tuple(ordered[:_KEPT])
