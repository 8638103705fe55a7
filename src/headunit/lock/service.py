"""What a workshop or an owner may do to a lock: reset it with authority, ask for its last tries, set a code.

A factory reset is none of them: it is about settings, and touches neither code nor lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.code_record import NO_CODE
from headunit.lock.commit import Answer, begin
from headunit.lock.memory import MEMORIES
from headunit.lock.record import Record, after_gesture
from headunit.lock.state import LockState, Phase, Task

if TYPE_CHECKING:
    from headunit.lock.events import DiagnosticReset, Gesture, SetCode
    from headunit.lock.profile import LockProfile

__all__ = ["diagnostic_reset", "gesture", "set_code"]


def diagnostic_reset(profile: LockProfile, state: LockState, _event: DiagnosticReset) -> Answer:
    """Clear counts, waits and locks with one record; the caller vouches for the authority.

    It asks for the code again, and can't help a unit whose code can't be read.
    """
    if state.task or (state.phase == Phase.FAULT and state.code == NO_CODE):
        return state, ()
    return begin(profile, state._replace(last_wrong=None), Task.RESET, Record())


def gesture(profile: LockProfile, state: LockState, _event: Gesture) -> Answer:
    """Give a LOCKED unit its last tries, where there are any."""
    if state.task or not profile.schedule.extra_after_gesture:
        return state, ()
    record = after_gesture(profile.schedule, state.record, state.day_left_ms)
    return begin(profile, state, Task.GESTURE, record)


def set_code(profile: LockProfile, state: LockState, event: SetCode) -> Answer:
    """Take the owner's code, which only an open unit does."""
    if state.task or not profile.owner_sets_code:
        return state, ()
    packed = MEMORIES[profile.memory].write_code(state.code, event.code, event.salt)
    if packed is None:
        return state, ()
    code, write = packed
    return state._replace(code=code, task=Task.CODE, pending=write), (write,)
