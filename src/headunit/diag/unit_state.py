"""What a simulated unit tells of its lock and of a reset, taken apart; no real unit tells it so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.diag.identify import read_twice
from headunit.diag.link import VoltSample
from headunit.diag.tester import Refusal, Tester
from headunit.twin.ecu import LOCK_STATES, NO_COUNT, DidOf, Reason, RoutineOf, Status, Step

if TYPE_CHECKING:
    from headunit.diag.clock import Clock

__all__ = ["LockState", "ResetStatus", "read_lock", "read_status", "read_supply"]

_STATES = {number: name for name, number in LOCK_STATES.items()}
_STATUS = {
    Status.RUNNING: "running",
    Status.DONE: "done",
    Status.STOPPED: "stopped",
    Status.NEEDS_RECOVERY: "needs-recovery",
}
_STEPS = {
    Step.IDLE: "nothing yet",
    Step.PREPARE: "preparing",
    Step.ERASE: "erasing",
    Step.WRITE: "writing",
    Step.COMMIT: "clearing the lock",
    Step.DONE: "done",
}
_REASONS = {
    Reason.NONE: "",
    Reason.VOLTAGE_LOW: "the supply fell below the window",
    Reason.VOLTAGE_HIGH: "the supply rose above the window",
    Reason.SUPPLY_LOST: "the supply was lost",
    Reason.MEMORY: "the memory failed",
}
_RECORD_BYTES = 6
_SEQUENCE, _PROGRAMMING = 0x24, 0x72
EXTENDED = 3
_MV = 1000


class LockState(NamedTuple):
    """Hold the state of a lock by name, wrong codes left before a wait or lock (None: no limit), and the wait in s."""

    state: str
    tries_left: int | None
    wait_s: int


class ResetStatus(NamedTuple):
    """Hold how a reset stands: *status* is ``never-started``, ``running``, ``done``, ``stopped`` or another word."""

    status: str
    step: str = ""
    percent: int = 0
    reason: str = ""
    volts: float = 0.0


def read_lock(tester: Tester) -> LockState | None:
    """Return the state of the lock, or None where the unit doesn't tell it steadily; raises LinkError."""
    state = read_twice(lambda: tester.read(DidOf.LOCK_STATE))
    tries = read_twice(lambda: tester.read(DidOf.TRIES_LEFT))
    wait = tester.read(DidOf.WAIT)
    if not isinstance(state, bytes) or not isinstance(tries, bytes) or not state or not tries:
        return None
    wait_s = int.from_bytes(wait, "big") if isinstance(wait, bytes) else 0
    left = None if tries[0] == NO_COUNT else tries[0]
    return LockState(_STATES.get(state[0], f"unknown ({state.hex()})"), left, wait_s)


def read_supply(tester: Tester, clock: Clock) -> VoltSample | None:
    """Return the supply that the unit measures, in volts, or None where it doesn't tell it; raises LinkError."""
    value = tester.read(DidOf.SUPPLY)
    if isinstance(value, Refusal) or not value:
        return None
    return VoltSample(volts=int.from_bytes(value, "big") / _MV, source="unit", at_s=clock.now())


def read_status(tester: Tester) -> ResetStatus:
    """Return how the reset stands, in a session of its own; raises LinkError."""
    answer = tester.routine_result(RoutineOf.AUDIO_SECURITY_RESET)
    if isinstance(answer, Refusal) and answer.nrc not in {_SEQUENCE, _PROGRAMMING}:
        tester.session(EXTENDED)
        answer = tester.routine_result(RoutineOf.AUDIO_SECURITY_RESET)
    if isinstance(answer, Refusal):
        words = {_SEQUENCE: "never-started", _PROGRAMMING: "memory-failed"}
        return ResetStatus(words.get(answer.nrc, "not-told"), reason=answer.words)
    if len(answer) != _RECORD_BYTES:
        return ResetStatus("not-told", reason="the answer has another length")
    status, step, percent, reason = answer[:4]
    return ResetStatus(
        _STATUS.get(status, "not-told"),
        _STEPS.get(step, f"step {step}"),
        percent,
        _REASONS.get(reason, f"reason {reason}"),
        int.from_bytes(answer[4:], "big") / 1000,
    )
