"""The exhaustive power cut: each write of a script is cut at each byte in each way, and so is the recovery."""

from __future__ import annotations

from typing import NamedTuple

from headunit import lock
from tests.verification.world import (
    CODE_BYTES,
    TEARS,
    Action,
    Rules,
    Violation,
    World,
    act,
    new_world,
    torn,
)

_S = lock.Schedule
HARD = lock.LockProfile(_S((), (0, 0, 4_000), barred_after=5), refused_ms=1_000)
CHECKPOINTED = HARD._replace(cut="checkpoint", checkpoint_ms=1_000)
DAILY = HARD._replace(schedule=_S((), (0, 0, 4_000), per_day=4, day_ms=9_000, barred_after=6), checkpoint_ms=2_000)
GESTURED = HARD._replace(schedule=_S((), (0, 4_000), locked_after=3, extra_after_gesture=2, barred_after=5))
OWNED = HARD._replace(owner_sets_code=True)

_ON: tuple[Action, ...] = (("on", 0), ("land",), ("use", True, False))
_WRONG: tuple[Action, ...] = (("wrong",), ("land",), ("advance", 1_000))
_RIGHT: tuple[Action, ...] = (("right",), ("land",), ("land",))
_SERVE: tuple[Action, ...] = (("advance", 3_000), ("land",))
_THREE = _WRONG * 3
_TO_FIVE = (*_THREE, *_SERVE, *_WRONG)


class Script(NamedTuple):
    """Hold what is done to a unit; *profile* with *cap* wrong codes at most."""

    profile: lock.LockProfile
    cap: int
    actions: tuple[Action, ...]


SCRIPTS: dict[str, Script] = {
    "a start": Script(HARD, 5, (*_ON, ("off",), *_ON, ("off",), *_ON)),
    "a wrong code": Script(HARD, 5, (*_ON, *_WRONG)),
    "the right code": Script(HARD, 5, (*_ON, *_RIGHT)),
    "the wrong code that brings the wait": Script(HARD, 5, (*_ON, *_THREE)),
    "the right code where a wrong one brings the wait": Script(HARD, 5, (*_ON, *_WRONG, *_WRONG, *_RIGHT)),
    "a wait served": Script(HARD, 5, (*_ON, *_THREE, *_SERVE)),
    "a start in a wait": Script(
        HARD, 5, (*_ON, *_THREE, ("advance", 1_000), ("off",), *_ON, ("advance", 4_000), ("land",))
    ),
    "the wrong code that bars": Script(HARD, 5, (*_ON, *_TO_FIVE, *_WRONG)),
    "the right code where a wrong one bars": Script(HARD, 5, (*_ON, *_TO_FIVE, *_RIGHT)),
    "a start while barred": Script(HARD, 5, (*_ON, *_TO_FIVE, *_WRONG, ("off",), *_ON)),
    "an authorised reset": Script(HARD, 5, (*_ON, *_TO_FIVE, *_WRONG, ("diag",), ("land",), *_RIGHT)),
    "a factory reset in a wait": Script(HARD, 5, (*_ON, *_THREE, ("factory",), *_SERVE)),
    "checkpoints of a wait": Script(
        CHECKPOINTED, 5, (*_ON, *_THREE, *((("advance", 1_000), ("land",)) * 3), ("off",), *_ON)
    ),
    "the day ends": Script(
        DAILY, 6, (*_ON, *_WRONG, ("advance", 1_000), ("land",), *((("advance", 2_000), ("land",)) * 4))
    ),
    "the wrong code that ends a day's tries": Script(DAILY, 6, (*_ON, *_WRONG, *_WRONG, ("land",), *_WRONG, *_SERVE)),
    "the gesture": Script(GESTURED, 5, (*_ON, *_WRONG, *_WRONG, *_SERVE, *_WRONG, ("gesture",), ("land",), *_WRONG)),
    "a new code": Script(OWNED, 5, (*_ON, *_RIGHT, ("set",), ("land",), ("set",), ("land",))),
    "a dip while charging": Script(HARD, 5, (*_ON, ("wrong",), ("dip",), ("land",), *_RIGHT)),
}


def count_cases(script: Script, second: tuple[str, ...]) -> int:
    """Cut *script* everywhere in eight ways, its recovery in those of *second*; return the number of cases."""
    rules = Rules(script.profile, 3 if script.profile.schedule.locked_after is None else 2, 4_000, script.cap)
    world, cases = new_world(rules), 0
    for action in script.actions:
        if world.state.pending is not None:
            cases += _cut_everywhere(rules, world, second)
        world = act(rules, world, action)
    return cases + (_cut_everywhere(rules, world, second) if world.state.pending is not None else 0)


def _cut_everywhere(rules: Rules, world: World, second: tuple[str, ...]) -> int:
    """Cut the write in flight at each byte in each way; start again, and cut the recovery likewise."""
    write, cases = world.state.pending, 0
    if write is None:
        return 0
    whole = torn(world.chip, write, len(write.data), "clean")
    allowed = {_stands(rules, world.chip), _stands(rules, whole)}
    for at in range(len(write.data) + 1):
        for tear in TEARS:
            chip = torn(world.chip, write, at, tear)
            if write.offset >= CODE_BYTES:
                act(rules, world, ("cut", at, tear))
            cases += 1 + _recover(rules, chip, allowed, second)
    return cases + _last_byte(rules, world.chip, write, allowed)


def _last_byte(rules: Rules, chip: bytes, write: lock.Write, allowed: set[tuple[object, ...]]) -> int:
    """Leave each of the 256 values in the last byte of a write."""
    last = write.offset + len(write.data) - 1
    for value in range(256):
        torn_chip = torn(chip, write, len(write.data) - 1, "clean")
        if _stands(rules, torn_chip[:last] + bytes((value,)) + torn_chip[last + 1 :]) not in allowed:
            raise Violation("I10", "neither the old record nor the new one")
    return 256


def _stands(rules: Rules, chip: bytes) -> tuple[object, ...]:
    """Return what a unit that starts on *chip* makes of it, once its self-test is written."""
    state, _ = lock.step(rules.profile, lock.LockState(), lock.SupplyOn(chip, 0))
    if state.pending is not None:
        state, _ = lock.step(rules.profile, state, lock.Written(state.pending.data))
    return state.phase, state.record, state.wait_left_ms, state.code.verifier


def _recover(rules: Rules, chip: bytes, allowed: set[tuple[object, ...]], tears: tuple[str, ...]) -> int:
    """Start on a torn chip, cut that start too, and check that each leads to the old record or the new one."""
    if _stands(rules, chip) not in allowed:
        raise Violation("I10", "neither the old record nor the new one")
    state, _ = lock.step(rules.profile, lock.LockState(), lock.SupplyOn(chip, 0))
    write = state.pending
    if write is None:
        return 0
    for at in range(len(write.data) + 1):
        for tear in tears:
            if _stands(rules, torn(chip, write, at, tear)) not in allowed:
                raise Violation("I10", "neither the old record nor the new one, after a second cut")
    return (len(write.data) + 1) * len(tears)
