"""The words of a rehearsal by hand: what can be typed, how the car stands, and what the radio is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.cli.durations import duration
from headunit.lock import LinkPhase, Phase, tries_left, wait_after
from headunit.twin import HeadUnit, LinkedUnit

if TYPE_CHECKING:
    from headunit.lock import LockProfile, LockState, Schedule
    from headunit.twin import Car, Machine

__all__ = ["HELP", "car_words", "in_between", "standing", "state_words", "time_left"]

HELP = (
    ("KEY, KEY x4", "press a key once, or four times; 1 2 3 presses several"),
    ("hold KEY 3s", "hold it (3 s if you name no time); A+B holds two together"),
    ("turn KEY +2", "turn a knob or wheel; -2 the other way"),
    ("plan, next", "how its code is entered; do the next step of that"),
    ("look", "what it is doing, and how many tries are left"),
    ("wait 30m", "let time pass (s, m, h, d); wait: until something changes"),
    ("battery off", "disconnect it; on, or a voltage such as 10.8"),
    ("ignition on", "or acc, off"),
    ("fuse battery out", "pull a fuse (battery, accessory); in fits it again"),
    ("ground bad", "open the ground connection; good closes it"),
    ("… for 10s", "battery, fuse, ground, unplug: so long, then as before"),
    ("unplug, refit", "take the radio out of the car and put it back"),
    ("reset factory", "the service menu's reset; reset diagnostic: a tester's"),
    ("hang keys", "upset it: dead keys; hang input, hang memory: no answer"),
    ("keys, imagined", "list the keys; list what no source says"),
    ("quit", "end; a comma joins several requests in one line"),
)
"""What can be typed, and what it does."""

_SECOND_MS, _MINUTE_MS = 1_000, 60_000
_NEEDS = {
    "radio-on": "while the radio is on",
    "ignition": "while the ignition is on",
    "radio-and-ignition": "while radio and ignition are on",
    "power": "while it has supply",
}
_LINK_WORDS = {
    LinkPhase.OFF: "It is off.",
    LinkPhase.NEW: "It was never bound to a car.",
    LinkPhase.WAIT: "It asks the car's immobiliser.",
    LinkPhase.SECURE: "The car's immobiliser isn't the one it knows: it stays silent.",
    LinkPhase.PLAYS: "The car's immobiliser answered as it should: it plays.",
}
_LOCK_WORDS = {
    Phase.OFF: "It has no supply, and forgets all but what its memory holds.",
    Phase.PROMPT: "It asks for its code.",
    Phase.START: "It starts, and takes no keys yet.",
    Phase.CHARGING: "It has taken the code and writes the try down before it compares.",
    Phase.SETTLING: "The code is right: it clears its counts.",
    Phase.RECORDING: "That code is wrong.",
    Phase.REFUSED: "That code is wrong.",
    Phase.BARRED: "It is locked for good: only an authorised tester helps ('reset diagnostic').",
    Phase.FAULT: "It can't believe its memory any more, and stays silent.",
    Phase.OPEN: "It is unlocked, and stays so until it loses its supply.",
}
_COUNTED = frozenset({Phase.PROMPT, Phase.REFUSED, Phase.RECORDING})


def standing(unit: Machine) -> tuple[object, ...]:
    """Return what makes one stretch of a radio's life differ from the next."""
    guard: tuple[object, ...] = ()
    if isinstance(unit, HeadUnit):
        guard = (unit.lock.phase, unit.lock.wrong)
    elif isinstance(unit, LinkedUnit):
        guard = (unit.link.phase,)
    return *guard, unit.supply.awake, unit.playing


def in_between(unit: Machine) -> bool:
    """Return whether the lock is writing something down, so that it will have moved on at once."""
    return isinstance(unit, HeadUnit) and bool(unit.lock.task)


def state_words(unit: Machine) -> str:
    """Say what the radio is doing, and what it counts."""
    if isinstance(unit, LinkedUnit):
        return _LINK_WORDS[unit.link.phase]
    profile = unit.profile.lock
    return _lock_words(unit, profile) if isinstance(unit, HeadUnit) and profile else ""


def _lock_words(unit: HeadUnit, profile: LockProfile) -> str:
    lock = unit.lock_now
    if not unit.supply.awake and lock.phase != Phase.OFF:
        return "The radio is off." + (" Its wait stands still." if _stands_still(profile, lock) else "")
    if lock.phase == Phase.OPEN and not unit.supply.radio_on:
        return "It is unlocked. Switch the radio on, and it plays."
    if lock.phase == Phase.OPEN and not unit.playing:
        return "It is unlocked, and mute outside its voltage."
    if lock.phase == Phase.LOCKED:
        return f"It is locked: {_way_on(unit, profile.schedule.extra_after_gesture)}."
    if lock.phase == Phase.WAITING:
        return f"It makes you wait: {time_left(lock.wait_left_ms)}, to pass {_NEEDS[profile.needs]}. 'wait' skips that."
    told = _LOCK_WORDS[lock.phase]
    return " ".join(filter(None, (told, _tries(profile, lock) if lock.phase in _COUNTED else "")))


def time_left(ms: int) -> str:
    """Say how long a wait still is, in minutes begun; in seconds where it is short."""
    unit_ms = _MINUTE_MS if ms > _MINUTE_MS else _SECOND_MS
    return duration(-(-ms // unit_ms) * unit_ms)


def _way_on(unit: HeadUnit, more: int | None) -> str:
    """Say how a locked radio takes codes again."""
    if not more:
        return "only an authorised tester helps ('reset diagnostic')"
    if any(gesture.name == "more-tries" for gesture in unit.profile.panel.gestures):
        return f"a hidden combination of keys gives {more} more tries"
    return f"how it gives {more} more tries isn't publicly known"


def _stands_still(profile: LockProfile, lock: LockState) -> bool:
    return lock.phase == Phase.WAITING and profile.needs in {"radio-on", "radio-and-ignition"}


def _tries(profile: LockProfile, lock: LockState) -> str:
    """Say how many wrong codes are counted, and after how many more it makes a person wait, or locks."""
    left = tries_left(profile, lock)
    counted = f"{lock.wrong} wrong code{'' if lock.wrong == 1 else 's'} counted" if lock.wrong else ""
    more = "more" if counted else "wrong code" if left == 1 else "wrong codes"
    bring = f"after {left} {more} {_next_bar(profile.schedule, lock.wrong + left)}" if left else ""
    told = "; ".join(filter(None, (counted, bring)))
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _next_bar(schedule: Schedule, wrong: int) -> str:
    """Say what the *wrong*-th wrong code brings: a wait, or a lock."""
    if wrong == schedule.barred_after:
        return "it locks for good"
    if wrong == schedule.locked_after:
        return "it locks"
    wait = wait_after(schedule, wrong)
    return f"it makes you wait {duration(wait)}" if wait else "it makes you wait or locks"


def car_words(car: Car) -> tuple[str, ...]:
    """Say how the car stands: voltage, ignition, and whatever isn't as it should be."""
    odd = (
        ("battery fuse out", not car.feed_fuse),
        ("accessory fuse out", not car.accessory_fuse),
        ("ground open", not car.ground),
        ("unplugged", not car.plugged),
    )
    return f"{car.battery_v:.1f} V", f"ignition {car.ignition}", *(words for words, holds in odd if holds)
