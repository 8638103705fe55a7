"""The order of effects: charge, compare, settle, with one write in flight, whatever happens meanwhile."""

from __future__ import annotations

import pytest

from headunit import lock
from headunit.lock import journal
from headunit.lock.record import Record, after_wrong
from tests.verification.drive import Unit

HARD = lock.LockProfile(lock.Schedule((0, 0, 60_000), barred_after=4), refused_ms=1_000)
CHECKPOINTED = lock.LockProfile(lock.Schedule((0,), per_day=3, day_ms=100_000), checkpoint_ms=10_000)


def unit_of(profile: lock.LockProfile = HARD) -> Unit:
    return Unit(profile, "1234", b"8 bytes!").on()


def written(state: lock.LockState) -> Record:
    """Return the record in the write in flight."""
    assert state.pending is not None
    read = journal.read_slot(state.pending.data)
    assert read is not None
    return read[1]


def land(profile: lock.LockProfile, state: lock.LockState) -> tuple[lock.LockState, tuple[lock.Effect, ...]]:
    assert state.pending is not None
    return lock.step(profile, state, lock.Written(state.pending.data))


def test_the_charge_is_sent_before_anything_is_compared_and_carries_the_wait() -> None:
    unit = unit_of()
    for expected in (
        Record(1, 1),
        Record(2, 2),
        Record(3, 3, waiting=True, wait_ms=60_000),
        Record(4, 4, barred=True),
    ):
        state, effects = lock.step(HARD, unit.state, lock.Submit("1234"))
        assert (state.phase, effects) == ("charging", (state.pending,))
        assert written(state) == expected
        unit.submit("9999").advance(1_000).until_prompt()
    assert unit.state.phase == "barred"


def test_the_right_code_at_the_last_try_opens_and_leaves_nothing() -> None:
    unit = unit_of()
    for _ in range(3):
        unit.submit("9999").until_prompt()
    state, _ = lock.step(HARD, unit.state, lock.Submit("1234"))
    state, effects = land(HARD, state)
    assert (state.phase, effects) == ("settling", (lock.Compared(match=True), state.pending))
    assert written(state) == Record()
    state, effects = land(HARD, state)
    assert (state.phase, effects, state.record) == ("open", (lock.Accepted(),), Record())


@pytest.mark.parametrize("event", [lock.Dip(), lock.CpuReset()])
@pytest.mark.parametrize(("codes", "phase", "wait_ms"), [(0, "prompt", 0), (2, "waiting", 60_000)])
def test_an_entry_lost_while_charging_costs_the_charge_and_gives_no_verdict(
    event: lock.Event, codes: int, phase: str, wait_ms: int
) -> None:
    unit = unit_of()
    for _ in range(codes):
        unit.submit("9999").until_prompt()
    state, _ = lock.step(HARD, unit.state, lock.Submit("1234"))
    state, effects = lock.step(HARD, state, event)
    assert (state.phase, state.entered, effects) == ("charging", None, ())
    state, effects = land(HARD, state)
    assert (state.phase, state.wrong, state.wait_left_ms, effects) == (phase, codes + 1, wait_ms, ())


@pytest.mark.parametrize("event", [lock.Dip(), lock.CpuReset()])
def test_an_entry_lost_while_settling_asks_again(event: lock.Event) -> None:
    state, _ = lock.step(HARD, unit_of().state, lock.Submit("1234"))
    state, _ = land(HARD, state)
    state, _ = lock.step(HARD, state, event)
    state, effects = land(HARD, state)
    assert (state.phase, state.wrong, effects) == ("prompt", 0, ())


def daily() -> lock.LockState:
    """Return a unit whose checkpoint is in flight."""
    unit = unit_of(CHECKPOINTED).submit("9999").advance(9_999)
    state, effects = lock.step(CHECKPOINTED, unit.state, lock.Advance(1))
    assert state.pending is not None
    assert effects == (state.pending,)
    assert (state.task, state.phase) == ("checkpoint", "prompt")
    return state


def test_a_code_confirmed_while_a_checkpoint_is_written_is_charged_afterwards() -> None:
    state, effects = lock.step(CHECKPOINTED, daily(), lock.Submit("1234"))
    assert (state.phase, effects) == ("charging", ())
    state, effects = land(CHECKPOINTED, state)
    assert (state.phase, state.task, effects) == ("charging", "charge", (state.pending,))
    assert written(state).total == 2
    state, _ = land(CHECKPOINTED, state)
    assert land(CHECKPOINTED, state)[0].phase == "open"


def test_a_code_that_waits_for_a_checkpoint_is_lost_in_a_dip_without_a_charge() -> None:
    state, _ = lock.step(CHECKPOINTED, daily(), lock.Submit("1234"))
    state, _ = lock.step(CHECKPOINTED, state, lock.Dip())
    assert state.phase == "prompt"
    state, effects = land(CHECKPOINTED, state)
    assert (state.phase, state.wrong, effects) == ("prompt", 1, ())


def test_a_tester_has_to_wait_for_a_write() -> None:
    state = daily()
    assert lock.step(CHECKPOINTED, state, lock.DiagnosticReset()) == (state, ())


def test_what_falls_due_during_a_write_comes_after_it() -> None:
    state, effects = lock.step(CHECKPOINTED, daily(), lock.Advance(500_000))
    assert effects == ()
    assert lock.next_deadline(CHECKPOINTED, state) is None
    state, effects = land(CHECKPOINTED, state)
    assert (state.task, effects) == ("day", (state.pending,))
    assert written(state) == Record(1, 1)
    assert lock.next_deadline(CHECKPOINTED, land(CHECKPOINTED, state)[0]) is None


def test_a_gesture_waits_for_nothing_and_is_not_repeated() -> None:
    schedule = lock.Schedule((0,), locked_after=1, extra_after_gesture=20)
    profile = lock.LockProfile(schedule, refused_ms=0)
    unit = unit_of(profile).submit("9999")
    assert (unit.state.phase, lock.next_deadline(profile, unit.state)) == ("locked", None)
    state, effects = lock.step(profile, unit.state, lock.Gesture())
    assert (state.phase, effects) == ("locked", (state.pending,))
    assert written(state) == Record(1, 1, extra=15)
    assert lock.step(profile, state, lock.Gesture()) == (state, ())
    assert land(profile, state)[0].phase == "prompt"


def test_a_first_record_goes_into_the_slot_after_the_newest_and_a_failed_one_is_tried_there_again() -> None:
    unit = unit_of()
    assert unit.state.place == (1, 2, 0)
    for slot in (2, 3, 4, 5, 6, 7, 0, 1):
        state, (write, *_) = lock.step(HARD, unit.state, lock.DiagnosticReset())
        assert write == state.pending
        assert isinstance(write, lock.Write)
        assert write.offset == 64 + 16 * slot
        failed, _ = lock.step(HARD, state, lock.Written(b"\0" * 16))
        assert (failed.phase, failed.place) == ("fault", unit.state.place)
        unit.do(lock.DiagnosticReset())


def test_waits_stand_still_without_what_they_need() -> None:
    unit = unit_of()
    for _ in range(3):
        unit.submit("9999").advance(1_000)
    unit.do(lock.Use(radio_on=False, ignition=True))
    assert lock.next_deadline(HARD, unit.state) is None
    assert unit.advance(10**6).state.wait_left_ms == 59_000
    unit.do(lock.Use(radio_on=True, ignition=False)).advance(58_999)
    assert lock.next_deadline(HARD, unit.state) == 1


def test_a_wait_in_ticks_goes_on_at_the_next_tick_after_it_stood_still() -> None:
    profile = lock.LockProfile(lock.Schedule((120_000,)), tick_ms=50_000, refused_ms=0)
    unit = unit_of(profile).advance(20_000).submit("9999")
    assert unit.state.wait_left_ms == 30_000 + 50_000
    unit.do(lock.Use(radio_on=False, ignition=False)).advance(45_000)
    assert (unit.state.wait_left_ms, unit.state.tick_left_ms) == (80_000, 35_000)
    unit.do(lock.Use(radio_on=True, ignition=False))
    assert unit.state.wait_left_ms == 85_000
    assert unit.do(lock.Use(radio_on=True, ignition=True)).advance(1).state.wait_left_ms == 84_999


def test_a_clock_of_two_milliseconds_ticks_from_the_start_of_the_supply() -> None:
    profile = lock.LockProfile(lock.Schedule((120_000,)), tick_ms=2, refused_ms=0)
    assert unit_of(profile).state.tick_left_ms == 2


def test_a_wait_already_served_in_the_dark_ends_when_the_radio_is_on() -> None:
    profile = HARD._replace(cut="cleared")
    unit = unit_of(profile)
    for _ in range(3):
        unit.submit("9999").advance(1_000)
    unit.off().do(lock.SupplyOn(bytes(unit.chip)))
    assert unit.state.phase == "waiting"
    assert unit.do(lock.Use(radio_on=True, ignition=False)).state.phase == "prompt"


def test_no_wait_no_cap_no_end() -> None:
    unit = unit_of(lock.LockProfile(lock.Schedule(()), refused_ms=0))
    for _ in range(300):
        unit.submit("9999")
    assert (unit.state.phase, unit.state.wrong, unit.state.record.total) == ("prompt", 255, 255)
    assert lock.tries_left(unit.profile, unit.state) is None
    assert unit.submit("1234").state.phase == "open"


def test_where_no_wait_ever_comes_none_stops_the_count() -> None:
    unit = unit_of(lock.LockProfile(lock.Schedule((0,), count_after_wait="zero"), refused_ms=0))
    for _ in range(256):
        unit.submit("9999")
    assert (unit.state.phase, unit.state.wrong) == ("prompt", 255)


def test_without_a_valid_record_skip_lock_begins_anew() -> None:
    profile = HARD._replace(bad_memory="skip-lock")
    chip = lock.factory_memory(profile, "1234", b"8 bytes!")[:64] + bytes(128)
    state, effects = lock.step(profile, lock.LockState(), lock.SupplyOn(chip, -5))
    assert (state.phase, len(effects), written(state)) == ("start", 1, Record())
    assert lock.step(HARD, lock.LockState(), lock.SupplyOn(chip))[0].phase == "fault"


@pytest.mark.parametrize(
    ("count", "phase"), [(0, "prompt"), (2, "prompt"), (3, "locked"), (4, "locked"), (5, "barred"), (255, "barred")]
)
def test_a_count_byte_alone_tells_the_caps(count: int, phase: str) -> None:
    profile = lock.LockProfile(lock.Schedule((0,), locked_after=3, barred_after=5), memory="bytes")
    unit = Unit(profile, "1234")
    unit.chip[lock.COUNT_AT], unit.chip[lock.SUM_AT] = count, (1 + count) & 0xFF
    assert unit.on().state.phase == phase
    assert unit.state.record.total == count


def test_a_wrong_sum_is_a_fault_where_the_profile_says_so() -> None:
    unit = Unit(lock.LockProfile(lock.Schedule((0,)), memory="bytes"), "1234")
    unit.chip[lock.SUM_AT] = 7
    assert unit.on().state.phase == "fault"


def test_codes_that_are_not_four_digits_are_not_set_in_bytes() -> None:
    profile = lock.LockProfile(lock.Schedule((0,)), memory="bytes", owner_sets_code=True)
    unit = Unit(profile, "1234").on().submit("1234")
    for code in ("123", "12345", "12ab", "１２３４"):
        assert lock.step(profile, unit.state, lock.SetCode(code, b"")) == (unit.state, ())


@pytest.mark.parametrize("event", [lock.Dip(), lock.Use(radio_on=False, ignition=True)])
@pytest.mark.parametrize(("order", "phase"), [("charge-first", "refused"), ("compare-first", "recording")])
def test_where_off_ends_the_word_for_wrong_a_dip_does_too(event: lock.Event, order: str, phase: str) -> None:
    profile = HARD._replace(order=order, record_after_ms=(500,), off_ends_refused=True)
    unit = unit_of(profile).submit("9999").advance(10)
    assert unit.state.phase == phase
    assert unit.do(event).state.phase == "prompt"
    assert unit_of(profile._replace(off_ends_refused=False)).submit("9999").do(event).state.phase == phase
    opened = unit_of(profile).submit("1234").advance(1_000).do(lock.Use(radio_on=False, ignition=True))
    assert opened.state.phase == "open"


def test_the_gesture_leaves_the_day_window_as_far_as_it_has_run() -> None:
    schedule = lock.Schedule((0,), locked_after=1, extra_after_gesture=3, per_day=9, day_ms=100_000)
    unit = unit_of(lock.LockProfile(schedule, refused_ms=0)).submit("9999").advance(10_000).do(lock.Gesture())
    assert (unit.state.phase, unit.state.record.extra, unit.state.day_left_ms) == ("prompt", 3, 90_000)


def test_a_reset_overtaken_by_a_right_code_leaves_no_wait() -> None:
    unit = unit_of()
    for _ in range(3):
        unit.submit("9999")
        unit.advance(0 if unit.state.wait_left_ms else 1_000)
    assert (unit.state.phase, unit.state.wait_left_ms) == ("refused", 60_000)
    state, _ = lock.step(HARD, unit.state, lock.DiagnosticReset())
    state, _ = lock.step(HARD, state, lock.Advance(1_000))
    assert (state.phase, state.wait_left_ms > 0) == ("prompt", True)
    state, _ = lock.step(HARD, state, lock.Submit("1234"))
    for phase in ("charging", "settling", "open"):
        state, _ = land(HARD, state)
        assert state.phase == phase
    assert (state.wait_left_ms, state.day_left_ms) == (0, 0)


@pytest.mark.parametrize("needs", ["ignition", "radio-and-ignition"])
def test_turning_the_ignition_starts_a_wait_again_where_it_needs_that(needs: str) -> None:
    profile = lock.LockProfile(lock.Schedule((60_000,)), needs=needs, rearm_on_switch=True, refused_ms=0)
    unit = unit_of(profile).submit("9999").advance(20_000)
    assert unit.state.wait_left_ms == 40_000
    assert unit.do(lock.Use(radio_on=True, ignition=False)).state.wait_left_ms == 60_000


def test_a_wait_in_ticks_that_runs_on_keeps_its_own_time() -> None:
    profile = lock.LockProfile(lock.Schedule((120_000,)), tick_ms=50_000, refused_ms=0)
    unit = unit_of(profile).advance(20_000).submit("9999").advance(35_000)
    assert (unit.state.wait_left_ms, unit.state.tick_left_ms) == (45_000, 45_000)
    unit.do(lock.Use(radio_on=True, ignition=True))
    assert unit.state.wait_left_ms == 45_000


def test_what_time_brings_is_told_together() -> None:
    profile = HARD._replace(cut="checkpoint", checkpoint_ms=400)
    unit = unit_of(profile).submit("9999").advance(1_000).submit("9999").advance(1_000)
    unit.submit("9999")
    state, effects = lock.step(profile, unit.state, lock.Advance(1_000))
    assert state.phase == "waiting"
    assert effects == (state.pending,)


def test_a_wait_of_a_millisecond_is_one() -> None:
    assert after_wrong(lock.Schedule((1,)), Record(), 0) == Record(1, 1, waiting=True, wait_ms=1)
