"""What a power cut around the verdict leaves on the Premium 5 twin: compare-first, with both its windows."""

from __future__ import annotations

import pytest

from headunit.twin.events import SupplyLow
from tests.twin.premium5 import Bench

PRESSED = [1, 50, 200, 500, 800, 1000, 1200, 1500, 1700, 1800, 1880]
KNOWN_NOT_CHARGED = [0, 1, 5, 10, 20, 30, 40, 42, 44, 46]
CHARGED_SUM_OPEN = [48, 50, 55, 59, 62]
CHARGED = [70, 80, 100, 200, 500, 1000, 2000, 3000]


def after_cut(bench: Bench) -> tuple[str, int, int]:
    """Start again after a cut and return the text at rest, the count and the minutes left."""
    bench.cut()
    bench.connect()
    bench.boot()
    last = bench.seen[-1]
    return last.display or "", last.eeprom_attempts, last.lock_minutes_left or 0


def wrong_code(count: int, code: str = "1234") -> Bench:
    bench = Bench(count=count, code=code)
    bench.boot()
    bench.verdict()
    return bench


@pytest.mark.parametrize("offset_ms", PRESSED)
@pytest.mark.parametrize(("count", "asks"), [(0, "    1000   "), (1, "1   1000   ")])
def test_a_cut_before_the_verdict_costs_nothing(count: int, asks: str, offset_ms: int) -> None:
    bench = Bench(count=count)
    bench.boot()
    bench.press("SEEK>")
    bench.wait(offset_ms)
    assert after_cut(bench) == (asks, count, 0)


@pytest.mark.parametrize("offset_ms", KNOWN_NOT_CHARGED)
@pytest.mark.parametrize(("count", "asks"), [(0, "    1000   "), (1, "1   1000   ")])
def test_right_after_the_verdict_it_is_known_and_not_charged(count: int, asks: str, offset_ms: int) -> None:
    bench = wrong_code(count)
    bench.wait(offset_ms)
    assert after_cut(bench) == (asks, count, 0)


@pytest.mark.parametrize("offset_ms", CHARGED_SUM_OPEN)
@pytest.mark.parametrize(("count", "asks"), [(0, "1   1000   "), (1, "2   1000   ")])
def test_between_count_and_sum_it_is_charged_and_the_lock_skipped(count: int, asks: str, offset_ms: int) -> None:
    bench = wrong_code(count)
    bench.wait(offset_ms)
    assert after_cut(bench) == (asks, count + 1, 0)


@pytest.mark.parametrize("offset_ms", CHARGED)
@pytest.mark.parametrize(("count", "stands"), [(0, ("1   1000   ", 1, 0)), (1, ("2    SAFE  ", 2, 60))])
def test_with_both_written_it_is_charged_and_locks(count: int, stands: tuple[str, int, int], offset_ms: int) -> None:
    bench = wrong_code(count)
    bench.wait(offset_ms)
    assert after_cut(bench) == stands


@pytest.mark.parametrize(
    ("hold_up_ms", "stands"),
    [
        (5, ("1   1000   ", 1, 0)),
        (20, ("1   1000   ", 1, 0)),
        (50, ("2   1000   ", 2, 0)),
        (100, ("2    SAFE  ", 2, 60)),
        (300, ("2    SAFE  ", 2, 60)),
    ],
)
def test_the_supply_low_warning_does_not_hurry_the_write(hold_up_ms: int, stands: tuple[str, int, int]) -> None:
    bench = wrong_code(1)
    bench.wait(5)
    bench.unit.apply(SupplyLow(low=True))
    bench.wait(hold_up_ms)
    assert after_cut(bench) == stands


def test_a_reset_with_its_ram_kept_is_charged() -> None:
    bench = wrong_code(1)
    bench.wait(5)
    bench.cut(keep_ram=True)
    bench.wait(1000)
    last = bench.seen[-1]
    assert (last.state, last.ram_attempts, last.eeprom_attempts) == ("locked_hour", 2, 2)


@pytest.mark.parametrize(("offset_ms", "left"), [(5, 1), (40, 1), (60, 0), (90, 0), (500, 0)])
def test_a_cut_after_the_right_code_asks_again_with_the_count_as_written(offset_ms: int, left: int) -> None:
    bench = wrong_code(1, code="1000")
    assert bench.seen[-1].state == "unlocked"
    bench.wait(offset_ms)
    text, count, _ = after_cut(bench)
    assert count == left
    assert text.endswith("   1000   ")
