"""What a recorder of the original firmware could see, read from the twin; and the one thing that it could set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.lock import COUNT_AT, SUM_AT, Phase
from headunit.twin.replay.document import Seen

if TYPE_CHECKING:
    from headunit.twin.head_unit import HeadUnit

__all__ = ["minute_due", "poke", "probe", "sum_fits"]

_SUMMED_AT = 3
_STATES = {Phase.START: "splash", Phase.RECORDING: "wrong_flash", Phase.REFUSED: "wrong_flash", Phase.OPEN: "unlocked"}


def probe(unit: HeadUnit, *, awake: bool) -> Seen:
    """Return what can be seen of *unit* now; only the memory chip of one not *awake* since its supply came."""
    stored = unit.memory[COUNT_AT]
    if not awake:
        return Seen(unit.now_ms, None, stored, None, "splash", unlocked=False, lock_minutes_left=None, entered=None)
    lock = unit.lock_now
    minutes = -(-lock.wait_left_ms // _tick_ms(unit))
    display = unit.display or " " * unit.profile.panel.cells
    unlocked = lock.phase == Phase.OPEN
    return Seen(unit.now_ms, display, stored, lock.wrong, _state(unit), unlocked, minutes, unit.panel.entry)


def _tick_ms(unit: HeadUnit) -> int:
    return unit.profile.lock.tick_ms if unit.profile.lock else 1


def minute_due(unit: HeadUnit) -> int | None:
    """Return when the minute counter of a running wait falls next, in the unit's time: no deadline of the lock."""
    left = unit.lock_now.wait_left_ms
    return unit.now_ms + (left - 1) % _tick_ms(unit) + 1 if left else None


def _state(unit: HeadUnit) -> str:
    lock = unit.lock
    if lock.phase == Phase.OPEN and not unit.supply.fresh:
        return "unlocked"
    if lock.wait_left_ms:
        return "locked_hour"
    if not unit.supply.awake:
        return "radio_off_or_boot"
    if lock.phase == Phase.PROMPT:
        return "splash" if unit.panel.stage == "splash" else "prompt"
    return _STATES.get(lock.phase, lock.phase)


def sum_fits(unit: HeadUnit) -> bool:
    """Return whether the sum byte in the memory fits the bytes before it."""
    memory = unit.memory
    return (1 + sum(memory[_SUMMED_AT:SUM_AT])) & 0xFF == memory[SUM_AT]


def poke(unit: HeadUnit, minutes: int) -> None:
    """Set the minute counter of a running wait, as a recorder may do to save an hour."""
    lock = unit.lock_now
    if lock.wait_left_ms:
        unit.put_lock(lock._replace(wait_left_ms=lock.tick_left_ms + (minutes - 1) * _tick_ms(unit)))
