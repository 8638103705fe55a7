"""What a person types in a rehearsal, and the events that it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.numbers import RadioCode
from headunit.panel import Key, Panel, plan_for_twin
from headunit.panel.walk import keystrokes
from headunit.twin import Move, carry_out_step, moves_of, wake, words_for
from headunit.twin.events import Battery, DiagnosticReset, Fuse, Ground, Hang, Ignition, Plug, Press, Release, Turn
from tests.twin.twins import ASSUMPTIONS, CATALOGUE, all_variants, profile_of

PANEL = profile_of("nissan-qashqai-j10-audio-2012").panel
BMW = profile_of("bmw-5key").panel
RENAULT = profile_of("renault-dacia-precode").panel
LOUDER = PANEL._replace(keys=(*PANEL.keys, Key("VOLUME+", "VOLUME+"), Key("SEEK UP", "up")))


def tap(key: str, times: int = 1) -> tuple[Move, ...]:
    return (Move(Press(key), 120), Move(Release(key), 120)) * times


@pytest.mark.parametrize(
    ("text", "panel", "moves"),
    [
        ("", PANEL, ()),
        (" , ,", PANEL, ()),
        ("1", PANEL, tap("1")),
        ("POWER", PANEL, tap("POWER")),
        ("  seek>  ", PANEL, tap("SEEK>")),
        ("1 x3", PANEL, tap("1", 3)),
        ("1x3", PANEL, tap("1", 3)),
        ("1 * 3", PANEL, tap("1", 3)),
        ("1 ×3", PANEL, tap("1", 3)),
        ("1 2 3", PANEL, tap("1") + tap("2") + tap("3")),
        ("1 x2 2 x 3 3", PANEL, tap("1", 2) + tap("2", 3) + tap("3")),
        ("1, 2 x2", PANEL, tap("1") + tap("2", 2)),
        ("seek up x2", LOUDER, tap("SEEK UP", 2)),
        ("UP", LOUDER, tap("SEEK UP")),
        ("volume+ x2", LOUDER, tap("VOLUME+", 2)),
        ("hold 6", PANEL, (Move(Press("6"), 3_000), Move(Release("6"), 120))),
        ("hold 6 2.5s", PANEL, (Move(Press("6"), 2_500), Move(Release("6"), 120))),
        ("hold 6 2", PANEL, (Move(Press("6"), 2_000), Move(Release("6"), 120))),
        ("hold 6 1.001s", PANEL, (Move(Press("6"), 1_001), Move(Release("6"), 120))),
        (
            "hold 1 + 6 1m",
            PANEL,
            (Move(Press("1"), 0), Move(Press("6"), 60_000), Move(Release("1"), 120), Move(Release("6"), 120)),
        ),
        ("hold VOLUME+ 1s", LOUDER, (Move(Press("VOLUME+"), 1_000), Move(Release("VOLUME+"), 120))),
        (
            "hold volume+ + seek up 1s",
            LOUDER,
            (
                Move(Press("VOLUME+"), 0),
                Move(Press("SEEK UP"), 1_000),
                Move(Release("VOLUME+"), 120),
                Move(Release("SEEK UP"), 120),
            ),
        ),
        ("turn volume +2", PANEL, (Move(Turn("VOLUME", 1), 120),) * 2),
        ("turn volume 2", PANEL, (Move(Turn("VOLUME", 1), 120),) * 2),
        ("turn volume -1", PANEL, (Move(Turn("VOLUME", -1), 120),)),
        ("turn volume 0", PANEL, ()),
        ("wait", PANEL, (Move(None, None),)),
        ("wait 20", PANEL, (Move(None, 20_000),)),
        ("wait 1.5h", PANEL, (Move(None, 5_400_000),)),
        ("wait 2 d", PANEL, (Move(None, 172_800_000),)),
        ("battery off", PANEL, (Move(Battery(0.0), 1_000),)),
        ("battery 10.8", PANEL, (Move(Battery(10.8), 1_000),)),
        ("battery 60 V", PANEL, (Move(Battery(60.0), 1_000),)),
        ("Ignition ACC", PANEL, (Move(Ignition("acc"), 1_000),)),
        ("fuse accessory out", PANEL, (Move(Fuse("accessory", fitted=False), 1_000),)),
        ("reset diagnostic", PANEL, (Move(DiagnosticReset(), 1_000),)),
        ("hang memory", PANEL, (Move(Hang("memory"), 1_000),)),
        ("battery off for 15m", PANEL, (Move(Battery(0.0), 900_000), Move(Battery(12.6), 1_000))),
        ("battery 4.5 for 0.8s", PANEL, (Move(Battery(4.5), 800), Move(Battery(12.6), 1_000))),
        (
            "fuse battery out for 30s",
            PANEL,
            (Move(Fuse("battery", fitted=False), 30_000), Move(Fuse("battery", fitted=True), 1_000)),
        ),
        ("ground bad for 0.1s", PANEL, (Move(Ground(good=False), 100), Move(Ground(good=True), 1_000))),
        ("unplug for 10d", PANEL, (Move(Plug(connected=False), 864_000_000), Move(Plug(connected=True), 1_000))),
    ],
)
def test_words_and_what_they_stand_for(text: str, panel: Panel, moves: tuple[Move, ...]) -> None:
    assert moves_of(text, panel) == moves


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("press 1", "1"),
        ("press the 1 key", "1"),
        ("push button 1 3 times", "1 x3"),
        ("1 twice", "1 x2"),
        ("Press 2 three times", "2 x3"),
        ("hold 6 for 3 seconds", "hold 6 3s"),
        ("press and hold 6 for 1 min", "hold 6 1m"),
        ("hold 1 and 6 for 3 seconds", "hold 1+6 3s"),
        ("turn volume up", "turn volume +1"),
        ("volume down by 2", "turn volume -2"),
        ("volume +2", "turn volume +2"),
        ("disconnect battery", "battery off"),
        ("reconnect the battery", "battery on"),
        ("battery disconnect", "battery off"),
        ("battery connected", "battery on"),
        ("battery off for 1 hour", "battery off for 60m"),
        ("disconnect the battery for 2 days", "battery off for 2d"),
        ("turn the ignition off", "ignition off"),
        ("pull the battery fuse for 10s", "fuse battery out for 10s"),
        ("accessory fuse in", "fuse accessory in"),
        ("wait 15 minutes", "wait 15m"),
        ("wait for an hour", "wait 1h"),
        ("wait for 2 days", "wait 2d"),
    ],
)
def test_plain_words_are_understood(text: str, ours: str) -> None:
    assert moves_of(text, PANEL) == moves_of(ours, PANEL)


def test_a_code_is_typed_where_keys_type_and_not_where_they_step() -> None:
    assert moves_of("1234", BMW) == moves_of("1 2 3 4", BMW)
    with pytest.raises(InputError, match="'1 2 3 4' presses each key once; 'plan' shows how the code is entered"):
        moves_of("1234", PANEL)
    with pytest.raises(InputError, match="'keys' lists its keys"):
        moves_of("1789", BMW)
    assert moves_of("volume up", RENAULT) == moves_of("turn volume +1", RENAULT)
    own_key = PANEL._replace(keys=(*PANEL.keys, Key("VOLUME UP", "VOLUME UP")))
    assert moves_of("volume up", own_key) == tap("VOLUME UP")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ok", "'plan' shows which key sends the code"),
        ("code", "'plan' shows how its code is entered"),
        ("fuse out", "'fuse battery out' or 'fuse accessory out'"),
        ("ground", "'ground bad' opens the ground connection"),
        ("turn on", "'ignition on' turns the car's key, 'ignition off' turns it back, 'POWER' is the radio's own key"),
        ("power off", "'POWER' is the radio's own key"),
        ("press", "type the key alone"),
        ("battery 1000", "say off, on or a voltage from 0 to 60, such as 'battery 10.8'"),
        ("1 x0", "say a number of presses from 1 to 99"),
        ("kick", "'keys' lists its keys, 'help' the rest"),
        ("kick up", "'keys' lists its keys, 'help' the rest"),
        ("turn up", "say a key and a number of clicks, such as 'turn volume +3'"),
    ],
)
def test_what_isnt_clear_is_answered_with_what_to_type(text: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        moves_of(text, PANEL)
    assert told in str(refused.value)


def test_without_a_power_key_none_is_named() -> None:
    with pytest.raises(InputError) as refused:
        moves_of("turn on", PANEL._replace(power=""))
    assert str(refused.value).endswith("'ignition off' turns it back")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kick", "no key or command 'kick'"),
        ("1 kick", "no key or command '1 kick'"),
        ("1, kick", "no key or command 'kick'"),
        ("1 x0", "a number of presses from 1 to 99"),
        ("1 x100", "a number of presses from 1 to 99"),
        ("hold", "no key or command ''"),
        ("hold kick 3s", "no key or command 'kick'"),
        ("hold 6 9999h", "a hold of at most 60m"),
        ("hold 1++6", "no key or command ''"),
        ("hold 6 61m", "a hold of at most 60m"),
        ("hold 6 .", "a time such as 20s"),
        ("turn volume", "a number of clicks"),
        ("turn kick +2", "no key or command 'kick'"),
        ("wait soon", "a time such as 20s"),
        ("wait 367d", "a time of at most 366d"),
        ("battery", "a voltage from 0 to 60"),
        ("battery 61", "a voltage from 0 to 60"),
        ("battery -1", "a voltage from 0 to 60"),
        ("ignition on for 5s", "battery, fuse, ground or unplug before 'for'"),
        ("1 for 5s", "battery, fuse, ground or unplug before 'for'"),
        ("battery lots for 5s", "a voltage from 0 to 60"),
        ("unplug for ever", "a time such as 20s"),
        ("1" * 301, "a line of at most 300 characters"),
    ],
)
def test_what_cant_be_meant_is_said(text: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        moves_of(text, PANEL)
    assert refused.value.code == "rehearsal-words"
    assert told in f"{refused.value.message} {refused.value.expected}"


@given(st.sampled_from([PANEL, RENAULT, LOUDER]), st.text(max_size=40))
def test_any_text_gives_moves_or_is_refused(panel: Panel, text: str) -> None:
    try:
        moves = moves_of(text, panel)
    except InputError as refused:
        moves = ()
        told = refused.code
    else:
        told = "rehearsal-words"
    assert told == "rehearsal-words"
    assert all(isinstance(move, Move) for move in moves)


@pytest.mark.parametrize(("family", "variant"), all_variants(), ids=lambda value: value or "-")
def test_the_words_for_each_step_of_a_plan_do_what_the_plan_does(family: str, variant: str) -> None:
    profile = profile_of(family, variant)
    code = "".join(letters[-1] for letters in profile.panel.alphabets)
    if profile.lock is None:
        return
    plan = plan_for_twin(CATALOGUE.family(family), RadioCode(code), ASSUMPTIONS, variant)
    by_plan, by_words = wake(profile, code), wake(profile, code)
    for step in plan.steps:
        carry_out_step(by_plan, step)
        for move in moves_of(words_for(step, profile.panel.power), profile.panel):
            by_words.apply(move.event)  # type: ignore[arg-type]
            by_words.advance(move.then_ms or 0)
        assert by_words.panel.entry == by_plan.panel.entry
        if step.action != "switch-on":
            assert bool(words_for(step, profile.panel.power)) == bool(keystrokes(step))
    for unit in (by_plan, by_words):
        unit.advance(1_000)
        assert unit.playing


@pytest.mark.parametrize(("family", "variant"), all_variants(), ids=lambda value: value or "-")
def test_no_key_has_the_name_of_a_command(family: str, variant: str) -> None:
    commands = {"help", "?", "keys", "plan", "next", "look", "imagined", "quit", "exit", "q", "bye", "wait", "unplug"}
    for key in profile_of(family, variant).panel.keys:
        assert key.id.lower() not in commands
        assert moves_of(key.id, profile_of(family, variant).panel) == tap(key.id)
