"""The memory chip: one write at a time, torn in proportion when the supply goes."""

from __future__ import annotations

import pytest

from headunit.twin.memory import NvMemory


def test_a_write_lands_when_it_is_done() -> None:
    chip = NvMemory(bytes(8), 5)
    assert chip.begin(2, b"\x01\x02\x03", 100) == 105
    assert chip.content == bytes(8)
    assert chip.finish() == b"\x01\x02\x03"
    assert chip.content == b"\0\0\x01\x02\x03\0\0\0"
    assert (chip.writes, chip.in_flight) == (1, None)


@pytest.mark.parametrize(("at_ms", "landed"), [(100, 0), (102, 0), (103, 1), (105, 2), (109, 3), (110, 4)])
def test_a_torn_write_leaves_its_first_bytes(at_ms: int, landed: int) -> None:
    chip = NvMemory(bytes(4), 10)
    chip.begin(0, b"\xff\xff\xff\xff", 100)
    chip.tear(at_ms)
    assert chip.content == b"\xff" * landed + bytes(4 - landed)
    assert chip.in_flight is None


def test_nothing_in_flight_nothing_torn() -> None:
    chip = NvMemory(b"ab", 0)
    chip.tear(5)
    assert chip.finish() == b""
    assert chip.content == b"ab"
    chip.begin(0, b"c", 7)
    chip.tear(7)
    assert chip.content == b"ab"
