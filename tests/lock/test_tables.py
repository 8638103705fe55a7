"""The two tables that are made once at the start: the rows spread over their sources, and a ring as a memory."""

from __future__ import annotations

import pytest

from headunit import lock
from headunit.lock.code_record import CODE_AREA_BYTES, NO_CODE
from headunit.lock.events import SupplyOff, Touch, Write, Written
from headunit.lock.journal import SLOT_BYTES, pack_slot, read_slot
from headunit.lock.memory import MEMORIES, Loaded, ring_memory
from headunit.lock.record import Place, Record
from headunit.lock.transitions import Transition, spread

HARD = lock.LockProfile(lock.Schedule((0,)))


def first(*_: object) -> tuple[lock.LockState, tuple[()]]:
    return lock.LockState(), ()


def second(*_: object) -> tuple[lock.LockState, tuple[()]]:
    return lock.LockState(), ()


def test_a_row_stands_at_each_of_its_sources_and_a_later_one_takes_its_place() -> None:
    table = spread(
        [
            (("a", "b"), SupplyOff, first, ("c",), "ends"),
            (("b",), SupplyOff, second, ("d", "b", "d"), "ends otherwise"),
            (("a",), Touch, first, (), "stays"),
        ]
    )
    assert table == {
        ("a", SupplyOff): (Transition("a", "SupplyOff", ("c",), "ends"), first),
        ("b", SupplyOff): (Transition("b", "SupplyOff", ("d", "b"), "ends otherwise"), second),
        ("a", Touch): (Transition("a", "Touch", ("a",), "stays"), first),
    }


@pytest.mark.parametrize(("targets", "reached"), [(("b",), ("a", "b")), (("b", "a"), ("b", "a")), ((), ("a",))])
def test_an_answer_to_a_write_may_leave_the_phase_as_it_is(targets: tuple[str, ...], reached: tuple[str, ...]) -> None:
    ((row, _),) = spread([(("a",), Written, first, targets, "written")]).values()
    assert row.targets == reached


def test_a_ring_of_three_is_written_round_and_keeps_its_code_before_it() -> None:
    found = Loaded(Record(), Place(), None)
    memory = ring_memory(3, lambda *_: found)
    image = memory.image("1234", b"8 bytes!")
    assert len(image) == CODE_AREA_BYTES + 3 * SLOT_BYTES
    assert read_slot(image[CODE_AREA_BYTES : CODE_AREA_BYTES + SLOT_BYTES]) == (1, Record())
    assert image[CODE_AREA_BYTES + SLOT_BYTES :] == b"\xff" * (2 * SLOT_BYTES)
    assert memory.writes == 1
    assert memory.load(HARD, image, 0) is found
    places = [Place(0, 1)]
    for _ in range(3):
        places.append(memory.next_place(places[-1]))
    assert places == [Place(0, 1), Place(1, 2), Place(2, 3), Place(0, 4)]
    record = Record(wrong=2, total=2)
    assert memory.write(Place(1, 2), record, 0) == Write(CODE_AREA_BYTES + 2 * SLOT_BYTES, pack_slot(3, record))
    written = memory.write_code(NO_CODE, "4321", b"another8")
    assert written is not None
    assert (written[0].copy, written[1].offset, written[0].generation) == (1, CODE_AREA_BYTES // 2, 1)


@pytest.mark.parametrize(("name", "slots", "writes"), [("journal", 8, 1), ("volatile", 2, 1)])
def test_the_rings_of_the_profiles(name: str, slots: int, writes: int) -> None:
    memory = MEMORIES[name]
    assert len(memory.image("1234", b"")) == CODE_AREA_BYTES + slots * SLOT_BYTES
    assert memory.next_place(Place(slots - 1, 9)) == Place(0, 10)
    assert memory.writes == writes
