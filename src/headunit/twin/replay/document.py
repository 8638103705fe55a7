"""Recordings of an original firmware: what was done to it and what it then showed and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from headunit.errors import InputError

__all__ = ["FORMAT", "Cut", "Done", "HoldLimit", "Image", "Recordings", "Seen", "Trace", "read_recordings"]

FORMAT = "premium5-safe-golden-traces/1"
_FIELDS = {
    "eeprom_attempts": int,
    "ram_attempts": int,
    "state": str,
    "unlocked": bool,
    "lock_minutes_left": int,
    "entered": str,
}


class Seen(NamedTuple):
    """Hold all that could be observed from *t_ms* on; None is "not known" (a display that was not yet written)."""

    t_ms: float
    display: str | None
    eeprom_attempts: int
    ram_attempts: int | None
    state: str
    unlocked: bool
    lock_minutes_left: int | None
    entered: str | None


class Done(NamedTuple):
    """Hold one thing that was done, in the recorder's words."""

    t_ms: float
    words: str


class Image(NamedTuple):
    """Hold the part of the memory chip that matters: *code* as four hex digits, the count, the coding, the sum byte."""

    code: str
    attempts: int
    coding: int
    integrity: int
    other_count: int


class Cut(NamedTuple):
    """Hold what a power cut left behind, and what came of it: field → value, as recorded."""

    at_cut: Mapping[str, Any]
    after_restart: Mapping[str, Any]
    after_next_wrong: Mapping[str, Any]


class Trace(NamedTuple):
    """Hold one recording; *until_ms* is the last moment of which it tells."""

    name: str
    golden: bool
    poked: bool
    image: Image
    done: tuple[Done, ...]
    seen: tuple[Seen, ...]
    until_ms: float
    cut: Cut | None


class HoldLimit(NamedTuple):
    """Hold how long *key* must be held: the verdict when it stays down, and the limits of the shortest hold."""

    key: str
    phase_ms: float
    verdict_ms: float
    too_short_ms: float
    enough_ms: float


class Recordings(NamedTuple):
    """Hold all recordings of one document."""

    traces: tuple[Trace, ...]
    hold_limits: tuple[HoldLimit, ...]


def read_recordings(document: object) -> Recordings:
    """Return the recordings in a parsed JSON *document*; raises InputError (``traces``) saying what is wrong where."""
    top = _mapping(document, "the document")
    if top.get("format") != FORMAT:
        raise _wrong("the document", "format", top.get("format"), FORMAT)
    lists = [top[key] for key in ("traces", "power_cut_traces") if key in top]
    traces = [
        _trace(_mapping(item, f"trace {n}"), n) for given in lists for n, item in enumerate(_list(given, "traces"))
    ]
    limits: tuple[HoldLimit, ...] = ()
    if top.get("hold_threshold") is not None:
        rows = _get(_mapping(top["hold_threshold"], "hold_threshold"), "results", list, "hold_threshold")
        limits = tuple(_hold_limit(_mapping(row, "hold_threshold")) for row in rows)
    if not traces and not limits:
        raise _wrong("the document", "traces", "none", "at least one trace")
    return Recordings(tuple(traces), limits)


def _trace(item: Mapping[str, Any], number: int) -> Trace:
    name = _get(item, "name", str, f"trace {number}")
    done = tuple(_done(_mapping(event, name), name) for event in _get(item, "events", list, name))
    seen = tuple(_seen(_mapping(row, name), name) for row in _get(item, "observations", list, name))
    writes = [_time(_mapping(row, name), name) for row in _list(item.get("eeprom_writes") or [], name)]
    times = [event.t_ms for event in done] + [row.t_ms for row in seen] + writes
    if not done or not seen:
        raise _wrong(name, "events and observations", "none", "at least one of each")
    cut = None if item.get("cut") is None else _cut(_mapping(item["cut"], name), name)
    golden, poked = item.get("golden", True) is not False, item.get("ram_poked", False) is True
    return Trace(name, golden, poked, _image(item, name), done, seen, max(times), cut)


def _done(event: Mapping[str, Any], where: str) -> Done:
    words = _get(event, "event", str, where)
    more = [str(value) for key, value in event.items() if key not in {"t_ms", "event"}]
    return Done(_time(event, where), ", ".join([words, *more]))


def _seen(row: Mapping[str, Any], where: str) -> Seen:
    display = row.get("display")
    if not (display is None or isinstance(display, str)):
        raise _wrong(where, "display", display, "text or null")
    return Seen(_time(row, where), display, *(_get(row, key, kind, where) for key, kind in _FIELDS.items()))


def _image(item: Mapping[str, Any], where: str) -> Image:
    given = _get(item, "initial_eeprom", dict, where)
    code = _get(given, "code", str, where)
    if not re.fullmatch(r"[0-9A-Fa-f]{4}", code):
        raise _wrong(where, "code", code, "four hex digits")
    numbers = [given.get(key, default) for key, default in _IMAGE.items()]
    if not all(type(number) is int and 0 <= number <= _BYTE for number in numbers):
        raise _wrong(where, "initial_eeprom", numbers, "bytes from 0 to 255")
    return Image(code.upper(), *numbers)


_LEFT = {"display": str, "state": str, "lock_minutes": int, "ram_attempts": int}
_BYTE = 0xFF
_IMAGE = {"attempts": None, "byte_0x47": 0xAA, "integrity_0x69": None, "kwp_login_attempts_0x67": 0}


def _cut(item: Mapping[str, Any], where: str) -> Cut:
    at_cut = {key.removesuffix("_at_cut"): value for key, value in item.items() if key.endswith("_at_cut")}
    after = [item.get(key) or {} for key in ("after_restart", "after_next_wrong_attempt")]
    parts = [_mapping(part, where) for part in (at_cut, *after)]
    for part in parts:
        _mapping(part.get("eeprom") or {}, where)
        for key, kind in _LEFT.items():
            if part.get(key) is not None:
                _get(part, key, kind, where)
    return Cut(*parts)


def _hold_limit(row: Mapping[str, Any]) -> HoldLimit:
    keys = (
        "phase_offset_ms",
        "verdict_at_ms_after_press_when_held",
        "longest_hold_not_submitting_ms",
        "shortest_hold_submitting_ms",
    )
    numbers = [_get(row, key, (int, float), "hold_threshold") for key in keys]
    return HoldLimit(_get(row, "key", str, "hold_threshold"), *numbers)


def _time(row: Mapping[str, Any], where: str) -> float:
    value = _get(row, "t_ms", (int, float), where)
    if not 0 <= value < _LONGEST_MS:
        raise _wrong(where, "t_ms", value, "milliseconds from 0 on, less than a week of them")
    return float(value)


_LONGEST_MS = 7 * 86_400_000


def _get(row: Mapping[str, Any], key: str, kind: type | tuple[type, ...], where: str) -> Any:  # noqa: ANN401 - JSON
    value = row.get(key)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        names = " or ".join(each.__name__ for each in (kind if isinstance(kind, tuple) else (kind,)))
        raise _wrong(where, key, value, names)
    return value


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(where, "content", value, "an object")
    return value


def _list(value: object, where: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise _wrong(where, "content", value, "a list")
    return value


def _wrong(where: str, what: str, value: object, expected: str) -> InputError:
    shown = repr(value)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return InputError(
        "traces",
        f"{where}: {what} is {shown}, expected {expected}",
        value=shown,
        expected=expected,
        next_step="give a document of recorded traces",
    )


_SHOWN = 60
