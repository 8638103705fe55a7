"""Random stories of a unit against a logical model, with cuts drawn inside the writes of each operation."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from headunit import lock
from tests.verification.faults import FAULTS
from tests.verification.model import CAP, SHOWN_MS, TRIES, WAIT_MS, Model
from tests.verification.world import RIGHT, SALT, TEARS, WRONG, torn

PROFILE = lock.LockProfile(lock.Schedule((), (0,) * (TRIES - 1) + (WAIT_MS,), barred_after=CAP), refused_ms=SHOWN_MS)
CUT = st.none() | st.tuples(st.integers(0, 1), st.integers(0, 16), st.sampled_from(TEARS))
Cut = tuple[int, int, str] | None


class Stories(RuleBasedStateMachine):
    played = 0
    stories = 0

    def __init__(self) -> None:
        super().__init__()
        Stories.stories += 1
        self.model = Model()
        self.chip = lock.factory_memory(PROFILE, RIGHT, SALT)
        self.state = lock.LockState()
        self.compared = 0

    def step(self, event: lock.Event) -> None:
        self.state, effects = lock.step(PROFILE, self.state, event)
        for effect in effects:
            if isinstance(effect, lock.Compared):
                self.compared = 0 if effect.match else self.compared + 1

    def do(self, event: lock.Event, cut: Cut = None) -> bool:
        """Land what *event* writes; a cut falls into the write it names. Return whether the supply was cut."""
        self.step(event)
        number = 0
        while (write := self.state.pending) is not None:
            if cut is not None and cut[0] == number:
                self.chip = torn(self.chip, write, min(cut[1], len(write.data)), cut[2])
                self.step(lock.SupplyOff())
                return True
            self.chip = torn(self.chip, write, len(write.data), "clean")
            self.step(lock.Written(write.data))
            number += 1
        return False

    def stored(self) -> lock.Record:
        state, _ = lock.step(PROFILE, lock.LockState(), lock.SupplyOn(self.chip, 0))
        assert state.phase != lock.Phase.FAULT
        return state.record

    @precondition(lambda self: not self.model.powered)
    @rule(cut=CUT)
    def supply_comes(self, cut: Cut) -> None:
        was_cut = self.do(lock.SupplyOn(self.chip, 0), cut)
        self.model.supply(on=not was_cut)

    @precondition(lambda self: self.model.powered)
    @rule()
    def supply_goes(self) -> None:
        self.step(lock.SupplyOff())
        self.model.supply(on=False)

    @rule(right=st.booleans(), cut=CUT)
    def a_code(self, right: bool, cut: Cut) -> None:  # noqa: FBT001  # Hypothesis fills it in by its name
        before = self.model.charged
        if not self.do(lock.Submit(RIGHT if right else WRONG), cut):
            self.model.submit(right=right)
            return
        total = self.stored().total
        assert total in ({before, before + 1, 0} if right else {before, before + 1})
        self.model.supply(on=False, charged=total if total != before else None)
        if right and total == 0:
            self.model.wait_left_ms = 0

    @rule(ms=st.sampled_from((1, 500, 1_000, 3_000, 4_000)), cut=CUT)
    def time_passes(self, ms: int, cut: Cut) -> None:
        while (due := lock.next_deadline(PROFILE, self.state)) is not None and due <= ms:
            ms -= due
            waited = self.state.phase == lock.Phase.WAITING
            if self.do(lock.Advance(due), cut):
                assert waited
                self.model.supply(on=False)
                self.model.wait_left_ms = WAIT_MS if self.stored().waiting else 0
                return
            self.model.advance(due)
        self.do(lock.Advance(ms))
        self.model.advance(ms)

    @precondition(lambda self: self.model.powered)
    @rule(on=st.booleans())
    def the_radio_is_switched(self, on: bool) -> None:  # noqa: FBT001  # Hypothesis fills it in by its name
        self.do(lock.Use(radio_on=on, ignition=on))
        self.model.radio_on = on

    @rule(event=st.sampled_from((lock.FactoryReset(), lock.Gesture(), lock.Touch())))
    def nothing_that_matters(self, event: lock.Event) -> None:
        self.do(event)

    @rule()
    def a_workshop_resets_it(self) -> None:
        if self.model.phase() in {"prompt", "refused", "waiting", "barred"}:
            self.compared = 0
        self.do(lock.DiagnosticReset())
        self.model.reset()

    @invariant()
    def the_model_agrees(self) -> None:
        Stories.played += 1
        assert self.state.phase == self.model.phase()
        assert self.state.wait_left_ms == (self.model.wait_left_ms if self.model.powered else 0)

    @invariant()
    def no_more_is_compared_than_is_written(self) -> None:
        written = self.stored()
        assert written.total >= self.compared or written.barred


def test_stories_agree_with_the_model() -> None:
    Stories.played = 0
    run_state_machine_as_test(Stories)
    print(f"{Stories.played:,} rules played")  # noqa: T201  # the figure of make verify


def test_stories_find_a_lock_that_compares_first(monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS["compare before the charge"].put(monkeypatch)
    found = settings(
        settings.get_profile("verify"), derandomize=True, database=None, phases=[Phase.generate], print_blob=False
    )
    Stories.stories = 0
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Stories, settings=found)
    assert Stories.stories <= found.max_examples
