"""The lock as its owner would tell it, without memory and writes: three tries, a wait, five tries in all."""

from __future__ import annotations

TRIES, WAIT_MS, CAP, SHOWN_MS = 3, 4_000, 5, 1_000


class Model:
    """Hold what can be said of a lock from outside."""

    def __init__(self) -> None:
        self.charged = 0
        self.wait_left_ms = 0
        self.shown_ms = 0
        self.open = False
        self.radio_on = False
        self.powered = False

    def phase(self) -> str:
        """Return what a person would say the unit does."""
        if not self.powered:
            return "off"
        if self.open:
            return "open"
        if self.shown_ms:
            return "refused"
        if self.charged >= CAP:
            return "barred"
        return "waiting" if self.wait_left_ms else "prompt"

    def supply(self, *, on: bool, charged: int | None = None) -> None:
        """Take the supply away or bring it; *charged* is given where a cut leaves open whether a try counted."""
        self.powered, self.open, self.radio_on, self.shown_ms = on, False, False, 0
        self.charged = self.charged if charged is None else charged
        self.wait_left_ms = WAIT_MS if self.wait_left_ms or (charged is not None and self._brings_wait()) else 0

    def _brings_wait(self) -> bool:
        return 0 < self.charged < CAP and self.charged % TRIES == 0

    def submit(self, *, right: bool) -> None:
        """Try a code."""
        if self.phase() != "prompt":
            return
        if right:
            self.charged, self.open = 0, True
            return
        self.charged += 1
        self.shown_ms = SHOWN_MS
        self.wait_left_ms = WAIT_MS if self._brings_wait() else 0

    def advance(self, ms: int) -> None:
        """Let time pass."""
        if self.powered and self.radio_on:
            self.wait_left_ms = max(0, self.wait_left_ms - ms)
        self.shown_ms = max(0, self.shown_ms - ms)

    def reset(self) -> None:
        """Reset with authority."""
        if self.phase() in {"prompt", "refused", "waiting", "barred"}:
            self.charged = self.wait_left_ms = self.shown_ms = 0
