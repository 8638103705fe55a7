"""The memory of the diagnostic part: cells of two copies each, so that a cut leaves the old value or the new one.

copy: byte 0–3 number (the later of two valid copies holds), the value, 4 bytes CRC-32 over both

cell      value
gate      1 byte: keys tried since the last right one
job       the audio security reset: step, reason, step at which it stopped
boot      firmware slot in use, 1 while it is on trial, 2 bytes lowest version that may still be installed
faults    1 byte: stored fault codes, one bit each
note      16 bytes, written by a tester
block     32 bytes: what a reset renews; in the article's story the second copy isn't used
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

__all__ = ["BLOCK", "BOOT", "CELLS", "CELLS_BYTES", "FAULTS", "GATE", "JOB", "NOTE", "Cell", "Read", "factory_cells"]

_NUMBERS = 0xFFFF_FFFF
_HALF = 0x8000_0000
_FRAME = 8


class Read(NamedTuple):
    """Hold the value of a cell with the copy it stands in."""

    value: bytes
    copy: int
    number: int


class Cell(NamedTuple):
    """Hold where a cell stands and how long its value is, in bytes."""

    name: str
    offset: int
    length: int

    @property
    def copy_bytes(self) -> int:
        """Return the length of one copy."""
        return self.length + _FRAME

    def read_copy(self, memory: bytes, copy: int) -> Read | None:
        """Return one copy, or None where it isn't whole."""
        at = self.offset + copy * self.copy_bytes
        data = memory[at : at + self.copy_bytes]
        body, crc = data[:-4], data[-4:]
        if zlib.crc32(body) != int.from_bytes(crc, "big"):
            return None
        return Read(body[4:], copy, int.from_bytes(body[:4], "big"))

    def read(self, memory: bytes) -> Read | None:
        """Return the newer valid copy, or None where neither is valid."""
        first, second = self.read_copy(memory, 0), self.read_copy(memory, 1)
        if first is None or second is None:
            return first or second
        return second if 0 < (second.number - first.number) & _NUMBERS < _HALF else first

    def pack(self, value: bytes, number: int) -> bytes:
        """Return the bytes of one copy."""
        body = (number & _NUMBERS).to_bytes(4, "big") + value
        return body + zlib.crc32(body).to_bytes(4, "big")

    def at(self, copy: int) -> int:
        """Return where a copy begins."""
        return self.offset + copy * self.copy_bytes

    def write(self, memory: bytes, value: bytes) -> tuple[int, bytes]:
        """Return place and bytes of a new value: over the copy that doesn't hold."""
        held = self.read(memory) or Read(b"", 1, 0)
        return self.at(1 - held.copy), self.pack(value, held.number + 1)


def _cells(*lengths: tuple[str, int]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    offset = 0
    for name, length in lengths:
        cells.append(Cell(name, offset, length))
        offset += 2 * (length + _FRAME)
    return tuple(cells)


CELLS = GATE, JOB, BOOT, FAULTS, NOTE, BLOCK = _cells(
    ("gate", 1), ("job", 3), ("boot", 4), ("faults", 1), ("note", 16), ("block", 32)
)
CELLS_BYTES = BLOCK.offset + 2 * BLOCK.copy_bytes


def factory_cells(boot: bytes) -> bytes:
    """Return the cells of a new unit, whose *boot* cell is given: the first copies written, the second ones blank."""
    values = {"boot": boot, "note": b"twin".ljust(16)}
    memory = bytearray(b"\xff" * CELLS_BYTES)
    for cell in CELLS:
        first = cell.pack(values.get(cell.name, bytes(cell.length)), 1)
        memory[cell.offset : cell.offset + cell.copy_bytes] = first
    return bytes(memory)
