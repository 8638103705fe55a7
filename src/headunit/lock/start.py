"""The start of a lock: read the memory, test that it can be written, and go on with what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.clock import run
from headunit.lock.code_record import NO_CODE
from headunit.lock.commit import Answer, begin, fault
from headunit.lock.memory import MEMORIES, Loaded
from headunit.lock.record import Record, resumed
from headunit.lock.state import LockState, Phase, Task

if TYPE_CHECKING:
    from headunit.lock.events import SupplyOn
    from headunit.lock.profile import LockProfile

__all__ = ["supply_on"]


def supply_on(profile: LockProfile, _state: LockState, event: SupplyOn) -> Answer:
    """Start from the memory alone: nothing else outlives a loss of supply."""
    dark_ms = max(0, event.dark_ms)
    loaded = MEMORIES[profile.memory].load(profile, event.memory, dark_ms)
    state = LockState(
        phase=Phase.START,
        timer_ms=max(0, profile.start_wait_ms),
        checkpoint_left_ms=profile.checkpoint_ms,
        tick_left_ms=profile.tick_ms if profile.tick_ms > 1 else 0,
        asks=profile.anti_theft and not loaded.coded_off,
        code=loaded.code or NO_CODE,
        place=loaded.place,
    )
    if not state.asks:
        return state._replace(phase=Phase.OPEN, timer_ms=0, record=_untested(loaded)), ()
    record = _believed(profile, loaded)
    if record is None:
        return fault(state), ()
    record = resumed(profile, record, dark_ms)
    state = state._replace(record=record, day_left_ms=record.day_ms)
    return begin(profile, state, Task.SELF_TEST, record) if loaded.self_test else run(profile, state, 0)


def _believed(profile: LockProfile, loaded: Loaded) -> Record | None:
    """Return the record to go on with, or None where the unit must not."""
    if loaded.code is None:
        return None
    if loaded.record is not None and loaded.sound:
        return loaded.record
    if profile.bad_memory != "skip-lock":
        return None
    return _untested(loaded)


def _untested(loaded: Loaded) -> Record:
    """Return the counts that were found, without the wait or lock that goes with them."""
    return (loaded.record or Record())._replace(waiting=False, locked=False, barred=False, wait_ms=0)
