"""Any events in any order, on every profile: no error, no luck, no matter how time is cut up."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit import lock
from tests.lock.profiles import PROFILES


class Power(NamedTuple):
    """The supply comes after a dark time or, where a write is in flight, that write lands."""

    dark_ms: int
    lands: bool = True


Happening = lock.Event | Power
TARGETS = {(row.source, row.event): row.targets for row in lock.TRANSITIONS}
CODES = st.sampled_from(("1234", "9999", "0000", "", "x"))
TIMES = st.sampled_from((0, 1, 16, 48, 999, 2_000, 3_000, 30_000, 59_999, 60_170, 300_000, 3_600_000, 86_400_000))
EVENTS = st.one_of(
    st.builds(lock.Advance, TIMES | st.integers(-5, 10**9)),
    st.builds(lock.Use, st.booleans(), st.booleans()),
    st.builds(lock.Submit, CODES | st.text(max_size=5)),
    st.sampled_from(
        (
            lock.SupplyOff(),
            lock.Touch(),
            lock.Dip(),
            lock.CpuReset(),
            lock.DiagnosticReset(),
            lock.Gesture(),
            lock.FactoryReset(),
        )
    ),
    st.builds(lock.SetCode, CODES, st.binary(max_size=10)),
    st.builds(lock.Written, st.binary(max_size=4)),
    st.builds(Power, TIMES, st.booleans()),
)
NAMES = st.sampled_from(sorted(PROFILES))


def play(profile: lock.LockProfile, events: list[Happening]) -> tuple[lock.LockState, bytes, list[lock.Effect]]:
    """Play *events* on a new unit; Power switches it on where it is off and lands a write where one is in flight."""
    chip = lock.factory_memory(profile, "1234", b"8 bytes!")
    state, seen = lock.LockState(), list[lock.Effect]()
    for event in events:
        before, kind = state, type(event).__name__
        if not isinstance(event, Power):
            state, effects = lock.step(profile, state, event)
        elif state.pending is not None and event.lands:
            at, data = state.pending
            chip = chip[:at] + data + chip[at + len(data) :]
            state, effects = lock.step(profile, state, lock.Written(data))
            kind = "Written"
        else:
            state, effects = lock.step(profile, state, lock.SupplyOn(chip, event.dark_ms))
            kind = "SupplyOn"
        assert state.phase in TARGETS.get((before.phase, kind), (before.phase,))
        seen += effects
        assert hash(state) is not None
        check(profile, before, state, effects)
    return state, chip, seen


def check(
    profile: lock.LockProfile, before: lock.LockState, state: lock.LockState, effects: tuple[lock.Effect, ...]
) -> None:
    """Check what holds of every step."""
    due = lock.next_deadline(profile, state)
    assert due is None or due > 0
    writes = [effect for effect in effects if isinstance(effect, lock.Write)]
    assert len(writes) <= 1
    assert not writes or state.pending == writes[0]
    assert not (writes and before.pending is not None and state.phase == "off")
    assert min(state.wait_left_ms, state.day_left_ms, state.timer_ms, state.delay_ms, state.tick_left_ms) >= 0
    left = lock.tries_left(profile, state)
    assert left is None or 0 <= left <= 255
    if state.phase in {"waiting", "locked", "barred", "fault"} and not state.task:
        assert left == 0


@given(NAMES, st.lists(EVENTS, max_size=40))
def test_no_event_raises_and_the_same_events_give_the_same(name: str, events: list[Happening]) -> None:
    events = [Power(0), Power(0), *events]
    assert play(PROFILES[name], events) == play(PROFILES[name], events)


@given(NAMES, st.lists(EVENTS, max_size=30), TIMES, TIMES | st.integers(0, 10**8))
def test_time_in_parts_is_time_at_once(name: str, events: list[Happening], first_ms: int, then_ms: int) -> None:
    profile = PROFILES[name]
    state, _, _ = play(profile, [Power(0), Power(0), *events])
    once = lock.step(profile, state, lock.Advance(first_ms + then_ms))
    middle, early = lock.step(profile, state, lock.Advance(first_ms))
    late, rest = lock.step(profile, middle, lock.Advance(then_ms))
    assert once == (late, early + rest)


@given(NAMES, st.lists(EVENTS, max_size=30))
def test_nothing_changes_before_the_next_deadline(name: str, events: list[Happening]) -> None:
    profile = PROFILES[name]
    state, _, _ = play(profile, [Power(0), Power(0), *events])
    due = lock.next_deadline(profile, state)
    quiet, effects = lock.step(profile, state, lock.Advance((due or 10**7) - 1))
    assert (quiet.phase, effects) == (state.phase, ())
    if due is not None:
        moved, effects = lock.step(profile, quiet, lock.Advance(1))
        assert (moved.phase, effects, moved.task) != (quiet.phase, (), quiet.task)


@given(NAMES, st.lists(EVENTS, max_size=30))
def test_a_cut_leaves_nothing_and_no_cut_opens(name: str, events: list[Happening]) -> None:
    profile = PROFILES[name]
    _, chip, _ = play(profile, [Power(0), Power(0), *events, lock.SupplyOff()])
    state, _ = lock.step(profile, lock.LockState(), lock.SupplyOn(chip, 0))
    assert not lock.is_open(state)


def test_each_row_of_the_table_is_one_pair_and_leads_somewhere() -> None:
    pairs = [(row.source, row.event) for row in lock.TRANSITIONS]
    assert len(set(pairs)) == len(pairs)
    for row in lock.TRANSITIONS:
        assert row.source in lock.Phase.ALL
        assert row.words
        assert row.targets
        assert set(row.targets) <= set(lock.Phase.ALL)
        assert len(set(row.targets)) == len(row.targets)


@pytest.mark.parametrize("phase", lock.Phase.ALL)
def test_every_phase_ends_with_the_supply_and_no_row_is_about_a_factory_reset(phase: str) -> None:
    rows = {row.event: row.targets for row in lock.TRANSITIONS if row.source == phase}
    assert rows.get("SupplyOff") == (None if phase == "off" else ("off",))
    assert "FactoryReset" not in rows
