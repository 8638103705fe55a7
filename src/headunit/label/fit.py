"""Hold a run of characters against the catalogue's forms; at most one place in five may be bent to fit.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import dist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from headunit.label.patterns import Pattern
    from headunit.label.value import Cell, Value

__all__ = ["LOOK_ALIKES", "Fit", "best_fit", "constrained", "fit_of", "with_lost_at_gap"]

_ALIKE = ("0OQDC", "1ILT7J", "8B3", "5S", "2Z7", "6GC", "UV", "MNW", "4A", "9G", "KX", "PR", "EF")
LOOK_ALIKES = {
    character: frozenset(c for group in _ALIKE if character in group for c in group) for character in "".join(_ALIKE)
}
"""What a camera takes for each other."""
_COST_OF_BENDING = 1.2
_LEAST_LITERAL_CHANCE = 0.1
_LEAST_CHANCE = 0.01
_LEAST_LITERALS = 1
_LEAST_TELLING_BENT = 2.0
_MOST_MISSING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Hold the form that a run has: the cells with hidden ends added, how much the form tells, and the bent places."""

    pattern: Pattern
    cells: tuple[Cell, ...]
    bent: tuple[int, ...]

    @property
    def lettered(self) -> bool:
        """Return whether it has the letters that tell this form from others, none of them bent."""
        return self.pattern.fixed > 1 and not self.bent

    @property
    def score(self) -> float:
        """Return how much the form tells beyond chance, less what was bent, the more so the less the camera saw it."""
        missing = sum(not cell.choices for cell in self.cells)
        unseen = sum(1 - _chance(self.cells[index], self.pattern.places[index]) for index in self.bent)
        return self.pattern.telling - _COST_OF_BENDING * unseen - 0.6 * missing


def best_fit(
    cells: Sequence[Cell], patterns: Mapping[int, Sequence[Pattern]], *, cut_left: bool, cut_right: bool
) -> Fit | None:
    """Return the most telling form that *cells* have, None for none; a cut end may lack a few characters."""
    found = [_fit(tuple(cells), pattern) for pattern in patterns.get(len(cells), ())]
    if cut_left or cut_right:
        blank = replace(cells[0], choices=())
        for missing in range(1, _MOST_MISSING + 1):
            for pattern in patterns.get(len(cells) + missing, ()):
                if pattern.open_ended:
                    continue
                if cut_right:
                    found.append(_fit((*cells, *[blank] * missing), pattern))
                if cut_left and sum(len(place) == 1 for place in pattern.places[missing:]) > 1:
                    found.append(_fit((*[blank] * missing, *cells), pattern))
    fits = [fit for fit in found if fit is not None and fit.score > 0]
    return max(fits, key=lambda fit: fit.score, default=None)


def fit_of(value: Value, patterns: Mapping[int, Sequence[Pattern]]) -> Fit | None:
    """Return the most telling form of a run, with what may be hidden at its ends."""
    return best_fit(value.cells, patterns, cut_left=value.cut_left, cut_right=value.cut_right) if value.cells else None


def _fit(cells: tuple[Cell, ...], pattern: Pattern) -> Fit | None:
    bent: list[int] = []
    literals = sum(len(place) == 1 and cell.best in place for cell, place in zip(cells, pattern.places, strict=True))
    least = _LEAST_LITERAL_CHANCE if literals < 2 else _LEAST_CHANCE  # noqa: PLR2004 - two letters stand for a third
    for index, (cell, place) in enumerate(zip(cells, pattern.places, strict=True)):
        if not cell.choices or cell.best in place:
            continue
        chance = _chance(cell, place)
        look_alike = LOOK_ALIKES.get(cell.best, frozenset()) & place
        if chance < (least if len(place) == 1 or not look_alike else 0.0):
            return None
        bent.append(index)
    if len(bent) > len(cells) // 5:
        return None
    fit = Fit(pattern=pattern, cells=cells, bent=tuple(bent))
    unbent = sum(len(place) == 1 for index, place in enumerate(pattern.places) if index not in bent)
    # A form that bends what was read must stand on its own: by the letters it begins with, seen as they are.
    return None if bent and (unbent < _LEAST_LITERALS or fit.score < _LEAST_TELLING_BENT) else fit


def _chance(cell: Cell, place: frozenset[str]) -> float:
    """Return how likely the camera saw one of the characters of *place*."""
    return sum(chance for character, chance in cell.choices if character in place)


def constrained(cell: Cell, place: frozenset[str]) -> Cell:
    """Return *cell* with only what *place* allows; a look-alike stands in where the camera saw nothing allowed."""
    if not cell.choices:
        return replace(cell, choices=((next(iter(place)), 0.5),)) if len(place) == 1 else cell
    if cell.best in place:
        return replace(cell, choices=tuple(entry for entry in cell.choices if entry[0] in place))
    allowed = [(character, chance) for character, chance in cell.choices if character in place]
    known = {character for character, _ in allowed}
    for character, chance in cell.choices:
        for twin in sorted(LOOK_ALIKES.get(character, frozenset()) & place - known):
            allowed.append((twin, chance * 0.05))
            known.add(twin)
    if not allowed:
        return cell
    total = sum(chance for _, chance in allowed)
    ordered = sorted(allowed, key=lambda entry: -entry[1])
    return replace(cell, choices=tuple((character, chance / total) for character, chance in ordered))


def with_lost_at_gap(cells: tuple[Cell, ...], patterns: Mapping[int, Sequence[Pattern]]) -> tuple[Cell, ...]:
    """Return *cells* with a hidden one in their widest gap, where only so they have a known form of fixed length.

    What the sources leave open in length takes anything; one character short of a form they fix, one was lost.
    """
    gaps = [index for index, cell in enumerate(cells) if index and cell.parted]
    if not gaps or _is_closed(best_fit(cells, patterns, cut_left=False, cut_right=False)):
        return cells
    widest = max(gaps, key=lambda index: dist(cells[index].place, cells[index - 1].place))
    (x0, y0), (x1, y1) = cells[widest - 1].place, cells[widest].place
    lost = replace(cells[widest], choices=(), place=((x0 + x1) / 2, (y0 + y1) / 2))
    filled = (*cells[:widest], lost, *cells[widest:])
    fit = best_fit(filled, patterns, cut_left=False, cut_right=False)
    return filled if _is_closed(fit) and fit is not None and not fit.bent and fit.pattern.fixed > 1 else cells


def _is_closed(fit: Fit | None) -> bool:
    return fit is not None and not fit.pattern.open_ended
