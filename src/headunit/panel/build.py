"""Build a panel: from facts alone for a real radio, or with the gaps filled from the assumptions for its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.panel.known import known_values, variants
from headunit.panel.model import Confirming, Flash, GestureKeys, Key, Opening, Panel, Timing
from headunit.panel.wiring import assemble, digits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from headunit.facts.assumptions import Assumption, Assumptions
    from headunit.facts.family import Family

__all__ = ["Assumed", "panel_for_twin", "panel_from_facts", "variants"]

_NOTHING: Mapping[str, Any] = {
    "front": {},
    "method": "none",
    "digit_keys": (),
    "cursor_keys": (),
    "start": "",
    "first_press": "",
    "length": 0,
    "alphabet": "0-9",
    "confirm_action": "unknown",
    "confirm_keys": (),
    "confirm_hold_ms": 0,
    "open_action": "none",
    "open_keys": (),
    "open_hold_ms": 0,
    "scan_ms": 0,
    "settle_ms": 0,
    "min_press_ms": 0,
    "min_gap_ms": 0,
    "repeat_ms": (),
    "splash_ms": 0,
    "idle_ms": 0,
    "cells": 0,
    "count_shown": "none",
    "flash_states": (),
    "flash_half_ms": 0,
    "flash_for_ms": 0,
    "flash_pattern_ms": (),
    "hello_ms": 0,
    "busy_ms": 0,
    "lcd_lag_ms": 0,
    "power": "",
    "reboot_hold_ms": 0,
    "back_key": "",
    "beeps": False,
    "radio_off": False,
    "gestures": (),
}
"""What a panel has where nothing is known of it."""

_ESSENTIAL = ("method", "length", "digit_keys")
_WANTED = ("alphabet", "start", "open_hold_ms", "confirm", "confirm_hold_ms")


class Assumed(NamedTuple):
    """Name one *value* of a twin's panel that no source gives, and *why* it was chosen."""

    name: str
    value: object
    why: str


def panel_from_facts(family: Family, scope: str = "") -> tuple[Panel | None, tuple[str, ...]]:
    """Return the panel that sources describe, and the names of what they don't say.

    None when not even the keys of the digits are known, or there is no code to enter (``user code``).
    """
    known = known_values(family, scope)
    if known.get("method") == "none":
        return None, ("user code",)
    gaps = tuple(name for name in _ESSENTIAL if name not in known)
    if gaps:
        return None, gaps
    values = {**_NOTHING, **known}
    return _panel(family.id, scope, values), tuple(_gaps(known, values))


def _gaps(known: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[str]:
    if "alphabet" not in known:
        yield "alphabet"
    yield from _gaps_of_the_start(known, values)
    if values["open_action"].startswith("hold") and "open_hold_ms" not in known:
        yield "open_hold_ms"
    if "confirm_action" not in known or (values["confirm_action"] != "none" and "confirm_keys" not in known):
        yield "confirm"
    elif values["confirm_action"] == "hold" and "confirm_hold_ms" not in known:
        yield "confirm_hold_ms"


def _gaps_of_the_start(known: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[str]:
    """Give what isn't known of the digits before the first press, and of what that press does."""
    method, start = values["method"], known.get("start", "")
    if method in {"type", "touch"}:
        return
    if not start:
        yield "start"
    elif method != "clock-keys" and len(start) < values["length"]:
        yield "places"
    elif "-" in start and method in {"increment", "select"} and "first_press" not in known:
        yield "first_press"


def panel_for_twin(family: Family, assumptions: Assumptions, scope: str = "") -> tuple[Panel, tuple[Assumed, ...]]:
    """Return a complete panel for a simulated unit, and what of it no source gives."""
    known = known_values(family, scope)
    guessed = {name: guess for name, guess in assumptions.panel(family.id, scope).items() if name not in known}
    values = {**_NOTHING, **{name: guess.value for name, guess in guessed.items()}, **known}
    if "start" in guessed and "display_entry" in known:
        # A source that shows the digits as they begin means all of them: the twin's display follows the keys.
        values["display_entry"] = values["display_entry"].replace(values["start"] or "{digits}", "{digits}")
    return _panel(family.id, scope, values), tuple(_assumed(guessed))


def _assumed(guessed: Mapping[str, Assumption]) -> Iterator[Assumed]:
    for name, guess in guessed.items():
        yield Assumed(name, guess.value, guess.why)


def _panel(family_id: str, scope: str, values: Mapping[str, Any]) -> Panel:
    alphabets = _alphabets(values["alphabet"], values["length"])
    action = values["confirm_action"]
    if action != "none" and not values["confirm_keys"] and not values.get("confirm_last"):
        action = "unknown"
    return assemble(
        Panel(
            family=family_id,
            scope=scope,
            keys=_keys(values),
            method=values["method"],
            digit_keys=values["digit_keys"],
            cursor_keys=values["cursor_keys"],
            start=values["start"][-len(alphabets) :] if alphabets else "",
            alphabets=alphabets,
            confirm=Confirming(action, values["confirm_keys"], values["confirm_hold_ms"]),
            open_with=Opening(values["open_action"], values["open_keys"], values["open_hold_ms"]),
            timing=_timing(values),
            splash_ms=values["splash_ms"],
            idle_ms=values["idle_ms"] or None,
            displays=tuple((name[8:], text) for name, text in values.items() if name.startswith("display_")),
            cells=values["cells"],
            count_shown=values["count_shown"],
            flash=_flash(values),
            power=values["power"],
            reboot_hold_ms=values["reboot_hold_ms"] or None,
            gestures=tuple(GestureKeys(**gesture) for gesture in values["gestures"]),
            beeps=values["beeps"],
            back_key=values["back_key"],
            first_press=values["first_press"],
            hello_ms=values["hello_ms"],
            busy_ms=values["busy_ms"],
            lcd_lag_ms=values["lcd_lag_ms"],
            radio_off=values["radio_off"],
        )
    )


def _timing(values: Mapping[str, Any]) -> Timing:
    names = ("scan_ms", "min_press_ms", "min_gap_ms", "repeat_ms", "settle_ms")
    return Timing(**{name: values[name] for name in names})


def _flash(values: Mapping[str, Any]) -> Flash:
    return Flash(**{name: values[f"flash_{name}"] for name in Flash._fields})


def _alphabets(text: str, length: int) -> tuple[str, ...]:
    parts = text.split()
    return tuple(digits_of(part) for part in (parts if len(parts) == length else parts[:1] * length))


def _keys(values: Mapping[str, Any]) -> tuple[Key, ...]:
    """Return the keys of the front, and after them those that sources name beside it."""
    kinds = {key: kind for kind, keys in values["front"].items() for key in keys}
    turned = {"knob": "knob", "stalk": "wheel"}.get(values["method"], "button")
    touched = "touch" if values["method"] == "touch" else turned
    for key in values["digit_keys"]:
        kinds.setdefault(key, touched)
    for key in (
        *values["cursor_keys"],
        *values["confirm_keys"],
        *values["open_keys"],
        *filter(None, (values["power"], values["back_key"])),
        *(key for gesture in values["gestures"] for key in gesture["keys"]),
    ):
        kinds.setdefault(key, "button")
    return tuple(Key(key, key, kind) for key, kind in kinds.items())
