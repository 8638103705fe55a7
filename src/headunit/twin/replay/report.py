"""Replay recordings on a twin, one after another, and say what agrees, what differs, and what could not be replayed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from headunit.twin.replay.compare import compare
from headunit.twin.replay.holds import check_hold
from headunit.twin.replay.result import AGREES, DIFFERS, NOT_REPLAYED, Result
from headunit.twin.replay.run import Unknown, play
from headunit.twin.replay.sides import Difference

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin.head_unit import HeadUnit
    from headunit.twin.replay.document import Image, Recordings, Trace

__all__ = ["replay"]


def replay(recordings: Recordings, build: Callable[[Image], HeadUnit]) -> tuple[Result, ...]:
    """Put a twin that *build* makes from a memory image through each recording and compare."""
    results = [_replayed(trace, build) for trace in recordings.traces]
    results += [check_hold(limit, build) for limit in recordings.hold_limits]
    return tuple(results)


def _replayed(trace: Trace, build: Callable[[Image], HeadUnit]) -> Result:
    if not trace.golden:
        return Result(trace.name, NOT_REPLAYED, "the recording is marked as not to be relied on")
    back = next((later.t_ms for row, later in pairwise(trace.seen) if later.t_ms < row.t_ms), None)
    if back is not None:
        difference = Difference(back, "recording", "times in order", "a time that goes back")
        return Result(trace.name, DIFFERS, "", (difference,))
    played = play(trace, build(trace.image))
    if isinstance(played, Unknown):
        return Result(trace.name, NOT_REPLAYED, f"the event {played.words!r} is not known")
    comparison = compare(trace, played)
    result = DIFFERS if comparison.differences else AGREES
    agreed = tuple((what, count) for what, count in comparison.agreed.items() if count)
    return Result(trace.name, result, "", comparison.differences, agreed, comparison.verdicts_late_ms, played.seen)
