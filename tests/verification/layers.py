"""The layers that a fault has to get past: each raises Violation where the lock doesn't hold what it promises."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from headunit import lock
from tests.verification import cuts, search
from tests.verification.drive import Unit
from tests.verification.world import RIGHT, SALT, Violation

if TYPE_CHECKING:
    from collections.abc import Callable

_S = lock.Schedule
CYCLE = lock.LockProfile(_S((), (0, 0, 60_000)), refused_ms=1_000)


def check_search() -> None:
    _refuse(search.search(search.SMALL))


def check_daily_search() -> None:
    _refuse(search.search(search.DAILY))


def _refuse(found: search.Found | search.Refuted) -> None:
    if isinstance(found, search.Refuted):
        raise Violation(found.invariant, found.words)


def check_owner() -> None:
    found = search.search(search.SMALL)
    _refuse(found)
    if isinstance(found, search.Found):
        search.owners_reach(search.SMALL, found)


def check_cuts() -> None:
    for script in cuts.SCRIPTS.values():
        cuts.count_cases(script, ())


def check_contract() -> None:
    """A blank ring is a fault; a chip that takes no write is noticed before a code is compared."""
    profile = CYCLE
    chip = lock.factory_memory(profile, RIGHT, SALT)
    state, _ = lock.step(profile, lock.LockState(), lock.SupplyOn(chip[:64] + b"\xff" * 128, 0))
    if state.phase != lock.Phase.FAULT:
        raise Violation("I10", "no valid record isn't a fault")
    frozen = Unit(profile, RIGHT, SALT, frozen=True)
    if frozen.on().state.phase != lock.Phase.FAULT:
        raise Violation("I2", "a chip that can't be written isn't noticed at the start")


def check_farming() -> None:
    """A thousand cuts just before the next second serve nothing."""
    unit = Unit(CYCLE._replace(cut="checkpoint", checkpoint_ms=900), RIGHT, SALT).on()
    for _ in range(3):
        unit.submit("9999").advance(1_000)
    served = 1_000
    for _ in range(1_000):
        unit.advance(999)
        served += 999
        unit.off().on()
        left = unit.state.wait_left_ms if unit.state.phase == lock.Phase.WAITING else 0
        if left < 60_000 - served:
            raise Violation("I6", f"{left} ms left of a minute after {served} ms")
        if served >= 60_000:
            return


def check_count() -> None:
    """Six hundred wrong codes: never more than three without a minute's wait, also past what a byte counts."""
    unit = Unit(CYCLE, RIGHT, SALT).on()
    waits: list[int] = [0]
    for guess in range(1, 601):
        unit.submit("9999").advance(1_000)
        if unit.state.phase == lock.Phase.WAITING:
            waits.append(guess)
            unit.advance(60_000)
    if any(later - earlier > 3 for earlier, later in pairwise([*waits, 601])):
        raise Violation("I1", "more than three wrong codes without a wait")


def check_oracle() -> None:
    """The wrong codes of a space of four digits look all the same."""
    if len({_trace(f"{number:04}") for number in (1, 1000, 1230, 1235, 9999)}) != 1:
        raise Violation("I11", "wrong codes differ in what can be seen")


def _trace(code: str) -> tuple[object, ...]:
    """Return all that can be seen from confirming *code* to the next prompt."""
    unit = Unit(CYCLE, RIGHT, SALT).on()
    seen: list[object] = []
    unit.submit(code)
    while (due := lock.next_deadline(unit.profile, unit.state)) is not None:
        seen.append((due, unit.state.phase, unit.state.wrong, unit.state.wait_left_ms))
        unit.advance(due)
    return tuple(seen), tuple(unit.effects), unit.state.phase


def check_splitting() -> None:
    """Time in parts is time at once."""
    unit = Unit(CYCLE, RIGHT, SALT).on()
    for _ in range(3):
        unit.submit("9999").advance(1_000)
    once, _ = lock.step(CYCLE, unit.state, lock.Advance(30_000))
    half, _ = lock.step(CYCLE, unit.state, lock.Advance(11_111))
    twice, _ = lock.step(CYCLE, half, lock.Advance(18_889))
    if once != twice:
        raise Violation("I12", "time in parts isn't time at once")


def check_wear() -> None:
    """A wait of an hour is written down at most twelve times."""
    profile = CYCLE._replace(schedule=_S((3_600_000,)), cut="checkpoint")
    unit = Unit(profile, RIGHT, SALT).on().submit("9999")
    before = len(unit.effects)
    unit.advance(3_599_999)
    writes = sum(isinstance(effect, lock.Write) for effect in unit.effects[before:])
    if writes > 3_600_000 // profile.checkpoint_ms:
        raise Violation("I14", f"{writes} writes in an hour")


LAYERS: dict[str, Callable[[], None]] = {
    "cuts": check_cuts,
    "search": check_search,
    "daily search": check_daily_search,
    "owner": check_owner,
    "contract": check_contract,
    "farming": check_farming,
    "count": check_count,
    "oracle": check_oracle,
    "splitting": check_splitting,
    "wear": check_wear,
}
