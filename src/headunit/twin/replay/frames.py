"""What was shown when: observations become frames, and a flashing text becomes one frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from headunit.twin import events

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from headunit.twin.events import TwinEvent
    from headunit.twin.replay.document import Seen

__all__ = ["BLANK", "Frame", "displays", "frames", "plain", "verdicts"]

BLANK = " " * 11
STATION = "(station)"
SHORT_MS = 130
_STATES = {"to_prompt": "prompt", "radio_off_or_boot": "off"}
_ASKING = re.compile(r".{4}(?: SAFE|[0-9]{4} ).*")
_HELLO = "    MONSOON"
_FLASH_MS = 3150
_BRIEF_MS = 700
_LASTS_MS = {events.Press: 110, events.SupplyLow: 80, events.Ignition: 330, events.Cut: 0}


class Frame(NamedTuple):
    """Hold one value from *start* to *end*; an *optional* one is too short to ask for.

    *flashes* holds the lengths of the inner frames of a flashing text.
    """

    start: float
    value: str
    end: float
    optional: bool = False
    flashes: tuple[float, ...] = ()


def plain(seen: Sequence[Seen]) -> list[Seen]:
    """Return the observations in common terms: no run-up states, one word for any station, nothing of a unit asleep."""
    return [_plain(row) for row in seen]


def _plain(row: Seen) -> Seen:
    if row.display is None:
        return row._replace(display=BLANK, ram_attempts=None, state="off", unlocked=False, lock_minutes_left=None, entered=None)
    state = _STATES.get(row.state, row.state)
    display = row.display
    if state == "prompt" and not display.strip():
        state = "off"
    if row.unlocked and display.strip() and display != _HELLO and not _ASKING.fullmatch(display):
        display = STATION
    return row._replace(display=display, state=state, entered=row.entered if state == "prompt" else None)


def frames(points: Iterable[tuple[float, object]], until: float) -> list[Frame]:
    """Return the runs of equal values of (time, value) *points*; None is no value.

    A run that only goes back to what stood before a short one is optional too.
    """
    runs: list[Frame] = []
    for start, value in points:
        if value is None or (runs and runs[-1].value == str(value)):
            continue
        if runs:
            runs[-1] = _ended(runs[-1], start)
        runs.append(Frame(start, str(value), until))
    if runs:
        runs[-1] = _ended(runs[-1], until)
    for index in range(2, len(runs)):
        if runs[index - 1].optional and runs[index].value == runs[index - 2].value:
            runs[index] = runs[index]._replace(optional=True)
    return runs


def _ended(frame: Frame, end: float) -> Frame:
    return frame._replace(end=end, optional=end - frame.start < SHORT_MS)


def verdicts(seen: Sequence[Seen]) -> list[float]:
    """Return when a submitted code was judged: the prompt turned into a flash, a lock or an open radio."""
    pairs = zip(seen, seen[1:], strict=False)
    return [now.t_ms for before, now in pairs if before.state == "prompt" and now.state in _JUDGED]


_JUDGED = {"wrong_flash", "locked_hour", "unlocked"}


def displays(seen: Sequence[Seen], done: Sequence[tuple[float, TwinEvent]], until: float) -> list[Frame]:
    """Return the frames of the display, each flashing text as one frame."""
    shown = frames(((row.t_ms, row.display) for row in seen), until)
    for start, end in _flash_windows(seen, done, until):
        shown = _collapsed(shown, start, end)
    return shown


def _flash_windows(
    seen: Sequence[Seen], done: Sequence[tuple[float, TwinEvent]], until: float
) -> list[tuple[float, float]]:
    windows = []
    for start in verdicts(seen):
        rows = [row for row in seen if row.t_ms >= start]
        state = rows[0].state
        if state == "unlocked":
            continue
        left = next((row.t_ms for row in rows if row.state != state), until)
        ends = [left, until] if state == "wrong_flash" else [left, until, start + _FLASH_MS]
        ends += [t_ms + _lasts(event) for t_ms, event in done if t_ms >= start and _lasts(event) is not None]
        windows.append((start, min(ends)))
    return windows


def _lasts(event: TwinEvent) -> float | None:
    if (isinstance(event, events.Press) and event.key != "POWER") or (isinstance(event, events.Cut) and event.keep_ram):
        return None
    return _LASTS_MS.get(type(event))


def _collapsed(shown: list[Frame], start: float, end: float) -> list[Frame]:
    inside = [frame for frame in shown if start <= frame.start < end]
    texts = {frame.value for frame in inside} - {BLANK}
    brief = end - start < _BRIEF_MS
    if not brief and (len(texts) != 1 or not all(text[4:].strip() == "SAFE" for text in texts)):
        return shown
    before = [frame for frame in shown if frame.start < start]
    after = [frame for frame in shown if frame.start >= end]
    if brief:
        return [*before, *(frame._replace(optional=True) for frame in inside), *after]
    last = inside[-1]
    lengths = tuple(frame.end - frame.start for frame in inside[1:-2])
    flash = Frame(inside[0].start, f"{texts.pop()} flashing", end, flashes=lengths)
    rest = [_ended(Frame(end, last.value, last.end), last.end)] if last.end > end else []
    return [*before, flash, *rest, *after]
