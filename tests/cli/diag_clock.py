"""One clock that jumps, for every tester and simulated unit that a command makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.diag.clock import JumpingClock

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["jumping"]


@pytest.fixture
def jumping(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> JumpingClock:
    """Let the commands wait without waiting, and keep their journals in the test's own folder."""
    clock = JumpingClock()
    monkeypatch.setattr("headunit.diag.clock.WallClock", lambda: clock)
    monkeypatch.setenv("HEADUNIT_HOME", str(tmp_path / "home"))
    return clock
