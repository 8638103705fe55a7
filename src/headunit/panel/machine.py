"""The front panel as a state machine: fingers and time in, what the rest of the unit has to know out.

    Press ─► too soon after another? ─► held long enough? ─► a stroke (strokes.py) ─► outputs
                                        held on?          ─► repeats, or completes a hold (confirm, open, gesture)

Two keys together do nothing unless they are a chord; the power key is followed by itself.  A key that is down when the
stage changes does nothing more until it is pressed anew.  Illegal events change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.panel.fingers import count_reading, power_deadline, press, release, turn
from headunit.panel.model import NEVER, SPENT, Hand, PanelState, Reading
from headunit.panel.signals import Advance, Gesture, Mode, Press, Reboot, Release, Turn
from headunit.panel.stages import asking_stage, enter, forget_entry, new, strike
from headunit.panel.strokes import BEEP, SILENT, first_cursor, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.panel.model import Panel
    from headunit.panel.signals import Event, Outputs

__all__ = ["due_at", "later", "live", "next_deadline", "start_state", "step"]

Moved = tuple[PanelState, "Outputs"]
_ASKING = {"splash", "shut", "entry"}


def start_state(panel: Panel) -> PanelState:
    """Return a panel without supply, nothing pressed."""
    hand = Hand(read=Reading()) if panel.timing.settle_ms else Hand()
    return PanelState(0, "dead", panel.start, first_cursor(panel), hand, NEVER, NEVER, 0, fresh=False)


def step(panel: Panel, state: PanelState, event: Event) -> Moved:
    """Return what *event* makes of *state*, with what the panel gives out.

    Whoever has to answer an output at once advances no further than ``next_deadline``.
    """
    return _HANDLERS[type(event)](panel, state, event)


def next_deadline(panel: Panel, state: PanelState) -> int | None:
    """Return in how many milliseconds something happens by itself, or None."""
    del panel
    due = due_at(state)
    return None if due == NEVER else max(0, due - state.now)


def later(state: PanelState, ms: int) -> PanelState:
    """Return *state* after *ms* in which nothing falls due: what Advance does, for whoever knows that."""
    return new(PanelState, (state[0] + ms, *state[1:]))


def due_at(state: PanelState) -> int:
    """Return when something happens by itself, in the panel's own time as its *now*; NEVER when nothing does."""
    hand = state.hand
    due = min(hand.act_at, hand.hold_at, hand.power_at, state.idle_at, state.splash_at)
    return due if hand.read is None else min(due, hand.read.counts_at)


def live(
    panel: Panel, state: PanelState, ms: int, event: Event | None = None, *, still: bool = False
) -> tuple[PanelState, Outputs, int]:
    """Return what *ms* and then *event* make of *state*, with all that falls due on the way, and its :func:`due_at`.

    *still*: the caller knows that nothing falls due in *ms*, and has an event.
    """
    end = state[0] + max(0, ms)
    outputs: Outputs = ()
    due = NEVER
    while not still and (due := due_at(state)) <= end:
        state, more = _fire(panel, state, due)
        outputs = outputs + more if outputs else more
    if state[0] != end:
        state = new(PanelState, (end, *state[1:]))
    if event is None:
        return state, outputs, due
    state, more = _HANDLERS[type(event)](panel, state, event)
    return state, outputs + more if outputs else more, due_at(state)


def _advance(panel: Panel, state: PanelState, event: Advance) -> Moved:
    return live(panel, state, event[0])[:2]


def _fire(panel: Panel, state: PanelState, due: int) -> Moved:
    """Let happen what is due; what happens at the same moment comes in the order below."""
    hand = state.hand
    if hand.act_at == due:
        return strike(panel, state, hand, due)
    state = state._replace(now=due)
    if state.splash_at == due:
        return enter(panel, state, asking_stage(panel, after="splash")), ()
    if state.idle_at == due:
        return forget_entry(panel, state), ()
    if hand.hold_at == due:
        return _held(panel, state, hand)
    if hand.read is not None and hand.read.counts_at == due:
        return count_reading(panel, state, hand.read)
    return _power_held(panel, state, hand)


def _held(panel: Panel, state: PanelState, hand: Hand) -> Moved:
    """Complete a hold; the finger may stay, nothing more comes of it."""
    name, _ = panel.wiring.holds[state.stage][hand.live]
    typed = hand.live in panel.digit_keys and "-" in state.entry
    state = state._replace(hand=hand._replace(act_at=NEVER, hold_at=NEVER, acted=SPENT))
    return (state, ()) if name == "confirm" and typed else _outcome(panel, state, name)


def _power_held(panel: Panel, state: PanelState, hand: Hand) -> Moved:
    held_ms = state.now - hand.power_since
    later = power_deadline(panel, state.stage, held_ms)
    power_at = NEVER if later is None else hand.power_since + later
    hold = panel.wiring.holds[state.stage].get(panel.power)
    state = state._replace(hand=hand._replace(power_at=power_at, power_used=True))
    if hold is not None and hold[1] == held_ms:
        return _outcome(panel, state, hold[0])
    return state, ((Reboot(),) if held_ms == panel.reboot_hold_ms else ())


def _outcome(panel: Panel, state: PanelState, name: str) -> Moved:
    if name == "open":
        return enter(panel, state, "entry"), BEEP if panel.beeps else SILENT
    if name != "confirm":
        return state, (Gesture(name),)
    _, entry, cursor, outputs = send(panel, state, None)
    return state._replace(entry=entry, cursor=cursor), outputs


def _mode(panel: Panel, state: PanelState, event: Mode) -> Moved:
    mode = event[0]
    if mode == "asks":
        return (state if state.stage in _ASKING else enter(panel, state, asking_stage(panel, after=state.stage))), ()
    if mode not in {"dead", "closed", "open"} or mode == state.stage:
        return state, ()
    return enter(panel, state, mode), ()


_HANDLERS: dict[type, Callable[..., Moved]] = {
    Press: press,
    Release: release,
    Turn: turn,
    Advance: _advance,
    Mode: _mode,
}
