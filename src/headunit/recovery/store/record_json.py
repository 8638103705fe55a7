"""Records as JSON and back; what does not fit is refused, never mended.  Pure."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from headunit.errors import InputError
from headunit.recovery.records import KINDS, RESULTS, Correction, Event, Outcome, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["RECORD_VERSION", "record_document", "record_from", "record_from_text", "record_text", "time_text"]

RECORD_VERSION = 1
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_NAMES = {kind: name for name, kind in KINDS.items()}
_HEAD = frozenset({"v", "number", "at", "kind"})


def time_text(moment: datetime) -> str:
    """Return a time as it is written: UTC, to the second."""
    return moment.astimezone(UTC).strftime(_TIME)


def record_document(record: Record) -> dict[str, Any]:
    """Return the JSON form of *record* (docs/reference/case-format.md)."""
    head = {
        "v": RECORD_VERSION,
        "number": record.number,
        "at": time_text(record.at),
        "kind": _NAMES[type(record.event)],
    }
    return head | {name: list(value) if isinstance(value, tuple) else value for name, value in _fields(record.event)}


def record_text(record: Record) -> str:
    """Return *record* as one line of JSON, always the same for the same record."""
    return json.dumps(record_document(record), ensure_ascii=False, separators=(",", ":"))


def record_from_text(text: str) -> Record:
    """Return the record that a line of JSON holds; raises InputError (``case-record``)."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise _wrong("it is not JSON") from fault
    if not isinstance(document, dict):
        raise _wrong("it is not an object")
    return record_from(document)


def record_from(document: Mapping[str, Any]) -> Record:
    """Return the record that *document* describes; raises InputError (``case-record``)."""
    if document.get("v") != RECORD_VERSION:
        raise _wrong(f"its version is {document.get('v')!r}, not {RECORD_VERSION}")
    kind = KINDS.get(str(document.get("kind")))
    if kind is None:
        raise _wrong(f"there is no kind {document.get('kind')!r}")
    values = {name: value for name, value in document.items() if name not in _HEAD}
    types = _types(_NAMES[kind])
    if set(values) != set(types):
        raise _wrong(f"{document['kind']} has the fields {', '.join(types) or 'none'}")
    for name, value in values.items():
        if not _is_of(value, types[name]):
            raise _wrong(f"{name} of {document['kind']} can't be {value!r}")
    make: Callable[..., Event] = kind
    event = make(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
    if isinstance(event, Outcome | Correction) and event.result not in RESULTS:
        raise _wrong(f"the result can't be {event.result!r}")
    return Record(_number(document.get("number")), _time(document.get("at")), event)


def _fields(event: Event) -> list[tuple[str, Any]]:
    return list(event._asdict().items())


@cache
def _types(kind: str) -> dict[str, tuple[Any, ...]]:
    """Return the types that each field of *kind* may have."""
    hints = get_type_hints(KINDS[kind])
    return {name: get_args(hint) if "|" in str(hint) else (hint,) for name, hint in hints.items()}


def _is_of(value: object, types: tuple[Any, ...]) -> bool:
    if isinstance(value, list):
        return tuple[str, ...] in types and all(isinstance(item, str) for item in value)
    return type(value) in types


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _wrong(f"its number can't be {value!r}")
    return value


def _time(value: object) -> datetime:
    try:
        return datetime.strptime(str(value), _TIME).replace(tzinfo=UTC)
    except ValueError:
        raise _wrong(f"its time can't be {value!r}") from None


def _wrong(why: str) -> InputError:
    return InputError(
        "case-record",
        f"a record of the case can't be read: {why}",
        expected=f"a record of version {RECORD_VERSION}",
        next_step="docs/reference/case-format.md describes them",
    )
