"""Which keys of a drawing no source names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.panel.known import known_values

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.panel import Panel

__all__ = ["imagined_keys"]

_NAMED = ("digit_keys", "cursor_keys", "confirm_keys", "open_keys")


def imagined_keys(family: Family, panel: Panel) -> frozenset[str]:
    """Return the keys of *panel* that sources don't name, and ``panel.cells`` where the display's width is a guess."""
    known = known_values(family, panel.scope)
    named: set[str] = {key for name in _NAMED for key in known.get(name, ())}
    named |= {key for gesture in panel.gestures for key in gesture.keys}
    unnamed = {key.id for key in panel.keys} - named
    return frozenset(unnamed | (set() if "cells" in known else {"panel.cells"}))
