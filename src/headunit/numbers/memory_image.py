"""The content of a memory chip, as an EEPROM reader gives it: bytes with addresses, and nothing decoded."""

from __future__ import annotations

from dataclasses import dataclass

from headunit.errors import InputError

__all__ = ["LARGEST_IMAGE_BYTES", "BytesAbsentError", "MemoryImage"]

LARGEST_IMAGE_BYTES = 65_536
"""Largest image that is read, in bytes; the chips that hold a radio's code have 128 to 4,096."""


class BytesAbsentError(LookupError):
    """Say that bytes were asked for which the image doesn't hold; its text is their place, as ``0x94–0x96``."""


@dataclass(frozen=True, slots=True)
class MemoryImage:
    """Hold 1 to 65,536 bytes, the first at address 0; at the addresses *absent* the chip's content is not known.

    Raises InputError (``image-empty``, ``image-too-large``).
    """

    data: bytes
    absent: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what no such chip holds."""
        if not self.data:
            raise InputError(
                "image-empty",
                "the memory image holds no byte",
                value="0 bytes",
                expected=f"1 to {LARGEST_IMAGE_BYTES} bytes",
                next_step="read the chip again",
            )
        if len(self.data) > LARGEST_IMAGE_BYTES:
            raise InputError(
                "image-too-large",
                f"the memory image has more than {LARGEST_IMAGE_BYTES} bytes",
                value=f"{len(self.data)} bytes",
                expected=f"1 to {LARGEST_IMAGE_BYTES} bytes",
                next_step="a radio's code stands in a chip of 128 to 4,096 bytes: read that one",
            )

    def __len__(self) -> int:
        """Return the size in bytes."""
        return len(self.data)

    def at(self, offset_bytes: int, length_bytes: int) -> bytes:
        """Return *length_bytes* from *offset_bytes*; fewer, down to none, where the image ends before.

        Raises BytesAbsentError when one of them is absent.
        """
        last = offset_bytes + length_bytes - 1
        if not self.absent.isdisjoint(range(offset_bytes, last + 1)):
            raise BytesAbsentError(f"0x{offset_bytes:02X}–0x{last:02X}" if length_bytes > 1 else f"0x{last:02X}")
        return self.data[offset_bytes : offset_bytes + length_bytes]

    def byte(self, offset_bytes: int) -> int:
        """Return the byte at *offset_bytes*, inside the image; raises BytesAbsentError when it is absent."""
        return self.at(offset_bytes, 1)[0]

    def swapped(self) -> MemoryImage:
        """Return the image with the two bytes of each 16-bit word exchanged; an odd last byte stays.

        93Cxx chips hold words, and readers write their bytes in either order.  Swapping twice gives the same image.
        """
        even = len(self.data) // 2 * 2
        words = bytearray(self.data)
        words[0:even:2], words[1:even:2] = self.data[1:even:2], self.data[0:even:2]
        return MemoryImage(bytes(words), frozenset(place ^ 1 if place < even else place for place in self.absent))

    def folded(self) -> MemoryImage:
        """Return the smallest half, quarter … of the image that the rest only repeats, of at least 64 bytes.

        A small chip that is read as a larger one answers with its content over and over.  Where bytes are absent
        nothing is known to repeat.
        """
        if self.absent:
            return self
        data = self.data
        while len(data) >= 2 * 64 and len(data) % 2 == 0 and data[: len(data) // 2] == data[len(data) // 2 :]:
            data = data[: len(data) // 2]
        return MemoryImage(data)
