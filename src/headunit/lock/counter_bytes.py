"""The memory of a radio that keeps its wrong codes in one byte, beside a byte with a sum.

The bytes are those of Volkswagen's Premium 5, in the order of their addresses; between them other things stand:

    byte 0–1  code, packed BCD, high byte first (0x14); bytes that aren't BCD match no code
    byte 2    anti-theft coding (0x47): 0xA5 is off, anything else on (as a rule 0xAA)
    byte 3–7  bytes of other functions that the sum covers (0x63–0x67)
    byte 8    wrong codes (0x68)
    byte 9    1 + the sum of bytes 3 to 8, of which 8 bits are kept (0x69)

The two bytes are written one after the other, the count first: a cut between them leaves a wrong sum.
"""

from __future__ import annotations

from headunit.lock.code_record import NO_CODE, Code, verifier
from headunit.lock.events import Write
from headunit.lock.profile import LockProfile, wait_after
from headunit.lock.record import Place, Record

__all__ = ["CODE_AT", "CODING_AT", "CODING_OFF", "COUNT_AT", "IMAGE_BYTES", "SUM_AT", "bcd", "sum_byte"]

CODE_AT, CODING_AT, SUMMED_AT, COUNT_AT, SUM_AT = 0, 2, 3, 8, 9
IMAGE_BYTES = 10
CODING_OFF = 0xA5
_CODING_ON = 0xAA
_DIGITS = 4


def sum_byte(others: int, count: int) -> int:
    """Return the byte that goes with *count* and the sum of the five bytes before it."""
    return (1 + others + count) & 0xFF


def bcd(code: str) -> bytes | None:
    """Pack four digits into two bytes, or None for what isn't four digits."""
    if len(code) == _DIGITS and code.isascii() and code.isdigit():
        return bytes.fromhex(code)
    return None


def image(code: str, _salt: bytes) -> bytes:
    """Return the bytes of a new radio; a code that isn't four digits is stored as one that nothing matches."""
    head = (bcd(code) or b"\xff\xff") + bytes((_CODING_ON,))
    return head + bytes(COUNT_AT - SUMMED_AT) + bytes((0, sum_byte(0, 0)))


def read_code(memory: bytes) -> Code | None:
    """Read the code, which isn't hashed in such a memory; None where the memory is cut short."""
    if len(memory) < IMAGE_BYTES:
        return None
    digits = memory[CODE_AT:CODING_AT].hex()
    return Code(b"", verifier(b"", digits)) if digits.isdigit() else NO_CODE


def coded_off(memory: bytes) -> bool:
    """Return whether the anti-theft lock is coded off; a code that isn't decimal is asked for all the same."""
    decimal = memory[CODE_AT:CODING_AT].hex().isdigit()
    return decimal and memory[CODING_AT : CODING_AT + 1] == bytes((CODING_OFF,))


def load(profile: LockProfile, memory: bytes) -> tuple[Place, Record, bool]:
    """Read the count with the wait that it means, and whether the sum is right; only for a whole memory."""
    others, count = sum(memory[SUMMED_AT:COUNT_AT]), memory[COUNT_AT]
    schedule = profile.schedule
    barred = schedule.barred_after is not None and count >= schedule.barred_after
    locked = not barred and schedule.locked_after is not None and count >= schedule.locked_after
    wait_ms = 0 if barred or locked else wait_after(schedule, count)
    record = Record(count, count, 0, 0, wait_ms > 0, locked, barred, wait_ms)
    return Place(others=others), record, memory[SUM_AT] == sum_byte(others, count)


def write(place: Place, record: Record, number: int) -> Write:
    """Return the first write, of the count, or the second, of the sum."""
    if number == 0:
        return Write(COUNT_AT, bytes((record.wrong,)))
    return Write(SUM_AT, bytes((sum_byte(place.others, record.wrong),)))


def write_code(old: Code, code: str, _salt: bytes) -> tuple[Code, Write] | None:
    """Return the write of a new code, or None for what isn't four digits."""
    packed = bcd(code)
    return None if packed is None else (old._replace(salt=b"", verifier=verifier(b"", code)), Write(CODE_AT, packed))
