"""What a power cut left in the unit, and what came of it after the restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.twin import events
from headunit.twin.replay.frames import BLANK, plain
from headunit.twin.replay.sides import SHOWN_MS, Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from headunit.twin.replay.document import Seen, Trace
    from headunit.twin.replay.run import Played
    from headunit.twin.replay.sides import Sides

__all__ = ["cut_differences"]

_WRITTEN_WITHIN_MS = 10
_FLASH_MS = 400


def cut_differences(trace: Trace, played: Played, sides: Sides) -> list[Difference]:
    """Return what differs at the cut of *trace*, after the restart, and after the next wrong code."""
    cut, left = trace.cut, played.at_cut
    if cut is None:
        return []
    if left is None:
        return [Difference(trace.until_ms, "power cut", "one", "none in the events")]
    cut_ms = max(at for at, event in played.done if isinstance(event, events.Cut))
    told = [
        _differing("at the cut", sides.unshifted(cut_ms), *pair) for pair in _at_cut(cut.at_cut, left, played, cut_ms)
    ]
    asked = [at for at, event in played.done if at > cut_ms and _is_key(event)]
    rested = _last_before(sides.found, min(asked, default=sides.until))
    told += [
        _differing("after the restart", sides.unshifted(rested.t_ms), *pair)
        for pair in _later(cut.after_restart, rested)
    ]
    ended = _last_before(sides.found, sides.until)
    told += [
        _differing("after the next code", sides.unshifted(ended.t_ms), *pair)
        for pair in _later(cut.after_next_wrong, ended)
    ]
    return [each for each in told if each]


def _is_key(event: object) -> bool:
    return isinstance(event, events.Press) and event.key != "POWER"


def _last_before(seen: list[Seen], at: float) -> Seen:
    return [row for row in seen if row.t_ms <= at][-1]


def _differing(when: str, at: float, what: str, expected: object, seen: object) -> Difference | None:
    if expected is None or expected == seen:
        return None
    return Difference(at, f"{what} {when}", repr(expected), repr(seen))


def _at_cut(
    given: Mapping[str, Any], left: Seen, played: Played, cut_ms: float
) -> Iterable[tuple[str, object, object]]:
    chip = given.get("eeprom") or {}
    yield "stored count", chip.get("68"), left.eeprom_attempts
    if not _just_written(played, cut_ms):
        yield "sum byte", _sum_fits(chip), played.sum_at_cut
    yield "count", given.get("ram_attempts"), left.ram_attempts
    now = plain([left])[0]
    state = given.get("state")
    yield "state", state and plain([left._replace(state=state)])[0].state, now.state
    since = cut_ms - (_FLASH_MS if now.state in {"wrong_flash", "locked_hour"} else SHOWN_MS)
    rows = [row for row in plain(played.seen) if row.t_ms <= cut_ms]
    shown = {row.display for row, after in zip(rows, [*rows[1:], now], strict=True) if after.t_ms >= since} | {
        now.display
    }
    yield "display", _unless(given.get("display"), shown), now.display


def _just_written(played: Played, cut_ms: float) -> bool:
    return any(0 <= cut_ms - at <= _WRITTEN_WITHIN_MS for at in played.sums)


def _unless(display: str | None, shown: set[str | None]) -> str | None:
    return None if (display or BLANK) in shown else display


def _later(given: Mapping[str, Any], row: Seen) -> Iterable[tuple[str, object, object]]:
    chip = given.get("eeprom") or {}
    yield "display", given.get("display"), row.display
    yield "count", given.get("ram_attempts"), row.ram_attempts
    yield "stored count", chip.get("68"), row.eeprom_attempts
    state = given.get("state")
    yield "state", state and plain([row._replace(state=state)])[0].state, row.state
    minutes = given.get("lock_minutes")
    near = row.lock_minutes_left if minutes is None or abs(minutes - (row.lock_minutes_left or 0)) > 1 else minutes
    yield "minutes left", minutes, near


def _sum_fits(chip: Mapping[str, Any]) -> bool | None:
    try:
        return (1 + sum(int(chip[key]) for key in ("63", "64", "65", "66", "67", "68"))) % 256 == int(chip["69"])
    except (KeyError, TypeError, ValueError):
        return None
