"""What a number may be when a look-alike was misread or its letters were left out; nothing is changed silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import InputError
from headunit.numbers.found import Alternative, Reading
from headunit.numbers.lookalikes import LOOKALIKES, swaps
from headunit.numbers.shapes import SERIAL_LIKE, NumberKind, NumberShape
from headunit.numbers.vin import Vin

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["alternatives", "fitting", "whole_serials"]

_SUGGESTED = frozenset({NumberKind.SERIAL, NumberKind.PRECODE, NumberKind.DIGITS, NumberKind.VIN})
_MOST_DOUBTFUL = 12


def whole_serials(text: str, shapes: Sequence[NumberShape]) -> list[NumberShape]:
    """Return the serial shapes of one length that *text* fits once their leading letters are put back."""
    return [
        shape
        for shape in shapes
        if shape.kind is NumberKind.SERIAL
        and shape.families
        and not shape.is_open
        and shape.matches_without_letters(text)
    ]


def alternatives(reading: Reading, shapes: Sequence[NumberShape]) -> tuple[Alternative, ...]:
    """Suggest what the number may be when a look-alike was misread, or when its letters were left out."""
    if reading.kind is NumberKind.PARTIAL_SERIAL:
        letters = dict.fromkeys(shape.letters for shape in whole_serials(reading.value, shapes))
        return tuple(
            Alternative(value=found + reading.value, kind=NumberKind.SERIAL, why=f"with {found} in front")
            for found in letters
        )
    if reading.kind is NumberKind.UNKNOWN:
        return fitting(reading.value, shapes)
    same = tuple(
        Alternative(value=reading.value, kind=kind, why="the same characters also have that form")
        for kind in sorted(_SUGGESTED & {shape.kind for shape in shapes if shape.matches(reading.value)})
        if kind is not reading.kind and reading.kind is not NumberKind.VIN
    )
    return same + (fitting(reading.value, shapes, most=1) if reading.kind in SERIAL_LIKE else ())


def fitting(text: str, shapes: Sequence[NumberShape], most: int = 3) -> tuple[Alternative, ...]:
    """Return the readings with the fewest swapped look-alikes that fit a shape; at most one swap in four characters.

    Where nearly every character has a look-alike one swap is tried, for more would fit by chance and take long.
    """
    found: list[Alternative] = []
    least = 0
    doubtful = sum(character in LOOKALIKES for character in text)
    for count, swapped in swaps(text, min(most, max(1, len(text) // 4)) if doubtful <= _MOST_DOUBTFUL else 1):
        if least and count > least:
            break
        kind = _kind_of(swapped, shapes)
        if kind in _SUGGESTED:
            least = count
            pairs = [f"{old} read as {new}" for old, new in zip(text, swapped, strict=True) if old != new]
            found.append(Alternative(value=swapped, kind=kind, why=", ".join(pairs)))
    return tuple(found)


def _kind_of(text: str, shapes: Sequence[NumberShape]) -> NumberKind | None:
    if len(text) == 17:  # noqa: PLR2004 - the length of a VIN
        try:
            return NumberKind.VIN if Vin(text).brand else None
        except InputError:
            return None
    return next((shape.kind for shape in shapes if shape.kind in _SUGGESTED and shape.matches(text)), None)
