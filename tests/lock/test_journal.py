"""The ring of records, the code in two copies, and times in two bytes: to the byte."""

from __future__ import annotations

import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.lock.code_record import (
    CODE_AREA_BYTES,
    NO_CODE,
    Code,
    code_image,
    code_matches,
    load_code,
    pack_code,
    verifier,
)
from headunit.lock.journal import load_ring, next_slot, pack_slot, pack_time, read_slot, unpack_time
from headunit.lock.record import Place, Record

BYTE = st.integers(0, 255)
RECORDS = st.builds(
    Record,
    BYTE,
    BYTE,
    BYTE,
    st.integers(0, 15),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.integers(0, 0xFFFF).map(unpack_time),
    st.integers(0, 0xFFFF).map(unpack_time),
)


def test_a_record_stands_byte_for_byte_as_documented() -> None:
    record = Record(3, 5, 2, 9, waiting=True, locked=False, barred=True, wait_ms=3_600_000, day_ms=86_400_000)
    body = bytes.fromhex("00000007 03 05 02 95 0e10 8546")
    assert pack_slot(7, record) == body + zlib.crc32(body).to_bytes(4, "big")
    locked = pack_slot(1, Record(locked=True))
    assert locked[7] == 2


@given(st.integers(0, 0xFFFF_FFFF), RECORDS)
def test_a_record_reads_back_up_to_the_rounding(number: int, record: Record) -> None:
    read = read_slot(pack_slot(number, record))
    assert read is not None
    assert read[0] == number
    assert read[1]._replace(wait_ms=0, day_ms=0) == record._replace(wait_ms=0, day_ms=0)
    assert read[1].wait_ms >= record.wait_ms


@given(st.integers(0, 2_097_088_000))
def test_times_are_never_rounded_down(ms: int) -> None:
    assert 0 <= unpack_time(pack_time(ms)) - ms < (1_000 if ms <= 32_767_000 else 65_000)


@pytest.mark.parametrize(
    ("ms", "packed"),
    [
        (0, 0),
        (1, 1),
        (1_000, 1),
        (1_001, 2),
        (32_767_000, 0x7FFF),
        (32_767_001, 0x8200),
        (32_768_000, 0x8200),
        (32_768_001, 0x8201),
        (2_097_088_000, 0xFFFF),
        (9_999_999_999, 0xFFFF),
    ],
)
def test_times_in_two_bytes(ms: int, packed: int) -> None:
    assert pack_time(ms) == packed
    assert unpack_time(0x8200) == 32_768_000


@pytest.mark.parametrize("bit", range(128))
def test_a_record_with_one_wrong_bit_is_none(bit: int) -> None:
    data = bytearray(pack_slot(9, Record(1, 2, 3)))
    data[bit // 8] ^= 1 << bit % 8
    assert read_slot(bytes(data)) is None


@pytest.mark.parametrize("data", [b"", b"\xff" * 16, bytes(16), pack_slot(1, Record())[:15]])
def test_a_blank_or_short_slot_holds_no_record(data: bytes) -> None:
    assert read_slot(data) is None


def test_the_newest_record_of_the_ring_holds() -> None:
    slots = [pack_slot(number, Record(wrong=number)) for number in (9, 10, 3, 4)]
    assert load_ring(b"".join(slots), 4) == (Place(1, 10), Record(wrong=10))
    assert load_ring(b"".join(slots), 1) == (Place(0, 9), Record(wrong=9))
    assert load_ring(b"\xff" * 64, 4) == (Place(), None)
    assert load_ring(b"".join(slots)[:40], 4) == (Place(1, 10), Record(wrong=10))
    assert load_ring(pack_slot(0, Record(total=1)), 4) == (Place(0, 0), Record(total=1))


def test_the_next_record_goes_round_the_ring() -> None:
    assert next_slot(8, Place()) == Place(0, 1)
    assert next_slot(8, Place(7, 12)) == Place(0, 13)
    assert next_slot(8, Place(3, 0xFFFF_FFFF)) == Place(4, 0)


def test_the_code_stands_in_two_copies_as_documented() -> None:
    image = code_image("1234", b"salt")
    body = bytes((0, 0, 0, 1)) + b"salt\0\0\0\0" + hashlib.sha256(b"salt\0\0\0\0" + b"1234").digest()[:16]
    assert image == body + zlib.crc32(body).to_bytes(4, "big") + b"\xff" * 32
    code = load_code(image)
    assert code == Code(b"salt\0\0\0\0", body[12:], 0, 1)
    assert code_matches(code, "1234")
    assert not code_matches(code, "1235")


def test_a_new_code_goes_into_the_other_copy_and_the_newer_valid_one_holds() -> None:
    image = code_image("1234", b"salt")
    old = load_code(image)
    assert old is not None
    new, offset, data = pack_code(old, "4321", b"123456789")
    assert (offset, len(data), new.generation, new.salt) == (32, 32, 2, b"12345678")
    both = image[:32] + data
    assert load_code(both) == new
    assert load_code(both[:63] + bytes((both[63] ^ 1,))) == old
    assert load_code(bytes((image[0] ^ 1,)) + both[1:]) == new
    assert load_code(both[:40]) == old
    assert load_code(b"") is None
    third, offset, data = pack_code(new, "1111", b"")
    assert (offset, third.copy) == (0, 0)
    assert load_code(data + both[32:]) == third


@pytest.mark.parametrize("copy", [0, 1])
def test_the_newer_code_holds_when_the_generations_begin_anew(copy: int) -> None:
    code, memory = NO_CODE._replace(copy=copy, generation=0xFFFF_FFFD), bytearray(b"\xff" * CODE_AREA_BYTES)
    for entered, generation in (("1", 0xFFFF_FFFE), ("2", 0xFFFF_FFFF), ("3", 0), ("4", 1)):
        code, offset, data = pack_code(code, entered, b"")
        memory[offset : offset + len(data)] = data
        assert (code.generation, load_code(bytes(memory))) == (generation, code)


def test_copies_of_one_generation_or_half_the_way_round_hold_the_first() -> None:
    for first, second in ((5, 5), (0, 0x8000_0000), (0x8000_0000, 0)):
        copies = [
            pack_code(NO_CODE._replace(copy=1 - copy, generation=(generation - 1) & 0xFFFF_FFFF), str(copy), b"")[2]
            for copy, generation in enumerate((first, second))
        ]
        loaded = load_code(b"".join(copies))
        assert loaded is not None
        assert (loaded.copy, loaded.generation) == (0, first)


def test_nothing_matches_no_code() -> None:
    assert not any(code_matches(NO_CODE, code) for code in ("", "0000", "1234"))
    assert not code_matches(Code(b"", verifier(b"", "1234")), None)


@pytest.mark.parametrize("slots", [2, 8])
def test_the_newest_record_is_found_when_the_numbers_begin_anew(slots: int) -> None:
    ring, place = bytearray(b"\xff" * 16 * slots), Place(-1, 0xFFFF_FFFC)
    for count in range(20):
        place = next_slot(slots, place)
        ring[place.slot * 16 : place.slot * 16 + 16] = pack_slot(place.number, Record(total=count))
        assert load_ring(bytes(ring), slots) == (place, Record(total=count))


@pytest.mark.parametrize("numbers", [(7, 7), (0, 0x8000_0000), (0x8000_0000, 0)])
def test_of_records_that_neither_come_after_the_other_the_first_holds(numbers: tuple[int, int]) -> None:
    ring = b"".join(pack_slot(number, Record(wrong=wrong)) for wrong, number in enumerate(numbers, 1))
    assert load_ring(ring, 2) == (Place(0, numbers[0]), Record(wrong=1))
