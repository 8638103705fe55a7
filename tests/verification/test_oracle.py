"""Nothing that can be seen tells one wrong code from another: effects, writes, time, and what a display is made of."""

from __future__ import annotations

from headunit import lock
from tests.lock.profiles import PROFILES
from tests.verification.drive import Unit

RIGHT = "4711"


def seen(unit: Unit, code: str) -> tuple[object, ...]:
    """Return all that can be seen of *unit* from the confirmed code to the next prompt."""
    moments: list[tuple[object, ...]] = []
    unit.submit(code)
    while True:
        state = unit.state
        due = lock.next_deadline(unit.profile, state)
        moments.append((state.phase, state.wrong, state.wait_left_ms, state.timer_ms, due))
        if due is None:
            return tuple(moments), tuple(unit.effects), bytes(unit.chip)
        unit.advance(due)


def traces(profile: lock.LockProfile) -> int:
    """Return how many different things the wrong codes of a space of four digits show."""
    start = Unit(profile, RIGHT, b"8 bytes!").on()
    start.until_prompt()
    state, chip = start.state, bytes(start.chip)
    found = set()
    for number in range(10_000):
        code = f"{number:04}"
        if code != RIGHT:
            unit = Unit.__new__(Unit)
            unit.profile, unit.state, unit.chip, unit.effects = profile, state, bytearray(chip), []
            unit.now_ms, unit.frozen = 0, False
            found.add(seen(unit, code))
    return len(found)


def test_all_wrong_codes_of_a_space_look_the_same() -> None:
    assert traces(PROFILES["note-e11"]) == 1


def test_so_they_do_where_the_compare_comes_first() -> None:
    assert traces(PROFILES["premium-5"]) == 1
