"""From a confirmed code to the verdict: charge, compare, settle – or, in the units that do so, compare first.

Charge-first writes the count, with the wait or lock that it brings, before it compares: a cut can then cost a try, and
never give one.  Compare-first knows the verdict before the memory does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock.code_record import code_matches
from headunit.lock.commit import Answer, begin
from headunit.lock.events import Accepted, Compared, Refused
from headunit.lock.record import Record, after_wrong
from headunit.lock.rest import armed_wait
from headunit.lock.state import LockState, Phase, Task

if TYPE_CHECKING:
    from headunit.lock.events import Submit
    from headunit.lock.profile import LockProfile

__all__ = ["submit", "try_entered", "verdict"]


def submit(profile: LockProfile, state: LockState, event: Submit) -> Answer:
    """Take a confirmed code; while a write is under way it waits for that."""
    if profile.dedupe_repeat and event.code == state.last_wrong:
        phase = Phase.REFUSED if profile.refused_ms > 0 else Phase.PROMPT
        return state._replace(phase=phase, timer_ms=max(0, profile.refused_ms)), (Refused(state.record.wrong),)
    state = state._replace(phase=Phase.CHARGING, entered=event.code)
    return (state, ()) if state.task else try_entered(profile, state)


def try_entered(profile: LockProfile, state: LockState) -> Answer:
    """Charge the entered code, or compare it where the unit does so first."""
    if profile.order == "compare-first":
        return _compare_first(profile, state)
    return begin(profile, state, Task.CHARGE, _charged(profile, state))


def verdict(profile: LockProfile, state: LockState) -> Answer:
    """Compare the entered code, whose charge is in the memory."""
    if not code_matches(state.code, state.entered):
        state = _refuse(profile, state)
        return state, (Compared(match=False), Refused(state.record.wrong))
    state, effects = begin(profile, state._replace(phase=Phase.SETTLING, last_wrong=None), Task.SETTLE, Record())
    return state, (Compared(match=True), *effects)


def _charged(profile: LockProfile, state: LockState) -> Record:
    """Return the record that a wrong code leaves."""
    return after_wrong(profile.schedule, state.record, state.day_left_ms)


def _compare_first(profile: LockProfile, state: LockState) -> Answer:
    """Give the verdict at once and write it down afterwards."""
    if code_matches(state.code, state.entered):
        opened = state._replace(phase=Phase.OPEN, entered=None, last_wrong=None, day_left_ms=0)
        state, effects = begin(profile, opened, Task.SETTLE, Record())
        return state, (Compared(match=True), Accepted(), *effects)
    record = _charged(profile, state)
    state = _refuse(profile, state._replace(record=record))
    state, effects = begin(profile, state._replace(phase=Phase.RECORDING), Task.RECORD, record)
    return state, (Compared(match=False), Refused(record.wrong), *effects)


def _refuse(profile: LockProfile, state: LockState) -> LockState:
    """Show "wrong" for its time; the wait that the record brings runs from now on."""
    record = state.record
    return state._replace(
        phase=Phase.REFUSED,
        wait_left_ms=armed_wait(profile, state),
        day_left_ms=record.day_ms,
        timer_ms=max(0, profile.refused_ms),
        entered=None,
        last_wrong=state.entered if profile.dedupe_repeat else None,
    )
