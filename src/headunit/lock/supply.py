"""What the car does to a lock: the supply goes or sags, radio and ignition are switched, keys are touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.clock import run, wait_runs
from headunit.lock.profile import wait_after
from headunit.lock.rest import armed_wait, on_the_clock, rest, start_wait
from headunit.lock.state import LockState, Phase, Task

if TYPE_CHECKING:
    from headunit.lock.commit import Answer
    from headunit.lock.events import CpuReset, Dip, SupplyOff, Touch, Use
    from headunit.lock.profile import LockProfile

__all__ = ["cpu_reset", "dip", "supply_off", "touch", "use"]

_SHOWS_WRONG = frozenset({Phase.REFUSED, Phase.RECORDING})


def supply_off(_profile: LockProfile, _state: LockState, _event: SupplyOff) -> Answer:
    """Forget everything: what matters stands in the memory."""
    return LockState(), ()


def dip(profile: LockProfile, state: LockState, _event: Dip) -> Answer:
    """Lose the entry, ask for the code again, and start a running wait anew."""
    if state.phase == Phase.OPEN and state.asks:
        state = state._replace(phase=Phase.PROMPT)
    if profile.off_ends_refused and state.phase in _SHOWS_WRONG:
        state = rest(state)
    return _lose_entry(profile, state), ()


def cpu_reset(profile: LockProfile, state: LockState, _event: CpuReset) -> Answer:
    """Lose the entry and start a running wait anew; an open radio stays open.

    The lock is tested again: a count that a start had believed without its wait now brings that.
    """
    wait_ms = wait_after(profile.schedule, state.record.wrong)
    if state.phase == Phase.PROMPT and profile.bad_memory == "skip-lock" and wait_ms:
        record = state.record._replace(waiting=True, wait_ms=wait_ms)
        return rest(start_wait(profile, state._replace(record=record))), ()
    return _lose_entry(profile, state), ()


def _lose_entry(profile: LockProfile, state: LockState) -> LockState:
    """Drop the code being tried; a charge in flight stands, one not yet begun is dropped too."""
    if state.phase == Phase.CHARGING and state.task != Task.CHARGE:
        state = state._replace(phase=Phase.PROMPT)
    state = state._replace(entered=None)
    return _rearmed(profile, state) if profile.cut == "restart" or profile.rearm_on_switch else state


def _rearmed(profile: LockProfile, state: LockState) -> LockState:
    """Start a running wait again from its full length."""
    if state.wait_left_ms == 0 or not state.record.waiting:
        return state
    full = state.record._replace(wait_ms=wait_after(profile.schedule, state.record.wrong))
    state = state._replace(record=full)
    return state._replace(wait_left_ms=armed_wait(profile, state))


def use(profile: LockProfile, state: LockState, event: Use) -> Answer:
    """Switch radio and ignition; a wait then runs, stands still or starts again."""
    turned = event.ignition != state.ignition and profile.needs in {"ignition", "radio-and-ignition"}
    switched = turned or (event.radio_on != state.radio_on and profile.needs != "ignition")
    ran = wait_runs(profile, state)
    state = state._replace(radio_on=event.radio_on, ignition=event.ignition)
    if profile.off_ends_refused and not event.radio_on and state.phase in _SHOWS_WRONG:
        state = rest(state)
    if switched and profile.rearm_on_switch:
        state = _rearmed(profile, state)
    elif state.wait_left_ms and state.tick_left_ms and not ran and wait_runs(profile, state):
        ticks = -(-state.wait_left_ms // profile.tick_ms)
        state = state._replace(wait_left_ms=on_the_clock(profile, state, ticks))
    return run(profile, state, 0)


def touch(profile: LockProfile, state: LockState, _event: Touch) -> Answer:
    """Show "wrong" for its whole time again where a key does that and the unit isn't about to wait."""
    stops = state.record.waiting or state.record.locked or state.record.barred
    if not profile.refused_restarts or stops or state.phase not in _SHOWS_WRONG:
        return state, ()
    return state._replace(timer_ms=profile.refused_ms), ()
