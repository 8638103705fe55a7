"""The memory chip that a recording began with, as the lock reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.twin.replay.document import Image

__all__ = ["image_of"]

_OTHERS = 147
"""What the bytes 0x63 to 0x66 of the recorded radio add up to; they belong to other functions."""


def image_of(image: Image) -> bytes:
    """Return the bytes of *image* in the order of a lock's count-and-sum memory."""
    others = bytes((_OTHERS, 0, 0, 0, image.other_count))
    return bytes.fromhex(image.code) + bytes((image.coding,)) + others + bytes((image.attempts, image.integrity))
