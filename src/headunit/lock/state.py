"""The state of a lock: one immutable value that says all there is; a loss of supply leaves nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from headunit.lock.code_record import NO_CODE, Code
from headunit.lock.profile import HIGHEST_COUNT
from headunit.lock.record import Place, Record, after_wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.lock.events import Write
    from headunit.lock.profile import LockProfile

__all__ = ["LockState", "Phase", "Task", "is_open", "tries_left", "tries_to_cap"]


class Phase:
    """Name the phases of a lock.

    RECORDING is the beginning of REFUSED in a unit that compares first: "wrong" is shown, and the count isn't in the
    memory yet.  FAULT is a memory that can't be believed; LOCKED a cap that a gesture may open; BARRED one that only
    an authorised reset does.
    """

    OFF: Final = "off"
    START: Final = "start"
    PROMPT: Final = "prompt"
    CHARGING: Final = "charging"
    RECORDING: Final = "recording"
    SETTLING: Final = "settling"
    REFUSED: Final = "refused"
    WAITING: Final = "waiting"
    LOCKED: Final = "locked"
    BARRED: Final = "barred"
    FAULT: Final = "fault"
    OPEN: Final = "open"
    ALL: Final = (
        OFF,
        START,
        PROMPT,
        CHARGING,
        RECORDING,
        SETTLING,
        REFUSED,
        WAITING,
        LOCKED,
        BARRED,
        FAULT,
        OPEN,
    )


class Task:
    """Name what the writes under way are for; NONE where there are none."""

    NONE: Final = ""
    SELF_TEST: Final = "self-test"
    CHARGE: Final = "charge"
    SETTLE: Final = "settle"
    RECORD: Final = "record"
    SERVED: Final = "served"
    CHECKPOINT: Final = "checkpoint"
    DAY: Final = "day"
    RESET: Final = "reset"
    GESTURE: Final = "gesture"
    CODE: Final = "code"


class LockState(NamedTuple):
    """Hold all that a lock knows; times are milliseconds left.

    *record*: the counts as RAM has them, which are those of the memory once no *task* is under way.  *timer_ms*: of
    START or of "wrong" on the display.  *pending*: the write in flight; *writes_left*: those of the task not yet begun,
    the next after *delay_ms*.  *tick_left_ms*: to the next tick of the minute clock, 0 without one.  *entered*: the
    code being tried; None in CHARGING and SETTLING where the entry was lost.  *asks*: False where the lock is coded
    off.  *place*: where the newest record stands.
    """

    phase: str = Phase.OFF
    record: Record = Record()
    wait_left_ms: int = 0
    day_left_ms: int = 0
    timer_ms: int = 0
    delay_ms: int = 0
    checkpoint_left_ms: int = 0
    tick_left_ms: int = 0
    radio_on: bool = False
    ignition: bool = False
    pending: Write | None = None
    task: str = Task.NONE
    writes_left: int = 0
    entered: str | None = None
    last_wrong: str | None = None
    asks: bool = True
    code: Code = NO_CODE
    place: Place = Place()

    @property
    def wrong(self) -> int:
        """Return the count of wrong codes as the unit shows it."""
        return self.record.wrong


def is_open(state: LockState) -> bool:
    """Return whether the lock lets the radio play."""
    return state.phase == Phase.OPEN


def tries_left(profile: LockProfile, state: LockState) -> int | None:
    """Return how many wrong codes bring the next wait or lock: 0 while one holds, None where none ever will."""
    return _tries_until(_stops, profile, state)


def tries_to_cap(profile: LockProfile, state: LockState) -> int | None:
    """Return how many wrong codes lead to LOCKED or BARRED, whatever waits lie between: 0 there, None without a cap."""
    return _tries_until(_ends, profile, state)


def _tries_until(reached: Callable[[Record], bool], profile: LockProfile, state: LockState) -> int | None:
    """Return after how many wrong codes *reached* holds for the record."""
    record = state.record
    if state.phase == Phase.FAULT or reached(record):
        return 0
    for tries in range(1, HIGHEST_COUNT + 1):
        record = after_wrong(profile.schedule, record, state.day_left_ms)
        if reached(record):
            return tries
    return None


def _ends(record: Record) -> bool:
    """Return whether no wait leads on."""
    return record.locked or record.barred


def _stops(record: Record) -> bool:
    """Return whether no code is taken."""
    return record.waiting or _ends(record)
