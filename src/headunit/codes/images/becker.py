"""Becker BE2210: an 85C82 (works like a 24C02) with five digits, each nibble XOR 0xA.  Source: E08."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, digits, nibbles
from headunit.codes.images.proof import NO_MARK, proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_KEY, _ERASED = 0xA, 0xF
_DIGITS = 5


def _decode(image: MemoryImage) -> Decoded:
    """Read five nibbles from 0x94 on, each a digit XOR 0xA; the sixth belongs to something else.

    Erased bytes would read 55555, so that code is never given.
    """
    stored = nibbles(image.at(0x94, 3))[:_DIGITS]
    if set(stored) == {_ERASED}:
        return "0x94–0x96 are erased (0xFF): no code is stored there"
    return digits((nibble ^ _KEY for nibble in stored), "0x94–0x96")


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="becker-be2210",
        title="Becker BE2210",
        chip="85C82 (like 24C02)",
        sizes_bytes=(256,),
        families=(),
        route="becker",
        evidence=proof(Grade.PLAUSIBLE, 1, 1, "E08"),
        where="0x94, 0x95 and the high half of 0x96, each nibble a digit XOR 0xA",
        marks=(),
        decode=_decode,
        notes=(NO_MARK,),
    ),
)
