"""Recordings replayed on the twin: what agrees, and that each kind of deviation is found."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from headunit.errors import InputError
from headunit.twin import HeadUnit
from headunit.twin.events import Battery, Cut, Ignition, Press, SupplyLow
from headunit.twin.replay import AGREES, DIFFERS, FORMAT, NOT_REPLAYED, Image, image_of, read_recordings, replay
from headunit.twin.replay.actions import Align, Nothing, action_of
from headunit.twin.replay.probe import poke
from headunit.twin.replay.run import Unknown, play
from tests.twin.premium5 import PROFILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin.replay import Result

Json = dict[str, Any]
KEYS = {key.id for key in PROFILE.panel.keys}
NEW = {"code": "1234", "attempts": 0, "byte_0x47": 170, "integrity_0x69": 148, "kwp_login_attempts_0x67": 0}


def build(image: Image) -> HeadUnit:
    return HeadUnit(PROFILE, image_of(image))


def event(t_ms: float, words: str, **more: str) -> Json:
    return {"t_ms": t_ms, "event": words, **more}


SWITCHED_ON = [event(0, "battery_connect"), event(500, "press POWER"), event(600, "release POWER")]
WRONG_TWICE = [
    *SWITCHED_ON,
    event(5100, "press 1"),
    event(5250, "release 1"),
    event(5600, "press SEEK>"),
    event(8000, "release SEEK>"),
    event(12000, "press TUNE>"),
    event(14500, "release TUNE>"),
    event(80000, "note: the end"),
]


RIGHT = [
    *SWITCHED_ON,
    *(
        event(5000 + 500 * number + after, f"{words} {key}")
        for number, key in enumerate("223334444")
        for after, words in ((0, "press"), (150, "release"))
    ),
    event(10000, "press SEEK>"),
    event(12500, "release SEEK>"),
    event(20000, "note: the end"),
]


def observed(events: list[Json], image: Json = NEW, **more: object) -> Json:
    """Return a recording made of the twin itself: the firmware's stands in no file here."""
    trace: Json = {"name": "sample", "initial_eeprom": image, "events": events, "observations": [OFF], **more}
    played = play(read_recordings({"format": FORMAT, "traces": [trace]}).traces[0], build(_image(image)))
    assert not isinstance(played, Unknown)
    until = max(each["t_ms"] for each in events)
    rows = [row._asdict() for row in played.seen if row.t_ms <= until]
    unknown = {"ram_attempts": 0, "lock_minutes_left": 0, "entered": "0000"}
    filled = [row | {key: value for key, value in unknown.items() if row[key] is None} for row in rows]
    return trace | {"observations": filled}


def _image(given: Json) -> Image:
    return Image(given["code"], given["attempts"], given["byte_0x47"], given["integrity_0x69"], 0)


OFF: Json = {
    "t_ms": 0.5,
    "display": None,
    "eeprom_attempts": 0,
    "ram_attempts": 0,
    "state": "splash",
    "unlocked": False,
    "lock_minutes_left": 0,
    "entered": "0000",
}


def result_of(trace: Json) -> Result:
    return replay(read_recordings({"format": FORMAT, "traces": [trace]}), build)[0]


def at(trace: Json, found: Callable[[Json], bool]) -> int:
    return next(index for index, row in enumerate(trace["observations"]) if found(row))


def test_a_recording_of_the_same_behaviour_agrees() -> None:
    result = result_of(observed(WRONG_TWICE))
    assert (result.result, result.differences) == (AGREES, ())
    assert dict(result.agreed)["display"] > 5
    assert dict(result.agreed)["minutes"] == 2
    assert result.late_ms == (0, 0)


def test_a_recording_that_ends_in_music_agrees() -> None:
    trace = observed(RIGHT)
    assert trace["observations"][-1]["unlocked"] is True
    result = result_of(trace)
    assert (result.result, result.differences, result.late_ms) == (AGREES, (), (0,))
    trace["observations"][-1]["display"] = "    ANOTHER"
    assert result_of(trace).result == AGREES


def test_what_the_twin_shows_in_the_last_moment_may_be_missing() -> None:
    trace = observed([*SWITCHED_ON, event(5000, "note: the end")])
    last = trace["observations"][-1]
    assert last["state"] == "prompt"
    missing = {"observations": trace["observations"][:-1]}
    for early_ms, result in ((50, AGREES), (70, DIFFERS)):
        ended = trace | missing | {"events": [*SWITCHED_ON, event(last["t_ms"] + early_ms, "note: the end")]}
        assert result_of(ended).result == result


def test_a_verdict_that_the_twin_never_gives_is_told() -> None:
    trace = observed(SWITCHED_ON) | {"events": [*SWITCHED_ON, event(3500, "verdict at press+2070.90")]}
    told = [str(each) for each in result_of(trace).differences]
    assert "at 3,500 ms: verdict: expected one, seen none" in told


def wrong_count(trace: Json) -> None:
    for row in trace["observations"][at(trace, lambda row: row["eeprom_attempts"] == 1) :]:
        row["eeprom_attempts"] += 1


def count_in_memory_that_never_comes(trace: Json) -> None:
    for row in trace["observations"]:
        row["eeprom_attempts"] = 0


def swapped_displays(trace: Json) -> None:
    other = {"     SAFE  ": "    2000   ", "    2000   ": "     SAFE  "}
    for row in trace["observations"]:
        row["display"] = other.get(row["display"], row["display"])


def missing_display(trace: Json) -> None:
    for row in trace["observations"]:
        row["display"] = "    1000   " if row["display"] == "    2000   " else row["display"]


def other_digit(trace: Json) -> None:
    for row in trace["observations"]:
        row["display"] = "    3000   " if row["display"] == "    2000   " else row["display"]


def late_display(trace: Json) -> None:
    for row in trace["observations"][at(trace, lambda row: row["display"] == "1   1000   ") :]:
        row["t_ms"] += 150


def late_verdict(trace: Json) -> None:
    for row in trace["observations"][at(trace, lambda row: row["state"] == "wrong_flash") :]:
        row["t_ms"] += 200


def lock_of_30_minutes(trace: Json) -> None:
    for row in trace["observations"]:
        row["lock_minutes_left"] = max(0, row["lock_minutes_left"] - 30)


def no_lock(trace: Json) -> None:
    for row in trace["observations"]:
        row["state"] = "wrong_flash" if row["state"] == "locked_hour" else row["state"]


def unlocked(trace: Json) -> None:
    trace["observations"][-1]["unlocked"] = True


def slow_blinking(trace: Json) -> None:
    rows = trace["observations"]
    first = at(trace, lambda row: row["state"] == "wrong_flash")
    for row in rows[first:]:
        if row["state"] == "wrong_flash":
            row["display"] = "1    SAFE  "


def flash_rows(trace: Json) -> list[Json]:
    return [row for row in trace["observations"] if row["state"] == "wrong_flash"]


def one_blink_too_long(trace: Json) -> None:
    flash_rows(trace)[3]["display"] = flash_rows(trace)[4]["display"] = flash_rows(trace)[2]["display"]


def one_blink_too_short(trace: Json) -> None:
    row = flash_rows(trace)[4]
    other = flash_rows(trace)[3]["display"]
    rows = trace["observations"]
    first = rows.index(row) + 1
    rows[first:first] = [row | {"t_ms": row["t_ms"] + 100, "display": other}, row | {"t_ms": row["t_ms"] + 200}]


def another_text_in_the_blinking(trace: Json) -> None:
    for row in flash_rows(trace)[4:]:
        row["display"] = row["display"].replace("SAFE", "FAIL")


def a_time_that_goes_back(trace: Json) -> None:
    trace["observations"][-1]["t_ms"] = 100


def wrong_text_at_the_end(trace: Json) -> None:
    trace["observations"][-1]["display"] = "3    SAFE  "


@pytest.mark.parametrize(
    "spoil",
    [
        wrong_count,
        count_in_memory_that_never_comes,
        swapped_displays,
        missing_display,
        other_digit,
        late_display,
        late_verdict,
        lock_of_30_minutes,
        no_lock,
        unlocked,
        slow_blinking,
        one_blink_too_long,
        one_blink_too_short,
        another_text_in_the_blinking,
        a_time_that_goes_back,
        wrong_text_at_the_end,
    ],
)
def test_a_spoilt_recording_differs(spoil: Callable[[Json], None]) -> None:
    trace = copy.deepcopy(observed(WRONG_TWICE))
    spoil(trace)
    result = result_of(trace)
    assert result.result == DIFFERS
    assert result.differences


@pytest.mark.parametrize("late_ms", [-30, 55])
def test_a_display_within_60_ms_agrees(late_ms: int) -> None:
    trace = copy.deepcopy(observed(WRONG_TWICE))
    for row in trace["observations"][at(trace, lambda row: row["display"] == "1   1000   ") :]:
        row["t_ms"] += late_ms
    assert result_of(trace).differences == ()


@pytest.mark.parametrize("late_ms", [-110, 110])
def test_a_verdict_within_120_ms_agrees_with_all_that_follows(late_ms: int) -> None:
    trace = copy.deepcopy(observed(WRONG_TWICE[:7]))
    for row in trace["observations"][at(trace, lambda row: row["state"] == "wrong_flash") :]:
        row["t_ms"] += late_ms
    result = result_of(trace)
    assert result.differences == ()
    assert result.late_ms == (-late_ms,)


def cut_trace(offset_ms: float, **cut: object) -> Json:
    """Return a recording with a cut *offset_ms* after a verdict that came 40 ms later than the twin's."""
    verdict = 7140.0
    events = [
        *SWITCHED_ON,
        event(5100, "press SEEK>"),
        event(verdict, "verdict (state leaves 7) at press+2040.00 ms"),
        event(verdict + offset_ms, "battery_cut", note="RAM lost"),
        event(verdict + offset_ms, "battery_connect"),
        event(verdict + 1500, "press POWER"),
        event(verdict + 1600, "release POWER"),
        event(verdict + 6000, "note: the end"),
    ]
    return {"name": "cut", "initial_eeprom": NEW, "events": events, "observations": [OFF], "cut": cut}


@pytest.mark.parametrize(("offset_ms", "stored"), [(46, 0), (48, 1)])
def test_a_cut_keeps_its_distance_to_the_twins_own_verdict(offset_ms: float, stored: int) -> None:
    trace = cut_trace(offset_ms)
    played = play(read_recordings({"format": FORMAT, "traces": [trace]}).traces[0], build(_image(NEW)))
    assert not isinstance(played, Unknown)
    assert [shift.by_ms for shift in played.shifts] == [-40]
    assert played.at_cut is not None
    assert played.at_cut.eeprom_attempts == stored
    assert played.seen[-1].eeprom_attempts == stored


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("eeprom_at_cut", {"68": 1}),
        ("ram_attempts_at_cut", 0),
        ("state_at_cut", "prompt"),
        ("display_at_cut", "    9999   "),
        ("after_restart", {"display": "1   1000   "}),
        ("after_restart", {"ram_attempts": 1}),
        ("after_restart", {"eeprom": {"68": 1}}),
        ("after_restart", {"lock_minutes": 60}),
        ("after_next_wrong_attempt", {"display": "2    SAFE  "}),
    ],
)
def test_what_a_cut_left_is_compared(part: str, value: object) -> None:
    told = result_of(cut_trace(30, **{part: value})).differences
    assert any("at the cut" in each.what or "after the" in each.what for each in told)


def test_a_cut_that_is_told_of_and_never_made_is_found() -> None:
    trace = observed(WRONG_TWICE) | {"cut": {"ram_attempts_at_cut": 0}}
    assert "power cut" in [each.what for each in result_of(trace).differences]


@pytest.mark.parametrize(("offset_ms", "told"), [(30, True), (70, False), (80, True)])
def test_the_sum_byte_is_not_asked_for_just_when_it_is_written(offset_ms: float, told: bool) -> None:  # noqa: FBT001 - pytest fills it in
    spoilt = {"63": 0, "64": 0, "65": 81, "66": 66, "67": 0, "68": 0, "69": 0}
    differences = result_of(cut_trace(offset_ms, eeprom_at_cut=spoilt)).differences
    assert any(each.what == "sum byte at the cut" for each in differences) == told


def test_a_counter_that_does_not_run_is_not_set() -> None:
    unit = build(_image(NEW))
    before = unit.snapshot()
    poke(unit, 30)
    assert unit.snapshot() == before


def test_what_a_cut_left_can_agree() -> None:
    cut = {
        "eeprom_at_cut": {"63": 0, "64": 0, "65": 81, "66": 66, "67": 0, "68": 0, "69": 148},
        "ram_attempts_at_cut": 1,
        "state_at_cut": "wrong_flash",
        "display_at_cut": "    1000   ",
        "after_restart": {"display": "    1000   ", "ram_attempts": 0, "eeprom": {"68": 0}, "lock_minutes": 0},
        "after_next_wrong_attempt": None,
    }
    told = result_of(cut_trace(30, **cut)).differences
    assert not [each for each in told if "cut" in each.what or "after the" in each.what]


def test_a_poked_counter_is_read_from_what_was_observed() -> None:
    locked = NEW | {"attempts": 2, "integrity_0x69": 150}
    events = [*SWITCHED_ON, event(3000, "RAM 0xFB51 set to 30"), event(4000, "note: the end")]
    rows = [
        OFF | {"eeprom_attempts": 2},
        OFF
        | {
            "t_ms": 575,
            "display": " " * 11,
            "eeprom_attempts": 2,
            "ram_attempts": 2,
            "state": "locked_hour",
            "lock_minutes_left": 60,
        },
    ]
    rows.append(rows[-1] | {"t_ms": 697, "display": "2    SAFE  "})
    rows.append(rows[-1] | {"t_ms": 3000, "lock_minutes_left": 30})
    trace = {"name": "poked", "ram_poked": True, "initial_eeprom": locked, "events": events, "observations": rows}
    assert result_of(trace).differences == ()
    assert result_of(trace | {"ram_poked": False}).result == NOT_REPLAYED


def test_an_unknown_event_is_told_and_not_guessed() -> None:
    result = result_of(observed(SWITCHED_ON) | {"events": [*SWITCHED_ON, event(700, "hit with a hammer")]})
    assert (result.result, result.reason) == (NOT_REPLAYED, "the event 'hit with a hammer' is not known")


def test_a_recording_that_is_no_good_is_not_replayed() -> None:
    assert result_of(observed(SWITCHED_ON) | {"golden": False}).result == NOT_REPLAYED


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("press SEEK>", Press("SEEK>")),
        ("press TAPE SIDE", Press("TAPE SIDE")),
        ("press FB", Press("F/B")),
        ("press 7", None),
        ("battery_connect", Battery(14.0)),
        ("battery_cut, RAM lost", Cut()),
        ("battery_cut, RAM kept", Cut(keep_ram=True)),
        ("CPU reset, RAM kept", Cut(keep_ram=True)),
        ("cpu_reset", Cut(keep_ram=True)),
        ("CPU reset (RAM lost)", Cut()),
        ("wait 60 s", Nothing()),
        ("P0.1 (supply-low warning input) driven low", SupplyLow(low=True)),
        ("P0.1 (supply-low warning) low", SupplyLow(low=True)),
        ("P0.1 high again", SupplyLow(low=False)),
        ("S-contact on", Ignition("on")),
        ("ignition (S-contact) off", Ignition("off")),
        ("verdict at press+2070.90", Align()),
        ("note: countdown 59", Nothing()),
        ("minute counter set to 1", None),
    ],
)
def test_the_words_of_a_recorder(words: str, action: object) -> None:
    assert action_of(words, KEYS, poked=False) == action


GOOD: Json = {"name": "good", "initial_eeprom": NEW, "events": SWITCHED_ON, "observations": [OFF]}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "the document: content is []"),
        ({"format": "other/1"}, "the document: format is 'other/1'"),
        ({"format": FORMAT}, "the document: traces is 'none'"),
        ({"format": FORMAT, "traces": {}}, "traces: content is {}"),
        ({"format": FORMAT, "traces": [1]}, "trace 0: content is 1"),
        ({"format": FORMAT, "traces": [{}]}, "trace 0: name is None"),
        ({"format": FORMAT, "traces": [GOOD | {"events": []}]}, "good: events and observations is 'none'"),
        ({"format": FORMAT, "traces": [GOOD | {"events": [event(-1, "x")]}]}, "good: t_ms is -1"),
        ({"format": FORMAT, "traces": [GOOD | {"observations": [OFF | {"display": 5}]}]}, "good: display is 5"),
        ({"format": FORMAT, "traces": [GOOD | {"observations": [OFF | {"unlocked": 0}]}]}, "good: unlocked is 0"),
        ({"format": FORMAT, "traces": [GOOD | {"initial_eeprom": NEW | {"code": "12"}}]}, "good: code is '12'"),
        ({"format": FORMAT, "traces": [GOOD | {"initial_eeprom": NEW | {"attempts": 256}}]}, "good: initial_eeprom is"),
        ({"format": FORMAT, "traces": [GOOD | {"cut": {"after_restart": {"display": 1}}}]}, "good: display is 1"),
        ({"format": FORMAT, "traces": [], "hold_threshold": {}}, "hold_threshold: results is None"),
    ],
)
def test_a_file_that_is_no_recording_is_refused_in_one_sentence(document: object, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_recordings(document)
    assert caught.value.message.startswith(words)
    assert caught.value.code == "traces"


HOLD: Json = {
    "key": "SEEK>",
    "phase_offset_ms": 37,
    "verdict_at_ms_after_press_when_held": 2030.0,
    "longest_hold_not_submitting_ms": 1993.0,
    "shortest_hold_submitting_ms": 1995.0,
}


@pytest.mark.parametrize(
    ("changed", "result"),
    [
        ({}, AGREES),
        ({"verdict_at_ms_after_press_when_held": 2200.0}, DIFFERS),
        ({"longest_hold_not_submitting_ms": 2300.0}, DIFFERS),
        ({"shortest_hold_submitting_ms": 1500.0}, DIFFERS),
    ],
)
def test_the_limits_of_a_hold_are_compared(changed: Json, result: str) -> None:
    document = {"format": FORMAT, "hold_threshold": {"results": [HOLD | changed]}}
    (found,) = replay(read_recordings(document), build)
    assert found.result == result
