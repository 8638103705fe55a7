"""Watch a reset until the unit says, twice alike, how it ended, and its lock until it has started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.diag.unit_state import LockState, ResetStatus, read_lock, read_status
from headunit.errors import LinkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.diag.clock import Clock
    from headunit.diag.guard import VoltageGuard
    from headunit.diag.tester import Tester

__all__ = ["ResetWatch"]

_POLL_S, _POLLS = 0.25, 240
_LOOKS, _LOOK_S = 6, 1.0
_START_LOOKS = 90


class ResetWatch:
    """Ask *tester*, measure by *guard* meanwhile, and tell each step to *say*; :attr:`ran`: it was seen running."""

    __slots__ = ("_clock", "_guard", "_say", "_tester", "_told", "ran")

    def __init__(self, tester: Tester, guard: VoltageGuard, clock: Clock, say: Callable[[str], None]) -> None:
        """Begin with nothing seen."""
        self._tester, self._guard, self._clock, self._say = tester, guard, clock, say
        self._told = ""
        self.ran = False

    def settled(self) -> ResetStatus | None:
        """Return how the reset stands once that doesn't change: told twice alike; None without a link."""
        before: ResetStatus | None = None
        silent = 0
        for _ in range(_POLLS):
            try:
                status = read_status(self._tester)
            except LinkError as fault:
                silent += 1
                if fault.code != "no-answer" or silent > _LOOKS:
                    return None
                continue
            if status.status == "running":
                self._note(status)
            elif before is not None and before[:4] == status[:4]:
                return status
            before = status
            self._clock.sleep(_POLL_S)
        return before

    def _note(self, status: ResetStatus) -> None:
        self.ran = True
        words = f"{status.percent} %: {status.step}"
        if words != self._told:
            self._told = words
            self._say(words)
        try:
            bad = self._guard.watch()
        except LinkError:
            return
        if bad is not None:
            self._say(f"the supply has left its window: {bad.words}")

    def lock_at_rest(self) -> LockState | None:
        """Return the state of the lock once the unit has started; None without a link."""
        lock: LockState | None = None
        for _ in range(_START_LOOKS):
            try:
                lock = read_lock(self._tester)
            except LinkError as fault:
                if fault.code != "no-answer":
                    return None
            if lock is not None and lock.state not in {"start", "off"}:
                return lock
            self._clock.sleep(_LOOK_S)
        return lock
