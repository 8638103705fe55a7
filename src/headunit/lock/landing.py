"""What the answer to a write leads to: the next write, the end of the task, or a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.charge import try_entered, verdict
from headunit.lock.clock import run
from headunit.lock.commit import Answer, fault
from headunit.lock.events import Accepted
from headunit.lock.memory import MEMORIES
from headunit.lock.rest import rest, start_wait
from headunit.lock.state import LockState, Phase, Task

if TYPE_CHECKING:
    from headunit.lock.events import Written
    from headunit.lock.profile import LockProfile

__all__ = ["written"]

_AT_REST_AFTER = frozenset({Task.SERVED, Task.RESET, Task.GESTURE})


def written(profile: LockProfile, state: LockState, event: Written) -> Answer:
    """Believe the memory only if it gives back what was written."""
    if state.pending is None:
        return state, ()
    if event.read_back != state.pending.data:
        return fault(state), ()
    if state.writes_left:
        return run(profile, state._replace(pending=None), 0)
    place = state.place if state.task == Task.CODE else MEMORIES[profile.memory].next_place(state.place)
    state, effects = _finish(profile, state._replace(pending=None, task=Task.NONE, place=place), state.task)
    state, more = run(profile, state, 0)
    return state, effects + more


def _finish(profile: LockProfile, state: LockState, task: str) -> Answer:
    """Go on after the last write of *task*; what is due then, the end of the start or of "wrong", comes by itself."""
    if state.phase == Phase.CHARGING:
        return _finish_in_charging(profile, state, task)
    if state.phase == Phase.SETTLING:
        return _finish_settling(state)
    if state.phase == Phase.RECORDING:
        return state._replace(phase=Phase.REFUSED), ()
    if task in _AT_REST_AFTER:
        return rest(state._replace(wait_left_ms=0, day_left_ms=state.record.day_ms)), ()
    return state, ()


def _finish_in_charging(profile: LockProfile, state: LockState, task: str) -> Answer:
    """Give the verdict on a charged code; charge one that had to wait for another task."""
    if task != Task.CHARGE:
        return try_entered(profile, state)
    if state.entered is None:
        return rest(start_wait(profile, state)), ()
    return verdict(profile, state)


def _finish_settling(state: LockState) -> Answer:
    """Open, unless the entry was lost meanwhile."""
    state = state._replace(wait_left_ms=0, day_left_ms=0)
    if state.entered is None:
        return rest(state), ()
    return state._replace(phase=Phase.OPEN, entered=None), (Accepted(),)
