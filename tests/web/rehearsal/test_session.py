"""A session in virtual time: what is pressed, how time passes, and what is told."""

from __future__ import annotations

import pytest

from headunit.web.rehearsal import SCHEMA, Message
from tests.web.fronts import CHORD, HONDA, KNOB, QASHQAI, session_for


def press(*keys: str) -> Message:
    return Message("press", keys=keys)


def release(*keys: str) -> Message:
    return Message("release", keys=keys)


def test_the_first_news_are_all_there_is_and_the_next_only_what_changed() -> None:
    session = session_for(QASHQAI)
    (first,) = session.news()
    assert first["schema"] == SCHEMA
    assert first["type"] == "state"
    assert set(first) - {"schema", "type"} == set(session.state())
    assert session.news() == []

    session.take(press("1"), 10.0)
    (second, sounds) = session.news()
    assert second["display"]["text"] == "Radio Code: 1000"
    assert "car" not in second
    assert sounds == {"schema": SCHEMA, "type": "sounds", "sounds": ["click"]}


def test_a_key_shows_its_effect_without_delay() -> None:
    session = session_for(QASHQAI)
    session.take(press("1"), 0.0)

    assert session.state()["display"]["text"] == "Radio Code: 1000"
    assert session.state()["down"] == ["1"]


@pytest.mark.parametrize("family", [QASHQAI, "vw-premium-5-delco", "vw-premium-4-clarion"])
def test_taps_that_are_faster_than_any_finger_all_count(family: str) -> None:
    session = session_for(family)
    before = session.unit.panel.entry
    for _ in range(5):
        session.take(press("1"), 0.0)
        session.take(release("1"), 0.0)
    session.tick(50.0)

    assert int(session.unit.panel.entry[0]) == (int(before[0]) + 5) % 10


def test_a_key_is_held_in_real_time_whatever_the_clock() -> None:
    session = session_for(QASHQAI, code="0000")
    session.take(Message("clock", speed=60), 0.0)
    session.take(press("6"), 0.0)
    session.tick(1500.0)
    assert not session.unit.unlocked
    session.tick(2100.0)
    session.take(release("6"), 2100.0)
    session.tick(2500.0)
    assert session.unit.unlocked


def test_the_clock_runs_sixty_times_as_fast() -> None:
    session = session_for(QASHQAI)
    start = session.unit.now_ms
    session.tick(1000.0)
    assert session.unit.now_ms - start == 1000
    session.take(Message("clock", speed=60), 1000.0)
    session.tick(2000.0)
    assert session.unit.now_ms - start == 61_000


def test_parts_of_a_millisecond_add_up() -> None:
    session = session_for(QASHQAI)
    start = session.unit.now_ms
    for at in range(1, 11):
        session.tick(at * 0.25)

    assert session.unit.now_ms - start == 2


def test_time_stands_still_while_nobody_is_connected() -> None:
    session = session_for(QASHQAI)
    session.take(press("1"), 0.0)
    session.detach(100.0)
    stood = session.unit.now_ms
    session.tick(90_000.0)
    assert session.unit.now_ms == stood
    assert session.state()["down"] == []

    session.attach(100_000.0)
    session.tick(100_010.0)
    assert session.unit.now_ms == stood + 10
    assert session.news()[0]["display"]["text"] == "Radio Code: 1000"


def test_a_long_gap_is_not_lived_through() -> None:
    session = session_for(QASHQAI)
    start = session.unit.now_ms
    session.tick(3_600_000.0)

    assert session.unit.now_ms - start <= 15_000


def test_a_clock_that_goes_back_lets_no_time_pass() -> None:
    session = session_for(QASHQAI)
    session.tick(1000.0)
    stood = session.unit.now_ms
    session.tick(500.0)

    assert session.unit.now_ms == stood


def test_keys_of_a_chord_in_one_message_are_one_chord() -> None:
    session = session_for(CHORD)
    (chord,) = session.state()["chords"]
    session.take(press(*chord["keys"]), 0.0)
    session.tick(float(chord["ms"]) + 200)

    assert session.state()["display"]["text"] == "---"


def test_a_knob_turns_by_detents() -> None:
    session = session_for(KNOB)
    session.take(Message("turn", keys=("volume knob",), by=3), 0.0)
    assert session.unit.panel.entry == "3000"
    session.take(Message("turn", keys=("volume knob",), by=-1), 0.0)
    assert session.unit.panel.entry == "2000"


def test_a_key_that_isn_t_there_does_nothing() -> None:
    session = session_for(HONDA)
    before = session.state()["display"]
    session.take(press("EJECT SEAT"), 0.0)
    session.take(release("EJECT SEAT"), 5.0)
    session.take(release("2"), 5.0)
    session.take(Message("turn", keys=("nothing",), by=1), 5.0)
    session.take(Message("look"), 5.0)

    assert session.state()["display"] == before


def test_holds_are_told_for_the_keys_that_do_something_when_held() -> None:
    assert session_for(QASHQAI).state()["holds"] == {"6": 2000}


def test_the_battery_off_makes_it_dark_and_forget_its_entry() -> None:
    session = session_for(QASHQAI)
    session.take(press("1"), 0.0)
    session.take(release("1"), 100.0)
    session.take(Message("car", car=(("battery", "off"),)), 200.0)
    session.tick(1500.0)
    state = session.state()
    assert (state["power"], state["display"]["text"], state["car"]["battery"]) == (False, "", "off")

    session.take(Message("car", car=(("battery", "on"),)), 1600.0)
    session.tick(4000.0)
    assert session.state()["display"]["text"] == "Radio Code: 0000"


def test_again_begins_anew_and_keeps_the_code() -> None:
    session = session_for(QASHQAI, code="1000")
    session.take(press("2"), 0.0)
    session.take(Message("again"), 10.0)
    assert session.state()["display"]["text"] == "Radio Code: 0000"
    session.take(press("1"), 20.0)
    session.take(release("1"), 30.0)
    session.take(press("6"), 200.0)
    session.tick(2500.0)
    session.tick(3500.0)
    assert session.unit.playing


def test_the_next_change_is_known_in_real_time() -> None:
    session = session_for("nissan-xtrail-t30-au")
    session.take(press("1"), 0.0)
    session.take(release("1"), 100.0)
    session.take(press("6"), 300.0)
    due = session.due_in_ms()
    assert due is not None
    assert due <= 2000


def test_a_blinking_text_is_told_once_and_its_dark_halves_apart() -> None:
    session = session_for("vw-premium-5-delco", code="1234")
    session.take(press("SEEK>"), 0.0)
    at = 0.0
    seen = set()
    for _ in range(60):
        at += 100
        session.tick(at)
        state = session.state()
        seen.add((state["display"]["text"], state["dark"]))
    texts = {text for text, dark in seen if dark}

    assert texts
    assert all((text, False) in seen for text in texts)
