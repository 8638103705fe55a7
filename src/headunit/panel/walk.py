"""Press the keys of a plan on a panel: what a rehearsal does, without a lock behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.panel.machine import start_state, step
from headunit.panel.model import LockView
from headunit.panel.plan import JOINED
from headunit.panel.screen import render
from headunit.panel.signals import Advance, Mode, Press, Release, Submit, Turn

if TYPE_CHECKING:
    from headunit.panel.model import Panel, PanelState
    from headunit.panel.plan import Plan, Step
    from headunit.panel.signals import Event, Outputs

__all__ = ["GAP_MS", "PRESS_MS", "Walk", "WalkLine", "keystrokes", "walk"]

PRESS_MS = 120
"""How long an unhurried finger stays on a key."""

GAP_MS = 120
"""How long it takes from one press to the next."""

_PROMPT = LockView("prompt")


class WalkLine(NamedTuple):
    """Hold one step of a walk: what was done, what the display then shows, and the sounds on the way."""

    step: Step
    at_ms: int
    display: str
    outputs: Outputs


class Walk(NamedTuple):
    """Hold a whole walk; *submitted* are the codes that the panel sent, secrets."""

    submitted: tuple[str, ...]
    lines: tuple[WalkLine, ...]


def keystrokes(step_: Step) -> tuple[Event, ...]:
    """Return the events of one step of a plan; switching on and looking have none."""
    if step_.action == "press":
        return (Press(step_.key), Advance(PRESS_MS), Release(step_.key), Advance(GAP_MS)) * step_.times
    if step_.action == "turn":
        return (Turn(step_.key, step_.times), Advance(GAP_MS)) if step_.times else ()
    if step_.action in {"hold", "chord"}:
        keys = step_.key.split(JOINED)
        held = Advance(step_.hold_ms or PRESS_MS)
        return (*map(Press, keys), held, *map(Release, keys), Advance(GAP_MS))
    return ()


def walk(panel: Panel, plan: Plan) -> Walk:
    """Return what *plan* does on *panel*, from the moment the radio asks; a submitted code closes the panel."""
    state = start_state(panel)
    lines: list[WalkLine] = []
    for plan_step in plan.steps:
        events: tuple[Event, ...] = keystrokes(plan_step)
        if plan_step.action == "switch-on":
            events = (Mode("asks"), Advance(panel.splash_ms))
        state, outputs = _run(panel, state, events)
        lines.append(WalkLine(plan_step, state.now, render(panel, state, _PROMPT).strip(), outputs))
    submitted = tuple(each.code for line in lines for each in line.outputs if isinstance(each, Submit))
    return Walk(submitted, tuple(lines))


def _run(panel: Panel, state: PanelState, events: tuple[Event, ...]) -> tuple[PanelState, Outputs]:
    outputs: Outputs = ()
    for event in events:
        state, more = step(panel, state, event)
        outputs += more
    return state, outputs
