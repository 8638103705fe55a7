"""Time for those who wait: the real one, and one that jumps."""

from __future__ import annotations

import time
from typing import Protocol

__all__ = ["Clock", "JumpingClock", "WallClock"]


class Clock(Protocol):
    """Tell the time in seconds, and wait."""

    def now(self) -> float:
        """Return the time in seconds from some beginning; it never goes back."""

    def sleep(self, seconds: float) -> None:
        """Let *seconds* pass."""


class WallClock:
    """Be the real time."""

    __slots__ = ()

    def now(self) -> float:
        """Return the seconds of the machine's steady clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; 0 or less returns at once."""
        if seconds > 0:
            time.sleep(seconds)


class JumpingClock:
    """Let waiting take no time: who sleeps moves the clock."""

    __slots__ = ("_now",)

    def __init__(self, now: float = 0.0) -> None:
        """Begin at *now*, in seconds."""
        self._now = now

    def now(self) -> float:
        """Return how far the clock was moved, in seconds."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Move the clock."""
        self._now += max(0.0, seconds)
