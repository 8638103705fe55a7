"""Delco radios of the Volkswagen group beside Premium 5: SEAT Liceo, VW Konzern 2004 and VW SAM 2002.

Packed BCD, high byte first; no mark is published, and the chip is only called a 24C0x.  Source: E05.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, digits, nibbles
from headunit.codes.images.proof import NO_MARK, proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_SIZES = (256, 512, 1024, 2048)


def _decode_liceo(image: MemoryImage) -> Decoded:
    """Read packed BCD at 0x28."""
    return digits(nibbles(image.at(0x28, 2)), "0x28–0x29")


def _decode_sam(image: MemoryImage) -> Decoded:
    """Read packed BCD at 0x2C."""
    return digits(nibbles(image.at(0x2C, 2)), "0x2C–0x2D")


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="delco-liceo",
        title="SEAT Liceo, VW Konzern 2004 DAC and MP3 (Delco)",
        chip="24C0x",
        sizes_bytes=_SIZES,
        families=(),
        route="volkswagen",
        evidence=proof(Grade.PLAUSIBLE, 0, 1, "E05"),
        where="0x28–0x29, packed BCD",
        empty_is_zero=True,
        marks=(),
        decode=_decode_liceo,
        notes=(NO_MARK,),
    ),
    Layout(
        id="delco-sam-2002",
        title="VW SAM 2002 (Delco)",
        chip="24C0x",
        sizes_bytes=_SIZES,
        families=(),
        route="volkswagen",
        evidence=proof(Grade.PLAUSIBLE, 0, 1, "E05"),
        where="0x2C–0x2D, packed BCD",
        empty_is_zero=True,
        marks=(),
        decode=_decode_sam,
        notes=(NO_MARK,),
    ),
)
