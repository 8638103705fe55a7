"""Where a lock comes to rest: the phase that its record asks for, and the wait that goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.state import LockState, Phase

if TYPE_CHECKING:
    from headunit.lock.profile import LockProfile

__all__ = ["MINUTE_MS", "armed_wait", "on_the_clock", "rest", "start_wait"]

MINUTE_MS = 60_000


def rest(state: LockState) -> LockState:
    """Go where the record says that the lock stands."""
    record = state.record
    if record.barred:
        phase = Phase.BARRED
    elif record.locked:
        phase = Phase.LOCKED
    else:
        phase = Phase.WAITING if record.waiting else Phase.PROMPT
    return state._replace(phase=phase, timer_ms=0, entered=None)


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
