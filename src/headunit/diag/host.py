"""A simulated unit that lives on a clock: requests bring it up to now, and answers come when they are due."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from headunit.diag.clock import JumpingClock
from headunit.twin.ecu import Step
from headunit.twin.events import Battery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.diag.clock import Clock
    from headunit.twin.ecu import DiagnosedUnit

__all__ = ["EcuHost"]

_LONGEST_WAIT_MS = 30_000


class EcuHost:
    """Let *unit* run on *clock*; several servers may share it, one request at a time.

    With *sag_v* the supply falls to that many volts in the middle of a reset, between erasing and writing.
    """

    __slots__ = ("_began_s", "_lock", "_sag_v", "clock", "unit")

    def __init__(self, unit: DiagnosedUnit, clock: Clock | None = None, *, sag_v: float | None = None) -> None:
        """Begin now: what the unit lived through before is past."""
        self._sag_v = sag_v
        self.unit = unit
        self.clock: Clock = clock or JumpingClock()
        self._began_s = self.clock.now() - unit.now_ms / 1000
        self._lock = threading.Lock()

    def catch_up(self) -> None:
        """Let the unit live to the present."""
        behind_ms = int((self.clock.now() - self._began_s) * 1000) - self.unit.now_ms
        if behind_ms > 0:
            self.unit.advance(behind_ms)

    def exchange(self, request: bytes, *, functional: bool = False) -> Iterator[bytes]:
        """Give the answers to *request* as they come, "still at it" among them; nothing where silence is the answer."""
        with self._lock:
            self.catch_up()
            self.unit.take_answers()
            self.unit.request(request, functional=functional)
            answers, due_ms = self._step()
            last_ms = self.unit.now_ms + _LONGEST_WAIT_MS
        yield from answers
        while due_ms is not None and due_ms <= last_ms:
            self.clock.sleep(self._began_s + due_ms / 1000 - self.clock.now())
            with self._lock:
                self.unit.advance(max(0, due_ms - self.unit.now_ms))
                answers, due_ms = self._step()
            yield from answers

    def _step(self) -> tuple[tuple[bytes, ...], int | None]:
        """Return the answers there are, and when to look again while one is outstanding."""
        ecu = self.unit.ecu
        if self._sag_v is not None and ecu.job.step == Step.ERASE and not ecu.flash.busy:
            self.unit.apply(Battery(self._sag_v))
        waiting = self.unit.ecu.server.state.waiting
        return self.unit.take_answers(), self.unit.next_deadline() if waiting is not None and waiting.request else None

    def volts(self) -> float:
        """Return the voltage at the diagnostic connector now."""
        with self._lock:
            self.catch_up()
            return self.unit.ecu.volts
