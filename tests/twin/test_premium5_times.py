"""How long things take on the Premium 5 twin, within what was measured on the original firmware."""

from __future__ import annotations

from itertools import pairwise

import pytest

from headunit.twin import HeadUnit
from headunit.twin.events import Battery, Press, Release
from headunit.twin.replay import Image, image_of
from tests.twin.premium5 import PROFILE, Bench

ASKS_MS = 4100


def shown_at(bench: Bench, text: str, after_ms: int = 0) -> int:
    return next(int(row.t_ms) for row in bench.seen if row.t_ms >= after_ms and row.display == text)


def test_the_first_start_takes_longer_than_later_ones() -> None:
    bench = Bench()
    bench.boot()
    assert shown_at(bench, "     SAFE  ") - 500 == pytest.approx(197, abs=10)
    assert shown_at(bench, "    1000   ") - 500 == pytest.approx(3200, abs=60)
    bench.power()
    bench.wait(2000)
    on = bench.unit.now_ms
    bench.boot()
    assert 23 <= shown_at(bench, "     SAFE  ", on) - on <= 81
    assert shown_at(bench, "    1000   ", on) - on == pytest.approx(3050, abs=60)


@pytest.mark.parametrize("key", ["SEEK>", "TUNE>"])
@pytest.mark.parametrize("phase_ms", [0, 37, 61, 113])
def test_the_verdict_falls_while_the_key_is_held(key: str, phase_ms: int) -> None:
    bench = Bench()
    bench.boot()
    bench.wait(phase_ms)
    assert 1950 - 60 <= bench.verdict(key) <= 2080 + 60


@pytest.mark.parametrize(("hold_ms", "judged"), [(1914 - 60, False), (2033 + 60, True)])
def test_the_shortest_hold_that_submits(hold_ms: int, judged: bool) -> None:  # noqa: FBT001 - a column of the table
    bench = Bench()
    bench.boot()
    bench.hold("SEEK>", hold_ms)
    bench.wait(500)
    assert (bench.seen[-1].ram_attempts == 1) is judged


def test_a_key_acts_in_memory_and_on_the_display_within_a_tenth_of_a_second() -> None:
    bench = Bench()
    bench.boot()
    pressed = bench.unit.now_ms
    bench.tap("1")
    acted = next(row.t_ms for row in bench.seen if row.entered == "2000")
    assert 40 <= acted - pressed <= 71
    assert 48 <= shown_at(bench, "    2000   ") - pressed <= 110


def test_a_held_digit_repeats_after_one_second_two_and_then_each_quarter() -> None:
    bench = Bench()
    bench.boot()
    pressed = bench.unit.now_ms
    bench.hold("2", 4000)
    steps = [now.t_ms - pressed for before, now in pairwise(bench.seen) if now.entered != before.entered]
    gaps = [round(b - a) for a, b in pairwise(steps)]
    assert gaps[:2] == pytest.approx([1000, 1000], abs=60)
    assert gaps[2:5] == pytest.approx([255, 255, 255], abs=15)


def test_wrong_is_shown_for_three_seconds() -> None:
    bench = Bench()
    bench.boot()
    bench.verdict()
    judged = bench.unit.now_ms
    bench.release("SEEK>")
    assert bench.wait(4000, lambda now: now.state == "prompt")
    assert bench.unit.now_ms - judged == pytest.approx(3005, abs=15)


def test_the_text_blinks_by_a_clock_of_its_own_with_halves_of_312_and_now_and_then_250_ms() -> None:
    bench = Bench()
    bench.boot()
    bench.verdict()
    bench.release("SEEK>")
    bench.wait(2800)
    rows = bench.seen[-40:]
    edges = [now.t_ms for before, now in pairwise(rows) if now.display != before.display]
    lengths = [round(b - a) for a, b in pairwise(edges)]
    assert set(lengths[-6:]) == {313, 251}


def test_the_count_reaches_the_memory_after_the_verdict_and_its_sum_after_that() -> None:
    bench = Bench()
    bench.boot()
    bench.verdict()
    judged = bench.unit.now_ms
    bench.wait(200)
    stored = next(row.t_ms for row in bench.seen if row.eeprom_attempts == 1)
    assert 41 <= stored - judged <= 54
    assert 13 <= bench.sums[-1] - stored <= 26


def test_unlocked_the_greeting_lasts_three_seconds() -> None:
    bench = Bench(code="1000")
    bench.boot()
    bench.hold("SEEK>", 2500)
    bench.wait(4000)
    hello, station = shown_at(bench, "    MONSOON"), shown_at(bench, "FM¹₁ 935MHz")
    assert station - hello == pytest.approx(3000, abs=60)


def test_the_ignition_switches_off_after_a_quarter_of_a_second_and_on_again_at_once() -> None:
    bench = Bench(count=2)
    bench.boot()
    bench.ignition("on")
    bench.wait(500)
    off = bench.unit.now_ms
    bench.ignition("off")
    bench.wait(1000)
    assert shown_at(bench, "           ", off) - off == pytest.approx(245, abs=30)
    on = bench.unit.now_ms
    bench.ignition("on")
    bench.wait(1000)
    assert shown_at(bench, "2    SAFE  ", on) - on == pytest.approx(95, abs=60)


@pytest.mark.parametrize("late_ms", [0, 7_000, 31_000, 52_000])
def test_the_hour_is_60_ticks_of_a_clock_that_never_stops(late_ms: int) -> None:
    bench = Bench(count=1)
    bench.boot()
    bench.wait(late_ms)
    bench.hold("SEEK>", 2500)
    locked = bench.unit.now_ms - 500
    ticks: list[tuple[int, int | None]] = []
    while bench.wait(3_700_000, lambda now: now.lock_minutes_left != (60 if not ticks else ticks[-1][1])):
        ticks.append((bench.unit.now_ms, bench.seen[-1].lock_minutes_left))
        if not bench.seen[-1].lock_minutes_left:
            break
    assert [left for _, left in ticks] == list(range(59, -1, -1))
    assert (ticks[0][0] - 500 - 60_172) % 60_172 == 0
    assert 3_550_000 <= bench.unit.now_ms - locked <= 3_610_000
    bench.wait(300)
    assert (bench.seen[-1].state, bench.seen[-1].eeprom_attempts) == ("prompt", 0)
    assert bench.seen[-1].display == "    1000   "


def test_the_clock_of_minutes_sleeps_until_the_radio_is_first_switched_on() -> None:
    unit = HeadUnit(PROFILE, image_of(Image("1234", 2, 0xAA, 150, 0)))
    unit.apply(Battery(14.0))
    unit.advance(100_000)
    unit.apply(Press("POWER"))
    unit.apply(Release("POWER"))
    unit.advance(60_171)
    assert unit.lock_now.wait_left_ms == 59 * 60_172 + 1


def test_the_same_in_one_piece_and_in_many() -> None:
    whole, pieces = Bench(count=1), Bench(count=1)
    for bench, parts in ((whole, 1), (pieces, 50)):
        bench.power()
        for _ in range(parts):
            bench.unit.advance(ASKS_MS // parts)
        bench.unit.apply(Press("SEEK>"))
        for _ in range(parts):
            bench.unit.advance(9_000 // parts)
    assert whole.unit.snapshot() == pieces.unit.snapshot()
    assert whole.unit.display == pieces.unit.display
