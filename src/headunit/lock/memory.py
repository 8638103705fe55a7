"""Where a lock keeps its record: one seam with three memories behind it.

``journal``: a ring of eight records.  ``volatile``: a ring of two that is lost after a while without supply.
``bytes``: a count and a sum (``counter_bytes``).  The first two keep the code in two copies before the ring.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from headunit.lock import counter_bytes
from headunit.lock.code_record import CODE_AREA_BYTES, Code, code_image, load_code, pack_code
from headunit.lock.events import Write
from headunit.lock.journal import SLOT_BYTES, load_ring, next_slot, pack_slot
from headunit.lock.record import Place, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.lock.profile import LockProfile

__all__ = ["MEMORIES", "Loaded", "Memory", "factory_memory", "ring_memory"]

JOURNAL_SLOTS = 8
VOLATILE_SLOTS = 2


class Loaded(NamedTuple):
    """Hold what was found at a start.

    *record* is None where none is valid; *sound* is False where the record is there and its sum is wrong;
    *self_test*: the record is written again before any code is taken, so that a memory that can't be written is
    noticed.  *code* is None where none can be read.
    """

    record: Record | None
    place: Place
    code: Code | None
    sound: bool = True
    self_test: bool = True
    coded_off: bool = False


class Memory(NamedTuple):
    """Hold what a kind of memory can do.

    *writes*: how many writes one record takes.  *next_place*: where the newest record stands once they are done.
    """

    writes: int
    image: Callable[[str, bytes], bytes]
    load: Callable[[LockProfile, bytes, int], Loaded]
    write: Callable[[Place, Record, int], Write]
    next_place: Callable[[Place], Place]
    write_code: Callable[[Code, str, bytes], tuple[Code, Write] | None]


def _ring_image(slots: int, code: str, salt: bytes) -> bytes:
    """Return a code area and a ring whose first record counts nothing; the other slots are blank."""
    return code_image(code, salt) + pack_slot(1, Record()) + b"\xff" * (SLOT_BYTES * (slots - 1))


def _load_journal(_profile: LockProfile, memory: bytes, _dark_ms: int) -> Loaded:
    """Read the newest record."""
    place, record = load_ring(memory[CODE_AREA_BYTES:], JOURNAL_SLOTS)
    return Loaded(record, place, load_code(memory))


def _load_volatile(profile: LockProfile, memory: bytes, dark_ms: int) -> Loaded:
    """Read the newest record, or begin anew after more than the retention time without supply.

    The numbers go on from the highest there was, so that no lost record is ever the newest again.
    """
    place, record = load_ring(memory[CODE_AREA_BYTES:], VOLATILE_SLOTS)
    if record is None or dark_ms > profile.retention_ms:
        record = Record()
    return Loaded(record, place, load_code(memory))


def _write_ring(slots: int, place: Place, record: Record, _number: int) -> Write:
    """Return the write of a record over the oldest."""
    after = next_slot(slots, place)
    return Write(CODE_AREA_BYTES + after.slot * SLOT_BYTES, pack_slot(after.number, record))


def _same_place(place: Place) -> Place:
    """Return where the bytes stand, which is always the same."""
    return place


def _write_code_copy(old: Code, code: str, salt: bytes) -> tuple[Code, Write]:
    """Return the write of a code into the copy that the old one isn't in."""
    new, offset, data = pack_code(old, code, salt)
    return new, Write(offset, data)


def _load_bytes(profile: LockProfile, memory: bytes, _dark_ms: int) -> Loaded:
    """Read the count, and repair a wrong sum."""
    code = counter_bytes.read_code(memory)
    if code is None:
        return Loaded(None, Place(), None)
    place, record, sound = counter_bytes.load(profile, memory)
    return Loaded(record, place, code, sound, not sound, counter_bytes.coded_off(memory))


def ring_memory(slots: int, load: Callable[[LockProfile, bytes, int], Loaded]) -> Memory:
    """Return the memory that keeps its record in a ring of *slots*."""
    return Memory(
        1,
        partial(_ring_image, slots),
        load,
        partial(_write_ring, slots),
        partial(next_slot, slots),
        _write_code_copy,
    )


MEMORIES: dict[str, Memory] = {
    "journal": ring_memory(JOURNAL_SLOTS, _load_journal),
    "volatile": ring_memory(VOLATILE_SLOTS, _load_volatile),
    "bytes": Memory(2, counter_bytes.image, _load_bytes, counter_bytes.write, _same_place, counter_bytes.write_code),
}
"""The kinds of memory by the name that a profile gives."""


def factory_memory(profile: LockProfile, code: str, salt: bytes) -> bytes:
    """Return the memory of a unit that leaves the factory with *code*; *salt* is random, of 8 bytes."""
    return MEMORIES[profile.memory].image(code, salt)
