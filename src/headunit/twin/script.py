"""Scripts of events and logs of what followed, both as JSON lines; a log is itself a script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import InputError
from headunit.twin.events import Press, Release, Turn, TwinEvent, event_document, event_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.panel import Panel
    from headunit.twin.machine import Machine

__all__ = ["LogLine", "TimedEvent", "log_line", "log_of", "parse_script", "play"]

_LONGEST_MS = 100 * 366 * 86_400_000
_ONE_OBJECT = "one JSON object in each line"


class TimedEvent(NamedTuple):
    """Hold an event and when it happens, in ms; *event* is None where a script only waits (``look``)."""

    t_ms: int
    event: TwinEvent | None


class LogLine(NamedTuple):
    """Hold what was seen: *kind* is ``display``, ``audio``, ``sound``, ``gesture`` or ``memory``."""

    t_ms: int
    kind: str
    detail: str


def parse_script(lines: Iterable[str], panel: Panel) -> tuple[TimedEvent, ...]:
    """Return the events of a script for a unit with *panel*; lines of a log that tell what was seen are passed over.

    Raises InputError (``twin-script``, ``twin-event``, ``twin-key``) with the number of the line.
    """
    keys = {key.id for key in panel.keys}
    events: list[TimedEvent] = []
    last = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        timed = _parse_line(line, f"line {number} of the script")
        if timed is None:
            continue
        if timed.t_ms < last:
            expected = f"t_ms must be at least {last}"
            raise _wrong(f"line {number} of the script goes back in time: {expected}", timed.t_ms, expected)
        last = timed.t_ms
        if isinstance(timed.event, Press | Release | Turn) and timed.event.key not in keys:
            raise InputError(
                "twin-key",
                f"line {number} of the script uses the key {timed.event.key!r}, which this unit doesn't have",
                value=timed.event.key,
                expected="one of " + ", ".join(sorted(keys)),
                next_step=f"its keys are {', '.join(key.id for key in panel.keys)}",
            )
        events.append(timed)
    return tuple(events)


def _parse_line(line: str, where: str) -> TimedEvent | None:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise _wrong(f"{where} is not JSON: write {_ONE_OBJECT}", line[:60], _ONE_OBJECT) from fault
    if not isinstance(document, dict):
        raise _wrong(f"{where} is not an object: write {_ONE_OBJECT}", line[:60], _ONE_OBJECT)
    if "seen" in document:
        return None
    t_ms = document.get("t_ms")
    if not isinstance(t_ms, int) or isinstance(t_ms, bool) or not 0 <= t_ms <= _LONGEST_MS:
        expected = f"a whole number from 0 to {_LONGEST_MS}"
        told = f"t_ms must be {expected}" if "t_ms" in document else "t_ms is missing, the time in milliseconds"
        raise _wrong(f"{where}: {told}", t_ms, f"t_ms as {expected}")
    return TimedEvent(t_ms, None if document.get("event") == "look" else event_from(document, where))


def play(unit: Machine, events: Iterable[TimedEvent]) -> Iterator[TimedEvent]:
    """Play *events* on *unit*, giving each once its time has come and it has happened."""
    for timed in events:
        unit.advance(timed.t_ms - unit.now_ms)
        if timed.event is not None:
            unit.apply(timed.event)
        yield timed


def log_of(unit: Machine, events: Iterable[TimedEvent]) -> list[str]:
    """Play *events* on *unit* and return the log, line by line: each event, and below it what then was seen."""
    lines: list[str] = []
    unit.listen(lambda t_ms, kind, detail: lines.append(log_line(LogLine(t_ms, kind, detail))))
    for timed in events:
        unit.advance(timed.t_ms - unit.now_ms)
        lines.append(log_line(timed))
        if timed.event is not None:
            unit.apply(timed.event)
    unit.listen(None)
    return lines


def log_line(entry: TimedEvent | LogLine) -> str:
    """Return one line of a log, without the line end."""
    if isinstance(entry, LogLine):
        document = {"t_ms": entry.t_ms, "seen": entry.kind, "detail": entry.detail}
    elif entry.event is None:
        document = {"t_ms": entry.t_ms, "event": "look"}
    else:
        document = {"t_ms": entry.t_ms, **event_document(entry.event)}
    return json.dumps(document, ensure_ascii=False)


def _wrong(message: str, value: object, expected: str) -> InputError:
    return InputError(
        "twin-script", message, value=str(value), expected=expected, next_step="see docs/reference/twin-events.md"
    )
