"""Take a code off the text of a label before it is written down, and leave what tells the radio.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from headunit.facts.shapes import number_shapes
from headunit.identity import identify
from headunit.numbers import NumberKind, read_numbers
from headunit.recovery.mask import code_spans, masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.facts.catalogue import Catalogue
    from headunit.identity import Identification
    from headunit.numbers import Reading

__all__ = ["label_without_code"]

_LONGEST_CODE = 8
_CODE_WORD = re.compile(r"(?<![^\W_])(?:CODE|C[OÓ]DIGO|CODICE|PIN|SAFE)$", re.IGNORECASE)
"""A word for a code, with nothing between it and the number."""
_UNCLAIMED = frozenset({NumberKind.SECURITY_CODE, NumberKind.UNKNOWN})


def label_without_code(text: str, found: Identification, catalogue: Catalogue) -> str:
    """Return the label's *text* with what is said to be a code masked, and what may be one.

    That is a number of a code's length that no number shape claims, which is no part of a word but one for a code, and
    without which the label tells the same radios; the year of the car is no code.
    """
    readings = (*found.numbers, *read_numbers(text, number_shapes(catalogue)))
    for reading in readings:
        if reading.kind is NumberKind.SECURITY_CODE:
            for given in (reading.given, reading.value):
                text = text.replace(given, "".join("#" if sign.isdigit() else sign for sign in given))
    families = [family.id for family in identify(text, catalogue).families]
    for span in _lone(text, readings, str(found.car.year or "")):
        hidden = masked(text, iter((span,)))
        if [family.id for family in identify(hidden, catalogue).families] == families:
            text = hidden
    return text


def _lone(text: str, readings: Iterable[Reading], year: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers of a code's length stand by themselves, but for the first mention of the *year*."""
    rest = text
    for reading in readings:
        if reading.kind not in _UNCLAIMED:
            rest = rest.replace(reading.given, "x" * len(reading.given))
    if year:
        rest = rest.replace(year, "x" * len(year), 1)
    for start, end in code_spans(rest):
        digits = sum(sign.isdigit() for sign in rest[start:end])
        before = "" if _CODE_WORD.search(rest[:start]) else rest[max(start - 1, 0) : start]
        if digits <= _LONGEST_CODE and not any(sign.isalnum() for sign in before + rest[end : end + 1]):
            yield start, end
