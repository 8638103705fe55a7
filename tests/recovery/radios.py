"""Twins that stand in for real radios, brought to each of their locked states, and a person who does as told."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from headunit import lock as locks
from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.panel import plan_for_twin
from headunit.panel.plan import Plan
from headunit.panel.plan_steps import Step
from headunit.twin import HeadUnit, fitting_code, twin_profile, wake
from headunit.twin.events import Press, Release
from headunit.twin.rehearse import carry_out_plan

if TYPE_CHECKING:
    from headunit.twin import Machine, TwinProfile

CATALOGUE = load_catalogue()
ASSUMPTIONS = load_assumptions()
STATES = ("fresh", "one wrong", "waiting", "locked", "barred")
_MOST_WRONG = 90
_LOOK_MS = 6_000
_BLINKS, _BLINK_MS = 4, 300
_PHASES = {locks.Phase.LOCKED: "locked", locks.Phase.BARRED: "barred", locks.Phase.WAITING: "waiting"}


@cache
def profile_of(family: str) -> TwinProfile:
    return twin_profile(CATALOGUE.family(family), ASSUMPTIONS)


def codes_of(family: str) -> tuple[str, str]:
    """Return the right code of the twin, and a wrong one that such a radio could have."""
    right = fitting_code(profile_of(family), None)
    first = profile_of(family).panel.alphabets[0]
    wrong = next(digit for digit in first if digit != right[0]) + right[1:]
    return right, wrong


class Radio:
    """Hold one twin in a locked state, and how many wrong codes it took to bring it there."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.right, self.wrong = codes_of(family) if profile_of(family).lock else ("", "")
        self.unit: Machine = wake(profile_of(family), self.right)
        self.typed: list[str] = []

    @property
    def lock(self) -> Any:  # noqa: ANN401 - the state of a lock, where there is one
        assert isinstance(self.unit, HeadUnit)
        return self.unit.lock

    @property
    def state(self) -> str:
        return _PHASES.get(self.lock.phase, "asks")

    def look(self) -> str:
        """Return what the display shows after a look of some seconds, as a person would copy it."""
        self.unit.advance(_LOOK_MS)
        for _ in range(_BLINKS):
            if not self.unit.display.strip():
                self.unit.advance(_BLINK_MS)
        return self.unit.display.strip() or "nothing"

    def serve_wait(self) -> None:
        while self.state == "waiting":
            due = self.unit.next_deadline()
            assert due is not None
            self.unit.advance(max(due - self.unit.now_ms, 1))

    def type_by_the_manual(self, code: str) -> None:
        """Press the keys that the twin really has, as its owner's manual would tell."""
        self.typed.append(code)
        carry_out_plan(self.unit, plan_for_twin(CATALOGUE.family(self.family), RadioCode(code), ASSUMPTIONS))
        self.unit.advance(_LOOK_MS)

    def type_by_the_plan(self, steps: list[dict[str, Any]], code: str) -> None:
        self.typed.append(code)
        carry_out_plan(self.unit, Plan("", "", True, (), tuple(Step(**step) for step in steps), ()))  # noqa: FBT003 - a field
        self.unit.advance(_LOOK_MS)

    def switch_on_if_open(self) -> None:
        """Switch a radio on that took its code while it was off, as who wants to hear it does."""
        if self.lock.phase == locks.Phase.OPEN and not self.unit.playing:
            power = profile_of(self.family).panel.power
            self.unit.apply(Press(power))
            self.unit.advance(100)
            self.unit.apply(Release(power))
            self.unit.advance(_LOOK_MS)

    def bring_to(self, state: str) -> None:
        """Type wrong codes until the twin is in *state*, with the gesture for the last tries where that takes it."""
        for _ in range({"fresh": 0, "one wrong": 1}.get(state, _MOST_WRONG)):
            self.serve_wait()
            if self.state == "locked":
                self.ask_for_the_last_tries()
            self.type_by_the_manual(self.wrong)
            if self.state == state:
                return
        assert state in {"fresh", "one wrong"}

    def ask_for_the_last_tries(self) -> None:
        """Hold the keys that give a locked radio its last tries."""
        gesture = next(each for each in profile_of(self.family).panel.gestures if each.name == "more-tries")
        for key in gesture.keys:
            self.unit.apply(Press(key))
        self.unit.advance(gesture.hold_ms + _LOOK_MS)
        for key in gesture.keys:
            self.unit.apply(Release(key))


def states_of(family: str) -> tuple[str, ...]:
    """Return the states that a radio's lock can come to."""
    lock = profile_of(family).lock
    assert lock is not None
    schedule = lock.schedule
    comes_to = {
        "waiting": any((*schedule.first, *schedule.later)),
        "locked": schedule.locked_after is not None,
        "barred": schedule.barred_after is not None or schedule.per_day is not None,
    }
    return tuple(state for state in STATES if comes_to.get(state, True))
