"""What makes one anti-theft controller differ from another: how often it may be wrong, and what a wait needs.

A profile is data.  It comes from the facts of a family, or from assumptions that are marked as such; nothing in this
room asks which family it serves.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["HIGHEST_COUNT", "LockProfile", "Schedule", "count_on", "first_wait", "wait_after"]

HIGHEST_COUNT = 255
"""Largest count of wrong codes that one byte holds."""


class Schedule(NamedTuple):
    """Hold the wait after the n-th wrong code (n = 1, 2, …), in milliseconds, and the caps.

    *first*: the waits after wrong code 1 to len(first), 0 for none.  *later*: then this cycle, for ever; empty: the
    last of *first* again, doubled each time if *doubling* (never above *max_wait_ms*).  *count_after_wait*: ``kept``,
    or ``zero`` where the served wait of a round clears the count.  *locked_after*: wrong codes until LOCKED, which a
    gesture opens for *extra_after_gesture* more (None: it doesn't; at most 15).  *barred_after*: wrong codes until
    BARRED, which only an authorised reset ends.  *per_day*: wrong codes in a window of *day_ms* until BARRED; the
    window runs by *day_clock*: ``powered`` time, ``rtc`` (without supply too) or ``lifetime`` (it never ends).
    """

    first: tuple[int, ...]
    later: tuple[int, ...] = ()
    doubling: bool = False
    max_wait_ms: int = 86_400_000
    count_after_wait: str = "kept"
    locked_after: int | None = None
    extra_after_gesture: int | None = None
    barred_after: int | None = None
    per_day: int | None = None
    day_ms: int = 86_400_000
    day_clock: str = "powered"


class LockProfile(NamedTuple):
    """Hold how one unit's lock behaves; all times in milliseconds.

    *needs*: what lets a wait run: ``radio-on``, ``ignition``, ``radio-and-ignition`` or ``power``.  *cut*: what a
    loss of supply does to a running wait: ``restart``, ``checkpoint`` (it goes on from what was written last, each
    *checkpoint_ms*), ``runs-on`` (the dark time counts too) or ``cleared`` (with a ``volatile`` memory: once that is
    lost; until then the wait starts again).  *rearm_on_switch*: switching off or on what the wait needs starts it
    again (with ``power``: the radio).  *off_ends_refused*: switching the radio off, or a dip, ends "wrong" on the
    display.  *tick_ms*: above 1, a wait is counted in ticks of a clock that runs from the start of the supply, one
    for each minute begun.  *memory*: ``journal``, ``bytes`` or ``volatile``, which is kept without supply for
    *retention_ms*.  *order*: ``charge-first``, or ``compare-first`` with the writes *record_after_ms* after the
    verdict, then after one another.  *start_wait_ms*: no key is taken for so long after the supply came.
    *refused_ms*: how long "wrong" is shown; a key starts that again if *refused_restarts*.  *bad_memory*: what a
    start without a valid record does: ``fault``, or ``skip-lock`` (what count there is, is believed and the lock
    isn't tested).  *owner_sets_code*: SetCode is taken while OPEN.  *anti_theft*: False where the lock is coded off.
    *dedupe_repeat*: the same wrong code again isn't counted.
    """

    schedule: Schedule
    needs: str = "radio-on"
    cut: str = "restart"
    rearm_on_switch: bool = False
    off_ends_refused: bool = False
    checkpoint_ms: int = 300_000
    tick_ms: int = 1
    memory: str = "journal"
    retention_ms: int = 0
    order: str = "charge-first"
    record_after_ms: tuple[int, ...] = (0,)
    start_wait_ms: int = 0
    refused_ms: int = 2_000
    refused_restarts: bool = False
    bad_memory: str = "fault"
    owner_sets_code: bool = False
    anti_theft: bool = True
    dedupe_repeat: bool = False


def wait_after(schedule: Schedule, wrong: int) -> int:
    """Return the wait that the *wrong*-th wrong code brings, in milliseconds; 0 for none."""
    first, later = schedule.first, schedule.later
    if wrong < 1:
        return 0
    if wrong <= len(first):
        return first[wrong - 1]
    beyond = wrong - len(first)
    if later:
        return later[(beyond - 1) % len(later)]
    if not first:
        return 0
    return min(schedule.max_wait_ms, first[-1] << beyond) if schedule.doubling else first[-1]


def first_wait(schedule: Schedule) -> int:
    """Return the number of wrong codes that brings the first wait, or the highest count where none does."""
    for wrong in range(1, len(schedule.first) + len(schedule.later) + 1):
        if wait_after(schedule, wrong):
            return wrong
    return HIGHEST_COUNT


def count_on(schedule: Schedule, wrong: int) -> int:
    """Return the count after one more wrong code; it neither wraps nor falls out of step with the cycle of waits.

    Where a served wait clears the count, it stands still at the first wait, as a byte of such a radio does.
    """
    if schedule.count_after_wait == "zero" and wrong >= first_wait(schedule):
        return wrong
    return wrong + 1 if wrong < HIGHEST_COUNT else wrong + 1 - max(1, len(schedule.later))
