"""``rehearse``: by hand through standard input, from a script, and as a document."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.cli import rehearse_by_hand as by_hand_module
from headunit.cli.durations import clock, duration
from headunit.cli.main import EXIT_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.runner import Outcome, Runner

QASHQAI = "nissan-qashqai-j10-audio-2012"
LINE = {"t_ms": 0, "event": "ignition", "position": "on"}
LAST_TRIES = ("hold 6 11s", *["1, 2, 3, 4, 5, wait 31m"] * 3)
WAKE = (LINE, {"t_ms": 0, "event": "battery", "volts": 12.6})


@pytest.fixture
def by_hand(run: Runner) -> Callable[..., Outcome]:
    def rehearse(*lines: str, family: str = QASHQAI, options: tuple[str, ...] = ()) -> Outcome:
        return run("rehearse", family, *options, given="".join(f"{line}\n" for line in lines))

    return rehearse


def script(*events: dict[str, object]) -> str:
    return "".join(f"{json.dumps(event)}\n" for event in events)


# By hand


def test_the_code_is_entered_and_the_radio_plays(by_hand: Callable[..., Outcome]) -> None:
    outcome = by_hand("1", "2 x2", "3 x3", "4 x4", "hold 6 2.5s")
    assert (outcome.status, outcome.err) == (0, "")
    assert "its code    1234 (made up)" in outcome.out
    assert "│ Radio Code: 1200 │  silent · 12.6 V · ignition on · 0:00:00" in outcome.out
    assert "│ FM 1             │  ♪ music · 12.6 V · ignition on · 0:00:05" in outcome.out
    assert "It is unlocked, and stays so until it loses its supply." in outcome.out
    assert outcome.out.endswith("\n              The rehearsal is over. Nothing of it is kept.\n")


def test_what_was_typed_is_shown_and_what_changed_with_its_time(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("1 x2").out
    assert "\n> 1 x2\n      0:00:00.2  Radio Code: 1000\n      0:00:00.4  Radio Code: 2000\n  ┌───" in out


def test_several_requests_in_one_line(by_hand: Callable[..., Outcome]) -> None:
    assert "♪ music" in by_hand("1, 2 x2, 3 x3,4 x4, hold 6 2.5s").out


def test_a_line_with_one_wrong_request_does_nothing(by_hand: Callable[..., Outcome]) -> None:
    outcome = by_hand("1 x4, nonsense", "look")
    assert "there is no key or command 'nonsense' here: 'keys' lists its keys, 'help' the rest" in outcome.words
    assert "Radio Code: 1000" not in outcome.out


def test_wrong_codes_are_counted_and_bring_the_wait(by_hand: Callable[..., Outcome]) -> None:
    words = by_hand(
        "hold 6", "wait", "hold 6", "wait", "hold 6", "wait", "look", "ignition off", "ignition on", "wait"
    ).words
    assert "That code is wrong. 1 wrong code counted; after 2 more it makes you wait 1 hour." in words
    assert "It asks for its code. 2 wrong codes counted; after 1 more it makes you wait 1 hour." in words
    assert "It makes you wait: 1 hour, to pass while the radio is on. 'wait' skips that." in words
    assert "The radio is off. Its wait stands still." in words
    assert words.count("It makes you wait:") == 3
    assert "It asks for its code. After 3 wrong codes it makes you wait 1 hour." in words
    assert "no time" not in words


def test_a_wait_alone_stops_where_something_changes(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("6", "hold 6", "wait", "wait", "battery 8", "wait", "battery off", "wait").out
    assert out.count("nothing will change by itself") == 3


def test_a_blinking_text_counts_once(by_hand: Callable[..., Outcome]) -> None:
    lines = ["1, 2, 3, 4, hold 6, wait 3s"] * 3
    last = by_hand(*lines, "wait 1m", family="nissan-xtrail-t30-au").out.rpartition("> wait 1m\n")[2]
    assert last.startswith("  ┌")
    assert "│ ERR              │  blinking · silent · 12.6 V · ignition on · 0:01:2" in last


def test_the_plan_is_shown_with_what_to_type_and_goes_step_by_step(by_hand: Callable[..., Outcome]) -> None:
    outcome = by_hand("plan", *["next"] * 9, "next")
    assert "   4          Press 2 twice. The second digit shows 2.\n              > 2 x2\n" in outcome.out
    assert "For a real one: headunit plan nissan-qashqai" in outcome.words
    assert "It is unlocked, and stays so until it loses its supply." in outcome.words
    assert outcome.words.count("That was the whole plan; the next 'next' begins anew.") == 1
    assert outcome.words.count("1 Turn the ignition to ACC or ON and switch the radio on.") == 3


@pytest.mark.parametrize(
    ("family", "panel"),
    [
        ("opel-car2003", ""),
        ("toyota-lexus-sec", ""),
        ("nissan-connect-lcn1", ""),
        ("gm-theftlock", ""),
        ("mercedes-becker", "older Becker units"),
        ("renault-dacia-precode", "stalk"),
        ("renault-dacia-precode", "some older radios"),
        ("nissan-avic-budget-article", ""),
    ],
)
def test_the_plan_of_a_rehearsal_opens_each_kind_of_radio(
    by_hand: Callable[..., Outcome], family: str, panel: str
) -> None:
    outcome = by_hand(*["next"] * 25, family=family, options=("--panel", panel))
    assert "♪ music" in outcome.out
    assert "is not done" not in outcome.out.partition("That was the whole plan")[0]


def test_the_plan_names_the_variant_for_a_real_one(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("plan", family="renault-dacia-precode", options=("--panel", "STALK")).out
    assert "headunit plan renault-dacia-precode --panel 'radios entered with the stalk'\n" in out


def test_help_keys_and_what_is_imagined(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("help", "?", "KEYS", "imagined", "").out
    assert out.count("  hold KEY 3s       hold it (3 s if you name no time); A+B holds two together\n") == 2
    assert out.count("  keys        POWER  1  2  3  4  5  6") == 2
    assert "  below what voltage it forgets: 6.0 V\n              processors and regulators" in out


def test_everything_keeps_to_80_columns(by_hand: Callable[..., Outcome]) -> None:
    lines = by_hand("help", "keys", "imagined", "plan", "1 x9", "hold 6 3s", "unplug", "fuse battery out", "ground bad")
    allowed = (line for line in lines.out.splitlines() if "headunit plan" not in line and "panel.front" not in line)
    assert [line for line in allowed if len(line) > 80] == []


def test_what_isnt_as_it_should_be_in_the_car_is_said(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("fuse battery out", "fuse accessory out", "ground bad", "unplug", "ignition acc").out
    assert "12.6 V · ignition on · battery fuse out · 0:00:01\n" in out
    last = " ".join(out.rpartition("└")[2].split())
    assert "silent · 12.6 V · ignition acc · battery fuse out · accessory fuse out · ground open · unplugged" in last
    assert "It has no supply, and forgets all but what its memory holds." in out


def test_only_the_last_changes_are_told(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("1 x9, 2 x9").out
    assert "      … 10 more before\n      0:00:" in out


def test_a_unit_with_a_link_says_what_the_car_answers(by_hand: Callable[..., Outcome]) -> None:
    words = by_hand("look", "plan", "next", "unplug", "refit", "wait", family="nissan-nats-audio-link").words
    assert "It has no code to enter." in words
    assert "its code" not in words
    assert words.count("Such a radio has no code to enter: there is no plan.") == 2
    assert "The car's immobiliser answered as it should: it plays." in words
    assert "nothing will change by itself" in words


@pytest.mark.parametrize(
    ("family", "lines", "told"),
    [
        ("honda-5key", ["1 1 1 1 1, wait 5s"] * 10, "It makes you wait: 1 hour"),
        ("honda-5key", ["1 1 1 1 1, wait 5s"] * 9, "9 wrong codes counted; after 1 more it makes you wait"),
        ("volvo-sc8xx", ["1 1 1 1, wait 5s"] * 12, "It makes you wait: 2 hours"),
        (
            "ford-keycode",
            ["1, 2, 3, 4, 5, wait 3s"] * 3,
            "It makes you wait: 30 minutes, to pass while radio and ignition are on.",
        ),
        (
            "ford-keycode",
            ["1, 2, 3, 4, 5, wait 31m"] * 10,
            "It is locked: a hidden combination of keys gives 3 more tries.",
        ),
        (
            "toyota-lexus-sec",
            ["hold TUNE UP+1 2s, 1, 2, 3, hold SCAN 4s, wait 2s"] * 10,
            "It is locked: only an authorised tester helps",
        ),
        ("nissan-qashqai-j10-article", ["battery off for 1m"], "It starts, and takes no keys yet."),
        ("opel-car2003", ["wait 9d"], "It asks for its code."),
        (QASHQAI, ["next"] * 9 + ["battery 8"], "It is unlocked, and mute outside its voltage."),
        ("ford-keycode", [*["1, 2, 3, 4, 5, wait 31m"] * 10, *LAST_TRIES], "It is locked for good"),
        (
            "nissan-cats-code-1998",
            ["5, wait 61m"] * 68,
            "It is locked: a hidden combination of keys gives 3 more tries.",
        ),
    ],
)
def test_what_the_lock_does_is_said(by_hand: Callable[..., Outcome], family: str, lines: list[str], told: str) -> None:
    assert told in by_hand(*lines, "look", family=family).words


def test_a_hidden_combination_is_told(by_hand: Callable[..., Outcome]) -> None:
    assert "(its hidden combination of keys: serial)" in by_hand("hold 1+6 9s", family="ford-keycode").out


@pytest.mark.parametrize(
    ("family", "lines"),
    [("honda-5key", ["1 2 3 4 5, hold 1+6 9s"]), ("renault-dacia-precode", ["POWER, POWER, hold 1+6 9s"])],
)
def test_a_hidden_combination_is_told_once(by_hand: Callable[..., Outcome], family: str, lines: list[str]) -> None:
    assert by_hand(*lines, family=family).out.count("its hidden combination") == 1


def test_a_plan_says_first_that_it_is_not_for_a_real_radio(by_hand: Callable[..., Outcome]) -> None:
    words = by_hand("plan", family="vag-safe-generic").words
    assert "> plan ! Not for a real radio: no source says what the digits begin with; what sends the code." in words
    assert "this sends the code. (imagined: no source names this key) > hold SEEK>" in words
    assert "For a real one: headunit plan vag-safe-generic" in words
    assert (
        "> plan ! Not for a real radio: these steps open the simulated one. 1 Turn"
        in by_hand("plan", family="bmw-5key").words
    )


def test_a_plan_that_is_all_imagined_warns_with_its_first_step_too(by_hand: Callable[..., Outcome]) -> None:
    words = by_hand("plan", "next", "next", "next", "next", family="toyota-erc").words
    warned = "! Not for a real radio: no source says how the digits are entered"
    assert f"> plan {warned}" in words
    assert f"> next {warned}" in words
    assert words.count("(imagined: no source names this key)") == 6
    assert "For a real one there is no plan; this says whom to ask: headunit plan toyota-erc" in words


def test_a_next_step_waits_until_the_display_is_as_it_expects(by_hand: Callable[..., Outcome]) -> None:
    words = by_hand("next", "next", "1 x3", "next", "1 x8", "next", "next").words
    assert (
        "! Step 3 is not done: the display shows Radio Code: 3000, and this step expects Radio Code: 0000. "
        "Type '1 x7', then 'next'."
    ) in words
    assert "expects Radio Code: 0000. Type '1 x9', then 'next'." in words
    assert "3 Press 1" not in words


def test_a_next_step_goes_on_once_the_display_is_put_right(by_hand: Callable[..., Outcome]) -> None:
    outcome = by_hand("next", "next", "next", "2", "next", "2 x9", *["next"] * 6)
    assert "Type '2 x9', then 'next'." in outcome.words
    assert "♪ music" in outcome.out


@pytest.mark.parametrize(
    ("family", "lines", "told"),
    [
        (QASHQAI, ["next", "battery off"], "Step 2 is not done: the display is dark, and this step expects Radio Code"),
        (QASHQAI, ["next", "unplug, ground bad, ignition off"], "Type 'refit, ground good, ignition on'; 'next' then"),
        (QASHQAI, ["next", "fuse battery out, fuse accessory out"], "'fuse battery in, fuse accessory in'; 'next'"),
        (QASHQAI, ["next", "POWER"], "Type 'POWER'; 'next' then begins anew."),
        (QASHQAI, ["next", *["hold 6, wait"] * 3], "'wait' skips that. Type 'wait' until it asks; 'next' then begins"),
        (QASHQAI, ["next", "1, 2 x2, 3 x3, 4 x4, hold 6"], "To make it ask again, type 'battery off for 10s'; 'next'"),
        ("bmw-5key", ["next", "next", "next", "1"], "Type 'battery off for 10s', and it asks anew; 'next' then begins"),
        ("ford-keycode", ["next", "1"], "Type 'battery off for 10s', and it asks anew; 'next' then begins anew."),
        ("gm-theftlock", ["next", "next", "next", "MIN"], "is not done"),
        ("toyota-lexus-sec", ["next", *["hold TUNE UP+1 2s, 1, 2, 3, hold SCAN 4s, wait 2s"] * 10], "tester helps"),
    ],
)
def test_a_step_that_isnt_done_says_how_to_put_it_right(
    by_hand: Callable[..., Outcome], family: str, lines: list[str], told: str
) -> None:
    assert told in by_hand(*lines, "next", family=family).words


def test_a_radio_that_asks_anew_begins_the_plan_anew(by_hand: Callable[..., Outcome]) -> None:
    outcome = by_hand(*["next"] * 4, "battery off for 10s", *["next"] * 9, family="ford-keycode")
    assert "It asks anew, so the plan begins anew." in outcome.words
    assert "♪ music" in outcome.out


def test_the_last_look_says_what_the_radio_does(by_hand: Callable[..., Outcome]) -> None:
    assert by_hand(*["next"] * 8).words.count("It is unlocked, and stays so until it loses its supply.") == 2


def test_a_wait_says_what_is_left_of_it_and_that_it_began_again(by_hand: Callable[..., Outcome]) -> None:
    lines = ["1, 2, 3, 4, 5, wait 3s"] * 3
    words = by_hand(*lines, "wait 10m", "look", "battery off for 1 minute", "wait 29m", family="ford-keycode").words
    assert "20 minutes of the wait left." in words
    assert "It makes you wait: 20 minutes, to pass" in words
    assert "The wait began again: 30 minutes." in words
    assert "1 minute of the wait left." in words
    words = by_hand(*lines, "wait 10m", "battery off", "battery on", "POWER", "wait 5m", family="ford-keycode").words
    assert words.count("The wait began again: 30 minutes.") == 1
    lines = ["2 2 2 2 2, wait 5s"] * 3
    options = ("--code", "11111")
    words = by_hand(*lines, "wait 1m", "battery off for 10m", family="bmw-5key", options=options).words
    assert "The wait is over before its time." in words


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("hang keys", "Its keys are dead now, all but the one that switches it on, until it starts anew"),
        ("hang input", "does nothing with a code, until it was off for a minute or lost its supply."),
        ("hang memory", "not even with the right one. Nothing publicly known helps."),
        ("reset factory", "Nothing changed: no source says what such a reset clears here. Code and lock stay"),
        ("ignition off, reset factory", "Nothing happened: it is off, and has no service menu."),
        ("reset diagnostic", "The tester cleared its counts, waits and locks; its code is still needed."),
        ("battery off, reset diagnostic", "Nothing happened: it has no supply."),
    ],
)
def test_an_upset_or_a_reset_says_what_came_of_it(by_hand: Callable[..., Outcome], line: str, told: str) -> None:
    assert told in by_hand(line, family="ford-keycode").words


def test_a_reset_that_helps_says_so(by_hand: Callable[..., Outcome]) -> None:
    words = by_hand("hang memory", "reset factory", family="nissan-qashqai-j10-article").words
    assert "not even with the right one, until a 'reset factory'." in words
    assert "Its settings are those of the factory, and it hangs no more. Code and lock stay as they were." in words
    assert "Nothing changed: it counts no codes." in by_hand("reset diagnostic", family="nissan-nats-audio-link").words


def test_right_and_wrong_are_told_beside_the_beep(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("hold 6 3s, wait 5s", "1, 2 x2, 3 x3, 4 x4, hold 6 3s").out
    assert out.count("  (the code is wrong)\n") == 1
    assert out.count("  (the code is right)\n") == 1


def test_what_is_imagined_is_told_in_plain_words_and_the_rest_counted(by_hand: Callable[..., Outcome]) -> None:
    out = by_hand("imagined", family="toyota-erc").out.partition("> imagined\n")[2]
    assert "  the key that sends the code: 6\n              a station key that no place uses\n" in out
    assert "  the waits after wrong codes: none, none, 1 hour\n" in out
    assert "smaller ones, such as times of a few milliseconds" in out
    assert "headunit twin toyota-erc --json\n" in out
    assert not [word for word in ("panel.", "lock.", "supply.", "_ms") if word in out]
    link = by_hand("imagined", family="nissan-nats-audio-link").out
    assert "below what voltage it forgets: 6.0 V" in link
    assert "wrong codes" not in link


@pytest.mark.parametrize("end", ["quit", "exit", "q", "BYE"])
def test_it_ends_when_asked(by_hand: Callable[..., Outcome], end: str) -> None:
    outcome = by_hand(end, "1")
    assert outcome.status == 0
    assert outcome.out.endswith("Nothing of it is kept.\n")
    assert "> 1" not in outcome.out


def test_a_code_of_ones_own_is_not_shown(by_hand: Callable[..., Outcome]) -> None:
    outcome = by_hand("2 x4, 3 x8, 4 x7, 1 x2, hold 6 3s", options=("--code", "2487"))
    assert "its code" not in outcome.out
    assert "♪ music" in outcome.out


def test_bytes_that_are_no_text_are_a_wrong_line(run: Runner) -> None:
    outcome = run("rehearse", QASHQAI, given=b"\xff\xfe\n1\n\x1b[2J\n")
    assert outcome.status == 0
    assert "Radio Code: 1000" in outcome.out
    assert "\x1b[2J" not in outcome.out


def test_ctrl_c_ends_it_politely(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(by_hand_module, "_ask", stop)
    outcome = run("rehearse", QASHQAI)
    assert outcome.status == 130
    assert outcome.out.endswith("Nothing of it is kept.\n")
    assert outcome.err == ""


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Let what a test starts heed Ctrl-C, also where the tests run in the background and inherit that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
@pytest.mark.parametrize(("last", "status"), [(b"\x04", 0), (b"\x03", 130), (b"quit\n", 0)])
def test_on_a_terminal_it_asks_in_colour_and_ends_politely(last: bytes, status: int) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm"}
    program = [sys.executable, "-m", "headunit", "rehearse", QASHQAI]
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, process_group=0) as run:
        os.close(theirs)
        shown = until(ours, b"\n> ", b"")
        os.write(ours, b"1\n")
        shown = until(ours, b"Radio Code: 1000", shown)
        shown = until(ours, b"\n> ", shown.partition(b"Radio Code: 1000")[2])
        if last != b"\x03":
            os.write(ours, last)

        # A signal that comes just before the program waits for a key is noticed at the next one.
        def nudge() -> None:
            if last == b"\x03":
                run.send_signal(signal.SIGINT)

        try:
            shown = until(ours, b"Nothing of it is kept.", shown, nudge)
            assert run.wait() == status
        finally:
            run.kill()
    os.close(ours)
    assert b"\x1b[32m" in shown
    assert b"Traceback" not in shown


def until(terminal: int, wanted: bytes, shown: bytes, nudge: Callable[[], object] = bool) -> bytes:
    """Read from *terminal* until *wanted* stands there, and do *nudge* whenever nothing comes for a moment."""
    for _ in range(300):
        if wanted in shown.replace(b"\x1b[?2004h", b""):
            return shown
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            shown += os.read(terminal, 4096)
        else:
            nudge()
    raise AssertionError(shown)


# Any line


WORDS = st.sampled_from(
    [
        *(
            "1",
            "2",
            "6",
            "x",
            "x3",
            "hold",
            "turn",
            "VOLUME",
            "VOLUME+",
            "+2",
            "+",
            "3s",
            "0.2s",
            "wait",
            "for",
            "battery",
        ),
        *("off", "on", "10.8", "ignition", "acc", "fuse", "accessory", "out", "in", "ground", "bad", "good", "unplug"),
        *("refit", "reset", "factory", "diagnostic", "hang", "keys", "input", "memory", "plan", "next", "look", "help"),
        *("imagined", ",", "-", "99", "é", "x0", "60", "61", "5m"),
    ]
)
LINES = st.lists(st.one_of(st.lists(WORDS, max_size=5).map(" ".join), st.text(max_size=20)), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([QASHQAI, "nissan-nats-audio-link", "gm-theftlock", "nissan-connect-lcn1"]), LINES)
def test_any_line_is_done_or_said_to_be_unclear(run: Runner, family: str, lines: list[str]) -> None:
    given_ = "\n".join(lines).encode("utf-8", "surrogatepass")
    outcome = run("rehearse", family, given=given_)
    assert outcome.status == 0
    assert outcome.out.endswith("Nothing of it is kept.\n")


# Scripts


def test_a_script_from_a_file_and_from_standard_input(run: Runner, tmp_path: Path) -> None:
    press: tuple[dict[str, object], ...] = (
        *WAKE,
        {"t_ms": 3000, "event": "press", "key": "1"},
        {"t_ms": 3100, "event": "release", "key": "1"},
        {"t_ms": 9000, "event": "look"},
    )
    file = tmp_path / "events.jsonl"
    file.write_text("\ufeff" + script(*press) + "\n", encoding="utf-8")
    outcome = run("rehearse", QASHQAI, "--script", str(file))
    assert outcome.status == 0
    assert "  0:00:03     release 1                Radio Code: 1000  ♪ click\n" in outcome.out
    assert "at the end  it is silent" in outcome.out
    document = run("rehearse", QASHQAI, "--script", "-", "--json", given=script(*press)).document
    assert document["format"] == "headunit/rehearsal/1"
    assert (document["family"], document["panel"]) == (QASHQAI, "")
    assert (document["unlocked"], document["playing"], document["display"]) == (False, False, "Radio Code: 1000")
    assert "panel.confirm_hold_ms" in document["imagined"]
    assert f"imagined    {len(document['imagined'])} values of this twin" in outcome.out
    assert document["transcript"][3] == {
        "t_ms": 3100,
        "event": "release",
        "key": "1",
        "display": "Radio Code: 1000",
        "sounds": ["click"],
        "playing": False,
    }


def test_a_script_that_unlocks_says_so_also_with_the_radio_off(run: Runner) -> None:
    keys = [("1", 1), ("2", 2), ("3", 3), ("4", 4)]
    events: list[dict[str, object]] = [*WAKE]
    now = 3000
    for key, times in keys:
        for _ in range(times):
            events += [{"t_ms": now, "event": "press", "key": key}, {"t_ms": now + 100, "event": "release", "key": key}]
            now += 200
    events += [{"t_ms": now, "event": "press", "key": "6"}, {"t_ms": now + 3000, "event": "release", "key": "6"}]
    first = run("rehearse", QASHQAI, "--script", "-", "--json", given=script(*events)).document
    assert (first["unlocked"], first["playing"], first["display"]) == (True, True, "FM 1")
    events.append({"t_ms": now + 4000, "event": "ignition", "position": "off"})
    then = run("rehearse", QASHQAI, "--script", "-", "--json", given=script(*events)).document
    assert (then["unlocked"], then["playing"], then["display"]) == (True, False, "")
    assert "at the end  it plays" in run("rehearse", QASHQAI, "--script", "-", given=script(*events[:-1])).out


def test_a_script_tells_how_it_ends(run: Runner) -> None:
    wrong = [{"t_ms": 2000, "event": "press", "key": "6"}, {"t_ms": 5000, "event": "release", "key": "6"}]
    events: tuple[dict[str, object], ...] = (*WAKE, *wrong, {"t_ms": 60_000, "event": "look"})
    words = run("rehearse", QASHQAI, "--script", "-", given=script(*events)).words
    assert "at the end it is silent, and the display shows Radio Code: 0000 It asks for its code. 1 wrong code" in words
    assert "! no event" not in words


def test_a_script_without_supply_or_ignition_says_why_it_is_silent(run: Runner) -> None:
    dark = script({"t_ms": 0, "event": "press", "key": "1"})
    off = script({"t_ms": 0, "event": "battery", "volts": 12.6})
    outcome = run("rehearse", QASHQAI, "--script", "-", given=dark)
    assert "! no event connects the battery, so nothing can happen:" in outcome.words
    assert "at the end it is silent, and the display is dark" in outcome.words
    assert "! no event turns the ignition on" in run("rehearse", QASHQAI, "--script", "-", given=off).words
    outcome = run("rehearse", QASHQAI, "--script", "-", "--json", given=dark)
    assert outcome.document["playing"] is False
    assert outcome.err.startswith("headunit: no event connects the battery")
    assert run("twin", QASHQAI, "--events", "-", given=dark).err.startswith("headunit: no event connects the battery")
    assert run("twin", QASHQAI, "--events", "-", given=script(*WAKE)).err == ""


@pytest.mark.parametrize("command", [("rehearse", "--script"), ("twin", "--events")])
def test_a_code_that_doesnt_fit_is_answered_with_what_would(run: Runner, command: tuple[str, str]) -> None:
    outcome = run(command[0], "bmw-5key", command[1], "-", "--code", "1237")
    assert "the given code can't be such a radio's: it takes five digits from 1 to 6" in outcome.err


def test_nothing_in_nothing_out(run: Runner) -> None:
    assert run("rehearse", QASHQAI, "--script", "-", "--json", given="").document["transcript"] == []


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("nonsense", "twin-script", "line 1 of the script is not JSON"),
        ("[1]", "twin-script", "line 1 of the script is not an object"),
        ("\n" + "[" * 100_000, "twin-script", "line 2 of the script is not JSON"),
        ('{"event": "look"}', "twin-script", "line 1 of the script: t_ms is missing"),
        ('{"t_ms": -1, "event": "look"}', "twin-script", "line 1 of the script: t_ms must be a whole number"),
        ('{"t_ms": true, "event": "look"}', "twin-script", "line 1 of the script: t_ms must be a whole number"),
        ('{"t_ms": 1.5, "event": "look"}', "twin-script", "line 1 of the script: t_ms must be a whole number"),
        ('{"t_ms": 5, "event": "look"}\n{"t_ms": 4, "event": "look"}', "twin-script", "goes back in time"),
        ('{"t_ms": 0}', "twin-event", "line 1 of the script: event is missing"),
        ('{"t_ms": 0, "event": "kick"}', "twin-event", 'there is no event "kick"'),
        ('{"t_ms": 0, "event": ["press"]}', "twin-event", 'there is no event ["press"]'),
        ('{"t_ms": 0, "event": "set-code"}', "twin-event", 'there is no event "set-code"'),
        ('{"t_ms": 0, "event": "press", "key": "Q"}', "twin-key", "uses the key 'Q', which this unit doesn't have"),
        ('{"t_ms": 0, "event": "press", "key": 1}', "twin-event", "key must be text, not 1"),
        ('{"t_ms": 0, "event": "press"}', "twin-event", "key is missing"),
        ('{"t_ms": 0, "event": "press", "key": "1", "hard": 1}', "twin-event", 'press has no "hard", only key'),
        ('{"t_ms": 0, "event": "battery", "volts": 61}', "twin-event", "volts must be between 0 and 60, not 61"),
        ('{"t_ms": 0, "event": "battery", "volts": NaN}', "twin-event", "volts must be between 0 and 60, not NaN"),
        (
            '{"t_ms": 0, "event": "ignition", "position": "start"}',
            "twin-event",
            'position is off, acc or on, not "start"',
        ),
    ],
)
def test_a_wrong_script_is_one_sentence(run: Runner, text: str, code: str, told: str) -> None:
    outcome = run("rehearse", QASHQAI, "--script", "-", given=text)
    assert (outcome.status, outcome.out) == (65, "")
    assert told in outcome.err
    assert outcome.err.count("\n") == 1
    document = run("rehearse", QASHQAI, "--script", "-", "--json", given=text).document
    assert document["format"] == "headunit/error/1"
    assert document["error"]["code"] == code
    assert document["error"]["expected"]
    assert document["error"]["next"]


def test_a_file_that_cant_be_read_is_one_sentence(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "latin").write_bytes(b'{"t_ms": 0, "event": "\xff"}')
    (tmp_path / "large").write_bytes(b" " * 2000)
    monkeypatch.setattr("headunit.cli.twin_files._LARGEST_BYTES", 1000)
    cases = (("gone", 66, "file-missing"), ("", 74, "file"), ("latin", 65, "encoding"), ("large", 65, "file-too-large"))
    for name, status, code in cases:
        outcome = run("rehearse", QASHQAI, "--json", "--script", str(tmp_path / name))
        assert (outcome.status, outcome.document["error"]["code"]) == (status, code)
        assert run("twin", QASHQAI, "--events", str(tmp_path / name)).status == status


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["nope"], 65, "unknown-family"),
        ([QASHQAI, "--panel", "nope"], 65, "unknown-panel"),
        (["mercedes-becker", "--panel", "o"], 65, "unknown-panel"),
        ([QASHQAI, "--code", "98"], 65, "code-shape"),
        (["volvo-sc8xx", "--code", "9876"], 65, "code-shape"),
        (["nissan-nats-audio-link", "--code", "9876"], 65, "code-shape"),
        ([], 64, "usage"),
    ],
)
def test_what_there_isnt_is_one_sentence(run: Runner, arguments: list[str], status: int, code: str) -> None:
    outcome = run("rehearse", *arguments, "--script", "-", "--json")
    assert (outcome.status, outcome.document["error"]["code"]) == (status, code)
    assert "98" not in outcome.out
    assert run("twin", *arguments, "--events", "-").status == status


def test_a_document_needs_a_script(run: Runner) -> None:
    outcome = run("rehearse", QASHQAI, "--json")
    assert (outcome.status, outcome.document["error"]["code"]) == (64, "usage")


def test_the_id_of_a_family_may_be_in_capitals(run: Runner) -> None:
    assert run("rehearse", "Ford-Keycode", "--script", "-", given="").status == 0
    assert run("twin", "Ford-Keycode").status == 0


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 70), st.floats(), st.text(max_size=5), st.just([1]), st.just({"a": 1})
)
NAMES = st.sampled_from(
    [
        *("press", "release", "turn", "battery", "ignition", "fuse", "ground", "plug", "immobiliser", "supply-low"),
        *("cut", "hang", "factory-reset", "diagnostic-reset", "look", "set-code", "kick"),
    ]
)
FIELDS = st.sampled_from(
    ["key", "detents", "volts", "position", "name", "fitted", "good", "connected", "knows", "low", "keep_ram", "what"]
)
KNOWN = st.sampled_from(["1", "POWER", "VOLUME", "on", "off", "acc", "battery", "accessory", "keys", "input", "memory"])
EVENTS = st.builds(
    lambda t_ms, name, fields: {"t_ms": t_ms, "event": name, **fields},
    st.one_of(st.integers(0, 20_000), VALUES),
    NAMES,
    st.dictionaries(FIELDS, st.one_of(KNOWN, VALUES), max_size=2),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(EVENTS.map(json.dumps), st.text(max_size=20)), max_size=6))
def test_any_script_is_played_or_refused(run: Runner, lines: list[str]) -> None:
    given_ = "\n".join(lines).encode("utf-8", "surrogatepass")
    for arguments in (("rehearse", QASHQAI, "--script", "-", "--json"), ("twin", QASHQAI, "--events", "-")):
        outcome = run(*arguments, given=given_)
        assert outcome.status in {0, 65}
        assert outcome.status in EXIT_STATUS
        if outcome.status and arguments[0] == "twin":
            assert outcome.err.count("\n") == 1


def test_families_are_completed(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("rehearse", "twin"):
        monkeypatch.setenv("COMP_WORDS", f"headunit {name} nissan-q")
        monkeypatch.setenv("COMP_CWORD", "2")
        monkeypatch.setenv("_HEADUNIT_COMPLETE", "bash_complete")
        assert f"plain,{QASHQAI}" in run().out.splitlines()


@pytest.mark.parametrize(
    ("ms", "told"),
    [(0, "no time"), (999, "no time"), (1_000, "1 second"), (5_400_000, "1 hour 30 minutes"), (86_401_000, "1 day")],
)
def test_durations_in_words(ms: int, told: str) -> None:
    assert duration(ms) == told


def test_a_clock_counts_days_and_tenths() -> None:
    assert (clock(3_723_950), clock(3_723_950, tenths=True)) == ("1:02:03", "1:02:03.9")
    assert clock(90_000_000, tenths=True) == "1 d 1:00:00.0"
