"""The display as it lags behind the unit: a text that is wanted stands on the glass some milliseconds later."""

from __future__ import annotations

from typing import NamedTuple

from headunit.twin.supply import NEVER

__all__ = ["DARK", "Glass"]


class Glass(NamedTuple):
    """Hold the text that is *shown*, the one last *wanted*, and those on their way, as ``(time, text)``."""

    shown: str = ""
    wanted: str = ""
    coming: tuple[tuple[int, str], ...] = ()

    @property
    def due(self) -> int:
        """Return when the text changes next, in ms."""
        return self.coming[0][0] if self.coming else NEVER

    def want(self, text: str, at_ms: int) -> Glass:
        """Return the glass on its way to *text*, which it will show at *at_ms*."""
        return self if text == self.wanted else Glass(self.shown, text, (*self.coming, (at_ms, text)))

    def at(self, now_ms: int) -> Glass:
        """Return the glass at *now_ms*, with all that has arrived."""
        glass = self
        while glass.due <= now_ms:
            glass = Glass(glass.coming[0][1], glass.wanted, glass.coming[1:])
        return glass


DARK = Glass()
"""A glass without supply."""
