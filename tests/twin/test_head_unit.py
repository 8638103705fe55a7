"""The whole unit: what a person sees, hears and can do, and what the car does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.lock import Phase
from headunit.twin import HeadUnit, Machine, Settings, TwinProfile, build, carry_out_words, wake
from headunit.twin.events import (
    Battery,
    Cut,
    DiagnosticReset,
    FactoryReset,
    Hang,
    Ignition,
    Immobiliser,
    Press,
    Release,
    SetCode,
    Turn,
)
from tests.twin.twins import all_variants, profile_of

if TYPE_CHECKING:
    from collections.abc import Callable

QASHQAI = "nissan-qashqai-j10-audio-2012"
ARTICLE = "nissan-qashqai-j10-article"


def do(unit: Machine, *lines: str) -> list[str]:
    """Do what the lines say and return what was shown, sounded and heard on the way."""
    seen: list[str] = []
    unit.listen(lambda _t, kind, detail: seen.append(detail) if kind in {"display", "audio"} else None)
    for line in lines:
        carry_out_words(unit, line)
    unit.listen(None)
    return seen


def enter(unit: Machine, code: str) -> list[str]:
    """Enter a code with keys 1 to 4 that step from 0000, and hold 6."""
    return do(unit, *(f"{key + 1} x{int(digit)}" for key, digit in enumerate(code) if digit != "0"), "hold 6 3s")


def lock_of(unit: Machine) -> str:
    assert isinstance(unit, HeadUnit)
    return unit.lock.phase


def test_the_right_code_brings_the_music(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(QASHQAI), "1203")
    assert enter(unit, "1203")[-2:] == ["FM 1", "music"]
    assert unit.playing


def test_a_wrong_code_doesnt(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(QASHQAI), "1203")
    assert "ERROR" in enter(unit, "1204")
    assert not unit.playing
    do(unit, "wait 2s")
    assert unit.display.rstrip() == "Radio Code: 0000"


def test_three_wrong_codes_bring_the_wait_and_a_cut_starts_it_again(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(QASHQAI), "1203")
    for _ in range(3):
        enter(unit, "1204")
        do(unit, "wait 2s")
    assert lock_of(unit) == Phase.WAITING
    assert unit.display.rstrip() == "WAIT"
    do(unit, "wait 59m", "battery off for 1s", "wait 59m")
    assert lock_of(unit) == Phase.WAITING
    do(unit, "wait 2m")
    assert lock_of(unit) == Phase.PROMPT
    enter(unit, "1203")
    assert unit.playing


def test_ignition_and_power_key_switch_the_music_and_keep_it_unlocked(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(QASHQAI), "0000")
    enter(unit, "0000")
    assert do(unit, "ignition off") == ["", "silence"]
    assert do(unit, "ignition on")[-1] == "music"
    assert do(unit, "power") == ["", "silence"]
    assert unit.unlocked
    do(unit, "power")
    assert unit.playing


@pytest.mark.parametrize("what", ["input", "memory"])
def test_a_hung_unit_ignores_the_right_code_until_it_is_cured(twin_of: Callable[..., TwinProfile], what: str) -> None:
    unit = wake(twin_of(ARTICLE), "0000")
    unit.apply(Hang(what))
    do(unit, "hold ok 3s")
    assert not unit.playing
    assert lock_of(unit) == Phase.PROMPT
    do(unit, "ignition off", "wait 61s", "ignition on", "wait 5s", "hold ok 3s")
    assert unit.playing == (what == "input")
    unit.apply(FactoryReset())
    do(unit, "hold ok 3s")
    assert unit.playing


def test_a_memory_failure_outlives_a_battery_change_and_no_try_is_lost(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(ARTICLE), "0000")
    unit.apply(Hang("memory"))
    do(unit, "battery off for 1h", "wait 40s", "hold ok 3s")
    assert not unit.playing
    assert isinstance(unit, HeadUnit)
    assert unit.lock.wrong == 0


def test_a_dead_touch_screen_comes_back_after_power_was_held_for_ten_seconds(
    twin_of: Callable[..., TwinProfile],
) -> None:
    unit = wake(twin_of("nissan-avic-z160-article"), "1234")
    unit.apply(Hang("keys"))
    do(unit, "1")
    assert unit.display.rstrip() == "----"
    do(unit, "hold power 10.5s", "wait 40s", "1")
    assert unit.display.rstrip() == "1---"


def test_a_factory_reset_clears_settings_and_nothing_else(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(ARTICLE), "0000")
    enter(unit, "0001")
    memory = unit.memory
    unit.settings = Settings(volume=3)
    unit.apply(FactoryReset())
    assert unit.settings == Settings()
    assert unit.memory == memory
    assert not unit.playing


def test_a_playing_unit_has_stations_and_a_volume(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(QASHQAI), "0000")
    enter(unit, "0000")
    do(unit, "3", "hold 5 3s", "turn volume +4")
    assert unit.settings.stations_khz[4] == Settings().stations_khz[2]
    assert unit.settings.volume == 14


def test_a_diagnostic_reset_gives_fresh_tries(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(QASHQAI), "1203")
    for _ in range(3):
        enter(unit, "1204")
        do(unit, "wait 2s")
    unit.apply(DiagnosticReset())
    unit.advance(100)
    assert lock_of(unit) == Phase.PROMPT
    assert unit.unlocked is False


def test_an_owner_sets_a_new_code_while_it_plays(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of("toyota-lexus-sec"), "123")
    assert unit.profile.lock is not None
    assert unit.profile.lock.owner_sets_code
    do(unit, "hold tune up+1 2s", "1 x2", "2 x3", "3 x4", "hold scan 4s")
    assert unit.playing
    before = unit.memory
    unit.apply(SetCode("321", bytes(8)))
    unit.advance(100)
    assert unit.memory != before
    do(unit, "battery off for 1m", "wait 3s", "hold tune up+1 2s", "1 x4", "2 x3", "3 x2", "hold scan 4s")
    assert unit.playing


@pytest.mark.parametrize(("volts", "plays"), [(8.9, False), (9.0, True), (16.0, True), (16.1, False)])
def test_outside_its_voltage_it_is_mute_and_stays_unlocked(
    twin_of: Callable[..., TwinProfile], volts: float, *, plays: bool
) -> None:
    unit = wake(twin_of(QASHQAI), "0000")
    enter(unit, "0000")
    unit.apply(Battery(volts))
    unit.advance(5_000)
    assert unit.playing == plays
    unit.apply(Battery(12.6))
    assert unit.playing


def test_below_its_voltage_nothing_is_written_until_it_is_back(twin_of: Callable[..., TwinProfile]) -> None:
    unit = wake(twin_of(QASHQAI), "0000")
    do(unit, "1")
    unit.apply(Press("6"))
    unit.advance(1_900)
    unit.apply(Battery(8.0))
    unit.advance(5_000)
    before = unit.memory
    assert lock_of(unit) == Phase.CHARGING
    unit.apply(Battery(12.6))
    unit.advance(10)
    assert unit.memory != before
    assert lock_of(unit) == Phase.REFUSED


def test_a_cut_in_the_middle_of_the_charge_costs_at_most_that_try(twin_of: Callable[..., TwinProfile]) -> None:
    profile = twin_of(QASHQAI)
    outcomes = set()
    for cut_ms in range(profile.supply.write_ms + 1):
        unit = wake(profile, "1111")
        unit.apply(Press("6"))
        unit.advance(2_000 + cut_ms)
        unit.apply(Cut())
        unit.apply(Battery(12.6))
        unit.advance(1_000)
        assert isinstance(unit, HeadUnit)
        outcomes.add(unit.lock.wrong)
        assert lock_of(unit) == Phase.PROMPT
    assert outcomes == {0, 1}


def test_a_unit_with_a_link_plays_in_its_own_car_only(twin_of: Callable[..., TwinProfile]) -> None:
    unit = build(twin_of("nissan-nats-audio-link"))
    assert do(unit, "ignition on", "battery on")[-1] == "music"
    do(unit, "unplug")
    unit.apply(Immobiliser(knows=False))
    assert do(unit, "refit")[:2] == ["WAIT", "SECURE"]
    assert not unit.playing
    do(unit, "1 x4", "hold 6 3s", "battery off for 1h", "wait 1h")
    assert not unit.playing
    do(unit, "unplug")
    unit.apply(Immobiliser(knows=True))
    do(unit, "refit")
    assert unit.playing


def test_every_family_has_a_twin_that_wakes(any_profile: TwinProfile) -> None:
    code = "".join(letters[-1] for letters in any_profile.panel.alphabets)
    unit = wake(any_profile, code)
    assert unit.mode == ("asks" if any_profile.lock else "open")
    assert unit.display.strip()
    assert len({entry.name for entry in any_profile.assumed}) == len(any_profile.assumed)


EVENT = st.one_of(
    st.sampled_from(
        [Battery(0.0), Battery(8.0), Battery(12.6), Ignition("off"), Ignition("on"), Cut(), FactoryReset()]
    ),
    st.sampled_from([Hang("keys"), Hang("input"), Hang("memory"), DiagnosticReset(), Immobiliser(knows=False)]),
    st.builds(Press, st.sampled_from(["1", "2", "6", "OK", "POWER", "SEEK>", "AS", "nothing"])),
    st.builds(Release, st.sampled_from(["1", "2", "6", "OK", "POWER", "SEEK>", "AS", "nothing"])),
    st.builds(Turn, st.sampled_from(["VOLUME", "volume knob", "track keys"]), st.integers(-3, 3)),
)
MOVES = st.lists(st.tuples(EVENT, st.integers(0, 5_000)), max_size=20)


@given(st.sampled_from(all_variants()), MOVES, st.lists(st.integers(1, 997), max_size=8), st.sampled_from(["", "log"]))
def test_time_in_pieces_is_time_in_one_piece(
    which: tuple[str, str], moves: list[tuple[object, int]], pieces: list[int], log: str
) -> None:
    any_profile = profile_of(*which)
    code = "".join(letters[0] for letters in any_profile.panel.alphabets)
    whole, split = wake(any_profile, code), wake(any_profile, code)
    if log:
        split.listen(lambda *_: None)
    for event, ms in moves:
        for unit in (whole, split):
            unit.apply(event)  # type: ignore[arg-type]
        whole.advance(ms)
        left = ms
        for piece in pieces:
            split.advance(min(piece, left))
            left -= min(piece, left)
        split.advance(left)
        assert whole.display == split.display
        assert whole.playing == split.playing
    whole.listen(None)
    split.listen(None)
    assert whole.snapshot()._replace(values=()) == split.snapshot()._replace(values=())
    assert whole.mode == split.mode


@given(st.sampled_from(all_variants()), MOVES, MOVES)
def test_a_restored_unit_goes_on_as_it_did(
    which: tuple[str, str], before: list[tuple[object, int]], after: list[tuple[object, int]]
) -> None:
    any_profile = profile_of(*which)
    code = "".join(letters[0] for letters in any_profile.panel.alphabets)
    unit = wake(any_profile, code)

    def run(moves: list[tuple[object, int]]) -> list[tuple[int, str, str]]:
        seen: list[tuple[int, str, str]] = []
        unit.listen(lambda *entry: seen.append(entry))
        for event, ms in moves:
            unit.apply(event)  # type: ignore[arg-type]
            unit.advance(ms)
        unit.listen(None)
        return seen

    run(before)
    kept = unit.snapshot()
    first = run(after)
    end = unit.snapshot()
    unit.restore(kept)
    assert run(after) == first
    assert unit.snapshot() == end


@pytest.mark.parametrize("family", ["opel-siemens-as", "opel-car2003", "opel-car300"])
def test_an_opel_shows_the_tries_left_from_ten_down_to_none(family: str) -> None:
    unit = wake(profile_of(family), "1203")
    assert isinstance(unit, HeadUnit)
    shown = []
    for _ in range(10):
        do(unit, "hold AS 9s")
        shown.append(unit.display.split()[0])
        do(unit, *(f"{key} x{9 if key == 1 else 1}" for key in range(1, 5)), "hold AS 9s")
        assert unit.lock.phase in {Phase.REFUSED, Phase.WAITING, Phase.BARRED}
        shown.append(unit.display.split()[0])
        unit.advance(40_000_000)
    assert shown == [number for left in range(10, 0, -1) for number in (str(left), str(left - 1))]
    do(unit, "wait 3s")
    assert unit.display.split() == ["LOCKED"]


def test_a_cats_radio_gives_three_tries_from_locked_by_its_keys_and_then_no_more() -> None:
    unit = wake(profile_of("nissan-cats-code-1998"), "1203")
    assert isinstance(unit, HeadUnit)
    do(unit, "hold MOD+TA+POWER 1s")
    assert (unit.lock.phase, unit.supply.radio_on) == (Phase.PROMPT, False)
    do(unit, "POWER")

    def try_wrong() -> None:
        unit.advance(3_700_000)
        do(unit, "4 x4", "5")

    for _ in range(68):
        try_wrong()
    do(unit, "wait 3s", "hold MOD+TA 5s")
    assert unit.lock.phase == Phase.LOCKED
    do(unit, "hold MOD+TA+POWER 1s")
    assert (unit.lock.phase, unit.supply.radio_on) == (Phase.PROMPT, True)
    for _ in range(3):
        try_wrong()
    do(unit, "wait 3s", "hold MOD+TA+POWER 1s")
    assert (unit.lock.phase, unit.lock.record.total) == (Phase.BARRED, 71)


def waiting(family: str, code: str, wrong_codes: int, *wrong: str) -> HeadUnit:
    """Return a unit after so many wrong codes, in its wait."""
    unit = wake(profile_of(family), code)
    assert isinstance(unit, HeadUnit)
    for _ in range(wrong_codes):
        do(unit, *wrong, "wait 3s")
    assert unit.lock.phase == Phase.WAITING
    return unit


FIVE, FOUR, STEP = ("1 x5",), ("2 x4",), ("1, 2, 3, 4, 5",)


@pytest.mark.parametrize(
    ("family", "code", "wrong"),
    [("bmw-5key", "12345", FIVE), ("psa-alpine-1986", "12345", FIVE), ("volvo-sc8xx", "1234", FOUR)],
)
@pytest.mark.parametrize("how", [("POWER", "POWER"), ("ignition off", "ignition on"), ("fuse accessory out for 5s",)])
def test_a_wait_without_a_break_starts_again_after_one(
    family: str, code: str, wrong: tuple[str, ...], how: tuple[str, ...]
) -> None:
    unit = waiting(family, code, 3, *wrong)
    do(unit, "wait 30m")
    full = unit.lock_now.record.wait_ms
    assert unit.lock_now.wait_left_ms < full - 1_700_000
    do(unit, *how)
    assert unit.lock_now.wait_left_ms > full - 3_000


@pytest.mark.parametrize("how", ["POWER", "ignition off", "fuse accessory out"])
@pytest.mark.parametrize(
    ("family", "code", "wrong"),
    [("bmw-5key", "12345", FIVE), ("ford-keycode", "1203", STEP), ("volvo-sc8xx", "1234", FOUR)],
)
def test_a_wait_that_wants_the_radio_on_stands_still_without_it(
    family: str, code: str, wrong: tuple[str, ...], how: str
) -> None:
    unit = waiting(family, code, 3, *wrong)
    do(unit, how)
    left = unit.lock_now.wait_left_ms
    do(unit, "wait 3h")
    assert (unit.lock_now.wait_left_ms, unit.lock.phase) == (left, Phase.WAITING)


@pytest.mark.parametrize("how", ["ignition off", "fuse accessory out"])
def test_the_ignition_counts_with_the_radio_off_too(how: str) -> None:
    unit = waiting("gm-theftlock", "1203", 8, "MIN x2", "AM/FM")
    do(unit, "POWER")
    left = unit.lock_now.wait_left_ms
    do(unit, "wait 10m")
    assert unit.lock_now.wait_left_ms == left - 600_000
    do(unit, how, "wait 30m")
    assert (unit.lock.ignition, unit.lock_now.wait_left_ms) == (False, left - 600_000)


# A memory that outlives the processor

SATURN = "saturn-theft-2002"
OPENING = ("1", "2 x2", "4 x3", "AM-FM")


def test_a_saturn_is_dark_without_its_battery_and_asks_only_after_twenty_seconds() -> None:
    unit = wake(profile_of(SATURN, "Saturn Ion 2005"), "1203")
    do(unit, *OPENING)
    assert unit.playing
    do(unit, "battery off", "wait 1s")
    assert (unit.display, unit.supply.alive, unit.supply.radio_on) == ("", False, False)
    do(unit, "wait 17s", "battery on", "wait 1s")
    assert unit.playing
    for how in ("battery off for 19.9s", "unplug for 10s"):
        do(unit, how, "wait 1s")
        assert unit.playing
    do(unit, "battery off for 20.1s", "wait 1s")
    assert (unit.playing, unit.display.strip()) == (False, "0000")


@pytest.mark.parametrize("taken", [Cut(), Battery(30.0)])
def test_what_takes_the_ram_away_too_locks_a_saturn_at_once(taken: Cut | Battery) -> None:
    unit = wake(profile_of(SATURN, "Saturn Ion 2005"), "1203")
    for before in ((), ("battery off",)):
        do(unit, *OPENING)
        assert unit.playing
        do(unit, *before)
        unit.apply(taken)
        do(unit, "battery on", "wait 1s")
        assert not unit.unlocked


def test_no_wait_is_served_in_the_dark() -> None:
    unit = waiting(
        SATURN, "1203", 3, "4 x4", *([] if profile_of(SATURN).panel.confirm.action == "press" else ["hold 6 3s"])
    )
    left = unit.lock_now.wait_left_ms
    for _ in range(5):
        do(unit, "battery off for 19s")
        assert unit.lock.phase == Phase.WAITING
        assert unit.lock_now.wait_left_ms >= left - 5_000


def test_a_write_that_was_cut_is_sent_again_where_the_ram_lived() -> None:
    profile = profile_of(SATURN, "Saturn Ion 2005")
    unit = wake(profile._replace(supply=profile.supply._replace(hold_up_ms=0, write_ms=200)), "1203")
    assert isinstance(unit, HeadUnit)
    unit.advance(1_000)
    do(unit, "4 x4")
    unit.apply(Press("AM-FM"))
    unit.advance(100)
    assert unit.chip.in_flight is not None
    do(unit, "battery off for 5s", "wait 3s")
    assert (unit.lock.phase, unit.lock.record.total, unit.lock.pending) == (Phase.PROMPT, 1, None)
    do(unit, "battery off for 30s", "wait 3s")
    assert unit.lock.record.total == 1
