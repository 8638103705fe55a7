"""The front of the Volkswagen Premium 5 does what was measured on its original firmware (source P01)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from headunit.panel import Advance, LockView, Mode, Press, Release, Submit, Touched, panel_for_twin, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.facts import Catalogue
    from headunit.facts.assumptions import Assumptions

Bench = Any  # what the fixture bench makes


@pytest.fixture
def radio(catalogue: Catalogue, assumptions: Assumptions, bench: Callable[..., Bench]) -> Bench:
    """Return the radio at its prompt."""
    panel, _ = panel_for_twin(catalogue.family("vw-premium-5-delco"), assumptions)
    return bench(**panel._asdict())


def shown(radio: Bench, phase: str = "prompt", used: int = 0) -> str:
    return render(radio.panel, radio.state, LockView(phase, used))


def test_the_display_has_eleven_cells(radio: Bench) -> None:
    assert shown(radio) == "    1000   "
    assert shown(radio, used=1) == "1   1000   "
    radio.do(Mode("dead"), Mode("asks"))
    assert shown(radio) == "     SAFE  "
    radio.do(Mode("closed"))
    assert shown(radio, "refused", 1) == "1    SAFE  "
    assert shown(radio, "waiting", 255) == "/    SAFE  "


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_all_four_digits_run_from_0_to_9_and_wrap(radio: Bench, key: str) -> None:
    seen = set()
    for _ in range(10):
        radio.tap(key)
        seen.add(radio.state.entry[int(key) - 1])
    assert seen == set("0123456789")
    assert radio.state.entry == "1000"


@pytest.mark.parametrize(("held_ms", "taken"), [(5, False), (50, False), (60, True), (150, True)])
def test_short_presses_are_ignored(radio: Bench, held_ms: int, taken: bool) -> None:  # noqa: FBT001 - a column
    radio.do(Press("2"), Advance(held_ms), Release("2"), Advance(500))
    assert radio.state.entry == ("1100" if taken else "1000")


@pytest.mark.parametrize(("gap_ms", "entry"), [(20, "1100"), (40, "1100"), (60, "1200"), (100, "1200")])
def test_the_second_press_needs_a_gap(radio: Bench, gap_ms: int, entry: str) -> None:
    radio.do(Press("2"), Advance(100), Release("2"), Advance(gap_ms), Press("2"), Advance(100), Release("2"))
    assert radio.state.entry == entry


def test_a_held_digit_steps_at_once_after_one_and_two_seconds_then_four_times_a_second(radio: Bench) -> None:
    steps, entry = [], radio.state.entry
    radio.do(Press("2"))
    for at in range(0, 3000, 10):
        radio.do(Advance(10))
        if radio.state.entry != entry:
            steps.append(at + 10)
            entry = radio.state.entry
    assert steps == [60, 1080, 2080, 2340, 2590, 2850]  # measured: 1015, 1003, then 257 ms, after 57


@pytest.mark.parametrize("key", ["SEEK>", "TUNE>"])
def test_the_code_is_sent_by_a_hold_of_two_seconds(radio: Bench, key: str) -> None:
    for held_ms in (150, 500, 1000, 1500, 1800):
        assert radio.hold(key, held_ms) == []
    assert radio.hold(key, 20_000) == [Submit("1000")]


def test_both_confirm_keys_together_do_nothing(radio: Bench) -> None:
    assert radio.do(Press("SEEK>"), Press("TUNE>"), Advance(3500), Release("SEEK>"), Release("TUNE>")) == []


def test_a_confirm_key_that_outlasts_the_flash_needs_a_fresh_press(radio: Bench) -> None:
    radio.do(Mode("closed"), Press("TUNE>"), Advance(1500), Mode("asks"))
    assert radio.do(Advance(5000), Release("TUNE>"), Advance(100)) == []
    assert radio.hold("TUNE>", 2100) == [Submit("1000")]


def test_a_digit_key_during_the_flash_is_noticed(radio: Bench) -> None:
    radio.do(Mode("closed"))
    assert radio.tap("1") == [Touched()]
    assert radio.tap("SEEK>") == []


@pytest.mark.parametrize("key", ["5", "6", "SEEK<", "TUNE<", "FM", "AM", "CD", "TAPE", "SCAN", "MIX", "BASS", "F/B"])
def test_other_keys_have_no_effect(radio: Bench, key: str) -> None:
    assert radio.hold(key, 3000) == []
    assert radio.state.entry == "1000"
