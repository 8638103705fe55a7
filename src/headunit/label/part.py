"""Which run is the part number, and what can't be the serial because it may be one?  Pure.

Zeros of a part number that light or a poor picture made look like O don't make a serial of it.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from headunit.label.align_text import agreement
from headunit.label.captions import Caption
from headunit.label.fit import LOOK_ALIKES, fit_of
from headunit.label.marks import is_approval, is_mark
from headunit.label.payloads import PART_IDENTIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from headunit.label.patterns import Pattern
    from headunit.label.value import Cell, Value

    Forms = Mapping[int, Sequence[Pattern]]

__all__ = [
    "find_part",
    "has_part_form",
    "holds_most_of",
    "in_long_groups",
    "is_any_part",
    "may_be_part",
    "repeats",
    "says_it_is_part",
]

_LEAST_SCORE = 2.5
_FEWEST_PLACES = 7
_FEWEST_DIGITS = 4
_LENGTHS = range(9, 14)
_LONGEST = 14
_SAME_PART = 0.7
_LONGEST_GROUP = 6
_FEWEST_SHARED = 6
_MOST_OF = 0.75
_MOST_HIDDEN = 5
"""One place in so many may be hidden."""
_APART = frozenset({Caption.SERIAL, Caption.CODE, Caption.OTHER, Caption.MODEL})


def find_part(values: Sequence[Value], serials: Forms, parts: Forms, heard: frozenset[str]) -> Value | None:
    """Return the run that looks most like a part number, by its caption, a known form of *parts*, and its groups.

    A run with a long group may be a serial that stands in groups: beside another that looks like a part number it is
    none (BMW's, Opel's and Honda's have long groups too).
    """
    maybe = [value for value in values if not _is_known_serial(value, serials, parts)]
    likely = [value for value in maybe if _score(value, parts, heard) >= _LEAST_SCORE]
    best = max(likely, key=lambda value: _score(value, parts, heard), default=None)
    if best is None or not in_long_groups(best) or says_it_is_part(best, parts):
        return best
    plain = [value for value in likely if value.groups > 1 and not in_long_groups(value)]
    return max(plain, key=lambda value: _score(value, parts, heard), default=best)


def in_long_groups(value: Value) -> bool:
    """Return whether the run stands in groups, one of them longer than most part numbers' groups are."""
    starts = [0, *(index for index, cell in enumerate(value.cells) if index and cell.parted), len(value.cells)]
    return value.groups > 1 and max(end - start for start, end in pairwise(starts)) > _LONGEST_GROUP


def says_it_is_part(value: Value, parts: Forms) -> bool:
    """Return whether the run's caption or known form says that it is a part number."""
    return value.caption is Caption.PART_NUMBER or has_part_form(value.text, parts)


def has_part_form(text: str, parts: Forms) -> bool:
    """Return whether *text* has the form of a known part number."""
    return any(
        all(character in place for character, place in zip(text, form.places, strict=True))
        for form in parts.get(len(text), ())
    )


def may_be_part(value: Value, serials: Forms, parts: Forms) -> bool:
    """Return whether a run has the form of a known part number, or would have it with its look-alikes exchanged.

    A caption or a known form that says it is a serial stands against look-alikes, not against the form itself.
    """
    if has_part_form(value.text, parts):
        return True
    if value.caption is Caption.SERIAL or _has_letters_of_serial(value, serials):
        return False
    return any(_is_alike(value.cells, form) for form in parts.get(len(value.cells), ()))


def is_any_part(cells: Sequence[Cell], parts: Iterable[Value]) -> bool:
    """Return whether *cells* are one of *parts*, as differently as it may have been read, or its end."""
    if len(cells) < _FEWEST_PLACES:
        return False
    wholes = (end for part in parts for end in (part.cells, part.cells[-len(cells) :]))
    return any(agreement(cells, whole) > _SAME_PART for whole in wholes)


def holds_most_of(text: str, part: Value) -> bool:
    """Return whether *text* holds most of *part* in one run, as the bar code of a poorly read part number does."""
    same = SequenceMatcher(None, text, part.text, autojunk=False).find_longest_match().size
    return same >= max(_FEWEST_SHARED, _MOST_OF * len(part.text))


def repeats(value: Value, part: Value) -> bool:
    """Return whether the run is the part number again, as a bar code's print has it with an identifier in front.

    Where the part number was joined with what stands in front of it, the run is its end.
    """
    if len(value.cells) >= _FEWEST_PLACES and part.text.endswith(value.text):
        return True
    return any(value.text == f"{mark}{part.text}" for mark in PART_IDENTIFIERS)


def _is_alike(cells: Sequence[Cell], form: Pattern) -> bool:
    hidden = sum(not cell.choices for cell in cells)
    if hidden > len(cells) // _MOST_HIDDEN:
        return False
    pairs = zip(cells, form.places, strict=True)
    return all(not cell.choices or place & {cell.best, *LOOK_ALIKES.get(cell.best, ())} for cell, place in pairs)


def _has_letters_of_serial(value: Value, serials: Forms) -> bool:
    fit = fit_of(value, serials)
    if fit is not None and fit.lettered:
        return True
    # A wider form may be had as it stands where a usual one bends a place.
    forms = (form for form in serials.get(len(value.cells), ()) if form.fixed > 1)
    return any(all(cell.best in place for cell, place in zip(value.cells, form.places, strict=True)) for form in forms)


def _is_known_serial(value: Value, serials: Forms, parts: Forms) -> bool:
    """Return whether the run has the letters of a known serial: its groups then don't make it a part number."""
    return not says_it_is_part(value, parts) and _has_letters_of_serial(value, serials)


def _score(value: Value, parts: Forms, heard: frozenset[str]) -> float:
    """Return how much the run looks like a part number: caption, known form, groups with signs between."""
    text, digits = value.text, sum(cell.best.isdigit() for cell in value.cells)
    if value.caption in _APART or len(value.cells) < _FEWEST_PLACES:
        return -9.0
    known = has_part_form(text, parts) or any(_is_alike(value.cells, form) for form in parts.get(len(text), ()))
    if is_approval(text) or is_mark(value) or (digits < _FEWEST_DIGITS and not known):
        return -9.0
    score = 6.0 * (value.caption is Caption.PART_NUMBER) + 1.0 * (value.caption is Caption.NUMBER) + 5.0 * known
    score += min(3, value.groups - 1) * 1.3 - 0.5 * ("/" in value.shown) - 2.0 * (len(text) > _LONGEST)
    return score + 1.2 * (len(text) in _LENGTHS) + 0.1 * digits + 2.5 * (value.groups > 1 and text in heard)
