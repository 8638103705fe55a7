"""What guards a simulated unit, a lock or a link, as the rest of the unit sees it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.panel import LockView
    from headunit.twin.supply import SupplyState

__all__ = ["Guarded"]


class Guarded(ABC):
    """Say what a kind of unit adds to the parts that all have."""

    __slots__ = ()

    @property
    @abstractmethod
    def unlocked(self) -> bool:
        """Return whether what guards the unit lets it play."""

    @abstractmethod
    def _view(self) -> LockView:
        """Return what the display has to know of it."""

    @abstractmethod
    def _mode_of_guard(self) -> str:
        """Return the panel's mode while the unit is awake."""

    @abstractmethod
    def _guard(self, event: object) -> None:
        """Let *event* happen to it; None: a time is due."""

    @abstractmethod
    def _signal(self, signal: str, before: SupplyState) -> None:
        """Tell it what became of the supply."""

    @abstractmethod
    def _submit(self, code: str) -> None:
        """Give it a confirmed code."""
