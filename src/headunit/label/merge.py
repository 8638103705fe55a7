"""Bring readings of the serial together: print, small print, other shots, bar codes.  Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.label.align_text import agreement, pair_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.value import Cell

__all__ = ["LEAST_AGREEMENT", "merged"]

LEAST_AGREEMENT = 0.6
_FLOOR = 0.002
_KEPT = 6
_MOST_ADDED = 3


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


def _halved(choices: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    return tuple((character, chance / 2) for character, chance in choices)


def _together(one: Cell, other: Cell, weight: float) -> Cell:
    if not other.choices:
        return one
    if not one.choices:
        return replace(one, choices=tuple((c, p * 0.9) for c, p in other.choices))
    mine, theirs = dict(one.choices), dict(other.choices)
    scores = {
        character: max(mine.get(character, 0.0), _FLOOR) * max(theirs.get(character, 0.0), _FLOOR) ** weight
        for character in {*mine, *theirs}
    }
    total = sum(scores.values())
    ordered = sorted(((c, s / total) for c, s in scores.items()), key=lambda entry: (-entry[1], entry[0]))
    return replace(one, choices=tuple(ordered[:_KEPT]))
