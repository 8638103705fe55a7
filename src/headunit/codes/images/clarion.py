"""Clarion RT-9420G (Mazda): a 93C46 whose first word is AAAA and whose second is the code, bytes exchanged, BCD.

The signature reads the same in both byte orders of a word, so it can't tell which one the reader wrote: the order of
the source leads and the other stands beside it as a rival.  Sources: E09, E10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, Mark, MarkKind, digits, nibbles
from headunit.codes.images.proof import proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]


def _signature(image: MemoryImage) -> bool:
    """Return whether word 0 is AAAA and word 1 isn't, as a pattern of AAAA alone would have it."""
    return image.at(0, 2) == b"\xaa\xaa" != image.at(2, 2)


def _decode(image: MemoryImage) -> Decoded:
    """Read packed BCD, the second byte first."""
    return digits(nibbles(image.at(2, 2)[::-1]), "0x02–0x03")


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="clarion-93c46",
        title="Clarion RT-9420G (Mazda)",
        chip="93C46",
        sizes_bytes=(128,),
        families=(),
        route="mazda",
        evidence=proof(Grade.PLAUSIBLE, 1, 1, "E09", "E10"),
        where="0x02–0x03, packed BCD, second byte first",
        empty_is_zero=True,
        marks=(Mark(kind=MarkKind.SIGNATURE, words="the word AAAA at 0x00", present=_signature, decides=True),),
        decode=_decode,
        word_order=True,
        notes=("one radio's code was read so; on another Clarion with this signature (PU-9715A) it is not proved",),
    ),
)
