"""Delphi RCD 310 (Volkswagen, Škoda): a 24LC32 with the serial in clear and the code XOR 0x65.

    0xA0  four bytes, each a digit XOR 0x65        0xE5  part number, 11 characters
    0xA9  software version, four digits            0xF0  type, 13 characters, then hardware, 3 characters
    0xD7  serial, 14 characters

Sources: E01, E02, E03.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, Mark, MarkKind, digits, text_at
from headunit.codes.images.proof import proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_CODE_OFFSET, _CODE_KEY = 0xA0, 0x65
_SERIAL_OFFSET, _SERIAL_LENGTH = 0xD7, 14


def _decode(image: MemoryImage) -> Decoded:
    """Read four bytes, each a digit XOR 0x65."""
    return digits((byte ^ _CODE_KEY for byte in image.at(_CODE_OFFSET, 4)), "0xA0–0xA3")


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="delphi-rcd310",
        title="Delphi RCD 310 (Volkswagen, Škoda)",
        chip="24LC32",
        sizes_bytes=(4096,),
        families=(),
        route="volkswagen",
        evidence=proof(Grade.AGREED, 1, 3, "E01", "E02", "E03"),
        where="0xA0–0xA3, each byte a digit XOR 0x65",
        marks=(
            Mark(
                kind=MarkKind.SERIAL,
                words="a serial of the Volkswagen group at 0xD7",
                present=text_at(_SERIAL_OFFSET, _SERIAL_LENGTH, "(?:VWZ|AUZ|SKZ|SEZ)[0-9A-Z]{11}"),
                decides=True,
                needed=False,
            ),
            Mark(
                kind=MarkKind.SIGNATURE,
                words="the type RCD310 at 0xF0",
                present=text_at(0xF0, 6, "RCD310"),
                decides=True,
                needed=False,
            ),
            Mark(
                kind=MarkKind.RANGE,
                words="four digits of the software version at 0xA9",
                present=text_at(0xA9, 4, "[0-9]{4}"),
                needed=False,
            ),
        ),
        decode=_decode,
        serial=(_SERIAL_OFFSET, _SERIAL_LENGTH),
    ),
)
