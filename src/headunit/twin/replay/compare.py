"""What of a recorded trace the twin does too, and each thing that it does otherwise."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from headunit.twin.replay.align import side_by_side
from headunit.twin.replay.flashing import displays
from headunit.twin.replay.frames import frames
from headunit.twin.replay.power_cut import cut_differences
from headunit.twin.replay.sides import MINUTE_MS, SHOWN_MS, VERDICT_MS, Difference, Sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from headunit.twin.replay.document import Trace
    from headunit.twin.replay.frames import Frame
    from headunit.twin.replay.run import Played

__all__ = ["Comparison", "compare"]

_INNER_SHORT_MS = 15
_CHANNELS = {
    "state": "state",
    "ram_attempts": "count",
    "eeprom_attempts": "stored count",
    "unlocked": "unlocked",
    "entered": "entry",
}


class Comparison(NamedTuple):
    """Hold what differs, how much agrees (channel → number of values), and how late each verdict of the twin was."""

    differences: tuple[Difference, ...]
    agreed: dict[str, int]
    verdicts_late_ms: tuple[float, ...]


def compare(trace: Trace, played: Played) -> Comparison:
    """Return how the twin's run differs from *trace*, within the tolerances of the measurement."""
    sides = Sides(trace, played)
    found: list[Difference] = []
    agreed: dict[str, int] = {}
    for what, wanted, seen in _sequences(sides):
        different, agreed[what] = _sequence(sides, what, wanted, seen)
        found += different
    late, different = _verdicts(played, sides)
    found += [*different, *_flashing(sides), *_minutes(sides), *cut_differences(trace, played, sides)]
    agreed["minutes"] = len({row.lock_minutes_left for row in sides.wanted} - {None, 0})
    agreed["verdict"] = len(late)
    return Comparison(tuple(sorted(found)), agreed, late)


def _sequences(sides: Sides) -> Iterable[tuple[str, list[Frame], list[Frame]]]:
    until = sides.until
    yield (
        "display",
        displays(sides.wanted, sides.wanted_done, until),
        displays(sides.found, sides.found_done, until),
    )
    for field, what in _CHANNELS.items():
        rows = [[(row.t_ms, getattr(row, field)) for row in side] for side in (sides.wanted, sides.found)]
        yield what, frames(rows[0], until, _INNER_SHORT_MS), frames(rows[1], until, _INNER_SHORT_MS)


def _sequence(sides: Sides, what: str, wanted: Sequence[Frame], seen: Sequence[Frame]) -> tuple[list[Difference], int]:
    found, agreed = [], 0
    for pair in side_by_side(wanted, seen, sides.in_time):
        there, here = pair.expected, pair.seen
        if pair.in_time:
            agreed += there is not None
        elif there and here:
            at, late = sides.unshifted(there.start), here.start - there.start
            found.append(Difference(at, what, _quoted(there), f"the same {abs(late):.0f} ms {_side(late)}"))
        elif there:
            found.append(Difference(sides.unshifted(there.start), what, _quoted(there), "nothing of the kind"))
        elif here and here.start <= sides.until - SHOWN_MS:
            found.append(Difference(sides.unshifted(here.start), what, "nothing new", _quoted(here)))
    return found, agreed


def _quoted(frame: Frame) -> str:
    return f"{frame.value!r} for {frame.end - frame.start:.0f} ms"


def _side(late: float) -> str:
    return "later" if late > 0 else "earlier"


def _verdicts(played: Played, sides: Sides) -> tuple[tuple[float, ...], list[Difference]]:
    found = [Difference(at, "verdict", "one", "none") for at in played.missing]
    late = [here - there for there, here in zip(sides.wanted_verdicts, sides.found_verdicts, strict=False)]
    times = list(sides.wanted_verdicts)
    before = 0.0
    for shift in played.shifts:
        late.append(shift.by_ms - before)
        times.append(shift.trace_ms + shift.by_ms)
        before = shift.by_ms
    for at, by in zip(times, late, strict=False):
        if abs(by) > VERDICT_MS:
            found.append(Difference(sides.unshifted(at), "verdict", "this moment", f"{abs(by):.0f} ms {_side(by)}"))
    return tuple(round(by, 1) for by in late if not (played.shifts and abs(by) < 1)), found


def _flashing(sides: Sides) -> list[Difference]:
    found = []
    for side, done in ((sides.wanted, sides.wanted_done), (sides.found, sides.found_done)):
        for frame in displays(side, done, sides.until):
            if frame.odd_ms:
                told = f"{frame.value!r} with {frame.odd_ms:.0f} ms"
                sentence = ("regular flashing", told) if side is sides.found else (told, "regular flashing")
                found.append(Difference(sides.unshifted(frame.start), "flashing", *sentence))
    return found


def _minutes(sides: Sides) -> list[Difference]:
    series = [
        [(row.t_ms, row.lock_minutes_left) for row in side if row.lock_minutes_left is not None]
        for side in (sides.wanted, sides.found)
    ]
    found = []
    for own, other in (series, series[::-1]):
        for at, minutes in own:
            near = _values_near(other, at)
            if at <= sides.until and near and all(abs(minutes - value) > 1 for value in near):
                given = (str(minutes), str(near[-1]))
                found.append(
                    Difference(sides.unshifted(at), "minutes left", *(given if own is series[0] else given[::-1]))
                )
    return found[:_TOLD]


_TOLD = 3
_NEAR_MS = 2 * VERDICT_MS


def _values_near(series: Sequence[tuple[float, int]], at: float) -> list[int]:
    first = bisect_right(series, (at - _NEAR_MS, MINUTE_MS)) - 1
    return [value for t_ms, value in series[max(first, 0) :] if t_ms <= at + _NEAR_MS]
