"""What a browser may say in a rehearsal, ``headunit/panel-session/1`` (docs/reference/panel-session.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["LONGEST", "SCHEMA", "Message", "error_message", "read_message"]

SCHEMA = "headunit/panel-session/1"

LONGEST = 1024
"""How many bytes a message has at most."""

_MOST_KEYS = 4
_MOST_DETENTS = 10
_LONGEST_KEY = 40
_LONGEST_SESSION = 64
_CAR = {"battery": ("on", "off"), "fuse": ("in", "out"), "ignition": ("off", "acc", "on")}
_SPEEDS = (1, 60)


class Message(NamedTuple):
    """Hold one message: its *type* and what it says, checked."""

    type: str
    keys: tuple[str, ...] = ()
    by: int = 0
    car: tuple[tuple[str, str], ...] = ()
    speed: int = 1
    guided: bool = True
    session: str = ""


def read_message(text: str) -> Message:
    """Return the message that *text* holds; raises InputError (``panel-message``) saying what is wrong in it."""
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise _wrong(f"a message has at most {LONGEST} bytes")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise _wrong("it is not JSON") from fault
    if not isinstance(document, dict):
        raise _wrong("it must be an object")
    kind = document.get("type")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise _wrong("type must be one of " + ", ".join(_READERS))
    return reader(document)


def error_message(error: InputError) -> dict[str, Any]:
    """Return the answer to a message that was not taken."""
    return {"schema": SCHEMA, "type": "error", "code": error.code, "message": error.message}


def _open(document: Mapping[str, Any]) -> Message:
    session = document.get("session")
    if document.get("schema") != SCHEMA:
        raise _wrong(f"schema must be {SCHEMA}")
    if not isinstance(session, str) or not 0 < len(session) <= _LONGEST_SESSION:
        raise _wrong("session must be the name of a rehearsal")
    return Message("open", session=session)


def _press(document: Mapping[str, Any]) -> Message:
    keys = document.get("keys")
    if not isinstance(keys, list) or not 0 < len(keys) <= _MOST_KEYS or not all(map(_is_key, keys)):
        raise _wrong(f"keys must be a list of one to {_MOST_KEYS} names of keys")
    return Message(document["type"], keys=tuple(keys))


def _turn(document: Mapping[str, Any]) -> Message:
    key, by = document.get("key"), document.get("by")
    if not _is_key(key):
        raise _wrong("key must be the name of a key")
    if not isinstance(by, int) or isinstance(by, bool) or not 0 < abs(by) <= _MOST_DETENTS:
        raise _wrong(f"by must be a whole number from -{_MOST_DETENTS} to {_MOST_DETENTS}, and not 0")
    return Message("turn", keys=(str(key),), by=by)


def _car(document: Mapping[str, Any]) -> Message:
    changes = []
    for name, choices in _CAR.items():
        if name in document:
            if document[name] not in choices:
                raise _wrong(f"{name} must be {' or '.join(choices)}")
            changes.append((name, document[name]))
    if not changes:
        raise _wrong(f"one of {', '.join(_CAR)} must be there")
    return Message("car", car=tuple(changes))


def _clock(document: Mapping[str, Any]) -> Message:
    speed = document.get("speed")
    if isinstance(speed, bool) or speed not in _SPEEDS:
        raise _wrong("speed must be 1 or 60")
    return Message("clock", speed=int(speed))


def _mode(document: Mapping[str, Any]) -> Message:
    if not isinstance(document.get("guided"), bool):
        raise _wrong("guided must be true or false")
    return Message("mode", guided=document["guided"])


def _bare(document: Mapping[str, Any]) -> Message:
    return Message(document["type"])


_READERS: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "open": _open,
    "press": _press,
    "release": _press,
    "turn": _turn,
    "car": _car,
    "clock": _clock,
    "mode": _mode,
    "again": _bare,
    "look": _bare,
}


def _is_key(key: object) -> bool:
    return isinstance(key, str) and 0 < len(key) <= _LONGEST_KEY and key.isprintable()  # no lone surrogate either


def _wrong(expected: str) -> InputError:
    return InputError("panel-message", f"the message is not taken: {expected}", expected=expected)
