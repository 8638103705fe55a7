"""From one stage of a panel to the next, and what an accepted key changes on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.panel.model import NEVER, SPENT, Hand, PanelState
from headunit.panel.strokes import first_cursor

if TYPE_CHECKING:
    from headunit.panel.model import Panel
    from headunit.panel.signals import Outputs

__all__ = ["asking_stage", "enter", "forget_entry", "new", "strike"]

Moved = tuple[PanelState, "Outputs"]
new = tuple.__new__
"""Make a named tuple without its own constructor, which costs a key press a third of its time."""


def asking_stage(panel: Panel, *, after: str) -> str:
    """Return the stage in which the radio asks; only what comes *after* ``dead`` begins with the splash."""
    if after == "dead" and panel.splash_ms:
        return "splash"
    return "entry" if panel.open_with.action == "none" else "shut"


def enter(panel: Panel, state: PanelState, stage: str) -> PanelState:
    """Return *state* in *stage*: keys that are down count for nothing now, unless this stage waits for just them."""
    now = state.now
    keeps = stage in {"closed", "open"}
    return PanelState(
        now=now,
        stage=stage,
        entry=state.entry if keeps else panel.start,
        cursor=state.cursor if keeps else first_cursor(panel),
        hand=_rested(panel, state.hand, stage, now),
        idle_at=_idle_at(panel, now) if stage == "entry" and panel.open_with.action != "none" else NEVER,
        splash_at=now + panel.splash_ms if stage == "splash" else NEVER,
        stage_at=now,
        fresh=stage == "closed" and state.stage == "entry",
        lit_at=now if state.lit_at == NEVER and stage != "dead" else state.lit_at,
    )


def _rested(panel: Panel, hand: Hand, stage: str, now: int) -> Hand:
    held = hand.down[0] if len(hand.down) == 1 else frozenset(hand.down)
    waited = panel.wiring.starts[stage].get(held)
    if waited is None or hand.acted == SPENT:
        return hand._replace(live="", act_at=NEVER, hold_at=NEVER, turned=())
    return hand._replace(live=held, since=now, act_at=NEVER, hold_at=now + waited[1], turned=())


def _idle_at(panel: Panel, now: int) -> int:
    return NEVER if panel.idle_ms is None else now + panel.idle_ms


def forget_entry(panel: Panel, state: PanelState) -> PanelState:
    """Return *state* after nobody touched a key for too long; in a wait only the text for that key goes."""
    if state.stage == "closed":
        return state._replace(idle_at=NEVER)
    return enter(panel, state, asking_stage(panel, after="entry"))


def strike(panel: Panel, state: PanelState, hand: Hand, now: int) -> Moved:
    """Let the live key of *hand* act at the moment *now*."""
    stroke, argument, repeats = panel.wiring.acts[state.stage][hand.live]
    stage, entry, cursor, outputs = stroke(panel, state, argument)
    if stage != state.stage:
        return enter(panel, state._replace(now=now), stage), outputs
    again = idle_at = NEVER
    if repeats:
        delays = panel.timing.repeat_ms
        again = now + delays[min(hand.acted, len(delays) - 1)]
    if stage != "entry":
        idle_at = now + panel.busy_ms if panel.busy_ms else NEVER
    elif panel.idle_ms is not None:
        idle_at = now + panel.idle_ms
    hand = new(Hand, (*hand[:3], again, hand.hold_at, hand.acted + 1, *hand[6:]))
    return new(
        PanelState,
        (now, stage, entry, cursor, hand, idle_at, state.splash_at, *state[7:]),
    ), outputs
