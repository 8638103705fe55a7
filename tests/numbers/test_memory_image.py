"""The content of a memory chip as a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.numbers.memory_image import LARGEST_IMAGE_BYTES, BytesAbsentError, MemoryImage


@pytest.mark.parametrize("size", [1, 128, LARGEST_IMAGE_BYTES])
def test_every_size_up_to_64_kib_is_taken(size: int) -> None:
    assert len(MemoryImage(b"\x01" * size)) == size == LARGEST_IMAGE_BYTES or size < 65_536


def test_an_empty_image_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        MemoryImage(b"")

    assert refused.value.code == "image-empty"
    assert refused.value.message == "the memory image holds no byte"
    assert (refused.value.value, refused.value.expected) == ("0 bytes", "1 to 65536 bytes")
    assert refused.value.next_step == "read the chip again"


def test_a_larger_image_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        MemoryImage(b"\x00" * 65_537)

    assert refused.value.code == "image-too-large"
    assert refused.value.message == "the memory image has more than 65536 bytes"
    assert (refused.value.value, refused.value.expected) == ("65537 bytes", "1 to 65536 bytes")
    assert refused.value.next_step == "a radio's code stands in a chip of 128 to 4,096 bytes: read that one"


def test_bytes_are_read_by_offset_and_length() -> None:
    image = MemoryImage(b"abcdef")

    assert image.at(0, 2) == b"ab"
    assert image.at(2, 3) == b"cde"
    assert image.at(4, 9) == b"ef"
    assert image.at(9, 1) == b""


@pytest.mark.parametrize(("given", "swapped"), [(b"ab", b"ba"), (b"abcd", b"badc"), (b"abcde", b"badce"), (b"a", b"a")])
def test_the_bytes_of_each_word_change_places(given: bytes, swapped: bytes) -> None:
    assert MemoryImage(given).swapped().data == swapped


@given(st.binary(min_size=1, max_size=300))
def test_swapping_twice_changes_nothing(data: bytes) -> None:
    assert MemoryImage(data).swapped().swapped().data == data


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (bytes(range(64)) * 2, 64),
        (bytes(range(128)) * 8, 128),
        (bytes(range(128)) * 3, 384),
        (bytes(range(128)) + bytes(range(127)) + b"\x00", 256),
        (b"\x00" * 4096, 64),
        (b"\x00" * 126, 126),
        (b"\x00" * 128, 64),
        (b"\x00" * 129, 129),
        (b"\x00" * 64, 64),
    ],
)
def test_repetitions_are_left_out_down_to_64_bytes(data: bytes, size: int) -> None:
    folded = MemoryImage(data).folded()

    assert len(folded) == size
    assert folded.data == data[:size]


class TestAbsent:
    image = MemoryImage(bytes(range(128)), frozenset({4, 5, 7}))

    @pytest.mark.parametrize(
        ("offset", "length", "place"),
        [(4, 1, "0x04"), (5, 2, "0x05–0x06"), (0, 5, "0x00–0x04"), (7, 9, "0x07–0x0F"), (7, 1, "0x07")],
    )
    def test_absent_bytes_are_never_given(self, offset: int, length: int, place: str) -> None:
        with pytest.raises(BytesAbsentError) as refused:
            self.image.at(offset, length)

        assert str(refused.value) == place

    @pytest.mark.parametrize(("offset", "length"), [(0, 4), (6, 1), (8, 120), (4, 0)])
    def test_the_others_are(self, offset: int, length: int) -> None:
        assert self.image.at(offset, length) == bytes(range(offset, offset + length))

    def test_one_byte_is_a_number(self) -> None:
        assert self.image.byte(6) == 6
        with pytest.raises(BytesAbsentError, match="0x07"):
            self.image.byte(7)

    def test_they_change_places_with_the_bytes_of_their_word(self) -> None:
        assert self.image.swapped().absent == {4, 5, 6}
        assert MemoryImage(b"abc", frozenset({1, 2})).swapped().absent == {0, 2}

    def test_nothing_is_known_to_repeat(self) -> None:
        whole = bytes(range(64)) * 2

        assert len(MemoryImage(whole).folded()) == 64
        assert MemoryImage(whole, frozenset({100})).folded() == MemoryImage(whole, frozenset({100}))
