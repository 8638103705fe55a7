"""Put a twin through a recorded trace and write down what can be observed of it, in the recorder's own fields."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

from headunit.twin import events
from headunit.twin.replay.actions import Align, Nothing, action_of
from headunit.twin.replay.probe import minute_due, poke, probe, sum_fits

if TYPE_CHECKING:
    from headunit.twin.events import TwinEvent
    from headunit.twin.head_unit import HeadUnit
    from headunit.twin.replay.document import Seen, Trace

__all__ = ["Played", "Shift", "Unknown", "play"]

_VERDICT_LATE_MS = 1000
_AFTER_MS = 400
_FIRST_WRITING_MS = 75
VERDICT_STATES = frozenset({"wrong_flash", "locked_hour", "unlocked"})


class Shift(NamedTuple):
    """From *trace_ms* of the trace on, the twin's time is the trace's plus *by_ms*: a verdict was waited for there.

    *press_ms* is how long after the last thing done the trace had its verdict.
    """

    trace_ms: float
    by_ms: float
    press_ms: float


class Unknown(NamedTuple):
    """Say which words of the recorder are not understood."""

    words: str


class Played(NamedTuple):
    """Hold what was observed of the twin; *shifts* and *missing* tell of the verdicts that the trace waited for.

    *asked* holds what was done at the trace's times, *done* the same at the twin's. *at_cut* is the last observation
    before the last power cut, *sum_at_cut* whether the sum byte fitted then; *sums* is when the twin wrote that byte.
    """

    seen: tuple[Seen, ...]
    shifts: tuple[Shift, ...]
    missing: tuple[float, ...]
    asked: tuple[tuple[float, TwinEvent], ...]
    done: tuple[tuple[float, TwinEvent], ...]
    at_cut: Seen | None
    sum_at_cut: bool
    sums: tuple[int, ...]


class _Player:
    def __init__(self, unit: HeadUnit) -> None:
        self.unit = unit
        self.awake_at: float = math.inf
        self.seen: list[Seen] = []
        self.asked: list[tuple[float, TwinEvent]] = []
        self.done: list[tuple[float, TwinEvent]] = []
        self.shifts: list[Shift] = []
        self.missing: list[float] = []
        self.by_ms = 0.0
        self.last_trace_ms = 0.0
        self.at_cut: Seen | None = None
        self.sum_at_cut = True
        self.sum_fits = True
        self.sums: list[int] = []

    def look(self) -> Seen:
        """Observe the unit, and keep the observation when anything is new."""
        now = probe(self.unit, awake=self.awake)
        if self.sum_fits != sum_fits(self.unit):
            self.sum_fits = not self.sum_fits
            self.sums.append(self.unit.now_ms)
        if not self.seen or now[1:] != self.seen[-1][1:]:
            self.seen.append(now)
        return now

    def run_to(self, target: int) -> None:
        """Advance from one change to the next up to *target*, observing each."""
        unit = self.unit
        while (due := self.due()) <= target:
            unit.advance(math.ceil(due) - unit.now_ms)
            self.look()
        unit.advance(max(0, target - unit.now_ms))

    def due(self) -> float:
        """Return when there is next something new to see."""
        times = (self.unit.next_deadline(), minute_due(self.unit), None if self.awake else self.awake_at)
        return min((at for at in times if at is not None), default=math.inf)

    @property
    def awake(self) -> bool:
        """Return whether the unit was switched on since its supply came, and began to write to its display."""
        return self.unit.now_ms >= self.awake_at

    def at(self, trace_ms: float) -> int:
        """Return the twin's time for a moment of the trace."""
        return max(self.unit.now_ms, round(trace_ms + self.by_ms))

    def align(self, trace_ms: float) -> None:
        """Run to the twin's own verdict, and shift what follows by its distance to the trace's."""
        unit, count = self.unit, len(self.seen)
        limit = self.at(trace_ms) + _VERDICT_LATE_MS
        while (due := self.due()) <= limit:
            unit.advance(math.ceil(due) - unit.now_ms)
            self.look()
            if self._has_verdict(count):
                by = unit.now_ms - trace_ms
                self.shifts.append(Shift(trace_ms, by, trace_ms - self.last_trace_ms))
                self.by_ms = by
                return
        self.missing.append(trace_ms)

    def _has_verdict(self, count: int) -> bool:
        for before, after in zip(self.seen[count - 1 :], self.seen[count:], strict=False):
            if before.state == "prompt" and after.state in VERDICT_STATES:
                return True
        return False

    def apply(self, event: TwinEvent, trace_ms: float) -> None:
        """Let *event* happen now, and observe what it changes at once."""
        if isinstance(event, events.Cut):
            self.at_cut = probe(self.unit, awake=self.awake)
            self.sum_at_cut = sum_fits(self.unit)
            self.awake_at = self.awake_at if event.keep_ram else math.inf
        elif isinstance(event, events.Press) and event.key == self.unit.profile.panel.power:
            self.awake_at = min(self.awake_at, self.unit.now_ms + _FIRST_WRITING_MS)
        self.unit.apply(event)
        self.asked.append((trace_ms, event))
        self.done.append((self.unit.now_ms, event))
        self.last_trace_ms = trace_ms
        self.look()


def play(trace: Trace, unit: HeadUnit) -> Played | Unknown:
    """Return what is observed of *unit* while it goes through *trace*, or the words that nobody understands."""
    keys = {key.id for key in unit.profile.panel.keys}
    steps: list[tuple[float, TwinEvent | Align | int]] = [(t_ms, value) for t_ms, value in _pokes(trace)]
    for t_ms, words in trace.done:
        action = action_of(words, keys, poked=trace.poked)
        if action is None:
            return Unknown(words)
        if not isinstance(action, Nothing):
            steps.append((t_ms, action))
    player = _Player(unit)
    for t_ms, step in sorted(steps, key=lambda pair: pair[0]):
        if isinstance(step, Align):
            player.align(t_ms)
            continue
        player.run_to(player.at(t_ms))
        if isinstance(step, int):
            poke(unit, step)
            player.look()
        else:
            player.apply(step, t_ms)
    player.run_to(player.at(trace.until_ms) + _AFTER_MS)
    return Played(
        tuple(player.seen),
        tuple(player.shifts),
        tuple(player.missing),
        tuple(player.asked),
        tuple(player.done),
        player.at_cut,
        player.sum_at_cut,
        tuple(player.sums),
    )


def _pokes(trace: Trace) -> list[tuple[float, int]]:
    """Return when the recorder set the minute counter, and to what: it fell by more than one, and not to nothing."""
    if not trace.poked:
        return []
    minutes = [(row.t_ms, row.lock_minutes_left) for row in trace.seen if row.display is not None]
    pairs = itertools.pairwise(minutes)
    return [(t_ms, after) for (_, before), (t_ms, after) in pairs if before and after and after < before - 1]
