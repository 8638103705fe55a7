"""What a display says, apart from its blinking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.panel import Flash, next_frame, render

if TYPE_CHECKING:
    from headunit.twin.machine import Machine

__all__ = ["blinking", "lit_display"]


def lit_display(unit: Machine) -> str:
    """Return the text on the display as it is in the lit half of its blinking; empty while it is dark."""
    shown = unit.display  # looking brings the panel up to now
    if not unit.supply.awake:
        return shown
    return render(unit.profile.panel._replace(flash=Flash()), unit.panel, unit._view())  # noqa: SLF001 - its other half


def blinking(unit: Machine) -> bool:
    """Return whether the text on the display blinks."""
    if not lit_display(unit):
        return False
    return next_frame(unit.profile.panel, unit.panel, unit._view()) is not None  # noqa: SLF001 - its other half
