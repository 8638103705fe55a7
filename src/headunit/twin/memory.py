"""The non-volatile memory chip: one write at a time, which takes time, and tears when the supply goes."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["NvMemory", "Snapshot", "WriteInFlight"]


class WriteInFlight(NamedTuple):
    """Hold a write that the chip has begun: *started_ms* and *done_ms* in the unit's time."""

    offset: int
    data: bytes
    started_ms: int
    done_ms: int


class Snapshot(NamedTuple):
    """Hold everything that a unit remembers at one instant; units of equal snapshots behave alike for ever."""

    values: tuple[Any, ...]
    content: bytes
    in_flight: WriteInFlight | None


class NvMemory:
    """Hold the bytes of a chip and the one write in flight."""

    __slots__ = ("content", "in_flight", "write_ms", "writes")

    def __init__(self, content: bytes, write_ms: int = 0) -> None:
        """Take the chip's content and how many ms one write takes."""
        self.content = content
        self.write_ms = write_ms
        self.in_flight: WriteInFlight | None = None
        self.writes = 0

    def begin(self, offset: int, data: bytes, now_ms: int) -> int:
        """Begin a write and return when it will be done, in ms."""
        self.in_flight = WriteInFlight(offset, data, now_ms, now_ms + self.write_ms)
        return now_ms + self.write_ms

    def finish(self) -> bytes:
        """End the write in flight and return what now stands at its place."""
        write = self.in_flight
        if write is None:
            return b""
        self.in_flight = None
        self.writes += 1
        end = write.offset + len(write.data)
        self.content = self.content[: write.offset] + write.data + self.content[end:]
        return self.content[write.offset : end]

    def tear(self, now_ms: int) -> None:
        """Lose the supply: of a write in flight only the first bytes have landed, in proportion to the time it had."""
        write = self.in_flight
        if write is None:
            return
        self.in_flight = None
        span = write.done_ms - write.started_ms
        landed = len(write.data) * (now_ms - write.started_ms) // span if span else 0
        end = write.offset + landed
        self.content = self.content[: write.offset] + write.data[:landed] + self.content[end:]
