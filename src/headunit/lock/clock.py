"""Time: what runs, what is due next, and what happens then.

Whatever is due while a write is in flight waits for its answer, so that never two are under way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.commit import Answer, begin, issue
from headunit.lock.record import after_wait
from headunit.lock.rest import armed_wait, rest
from headunit.lock.state import LockState, Phase, Task

if TYPE_CHECKING:
    from headunit.lock.events import Advance, Effect
    from headunit.lock.profile import LockProfile

__all__ = ["advance", "next_deadline", "run", "wait_runs"]

_SERVING = frozenset({Phase.WAITING, Phase.REFUSED, Phase.RECORDING})
_QUIET = frozenset({Phase.PROMPT, Phase.REFUSED, Phase.WAITING, Phase.LOCKED})
_KEPT = frozenset({"checkpoint", "runs-on"})
_TIMED = frozenset({Phase.START, Phase.REFUSED})


def advance(profile: LockProfile, state: LockState, event: Advance) -> Answer:
    """Let time pass."""
    return run(profile, state, event.ms) if event.ms > 0 else (state, ())


def run(profile: LockProfile, state: LockState, ms: int) -> Answer:
    """Let *ms* pass, with all that falls due on the way; 0 does what is due now."""
    effects: list[Effect] = []
    while (due_ms := next_deadline(profile, state)) is not None and due_ms <= ms:
        state, more = _fire(profile, _elapse(profile, state, due_ms))
        effects += more
        ms -= due_ms
    return _elapse(profile, state, ms), tuple(effects)


def next_deadline(profile: LockProfile, state: LockState) -> int | None:
    """Return the milliseconds until the lock changes by itself, or None where only an event can change it."""
    due: list[int] = []
    if state.writes_left and state.pending is None:
        due.append(state.delay_ms)
    if state.phase in _TIMED and not (state.phase == Phase.START and state.task):
        due.append(state.timer_ms)
    if not state.task and state.phase in _QUIET:
        if state.phase == Phase.WAITING and wait_runs(profile, state):
            due.append(state.wait_left_ms)
        if _day_runs(profile, state):
            due.append(state.day_left_ms)
        if _checkpoints(profile, state):
            due.append(state.checkpoint_left_ms)
    return min(due, default=None)


def wait_runs(profile: LockProfile, state: LockState) -> bool:
    """Return whether the unit has what its wait needs."""
    radio = state.radio_on or profile.needs not in {"radio-on", "radio-and-ignition"}
    return radio and (state.ignition or profile.needs not in {"ignition", "radio-and-ignition"})


def _leave_start(profile: LockProfile, state: LockState) -> LockState:
    """Ask for the code, or go on with what stood when the supply went."""
    return rest(state._replace(wait_left_ms=armed_wait(profile, state)))


def _day_runs(profile: LockProfile, state: LockState) -> bool:
    """Return whether a day window is open and will end."""
    record = state.record
    return record.day > 0 and not record.barred and profile.schedule.day_clock != "lifetime"


def _wait_elapses(profile: LockProfile, state: LockState) -> bool:
    """Return whether a wait is being served."""
    return state.wait_left_ms > 0 and state.phase in _SERVING and wait_runs(profile, state)


def _checkpoints(profile: LockProfile, state: LockState) -> bool:
    """Return whether something runs that is written down from time to time."""
    if _day_runs(profile, state):
        return True
    return profile.cut in _KEPT and profile.memory != "bytes" and _wait_elapses(profile, state)


def _elapse(profile: LockProfile, state: LockState, ms: int) -> LockState:
    """Let *ms* pass in which nothing falls due; what is due and has to wait stands at 0."""
    if ms == 0:
        return state
    wait_ms, day_ms, checkpoint_ms, tick_ms = (
        state.wait_left_ms,
        state.day_left_ms,
        state.checkpoint_left_ms,
        state.tick_left_ms,
    )
    if _checkpoints(profile, state):
        checkpoint_ms = max(0, checkpoint_ms - ms)
    if _wait_elapses(profile, state):
        wait_ms = max(0, wait_ms - ms)
    if _day_runs(profile, state):
        day_ms = max(0, day_ms - ms)
    if tick_ms:
        tick_ms = (tick_ms - ms - 1) % profile.tick_ms + 1
    return state._replace(
        wait_left_ms=wait_ms,
        day_left_ms=day_ms,
        checkpoint_left_ms=checkpoint_ms,
        tick_left_ms=tick_ms,
        timer_ms=max(0, state.timer_ms - ms),
        delay_ms=max(0, state.delay_ms - ms),
    )


def _fire(profile: LockProfile, state: LockState) -> Answer:
    """Do the one thing that is due; where several are, in this order."""
    if state.writes_left and state.pending is None and state.delay_ms == 0:
        return issue(profile, state)
    if state.phase in _TIMED and state.timer_ms == 0:
        return (_leave_start(profile, state) if state.phase == Phase.START else rest(state)), ()
    if state.phase == Phase.WAITING and state.wait_left_ms == 0:
        return _served(profile, state)
    record = state.record._replace(wait_ms=state.wait_left_ms, day_ms=state.day_left_ms)
    if _day_runs(profile, state) and state.day_left_ms == 0:
        return begin(profile, state, Task.DAY, record._replace(day=0))
    return begin(profile, state, Task.CHECKPOINT, record)


def _served(profile: LockProfile, state: LockState) -> Answer:
    """End the wait: the memory first, then the prompt; a unit that compares first asks at once."""
    record = after_wait(profile.schedule, state.record, state.day_left_ms)
    if profile.order == "compare-first":
        state = state._replace(phase=Phase.PROMPT)
    return begin(profile, state, Task.SERVED, record)
