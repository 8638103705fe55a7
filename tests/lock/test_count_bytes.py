"""A count in one byte beside its sum: what it means, what a wrong sum means, and when it is written."""

from __future__ import annotations

import pytest

from headunit import lock
from headunit.lock import counter_bytes
from headunit.lock.code_record import Code, verifier
from headunit.lock.profile import count_on, first_wait, wait_after
from headunit.lock.record import Place, Record
from tests.lock.profiles import PROFILES
from tests.verification.drive import Unit

CAPPED = PROFILES["premium-4"]._replace(schedule=lock.Schedule((0, 1, 60_000), locked_after=4, barred_after=6))
OFF = lock.Use(radio_on=False, ignition=False)


def image(count: int, *, sum_right: bool = True, coding: int = 0xAA) -> bytes:
    return b"\x12\x34" + bytes((coding, 1, 2, 3, 4, 5, count, (1 + 15 + count + (not sum_right)) & 0xFF))


@pytest.mark.parametrize(
    ("count", "record"),
    [
        (0, Record()),
        (1, Record(1, 1)),
        (2, Record(2, 2, waiting=True, wait_ms=1)),
        (3, Record(3, 3, waiting=True, wait_ms=60_000)),
        (4, Record(4, 4, locked=True)),
        (5, Record(5, 5, locked=True)),
        (6, Record(6, 6, barred=True)),
        (255, Record(255, 255, barred=True)),
    ],
)
def test_the_byte_brings_its_wait_or_its_lock(count: int, record: Record) -> None:
    assert counter_bytes.load(CAPPED, image(count)) == (Place(others=15), record, True)
    assert counter_bytes.load(CAPPED, image(count, sum_right=False))[1:] == (record, False)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6])
def test_with_a_wrong_sum_the_count_is_believed_and_its_wait_or_lock_is_not(count: int) -> None:
    unit = Unit(CAPPED, "1234")
    unit.chip[:] = image(count, sum_right=False)
    unit.on()
    assert (unit.state.phase, unit.state.record) == ("prompt", Record(count, count))
    assert bytes(unit.chip) == image(count)


def test_coded_off_it_plays_with_the_count_and_without_its_wait() -> None:
    unit = Unit(CAPPED._replace(start_wait_ms=30_000), "1234")
    unit.chip[:] = image(3, coding=lock.CODING_OFF)
    unit.on()
    assert (unit.state.phase, unit.state.record, unit.state.timer_ms) == ("open", Record(3, 3), 0)


@pytest.mark.parametrize(("count", "phase", "wait_ms"), [(1, "prompt", 0), (2, "waiting", 1), (3, "waiting", 60_000)])
def test_a_reset_tests_the_lock_that_a_start_had_skipped(count: int, phase: str, wait_ms: int) -> None:
    unit = Unit(CAPPED, "1234")
    unit.chip[:] = image(count, sum_right=False)
    unit.on().do(OFF).do(lock.CpuReset())
    assert (unit.state.phase, unit.state.wait_left_ms) == (phase, wait_ms)
    assert unit.state.record == Record(count, count, waiting=bool(wait_ms), wait_ms=wait_ms)
    sound = Unit(CAPPED._replace(bad_memory="fault"), "1234").on()
    assert sound.do(lock.CpuReset()).state.phase == "prompt"


def test_a_new_code_goes_into_its_two_bytes_and_nothing_of_the_old_stays() -> None:
    old = Code(b"salt", verifier(b"salt", "1111"), 0, 0)
    assert counter_bytes.write_code(old, "1234", b"another8") == (
        Code(b"", verifier(b"", "1234"), 0, 0),
        lock.Write(lock.CODE_AT, b"\x12\x34"),
    )
    assert counter_bytes.write_code(old, "12345", b"another8") is None


def test_the_count_and_its_sum_are_each_written_after_their_own_time() -> None:
    unit = Unit(PROFILES["premium-5"]._replace(record_after_ms=(48, 16, 5)), "1234").on().submit("9999")
    assert unit.advance(47).chip[lock.COUNT_AT] == 0
    assert unit.advance(1).chip[lock.COUNT_AT] == 1
    assert unit.advance(15).chip[lock.SUM_AT] == 1
    assert unit.advance(1).chip[lock.SUM_AT] == 2


def test_a_unit_that_compares_first_opens_and_leaves_nothing() -> None:
    profile = PROFILES["honda"]._replace(schedule=lock.Schedule((0,), per_day=3), dedupe_repeat=True)
    unit = Unit(profile, "1234").on()
    unit.submit("9999").advance(profile.refused_ms)
    assert (unit.state.last_wrong, unit.state.day_left_ms) == ("9999", 86_400_000 - profile.refused_ms)
    unit.submit("1234").advance(100)
    assert (unit.state.phase, unit.state.last_wrong, unit.state.day_left_ms) == ("open", None, 0)
    unit.do(lock.Dip()).submit("9999")
    assert unit.state.wrong == 1


@pytest.mark.parametrize(
    ("schedule", "wrong"),
    [
        (lock.Schedule((1,)), 1),
        (lock.Schedule((0, 1)), 2),
        (lock.Schedule((0,), (0, 0, 1)), 4),
        (lock.Schedule((), (0, 1)), 2),
        (lock.Schedule((0, 0)), 255),
        (lock.Schedule(()), 255),
    ],
)
def test_the_first_wait_of_a_schedule(schedule: lock.Schedule, wrong: int) -> None:
    assert first_wait(schedule) == wrong


def test_the_highest_cap_is_counted_to() -> None:
    unit = Unit(lock.LockProfile(lock.Schedule((), barred_after=255), refused_ms=0), "1234").on()
    assert lock.tries_left(unit.profile, unit.state) == 255


def test_the_last_of_the_first_waits_comes_before_the_later_ones() -> None:
    schedule = lock.Schedule((1, 2), (3, 4))
    assert [wait_after(schedule, wrong) for wrong in range(8)] == [0, 1, 2, 3, 4, 3, 4, 3]


@pytest.mark.parametrize(("later", "after"), [((), 255), ((1,), 255), ((0, 0, 1), 253)])
def test_at_its_highest_a_count_stays_in_step_with_the_waits(later: tuple[int, ...], after: int) -> None:
    assert count_on(lock.Schedule((0,), later), 255) == after


def test_a_count_that_is_written_at_once_has_its_sum_follow_in_its_own_time() -> None:
    unit = Unit(PROFILES["premium-5"]._replace(record_after_ms=(0, 16, 5)), "1234").on().submit("9999")
    assert unit.chip[lock.COUNT_AT] == 1
    assert unit.advance(15).chip[lock.SUM_AT] == 1
    assert unit.advance(1).chip[lock.SUM_AT] == 2


@pytest.mark.parametrize("cut", ["checkpoint", "runs-on"])
def test_two_bytes_hold_no_wait_and_so_none_is_written_down_on_the_way(cut: str) -> None:
    profile = PROFILES["premium-4"]._replace(cut=cut)
    unit = Unit(profile, "1234").on().submit("9999").advance(profile.refused_ms).submit("9999")
    unit.advance(profile.refused_ms)
    assert lock.next_deadline(profile, unit.state) == unit.state.wait_left_ms == 3_600_000 - profile.refused_ms
