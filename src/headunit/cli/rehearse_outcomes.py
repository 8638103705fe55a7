"""What came of something in a rehearsal that the display alone doesn't tell: waits that pass, resets, and upsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.cli.rehearse_words import time_left
from headunit.lock import Phase
from headunit.twin import HeadUnit
from headunit.twin.events import DiagnosticReset, FactoryReset, Hang

if TYPE_CHECKING:
    from headunit.lock import LockState
    from headunit.twin import Machine, TwinEvent

__all__ = ["WaitWatch", "outcome_words"]

_ASLEEP = frozenset({Phase.OFF, Phase.START})


class WaitWatch:
    """Follow a wait from one request to the next."""

    def __init__(self) -> None:
        """Begin with no wait."""
        self._left_ms = 0
        self._at_ms = 0

    def told(self, unit: Machine) -> str:
        """Say how long the wait still is, or what became of it; empty where there was none before."""
        if not isinstance(unit, HeadUnit) or unit.profile.lock is None:
            return ""
        lock = unit.lock_now
        if lock.phase in _ASLEEP:
            return ""
        before, passed = self._left_ms, unit.now_ms - self._at_ms
        self._left_ms, self._at_ms = _wait_ms(lock), unit.now_ms
        if not before:
            return ""
        if self._left_ms > before:
            return _again(unit.profile.lock.cut, self._left_ms)
        if self._left_ms:
            return f"{time_left(self._left_ms)} of the wait left." if unit.supply.awake else ""
        cleared = lock.phase == Phase.PROMPT and passed < before
        return "The wait is over before its time." if cleared else ""


def _wait_ms(lock: LockState) -> int:
    return lock.wait_left_ms if lock.phase == Phase.WAITING else 0


def _again(cut: str, left_ms: int) -> str:
    if cut == "checkpoint":
        return f"The wait goes on from what was last written down: {time_left(left_ms)} left."
    return f"The wait began again: {time_left(left_ms)}."


def outcome_words(event: TwinEvent | None, unit: Machine) -> str:
    """Say what came of an upset or a reset that has just happened; empty for any other event."""
    if isinstance(event, Hang):
        return _HANGS[event.what] + _cure(event.what, unit)
    if isinstance(event, FactoryReset):
        return _factory_words(unit)
    return _diagnostic_words(unit) if isinstance(event, DiagnosticReset) else ""


_HANGS = {
    "keys": "Its keys are dead now, all but the one that switches it on",
    "input": "It still takes keys, but does nothing with a code",
    "memory": "It still takes keys, but does nothing with a code, not even with the right one",
}


def _cure(what: str, unit: Machine) -> str:
    resets = ", or a 'reset factory'" if "hung-state" in unit.profile.factory_reset_clears else ""
    if what == "keys":
        return ", until it starts anew: 'battery off for 10s'."
    if what == "input":
        return f", until it was off for a minute or lost its supply{resets}."
    return f"{', until' + resets.removeprefix(', or') if resets else '. Nothing publicly known helps'}."


def _factory_words(unit: Machine) -> str:
    clears = unit.profile.factory_reset_clears
    if not unit.supply.awake:
        return "Nothing happened: it is off, and has no service menu."
    if not clears:
        return "Nothing changed: no source says what such a reset clears here. Code and lock stay as they were."
    hung = ", and it hangs no more" if "hung-state" in clears else ""
    return f"Its settings are those of the factory{hung}. Code and lock stay as they were."


def _diagnostic_words(unit: Machine) -> str:
    if not isinstance(unit, HeadUnit):
        return "Nothing changed: it counts no codes."
    if unit.lock.phase == Phase.OFF:
        return "Nothing happened: it has no supply."
    if unit.lock.phase == Phase.FAULT:
        return "Nothing changed: what its memory holds can't be believed."
    return "The tester cleared its counts, waits and locks; its code is still needed."
