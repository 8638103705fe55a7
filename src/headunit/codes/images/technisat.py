"""TechniSat Gamma 5 and Rhapsody (Volkswagen) and Škoda Symphony: a 24C08, the one nearest the antenna.

    0x0B  wrong codes (0–2)      0x0C  the code as four ASCII digits

The radio itself gives 0x09–0x0F as zeros when this memory is read over the K-line.  Source: E06.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, Mark, MarkKind, digits, one_of
from headunit.codes.images.proof import NO_MARK, proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_BLANKED = "0x09–0x0F are zero: so the radio answers over the K-line, which hides the code; read the chip itself"


def _decode(image: MemoryImage) -> Decoded:
    """Read four ASCII digits."""
    if not any(image.at(0x09, 7)):
        return _BLANKED
    return digits((byte - ord("0") for byte in image.at(0x0C, 4)), "0x0C–0x0F")


def _lock(image: MemoryImage) -> tuple[str, ...]:
    """Tell the count of wrong codes; the firmware counts no further than two."""
    return (f"{image.byte(0x0B)} wrong codes counted, of at most 2",)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="technisat-gamma-5",
        title="VW Gamma 5 and Rhapsody, Škoda Symphony (TechniSat)",
        chip="24C08, the one nearest the antenna",
        sizes_bytes=(1024, 2048),
        families=(),
        route="volkswagen",
        evidence=proof(Grade.PLAUSIBLE, 0, 1, "E06"),
        where="0x0C–0x0F, four ASCII digits",
        marks=(
            Mark(
                kind=MarkKind.RANGE, words="a count of wrong codes from 0 to 2 at 0x0B", present=one_of(0x0B, 0, 1, 2)
            ),
        ),
        decode=_decode,
        lock=_lock,
        advice="These radios tell their code over the K-line of the diagnostic plug (address 0x7C).",
        notes=(NO_MARK,),
    ),
)
