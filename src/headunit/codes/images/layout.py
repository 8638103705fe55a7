"""The seam every memory layout fills: which chip, what tells it from other memories, where the code stands.

A layout is data with small pure functions.  It never guesses: bytes that aren't digits are a refusal in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from headunit.numbers.radio_code import RadioCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from headunit.codes.candidate import Evidence
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["Decoded", "Layout", "Mark", "MarkKind", "digits", "low_high", "nibbles", "one_of", "text_at"]

Decoded: TypeAlias = "RadioCode | str"
"""The code, or in words why there is none."""

_HIGHEST_DIGIT = 9


class MarkKind(StrEnum):
    """Say what kind of thing a mark looks at, strongest first."""

    CHECKSUM = "checksum"
    CHECK_WORD = "check-word"
    SERIAL = "serial"
    SIGNATURE = "signature"
    RANGE = "range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Describe one thing that stands in such a memory and can be looked for.

    *words* completes "found:" for people.  *decides*: it tells this memory from any other, so finding it is enough to
    name the layout unasked.  *needed*: without it the code is not given even when the layout was named.
    """

    kind: MarkKind
    words: str
    present: Callable[[MemoryImage], bool]
    decides: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Describe the memory of one kind of radio.

    *sizes_bytes*: image sizes of its chip.  *families*: ids of the catalogue, may be empty.  *where*: offsets and form
    of the code, in words.  *decode*: from an image of one of these sizes to the code or a refusal.  *lock*: what the
    image says about attempts and the lock, as sentences.  *serial*: offset and length in bytes of the radio's serial,
    where the layout has one.  *word_order*: the chip holds 16-bit words, so both byte orders are read.  *advice*: what
    is better than opening the radio.  *empty_is_zero*: a code of zeros is zero bytes, as where none was ever stored.
    *notes*: what a person must know before typing the code.
    """

    id: str
    title: str
    chip: str
    sizes_bytes: tuple[int, ...]
    families: tuple[str, ...]
    route: str
    evidence: Evidence
    where: str
    marks: tuple[Mark, ...]
    decode: Callable[[MemoryImage], Decoded]
    lock: Callable[[MemoryImage], tuple[str, ...]] | None = None
    serial: tuple[int, int] | None = None
    word_order: bool = False
    advice: str = ""
    empty_is_zero: bool = False
    notes: tuple[str, ...] = ()

    @property
    def distinguished(self) -> bool:
        """Return whether some mark can name this layout unasked."""
        return any(mark.decides for mark in self.marks)


def nibbles(data: bytes) -> tuple[int, ...]:
    """Return the high and the low nibble of each byte in turn, as packed BCD is read."""
    return tuple(nibble for byte in data for nibble in (byte >> 4, byte & 0x0F))


def low_high(data: bytes) -> tuple[int, ...]:
    """Return the low and the high nibble of each byte in turn: packed BCD with its nibbles exchanged."""
    return tuple(nibble for byte in data for nibble in (byte & 0x0F, byte >> 4))


def digits(values: Iterable[int], where: str) -> Decoded:
    """Return the code that *values* spell, or a refusal when one of them is no decimal digit.

    The refusal names the place and not the values: they may hold parts of a code.
    """
    spelt = tuple(values)
    wrong = sum(not 0 <= value <= _HIGHEST_DIGIT for value in spelt)
    if wrong:
        return f"{wrong} of {len(spelt)} places at {where} hold no digit"
    return RadioCode("".join(map(str, spelt)))


def one_of(offset_bytes: int, *allowed: int) -> Callable[[MemoryImage], bool]:
    """Return a check that the byte at *offset_bytes* is one of *allowed*."""
    return lambda image: image.at(offset_bytes, 1) in {bytes((value,)) for value in allowed}


def text_at(offset_bytes: int, length_bytes: int, pattern: str) -> Callable[[MemoryImage], bool]:
    """Return a check that the ASCII text at *offset_bytes* matches *pattern* in full."""

    def present(image: MemoryImage) -> bool:
        text = image.at(offset_bytes, length_bytes).decode("ascii", errors="replace")
        return re.fullmatch(pattern, text) is not None

    return present
