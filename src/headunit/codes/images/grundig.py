"""Grundig WKC 1704 (Fiat Barchetta): recognised by its check word, and refused: how it leads to the code isn't public.

    0x00  a secret word, low byte first      0x02  the same word XOR 0x1234

Source: E12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.images.layout import Decoded, Layout, Mark, MarkKind
from headunit.codes.images.proof import proof

if TYPE_CHECKING:
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["LAYOUTS"]

_CHECK = 0x1234
_SECRET = "the memory holds a secret word and not the code; how the one leads to the other is not public"  # noqa: S105 - words


def _decode(_: MemoryImage) -> Decoded:
    """Refuse: the way from the word to the code isn't public."""
    return _SECRET


def _check_word(image: MemoryImage) -> bool:
    """Return whether the second word is the first XOR 0x1234, and the first neither erased nor empty."""
    first, second = (int.from_bytes(image.at(offset, 2), "little") for offset in (0, 2))
    return first ^ second == _CHECK and first not in {0x0000, 0xFFFF}


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="grundig-wkc",
        title="Grundig WKC 1704 (Fiat Barchetta)",
        chip="24C0x",
        sizes_bytes=(128, 256, 512, 1024, 2048),
        families=(),
        route="fiat",
        evidence=proof(Grade.PLAUSIBLE, 1, 1, "E12"),
        where="not in the memory: 0x00–0x01 hold a word from which the code is worked out",
        marks=(
            Mark(
                kind=MarkKind.CHECK_WORD,
                words="a check word at 0x02, the word at 0x00 XOR 0x1234",
                present=_check_word,
                decides=True,
            ),
        ),
        decode=_decode,
    ),
)
