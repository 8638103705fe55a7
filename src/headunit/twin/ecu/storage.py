"""The memory chip of the diagnostic part, with the writes that wait for it: one is in flight at a time."""

from __future__ import annotations

from typing import NamedTuple

from headunit.twin.ecu.cells import Cell
from headunit.twin.memory import NvMemory, WriteInFlight
from headunit.twin.supply import NEVER

__all__ = ["Flash", "FlashState", "Landed", "Owner"]


class Owner:
    """Name who asked for a write."""

    SERVER = "server"
    START = "start"
    JOB = "job"
    UPDATE = "update"
    BOOT = "boot"
    FAULTS = "faults"


class Landed(NamedTuple):
    """Say whose write is done, and whether the memory gave back what was written."""

    owner: str
    sound: bool


class FlashState(NamedTuple):
    """Hold the chip's content and what is under way; *queue* holds owner, place (or cell) and bytes (or value)."""

    content: bytes
    in_flight: WriteInFlight | None
    owner: str
    queue: tuple[tuple[str, int | Cell, bytes], ...]


class Flash:
    """Write what is put into it, one after the other; times in ms of the unit's clock."""

    __slots__ = ("_owner", "_queue", "chip")

    def __init__(self, content: bytes, write_ms: int) -> None:
        """Take the chip's content and how long one write takes."""
        self.chip = NvMemory(content, write_ms)
        self._owner = ""
        self._queue: tuple[tuple[str, int | Cell, bytes], ...] = ()

    @property
    def content(self) -> bytes:
        """Return what the chip holds."""
        return self.chip.content

    @property
    def due(self) -> int:
        """Return when the write in flight is done, in ms."""
        return self.chip.in_flight.done_ms if self.chip.in_flight else NEVER

    @property
    def busy(self) -> bool:
        """Return whether a write is in flight or waits."""
        return bool(self._queue) or self.chip.in_flight is not None

    def put(self, owner: str, place: int | Cell, data: bytes) -> None:
        """Ask for a write at an offset, or of a new value of a cell."""
        self._queue += ((owner, place, data),)

    def wants(self, owner: str) -> bool:
        """Return whether *owner* has a write in flight or waiting."""
        mine = self.chip.in_flight is not None and self._owner == owner
        return mine or any(entry[0] == owner for entry in self._queue)

    def begin(self, now_ms: int) -> None:
        """Begin the next write, if one waits and none is in flight."""
        if self._queue and self.chip.in_flight is None:
            (self._owner, place, data), *rest = self._queue
            self._queue = tuple(rest)
            if isinstance(place, Cell):
                place, data = place.write(self.chip.content, data)
            self.chip.begin(place, data, now_ms)

    def land(self) -> Landed:
        """End the write in flight and read it back."""
        write = self.chip.in_flight
        wanted = write.data if write else b""
        return Landed(self._owner, self.chip.finish() == wanted)

    def stop(self, owner: str, now_ms: int, *, torn: bool) -> None:
        """Stop what *owner* has under way: the write in flight lands, or with *torn* its first bytes do."""
        self._queue = tuple(entry for entry in self._queue if entry[0] != owner)
        if self._owner == owner:
            self._end(now_ms, torn=torn)

    def lose(self, now_ms: int, *, torn: bool) -> None:
        """Stop all that is under way, with the processor or, *torn*, with the supply."""
        self._queue = ()
        self._end(now_ms, torn=torn)

    def _end(self, now_ms: int, *, torn: bool) -> None:
        if torn:
            self.chip.tear(now_ms)
        else:
            self.chip.finish()
        self._owner = ""

    def snapshot(self) -> FlashState:
        """Return all there is to know of it."""
        return FlashState(self.chip.content, self.chip.in_flight, self._owner, self._queue)

    def restore(self, state: FlashState) -> None:
        """Go back to *state*."""
        self.chip.content, self.chip.in_flight, self._owner, self._queue = state
