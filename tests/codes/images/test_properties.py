"""Whatever bytes there are: an answer or one of our errors, and never a code unasked without a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes.images import ALL_LAYOUTS
from headunit.codes.images.answer import ImageAnswer, Standing
from headunit.codes.images.read import read_image
from headunit.errors import InputError
from headunit.facts import load_catalogue
from headunit.numbers.memory_image import MemoryImage

CATALOGUE = load_catalogue()
SIZES = sorted({size for layout in ALL_LAYOUTS for size in layout.sizes_bytes})
LAYOUTS = st.sampled_from(["", *(layout.id for layout in ALL_LAYOUTS)])
PIECES = st.sampled_from(
    [
        b"\xaa\xaa",
        b"VWZ0Z0A0000000",
        b"RCD310",
        b"BP5511Z1234567",
        b"\x41\x28\x75\x3a",
        b"\x00" * 16,
        b"1234",
        b"\x12\x34",
    ]
)


@st.composite
def chip_images(draw: st.DrawFn) -> bytes:
    """Draw an image in the size of a chip: one byte throughout, with pieces and noise laid over it."""
    image = bytearray(draw(st.binary(min_size=1, max_size=1)) * draw(st.sampled_from(SIZES)))
    for _ in range(draw(st.integers(0, 6))):
        offset = draw(st.one_of(st.integers(0, 0x110), st.integers(0, len(image) - 1))) % len(image)
        piece = draw(st.one_of(PIECES, st.binary(min_size=1, max_size=24)))
        image[offset : offset + len(piece)] = piece[: len(image) - offset]
    return bytes(image)


@given(st.one_of(st.binary(min_size=1, max_size=5000), chip_images()), LAYOUTS)
def test_any_bytes_give_an_answer_or_one_of_our_errors(data: bytes, layout: str) -> None:
    try:
        answer = read_image(MemoryImage(data), CATALOGUE, layout=layout)
    except InputError as error:
        code = error.code
    else:
        check(answer, layout)
        return
    assert code in {"image-blank", "image-is-text", "image-size"}


@given(chip_images(), st.sets(st.integers(0, 4095), max_size=200), LAYOUTS)
def test_bytes_that_a_file_leaves_out_never_matter(data: bytes, places: set[int], layout: str) -> None:
    absent = frozenset(place for place in places if place < len(data))
    changed = bytearray(data)
    for place in absent:
        changed[place] ^= 0x5A
    try:
        first = read_image(MemoryImage(data, absent), CATALOGUE, layout=layout).stored
        second = read_image(MemoryImage(bytes(changed), absent), CATALOGUE, layout=layout).stored
    except InputError as error:
        code = error.code
    else:
        assert [(stored.layout.id, stored.outcome, stored.found, stored.lock) for stored in first] == [
            (stored.layout.id, stored.outcome, stored.found, stored.lock) for stored in second
        ]
        return
    assert code in {"image-blank", "image-is-text", "image-size"}


def check(answer: ImageAnswer, layout: str) -> None:
    assert bool(answer.stored) + bool(answer.question) + bool(answer.refused) == 1
    for stored in answer.stored:
        assert (stored.code is None) == bool(stored.reason)
        if not layout:
            assert stored.standing is Standing.RECOGNISED
            assert any(mark.decides for mark in stored.found)
        assert stored.code is None or not any(mark.needed for mark in stored.missing)
        assert stored.code is None or stored.code.reveal() not in repr(answer)


@given(chip_images())
def test_the_same_bytes_give_the_same_answer(data: bytes) -> None:
    def outcome() -> object:
        try:
            return read_image(MemoryImage(data), CATALOGUE)
        except InputError as error:
            return str(error)

    assert outcome() == outcome()


@pytest.mark.parametrize("size", [1, 3, 65_535, 65_536])
def test_the_smallest_and_the_largest_images_are_answered(size: int) -> None:
    assert read_image(MemoryImage(bytes((index * index) % 251 + 1 for index in range(size))), CATALOGUE).refused
