"""Hear every reading of the same number: which characters are there at all, and which is each.  Pure.

Readings of one label are no independent witnesses: the same lettering misleads all of them. So several count as one,
two looks at one photo as one and a half, and where many differ the place is doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from headunit.label.align_text import agreement, are_alike, pair_up
from headunit.label.merge import LEAST_AGREEMENT, is_space, pooled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.align_text import Pairs
    from headunit.label.value import Cell

__all__ = ["voted"]

_SAY = 0.5
_TWO_LOOKS = 1.5
_MOST_BEFORE = 3
_MOST_BEHIND = 8
_LEAST_BEHIND_GAP = 3
_SEEN_WELL = 0.9
_LEAST_SHARE = 0.6
_ADDED = 0.6
_HALF = 0.5
_DISPUTED = 0.6
_MANY = 3


@dataclass(slots=True)
class _Ballot:
    """Collect for each place of the first reading what the others have there, between places and at the ends."""

    columns: list[list[Cell]]
    missing: list[int]
    spanned: list[int]
    between: dict[int, list[tuple[Cell, ...]]] = field(default_factory=lambda: defaultdict(list))
    before: list[tuple[Cell, ...]] = field(default_factory=list)
    behind: list[tuple[Cell, ...]] = field(default_factory=list)
    heard: int = 0


def voted(cells: Sequence[Cell], others: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """Return *cells* as all readings have them; what few have, or only beyond the ends, is doubtful or left out."""
    ballot = _Ballot([[cell] for cell in cells], [0] * len(cells), [0] * len(cells))
    for other in others:
        _hear(ballot, cells, other, alone=len(others) == 1)
    if not ballot.heard:
        return tuple(cells)
    result = list(_before(ballot))
    for index, column in enumerate(ballot.columns):
        result += _inserted(ballot, index, cells)
        if ballot.missing[index] <= len(column):
            result.append(_settled(column, ballot.missing[index]))
    return (*result, *_behind(ballot))


def _hear(ballot: _Ballot, cells: Sequence[Cell], other: Sequence[Cell], *, alone: bool) -> None:
    _, pairs = pair_up(cells, other)
    both = [index for index, (i, j) in enumerate(pairs) if i is not None and j is not None]
    least = len(cells) - 1 if alone else _LEAST_SHARE * len(cells)
    if not both or len(other) < least:
        return
    inner = pairs[both[0] : both[-1] + 1]
    same = tuple(other[j] for _, j in inner if j is not None)
    if agreement(cells, same) < LEAST_AGREEMENT:
        return
    ballot.heard += 1
    _count(ballot, cells, other, inner)
    if inner[0][0] == 0:
        ballot.before.append(tuple(other[j] for _, j in pairs[: both[0]] if j is not None))
    if inner[-1][0] == len(cells) - 1:
        ballot.behind.append(tuple(other[j] for _, j in pairs[both[-1] + 1 :] if j is not None))


def _count(ballot: _Ballot, cells: Sequence[Cell], other: Sequence[Cell], inner: Pairs) -> None:
    """Put what *other* has from its first to its last place in common into the columns and between them."""
    added: dict[int, list[Cell]] = defaultdict(list)
    place = 0
    for index, (i, j) in enumerate(inner):
        if i is not None:
            place = i
            ballot.spanned[i] += 1
        if i is not None and j is not None:
            ballot.columns[i].append(other[j])
        elif i is not None:
            # A separator read there explains the gap for good.
            ballot.missing[i] += len(cells) if is_space(cells, other, inner, index) else 1
        elif j is not None and not is_space(cells, other, inner, index):
            added[place + 1].append(other[j])
    for where, inserted in added.items():
        ballot.between[where].append(tuple(inserted))


def _settled(column: list[Cell], missing: int) -> Cell:
    """Return the character of a place, doubtful where the readings differ about it."""
    seen = [cell for cell in column if cell.choices]
    if not seen:
        return column[0]
    weights = [1.0 if cell is column[0] else _SAY for cell in seen]
    total = sum(weights)
    scale = min(1.0, (_TWO_LOOKS if len(seen) < _MANY else 1.0) / total)
    cell = replace(column[0], choices=pooled([one.choices for one in seen], [weight * scale for weight in weights]))
    if missing and missing * 2 >= len(column):
        return _weakened(cell, _HALF)
    if len(seen) >= _MANY:
        against = [one for one in seen if one.best != cell.best]
        if any(are_alike(one.best, cell.best) for one in against) or len(against) * 3 >= len(seen):
            return replace(cell, choices=tuple((c, min(p, _DISPUTED)) for c, p in cell.choices))
    return cell


def _inserted(ballot: _Ballot, index: int, cells: Sequence[Cell]) -> list[Cell]:
    """Return what stands before place *index* by most of the readings."""
    found = ballot.between.get(index, [])
    if not found or (ballot.heard > 1 and len(found) * 2 <= ballot.spanned[index] + 1):
        return []
    chosen = max(found, key=lambda entry: sum(cell.sure for cell in entry))
    return [_weakened(replace(cell, place=cells[index - 1].place), _HALF) for cell in chosen]


def _before(ballot: _Ballot) -> tuple[Cell, ...]:
    found = [entry for entry in ballot.before if entry and all(cell.choices for cell in entry)]
    if not found or len(found) * 2 < len(ballot.before):
        return ()
    chosen = max(found, key=lambda entry: sum(cell.sure for cell in entry))
    return tuple(_weakened(cell, _ADDED) for cell in chosen[-_MOST_BEFORE:])


def _behind(ballot: _Ballot) -> tuple[Cell, ...]:
    """Return what stands behind the end; behind a gap it must be more than a faint mark to belong to the number."""
    found = [tail for tail in (_going_on(entry) for entry in ballot.behind) if tail]
    if not found or len(found) * 2 < len(ballot.behind):
        return ()
    chosen = max(found, key=lambda entry: sum(cell.sure for cell in entry))
    return tuple(_weakened(cell, _ADDED) for cell in chosen[:_MOST_BEHIND])


def _going_on(tail: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return what belongs to the number: behind a gap a few characters, or fewer that were seen well."""
    gap = next((index for index, cell in enumerate(tail) if not cell.choices), len(tail))
    beyond = [cell for cell in tail[gap:] if cell.choices]
    goes_on = len(beyond) >= _LEAST_BEHIND_GAP or (beyond and min(cell.sure for cell in beyond) > _SEEN_WELL)
    return tail if goes_on else tail[:gap]


def _weakened(cell: Cell, factor: float) -> Cell:
    return replace(cell, choices=tuple((character, chance * factor) for character, chance in cell.choices))
