"""The clock of the program never goes backwards."""

from __future__ import annotations

from headunit.web.clock import RealClock


def test_time_goes_on() -> None:
    clock = RealClock()
    seen = [clock.now_ms() for _ in range(1000)]

    assert seen == sorted(seen)
    assert seen[0] > 0
