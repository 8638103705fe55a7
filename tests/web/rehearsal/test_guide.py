"""The guide leads through the plan of every radio to music, and says where a person stands after any slip."""

from __future__ import annotations

from typing import Any

import pytest

from headunit.lock import Phase
from headunit.twin import HeadUnit
from headunit.twin.events import Battery
from headunit.web.rehearsal import Message, Phrase, Session, in_words
from headunit.web.rehearsal.words import ENGLISH, spoken_words
from tests.web.fronts import CLOCK, HELD_AT_START, HONDA, KNOB, QASHQAI, STALK, TOUCH, session_for

CITAN = ("renault-dacia-precode", "Mercedes-Benz Citan")
SELECT = ("renault-dacia-precode", "some older radios")


class Person:
    """Do what the guide says, in real time that is counted by hand."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.ms = 0.0

    @property
    def guide(self) -> dict[str, Any]:
        guide: dict[str, Any] = self.session.state()["guide"]
        return guide

    @property
    def told(self) -> str:
        return "".join(next(iter(part.values())) for part in self.guide["say"])

    @property
    def display(self) -> str:
        return str(self.session.state()["display"]["text"])

    def wait(self, ms: float) -> None:
        end = self.ms + ms
        while self.ms < end:
            self.ms = min(end, self.ms + 2000)
            self.session.tick(self.ms)

    def tap(self, *keys: str, hold_ms: float = 60) -> None:
        for key in keys:
            self.session.take(Message("press", keys=(key,)), self.ms)
            self.wait(hold_ms)
            self.session.take(Message("release", keys=(key,)), self.ms)
            self.wait(60)

    def turn(self, key: str, by: int) -> None:
        self.session.take(Message("turn", keys=(key,), by=by), self.ms)
        self.wait(60)

    def do(self, **changes: str) -> None:
        self.session.take(Message("car", car=tuple(changes.items())), self.ms)
        self.wait(1500)

    def follow(self) -> None:
        """Do the one thing that the guide asks for."""
        guide, state = self.guide, self.session.state()
        hints = guide["hints"]
        if guide["state"] == "busy":
            self.wait(200)
        elif hints[0][1] != "press":
            self.turn(hints[0][0], 1 if hints[0][1] == "up" else -1)
        elif state["chords"] and state["chords"][0]["tap"]:
            chord = state["chords"][0]
            self.session.take(Message("press", keys=tuple(chord["keys"])), self.ms)
            self.tap(chord["tap"])
            self.wait(chord["ms"] + 1500)
            self.session.take(Message("release", keys=tuple(chord["keys"])), self.ms)
        else:
            task = self.session.guide.tasks[guide["at"]]
            keys = tuple(key for key, _ in hints)
            self.session.take(Message("press", keys=keys), self.ms)
            self.wait(task.hold_ms or 40)
            self.session.take(Message("release", keys=keys), self.ms)
            self.wait(40)

    def follow_all(self, most: int = 250) -> None:
        for _ in range(most):
            if self.guide["state"] == "done":
                return
            self.follow()
        raise AssertionError(f"it never ended: {self.told}, {self.display}")


def person(family: str, variant: str = "", code: str = "") -> Person:
    return Person(session_for(family, variant, code))


def test_following_the_guide_unlocks_every_radio(any_radio: tuple[str, str]) -> None:
    one = person(*any_radio)
    one.follow_all()

    assert one.session.unit.playing
    assert one.session.state()["playing"]


def test_presses_are_counted_and_one_too_many_goes_round() -> None:
    one = person(QASHQAI, code="2054")
    assert (one.told, one.guide["ticks"]) == ("Press 1 twice", [0, 2])
    one.tap("1")
    assert one.guide["ticks"] == [1, 2]
    one.tap("1", "1")
    assert one.told == "Once round: press 1 until it shows 2"
    one.tap(*["1"] * 9)
    assert (one.display, one.told) == ("Radio Code: 2000", "Press 3 five times")


def test_a_digit_that_stands_already_is_left_alone() -> None:
    tasks = person(QASHQAI, code="2054").session.guide.tasks

    assert [spoken_words(task.say) for task in tasks] == [
        "Press 1 twice",
        "Leave 2 alone. It shows 0 already",
        "Press 3 five times",
        "Press 4 four times",
        "Hold 6 for 3 seconds",
    ]


def test_a_clock_radio_sets_two_parts() -> None:
    one = person(CLOCK, code="0254")

    assert [spoken_words(task.say) for task in one.session.guide.tasks] == [
        "Press HR once",
        "Press HR twice",
        "Press MIN 54 times",
        "Press AM/FM once",
    ]
    assert [spoken_words(task.then) for task in one.session.guide.tasks[1:3]] == [
        "The left part then shows 2",
        "The right part then shows 54",
    ]


def test_a_wrong_digit_is_taken_back_where_the_radio_can() -> None:
    one = person(TOUCH, code="1203")
    one.tap("1", "9")

    assert (one.guide["state"], one.told) == ("slip", "Another digit. Take it back with BACK")
    one.follow()
    assert (one.guide["state"], one.told) == ("go", "Tap 2")


def test_a_wrong_digit_that_can_t_be_taken_back_says_to_start_again() -> None:
    one = person(HONDA, code="12345")
    one.tap("5")

    assert one.guide["state"] == "slip"
    assert "Start again" in one.told
    one.session.take(Message("again"), one.ms)
    assert one.told == "Press 1 once"


def test_a_knob_turned_too_far_goes_back() -> None:
    one = person(KNOB, code="2054")
    assert one.told == "Turn volume knob to 2"
    one.turn("volume knob", 3)
    assert (one.told, one.guide["hints"]) == ("A little back: turn volume knob to 2", [["volume knob", "down"]])
    one.turn("volume knob", -1)
    assert one.told == "Press track keys for the next digit"


def test_a_place_left_too_early_is_gone_back_to_with_track_keys() -> None:
    one = person(KNOB, code="2054")
    one.tap("track keys")
    assert (one.told, one.guide["hints"]) == ("Go back with track keys", [["track keys", "down"]])
    one.follow_all()


def test_a_place_left_too_early_can_t_be_gone_back_to_with_a_button() -> None:
    one = person(*STALK, code="2054")
    one.tap("stalk button", "stalk button")

    assert one.guide["state"] == "slip"


def test_places_are_chosen_first_where_the_radio_wants_it() -> None:
    one = person(*SELECT, code="2054")
    assert one.told == "Press 1 for the first digit"
    one.tap("1")
    assert one.told == "Press station up twice"
    one.tap("3")
    assert one.told == "Press 1 for the first digit"


def test_a_knob_that_moves_and_sends_is_pressed_to_the_end() -> None:
    one = person(*CITAN, code="2000")
    one.turn("right-hand knob", 2)

    assert one.told == "Press right-hand knob for the next digit"
    one.follow_all()


def test_a_radio_opened_by_a_held_key_begins_switched_off() -> None:
    one = person(HELD_AT_START)

    assert one.told == "Hold AS, and switch the radio on while you hold it"
    assert one.guide["hints"] == [["AS", "press"], ["POWER", "press"]]
    assert one.session.state()["chords"] == [{"keys": ["AS"], "ms": 8000, "tap": "POWER"}]
    assert not one.session.state()["power"]


@pytest.mark.parametrize(
    ("change", "back", "state", "told"),
    [
        ({"battery": "off"}, {"battery": "on"}, "power", "Clip the battery on"),
        ({"fuse": "out"}, {"fuse": "in"}, "power", "Put the fuse back in"),
        ({"ignition": "off"}, {"ignition": "acc"}, "power", "Turn the ignition to ACC"),
    ],
)
def test_the_guide_says_what_the_radio_lacks(
    change: dict[str, str], back: dict[str, str], state: str, told: str
) -> None:
    one = person(QASHQAI, code="2054")
    one.tap("1")
    one.do(**change)

    assert (one.guide["state"], one.told) == (state, told)
    assert not one.session.state()["power"]
    one.do(**back)
    one.wait(2000)
    assert one.guide["state"] == "go"


def test_a_radio_that_was_switched_off_is_switched_on_with_its_key() -> None:
    one = person(QASHQAI)
    one.tap("POWER")
    assert (one.guide["state"], one.told) == ("off", "Switch the radio on with POWER")
    one.follow()
    one.wait(1000)
    assert one.guide["state"] == "go"


@pytest.mark.parametrize("family", [QASHQAI, HONDA])
def test_a_radio_that_starts_is_waited_for(family: str) -> None:
    one = person(family)
    one.do(battery="off")
    one.session.take(Message("car", car=(("battery", "on"),)), one.ms)
    told = []
    while one.guide["state"] != "go":
        told.append((one.guide["state"], one.told))
        one.wait(20)

    assert set(told) == {("busy", "It starts. Press nothing yet")}


@pytest.mark.parametrize(
    ("phase", "state", "told"),
    [
        (Phase.RECORDING, "wrong", "That code was wrong. Press nothing"),
        (Phase.START, "busy", "It starts. Press nothing yet"),
        (Phase.CHARGING, "busy", "It checks the code"),
        (Phase.SETTLING, "busy", "It checks the code"),
        (Phase.LOCKED, "locked", "It is locked. Keys don't help now"),
        (Phase.BARRED, "locked", "It is locked. Keys don't help now"),
        (Phase.FAULT, "locked", "It is locked. Keys don't help now"),
    ],
)
def test_what_the_lock_does_is_told(phase: str, state: str, told: str) -> None:
    one = person(QASHQAI)
    unit = one.session.unit
    assert isinstance(unit, HeadUnit)
    unit.put_lock(unit.lock_now._replace(phase=phase))

    assert (one.guide["state"], one.told) == (state, told)


def test_a_right_code_without_sound_is_told() -> None:
    one = person(QASHQAI, code="2054")
    one.follow_all()
    one.session.unit.apply(Battery(8.0))

    assert (one.guide["state"], one.told) == ("busy", "The code is right, but it is mute")


def test_a_wrong_code_is_told_and_a_wait_is_served_by_the_clock() -> None:
    one = person(QASHQAI, code="2054")
    states = []
    for _ in range(6):
        one.tap("6", hold_ms=2600)
        states.append(one.guide["state"])
        if one.guide["state"] == "wait":
            break
        one.wait(10_000)
        if one.guide["state"] == "wait":
            break

    assert states[0] == "wrong"
    assert one.told == "It makes you wait. Leave it on"
    one.session.take(Message("clock", speed=60), one.ms)
    began = one.ms
    while one.guide["state"] == "wait":
        one.wait(1000)
    assert one.guide["state"] == "go"
    assert one.session.speed == 1
    assert one.ms - began <= 3_700_000 / 60


def test_a_radio_without_a_code_has_no_tasks() -> None:
    one = person("nissan-nats-audio-link")

    assert one.session.guide.tasks == ()
    assert not one.session.guided
    assert one.guide["state"] in {"done", "busy", "no-code"}


def test_without_the_guide_nothing_is_hinted() -> None:
    one = person(QASHQAI)
    one.session.take(Message("mode", guided=False), 0.0)

    assert (one.guide["state"], one.guide["hints"]) == ("free", [])
    one.session.take(Message("mode", guided=True), 0.0)
    assert one.guide["state"] == "go"


def test_what_no_source_says_is_marked_in_the_plan() -> None:
    imagined = [task.imagined for task in person("chrysler-tm9").session.guide.tasks]

    assert all(imagined)
    assert not any(task.imagined for task in person(QASHQAI).session.guide.tasks)


@pytest.mark.parametrize("name", sorted(ENGLISH))
def test_every_phrase_can_be_said(name: str) -> None:
    phrase = Phrase(name, ("A", "B"), times=2, shows="7", place=1, seconds=3)
    parts = in_words(phrase)

    assert all(len(part) == 1 and set(part) <= {"text", "key"} for part in parts)
    assert "{" not in spoken_words(phrase)
