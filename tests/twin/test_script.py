"""Scripts and logs: JSON lines in, JSON lines out, and the same again."""

from __future__ import annotations

import json
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.twin import EVENTS, LogLine, TimedEvent, TwinEvent, build, event_document, event_from, log_line
from headunit.twin import events as all_events
from headunit.twin.events import CHOICES, Battery, Cut, Ignition, SetCode
from headunit.twin.script import log_of, parse_script, play
from tests.twin.twins import all_variants, profile_of

PANEL = profile_of("nissan-qashqai-j10-audio-2012").panel
KEY = st.sampled_from([key.id for key in PANEL.keys])
VALUES = {str: KEY, int: st.integers(), float: st.floats(0, 60), bool: st.booleans()}


def events_of(name: str, kind: type[TwinEvent]) -> st.SearchStrategy[TwinEvent]:
    """Build any event of *kind*: each value of its own type, or one of the words that it can be."""
    hints = get_type_hints(kind)
    values = {
        key: st.sampled_from(CHOICES[name, key]) if (name, key) in CHOICES else VALUES[hint]
        for key, hint in hints.items()
    }
    return st.builds(kind, **values)


ANY_EVENT = st.one_of(st.none(), *(events_of(name, kind) for name, kind in EVENTS.items()))
SCRIPT = st.lists(st.tuples(st.integers(0, 5_000), ANY_EVENT), max_size=15)


def timed(moves: list[tuple[int, TwinEvent | None]]) -> tuple[TimedEvent, ...]:
    now, script = 0, []
    for ms, event in moves:
        now += ms
        script.append(TimedEvent(now, event))
    return tuple(script)


@given(SCRIPT)
def test_a_written_script_reads_as_it_was(moves: list[tuple[int, TwinEvent | None]]) -> None:
    script = timed(moves)
    assert parse_script(map(log_line, script), PANEL) == script


@given(st.sampled_from(all_variants()), SCRIPT)
def test_any_events_in_any_order_are_lived_through_and_logged_the_same_twice(
    which: tuple[str, str], moves: list[tuple[int, TwinEvent | None]]
) -> None:
    profile = profile_of(*which)
    code = "".join(letters[0] for letters in profile.panel.alphabets)
    log = log_of(build(profile, code), timed(moves))
    parts = [json.loads(line) for line in log]
    assert [part["t_ms"] for part in parts] == sorted(part["t_ms"] for part in parts)
    known = profile.panel._replace(keys=PANEL.keys + profile.panel.keys)
    assert log_of(build(profile, code), parse_script(log, known)) == log


def test_an_event_stands_above_what_it_brings_and_is_given_once_it_has_happened() -> None:
    script = (TimedEvent(0, Ignition("on")), TimedEvent(0, Battery(12.6)), TimedEvent(900, None))
    unit = build(profile_of("nissan-nats-audio-link"))
    assert [json.loads(line) for line in log_of(unit, script)] == [
        {"t_ms": 0, "event": "ignition", "position": "on"},
        {"t_ms": 0, "event": "battery", "volts": 12.6},
        {"t_ms": 200, "seen": "display", "detail": "WAIT"},
        {"t_ms": 350, "seen": "display", "detail": "FM 1"},
        {"t_ms": 350, "seen": "audio", "detail": "music"},
        {"t_ms": 900, "event": "look"},
    ]
    unit = build(profile_of("nissan-nats-audio-link"))
    assert [(entry.t_ms, unit.supply.alive, unit.playing) for entry in play(unit, script)] == [
        (0, False, False),
        (0, True, False),
        (900, True, True),
    ]


@pytest.mark.parametrize(
    ("lines", "code", "told"),
    [
        (["", '{"t_ms": 5}', ""], "twin-event", "line 2 of the script: event is missing"),
        (["{"], "twin-script", "line 1 of the script is not JSON"),
        (["3"], "twin-script", "line 1 of the script is not an object"),
        (['{"event": "look"}'], "twin-script", "line 1 of the script: t_ms is missing"),
        (
            ['{"t_ms": 1, "event": "look"}', '{"t_ms": 0, "event": "look"}'],
            "twin-script",
            "line 2 of the script goes",
        ),
        (
            ['{"t_ms": 0, "event": "turn", "key": "Q", "detents": 1}'],
            "twin-key",
            "line 1 of the script uses",
        ),
    ],
)
def test_a_wrong_line_is_named_by_its_number(lines: list[str], code: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_script(lines, PANEL)
    assert refused.value.code == code
    assert refused.value.message.startswith(told)


def test_every_event_but_the_owners_code_has_a_name() -> None:
    assert set(EVENTS.values()) == set(get_args(TwinEvent)) - {SetCode}
    assert event_document(SetCode("1234")) == {"event": "set-code"}
    assert "1234" not in log_line(TimedEvent(0, SetCode("1234")))
    assert set(all_events.__all__) >= {kind.__name__ for kind in EVENTS.values()}


def test_what_was_seen_is_a_line_of_its_own() -> None:
    assert log_line(LogLine(5, "display", "Škoda")) == '{"t_ms": 5, "seen": "display", "detail": "Škoda"}'


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, "one of press, release"),
        ({"event": 3}, "one of press, release"),
        ({"event": "press"}, "key must be text"),
        ({"event": "press", "key": None}, "key must be text"),
        ({"event": "press", "key": "1", "at": 1}, "only key"),
        ({"event": "factory-reset", "at": 1}, "only the name of the event"),
        ({"event": "turn", "key": "1", "detents": True}, "detents must be a whole number"),
        ({"event": "turn", "key": "1", "detents": 1.0}, "detents must be a whole number"),
        ({"event": "ground", "good": 1}, "good must be true or false"),
        ({"event": "battery", "volts": "12"}, "volts must be a number"),
        ({"event": "battery", "volts": -0.1}, "volts must be between 0 and 60"),
        ({"event": "battery", "volts": float("nan")}, "volts must be between 0 and 60"),
        ({"event": "ignition", "position": "start"}, "position is off, acc or on"),
        ({"event": "hang", "what": "all"}, "what is keys, input or memory"),
    ],
)
def test_a_wrong_event_says_what_would_be_right(document: dict[str, object], expected: str) -> None:
    with pytest.raises(InputError) as refused:
        event_from(document)
    assert refused.value.code == "twin-event"
    assert expected in str(refused.value.expected)
    assert refused.value.next_step == "see docs/reference/twin-events.md"


def test_a_long_value_is_cut_short_in_the_sentence() -> None:
    with pytest.raises(InputError) as refused:
        event_from({"event": "x" * 10_000})
    assert len(refused.value.message) < 200
    assert len(str(refused.value.value)) < 200


def test_a_value_that_may_be_left_out_has_its_usual_one() -> None:
    assert event_from({"event": "cut"}) == Cut(keep_ram=False)
    assert event_from({"event": "battery", "volts": 12}) == Battery(12)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"t_ms": 0, "event": "battery", "volts": "12"}', 'line 1 of the script: volts must be a number, not "12"'),
        ('{"t_ms": 0, "event": "battery"}', "line 1 of the script: volts is missing"),
        (
            '{"t_ms": 0, "event": "battery", "volts": 61}',
            "line 1 of the script: volts must be between 0 and 60, not 61",
        ),
        (
            '{"t_ms": 0, "event": "ignition", "position": "start"}',
            'line 1 of the script: position is off, acc or on, not "start"',
        ),
        ('{"t_ms": 0, "event": "kick"}', 'line 1 of the script: there is no event "kick"'),
        ('{"t_ms": 0, "event": "press", "key": "1", "hard": 1}', 'line 1 of the script: press has no "hard", only key'),
        ('{"t_ms": "0", "event": "look"}', "line 1 of the script: t_ms must be a whole number from 0 to 3162240000000"),
        ('"look"', "line 1 of the script is not an object: write one JSON object in each line"),
    ],
)
def test_the_sentence_itself_says_what_would_be_right(line: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_script([line], PANEL)
    assert refused.value.message == told


def test_a_key_that_isnt_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(InputError, match="its keys are POWER, 1, 2, 3, 4, 5, 6"):
        parse_script(['{"t_ms": 0, "event": "press", "key": "Q"}'], PANEL)
