"""Cut messages into CAN frames and put them together again (ISO 15765-2), for adapters that show single frames.

0n …        a whole message of n bytes        1n nn …  the first frame of one of n nn bytes
2s …        frame number s of the rest        3f bs st  flow control
"""

from __future__ import annotations

__all__ = ["FLOW_GO", "Reassembler", "frames_of", "is_flow_control"]

FRAME_BYTES = 8
SINGLE_BYTES = 7
_FIRST_BYTES = 6
FLOW_GO = bytes((0x30, 0, 0))
"""Go on, without pause and without limit."""
_SINGLE, _FIRST, _NEXT, _FLOW = range(4)


def frames_of(message: bytes, padding: int = 0) -> list[bytes]:
    """Return the frames of *message*, each filled up to 8 bytes; at most 4,095 bytes fit."""
    if len(message) <= SINGLE_BYTES:
        frames = [bytes((len(message),)) + message]
    else:
        frames = [bytes((0x10 | len(message) >> 8, len(message) & 0xFF)) + message[:_FIRST_BYTES]]
        rest = message[_FIRST_BYTES:]
        for number, at in enumerate(range(0, len(rest), SINGLE_BYTES), 1):
            frames.append(bytes((0x20 | number & 0xF,)) + rest[at : at + SINGLE_BYTES])
    return [frame.ljust(FRAME_BYTES, bytes((padding,))) for frame in frames]


def is_flow_control(frame: bytes) -> bool:
    """Return whether *frame* says how to go on."""
    return bool(frame) and frame[0] >> 4 == _FLOW


class Reassembler:
    """Put messages together from frames; one that has a gap is dropped, and :attr:`broken` says so."""

    __slots__ = ("_data", "_length", "_number", "broken")

    def __init__(self) -> None:
        """Begin with nothing."""
        self._data = bytearray()
        self._length = self._number = 0
        self.broken = False

    def take(self, frame: bytes) -> bytes | None:
        """Return the message that *frame* completes, or None while there is none."""
        if not frame:
            return None
        kind, low = frame[0] >> 4, frame[0] & 0xF
        if kind == _SINGLE:
            return bytes(frame[1 : 1 + low]) or None
        if kind == _FIRST and len(frame) > 1:
            self._length = low << 8 | frame[1]
            self._data = bytearray(frame[2:])
            self._number = 1
        elif kind == _NEXT and self._length:
            if low != self._number & 0xF:
                self._length, self.broken = 0, True
                return None
            self._number += 1
            self._data += frame[1:]
        if self._length and len(self._data) >= self._length:
            message, self._length = bytes(self._data[: self._length]), 0
            return message
        return None
