"""What a person types in a rehearsal, turned into events: keys by name, turns, waits, and what happens to the car."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import InputError
from headunit.panel.plan_steps import JOINED
from headunit.panel.walk import GAP_MS, PRESS_MS
from headunit.twin.events import (
    Battery,
    DiagnosticReset,
    FactoryReset,
    Fuse,
    Ground,
    Hang,
    Ignition,
    Plug,
    Press,
    Release,
    Turn,
)
from headunit.twin.plain_words import find_key, hint_for, in_our_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.panel import Panel
    from headunit.panel.plan_steps import Step
    from headunit.twin.events import TwinEvent

__all__ = ["Move", "moves_of", "words_for"]

_HOLD_MS = 3_000
_AFTER_MS = 1_000
_BATTERY_V = 12.6
_MOST_VOLTS = 60
_LONGEST_LINE = 300
_LONGEST_HOLD_MS = 3_600_000
_MOST_TIMES = 99
_LONGEST_WAIT_MS = 366 * 86_400_000
_UNITS_MS = {
    **dict.fromkeys(("", "s", "sec", "secs", "second", "seconds"), 1_000),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60_000),
    **dict.fromkeys(("h", "hour", "hours"), 3_600_000),
    **dict.fromkeys(("d", "day", "days"), 86_400_000),
}
_CAR: dict[str, TwinEvent] = {
    "battery off": Battery(0.0),
    "battery on": Battery(_BATTERY_V),
    "ignition off": Ignition("off"),
    "ignition acc": Ignition("acc"),
    "ignition on": Ignition("on"),
    "fuse battery out": Fuse("battery", fitted=False),
    "fuse battery in": Fuse("battery", fitted=True),
    "fuse accessory out": Fuse("accessory", fitted=False),
    "fuse accessory in": Fuse("accessory", fitted=True),
    "ground bad": Ground(good=False),
    "ground good": Ground(good=True),
    "unplug": Plug(connected=False),
    "refit": Plug(connected=True),
    "reset factory": FactoryReset(),
    "reset diagnostic": DiagnosticReset(),
    "hang keys": Hang("keys"),
    "hang input": Hang("input"),
    "hang memory": Hang("memory"),
}


class Move(NamedTuple):
    """Hold one event (None: only wait) and how long to let the unit run after it, in ms; None: until it changes."""

    event: TwinEvent | None
    then_ms: int | None


def moves_of(text: str, panel: Panel) -> tuple[Move, ...]:
    """Return the moves that *text* asks for, one request after another where commas stand between them.

    Raises InputError (``rehearsal-words``) for what it can't mean; then none of it is to be done.
    """
    if len(text) > _LONGEST_LINE:
        raise _unclear(f"{text[:20]}…", f"a line of at most {_LONGEST_LINE} characters")
    requests = [" ".join(part.lower().split()) for part in text.split(",")]
    return tuple(move for words in filter(None, requests) for move in _moves(in_our_words(words, panel), panel))


def words_for(step: Step, power: str) -> str:
    """Return what to type for one step of a plan; empty where there is nothing to do. *power* switches the radio on."""
    if step.action == "switch-on":
        return power if step.key == "radio" else "ignition on"
    if step.action == "turn":
        return f"turn {step.key} {step.times:+}" if step.times else ""
    if step.hold_ms is not None:
        return f"hold {step.key.replace(JOINED, '+')} {step.hold_ms / 1000:g}s"
    if step.action != "press" or not step.times:
        return ""
    return step.key if step.times == 1 else f"{step.key} x{step.times}"


def _moves(words: str, panel: Panel) -> tuple[Move, ...]:
    what, _, how_long = words.partition(" for ")
    if how_long:
        return _for_a_time(words, what, _time_ms(how_long))
    if words in _CAR:
        return (Move(_CAR[words], _AFTER_MS),)
    first, _, rest = words.partition(" ")
    reader = _READERS.get(first)
    return _taps(words, panel) if reader is None else reader(rest, panel)


def _wait(rest: str, _panel: Panel) -> tuple[Move, ...]:
    return (Move(None, _time_ms(rest) if rest else None),)


def _battery(rest: str, _panel: Panel) -> tuple[Move, ...]:
    return (Move(Battery(_volts(rest)), _AFTER_MS),)


def _for_a_time(words: str, what: str, ms: int) -> tuple[Move, ...]:
    """Let something be so for *ms*, and then as it should be."""
    event = _CAR.get(what)
    if what.startswith("battery ") and event is None:
        event = Battery(_volts(what.removeprefix("battery ")))
    if isinstance(event, Battery):
        back: TwinEvent = Battery(_BATTERY_V)
    elif isinstance(event, Fuse):
        back = Fuse(event.name, fitted=True)
    elif isinstance(event, Ground):
        back = Ground(good=True)
    elif isinstance(event, Plug):
        back = Plug(connected=True)
    else:
        raise _unclear(words, "battery, fuse, ground or unplug before 'for', such as 'ground bad for 0.1s'")
    return (Move(event, ms), Move(back, _AFTER_MS))


def _key(name: str, panel: Panel) -> str:
    found = find_key(name, panel)
    if found is not None:
        return found
    keys = ", ".join(key.id for key in panel.keys)
    raise InputError(
        "rehearsal-words",
        f"there is no key or command {name!r} here",
        value=name,
        expected=f"a key ({keys}) or a command",
        next_step=hint_for(name, panel) or "'keys' lists its keys, 'help' the rest",
    )


def _taps(words: str, panel: Panel) -> tuple[Move, ...]:
    """Press one key some times, or several with a space between them."""
    name, times = _counted(words)
    if find_key(name, panel) is None and " " in words:
        several = [_counted(word) for word in re.findall(r"[^ ]+(?: [x*×] ?[0-9]{1,3})?(?= |$)", words)]
        if all(find_key(key, panel) for key, _ in several):
            return tuple(move for key, count in several for move in _presses(_key(key, panel), count))
    return _presses(_key(name, panel), times)


def _counted(words: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.+?) ?[x*×] ?([0-9]{1,3})", words)
    return (match[1], int(match[2])) if match else (words, 1)


def _presses(key: str, times: int) -> tuple[Move, ...]:
    if not 1 <= times <= _MOST_TIMES:
        raise _unclear(f"{key} x{times}", f"a number of presses from 1 to {_MOST_TIMES}")
    return (Move(Press(key), PRESS_MS), Move(Release(key), GAP_MS)) * times


def _hold(rest: str, panel: Panel) -> tuple[Move, ...]:
    name, hold_ms = rest, _HOLD_MS
    match = re.fullmatch(r"(.*[^ ])(?<! \+) ([0-9.]+ ?[a-z]*)", rest)
    if match and find_key(rest, panel) is None:
        name, hold_ms = match[1], _time_ms(match[2], _LONGEST_HOLD_MS, "a hold of at most 60m")
    keys = _chord(name, panel)
    presses = [Move(Press(key), 0) for key in keys[:-1]] + [Move(Press(keys[-1]), hold_ms)]
    return (*presses, *(Move(Release(key), GAP_MS) for key in keys))


def _chord(name: str, panel: Panel) -> list[str]:
    """Return the keys between the plus signs of *name*; a plus may also be a part of a key's own name."""
    keys: list[str] = []
    parts = name.split("+")
    while parts:
        for end in range(len(parts), 1, -1):
            found = find_key("+".join(parts[:end]).strip(), panel)
            if found is not None:
                break
        else:
            end, found = 1, _key(parts[0].strip(), panel)
        keys.append(found)
        parts = parts[end:]
    return keys


def _turns(rest: str, panel: Panel) -> tuple[Move, ...]:
    name, _, amount = rest.rpartition(" ")
    if not re.fullmatch(r"[+-]?[0-9]{1,2}", amount):
        said = f"turn {rest}".strip()
        if hint := hint_for(said, panel):
            raise InputError("rehearsal-words", f"{said!r} is not clear", value=said, next_step=hint)
        raise _unclear(said, "a key and a number of clicks, such as 'turn volume +3'")
    key = _key(name, panel)
    step = 1 if int(amount) >= 0 else -1
    return (Move(Turn(key, step), GAP_MS),) * abs(int(amount))


_READERS: dict[str, Callable[[str, Panel], tuple[Move, ...]]] = {
    "wait": _wait,
    "battery": _battery,
    "turn": _turns,
    "hold": _hold,
}


def _time_ms(text: str, longest_ms: int = _LONGEST_WAIT_MS, limit: str = "a time of at most 366d") -> int:
    match = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?([a-z]*)", text)
    if match is None or match[2] not in _UNITS_MS:
        raise _unclear(text, "a time such as 20s, 30m or 1.5h")
    ms = round(float(match[1]) * _UNITS_MS[match[2]])
    if ms > longest_ms:
        raise _unclear(text, limit)
    return ms


def _volts(text: str) -> float:
    match = re.fullmatch(r"([0-9]{1,2}(?:\.[0-9]{1,3})?) ?v?", text)
    volts = float(match[1]) if match else -1.0
    if not 0 <= volts <= _MOST_VOLTS:
        raise _unclear(f"battery {text}", f"off, on or a voltage from 0 to {_MOST_VOLTS}, such as 'battery 10.8'")
    return volts


def _unclear(value: str, expected: str) -> InputError:
    return InputError(
        "rehearsal-words", f"{value!r} is not clear", value=value, expected=expected, next_step=f"say {expected}"
    )
