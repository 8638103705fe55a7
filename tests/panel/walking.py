"""Press the keys of a plan on a panel: what a rehearsal does, without a lock behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.panel import LockView, Mode, Submit, render, start_state, step
from headunit.panel.signals import Advance
from headunit.panel.walk import keystrokes

if TYPE_CHECKING:
    from headunit.panel import Panel, PanelState, Plan, Step
    from headunit.panel.signals import Event, Outputs

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
