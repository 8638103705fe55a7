"""Published schedules of waits, played on the lock: n wrong codes in a row, and how long until the next is taken."""

from __future__ import annotations

import pytest

from headunit import lock
from headunit.lock import record
from tests.lock.profiles import HOUR, MINUTE, PROFILES
from tests.verification.drive import Unit

OPEN_END = 10**6


def waits(name: str, wrong_codes: int) -> list[int]:
    """Return the seconds from each verdict to the next prompt: 0 where only "wrong" was shown, -1 at an end."""
    unit, found = Unit(PROFILES[name], "1234").on(), []
    unit.until_prompt()
    for _ in range(wrong_codes):
        unit.submit("9999")
        took = unit.until_prompt()
        found.append(-1 if took < 0 else 0 if took <= unit.profile.refused_ms else took // 1000)
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("opel", [10, 30, 600, 1200, 2400, 4800, 9600, 19200, 38400, -1]),
        ("note-e11", [0, 0, 3600] * 7 + [0, 0, -1]),
        ("cats", [10, 10, 10, 3600] * 16 + [10, 10, 10, -1]),
        ("ford", [0, 0, 1800, 1800, 1800, 1800, 1800, 1800, 1800, -1]),
        ("premium-4", [0, 3600] * 5),
        ("toyota", [0] * 9 + [-1]),
        ("bmw", [0, 0, 3600] * 4),
        ("honda", ([0] * 9 + [3600]) * 3),
        ("gm", [0] * 7 + [3600] + [0, 0, 3600] * 3),
        ("renault", [60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 30720, 61440, 86400, 86400]),
        ("staged", [0, 0, 60, 0, 0, 600, 0, 0, 3600, 3600, 3600]),
        ("article", [0, 0, 3600, 0, -1]),
        ("lifetime", [0, 0, 0, 0, -1]),
        ("hardened bytes", [0, 0, 3600] * 3),
    ],
)
def test_the_waits_are_those_published(name: str, expected: list[int]) -> None:
    assert waits(name, len(expected)) == expected


def test_premium_5_waits_59_to_60_ticks_of_its_clock() -> None:
    unit = Unit(PROFILES["premium-5"], "1234").on()
    for wait_before in (0, 1, 30_000, 60_169, 60_170, 100_000):
        unit.advance(100 + wait_before)
        phase_ms = unit.state.tick_left_ms
        for _ in range(2):
            unit.submit("9999").advance(3_000)
        took = 3_000 + unit.until_prompt()
        assert took == (phase_ms - 3_000 - 1) % 60_170 + 1 + 59 * 60_170
        assert 59 * 60_170 < took <= 60 * 60_170
        assert unit.state.wrong == 0


def ended(name: str, wrong_codes: int) -> Unit:
    """Return a unit after so many wrong codes."""
    unit = Unit(PROFILES[name], "1234").on()
    for _ in range(wrong_codes):
        unit.until_prompt()
        unit.submit("9999").advance(unit.profile.refused_ms)
    return unit


@pytest.mark.parametrize(
    ("name", "wrong_codes", "phase"),
    [("opel", 10, "barred"), ("note-e11", 24, "barred"), ("cats", 68, "locked"), ("ford", 10, "locked")],
)
def test_a_cap_outlasts_power_and_time(name: str, wrong_codes: int, phase: str) -> None:
    unit = ended(name, wrong_codes)
    assert unit.state.phase == phase
    unit.submit("1234").advance(100 * HOUR)
    assert unit.state.phase == phase
    assert unit.off().on(dark_ms=10**10).submit("1234").state.phase == phase
    assert unit.do(lock.FactoryReset()).state.phase == phase
    assert unit.do(lock.DiagnosticReset()).submit("1234").state.phase == "open"


@pytest.mark.parametrize(("name", "wrong_codes"), [("ford", 10), ("cats", 68)])
def test_the_gesture_gives_three_more_tries_once(name: str, wrong_codes: int) -> None:
    unit = ended(name, wrong_codes).do(lock.Gesture())
    for left in (3, 2, 1):
        assert unit.until_prompt() >= 0
        assert unit.off().on().state.record.extra == left
        unit.until_prompt()
        unit.submit("9999").advance(2_000)
    assert unit.state.phase == "barred"
    assert unit.do(lock.Gesture()).state.phase == "barred"


def test_a_toyota_takes_no_gesture() -> None:
    assert ended("toyota", 10).do(lock.Gesture()).state.phase == "locked"


def test_an_opel_wait_starts_again_when_the_radio_is_switched() -> None:
    unit = ended("opel", 2)
    unit.advance(10_000)
    assert unit.state.wait_left_ms == 18_000
    unit.do(lock.Use(radio_on=False, ignition=True)).advance(HOUR)
    assert unit.state.wait_left_ms == 30_000
    unit.do(lock.Use(radio_on=True, ignition=True)).advance(29_999)
    assert unit.state.phase == "waiting"
    assert unit.off().on().state.wait_left_ms == 30_000


def test_a_gm_wait_runs_with_the_ignition_alone() -> None:
    unit = ended("gm", 8).do(lock.Use(radio_on=True, ignition=False)).advance(HOUR)
    assert (unit.state.phase, unit.state.wait_left_ms) == ("waiting", HOUR - 2_000)
    unit.do(lock.Use(radio_on=False, ignition=True)).advance(HOUR - 2_001)
    assert unit.state.phase == "waiting"
    assert unit.advance(1).state.phase == "prompt"


def test_a_honda_forgets_its_count_a_minute_after_the_supply_went() -> None:
    assert ended("honda", 4).off().on(dark_ms=60_000).state.wrong == 4
    assert ended("honda", 4).off().on(dark_ms=60_001).state.wrong == 0
    assert ended("honda", 10).off().on(dark_ms=60_000).state.phase == "waiting"
    assert ended("honda", 10).off().on(dark_ms=60_001).state.phase == "prompt"


def test_a_round_is_over_after_its_wait_on_the_bytes_too() -> None:
    unit = ended("premium-4", 2).advance(HOUR)
    assert (unit.state.phase, unit.state.wrong, unit.chip[lock.COUNT_AT]) == ("prompt", 0, 0)


@pytest.mark.parametrize(
    ("cut", "dark_ms", "left_ms"),
    [
        ("restart", 0, HOUR),
        ("checkpoint", HOUR, 3_300_000),
        ("runs-on", MINUTE, 3_240_000),
        ("runs-on", HOUR, 0),
        ("cleared", 0, 0),
    ],
)
def test_a_cut_does_to_a_wait_what_the_profile_says(cut: str, dark_ms: int, left_ms: int) -> None:
    profile = PROFILES["note-e11"]._replace(cut=cut)
    unit = Unit(profile, "1234").on()
    for _ in range(3):
        unit.submit("9999").advance(2_000)
    unit.advance(400_000).off().on(dark_ms)
    assert unit.state.wait_left_ms == left_ms
    assert unit.state.phase == ("waiting" if left_ms else "prompt")
    assert unit.state.wrong == 3


@pytest.mark.parametrize(
    ("clock", "dark_ms", "barred"),
    [("powered", 90_000_000, True), ("rtc", 90_000_000, False), ("lifetime", 90_000_000, True)],
)
def test_a_day_runs_by_its_clock(clock: str, dark_ms: int, barred: bool) -> None:  # noqa: FBT001  # a column
    profile = PROFILES["lifetime"]._replace(memory="journal")
    unit = Unit(profile._replace(schedule=profile.schedule._replace(day_clock=clock)), "1234").on()
    for _ in range(4):
        unit.submit("9999").advance(2_000)
    unit.off().on(dark_ms).submit("9999").advance(2_000)
    assert (unit.state.phase == "barred") == barred


def test_a_day_ends_in_powered_time_and_is_written_down_on_the_way() -> None:
    profile = PROFILES["article"]._replace(start_wait_ms=0)
    unit = Unit(profile, "1234").on()
    for _ in range(2):
        unit.submit("9999").advance(2_000)
    unit.advance(86_400_000 - 4_001)
    assert unit.state.record.day == 2
    assert unit.off().on().state.day_left_ms <= 300_000
    unit.advance(300_000)
    assert (unit.state.record.day, unit.state.record.total, unit.state.wrong) == (0, 2, 2)


@pytest.mark.parametrize(
    ("name", "to_cap", "to_wait"),
    [
        ("opel", [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [1] * 10 + [0]),
        ("ford", [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [3, 2] + [1] * 8 + [0]),
        ("bmw", [None] * 5, [3, 2, 1, 3, 2]),
    ],
)
def test_tries_to_the_cap_are_counted_through_the_waits(
    name: str, to_cap: list[int | None], to_wait: list[int]
) -> None:
    unit = Unit(PROFILES[name], "1234").on()
    told = []
    for _ in to_cap:
        unit.until_prompt()
        told.append((lock.tries_to_cap(unit.profile, unit.state), lock.tries_left(unit.profile, unit.state)))
        unit.submit("9999").advance(unit.profile.refused_ms)
    assert told == list(zip(to_cap, to_wait, strict=True))


@pytest.mark.parametrize("wrong_codes", [1, 2, 3, 8, 9, 10])
def test_a_volatile_count_that_was_lost_never_comes_back(wrong_codes: int) -> None:
    unit = Unit(PROFILES["honda"]._replace(cut="cleared"), "1234").on()
    for _ in range(wrong_codes):
        unit.submit("9999").advance(unit.profile.refused_ms)
    unit.off().on(dark_ms=61_000)
    assert (unit.state.record, unit.state.phase) == (record.Record(), "prompt")
    for _ in range(4):
        unit.off().on(dark_ms=2_000)
        assert (unit.state.record, unit.state.phase) == (record.Record(), "prompt")
    assert unit.submit("9999").off().on(dark_ms=2_000).state.record.total == 1


@pytest.mark.parametrize(
    ("dark_ms", "phase"), [(0, "waiting"), (5_000, "waiting"), (60_000, "waiting"), (60_001, "prompt")]
)
def test_a_volatile_wait_ends_only_when_the_memory_is_lost(dark_ms: int, phase: str) -> None:
    unit = Unit(PROFILES["honda"]._replace(cut="cleared"), "1234").on()
    for _ in range(10):
        unit.submit("9999").advance(unit.profile.refused_ms)
    unit.advance(HOUR // 2).off().on(dark_ms=dark_ms)
    assert (unit.state.phase, unit.state.wait_left_ms) == (phase, HOUR if phase == "waiting" else 0)


@pytest.mark.parametrize(
    ("needs", "runs"),
    [
        ("radio-on", [False, True, False, True]),
        ("ignition", [False, False, True, True]),
        ("radio-and-ignition", [False, False, False, True]),
        ("power", [True] * 4),
    ],
)
@pytest.mark.parametrize("rearms", [False, True])
def test_a_wait_runs_only_with_all_it_needs(needs: str, runs: list[bool], *, rearms: bool) -> None:
    profile = PROFILES["bmw"]._replace(needs=needs, rearm_on_switch=False, refused_ms=0)
    unit = Unit(profile._replace(rearm_on_switch=rearms), "1234").on()
    for _ in range(3):
        unit.submit("9999")
    for number, ran in enumerate(runs):
        unit.do(lock.Use(radio_on=bool(number & 1), ignition=bool(number & 2)))
        left = unit.state.wait_left_ms
        unit.advance(60_000)
        assert left - unit.state.wait_left_ms == (60_000 if ran else 0)
    rearmed = {"radio-on": True, "ignition": False, "radio-and-ignition": True, "power": True}[needs]
    unit.do(lock.Use(radio_on=False, ignition=True))
    assert (unit.state.wait_left_ms == HOUR) == (rearms and rearmed)
    unit.advance(1_000).do(lock.Use(radio_on=False, ignition=False))
    turned = needs in {"ignition", "radio-and-ignition"}
    stands = needs in {"radio-on", "radio-and-ignition"}
    assert (unit.state.wait_left_ms == HOUR) == (rearms and (turned or stands))
