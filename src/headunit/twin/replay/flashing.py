"""A text that blinks after a wrong code becomes one frame, and says whether it blinks as it should."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.twin import events
from headunit.twin.replay.frames import BLANK, SHORT_MS, Frame, ended, frames, verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.twin.events import TwinEvent
    from headunit.twin.replay.document import Seen

__all__ = ["displays"]

_HALF_MS = (180, 390)
_FLASH_MS = 3150
_STEADY_FROM_MS = 2550
_BRIEF_MS = 700
_GOES_DARK_MS = {events.Press: 110, events.SupplyLow: 80, events.Ignition: 330, events.Cut: 0}


class _Window(NamedTuple):
    """Hold the time in which a text blinks: from the verdict on, in *state*.

    *whole* when nothing broke it off, *last* when the recording ends in it.
    """

    start: float
    end: float
    state: str
    whole: bool
    last: bool


def displays(seen: Sequence[Seen], done: Sequence[tuple[float, TwinEvent]], until: float) -> list[Frame]:
    """Return the frames of the display, each blinking text as one."""
    shown = frames(((row.t_ms, row.display) for row in seen), until, SHORT_MS)
    for start in verdicts(seen):
        rows = [row for row in seen if row.t_ms >= start]
        if rows[0].state != "unlocked":
            shown = _collapsed(shown, _window(rows, done, until))
    return shown


def _window(rows: Sequence[Seen], done: Sequence[tuple[float, TwinEvent]], until: float) -> _Window:
    start, state = rows[0].t_ms, rows[0].state
    left = next((row.t_ms for row in rows if row.state != state), None)
    broken = [at + dark for at, event in done if at >= start and (dark := _goes_dark(event)) is not None]
    ends = [*broken, until] if left is None else [*broken, until, left]
    whole = start + _FLASH_MS if state == "locked_hour" else left
    end = min(ends if whole is None else [*ends, whole])
    return _Window(start, end, state, end == whole and end - start >= _STEADY_FROM_MS, end == until)


def _goes_dark(event: TwinEvent) -> float | None:
    """Return how long after *event* the display goes dark at the latest, or None when it doesn't."""
    if (isinstance(event, events.Press) and event.key != "POWER") or (isinstance(event, events.Cut) and event.keep_ram):
        return None
    return _GOES_DARK_MS.get(type(event))


def _collapsed(shown: list[Frame], window: _Window) -> list[Frame]:
    start, end = window.start, window.end
    inside = [frame for frame in shown if start <= frame.start < end or (window.last and frame.start == end)]
    texts = {frame.value for frame in inside} - {BLANK}
    before = [frame for frame in shown if frame.start < start]
    after = [] if window.last else [frame for frame in shown if frame.start >= end]
    if end - start < _BRIEF_MS:
        return [*before, *(_brief(frame, end) for frame in inside), *_beyond(inside, end), *after]
    if len(texts) != 1 or not all(text[4:].strip() == "SAFE" for text in texts):
        return shown
    flash = Frame(inside[0].start, f"{texts.pop()} flashing", end, flashing=True, odd_ms=_odd(inside, window))
    return [*before, flash, *_beyond(inside, end), *after]


def _brief(frame: Frame, end: float) -> Frame:
    """Return a frame of a blinking that was broken off soon: what it is depends on the blink that it fell into."""
    frame = frame._replace(end=min(frame.end, end), flashing=True)
    return frame._replace(optional=frame.value == BLANK or frame.end - frame.start < _HALF_MS[0])


def _beyond(inside: Sequence[Frame], end: float) -> list[Frame]:
    """Return the part of the last frame that goes on after the blinking."""
    last = inside[-1] if inside else None
    return [ended(Frame(end, last.value, last.end), last.end)] if last and last.end > end else []


def _odd(inside: Sequence[Frame], window: _Window) -> float:
    """Return the length of a blink that is too long or too short, 0 when all are as they should be."""
    low, high = _HALF_MS
    lengths = [frame.end - frame.start for frame in inside]
    for length in lengths[:-1]:
        if length > high:
            return length
    for length in lengths[1:-2]:
        if length < low:
            return length
    last = inside[-1]
    if not window.whole:
        return 0.0
    if window.state == "locked_hour":
        return 0.0 if last.start - window.start >= _STEADY_FROM_MS else last.end - last.start
    return lengths[-1] if lengths[-1] > high + SHORT_MS and window.end - window.start <= _FLASH_MS else 0.0
