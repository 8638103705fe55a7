"""How an unhurried person presses the keys of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.panel.plan_steps import JOINED
from headunit.panel.signals import Advance, Press, Release, Turn

if TYPE_CHECKING:
    from headunit.panel.plan_steps import Step
    from headunit.panel.signals import Event

__all__ = ["GAP_MS", "PRESS_MS", "keystrokes"]

PRESS_MS = 120
"""How long an unhurried finger stays on a key."""

GAP_MS = 120
"""How long it takes from one press to the next."""


def keystrokes(step: Step) -> tuple[Event, ...]:
    """Return the events of one step of a plan; switching on and looking have none."""
    if step.action == "press":
        return (Press(step.key), Advance(PRESS_MS), Release(step.key), Advance(GAP_MS)) * step.times
    if step.action == "turn":
        return (Turn(step.key, step.times), Advance(GAP_MS)) if step.times else ()
    if step.action in {"hold", "chord"}:
        keys = step.key.split(JOINED)
        held = Advance(step.hold_ms or PRESS_MS)
        return (*map(Press, keys), held, *map(Release, keys), Advance(GAP_MS))
    return ()
