"""The clock of the web app, passed in wherever time matters, so that tests have one of their own."""

from __future__ import annotations

import time
from typing import Protocol

__all__ = ["Clock", "RealClock"]


class Clock(Protocol):
    """Tell the time in ms, from any beginning, never backwards."""

    def now_ms(self) -> float:
        """Return the time in ms."""


class RealClock:
    """Tell the computer's own time."""

    def now_ms(self) -> float:
        """Return the time in ms."""
        return time.monotonic() * 1000
