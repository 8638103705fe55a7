"""A trace and the twin's own run, both in the twin's time."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from headunit.twin.replay.frames import plain, verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.twin.events import TwinEvent
    from headunit.twin.replay.document import Seen, Trace
    from headunit.twin.replay.frames import Frame
    from headunit.twin.replay.run import Played

__all__ = ["MINUTE_MS", "SHOWN_MS", "VERDICT_MS", "Difference", "Sides"]

VERDICT_MS = 120
SHOWN_MS = 60
MINUTE_MS = 60_200
_FLASH_EDGE_MS = 190
_ROUNDING_MS = 0.6
_JUST_BEFORE_MS = 5


class Difference(NamedTuple):
    """Hold one thing that differs: at *t_ms* of the trace, *what* was *expected*, and what was *seen* of the twin."""

    t_ms: float
    what: str
    expected: str
    seen: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"at {self.t_ms:,.0f} ms: {self.what}: expected {self.expected}, seen {self.seen}"


class _Anchor(NamedTuple):
    """Hold a moment that others follow, by the trace, and how late the twin was."""

    t_ms: float
    late_ms: float


class Sides:
    """Hold both sides, and say what is in time."""

    def __init__(self, trace: Trace, played: Played) -> None:
        """Bring the trace into the twin's time."""
        self.shifts = played.shifts
        self.until = self.shifted(trace.until_ms)
        self.wanted = [row._replace(t_ms=self.shifted(row.t_ms)) for row in plain(trace.seen)]
        self.found = [row for row in plain(played.seen) if row.t_ms <= self.until + VERDICT_MS]
        self.wanted_done: list[tuple[float, TwinEvent]] = [(self.shifted(at), event) for at, event in played.asked]
        self.found_done = played.done
        self.wanted_verdicts = verdicts(self.wanted)
        self.found_verdicts = verdicts(self.found)
        anchors = _anchors(self.wanted_verdicts, self.found_verdicts, VERDICT_MS)
        anchors += _anchors(_lock_ends(self.wanted), _lock_ends(self.found), MINUTE_MS)
        self.anchors = sorted(anchors)

    def shifted(self, t_ms: float) -> float:
        """Return the twin's time for a moment of the trace."""
        by = [shift.by_ms for shift in self.shifts if t_ms >= shift.trace_ms - _JUST_BEFORE_MS]
        return t_ms + (by[-1] if by else 0.0)

    def unshifted(self, t_ms: float) -> float:
        """Return the trace's time for a moment of the twin's."""
        by = [shift.by_ms for shift in self.shifts if t_ms - shift.by_ms >= shift.trace_ms - _JUST_BEFORE_MS]
        return t_ms - (by[-1] if by else 0.0)

    def late(self, t_ms: float) -> float:
        """Return how late the twin was with the verdict or the end of a lock that came last before *t_ms*."""
        index = bisect_right(self.anchors, (t_ms + _JUST_BEFORE_MS, float("inf")))
        return self.anchors[index - 1].late_ms if index else 0.0

    def in_time(self, wanted: Frame, found: Frame) -> bool:
        """Return whether a frame starts when it should, by the clock or by what it follows."""
        if wanted.start <= 0 or found.start <= 0:
            return True
        by_clock = found.start - wanted.start
        limit = _FLASH_EDGE_MS if wanted.flashing or found.flashing else SHOWN_MS
        late = [by_clock, by_clock - self.late(wanted.start)]
        if wanted.stage_ms and found.stage_ms:
            late.append(found.stage_ms - wanted.stage_ms)
        return min(map(abs, late)) <= limit + _ROUNDING_MS


def _anchors(wanted: Sequence[float], found: Sequence[float], limit: float) -> list[_Anchor]:
    pairs = [_Anchor(there, here - there) for there, here in zip(wanted, found, strict=False)]
    return [anchor for anchor in pairs if abs(anchor.late_ms) <= limit + _ROUNDING_MS]


def _lock_ends(seen: Sequence[Seen]) -> list[float]:
    return [
        now.t_ms
        for before, now in itertools.pairwise(seen)
        if before.state == "locked_hour" != now.state and now.lock_minutes_left == 0
    ]
