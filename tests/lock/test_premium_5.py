"""What was measured on the original firmware of the Premium 5: counts, windows of a cut, the bytes themselves."""

from __future__ import annotations

import pytest

from headunit import lock
from tests.lock.profiles import PROFILES
from tests.verification.drive import Unit

P5 = PROFILES["premium-5"]
TICK = 60_170


def radio(count: int = 0, code: str = "1234") -> Unit:
    """Return a radio with *count* wrong codes in its bytes, switched on a while ago."""
    unit = Unit(P5, code)
    unit.chip[lock.COUNT_AT] = count
    unit.chip[lock.SUM_AT] = (1 + count) & 0xFF
    return unit.on()


@pytest.mark.parametrize(
    ("after_ms", "count", "sum_right"), [(0, 0, True), (47, 0, True), (48, 1, False), (63, 1, False), (64, 1, True)]
)
def test_a_wrong_code_is_written_after_its_verdict(after_ms: int, count: int, *, sum_right: bool) -> None:
    unit = radio().submit("9999").advance(after_ms)
    assert unit.effects[-2 if after_ms < 48 else 0 :][0] == lock.Compared(match=False)
    assert unit.chip[lock.COUNT_AT] == count
    assert (unit.chip[lock.SUM_AT] == 1 + count) == sum_right
    assert unit.state.wrong == 1
    assert unit.state.phase == ("recording" if after_ms < 64 else "refused")


@pytest.mark.parametrize(
    ("after_ms", "phase", "count"),
    [(47, "prompt", 1), (48, "prompt", 2), (63, "prompt", 2), (64, "waiting", 2), (3_000, "waiting", 2)],
)
def test_a_cut_in_either_window_saves_the_second_wrong_code(after_ms: int, phase: str, count: int) -> None:
    unit = radio(1).submit("9999").advance(after_ms).off().on()
    assert (unit.state.phase, unit.state.wrong) == (phase, count)
    assert unit.chip[lock.SUM_AT] == 1 + count


def test_a_third_wrong_code_after_a_skipped_lock_locks_and_the_count_stands_still() -> None:
    unit = radio(1).submit("9999").advance(50).off().on()
    assert lock.tries_left(P5, unit.state) == 1
    unit.submit("9999").advance(3_000)
    assert (unit.state.phase, unit.state.wrong, unit.chip[lock.COUNT_AT]) == ("waiting", 2, 2)


@pytest.mark.parametrize("count", [2, 3, 9, 255])
def test_a_start_with_the_count_at_its_limit_waits_in_full(count: int) -> None:
    unit = radio(count)
    assert (unit.state.phase, unit.state.wrong, unit.state.wait_left_ms) == ("waiting", count, 60 * TICK)
    assert unit.until_prompt() == 60 * TICK
    assert unit.state.wrong == 0
    assert unit.advance(64).chip[lock.COUNT_AT] == 0
    assert unit.chip[lock.SUM_AT] == 1


def test_the_right_code_opens_at_once_and_its_count_follows() -> None:
    unit = radio(1).submit("1234")
    assert lock.is_open(unit.state)
    assert unit.chip[lock.COUNT_AT] == 1
    assert unit.advance(48).chip[lock.COUNT_AT] == 0
    assert unit.advance(16).chip[lock.SUM_AT] == 1
    assert lock.is_open(unit.state)
    assert unit.do(lock.CpuReset()).state.phase == "open"
    assert unit.do(lock.Dip()).state.phase == "prompt"


def test_a_right_code_cut_before_its_count_is_written_is_asked_again() -> None:
    assert radio(1).submit("1234").advance(40).off().on().state.wrong == 1
    assert radio(1).submit("1234").advance(64).off().on().state.wrong == 0


def test_switching_the_radio_starts_the_hour_again_and_an_hour_off_serves_it() -> None:
    unit = radio(2).advance(3 * TICK)
    unit.do(lock.Use(radio_on=True, ignition=False))
    assert unit.state.wait_left_ms == 57 * TICK
    unit.do(lock.Use(radio_on=False, ignition=False))
    assert unit.state.wait_left_ms == 60 * TICK
    unit.advance(3 * TICK)
    assert unit.state.wait_left_ms == 57 * TICK
    unit.do(lock.Use(radio_on=True, ignition=False))
    assert unit.state.wait_left_ms == 60 * TICK
    unit.do(lock.Use(radio_on=False, ignition=False)).advance(60 * TICK + 64)
    assert (unit.state.phase, unit.chip[lock.COUNT_AT], unit.chip[lock.SUM_AT]) == ("prompt", 0, 1)


@pytest.mark.parametrize("event", [lock.Dip(), lock.CpuReset()])
def test_a_dip_or_reset_with_the_ram_kept_starts_the_hour_again_and_charges_nothing(event: lock.Event) -> None:
    assert radio(2).advance(30 * TICK).do(event).state.wait_left_ms == 60 * TICK
    unit = radio(1).do(event)
    assert (unit.state.phase, unit.state.wrong) == ("prompt", 1)
    unit = radio(1).submit("9999").advance(5).do(event).advance(64)
    assert (unit.chip[lock.COUNT_AT], unit.chip[lock.SUM_AT], unit.state.wrong) == (2, 3, 2)
    assert unit.state.wait_left_ms > 59 * TICK


def test_a_key_during_wrong_shows_it_anew_but_not_before_the_hour() -> None:
    unit = radio().submit("9999").advance(2_000).do(lock.Touch()).advance(2_999)
    assert unit.state.phase == "refused"
    assert unit.advance(1).state.phase == "prompt"
    assert radio(1).submit("9999").advance(2_000).do(lock.Touch()).advance(1_000).state.phase == "waiting"


def test_coded_off_it_starts_open_whatever_the_code() -> None:
    unit = Unit(P5, "1234")
    unit.chip[lock.CODING_AT] = lock.CODING_OFF
    unit.chip[lock.COUNT_AT] = 2
    assert lock.is_open(unit.on().state)
    assert lock.is_open(unit.do(lock.Dip()).state)


def test_code_bytes_that_are_no_digits_match_nothing() -> None:
    unit = Unit(P5, "FFFF")
    assert unit.chip[lock.CODE_AT : lock.CODING_AT] == b"\xff\xff"
    unit.on().submit("ffff").advance(3_000)
    assert unit.state.wrong == 1
    assert unit.submit("1234").advance(3_000).state.phase == "waiting"


def test_other_bytes_stand_under_the_sum() -> None:
    unit = Unit(P5, "1234")
    unit.chip[3:8] = bytes((100, 40, 7, 0, 0))
    unit.chip[lock.SUM_AT] = 148
    unit.on().submit("9999").advance(64)
    assert (unit.chip[lock.COUNT_AT], unit.chip[lock.SUM_AT]) == (1, 149)


def test_a_chip_cut_short_is_a_fault() -> None:
    state, effects = lock.step(P5, lock.LockState(), lock.SupplyOn(b"\x12\x34\xaa"))
    assert (state.phase, effects) == ("fault", ())
