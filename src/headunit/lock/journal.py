"""A ring of records, each with its number and a CRC; only the oldest is overwritten, and the newest valid one holds.

    byte  0–3   number, 1 more with each record; after the highest comes 0
    byte  4–7   wrong codes, total, in the day window; flags: 1 waiting, 2 locked, 4 barred, the high nibble extra tries
    byte  8–9   what is left of the wait        0–32767: seconds
    byte 10–11  what is left of the day window  from 32768 on: 64 seconds each
    byte 12–15  CRC-32 over the bytes before

Times are rounded up, so a cut never shortens a wait.
"""

from __future__ import annotations

import struct
import zlib

from headunit.lock.record import Place, Record

__all__ = ["SLOT_BYTES", "load_ring", "next_slot", "pack_slot", "pack_time", "read_slot", "unpack_time"]

_BODY = struct.Struct(">IBBBBHH")
SLOT_BYTES = _BODY.size + 4
_COARSE = 0x8000
_LONGEST = 0x7FFF
_COARSE_SECONDS = 64
_WAITING, _LOCKED, _BARRED = 1, 2, 4
_NUMBERS = 0xFFFF_FFFF
_HALF = 0x8000_0000


def pack_time(ms: int) -> int:
    """Round *ms* up to what two bytes express; 2,097,088 s at most."""
    seconds = -(-ms // 1000)
    if seconds <= _LONGEST:
        return seconds
    return _COARSE | min(_LONGEST, -(-seconds // _COARSE_SECONDS))


def unpack_time(packed: int) -> int:
    """Return the milliseconds that two bytes express."""
    return (packed & _LONGEST) * (_COARSE_SECONDS if packed & _COARSE else 1) * 1000


def pack_slot(number: int, record: Record) -> bytes:
    """Return the 16 bytes of a record."""
    wrong, total, day, extra, waiting, locked, barred, wait_ms, day_ms = record
    flags = _WAITING * waiting | _LOCKED * locked | _BARRED * barred | extra << 4
    body = _BODY.pack(number, wrong, total, day, flags, pack_time(wait_ms), pack_time(day_ms))
    return body + zlib.crc32(body).to_bytes(4)


def read_slot(data: bytes) -> tuple[int, Record] | None:
    """Read the number and the record of one slot, or None where it isn't whole."""
    if len(data) < SLOT_BYTES or zlib.crc32(data[: _BODY.size]) != int.from_bytes(data[_BODY.size :]):
        return None
    number, wrong, total, day, flags, wait, window = _BODY.unpack(data[: _BODY.size])
    waiting, locked, barred = bool(flags & _WAITING), bool(flags & _LOCKED), bool(flags & _BARRED)
    return number, Record(
        wrong, total, day, flags >> 4, waiting, locked, barred, unpack_time(wait), unpack_time(window)
    )


def load_ring(ring: bytes, slots: int) -> tuple[Place, Record | None]:
    """Return the newest valid record and where it stands."""
    newest, found = Place(), None
    for slot in range(slots):
        read = read_slot(ring[slot * SLOT_BYTES : (slot + 1) * SLOT_BYTES])
        if read is not None and (found is None or _is_newer(read[0], newest.number)):
            newest, found = Place(slot, read[0]), read[1]
    return newest, found


def _is_newer(number: int, other: int) -> bool:
    """Return whether *number* comes after *other*, by the shorter way round."""
    return 0 < (number - other) & _NUMBERS < _HALF


def next_slot(slots: int, place: Place) -> Place:
    """Return the place of the next record: the slot of the oldest."""
    return Place((place.slot + 1) % slots, (place.number + 1) & _NUMBERS)
