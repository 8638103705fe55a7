"""What was seen when: observations in common terms, and the frames in which a value stood."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from headunit.twin.replay.document import Seen

__all__ = ["BLANK", "SHORT_MS", "Frame", "ended", "frames", "plain", "verdicts"]

BLANK = " " * 11
SHORT_MS = 130
"""A text on a display that stands no longer than this may have been missed."""

_STATION = "(station)"
_HELLO = "    MONSOON"
_ASKING = re.compile(r".{4}(?: SAFE|[0-9]{4} ).*")
_STATES = {"to_prompt": "prompt", "radio_off_or_boot": "off"}
_JUDGED = frozenset({"wrong_flash", "locked_hour", "unlocked"})
_STAGE_MS = (2700, 3300)


class Frame(NamedTuple):
    """Hold one value from *start* to *end*; an *optional* one is too short to ask for.

    *flashing* stands for a whole blinking text, with *odd_ms* a blink that is too long or too short, 0 for none.
    *stage_ms* is the length of the frame before, where that is a stage which ends by itself.
    """

    start: float
    value: str
    end: float
    optional: bool = False
    flashing: bool = False
    odd_ms: float = 0.0
    stage_ms: float = 0.0


def plain(seen: Sequence[Seen]) -> list[Seen]:
    """Return the observations in common terms: no run-up states, one word for any station, nothing of a unit asleep."""
    rows: list[Seen] = []
    for row in seen:
        rows.append(_plain(row, rows[-1] if rows else None))
    return rows


def _plain(row: Seen, before: Seen | None) -> Seen:
    display = row.display
    if display is None:
        asleep = row._replace(display=BLANK, state="off", unlocked=False)
        return asleep._replace(ram_attempts=None, lock_minutes_left=None, entered=None)
    state = _STATES.get(row.state, row.state)
    if state == "prompt" and display == BLANK and before is not None and before.display == BLANK:
        # After a lock that ended with the radio off: the state says prompt, and there is none to be seen.
        state = "off" if before.state in {"off", "locked_hour"} else state
    if row.unlocked and display not in {BLANK, _HELLO} and not _ASKING.fullmatch(display):
        display = _STATION
    return row._replace(display=display, state=state, entered=row.entered if state == "prompt" else None)


def frames(points: Iterable[tuple[float, object]], until: float, short_ms: float) -> list[Frame]:
    """Return the runs of equal values of (time, value) *points*; None is no value.

    A run shorter than *short_ms* is optional, and so is one that only goes back to what stood before such a one.
    """
    runs: list[Frame] = []
    for start, value in points:
        if value is None or (runs and runs[-1].value == str(value)):
            continue
        if runs:
            runs[-1] = ended(runs[-1], start, short_ms)
            lasted = runs[-1].end - runs[-1].start
            stage_ms = lasted if _STAGE_MS[0] <= lasted <= _STAGE_MS[1] else 0.0
            runs.append(Frame(start, str(value), until, stage_ms=stage_ms))
        else:
            runs.append(Frame(start, str(value), until))
    for index in range(2, len(runs)):
        if runs[index - 1].optional and runs[index].value == runs[index - 2].value:
            runs[index] = runs[index]._replace(optional=True)
    return runs


def ended(frame: Frame, end: float, short_ms: float = SHORT_MS) -> Frame:
    """Return *frame* with its end, optional when it was short."""
    return frame._replace(end=end, optional=end - frame.start < short_ms)


def verdicts(seen: Sequence[Seen]) -> list[float]:
    """Return when a submitted code was judged: the prompt turned into a flash, a lock or an open radio."""
    pairs = itertools.pairwise(seen)
    return [now.t_ms for before, now in pairs if before.state == "prompt" and now.state in _JUDGED]
