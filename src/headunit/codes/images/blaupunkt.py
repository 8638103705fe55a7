"""Blaupunkt ACR 4250 (24C01) and Woodstock SQR 88 (inside a MC68HC11A8).

    ACR 4250      0x03 lock (00 no code, 04 asks, 10 blocked)   0x04 wrong codes   0x05 code, BCD, nibbles exchanged
    Woodstock     0x18A code                                    0x1C5 the same again

Sources: A20, E07.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, Mark, MarkKind, digits, low_high, nibbles, one_of
from headunit.codes.images.proof import NO_MARK, proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_OPEN = 0x00
_LOCK_STATES = {
    _OPEN: "the radio does not ask for its code",
    0x04: "the radio asks for its code",
    0x10: "the radio is blocked",
}


def _decode_acr(image: MemoryImage) -> Decoded:
    """Read packed BCD with the nibbles of each byte exchanged; a radio without a code stores none there."""
    if image.byte(0x03) == _OPEN:
        return "the lock state at 0x03 is 00: this radio has no code, so what stands at 0x05–0x06 is none"
    return digits(low_high(image.at(0x05, 2)), "0x05–0x06")


def _lock_acr(image: MemoryImage) -> tuple[str, ...]:
    """Tell the lock state and the count of wrong codes; how many the radio allows is not published."""
    return (_LOCK_STATES[image.byte(0x03)], f"{image.byte(0x04)} wrong codes counted")


def _decode_woodstock(image: MemoryImage) -> Decoded:
    """Read packed BCD."""
    return digits(nibbles(image.at(0x18A, 2)), "0x18A–0x18B")


def _copy_is_equal(image: MemoryImage) -> bool:
    """Return whether the second place holds the same two bytes."""
    return image.at(0x18A, 2) == image.at(0x1C5, 2)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="blaupunkt-acr-4250",
        title="Blaupunkt ACR 4250",
        chip="24C01",
        sizes_bytes=(128,),
        families=("blaupunkt-acr-4250",),
        route="blaupunkt",
        evidence=proof(Grade.AGREED, 1, 2, "A20", "A17"),
        where="0x05–0x06, packed BCD with the nibbles of each byte exchanged",
        empty_is_zero=True,
        marks=(Mark(kind=MarkKind.RANGE, words="a known lock state at 0x03", present=one_of(0x03, *_LOCK_STATES)),),
        decode=_decode_acr,
        lock=_lock_acr,
        advice="The rule blaupunkt-bp gives this radio's code from the serial on its label: compare the two.",
        notes=(NO_MARK,),
    ),
    Layout(
        id="blaupunkt-woodstock",
        title="Blaupunkt Woodstock SQR 88",
        chip="MC68HC11A8 (EEPROM inside the processor)",
        sizes_bytes=(512,),
        families=(),
        route="blaupunkt",
        evidence=proof(Grade.PLAUSIBLE, 0, 1, "E07"),
        where="0x18A–0x18B, again at 0x1C5–0x1C6, packed BCD",
        empty_is_zero=True,
        marks=(Mark(kind=MarkKind.RANGE, words="the same two bytes at 0x18A and 0x1C5", present=_copy_is_equal),),
        decode=_decode_woodstock,
        notes=(NO_MARK, "the source names the places only; that they hold packed BCD is inferred"),
    ),
)
