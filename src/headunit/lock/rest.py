"""Where a lock comes to rest: the phase that its record asks for, and the wait that goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.state import LockState, Phase

if TYPE_CHECKING:
    from headunit.lock.profile import LockProfile
    from headunit.lock.record import Record

__all__ = ["MINUTE_MS", "armed_wait", "on_the_clock", "rest", "resting_phase", "start_wait"]

MINUTE_MS = 60_000


def rest(state: LockState) -> LockState:
    """Go where the record says that the lock stands."""
    return state._replace(phase=resting_phase(state.record), timer_ms=0)


def resting_phase(record: Record) -> str:
    """Return the phase in which a lock with *record* stays."""
    if record.barred:
        return Phase.BARRED
    if record.locked:
        return Phase.LOCKED
    return Phase.WAITING if record.waiting else Phase.PROMPT


def start_wait(profile: LockProfile, state: LockState) -> LockState:
    """Start the wait that the record brings, and take its day window."""
    return state._replace(wait_left_ms=armed_wait(profile, state), day_left_ms=state.record.day_ms)


def armed_wait(profile: LockProfile, state: LockState) -> int:
    """Return the milliseconds that the record's wait takes from now on."""
    return on_the_clock(profile, state, -(-state.record.wait_ms // MINUTE_MS))


def on_the_clock(profile: LockProfile, state: LockState, ticks: int) -> int:
    """Return the milliseconds to the *ticks*-th tick from now on, or the record's wait where nothing ticks."""
    if profile.tick_ms == 1:
        return state.record.wait_ms
    return state.tick_left_ms + (ticks - 1) * profile.tick_ms if ticks else 0
