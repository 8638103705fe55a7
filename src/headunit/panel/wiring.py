"""Work out for each stage what every key does, from the data of a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.panel.model import STAGES, GestureKeys, Stroke, Wiring
from headunit.panel.strokes import (
    Field,
    erase,
    move,
    open_entry,
    place,
    press_confirm,
    step_cursor_field,
    step_field,
    touch,
    type_digit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.panel.model import Panel

__all__ = ["assemble", "digits_of", "fields_of"]

_MODES = {"asks": ("splash", "shut", "entry"), "closed": ("closed",), "open": ("open",), "dead": ("dead",)}

Act = tuple[Stroke, Any, bool]


def assemble(panel: Panel) -> Panel:
    """Return *panel* with its start filled to the length of the code and its wiring made."""
    places = len(panel.alphabets)
    start = panel.start or "-" * places
    hidden = max(0, places - len(start))
    panel = panel._replace(start=start[:1] * hidden + start, leading_zeros_hidden=hidden or panel.leading_zeros_hidden)
    timing = panel.timing
    holds: dict[str, dict[str | frozenset[str], tuple[str, int]]] = {stage: {} for stage in STAGES}
    starts: dict[str, dict[str | frozenset[str], tuple[str, int]]] = {stage: {} for stage in STAGES}
    for gesture in (
        *_confirm_holds(panel),
        *_opening_holds(panel),
        *(each for each in panel.gestures if not each.turns),
    ):
        chord = gesture.keys[0] if len(gesture.keys) == 1 else frozenset(gesture.keys)
        for stage in (stage for mode in gesture.modes for stage in _MODES.get(mode, (mode,))):
            holds[stage][chord] = (gesture.name, gesture.hold_ms)
            if gesture.from_start:
                starts[stage][chord] = (gesture.name, gesture.hold_ms)
    chords = {chord for held in holds.values() for chord in held if isinstance(chord, frozenset)}
    wiring = Wiring(
        known=frozenset(key.id for key in panel.keys),
        delay_ms=max(timing.scan_ms, timing.min_press_ms),
        acts={
            "entry": _entry_acts(panel),
            "shut": dict.fromkeys(_opening_keys(panel), (open_entry, None, False)),
            "closed": dict.fromkeys(panel.digit_keys, (touch, None, bool(timing.repeat_ms))),
        },
        turns={"entry": _entry_turns(panel)},
        holds=holds,
        starts=starts,
        chords=frozenset(chords),
    )
    return panel._replace(wiring=wiring)


def digits_of(alphabet: str) -> str:
    """Return the digits that an alphabet such as ``1-6`` stands for."""
    return "0123456789"[int(alphabet[0]) : int(alphabet[-1]) + 1] if alphabet else "0123456789"


def fields_of(panel: Panel) -> tuple[Field, ...]:
    """Return what each digit key steps: one place each, or with fewer keys than places the places of a clock."""
    places, keys = len(panel.alphabets), len(panel.digit_keys)
    if panel.method != "clock-keys":
        return tuple(_field(panel, at, at + 1) for at in range(places))
    width = -(-places // keys)
    return tuple(_field(panel, at, min(places, at + width)) for at in range(0, places, width))


def _field(panel: Panel, first: int, last: int) -> Field:
    order: tuple[str, ...] = ("",)
    for alphabet in panel.alphabets[first:last]:
        order = tuple(text + digit for text in order for digit in alphabet)
    after = dict(zip(order, order[1:] + order[:1], strict=True))
    shown = panel.start[first:last]
    if shown not in after:
        after[shown] = panel.first_press if panel.first_press in after else order[0]
    return Field(first, last, order, after)


def _entry_acts(panel: Panel) -> dict[str | frozenset[str], Act]:
    acts: dict[str | frozenset[str], Act] = dict(_digit_acts(panel))
    if panel.back_key:
        acts[panel.back_key] = (erase, None, False)
    if panel.confirm.action == "press":
        for key in panel.confirm.keys:
            acts[key] = (press_confirm, 1 if key in panel.cursor_keys else 0, False)
    return acts


def _digit_acts(panel: Panel) -> Iterator[tuple[str, Act]]:
    keys = panel.digit_keys
    if panel.method in {"increment", "clock-keys"}:
        for key, field in zip(keys, fields_of(panel), strict=False):
            yield key, (step_field, field, bool(panel.timing.repeat_ms))
    elif panel.method in {"type", "touch"}:
        for key in keys:
            yield key, (type_digit, key, False)
    elif panel.method == "select":
        for at, key in enumerate(keys):
            yield key, (place, at, False)
        fields = fields_of(panel)
        for key, steps in zip(panel.cursor_keys, (1, -1), strict=False):
            yield key, (step_cursor_field, (fields, steps), False)
    else:
        for key, steps in zip(panel.cursor_keys, (1, -1), strict=False):
            yield key, (move, steps, False)


def _entry_turns(panel: Panel) -> dict[str, Any]:
    if panel.method not in {"knob", "stalk"}:
        return {}
    turns: dict[str, Any] = {key: (step_cursor_field, fields_of(panel)) for key in panel.digit_keys}
    for key in panel.cursor_keys:
        turns.setdefault(key, (move, None))
    return turns


def _opening_keys(panel: Panel) -> tuple[str, ...]:
    if panel.open_with.action == "any":
        return tuple(key.id for key in panel.keys if key.id != panel.power)
    return panel.open_with.keys if panel.open_with.action == "press" else ()


def _confirm_holds(panel: Panel) -> Iterator[GestureKeys]:
    confirm = panel.confirm
    if confirm.action == "hold-together":
        yield GestureKeys("confirm", confirm.keys, confirm.hold_ms, ("entry",))
    elif confirm.action == "hold":
        for key in confirm.keys or panel.digit_keys:
            yield GestureKeys("confirm", (key,), confirm.hold_ms, ("entry",))


def _opening_holds(panel: Panel) -> Iterator[GestureKeys]:
    opening = panel.open_with
    if opening.action in {"hold", "hold-at-start"} and opening.keys:
        yield GestureKeys("open", opening.keys, opening.hold_ms, ("shut",), opening.action == "hold-at-start")
