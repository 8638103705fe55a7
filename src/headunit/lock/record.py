"""What a lock must not forget: the counts of wrong codes, and the wait or lock that goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.lock.profile import HIGHEST_COUNT, count_on, wait_after

if TYPE_CHECKING:
    from headunit.lock.profile import LockProfile, Schedule

__all__ = ["HIGHEST_EXTRA", "Place", "Record", "after_gesture", "after_wait", "after_wrong", "resumed"]

HIGHEST_EXTRA = 15
"""Most tries that a gesture can give: four bits of the record."""


class Record(NamedTuple):
    """Hold the durable part of a lock's state.

    *wrong*: wrong codes by which the waits are scheduled.  *total*: wrong codes since the last right one or authorised
    reset.  *day*: those in the running day window.  *extra*: tries left of those a gesture gave.  *waiting*: a wait is
    not served.  *wait_ms*, *day_ms*: what was left of the wait and of the window when this was written.
    """

    wrong: int = 0
    total: int = 0
    day: int = 0
    extra: int = 0
    waiting: bool = False
    locked: bool = False
    barred: bool = False
    wait_ms: int = 0
    day_ms: int = 0


class Place(NamedTuple):
    """Tell where in the memory the record stands.

    *slot* and *number*: of the newest record in a ring, slot -1 where there is none.  *others*: the sum of the bytes
    that a sum byte covers beside the count.
    """

    slot: int = -1
    number: int = 0
    others: int = 0


def _reached(count: int, cap: int | None) -> bool:
    """Return whether *count* is at its cap; None is no cap."""
    return cap is not None and count >= cap


def after_wrong(schedule: Schedule, record: Record, day_left_ms: int) -> Record:
    """Return what a wrong code leaves: the counts with the wait or lock they bring, in one record."""
    wrong = count_on(schedule, record.wrong)
    total = min(record.total + 1, HIGHEST_COUNT)
    day = min(record.day + 1, HIGHEST_COUNT) if schedule.per_day is not None else 0
    extra = max(record.extra - 1, 0)
    barred = _reached(total, schedule.barred_after) or _reached(day, schedule.per_day)
    locked = not barred and extra == 0 and _reached(total, schedule.locked_after)
    wait_ms = 0 if barred or locked else wait_after(schedule, wrong)
    day_ms = 0 if day == 0 else day_left_ms if record.day else schedule.day_ms
    return Record(wrong, total, day, extra, wait_ms > 0, locked, barred, wait_ms, day_ms)


def after_wait(schedule: Schedule, record: Record, day_left_ms: int) -> Record:
    """Return what a served wait leaves."""
    wrong = 0 if schedule.count_after_wait == "zero" else record.wrong
    return record._replace(wrong=wrong, waiting=False, wait_ms=0, day_ms=day_left_ms)


def after_gesture(schedule: Schedule, record: Record, day_left_ms: int) -> Record:
    """Return what the gesture leaves: no lock, and the tries it gives."""
    extra = min(schedule.extra_after_gesture or 0, HIGHEST_EXTRA)
    return record._replace(extra=extra, locked=False, day_ms=day_left_ms)


def resumed(profile: LockProfile, record: Record, dark_ms: int) -> Record:
    """Return the record as it holds after a loss of supply of *dark_ms*.

    Where a loss clears the wait by clearing a volatile memory, a record that is still there starts it again.
    """
    wait_ms = day_ms = 0
    if record.waiting:
        if profile.cut == "restart" or (profile.cut == "cleared" and profile.memory == "volatile"):
            wait_ms = wait_after(profile.schedule, record.wrong)
        elif profile.cut == "checkpoint":
            wait_ms = record.wait_ms
        elif profile.cut == "runs-on":
            wait_ms = max(0, record.wait_ms - dark_ms)
    if record.day:
        day_ms = max(0, record.day_ms - dark_ms) if profile.schedule.day_clock == "rtc" else record.day_ms
    return record._replace(wait_ms=wait_ms, day_ms=day_ms)
