"""What can happen to a head unit: keys, supply, car, and what a workshop does; each event has a JSON form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.errors import InputError
from headunit.panel import Press, Release, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CHOICES",
    "EVENTS",
    "FOR_THE_GUARD",
    "Battery",
    "Cut",
    "DiagnosticReset",
    "FactoryReset",
    "Fuse",
    "Ground",
    "Hang",
    "Ignition",
    "Immobiliser",
    "Plug",
    "Press",
    "Release",
    "SetCode",
    "SupplyLow",
    "Turn",
    "TwinEvent",
    "event_document",
    "event_from",
]


class Battery(NamedTuple):
    """Set the voltage of the car's supply in *volts*; 0 is a disconnected battery, cranking a sag, over 16 a surge."""

    volts: float


class Ignition(NamedTuple):
    """Turn the key to ``off``, ``acc`` or ``on``."""

    position: str


class Fuse(NamedTuple):
    """Pull or fit a fuse: *name* is ``battery`` (the constant feed) or ``accessory``."""

    name: str
    fitted: bool


class Ground(NamedTuple):
    """Open or close the ground connection; trains of these are a bad ground."""

    good: bool


class Plug(NamedTuple):
    """Unplug the unit from the car, or refit it; refitted in another car the immobiliser is another one."""

    connected: bool


class Immobiliser(NamedTuple):
    """Say which immobiliser the car has: the one that *knows* this unit, or another (units with a link only)."""

    knows: bool


class SupplyLow(NamedTuple):
    """Drive the supply-low warning alone, with the processor still running."""

    low: bool


class Cut(NamedTuple):
    """Take supply, processor and RAM away this instant: no hold-up; with *keep_ram* only the processor is reset."""

    keep_ram: bool = False


class Hang(NamedTuple):
    """Upset the unit: ``keys`` (dead touch screen), ``input`` or ``memory`` (a right code does nothing; article)."""

    what: str


class FactoryReset(NamedTuple):
    """Choose the factory reset of the service menu."""


class DiagnosticReset(NamedTuple):
    """Let an authorised tester clear the anti-theft counters."""


class SetCode(NamedTuple):
    """Let the owner set a new code, on units that allow it while they play; *salt* makes its record unlike others."""

    code: str
    salt: bytes = b""


TwinEvent = (
    Press
    | Release
    | Turn
    | Battery
    | Ignition
    | Fuse
    | Ground
    | Plug
    | Immobiliser
    | SupplyLow
    | Cut
    | Hang
    | FactoryReset
    | DiagnosticReset
    | SetCode
)

EVENTS: dict[str, type] = {
    "press": Press,
    "release": Release,
    "turn": Turn,
    "battery": Battery,
    "ignition": Ignition,
    "fuse": Fuse,
    "ground": Ground,
    "plug": Plug,
    "immobiliser": Immobiliser,
    "supply-low": SupplyLow,
    "cut": Cut,
    "hang": Hang,
    "factory-reset": FactoryReset,
    "diagnostic-reset": DiagnosticReset,
}
"""Name in a script → event (docs/reference/twin-events.md); a code is never part of a script."""

FOR_THE_GUARD = frozenset({DiagnosticReset, SetCode, Immobiliser})
"""Events that only what guards the unit has to know."""

_NAMES = {kind: name for name, kind in EVENTS.items()}
CHOICES = {
    ("ignition", "position"): ("off", "acc", "on"),
    ("fuse", "name"): ("battery", "accessory"),
    ("hang", "what"): ("keys", "input", "memory"),
}
"""What a value can be, where it is one of a few words."""

_HINTS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}
_KINDS: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}


def event_document(event: TwinEvent) -> dict[str, Any]:
    """Return the JSON form of *event*: its name under ``event`` and its values under their names."""
    if isinstance(event, SetCode):
        return {"event": "set-code"}
    return {"event": _NAMES[type(event)], **event._asdict()}


def event_from(document: Mapping[str, Any], where: str = "event") -> TwinEvent:
    """Return the event that *document* describes; raises InputError (``twin-event``) saying what is wrong in it."""
    if "event" not in document:
        raise _wrong(where, "event is missing", "", "one of " + ", ".join(EVENTS))
    name = document["event"]
    kind = EVENTS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise _wrong(where, f"there is no event {_shown(name)}", name, "one of " + ", ".join(EVENTS))
    given = {key: value for key, value in document.items() if key not in {"event", "t_ms"}}
    hints: dict[str, str] = kind.__annotations__
    stray = sorted(given.keys() - hints.keys())
    if stray:
        expected = "only " + (", ".join(hints) or "the name of the event")
        raise _wrong(where, f"{name} has no {_shown(stray[0])}, {expected}", stray[0], expected)
    for key, hint in hints.items():
        _check(where, str(name), key, str(getattr(hint, "__forward_arg__", hint)), given)
    return kind(**given)  # type: ignore[no-any-return]


def _check(where: str, name: str, key: str, hint: str, given: Mapping[str, Any]) -> None:
    choices = CHOICES.get((name, key))
    expected = f"{key} is {', '.join(choices[:-1])} or {choices[-1]}" if choices else f"{key} must be {_HINTS[hint]}"
    if key not in given:
        if EVENTS[name]._field_defaults.get(key) is None:  # type: ignore[attr-defined]
            raise _wrong(where, f"{key} is missing", "", expected)
        return
    value = given[key]
    fits = isinstance(value, _KINDS[hint]) and (hint == "bool" or not isinstance(value, bool))
    if not fits or (choices and value not in choices):
        raise _wrong(where, f"{expected}, not {_shown(value)}", value, expected)
    if hint == "float" and not 0 <= value <= _MAX_VOLTS:
        expected = f"{key} must be between 0 and {_MAX_VOLTS}"
        raise _wrong(where, f"{expected}, not {_shown(value)}", value, expected)


_MAX_VOLTS = 60
_LONGEST_SHOWN = 60


def _shown(value: object) -> str:
    """Return *value* as JSON writes it, cut short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _wrong(where: str, what: str, value: object, expected: str) -> InputError:
    return InputError(
        "twin-event",
        f"{where}: {what}",
        value=str(value)[:_LONGEST_SHOWN],
        expected=expected,
        next_step="see docs/reference/twin-events.md",
    )
