"""Bring a record into the memory: one write in flight at a time, each read back, the next only after the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.code_record import NO_CODE
from headunit.lock.memory import MEMORIES
from headunit.lock.state import LockState, Phase, Task

if TYPE_CHECKING:
    from headunit.lock.events import Effect
    from headunit.lock.profile import LockProfile
    from headunit.lock.record import Record

__all__ = ["Answer", "begin", "fault", "issue"]

Answer = tuple[LockState, tuple["Effect", ...]]
"""The state after an event, and the effects in their order."""

_LATE = frozenset({Task.RECORD, Task.SETTLE, Task.SERVED})


def _delay(profile: LockProfile, task: str, number: int) -> int:
    """Return the time before write *number* of a task: only what a verdict or a served wait brings is written late."""
    late = profile.order == "compare-first" and task in _LATE
    return profile.record_after_ms[number] if late and number < len(profile.record_after_ms) else 0


def begin(profile: LockProfile, state: LockState, task: str, record: Record) -> Answer:
    """Make *record* the lock's own and start to write it; no other task may be under way."""
    memory = MEMORIES[profile.memory]
    delay_ms = _delay(profile, task, 0)
    write, left = None, memory.writes
    if not delay_ms:
        write, left = memory.write(state.place, record, 0), left - 1
        delay_ms = _delay(profile, task, 1)
    state = state._replace(
        record=record,
        pending=write,
        task=task,
        writes_left=left,
        delay_ms=delay_ms,
        checkpoint_left_ms=profile.checkpoint_ms,
    )
    return state, () if write is None else (write,)


def issue(profile: LockProfile, state: LockState) -> Answer:
    """Send the next write of the task."""
    memory = MEMORIES[profile.memory]
    number = memory.writes - state.writes_left
    write = memory.write(state.place, state.record, number)
    delay_ms = _delay(profile, state.task, number + 1)
    return state._replace(pending=write, writes_left=state.writes_left - 1, delay_ms=delay_ms), (write,)


def fault(state: LockState) -> LockState:
    """Stop: what was written didn't come back, or nothing valid was found.

    The place of the newest valid record stays, and so no write goes over it.  Which code a failed write left there is
    known only after the next start.
    """
    return LockState(
        phase=Phase.FAULT,
        radio_on=state.radio_on,
        ignition=state.ignition,
        tick_left_ms=state.tick_left_ms,
        code=NO_CODE if state.task == Task.CODE else state.code,
        place=state.place,
    )
