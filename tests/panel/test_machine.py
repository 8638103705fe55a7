"""Fingers and time in, and what the rest of the unit is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from headunit.panel import (
    Advance,
    Click,
    Confirming,
    Gesture,
    GestureKeys,
    Key,
    LockView,
    Mode,
    Opening,
    PowerKey,
    Press,
    Reboot,
    Release,
    Submit,
    Timing,
    Touched,
    Turn,
    assemble,
    next_deadline,
    render,
    start_state,
    step,
)
from headunit.panel.model import UNWIRED

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = Callable[..., Any]

TYPED: dict[str, Any] = {
    "method": "type",
    "digit_keys": ("1", "2", "3", "4", "5", "6"),
    "start": "--",
    "alphabets": ("123456", "123456"),
}
KNOB: dict[str, Any] = {
    "method": "knob",
    "keys": (Key("knob", "knob", "knob"), Key("track", "track", "wheel"), Key("6", "6")),
    "digit_keys": ("knob",),
    "cursor_keys": ("track",),
}


def test_a_preset_steps_its_digit_and_wraps(bench: Made) -> None:
    radio = bench()
    radio.tap("1", 3)
    radio.tap("2", 11)
    assert radio.state.entry == "31"


def test_dashes_become_the_first_digit_at_the_first_press(bench: Made) -> None:
    radio = bench(start="--")
    radio.tap("1")
    assert radio.state.entry == "0-"
    radio.tap("2", 3)
    assert radio.state.entry == "02"


def test_an_alphabet_is_the_ring_that_digits_step_through(bench: Made) -> None:
    radio = bench(alphabets=("01", "123456"), start="01")
    radio.tap("1", 3)
    radio.tap("2", 6)
    assert radio.state.entry == "11"


def test_a_start_outside_the_alphabet_steps_into_it(bench: Made) -> None:
    radio = bench(alphabets=("123456", "123456"), start="00")
    radio.tap("1")
    assert radio.state.entry == "10"


def test_a_hold_sends_the_code_while_held_and_once(bench: Made) -> None:
    radio = bench()
    radio.tap("1", 4)
    assert radio.hold("6", 1999) == []
    assert radio.do(Press("6"), Advance(2000)) == [Submit("40")]
    assert radio.do(Advance(20_000), Release("6"), Advance(100)) == []


def test_a_gesture_that_changes_the_stage_is_not_made_again_by_the_same_hold(bench: Made) -> None:
    radio = bench(gestures=(GestureKeys("more-tries", ("6",), 2000, ("closed", "asks"), from_start=True),))
    radio.do(Mode("closed"))
    assert radio.do(Press("6"), Advance(2000)) == [Gesture("more-tries")]
    assert radio.do(Mode("asks"), Advance(20_000), Release("6"), Advance(100)) == []
    radio.do(Mode("closed"))
    assert radio.hold("6", 2000) == [Gesture("more-tries")]


def test_a_key_in_a_wait_shows_its_text_for_a_time(bench: Made) -> None:
    radio = bench(busy_ms=15_000, displays=(("wait", "LOC"), ("busy", "InOP")))
    radio.do(Mode("closed"))
    waiting = LockView("waiting", wait_left_ms=60_000)
    seen = [render(radio.panel, radio.state, waiting)]
    assert radio.tap("1") == [Touched()]
    for ms in (14_000, 799, 1):
        seen.append(render(radio.panel, radio.state, waiting))
        radio.do(Advance(ms))
    assert [*seen, render(radio.panel, radio.state, waiting)] == ["LOC", "InOP", "InOP", "InOP", "LOC"]
    assert radio.state.stage == "closed"
    assert render(radio.panel, radio.state, LockView("refused")) == ""


def test_an_incomplete_entry_is_not_sent_and_begins_again(bench: Made) -> None:
    radio = bench(start="--", beeps=True)
    radio.tap("1")
    assert radio.hold("6", 2000) == [Click("error")]
    assert radio.state.entry == "--"


def test_a_press_sends_the_code(bench: Made) -> None:
    radio = bench(confirm=Confirming("press", ("5",)))
    assert radio.tap("5") == [Submit("00")]


def test_either_of_two_keys_confirms_and_both_together_do_not(bench: Made) -> None:
    radio = bench(confirm=Confirming("hold", ("5", "6"), 2000))
    assert radio.hold("5", 2000) == [Submit("00")]
    assert radio.hold("6", 2000) == [Submit("00")]
    assert radio.do(Press("5"), Press("6"), Advance(5000), Release("5"), Advance(5000), Release("6")) == []


def test_two_keys_that_are_held_together_can_confirm(bench: Made) -> None:
    radio = bench(confirm=Confirming("hold-together", ("5", "6"), 1000))
    assert radio.hold("5", 3000) == []
    assert radio.do(Press("6"), Advance(300), Press("5"), Advance(1000)) == [Submit("00")]
    radio.do(Release("6"), Release("5"), Advance(100))
    assert radio.do(Press("6"), Advance(301), Press("5"), Advance(5000)) == []


def test_typing_sends_the_code_with_the_last_digit_where_nothing_else_does(bench: Made) -> None:
    radio = bench(**TYPED, confirm=Confirming("none"))
    assert radio.tap("3") == []
    assert radio.state.entry == "3-"
    assert radio.tap("6") == [Submit("36")]
    assert radio.tap("1") == []
    assert radio.state.entry == "36"


def test_typing_waits_for_the_key_that_confirms(bench: Made) -> None:
    radio = bench(**TYPED, confirm=Confirming("press", ("A",)), back_key="B")
    radio.tap("3")
    assert radio.tap("A") == []
    assert radio.state.entry == "--"
    radio.tap("B")
    assert radio.state.entry == "--"
    radio.tap("1")
    radio.tap("2")
    radio.tap("B")
    radio.tap("6")
    assert radio.tap("A") == [Submit("16")]


def test_the_key_of_the_last_digit_confirms_when_held(bench: Made) -> None:
    radio = bench(**TYPED, confirm=Confirming("hold", (), 2000))
    assert radio.hold("3", 5000) == []
    assert radio.state.entry == "3-"
    assert radio.hold("5", 2000) == [Submit("35")]


def test_a_knob_turns_the_digit_and_track_keys_move_on(bench: Made) -> None:
    radio = bench(**KNOB)
    radio.do(Turn("knob", 3), Turn("knob", -5))
    assert radio.state.entry == "80"
    radio.tap("track")
    radio.do(Turn("knob", 12))
    assert radio.state.entry == "82"
    radio.do(Turn("track", -1), Turn("knob", 1))
    assert radio.state.entry == "92"
    radio.tap("track", 5)
    assert radio.state.cursor == 1


def test_a_knob_begins_at_the_end_it_is_turned_to(bench: Made) -> None:
    radio = bench(**KNOB, start="--")
    radio.do(Turn("knob", 1), Turn("track", 1), Turn("knob", -1))
    assert radio.state.entry == "09"


def test_one_knob_can_move_on_and_confirm(bench: Made) -> None:
    radio = bench(**{**KNOB, "cursor_keys": ("knob",)}, confirm=Confirming("press", ("knob",)))
    radio.do(Turn("knob", 4))
    assert radio.tap("knob") == []
    radio.do(Turn("knob", 2))
    assert radio.tap("knob") == [Submit("42")]


def test_a_stalk_begins_with_its_button_and_ends_with_a_hold(bench: Made) -> None:
    radio = bench(
        method="stalk",
        keys=(Key("wheel", "wheel", "wheel"), Key("button", "button")),
        digit_keys=("wheel",),
        cursor_keys=("button",),
        confirm=Confirming("hold", ("button",), 2000),
    )
    radio.do(Turn("wheel", 5))
    assert radio.state.entry == "00"
    radio.tap("button")
    radio.do(Turn("wheel", 5))
    radio.tap("button")
    radio.do(Turn("wheel", -1))
    assert radio.hold("button", 2000) == [Submit("59")]


def test_a_key_can_choose_the_place_that_others_step(bench: Made) -> None:
    radio = bench(method="select", cursor_keys=("A", "B"))
    radio.tap("A")
    assert radio.state.entry == "00"
    radio.tap("2")
    radio.tap("A", 2)
    radio.tap("1")
    radio.tap("B")
    assert radio.state.entry == "92"


def test_clock_keys_step_two_places_each_and_run_while_held(bench: Made) -> None:
    radio = bench(
        method="clock-keys",
        alphabets=("01", *("0123456789",) * 3),
        start="000",
        digit_keys=("1", "2"),
        confirm=Confirming("press", ("5",)),
        timing=Timing(repeat_ms=(1000, 1000, 250)),
    )
    radio.tap("1", 20)
    radio.tap("2", 101)
    assert radio.state.entry == "0001"
    radio.hold("1", 2749)
    assert radio.state.entry == "0501"
    radio.hold("2", 10)
    assert radio.tap("5") == [Submit("0502")]


TIMED = Timing(scan_ms=57, min_press_ms=57, min_gap_ms=60)


@pytest.mark.parametrize(("held_ms", "taken"), [(5, 0), (50, 0), (56, 0), (57, 1), (60, 1), (150, 1)])
def test_a_press_has_to_last(bench: Made, held_ms: int, taken: int) -> None:
    radio = bench(timing=TIMED)
    radio.do(Press("1"), Advance(held_ms), Release("1"), Advance(500))
    assert radio.state.entry == f"{taken}0"


@pytest.mark.parametrize(("gap_ms", "taken"), [(20, 1), (59, 1), (60, 2), (200, 2)])
def test_two_presses_need_a_gap(bench: Made, gap_ms: int, taken: int) -> None:
    radio = bench(timing=TIMED)
    radio.do(Press("1"), Advance(80), Release("1"), Advance(gap_ms), Press("1"), Advance(80), Release("1"))
    assert radio.state.entry == f"{taken}0"


def test_a_press_long_enough_takes_effect_at_its_end_when_the_keys_are_read_late(bench: Made) -> None:
    radio = bench(timing=Timing(scan_ms=80, min_press_ms=20))
    radio.do(Press("1"), Advance(19), Release("1"), Press("1"), Advance(20), Release("1"))
    assert radio.state.entry == "10"
    radio.do(Press("1"), Advance(79))
    assert radio.state.entry == "10"
    radio.do(Advance(1))
    assert radio.state.entry == "20"


def test_two_keys_together_do_nothing(bench: Made) -> None:
    radio = bench(timing=TIMED)
    radio.do(Press("1"), Press("2"), Press("A"), Advance(500), Release("1"), Release("A"), Advance(500), Release("2"))
    assert radio.state.entry == "00"
    radio.do(Advance(60))
    radio.tap("1")
    assert radio.state.entry == "10"


def test_a_second_key_ends_a_hold(bench: Made) -> None:
    radio = bench()
    assert radio.do(Press("6"), Advance(500), Press("1"), Advance(5000)) == []


def test_a_key_that_is_down_when_digits_are_asked_for_needs_a_fresh_press(bench: Made) -> None:
    radio = bench(splash_ms=3000)
    radio.do(Mode("closed"), Press("6"), Advance(100), Mode("asks"))
    assert radio.do(Advance(5000), Release("6"), Advance(100)) == []
    assert radio.hold("6", 2000) == [Submit("00")]


def test_the_splash_comes_after_switching_on_alone(bench: Made) -> None:
    radio = bench(splash_ms=3000)
    radio.do(Mode("dead"), Mode("asks"))
    assert (radio.state.stage, next_deadline(radio.panel, radio.state)) == ("splash", 3000)
    radio.tap("1", 3)
    radio.do(Advance(3000))
    assert (radio.state.stage, radio.state.entry) == ("entry", "00")
    radio.do(Mode("closed"), Mode("asks"))
    assert radio.state.stage == "entry"


def test_a_mode_that_is_the_present_one_or_unknown_changes_nothing(bench: Made) -> None:
    radio = bench()
    radio.tap("1")
    before = radio.state
    radio.do(Mode("asks"), Mode("upside-down"))
    assert radio.state == before
    radio.do(Mode("closed"))
    closed = radio.state
    radio.do(Mode("closed"))
    assert radio.state == closed
    assert (closed.entry, closed.fresh) == ("10", True)


def test_keys_while_no_digits_are_taken_are_only_noticed(bench: Made) -> None:
    radio = bench()
    radio.do(Mode("closed"))
    assert radio.tap("1") == [Touched()]
    assert radio.tap("A") == []
    assert radio.hold("6", 5000) == []
    radio.do(Mode("open"))
    assert radio.tap("1") == []
    assert radio.hold("6", 5000) == []


def test_any_key_can_begin(bench: Made) -> None:
    radio = bench(open_with=Opening("any"), start="--", beeps=True)
    assert radio.state.stage == "shut"
    assert radio.tap("2") == [Click("beep")]
    assert (radio.state.stage, radio.state.entry) == ("entry", "--")
    assert radio.tap("2") == [Click()]


def test_one_key_can_begin(bench: Made) -> None:
    radio = bench(open_with=Opening("press", ("A",)))
    radio.tap("2")
    assert radio.state.stage == "shut"
    radio.tap("A")
    assert radio.state.stage == "entry"


def test_a_hold_begins_only_with_a_fresh_press(bench: Made) -> None:
    radio = bench(open_with=Opening("hold", ("A",), 1000))
    radio.do(Mode("closed"), Press("A"), Mode("asks"), Advance(5000))
    assert radio.state.stage == "shut"
    radio.do(Release("A"), Advance(100))
    radio.hold("A", 999)
    assert radio.state.stage == "shut"
    radio.hold("A", 1000)
    assert radio.state.stage == "entry"


def test_a_hold_at_the_start_counts_from_the_moment_the_radio_asks(bench: Made) -> None:
    radio = bench(open_with=Opening("hold-at-start", ("A",), 1000), power="POWER", beeps=True)
    radio.do(Mode("dead"))
    assert radio.do(Press("A"), Advance(3000), Press("POWER"), Release("POWER")) == [PowerKey()]
    assert radio.do(Mode("asks"), Advance(999)) == []
    assert radio.do(Advance(1)) == [Click("beep")]
    assert radio.state.stage == "entry"


def test_keys_together_begin_in_any_order(bench: Made) -> None:
    for first, second in (("A", "1"), ("1", "A")):
        radio = bench(open_with=Opening("hold", ("A", "1"), 500))
        radio.do(Press(first), Advance(299), Press(second), Advance(499))
        assert radio.state.stage == "shut"
        radio.do(Advance(1))
        assert radio.state.stage == "entry"


def test_three_keys_together_are_a_gesture_two_of_them_are_not(bench: Made) -> None:
    radio = bench(gestures=(GestureKeys("service", ("1", "2", "A"), 0, ("open",)),))
    radio.do(Mode("open"))
    assert radio.do(Press("1"), Press("2"), Advance(200)) == []
    assert radio.do(Press("A"), Advance(0)) == [Gesture("service")]
    assert radio.do(Press("B"), Advance(5000)) == []


def test_a_gesture_holds_keys_while_the_radio_is_switched_on(bench: Made) -> None:
    radio = bench(gestures=(GestureKeys("serial", ("1", "6"), 500, ("asks",), from_start=True),))
    radio.do(Mode("dead"), Press("1"), Press("6"), Advance(2000))
    assert radio.do(Mode("asks"), Advance(500)) == [Gesture("serial")]


def test_a_gesture_turns_a_knob_while_a_key_is_held(bench: Made) -> None:
    turns = GestureKeys("service", ("A",), 0, ("open",), knob="knob", turns=(-1, 1, -1))
    other = GestureKeys("other", ("B",), 0, ("open",), knob="knob", turns=(1,))
    radio = bench(**{**KNOB, "keys": (*KNOB["keys"], Key("A", "A"), Key("B", "B"))}, gestures=(other, turns))
    radio.do(Mode("open"))
    assert radio.do(Turn("knob", -1), Turn("knob", 1), Turn("knob", -1)) == []
    radio.do(Press("A"))
    assert radio.do(Turn("knob", 2), Turn("knob", -1), Turn("knob", -4), Turn("knob", 2)) == []
    assert radio.do(Turn("knob", -1)) == [Gesture("service")]
    assert radio.do(Turn("knob", -1), Turn("knob", 1)) == []
    assert radio.do(Turn("knob", -1)) == [Gesture("service")]


def test_an_entry_is_forgotten_after_too_long(bench: Made) -> None:
    radio = bench(idle_ms=10_000)
    assert next_deadline(radio.panel, radio.state) is None
    radio.tap("1")
    assert next_deadline(radio.panel, radio.state) == 9_800
    radio.do(Advance(9_000))
    radio.tap("1")
    radio.do(Advance(9_000))
    assert radio.state.entry == "20"
    radio.do(Advance(10_000))
    assert (radio.state.stage, radio.state.entry) == ("entry", "00")


def test_an_entry_that_was_opened_is_closed_after_too_long(bench: Made) -> None:
    radio = bench(idle_ms=10_000, open_with=Opening("press", ("A",)))
    radio.tap("A")
    radio.do(Advance(10_000))
    assert radio.state.stage == "shut"


def test_a_turn_keeps_an_entry_alive(bench: Made) -> None:
    radio = bench(**KNOB, idle_ms=1_000)
    radio.do(Turn("knob", 1), Advance(900), Turn("knob", 1), Advance(900))
    assert radio.state.entry == "20"
    radio.do(Advance(100))
    assert radio.state.entry == "00"


def test_the_power_key_acts_at_once_where_it_has_no_hold(bench: Made) -> None:
    radio = bench()
    assert radio.do(Press("POWER")) == [PowerKey()]
    assert radio.do(Press("POWER"), Advance(20_000), Release("POWER"), Release("POWER")) == []


def test_a_long_hold_of_the_power_key_starts_the_unit_anew(bench: Made) -> None:
    radio = bench(reboot_hold_ms=10_000)
    assert radio.do(Press("POWER"), Advance(9_999)) == []
    assert radio.do(Release("POWER")) == [PowerKey()]
    assert radio.do(Press("POWER"), Advance(30_000)) == [Reboot()]
    assert radio.do(Release("POWER")) == []


def test_the_power_key_can_confirm_and_still_reboot(bench: Made) -> None:
    radio = bench(reboot_hold_ms=10_000, confirm=Confirming("hold", ("POWER",), 2000))
    assert radio.hold("POWER", 1000) == [PowerKey()]
    assert radio.do(Press("POWER"), Advance(10_000)) == [Submit("00"), Reboot()]
    assert radio.do(Release("POWER")) == []


def test_a_hold_of_the_power_key_is_nothing_once_the_stage_has_changed(bench: Made) -> None:
    radio = bench(confirm=Confirming("hold", ("POWER",), 2000))
    radio.do(Press("POWER"), Advance(1000), Mode("closed"))
    assert radio.do(Advance(5000), Release("POWER")) == []


def test_unknown_keys_and_knobs_and_no_turn_change_nothing(bench: Made) -> None:
    radio = bench(**KNOB)
    radio.do(Press("6"))
    before = radio.state
    radio.do(Press("x"), Press("6"), Release("x"), Turn("x", 1), Turn("knob", 0), Turn("6", 1), Advance(-5))
    assert radio.state == before


def test_a_panel_that_was_not_assembled_does_nothing(bench: Made) -> None:
    bare = bench().panel._replace(wiring=UNWIRED)
    state, _ = step(bare, start_state(bare), Mode("asks"))
    assert step(bare, state, Press("1")) == (state, ())
    assert render(bare, state, LockView("PROMPT")) == ""


def test_assembling_twice_is_assembling_once(bench: Made) -> None:
    panel = bench(start="0", alphabets=("01", "0123456789")).panel
    again = assemble(panel)
    assert again._replace(wiring=panel.wiring) == panel
    assert panel.leading_zeros_hidden == 1


def test_sounds_tell_what_a_key_did(bench: Made) -> None:
    radio = bench(**TYPED, beeps=True, confirm=Confirming("none"))
    assert radio.tap("1") == [Click()]
    assert radio.tap("2") == [Click("beep"), Submit("12")]


def test_a_third_key_doesn_t_change_a_reading_of_several(bench: Made) -> None:
    radio = bench(timing=Timing(settle_ms=57))
    before = radio.state.entry
    radio.do(Press("1"), Press("2"), Advance(10))
    read = radio.state.hand.read
    radio.do(Press("3"))
    assert radio.state.hand.read == read
    radio.do(Advance(1000), Release("3"), Release("2"), Release("1"), Advance(1000))
    assert radio.state.entry == before
