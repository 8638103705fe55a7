"""A unit without a code: it plays when the immobiliser of its car answers as it should."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from headunit import lock as locks
from headunit import panel as panels
from headunit.twin import events
from headunit.twin.machine import Machine
from headunit.twin.supply import NEVER, SupplyState

if TYPE_CHECKING:
    from headunit.twin.profile import TwinProfile
    from headunit.twin.receiver import Settings

__all__ = ["ANOTHER_CAR", "HOME", "LinkedUnit"]

HOME = "its own car"
ANOTHER_CAR = "another car"
_ANSWER_MS = 150
"""How long the immobiliser takes to answer (assumed: half of what the unit waits)."""

_VIEWS = {locks.LinkPhase.PLAYS: locks.Phase.OPEN, locks.LinkPhase.OFF: locks.Phase.OFF}


class LinkedUnit(Machine):
    """Simulate a unit whose lock is its link with the car; nothing can be typed."""

    KEPT: ClassVar[tuple[str, ...]] = (*Machine.KEPT, "link", "partner", "_link_at", "_link_due", "_answer_due")
    __slots__ = ("_answer_due", "_link_at", "_link_due", "_link_profile", "link", "partner")

    def __init__(self, profile: TwinProfile, memory: bytes = b"", *, settings: Settings | None = None) -> None:
        """Put the unit on the bench, bound to its own car; *profile* has a link."""
        super().__init__(profile, memory, settings=settings)
        if profile.link is None:
            raise TypeError(profile.family)
        self._link_profile = profile.link
        self.link = locks.LinkState(partner=HOME)
        self.partner = HOME
        self._link_at = 0
        self._link_due = self._answer_due = NEVER

    @property
    def unlocked(self) -> bool:
        """Return whether the car's immobiliser answered as it should since the unit was switched on."""
        return self.link.phase == locks.LinkPhase.PLAYS

    def _view(self) -> panels.LockView:
        return panels.LockView(_VIEWS.get(self.link.phase, self.link.phase))

    def _mode_of_guard(self) -> str:
        return "open" if self.unlocked else "closed"

    def _submit(self, code: str) -> None:
        """Take no code: there is none."""

    def _guard(self, event: object) -> None:
        if event is None and self._answer_due <= self.now_ms:
            self._answer_due = NEVER
            self._link_step(locks.Answered(self.partner))
        elif event is None:
            self._link_step(locks.Advance(0))
        elif isinstance(event, events.Immobiliser):
            self.partner = HOME if event.knows else ANOTHER_CAR

    def _link_step(self, event: locks.LinkEvent) -> None:
        phase = self.link.phase
        elapsed = self.now_ms - self._link_at
        self._link_at = self.now_ms
        self.link = locks.step_link(self._link_profile, self.link, locks.Advance(elapsed))
        self.link = locks.step_link(self._link_profile, self.link, event)
        wait = locks.link_deadline(self.link)
        self._link_due = NEVER if wait is None else self.now_ms + wait
        self._guard_due = min(self._link_due, self._answer_due)
        if self.link.phase != phase:
            self._set_mode()

    def _signal(self, signal: str, before: SupplyState) -> None:
        del before
        if signal in {"lost", "off"}:
            self._answer_due = NEVER
            self._link_step(locks.SupplyOff())
        elif signal == "awake":
            self._answer_due = self.now_ms + _ANSWER_MS
            self._link_step(locks.LinkOn())
