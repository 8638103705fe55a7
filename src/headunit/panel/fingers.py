"""What pressing, releasing and turning do to the hand on a panel, before time passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.panel.model import NEVER, Hand, PanelState, Reading
from headunit.panel.signals import Gesture, PowerKey
from headunit.panel.stages import new, strike

if TYPE_CHECKING:
    from headunit.panel.model import Panel
    from headunit.panel.signals import Outputs, Press, Release, Turn

__all__ = ["count_reading", "power_deadline", "press", "release", "turn"]

Moved = tuple[PanelState, "Outputs"]
_POWER: Outputs = (PowerKey(),)
_SEVERAL = "several"
_MODES = {"splash": "asks", "shut": "asks", "entry": "asks"}


def _with_hand(state: PanelState, hand: Hand) -> PanelState:
    return new(PanelState, (*state[:4], hand, *state[5:]))


def press(panel: Panel, state: PanelState, event: Press) -> Moved:
    """Put a finger on a key."""
    key, hand, wiring = event[0], state.hand, panel.wiring
    if key not in wiring.known or key in hand.down:
        return state, ()
    if key == panel.power:
        return _press_power(panel, state, hand)
    now, stage = state.now, state.stage
    if hand.down or hand.read is not None:
        down, read = (*hand.down, key), hand.read
        return _with_hand(state, _joined(panel, state, down) if read is None else _read(panel, state, read, down)), ()
    if now < hand.free_at:
        return _with_hand(state, hand._replace(down=(key,))), ()
    acts = wiring.acts.get(stage)
    hold = wiring.holds[stage].get(key)
    act_at = now + wiring.delay_ms if acts is not None and key in acts else NEVER
    hold_at = NEVER if hold is None else now + hold[1]
    hand = new(Hand, ((key,), key, now, act_at, hold_at, 0, *hand[6:]))
    if act_at == now:
        return strike(panel, state, hand, now)
    return _with_hand(state, hand), ()


def _joined(panel: Panel, state: PanelState, down: tuple[str, ...]) -> Hand:
    """Return the hand with one more key: a chord, a part of one, or two keys that together mean nothing."""
    hand, chord, wiring = state.hand, frozenset(down), panel.wiring
    late = hand.live == "" or state.now - hand.since > panel.timing.chord_ms
    if late or not any(chord <= whole for whole in wiring.chords):
        return hand._replace(down=down, live="", act_at=NEVER, hold_at=NEVER, turned=())
    hold = wiring.holds[state.stage].get(chord)
    hold_at = NEVER if hold is None else state.now + hold[1]
    return hand._replace(down=down, live=chord, act_at=NEVER, hold_at=hold_at, turned=())


def release(panel: Panel, state: PanelState, event: Release) -> Moved:
    """Take a finger off a key: a press whose effect was still on its way takes effect if it was long enough."""
    key, hand = event[0], state.hand
    if key not in hand.down:
        return _release_power(state, hand) if key == panel.power else (state, ())
    now = state.now
    if hand.read is not None:
        return _with_hand(
            state, _read(panel, state, hand.read, tuple(other for other in hand.down if other != key))
        ), ()
    outputs: Outputs = ()
    if not hand.acted and hand.act_at != NEVER and now - hand.since >= panel.timing.min_press_ms:
        state, outputs = strike(panel, state, hand, now)
        hand = state.hand
    left = () if len(hand.down) == 1 else tuple(other for other in hand.down if other != key)
    free_at = now + panel.timing.min_gap_ms
    return _with_hand(state, new(Hand, (left, "", 0, NEVER, NEVER, 0, free_at, *hand[7:10], (), hand.read))), outputs


def _read(panel: Panel, state: PanelState, read: Reading, down: tuple[str, ...]) -> Hand:
    """Read the keys as a whole; a new reading counts once it has lasted, unless it is several keys."""
    keys = "" if not down else down[0] if len(down) == 1 else _SEVERAL
    now = state.now
    if keys != read.keys:
        counts_at = NEVER if keys in {_SEVERAL, read.counted} else now + panel.timing.settle_ms
        read = Reading(keys, now, counts_at, read.counted)
    return state.hand._replace(down=down, read=read)


def count_reading(panel: Panel, state: PanelState, read: Reading) -> Moved:
    """Let a reading count: the key that counted before is up, and the one that is read, if any, goes down."""
    now, stage, key = state.now, state.stage, read.keys
    hold = panel.wiring.holds[stage].get(key)
    hand = state.hand._replace(
        live=key,
        since=read.since,
        act_at=NEVER,
        hold_at=NEVER if hold is None else max(now, read.since + hold[1]),
        acted=0,
        read=read._replace(counts_at=NEVER, counted=key),
    )
    if key in panel.wiring.acts.get(stage, ()):
        return strike(panel, state, hand, now)
    return _with_hand(state, hand), ()


def power_deadline(panel: Panel, stage: str, held_ms: int) -> int | None:
    """Return after how long a hold of the power key does something next, when it was held for *held_ms* already."""
    hold = panel.wiring.holds[stage].get(panel.power)
    times = [ms for ms in (hold[1] if hold else None, panel.reboot_hold_ms) if ms is not None and ms > held_ms]
    return min(times, default=None)


def _press_power(panel: Panel, state: PanelState, hand: Hand) -> Moved:
    if hand.power_since != NEVER:
        return state, ()
    mode, keys = _MODES.get(state.stage, state.stage), {*hand.down, panel.power}
    for gesture in panel.gestures:
        if mode in gesture.modes and set(gesture.keys) == keys:
            return state, (Gesture(gesture.name),)
    deadline = power_deadline(panel, state.stage, 0)
    power_at = NEVER if deadline is None else state.now + deadline
    state = _with_hand(state, hand._replace(power_since=state.now, power_at=power_at))
    return state, (_POWER if deadline is None else ())


def _release_power(state: PanelState, hand: Hand) -> Moved:
    if hand.power_since == NEVER:
        return state, ()
    waited = hand.power_at != NEVER and not hand.power_used
    state = _with_hand(state, hand._replace(power_since=NEVER, power_at=NEVER, power_used=False))
    return state, (_POWER if waited else ())


def turn(panel: Panel, state: PanelState, event: Turn) -> Moved:
    """Turn a knob or a wheel; no detents, and knobs the panel doesn't have, change nothing."""
    key, detents = event
    if key not in panel.wiring.known or not detents:
        return state, ()
    spun = panel.wiring.turns.get(state.stage, {}).get(key)
    if spun is None:
        return _hidden_turn(panel, state, key, 1 if detents > 0 else -1)
    stroke, fields = spun
    stage, entry, cursor, outputs = stroke(panel, state, detents if fields is None else (fields, detents))
    idle_at = state.now + panel.idle_ms if panel.idle_ms is not None else state.idle_at
    return state._replace(stage=stage, entry=entry, cursor=cursor, idle_at=idle_at), outputs


def _hidden_turn(panel: Panel, state: PanelState, key: str, direction: int) -> Moved:
    """Follow the turns of a knob while the keys of a gesture are held."""
    hand, mode = state.hand, _MODES.get(state.stage, state.stage)
    for gesture in panel.gestures:
        if gesture.knob != key or mode not in gesture.modes or set(gesture.keys) != set(hand.down):
            continue
        turned = hand.turned if hand.turned[-1:] == (direction,) else (*hand.turned, direction)
        turned = turned[-len(gesture.turns) :]
        done = turned == gesture.turns
        state = _with_hand(state, hand._replace(turned=() if done else turned))
        return state, ((Gesture(gesture.name),) if done else ())
    return state, ()
