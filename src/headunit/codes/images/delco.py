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


def _layout(layout_id: str, title: str, offset_bytes: int) -> Layout:
    """Return the layout of a radio whose code stands at *offset_bytes*."""
    where = f"0x{offset_bytes:02X}–0x{offset_bytes + 1:02X}"

    def decode(image: MemoryImage) -> Decoded:
        return digits(nibbles(image.at(offset_bytes, 2)), where)

    return Layout(
        id=layout_id,
        title=title,
        chip="24C0x",
        sizes_bytes=(256, 512, 1024, 2048),
        families=(),
        route="volkswagen",
        evidence=proof(Grade.PLAUSIBLE, 0, 1, "E05"),
        where=f"{where}, packed BCD",
        empty_is_zero=True,
        marks=(),
        decode=decode,
        notes=(NO_MARK,),
    )


LAYOUTS: tuple[Layout, ...] = (
    _layout("delco-liceo", "SEAT Liceo, VW Konzern 2004 DAC and MP3 (Delco)", 0x28),
    _layout("delco-sam-2002", "VW SAM 2002 (Delco)", 0x2C),
)
