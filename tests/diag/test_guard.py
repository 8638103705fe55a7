"""The voltage guard: what gives a permit, what doesn't, and that nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.diag.clock import JumpingClock
from headunit.diag.guard import VoltageGuard, VoltagePermit, VoltageRefusal, Window
from headunit.diag.link import VoltSample

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = Window(12.5, 15.0)


def source(name: str, clock: JumpingClock, *volts: float | None) -> Callable[[], VoltSample | None]:
    """Return what measures *volts* in turn, the last for ever."""
    left = list(volts)

    def measure() -> VoltSample | None:
        value = left.pop(0) if len(left) > 1 else left[0]
        return None if value is None else VoltSample(volts=value, source=name, at_s=clock.now())

    return measure


def guard(**sources: tuple[float | None, ...]) -> tuple[VoltageGuard, JumpingClock]:
    clock = JumpingClock()
    return VoltageGuard(WINDOW, [source(name, clock, *volts) for name, volts in sources.items()], clock), clock


@pytest.mark.parametrize(
    ("unit", "adapter", "code"),
    [
        ((12.50,), (12.50,), ""),
        ((12.49,), (12.50,), "low"),
        ((12.50,), (12.49,), "low"),
        ((15.00,), (15.00,), ""),
        ((15.01,), (15.00,), "high"),
        ((12.8,), (13.31,), "differ"),
        ((12.8,), (13.29,), ""),
        ((12.8, 12.8, 12.49, 12.8), (12.8,), "low"),
        ((12.8, 13.11, 12.8), (12.8,), "unsteady"),
        ((12.8, 13.09, 12.8), (12.8,), ""),
        ((None,), (None,), "unknown"),
        ((12.8, 12.8, None), (12.8,), "unknown"),
        ((12.8,), (None,), ""),
    ],
)
def test_the_worst_sample_decides(unit: tuple[float | None, ...], adapter: tuple[float | None, ...], code: str) -> None:
    it, clock = guard(unit=unit, adapter=adapter)
    verdict = it.permit()
    if code:
        assert isinstance(verdict, VoltageRefusal)
        assert verdict.code == code
        assert verdict.words
        assert verdict.advice
    else:
        assert isinstance(verdict, VoltagePermit)
        assert clock.now() >= 2
        assert len([sample for sample in it.trace if sample.source == "unit"]) >= 8


def test_every_hundredth_of_a_volt_around_the_limit_is_judged_by_the_limit() -> None:
    for centivolts in range(1_240, 1_261):
        it, _ = guard(unit=(centivolts / 100,))
        assert isinstance(it.permit(), VoltagePermit) == (centivolts >= 1_250)


def test_a_permit_is_for_one_start_and_expires_after_two_seconds() -> None:
    it, clock = guard(unit=(12.9,))
    permit = it.permit()
    assert isinstance(permit, VoltagePermit)
    assert (permit.worst_v, permit.warning) == (12.9, "")
    assert permit.spend(clock.now() + 2.0)
    assert not permit.spend(clock.now())
    late = it.permit()
    assert isinstance(late, VoltagePermit)
    assert not late.spend(clock.now() + 2.001)


def test_near_the_limit_there_is_a_warning() -> None:
    it, _ = guard(unit=(12.6,))
    permit = it.permit()
    assert isinstance(permit, VoltagePermit)
    assert "charger" in permit.warning


def test_nobody_but_the_guard_makes_a_permit() -> None:
    with pytest.raises(TypeError):
        VoltagePermit(object(), 12.8, 1e9, "")


def test_while_it_runs_each_measurement_is_judged() -> None:
    it, _ = guard(unit=(12.8, 12.3))
    assert it.watch() is None
    refusal = it.watch()
    assert refusal is not None
    assert refusal.code == "low"
    it, _ = guard(unit=(None,))
    assert it.watch() is None
