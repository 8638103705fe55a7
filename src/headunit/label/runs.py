"""Runs that hold more than one number: two part numbers in one row, or a precode behind its identifier.  Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from headunit.label.fit import best_fit
from headunit.label.part import has_part_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from headunit.label.patterns import Pattern
    from headunit.label.value import Cell, Value

__all__ = ["parted", "without_identifier"]

_PRECODE_LENGTH = 4
_IDENTIFIER = "T"
"""On Renault labels a bar code's identifier stands printed in front of the precode."""


def parted(value: Value, parts: Mapping[int, Sequence[Pattern]]) -> list[Value]:
    """Return *value*, or the numbers it is made of where one beside a wide gap is a known part number."""
    sides: list[tuple[Cell, ...]] = [
        tuple(cells) for seen, cells in groupby(value.cells, key=lambda cell: bool(cell.choices)) if seen
    ]
    texts = ["".join(cell.best for cell in side) for side in sides]
    if len(sides) < 2 or not any(has_part_form(text, parts) for text in texts):  # noqa: PLR2004
        return [value]
    return [
        replace(
            value,
            cells=side,
            caption=value.caption if number == 0 else None,
            shown=text,
            groups=1,
            start=value.start if number == 0 else side[0].place,
            cut_left=value.cut_left and number == 0,
            cut_right=value.cut_right and number == len(sides) - 1,
        )
        for number, (side, text) in enumerate(zip(sides, texts, strict=True))
    ]


def without_identifier(value: Value, patterns: Mapping[int, Sequence[Pattern]]) -> Value:
    """Return *value*, or the precode in it where its identifier stands in front."""
    rest = value.cells[1:]
    if value.caption is not None or len(rest) != _PRECODE_LENGTH or value.cells[0].best != _IDENTIFIER:
        return value
    fit = best_fit(rest, patterns, cut_left=False, cut_right=False)
    if fit is None or fit.bent:
        return value
    return replace(value, cells=rest, shown=value.text[1:], groups=1, start=rest[0].place, cut_left=False)
