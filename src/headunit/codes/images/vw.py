"""Volkswagen Premium 4 (Clarion) and Premium 5 (Delco), known from their firmware.

    Premium 4, 93C46        0x0A wrong codes (0–2)     0x0E code, packed BCD, high byte first
    Premium 5, M24C04       0x68 wrong codes (0–2)     0x14 code, packed BCD, high byte first
                            0x10–0x43, 0x46–0x60, 0x63–0xC8: areas with a sum of two bytes right behind each

Sources: S20, S21, P01; the sums are described in S21.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, Mark, MarkKind, digits, nibbles, one_of
from headunit.codes.images.proof import NO_MARK, proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_SUM_START = 0x55
_FM_HIGHEST, _AM_HIGHEST = 0x64, 0x76
_PRESETS = ((0x00, _FM_HIGHEST), (0x10, _FM_HIGHEST), (0x20, _AM_HIGHEST))
_ATTEMPTS = (0, 1, 2)
_BLANKED = "0x0E–0x0F are zero: so the radio answers over the K-line, which hides the code; read the chip itself"


def _sum_is_right(image: MemoryImage, first: int, last: int) -> bool:
    """Return whether the 16-bit sum of *first* to *last*, from 0x55 on, stands right behind them, low byte first."""
    total = _SUM_START + sum(image.at(first, last + 1 - first))
    return image.at(last + 1, 2) == (total & 0xFFFF).to_bytes(2, "little")


def _sum_mark(first: int, last: int, area: str, *, needed: bool) -> Mark:
    """Return the mark of one area that a sum stands behind."""
    return Mark(
        kind=MarkKind.CHECKSUM,
        words=f"the right sum of {area} at 0x{last + 1:02X}",
        present=lambda image: _sum_is_right(image, first, last),
        decides=True,
        needed=needed,
    )


def _stations_are_in_range(image: MemoryImage) -> bool:
    """Return whether the eighteen station presets are channels of the American bands and not all the same."""
    bands = [image.at(offset, 6) for offset, _ in _PRESETS]
    inside = all(max(band) <= highest for band, (_, highest) in zip(bands, _PRESETS, strict=True))
    return inside and len(set(b"".join(bands))) > 1


def _decode_premium_4(image: MemoryImage) -> Decoded:
    """Read packed BCD; two zero bytes are what the firmware answers instead of the code."""
    stored = image.at(0x0E, 2)
    return digits(nibbles(stored), "0x0E–0x0F") if any(stored) else _BLANKED


def _decode_premium_5(image: MemoryImage) -> Decoded:
    """Read packed BCD."""
    return digits(nibbles(image.at(0x14, 2)), "0x14–0x15")


def _attempts(image: MemoryImage, offset_bytes: int) -> tuple[str, ...]:
    """Tell the count of wrong codes; after two the radio waits for an hour."""
    count = image.byte(offset_bytes)
    state = "the radio waits an hour before the next try" if count == _ATTEMPTS[-1] else "no wait is running"
    return (f"{count} of 2 wrong codes used: {state}",)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="vw-premium-4",
        title="Volkswagen Premium 4 (Clarion PU-1569A to PU-1667A)",
        chip="93C46",
        sizes_bytes=(128,),
        families=("vw-premium-4-clarion",),
        route="volkswagen",
        evidence=proof(Grade.CONFIRMED, 6, 1, "S20", "E04"),
        where="0x0E–0x0F, packed BCD",
        marks=(
            Mark(
                kind=MarkKind.RANGE,
                words="a count of wrong codes from 0 to 2 at 0x0A",
                present=one_of(0x0A, *_ATTEMPTS),
            ),
            Mark(
                kind=MarkKind.RANGE,
                words="station presets in range at 0x00, 0x10 and 0x20",
                present=_stations_are_in_range,
                needed=False,
            ),
        ),
        decode=_decode_premium_4,
        lock=lambda image: _attempts(image, 0x0A),
        word_order=True,
        advice="This radio tells its code over the K-line of the diagnostic plug (KWP1281, address 0x56).",
        notes=(NO_MARK,),
    ),
    Layout(
        id="vw-premium-5",
        title="Volkswagen Premium 5 (Delco)",
        chip="M24C04",
        sizes_bytes=(256, 512),
        families=("vw-premium-5-delco",),
        route="volkswagen",
        evidence=proof(Grade.AGREED, 0, 2, "S21", "P01", "E04"),
        where="0x14–0x15, packed BCD",
        empty_is_zero=True,
        marks=(
            _sum_mark(0x10, 0x43, "0x10–0x43, where the code stands,", needed=True),
            _sum_mark(0x46, 0x60, "0x46–0x60", needed=False),
            _sum_mark(0x63, 0xC8, "0x63–0xC8", needed=False),
            Mark(
                kind=MarkKind.RANGE,
                words="a count of wrong codes from 0 to 2 at 0x68",
                present=one_of(0x68, *_ATTEMPTS),
            ),
        ),
        decode=_decode_premium_5,
        lock=lambda image: _attempts(image, 0x68),
        advice="This radio's memory can be read over the K-line of the diagnostic plug (KWP1281, address 0x7C).",
    ),
)
