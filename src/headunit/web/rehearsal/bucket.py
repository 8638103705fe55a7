"""A bound on how fast messages come: a bucket that fills by itself and that each message takes from."""

from __future__ import annotations

__all__ = ["Bucket"]


class Bucket:
    """Allow *burst* messages at once, and *per_second* in the long run."""

    __slots__ = ("_at_ms", "_burst", "_left", "_per_ms")

    def __init__(self, burst: int, per_second: float, now_ms: float) -> None:
        """Begin full."""
        self._burst = float(burst)
        self._per_ms = per_second / 1000
        self._left = self._burst
        self._at_ms = now_ms

    def take(self, now_ms: float) -> bool:
        """Return whether one more message is allowed now."""
        self._left = min(self._burst, self._left + (now_ms - self._at_ms) * self._per_ms)
        self._at_ms = now_ms
        if self._left < 1:
            return False
        self._left -= 1
        return True
